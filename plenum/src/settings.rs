//! Settings: what an operator may decide, from a TOML file and `PLENUM_*` variables.
//!
//! Everything is read before anything is started, and all that is wrong is told at once, a line
//! each. An unknown name is wrong too: a setting that is misspelt must not be one that is ignored.

use std::net::{IpAddr, SocketAddr};
use std::path::PathBuf;

use app::mail_in::token::{MailInToken, TOKEN_MIN_CHARS};
use clap::ValueEnum;
use figment::Figment;
use figment::providers::{Env, Format as _, Toml};
use mail::{Security, SmtpServer};
use people::host::{BaseDomain, RegionalLabel};
use serde::Deserialize;
use units::EmailAddress;
use url::Url;

use crate::commands::Place;

/// Where state is kept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Database {
    /// A file in the data folder.
    Sqlite(PathBuf),
    /// `postgres://…`
    Postgres(String),
}

/// Which clock the deployment lives by.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, ValueEnum)]
#[serde(rename_all = "lowercase")]
pub enum ClockKind {
    /// The machine's.
    Real,
    /// One that `plenum clock` and the demo's pages move forward.
    Simulated,
}

impl ClockKind {
    /// As it is configured and kept.
    pub fn word(self) -> &'static str {
        match self {
            ClockKind::Real => "real",
            ClockKind::Simulated => "simulated",
        }
    }

    pub fn from_word(word: &str) -> Option<ClockKind> {
        [ClockKind::Real, ClockKind::Simulated].into_iter().find(|kind| kind.word() == word)
    }
}

/// Everything decided.
#[derive(Clone)]
pub struct Settings {
    pub data: PathBuf,
    pub listen: SocketAddr,
    pub base_url: Url,
    pub base: BaseDomain,
    pub database: Database,
    /// None: the one the deployment has lived by, else the real one.
    pub clock: Option<ClockKind>,
    pub region: RegionalLabel,
    pub demo: bool,
    pub mail_from: EmailAddress,
    /// None: calendars send answers to the host of a meeting.
    pub mail_answers: Option<EmailAddress>,
    /// None: mails come in by `plenum mail take` alone.
    pub mail_in_token: Option<MailInToken>,
    pub keep_mails: bool,
    pub smtp: Option<SmtpServer>,
    /// None: the built-in sandbox takes the payments.
    pub stripe: Option<StripeKeys>,
    pub proxies: Vec<IpAddr>,
    /// Folders with an operator's own templates and texts.
    pub templates: Option<PathBuf>,
    pub locales: Option<PathBuf>,
    pub inner_webhooks: bool,
    /// What is logged, in the form of `tracing_subscriber::EnvFilter`.
    pub log: String,
    pub log_json: bool,
}

/// What Stripe knows the deployment by. Never printed.
#[derive(Clone)]
pub struct StripeKeys {
    pub secret_key: String,
    pub webhook_secret: String,
    /// Scheme, host and port of a program that answers in Stripe's place; none: Stripe's own.
    pub stand_in: Option<String>,
}

/// What is wrong, a line each; never empty.
#[derive(Debug, thiserror::Error)]
#[error("{}", .0.join("\n"))]
pub struct Problems(pub Vec<String>);

/// Every name there is; sections have a full stop.
const NAMES: [&str; 25] = [
    "listen",
    "base_url",
    "database",
    "clock",
    "region",
    "demo",
    "mail.from",
    "mail.answers",
    "mail.in_token",
    "mail.keep",
    "smtp.host",
    "smtp.port",
    "smtp.security",
    "smtp.user",
    "smtp.password",
    "smtp.own_name",
    "stripe.secret_key",
    "stripe.webhook_secret",
    "stripe.stand_in",
    "trusted_proxies",
    "templates",
    "locales",
    "inner_webhooks",
    "log.filter",
    "log.json",
];
/// `PLENUM_*` variables that other programs of the house read.
const FOREIGN: [&str; 5] = ["test_", "url", "browser", "token", "data"];
/// Ends the names in `FOREIGN` that stand for every name beginning so.
const PREFIX_END: char = '_';

const LISTEN: &str = "127.0.0.1:8080";
const REGION: &str = "meet-eu";
const LOG: &str = "warn,plenum=info";

impl Settings {
    /// Reads the file and the variables; what the command line says stands above both.
    pub fn read(place: &Place) -> Result<Settings, Problems> {
        let path = place.config.clone().unwrap_or_else(|| place.data.join("plenum.toml"));
        if place.config.is_some() && !path.is_file() {
            return Err(Problems(vec![format!("{}: there is no such file", path.display())]));
        }
        let variables = Env::prefixed("PLENUM_")
            .filter(|name| {
                let name = name.as_str().to_ascii_lowercase();
                !FOREIGN.iter().any(|foreign| match foreign.ends_with(PREFIX_END) {
                    true => name.starts_with(foreign),
                    false => name == *foreign,
                })
            })
            .split("__");
        let mut sources = Figment::new();
        if path.is_file() {
            sources = sources.merge(Toml::file_exact(path));
        }
        sources = sources.merge(variables);
        if let Some(listen) = place.listen {
            sources = sources.merge(("listen", listen.to_string()));
        }
        if let Some(database) = &place.database {
            sources = sources.merge(("database", database.as_str()));
        }
        if let Some(demo) = place.demo {
            sources = sources.merge(("demo", demo));
        }
        Reader { sources, problems: Vec::new() }.settings(place)
    }
}

struct Reader {
    sources: Figment,
    problems: Vec<String>,
}

impl Reader {
    fn settings(mut self, place: &Place) -> Result<Settings, Problems> {
        self.refuse_unknown();
        let listen = self.one("listen", "an address and port, such as 127.0.0.1:8080");
        let listen: SocketAddr = listen.unwrap_or_else(|| LISTEN.parse().expect("an address"));
        let (base_url, base) = self.base(listen);
        let data = place.data.clone();
        let database = match self.text("database") {
            Some(url) if url.starts_with("postgres") => Database::Postgres(url),
            Some(url) if !url.is_empty() => {
                self.wrong("database", &format!("{url:?} does not begin with postgres://"));
                Database::Sqlite(data.join("plenum.db"))
            }
            _ => Database::Sqlite(data.join("plenum.db")),
        };
        let own_from = || {
            let from = format!("no-reply@{base}");
            from.parse().expect("a domain makes an address")
        };
        let smtp = self.smtp(&base);
        let stripe = self.stripe();
        let region = self.one("region", "such as meet-eu");
        let settings = Settings {
            clock: place.clock.or_else(|| self.value("clock")),
            region: region.unwrap_or_else(|| REGION.parse().expect("a label")),
            demo: self.value("demo").unwrap_or(false),
            mail_from: self.one("mail.from", "an e-mail address").unwrap_or_else(own_from),
            mail_answers: self.one("mail.answers", "an e-mail address"),
            mail_in_token: self.mail_in_token(),
            keep_mails: self.value("mail.keep").unwrap_or(smtp.is_none()) || smtp.is_none(),
            proxies: self.value("trusted_proxies").unwrap_or_default(),
            templates: self.value("templates"),
            locales: self.value("locales"),
            inner_webhooks: self.value("inner_webhooks").unwrap_or(false),
            log: self.text("log.filter").unwrap_or_else(|| LOG.to_owned()),
            log_json: self.value("log.json").unwrap_or(false),
            data,
            listen,
            base_url,
            base,
            database,
            smtp,
            stripe,
        };
        match self.problems.is_empty() {
            true => Ok(settings),
            false => Err(Problems(self.problems)),
        }
    }

    /// The portal's address: the configured one, else `localhost` with the port listened on.
    fn base(&mut self, listen: SocketAddr) -> (Url, BaseDomain) {
        let own = format!("http://localhost:{}", listen.port());
        let text = self.text("base_url").unwrap_or_else(|| own.clone());
        match read_base(&text) {
            Ok(read) => read,
            Err(reason) => {
                self.wrong("base_url", &reason);
                read_base(&own).expect("our own address")
            }
        }
    }

    /// Never said back, also where it is wrong.
    fn mail_in_token(&mut self) -> Option<MailInToken> {
        let secret = self.text("mail.in_token")?;
        if self.text("mail.answers").is_none() {
            self.wrong("mail.in_token", "no use without mail.answers");
        }
        let token = MailInToken::new(&secret);
        if token.is_none() {
            let form = format!("not {TOKEN_MIN_CHARS} to 200 letters, digits and signs");
            self.wrong("mail.in_token", &form);
        }
        token
    }

    fn stripe(&mut self) -> Option<StripeKeys> {
        let (secret_key, webhook_secret) =
            (self.text("stripe.secret_key"), self.text("stripe.webhook_secret"));
        let stand_in = self.text("stripe.stand_in");
        match (secret_key, webhook_secret) {
            (Some(secret_key), Some(webhook_secret)) => {
                Some(StripeKeys { secret_key, webhook_secret, stand_in })
            }
            (None, None) => {
                if stand_in.is_some() {
                    self.wrong("stripe.stand_in", "no use without stripe.secret_key");
                }
                None
            }
            (Some(_), None) => {
                self.wrong("stripe.webhook_secret", "missing beside stripe.secret_key");
                None
            }
            (None, Some(_)) => {
                self.wrong("stripe.secret_key", "missing beside stripe.webhook_secret");
                None
            }
        }
    }

    fn smtp(&mut self, base: &BaseDomain) -> Option<SmtpServer> {
        let user = self.text("smtp.user");
        let password = self.text("smtp.password");
        let security = match self.text("smtp.security").as_deref() {
            None | Some("starttls") => Security::StartTls,
            Some("tls") => Security::Tls,
            Some("plain") => Security::Plain,
            Some(other) => {
                self.wrong("smtp.security", &format!("{other:?} is none of starttls, tls, plain"));
                Security::StartTls
            }
        };
        let usual_port = match security {
            Security::Plain => 25,
            Security::StartTls => 587,
            Security::Tls => 465,
        };
        let port = self.value("smtp.port").unwrap_or(usual_port);
        let own_name = self.text("smtp.own_name").unwrap_or_else(|| base.to_string());
        let credentials = match (user, password) {
            (Some(user), Some(password)) => Some((user, password)),
            (None, None) => None,
            (Some(_), None) => {
                self.wrong("smtp.password", "missing beside smtp.user");
                None
            }
            (None, Some(_)) => {
                self.wrong("smtp.user", "missing beside smtp.password");
                None
            }
        };
        let host = self.text("smtp.host")?;
        Some(SmtpServer { host, port, security, credentials, own_name })
    }

    /// The value under `name`; a wrong one is told and counts as missing.
    fn value<T: for<'de> Deserialize<'de>>(&mut self, name: &str) -> Option<T> {
        self.sources.find_value(name).ok()?;
        match self.sources.extract_inner(name) {
            Ok(value) => Some(value),
            Err(error) => {
                self.wrong(name, &error.kind.to_string());
                None
            }
        }
    }

    /// Text, also where a variable looks like a number.
    fn text(&mut self, name: &str) -> Option<String> {
        let found = self.sources.find_value(name).ok()?;
        match found.into_string() {
            Some(text) => Some(text),
            None => self.sources.extract_inner::<u64>(name).ok().map(|number| number.to_string()),
        }
    }

    /// Text read as a `T`; `form` says how it is written.
    fn one<T: std::str::FromStr>(&mut self, name: &str, form: &str) -> Option<T> {
        let text = self.text(name)?;
        match text.parse() {
            Ok(value) => Some(value),
            Err(_) => {
                self.wrong(name, &format!("{text:?} is not {form}"));
                None
            }
        }
    }

    fn wrong(&mut self, name: &str, reason: &str) {
        let place = self.sources.find_metadata(name).map(|found| {
            let from = found.source.as_ref().map(ToString::to_string);
            from.unwrap_or_else(|| found.name.to_string())
        });
        let place = place.map(|place| format!("{place}: ")).unwrap_or_default();
        self.problems.push(format!("{place}{name}: {reason}"));
    }

    fn refuse_unknown(&mut self) {
        let values = match self.sources.extract::<figment::value::Dict>() {
            Ok(values) => values,
            Err(errors) => {
                self.problems.extend(errors.into_iter().map(|error| error.to_string()));
                return;
            }
        };
        let mut names = Vec::new();
        for (name, value) in &values {
            match value.as_dict() {
                Some(inner) => names.extend(inner.keys().map(|key| format!("{name}.{key}"))),
                None => names.push(name.clone()),
            }
        }
        for name in names {
            if !NAMES.contains(&name.as_str()) {
                self.wrong(&name, "there is no such setting");
            }
        }
    }
}

fn read_base(text: &str) -> Result<(Url, BaseDomain), String> {
    let url: Url = text.parse().map_err(|error| format!("{text:?}: {error}"))?;
    if !matches!(url.scheme(), "http" | "https") || url.path() != "/" || url.query().is_some() {
        return Err(format!("{text:?} is more or less than scheme, host and port"));
    }
    let host = url.host_str().unwrap_or_default();
    let base = host.parse().map_err(|_| format!("{host:?} is not a domain name"))?;
    Ok((url, base))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(toml: &str) -> Result<Settings, Vec<String>> {
        let sources = Figment::new().merge(Toml::string(toml));
        let place = Place { data: "data".into(), ..Place::default() };
        let read = Reader { sources, problems: Vec::new() }.settings(&place);
        read.map_err(|problems| problems.0)
    }

    #[test]
    fn nothing_decided_is_a_deployment_on_this_machine() {
        let settings = read("").expect("defaults");
        assert_eq!(settings.listen.to_string(), "127.0.0.1:8080");
        assert_eq!(settings.base_url.as_str(), "http://localhost:8080/");
        assert_eq!(settings.database, Database::Sqlite("data/plenum.db".into()));
        assert_eq!(settings.mail_from.as_str(), "no-reply@localhost");
        assert!(settings.keep_mails && settings.smtp.is_none() && !settings.demo);
        let other = read("listen = '127.0.0.1:9000'").expect("settings");
        assert_eq!(other.base_url.as_str(), "http://localhost:9000/");
    }

    #[test]
    fn the_secret_for_mails_is_long_and_has_its_use() {
        let secret = "0123456789abcdef0123456789abcdef";
        let both = format!("[mail]\nanswers = 'a@example.org'\nin_token = '{secret}'");
        let token = read(&both).expect("settings").mail_in_token;
        assert!(token.is_some_and(|token| token.is(secret)));
        let alone = read(&format!("[mail]\nin_token = '{secret}'")).err().expect("a problem");
        assert!(alone[0].contains("no use without mail.answers"), "{alone:?}");
        let short = read("[mail]\nanswers = 'a@example.org'\nin_token = 'sesame'");
        let short = short.err().expect("a problem");
        assert!(short[0].contains("mail.in_token") && !short[0].contains("sesame"), "{short:?}");
    }

    #[test]
    fn everything_wrong_is_told_a_line_each() {
        let problems = read(
            "listen = 'here'\nbase_url = 'https://example.org/plenum'\nclok = 'real'\nclock = 'sundial'
             database = 'mysql://x'
             [stripe]\nsecret_key = 'sk'
             [smtp]\nhost = 'a'\nuser = 'b'\nsecurity = 'some'\n[mail]\nform = 1",
        );
        let problems = problems.err().expect("problems");
        let about = |name: &str| problems.iter().filter(|line| line.contains(name)).count();
        for name in [
            "listen",
            "base_url",
            "clok",
            "clock:",
            "database",
            "smtp.password",
            "smtp.security",
            "mail.form",
            "stripe.webhook_secret",
        ] {
            assert_eq!(about(name), 1, "{name}: {problems:#?}");
        }
        assert_eq!(problems.len(), 9, "{problems:#?}");
    }
}
