//! Lives worked out by hand, and laws that every life obeys.

use catalog::{AnchorRule, CreditTo, DayCount, DecreaseTime, Policy};
use proptest::prelude::*;
use units::{Currency, Interval, Money, Timestamp, Zone};

use super::*;
use crate::change::When;
use crate::subscription::{AfterTrial, SubscriptionState};

fn at(text: &str) -> Timestamp {
    let text = if text.len() == 10 { format!("{text}T00:00Z") } else { text.to_owned() };
    text.parse().expect("a time")
}

fn plan(id: &str, rank: u32, interval: Interval, minor: i64) -> LifePlan {
    LifePlan {
        id: id.to_owned(),
        product: "meetings".parse().expect("a product"),
        tier: id.replace('-', "_").parse().expect("a tier"),
        rank,
        interval,
        unit: Money::new(minor, Currency::EUR),
        trial_days: 0,
        seats_min: 1,
        add_ons: Vec::new(),
        commitment: None,
    }
}

/// A life of one account, told event by event.
struct Told(Life);

impl Told {
    fn begin(policy: Policy, day: &str) -> Told {
        let account = LifeAccount::new("main".to_owned(), Currency::EUR, Zone::utc(), policy);
        Told(Life::begin(vec![account], at(day)))
    }

    fn on(&mut self, day: &str, event: Event) -> &mut Told {
        self.0.live_to(at(day));
        self.0.happen(0, &event);
        assert!(self.0.balances(), "the books are off after {event:?}");
        self
    }

    fn subscribe(&mut self, day: &str, plan: &LifePlan, seats: u32) -> &mut Told {
        let wanted = Wanted { plan: Some(plan.clone()), seats: Some(seats), add_ons: None };
        let subscription = "a".to_owned();
        self.on(
            day,
            Event::Subscribe {
                subscription,
                wanted,
                anchor_day: None,
                trial: Some(AfterTrial::Subscribe),
            },
        )
    }

    fn change(&mut self, day: &str, wanted: Wanted) -> &mut Told {
        self.on(
            day,
            Event::Change {
                subscription: "a".to_owned(),
                wanted,
                when: None,
                anchor: None,
                credit: None,
            },
        )
    }

    fn seats(&mut self, day: &str, seats: u32) -> &mut Told {
        self.change(day, Wanted { seats: Some(seats), ..Wanted::default() })
    }

    fn account(&self) -> &LifeAccount {
        &self.0.accounts[0]
    }

    /// Every line of every invoice: kind of amount, quantity, days, period.
    fn lines(&self) -> Vec<String> {
        let lines = self.account().invoices().flat_map(|invoice| {
            invoice.draft.lines.iter().map(|line| {
                format!(
                    "{} {}x{} {}/{} {}..{}",
                    line.amount.decimal(),
                    line.quantity,
                    line.item.name(),
                    line.days_billed,
                    line.days_full,
                    line.from,
                    line.to
                )
            })
        });
        lines.collect()
    }

    fn billed(&self) -> i64 {
        let credited: i64 = self.account().credit_notes().map(|note| note.draft.net.minor).sum();
        self.account().invoices().map(|invoice| invoice.draft.net.minor).sum::<i64>() - credited
    }
}

/// C3, C8: from monthly to annual in the middle, the day of the month kept.
#[test]
fn an_annual_plan_takes_over_and_keeps_the_day() {
    let mut life = Told::begin(Policy::default(), "2012-05-01");
    life.subscribe("2012-05-01", &plan("monthly", 2, Interval::Monthly, 24_995), 1);
    let annual = plan("annual", 2, Interval::Annual, 239_995);
    let wanted = Wanted { plan: Some(annual), ..Wanted::default() };
    life.on(
        "2012-05-11",
        Event::Change {
            subscription: "a".to_owned(),
            wanted,
            when: Some(When::Now),
            anchor: Some(AnchorRule::Keep),
            credit: None,
        },
    );
    assert_eq!(
        life.lines(),
        [
            "249.95 1xmonthly 31/31 2012-05-01..2012-06-01",
            "-169.32 1xmonthly 21/31 2012-05-11..2012-06-01",
            "2334.20 1xannual 355/365 2012-05-11..2013-05-01",
        ]
    );
    life.on("2013-05-01", Event::Advance);
    assert_eq!(life.lines()[3], "2399.95 1xannual 365/365 2013-05-01..2014-05-01");
}

/// C2: seats are added for the rest of the period, and fewer wait for the renewal.
#[test]
fn seats_come_at_once_and_go_at_renewal() {
    let mut life = Told::begin(Policy::default(), "2027-04-01");
    life.subscribe("2027-04-01", &plan("pro", 2, Interval::Monthly, 1_200), 5);
    life.seats("2027-04-14", 8).seats("2027-04-20", 2);
    life.on("2027-05-01", Event::Advance);
    assert_eq!(
        life.lines(),
        [
            "60.00 5xpro 30/30 2027-04-01..2027-05-01",
            "20.40 3xpro 17/30 2027-04-14..2027-05-01",
            "24.00 2xpro 31/31 2027-05-01..2027-06-01",
        ]
    );
}

/// C3: a dearer tier starts its periods anew on the day of the change; look.md's statement.
#[test]
fn a_dearer_tier_resets_the_anchor() {
    let mut life = Told::begin(Policy::default(), "2027-04-01");
    life.subscribe("2027-04-01", &plan("pro", 2, Interval::Monthly, 1_200), 5);
    let wanted = Wanted {
        plan: Some(plan("plus", 3, Interval::Monthly, 1_800)),
        seats: Some(8),
        add_ons: None,
    };
    life.change("2027-04-14", wanted);
    assert_eq!(
        life.lines()[1..],
        ["-34.00 5xpro 17/30 2027-04-14..2027-05-01", "144.00 8xplus 30/30 2027-04-14..2027-05-14",]
    );
    let invoice = life.account().invoices().last().expect("an invoice");
    assert_eq!((invoice.draft.total.minor, invoice.due().minor), (11_000, 0));
}

/// C5, D4: ending at once gives the rest back, and the balance pays what comes next.
#[test]
fn an_end_at_once_leaves_a_balance() {
    let mut life = Told::begin(Policy::default(), "2027-04-01");
    life.subscribe("2027-04-01", &plan("pro", 2, Interval::Monthly, 3_000), 1);
    let subscription = "a".to_owned();
    life.on("2027-04-11", Event::Cancel { subscription, ends: Ends::Now, credit: None });
    assert_eq!(life.account().balance.minor, 2_000);
    let subscription = "a".to_owned();
    life.on("2027-04-20", Event::Resume { subscription });
    let invoice = life.account().invoices().last().expect("an invoice");
    assert_eq!((invoice.credit_used.minor, invoice.paid.minor), (2_000, 1_000));
    assert_eq!(life.account().balance.minor, 0);
}

/// C5, C6: a cancellation ends with the period unless it is taken back.
#[test]
fn a_cancellation_can_be_withdrawn_until_the_end() {
    let mut life = Told::begin(Policy::default(), "2027-01-31");
    life.subscribe("2027-01-31", &plan("pro", 2, Interval::Monthly, 3_000), 1);
    let cancel =
        || Event::Cancel { subscription: "a".to_owned(), ends: Ends::Period, credit: None };
    life.on("2027-02-10", cancel());
    life.on("2027-02-11", Event::Withdraw { subscription: "a".to_owned() });
    life.on("2027-03-05", cancel()).on("2027-03-06", cancel());
    life.on("2027-04-30", Event::Advance);
    assert_eq!(life.account().refusals.len(), 1, "pressed twice");
    assert_eq!(life.account().invoices().count(), 2);
    let sub = &life.account().subscriptions[0].sub;
    assert_eq!(sub.state, SubscriptionState::Ended);
    assert_eq!(
        sub.cancellation.as_ref().map(|it| it.ends_on.to_string()),
        Some("2027-03-31".into())
    );
}

/// A5: a trial is charged at its end, or when it is ended early.
#[test]
fn a_trial_is_charged_at_its_end() {
    let mut life = Told::begin(Policy::default(), "2027-01-20");
    let trial = LifePlan { trial_days: 14, ..plan("pro", 2, Interval::Monthly, 3_000) };
    life.subscribe("2027-01-20", &trial, 2);
    assert_eq!(life.account().invoices().count(), 0);
    life.on("2027-02-03", Event::Advance);
    assert_eq!(life.lines(), ["60.00 2xpro 28/28 2027-02-03..2027-03-03"]);
}

/// C10: a declined renewal leaves the anchor alone, and paying restores.
#[test]
fn paying_late_restores_without_moving_the_anchor() {
    let mut life = Told::begin(Policy::default(), "2027-01-31");
    life.subscribe("2027-01-31", &plan("pro", 2, Interval::Monthly, 3_000), 1);
    life.on("2027-02-20", Event::Decline).on("2027-03-05", Event::Advance);
    assert_eq!(life.account().subscriptions[0].sub.state, SubscriptionState::PastDue);
    life.on("2027-03-05", Event::Pay { pays: Pays::All, amount: None });
    let sub = &life.account().subscriptions[0].sub;
    assert_eq!(sub.state, SubscriptionState::Active);
    assert_eq!(sub.renews_on().to_string(), "2027-03-31");
}

fn cancel(now: bool) -> Event {
    let ends = if now { Ends::Now } else { Ends::Period };
    Event::Cancel { subscription: "a".to_owned(), ends, credit: None }
}

/// D4: a renewal that the balance covers asks no bank, so a decline waits for the next charge.
#[test]
fn what_the_balance_covers_cannot_be_declined() {
    let mut life = Told::begin(Policy::default(), "2027-04-01");
    let pro = plan("pro", 2, Interval::Monthly, 3_000);
    let policy = Policy { decrease: DecreaseTime::Now, ..Policy::default() };
    life.0.accounts[0].policy = policy;
    life.subscribe("2027-04-01", &pro, 4).seats("2027-04-01", 1);
    life.on("2027-04-20", Event::Decline).on("2027-05-01", Event::Advance);
    assert_eq!(life.account().subscriptions[0].sub.state, SubscriptionState::Active);
    assert_eq!(life.account().balance.minor, 6_000);
    life.on("2027-08-01", Event::Advance);
    assert_eq!(life.account().subscriptions[0].sub.state, SubscriptionState::PastDue);
}

/// C6, C10: what was paid while it was cancelled is not past due when the cancellation goes.
#[test]
fn paid_while_cancelled_is_active_after_withdrawal() {
    let mut life = Told::begin(Policy::default(), "2027-04-01");
    life.subscribe("2027-04-01", &plan("pro", 2, Interval::Monthly, 3_000), 1);
    life.on("2027-04-20", Event::Decline).on("2027-05-02", cancel(false));
    life.on("2027-05-03", Event::Pay { pays: Pays::All, amount: None });
    life.on("2027-05-04", Event::Withdraw { subscription: "a".to_owned() });
    assert_eq!(life.account().subscriptions[0].sub.state, SubscriptionState::Active);
}

/// C6: taking a cancellation back brings back what was planned before it, too.
#[test]
fn a_planned_change_survives_second_thoughts() {
    let mut life = Told::begin(Policy::default(), "2027-04-01");
    life.subscribe("2027-04-01", &plan("pro", 2, Interval::Monthly, 1_200), 5);
    life.seats("2027-04-05", 2).on("2027-04-10", cancel(false));
    life.on("2027-04-20", Event::Withdraw { subscription: "a".to_owned() });
    life.on("2027-05-01", Event::Advance);
    assert_eq!(life.lines()[1], "24.00 2xpro 31/31 2027-05-01..2027-06-01");
}

/// A5: a trial lasts as long as promised, whatever the billing day; the first period is shorter.
#[test]
fn a_trial_is_not_cut_short_by_the_billing_day() {
    let mut life = Told::begin(Policy::default(), "2027-01-20");
    let trial = LifePlan { trial_days: 14, ..plan("pro", 2, Interval::Monthly, 3_100) };
    let wanted = Wanted { plan: Some(trial), ..Wanted::default() };
    let subscription = "a".to_owned();
    life.on(
        "2027-01-20",
        Event::Subscribe {
            subscription,
            wanted,
            anchor_day: Some(15),
            trial: Some(AfterTrial::Subscribe),
        },
    );
    life.on("2027-02-02", Event::Advance);
    assert_eq!(life.account().invoices().count(), 0);
    life.on("2027-02-15", Event::Advance);
    assert_eq!(
        life.lines(),
        ["12.00 1xpro 12/31 2027-02-03..2027-02-15", "31.00 1xpro 28/28 2027-02-15..2027-03-15",]
    );
}

/// A5: another interval chosen in a trial is not billed for the time before the trial's end.
#[test]
fn a_year_becomes_a_month_in_a_trial() {
    let mut life = Told::begin(Policy::default(), "2027-01-20");
    let year = LifePlan { trial_days: 14, ..plan("year", 2, Interval::Annual, 30_000) };
    let wanted = Wanted { plan: Some(year), ..Wanted::default() };
    let subscription = "a".to_owned();
    life.on(
        "2027-01-20",
        Event::Subscribe {
            subscription,
            wanted,
            anchor_day: Some(15),
            trial: Some(AfterTrial::Subscribe),
        },
    );
    let month = plan("month", 2, Interval::Monthly, 3_100);
    life.change("2027-01-25", Wanted { plan: Some(month), ..Wanted::default() });
    life.on("2027-02-03", Event::Advance);
    assert_eq!(life.lines(), ["12.00 1xmonth 12/31 2027-02-03..2027-02-15"]);
}

/// D5: what was paid out of the balance, or not at all, does not come back as money.
#[test]
fn no_more_goes_back_than_was_paid() {
    let policy = Policy { credit: CreditTo::Refund, ..Policy::default() };
    let mut life = Told::begin(policy.clone(), "2027-04-01");
    life.0.accounts[0].auto_pay = false;
    life.subscribe("2027-04-01", &plan("pro", 2, Interval::Monthly, 3_000), 1);
    let amount = Some(Money::new(1_200, Currency::EUR));
    life.on("2027-04-02", Event::Pay { pays: Pays::All, amount }).on("2027-04-11", cancel(true));
    assert_eq!(life.account().refunds[0].amount.minor, 1_200);
    assert_eq!(life.account().balance.minor, 800);
    life.on("2027-04-12", Event::Refund { invoice: Some("1".to_owned()), amount: None });
    assert_eq!(life.account().refusals[0].code, "refund.more_than_paid");
}

/// D5: any amount can go back, also one that no net amount and its tax come to.
#[test]
fn any_part_of_a_taxed_invoice_can_go_back() {
    let mut life = Told::begin(Policy::default(), "2027-04-01");
    let rate = "0.19".parse().expect("a rate");
    life.0.accounts[0].taxes = vec![LifeTax { rate, from: "2027-01-01".parse().expect("a date") }];
    life.subscribe("2027-04-01", &plan("pro", 2, Interval::Monthly, 3_000), 1);
    for minor in [3, 4, 5, 1_003] {
        let amount = Some(Money::new(minor, Currency::EUR));
        life.on("2027-04-02", Event::Refund { invoice: Some("1".to_owned()), amount });
    }
    assert!(life.account().refusals.is_empty());
    let gross = life.account().credit_notes().map(|note| note.draft.total.minor).sum::<i64>();
    assert_eq!(gross, 1_015);
}

/// D2, D4: each credit note rounds its own tax, and what was promised is what they come to.
#[test]
fn credit_notes_come_to_what_was_promised() {
    let credit = CreditTo::Refund;
    let policy = Policy { decrease: DecreaseTime::Now, credit, ..Policy::default() };
    let mut life = Told::begin(policy, "2027-04-01");
    let rate = "0.19".parse().expect("a rate");
    life.0.accounts[0].taxes = vec![LifeTax { rate, from: "2027-01-01".parse().expect("a date") }];
    let basic = plan("basic", 1, Interval::Monthly, 1);
    life.subscribe("2027-04-01", &plan("pro", 2, Interval::Monthly, 2), 1);
    life.seats("2027-04-01", 2);
    let wanted = Wanted { plan: Some(basic), ..Wanted::default() };
    // Two notes of 0.02 each, without a cent of tax; on their sum there would be one.
    life.change("2027-04-01", wanted);
    assert_eq!(life.account().credit_notes().count(), 2);
    assert_eq!(life.account().refunds[0].amount.minor, 2);
    assert_eq!(life.account().balance.minor, 0);
}

/// A5: a second trial of a product is not given, and what ended keeps its name on old lines.
#[test]
fn a_trial_is_given_once() {
    let mut life = Told::begin(Policy::default(), "2027-01-01");
    let trial = LifePlan { trial_days: 14, ..plan("pro", 2, Interval::Monthly, 3_000) };
    life.subscribe("2027-01-01", &trial, 1).on("2027-01-10", cancel(true));
    life.subscribe("2027-02-01", &trial, 1).on("2027-02-02", cancel(true));
    life.subscribe("2027-02-03", &trial, 1);
    assert_eq!(life.lines()[0], "30.00 1xpro 28/28 2027-02-01..2027-03-01");
    assert_eq!(life.account().names.len(), 3);
}

fn any_policy() -> impl Strategy<Value = Policy> {
    (any::<bool>(), any::<bool>(), any::<bool>(), any::<bool>()).prop_map(
        |(now, reset, thirty, even)| Policy {
            decrease: if now { DecreaseTime::Now } else { DecreaseTime::AtRenewal },
            anchor_on_seats: if reset { AnchorRule::Reset } else { AnchorRule::Keep },
            day_count: if thirty { DayCount::Fixed30 } else { DayCount::Actual },
            rounding: if even { units::Rounding::HalfEven } else { units::Rounding::HalfUp },
            ..Policy::default()
        },
    )
}

fn day(number: i64) -> String {
    let start = at("2027-01-01").plus_days(number);
    Zone::utc().date(start).to_string()
}

/// A year of months at `unit`, promised on the first of January.
fn promised(unit: i64, fee: catalog::EarlyFee) -> LifePlan {
    let commitment = Some(catalog::CommitmentTerms { months: 12, fee });
    LifePlan { commitment, ..plan("pro", 2, Interval::Monthly, unit) }
}

proptest! {
    /// C5: the fee is never negative, never more than was left to pay, less each month, and nothing
    /// at the end; whoever stays pays no less than whoever leaves.
    #[test]
    fn a_fee_falls_to_nothing_month_by_month(
        unit in 1i64..100_000,
        seats in 1u32..40,
        fixed in 0i64..1_000_000,
        percent in 0u32..=100,
        reducing: bool,
    ) {
        let share = format!("{}.{:02}", percent / 100, percent % 100).parse().expect("a rate");
        let fee = match reducing {
            true => catalog::EarlyFee::Reducing { share },
            false => catalog::EarlyFee::Fixed { unit: Money::new(fixed, Currency::EUR) },
        };
        let mut before: Option<i64> = None;
        for month in 1..=12u32 {
            let mut life = Told::begin(Policy::default(), "2027-01-01");
            life.subscribe("2027-01-01", &promised(unit, fee), seats);
            life.on(&format!("2027-{month:02}-17"), cancel(false));
            let left = unit * i64::from(seats) * i64::from(12 - month);
            let paid = life.billed() - unit * i64::from(seats) * i64::from(month);
            prop_assert!((0..=left).contains(&paid), "{paid} of {left}");
            prop_assert!(before.is_none_or(|before| paid <= before));
            before = Some(paid);
        }
        prop_assert_eq!(before, Some(0));
    }

    /// C5, C6: a cancellation taken back leaves what was billed as it was.
    #[test]
    fn a_fee_comes_back_to_the_cent(
        unit in 1i64..100_000,
        seats in 1u32..40,
        days in 0i64..350,
        percent in 0u32..=100,
    ) {
        let share = format!("{}.{:02}", percent / 100, percent % 100).parse().expect("a rate");
        let mut life = Told::begin(Policy::default(), "2027-01-01");
        life.0.accounts[0].taxes = vec![LifeTax {
            rate: "0.19".parse().expect("a rate"),
            from: "2027-01-01".parse().expect("a date"),
        }];
        let fee = catalog::EarlyFee::Reducing { share };
        life.subscribe("2027-01-01", &promised(unit, fee), seats);
        life.on(&day(days), Event::Advance);
        let before = life.billed();
        life.on(&day(days), cancel(false));
        life.on(&day(days), Event::Withdraw { subscription: "a".to_owned() });
        prop_assert_eq!(life.billed(), before);
        prop_assert!(life.account().balance.is_zero());
        let refunded: i64 = life.account().refunds.iter().map(|it| it.amount.minor).sum();
        let paid: i64 = life.account().invoices().map(|it| it.paid.minor).sum();
        let billed: i64 = life.account().invoices().map(|it| it.draft.total.minor).sum();
        let given: i64 = life.account().credit_notes().map(|it| it.draft.total.minor).sum();
        prop_assert_eq!(paid - refunded, billed - given);
    }

    /// C4, R-29: products swapped any number of times, one after another: the books balance, and
    /// swapped back and ended on the first day nothing is left billed.
    #[test]
    fn swaps_keep_the_books(
        policy in any_policy(),
        one in 1i64..100_000,
        other in 1i64..100_000,
        seats in 1u32..20,
        steps in proptest::collection::vec(0i64..40, 1..8),
        refund: bool,
    ) {
        let credit = if refund { CreditTo::Refund } else { CreditTo::Balance };
        let mut life = Told::begin(Policy { credit, ..policy }, "2027-01-01");
        let meetings = plan("pro", 2, Interval::Monthly, one);
        let mut webinars = plan("stage", 2, Interval::Annual, other);
        webinars.product = "webinars".parse().expect("a product");
        life.subscribe("2027-01-01", &meetings, seats);
        let mut today = 0;
        for (count, days) in (1..).zip(steps) {
            today += days;
            let plan = if count % 2 == 1 { &webinars } else { &meetings };
            life.change(&day(today), Wanted { plan: Some(plan.clone()), ..Wanted::default() });
            prop_assert_eq!(life.account().subscriptions.len(), 1);
        }
        prop_assert!(life.account().refusals.is_empty());
        let subscription = "a".to_owned();
        life.on(&day(today), Event::Cancel { subscription, ends: Ends::Now, credit: None });
        prop_assert!(life.billed() >= 0);
        if today == 0 {
            prop_assert_eq!(life.billed(), 0);
        }
    }

    /// adding seats and taking them away the same day returns to the cent.
    #[test]
    fn adding_and_removing_on_one_day_costs_nothing(
        policy in any_policy(),
        unit in 1i64..100_000,
        seats in 1u32..40,
        more in 1u32..40,
        days in 1i64..27,
    ) {
        let policy = Policy { decrease: DecreaseTime::Now, anchor_on_seats: AnchorRule::Keep, ..policy };
        let pro = plan("pro", 2, Interval::Monthly, unit);
        let mut life = Told::begin(policy, "2027-01-01");
        life.subscribe("2027-01-01", &pro, seats);
        let before = life.billed();
        life.seats(&day(days), seats + more).seats(&day(days), seats);
        prop_assert_eq!(life.billed(), before);
    }

    /// A change split in two on one day costs the same.
    #[test]
    fn two_steps_cost_what_one_does(
        policy in any_policy(),
        unit in 1i64..100_000,
        first in 1u32..40,
        second in 1u32..40,
        days in 1i64..27,
    ) {
        let policy = Policy { anchor_on_seats: AnchorRule::Keep, ..policy };
        let pro = plan("pro", 2, Interval::Monthly, unit);
        let mut once = Told::begin(policy.clone(), "2027-01-01");
        once.subscribe("2027-01-01", &pro, 3).seats(&day(days), 3 + first + second);
        let mut twice = Told::begin(policy, "2027-01-01");
        twice.subscribe("2027-01-01", &pro, 3);
        twice.seats(&day(days), 3 + first).seats(&day(days), 3 + first + second);
        prop_assert_eq!(once.billed(), twice.billed());
    }

    /// I-05, I-06, R-29: however seats move, nothing is given back that was not billed, and
    /// everything given back at the start of the period leaves nothing.
    #[test]
    fn random_seat_changes_keep_the_books(
        policy in any_policy(),
        unit in 1i64..100_000,
        steps in proptest::collection::vec((0i64..3, 1u32..30), 1..20),
        refund: bool,
    ) {
        let credit = if refund { CreditTo::Refund } else { CreditTo::Balance };
        let mut life = Told::begin(Policy { credit, ..policy }, "2027-01-01");
        life.subscribe("2027-01-01", &plan("pro", 2, Interval::Monthly, unit), 4);
        let mut today = 0;
        for (days, seats) in steps {
            today += days;
            life.seats(&day(today), seats);
        }
        let subscription = "a".to_owned();
        life.on(&day(today), Event::Cancel { subscription, ends: Ends::Now, credit: None });
        let account = life.account();
        prop_assert!(account.balance.minor >= 0);
        prop_assert!(life.billed() >= 0);
        if today == 0 {
            prop_assert_eq!(life.billed(), 0);
        }
    }
}
