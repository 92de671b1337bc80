//! Trouble: what goes wrong outside, and with the machine the house runs on.

use crate::years::acts;
use crate::years::plan::{ChargeTrouble, What};
use crate::years::stage::{Event, Stage};

impl Stage {
    /// What the outside and the machine do to the house.
    pub(super) async fn trouble(&mut self, what: &What) {
        let now = self.house.sky.now();
        self.say(format!("{what:?}"));
        match what.clone() {
            What::CardFails { person, days, hard } => {
                let email = acts::scene(&self.scene).people[person].email.clone();
                self.house.bank.cards_fail(&email, now.plus_days(days), hard);
            }
            What::NextCharge { trouble } => {
                self.house.bank.next_charge_meets(trouble);
                match trouble {
                    ChargeTrouble::RequestLost => self.reach("request lost"),
                    ChargeTrouble::AnswerLost => self.reach("answer lost"),
                    ChargeTrouble::Slow { .. } | ChargeTrouble::NotSent => {}
                }
            }
            What::NextRefund { trouble } => {
                self.house.bank.next_refund_meets(trouble);
                self.reach("refund in trouble");
            }
            What::Events { delay_s, copies, backwards } => {
                self.house.bank.events_travel(delay_s, copies, backwards);
            }
            What::BankDown { hours } => {
                let until = now.plus_hours(hours);
                self.house.bank.is_down_until(until);
                self.bank_down_until = Some(until);
            }
            What::MailDown { hours } => self.house.post.is_down_until(now.plus_hours(hours)),
            What::DiskFull { minutes } => {
                self.disk_is_full(true);
                self.plan_event(now.plus_minutes(minutes), Event::DiskFree);
            }
            What::Down { hours } => self.stops(now.plus_hours(hours)).await,
            What::ClockOff { seconds } => {
                if seconds < self.house.sky.off_s() {
                    self.reach("clock back");
                }
                self.house.sky.is_off(seconds);
                self.peeked = None;
            }
            What::SecondNode { hours } => self.second_begins(now.plus_hours(hours)).await,
            machine => self.machine_trouble(&machine),
        }
    }

    fn machine_trouble(&mut self, what: &What) {
        let Some(process) = &self.processes[0] else { return };
        process.turns.trouble(|trouble| match what {
            What::Crash { after } => trouble.crash_in = Some(*after),
            What::CommitLost { after } => trouble.lose_commit_in = Some(*after),
            What::Busy { after, times } => trouble.busy_in = Some((*after, *times)),
            _ => {}
        });
    }

    pub(super) fn disk_is_full(&mut self, full: bool) {
        self.disk_full = full;
        for process in self.processes.iter().flatten() {
            process.turns.trouble(|trouble| trouble.disk_full = full);
        }
    }
}
