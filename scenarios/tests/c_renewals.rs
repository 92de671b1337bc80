//! The renewal run in bulk: exactly once, whatever breaks, jumps or was down (C9, R-26 to R-28,
//!

use std::sync::Arc;
use std::time::Duration;

use app::renewal_status::{self, Status};
use app::{reconcile, time_guard};
use gateway::{Charge, Gateway, Refund};
use jobs::AdvanceError;
use store::crowd::{self, Customer};
use store::due::{Lane, NewDue};
use testkit::{MachineClock, Persona, Purchase, World, moment, on_each_database};
use units::Money;

async fn paid_owner(world: &World, at: &str) -> Persona {
    world.it_is(at);
    let ada = world.owner("ada@example.org").await;
    ada.buys(&Purchase::default()).await;
    ada
}

async fn status(world: &World) -> Status {
    renewal_status::status(&world.app).await.expect("a status")
}

/// Somebody with the same plan as `like`, due when it is.
pub(crate) async fn twin(like: &Persona) -> Customer {
    let world = &like.world;
    let mut tx = world.store().read().await.expect("a reader");
    let account = store::account::find(&mut tx, like.account()).await.expect("read");
    let methods = store::payment_method::list(&mut tx, like.account()).await.expect("read");
    drop(tx);
    let mut account = account.expect("an account");
    let mut method = methods[0].clone();
    let mut sub = like.subscriptions().await.remove(0);
    account.id = world.app.id();
    (method.id, method.account) = (world.app.id(), account.id);
    (sub.id, sub.order, sub.account) = (world.app.id(), world.app.id(), account.id);
    let work = NewDue {
        id: world.app.id(),
        account: Some(account.id),
        kind: "renew",
        key: sub.id.to_string(),
        payload: &(),
        due_at: sub.renews_at(),
        now: world.now(),
    };
    let renewals = vec![work.row(Lane::Renewal)];
    Customer { account, owner: world.app.id(), method, subscriptions: vec![sub], renewals }
}

pub(crate) async fn come(world: &World, customers: Vec<Customer>) {
    let mut tx = world.store().begin().await.expect("a transaction");
    crowd::insert(&mut tx, customers, world.now()).await.expect("written");
    tx.commit().await.expect("committed");
}

/// Three customers, each broken in its own way: nobody to bill, a price beyond all numbers, a
/// period that is billed already.
async fn broken(ada: &Persona) -> Vec<Customer> {
    let mut nobody = twin(ada).await;
    nobody.account.buyer = None;
    let mut beyond = twin(ada).await;
    let item = &mut beyond.subscriptions[0].items[0];
    item.unit = Money::new(i64::MAX, item.unit.currency);
    let billed = twin(ada).await;
    vec![nobody, beyond, billed]
}

/// As if the next period of `customer` had been billed, and the subscription did not know.
async fn has_billed_ahead(ada: &Persona, customer: &Customer) {
    let invoice = ada.invoices().await[0].invoice.id;
    let mut sub = customer.subscriptions[0].clone();
    let mut tx = ada.world.store().begin().await.expect("a transaction");
    for index in [1, 0] {
        sub.period_index = index;
        store::subscription::enter_period(&mut tx, &sub, invoice).await.expect("entered");
    }
    tx.commit().await.expect("committed");
}

/// C9: broken accounts are set aside with their reasons, before or while they are written; all
/// others are renewed in the same run, and a mended one is renewed when it is tried again.
#[tokio::test]
async fn a_broken_account_is_set_aside_and_shown() {
    on_each_database(async |world| {
        let ada = paid_owner(&world, "2027-04-01T00:00Z").await;
        let broken = broken(&ada).await;
        come(&world, broken.clone()).await;
        has_billed_ahead(&ada, &broken[2]).await;
        let well = [twin(&ada).await, twin(&ada).await];
        come(&world, well.to_vec()).await;
        world.it_is("2027-05-01T00:00Z");
        let ran = world.runner.renew_due().await;
        assert_eq!((ran.done, ran.given_up), (3, 3));
        let found = status(&world).await;
        assert_eq!(found.due, 0);
        let run = found.run.expect("a run");
        assert_eq!((run.done, run.failed, run.under_way), (3, 3, false));
        let reason = |customer: &Customer| {
            let of = |one: &&store::renewal_run::SetAside| one.account == customer.account.id;
            found.set_aside.iter().find(of).expect("set aside").reason.clone()
        };
        assert!(reason(&broken[0]).contains("nobody to bill"), "{}", reason(&broken[0]));
        assert!(!reason(&broken[1]).is_empty());
        assert!(reason(&broken[2]).contains("unique"), "{}", reason(&broken[2]));
        world.books_are_right().await;

        mends(&ada, &broken[0]).await;
        let work = found.set_aside.iter().find(|one| one.account == broken[0].account.id);
        let work = work.expect("set aside").work;
        assert!(renewal_status::try_again(&world.app, work).await.expect("tried"));
        assert_eq!(world.runner.renew_due().await.done, 1);
        assert_eq!(status(&world).await.set_aside.len(), 2);
        world.books_are_right().await;
    })
    .await;
}

async fn mends(ada: &Persona, customer: &Customer) {
    let mut tx = ada.world.store().begin().await.expect("a transaction");
    let account = store::account::find(&mut tx, ada.account()).await.expect("read");
    let buyer = account.and_then(|account| account.buyer).expect("a buyer");
    store::account::set_buyer(&mut tx, customer.account.id, &buyer).await.expect("written");
    tx.commit().await.expect("committed");
}

/// C9: a process by itself goes through batch after batch, on SQLite with the next one read while
/// one is written; each period once, numbers without gaps, the books right.
#[tokio::test]
async fn one_process_renews_batch_after_batch() {
    on_each_database(async |world| {
        let ada = paid_owner(&world, "2027-04-01T00:00Z").await;
        let mut crowd = Vec::new();
        for _ in 0..1_700 {
            crowd.push(twin(&ada).await);
        }
        come(&world, crowd).await;
        world.it_is("2027-05-01T00:00Z");
        assert_eq!(world.runner.renew_due().await.done, 1_701);
        assert_eq!(status(&world).await.due, 0);
        assert_eq!(world.runner.renew_due().await.done, 0);
        world.books_are_right().await;
    })
    .await;
}

/// C9, R-22: two processes share two batches and more; each period once, numbers without gaps.
#[tokio::test]
async fn two_processes_share_a_run() {
    on_each_database(async |world| {
        let ada = paid_owner(&world, "2027-04-01T00:00Z").await;
        let mut crowd = Vec::new();
        for _ in 0..1_100 {
            crowd.push(twin(&ada).await);
        }
        come(&world, crowd).await;
        let other = world.another_node(2).await;
        world.it_is("2027-05-01T00:00Z");
        let (one, two) = tokio::join!(world.runner.renew_due(), other.runner.renew_due());
        assert_eq!(one.done + two.done, 1_101);
        assert_eq!(status(&world).await.due, 0);
        world.books_are_right().await;
    })
    .await;
}

/// the machine's clock goes back two hours while a run is under way, and the process dies:
/// each period once, none of negative length.
#[tokio::test]
async fn a_clock_set_back_bills_nothing_twice() {
    on_each_database(async |world| {
        let ada = paid_owner(&world, "2027-04-01T00:00Z").await;
        let bea = twin(&ada).await;
        come(&world, vec![bea]).await;
        let clock = Arc::new(MachineClock::saying(moment("2027-05-01T00:30Z"), None));
        let node = world.another_node_by(clock.clone(), 2).await;
        time_guard::confirm(&node.app).await.expect("the time is right");
        world.store().crash_after_writes(12);
        node.runner.renew_due().await;
        assert!(world.store().recover(), "the run was under way");
        clock.is_set(moment("2027-04-30T22:30Z"));
        node.runner.renew_due().await;
        // The process starts anew with the clock it has.
        let seen = Some(moment("2027-05-01T00:30Z"));
        let clock = Arc::new(MachineClock::saying(moment("2027-04-30T22:31Z"), seen));
        let again = world.another_node_by(clock, 3).await;
        again.runner.renew_due().await;
        assert_eq!(ada.invoices().await.len(), 2);
        let sub = ada.subscriptions().await.remove(0);
        assert_eq!(sub.period_index, 1);
        assert_eq!(status(&world).await.run.expect("a run").done, 2);
        world.books_are_right().await;
    })
    .await;
}

/// the clock jumps ahead beyond the guard: billing halts with an alarm, nothing is issued,
/// until an operator confirms the time; a clock set right again needs nobody.
#[tokio::test]
async fn a_clock_that_jumps_ahead_bills_nobody() {
    on_each_database(async |world| {
        let ada = paid_owner(&world, "2027-04-01T00:00Z").await;
        let start = moment("2027-04-01T01:00Z");
        let clock = Arc::new(MachineClock::saying(start, None));
        let node = world.another_node_by(clock.clone(), 2).await;
        assert!(time_guard::see(&node.app, start).await.expect("seen"));
        clock.is_set(moment("2027-05-01T06:00Z"));
        node.runner.run_due().await.expect("runs");
        assert_eq!(ada.invoices().await.len(), 1, "nothing is issued");
        let halted = status(&node).await.halted.expect("an alarm");
        assert_eq!(halted.seen, start);

        let right = Arc::new(MachineClock::saying(start.plus_minutes(5), Some(start)));
        let restarted = world.another_node_by(right, 3).await;
        assert!(time_guard::may_bill(&restarted.app).await.expect("seen"));
        assert_eq!(status(&restarted).await.halted, None, "the alarm is over");

        node.runner.run_due().await.expect("runs");
        assert!(status(&node).await.halted.is_some(), "a jump again");
        time_guard::confirm(&node.app).await.expect("confirmed");
        node.runner.run_due().await.expect("runs");
        assert_eq!(ada.invoices().await.len(), 2);
        world.books_are_right().await;
    })
    .await;
}

/// R-27, P5: a simulated clock is moved on purpose: that is no jump.
#[tokio::test]
async fn a_simulated_clock_never_jumps() {
    on_each_database(async |world| {
        let ada = paid_owner(&world, "2027-04-01T00:00Z").await;
        world.runs_until("2027-06-02T12:00Z").await;
        assert_eq!(ada.invoices().await.len(), 3);
        assert_eq!(status(&world).await.halted, None);
    })
    .await;
}

/// the service is down for 40 days: each missed period once, in order, and one mail.
#[tokio::test]
async fn forty_days_down_are_caught_up_in_order() {
    on_each_database(async |world| {
        let ada = paid_owner(&world, "2027-04-25T00:00Z").await;
        world.runs_until("2027-05-20T00:00Z").await;
        let mails = world.mails_of_kind("ada@example.org", "invoice").await;
        world.it_is("2027-06-29T00:00Z");
        world.settles().await;
        world.runs_until("2027-07-01T00:00Z").await;
        let invoices = ada.invoices().await;
        let periods: Vec<String> =
            invoices.iter().map(|each| each.invoice.draft.lines[0].from.to_string()).collect();
        assert_eq!(periods, ["2027-04-25", "2027-05-25", "2027-06-25"]);
        assert!(invoices.iter().all(store::invoice::Issued::is_paid));
        let after = world.mails_of_kind("ada@example.org", "invoice").await;
        assert_eq!(after - mails, 1, "one mail for all of it");
        let mail = world.newest_mail("ada@example.org", "invoice").await;
        for caught_up in &invoices[1..] {
            let number = &caught_up.invoice.number;
            assert!(mail.source.contains(&format!("{number}.pdf")), "{number} is enclosed");
        }
        world.books_are_right().await;
    })
    .await;
}

/// transactions refused as conflicts are done again as a whole, a bounded number of times,
/// with one effect.
#[tokio::test]
async fn conflicts_are_tried_again_and_end() {
    on_each_database(async |world| {
        let ada = paid_owner(&world, "2027-04-01T00:00Z").await;
        world.it_is("2027-05-01T00:00Z");
        world.store().next_commits_conflict(1_000);
        assert_eq!(world.runner.renew_due().await.total(), 0, "it gives way");
        assert_eq!(status(&world).await.due, 1, "and stays due");
        world.store().next_commits_conflict(3);
        assert_eq!(world.runner.renew_due().await.done, 1);
        assert_eq!(ada.invoices().await.len(), 2);
        world.books_are_right().await;
    })
    .await;
}

/// a real deadlock between a batch and another transaction: PostgreSQL undoes the batch, and
/// it is done again.
#[tokio::test]
async fn a_deadlock_is_done_again() {
    on_each_database(async |world| {
        if world.store().dialect() == store::dialect::Dialect::Sqlite {
            return; // One writer at a time cannot meet another.
        }
        let ada = paid_owner(&world, "2027-04-01T00:00Z").await;
        let bea = twin(&ada).await;
        let (first, last) = (ada.account().min(bea.account.id), ada.account().max(bea.account.id));
        come(&world, vec![bea]).await;
        world.it_is("2027-05-01T00:00Z");
        let mut other = world.store().begin().await.expect("a transaction");
        store::account::lock(&mut other, last).await.expect("locked");
        let crossing = async {
            // The batch holds the first account and waits for the last by now.
            tokio::time::sleep(Duration::from_millis(300)).await;
            store::account::lock(&mut other, first).await.expect("the batch gives way");
            other.commit().await.expect("committed");
        };
        let (ran, ()) = tokio::join!(world.runner.renew_due(), crossing);
        assert_eq!(ran.done, 2);
        assert_eq!(ada.invoices().await.len(), 2);
        world.books_are_right().await;
    })
    .await;
}

/// R-55, D3: we start from a state that is older than the gateway's: what it took meanwhile is found
/// and booked before anything is billed, and pays it, so that nobody is charged twice.
#[tokio::test]
async fn a_payment_our_books_have_lost_is_found() {
    on_each_database(async |world| {
        let ada = paid_owner(&world, "2027-01-01T10:00Z").await;
        world.runs_until("2027-01-31T23:30Z").await;
        // The standby that takes over had not heard of this one.
        let mut tx = world.store().read().await.expect("a reader");
        let kept = store::payment_method::list(&mut tx, ada.account()).await.expect("read");
        drop(tx);
        let charge = Charge {
            reference: world.app.id::<units::id::kind::PaymentAttempt>().to_string(),
            token: kept[0].token.clone(),
            amount: Money::new(8_330, units::Currency::EUR),
            description: "Plenum".to_owned(),
            customer_present: false,
            return_url: "http://localhost:8080/".to_owned(),
        };
        world.sandbox.charge(&charge).await.expect("charged");
        reconcile::begin(&world.app).await.expect("noted");
        world.sandbox.unreachable_until(world.now().plus_seconds(60));
        assert!(!time_guard::may_bill(&world.app).await.expect("looked"), "billing waits");
        world.it_is("2027-01-31T23:40Z");
        assert!(time_guard::may_bill(&world.app).await.expect("looked"));
        assert!(ada.trail().await.contains(&"payment.found".to_owned()));
        world.settles().await;
        let mail = world.newest_mail("ada@example.org", "payment_found").await.plain();
        assert!(mail.contains("Visa ending 4242") && mail.contains("to your credit"), "{mail}");

        let charges = world.sandbox.payments().len();
        world.runs_until("2027-02-02T10:00Z").await;
        let invoices = ada.invoices().await;
        assert_eq!((invoices.len(), invoices[1].is_paid()), (2, true));
        assert_eq!(world.sandbox.payments().len(), charges, "nobody is charged twice");
        let mut browser = ada.signs_in().await;
        let page = browser.get("/billing/credit").await.text();
        assert!(page.contains("payment found"), "{page}");
        // Looked for again, it is known.
        reconcile::begin(&world.app).await.expect("noted");
        assert!(reconcile::is_done(&world.app).await.expect("looked"));
        assert_eq!(world.mails_of_kind("ada@example.org", "payment_found").await, 1);
        world.books_are_right().await;
    })
    .await;
}

/// What the gateway sent back on the payment `of` and our books have lost.
async fn lost_refund(world: &World, of: &str, minor: i64) {
    let refund = Refund {
        reference: world.app.id::<units::id::kind::Refund>().to_string(),
        payment_reference: of.to_owned(),
        amount: Money::new(minor, units::Currency::EUR),
    };
    world.sandbox.refund(&refund).await.expect("sent back");
}

async fn looked_for(world: &World) {
    reconcile::begin(&world.app).await.expect("noted");
    assert!(reconcile::is_done(&world.app).await.expect("looked"));
    world.settles().await;
}

/// R-55, D3, D5: so is what the gateway has sent back: of a payment we know, its invoice is open
/// again by as much, and the buyer is told; of one that is lost as well, what is left is credit,
/// which pays the next that is found.
#[tokio::test]
async fn a_refund_our_books_have_lost_is_found() {
    on_each_database(async |world| {
        let ada = paid_owner(&world, "2027-01-01T10:00Z").await;
        world.runs_until("2027-01-20T10:00Z").await;
        let known = world.sandbox.payments()[0].reference.clone();
        lost_refund(&world, &known, 2_000).await;
        looked_for(&world).await;
        let trail = ada.trail().await;
        for action in ["refund.found", "refund.succeeded"] {
            assert!(trail.contains(&action.to_owned()), "{action}: {trail:?}");
        }
        let open = ada.invoices().await[0].open();
        assert_eq!(open.minor, 2_000);
        let mail = world.newest_mail("ada@example.org", "refund_sent").await.plain();
        assert!(mail.contains("Visa ending 4242"), "{mail}");
        looked_for(&world).await;
        assert_eq!(world.mails_of_kind("ada@example.org", "refund_sent").await, 1, "once");

        let mut tx = world.store().read().await.expect("a reader");
        let kept = store::payment_method::list(&mut tx, ada.account()).await.expect("read");
        drop(tx);
        let charge = Charge {
            reference: world.app.id::<units::id::kind::PaymentAttempt>().to_string(),
            token: kept[0].token.clone(),
            amount: Money::new(9_000, units::Currency::EUR),
            description: "Plenum".to_owned(),
            customer_present: false,
            return_url: "http://localhost:8080/".to_owned(),
        };
        world.sandbox.charge(&charge).await.expect("charged");
        lost_refund(&world, &charge.reference, 4_000).await;
        looked_for(&world).await;
        let credit = async || {
            let mut tx = world.store().read().await.expect("a reader");
            let balance =
                store::ledger::credit_balance(&mut tx, ada.account(), units::Currency::EUR);
            balance.await.expect("a balance").minor
        };
        assert_eq!(credit().await, 5_000);
        lost_refund(&world, &known, 1_000).await;
        looked_for(&world).await;
        assert_eq!((credit().await, ada.invoices().await[0].open()), (4_000, open));
        world.books_are_right().await;
    })
    .await;
}

/// R-55, P5: while the gateway does not say what it has taken, a simulated clock stops within the
/// hour with a clear line, and nothing is renewed at a later moment than its own; later it goes on.
#[tokio::test]
async fn a_clock_stops_for_a_gateway_that_is_silent() {
    on_each_database(async |world| {
        let ada = paid_owner(&world, "2027-01-01T10:00Z").await;
        world.runs_until("2027-01-31T10:00Z").await;
        reconcile::begin(&world.app).await.expect("noted");
        world.sandbox.unreachable_until("2027-02-01T12:00Z".parse().expect("a time"));
        let to = "2027-03-10T10:00Z".parse().expect("a time");
        let moved = world.runner.advance(to, |_| {}).await;
        assert!(matches!(moved, Err(AdvanceError::GatewaySilent)), "{moved:?}");
        assert!(world.now() < "2027-02-01T02:30Z".parse().expect("a time"), "{}", world.now());
        assert_eq!(ada.invoices().await.len(), 1);

        world.it_is("2027-02-01T12:00Z");
        world.runs_until("2027-02-02T10:00Z").await;
        let invoices = ada.invoices().await;
        assert_eq!((invoices.len(), invoices[1].is_paid()), (2, true));
        world.books_are_right().await;
    })
    .await;
}
