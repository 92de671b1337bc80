//! The outbox: mails are written in the transaction that causes them and delivered by due work.
//!
//! Nobody is told of something that did not happen, and nothing that happened goes untold.

use billing::invoice::Invoice;
use billing::order::tax_of_sale;
use billing::renewal;
use billing::subscription::Subscription;
use mail::contexts::{self, Context, DeclineReason, Purpose};
use serde::{Deserialize, Serialize};
use serde_json::Value as Json;
use store::account::Contact;
use store::due::{Lane, NewDue};
use store::invoice::Issued;
use store::mail_outbox::QueuedMail;
use store::payment::Attempt;
use store::payment_method::Method;
use store::{StoreError, Tx};
use texts::Args;
use units::id::{AccountId, CreditNoteId, MailId};
use units::{Date, EmailAddress, Locale, Money};

use crate::app::App;
use crate::effects::InvoiceRef;

/// To whom a mail goes.
#[derive(Clone, Debug)]
pub struct Envelope {
    pub account: Option<AccountId>,
    pub to: EmailAddress,
    pub to_name: String,
    pub locale: Locale,
}

impl Envelope {
    pub fn to_contact(account: AccountId, contact: &Contact) -> Envelope {
        Envelope {
            account: Some(account),
            to: contact.email.clone(),
            to_name: contact.name.clone(),
            locale: contact.locale.clone(),
        }
    }
}

/// What comes with a mail; made into bytes when it is delivered.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct Enclosed {
    /// The PDF of this invoice.
    pub invoice: Option<InvoiceRef>,
    /// The PDFs of these as well, with their numbers.
    #[serde(default)]
    pub earlier: Vec<(String, InvoiceRef)>,
    /// The PDFs of these credit notes of the mail's account, with their numbers.
    #[serde(default)]
    pub credit_notes: Vec<(String, CreditNoteId)>,
    pub calendar: Option<mail::Calendar>,
}

/// How a queued mail's row keeps what it says and what comes with it.
#[derive(Serialize, Deserialize)]
pub struct Queued {
    pub says: Json,
    pub enclosed: Enclosed,
}

/// Puts a mail into the outbox, to be delivered as soon as the transaction is committed.
pub async fn queue<C: Context>(
    app: &App,
    tx: &mut Tx,
    envelope: &Envelope,
    says: &C,
    enclosed: Enclosed,
) -> Result<(), StoreError> {
    let mail = queued(app, envelope, says, enclosed)?;
    store::mail_outbox::insert(tx, &mail).await?;
    store::due::add_all(tx, vec![delivery(app, &mail).row(Lane::Prompt)]).await
}

/// A mail as the outbox keeps it.
pub(crate) fn queued<C: Context>(
    app: &App,
    envelope: &Envelope,
    says: &C,
    enclosed: Enclosed,
) -> Result<QueuedMail, StoreError> {
    let to_json = |error: serde_json::Error| StoreError::Other(error.to_string());
    let says = serde_json::to_value(says).map_err(to_json)?;
    Ok(QueuedMail {
        id: app.id(),
        account: envelope.account,
        to: envelope.to.clone(),
        to_name: envelope.to_name.clone(),
        locale: envelope.locale.clone(),
        kind: C::KIND.word().to_owned(),
        context: serde_json::to_value(Queued { says, enclosed }).map_err(to_json)?,
        state: "queued".to_owned(),
        subject: None,
        source: None,
        attempts: 0,
        last_error: None,
        created_at: app.now(),
        delivered_at: None,
    })
}

/// The work that delivers a mail of the outbox.
pub(crate) fn delivery<'a>(app: &App, mail: &'a QueuedMail) -> NewDue<'a, MailId> {
    NewDue {
        id: app.id(),
        account: mail.account,
        kind: "mail",
        key: mail.id.to_string(),
        payload: &mail.id,
        due_at: mail.created_at,
        now: mail.created_at,
    }
}

/// "card ending 4242", in `locale`.
pub fn card_words(app: &App, locale: &Locale, method: &Method) -> String {
    let args = Args::new().with("brand", method.brand.clone()).with("last4", method.last4.clone());
    app.texts.get(locale, "payment-card-ending", &args)
}

/// The account's site is ready at `address`.
pub async fn site_ready(
    app: &App,
    tx: &mut Tx,
    account: AccountId,
    contact: &Contact,
    address: &str,
) -> Result<(), StoreError> {
    let plan = crate::plan::summary(app, tx, account, &contact.locale).await?;
    let says = contexts::SiteReady {
        site: address.to_owned(),
        link: app.config.host_url(address, "/"),
        plan,
        old_site: Some(app.regional_host()),
    };
    let envelope = Envelope::to_contact(account, contact);
    queue(app, tx, &envelope, &says, Enclosed::default()).await
}

/// The account's site has another address: `addresses` before and from now on.
pub async fn site_renamed(
    app: &App,
    tx: &mut Tx,
    account: AccountId,
    contact: &Contact,
    addresses: (&str, &str),
    by: &str,
) -> Result<(), StoreError> {
    let (before, now) = addresses;
    let says = contexts::SiteRenamed {
        site: now.to_owned(),
        old_site: before.to_owned(),
        by: by.to_owned(),
        settings_link: app.config.portal_url("/site"),
    };
    let envelope = Envelope::to_contact(account, contact);
    queue(app, tx, &envelope, &says, Enclosed::default()).await
}

/// A charge for an invoice was declined; the mail says why, where to pay, and when it is tried
/// again.
pub async fn payment_declined(
    app: &App,
    tx: &mut Tx,
    contact: &Contact,
    issued: &Issued,
    (reason, method): (&str, Option<&Method>),
    retry_on: Option<Date>,
) -> Result<(), StoreError> {
    let account = issued.invoice.account;
    let paid_with = method.map(|method| card_words(app, &contact.locale, method));
    let declined = declined_context(
        Purpose::Renewal,
        reason,
        issued.open(),
        paid_with.unwrap_or_default(),
        app.config.portal_url(&format!("/invoices/{}", issued.invoice.id)),
    );
    let is_debit = method.is_some_and(Method::is_debit);
    let declined = contexts::PaymentDeclined { is_debit, ..declined };
    let says = contexts::PaymentDeclined { retry_on, ..declined };
    let envelope = Envelope::to_contact(account, contact);
    queue(app, tx, &envelope, &says, Enclosed::default()).await
}

/// The period `invoice` bills of `sub` is paid; its owners read what was charged and what is next.
pub async fn subscription_renewed(
    app: &App,
    tx: &mut Tx,
    sub: &Subscription,
    invoice: &Invoice,
    attempt: &Attempt,
) -> Result<(), StoreError> {
    let lines = || invoice.draft.lines.iter().filter(|line| line.subscription == Some(sub.id));
    let from = lines().map(|line| line.from).min();
    let to = lines().map(|line| line.last_day()).max();
    let (Some(from), Some(to), Some(item)) = (from, to, sub.items.first()) else {
        return Err(StoreError::Other(format!("{} does not bill {}", invoice.number, sub.id)));
    };
    let published = app.catalog(tx).await?;
    let after_trial = sub.trial.as_ref().is_some_and(|trial| trial.to == from);
    let account = store::account::find(tx, sub.account).await?;
    let exemptions = account.map(|account| account.exemptions).unwrap_or_default();
    let tax = tax_of_sale(&published.catalog, &invoice.buyer, &exemptions, sub.renews_on());
    let next =
        contexts::NextCharge { date: sub.renews_on(), amount: renewal::next_amount(sub, tax) };
    let method = store::payment_method::find(tx, sub.account, attempt.method).await?;
    let paid_with = |locale: &Locale| method.as_ref().map(|method| card_words(app, locale, method));
    for owner in store::account::people_with_role(tx, sub.account, "owner").await? {
        let says = contexts::SubscriptionRenewed {
            what: if after_trial { "begun" } else { "renewed" }.to_owned(),
            plan: crate::plan::with_seats(app, &owner.locale, &item.name, sub.seats()),
            from,
            to,
            amount: attempt.amount,
            paid_with: paid_with(&owner.locale).unwrap_or_default(),
            next: next.clone(),
            link: app.config.portal_url("/billing"),
        };
        let envelope = Envelope::to_contact(sub.account, &owner);
        queue(app, tx, &envelope, &says, Enclosed::default()).await?;
    }
    Ok(())
}

pub(crate) fn declined_context(
    purpose: Purpose,
    code: &str,
    amount: Money,
    paid_with: String,
    link: String,
) -> contexts::PaymentDeclined {
    let reason = match code {
        "insufficient_funds" => DeclineReason::InsufficientFunds,
        "expired_card" => DeclineReason::ExpiredCard,
        "authentication_failed" | "authentication_expired" => DeclineReason::NeedsAuthentication,
        _ => DeclineReason::Declined,
    };
    contexts::PaymentDeclined {
        purpose,
        reason,
        amount,
        paid_with,
        is_debit: false,
        retry_on: None,
        link,
    }
}
