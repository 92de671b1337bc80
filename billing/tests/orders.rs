//! Orders and renewals as pure functions, over anything that can be bought from the shipped
//! catalog.

use billing::invoice::{Buyer, Invoice, Seller};
use billing::ledger;
use billing::order::{self, AddOnAsk, Ask, Facts, OrderRefusal, PlanAsk};
use billing::proposal::{Effect, Proposal};
use billing::renewal::{self, NotRenewed};
use billing::subscription::{AfterTrial, Subscription, SubscriptionState};
use catalog::Catalog;
use proptest::prelude::*;
use units::{Anchor, Currency, Id, Interval, Locale, Money, PostalAddress, Timestamp, Zone};

fn shipped() -> Catalog {
    Catalog::parse(catalog::SHIPPED_FILE, catalog::SHIPPED_TEXT).expect("it ships valid").0
}

fn buyer(country: &str) -> Buyer {
    Buyer {
        address: PostalAddress {
            name: "Ada Example".to_owned(),
            street: "Lindenweg 7".to_owned(),
            postcode: "10115".to_owned(),
            city: "Berlin".to_owned(),
            region: String::new(),
            country: country.parse().expect("a country"),
        },
        vat_id: None,
        email: "ada@example.org".to_owned(),
    }
}

fn ask(tier: &str, seats: u32, interval: Interval, currency: Currency, country: &str) -> Ask {
    Ask {
        plans: vec![PlanAsk {
            product: "meetings".parse().expect("a product"),
            tier: tier.parse().expect("a tier"),
            interval,
            seats,
            add_ons: Vec::new(),
            committed: false,
            trial: false,
        }],
        currency,
        buyer: buyer(country),
        site_name: Some("ada".to_owned()),
        after_trial: AfterTrial::Subscribe,
    }
}

fn propose(ask: &Ask, zone: &Zone, at: Timestamp) -> Result<Proposal, OrderRefusal> {
    let (catalog, locale) = (shipped(), Locale::english());
    let facts = Facts {
        catalog: &catalog,
        subscriptions: &[],
        tried: &[],
        zone,
        locale: &locale,
        currency: None,
        exemptions: &[],
        balance: Money::zero(ask.currency),
        site_address: "meet-eu.example.org".to_owned(),
        new_site_address: "ada.my.example.org".to_owned(),
        meetings: 3,
    };
    order::propose(&facts, ask, at)
}

/// The subscription the proposal would open.
fn opened(proposal: &Proposal, zone: &Zone) -> Subscription {
    let draft = proposal.effects.iter().find_map(|effect| match effect {
        Effect::OpenSubscription(draft) => Some(draft.clone()),
        _ => None,
    });
    let draft = draft.expect("it opens a subscription");
    Subscription {
        id: Id::from_parts(proposal.as_of, [1; 10]),
        account: Id::from_parts(proposal.as_of, [2; 10]),
        order: Id::from_parts(proposal.as_of, [3; 10]),
        product: draft.product,
        tier: draft.tier,
        currency: proposal.now.currency,
        anchor: Anchor::at(draft.anchor_date, zone.clone(), draft.interval),
        policy: shipped().policy,
        catalog_number: 1,
        period_index: 0,
        state: SubscriptionState::Active,
        items: draft.items,
        scheduled: None,
        cancellation: None,
        trial: None,
        commitment: draft.commitment,
    }
}

fn issued(proposal: &Proposal) -> Invoice {
    let catalog = shipped();
    Invoice {
        id: Id::from_parts(proposal.as_of, [4; 10]),
        account: Id::from_parts(proposal.as_of, [2; 10]),
        number: "P-1".to_owned(),
        issued_at: proposal.as_of,
        issued_on: Zone::utc().date(proposal.as_of),
        due_on: Zone::utc().date(proposal.as_of),
        locale: Locale::english(),
        seller: Seller {
            address: catalog.seller.address.clone(),
            vat_id: None,
            tax_number: None,
            registration: None,
            email: catalog.seller.email.to_string(),
            bic: None,
            iban: None,
        },
        buyer: buyer("DE"),
        draft: proposal.now.clone(),
        order_reference: None,
    }
}

fn any_interval() -> impl Strategy<Value = Interval> {
    prop_oneof![Just(Interval::Monthly), Just(Interval::Annual)]
}

fn any_currency() -> impl Strategy<Value = Currency> {
    prop_oneof![Just(Currency::EUR), Just(Currency::USD), Just(Currency::JPY), Just(Currency::KWD)]
}

proptest! {
    /// P1, P2: the same facts, ask and moment give the same digest; totals add up; what the
    /// preview says about the renewal is what the renewal takes; the books balance.
    #[test]
    fn proposals_hold_what_they_say(
        seats in 1u32..100,
        tier in prop_oneof![Just("starter"), Just("pro"), Just("plus")],
        interval in any_interval(),
        currency in any_currency(),
        country in prop_oneof![Just("DE"), Just("FR"), Just("US"), Just("JP")],
        seconds in 1_700_000_000i64..2_200_000_000,
        zone in prop_oneof![Just("UTC"), Just("Europe/Berlin"), Just("Pacific/Auckland")],
    ) {
        let zone: Zone = zone.parse().expect("a zone");
        let at = Timestamp::from_seconds(seconds);
        let ask = ask(tier, seats, interval, currency, country);
        let proposal = match propose(&ask, &zone, at) {
            Ok(proposal) => proposal,
            Err(OrderRefusal::SeatsOutOfRange { .. }) => return Ok(()),
            Err(other) => panic!("{other}"),
        };
        prop_assert_eq!(proposal.digest(), propose(&ask, &zone, at).expect("again").digest());
        let later = propose(&ask, &zone, at.plus_seconds(1)).expect("a second later");
        prop_assert_ne!(proposal.digest(), later.digest());

        let sum = Money::sum(currency, proposal.now.lines.iter().map(|line| line.amount));
        prop_assert_eq!(proposal.now.net, sum);
        prop_assert_eq!(proposal.now.total, proposal.now.net.plus(proposal.now.tax));

        let sub = opened(&proposal, &zone);
        let tax = proposal.now.lines[0].tax;
        let next = proposal.next.clone().expect("it renews");
        prop_assert_eq!(next.amount, renewal::next_amount(&sub, tax));
        prop_assert_eq!(next.on, sub.renews_on());

        let end = sub.period().end();
        prop_assert_eq!(
            renewal::propose(&sub, tax, end.plus_seconds(-1)),
            Err(NotRenewed::NotDue)
        );
        let renewed = renewal::propose(&sub, tax, end).expect("due");
        prop_assert_eq!(renewed.now.total, next.amount);

        let entry = ledger::invoice_issued(&issued(&proposal));
        let legs = Money::sum(currency, entry.legs.iter().map(|leg| leg.amount));
        prop_assert!(legs.is_zero());
    }
}

fn refused(ask: &Ask) -> &'static str {
    let at = Timestamp::from_seconds(1_800_000_000);
    propose(ask, &Zone::utc(), at).expect_err("it is refused").code()
}

/// B3: what cannot be bought is refused with its code.
#[test]
fn what_cannot_be_bought_is_refused() {
    let good = ask("pro", 5, Interval::Monthly, Currency::EUR, "DE");
    let empty = Ask { plans: Vec::new(), ..good.clone() };
    assert_eq!(refused(&empty), "order.empty");

    let mut unknown = good.clone();
    unknown.plans[0].tier = "gold".parse().expect("a code");
    assert_eq!(refused(&unknown), "order.not_sold");

    let mut free = good.clone();
    free.plans[0].tier = "free".parse().expect("a code");
    assert_eq!(refused(&free), "order.not_sold");

    let mut none = good.clone();
    none.plans[0].seats = 0;
    assert_eq!(refused(&none), "order.seats_out_of_range");

    let mut wrong = good.clone();
    wrong.plans[0].add_ons =
        vec![AddOnAsk { add_on: "sauna".parse().expect("a code"), quantity: 1 }];
    assert_eq!(refused(&wrong), "order.add_on_not_offered");

    let mut twice = good.clone();
    twice.plans.push(good.plans[0].clone());
    assert_eq!(refused(&twice), "order.already_subscribed");
}

/// A4: add-ons are billed beside the seats, at their own price.
#[test]
fn call_me_is_billed_by_the_licence() {
    let mut with = ask("pro", 5, Interval::Monthly, Currency::EUR, "DE");
    let add_on = "call_me_domestic".parse().expect("a code");
    with.plans[0].add_ons = vec![AddOnAsk { add_on, quantity: 2 }];
    let at = Timestamp::from_seconds(1_800_000_000);
    let proposal = propose(&with, &Zone::utc(), at).expect("it is sold");
    assert_eq!(proposal.now.lines.len(), 2);
    assert_eq!(proposal.now.lines[1].quantity, 2);
}
