//! What stands in an archive: kinds of records with their fields, and the files beside them.
//!
//! A kind is a shape others read (docs/export.md): a field that goes or means something else makes
//! a new version of it, a field that comes does not.

/// One kind of records: a line of JSON each, in files named after it.
#[derive(PartialEq, Eq, Debug)]
pub struct Kind {
    pub name: &'static str,
    /// Counts from 1; a field that goes or changes its meaning makes the next.
    pub version: u32,
    /// `name` or `name:what it holds`, with blanks between.
    fields: &'static str,
}

impl Kind {
    /// Its members in their order. All may be null.
    pub fn fields(&self) -> impl Iterator<Item = Field> {
        self.fields.split_whitespace().map(|field| match field.split_once(':') {
            None => Field(field, Holds::Text),
            Some((name, holds)) => Field(name, Holds::from_word(holds)),
        })
    }
}

/// A member of a record: its name, and what it holds.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Field(pub &'static str, pub Holds);

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Holds {
    /// Text; ids and words as well.
    Text,
    /// A whole number; amounts in minor units of the record's currency.
    Number,
    /// A moment in RFC 3339, UTC.
    Moment,
    /// JSON of its own.
    Document,
}

impl Holds {
    /// Panics on a word of none: the table below is ours.
    fn from_word(word: &str) -> Holds {
        match word {
            "number" => Holds::Number,
            "moment" => Holds::Moment,
            "document" => Holds::Document,
            other => panic!("a field holds no {other}"),
        }
    }
}

/// Files made of records, for people and other programs.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Beside {
    /// `profile/photo.…`
    Photo,
    /// `meetings/….ics`, one of each meeting.
    Calendars,
    /// `contacts/….vcf` and `.csv`.
    Cards,
    /// `chats/…`: the files of messages, byte for byte.
    Attachments,
    /// `transcripts/….vtt`, one of each recording that has one.
    Transcripts,
    /// `recordings/…`: what was recorded, byte for byte.
    Media,
    /// `invoices/….pdf`
    Invoices,
    /// `credit-notes/….pdf`
    CreditNotes,
    /// `tax-exemptions/…`: certificates, byte for byte.
    Certificates,
    /// `brought/…`: files of archives from elsewhere, byte for byte.
    Brought,
}

/// One stretch of the writing.
#[derive(PartialEq, Eq, Debug)]
pub enum Step {
    Records(&'static Kind),
    /// Files for the records of the kind.
    Files(&'static Kind, Beside),
}

/// Records in one file: what a portion reads at once.
const RECORDS_AT_ONCE: u32 = 500;
/// Documents made between two looks at the part's size.
const DOCUMENTS_AT_ONCE: u32 = 20;

impl Step {
    /// Records read at once: so few that what is made of them fits in memory.
    pub fn portion(&self) -> u32 {
        match self {
            Step::Records(_) | Step::Files(_, Beside::Cards) => RECORDS_AT_ONCE,
            Step::Files(
                _,
                Beside::Attachments
                | Beside::Certificates
                | Beside::Photo
                | Beside::Media
                | Beside::Brought,
            ) => 1,
            Step::Files(
                _,
                Beside::Calendars | Beside::Transcripts | Beside::Invoices | Beside::CreditNotes,
            ) => DOCUMENTS_AT_ONCE,
        }
    }

    pub fn kind(&self) -> &'static Kind {
        match self {
            Step::Records(kind) | Step::Files(kind, _) => kind,
        }
    }

    /// The name of the kind whose records are written.
    pub fn records(&self) -> Option<&'static str> {
        match self {
            Step::Records(kind) => Some(kind.name),
            Step::Files(..) => None,
        }
    }
}

const fn kind(name: &'static str, fields: &'static str) -> Kind {
    Kind { name, version: 1, fields }
}

/// The account.
const ACCOUNT: Kind = kind(
    "account",
    "id name zone locale currency buyer:document exemptions:document site_id \
     created_at:moment",
);
/// Its own site.
const SITES: Kind = kind("sites", "id kind name version:number welcome created_at:moment");
/// Every name the site ever had.
const SITE_NAMES: Kind = kind("site_names", "name site_id since:moment");
/// Its people, as its people page shows them.
const PEOPLE: Kind =
    kind("people", "id name email locale zone created_at:moment deactivated_at:moment");
/// Who has which role.
const ROLES: Kind = kind("roles", "person_id role");
/// Who was invited, without the link's secret.
const INVITATIONS: Kind = kind(
    "invitations",
    "id name email locale roles invited_by invited_at:moment expires_at:moment \
     accepted_at:moment revoked_at:moment",
);
/// Who holds which seat or add-on.
const LICENCES: Kind = kind("licences", "subscription_id add_on person_id assigned_at:moment");
/// Groups of people, with what is decided for each.
const GROUPS: Kind = kind("groups", "id name place:number rules:document created_at:moment");
/// Who is in which group.
const GROUP_MEMBERS: Kind = kind("group_members", "group_id person_id");
/// What is decided for everybody.
const POLICY: Kind = kind("policy", "rules:document changed_at:moment");
/// How long messages of chats are kept.
const CHAT_RETENTION: Kind = kind("chat_retention", "days:number from_at:moment changed_at:moment");
/// Templates of meetings: a person's own, or, in an account's archive, those for everybody in it.
const MEETING_TEMPLATES: Kind = kind(
    "meeting_templates",
    "id name password draft:document registration:document version:number created_at:moment \
     updated_at:moment",
);
/// Subscriptions, with the policy each was sold under.
const SUBSCRIPTIONS: Kind = kind(
    "subscriptions",
    "id order_id product tier currency interval anchor_date anchor_day:number \
     anchor_base:number anchor_time zone policy:document catalog_number:number \
     period_index:number period_start:moment period_end:moment state scheduled:document \
     cancellation:document trial:document commitment:document created_at:moment",
);
/// What is in each, priced per unit.
const SUBSCRIPTION_ITEMS: Kind = kind(
    "subscription_items",
    "subscription_id position:number add_on name quantity:number unit_minor:number",
);
/// Periods that are billed, and where.
const SUBSCRIPTION_PERIODS: Kind = kind(
    "subscription_periods",
    "subscription_id period_index:number starts_at:moment ends_at:moment invoice_id",
);
/// Products that were tried.
const TRIALS: Kind = kind("trials", "product subscription_id started_at:moment announced:number");
/// Orders, with what each proposed.
const ORDERS: Kind = kind(
    "orders",
    "id person_id state currency total_minor:number method_id locale buyer:document \
     proposal:document particulars:document changes:document placed_at:moment \
     settled_at:moment provisioned_at:moment",
);
/// Invoices; the PDF of each stands beside them.
const INVOICES: Kind = kind(
    "invoices",
    "id number series running:number document:document currency total_minor:number \
     paid_minor:number credit_used_minor:number state order_id issued_at:moment due_at:moment \
     paid_at:moment collects_on",
);
/// Credit notes; the PDF of each stands beside them.
const CREDIT_NOTES: Kind = kind(
    "credit_notes",
    "id number series running:number invoice_id document:document currency total_minor:number \
     issued_at:moment",
);
/// Payments that were tried.
const PAYMENTS: Kind = kind(
    "payments",
    "id order_id invoice_id method_id currency amount_minor:number refunded_minor:number \
     charged_back_minor:number state decline_code gateway_id created_at:moment \
     updated_at:moment",
);
/// What was sent back.
const REFUNDS: Kind = kind(
    "refunds",
    "id payment_id currency amount_minor:number cause cause_reference state asked_at:moment \
     updated_at:moment booked_at:moment returned_at:moment",
);
/// What a bank took back.
const CHARGEBACKS: Kind =
    kind("chargebacks", "id payment_id currency amount_minor:number seen_at:moment");
/// What came by transfer.
const BANK_TRANSFERS: Kind = kind(
    "bank_transfers",
    "id invoice_id currency amount_minor:number applied_minor:number received_on reference \
     entered_at:moment",
);
/// Cards and bank accounts by their last digits, without what charges them.
const PAYMENT_METHODS: Kind = kind(
    "payment_methods",
    "id means gateway brand last4 expires mandate created_at:moment preferred_at:moment \
     removed_at:moment",
);
/// Requests for exemption; the certificate of each stands beside them.
const TAX_EXEMPTIONS: Kind = kind(
    "tax_exemptions",
    "id state country number valid_from valid_until file_kind file_bytes:number asked_by \
     asked_at:moment decided_at:moment reason credited:document",
);
/// Terms and policies, and who accepted which version.
const ACCEPTANCES: Kind = kind("acceptances", "person_id document version accepted_at:moment");
/// The account's ledger, with its chain of hashes.
const LEDGER_ENTRIES: Kind = kind(
    "ledger_entries",
    "id sequence:number currency kind reference description at:moment previous_hash hash",
);
/// The legs of each entry; they sum to zero.
const LEDGER_LEGS: Kind =
    kind("ledger_legs", "entry_id position:number ledger_account currency amount_minor:number");
/// The audit trail, with its chain of hashes.
const TRAIL: Kind = kind(
    "trail",
    "id sequence:number at:moment person_id actor via ip action subject change:document \
     previous_hash hash",
);
/// Where events go, without the secret that signs them.
const WEBHOOK_ENDPOINTS: Kind =
    kind("webhook_endpoints", "id url kinds created_at:moment disabled_at:moment disabled_reason");
/// Archives the account brought from elsewhere.
const BROUGHT_ARCHIVES: Kind = kind(
    "brought_archives",
    "id made_by account_id account_name as_of:moment manifest files:number bytes:number \
     brought_at:moment",
);
/// The files of each; they stand beside them, as they came.
const BROUGHT_FILES: Kind =
    kind("brought_files", "archive_id path kind records:number bytes:number sha256");
/// The person; their photo stands beside it.
const PROFILE: Kind = kind(
    "profile",
    "id account_id name email biography locale zone photo notifications notifications_chosen \
     created_at:moment",
);
/// Their confirmed e-mail addresses.
const ADDRESSES: Kind = kind("addresses", "email verified_at:moment");
/// Where and when they signed in.
const SESSIONS: Kind = kind(
    "sessions",
    "id created_at:moment seen_at:moment expires_at:moment ended_at:moment user_agent ip",
);
/// Their passkeys by name.
const PASSKEYS: Kind = kind("passkeys", "id name created_at:moment used_at:moment");
/// Their access tokens by name.
const ACCESS_TOKENS: Kind = kind(
    "access_tokens",
    "id name scopes created_at:moment expires_at:moment used_at:moment revoked_at:moment",
);
/// Meetings and series they host; a calendar file of each stands beside them. The first version had
/// the site, which is another in another Plenum, and not the rules a series had before.
const MEETINGS: Kind = Kind {
    version: 2,
    ..kind(
        "meetings",
        "id title agenda starts_local zone duration_minutes:number rule stretches:document \
         exceptions:document password number link sequence:number state kind \
         first_start:moment last_end:moment created_at:moment updated_at:moment",
    )
};
/// Who may speak in their webinars.
const MEETING_PANELISTS: Kind = kind("meeting_panelists", "meeting_id position:number email name");
/// Whom they invited.
const MEETING_INVITEES: Kind = kind("meeting_invitees", "meeting_id position:number email name");
/// Who else may hold their meetings.
const MEETING_ALTERNATE_HOSTS: Kind =
    kind("meeting_alternate_hosts", "meeting_id position:number email");
/// What those they invited answered: to all meetings of a series, or to one by its place in it.
const MEETING_ANSWERS: Kind = kind(
    "meeting_answers",
    "meeting_id email_key place:number answer note way sequence:number written_at:moment \
     came_at:moment",
);
/// Which of their meetings ask for registration, and how.
const MEETING_REGISTRATIONS: Kind = kind(
    "meeting_registrations",
    "meeting_id approval places:number closes_at:moment questions:document changed_at:moment",
);
/// Who registered for them.
const REGISTRANTS: Kind = kind(
    "registrants",
    "id meeting_id email name locale answers:document standing asked_at:moment decided_at:moment",
);
/// Meetings of others that stand in their list.
const MEETINGS_ATTENDED: Kind = kind(
    "meetings_attended",
    "id part host_name title agenda starts_local zone duration_minutes:number rule \
     exceptions:document number state kind",
);
/// Their personal room.
const ROOM: Kind = kind(
    "room",
    "name settings:document chosen:document version:number opened_at:moment locks_at:moment \
     changed_at:moment",
);
/// Every address the room ever had.
const ROOM_NAMES: Kind = kind("room_names", "name since:moment");
/// Their contacts; all of them as vCard and CSV stand beside them.
const CONTACTS: Kind =
    kind("contacts", "id card:document version:number created_at:moment updated_at:moment");
/// Groups of their contacts.
const CONTACT_GROUPS: Kind = kind("contact_groups", "id name created_at:moment");
/// Which contact is in which.
const CONTACT_GROUP_MEMBERS: Kind = kind("contact_group_members", "group_id contact_id");
/// Chats they take part in.
const CHATS: Kind = kind(
    "chats",
    "id meeting_id first_id second_id meeting_title first_name second_name created_at:moment \
     last_at:moment",
);
/// What was written there.
const CHAT_MESSAGES: Kind = kind(
    "chat_messages",
    "id chat_id number:number author_id author_name text written_at:moment edited_at:moment \
     removed_at:moment",
);
/// Files beside messages; they stand beside them.
const CHAT_ATTACHMENTS: Kind = kind(
    "chat_attachments",
    "id message_id chat_id author_id name kind bytes:number attached_at:moment",
);
/// Meetings that were held, here or elsewhere, as the reports count them.
const HELD_MEETINGS: Kind = kind(
    "held_meetings",
    "id source number title host_id host_name host_email started_at:moment ended_at:moment \
     participants_stated:number participants:number person_seconds:number connections:number",
);
/// Who was connected to them, a record for each time.
const CONNECTIONS: Kind = kind(
    "connections",
    "id held_id name email joined_at:moment left_at:moment seconds:number is_guest:number",
);
/// Their recordings; each stands beside them, and what is said in it as WebVTT.
const RECORDINGS: Kind = kind(
    "recordings",
    "id meeting_id title kind bytes:number sha256 passages:number added_at:moment \
     trashed_at:moment erases_at:moment",
);
/// What is said in them, times in milliseconds from the beginning.
const RECORDING_PASSAGES: Kind = kind(
    "recording_passages",
    "recording_id number:number start_ms:number end_ms:number speaker text",
);
/// Mails that went to them, by subject: their text may hold links that sign in.
const MAILS: Kind =
    kind("mails", "id kind to_address subject state created_at:moment delivered_at:moment");
/// What they did, as the audit trail has it.
const ACTIVITY: Kind = kind("activity", "at:moment action subject via ip");

/// Every kind there is.
pub const ALL: &[&Kind] = &[
    &ACCOUNT,
    &SITES,
    &SITE_NAMES,
    &PEOPLE,
    &ROLES,
    &INVITATIONS,
    &LICENCES,
    &GROUPS,
    &GROUP_MEMBERS,
    &POLICY,
    &CHAT_RETENTION,
    &MEETING_TEMPLATES,
    &SUBSCRIPTIONS,
    &SUBSCRIPTION_ITEMS,
    &SUBSCRIPTION_PERIODS,
    &TRIALS,
    &ORDERS,
    &INVOICES,
    &CREDIT_NOTES,
    &PAYMENTS,
    &REFUNDS,
    &CHARGEBACKS,
    &BANK_TRANSFERS,
    &PAYMENT_METHODS,
    &TAX_EXEMPTIONS,
    &ACCEPTANCES,
    &LEDGER_ENTRIES,
    &LEDGER_LEGS,
    &TRAIL,
    &WEBHOOK_ENDPOINTS,
    &HELD_MEETINGS,
    &CONNECTIONS,
    &BROUGHT_ARCHIVES,
    &BROUGHT_FILES,
    &PROFILE,
    &ADDRESSES,
    &SESSIONS,
    &PASSKEYS,
    &ACCESS_TOKENS,
    &MEETINGS,
    &MEETING_PANELISTS,
    &MEETING_INVITEES,
    &MEETING_ALTERNATE_HOSTS,
    &MEETING_ANSWERS,
    &MEETING_REGISTRATIONS,
    &REGISTRANTS,
    &MEETINGS_ATTENDED,
    &ROOM,
    &ROOM_NAMES,
    &CONTACTS,
    &CONTACT_GROUPS,
    &CONTACT_GROUP_MEMBERS,
    &CHATS,
    &CHAT_MESSAGES,
    &CHAT_ATTACHMENTS,
    &RECORDINGS,
    &RECORDING_PASSAGES,
    &MAILS,
    &ACTIVITY,
];

/// A person's archive.
pub const OF_PERSON: &[Step] = &[
    Step::Records(&PROFILE),
    Step::Files(&PROFILE, Beside::Photo),
    Step::Records(&ADDRESSES),
    Step::Records(&ROLES),
    Step::Records(&LICENCES),
    Step::Records(&GROUP_MEMBERS),
    Step::Records(&ACCEPTANCES),
    Step::Records(&SESSIONS),
    Step::Records(&PASSKEYS),
    Step::Records(&ACCESS_TOKENS),
    Step::Records(&MEETINGS),
    Step::Files(&MEETINGS, Beside::Calendars),
    Step::Records(&MEETING_PANELISTS),
    Step::Records(&MEETING_INVITEES),
    Step::Records(&MEETING_ALTERNATE_HOSTS),
    Step::Records(&MEETING_ANSWERS),
    Step::Records(&MEETING_REGISTRATIONS),
    Step::Records(&REGISTRANTS),
    Step::Records(&MEETINGS_ATTENDED),
    Step::Records(&MEETING_TEMPLATES),
    Step::Records(&ROOM),
    Step::Records(&ROOM_NAMES),
    Step::Records(&CONTACTS),
    Step::Files(&CONTACTS, Beside::Cards),
    Step::Records(&CONTACT_GROUPS),
    Step::Records(&CONTACT_GROUP_MEMBERS),
    Step::Records(&CHATS),
    Step::Records(&CHAT_MESSAGES),
    Step::Records(&CHAT_ATTACHMENTS),
    Step::Files(&CHAT_ATTACHMENTS, Beside::Attachments),
    Step::Records(&RECORDINGS),
    Step::Files(&RECORDINGS, Beside::Media),
    Step::Files(&RECORDINGS, Beside::Transcripts),
    Step::Records(&RECORDING_PASSAGES),
    Step::Records(&MAILS),
    Step::Records(&ACTIVITY),
];

/// An account's archive.
pub const OF_ACCOUNT: &[Step] = &[
    Step::Records(&ACCOUNT),
    Step::Records(&SITES),
    Step::Records(&SITE_NAMES),
    Step::Records(&PEOPLE),
    Step::Records(&ROLES),
    Step::Records(&INVITATIONS),
    Step::Records(&LICENCES),
    Step::Records(&GROUPS),
    Step::Records(&GROUP_MEMBERS),
    Step::Records(&POLICY),
    Step::Records(&CHAT_RETENTION),
    Step::Records(&MEETING_TEMPLATES),
    Step::Records(&SUBSCRIPTIONS),
    Step::Records(&SUBSCRIPTION_ITEMS),
    Step::Records(&SUBSCRIPTION_PERIODS),
    Step::Records(&TRIALS),
    Step::Records(&ORDERS),
    Step::Records(&INVOICES),
    Step::Files(&INVOICES, Beside::Invoices),
    Step::Records(&CREDIT_NOTES),
    Step::Files(&CREDIT_NOTES, Beside::CreditNotes),
    Step::Records(&PAYMENTS),
    Step::Records(&REFUNDS),
    Step::Records(&CHARGEBACKS),
    Step::Records(&BANK_TRANSFERS),
    Step::Records(&PAYMENT_METHODS),
    Step::Records(&TAX_EXEMPTIONS),
    Step::Files(&TAX_EXEMPTIONS, Beside::Certificates),
    Step::Records(&ACCEPTANCES),
    Step::Records(&LEDGER_ENTRIES),
    Step::Records(&LEDGER_LEGS),
    Step::Records(&TRAIL),
    Step::Records(&WEBHOOK_ENDPOINTS),
    Step::Records(&HELD_MEETINGS),
    Step::Records(&CONNECTIONS),
    Step::Records(&BROUGHT_ARCHIVES),
    Step::Records(&BROUGHT_FILES),
    Step::Files(&BROUGHT_FILES, Beside::Brought),
];
