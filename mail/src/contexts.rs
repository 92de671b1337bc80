//! What each kind of mail says: one struct each, the names its templates know as `mail.…`.
//!
//! Links are whole addresses made from configuration, never from a request. Words such as a
//! plan's name come in the recipient's language; amounts, dates and moments are said by the
//! templates.

mod departure;
mod export;
mod invitation;
mod payment_method;
mod reminder;
mod transfer;

pub use departure::{Departure, HandedOver};
pub use export::ExportReady;
pub use invitation::Invitation;
pub use payment_method::{MethodNews, PaymentMethodChanged};
pub use reminder::{MeetingReminder, News, RenewalReminder};
use serde::{Deserialize, Serialize};
pub use transfer::TransferReceived;
use units::{Date, Money, Timestamp, Zone};

use crate::kind::MailKind;

/// A struct that is the context of one kind of mail.
pub trait Context: Serialize {
    const KIND: MailKind;
}

/// To an address that signed up: the link proves that it can be read.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ConfirmEmail {
    pub link: String,
    pub expires: Timestamp,
    pub zone: Zone,
}

impl Context for ConfirmEmail {
    const KIND: MailKind = MailKind::ConfirmEmail;
}

/// To an address that signed up and has an account already: only its owner learns that.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct AlreadyRegistered {
    pub sign_in_link: String,
    pub reset_link: String,
}

impl Context for AlreadyRegistered {
    const KIND: MailKind = MailKind::AlreadyRegistered;
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ResetPassword {
    pub link: String,
    pub expires: Timestamp,
    pub zone: Zone,
}

impl Context for ResetPassword {
    const KIND: MailKind = MailKind::ResetPassword;
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct PasswordChanged {
    pub when: Timestamp,
    pub zone: Zone,
    /// For whoever did not do it.
    pub reset_link: String,
}

impl Context for PasswordChanged {
    const KIND: MailKind = MailKind::PasswordChanged;
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct PasskeyAdded {
    /// What its owner calls it.
    pub passkey: String,
    pub when: Timestamp,
    pub zone: Zone,
    pub security_link: String,
}

impl Context for PasskeyAdded {
    const KIND: MailKind = MailKind::PasskeyAdded;
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Welcome {
    /// The site's host, such as `meet-eu.example.org`.
    pub site: String,
    pub home_link: String,
    /// The plan's name.
    pub plan: String,
    /// The plan's longest meeting; `None` when it has no limit.
    pub longest_minutes: Option<i64>,
}

impl Context for Welcome {
    const KIND: MailKind = MailKind::Welcome;
}

/// As what somebody takes part in a meeting or webinar.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Part {
    /// Of a meeting.
    #[default]
    Participant,
    /// Of a webinar: its host, or an alternate host.
    Host,
    /// Of a webinar: may speak.
    Panelist,
    /// Of a webinar: watches and listens.
    Attendee,
}

/// A meeting as its invitees are told of it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Meeting {
    pub title: String,
    #[serde(default)]
    pub part: Part,
    /// The name of the person who invites.
    pub organizer: String,
    pub starts: Timestamp,
    /// The invitee's, or the meeting's where the invitee's is not known.
    pub zone: Zone,
    pub duration_minutes: i64,
    /// How it repeats, in words; `None` when it happens once.
    pub repeats: Option<String>,
    /// As people read it aloud, such as `812 3456 7890`.
    pub number: String,
    pub link: String,
    pub needs_password: bool,
    /// The password, if it is to be told by mail; without it invitees are sent to the organizer.
    pub password: Option<String>,
    /// Where the recipient says whether they come; nothing happens by opening it.
    #[serde(default)]
    pub answer_link: Option<String>,
}

/// Comes with a calendar part, METHOD:REQUEST.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct MeetingInvitation {
    pub meeting: Meeting,
}

impl Context for MeetingInvitation {
    const KIND: MailKind = MailKind::MeetingInvitation;
}

/// Somebody who registered for a meeting reads how they stand. With a place comes a calendar part.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Registration {
    /// `waiting`, `approved`, `refused` or `cancelled`.
    pub standing: String,
    /// With the join link that is theirs alone.
    pub meeting: Meeting,
    /// Where they see how they stand, and cancel.
    pub page_link: String,
}

impl Context for Registration {
    const KIND: MailKind = MailKind::Registration;
}

/// Comes with a calendar part, METHOD:REQUEST and a higher SEQUENCE.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct MeetingUpdated {
    pub meeting: Meeting,
    /// When it was to start, if that has changed.
    pub started: Option<Timestamp>,
    pub reason: UpdateReason,
}

/// What has changed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum UpdateReason {
    /// The meeting, or the whole series.
    Changed,
    /// The time of one meeting of the series, told of alone.
    Moved,
    /// Title or agenda of one meeting of the series, told of alone.
    Reworded,
    /// The time of one meeting of the series and all that follow it: a new entry for calendars.
    Following,
    /// Title or agenda of one meeting of the series and all that follow it.
    FollowingReworded,
    /// The entry for calendars of those before it, which ends with them.
    Shortened,
    /// One meeting of the series takes place again when the series has it.
    PutBack,
    /// The host, who is the organizer to calendars.
    NewHost,
    /// Where it is joined; the link before goes on working.
    NewAddress,
}

impl Context for MeetingUpdated {
    const KIND: MailKind = MailKind::MeetingUpdated;
}

/// Comes with a calendar part, METHOD:CANCEL.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct MeetingCancelled {
    pub meeting: Meeting,
    pub reason: CancelReason,
}

/// What is off.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum CancelReason {
    /// The meeting.
    Cancelled,
    /// One meeting of a series, told of alone; the others take place.
    Once,
    /// One meeting of a series and all that follow it.
    Following,
    /// An entry for calendars alone: another takes its place.
    Replaced,
    /// The recipient's invitation; the meeting takes place without them.
    Uninvited,
}

impl Context for MeetingCancelled {
    const KIND: MailKind = MailKind::MeetingCancelled;
}

/// A line of a statement.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct StatementLine {
    /// In the recipient's language: "Plus, 8 organizers, 14 April to 14 May 2027".
    pub label: String,
    pub amount: Money,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct OrderPlaced {
    pub number: String,
    /// What is bought and its tax, as on the order page.
    pub lines: Vec<StatementLine>,
    pub total: Money,
    /// How it is paid, in words: "card ending 4242"; `None` when nothing is to pay.
    pub paid_with: Option<String>,
    /// When the subscription renews, and for how much; `None` when it does not.
    pub next: Option<NextCharge>,
    pub link: String,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct NextCharge {
    pub date: Date,
    pub amount: Money,
}

impl Context for OrderPlaced {
    const KIND: MailKind = MailKind::OrderPlaced;
}

/// What a payment was for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Purpose {
    Order,
    Renewal,
}

/// Why a payment did not go through, as far as the bank says.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum DeclineReason {
    Declined,
    InsufficientFunds,
    NeedsAuthentication,
    ExpiredCard,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct PaymentDeclined {
    pub purpose: Purpose,
    pub reason: DeclineReason,
    pub amount: Money,
    /// In words: "card ending 4242".
    pub paid_with: String,
    /// It was a direct debit that failed after some days.
    #[serde(default)]
    pub is_debit: bool,
    /// When it is tried again by itself.
    pub retry_on: Option<Date>,
    /// Where it can be paid.
    pub link: String,
}

impl Context for PaymentDeclined {
    const KIND: MailKind = MailKind::PaymentDeclined;
}

/// The gateway's answer was lost; it is being looked up (D1).
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct PaymentConfirming {
    pub number: String,
    pub amount: Money,
    pub link: String,
}

impl Context for PaymentConfirming {
    const KIND: MailKind = MailKind::PaymentConfirming;
}

/// To the payer: the money came when the order had ended, or what it changes had moved on.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct PaymentTooLate {
    /// Of the order.
    pub number: String,
    /// `change` of a subscription, or `order`.
    pub what: String,
    pub amount: Money,
    /// In words: "card ending 4242".
    pub paid_with: String,
    pub link: String,
}

impl Context for PaymentTooLate {
    const KIND: MailKind = MailKind::PaymentTooLate;
}

/// To whoever placed it: an order that waited for its payment has ended, because the account's
/// exemption from tax was granted and the order was worked out with tax (A6).
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct OrderEnded {
    /// Of the order.
    pub number: String,
    /// `change` of a subscription, or `order`.
    pub what: String,
    /// What it waited for.
    pub amount: Money,
    /// Where it is ordered, or changed, anew.
    pub link: String,
}

impl Context for OrderEnded {
    const KIND: MailKind = MailKind::OrderEnded;
}

/// To owners and billing contacts: the gateway had a payment that our books had lost.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct PaymentFound {
    /// What stands to the account's credit for it.
    pub amount: Money,
    /// In words: "card ending 4242".
    pub paid_with: String,
    /// To the credit balance.
    pub link: String,
}

impl Context for PaymentFound {
    const KIND: MailKind = MailKind::PaymentFound;
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct SiteReady {
    /// The new host, such as `ada.my.example.org`.
    pub site: String,
    pub link: String,
    /// The plan's name with its seats: "Plus, 8 organizers".
    pub plan: String,
    /// The host before, whose links go on working; `None` for a first site.
    pub old_site: Option<String>,
}

impl Context for SiteReady {
    const KIND: MailKind = MailKind::SiteReady;
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct SiteRenamed {
    /// The host from now on, such as `ada.my.example.org`.
    pub site: String,
    /// The host before, which leads there.
    pub old_site: String,
    /// The name of whoever did it.
    pub by: String,
    /// Where it is taken back, on the portal.
    pub settings_link: String,
}

impl Context for SiteRenamed {
    const KIND: MailKind = MailKind::SiteRenamed;
}

/// Comes with the invoice's PDF.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Invoice {
    pub number: String,
    pub issued: Date,
    pub from: Date,
    pub to: Date,
    pub total: Money,
    /// How it was paid, in words; `None` while it is unpaid.
    pub paid_with: Option<String>,
    /// The last day to pay, while it is unpaid.
    pub due_on: Option<Date>,
    /// The day about which it is collected by direct debit, and from what, in words.
    #[serde(default)]
    pub collected: Option<Collected>,
    /// Numbers of invoices that come with it, for periods that were billed late.
    pub earlier: Vec<String>,
    pub link: String,
}

/// A direct debit that is announced.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Collected {
    pub on: Date,
    /// In words: "bank account ending 3000".
    pub from: String,
    /// The reference of its mandate.
    pub mandate: String,
}

impl Context for Invoice {
    const KIND: MailKind = MailKind::Invoice;
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct SubscriptionRenewed {
    /// `renewed`, or `begun` for the first period after a trial.
    pub what: String,
    /// The plan's name with its seats.
    pub plan: String,
    pub from: Date,
    pub to: Date,
    pub amount: Money,
    /// In words: "card ending 4242".
    pub paid_with: String,
    pub next: NextCharge,
    pub link: String,
}

impl Context for SubscriptionRenewed {
    const KIND: MailKind = MailKind::SubscriptionRenewed;
}

/// A subscription was changed, ended or brought back without anything to pay: the proof of it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct SubscriptionChanged {
    pub what: Changed,
    /// The plan's name with its seats: as it will be.
    pub plan: String,
    /// From when it holds: the first day without it where it ends.
    pub from: Date,
    /// When it was asked for.
    pub asked: Timestamp,
    pub zone: Zone,
    /// Whose wish it was; none when it followed from an unpaid invoice.
    pub by: Option<String>,
    /// What it took the place of, when it was swapped.
    pub replaced: Option<String>,
    /// What was charged for it, tax included.
    pub charged: Option<Money>,
    /// What was given back, by where it went.
    pub credited: Option<Money>,
    pub refunded: Option<Money>,
    pub next: Option<NextCharge>,
    /// Where it can be undone, or done again.
    pub link: String,
}

impl Context for SubscriptionChanged {
    const KIND: MailKind = MailKind::SubscriptionChanged;
}

/// What became of a subscription.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Changed {
    /// It ends with its period.
    Cancelled,
    /// Until its invoice is paid.
    Suspended,
    Ended,
    /// A cancellation or a planned change was taken back.
    Withdrawn,
    Resumed,
    Planned,
    /// Another product's subscription took its place.
    Swapped,
    /// A trial is kept: the first period follows it.
    Kept,
    Changed,
}

/// To owners: a trial begins, its end comes near, or it has ended without a subscription.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Trial {
    pub what: TrialNews,
    /// What its end brings: `subscribe` or `end`.
    pub then: String,
    /// The plan's name with its seats.
    pub plan: String,
    /// The last free day.
    pub last_day: Date,
    /// The first day after it.
    pub to: Date,
    pub days_left: i64,
    /// The first charge, if the trial is kept; `None` once it is over.
    pub charge: Option<NextCharge>,
    /// In words: "card ending 4242"; `None` when nothing will be charged by itself.
    pub paid_with: Option<String>,
    /// Days on which the end is announced, when it begins.
    pub reminders: Vec<Date>,
    /// Where one subscribes, or cancels.
    pub link: String,
}

impl Context for Trial {
    const KIND: MailKind = MailKind::Trial;
}

/// Where a trial stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum TrialNews {
    Started,
    EndsSoon,
    Over,
}

/// Money is on its way back to where it was paid from.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct RefundSent {
    pub amount: Money,
    /// In words: "card ending 4242".
    pub paid_to: String,
    /// The number of the invoice that had been paid; `None` when there was none.
    pub invoice: Option<String>,
    /// The days between which it is to arrive, both included.
    pub earliest: Date,
    pub latest: Date,
    pub link: String,
}

impl Context for RefundSent {
    const KIND: MailKind = MailKind::RefundSent;
}

/// To owners and billing contacts: the credit balance has paid of an invoice that was open.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct CreditUsed {
    /// Of the invoice.
    pub number: String,
    pub used: Money,
    /// Still to pay; `None` when the invoice is paid.
    pub left: Option<Money>,
    /// What stays to the account's credit.
    pub balance: Money,
    pub link: String,
}

impl Context for CreditUsed {
    const KIND: MailKind = MailKind::CreditUsed;
}

/// To owners and billing contacts: what becomes of a request for exemption from tax.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct TaxExemption {
    pub what: ExemptionNews,
    /// Of the certificate.
    pub number: String,
    /// The country's name.
    pub country: String,
    /// First and last day of the certificate; it may not end.
    pub from: Date,
    pub until: Option<Date>,
    /// Why it was refused, in the operator's words.
    pub reason: Option<String>,
    /// The tax that comes back with the granting; `None` when there was none.
    pub credited: Option<Money>,
    /// Where the account sees it, and asks anew.
    pub link: String,
}

impl Context for TaxExemption {
    const KIND: MailKind = MailKind::TaxExemption;
}

/// Where a request stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ExemptionNews {
    Requested,
    Granted,
    Refused,
    Withdrawn,
    /// The certificate's validity ends soon.
    Ending,
    Expired,
}

/// To the operator.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ProvisioningFailed {
    pub order: String,
    pub account: String,
    /// The step's word.
    pub step: String,
    /// For people who run the service; shown as it is.
    pub error: String,
    pub attempts: i64,
    pub link: String,
}

impl Context for ProvisioningFailed {
    const KIND: MailKind = MailKind::ProvisioningFailed;
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct WebhookDisabled {
    /// The endpoint's address.
    pub endpoint: String,
    /// Of the first failure in a row.
    pub since: Timestamp,
    pub zone: Zone,
    pub failures: i64,
    pub link: String,
}

impl Context for WebhookDisabled {
    const KIND: MailKind = MailKind::WebhookDisabled;
}

/// To owners and admins: messages of chats will be erased.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ChatRetention {
    /// Who decided it, by name.
    pub by: String,
    /// How long messages are kept.
    pub days: i64,
    /// Nothing is erased before.
    pub from: Timestamp,
    pub zone: Zone,
    pub link: String,
}

impl Context for ChatRetention {
    const KIND: MailKind = MailKind::ChatRetention;
}

/// A recording that is to go.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ErasedRecording {
    pub title: String,
    /// When it is erased.
    pub at: Timestamp,
}

/// To the owner of recordings: the time for which the account keeps them is nearly over.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct RecordingErasure {
    /// How long recordings are kept.
    pub days: i64,
    /// Nothing is erased before.
    pub from: Timestamp,
    pub recordings: Vec<ErasedRecording>,
    /// Beside those that are named.
    pub more: i64,
    pub zone: Zone,
    pub link: String,
}

impl Context for RecordingErasure {
    const KIND: MailKind = MailKind::RecordingErasure;
}
