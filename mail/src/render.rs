//! From a message of the outbox to a whole mail: subject, text part, HTML part, source.

use std::collections::BTreeMap;
use std::sync::Arc;

use include_dir::{Dir, include_dir};
use minijinja::value::Serde;
use minijinja::{Environment, Error, ErrorKind, Value, context};
use serde::Deserialize;
use serde_json::Value as Json;
use texts::{Arg, Args, TemplateError, Templates, Texts};
use units::id::MailId;
use units::{EmailAddress, Money};

use crate::compose;
use crate::outgoing::{Outgoing, Sender};

static SHIPPED: Dir<'static> = include_dir!("$CARGO_MANIFEST_DIR/../templates/mail");

/// A statement's line in the text part, in characters.
const LINE_WIDTH: usize = 68;
/// A row's label in the text part, in characters.
const LABEL_WIDTH: usize = 13;
/// Longest value of a context that is shown, in characters.
const VALUE_MAX: usize = 2_000;
const SUBJECT_MAX: usize = 180;

/// Makes mails; read once, clones share what was read.
#[derive(Clone)]
pub struct Renderer {
    templates: Templates,
}

/// A mail as it goes out, and its parts as an operator's page shows them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RenderedMail {
    pub id: MailId,
    /// The envelope's sender.
    pub from: EmailAddress,
    /// The envelope's one recipient.
    pub to: EmailAddress,
    pub subject: String,
    pub text: String,
    pub html: String,
    /// The whole message (RFC 5322), lines ending in CRLF.
    pub source: Vec<u8>,
}

/// A mail could not be made. Trying again does not help: template, context or address are at fault.
#[derive(Debug, thiserror::Error)]
pub enum RenderError {
    #[error(transparent)]
    Template(#[from] TemplateError),
    #[error("failed to address a mail to \"{0}\"")]
    Address(EmailAddress),
    #[error("failed to attach a file of type \"{0}\"")]
    MediaType(String),
    #[error("failed to put a mail together: {0}")]
    Composition(String),
}

impl RenderError {
    /// Stable: logs and the operator's pages key on it.
    pub fn code(&self) -> &'static str {
        match self {
            RenderError::Template(error) => error.code(),
            RenderError::Address(_) => "mail.address",
            RenderError::MediaType(_) => "mail.media_type",
            RenderError::Composition(_) => "mail.composition",
        }
    }
}

impl Renderer {
    /// Reads the templates; `overrides` are an operator's, by name (`mail/welcome/text.txt`).
    pub fn new(
        texts: &Arc<Texts>,
        overrides: BTreeMap<String, String>,
    ) -> Result<Renderer, RenderError> {
        let shipped = texts::files_in(&SHIPPED);
        let overrides = overrides
            .into_iter()
            .filter_map(|(name, source)| Some((name.strip_prefix("mail/")?.to_owned(), source)))
            .collect();
        let templates = Templates::new(texts, shipped, overrides, add_functions)?;
        Ok(Renderer { templates })
    }

    /// The mail of `message`, sent on behalf of `sender`. Same in, same out.
    pub fn render(&self, message: &Outgoing, sender: &Sender) -> Result<RenderedMail, RenderError> {
        let word = message.kind.word();
        let mail = without_line_breaks(message.context.clone());
        let subject = self.subject(message, &mail);
        let name = compose::one_line(&message.to_name, compose::NAME_MAX);
        let known = context! {
            mail => Value::from(Serde(mail)),
            subject => subject.as_str(),
            name => name.as_str(),
            address => message.to.as_str(),
            service => compose::one_line(&sender.service, compose::NAME_MAX),
            base_url => sender.base_url.as_str(),
            notifications_url => message.kind.is_notification()
                .then_some(sender.notifications_url.as_str()),
        };
        let part = |file: &str| {
            let template = format!("{word}/{file}");
            self.templates.render(&template, &message.locale, known.clone())
        };
        let text = tidy_text(&part("text.txt")?);
        let html = part("mail.html")?;
        let source = compose::source(message, sender, &name, &subject, &text, &html)?;
        Ok(RenderedMail {
            id: message.id,
            from: sender.from.clone(),
            to: message.to.clone(),
            subject,
            text,
            html,
            source,
        })
    }

    /// `mail-<kind>-subject`, which may name any value of the context, those of its parts included.
    fn subject(&self, message: &Outgoing, mail: &Json) -> String {
        let key = format!("mail-{}-subject", message.kind.word().replace('_', "-"));
        let mut args = Args::new();
        for (name, value) in mail.as_object().into_iter().flatten() {
            if let Some(arg) = arg(value) {
                args = args.with(name.clone(), arg);
            } else {
                for (name, value) in value.as_object().into_iter().flatten() {
                    if let Some(arg) = arg(value) {
                        args = args.with(name.clone(), arg);
                    }
                }
            }
        }
        let texts = self.templates.texts();
        compose::one_line(&texts.get(&message.locale, &key, &args), SUBJECT_MAX)
    }
}

fn arg(value: &Json) -> Option<Arg> {
    match value {
        Json::String(text) => Some(Arg::Text(text.clone())),
        Json::Number(number) => number.as_i64().map(Arg::Number),
        other => Money::deserialize(other).ok().map(Arg::Money),
    }
}

/// Every value on one line: what people typed cannot look like a part of the mail.
fn without_line_breaks(value: Json) -> Json {
    match value {
        Json::String(text) => Json::String(compose::one_line(&text, VALUE_MAX)),
        Json::Array(values) => values.into_iter().map(without_line_breaks).collect(),
        Json::Object(fields) => {
            fields.into_iter().map(|(name, value)| (name, without_line_breaks(value))).collect()
        }
        other => other,
    }
}

/// No spaces at the ends of lines, never two empty lines in a row, one line break at the end.
fn tidy_text(text: &str) -> String {
    let mut tidy = String::with_capacity(text.len());
    for line in text.lines().map(str::trim_end) {
        if !line.is_empty() || !(tidy.is_empty() || tidy.ends_with("\n\n")) {
            tidy.push_str(line);
            tidy.push('\n');
        }
    }
    let end = tidy.trim_end().len();
    tidy.truncate(end);
    tidy.push('\n');
    tidy
}

/// What mails' templates have beside `t`, `money` and the rest.
fn add_functions(environment: &mut Environment<'static>) {
    environment.add_function("line", |label: &str, amount: &str| line(label, amount));
    environment
        .add_function("row", |label: &str, value: &str| format!("{label:LABEL_WIDTH$} {value}"));
    environment.add_filter("address", safe_address);
}

/// A statement's line as text: the label, then the amount at the right edge, below it if need be.
fn line(label: &str, amount: &str) -> String {
    let used = label.chars().count() + amount.chars().count();
    match LINE_WIDTH.checked_sub(used) {
        Some(gap) if gap >= 2 => format!("{label}{:gap$}{amount}", ""),
        _ => format!("{label}\n{amount:>LINE_WIDTH$}"),
    }
}

/// A link's address for `href`: `http` or `https`, and nothing that could end the attribute.
fn safe_address(address: &str) -> Result<Value, Error> {
    let web = address.starts_with("https://") || address.starts_with("http://");
    let plain = |c: char| c.is_ascii_graphic() && !matches!(c, '"' | '\'' | '<' | '>' | '`' | '\\');
    if web && address.chars().all(plain) {
        Ok(Value::from_safe_string(address.replace('&', "&amp;")))
    } else {
        let message = format!("\"{address}\" is not the address of a page");
        Err(Error::new(ErrorKind::InvalidOperation, message))
    }
}
