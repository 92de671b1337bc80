//! How a meeting repeats, and what is wrong with a draft, in words.

use jiff::civil::Weekday;
use meetings::{Ends, MonthlyOn, Parameter, Problem, Repeat, Weekdays};
use texts::{Args, Texts};
use units::Locale;

/// "Every 2 weeks on Monday and Friday, until 31 December 2027"; `None` for once.
pub fn repeats(texts: &Texts, locale: &Locale, repeat: &Repeat) -> Option<String> {
    let rule = match repeat {
        Repeat::Once => return None,
        Repeat::Weekly { interval, days, .. } => {
            let args =
                Args::new().with("interval", *interval).with("days", weekdays(texts, locale, days));
            texts.get(locale, "meetings-repeats-weekly", &args)
        }
        Repeat::Monthly { interval, on, .. } => {
            let args =
                Args::new().with("interval", *interval).with("day", month_day(texts, locale, *on));
            texts.get(locale, "meetings-repeats-monthly", &args)
        }
    };
    let args = Args::new().with("rule", rule.clone());
    Some(match repeat.ends() {
        Ends::Never => rule,
        Ends::On(last) => texts.get(locale, "meetings-repeats-until", &args.with("last", last)),
        Ends::After(count) => {
            texts.get(locale, "meetings-repeats-times", &args.with("count", count))
        }
    })
}

/// "Monday, Wednesday and Friday", as they stand after "every week on".
fn weekdays(texts: &Texts, locale: &Locale, days: &Weekdays) -> String {
    let mut names =
        days.iter().map(|day| texts.plain(locale, &format!("meetings-on-weekday-{}", number(day))));
    let first = names.next().unwrap_or_default();
    let mut rest: Vec<String> = names.collect();
    let Some(last) = rest.pop() else { return first };
    let joined = rest.into_iter().fold(first, |list, name| {
        let args = Args::new().with("list", list).with("name", name);
        texts.get(locale, "meetings-list-comma", &args)
    });
    let args = Args::new().with("list", joined).with("name", last);
    texts.get(locale, "meetings-list-and", &args)
}

/// "the 15th", "the second Tuesday", as they stand after "every month on".
fn month_day(texts: &Texts, locale: &Locale, on: MonthlyOn) -> String {
    match on {
        MonthlyOn::Day(31) => texts.plain(locale, "meetings-on-last-day"),
        MonthlyOn::Day(day) if day > 28 => {
            let args = Args::new().with("day", i64::from(day));
            texts.get(locale, "meetings-on-day-or-last", &args)
        }
        MonthlyOn::Day(day) => {
            let args = Args::new().with("day", i64::from(day));
            texts.get(locale, "meetings-on-day", &args)
        }
        MonthlyOn::Weekday { nth, weekday } => {
            let args = Args::new().with("nth", i64::from(nth.number()));
            texts.get(locale, &format!("meetings-on-nth-weekday-{}", number(weekday)), &args)
        }
    }
}

fn number(day: Weekday) -> i8 {
    day.to_monday_one_offset()
}

/// What the sentence about `problem` is filled with; `lifted` says whether a plan allows more.
pub fn problem(problem: &Problem) -> Args {
    let parameters = problem.parameters();
    let lifted = parameters.iter().any(|(name, _)| *name == "lifted_by");
    let args = Args::new().with("lifted", if lifted { "yes" } else { "no" });
    parameters.into_iter().fold(args, |args, (name, value)| match value {
        Parameter::Number(number) => args.with(name, number),
        Parameter::Text(text) => args.with(name, text),
        Parameter::Day(day) => args.with(name, day),
    })
}

/// What a sentence about a limit of the plan is filled with: what was asked for, and what lifts it.
pub fn over_limit(asked: u32, limit: u32, plan: &str, lifted_by: Option<&str>) -> Args {
    let args = Args::new().with("asked", asked).with("limit", limit).with("plan", plan);
    match lifted_by {
        Some(name) => args.with("lifted", "yes").with("lifted_by", name),
        None => args.with("lifted", "no"),
    }
}

#[cfg(test)]
mod tests {
    use texts::UNKNOWN_KEY;

    use super::*;

    const LANGUAGES: [&str; 3] = ["en", "fr", "ru"];

    fn said(tag: &str, rule: &str) -> String {
        let repeat: Repeat = rule.parse().expect("a rule");
        let locale = tag.parse().expect("a language");
        repeats(&Texts::embedded(), &locale, &repeat).unwrap_or_default()
    }

    #[test]
    fn repetitions_are_said_in_each_language() {
        let rule = "FREQ=WEEKLY;INTERVAL=2;BYDAY=MO,WE,FR;COUNT=5";
        assert_eq!(said("en", rule), "Every 2 weeks on Monday, Wednesday and Friday, 5 times");
        let french = "Toutes les 2 semaines, le lundi, le mercredi et le vendredi, 5 fois";
        assert_eq!(said("fr", rule), french);
        assert_eq!(said("ru", rule), "Раз в 2 недели по понедельникам, средам и пятницам, 5 раз");
        let rule = "FREQ=MONTHLY;BYDAY=2WE;UNTIL=20271231";
        assert_eq!(said("en", rule), "Every month on the second Wednesday, until 31 December 2027");
        assert_eq!(
            said("fr", rule),
            "Chaque mois, le deuxième mercredi, jusqu’au 31 décembre 2027"
        );
        assert_eq!(
            said("ru", rule),
            "Каждый месяц, во вторую среду, последний день 31 декабря 2027"
        );
        assert_eq!(said("en", "FREQ=MONTHLY;BYMONTHDAY=-1"), "Every month on the last day");
        assert_eq!(said("fr", "FREQ=MONTHLY;BYMONTHDAY=1"), "Chaque mois, le 1er");
        assert_eq!(said("en", ""), "", "once is not said");
    }

    #[test]
    fn every_problem_has_its_sentence_in_each_language() {
        let texts = Texts::embedded();
        let refusals = [
            "meeting.fields",
            "meeting.cancelled",
            "meeting.no_such_time",
            "meeting.time_over",
            "meeting.only_time",
            "meeting.too_many_exceptions",
        ];
        for code in Problem::CODES.iter().chain(&refusals) {
            let key = format!("error-{}", code.replace(['.', '_'], "-"));
            for tag in LANGUAGES {
                let text = texts.plain(&tag.parse().expect("a language"), &key);
                assert!(!text.contains(UNKNOWN_KEY), "{tag} {key}");
            }
        }
    }

    #[test]
    fn a_limit_names_the_plan_that_lifts_it_if_one_does() {
        let texts = Texts::embedded();
        let english = Locale::english();
        let told = |lifted_by: Option<&str>| {
            let limit = Problem::PlanMinutes {
                asked: 90,
                limit: 50,
                plan: "Free".to_owned(),
                lifted_by: lifted_by.map(str::to_owned),
            };
            texts.get(&english, "error-meeting-plan-minutes", &problem(&limit))
        };
        assert_eq!(
            told(Some("Starter")),
            "Meetings on the plan Free last up to 50 minutes. Starter allows 90."
        );
        assert_eq!(
            told(None),
            "Meetings on the plan Free last up to 50 minutes. No plan allows 90."
        );
    }
}
