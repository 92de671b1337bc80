//! `/subscriptions/{id}`: what one subscription is, what comes next, and the ways to change it
//! (C1 to C7).

mod change;
mod review;
mod swap;
mod wish;

use std::sync::Arc;

use app::App;
use app::offer;
use app::order::OrderError;
use app::order::change::{self as changes, SubscriptionView};
use axum::Router;
use axum::extract::State;
use axum::response::Response;
use axum::routing::get;
use billing::billed::item_of;
use billing::commitment::CommittedUntil;
use billing::subscription::{Subscription, SubscriptionState, Trial};
use people::roles::Permission;
use serde::Serialize;
use texts::Args;
use units::id::SubscriptionId;
use units::{Date, Money};
use web::refusal::Refusal as _;
use web::{Face, Member, PageError, Path, urls};

use crate::billing as overview;
use crate::commitment;
use crate::order::Standing;
use crate::plan_form::Desk;
use crate::statement::Reader;

pub fn routes() -> Router<Face> {
    Router::new()
        .route("/subscriptions/{id}", get(show))
        .merge(change::routes())
        .merge(review::routes())
        .merge(swap::routes())
}

#[derive(Serialize)]
struct SubscriptionPage {
    name: String,
    state: Standing,
    /// What is waiting, with its way back.
    news: Option<News>,
    items: Vec<ItemLine>,
    /// Net, for one period.
    price: Money,
    interval: String,
    /// "Present period", or the trial.
    period: String,
    from: Date,
    last_day: Date,
    next: Option<Next>,
    /// In a trial that ends by itself: what subscribing would take.
    if_kept: Option<Next>,
    /// Where one subscribes in such a trial.
    subscribe_href: Option<String>,
    /// What is promised, and what ending it early costs.
    committed: Option<Committed>,
    change_href: Option<String>,
    swap_href: Option<String>,
    cancel: Option<Link>,
    resume: Option<Link>,
}

#[derive(Serialize)]
struct Committed {
    until: Date,
    hint: String,
}

#[derive(Serialize)]
struct News {
    text: String,
    tone: &'static str,
    link: Option<Link>,
}

#[derive(Serialize)]
struct Link {
    label: String,
    href: String,
}

#[derive(Serialize)]
struct ItemLine {
    text: String,
    unit: Money,
    amount: Money,
}

#[derive(Serialize)]
struct Next {
    on: Date,
    amount: Money,
}

/// `GET /subscriptions/{id}`
async fn show(
    State(app): State<Arc<App>>,
    member: Member,
    Path(id): Path<SubscriptionId>,
) -> Result<Response, PageError> {
    let view = changes::view(&app, &member.who, id).await?;
    let offered = offer::look_at(&app, Some(member.who.account())).await?;
    let reader = Reader {
        texts: &app.texts,
        locale: &member.locale,
        zone: &member.zone,
        catalog: &offered.published.catalog,
    };
    let may = member.who.actor.may(Permission::ManageBilling);
    let sub = &view.subscribed.subscription;
    let is_over = sub.state == SubscriptionState::Ended;
    let review = |wish: &str| urls::with_query(&urls::review_subscription(id), &[("do", wish)]);
    let desk = Desk::of(&app, member.visit(), &offered);
    let changes = may && !is_over && !sub.is_ending() && view.unpaid.is_none();
    let swaps = changes && !swap::others(&desk, &offered, sub).is_empty();
    let (ends_with_trial, tried) = (sub.ends_with_trial(), trial_alone(sub).is_some());
    let next = |next: app::billing_overview::NextCharge| Next { on: next.on, amount: next.amount };
    // Whoever only tried it does not come back: it begins.
    let back = if tried { "subscriptions-subscribe" } else { "subscriptions-come-back" };
    let back = member.text(back);
    let if_kept = view.subscribed.if_kept.filter(|_| ends_with_trial).map(next);
    let page = SubscriptionPage {
        name: sub.name(),
        state: overview::state(reader, sub),
        news: news(&member, reader, &view, may),
        items: sub.items.iter().map(|item| line(reader, sub, item)).collect(),
        price: sub.price(),
        interval: member.text(&format!("billing-interval-{}", sub.anchor.interval.word())),
        period: member.text(if tried { "billing-trial" } else { "subscriptions-period" }),
        from: first_day(sub),
        last_day: last_day(sub).max(first_day(sub)),
        next: view.subscribed.next.map(next),
        if_kept,
        subscribe_href: (may && ends_with_trial).then(|| review("keep_after_trial")),
        // Paying comes first: nothing is worked out on top of what is open.
        change_href: changes.then(|| urls::change_subscription(id)),
        swap_href: swaps.then(|| urls::swap_subscription(id)),
        committed: committed(reader, sub),
        cancel: (may && !is_over && !sub.is_ending()).then(|| cancel(&member, sub)),
        resume: (may && is_over).then(|| Link { label: back, href: review("resume") }),
    };
    member.page("portal/subscription.html", page).await
}

fn committed(reader: Reader<'_>, sub: &Subscription) -> Option<Committed> {
    let promised = CommittedUntil::of(sub)?;
    let hint = commitment::hint(reader.texts, reader.locale, promised.fee);
    Some(Committed { until: promised.until, hint })
}

/// What ends by itself can only be ended sooner.
fn cancel(member: &Member, sub: &Subscription) -> Link {
    let (key, when) = match sub.ends_with_trial() {
        true => ("subscriptions-end-now", "now"),
        false => ("subscriptions-cancel", "period_end"),
    };
    let wish = [("do", "cancel"), ("when", when)];
    let href = urls::with_query(&urls::review_subscription(sub.id), &wish);
    Link { label: member.text(key), href }
}

/// Has it only ever been tried?
fn trial_alone(sub: &Subscription) -> Option<&Trial> {
    let before = sub.cancellation.as_ref().map(|cancellation| cancellation.before);
    let ended_in_it =
        sub.state == SubscriptionState::Ended && before == Some(SubscriptionState::Trialing);
    sub.trial.as_ref().filter(|_| sub.in_trial() || ended_in_it)
}

/// The first day of the present period, or of the trial.
fn first_day(sub: &Subscription) -> Date {
    let period = || sub.anchor.zone.date(sub.period().start());
    trial_alone(sub).map_or_else(period, |trial| trial.from)
}

/// The last day that is paid for, or free; the end where it came sooner.
fn last_day(sub: &Subscription) -> Date {
    if let Some(trial) = sub.trial.as_ref().filter(|_| sub.in_trial()) {
        return trial.last_day();
    }
    let ended = sub.cancellation.as_ref().filter(|_| sub.state == SubscriptionState::Ended);
    let first_without = match ended {
        Some(cancellation) => cancellation.ends_on,
        None => sub.anchor.zone.date(sub.period().end()),
    };
    first_without.yesterday().unwrap_or(first_without)
}

/// What needs the reader: an unpaid invoice before anything else, then what is going to happen.
fn news(member: &Member, reader: Reader<'_>, view: &SubscriptionView, may: bool) -> Option<News> {
    let sub = &view.subscribed.subscription;
    let text = |key: &str, args: Args| reader.texts.get(reader.locale, key, &args);
    let undo = || {
        let href = urls::with_query(&urls::review_subscription(sub.id), &[("do", "withdraw")]);
        may.then(|| Link { label: member.text("subscriptions-undo"), href })
    };
    if let Some(payment) = &view.under_way {
        let label = member.text("error-way-invoice");
        let error = OrderError::UnderWay(payment.clone());
        let key = web::refusal::text_key(error.code());
        return Some(News {
            text: text(&key, error.args()),
            tone: "warning",
            link: Some(Link { label, href: urls::invoice(payment.invoice) }),
        });
    }
    if let Some(issued) = &view.unpaid {
        let label = member.text("subscriptions-pay-now");
        return Some(News {
            text: text("subscriptions-unpaid", Args::new().with("open", issued.open())),
            tone: "warning",
            link: Some(Link { label, href: urls::invoice(issued.invoice.id) }),
        });
    }
    if sub.is_ending() {
        let date = sub.ends_on().unwrap_or(sub.renews_on());
        return Some(News {
            text: text("subscriptions-ends", Args::new().with("date", date)),
            tone: "warning",
            link: undo(),
        });
    }
    if let Some(trial) = sub.trial.as_ref().filter(|_| sub.in_trial()) {
        return Some(trial_news(member, reader, view, trial, may));
    }
    if let Some(planned) = &sub.scheduled {
        let item = planned.items.first()?;
        let named = item_of(sub.product.as_str(), planned.tier.as_str(), item);
        let args = Args::new()
            .with("date", sub.renews_on())
            .with("name", item.name.as_str())
            .with("seats", reader.counted(Some(&named), item.quantity));
        return Some(News {
            text: text("subscriptions-planned", args),
            tone: "good",
            link: undo(),
        });
    }
    (sub.state == SubscriptionState::Ended).then(|| News {
        text: member.text("subscriptions-over"),
        tone: "good",
        link: None,
    })
}

/// How long it is free, and what follows.
fn trial_news(
    member: &Member,
    reader: Reader<'_>,
    view: &SubscriptionView,
    trial: &Trial,
    may: bool,
) -> News {
    let sub = &view.subscribed.subscription;
    let args = Args::new().with("last", trial.last_day()).with("date", trial.to);
    match view.subscribed.next {
        Some(next) => {
            let args = args.with("amount", next.amount);
            let wish = [("do", "end_trial")];
            let href = urls::with_query(&urls::review_subscription(sub.id), &wish);
            let label = member.text("subscriptions-button-start");
            News {
                text: reader.texts.get(reader.locale, "subscriptions-trial-goes-on", &args),
                tone: "good",
                link: may.then_some(Link { label, href }),
            }
        }
        None => News {
            text: reader.texts.get(reader.locale, "subscriptions-trial-ends", &args),
            tone: "warning",
            link: None,
        },
    }
}

fn line(
    reader: Reader<'_>,
    sub: &Subscription,
    item: &billing::subscription::SubscribedItem,
) -> ItemLine {
    let named = item_of(sub.product.as_str(), sub.tier.as_str(), item);
    let args = Args::new()
        .with("name", item.name.as_str())
        .with("seats", reader.counted(Some(&named), item.quantity));
    ItemLine {
        text: reader.texts.get(reader.locale, "statement-title-order", &args),
        unit: item.unit,
        amount: item.unit.times(item.quantity),
    }
}
