//! Contacts handed out: our own table, which is imported again as it was, and vCards (F6, R-69).

use ::contacts::own;
use ::contacts::vcard_write::{self, Version};
use people::roles::Permission;
use serde_json::json;
use store::StoreError;
use store::contact_list::{self, Asked};
use units::id::{ContactGroupId, ContactId};

use super::{ContactsError, Holder, Shown, holder, with_groups};
use crate::app::App;
use crate::trail::{self, Done};
use crate::who::Who;

/// Contacts read at a time.
const READ_AT_ONCE: u32 = 1_000;

/// What the file is.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Format {
    Csv,
    Vcard(Version),
}

impl Format {
    pub fn media_type(self) -> &'static str {
        match self {
            Format::Csv => "text/csv; charset=utf-8",
            Format::Vcard(_) => "text/vcard; charset=utf-8",
        }
    }

    pub fn file_name(self) -> &'static str {
        match self {
            Format::Csv => "contacts.csv",
            Format::Vcard(_) => "contacts.vcf",
        }
    }
}

/// All contacts of `who`, or those of a group.
pub async fn file(
    app: &App,
    who: &Who,
    group: Option<ContactGroupId>,
    format: Format,
) -> Result<Vec<u8>, ContactsError> {
    let holder = holder(who, Permission::SeeContacts)?;
    let all = read(app, holder, group).await?;
    note(app, who, all.len()).await?;
    Ok(written(&all, format))
}

fn written(all: &[Shown], format: Format) -> Vec<u8> {
    match format {
        Format::Csv => {
            let rows = all.iter().map(|each| own::row(&each.contact.card, &each.groups));
            tables::write_safe([own::header()].into_iter().chain(rows), ',')
        }
        Format::Vcard(version) => {
            let mut text = String::new();
            for Shown { contact, groups } in all {
                let uid = contact.id.to_string();
                vcard_write::write(&mut text, &uid, &contact.card, groups, version);
            }
            text.into_bytes()
        }
    }
}

/// Those of `ids` that are `holder`'s, as vCards and as our own table.
pub(crate) async fn of(
    app: &App,
    holder: Holder,
    ids: &[ContactId],
) -> Result<(Vec<u8>, Vec<u8>), StoreError> {
    let mut tx = app.store.read().await?;
    let found = store::contact::find_all(&mut tx, holder, ids).await?;
    let all = with_groups(&mut tx, holder, found).await?;
    Ok((written(&all, Format::Vcard(Version::V4)), written(&all, Format::Csv)))
}

/// Everything in one snapshot, a portion at a time.
async fn read(
    app: &App,
    holder: Holder,
    group: Option<ContactGroupId>,
) -> Result<Vec<Shown>, ContactsError> {
    let mut tx = app.store.read().await?;
    let mut all = Vec::new();
    let mut after = None;
    loop {
        let asked = Asked { holder, search: "", group, after: after.as_ref(), most: READ_AT_ONCE };
        let some = contact_list::page(&mut tx, asked).await?;
        let full = some.len() >= usize::try_from(READ_AT_ONCE).unwrap_or(usize::MAX);
        after = some.last().map(store::contact::Contact::cursor);
        all.extend(with_groups(&mut tx, holder, some).await?);
        if !full {
            return Ok(all);
        }
    }
}

/// That somebody's contacts left the house is part of the trail.
async fn note(app: &App, who: &Who, contacts: usize) -> Result<(), ContactsError> {
    let mut tx = app.store.begin().await?;
    store::account::lock(&mut tx, who.account()).await?;
    let change = json!({ "contacts": contacts });
    let (action, subject) = ("contacts.exported", who.person().to_string());
    let done = Done { account: who.account(), action, subject, change };
    trail::record(app, &mut tx, &who.by(), done).await?;
    Ok(tx.commit().await?)
}
