//! Time on the stage: what is due, who begins with it, and where time moves when nobody can go on.

use units::Timestamp;

use crate::years::acts::{self, Said};
use crate::years::stage::events::next_look;
use crate::years::stage::{Event, Stage};

/// The earliest piece of work that waits.
#[derive(Clone, Debug)]
pub struct Waiting {
    pub due_at: Timestamp,
    pub kind: String,
}

impl Stage {
    /// What the outside has for the house: the bank's notes, the links people were mailed.
    pub(super) fn take_in(&mut self) {
        let now = self.house.sky.now();
        for note in self.house.bank.arrivals(now) {
            if note.copy > 0 {
                self.reach("note twice");
            }
            self.plan_event(now, Event::Note(note));
        }
        for letter in self.house.post.fresh() {
            if let Some(token) = token_in(&letter.text, INVITATION) {
                acts::scene(&self.scene).invited.insert(letter.to.clone(), token);
            }
            let Some(token) = token_in(&letter.text, CONFIRMATION) else { continue };
            let place =
                acts::scene(&self.scene).people.iter().position(|person| person.email == letter.to);
            let Some(person) = place else { continue };
            let tabs = self.tabs_of(person);
            for _ in 0..tabs {
                let event = Event::Follow { person, token: token.clone() };
                self.plan_event(now.plus_seconds(40), event);
            }
        }
    }

    fn tabs_of(&self, wanted: usize) -> u32 {
        let tabs = self.plan.steps.iter().find_map(|step| match step.what {
            crate::years::plan::What::SignUp { person, tabs } if person == wanted => Some(tabs),
            _ => None,
        });
        tabs.unwrap_or(1)
    }

    /// A runner that has nothing under way begins with the earliest piece that is due.
    pub(super) async fn begin_pieces(&mut self) {
        for which in 0..self.processes.len() {
            let Some(process) = self.processes[which].clone() else { continue };
            let busy = self
                .flights
                .iter()
                .any(|flight| matches!(flight.event, Event::Piece(on) if on == which));
            let now = self.house.sky.now();
            if busy || self.idle_until[which].is_some_and(|until| now < until) {
                continue;
            }
            let waiting = self.peek().await;
            let Some(waiting) = waiting.filter(|waiting| waiting.due_at <= process.app.now())
            else {
                continue;
            };
            self.idle_until[which] = None;
            self.house.stand_in_documents().await;
            let runner = process.runner.clone();
            let kind = waiting.kind.clone();
            let piece = async move {
                match runner.run_next().await {
                    Ok(Some(ran)) => Said { text: format!("{kind} {ran:?}"), again: false },
                    Ok(None) => Said { text: "nothing".to_owned(), again: false },
                    Err(error) => Said { text: format!("claim: {error}"), again: true },
                }
            };
            self.fly(which, Event::Piece(which), 0, format!("piece {}", waiting.kind), piece);
        }
    }

    /// The earliest waiting piece; asked of the database only after something moved.
    async fn peek(&mut self) -> Option<Waiting> {
        if self.peeked.is_none() {
            let mut tx = self.house.store.read().await.expect("the database can be read");
            let first = store::due::first_waiting(&mut tx).await.expect("due work can be read");
            self.peeked = Some(first.map(|due| Waiting { due_at: due.due_at, kind: due.kind }));
        }
        self.peeked.clone().flatten()
    }

    /// The next moment at which anything can happen.
    pub(super) async fn next_moment(&mut self) -> Option<Timestamp> {
        let now = self.house.sky.now();
        let queued = self.queue.first_key_value().map(|((at, _), _)| *at);
        let bank = self.house.bank.next_at();
        let release = self.next_release();
        let due = self.next_due(now).await;
        [queued, bank, release, due].into_iter().flatten().min().map(|at| at.max(now))
    }

    /// The true moment at which a runner can begin with the earliest piece.
    async fn next_due(&mut self, now: Timestamp) -> Option<Timestamp> {
        let serving: Vec<usize> =
            (0..self.processes.len()).filter(|which| self.processes[*which].is_some()).collect();
        if serving.is_empty() {
            return None;
        }
        let due_at = self.peek().await?.due_at;
        let moments = serving.into_iter().filter_map(|which| {
            let busy = self
                .flights
                .iter()
                .any(|flight| matches!(flight.event, Event::Piece(on) if on == which));
            if busy {
                return None;
            }
            let true_at = due_at.plus_seconds(-self.house.sky.off_s());
            let idle = self.idle_until[which].unwrap_or(now);
            Some(true_at.max(idle).max(now.plus_seconds(1)))
        });
        moments.min()
    }

    /// Time moves on.
    pub(super) async fn move_to(&mut self, moment: Timestamp) {
        let before = self.house.sky.now();
        if next_look(before) <= moment && !self.looks_planned(next_look(before)) {
            self.plan_event(next_look(before), Event::Look);
            return self.house.sky.move_to(next_look(before).min(moment));
        }
        self.house.sky.move_to(moment);
    }

    fn looks_planned(&self, at: Timestamp) -> bool {
        self.queue
            .range(..=(at, u64::MAX))
            .any(|((when, _), (event, _))| *when == at && matches!(event, Event::Look))
    }
}

/// What stands before the tokens of mailed links.
const CONFIRMATION: &str = "confirm-email?token=";
const INVITATION: &str = "invitation?token=";

/// The token in the link of a mail.
fn token_in(text: &str, before: &str) -> Option<String> {
    let (_, rest) = text.split_once(before)?;
    let end = |c: char| c.is_whitespace() || matches!(c, '"' | ')' | '>' | '<');
    rest.split(end).next().map(str::to_owned)
}
