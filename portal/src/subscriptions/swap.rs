//! `/subscriptions/{id}/swap`: the form that says which other product should take its place (C4).

use std::sync::Arc;

use app::order::change as changes;
use app::{App, offer};
use axum::Router;
use axum::extract::State;
use axum::response::Response;
use axum::routing::get;
use billing::subscription::Subscription;
use catalog::{Product, ProductId};
use people::roles::Permission;
use serde::Serialize;
use units::id::SubscriptionId;
use web::forms::{Asked, FieldErrors};
use web::{Face, Fields, Member, PageError, Path, urls};

use super::change::{Losing, Refused, elsewhere, losing};
use super::wish::first_of;
use crate::plan_form::{Desk, Line, Wanted};
use crate::plans::Hidden;

pub fn routes() -> Router<Face> {
    Router::new().route("/subscriptions/{id}/swap", get(show))
}

#[derive(Serialize)]
pub(super) struct SwapPage {
    name: String,
    /// To choose from, where there are several.
    products: Vec<Choice>,
    product: String,
    line: Option<Line>,
    review_href: String,
    back_href: String,
    errors: FieldErrors,
    refusal: Option<String>,
    /// Too many people have a licence: who of them loses theirs.
    losing: Option<Losing>,
    /// Who was chosen of other licences.
    chosen: Vec<Hidden>,
}

#[derive(Serialize)]
struct Choice {
    label: String,
    href: String,
    current: bool,
}

/// `GET /subscriptions/{id}/swap?product=…`: with fields in the address, those are in the form.
async fn show(
    State(app): State<Arc<App>>,
    member: Member,
    Path(id): Path<SubscriptionId>,
    Asked(typed): Asked,
) -> Result<Response, PageError> {
    member.needs(Permission::ManageBilling)?;
    let view = changes::view(&app, &member.who, id).await?;
    let offered = offer::look_at(&app, Some(member.who.account())).await?;
    let desk = Desk::of(&app, member.visit(), &offered);
    let sub = &view.subscribed.subscription;
    let page = page(&desk, &offered, sub, &typed, FieldErrors::default(), Refused::default());
    member.page("portal/subscription_swap.html", page).await
}

/// The products that may take the place of `sub`: sold here, and not subscribed to.
pub(super) fn others<'a>(
    desk: &Desk<'a>,
    offered: &offer::Offer,
    sub: &Subscription,
) -> Vec<&'a Product> {
    let taken = |id: &ProductId| offered.subscribed.iter().any(|(product, ..)| product == id);
    let products = desk.catalog.products.iter();
    let free = products.filter(|product| product.id != sub.product && !taken(&product.id));
    free.filter(|product| first_of(desk, sub, &product.id).is_some()).collect()
}

/// The form as it was typed; `errors` and `refused` say why it did not go on.
pub(super) fn page(
    desk: &Desk<'_>,
    offered: &offer::Offer,
    sub: &Subscription,
    typed: &Fields,
    errors: FieldErrors,
    refused: Refused<'_>,
) -> SwapPage {
    let others = others(desk, offered, sub);
    let asked: Option<ProductId> = typed.parsed("product");
    let chosen = others.iter().find(|product| Some(&product.id) == asked.as_ref());
    let chosen = chosen.or(others.first()).map(|product| product.id.clone());
    let mut plan = chosen.as_ref().and_then(|product| first_of(desk, sub, product));
    if let Some(plan) = plan.as_mut().filter(|_| typed.has("do")) {
        desk.read_plan(typed, plan, &mut Wanted::default());
    }
    let here = urls::swap_subscription(sub.id);
    let choice = |product: &&Product| Choice {
        label: product.name.get(desk.locale).to_owned(),
        href: urls::with_query(&here, &[("product", product.id.as_str())]),
        current: Some(&product.id) == chosen.as_ref(),
    };
    SwapPage {
        name: sub.name(),
        products: others.iter().map(choice).collect(),
        line: plan.and_then(|plan| desk.line(&plan, sub.currency, typed)),
        product: chosen.map(|product| product.to_string()).unwrap_or_default(),
        review_href: urls::review_subscription(sub.id),
        back_href: urls::subscription(sub.id),
        errors,
        refusal: refused.said,
        losing: refused.still.map(|still| losing(desk, still, typed)),
        chosen: refused.still.map_or_else(Vec::new, |still| elsewhere(still, typed)),
    }
}
