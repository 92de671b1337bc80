//! Choosing invitees, panelists and alternate hosts from one's contacts, without a script: the
//! meeting's form goes along in hidden fields, as it was typed, and comes back with those that were
//! ticked (F1, F6).

use std::collections::BTreeSet;
use std::sync::Arc;

use app::App;
use app::contacts::{self, Asked};
use axum::extract::State;
use axum::response::Response;
use meetings::invitees::{list_text, parse_list};
use people::roles::Permission;
use serde::Serialize;
use units::id::ContactGroupId;
use web::{Fields, Form, Member, PageError, urls};

use crate::contacts::{group_choices, group_value, search};
use crate::plans::Choice;

/// Contacts shown at once; a search finds the others.
const SHOWN: u32 = 100;
/// Fields of this page, which the meeting's form does not have.
const OWN_FIELDS: [&str; 4] = ["pick", "search", "group", "into"];

/// As what those who are ticked go into the meeting.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum ChosenAs {
    Invitees,
    Panelists,
    AlternateHosts,
}

impl ChosenAs {
    const ALL: [ChosenAs; 3] = [ChosenAs::Invitees, ChosenAs::Panelists, ChosenAs::AlternateHosts];

    /// The form's field they are written into.
    fn field(self) -> &'static str {
        match self {
            ChosenAs::Invitees => "invitees",
            ChosenAs::Panelists => "panelists",
            ChosenAs::AlternateHosts => "alternate_hosts",
        }
    }

    /// As the pressed button says; without one, invitees.
    pub fn of(fields: &Fields) -> ChosenAs {
        let asked = fields.text("into");
        ChosenAs::ALL.into_iter().find(|each| each.field() == asked).unwrap_or(ChosenAs::Invitees)
    }

    /// What was typed with those that were ticked after it; nobody stands there twice. What is no
    /// list stays as it is typed. Alternate hosts stand on one line, by their addresses alone.
    pub fn with_picks<'a>(self, typed: &str, picks: impl Iterator<Item = &'a str>) -> String {
        let mut known: BTreeSet<String> =
            parse_list(typed).iter().map(|each| each.email.to_lowercase()).collect();
        let mut text = typed.trim_end().to_owned();
        for pick in picks.flat_map(parse_list) {
            if known.insert(pick.email.to_lowercase()) {
                let (parting, name) = match self {
                    ChosenAs::AlternateHosts => (", ", ""),
                    ChosenAs::Invitees | ChosenAs::Panelists => ("\n", pick.name.as_str()),
                };
                if !text.is_empty() {
                    text.push_str(parting);
                }
                text.push_str(&list_text([(pick.email.as_str(), name)]));
            }
        }
        text
    }
}

#[derive(Serialize)]
struct ChoosePage {
    title: String,
    /// The form's field they will stand in.
    into: &'static str,
    form_href: &'static str,
    choose_href: &'static str,
    /// The meeting's form, as it was typed.
    kept: Vec<Kept>,
    search: String,
    group: String,
    groups: Vec<Choice>,
    people: Vec<Pick>,
    more: bool,
}

#[derive(Serialize)]
pub(super) struct Kept {
    pub name: String,
    pub value: String,
}

#[derive(Serialize)]
struct Pick {
    value: String,
    name: String,
    email: String,
    company: String,
    chosen: bool,
}

/// `POST /meetings/choose`
pub(super) async fn show(
    State(app): State<Arc<App>>,
    member: Member,
    Form(fields): Form,
) -> Result<Response, PageError> {
    member.needs(Permission::ScheduleMeetings)?;
    let search = search(&fields);
    let into = ChosenAs::of(&fields);
    let group: Option<ContactGroupId> = fields.parsed("group");
    let asked = Asked { search: &search, group, after: None };
    let found = contacts::page(&app, &member.who, &asked, SHOWN).await?;
    let ticked: BTreeSet<&str> = fields.all("pick").collect();
    let mut people = Vec::new();
    for contact in found.contacts.iter().map(|shown| &shown.contact) {
        let Some(email) = contact.card.emails.first() else { continue };
        let name = if contact.card.name == email.as_str() { "" } else { &contact.card.name };
        let value = list_text([(email.as_str(), name)]);
        // A group is chosen to be invited; who of it is not, loses the tick.
        let chosen = group.is_some() || ticked.contains(value.as_str());
        people.push(Pick {
            value,
            name: contact.card.name.clone(),
            email: email.to_string(),
            company: contact.card.company.clone(),
            chosen,
        });
    }
    let page = ChoosePage {
        title: member.text(&format!("meetings-choose-{}", into.field().replace('_', "-"))),
        into: into.field(),
        form_href: urls::MEETING_FORM,
        choose_href: urls::CHOOSE_INVITEES,
        kept: kept(&fields, into, &people),
        group: group_value(group),
        groups: group_choices(&app, &member).await?,
        people,
        more: found.next.is_some(),
        search,
    };
    member.page("portal/meeting_choose.html", page).await
}

/// The form's fields, with those that were ticked before and are not shown now in its list.
fn kept(fields: &Fields, into: ChosenAs, shown: &[Pick]) -> Vec<Kept> {
    let away = fields.all("pick").filter(|pick| shown.iter().all(|each| each.value != *pick));
    let list = into.with_picks(fields.text(into.field()), away);
    let is_own = |name: &str| OWN_FIELDS.contains(&name) || name == into.field();
    let own = fields.iter().filter(|(name, _)| !is_own(name));
    let own = own.map(|(name, value)| Kept { name: name.to_owned(), value: value.to_owned() });
    own.chain([Kept { name: into.field().to_owned(), value: list }]).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn who_is_ticked_stands_below_what_was_typed() {
        let picks = ["\"Ada, Dr.\" <ada@example.org>", "BEN@example.org"];
        let typed = "ben@example.org, not an address\n";
        let text = ChosenAs::Invitees.with_picks(typed, picks.into_iter());
        assert_eq!(text, "ben@example.org, not an address\n\"Ada, Dr.\" <ada@example.org>");
        let eva = || ["Eva <eva@example.org>"].into_iter();
        assert_eq!(ChosenAs::Panelists.with_picks("", eva()), "\"Eva\" <eva@example.org>");
        let hosts = ChosenAs::AlternateHosts.with_picks("ben@example.org", eva());
        assert_eq!(hosts, "ben@example.org, eva@example.org");
    }
}
