//! Turns: who goes on at a yield point, and what a process meets at the points it passes.
//!
//! Each process of the house has its own turns: its store and its ports ask here before each
//! transaction, write, commit and outside call. A command stops at the points where it holds no
//! transaction; the stage releases one command at a time, so interleavings come from the seed. A
//! dead process gets an error everywhere.

use std::collections::BTreeMap;
use std::future::poll_fn;
use std::sync::{Arc, Mutex, MutexGuard};
use std::task::{Poll, Waker};

use async_trait::async_trait;
use store::{Interference, Moment, StoreError};
use units::Timestamp;

/// Names a command under way.
pub type FlightId = u64;

/// Where a process stands when it asks.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Point {
    Store(Moment),
    /// About to call outside: the gateway or the mail server.
    BeforeCall,
    /// The outside has done it, the answer is not read yet.
    AfterCall,
}

impl Point {
    /// Nothing is held here, so others may go first.
    fn yields(self) -> bool {
        !matches!(self, Point::Store(Moment::Write | Moment::Commit))
    }
}

/// What the machine does to a process at its points; all of it counted down.
#[derive(Clone, Debug, Default)]
pub struct Trouble {
    pub crash_in: Option<u64>,
    pub lose_commit_in: Option<u64>,
    pub busy_in: Option<(u64, u64)>,
    pub disk_full: bool,
}

/// What a process met; the stage counts it.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Met {
    Crash(Point),
    CommitLost,
    Busy,
    DiskFull,
}

#[derive(Default)]
struct State {
    dead: bool,
    trouble: Trouble,
    met: Vec<Met>,
    passed: u64,
    running: Option<FlightId>,
    parked: BTreeMap<FlightId, Option<Waker>>,
    /// Not to be released before.
    held: BTreeMap<FlightId, Timestamp>,
    stage: Option<Waker>,
    /// Nothing is met and nobody stops.
    calm: bool,
}

/// The turns of one process; clones share them.
#[derive(Clone, Default)]
pub struct Turns(Arc<Mutex<State>>);

impl Turns {
    fn lock(&self) -> MutexGuard<'_, State> {
        self.0.lock().expect("nobody panics while holding the turns")
    }

    pub fn is_dead(&self) -> bool {
        self.lock().dead
    }

    /// The process is gone: whoever still runs in it gets an error at the next point.
    pub fn die(&self) {
        let mut state = self.lock();
        state.dead = true;
        let wakers: Vec<Waker> = state.parked.values_mut().filter_map(Option::take).collect();
        state.parked.clear();
        drop(state);
        wakers.into_iter().for_each(Waker::wake);
    }

    /// Changes what the machine does from here on.
    pub fn trouble(&self, change: impl FnOnce(&mut Trouble)) {
        change(&mut self.lock().trouble);
    }

    /// What was met since this was asked last.
    pub fn drain_met(&self) -> Vec<Met> {
        std::mem::take(&mut self.lock().met)
    }

    /// While `calm`, points are passed without stop or trouble.
    pub fn calmly(&self, calm: bool) {
        self.lock().calm = calm;
    }

    /// Whoever runs now does not go on before `until`, once it parks.
    pub fn hold_until(&self, until: Timestamp) {
        let mut state = self.lock();
        if let Some(flight) = state.running {
            state.held.insert(flight, until);
        }
    }

    /// Until when `flight` is held up.
    pub fn held_until(&self, flight: FlightId) -> Option<Timestamp> {
        self.lock().held.get(&flight).copied()
    }

    /// Points passed so far.
    pub fn passed(&self) -> u64 {
        self.lock().passed
    }

    /// Lets `flight` go on, polled by `poll`, until it ends, parks, or the process dies.
    pub async fn release<T>(
        &self,
        flight: FlightId,
        mut poll: impl FnMut(&mut std::task::Context<'_>) -> Poll<T>,
    ) -> Released<T> {
        let waker = {
            let mut state = self.lock();
            state.running = Some(flight);
            state.held.remove(&flight);
            state.parked.remove(&flight).flatten()
        };
        if let Some(waker) = waker {
            waker.wake();
        }
        let released = poll_fn(|cx| {
            self.lock().stage = Some(cx.waker().clone());
            if let Poll::Ready(out) = poll(cx) {
                return Poll::Ready(Released::Ended(out));
            }
            let state = self.lock();
            if state.dead {
                return Poll::Ready(Released::Died);
            }
            match state.parked.contains_key(&flight) {
                true => Poll::Ready(Released::Parked),
                false => Poll::Pending,
            }
        })
        .await;
        let mut state = self.lock();
        state.running = None;
        state.stage = None;
        released
    }

    /// The process passes `point`: trouble first, then others may go.
    pub async fn pass(&self, point: Point) -> Result<(), StoreError> {
        let flight = {
            let mut state = self.lock();
            if state.dead {
                return Err(StoreError::PlannedCrash);
            }
            if state.calm {
                return Ok(());
            }
            state.passed += 1;
            if let Err(error) = state.meets(point) {
                let stage = state.stage.clone();
                drop(state);
                stage.into_iter().for_each(Waker::wake);
                return Err(error);
            }
            match state.running.filter(|_| point.yields()) {
                None => return Ok(()),
                Some(flight) => {
                    state.parked.insert(flight, None);
                    state.stage.iter().for_each(Waker::wake_by_ref);
                    flight
                }
            }
        };
        poll_fn(|cx| {
            let mut state = self.lock();
            if state.dead {
                return Poll::Ready(Err(StoreError::PlannedCrash));
            }
            match state.parked.get_mut(&flight) {
                None => Poll::Ready(Ok(())),
                Some(waker) => {
                    *waker = Some(cx.waker().clone());
                    Poll::Pending
                }
            }
        })
        .await
    }
}

/// How far a released command came.
pub enum Released<T> {
    Ended(T),
    Parked,
    Died,
}

impl State {
    /// What the machine does at this point.
    fn meets(&mut self, point: Point) -> Result<(), StoreError> {
        if counted_down(&mut self.trouble.crash_in) {
            self.dead = true;
            self.met.push(Met::Crash(point));
            return Err(StoreError::PlannedCrash);
        }
        if point == Point::Store(Moment::Committed)
            && counted_down(&mut self.trouble.lose_commit_in)
        {
            self.met.push(Met::CommitLost);
            return Err(StoreError::Unavailable("the commit's answer got lost".to_owned()));
        }
        if let Point::Store(moment) = point {
            if self.trouble.disk_full && moment == Moment::Write {
                self.met.push(Met::DiskFull);
                return Err(StoreError::Unavailable("the disk is full".to_owned()));
            }
            if moment == Moment::Begin && self.is_busy() {
                self.met.push(Met::Busy);
                return Err(StoreError::Unavailable("the database is locked".to_owned()));
            }
        }
        Ok(())
    }

    fn is_busy(&mut self) -> bool {
        match &mut self.trouble.busy_in {
            None => false,
            Some((wait, _)) if *wait > 0 => {
                *wait -= 1;
                false
            }
            Some((_, times)) => {
                *times = times.saturating_sub(1);
                if *times == 0 {
                    self.trouble.busy_in = None;
                }
                true
            }
        }
    }
}

/// Counts down to the moment; true once, when it has come.
fn counted_down(left: &mut Option<u64>) -> bool {
    match left {
        None => false,
        Some(0) => {
            *left = None;
            true
        }
        Some(more) => {
            *more -= 1;
            false
        }
    }
}

#[async_trait]
impl Interference for Turns {
    async fn at(&self, moment: Moment) -> Result<(), StoreError> {
        self.pass(Point::Store(moment)).await
    }
}
