//! Refunds that an operator asks for: a payment, or a part of it, goes back to where it came from,
//! and its invoice is open again by as much (D5, R-14, R-15).

use std::sync::Arc;

use app::App;
use app::operator::payments::{
    Confirm, ConsoleRefundError, Payment, RefundError, list, preview, refund,
};
use app::operator::{Console, OperatorError};
use units::{Money, Zone};

use super::repeating::sent_word;
use super::{Form, Said, Shared, nobody, scene};

/// Which payment of an account shall go back: so many before the newest, counted round, and how much
/// of what is left of it.
#[derive(Clone, Copy, Debug)]
pub struct Back {
    pub step: usize,
    pub person: usize,
    pub of: u32,
    pub percent: i64,
}

/// The operator looks at what sending it back would do.
pub async fn looks_at_payment(app: Arc<App>, shared: Shared, back: Back) -> Said {
    let Some((who, _)) = scene(&shared).person(back.person) else { return nobody() };
    let console = Console::of_demo(&app).expect("the house is a demo");
    let mut payments = match list(&app, &console, who.account()).await {
        Ok(found) => found.payments,
        Err(OperatorError::Store(error)) => return Said::again(&error),
        Err(error) => return Said::done(error.to_string()),
    };
    payments.retain(|payment| payment.left().is_positive());
    let place = usize::try_from(back.of).unwrap_or_default().checked_rem(payments.len());
    let Some(payment) = place.and_then(|place| payments.get(place)) else {
        return Said::done("nothing is left to send back");
    };
    let (account, attempt) = (who.account(), payment.attempt.id);
    let amount = part_of(payment, back.percent);
    match preview(&app, &console, account, attempt, amount, &Zone::utc()).await {
        Ok(seen) => {
            let note = format!("step {}", back.step);
            let (id, token) = (seen.id, seen.token);
            let confirm = Confirm { id, account, attempt, amount, note, token };
            scene(&shared).refunds.insert(back.step, confirm);
            Said::done("previewed")
        }
        Err(error) => refused(&shared, &error),
    }
}

fn part_of(payment: &Payment, percent: i64) -> Money {
    let left = payment.left();
    Money::new((left.minor * percent / 100).max(1), left.currency)
}

/// The operator presses the button; what has changed since is looked at, and taken.
pub async fn sends_back(app: Arc<App>, shared: Shared, step: usize) -> Said {
    let form = scene(&shared).refunds.get(&step).cloned();
    let Some(form) = form else { return nobody() };
    let console = Console::of_demo(&app).expect("the house is a demo");
    match refund(&app, &console, &form, &Zone::utc()).await {
        Ok(sent) => {
            let mut scene = scene(&shared);
            scene.sent_back.insert(step);
            let whose = scene.whose(form.account);
            scene.heard(whose, Form::SendBack(form), app.now(), &sent_word(&sent));
            Said::done("on its way")
        }
        Err(ConsoleRefundError::Moved(fresh)) => {
            let mut scene = scene(&shared);
            if let Some(form) = scene.refunds.get_mut(&step) {
                form.token = fresh.token;
            }
            Said { text: "preview.moved".to_owned(), again: true }
        }
        Err(error) => refused(&shared, &error),
    }
}

fn refused(shared: &Shared, error: &ConsoleRefundError) -> Said {
    if let ConsoleRefundError::Refund(RefundError::Store(error)) = error {
        return Said::again(error);
    }
    scene(shared).counts.reach("more than is left");
    Said::done(error.code())
}
