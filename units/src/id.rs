//! Ids: UUIDs that know what they name, so that an order's id is never taken for an account's.
//!
//! New ids are made by the caller from its clock and randomness (UUID version 7: sorted by time).

use std::fmt;
use std::hash::{Hash, Hasher};
use std::marker::PhantomData;
use std::str::FromStr;

use serde::{Deserialize, Deserializer, Serialize, Serializer};
use uuid::Uuid;

use crate::time::Timestamp;

/// The id of one `K`; `K` is a marker from `kind` below or of a later room.
pub struct Id<K> {
    uuid: Uuid,
    kind: PhantomData<fn() -> K>,
}

/// What ids name.
pub mod kind {
    pub struct Account;
    pub struct Person;
    pub struct Session;
    pub struct Site;
    pub struct Meeting;
    pub struct Cart;
    pub struct Order;
    pub struct Subscription;
    pub struct Invoice;
    pub struct CreditNote;
    pub struct PaymentMethod;
    pub struct PaymentAttempt;
    pub struct Refund;
    pub struct Chargeback;
    pub struct Transfer;
    pub struct LedgerEntry;
    pub struct AuditEntry;
    pub struct Mail;
    pub struct WebhookEndpoint;
    pub struct WebhookEvent;
    pub struct WebhookDelivery;
    pub struct DueWork;
    pub struct RenewalRun;
    pub struct AccessToken;
    pub struct Passkey;
    pub struct TaxExemption;
    pub struct Contact;
    pub struct ContactGroup;
    pub struct ContactImport;
    pub struct Intake;
    pub struct Group;
    pub struct Chat;
    pub struct ChatMessage;
    pub struct ChatAttachment;
    pub struct Recording;
    pub struct Export;
    pub struct Registrant;
    pub struct Import;
    pub struct HeldMeeting;
    pub struct Connection;
    pub struct UsageImport;
    pub struct SiteLogo;
    pub struct Departure;
    pub struct News;
    pub struct MeetingTemplate;
    pub struct Other;
}

pub type AccountId = Id<kind::Account>;
pub type PersonId = Id<kind::Person>;
pub type SessionId = Id<kind::Session>;
pub type SiteId = Id<kind::Site>;
pub type MeetingId = Id<kind::Meeting>;
pub type CartId = Id<kind::Cart>;
pub type OrderId = Id<kind::Order>;
pub type SubscriptionId = Id<kind::Subscription>;
pub type InvoiceId = Id<kind::Invoice>;
pub type CreditNoteId = Id<kind::CreditNote>;
pub type PaymentMethodId = Id<kind::PaymentMethod>;
pub type PaymentAttemptId = Id<kind::PaymentAttempt>;
pub type RefundId = Id<kind::Refund>;
pub type ChargebackId = Id<kind::Chargeback>;
pub type TransferId = Id<kind::Transfer>;
pub type LedgerEntryId = Id<kind::LedgerEntry>;
pub type AuditEntryId = Id<kind::AuditEntry>;
pub type MailId = Id<kind::Mail>;
pub type WebhookEndpointId = Id<kind::WebhookEndpoint>;
pub type WebhookEventId = Id<kind::WebhookEvent>;
pub type WebhookDeliveryId = Id<kind::WebhookDelivery>;
pub type DueWorkId = Id<kind::DueWork>;
pub type RenewalRunId = Id<kind::RenewalRun>;
pub type AccessTokenId = Id<kind::AccessToken>;
pub type PasskeyId = Id<kind::Passkey>;
pub type TaxExemptionId = Id<kind::TaxExemption>;
pub type ContactId = Id<kind::Contact>;
pub type ContactGroupId = Id<kind::ContactGroup>;
pub type ContactImportId = Id<kind::ContactImport>;
pub type IntakeId = Id<kind::Intake>;
pub type GroupId = Id<kind::Group>;
pub type ChatId = Id<kind::Chat>;
pub type ChatMessageId = Id<kind::ChatMessage>;
pub type ChatAttachmentId = Id<kind::ChatAttachment>;
pub type RecordingId = Id<kind::Recording>;
pub type ExportId = Id<kind::Export>;
pub type RegistrantId = Id<kind::Registrant>;
pub type ImportId = Id<kind::Import>;
pub type HeldMeetingId = Id<kind::HeldMeeting>;
pub type ConnectionId = Id<kind::Connection>;
pub type UsageImportId = Id<kind::UsageImport>;
pub type SiteLogoId = Id<kind::SiteLogo>;
pub type DepartureId = Id<kind::Departure>;
pub type NewsId = Id<kind::News>;
pub type MeetingTemplateId = Id<kind::MeetingTemplate>;

/// The text is not a UUID.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("\"{0}\" is not an id")]
pub struct NotAnId(pub String);

impl<K> Id<K> {
    /// A version 7 UUID of `now` and ten random bytes.
    pub fn from_parts(now: Timestamp, random: [u8; 10]) -> Id<K> {
        let millis = u64::try_from(now.seconds()).unwrap_or_default() * 1000;
        let uuid = uuid::Builder::from_unix_timestamp_millis(millis, &random).into_uuid();
        Id { uuid, kind: PhantomData }
    }

    pub fn uuid(self) -> Uuid {
        self.uuid
    }
}

impl<K> FromStr for Id<K> {
    type Err = NotAnId;

    fn from_str(text: &str) -> Result<Id<K>, NotAnId> {
        let uuid = Uuid::try_parse(text).map_err(|_| NotAnId(text.to_owned()))?;
        Ok(Id { uuid, kind: PhantomData })
    }
}

impl<K> fmt::Display for Id<K> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(&self.uuid.hyphenated(), f)
    }
}

impl<K> fmt::Debug for Id<K> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

impl<K> Clone for Id<K> {
    fn clone(&self) -> Id<K> {
        *self
    }
}
impl<K> Copy for Id<K> {}
impl<K> PartialEq for Id<K> {
    fn eq(&self, other: &Id<K>) -> bool {
        self.uuid == other.uuid
    }
}
impl<K> Eq for Id<K> {}
impl<K> PartialOrd for Id<K> {
    fn partial_cmp(&self, other: &Id<K>) -> Option<std::cmp::Ordering> {
        Some(self.cmp(other))
    }
}
impl<K> Ord for Id<K> {
    fn cmp(&self, other: &Id<K>) -> std::cmp::Ordering {
        self.uuid.cmp(&other.uuid)
    }
}
impl<K> Hash for Id<K> {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.uuid.hash(state);
    }
}
impl<K> Serialize for Id<K> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}
impl<'de, K> Deserialize<'de> for Id<K> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Id<K>, D::Error> {
        let text = String::deserialize(deserializer)?;
        text.parse().map_err(serde::de::Error::custom)
    }
}
