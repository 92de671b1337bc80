//! Reliability of time and billing runs (reliability.md, R-21 to R-25).

use testkit::{Persona, Purchase, World, on_each_database};
use units::Interval;

const NAMES: [&str; 6] = ["aa-one", "bb-two", "cc-three", "dd-four", "ee-five", "ff-six"];

async fn customers(world: &World) -> Vec<Persona> {
    let mut people = Vec::new();
    for name in NAMES {
        let person = world.owner(&format!("{name}@example.org")).await;
        person.buys(&Purchase { site_name: Some(name), ..Purchase::default() }).await;
        people.push(person);
    }
    people
}

/// R-21, C9: a billing run crashed at every single write in turn ends with the books of one that
/// was not.
#[tokio::test]
async fn a_run_crashed_at_every_write_ends_the_same() {
    on_each_database(async |world| {
        world.it_is("2027-04-01T00:00Z");
        let people = customers(&world).await;
        world.it_is("2027-05-01T00:00Z");
        let mut write = 0;
        loop {
            world.store().crash_after_writes(write % 40);
            let _ = world.runner.run_due().await;
            let crashed = world.store().recover();
            // A lease left behind by the crash has to run out before anybody may take the work.
            let past = world.now().plus_seconds(jobs::LEASE_S + 1).to_string();
            world.it_is(&past);
            write += 1;
            if !crashed {
                break;
            }
            assert!(write < 500, "the run never gets through");
        }
        world.runs_until("2027-05-03T00:00Z").await;
        for person in &people {
            let invoices = person.invoices().await;
            assert_eq!(invoices.len(), 2, "each period once");
            assert!(invoices.iter().all(store::invoice::Issued::is_paid));
        }
        world.books_are_right().await;
    })
    .await;
}

/// R-22, C9: two runners start together; each period is billed once.
#[tokio::test]
async fn two_runners_bill_once() {
    on_each_database(async |world| {
        world.it_is("2027-04-01T00:00Z");
        let people = customers(&world).await;
        let other = world.another_node(2).await;
        world.it_is("2027-05-01T00:00Z");
        let (one, two) = tokio::join!(world.runner.run_due(), other.runner.run_due());
        one.expect("runs");
        two.expect("runs");
        world.runs_until("2027-05-02T12:00Z").await;
        for person in &people {
            assert_eq!(person.invoices().await.len(), 2);
        }
        world.books_are_right().await;
    })
    .await;
}

/// R-23, C8: from 31 January, two years of last days that come back to the 31st.
#[tokio::test]
async fn the_anchor_comes_back_to_the_31st() {
    on_each_database(async |world| {
        world.it_is("2027-01-31T00:00Z");
        let ada = world.owner("ada@example.org").await;
        ada.buys(&Purchase::default()).await;
        world.runs_until("2029-01-30T00:00Z").await;
        let days: Vec<i8> =
            ada.invoices().await.iter().map(|each| each.invoice.issued_on.day()).collect();
        let year = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];
        let leap = [31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];
        assert_eq!(days, [year, leap].concat());
        world.books_are_right().await;
    })
    .await;
}

/// R-24, C8: yearly from 29 February 2028: three times the 28th, then the 29th.
#[tokio::test]
async fn the_leap_day_comes_back() {
    on_each_database(async |world| {
        world.it_is("2028-02-29T00:00Z");
        let ada = world.owner("ada@example.org").await;
        ada.buys(&Purchase { interval: Interval::Annual, ..Purchase::default() }).await;
        world.runs_until("2032-03-01T00:00Z").await;
        let days: Vec<String> =
            ada.invoices().await.iter().map(|each| each.invoice.issued_on.to_string()).collect();
        assert_eq!(days, ["2028-02-29", "2029-02-28", "2030-02-28", "2031-02-28", "2032-02-29"]);
        world.books_are_right().await;
    })
    .await;
}

/// R-25, C8: in Berlin both changes of the clocks pass: same prices, periods at local midnight.
#[tokio::test]
async fn summer_time_changes_no_price() {
    on_each_database(async |world| {
        world.it_is("2027-03-15T08:00Z");
        let ada = world.owner_in("ada@example.org", "Europe/Berlin").await;
        ada.buys(&Purchase::default()).await;
        world.runs_until("2027-11-16T00:00Z").await;
        let invoices = ada.invoices().await;
        assert_eq!(invoices.len(), 9);
        let first = invoices[0].invoice.total();
        assert!(invoices.iter().all(|each| each.invoice.total() == first));
        let sub = ada.subscriptions().await.remove(0);
        for index in 0..9 {
            let start = sub.anchor.period(index).start();
            let local = ada.who.zone.civil(start);
            assert_eq!((local.hour(), local.minute()), (0, 0), "period {index} starts at midnight");
        }
        world.books_are_right().await;
    })
    .await;
}
