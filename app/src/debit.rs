//! Direct debits: an account kept with its mandate, and a debit under way (D1a, decisions/0023).
//!
//! A debit takes days, and may fail at the end of them. What it pays goes on meanwhile: its holder
//! has authorised it. One that fails is dunned like a renewal that was declined.

use billing::payment::{PaymentMeans, collected_about};
pub use gateway::sandbox::{TEST_ACCOUNTS, TestAccount};
pub use gateway::{DebitDetails, DebitProblem, DebitRefusal};
use people::roles::Permission;
use store::audit::By;
use store::payment::{Attempt, Pays};
use store::payment_method::Method;
use store::{StoreError, Tx};
use units::Currency;
use units::id::PaymentMethodId;

use crate::Who;
use crate::app::App;
use crate::payment_methods;

/// The word that stands for the brand of a card.
pub const BRAND: &str = "sepa_debit";

/// Why an account was not kept.
#[derive(Debug, thiserror::Error)]
pub enum KeepDebitError {
    #[error("the person may not change how the account pays")]
    NotAllowed,
    #[error("the gateway takes accounts on a page of its own")]
    TakenElsewhere,
    #[error("the mandate was not given")]
    NoMandate,
    #[error(transparent)]
    Refused(#[from] DebitRefusal),
    #[error(transparent)]
    Store(#[from] StoreError),
}

impl KeepDebitError {
    /// Stable: API clients and translations key on it.
    pub fn code(&self) -> &'static str {
        match self {
            KeepDebitError::NotAllowed => "permission.missing",
            KeepDebitError::TakenElsewhere => "card.taken_elsewhere",
            KeepDebitError::NoMandate => "debit.no_mandate",
            KeepDebitError::Refused(refusal) => refusal.code(),
            KeepDebitError::Store(_) => "store.unavailable",
        }
    }
}

/// An account as typed, and whether its holder gave the mandate whose text was shown.
#[derive(Clone, Debug)]
pub struct NewDebit {
    pub holder: String,
    pub iban: Iban,
    pub mandate_given: bool,
    /// Whether what is charged by itself is charged to it from now on.
    pub default: bool,
}

/// The number of an account; never printed.
#[derive(Clone)]
pub struct Iban(pub String);

impl std::fmt::Debug for Iban {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Iban(…)")
    }
}

/// Keeps an account at the gateway; its mandate has a reference of our own from now on.
pub async fn keep_debit(app: &App, who: &Who, new: NewDebit) -> Result<Method, KeepDebitError> {
    if !who.actor.may(Permission::ManageBilling) {
        return Err(KeepDebitError::NotAllowed);
    }
    let gateway::MethodEntry::Typed(typed) = app.gateway.entry() else {
        return Err(KeepDebitError::TakenElsewhere);
    };
    if !new.mandate_given {
        return Err(KeepDebitError::NoMandate);
    }
    let id: PaymentMethodId = app.id();
    let mandate = mandate_of(id);
    let details = DebitDetails { holder: new.holder, iban: new.iban.0, mandate: mandate.clone() };
    let kept = typed.keep_debit(details).await?;
    let method = Method {
        id,
        account: who.account(),
        gateway: app.gateway.name().to_owned(),
        token: kept.token,
        brand: BRAND.to_owned(),
        last4: kept.last4,
        expires: String::new(),
        means: PaymentMeans::DirectDebit,
        mandate: Some(mandate),
        created_at: app.now(),
        removed_at: None,
    };
    let mut tx = app.store.begin().await?;
    payment_methods::keep(app, &mut tx, &payment_methods::Hand::of(who), &method, new.default)
        .await?;
    tx.commit().await?;
    Ok(method)
}

/// Digits of an id that say its moment, and of its random ones that are taken into a mandate's
/// reference.
const MOMENT_DIGITS: usize = 12;
const RANDOM_DIGITS: usize = 10;

/// At most 35 letters, digits and hyphens, as the SEPA scheme has it.
fn mandate_of(id: PaymentMethodId) -> String {
    let digits: String = id.to_string().chars().filter(char::is_ascii_alphanumeric).collect();
    let digits = digits.to_ascii_uppercase();
    // The moment, and what is random: enough to be the only one.
    let (moment, rest) = digits.split_at(MOMENT_DIGITS);
    let random: String = rest.chars().skip(rest.len() - RANDOM_DIGITS).collect();
    format!("MD-{moment}-{random}")
}

/// Whose mandate it is, where accounts are kept for amounts in `currency`; none where they are not.
pub async fn creditor(app: &App, currency: Currency) -> Result<Option<String>, StoreError> {
    let is_typed = matches!(app.gateway.entry(), gateway::MethodEntry::Typed(_));
    if !is_typed || !PaymentMeans::DirectDebit.takes(currency) {
        return Ok(None);
    }
    let mut tx = app.store.read().await?;
    let published = app.catalog(&mut tx).await?;
    Ok(Some(published.catalog.seller.address.name.clone()))
}

/// The currency the account is billed in, euros as long as that is open.
pub async fn currency_of(app: &App, who: &Who) -> Result<Currency, StoreError> {
    let mut tx = app.store.read().await?;
    let account = store::account::find(&mut tx, who.account()).await?;
    Ok(account.and_then(|account| account.currency).unwrap_or(Currency::EUR))
}

/// The gateway has `attempt` and will tell: of a debit, what it pays goes on meanwhile, and its
/// invoice says when the money is collected.
pub(crate) async fn under_way(
    app: &App,
    tx: &mut Tx,
    by: &By,
    attempt: &Attempt,
) -> Result<(), StoreError> {
    let account = attempt.account;
    let method = store::payment_method::find(tx, account, attempt.method).await?;
    if !method.is_some_and(|method| method.is_debit()) {
        return Ok(());
    }
    let issued = match attempt.pays {
        Pays::Order(order) => crate::order::debited(app, tx, by, attempt, order).await?,
        Pays::Invoice(invoice) => store::invoice::lock(tx, account, invoice).await?,
    };
    let (Some(issued), Some(owner)) = (issued, store::account::find(tx, account).await?) else {
        return Ok(());
    };
    let on = collected_about(attempt.created_at, &owner.zone);
    let invoice = issued.invoice.id;
    store::invoice::set_collects_on(tx, account, invoice, Some(on)).await?;
    // Its document announces the debit, and does not wait for the money.
    store::due::bring_forward(tx, "invoice_document", &invoice.to_string(), app.now()).await?;
    Ok(())
}
