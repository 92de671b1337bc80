//! `/billing/methods`: every way the account may pay, the default, and removing one (D1b).

use std::sync::Arc;

use app::App;
use app::payment_methods::{self, Kept, MethodsError, Subscription, Validity};
use axum::Router;
use axum::extract::State;
use axum::response::Response;
use axum::routing::{get, post};
use people::roles::Permission;
use serde::Serialize;
use texts::Args;
use units::id::PaymentMethodId;
use web::forms::FieldErrors;
use web::{Face, Form, Member, PageError, Path, news, urls};

use crate::cards::{self, MethodChoice};
use crate::state::State as Stand;

pub fn routes() -> Router<Face> {
    Router::new()
        .route(urls::METHODS, get(show))
        .route("/billing/methods/{id}/default", post(make_default))
        .route("/billing/methods/{id}/remove", get(ask).post(remove))
}

#[derive(Serialize)]
struct MethodsPage {
    methods: Vec<Line>,
    /// The default has expired, and something renews with it.
    replace: bool,
    /// Where one is added; none without the permission.
    add: Option<Add>,
}

#[derive(Serialize)]
struct Add {
    card_href: &'static str,
}

#[derive(Serialize)]
struct Line {
    label: String,
    hint: Option<String>,
    default: bool,
    /// Expired, or soon.
    validity: Option<Stand>,
    /// What renews with it, in words.
    renews: Vec<String>,
    /// Where it is made the default, if it can be.
    default_href: Option<String>,
    remove_href: Option<String>,
}

/// `GET /billing/methods`
async fn show(State(app): State<Arc<App>>, member: Member) -> Result<Response, PageError> {
    let all = payment_methods::list(&app, &member.who).await?;
    let may = member.who.actor.may(Permission::ManageBilling);
    let expired = |kept: &&Kept| kept.validity == Validity::Expired && !kept.pays.is_empty();
    let page = MethodsPage {
        replace: all.first().filter(expired).is_some(),
        methods: all.iter().map(|kept| line(&app, &member, kept, may)).collect(),
        add: may.then_some(Add { card_href: cards::ADD_CARD }),
    };
    member.page("portal/payment_methods.html", page).await
}

fn line(app: &App, member: &Member, kept: &Kept, may: bool) -> Line {
    let (id, is_expired) = (kept.method.id, kept.validity == Validity::Expired);
    let may_prefer = may && !kept.is_default && !is_expired;
    Line {
        label: cards::words(&app.texts, &member.locale, &kept.method),
        hint: cards::hint(app, &member.locale, &kept.method, false),
        default: kept.is_default,
        validity: match kept.validity {
            Validity::Good => None,
            Validity::ExpiresSoon => Some(Stand::warning(member.text("methods-expires-soon"))),
            Validity::Expired => Some(Stand::danger(member.text("methods-expired"))),
        },
        renews: renews(app, member, kept),
        default_href: may_prefer.then(|| format!("{}/{id}/default", urls::METHODS)),
        remove_href: may.then(|| urls::remove_method(id)),
    }
}

/// "Renews Plus, 8 licences, next on 14 May 2027", one for each subscription.
fn renews(app: &App, member: &Member, kept: &Kept) -> Vec<String> {
    let said = |sub: &Subscription| {
        let plan = app::plan::with_seats(app, &member.locale, &sub.name(), sub.seats());
        let args = Args::new().with("plan", plan).with("date", sub.renews_on());
        app.texts.get(&member.locale, "methods-renews", &args)
    };
    kept.pays.iter().map(said).collect()
}

/// `POST /billing/methods/{id}/default`
async fn make_default(
    State(app): State<Arc<App>>,
    member: Member,
    Path(id): Path<PaymentMethodId>,
) -> Result<Response, PageError> {
    payment_methods::make_default(&app, &member.who, id).await?;
    Ok(news::redirect(urls::METHODS, "news-method-default"))
}

#[derive(Serialize)]
struct RemovePage {
    title: String,
    label: String,
    button: String,
    action: String,
    /// It cannot be removed now, and why.
    under_way: bool,
    /// What renews with it while there is no other.
    needed: Vec<String>,
    add_href: &'static str,
    /// One of these becomes the default.
    others: Vec<MethodChoice>,
    chosen: Option<String>,
    errors: FieldErrors,
}

/// `GET /billing/methods/{id}/remove`: what it means, and what takes its place.
async fn ask(
    State(app): State<Arc<App>>,
    member: Member,
    Path(id): Path<PaymentMethodId>,
) -> Result<Response, PageError> {
    member.needs(Permission::ManageBilling)?;
    let page = remove_page(&app, &member, id, FieldErrors::default()).await?;
    member.page("portal/payment_method_remove.html", page).await
}

/// `POST /billing/methods/{id}/remove`
async fn remove(
    State(app): State<Arc<App>>,
    member: Member,
    Path(id): Path<PaymentMethodId>,
    Form(form): Form,
) -> Result<Response, PageError> {
    let next = form.parsed("next");
    match payment_methods::remove(&app, &member.who, id, next).await {
        Ok(()) => Ok(news::redirect(urls::METHODS, "news-method-removed")),
        Err(error @ (MethodsError::NoDefaultChosen | MethodsError::Expired)) => {
            let mut errors = FieldErrors::default();
            errors.add(&app.texts, &member.locale, "next", error.code(), &Args::new());
            let page = remove_page(&app, &member, id, errors).await?;
            member.refused_page("portal/payment_method_remove.html", page).await
        }
        Err(other) => Err(other.into()),
    }
}

async fn remove_page(
    app: &App,
    member: &Member,
    id: PaymentMethodId,
    errors: FieldErrors,
) -> Result<RemovePage, PageError> {
    let all = payment_methods::list(app, &member.who).await?;
    let kept = all.iter().find(|kept| kept.method.id == id).ok_or(MethodsError::NotFound)?;
    let label = cards::words(&app.texts, &member.locale, &kept.method);
    let with_label =
        |key: &str| app.texts.get(&member.locale, key, &Args::new().with("method", label.as_str()));
    let others = all.iter().filter(|other| {
        kept.is_default && other.method.id != id && other.validity != Validity::Expired
    });
    let others: Vec<MethodChoice> = others
        .map(|other| MethodChoice {
            value: other.method.id.to_string(),
            label: cards::words(&app.texts, &member.locale, &other.method),
            hint: cards::hint(app, &member.locale, &other.method, false),
            aside: None,
        })
        .collect();
    Ok(RemovePage {
        title: with_label("methods-remove-title"),
        button: with_label("methods-remove-button"),
        action: urls::remove_method(id),
        under_way: kept.is_charging,
        needed: if kept.is_needed(&all) { renews(app, member, kept) } else { Vec::new() },
        add_href: cards::ADD_CARD,
        chosen: others.first().map(|other| other.value.clone()),
        others,
        label,
        errors,
    })
}
