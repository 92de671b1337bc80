//! A contact, as the API writes and reads it.

use ::contacts::{CardDraft, PhoneDraft};
use app::contacts::Shown;
use serde::{Deserialize, Serialize};
use units::Timestamp;
use units::id::ContactId;
use utoipa::ToSchema;

/// A number with its kind.
#[derive(Clone, Default, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = ContactPhone)]
pub struct Phone {
    /// `work`, `mobile`, `home`, `fax` or `other`.
    #[serde(default)]
    #[schema(example = "mobile")]
    kind: String,
    /// As it is written.
    #[schema(example = "+49 170 1234567")]
    number: String,
}

/// Where somebody is, as people write it.
#[derive(Clone, Default, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields, default)]
#[schema(as = ContactAddress)]
pub struct Place {
    /// May be several lines.
    street: String,
    city: String,
    region: String,
    postcode: String,
    country: String,
}

/// A contact to be written. All may be left out, but not all at once.
#[derive(Default, Deserialize, ToSchema)]
#[serde(deny_unknown_fields, default)]
pub struct NewContact {
    /// As it is shown; left empty, it is made of what follows.
    #[schema(example = "Ada Lovelace")]
    name: String,
    first_name: String,
    last_name: String,
    company: String,
    job_title: String,
    /// At most five; the first one is written to.
    #[schema(max_items = 5)]
    emails: Vec<String>,
    /// At most six.
    #[schema(max_items = 6)]
    phones: Vec<Phone>,
    address: Place,
    website: String,
    /// Several lines, up to 4,000 characters.
    notes: String,
    /// Names of groups; a name that is new makes a group.
    #[schema(max_items = 20)]
    groups: Vec<String>,
}

impl From<NewContact> for CardDraft {
    fn from(body: NewContact) -> CardDraft {
        let phones = body.phones.into_iter();
        CardDraft {
            name: body.name,
            first_name: body.first_name,
            last_name: body.last_name,
            company: body.company,
            job_title: body.job_title,
            emails: body.emails,
            phones: phones
                .map(|each| PhoneDraft { kind: each.kind, number: each.number })
                .collect(),
            street: body.address.street,
            city: body.address.city,
            region: body.address.region,
            postcode: body.address.postcode,
            country: body.address.country,
            website: body.website,
            notes: body.notes,
            groups: body.groups,
        }
    }
}

/// A contact of the caller.
#[derive(Serialize, ToSchema)]
pub struct Contact {
    #[schema(value_type = String, format = "uuid")]
    id: ContactId,
    name: String,
    first_name: String,
    last_name: String,
    company: String,
    job_title: String,
    emails: Vec<String>,
    phones: Vec<Phone>,
    address: Place,
    website: String,
    notes: String,
    /// Names, in the order of the alphabet.
    groups: Vec<String>,
    #[schema(value_type = String, format = DateTime)]
    created_at: Timestamp,
    #[schema(value_type = String, format = DateTime)]
    updated_at: Timestamp,
    /// When it was removed; for thirty days from then on it can be brought back.
    #[schema(value_type = Option<String>, format = DateTime)]
    removed_at: Option<Timestamp>,
}

#[derive(Serialize, ToSchema)]
pub struct ContactPage {
    pub contacts: Vec<Contact>,
    /// Of all the caller has.
    pub count: u32,
    /// The `after` of the next page; absent on the last.
    pub next: Option<String>,
}

pub fn contact(shown: Shown) -> Contact {
    let found = shown.contact;
    let card = found.card;
    let phones = card.phones.into_iter();
    Contact {
        id: found.id,
        name: card.name,
        first_name: card.first_name,
        last_name: card.last_name,
        company: card.company,
        job_title: card.job_title,
        emails: card.emails.iter().map(ToString::to_string).collect(),
        phones: phones
            .map(|phone| Phone { kind: phone.kind.word().to_owned(), number: phone.number })
            .collect(),
        address: Place {
            street: card.address.street,
            city: card.address.city,
            region: card.address.region,
            postcode: card.address.postcode,
            country: card.address.country,
        },
        website: card.website,
        notes: card.notes,
        groups: shown.groups,
        created_at: found.created_at,
        updated_at: found.updated_at,
        removed_at: found.removed_at,
    }
}
