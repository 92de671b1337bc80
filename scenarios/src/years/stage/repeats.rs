//! What was sent is sent once more: it is answered alike, and nothing comes of it (I-21).
//!
//! Nothing else happens meanwhile, so that whatever is another then has become so by it. Forms that
//! are sent twice at once, or again after a crash, are commands like others: theirs is what
//! `Scene::heard` compares.

use crate::years::acts::{self, Sent};
use crate::years::oracle::{Books, accounts};
use crate::years::plan::Again;
use crate::years::stage::{Event, Stage};

/// Days after which something was sent long ago.
const LONG_AGO_DAYS: i64 = 30;

impl Stage {
    /// Sends what somebody has sent once more, as soon as anybody serves.
    pub(super) async fn repeats(
        &mut self,
        number: usize,
        (person, back): (usize, u32),
        how: Again,
    ) {
        let now = self.house.sky.now();
        let Some(process) = self.processes[0].clone() else {
            return self.plan_event(now.plus_hours(1), Event::Step(number));
        };
        let Some((sent, form, sender)) = self.chosen(person, back, how) else {
            return self.say(format!("life-{person} has nothing to send once more"));
        };
        let known = acts::scene(&self.scene).person(sender);
        let Some((who, _)) = known else {
            return self.say(format!("life-{sender} is not signed in"));
        };
        let before = self.everything().await;
        process.turns.calmly(true);
        let heard = acts::send(&process.app, &who, &form).await;
        process.turns.calmly(false);
        self.say(format!("life-{sender} sends {} of life-{person} {how:?}: {heard:?}", sent.at));
        let same = before == self.everything().await;
        if !same {
            self.violate("I-21", format!("{form:?} was sent {how:?} and did something more"));
        }
        let right = match how {
            Again::Alike => heard.is_ok(),
            Again::Otherwise | Again::BySomebodyElse => heard.is_err(),
        };
        if !right {
            self.violate("I-21", format!("{form:?} was sent {how:?}, and heard {heard:?}"));
        }
        if let Ok(heard) = heard {
            acts::scene(&self.scene).heard(person, sent.form, now, &heard);
        }
        self.count_again(how, now.seconds_since(sent.at) / 86_400);
    }

    /// What is sent, and by whom.
    fn chosen(&self, person: usize, back: u32, how: Again) -> Option<(Sent, acts::Form, usize)> {
        let scene = acts::scene(&self.scene);
        let sent = scene.sent_by(person, back)?;
        let next = (person + 1).checked_rem(scene.people.len())?;
        let form = match how {
            Again::Otherwise => sent.form.otherwise()?,
            Again::Alike | Again::BySomebodyElse => sent.form.clone(),
        };
        let sender = match how {
            Again::BySomebodyElse if next == person || form.is_operators() => return None,
            Again::BySomebodyElse => next,
            Again::Alike | Again::Otherwise => person,
        };
        Some((sent, form, sender))
    }

    fn count_again(&self, how: Again, days: i64) {
        match how {
            Again::Alike if days >= LONG_AGO_DAYS => self.reach("sent again long after"),
            Again::Alike => self.reach("sent again"),
            Again::Otherwise => self.reach("sent again with something else asked"),
            Again::BySomebodyElse => self.reach("sent by somebody else"),
        }
    }

    /// Whatever a command could have done: the rows of all accounts, mails, what the bank was asked.
    async fn everything(&self) -> (Vec<String>, u64, String) {
        let mut rows = Vec::new();
        for (_, account) in accounts(&self.scene) {
            rows.push(Books::read(&self.house, account).await.everything());
        }
        let mut tx = self.house.store.read().await.expect("the database can be read");
        let mut mails = String::new();
        for state in ["queued", "delivered"] {
            let count = store::mail_outbox::count_in(&mut tx, state).await.expect("mails");
            mails.push_str(&format!("{count} {state} "));
        }
        (rows, self.house.bank.charges(), mails)
    }

    /// Has what a command that was cut off did been found by its next try?
    pub(super) async fn note_found(&mut self, event: &Event, began: units::Timestamp) {
        let (Event::Press { step, .. } | Event::Confirm { step, .. }) = event else { return };
        let order = {
            let scene = acts::scene(&self.scene);
            let of_form = scene.forms.get(step).map(|form| form.order);
            of_form.or_else(|| scene.changes.get(step).map(|form| form.order))
        };
        let mut found = false;
        for (_, account) in accounts(&self.scene) {
            let mut tx = self.house.store.read().await.expect("the database can be read");
            let Some(order) = order else { return };
            let order = store::order::find(&mut tx, account, order).await.expect("an order");
            found |= order.is_some_and(|order| order.placed_at < began);
        }
        if found {
            self.reach("found after it was cut off");
        }
    }
}
