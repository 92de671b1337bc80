//! Events: what the queue holds, and how each begins.

use std::future::Future;

use units::Timestamp;

use crate::years::acts::{self, Back, Intent, Said, Wish};
use crate::years::bank::Note;
use crate::years::plan::What;
use crate::years::stage::{RESTART_S, Stage, TRIES_MAX};

/// Something that happens at a moment.
#[derive(Clone, Debug)]
pub enum Event {
    /// A step of the plan, by its place.
    Step(usize),
    Press {
        step: usize,
        person: usize,
    },
    /// Presses the button of a change.
    Confirm {
        step: usize,
        person: usize,
    },
    UseCredit(usize),
    /// The operator decides about an exemption.
    Decide {
        person: usize,
        granted: bool,
    },
    Unexempt(usize),
    /// The operator enters what came by bank transfer.
    Enter {
        step: usize,
        person: usize,
    },
    /// The operator sends a payment back.
    SendBack {
        step: usize,
        person: usize,
    },
    /// A seat for one guest; several are given at once.
    Assign {
        person: usize,
        of: u32,
        guest: u32,
    },
    Follow {
        person: usize,
        token: String,
    },
    PayOrder(usize),
    PayInvoice(usize),
    ComeBack(String),
    Note(Note),
    /// A piece of due work, on one of the processes.
    Piece(usize),
    /// The stopped process is started.
    Start,
    SecondEnds,
    DiskFree,
    /// The oracle's monthly look.
    Look,
    /// Trouble ends; seven quiet days follow.
    Quiet,
}

impl Stage {
    /// Begins everything the queue holds for now.
    pub(super) async fn begin_due(&mut self) {
        let now = self.house.sky.now();
        while let Some(entry) = self.queue.first_entry().filter(|entry| entry.key().0 <= now) {
            let (event, tries) = entry.remove();
            self.begin(event, tries).await;
        }
    }

    async fn begin(&mut self, event: Event, tries: u32) {
        match event {
            Event::Step(number) => self.step(number, tries).await,
            Event::Start => self.start().await,
            Event::SecondEnds => self.second_ends(),
            Event::DiskFree => self.disk_is_full(false),
            Event::Look => self.look(false).await,
            Event::Quiet => self.calm_down().await,
            other => self.command(other, tries),
        }
    }

    /// A command of somebody outside: it needs a process that serves.
    fn command(&mut self, event: Event, tries: u32) {
        let now = self.house.sky.now();
        let Some(process) = self.processes[0].clone() else {
            return self.try_again(event, tries, "nobody answers");
        };
        let (app, shared) = (process.app.clone(), self.scene.clone());
        let name = event.name(&self.plan);
        match event.clone() {
            Event::Press { step, person } => {
                self.fly(0, event, tries, name, acts::presses(app, shared, person, step));
            }
            Event::Confirm { step, person } => {
                self.fly(0, event, tries, name, acts::confirms(app, shared, person, step));
            }
            Event::UseCredit(person) => {
                self.fly(0, event, tries, name, acts::uses_credit(app, shared, person));
            }
            Event::Decide { person, granted } => {
                let decided = acts::decides(app, shared, (person, granted));
                self.fly(0, event, tries, name, decided);
            }
            Event::Unexempt(person) => {
                self.fly(0, event, tries, name, acts::does_without(app, shared, person));
            }
            Event::Enter { step, .. } => {
                self.fly(0, event, tries, name, acts::enters(app, shared, step));
            }
            Event::SendBack { step, .. } => {
                self.fly(0, event, tries, name, acts::sends_back(app, shared, step));
            }
            Event::Assign { person, of, guest } => {
                let given = acts::assigns(app, shared, (person, guest), of);
                self.fly(0, event, tries, name, given);
            }
            Event::Follow { person, token } => {
                self.fly(0, event, tries, name, acts::follows(app, shared, person, token));
            }
            Event::PayOrder(person) => {
                self.fly(0, event, tries, name, acts::pays_order(app, shared, person));
            }
            Event::PayInvoice(person) => {
                self.fly(0, event, tries, name, acts::pays_invoice(app, shared, person));
            }
            Event::ComeBack(reference) => {
                self.fly(0, event, tries, name, acts::comes_back(app, reference));
            }
            Event::Note(note) => {
                let sent = now;
                self.fly(0, event, tries, name, acts::hears(app, shared, note, sent));
            }
            Event::Step(number) => {
                let what = self.plan.steps[number].what.clone();
                self.fly_step(number, what, event, tries, name);
            }
            _ => {}
        }
    }

    /// A step of the plan that is a command.
    fn fly_step(&mut self, number: usize, what: What, event: Event, tries: u32, name: String) {
        let Some(process) = self.processes[0].clone() else { return };
        let (app, shared) = (process.app.clone(), self.scene.clone());
        match what {
            What::SignUp { person, .. } => {
                self.fly(0, event, tries, name, acts::signs_up(app, shared, person));
            }
            What::KeepCard { person, habit } => {
                self.fly(0, event, tries, name, acts::keeps_card(app, shared, person, habit));
            }
            What::KeepAccount { person, ends, default } => {
                let account = acts::keeps_account(app, shared, person, (ends, default));
                self.fly(0, event, tries, name, account);
            }
            What::Prefer { person, place } => {
                self.fly(0, event, tries, name, acts::prefers(app, shared, person, place));
            }
            What::Order { person, product, tier, interval, seats, extras, .. } => {
                let (step, at) = (number, self.plan.steps[number].at);
                let wish = Wish { step, at, person, product, tier, interval, seats, extras };
                self.fly(0, event, tries, name, acts::fills_in(app, shared, wish));
            }
            What::Change { person, of, want, .. } => {
                let (step, at) = (number, self.plan.steps[number].at);
                let intent = Intent { step, at, person, of, want };
                self.fly(0, event, tries, name, acts::wants(app, shared, intent));
            }
            What::Exempt { person, days, .. } => {
                let asked = acts::asks_exemption(app, shared, (person, days));
                self.fly(0, event, tries, name, asked);
            }
            What::Transfer { person, percent, .. } => {
                let at = self.plan.steps[number].at;
                let shown = acts::is_shown(app, shared, (number, at), (person, percent));
                self.fly(0, event, tries, name, shown);
            }
            What::SendBack { person, of, percent, .. } => {
                let back = Back { step: number, person, of, percent };
                self.fly(0, event, tries, name, acts::looks_at_payment(app, shared, back));
            }
            with_people => self.fly_people(with_people, event, tries, name),
        }
    }

    /// A step of the plan about people of an account and their seats.
    fn fly_people(&mut self, what: What, event: Event, tries: u32, name: String) {
        let Some(process) = self.processes[0].clone() else { return };
        let (app, shared) = (process.app.clone(), self.scene.clone());
        match what {
            What::Invite { person, guest, seat } => {
                let invited = acts::invites(app, shared, (person, guest), seat);
                self.fly(0, event, tries, name, invited);
            }
            What::Join { person, guest } => {
                self.fly(0, event, tries, name, acts::joins(app, shared, (person, guest)));
            }
            What::TakeBack { person, of, guest } => {
                let taken = acts::takes_back(app, shared, (person, guest), of);
                self.fly(0, event, tries, name, taken);
            }
            What::Remove { person, guest } => {
                self.fly(0, event, tries, name, acts::removes(app, shared, (person, guest)));
            }
            What::Readmit { person, guest } => {
                self.fly(0, event, tries, name, acts::readmits(app, shared, (person, guest)));
            }
            _ => {}
        }
    }

    async fn step(&mut self, number: usize, tries: u32) {
        let what = self.plan.steps[number].what.clone();
        match what {
            What::SignUp { .. }
            | What::KeepCard { .. }
            | What::KeepAccount { .. }
            | What::Prefer { .. }
            | What::Order { .. }
            | What::Change { .. }
            | What::Exempt { .. }
            | What::Transfer { .. }
            | What::SendBack { .. }
            | What::Invite { .. }
            | What::Join { .. }
            | What::TakeBack { .. }
            | What::Remove { .. }
            | What::Readmit { .. } => {
                self.command(Event::Step(number), tries);
            }
            What::Assign { person, of, guests } => {
                if guests.len() > 1 {
                    self.reach("licences given at once");
                }
                for guest in guests {
                    self.command(Event::Assign { person, of, guest }, 0);
                }
            }
            What::OrderAgain { person } => {
                let form = acts::scene(&self.scene).people[person].form;
                if let Some(step) = form {
                    self.reach("old tab");
                    self.command(Event::Press { step, person }, TRIES_MAX);
                }
            }
            What::UseCredit { person } => self.command(Event::UseCredit(person), 0),
            What::Unexempt { person } => self.command(Event::Unexempt(person), 0),
            What::PayOrder { person, clicks } => {
                (0..clicks).for_each(|_| self.command(Event::PayOrder(person), 0));
            }
            What::PayInvoice { person, clicks } => {
                if clicks > 1 {
                    self.reach("pays twice at once");
                }
                (0..clicks).for_each(|_| self.command(Event::PayInvoice(person), 0));
            }
            What::AnswerBank { person, approve } => self.answers_bank(person, approve),
            What::Repeat { person, back, how } => self.repeats(number, (person, back), how).await,
            What::Publish { .. } | What::TaxChanges { .. } => self.publishes(number, &what).await,
            trouble => self.trouble(&trouble).await,
        }
    }

    fn answers_bank(&mut self, person: usize, approve: bool) {
        let email = acts::scene(&self.scene).people[person].email.clone();
        let now = self.house.sky.now();
        if let Some(reference) = self.house.bank.answer(&email, approve, now) {
            self.say(format!("life-{person} answers the bank: {approve}"));
            self.command(Event::ComeBack(reference), 0);
        }
    }

    /// The operator publishes: nothing goes wrong with that here.
    async fn publishes(&mut self, number: usize, what: &What) {
        let now = self.house.sky.now();
        let Some(process) = self.processes[0].clone() else {
            return self.plan_event(now.plus_hours(1), Event::Step(number));
        };
        let mut prices = acts::scene(&self.scene).prices.clone();
        match what {
            What::Publish { dearer } => prices.dearer = *dearer,
            What::TaxChanges { country, in_days, permille } => {
                let from = units::Zone::utc().date(now.plus_days(*in_days));
                prices.rates.retain(|rate| rate.0 != *country || rate.1 != from);
                prices.rates.push((country.clone(), from, *permille));
            }
            _ => return,
        }
        let text = prices.catalog_text();
        process.turns.calmly(true);
        let published =
            app::catalog_in_force::publish(&process.app, "years.toml", &text, "operator").await;
        process.turns.calmly(false);
        match published {
            Ok(done) => {
                acts::scene(&self.scene).prices = prices;
                self.say(format!("published {what:?} as {}", done.number));
            }
            Err(error) => self.violate("A1", format!("a sound catalog is refused: {error}")),
        }
    }

    /// Whoever got no answer does the same again.
    pub(super) fn try_again(&mut self, event: Event, tries: u32, why: &str) {
        let now = self.house.sky.now();
        if let Event::Note(note) = &event {
            let again = self.house.bank.redeliver(note, now);
            return self.say(format!("{} is kept for later ({again}): {why}", note.id));
        }
        if matches!(event, Event::Piece(_)) || tries >= TRIES_MAX {
            return;
        }
        self.reach("retried");
        let down_for = self.queue.iter().find_map(|((at, _), (event, _))| {
            matches!(event, Event::Start).then_some(at.seconds_since(now))
        });
        let wait = super::AGAIN_S.max(down_for.unwrap_or_default() + RESTART_S);
        self.plan_try(now.plus_seconds(wait), event, tries + 1);
    }

    pub(super) fn fly(
        &mut self,
        process: usize,
        event: Event,
        tries: u32,
        name: String,
        future: impl Future<Output = Said> + 'static,
    ) {
        self.next_flight += 1;
        let future = Box::pin(future);
        let (id, began) = (self.next_flight, self.house.sky.now());
        self.flights.push_back(super::Flight { id, process, event, tries, began, name, future });
    }
}

impl Event {
    pub(super) fn name(&self, plan: &crate::years::plan::Plan) -> String {
        match self {
            Event::Step(number) => format!("{:?}", plan.steps[*number].what),
            Event::Note(note) => format!("Note {} copy {}", note.id, note.copy),
            other => format!("{other:?}"),
        }
    }
}

/// The first of the month after `now`, for the monthly look.
pub(super) fn next_look(now: Timestamp) -> Timestamp {
    let utc = units::Zone::utc();
    let today = utc.date(now);
    let first = jiff::civil::date(today.year(), today.month(), 1);
    utc.start_of_day(crate::years::model::months_later(first, 1))
}
