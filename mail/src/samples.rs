//! One of each kind of mail, as a plausible story tells it: for tests, for the example that writes
//! them as files, and for operators who change a template and want to see it.

use units::id::MailId;
use units::{Currency, Date, EmailAddress, Locale, Money, Timestamp, Zone};

use crate::contexts::{
    AlreadyRegistered, CancelReason, Changed, ChatRetention, Collected, ConfirmEmail, Context,
    CreditUsed, DeclineReason, Departure, ErasedRecording, ExemptionNews, ExportReady, HandedOver,
    Invitation, Invoice, Meeting, MeetingCancelled, MeetingInvitation, MeetingReminder,
    MeetingUpdated, MethodNews, News, NextCharge, OrderEnded, OrderPlaced, Part, PasskeyAdded,
    PasswordChanged, PaymentConfirming, PaymentDeclined, PaymentFound, PaymentMethodChanged,
    PaymentTooLate, ProvisioningFailed, Purpose, RecordingErasure, RefundSent, Registration,
    RenewalReminder, ResetPassword, SiteReady, SiteRenamed, StatementLine, SubscriptionChanged,
    SubscriptionRenewed, TaxExemption, TransferReceived, Trial, TrialNews, UpdateReason,
    WebhookDisabled, Welcome,
};
use crate::outgoing::{Attachment, Calendar, CalendarMethod, Outgoing, Sender};

const PORTAL: &str = "https://plenum.example";
const JOIN: &str = "https://ada.my.plenum.example/j/8123456789?p=4f2a&l=en";
const CARD: &str = "Visa 4242";
const ACCOUNT: &str = "Bank account 3000";
/// 14 April 2027, 14:32 in Berlin.
const NOW_S: i64 = 1_807_705_920;

/// Who sends the samples.
pub fn sender() -> Sender {
    Sender {
        service: "Plenum".to_owned(),
        from: address("post@plenum.example"),
        reply_to: Some(address("help@plenum.example")),
        base_url: PORTAL.to_owned(),
        notifications_url: page("/profile/notifications"),
    }
}

/// One mail of each kind to ada@example.org, in `locale`; some kinds in a second situation.
pub fn all(locale: &Locale) -> Vec<Outgoing> {
    let mut mails = sign_in(locale);
    mails.extend(invitations(locale));
    mails.extend(departures(locale));
    mails.extend(meetings(locale));
    mails.extend(orders(locale));
    mails.extend(sites(locale));
    mails.extend(bills(locale));
    mails.extend(methods(locale));
    mails.extend(changes(locale));
    mails.extend(trials(locale));
    mails.extend(exemptions(locale));
    mails.extend(operation(locale));
    mails
}

/// `number` tells the samples apart.
fn to_ada<C: Context>(number: u8, locale: &Locale, context: &C) -> Outgoing {
    let mut random = [0; 10];
    random[9] = number;
    let id = MailId::from_parts(now(), random);
    Outgoing::new(id, address("ada@example.org"), "Ada", locale.clone(), now(), context)
}

fn sign_in(locale: &Locale) -> Vec<Outgoing> {
    let confirm_email =
        ConfirmEmail { link: page("/confirm/Zm9v"), expires: now().plus_days(1), zone: berlin() };
    let already_registered = AlreadyRegistered {
        sign_in_link: page("/sign-in"),
        reset_link: page("/password/forgotten"),
    };
    let reset_password = ResetPassword {
        link: page("/password/reset/YmFy"),
        expires: now().plus_hours(1),
        zone: berlin(),
    };
    let password_changed =
        PasswordChanged { when: now(), zone: berlin(), reset_link: page("/password/forgotten") };
    let passkey_added = PasskeyAdded {
        passkey: "Laptop".to_owned(),
        when: now(),
        zone: berlin(),
        security_link: page("/profile/security"),
    };
    let welcome = Welcome {
        site: "meet-eu.plenum.example".to_owned(),
        home_link: page("/"),
        plan: "Free".to_owned(),
        longest_minutes: Some(50),
    };
    vec![
        to_ada(1, locale, &confirm_email),
        to_ada(2, locale, &already_registered),
        to_ada(3, locale, &reset_password),
        to_ada(4, locale, &password_changed),
        to_ada(5, locale, &passkey_added),
        to_ada(6, locale, &welcome),
    ]
}

fn invitations(locale: &Locale) -> Vec<Outgoing> {
    let invitation = Invitation {
        inviter: "Ben".to_owned(),
        inviter_email: "ben@example.org".to_owned(),
        account: "Ben & Sons".to_owned(),
        licences: vec!["Meetings Pro".to_owned(), "Call Me domestic".to_owned()],
        link: Some(page("/invitation?token=Zm9v")),
        expires: now().plus_days(14),
        zone: berlin(),
    };
    let known = Invitation { link: None, licences: Vec::new(), ..invitation.clone() };
    vec![to_ada(77, locale, &invitation), to_ada(78, locale, &known)]
}

fn registrations(locale: &Locale, meeting: &Meeting) -> Vec<Outgoing> {
    let standings = ["waiting", "approved", "refused", "cancelled"];
    let mails = (200u8..).zip(standings).map(|(id, standing)| {
        let says = Registration {
            standing: standing.to_owned(),
            meeting: Meeting { answer_link: None, ..meeting.clone() },
            page_link: page("/registrations/0123456789abcdef"),
        };
        to_ada(id, locale, &says)
    });
    mails.collect()
}

/// To those who speak in a webinar, and to those who watch.
fn webinars(locale: &Locale, meeting: &Meeting) -> Vec<Outgoing> {
    let parts = [Part::Host, Part::Panelist, Part::Attendee];
    let mails = (210u8..).zip(parts).map(|(id, part)| {
        let meeting = Meeting { part, title: "Launch".to_owned(), ..meeting.clone() };
        to_ada(id, locale, &MeetingInvitation { meeting })
    });
    let meeting = Meeting { part: Part::Attendee, title: "Launch".to_owned(), ..meeting.clone() };
    let (started, reason) = (Some(now().plus_days(1)), UpdateReason::Changed);
    let changed = MeetingUpdated { meeting: meeting.clone(), started, reason };
    let reason = CancelReason::Cancelled;
    let cancelled = MeetingCancelled { meeting: meeting.clone(), reason };
    let told = [
        to_ada(213, locale, &changed),
        to_ada(214, locale, &cancelled),
        to_ada(215, locale, &MeetingReminder { meeting }),
    ];
    mails.chain(told).collect()
}

fn meetings(locale: &Locale) -> Vec<Outgoing> {
    let meeting = Meeting {
        title: "Budget & plans".to_owned(),
        part: Part::Participant,
        organizer: "Ben".to_owned(),
        starts: now().plus_days(2),
        zone: berlin(),
        duration_minutes: 50,
        repeats: None,
        number: "812 3456 789".to_owned(),
        link: JOIN.to_owned(),
        needs_password: true,
        password: None,
        answer_link: Some(page("/answers/0123456789abcdef")),
    };
    let invitation = MeetingInvitation {
        meeting: Meeting { password: Some("blue-river".to_owned()), ..meeting.clone() },
    };
    let updated = |reason| MeetingUpdated {
        meeting: meeting.clone(),
        started: Some(now().plus_days(1)),
        reason,
    };
    let cancelled = MeetingCancelled { meeting: meeting.clone(), reason: CancelReason::Cancelled };
    let once = MeetingCancelled { meeting: meeting.clone(), reason: CancelReason::Once };
    let following = MeetingCancelled { meeting: meeting.clone(), reason: CancelReason::Following };
    let [changed, moved, put_back, reworded, from_now_on, shortened, new_host, new_address] = [
        UpdateReason::Changed,
        UpdateReason::Moved,
        UpdateReason::PutBack,
        UpdateReason::Reworded,
        UpdateReason::Following,
        UpdateReason::Shortened,
        UpdateReason::NewHost,
        UpdateReason::NewAddress,
    ]
    .map(updated);
    let reworded_on = MeetingUpdated { started: None, ..updated(UpdateReason::FollowingReworded) };
    let replaced = MeetingCancelled { meeting: meeting.clone(), reason: CancelReason::Replaced };
    let uninvited = MeetingCancelled { meeting: meeting.clone(), reason: CancelReason::Uninvited };
    let with_calendar = |mail: Outgoing, method, sequence| Outgoing {
        calendar: Some(calendar(method, sequence)),
        ..mail
    };
    let asked = registrations(locale, &meeting);
    let mut mails = vec![
        with_calendar(to_ada(7, locale, &invitation), CalendarMethod::Request, 0),
        with_calendar(to_ada(8, locale, &changed), CalendarMethod::Request, 1),
        with_calendar(to_ada(9, locale, &cancelled), CalendarMethod::Cancel, 2),
        with_calendar(to_ada(19, locale, &uninvited), CalendarMethod::Cancel, 3),
        with_calendar(to_ada(101, locale, &moved), CalendarMethod::Request, 4),
        with_calendar(to_ada(102, locale, &once), CalendarMethod::Cancel, 5),
        with_calendar(to_ada(104, locale, &following), CalendarMethod::Request, 7),
        with_calendar(to_ada(103, locale, &put_back), CalendarMethod::Request, 6),
        with_calendar(to_ada(105, locale, &reworded), CalendarMethod::Request, 8),
        with_calendar(to_ada(106, locale, &from_now_on), CalendarMethod::Request, 9),
        with_calendar(to_ada(107, locale, &shortened), CalendarMethod::Request, 9),
        with_calendar(to_ada(111, locale, &reworded_on), CalendarMethod::Request, 9),
        with_calendar(to_ada(108, locale, &replaced), CalendarMethod::Cancel, 9),
        to_ada(111, locale, &MeetingReminder { meeting: meeting.clone() }),
        with_calendar(to_ada(109, locale, &new_host), CalendarMethod::Request, 10),
        with_calendar(to_ada(110, locale, &new_address), CalendarMethod::Request, 11),
    ];
    mails.extend(asked);
    mails.extend(webinars(locale, &meeting));
    mails
}

fn orders(locale: &Locale) -> Vec<Outgoing> {
    let order_placed = OrderPlaced {
        number: "P-2027-0042".to_owned(),
        lines: vec![
            line("Plus × 8", 14_400),
            line("Pro × 5, 17/30", -3_400),
            line("VAT 19 %", 2_090),
        ],
        total: euro(13_090),
        paid_with: Some(CARD.to_owned()),
        next: Some(next()),
        link: page("/orders/42"),
    };
    let payment_declined = PaymentDeclined {
        purpose: Purpose::Order,
        reason: DeclineReason::InsufficientFunds,
        amount: euro(13_090),
        paid_with: CARD.to_owned(),
        is_debit: false,
        retry_on: None,
        link: page("/orders/42/pay"),
    };
    let renewal_declined = PaymentDeclined {
        purpose: Purpose::Renewal,
        reason: DeclineReason::Declined,
        retry_on: Some(date(2027, 5, 17)),
        ..payment_declined.clone()
    };
    let debit_failed = PaymentDeclined {
        reason: DeclineReason::InsufficientFunds,
        paid_with: ACCOUNT.to_owned(),
        is_debit: true,
        ..renewal_declined.clone()
    };
    let payment_confirming = PaymentConfirming {
        number: "P-2027-0042".to_owned(),
        amount: euro(13_090),
        link: page("/orders/42"),
    };
    let too_late = PaymentTooLate {
        number: "P-2027-0042".to_owned(),
        what: "change".to_owned(),
        amount: euro(13_090),
        paid_with: CARD.to_owned(),
        link: page("/orders/42"),
    };
    let order_too_late = PaymentTooLate { what: "order".to_owned(), ..too_late.clone() };
    let found = PaymentFound {
        amount: euro(13_090),
        paid_with: CARD.to_owned(),
        link: page("/billing/credit"),
    };
    vec![
        to_ada(10, locale, &order_placed),
        to_ada(11, locale, &payment_declined),
        to_ada(12, locale, &renewal_declined),
        to_ada(44, locale, &debit_failed),
        to_ada(13, locale, &payment_confirming),
        to_ada(63, locale, &too_late),
        to_ada(64, locale, &order_too_late),
        to_ada(66, locale, &found),
    ]
}

fn sites(locale: &Locale) -> Vec<Outgoing> {
    let site_ready = SiteReady {
        site: "ada.my.plenum.example".to_owned(),
        link: "https://ada.my.plenum.example/".to_owned(),
        plan: "Plus × 8".to_owned(),
        old_site: Some("meet-eu.plenum.example".to_owned()),
    };
    let site_renamed = SiteRenamed {
        site: "engine.my.plenum.example".to_owned(),
        old_site: "ada.my.plenum.example".to_owned(),
        by: "Ben".to_owned(),
        settings_link: page("/site"),
    };
    vec![to_ada(14, locale, &site_ready), to_ada(79, locale, &site_renamed)]
}

fn bills(locale: &Locale) -> Vec<Outgoing> {
    let paid = Invoice {
        number: "2027-00042".to_owned(),
        issued: date(2027, 4, 14),
        from: date(2027, 4, 14),
        to: date(2027, 5, 13),
        total: euro(13_090),
        paid_with: Some(CARD.to_owned()),
        due_on: None,
        collected: None,
        earlier: Vec::new(),
        link: page("/invoices/2027-00042"),
    };
    let unpaid = Invoice {
        paid_with: None,
        due_on: Some(date(2027, 5, 14)),
        earlier: vec!["2027-00041".to_owned()],
        ..paid.clone()
    };
    let debited = Invoice {
        due_on: Some(date(2027, 5, 14)),
        collected: Some(Collected {
            on: date(2027, 4, 17),
            from: ACCOUNT.to_owned(),
            mandate: "MD-018F4D2A6B7C7000A1B2C3D4E5F60718".to_owned(),
        }),
        earlier: Vec::new(),
        ..unpaid.clone()
    };
    let renewed = SubscriptionRenewed {
        what: "renewed".to_owned(),
        plan: "Plus × 8".to_owned(),
        from: date(2027, 5, 14),
        to: date(2027, 6, 13),
        amount: euro(17_136),
        paid_with: CARD.to_owned(),
        next: next(),
        link: page("/billing"),
    };
    let refund = RefundSent {
        amount: euro(6_000),
        paid_to: CARD.to_owned(),
        invoice: Some("2027-00042".to_owned()),
        earliest: date(2027, 5, 19),
        latest: date(2027, 5, 21),
        link: page("/billing"),
    };
    let credit_used = CreditUsed {
        number: "2027-00042".to_owned(),
        used: euro(6_000),
        left: Some(euro(7_090)),
        balance: euro(0),
        link: page("/invoices/2027-00042"),
    };
    let with_pdf = |mail: Outgoing| Outgoing {
        attachments: vec![Attachment {
            name: "invoice-2027-00042.pdf".to_owned(),
            media_type: "application/pdf".to_owned(),
            bytes: b"%PDF-1.7 a stand-in for the invoice\n".to_vec(),
        }],
        ..mail
    };
    vec![
        with_pdf(to_ada(15, locale, &paid)),
        with_pdf(to_ada(16, locale, &unpaid)),
        with_pdf(to_ada(43, locale, &debited)),
        to_ada(17, locale, &renewed),
        to_ada(20, locale, &refund),
        to_ada(65, locale, &credit_used),
    ]
}

fn methods(locale: &Locale) -> Vec<Outgoing> {
    let preferred = PaymentMethodChanged {
        what: MethodNews::Default,
        method: "Mastercard 4444".to_owned(),
        default: "Mastercard 4444".to_owned(),
        renews: vec!["Plus × 8".to_owned(), "Webinars × 1".to_owned()],
        mandate: None,
        by: "Bea".to_owned(),
        when: now(),
        zone: berlin(),
        link: page("/billing/methods"),
    };
    let removed = PaymentMethodChanged {
        what: MethodNews::Removed,
        method: CARD.to_owned(),
        renews: Vec::new(),
        ..preferred.clone()
    };
    let mandate = PaymentMethodChanged {
        what: MethodNews::Mandate,
        method: ACCOUNT.to_owned(),
        default: ACCOUNT.to_owned(),
        mandate: Some("MD-018F4D2A6B7C7000A1B2C3D4E5F60718".to_owned()),
        ..preferred.clone()
    };
    let partly = TransferReceived {
        number: "2027-00042".to_owned(),
        amount: euro(5_000),
        received_on: date(2027, 4, 12),
        left: Some(euro(8_090)),
        credit: None,
        link: page("/invoices/2027-00042"),
    };
    let too_much = TransferReceived { left: None, credit: Some(euro(910)), ..partly.clone() };
    vec![
        to_ada(45, locale, &partly),
        to_ada(46, locale, &too_much),
        to_ada(40, locale, &preferred),
        to_ada(41, locale, &removed),
        to_ada(42, locale, &mandate),
    ]
}

fn changes(locale: &Locale) -> Vec<Outgoing> {
    let cancelled = SubscriptionChanged {
        what: Changed::Cancelled,
        plan: "Plus × 8".to_owned(),
        from: date(2027, 5, 14),
        asked: now(),
        zone: berlin(),
        by: Some("Ada".to_owned()),
        replaced: None,
        charged: None,
        credited: None,
        refunded: None,
        next: None,
        link: page("/subscriptions/42"),
    };
    let suspended = SubscriptionChanged {
        what: Changed::Suspended,
        from: date(2027, 4, 14),
        by: None,
        link: page("/invoices/2027-00042"),
        ..cancelled.clone()
    };
    let smaller = SubscriptionChanged {
        what: Changed::Changed,
        plan: "Plus × 5".to_owned(),
        from: date(2027, 4, 14),
        credited: Some(euro(2_142)),
        next: Some(next()),
        ..cancelled.clone()
    };
    let early = SubscriptionChanged { charged: Some(euro(64_260)), ..cancelled.clone() };
    let swapped = SubscriptionChanged {
        what: Changed::Swapped,
        plan: "Webinars Pro × 2".to_owned(),
        from: date(2027, 4, 14),
        replaced: Some("Plus".to_owned()),
        charged: Some(euro(4_712)),
        next: Some(next()),
        ..cancelled.clone()
    };
    vec![
        to_ada(21, locale, &cancelled),
        to_ada(22, locale, &smaller),
        to_ada(23, locale, &suspended),
        to_ada(61, locale, &early),
        to_ada(62, locale, &swapped),
    ]
}

fn trials(locale: &Locale) -> Vec<Outgoing> {
    let started = Trial {
        what: TrialNews::Started,
        then: "subscribe".to_owned(),
        plan: "Plus × 8".to_owned(),
        last_day: date(2027, 4, 27),
        to: date(2027, 4, 28),
        days_left: 14,
        charge: Some(NextCharge { date: date(2027, 4, 28), amount: euro(17_136) }),
        paid_with: Some(CARD.to_owned()),
        reminders: vec![date(2027, 4, 25), date(2027, 4, 27)],
        link: page("/subscriptions/42"),
    };
    let ends_soon = Trial {
        what: TrialNews::EndsSoon,
        then: "end".to_owned(),
        days_left: 3,
        paid_with: None,
        reminders: Vec::new(),
        ..started.clone()
    };
    let over = Trial { what: TrialNews::Over, days_left: 0, charge: None, ..ends_soon.clone() };
    vec![to_ada(24, locale, &started), to_ada(25, locale, &ends_soon), to_ada(26, locale, &over)]
}

fn exemptions(locale: &Locale) -> Vec<Outgoing> {
    let requested = TaxExemption {
        what: ExemptionNews::Requested,
        number: "FB 2027/118".to_owned(),
        country: "France".to_owned(),
        from: date(2027, 1, 1),
        until: Some(date(2027, 12, 31)),
        reason: None,
        credited: None,
        link: page("/billing/exemption"),
    };
    let granted = TaxExemption {
        what: ExemptionNews::Granted,
        credited: Some(euro(2_736)),
        ..requested.clone()
    };
    let refused = TaxExemption {
        what: ExemptionNews::Refused,
        reason: Some("The certificate names another company.".to_owned()),
        ..requested.clone()
    };
    let withdrawn = TaxExemption { what: ExemptionNews::Withdrawn, ..requested.clone() };
    let ending = TaxExemption { what: ExemptionNews::Ending, ..requested.clone() };
    let expired = TaxExemption { what: ExemptionNews::Expired, ..requested.clone() };
    let change_ended = OrderEnded {
        number: "P-2027-0042".to_owned(),
        what: "change".to_owned(),
        amount: euro(13_090),
        link: page("/subscriptions/42"),
    };
    let order_ended =
        OrderEnded { what: "order".to_owned(), link: page("/plans"), ..change_ended.clone() };
    vec![
        to_ada(71, locale, &requested),
        to_ada(72, locale, &granted),
        to_ada(73, locale, &refused),
        to_ada(74, locale, &withdrawn),
        to_ada(75, locale, &ending),
        to_ada(76, locale, &expired),
        to_ada(67, locale, &change_ended),
        to_ada(68, locale, &order_ended),
    ]
}

fn operation(locale: &Locale) -> Vec<Outgoing> {
    let provisioning_failed = ProvisioningFailed {
        order: "P-2027-0042".to_owned(),
        account: "Ada".to_owned(),
        step: "reserve_address".to_owned(),
        error: "the address is taken".to_owned(),
        attempts: 5,
        link: page("/operator/orders/42"),
    };
    let webhook_disabled = WebhookDisabled {
        endpoint: "https://hooks.example.org/plenum".to_owned(),
        since: now().plus_days(-5),
        zone: berlin(),
        failures: 9,
        link: page("/webhooks"),
    };
    let chat_retention = ChatRetention {
        by: "Grace".to_owned(),
        days: 90,
        from: now().plus_days(14),
        zone: berlin(),
        link: page("/chats/retention"),
    };
    let recording_erasure = RecordingErasure {
        days: 365,
        from: now().plus_days(14),
        recordings: vec![
            ErasedRecording { title: "Sectional rehearsal".to_owned(), at: now().plus_days(14) },
            ErasedRecording { title: "Interview <2>".to_owned(), at: now().plus_days(15) },
        ],
        more: 3,
        zone: berlin(),
        link: page("/recordings"),
    };
    let own_export = ExportReady {
        of_account: false,
        by: "Ada".to_owned(),
        parts: 1,
        megabytes: 3,
        until: now().plus_days(7),
        zone: berlin(),
        link: page("/export"),
    };
    let export = ExportReady {
        of_account: true,
        by: "Grace".to_owned(),
        parts: 4,
        megabytes: 61,
        ..own_export.clone()
    };
    vec![
        to_ada(18, locale, &provisioning_failed),
        to_ada(19, locale, &webhook_disabled),
        to_ada(83, locale, &chat_retention),
        to_ada(80, locale, &recording_erasure),
        to_ada(81, locale, &own_export),
        to_ada(82, locale, &export),
    ]
}

/// Somebody leaves, and somebody gets what was theirs; a subscription is about to renew.
fn departures(locale: &Locale) -> Vec<Outgoing> {
    let renews = RenewalReminder {
        plan: "Plus, 8 organizers".to_owned(),
        next: next(),
        paid_with: Some(CARD.to_owned()),
        link: page("/subscriptions/42"),
    };
    let unpaid = RenewalReminder { paid_with: None, ..renews.clone() };
    let news = News {
        title: "Reminders & more".to_owned(),
        paragraphs: vec!["You can be reminded of meetings.".to_owned(), "As you like.".to_owned()],
        link: page("/"),
    };
    let planned = Departure {
        what: "planned".to_owned(),
        to: "them".to_owned(),
        how: "removed".to_owned(),
        person: "Ada".to_owned(),
        by: "Grace".to_owned(),
        account: "Octave & Co".to_owned(),
        at: now().plus_days(7),
        zone: berlin(),
        lines: vec!["3 upcoming meetings and one series: Grace hosts from then on.".to_owned()],
        archive: true,
        link: page("/leave"),
    };
    let of = |what: &str, to: &str| Departure {
        what: what.to_owned(),
        to: to.to_owned(),
        ..planned.clone()
    };
    let leaves = Departure { how: "leaves".to_owned(), ..planned.clone() };
    let got = HandedOver {
        from: "Ben".to_owned(),
        account: "Octave & Co".to_owned(),
        lines: vec![
            "You host 4 meetings more.".to_owned(),
            "You own one recording more.".to_owned(),
        ],
        link: page("/meetings"),
    };
    vec![
        to_ada(120, locale, &planned),
        to_ada(121, locale, &leaves),
        to_ada(122, locale, &of("taken_back", "them")),
        to_ada(123, locale, &of("stopped", "them")),
        to_ada(124, locale, &of("done", "them")),
        to_ada(125, locale, &of("planned", "others")),
        to_ada(126, locale, &of("taken_back", "others")),
        to_ada(127, locale, &of("stopped", "others")),
        to_ada(128, locale, &got),
        to_ada(129, locale, &renews),
        to_ada(130, locale, &unpaid),
        to_ada(131, locale, &news),
    ]
}

fn calendar(method: CalendarMethod, sequence: u8) -> Calendar {
    let status = match method {
        CalendarMethod::Cancel => "CANCELLED",
        CalendarMethod::Request | CalendarMethod::Publish => "CONFIRMED",
    };
    let lines = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//Plenum//Plenum//EN",
        &format!("METHOD:{}", method.word()),
        "BEGIN:VEVENT",
        "UID:8123456789@plenum.example",
        &format!("SEQUENCE:{sequence}"),
        "DTSTAMP:20270414T123200Z",
        "DTSTART:20270416T123200Z",
        "DTEND:20270416T132200Z",
        "SUMMARY:Budget & plans",
        "ORGANIZER;CN=Ben:mailto:ben@example.org",
        "ATTENDEE;CN=Ada;RSVP=TRUE:mailto:ada@example.org",
        &format!("STATUS:{status}"),
        "END:VEVENT",
        "END:VCALENDAR",
        "",
    ];
    Calendar { method, ics: lines.join("\r\n") }
}

fn now() -> Timestamp {
    Timestamp::from_seconds(NOW_S)
}

fn next() -> NextCharge {
    NextCharge { date: date(2027, 6, 14), amount: euro(17_136) }
}

fn line(label: &str, minor: i64) -> StatementLine {
    StatementLine { label: label.to_owned(), amount: euro(minor) }
}

fn euro(minor: i64) -> Money {
    Money::new(minor, Currency::EUR)
}

fn date(year: i16, month: i8, day: i8) -> Date {
    Date::constant(year, month, day)
}

fn berlin() -> Zone {
    "Europe/Berlin".parse().expect("a zone")
}

fn address(text: &str) -> EmailAddress {
    text.parse().expect("an address")
}

fn page(path: &str) -> String {
    format!("{PORTAL}{path}")
}
