//! A bank account for direct debits, among the ways to pay (`templates/components/card.html`).
//!
//! What is typed of an account goes to the gateway and nowhere else, as a card's number does.

use app::debit::{self, DebitProblem, DebitRefusal, Iban, KeepDebitError, NewDebit};
use app::{App, Who};
use serde::Serialize;
use texts::Args;
use units::id::PaymentMethodId;
use units::{Currency, Locale};
use web::forms::FieldErrors;
use web::{Face, Fields, PageError, limits};

use crate::cards::TestNumber;

/// The value of `method` that means the account typed beside it.
pub const NEW: &str = "new_debit";

/// The part of a form that takes an account.
#[derive(Clone, Debug, Serialize)]
pub struct DebitForm {
    /// The words the holder agrees to.
    mandate: String,
    /// The sandbox's test accounts, in a demo; else nothing.
    test_accounts: Vec<TestNumber>,
}

/// The form where an account can pay in `currency`; none where not.
pub async fn form(
    app: &App,
    face: &Face,
    locale: &Locale,
    currency: Currency,
) -> Result<Option<DebitForm>, PageError> {
    let Some(creditor) = debit::creditor(app, currency).await? else { return Ok(None) };
    let args = Args::new().with("creditor", creditor);
    let shown = app.config.demo && face.runner.sandbox().is_some();
    let account = |account: &debit::TestAccount| {
        let key = format!("payments-test-{}", account.behaviour.key());
        TestNumber { number: account.grouped_iban(), label: app.texts.plain(locale, &key) }
    };
    let test_accounts = match shown {
        true => debit::TEST_ACCOUNTS.iter().map(account).collect(),
        false => Vec::new(),
    };
    let mandate = app.texts.get(locale, "debit-mandate", &args);
    Ok(Some(DebitForm { mandate, test_accounts }))
}

/// Keeps the account typed into `form`; none when it was refused, which `errors` then say.
pub async fn kept(
    app: &App,
    who: &Who,
    locale: &Locale,
    form: &Fields,
    (errors, default): (&mut FieldErrors, bool),
) -> Result<Option<PaymentMethodId>, PageError> {
    let mut say = |field: &'static str, code: &str| {
        errors.add(&app.texts, locale, field, code, &Args::new());
    };
    limits::take(app, &[limits::CARD_BY_ACCOUNT.for_account(who.account())]).await?;
    let new = NewDebit {
        holder: form.text("debit_name").to_owned(),
        iban: Iban(form.text("debit_iban").to_owned()),
        mandate_given: form.has("debit_mandate"),
        default,
    };
    match debit::keep_debit(app, who, new).await {
        Ok(method) => return Ok(Some(method.id)),
        Err(KeepDebitError::Refused(DebitRefusal::Invalid(problems))) => {
            for problem in problems {
                say(field_of(problem), problem.code());
            }
        }
        Err(KeepDebitError::Refused(other)) => say("debit_iban", other.code()),
        Err(error @ KeepDebitError::NoMandate) => say("debit_mandate", error.code()),
        Err(other) => return Err(other.into()),
    }
    Ok(None)
}

/// The field of the form a problem stands beside.
fn field_of(problem: DebitProblem) -> &'static str {
    match problem {
        DebitProblem::Holder => "debit_name",
        DebitProblem::Iban | DebitProblem::NotSepa => "debit_iban",
    }
}
