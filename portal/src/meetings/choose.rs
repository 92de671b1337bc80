//! Choosing invitees from one's contacts, without a script: the meeting's form goes along in hidden
//! fields, as it was typed, and comes back with those that were ticked (F1, F6).

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
const OWN_FIELDS: [&str; 3] = ["pick", "search", "group"];

#[derive(Serialize)]
struct ChoosePage {
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
        form_href: urls::MEETING_FORM,
        choose_href: urls::CHOOSE_INVITEES,
        kept: kept(&fields, &people),
        group: group_value(group),
        groups: group_choices(&app, &member).await?,
        people,
        more: found.next.is_some(),
        search,
    };
    member.page("portal/meeting_choose.html", page).await
}

/// The form's fields, with those that were ticked before and are not shown now among its invitees.
fn kept(fields: &Fields, shown: &[Pick]) -> Vec<Kept> {
    let away = fields.all("pick").filter(|pick| shown.iter().all(|each| each.value != *pick));
    let invitees = with_picks(fields.text("invitees"), away);
    let own = fields.iter().filter(|(name, _)| !OWN_FIELDS.contains(name) && *name != "invitees");
    let own = own.map(|(name, value)| Kept { name: name.to_owned(), value: value.to_owned() });
    let invitees = Kept { name: "invitees".to_owned(), value: invitees };
    own.chain([invitees]).collect()
}

/// What was typed with those that were ticked below it; nobody stands there twice. What is no list
/// stays as it is typed.
pub(super) fn with_picks<'a>(typed: &str, picks: impl Iterator<Item = &'a str>) -> String {
    let mut known: BTreeSet<String> =
        parse_list(typed).iter().map(|each| each.email.to_lowercase()).collect();
    let mut text = typed.trim_end().to_owned();
    for pick in picks.flat_map(parse_list) {
        if known.insert(pick.email.to_lowercase()) {
            if !text.is_empty() {
                text.push('\n');
            }
            text.push_str(&list_text([(pick.email.as_str(), pick.name.as_str())]));
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn who_is_ticked_stands_below_what_was_typed() {
        let picks = ["\"Ada, Dr.\" <ada@example.org>", "BEN@example.org"];
        let text = with_picks("ben@example.org, not an address\n", picks.into_iter());
        assert_eq!(text, "ben@example.org, not an address\n\"Ada, Dr.\" <ada@example.org>");
        assert_eq!(with_picks("", ["eva@example.org"].into_iter()), "eva@example.org");
    }
}
