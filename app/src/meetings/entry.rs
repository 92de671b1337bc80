//! A meeting as calendars hear of it: an event for each part of it that goes by one rule (F1).

use documents::calendar::{CalendarEvent, Method, Organizer, OwnTexts};
use meetings::{Meeting, Schedule};
use store::person::Person;
use texts::Args;
use units::Locale;

use crate::app::App;

/// A meeting as calendars hear of it.
pub(super) struct Told<'a> {
    pub meeting: &'a Meeting,
    pub host: &'a Person,
    pub url: &'a str,
}

impl Told<'_> {
    /// The parts that are not over, at least one, for a file that anybody may keep.
    pub fn published(&self, app: &App, locale: &Locale) -> Vec<CalendarEvent> {
        let mut parts = self.meeting.parts();
        let last = parts.pop();
        let parts = parts.into_iter().filter(|part| !part.is_over(app.now())).chain(last);
        parts.map(|part| self.event(app, &part, locale, Method::Publish)).collect()
    }

    /// A part of the meeting, as `Meeting::parts` has it, without attendees, with its texts in
    /// `locale`.
    pub fn event(
        &self,
        app: &App,
        part: &Schedule,
        locale: &Locale,
        method: Method,
    ) -> CalendarEvent {
        let meeting = self.meeting;
        let (title_of_part, agenda_of_part) = meeting.words_of(part.present());
        let own_texts = part.exceptions().iter().map(|exception| {
            let title = exception.title.as_deref().unwrap_or(title_of_part);
            let agenda = exception.agenda.as_deref().unwrap_or(agenda_of_part);
            OwnTexts {
                index: exception.index,
                summary: title.to_owned(),
                description: self.description(app, agenda, locale),
            }
        });
        let id = meeting.identity.id;
        let name = match part.present().since() {
            0 => id.to_string(),
            since => format!("{id}-{since}"),
        };
        CalendarEvent {
            method,
            uid: format!("{name}@{}", app.config.base_host()),
            sequence: meeting.sequence,
            stamped: app.now(),
            last_modified: app.now(),
            organizer: Organizer { email: self.host.email.clone(), name: self.host.name.clone() },
            attendees: Vec::new(),
            summary: title_of_part.to_owned(),
            description: self.description(app, agenda_of_part, locale),
            location: self.url.to_owned(),
            url: self.url.to_owned(),
            own_texts: own_texts.collect(),
            schedule: part.clone(),
            only: None,
        }
    }

    /// The agenda, and how to join.
    fn description(&self, app: &App, agenda: &str, locale: &Locale) -> String {
        let meeting = self.meeting;
        let number = meeting.identity.number.to_string();
        let args = Args::new().with("link", self.url).with("number", number);
        let joining = match &meeting.password {
            None => app.texts.get(locale, "meetings-calendar-joining", &args),
            Some(password) => {
                let args = args.with("password", password.shown());
                app.texts.get(locale, "meetings-calendar-joining-password", &args)
            }
        };
        match agenda {
            "" => joining,
            agenda => format!("{agenda}\n\n{joining}"),
        }
    }
}
