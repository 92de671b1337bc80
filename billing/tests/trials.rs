//! Trials as pure functions: orders that begin one, its announcements, its end (A5).

use billing::invoice::Buyer;
use billing::order::{self, Ask, Facts, OrderRefusal, PlanAsk};
use billing::proposal::{Effect, Proposal, Title, WayBack};
use billing::renewal;
use billing::subscription::{AfterTrial, Subscription, SubscriptionState};
use billing::trial;
use catalog::{Catalog, Policy, ProductId, TrialPolicy};
use proptest::prelude::*;
use units::{Anchor, Currency, Date, Id, Interval, Locale, Money, PostalAddress, Timestamp, Zone};

fn shipped() -> Catalog {
    Catalog::parse(catalog::SHIPPED_FILE, catalog::SHIPPED_TEXT).expect("it ships valid").0
}

fn plan(product: &str, tier: &str, trial: bool) -> PlanAsk {
    PlanAsk {
        product: product.parse().expect("a product"),
        tier: tier.parse().expect("a tier"),
        interval: Interval::Monthly,
        seats: 5,
        add_ons: Vec::new(),
        committed: false,
        trial,
    }
}

fn ask(plans: Vec<PlanAsk>, after_trial: AfterTrial) -> Ask {
    let address = PostalAddress {
        name: "Ada Example".to_owned(),
        street: "Lindenweg 7".to_owned(),
        postcode: "10115".to_owned(),
        city: "Berlin".to_owned(),
        region: String::new(),
        country: "DE".parse().expect("a country"),
    };
    let buyer = Buyer { address, vat_id: None, email: "ada@example.org".to_owned() };
    Ask { plans, currency: Currency::EUR, buyer, site_name: None, after_trial }
}

fn propose(ask: &Ask, tried: &[ProductId], at: Timestamp) -> Result<Proposal, OrderRefusal> {
    let (catalog, locale, zone) = (shipped(), Locale::english(), Zone::utc());
    let facts = Facts {
        catalog: &catalog,
        subscriptions: &[],
        tried,
        zone: &zone,
        locale: &locale,
        currency: None,
        exemptions: &[],
        balance: Money::zero(ask.currency),
        site_address: "meet-eu.example.org".to_owned(),
        new_site_address: "meet-eu.example.org".to_owned(),
        meetings: 3,
    };
    order::propose(&facts, ask, at)
}

fn at(text: &str) -> Timestamp {
    text.parse().expect("a moment")
}

fn day(text: &str) -> Date {
    text.parse().expect("a day")
}

/// The trial the proposal would begin.
fn opened(proposal: &Proposal, policy: Policy) -> Subscription {
    let draft = proposal.effects.iter().find_map(|effect| match effect {
        Effect::OpenSubscription(draft) if draft.trial.is_some() => Some(draft.clone()),
        _ => None,
    });
    let draft = draft.expect("it begins a trial");
    Subscription {
        id: Id::from_parts(proposal.as_of, [1; 10]),
        account: Id::from_parts(proposal.as_of, [2; 10]),
        order: Id::from_parts(proposal.as_of, [3; 10]),
        product: draft.product,
        tier: draft.tier,
        currency: proposal.now.currency,
        anchor: Anchor::at(draft.anchor_date, Zone::utc(), draft.interval),
        policy,
        catalog_number: 1,
        period_index: 0,
        state: SubscriptionState::Trialing,
        items: draft.items,
        scheduled: None,
        cancellation: None,
        trial: draft.trial,
        commitment: draft.commitment,
    }
}

/// A5, C5: a promise made with a trial counts from the first paid day, and costs no fee before.
#[test]
fn a_promise_begins_after_the_free_days() {
    let promised = PlanAsk { committed: true, ..plan("meetings", "pro", true) };
    let trying = ask(vec![promised], AfterTrial::Subscribe);
    let proposal = propose(&trying, &[], at("2027-01-01T10:00:00Z")).expect("it may be tried");
    let sub = opened(&proposal, shipped().policy);
    let since = sub.commitment.map(|commitment| commitment.since.to_string());
    assert_eq!(since.as_deref(), Some("2027-01-15"));
    let until = proposal.commitments.first().map(|each| each.until.to_string());
    assert_eq!(until.as_deref(), Some("2028-01-15"));
    assert_eq!(sub.committed_periods(), 0);
}

/// A5, P1: nothing to pay today and no invoice; what comes at the end, and when it is announced.
#[test]
fn an_order_that_tries_costs_nothing_today() {
    let trying = ask(vec![plan("meetings", "pro", true)], AfterTrial::Subscribe);
    let proposal = propose(&trying, &[], at("2027-01-01T10:00:00Z")).expect("it may be tried");
    assert!(proposal.now.lines.is_empty() && proposal.due().is_zero());
    assert!(!proposal.effects.contains(&Effect::IssueInvoice));
    assert!(matches!(proposal.title, Title::Trial { seats: 5, .. }));
    assert_eq!(proposal.way_back, WayBack::EndTrial { date: day("2027-01-15") });
    let [offer] = &proposal.trials[..] else { panic!("one trial: {:?}", proposal.trials) };
    assert_eq!((offer.trial.from, offer.trial.to), (day("2027-01-01"), day("2027-01-15")));
    assert_eq!(offer.trial.last_day(), day("2027-01-14"));
    assert_eq!(offer.reminders, [day("2027-01-12"), day("2027-01-14")]);
    let next = proposal.next.clone().expect("it is charged at its end");
    assert_eq!((next.on, next.amount.minor), (day("2027-01-15"), 8_330));
    assert_eq!(offer.charge, next);

    let sub = opened(&proposal, shipped().policy);
    assert_eq!((sub.renews_on(), sub.in_trial()), (day("2027-01-15"), true));
    let tax = order::tax_of_sale(&shipped(), &trying.buyer, &[], sub.renews_on());
    assert_eq!(renewal::next_charge(&sub, tax), Some(next));
}

/// A5: without a payment method nothing is charged, ever.
#[test]
fn a_trial_may_end_by_itself() {
    let trying = ask(vec![plan("meetings", "pro", true)], AfterTrial::End);
    let proposal = propose(&trying, &[], at("2027-01-01T10:00:00Z")).expect("it may be tried");
    assert_eq!(proposal.next, None);
    assert_eq!(proposal.trials[0].charge.amount.minor, 8_330, "what keeping it would cost");
    let sub = opened(&proposal, shipped().policy);
    let tax = order::tax_of_sale(&shipped(), &trying.buyer, &[], sub.renews_on());
    assert_eq!(renewal::next_charge(&sub, tax), None);
    let end = renewal::propose(&sub, tax, sub.renews_at()).expect("it is over");
    assert!(end.now.lines.is_empty());
    let after = end.becomes().expect("it ends");
    assert_eq!(after.state, SubscriptionState::Ended);
    let ends_on = after.cancellation.as_ref().map(|cancellation| cancellation.ends_on);
    assert_eq!(ends_on, Some(day("2027-01-15")));
}

/// A5: what is bought beside a trial is paid at once, and billed alone.
#[test]
fn one_order_may_buy_and_try() {
    let plans = vec![plan("webinars", "pro", false), plan("meetings", "pro", true)];
    let proposal = propose(&ask(plans, AfterTrial::Subscribe), &[], at("2027-01-01T10:00:00Z"));
    let proposal = proposal.expect("both may be had");
    assert_eq!(proposal.now.lines.len(), 1);
    assert_eq!(proposal.due().minor, 5 * 3_900 * 119 / 100);
    assert!(proposal.effects.contains(&Effect::IssueInvoice));
    assert_eq!(proposal.way_back, WayBack::UntilPaid);
    let next = proposal.next.expect("the trial's end comes first");
    assert_eq!((next.on, next.amount.minor), (day("2027-01-15"), 8_330));
}

/// A5: never twice of one product, and only where the tier has one.
#[test]
fn a_second_trial_is_refused() {
    let now = at("2027-01-01T10:00:00Z");
    let tried = ["meetings".parse().expect("a product")];
    let trying = ask(vec![plan("meetings", "plus", true)], AfterTrial::End);
    let refused = propose(&trying, &tried, now).expect_err("it was tried before");
    assert_eq!(refused.code(), "trial.tried_before");
    let bought = ask(vec![plan("meetings", "plus", false)], AfterTrial::End);
    assert!(propose(&bought, &tried, now).is_ok(), "it may be bought");
    let other = ask(vec![plan("webinars", "pro", true)], AfterTrial::End);
    assert!(propose(&other, &tried, now).is_ok(), "another product may be tried");
    let starter = ask(vec![plan("meetings", "starter", true)], AfterTrial::End);
    let refused = propose(&starter, &[], now).expect_err("it has no trial");
    assert_eq!(refused.code(), "trial.not_offered");
}

proptest! {
    /// A5, P2: whatever the days, announcements come in order inside of the trial, each once, and
    /// what the preview says of the first charge is what the trial's end takes.
    #[test]
    fn announcements_lie_inside_the_trial(
        start in 1_700_000_000i64..1_900_000_000,
        days in proptest::collection::btree_set(1u32..40, 0..6),
        keeps in any::<bool>(),
    ) {
        let reminder_days: Vec<u32> = days.into_iter().rev().collect();
        let policy = Policy { trial: TrialPolicy { reminder_days }, ..Policy::default() };
        let then = if keeps { AfterTrial::Subscribe } else { AfterTrial::End };
        let trying = ask(vec![plan("meetings", "pro", true)], then);
        let proposal = propose(&trying, &[], Timestamp::from_seconds(start)).expect("offered");
        let sub = opened(&proposal, policy);
        let (mut at, mut told) = (Timestamp::from_seconds(start), 0);
        while let Some(next) = trial::next_reminder(&sub, at) {
            prop_assert!(at < next && next < sub.renews_at());
            told += 1;
            prop_assert_eq!(trial::reminders_by(&sub, next), told);
            at = next;
        }
        let trial = sub.trial.clone().expect("a trial");
        let said = trial::reminder_days(&sub.policy.trial, &trial);
        prop_assert_eq!(u32::try_from(said.len()).expect("few"), told);

        let tax = order::tax_of_sale(&shipped(), &trying.buyer, &[], sub.renews_on());
        let end = renewal::propose(&sub, tax, sub.renews_at()).expect("due");
        let charged = proposal.next.map(|next| next.amount);
        prop_assert_eq!(charged.is_some(), keeps);
        prop_assert_eq!(end.now.total, charged.unwrap_or(Money::zero(Currency::EUR)));
    }
}
