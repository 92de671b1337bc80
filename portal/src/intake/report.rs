//! What becomes of a list of people, or what became of it, as a page shows it: in all, and row by
//! row.

use app::intake::{Entry, Outcome, Report, RowProblem, Stand};
use people::roles::Permission;
use serde::Serialize;
use texts::Args;
use units::Timestamp;
use web::refusal::Refusal as _;
use web::{Member, urls};

use super::count;
use crate::audit::Paging;
use crate::members::{Tab, roles};
use crate::state::State as Badge;

/// Rows of a report on one page.
const ROWS_SHOWN: usize = 100;

/// What a report is looked through by: a word of the address, and the outcomes under it.
static VIEWS: [(&str, &[&str]); 5] = [
    ("all", &["invite", "resend", "stays_invited", "here", "left_out", "refused"]),
    ("invite", &["invite"]),
    ("resend", &["resend"]),
    ("unchanged", &["stays_invited", "here", "left_out"]),
    ("refused", &["refused"]),
];

#[derive(Serialize)]
pub(super) struct ReportPage {
    source: String,
    /// The preview that was signed is none any more.
    pub moved: bool,
    pub refusal: Option<String>,
    done: Option<Timestamp>,
    kept_until: Timestamp,
    zone: String,
    invite: u32,
    resend: u32,
    unchanged: u32,
    refused: u32,
    all: u32,
    mails: u32,
    pools: Vec<String>,
    /// Rows are without a licence, and here are more.
    buy_href: Option<String>,
    unused: String,
    tabs: Vec<Tab>,
    rows: Vec<RowLine>,
    paging: Paging,
    /// Where it is committed; none when it is done, or nothing would be.
    commit: Option<Commit>,
    remove_href: String,
    refused_href: Option<String>,
}

#[derive(Serialize)]
struct Commit {
    href: String,
    signed: String,
}

#[derive(Serialize)]
struct RowLine {
    line: u32,
    email: String,
    name: String,
    what: Badge,
    /// Roles and licences, or what is wrong.
    notes: Vec<String>,
}

/// The page of `report`, from the row `from` of those that `show` names.
pub(super) fn report_page(member: &Member, report: &Report, show: &str, from: usize) -> ReportPage {
    let counts = report.proposal.counts();
    let path = urls::intake(report.id);
    let view = VIEWS.iter().find(|(word, _)| *word == show).unwrap_or(&VIEWS[0]);
    let among = report.rows().filter(|(_, outcome)| view.1.contains(&outcome.word()));
    let rows: Vec<(&Entry, &Outcome)> = among.collect();
    let commit = match &report.stand {
        Stand::Waiting { signed } if counts.mails() > 0 => {
            Some(Commit { href: path.clone(), signed: signed.clone() })
        }
        _ => None,
    };
    let is_without = |row: &Outcome| matches!(row, Outcome::Refused(RowProblem::NoneFree { .. }));
    let is_short = !report.is_done() && report.proposal.rows.iter().any(is_without);
    let may_see = member.who.actor.may(Permission::SeeBilling);
    ReportPage {
        source: report.source.clone(),
        moved: false,
        refusal: None,
        done: match report.stand {
            Stand::Done { at } => Some(at),
            Stand::Waiting { .. } => None,
        },
        kept_until: report.kept_until,
        zone: member.who.zone.to_string(),
        invite: counts.invite,
        resend: counts.resend,
        unchanged: counts.unchanged,
        refused: counts.refused,
        all: counts.all(),
        mails: counts.mails(),
        pools: pools(member, report),
        buy_href: (is_short && may_see).then(|| urls::BILLING.to_owned()),
        unused: report.list.unused.join(", "),
        tabs: tabs(member, report, view.0),
        paging: paging(member, &path, view.0, (from, rows.len())),
        rows: rows
            .iter()
            .skip(from)
            .take(ROWS_SHOWN)
            .map(|row| line(member, report, *row))
            .collect(),
        commit,
        remove_href: format!("{path}/remove"),
        refused_href: (counts.refused > 0).then(|| format!("{path}/refused.csv")),
    }
}

/// "Meetings Pro: 190 given, 10 stay free"
fn pools(member: &Member, report: &Report) -> Vec<String> {
    let key = if report.is_done() { "intake-pool-done" } else { "intake-pool" };
    let given = report.proposal.pools.iter().filter(|pool| pool.given > 0);
    let said = given.map(|pool| {
        let args = Args::new()
            .with("name", pool.name.as_str())
            .with("given", pool.given)
            .with("left", pool.left);
        member.face().texts().get(&member.locale, key, &args)
    });
    said.collect()
}

fn tabs(member: &Member, report: &Report, shown: &str) -> Vec<Tab> {
    let path = urls::intake(report.id);
    let tab = |(word, outcomes): &(&str, &[&str])| {
        let many = report.rows().filter(|(_, outcome)| outcomes.contains(&outcome.word())).count();
        Tab {
            label: member.text(&format!("intake-show-{word}")),
            href: urls::with_query(&path, &[("show", word)]),
            current: *word == shown,
            note: Some(member.face().texts().number(&member.locale, i64::from(count(many)))),
        }
    };
    VIEWS.iter().map(tab).collect()
}

fn paging(member: &Member, path: &str, show: &str, (from, many): (usize, usize)) -> Paging {
    let at = |from: usize| urls::with_query(path, &[("show", show), ("from", &from.to_string())]);
    let to = from.saturating_add(ROWS_SHOWN).min(many);
    let args =
        Args::new().with("from", count(from) + 1).with("to", count(to)).with("many", count(many));
    Paging {
        newer: (from > 0).then(|| at(from.saturating_sub(ROWS_SHOWN))),
        older: (to < many).then(|| at(to)),
        text: (many > ROWS_SHOWN)
            .then(|| member.face().texts().get(&member.locale, "intake-rows", &args)),
    }
}

fn line(member: &Member, report: &Report, (entry, outcome): (&Entry, &Outcome)) -> RowLine {
    let tense = if report.is_done() { "done" } else { "what" };
    let word = outcome.word().replace('_', "-");
    let said = member.text(&format!("intake-{tense}-{word}"));
    let (what, notes) = match outcome {
        Outcome::Invite { roles: given, licences, .. } => {
            let pools = licences.iter().filter_map(|place| report.proposal.pools.get(*place));
            let names = pools.map(|pool| pool.name.clone());
            let notes = std::iter::once(roles(member, given)).chain(names);
            (Badge::good(said), notes.collect())
        }
        Outcome::Resend(_) => (Badge::good(said), Vec::new()),
        Outcome::Refused(problem) => (Badge::danger(said), vec![reason(member, problem)]),
        Outcome::StaysInvited | Outcome::Here | Outcome::LeftOut => {
            (Badge::plain(said), vec![member.text(&format!("intake-note-{word}"))])
        }
    };
    let name = match outcome {
        Outcome::Invite { name, .. } => name.clone(),
        _ => entry.name.clone(),
    };
    RowLine { line: entry.line, email: entry.email.clone(), name, what, notes }
}

/// Why a row cannot be taken, in a sentence.
pub(super) fn reason(member: &Member, problem: &RowProblem) -> String {
    let key = web::refusal::text_key(problem.code());
    member.face().texts().get(&member.locale, &key, &problem.args())
}
