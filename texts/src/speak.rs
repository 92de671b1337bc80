//! What templates of pages and mails may call: `t`, `money`, `date` and the rest, in one language.
//!
//! A template environment speaks one language, so that macros and included files speak it too.
//! Values come as they are serialised: money as `{minor, currency}`, moments as RFC 3339 text,
//! dates as ISO text, zones by name. Every function is a filter as well: `{{ page.total | money
//! }}`.

use std::fmt::Display;
use std::str::FromStr;
use std::sync::Arc;

use jiff::civil::Date;
use minijinja::functions::Function;
use minijinja::value::{FunctionArgs, FunctionResult, Kwargs, ValueKind};
use minijinja::{AutoEscape, Environment, Error, ErrorKind, HtmlEscape, State, Value};
use units::{Country, Locale, Money, Timestamp, Zone};

use crate::{Arg, Args, Texts};

/// Stand around the number of a value that is already markup, while the sentence around it is
/// escaped.
const MARKUP: [char; 2] = ['\u{E000}', '\u{E001}'];

/// Makes `environment` speak `locale`: adds what `Templates` promises.
pub(crate) fn speak(environment: &mut Environment<'static>, texts: &Arc<Texts>, locale: &Locale) {
    let speaker = Speaker { texts: Arc::clone(texts), locale: locale.clone() };
    environment.add_global("locale", locale.tag());
    let t = speaker.clone();
    environment.add_function("t", move |state: &State, key: &str, values: Kwargs| {
        t.text(state, key, &values)
    });
    speaker.add_amounts(environment);
    speaker.add_dates(environment);
    speaker.add_moments(environment);
}

#[derive(Clone)]
struct Speaker {
    texts: Arc<Texts>,
    locale: Locale,
}

impl Speaker {
    fn add_amounts(&self, to: &mut Environment<'static>) {
        let me = self.clone();
        both(to, "money", move |value: Value| Ok(me.texts.money(&me.locale, money(&value)?)));
        let me = self.clone();
        both(to, "amount", move |value: Value| Ok(me.texts.amount(&me.locale, money(&value)?)));
        let me = self.clone();
        both(to, "number", move |number: i64| Ok(me.texts.number(&me.locale, number)));
        let me = self.clone();
        both(to, "percent", move |rate: &str| Ok(me.texts.percent(&me.locale, parsed(rate)?)));
        let me = self.clone();
        both(to, "duration", move |minutes: i64| {
            if minutes < 0 {
                return Err(wrong(format!("a length of {minutes} minutes")));
            }
            Ok(me.texts.duration_minutes(&me.locale, minutes))
        });
        let me = self.clone();
        both(to, "country", move |code: &str| {
            let country = parsed::<Country>(code)?;
            Ok(me.texts.country_name(&me.locale, country))
        });
        both(to, "zone_name", |zone: &str| Ok(crate::formats::zone_name(&parsed(zone)?)));
    }

    fn add_dates(&self, to: &mut Environment<'static>) {
        let forms: [(&'static str, DateForm); 5] = [
            ("date", Texts::date),
            ("day_month", Texts::day_month),
            ("month_year", Texts::month_year),
            ("weekday_date", Texts::weekday_date),
            ("date_short", Texts::date_short),
        ];
        for (name, form) in forms {
            let me = self.clone();
            both(to, name, move |date: &str| Ok(form(&me.texts, &me.locale, parsed(date)?)));
        }
        let me = self.clone();
        both(to, "period", move |from: &str, until: &str| {
            Ok(me.texts.period(&me.locale, parsed(from)?, parsed(until)?))
        });
    }

    fn add_moments(&self, to: &mut Environment<'static>) {
        let forms: [(&'static str, MomentForm); 4] = [
            ("datetime", Texts::datetime),
            ("datetime_local", Texts::datetime_local),
            ("time", Texts::time),
            ("time_zone", Texts::time_zone),
        ];
        for (name, form) in forms {
            let me = self.clone();
            both(to, name, move |moment: &str, zone: &str| {
                let zone = parsed::<Zone>(zone)?;
                Ok(form(&me.texts, &me.locale, parsed(moment)?, &zone))
            });
        }
        let days: [(&'static str, DateForm); 3] = [
            ("day", Texts::date),
            ("weekday_day", Texts::weekday_date),
            ("day_short", Texts::date_short),
        ];
        for (name, form) in days {
            let me = self.clone();
            both(to, name, move |moment: &str, zone: &str| {
                let day = parsed::<Zone>(zone)?.date(parsed(moment)?);
                Ok(form(&me.texts, &me.locale, day))
            });
        }
    }

    fn text(&self, state: &State, key: &str, values: &Kwargs) -> Result<Value, Error> {
        let mut args = Args::new();
        let mut markup = Vec::new();
        for name in values.args() {
            let value: Value = values.get(name)?;
            let arg = if value.is_safe() {
                markup.push(value.to_string());
                let [open, close] = MARKUP;
                Arg::Text(format!("{open}{}{close}", markup.len() - 1))
            } else {
                arg(name, &value)?
            };
            args = args.with(name.to_owned(), arg);
        }
        let text = self.texts.get(&self.locale, key, &args);
        if markup.is_empty() || matches!(state.auto_escape(), AutoEscape::None) {
            return Ok(Value::from(with_markup(text, &markup)));
        }
        let escaped = HtmlEscape(&text).to_string();
        Ok(Value::from_safe_string(with_markup(escaped, &markup)))
    }
}

type DateForm = fn(&Texts, &Locale, Date) -> String;
type MomentForm = fn(&Texts, &Locale, Timestamp, &Zone) -> String;

/// Adds `function` under `name`, to be called and to be used as a filter.
fn both<F, Rv, Arguments>(to: &mut Environment<'static>, name: &'static str, function: F)
where
    F: Function<Rv, Arguments> + Clone,
    Rv: FunctionResult,
    Arguments: for<'a> FunctionArgs<'a>,
{
    to.add_filter(name, function.clone());
    to.add_function(name, function);
}

fn with_markup(mut text: String, markup: &[String]) -> String {
    let [open, close] = MARKUP;
    for (index, piece) in markup.iter().enumerate() {
        text = text.replace(&format!("{open}{index}{close}"), piece);
    }
    text
}

fn arg(name: &str, value: &Value) -> Result<Arg, Error> {
    match value.kind() {
        ValueKind::Number => i64::try_from(value.clone()).map(Arg::Number),
        ValueKind::String | ValueKind::Bool => Ok(Arg::Text(value.to_string())),
        ValueKind::None => Ok(Arg::Text(String::new())),
        ValueKind::Map => money(value).map(Arg::Money),
        kind => Err(wrong(format!("the value \"{name}\" of a text is {kind}"))),
    }
}

fn money(value: &Value) -> Result<Money, Error> {
    let minor = i64::try_from(value.get_attr("minor")?)?;
    let currency = value.get_attr("currency")?;
    let code = currency.as_str().unwrap_or_default();
    Ok(Money::new(minor, parsed(code)?))
}

fn parsed<T: FromStr<Err: Display>>(text: &str) -> Result<T, Error> {
    text.parse().map_err(|error| wrong(format!("\"{text}\" cannot be shown: {error}")))
}

fn wrong(message: String) -> Error {
    Error::new(ErrorKind::InvalidOperation, message)
}
