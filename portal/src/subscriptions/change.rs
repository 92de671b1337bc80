//! `/subscriptions/{id}/change`: the form that says what a subscription should become.

use std::sync::Arc;

use app::order::change as changes;
use app::{App, offer};
use axum::Router;
use axum::extract::State;
use axum::response::Response;
use axum::routing::get;
use billing::licence::{Licence, StillAssigned};
use billing::subscription::Subscription;
use people::roles::Permission;
use serde::Serialize;
use texts::Args;
use units::id::SubscriptionId;
use web::forms::{Asked, FieldErrors};
use web::{Face, Fields, Member, PageError, Path, urls};

use super::wish::{LOSES, as_plan, loser_value};
use crate::plan_form::{Desk, Line, Wanted};
use crate::plans::Hidden;

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
    /// Too many people have a licence: who of them loses theirs.
    losing: Option<Losing>,
    /// Who was chosen of other licences.
    chosen: Vec<Hidden>,
}

#[derive(Serialize)]
pub(super) struct Losing {
    legend: String,
    hint: String,
    people: Vec<Holder>,
}

#[derive(Serialize)]
struct Holder {
    value: String,
    name: String,
    chosen: bool,
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
    let page = page(&desk, sub, &typed, FieldErrors::default(), Refused::default());
    member.page("portal/subscription_change.html", page).await
}

/// Why the form did not go on.
#[derive(Default)]
pub(super) struct Refused<'a> {
    pub said: Option<String>,
    pub still: Option<&'a StillAssigned>,
}

/// Everybody who has one of what there would be too few of; whoever was chosen is ticked.
pub(super) fn losing(desk: &Desk<'_>, still: &StillAssigned, typed: &Fields) -> Losing {
    let person = |holder: &Licence| {
        let value = loser_value(holder);
        let chosen = typed.all(LOSES).any(|typed| typed == value);
        Holder { name: holder.name.clone(), chosen, value }
    };
    let args = Args::new().with("many", still.too_many());
    let legend = match still.add_on.as_ref().and_then(|id| desk.catalog.add_on(id)) {
        Some(add_on) => {
            let args = args.clone().with("name", add_on.name.get(desk.locale));
            desk.texts.get(desk.locale, "people-losing-add-on", &args)
        }
        None => desk.texts.get(desk.locale, "people-losing-seat", &args),
    };
    let hint = match typed.text("do") {
        "swap" => "people-losing-hint-swap",
        _ => "people-losing-hint",
    };
    Losing {
        legend,
        hint: desk.texts.plain(desk.locale, hint),
        people: still.holders.iter().map(person).collect(),
    }
}

/// What was chosen of other licences than those of `still`.
pub(super) fn elsewhere(still: &StillAssigned, typed: &Fields) -> Vec<Hidden> {
    let here: Vec<String> = still.holders.iter().map(loser_value).collect();
    let others = typed.all(LOSES).filter(|value| !here.iter().any(|each| each == value));
    others.map(|value| Hidden { name: LOSES.into(), value: value.to_owned() }).collect()
}

/// The form as it was typed; `errors` and `refused` say why it did not go on.
pub(super) fn page(
    desk: &Desk<'_>,
    sub: &Subscription,
    typed: &Fields,
    errors: FieldErrors,
    refused: Refused<'_>,
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
        refusal: refused.said,
        losing: refused.still.map(|still| losing(desk, still, typed)),
        chosen: refused.still.map_or_else(Vec::new, |still| elsewhere(still, typed)),
    }
}
