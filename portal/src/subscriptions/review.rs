//! `/subscriptions/{id}/review`: a change, an end or a return as a statement, before it is done
//! (P1, P2).
//!
//! What is asked stands in the address, so that going back loses nothing and the page can be opened
//! again.

use std::sync::Arc;

use app::order::change::{self as changes, Commit, Wish};
use app::order::{Accepted, ChangeRefusal, OrderError, Preview};
use app::{App, billing_overview, offer};
use axum::Router;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use axum::routing::get;
use billing::proposal::{Proposal, Title};
use billing::subscription::Subscription;
use people::roles::Permission;
use serde::Serialize;
use texts::Args;
use units::Date;
use units::id::{OrderId, SubscriptionId};
use web::forms::{Asked, FieldErrors};
use web::refusal::{Refusal as _, Refused};
use web::{Face, Fields, Form, Member, PageError, Path, limits, news, urls};

use super::{change, swap, wish};
use crate::plan_form::Desk;
use crate::plans::Hidden;
use crate::statement::{self, Action, Block, Fix, Reader, Statement, StatementForm, quantities};
use crate::{cards, checkout};

pub fn routes() -> Router<Face> {
    Router::new().route("/subscriptions/{id}/review", get(review).post(place))
}

#[derive(Serialize)]
struct ReviewPage {
    name: String,
    title: String,
    lead: String,
    back_href: String,
    /// When it happens and where money goes, where there is a choice; and what is chosen.
    choices_label: String,
    choices: Vec<Choice>,
    statement: Statement,
    form: StatementForm,
    /// Something changed since the last preview: this is the new one.
    moved: bool,
}

#[derive(Serialize)]
struct Choice {
    label: String,
    href: String,
    current: bool,
    note: Option<String>,
}

/// How the fields of documents to accept begin.
const ACCEPT: &str = "accept_";
/// Most documents that are accepted at once.
const ACCEPTED_MAX: usize = 10;

/// Why the statement is shown once more.
#[derive(Default)]
struct Anew {
    /// Something changed since the last preview: this is the new one.
    moved: bool,
    errors: FieldErrors,
}

/// The subscription and what is asked of it.
struct Desired {
    sub: Subscription,
    wish: Wish,
    fields: Fields,
}

/// `GET /subscriptions/{id}/review?do=…`
async fn review(
    State(app): State<Arc<App>>,
    member: Member,
    Path(id): Path<SubscriptionId>,
    Asked(fields): Asked,
) -> Result<Response, PageError> {
    member.needs(Permission::ManageBilling)?;
    let desired = match desired(&app, &member, id, fields).await? {
        Ok(desired) => desired,
        Err(refused) => return Ok(refused),
    };
    match changes::preview(&app, &member.who, id, &desired.wish).await {
        Ok(preview) => {
            let page = page(&app, &member, &desired, &preview, Anew::default()).await?;
            member.page("portal/subscription_review.html", page).await
        }
        Err(error) => refused(&app, &member, &desired, error).await,
    }
}

/// `POST /subscriptions/{id}/review`: the preview was seen, the button pressed.
async fn place(
    State(app): State<Arc<App>>,
    member: Member,
    Path(id): Path<SubscriptionId>,
    Form(fields): Form,
) -> Result<Response, PageError> {
    member.needs(Permission::ManageBilling)?;
    let order: OrderId =
        fields.parsed("order").ok_or_else(|| PageError::of_code("order.not_found"))?;
    let account = member.who.account();
    limits::take(&app, &[limits::ORDER_BY_ACCOUNT.for_account(account)]).await?;
    let desired = match desired(&app, &member, id, fields).await? {
        Ok(desired) => desired,
        Err(refused) => return Ok(refused),
    };
    let commit = Commit {
        version: None,
        order,
        subscription: id,
        wish: desired.wish.clone(),
        method: desired.fields.parsed("method"),
        accepted: accepted(&desired.fields),
        preview: desired.fields.text("preview").to_owned(),
    };
    match changes::commit(&app, &member.who, &commit).await {
        Ok(_) => done(&app, &member, &desired, order).await,
        Err(OrderError::Moved(fresh)) => {
            let anew = Anew { moved: true, ..Anew::default() };
            let page = page(&app, &member, &desired, &fresh, anew).await?;
            member.page_as(StatusCode::CONFLICT, "portal/subscription_review.html", page).await
        }
        Err(error @ OrderError::NotAccepted { .. }) => {
            not_accepted(&app, &member, &desired, error).await
        }
        Err(error) => refused(&app, &member, &desired, error).await,
    }
}

/// The documents whose boxes are ticked: each box carries the version that was shown.
fn accepted(fields: &Fields) -> Vec<Accepted> {
    let ticked = |(name, version): (&str, &str)| {
        let document = name.strip_prefix(ACCEPT)?;
        Some(Accepted { document: document.to_owned(), version: version.to_owned() })
    };
    fields.iter().filter_map(ticked).take(ACCEPTED_MAX).collect()
}

/// Nothing was done: the statement once more, with what is said beside the box.
async fn not_accepted(
    app: &App,
    member: &Member,
    desired: &Desired,
    error: OrderError,
) -> Result<Response, PageError> {
    let OrderError::NotAccepted { document, .. } = &error else { return Err(error.into()) };
    let mut errors = FieldErrors::default();
    let field = format!("{ACCEPT}{document}");
    errors.add(&app.texts, &member.locale, field, error.code(), &Args::new());
    let preview = changes::preview(app, &member.who, desired.sub.id, &desired.wish).await?;
    let anew = Anew { errors, ..Anew::default() };
    let page = page(app, member, desired, &preview, anew).await?;
    member.refused_page("portal/subscription_review.html", page).await
}

/// To the order where money is under way, else back to the subscription, which says what was done.
async fn done(
    app: &App,
    member: &Member,
    desired: &Desired,
    order: OrderId,
) -> Result<Response, PageError> {
    let view = app::order::view(app, &member.who, order).await?;
    if view.order.total.is_positive() {
        return Ok(Redirect::to(&urls::order(order)).into_response());
    }
    let subscription = view.subscription.unwrap_or(desired.sub.id);
    let said = match (&desired.wish, &view.order.proposal.title) {
        (Wish::Cancel(_), _) => "news-subscription-cancelled",
        (Wish::Swap(_), _) => "news-subscription-swapped",
        (Wish::Withdraw, _) => "news-subscription-withdrawn",
        (Wish::KeepAfterTrial, _) => "news-subscription-kept",
        (_, Title::Change { from: Some(_), .. }) => "news-subscription-planned",
        _ => "news-subscription-changed",
    };
    Ok(news::redirect(&urls::subscription(subscription), said))
}

/// What the fields ask of the subscription `id`; the form again, where they cannot be read.
async fn desired(
    app: &App,
    member: &Member,
    id: SubscriptionId,
    fields: Fields,
) -> Result<Result<Desired, Response>, PageError> {
    let sub = changes::view(app, &member.who, id).await?.subscribed.subscription;
    let offered = offer::look_at(app, Some(member.who.account())).await?;
    let desk = Desk::of(app, member.visit(), &offered);
    match wish::read(&desk, &sub, &fields) {
        Some(Ok(wish)) => Ok(Ok(Desired { sub, wish, fields })),
        Some(Err(wanted)) => {
            let (errors, offer) = (wanted.errors, &offered);
            let page = match fields.text("do") {
                "swap" => {
                    let refused = change::Refused::default();
                    let page = swap::page(&desk, offer, &sub, &fields, errors, refused);
                    member.refused_page("portal/subscription_swap.html", page).await?
                }
                _ => {
                    let page =
                        change::page(&desk, &sub, &fields, errors, change::Refused::default());
                    member.refused_page("portal/subscription_change.html", page).await?
                }
            };
            Ok(Err(page))
        }
        None => Ok(Err(Redirect::to(&urls::subscription(id)).into_response())),
    }
}

/// A change that cannot be goes back to its form with the reason; anything else is a page of its
/// own that leads back to the subscription.
async fn refused(
    app: &App,
    member: &Member,
    desired: &Desired,
    error: OrderError,
) -> Result<Response, PageError> {
    let of_the_form = matches!(error, OrderError::Change(_) | OrderError::Refused(_));
    if of_the_form && matches!(desired.wish, Wish::Change(_) | Wish::Swap(_)) {
        let offered = offer::look_at(app, Some(member.who.account())).await?;
        let desk = Desk::of(app, member.visit(), &offered);
        let key = web::refusal::text_key(error.code());
        let said = app.texts.get(&member.locale, &key, &error.args());
        let (errors, said) = (FieldErrors::default(), Some(said));
        let still = match &error {
            OrderError::Change(ChangeRefusal::StillAssigned(still)) => Some(still),
            _ => None,
        };
        let refused = change::Refused { said, still };
        if matches!(desired.wish, Wish::Swap(_)) {
            let (sub, fields) = (&desired.sub, &desired.fields);
            let page = swap::page(&desk, &offered, sub, fields, errors, refused);
            return member.refused_page("portal/subscription_swap.html", page).await;
        }
        let page = change::page(&desk, &desired.sub, &desired.fields, errors, refused);
        return member.refused_page("portal/subscription_change.html", page).await;
    }
    let has_way = Refused::of(&error).way.is_some();
    let page = PageError::from(error);
    match has_way {
        true => Err(page),
        false => Err(page.with_way("subscriptions-back", urls::subscription(desired.sub.id))),
    }
}

async fn page(
    app: &App,
    member: &Member,
    desired: &Desired,
    preview: &Preview,
    anew: Anew,
) -> Result<ReviewPage, PageError> {
    let offered = offer::look_at(app, Some(member.who.account())).await?;
    let methods = billing_overview::methods(app, &member.who).await?;
    let proposal = &preview.proposal;
    let pays_today = proposal.due().is_positive();
    let pays = pays_today || desired.wish == Wish::KeepAfterTrial;
    let choices = match pays {
        true => cards::choices(app, &member.locale, &methods, desired.sub.currency),
        false => Vec::new(),
    };
    let able: Vec<_> = methods.iter().filter(|kept| kept.takes(desired.sub.currency)).collect();
    let only = able.first().copied().filter(|_| pays_today && able.len() == 1);
    let card = only.map(|method| cards::words(&app.texts, &member.locale, method));
    let reader = Reader {
        texts: &app.texts,
        locale: &member.locale,
        zone: &member.zone,
        catalog: &offered.published.catalog,
    };
    let mut statement = statement::of(reader, proposal, card.as_deref());
    if matches!(proposal.title, Title::Change { .. }) {
        quantities::tell(&mut statement, reader, &desired.sub, proposal);
    }
    let back = back(desired);
    statement.actions.push(action(member.text("layout-back"), "secondary", Some(back.clone())));
    if pays && able.is_empty() {
        statement.blocks.push(no_card(member, desired));
    } else {
        let kind = if matches!(desired.wish, Wish::Cancel(_)) { "danger" } else { "primary" };
        statement.actions.push(action(button(app, member, proposal), kind, None));
    }
    let mut hidden = kept(desired);
    hidden.push(Hidden { name: "order".into(), value: order_id(app, desired).to_string() });
    hidden.push(Hidden { name: "preview".into(), value: preview.token.clone() });
    let method = choices.first().map(|choice| choice.value.clone());
    if let Some(only) = only {
        hidden.push(Hidden { name: "method".into(), value: only.id.to_string() });
    }
    let what = desired.fields.text("do").replace('_', "-");
    Ok(ReviewPage {
        name: desired.sub.name(),
        title: member.text(&format!("subscriptions-{what}-title")),
        lead: member.text(&format!("subscriptions-{what}-lead")),
        back_href: urls::subscription(desired.sub.id),
        choices_label: member.text(match desired.wish {
            Wish::Swap(_) => "subscriptions-rest",
            _ => "subscriptions-when",
        }),
        choices: ways(member, desired, proposal),
        statement,
        form: StatementForm {
            action: urls::review_subscription(desired.sub.id),
            hidden,
            methods: if only.is_some() { Vec::new() } else { choices },
            method,
            documents: checkout::document_choices(member.visit(), &preview.documents),
            accepted: accepted(&desired.fields).into_iter().map(|said| said.document).collect(),
            errors: anew.errors,
        },
        moved: anew.moved,
    })
}

fn action(label: String, kind: &'static str, href: Option<String>) -> Action {
    Action { label, kind, href, name: None, value: None }
}

/// One order per page that was shown: pressed twice, it is the same one.
fn order_id(app: &App, desired: &Desired) -> OrderId {
    desired.fields.parsed("order").unwrap_or_else(|| app.id())
}

/// What was asked, to be asked again.
fn kept(desired: &Desired) -> Vec<Hidden> {
    let own = ["order", "preview", "method"];
    let is_own = |name: &str| own.contains(&name) || name.starts_with(ACCEPT);
    let asked = desired.fields.iter().filter(|(name, _)| !is_own(name));
    asked
        .map(|(name, value)| Hidden { name: name.to_owned().into(), value: value.to_owned() })
        .collect()
}

/// Where "Back" leads: a change to its form, with what was typed.
fn back(desired: &Desired) -> String {
    let form = match desired.wish {
        Wish::Change(_) => urls::change_subscription(desired.sub.id),
        Wish::Swap(_) => urls::swap_subscription(desired.sub.id),
        _ => return urls::subscription(desired.sub.id),
    };
    let kept = kept(desired);
    let pairs: Vec<(&str, &str)> =
        kept.iter().map(|field| (&*field.name, field.value.as_str())).collect();
    urls::with_query(&form, &pairs)
}

fn no_card(member: &Member, desired: &Desired) -> Block {
    let again = kept(desired);
    let pairs: Vec<(&str, &str)> =
        again.iter().map(|field| (&*field.name, field.value.as_str())).collect();
    let here = urls::with_query(&urls::review_subscription(desired.sub.id), &pairs);
    let href = urls::with_query(cards::ADD_CARD, &[("return_to", &here)]);
    Block {
        text: member.text("billing-method-none"),
        objects: Vec::new(),
        fix: Some(Fix { label: member.text("payments-add"), href, method: None }),
    }
}

/// What the button does, in words.
fn button(app: &App, member: &Member, proposal: &Proposal) -> String {
    let due = proposal.due();
    let pays = if due.is_positive() { "-pay" } else { "" };
    let (key, args) = match &proposal.title {
        Title::Cancel { ends_on, .. } => {
            let later = proposal.becomes().is_some_and(Subscription::is_ending);
            let key =
                if later { "subscriptions-button-cancel" } else { "subscriptions-button-end" };
            (format!("{key}{pays}"), Args::new().with("date", *ends_on))
        }
        Title::Change { from: Some(date), .. } => {
            ("subscriptions-button-plan".to_owned(), Args::new().with("date", *date))
        }
        Title::Withdraw { .. } => ("subscriptions-button-withdraw".to_owned(), Args::new()),
        Title::Resume { .. } => (format!("subscriptions-button-resume{pays}"), Args::new()),
        Title::EndTrial { .. } => (format!("subscriptions-button-start{pays}"), Args::new()),
        Title::Swap { .. } => (format!("subscriptions-button-swap{pays}"), Args::new()),
        Title::KeepAfterTrial { on, .. } => {
            ("subscriptions-button-keep".to_owned(), Args::new().with("date", *on))
        }
        Title::Change { .. }
        | Title::Order { .. }
        | Title::Trial { .. }
        | Title::Renewal { .. } => (format!("subscriptions-button-change{pays}"), Args::new()),
    };
    app.texts.get(&member.locale, &key, &args.with("amount", due))
}

/// One way to do it: what is said in the address, and in words.
struct WayTo {
    when: &'static str,
    credit: &'static str,
    key: &'static str,
    note: Option<Date>,
    current: bool,
}

/// The choices the policy leaves open: when it happens, and where money goes that is given back.
fn ways(member: &Member, desired: &Desired, proposal: &Proposal) -> Vec<Choice> {
    let ways = match desired.wish {
        Wish::EndTrial | Wish::KeepAfterTrial => return ways_into_paying(member, desired),
        // What ends by itself can only be ended now, and nothing was paid that could go back.
        Wish::Cancel(_) if desired.sub.ends_with_trial() => Vec::new(),
        Wish::Cancel(_) => ways_to_cancel(&desired.sub, proposal),
        Wish::Change(_) => ways_to_change(proposal),
        Wish::Swap(_) => ways_to_swap(proposal),
        _ => Vec::new(),
    };
    let choice = |way: WayTo| {
        let kept = kept(desired);
        let same = kept.iter().filter(|field| !["when", "credit"].contains(&&*field.name));
        let mut pairs: Vec<(&str, &str)> =
            same.map(|field| (&*field.name, field.value.as_str())).collect();
        pairs.extend([("when", way.when), ("credit", way.credit)]);
        let href = urls::with_query(&urls::review_subscription(desired.sub.id), &pairs);
        let note = way.note.map(|date| member.face().texts().date(&member.locale, date));
        Choice { label: member.text(way.key), href, current: way.current, note }
    };
    ways.into_iter().map(choice).collect()
}

/// What is committed may end early, or when that ends: both are offered with their day.
fn ways_to_cancel(sub: &Subscription, proposal: &Proposal) -> Vec<WayTo> {
    let becomes = proposal.becomes();
    let later = becomes.filter(|after| after.is_ending()).and_then(Subscription::ends_on);
    let period = sub.renews_on();
    let promise = sub.commitment_ends_on().filter(|end| *end > period);
    let to_card = proposal.refund.is_some();
    let (balance, refund) = ("subscriptions-way-now-balance", "subscriptions-way-now-refund");
    let way = |when, credit, key, note, current| WayTo { when, credit, key, note, current };
    let note = promise.map(|_| period);
    let mut ways =
        vec![way("period_end", "balance", "subscriptions-way-later", note, later == Some(period))];
    if let Some(end) = promise {
        let key = "subscriptions-way-commitment";
        ways.push(way("commitment_end", "balance", key, promise, later == Some(end)));
    }
    if sub.in_trial() {
        ways.push(way("now", "balance", "subscriptions-way-now", None, later.is_none()));
        return ways;
    }
    ways.push(way("now", "balance", balance, None, later.is_none() && !to_card));
    ways.push(way("now", "refund", refund, None, later.is_none() && to_card));
    ways
}

fn ways_to_change(proposal: &Proposal) -> Vec<WayTo> {
    let later = matches!(proposal.title, Title::Change { from: Some(_), .. });
    let (gives_back, to_card) = (proposal.credit.is_some(), proposal.refund.is_some());
    let way = |when, credit, key, current| WayTo { when, credit, key, note: None, current };
    let mut ways = vec![way("renewal", "balance", "subscriptions-way-later", later)];
    if gives_back {
        let (balance, refund) = ("subscriptions-way-now-balance", "subscriptions-way-now-refund");
        ways.push(way("now", "balance", balance, !later && !to_card));
        ways.push(way("now", "refund", refund, !later && to_card));
    } else {
        ways.push(way("now", "balance", "subscriptions-way-now", !later));
    }
    ways
}

/// It happens now; what is too much goes one way or the other.
fn ways_to_swap(proposal: &Proposal) -> Vec<WayTo> {
    if proposal.credit.is_none() {
        return Vec::new();
    }
    let to_card = proposal.refund.is_some();
    let way = |credit, key, current| WayTo { when: "now", credit, key, note: None, current };
    vec![
        way("balance", "subscriptions-way-balance", !to_card),
        way("refund", "subscriptions-way-refund", to_card),
    ]
}

/// A trial that would end may be kept: after its free days, or at once.
fn ways_into_paying(member: &Member, desired: &Desired) -> Vec<Choice> {
    let sub = &desired.sub;
    if !sub.ends_with_trial() && !sub.is_ending() {
        return Vec::new();
    }
    let choice = |word: &str, key: &str, current: bool| Choice {
        label: member.text(key),
        href: urls::with_query(&urls::review_subscription(sub.id), &[("do", word)]),
        current,
        note: None,
    };
    let later = desired.wish == Wish::KeepAfterTrial;
    vec![
        choice("keep_after_trial", "subscriptions-way-after-trial", later),
        choice("end_trial", "subscriptions-way-now", !later),
    ]
}
