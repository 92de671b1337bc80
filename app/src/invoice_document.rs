//! The invoice as a document: made once, kept, and mailed (D2, I-10).

use billing::invoice::Invoice;
use billing::payment::AttemptState;
use documents::invoice::{Bill, InvoiceWords, NotElectronic, Rendered};
use mail::contexts;
use object_store::path::Path;
use object_store::{ObjectStoreExt, PutPayload};
use people::roles::Permission;
use store::account::Contact;
use store::invoice::Issued;
use store::payment::Pays;
use store::{StoreError, Tx};
use texts::Texts;
use units::id::{AccountId, InvoiceId};
use units::{Locale, Zone};

use crate::app::App;
use crate::effects::InvoiceRef;
use crate::outbox::{self, Enclosed, Envelope};
use crate::work::Outcome;
use crate::{Who, words};

/// Why a document cannot be had.
#[derive(Debug, thiserror::Error)]
pub enum DocumentError {
    #[error("no such invoice")]
    NotFound,
    #[error("the document could not be made: {0}")]
    NotMade(String),
    /// EN 16931 cannot say it; there is only the PDF.
    #[error("there is no electronic form: {0}")]
    NotElectronic(NotElectronic),
    #[error("the document could not be kept or read: {0}")]
    Blobs(#[from] object_store::Error),
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// Due work: waits until the payment that goes with the invoice is settled, or known to take days,
/// or a day has passed; then makes the document and mails it.
pub async fn run(app: &App, work: &InvoiceRef) -> Outcome {
    match make_and_mail(app, work).await {
        Ok(outcome) => outcome,
        Err(error) => Outcome::Retry(error.to_string()),
    }
}

/// How long a fresh invoice waits for its payment, so that the paper can say "paid".
pub(crate) const WAITS_FOR_PAYMENT_HOURS: i64 = 24;

async fn make_and_mail(app: &App, work: &InvoiceRef) -> Result<Outcome, DocumentError> {
    let now = app.now();
    let mut tx = app.store.read().await?;
    let issued = store::invoice::find(&mut tx, work.account, work.invoice).await?;
    let issued = issued.ok_or(DocumentError::NotFound)?;
    drop(tx);
    // A payment brings this work forward.
    let waits_until = issued.invoice.issued_at.plus_hours(WAITS_FOR_PAYMENT_HOURS);
    let is_collected = issued.settlement.collects_on.is_some();
    if !issued.is_paid() && !is_collected && now < waits_until {
        return Ok(Outcome::At(waits_until));
    }
    keep(app, &issued).await?;
    match turn(app, &issued).await? {
        Turn::Mailed { earlier } => mail_it(app, work, &issued, earlier).await?,
        Turn::WithALater => {}
        Turn::Waits => return Ok(Outcome::At(now.plus_minutes(LOOK_AGAIN_MINUTES))),
    }
    Ok(Outcome::Done)
}

const LOOK_AGAIN_MINUTES: i64 = 10;
/// Invoices looked through for those of one outage.
const CAUGHT_UP_MAX: u32 = 60;

/// After an outage several periods are billed at once, and one mail has all of it.
enum Turn {
    Mailed {
        /// Invoices of earlier periods that were billed late, oldest first.
        earlier: Vec<Invoice>,
    },
    /// A later invoice's mail has this one too.
    WithALater,
    /// The next period is over as well, and not billed yet.
    Waits,
}

async fn turn(app: &App, issued: &Issued) -> Result<Turn, StoreError> {
    let invoice = &issued.invoice;
    let Some(subscription) = invoice.draft.lines.first().and_then(|line| line.subscription) else {
        return Ok(Turn::Mailed { earlier: Vec::new() });
    };
    let mut tx = app.store.read().await?;
    let latest = store::invoice::list(&mut tx, invoice.account, CAUGHT_UP_MAX).await?;
    let of_it = |each: &Invoice| {
        each.order_reference.is_none()
            && each.draft.lines.iter().any(|line| line.subscription == Some(subscription))
    };
    let all: Vec<Invoice> = latest.into_iter().map(|each| each.invoice).filter(of_it).collect();
    let newer = all.iter().take_while(|each| each.id != invoice.id).count();
    if billed_late(invoice) {
        if newer > 0 {
            return Ok(Turn::WithALater);
        }
        let sub = store::subscription::find(&mut tx, invoice.account, subscription).await?;
        if sub.is_some_and(|sub| sub.state.renews() && sub.renews_at() <= app.now()) {
            return Ok(Turn::Waits);
        }
    }
    let before = all.into_iter().skip(newer + 1);
    let mut earlier: Vec<Invoice> = before.take_while(billed_late).collect();
    earlier.reverse();
    Ok(Turn::Mailed { earlier })
}

/// Was the period over before it was billed?
pub(crate) fn billed_late(invoice: &Invoice) -> bool {
    invoice.order_reference.is_none()
        && invoice.draft.lines.iter().all(|line| line.to <= invoice.issued_on)
}

/// Makes PDF and UBL and keeps them, unless they are kept already: they show the same settlement.
async fn keep(app: &App, issued: &Issued) -> Result<String, DocumentError> {
    if let Some(key) = &issued.pdf {
        return Ok(key.clone());
    }
    let made = make(app, issued).await?;
    let invoice = &issued.invoice;
    if let Ok(ubl) = made.ubl {
        app.blobs.put(&ubl_path(issued), PutPayload::from(ubl.into_bytes())).await?;
    }
    let key = format!("invoices/{}/{}.pdf", invoice.account, invoice.id);
    app.blobs.put(&Path::from(key.as_str()), PutPayload::from(made.pdf)).await?;
    let mut tx = app.store.begin().await?;
    store::invoice::set_pdf(&mut tx, invoice.account, invoice.id, &key).await?;
    tx.commit().await?;
    Ok(key)
}

async fn make(app: &App, issued: &Issued) -> Result<Rendered, DocumentError> {
    let Issued { invoice, settlement, .. } = issued.clone();
    typeset(app, invoice.account, move |texts, zone| {
        let words = InvoiceWords::new(texts, &invoice.locale, zone);
        documents::invoice::render(&Bill::of_invoice(&invoice, &settlement), &words)
    })
    .await
}

/// What `render` makes with the texts and the zone of `account`.
///
/// Typesetting takes milliseconds of pure work: off the runtime's threads.
pub(crate) async fn typeset<F>(
    app: &App,
    account: AccountId,
    render: F,
) -> Result<Rendered, DocumentError>
where
    F: FnOnce(&Texts, &Zone) -> Result<Rendered, documents::invoice::DocumentError>,
    F: Send + 'static,
{
    let mut tx = app.store.read().await?;
    let account = store::account::find(&mut tx, account).await?;
    drop(tx);
    let zone = account.map_or_else(Zone::utc, |account| account.zone);
    let texts = app.texts.clone();
    let made = tokio::task::spawn_blocking(move || render(&texts, &zone));
    made.await
        .map_err(|error| DocumentError::NotMade(error.to_string()))?
        .map_err(|error| DocumentError::NotMade(error.to_string()))
}

fn ubl_path(issued: &Issued) -> Path {
    Path::from(format!("invoices/{}/{}.ubl.xml", issued.invoice.account, issued.invoice.id))
}

async fn mail_it(
    app: &App,
    work: &InvoiceRef,
    issued: &Issued,
    earlier: Vec<Invoice>,
) -> Result<(), DocumentError> {
    let invoice = &issued.invoice;
    let mut tx = app.store.begin().await?;
    let paid_with = match issued.is_paid() {
        true => paid_with(app, &mut tx, issued).await?,
        false => None,
    };
    let from = invoice.draft.lines.iter().map(|line| line.from).min();
    let to = invoice.draft.lines.iter().map(|line| line.last_day()).max();
    let says = contexts::Invoice {
        number: invoice.number.clone(),
        issued: invoice.issued_on,
        from: from.unwrap_or(invoice.issued_on),
        to: to.unwrap_or(invoice.issued_on),
        total: invoice.total(),
        paid_with,
        due_on: (!issued.is_paid()).then_some(invoice.due_on),
        collected: collected(app, &mut tx, issued).await?,
        earlier: earlier.iter().map(|each| each.number.clone()).collect(),
        link: app.config.portal_url(&format!("/invoices/{}", invoice.id)),
    };
    let enclosed = Enclosed {
        invoice: Some(InvoiceRef { account: work.account, invoice: work.invoice }),
        earlier: earlier.into_iter().map(enclosed).collect(),
        ..Enclosed::default()
    };
    let to = buyer_contact(issued)?;
    let envelope = Envelope::to_contact(work.account, &to);
    outbox::queue(app, &mut tx, &envelope, &says, enclosed).await?;
    tx.commit().await?;
    Ok(())
}

fn enclosed(invoice: Invoice) -> (String, InvoiceRef) {
    (invoice.number, InvoiceRef { account: invoice.account, invoice: invoice.id })
}

/// The debit of the invoice that is under way, in the invoice's language; none without.
async fn collected(
    app: &App,
    tx: &mut Tx,
    issued: &Issued,
) -> Result<Option<contexts::Collected>, StoreError> {
    let invoice = &issued.invoice;
    let Some(on) = issued.settlement.collects_on.filter(|_| !issued.is_paid()) else {
        return Ok(None);
    };
    let pays = Pays::Invoice(invoice.id);
    let attempts = store::payment::attempts(tx, invoice.account, pays).await?;
    let Some(attempt) = attempts.first() else { return Ok(None) };
    let method = store::payment_method::find(tx, invoice.account, attempt.method).await?;
    Ok(method.map(|method| contexts::Collected {
        on,
        from: outbox::card_words(app, &invoice.locale, &method),
        mandate: method.mandate.unwrap_or_default(),
    }))
}

/// How the invoice was paid, in its own language; none when nothing had to be paid.
async fn paid_with(app: &App, tx: &mut Tx, issued: &Issued) -> Result<Option<String>, StoreError> {
    let invoice = &issued.invoice;
    let pays = Pays::Invoice(invoice.id);
    let mut attempts = store::payment::attempts(tx, invoice.account, pays).await?;
    if let Some(order) = issued.order {
        let pays = Pays::Order(order);
        attempts.extend(store::payment::attempts(tx, invoice.account, pays).await?);
    }
    let taken = attempts.iter().find(|each| each.state == AttemptState::Succeeded);
    if let Some(attempt) = taken
        && let Some(method) =
            store::payment_method::find(tx, invoice.account, attempt.method).await?
    {
        return Ok(Some(outbox::card_words(app, &invoice.locale, &method)));
    }
    let paid = issued.settlement.paid.is_positive();
    Ok(paid.then(|| words::paid_by(&app.texts, &invoice.locale, issued.settlement.means)))
}

fn buyer_contact(issued: &Issued) -> Result<Contact, DocumentError> {
    let buyer = &issued.invoice.buyer;
    let email = buyer
        .email
        .parse()
        .map_err(|_| DocumentError::NotMade("the buyer has no e-mail address".to_owned()))?;
    let locale: Locale = issued.invoice.locale.clone();
    // Nobody in particular: the address of the account's billing.
    let person = units::Id::from_parts(issued.invoice.issued_at, [0; 10]);
    Ok(Contact { person, name: buyer.address.name.clone(), email, locale, zone: Zone::utc() })
}

/// The bytes of an invoice's PDF, kept or made now: for the mail and for the download.
pub async fn pdf(app: &App, reference: &InvoiceRef) -> Result<Vec<u8>, DocumentError> {
    let mut tx = app.store.read().await?;
    let issued = store::invoice::find(&mut tx, reference.account, reference.invoice).await?;
    drop(tx);
    let issued = issued.ok_or(DocumentError::NotFound)?;
    let key = keep(app, &issued).await?;
    let bytes = app.blobs.get(&Path::from(key.as_str())).await?.bytes().await?;
    Ok(bytes.to_vec())
}

/// The PDF for the asker to download.
pub async fn download(app: &App, who: &Who, invoice: InvoiceId) -> Result<Vec<u8>, DocumentError> {
    if !who.actor.may(Permission::SeeBilling) {
        return Err(DocumentError::NotFound);
    }
    pdf(app, &InvoiceRef { account: who.account(), invoice }).await
}

/// The invoice as UBL for the asker to download, as it was when its PDF was made.
pub async fn download_ubl(
    app: &App,
    who: &Who,
    invoice: InvoiceId,
) -> Result<Vec<u8>, DocumentError> {
    if !who.actor.may(Permission::SeeBilling) {
        return Err(DocumentError::NotFound);
    }
    let mut tx = app.store.read().await?;
    let issued = store::invoice::find(&mut tx, who.account(), invoice).await?;
    drop(tx);
    let issued = issued.ok_or(DocumentError::NotFound)?;
    keep(app, &issued).await?;
    match app.blobs.get(&ubl_path(&issued)).await {
        Ok(kept) => Ok(kept.bytes().await?.to_vec()),
        // Its PDF is from before there was UBL, or it cannot be said in UBL.
        Err(object_store::Error::NotFound { .. }) => {
            let ubl = make(app, &issued).await?.ubl.map_err(DocumentError::NotElectronic)?;
            let payload = PutPayload::from(ubl.clone().into_bytes());
            app.blobs.put(&ubl_path(&issued), payload).await?;
            Ok(ubl.into_bytes())
        }
        Err(error) => Err(error.into()),
    }
}
