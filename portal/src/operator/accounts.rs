//! `/operator/accounts`: accounts found by name or address, and each with all it has.

use std::sync::Arc;

use app::App;
use app::operator::ROWS_MAX;
use app::operator::accounts::{self, AccountView};
use axum::Router;
use axum::extract::State;
use axum::response::Response;
use axum::routing::get;
use billing::subscription::SubscriptionState;
use serde::Serialize;
use texts::Texts;
use units::id::AccountId;
use units::{Date, Locale, Money, Timestamp, Zone};
use web::forms::Asked;
use web::{Face, Operator, PageError, Path, Visit, urls};

use super::orders::OrderLine;
use super::{Fact, account_href, console};
use crate::audit::{self, EntryLine, Paging};
use crate::state::State as Stand;

pub fn routes() -> Router<Face> {
    Router::new()
        .route(urls::OPERATOR_ACCOUNTS, get(list))
        .route("/operator/accounts/{id}", get(show))
}

#[derive(Serialize)]
struct AccountsPage {
    search: String,
    /// The list was cut.
    more: bool,
    accounts: Vec<AccountLine>,
}

#[derive(Serialize)]
struct AccountLine {
    name: String,
    href: String,
    opened: Date,
    plan: String,
    site: String,
}

/// `GET /operator/accounts?search=`
async fn list(
    State(app): State<Arc<App>>,
    operator: Operator,
    Asked(asked): Asked,
) -> Result<Response, PageError> {
    let search = asked.text("search");
    let found = accounts::list(&app, &console(&operator)?, search, &operator.locale).await?;
    let lines = found.iter().map(|line| AccountLine {
        name: line.account.name.clone(),
        href: account_href(line.account.id),
        opened: operator.zone.date(line.account.created_at),
        plan: line.plan.clone(),
        site: line.site.clone(),
    });
    let page = AccountsPage {
        search: search.to_owned(),
        more: u32::try_from(found.len()).is_ok_and(|count| count >= ROWS_MAX),
        accounts: lines.collect(),
    };
    operator.page("operator/accounts.html", page).await
}

#[derive(Serialize)]
struct AccountPage {
    name: String,
    payments_href: String,
    facts: Vec<Fact>,
    zone: Zone,
    people: Vec<PersonLine>,
    subscriptions: Vec<SubscriptionLine>,
    orders: Vec<OrderLine>,
    invoices: Vec<InvoiceLine>,
    entries: Vec<EntryLine>,
    paging: Paging,
}

#[derive(Serialize)]
struct PersonLine {
    name: String,
    email: String,
    roles: String,
    language: String,
}

#[derive(Serialize)]
struct SubscriptionLine {
    name: String,
    seats: u32,
    state: String,
    period_end: Timestamp,
}

#[derive(Serialize)]
struct InvoiceLine {
    number: String,
    href: String,
    issued: Timestamp,
    state: Stand,
    total: Money,
}

/// `GET /operator/accounts/{id}?before=`
async fn show(
    State(app): State<Arc<App>>,
    operator: Operator,
    Path(id): Path<AccountId>,
    Asked(asked): Asked,
) -> Result<Response, PageError> {
    let before: Option<i64> = asked.parsed("before");
    let console = console(&operator)?;
    let view = accounts::view(&app, &console, id, before, &operator.locale).await?;
    let page = account_page(&app.texts, operator.visit(), &view, before);
    operator.page("operator/account.html", page).await
}

fn account_page(
    texts: &Texts,
    visit: &Visit,
    view: &AccountView,
    before: Option<i64>,
) -> AccountPage {
    let locale = &visit.locale;
    let people = view.people.iter().map(|(person, roles)| PersonLine {
        name: person.name.clone(),
        email: person.email.to_string(),
        roles: roles
            .iter()
            .map(|role| role_name(texts, locale, role))
            .collect::<Vec<_>>()
            .join(", "),
        language: person.locale.to_string(),
    });
    let subscriptions = view.subscriptions.iter().map(|sub| SubscriptionLine {
        name: sub.items.first().map(|item| item.name.clone()).unwrap_or_default(),
        seats: sub.seats(),
        state: subscription_state(texts, locale, sub.state.word()),
        period_end: sub.period().end(),
    });
    let invoices = view.invoices.iter().map(|issued| InvoiceLine {
        number: issued.invoice.number.clone(),
        href: super::transfers::invoice_href(issued.invoice.account, issued.invoice.id),
        issued: issued.invoice.issued_at,
        state: match issued.is_paid() {
            true => Stand::good(texts.plain(locale, "invoices-state-paid")),
            false => Stand::warning(texts.plain(locale, "invoices-state-open")),
        },
        total: issued.invoice.draft.total,
    });
    let path = account_href(view.line.account.id);
    AccountPage {
        name: view.line.account.name.clone(),
        payments_href: super::payments::payments_href(view.line.account.id),
        facts: facts(texts, visit, view),
        zone: visit.zone.clone(),
        people: people.collect(),
        subscriptions: subscriptions.collect(),
        orders: view.orders.iter().map(|order| OrderLine::of(texts, locale, order)).collect(),
        invoices: invoices.collect(),
        entries: audit::entry_lines(texts, locale, &view.trail),
        paging: audit::paging(&view.trail, &path, before),
    }
}

fn facts(texts: &Texts, visit: &Visit, view: &AccountView) -> Vec<Fact> {
    let account = &view.line.account;
    let opened = texts.datetime(&visit.locale, account.created_at, &visit.zone);
    [
        ("operator-plan", view.line.plan.clone()),
        ("operator-site", view.line.site.clone()),
        ("operator-opened", opened),
        ("operator-language", account.locale.to_string()),
        ("operator-account", account.id.to_string()),
    ]
    .into_iter()
    .map(|(key, text)| Fact { label: texts.plain(&visit.locale, key), text, href: None })
    .collect()
}

fn role_name(texts: &Texts, locale: &Locale, role: &str) -> String {
    texts.plain(locale, &format!("operator-role-{}", role.replace('_', "-")))
}

/// Its word where it has no text that stands alone.
fn subscription_state(texts: &Texts, locale: &Locale, word: &str) -> String {
    if word == SubscriptionState::Trialing.word() {
        return texts.plain(locale, "billing-trial");
    }
    let key = format!("billing-state-{}", word.replace('_', "-"));
    match texts.has(&key) && word != "pending_cancellation" {
        true => texts.plain(locale, &key),
        false => word.to_owned(),
    }
}
