//! `/billing`: what the account is subscribed to, what it pays with, what comes next (D1, D2).

use std::sync::Arc;

use app::billing_overview::{self, Method, Overview, Subscribed};
use app::{App, offer};
use axum::Router;
use axum::extract::State;
use axum::response::Response;
use axum::routing::get;
use billing::invoice::{Buyer, Item};
use billing::subscription::{Subscription, SubscriptionState};
use people::roles::Permission;
use serde::Serialize;
use texts::Args;
use units::{Date, Money};
use web::{Face, Member, PageError, urls};

use crate::cards;
use crate::credit::{self, LeavingLine};
use crate::invoices::{self, InvoiceLine};
use crate::order::Standing;
use crate::statement::Reader;

pub fn routes() -> Router<Face> {
    Router::new().route(urls::BILLING, get(show))
}

#[derive(Serialize)]
struct BillingPage {
    subscriptions: Vec<Line>,
    next: Option<Next>,
    /// What is open, one line for each currency; empty when nothing is.
    balance: Vec<Money>,
    /// To the account's credit, likewise.
    credit: Vec<Money>,
    /// Credit that is on its way back.
    leaving: Vec<LeavingLine>,
    methods: Vec<MethodLine>,
    /// Where a card is added; none without the permission.
    add_card_href: Option<&'static str>,
    invoices: Vec<InvoiceLine>,
    billed_to: Vec<String>,
    upgrade_href: Option<&'static str>,
    /// Where another product is bought beside.
    add_href: Option<&'static str>,
}

#[derive(Serialize)]
struct Line {
    href: String,
    /// Where what is pending can be taken back.
    undo_href: Option<String>,
    /// Where one subscribes in a trial that ends by itself.
    subscribe_href: Option<String>,
    name: String,
    seats: String,
    state: Standing,
    renews: Option<String>,
    /// Net, for one period.
    amount: Money,
    interval: String,
    /// Add-ons beside the seats.
    add_ons: Vec<String>,
}

#[derive(Serialize)]
struct Next {
    on: Date,
    amount: Money,
}

#[derive(Serialize)]
struct MethodLine {
    label: String,
    hint: Option<String>,
    default: bool,
}

/// `GET /billing`
async fn show(State(app): State<Arc<App>>, member: Member) -> Result<Response, PageError> {
    let overview = billing_overview::overview(&app, &member.who).await?;
    let offered = offer::look_at(&app, Some(member.who.account())).await?;
    let reader = Reader {
        texts: &app.texts,
        locale: &member.locale,
        zone: &member.zone,
        catalog: &offered.published.catalog,
    };
    let entitled = overview.subscriptions.iter().any(|each| each.subscription.state.entitles());
    let may_pay = member.who.actor.may(Permission::ManageBilling);
    let today = member.zone.date(app.now());
    let newest = overview.invoices.iter().map(|issued| invoices::line(&member, issued, today));
    let page = BillingPage {
        subscriptions: overview.subscriptions.iter().map(|each| line(reader, each)).collect(),
        next: next(&overview),
        balance: overview.open.clone(),
        credit: overview.credit.clone(),
        leaving: credit::leaving(&app, &member, &overview.leaving),
        methods: methods(&app, &member, &overview.methods),
        add_card_href: may_pay.then_some(cards::ADD_CARD),
        invoices: newest.collect(),
        billed_to: overview.buyer.map(|buyer| billed_to(&member, &buyer)).unwrap_or_default(),
        upgrade_href: (!entitled && may_pay).then_some(urls::PLANS),
        add_href: (entitled && may_pay).then_some(urls::PLANS),
    };
    member.page("portal/billing.html", page).await
}

fn line(reader: Reader<'_>, each: &Subscribed) -> Line {
    let sub = &each.subscription;
    let texts = reader.texts;
    let seats = sub.items.iter().find(|item| item.add_on.is_none());
    let name = seats.map(|item| item.name.clone()).unwrap_or_default();
    let item = Item::Seats {
        product: sub.product.to_string(),
        tier: sub.tier.to_string(),
        name: name.clone(),
    };
    let add_ons = sub.items.iter().filter_map(|bought| {
        let add_on = bought.add_on.as_ref()?.to_string();
        let item = Item::AddOn { add_on, name: bought.name.clone() };
        let args = Args::new()
            .with("name", bought.name.as_str())
            .with("seats", reader.counted(Some(&item), bought.quantity));
        Some(texts.get(reader.locale, "statement-title-order", &args))
    });
    let interval = format!("billing-interval-{}", sub.anchor.interval.word());
    let undo = urls::with_query(&urls::review_subscription(sub.id), &[("do", "withdraw")]);
    let keep = urls::with_query(&urls::review_subscription(sub.id), &[("do", "keep_after_trial")]);
    Line {
        subscribe_href: sub.ends_with_trial().then_some(keep),
        href: urls::subscription(sub.id),
        undo_href: (sub.is_ending() || sub.scheduled.is_some()).then_some(undo),
        name,
        seats: reader.counted(Some(&item), sub.seats()),
        state: state(reader, sub),
        renews: renews(reader, each),
        amount: sub.price(),
        interval: texts.plain(reader.locale, &interval),
        add_ons: add_ons.collect(),
    }
}

pub fn state(reader: Reader<'_>, sub: &Subscription) -> Standing {
    let key = format!("billing-state-{}", sub.state.word().replace('_', "-"));
    let date = match &sub.trial {
        Some(trial) if sub.state == SubscriptionState::Trialing => trial.last_day(),
        _ => sub.ends_on().filter(|_| sub.is_ending()).unwrap_or(sub.renews_on()),
    };
    let args = Args::new().with("date", date);
    Standing {
        text: reader.texts.get(reader.locale, &key, &args),
        tone: match sub.state {
            SubscriptionState::Active | SubscriptionState::Trialing => Some("good"),
            SubscriptionState::PastDue | SubscriptionState::PendingCancellation => Some("warning"),
            SubscriptionState::Suspended => Some("danger"),
            SubscriptionState::Ended => None,
        },
    }
}

fn renews(reader: Reader<'_>, each: &Subscribed) -> Option<String> {
    let sub = &each.subscription;
    if sub.state == SubscriptionState::Trialing {
        return Some(match each.next {
            Some(next) => {
                let args = Args::new().with("date", next.on).with("amount", next.amount);
                reader.texts.get(reader.locale, "billing-trial-goes-on", &args)
            }
            None => reader.texts.plain(reader.locale, "billing-trial-ends"),
        });
    }
    let renewing = matches!(sub.state, SubscriptionState::Active | SubscriptionState::PastDue);
    let args = Args::new().with("date", sub.renews_on());
    renewing.then(|| reader.texts.get(reader.locale, "billing-renews", &args))
}

/// The earliest charge; what is charged that day together is added up.
fn next(overview: &Overview) -> Option<Next> {
    let charges = || overview.subscriptions.iter().filter_map(|each| each.next);
    let on = charges().map(|charge| charge.on).min()?;
    let currency = charges().find(|charge| charge.on == on)?.amount.currency;
    let together = charges()
        .filter(|charge| charge.on == on && charge.amount.currency == currency)
        .map(|charge| charge.amount);
    Some(Next { on, amount: Money::sum(currency, together) })
}

fn methods(app: &App, member: &Member, methods: &[Method]) -> Vec<MethodLine> {
    let line = |(place, method): (usize, &Method)| MethodLine {
        label: cards::words(&app.texts, &member.locale, method),
        hint: cards::hint(app, &member.locale, method, false),
        default: place == 0,
    };
    methods.iter().enumerate().map(line).collect()
}

/// The buyer as on an envelope, the VAT number last.
fn billed_to(member: &Member, buyer: &Buyer) -> Vec<String> {
    invoices::address_lines(member, &buyer.address, buyer.vat_id.as_ref().map(ToString::to_string))
}
