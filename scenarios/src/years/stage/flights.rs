//! Flights: commands under way, which of them goes on, and what happens when a process dies.

use std::future::Future;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::pin::Pin;
use std::time::Duration;

use store::Moment;
use units::Timestamp;

use crate::years::acts::{self, Said};
use crate::years::plan::What;
use crate::years::stage::{AGAIN_S, Event, RESTART_S, Stage, TRIES_MAX};
use crate::years::turns::{FlightId, Met, Point, Released};

/// A command under way.
pub struct Flight {
    pub id: FlightId,
    /// Which process it runs in.
    pub process: usize,
    pub event: Event,
    pub tries: u32,
    pub began: Timestamp,
    pub name: String,
    pub future: Pin<Box<dyn Future<Output = Said>>>,
}

/// Seconds an operator looks at what a transfer or a refund would do.
const ENTERED_AFTER_S: i64 = 40;
/// Seconds until an operator decides about an exemption.
const DECIDED_AFTER_S: i64 = 900;
/// Real time a command may take from one yield point to the next: beyond it, something is stuck.
const STUCK_AFTER: Duration = Duration::from_secs(90);

impl Stage {
    /// One of the commands that can go on, by the dice.
    pub(super) fn choose(&mut self) -> Option<Flight> {
        let now = self.house.sky.now();
        let free: Vec<usize> = (0..self.flights.len())
            .filter(|place| self.held_until(*place).is_none_or(|until| until <= now))
            .collect();
        if free.is_empty() {
            return None;
        }
        let place = *self.dice.pick(&free);
        self.flights.remove(place)
    }

    fn held_until(&self, place: usize) -> Option<Timestamp> {
        let flight = self.flights.get(place)?;
        self.processes[flight.process].as_ref()?.turns.held_until(flight.id)
    }

    /// When the first command that is held up can go on.
    pub(super) fn next_release(&self) -> Option<Timestamp> {
        (0..self.flights.len()).filter_map(|place| self.held_until(place)).min()
    }

    /// Lets one command go on to its next yield point.
    pub(super) async fn advance(&mut self, mut flight: Flight) {
        let Some(process) = self.processes[flight.process].clone() else { return };
        self.peeked = None;
        let released = process.turns.release(flight.id, |cx| {
            match catch_unwind(AssertUnwindSafe(|| flight.future.as_mut().poll(cx))) {
                Ok(poll) => poll.map(Ok),
                Err(panic) => std::task::Poll::Ready(Err(panic_text(&*panic))),
            }
        });
        let released = tokio::time::timeout(STUCK_AFTER, released).await;
        self.note_met(flight.process);
        if process.turns.is_dead() {
            self.say(format!("{} is cut off", flight.name));
            let which = flight.process;
            self.flights.push_back(flight);
            return self.crashed(which).await;
        }
        match released {
            Err(_) => self.violate("liveness", format!("{} is stuck", flight.name)),
            Ok(Released::Parked | Released::Died) => self.flights.push_back(flight),
            Ok(Released::Ended(Err(panic))) => {
                self.violate("panic", format!("{}: {panic}", flight.name));
            }
            Ok(Released::Ended(Ok(said))) => self.ended(flight, said).await,
        }
    }

    async fn ended(&mut self, flight: Flight, said: Said) {
        let Flight { event, tries, name, process, began, .. } = flight;
        if let Event::Piece(_) = event {
            return self.piece_ended(process, &said);
        }
        if (1..TRIES_MAX).contains(&tries) && !said.again {
            self.note_found(&event, began).await;
        }
        self.idle_until = [None, None];
        self.say(format!("{name}: {}", said.text));
        if said.text == "payment.being_confirmed" {
            self.reach("being confirmed");
        }
        if said.again {
            return self.try_again(event, tries, &said.text);
        }
        if said.text == "previewed" {
            self.press_follows(&event);
        }
        if let Some(person) = event.person(&self.plan) {
            self.look_at(person).await;
        }
    }

    /// A runner is done with a piece, or had none to begin with.
    fn piece_ended(&mut self, process: usize, said: &Said) {
        let now = self.house.sky.now();
        if said.text == "nothing" {
            // What is due is another runner's, until its lease ends.
            self.idle_until[process] = Some(now.plus_seconds(jobs::LEASE_S + 1));
            return;
        }
        self.say(format!("runner {process}: {}", said.text));
        if said.again {
            // Nothing has moved: what the other runner waits for is no nearer.
            self.idle_until[process] = Some(now.plus_seconds(AGAIN_S));
            return;
        }
        self.idle_until = [None, None];
        self.pieces += 1;
    }

    /// The button is pressed after the preview was read.
    fn press_follows(&mut self, event: &Event) {
        let Event::Step(step) = event else { return };
        let what = self.plan.steps[*step].what.clone();
        let step = *step;
        let (clicks, wait_s, press) = match what {
            What::Order { person, clicks, wait_s, .. } => {
                (clicks, wait_s, Event::Press { step, person })
            }
            What::Change { person, clicks, wait_s, .. } => {
                (clicks, wait_s, Event::Confirm { step, person })
            }
            What::Exempt { person, granted, .. } => {
                (1, DECIDED_AFTER_S, Event::Decide { person, granted })
            }
            What::Transfer { person, clicks, .. } => {
                (clicks, ENTERED_AFTER_S, Event::Enter { step, person })
            }
            What::SendBack { person, clicks, .. } => {
                (clicks, ENTERED_AFTER_S, Event::SendBack { step, person })
            }
            _ => return,
        };
        if clicks > 1 {
            self.reach("double click");
        }
        let at = self.house.sky.now().plus_seconds(wait_s);
        (0..clicks).for_each(|_| self.plan_event(at, press.clone()));
    }

    /// What the machine did to the process, counted.
    fn note_met(&mut self, process: usize) {
        let Some(process) = &self.processes[process] else { return };
        for met in process.turns.drain_met() {
            let name = match met {
                Met::Crash(Point::Store(Moment::Commit)) => "crash before commit",
                Met::Crash(Point::Store(Moment::Committed)) => "crash after commit",
                Met::Crash(Point::Store(_)) => "crash between writes",
                Met::Crash(Point::BeforeCall) => "crash before call",
                Met::Crash(Point::AfterCall) => "crash after call",
                Met::CommitLost => "commit's answer lost",
                Met::Busy => "busy",
                Met::DiskFull => "disk full",
            };
            self.reach(name);
            self.trace.say(format!("  meets {met:?}"));
        }
    }

    /// A process died: its commands end where they stand; the serving one is started again.
    pub(super) async fn crashed(&mut self, which: usize) {
        let now = self.house.sky.now();
        let last = self.processes[which].as_ref().map(|process| process.app.now());
        self.drop_flights(which);
        self.take_down(which);
        self.remember(last).await;
        if which == 0 {
            self.plan_event(now.plus_seconds(RESTART_S), Event::Start);
            self.retry_dropped();
        }
    }

    /// What a serving runner remembers each half minute. Transactions of the dead are undone first:
    /// the store waits for them.
    async fn remember(&mut self, last: Option<Timestamp>) {
        if let Some(last) = last {
            let whole = last.seconds() - last.seconds().rem_euclid(30);
            self.house.remembers(Timestamp::from_seconds(whole)).await;
        }
    }

    fn take_down(&mut self, which: usize) {
        if let Some(process) = self.processes[which].take() {
            process.turns.die();
            self.points += process.turns.passed();
        }
    }

    /// The flights of a process that is gone; their people will try again.
    fn drop_flights(&mut self, which: usize) {
        let flights = std::mem::take(&mut self.flights);
        let (gone, stay) = flights.into_iter().partition(|flight| flight.process == which);
        self.flights = stay;
        let gone: std::collections::VecDeque<Flight> = gone;
        self.dropped = gone.into_iter().map(|flight| (flight.event, flight.tries)).collect();
    }

    fn retry_dropped(&mut self) {
        for (event, tries) in std::mem::take(&mut self.dropped) {
            self.try_again(event, tries, "cut off");
        }
    }

    /// Stops the serving process until `until`.
    pub(super) async fn stops(&mut self, until: Timestamp) {
        let Some(last) = self.processes[0].as_ref().map(|process| process.app.now()) else {
            return;
        };
        self.drop_flights(0);
        self.take_down(0);
        self.remember(Some(last)).await;
        self.plan_event(until, Event::Start);
        self.down_since = Some(self.house.sky.now());
        self.retry_dropped();
    }

    pub(super) async fn start(&mut self) {
        if self.processes[0].is_some() {
            return;
        }
        let alone = self.processes[1].is_none();
        let process = self.house.start(alone).await;
        process.turns.trouble(|trouble| trouble.disk_full = self.disk_full);
        self.processes[0] = Some(process);
        self.peeked = None;
        self.idle_until = [None, None];
        self.say("started");
        if let Some(since) = self.down_since.take() {
            let days = self.house.sky.now().seconds_since(since) / 86_400;
            if days >= 1 {
                self.reach("down for days");
            }
            if days > 31 {
                self.reach("down for a month");
            }
        }
    }

    pub(super) async fn second_begins(&mut self, until: Timestamp) {
        if self.processes[1].is_none() && self.processes[0].is_some() {
            let process = self.house.start(false).await;
            process.turns.trouble(|trouble| trouble.disk_full = self.disk_full);
            self.processes[1] = Some(process);
            self.reach("second node");
            self.plan_event(until, Event::SecondEnds);
        }
    }

    pub(super) fn second_ends(&mut self) {
        self.take_down(1);
        self.drop_flights(1);
        self.dropped.clear();
        self.peeked = None;
        self.idle_until = [None, None];
    }

    /// Trouble is over; the quiet days begin.
    pub(super) async fn calm_down(&mut self) {
        self.quiet = true;
        self.house.bank.heals();
        self.house.post.heals();
        self.house.sky.is_off(0);
        self.disk_is_full(false);
        self.second_ends();
        for process in self.processes.iter().flatten() {
            process.turns.trouble(|trouble| *trouble = Default::default());
        }
        self.start().await;
        self.peeked = None;
        self.say("quiet");
    }

    /// Looks at one person's account after a command of theirs.
    async fn look_at(&mut self, person: usize) {
        let account = acts::scene(&self.scene).people[person].who.as_ref().map(app::Who::account);
        let Some(account) = account else { return };
        let seen = crate::years::oracle::look_at_one(self, account).await;
        for violation in seen {
            self.violate(&violation.rule.clone(), violation.text);
        }
    }
}

impl Event {
    /// Whose command it is.
    fn person(&self, plan: &crate::years::plan::Plan) -> Option<usize> {
        match self {
            Event::Confirm { person, .. } | Event::UseCredit(person) => Some(*person),
            Event::Decide { person, .. } | Event::Unexempt(person) => Some(*person),
            Event::Assign { person, .. } | Event::Enter { person, .. } => Some(*person),
            Event::SendBack { person, .. } => Some(*person),
            Event::Press { person, .. } | Event::Follow { person, .. } => Some(*person),
            Event::PayOrder(person) | Event::PayInvoice(person) => Some(*person),
            Event::Step(number) => match plan.steps.get(*number)?.what {
                What::SignUp { person, .. } | What::KeepCard { person, .. } => Some(person),
                What::Order { person, .. } | What::Change { person, .. } => Some(person),
                What::Invite { person, .. } | What::Join { person, .. } => Some(person),
                What::TakeBack { person, .. } | What::Remove { person, .. } => Some(person),
                What::Readmit { person, .. } => Some(person),
                _ => None,
            },
            _ => None,
        }
    }
}

fn panic_text(panic: &(dyn std::any::Any + Send)) -> String {
    let text = panic.downcast_ref::<String>().cloned();
    let text = text.or_else(|| panic.downcast_ref::<&str>().map(|text| (*text).to_owned()));
    text.unwrap_or_else(|| "a panic without words".to_owned())
}
