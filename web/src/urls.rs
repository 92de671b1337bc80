//! The portal's addresses, one function per page: nobody writes a path by hand.

use people::site::colour::Colour;
use units::id::{
    ChatAttachmentId, ChatId, ChatMessageId, ContactGroupId, ContactId, ContactImportId,
    CreditNoteId, ExportId, GroupId, HeldMeetingId, ImportId, IntakeId, InvoiceId, MailId,
    MeetingId, MeetingTemplateId, OrderId, PaymentMethodId, PersonId, RecordingId, SiteLogoId,
    SubscriptionId, TaxExemptionId, UsageImportId, WebhookEndpointId,
};

use crate::next::Next;

pub const HOME: &str = "/";
/// On every host; for those who watch the service.
pub const HEALTH: &str = "/healthz";
pub const SIGN_IN: &str = "/sign-in";
pub const SIGN_UP: &str = "/sign-up";
pub const SIGN_OUT: &str = "/sign-out";
pub const CONFIRM_EMAIL: &str = "/confirm-email";
pub const FORGOT_PASSWORD: &str = "/forgot-password";
pub const RESET_PASSWORD: &str = "/reset-password";
pub const LANGUAGE: &str = "/language";
pub const PROFILE: &str = "/profile";
pub const PROFILE_PHOTO: &str = "/profile/photo";
pub const ROOM: &str = "/profile/room";
pub const SITE: &str = "/site";
pub const SITE_RENAME: &str = "/site/rename";
pub const EXPORT: &str = "/export";
pub const IMPORT: &str = "/import";
pub const BROUGHT_CHATS: &str = "/brought-chats";
pub const BROUGHT: &str = "/brought";
pub const SITE_BRAND: &str = "/site/brand";
pub const SITE_BRAND_PREVIEW: &str = "/site/brand/preview";
pub const SECURITY: &str = "/security";
pub const TOKENS: &str = "/tokens";
pub const PLANS: &str = "/plans";
pub const CART: &str = "/cart";
pub const CHECKOUT: &str = "/checkout";
pub const CHECKOUT_WHO: &str = "/checkout/who";
pub const CHECKOUT_REVIEW: &str = "/checkout/review";
pub const BILLING: &str = "/billing";
pub const CREDIT: &str = "/billing/credit";
pub const EXEMPTION: &str = "/billing/exemption";
pub const METHODS: &str = "/billing/methods";
pub const INVOICES: &str = "/invoices";
pub const MEETINGS: &str = "/meetings";
/// The calendar of a month.
pub const MEETINGS_MONTH: &str = "/meetings/month";
pub const NEW_MEETING: &str = "/meetings/new";
/// The meeting's form again, as it was typed; and choosing invitees for it.
pub const MEETING_FORM: &str = "/meetings/form";
pub const CHOOSE_INVITEES: &str = "/meetings/choose";
pub const MEETING_TEMPLATES: &str = "/meetings/templates";
pub const NEW_MEETING_TEMPLATE: &str = "/meetings/templates/new";
/// What is typed into a meeting's form is kept as a template: first its name is asked for.
pub const NAME_MEETING_TEMPLATE: &str = "/meetings/templates/name";
pub const KEEP_MEETING_TEMPLATE: &str = "/meetings/templates/keep";
pub const CHATS: &str = "/chats";
pub const CHAT_RETENTION: &str = "/chats/retention";
pub const RECORDINGS: &str = "/recordings";
pub const RECORDING_TRASH: &str = "/recordings/trash";
pub const RECORDING_RETENTION: &str = "/recordings/retention";
pub const REPORTS: &str = "/reports";
pub const IMPORT_REPORTS: &str = "/reports/import";
pub const CONTACTS: &str = "/contacts";
pub const NEW_CONTACT: &str = "/contacts/new";
pub const CONTACT_GROUPS: &str = "/contacts/groups";
pub const CONTACT_DUPLICATES: &str = "/contacts/duplicates";
pub const REMOVED_CONTACTS: &str = "/contacts/removed";
pub const IMPORT_CONTACTS: &str = "/contacts/import";
pub const LEAVE: &str = "/leave";
pub const PEOPLE: &str = "/people";
pub const GROUPS: &str = "/people/groups";
pub const ROLES: &str = "/people/roles";
pub const INVITE: &str = "/people/invite";
pub const INTAKES: &str = "/people/add";
pub const INVITATION: &str = "/invitation";
pub const AUDIT: &str = "/audit";
pub const WEBHOOKS: &str = "/webhooks";
pub const TERMS: &str = "/terms";
pub const PRIVACY: &str = "/privacy";
pub const DESIGN: &str = "/design";
pub const SET_UP: &str = "/set-up";
pub const DEMO_CLOCK: &str = "/demo/clock";
pub const DEMO_MAILS: &str = "/demo/mails";
pub const OPERATOR: &str = "/operator";
pub const OPERATOR_ACCOUNTS: &str = "/operator/accounts";
pub const OPERATOR_ORDERS: &str = "/operator/orders";
pub const OPERATOR_PROVISIONING: &str = "/operator/provisioning";
pub const OPERATOR_EXEMPTIONS: &str = "/operator/exemptions";
pub const OPERATOR_CATALOG: &str = "/operator/catalog";
pub const OPERATOR_MAILS: &str = "/operator/mails";
pub const OPERATOR_NEWS: &str = "/operator/news";
pub const OPERATOR_SET_ASIDE: &str = "/operator/set-aside";
pub const OPERATOR_JOBS: &str = "/operator/jobs";
pub const OPERATOR_RENEWALS: &str = "/operator/renewals";
pub const OPERATOR_WEBHOOKS: &str = "/operator/webhooks";
pub const OPERATOR_LEDGER: &str = "/operator/ledger";
pub const OPERATOR_CLOCK: &str = "/operator/clock";

/// Up to the id of a sandbox challenge.
pub const CHALLENGES: &str = "/sandbox/challenges/";

/// The sign-in page that leads back to `back`.
pub fn sign_in(back: Option<&Next>) -> String {
    match back.filter(|back| back.path() != HOME) {
        Some(back) => with_query(SIGN_IN, &[("return_to", back.path())]),
        None => SIGN_IN.to_owned(),
    }
}

/// `path?name=value&…`, each value encoded; `path` may have a query already.
pub fn with_query(path: &str, pairs: &[(&str, &str)]) -> String {
    let query = url::form_urlencoded::Serializer::new(String::new()).extend_pairs(pairs).finish();
    let between = if path.contains('?') { '&' } else { '?' };
    format!("{path}{between}{query}")
}

/// Somebody of the account, for those who manage people.
pub fn person(id: PersonId) -> String {
    format!("{PEOPLE}/{id}")
}

/// Where somebody is removed from the account.
pub fn remove_person(id: PersonId) -> String {
    format!("{}/remove", person(id))
}

/// A list of people to invite, with what becomes of it.
pub fn intake(id: IntakeId) -> String {
    format!("{INTAKES}/{id}")
}

/// Where a way to pay is removed.
pub fn remove_method(id: PaymentMethodId) -> String {
    format!("{METHODS}/{id}/remove")
}

pub fn order(id: OrderId) -> String {
    format!("/orders/{id}")
}

pub fn subscription(id: SubscriptionId) -> String {
    format!("/subscriptions/{id}")
}

pub fn change_subscription(id: SubscriptionId) -> String {
    format!("/subscriptions/{id}/change")
}

pub fn swap_subscription(id: SubscriptionId) -> String {
    format!("/subscriptions/{id}/swap")
}

pub fn review_subscription(id: SubscriptionId) -> String {
    format!("/subscriptions/{id}/review")
}

pub fn invoice(id: InvoiceId) -> String {
    format!("/invoices/{id}")
}

pub fn credit_note_pdf(id: CreditNoteId) -> String {
    format!("/credit-notes/{id}.pdf")
}

pub fn invoice_pdf(id: InvoiceId) -> String {
    format!("/invoices/{id}.pdf")
}

pub fn invoice_ubl(id: InvoiceId) -> String {
    format!("/invoices/{id}.xml")
}

pub fn meeting(id: MeetingId) -> String {
    format!("/meetings/{id}")
}

pub fn edit_meeting(id: MeetingId) -> String {
    format!("/meetings/{id}/edit")
}

pub fn cancel_meeting(id: MeetingId) -> String {
    format!("/meetings/{id}/cancel")
}

/// One meeting of a series, by its place in it.
pub fn meeting_time(id: MeetingId, index: u32) -> String {
    format!("/meetings/{id}/times/{index}")
}

pub fn meeting_template(id: MeetingTemplateId) -> String {
    format!("{MEETING_TEMPLATES}/{id}")
}

pub fn remove_meeting_template(id: MeetingTemplateId) -> String {
    format!("{MEETING_TEMPLATES}/{id}/remove")
}

pub fn meeting_calendar(id: MeetingId) -> String {
    format!("/meetings/{id}/calendar.ics")
}

pub fn chat(id: ChatId) -> String {
    format!("{CHATS}/{id}")
}

/// The end of a chat, where one writes.
pub fn chat_end(id: ChatId) -> String {
    format!("{CHATS}/{id}#write")
}

/// The whole chat as a file, by its ending.
pub fn chat_file(id: ChatId, ending: &str) -> String {
    format!("{CHATS}/{id}/download.{ending}")
}

/// A file beside a message of the chat.
pub fn chat_attachment(chat: ChatId, id: ChatAttachmentId) -> String {
    format!("{CHATS}/{chat}/attachments/{id}")
}

/// Where the author of a message changes it or takes it back.
pub fn chat_message(chat: ChatId, id: ChatMessageId) -> String {
    format!("{CHATS}/{chat}/messages/{id}")
}

pub fn recording(id: RecordingId) -> String {
    format!("{RECORDINGS}/{id}")
}

/// Where a link leads by which a recording is shared.
pub fn shared(code: &str) -> String {
    format!("/shared/{code}")
}

/// Part `number` of an export.
pub fn export_part(id: ExportId, number: u32) -> String {
    format!("{EXPORT}/{id}/parts/{number}")
}

pub fn delete_export(id: ExportId) -> String {
    format!("{EXPORT}/{id}/delete")
}

/// Where `step` of an import is done: `check`, `bring` or `cancel`.
pub fn import_step(id: ImportId, step: &str) -> String {
    format!("{IMPORT}/{id}/{step}")
}

pub fn remove_import_part(id: ImportId, part: &str) -> String {
    format!("{IMPORT}/{id}/parts/{part}/remove")
}

/// A chat as it was in another Plenum.
pub fn brought_chat(id: ChatId) -> String {
    format!("{BROUGHT_CHATS}/{id}")
}

pub fn brought_chat_before(id: ChatId, before: u32) -> String {
    format!("{BROUGHT_CHATS}/{id}?before={before}")
}

pub fn brought_file(chat: ChatId, id: ChatAttachmentId) -> String {
    format!("{BROUGHT_CHATS}/{chat}/attachments/{id}")
}

/// An archive the account brought from elsewhere.
pub fn brought_archive(id: ExportId) -> String {
    format!("{BROUGHT}/{id}")
}

/// The files of one.
pub fn brought_archive_files(id: ExportId) -> String {
    format!("{BROUGHT}/{id}/files")
}

/// The file of one with this checksum.
pub fn brought_archive_file(id: ExportId, sha256: &str) -> String {
    format!("{BROUGHT}/{id}/files/{sha256}")
}

/// Where the people of one become a list to invite.
pub fn invite_brought_people(id: ExportId) -> String {
    format!("{BROUGHT}/{id}/people")
}

/// A meeting that was held, with the people who were there.
pub fn held_meeting(id: HeldMeetingId) -> String {
    format!("{REPORTS}/{id}")
}

pub fn report_import(id: UsageImportId) -> String {
    format!("{IMPORT_REPORTS}/{id}")
}

pub fn contact(id: ContactId) -> String {
    format!("{CONTACTS}/{id}")
}

pub fn contact_group(id: ContactGroupId) -> String {
    format!("{CONTACT_GROUPS}/{id}")
}

pub fn contact_import(id: ContactImportId) -> String {
    format!("{IMPORT_CONTACTS}/{id}")
}

pub fn group(id: GroupId) -> String {
    format!("{GROUPS}/{id}")
}

/// Where the registration for a meeting is set up and looked after.
pub fn meeting_registration(id: MeetingId) -> String {
    format!("/meetings/{id}/registration")
}

/// Where one registers for a meeting, by the code of its join link.
pub fn register(code: &str) -> String {
    format!("/register/{code}")
}

/// One's own registration; whoever has the code is that person.
pub fn registration(code: &str) -> String {
    format!("/registrations/{code}")
}

/// Where an invited person answers; whoever has the code is that person.
pub fn answer(code: &str) -> String {
    format!("/answers/{code}")
}

/// Path of a join page on its site's host.
pub fn join(code: &str) -> String {
    format!("/j/{code}")
}

/// Path of a personal room on its site's host.
pub fn room(name: &str) -> String {
    format!("/room/{name}")
}

/// Path of a site's logo, on every host.
pub fn site_logo(id: SiteLogoId) -> String {
    format!("/brand/logos/{id}")
}

/// Path of the style sheet of a site's colour, on every host.
pub fn site_colours(colour: Colour) -> String {
    format!("/brand/colours/{}.css", colour.digits())
}

/// The sign-in page as reached from the site called `name`.
pub fn sign_in_at(name: &str) -> String {
    with_query(SIGN_IN, &[("site", name)])
}

pub fn webhook(id: WebhookEndpointId) -> String {
    format!("/webhooks/{id}")
}

pub fn challenge(id: &str) -> String {
    format!("{CHALLENGES}{id}")
}

pub fn demo_mail(id: MailId) -> String {
    format!("/demo/mails/{id}")
}

pub fn operator_exemption(id: TaxExemptionId) -> String {
    format!("{OPERATOR_EXEMPTIONS}/{id}")
}

pub fn operator_mail(id: MailId) -> String {
    format!("/operator/mails/{id}")
}
