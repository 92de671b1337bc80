//! `/subscriptions/{id}`: what one subscription is, what comes next, and the ways to change it
//! (C1 to C7).

mod change;
mod review;
mod swap;
mod wish;

use std::sync::Arc;

use app::App;
use app::offer;
use app::order::change::{self as changes, SubscriptionView};
use axum::Router;
use axum::extract::State;
use axum::response::Response;
use axum::routing::get;
use billing::billed::item_of;
use billing::commitment::CommittedUntil;
use billing::subscription::{Subscription, SubscriptionState};
use people::roles::Permission;
use serde::Serialize;
use texts::Args;
use units::id::SubscriptionId;
use units::{Date, Money};
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
    from: Date,
    last_day: Date,
    next: Option<Next>,
    /// What is promised, and what ending it early costs.
    committed: Option<Committed>,
    change_href: Option<String>,
    swap_href: Option<String>,
    cancel_href: Option<String>,
    resume_href: Option<String>,
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
    let period = sub.period();
    let desk = Desk::of(&app, member.visit(), &offered);
    let changes = may && !is_over && !sub.is_ending() && view.unpaid.is_none();
    let swaps = changes && !swap::others(&desk, &offered, sub).is_empty();
    let page = SubscriptionPage {
        name: sub.name(),
        state: overview::state(reader, sub),
        news: news(&member, reader, &view, may),
        items: sub.items.iter().map(|item| line(reader, sub, item)).collect(),
        price: sub.price(),
        interval: member.text(&format!("billing-interval-{}", sub.anchor.interval.word())),
        from: sub.anchor.zone.date(period.start()),
        last_day: last_day(sub),
        next: view.subscribed.next.map(|next| Next { on: next.on, amount: next.amount }),
        // Paying comes first: nothing is worked out on top of what is open.
        change_href: changes.then(|| urls::change_subscription(id)),
        swap_href: swaps.then(|| urls::swap_subscription(id)),
        committed: committed(reader, sub),
        cancel_href: (may && !is_over && !sub.is_ending()).then(|| review("cancel")),
        resume_href: (may && is_over).then(|| review("resume")),
    };
    member.page("portal/subscription.html", page).await
}

fn committed(reader: Reader<'_>, sub: &Subscription) -> Option<Committed> {
    let promised = CommittedUntil::of(sub)?;
    let hint = commitment::hint(reader.texts, reader.locale, promised.fee);
    Some(Committed { until: promised.until, hint })
}

/// The last day that is paid for; the end where it came sooner.
fn last_day(sub: &Subscription) -> Date {
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
