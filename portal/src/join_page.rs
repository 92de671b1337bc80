//! What the join page shows, in words: whose meeting, on which site and plan, when, which limit.

use app::App;
use app::meetings::join::Shown;
use meetings::{JoinState, Kind, Role};
use serde::Serialize;
use texts::{Args, Texts};
use units::{Locale, Timestamp, Zone};
use web::urls;

#[derive(Serialize)]
pub(crate) struct JoinPage {
    title: String,
    /// Whose meeting it is.
    over: String,
    site_line: String,
    /// What the site greets its guests with.
    welcome: Option<String>,
    heading: String,
    text: String,
    note: Option<String>,
    limit: String,
    /// The limit ends this very meeting before its time.
    warns: bool,
    facts: Vec<Fact>,
    calendar_href: Option<String>,
    /// Where one registers first.
    register_href: Option<String>,
    /// That one registers first.
    registers: String,
}

#[derive(Serialize)]
struct Fact {
    label: String,
    text: String,
    href: Option<String>,
}

pub(crate) fn page(app: &App, locale: &Locale, shown: &Shown) -> JoinPage {
    let texts = &*app.texts;
    let view = &shown.view;
    let words = Words { texts, locale, zone: &view.zone, host: &view.host_name, kind: view.kind };
    let site = Args::new().with("site", view.site.name.as_str());
    let (heading, text) = words.state(view.state, app.now());
    let is_open = matches!(view.state, JoinState::Open { .. });
    let is_ahead = is_open || matches!(view.state, JoinState::NotYet { .. });
    JoinPage {
        title: view.title.clone(),
        registers: texts.plain(
            locale,
            match view.kind {
                Kind::Meeting => "join-registers",
                Kind::Webinar => "webinars-join-registers",
            },
        ),
        over: words.over(),
        site_line: texts.get(locale, "join-site-line", &site.with("plan", view.site.plan.as_str())),
        welcome: shown.welcome.as_ref().map(ToString::to_string),
        heading,
        text,
        note: is_open.then(|| texts.plain(locale, "join-open-later")),
        limit: words.limit(shown),
        warns: (view.ends_at_limit || view.unlicensed) && is_ahead,
        facts: if is_ahead { words.facts(shown) } else { Vec::new() },
        calendar_href: is_ahead
            .then(|| format!("{}/calendar.ics", urls::join(shown.link.as_str()))),
        register_href: shown.register_url.clone().filter(|_| is_ahead),
    }
}

struct Words<'a> {
    texts: &'a Texts,
    locale: &'a Locale,
    zone: &'a Zone,
    host: &'a str,
    kind: Kind,
}

impl Words<'_> {
    fn length(&self, minutes: u32) -> String {
        self.texts.duration_minutes(self.locale, i64::from(minutes))
    }

    /// "A webinar of Ada".
    fn over(&self) -> String {
        let key = match self.kind {
            Kind::Meeting => "join-over",
            Kind::Webinar => "webinars-join-over",
        };
        self.texts.get(self.locale, key, &Args::new().with("host", self.host))
    }

    /// As what somebody takes part in a webinar.
    fn role(&self, role: Role) -> Option<String> {
        let key = match role {
            Role::Host => "webinars-role-host",
            Role::Panelist => "webinars-role-panelist",
            Role::Attendee => "webinars-role-attendee",
            Role::Participant => return None,
        };
        Some(self.texts.plain(self.locale, key)).filter(|_| self.kind.is_webinar())
    }

    fn state(&self, state: JoinState, now: Timestamp) -> (String, String) {
        let host = Args::new().with("host", self.host);
        let (heading, key, args) = match state {
            JoinState::NotYet { starts, opens, .. } => {
                let today = self.zone.date(now) == self.zone.date(starts);
                let args = Args::new()
                    .with("day", self.texts.weekday_date(self.locale, self.zone.date(starts)))
                    .with("time", self.texts.time_zone(self.locale, starts, self.zone))
                    .with("opens", self.texts.time(self.locale, opens, self.zone));
                let key = if today { "join-today-text" } else { "join-not-yet-text" };
                ("join-not-yet", key, args)
            }
            JoinState::Open { starts, ends } => {
                let args = Args::new()
                    .with("from", self.texts.time(self.locale, starts, self.zone))
                    .with("until", self.texts.time_zone(self.locale, ends, self.zone));
                ("join-open", "join-open-text", args)
            }
            JoinState::Over => ("join-over-state", "join-over-text", host),
            JoinState::Cancelled => ("join-cancelled", "join-cancelled-text", host),
        };
        let heading = match (self.kind, state) {
            (Kind::Meeting, _) => heading,
            (Kind::Webinar, JoinState::NotYet { .. }) => "webinars-join-not-yet",
            (Kind::Webinar, JoinState::Open { .. }) => "webinars-join-open",
            (Kind::Webinar, JoinState::Over) => "webinars-join-over-state",
            (Kind::Webinar, JoinState::Cancelled) => "webinars-join-cancelled",
        };
        (self.texts.plain(self.locale, heading), self.texts.get(self.locale, key, &args))
    }

    fn limit(&self, shown: &Shown) -> String {
        let view = &shown.view;
        if view.unlicensed {
            return self.texts.plain(self.locale, "webinars-join-unlicensed");
        }
        let Some(limit) = view.site.longest_meeting_minutes else {
            return self.texts.plain(self.locale, "join-no-limit");
        };
        let args = Args::new()
            .with("limit", self.length(limit))
            .with("length", self.length(view.duration_minutes))
            .with("plan", view.site.plan.as_str());
        let key = match (view.ends_at_limit, view.site.shortened) {
            (true, false) => "join-ends-at-limit",
            (false, false) => "join-limit",
            (true, true) => "join-ends-at-decided",
            (false, true) => "join-limit-decided",
        };
        self.texts.get(self.locale, key, &args)
    }

    fn facts(&self, shown: &Shown) -> Vec<Fact> {
        let view = &shown.view;
        let fact = |key: &str, text: String| Fact {
            label: self.texts.plain(self.locale, key),
            text,
            href: None,
        };
        let repeats = shown.repeats.clone().map(|said| fact("join-repeats", said));
        let password = view.asks_password.then(|| {
            let asked = self.texts.plain(self.locale, "join-password-asked");
            fact("meetings-password", asked)
        });
        let host = fact("join-host", self.host.to_owned());
        let length = fact("join-length", self.length(view.duration_minutes));
        let number = fact("join-number", view.number.to_string());
        let role = shown.role.and_then(|role| self.role(role));
        let role = role.map(|said| fact("webinars-role", said));
        let first = role.into_iter().chain([length]).chain(repeats);
        first.chain([host, number]).chain(password).collect()
    }
}
