//! What was sent under an id of its own, and what was heard of it: sent again it is answered alike
//! and does nothing more (I-21, R-04 to R-06).

use app::credit_use;
use app::operator::Console;
use app::operator::payments::{Confirm, refund};
use app::operator::transfers::{Received, enter};
use app::order::change::{Commit, Wish, commit};
use app::order::{Place, place};
use app::{App, Who};
use billing::cancel::Cancel;
use units::id::InvoiceId;
use units::id::kind::Other;
use units::{Id, Money, Timestamp, Zone};

use super::Scene;

/// A form as it was sent.
#[derive(Clone, Debug)]
pub enum Form {
    Order(Box<Place>),
    Change(Commit),
    Credit { invoice: InvoiceId, id: Id<Other>, token: String },
    Transfer(Received),
    SendBack(Confirm),
}

/// What somebody has sent, and what they heard.
#[derive(Clone, Debug)]
pub struct Sent {
    pub person: usize,
    pub form: Form,
    /// When they heard it first.
    pub at: Timestamp,
    pub heard: String,
}

impl Form {
    /// The id it was sent under.
    fn key(&self) -> String {
        match self {
            Form::Order(place) => place.order.to_string(),
            Form::Change(commit) => commit.order.to_string(),
            Form::Credit { id, .. } => id.to_string(),
            Form::Transfer(received) => received.id.to_string(),
            Form::SendBack(confirm) => confirm.id.to_string(),
        }
    }

    /// Does the operator send it?
    pub fn is_operators(&self) -> bool {
        matches!(self, Form::Transfer(_) | Form::SendBack(_))
    }

    /// The same id with something else asked; none where nothing else can be.
    pub fn otherwise(&self) -> Option<Form> {
        let dearer = |amount: Money| Money::new(amount.minor + 1, amount.currency);
        let mut form = self.clone();
        match &mut form {
            Form::Order(place) => place.ask.plans.first_mut()?.seats += 1,
            Form::Change(commit) => {
                let leaves = Wish::Cancel(Cancel::PeriodEnd);
                commit.wish = if commit.wish == leaves { Wish::Withdraw } else { leaves };
            }
            Form::Credit { .. } => return None,
            Form::Transfer(received) => received.amount = dearer(received.amount),
            Form::SendBack(confirm) => confirm.amount = dearer(confirm.amount),
        }
        Some(form)
    }
}

/// Sends it as it is; what was answered, or the code of the refusal.
pub async fn send(app: &App, who: &Who, form: &Form) -> Result<String, String> {
    match form {
        Form::Order(form) => {
            let state = place(app, who, form).await;
            state.map(|state| state.word().to_owned()).map_err(|error| error.code().to_owned())
        }
        Form::Change(form) => {
            let state = commit(app, who, form).await;
            state.map(|state| state.word().to_owned()).map_err(|error| error.code().to_owned())
        }
        Form::Credit { invoice, id, token } => {
            let used = credit_use::commit(app, who, *invoice, *id, token).await;
            used.map(|_| used_word(*invoice)).map_err(|error| error.code().to_owned())
        }
        Form::Transfer(received) => {
            let console = Console::of_demo(app).expect("the house is a demo");
            let entered = enter(app, &console, received).await;
            entered.map(|entered| format!("{entered:?}")).map_err(|error| error.code().to_owned())
        }
        Form::SendBack(confirm) => {
            let console = Console::of_demo(app).expect("the house is a demo");
            let sent = refund(app, &console, confirm, &Zone::utc()).await;
            sent.map(|sent| sent_word(&sent)).map_err(|error| error.code().to_owned())
        }
    }
}

/// What an answer to the use of credit is compared by.
pub fn used_word(invoice: InvoiceId) -> String {
    format!("used for {invoice}")
}

/// What an answer to a refund is compared by: where it stands may go on.
pub fn sent_word(sent: &app::operator::payments::Refund) -> String {
    format!("{} of {}, {} at {}", sent.amount, sent.attempt, sent.cause.word(), sent.asked_at)
}

/// Orders go on from waiting; whatever else was heard stays what is heard.
fn may_go_on(heard: &str) -> bool {
    heard == store::order::OrderState::AwaitingPayment.word()
}

impl Scene {
    /// `person` has sent `form` and heard this. Had they heard something else of it before that
    /// stays as it is, the mistake is kept for the oracle.
    pub fn heard(&mut self, person: usize, form: Form, at: Timestamp, heard: &str) {
        let key = form.key();
        let Some(sent) = self.sent.iter_mut().find(|sent| sent.form.key() == key) else {
            self.sent.push(Sent { person, form, at, heard: heard.to_owned() });
            return;
        };
        if sent.heard != heard && !may_go_on(&sent.heard) {
            let text = format!("{key} was answered with {:?}, then with {heard:?}", sent.heard);
            self.unlike.push(text);
        }
        sent.heard = heard.to_owned();
    }

    /// What `person` has sent, `back` before the newest, counted round.
    pub fn sent_by(&self, person: usize, back: u32) -> Option<Sent> {
        let theirs: Vec<&Sent> = self.sent.iter().filter(|sent| sent.person == person).collect();
        let back = usize::try_from(back).unwrap_or_default().checked_rem(theirs.len())?;
        theirs.iter().rev().nth(back).map(|sent| (*sent).clone())
    }
}
