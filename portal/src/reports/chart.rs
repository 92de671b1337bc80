//! The charts of a report, drawn from `usage::chart`, and the table that says the same in figures.

use app::App;
use app::reports::Overview;
use serde::Serialize;
use texts::Args;
use usage::chart::{HEIGHT, WIDTH, chart};
use usage::days::Step;
use usage::own::minutes;
use web::Member;

#[derive(Serialize)]
pub(super) struct Charts {
    drawn: Vec<Drawn>,
    /// Days or months in which something was held, in their order.
    rows: Vec<Row>,
}

/// One chart.
#[derive(Serialize)]
struct Drawn {
    /// Names it on the page.
    id: &'static str,
    title: String,
    /// What it shows, for those who cannot see it.
    said: String,
    width: i64,
    height: i64,
    bars: Vec<Bar>,
    /// Lines across, from the top.
    lines: Vec<Line>,
    first: String,
    last: String,
}

#[derive(Serialize)]
struct Bar {
    x: i64,
    y: i64,
    width: i64,
    height: i64,
    /// The day and its number.
    said: String,
}

#[derive(Serialize)]
struct Line {
    y: i64,
    value: i64,
}

#[derive(Serialize)]
struct Row {
    label: String,
    meetings: i64,
    participants: i64,
    minutes: i64,
    person_minutes: i64,
}

/// A day, or a month, in words.
fn label(app: &App, member: &Member, step: &Step, by_day: bool) -> String {
    match by_day {
        true => app.texts.date(&member.locale, step.from),
        false => app.texts.month_year(&member.locale, step.from),
    }
}

/// What a chart shows of each step.
type Count = fn(&Step) -> i64;

pub(super) fn charts(app: &App, member: &Member, overview: &Overview, by_day: bool) -> Charts {
    let kinds: [(&'static str, Count); 2] =
        [("meetings", |step| step.sum.meetings), ("participants", |step| step.sum.participants)];
    let drawn = kinds.map(|(id, of)| draw(app, member, &overview.steps, by_day, (id, of)));
    let held = overview.steps.iter().filter(|step| step.sum.meetings > 0);
    let rows = held.map(|step| Row {
        label: label(app, member, step, by_day),
        meetings: step.sum.meetings,
        participants: step.sum.participants,
        minutes: minutes(step.sum.seconds),
        person_minutes: minutes(step.sum.person_seconds),
    });
    Charts { drawn: drawn.into(), rows: rows.collect() }
}

fn draw(
    app: &App,
    member: &Member,
    steps: &[Step],
    by_day: bool,
    (id, of): (&'static str, Count),
) -> Drawn {
    let values: Vec<i64> = steps.iter().map(of).collect();
    let made = chart(&values);
    let label = |step: &Step| label(app, member, step, by_day);
    let bars = made.bars.iter().zip(steps).filter(|(bar, _)| bar.height > 0);
    let bars = bars.map(|(bar, step)| {
        let args = Args::new().with("when", label(step)).with("number", of(step));
        Bar {
            x: bar.x,
            y: bar.y,
            width: bar.width,
            height: bar.height,
            said: app.texts.get(&member.locale, "reports-chart-bar", &args),
        }
    });
    let most = steps.iter().max_by_key(|step| of(step));
    let args = Args::new()
        .with("total", values.iter().sum::<i64>())
        .with("most", most.map_or(0, of))
        .with("when", most.map(label).unwrap_or_default());
    let key = format!("reports-chart-{id}-said");
    Drawn {
        id,
        title: member.text(&format!("reports-chart-{id}{}", if by_day { "" } else { "-month" })),
        said: app.texts.get(&member.locale, &key, &args),
        width: WIDTH,
        height: HEIGHT,
        bars: bars.collect(),
        lines: made.lines.iter().rev().map(|line| Line { y: line.y, value: line.value }).collect(),
        first: steps.first().map(label).unwrap_or_default(),
        last: steps.last().map(label).unwrap_or_default(),
    }
}
