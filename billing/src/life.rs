//! A customer's life in memory: the same decisions as in production, without a database.
//!
//! Events are asked in order of time; what falls due before or at an event's moment has happened
//! first. Every decision is a proposal of this crate, applied to plain values, so that what a
//! catalog or a policy would do to real lives can be seen before it is published (`plenum replay`).
//! Not known here: files, texts, gateways. A payment succeeds unless the life says that the next
//! one is declined.

mod account;
mod books;
mod deciding;
mod documents;
mod due;
mod event;
mod happen;
mod join;
mod money;
mod opening;
mod swap;
#[cfg(test)]
mod tests;

use units::Timestamp;

pub use account::{
    Document, LifeAccount, LifeCredit, LifeInvoice, LifeRefund, LifeSubscription, LifeTax, Refused,
};
pub use event::{Credit, Ends, Event, LifePlan, Pays, Wanted};

/// One or more accounts and the moment they have been lived to.
#[derive(Clone, Debug)]
pub struct Life {
    pub accounts: Vec<LifeAccount>,
    pub now: Timestamp,
    /// Documents and subscriptions made so far: ids are made from it.
    made: u32,
}

/// Why an event was refused: the core's stable code.
type Refusal = &'static str;

/// Most steps that fall due between two events: a broken life ends instead of running for ever.
const STEPS_MAX: u32 = 1_000_000;

impl Life {
    /// Accounts without subscriptions yet, at `now`.
    pub fn begin(accounts: Vec<LifeAccount>, now: Timestamp) -> Life {
        Life { accounts, now, made: 0 }
    }

    /// Lives on to `moment`: everything due up to it and at it happens, each at its own time, and
    /// within one moment in the order the subscriptions were made.
    ///
    /// Earlier than `now` is a bug of the caller.
    pub fn live_to(&mut self, moment: Timestamp) {
        assert!(moment >= self.now, "a life runs forward");
        for _ in 0..STEPS_MAX {
            let Some((due, account, step)) = self.next_due().filter(|next| next.0 <= moment) else {
                self.now = moment;
                return;
            };
            self.now = due.max(self.now);
            self.do_due(account, step);
        }
        panic!("more than {STEPS_MAX} steps fell due at once");
    }

    /// Something happens at `now`, to `account` of `accounts`; a refusal is kept with the account.
    pub fn happen(&mut self, account: usize, event: &Event) {
        if let Err(code) = self.try_event(account, event) {
            let (at, what) = (self.now, event.word());
            self.account(account).refusals.push(Refused { at, event: what, code });
        }
    }

    fn account(&mut self, index: usize) -> &mut LifeAccount {
        self.accounts.get_mut(index).expect("an account of this life")
    }

    /// A number that was not given out before, from 1.
    fn number(&mut self) -> u32 {
        self.made += 1;
        self.made
    }

    /// Do all books balance, and agree with the documents (I-01, I-02, I-04, I-05)?
    pub fn balances(&self) -> bool {
        self.accounts.iter().all(LifeAccount::balances)
    }
}

/// The part of an id that chance gives elsewhere, so that a life is the same each time.
fn seed(number: u32) -> [u8; 10] {
    let mut random = [0; 10];
    if let Some(last) = random.last_chunk_mut::<4>() {
        *last = number.to_be_bytes();
    }
    random
}
