//! `/subscriptions/{id}/change`: the form that says what a subscription should become.

use std::sync::Arc;

use app::order::change as changes;
use app::{App, offer};
use axum::Router;
use axum::extract::State;
use axum::response::Response;
use axum::routing::get;
use billing::subscription::Subscription;
use people::roles::Permission;
use serde::Serialize;
use units::id::SubscriptionId;
use web::forms::{Asked, FieldErrors};
use web::{Face, Fields, Member, PageError, Path, urls};

use super::wish::as_plan;
use crate::plan_form::{Desk, Line, Wanted};

pub fn routes() -> Router<Face> {
    Router::new().route("/subscriptions/{id}/change", get(show))
}

#[derive(Serialize)]
pub(super) struct ChangePage {
    name: String,
    line: Option<Line>,
    review_href: String,
    back_href: String,
    errors: FieldErrors,
    refusal: Option<String>,
}

/// `GET /subscriptions/{id}/change`: with fields in the address, those are in the form.
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
    let page = page(&desk, sub, &typed, FieldErrors::default(), None);
    member.page("portal/subscription_change.html", page).await
}

/// The form as it was typed; `errors` and `refusal` say why it did not go on.
pub(super) fn page(
    desk: &Desk<'_>,
    sub: &Subscription,
    typed: &Fields,
    errors: FieldErrors,
    refusal: Option<String>,
) -> ChangePage {
    let mut plan = as_plan(sub);
    if typed.has("do") {
        desk.read_plan(typed, &mut plan, &mut Wanted::default());
    }
    ChangePage {
        name: sub.name(),
        line: desk.line(&plan, sub.currency, typed),
        review_href: urls::review_subscription(sub.id),
        back_href: urls::subscription(sub.id),
        errors,
        refusal,
    }
}
