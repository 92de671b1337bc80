//! Choosing how to pay: a kept way or a new one (`templates/components/card.html`).
//!
//! What is typed of a card goes to the gateway and nowhere else: it is in no page, row or log.
//! Where the gateway has a page of its own, nothing is typed here: `method_visits` leads there.

use std::sync::Arc;

use app::payment_methods::{
    self, CardDetails, CardProblem, CardRefusal, KeepCardError, Method, Validity,
};
use app::{App, Who, method_visit};
use axum::Router;
use axum::extract::State;
use axum::http::header::CONTENT_SECURITY_POLICY;
use axum::response::Response;
use axum::routing::get;
use people::roles::Permission;
use serde::Serialize;
use texts::{Args, Texts};
use units::id::PaymentMethodId;
use units::{Currency, Locale, Zone};
use web::forms::{Asked, FieldErrors};
use web::{Face, Fields, Form, Member, Next, PageError, headers, limits, news, urls};

use crate::debits::{self, DebitForm};
use crate::method_visits;

/// Where a card is added.
pub const ADD_CARD: &str = "/billing/cards/new";
/// The value of `method` that means the card typed beside it.
pub const NEW: &str = "new";

pub fn routes() -> Router<Face> {
    Router::new().route(ADD_CARD, get(show).post(add))
}

/// One way to pay, to be chosen.
#[derive(Clone, Debug, Serialize)]
pub struct MethodChoice {
    pub value: String,
    pub label: String,
    pub hint: Option<String>,
    /// Nothing stands at the edge; the list of choices asks.
    pub aside: Option<String>,
}

/// A number the sandbox takes, and what it does.
#[derive(Clone, Debug, Serialize)]
pub struct TestNumber {
    pub number: String,
    pub label: String,
}

/// What was chosen.
#[derive(Clone, Debug, Serialize)]
pub struct Chosen {
    pub method: String,
}

/// Where a way to pay is added that is left on the gateway's own page.
#[derive(Serialize)]
pub struct AddAt {
    pub href: String,
    /// The form around it is sent there first, so that nothing typed gets lost.
    pub posts: bool,
}

impl AddAt {
    /// The same, by way of `action`, which keeps what was typed and goes on there.
    pub fn after_form(self, action: &str) -> AddAt {
        AddAt { href: action.to_owned(), posts: true }
    }
}

/// Where one is added to come back to `return_to`; none where it is typed into the form itself.
pub fn add_at(app: &App, return_to: &str) -> Option<AddAt> {
    let href = || urls::with_query(ADD_CARD, &[("return_to", return_to)]);
    method_visit::pages_at(app).map(|_| AddAt { href: href(), posts: false })
}

/// The kept ways to pay in `currency`, as choices; `methods` begin with the default.
pub fn choices(
    app: &App,
    locale: &Locale,
    methods: &[Method],
    currency: Currency,
) -> Vec<MethodChoice> {
    let kept = methods.iter().filter(|method| method.removed_at.is_none()).enumerate();
    let kept = kept.filter(|(_, method)| method.takes(currency));
    let choice = |(place, method): (usize, &Method)| MethodChoice {
        value: method.id.to_string(),
        label: words(&app.texts, locale, method),
        hint: hint(app, locale, method, place == 0),
        aside: None,
    };
    kept.map(choice).collect()
}

/// The choice a form opens with: the default, or the new one whose fields were refused.
pub fn preset(preferred: Option<String>, errors: &FieldErrors) -> Chosen {
    let of_debit = ["debit_name", "debit_iban", "debit_mandate"];
    if of_debit.iter().any(|field| errors.about(field).is_some()) {
        return Chosen { method: debits::NEW.to_owned() };
    }
    let kept = preferred.filter(|_| errors.is_empty());
    Chosen { method: kept.unwrap_or_else(|| NEW.to_owned()) }
}

/// "Visa ending 4242".
pub fn words(texts: &Texts, locale: &Locale, method: &Method) -> String {
    let args =
        Args::new().with("brand", method.brand.as_str()).with("last4", method.last4.as_str());
    texts.get(locale, "payment-card-ending", &args)
}

/// "Valid until 12/2049", the month as cards print it, or the mandate of a debit; and whether it is
/// the default.
pub fn hint(app: &App, locale: &Locale, method: &Method, is_default: bool) -> Option<String> {
    if let Some(mandate) = &method.mandate {
        let args = Args::new()
            .with("mandate", mandate.as_str())
            .with("date", Zone::utc().date(method.created_at));
        let key = if is_default { "debit-mandate-default" } else { "debit-mandate-of" };
        return Some(app.texts.get(locale, key, &args));
    }
    let (year, month) = method.expires.split_once('-')?;
    let args = Args::new().with("expiry", format!("{month}/{year}"));
    let is_over = payment_methods::validity(method, &[], app.now()) == Validity::Expired;
    let key = match (is_over, is_default) {
        (true, true) => "methods-over-default",
        (true, false) => "methods-over",
        (false, true) => "methods-valid-default",
        (false, false) => "checkout-card-valid",
    };
    Some(app.texts.get(locale, key, &args))
}

/// The sandbox's test cards, in a demo; else nothing.
pub fn test_cards(face: &Face, locale: &Locale) -> Vec<TestNumber> {
    if !face.app.config.demo || face.runner.sandbox().is_none() {
        return Vec::new();
    }
    let texts = face.texts();
    let card = |card: &app::pay::TestCard| TestNumber {
        number: card.grouped_number(),
        label: texts.plain(locale, &format!("payments-test-{}", card.behaviour.key())),
    };
    app::pay::TEST_CARDS.iter().map(card).collect()
}

/// Reads the choice in `form`; a new card is kept at the gateway first. None when it was refused,
/// which `errors` then say. Whether a kept card is the account's is asked where it is used.
pub async fn chosen(
    app: &App,
    who: &Who,
    locale: &Locale,
    form: &Fields,
    errors: &mut FieldErrors,
) -> Result<Option<PaymentMethodId>, PageError> {
    chosen_as(app, who, locale, form, (errors, true)).await
}

/// As `chosen`; whether a new one becomes the default is said.
async fn chosen_as(
    app: &App,
    who: &Who,
    locale: &Locale,
    form: &Fields,
    (errors, default): (&mut FieldErrors, bool),
) -> Result<Option<PaymentMethodId>, PageError> {
    let is_new = [NEW, debits::NEW].contains(&form.text("method"));
    if is_new && method_visit::pages_at(app).is_some() {
        errors.add(&app.texts, locale, "method", "payment.no_method", &Args::new());
        return Ok(None);
    }
    if form.text("method") == debits::NEW {
        return debits::kept(app, who, locale, form, (errors, default)).await;
    }
    let mut say = |field: &'static str, code: &str| {
        errors.add(&app.texts, locale, field, code, &Args::new());
    };
    if form.text("method") != NEW {
        let method = form.parsed("method");
        if method.is_none() {
            say("method", "payment.no_method");
        }
        return Ok(method);
    }
    limits::take(app, &[limits::CARD_BY_ACCOUNT.for_account(who.account())]).await?;
    let card = CardDetails {
        holder: form.text("card_name").to_owned(),
        number: form.text("card_number").to_owned(),
        expires: form.text("card_expiry").to_owned(),
        security_code: form.text("card_cvc").to_owned(),
    };
    match payment_methods::keep_card_as(app, who, card, default).await {
        Ok(method) => return Ok(Some(method.id)),
        Err(KeepCardError::Refused(CardRefusal::Invalid(problems))) => {
            for problem in problems {
                say(field_of(problem), problem.code());
            }
        }
        Err(KeepCardError::Refused(other)) => say("card_number", other.code()),
        Err(other) => return Err(other.into()),
    }
    Ok(None)
}

/// The field of the form a problem stands beside.
fn field_of(problem: CardProblem) -> &'static str {
    match problem {
        CardProblem::Holder => "card_name",
        CardProblem::Number => "card_number",
        CardProblem::Expiry | CardProblem::Expired => "card_expiry",
        CardProblem::SecurityCode => "card_cvc",
    }
}

#[derive(Serialize)]
struct CardPage {
    methods: Vec<MethodChoice>,
    form: Chosen,
    errors: FieldErrors,
    test_cards: Vec<TestNumber>,
    debit: Option<DebitForm>,
    /// None: this is the page that leads to the gateway's.
    add_at: Option<AddAt>,
    /// It is left on a page of the gateway's.
    hosted: bool,
    /// Whether it is to be the default; none where it is the first one.
    default: Option<bool>,
    /// Where it goes on afterwards.
    return_to: String,
}

impl CardPage {
    async fn of(
        app: &App,
        member: &Member,
        fields: &Fields,
        errors: FieldErrors,
    ) -> Result<CardPage, PageError> {
        let has_others = !payment_methods::list(app, &member.who).await?.is_empty();
        let sent = fields.has("card_number") || fields.has("hosted");
        let ticked = fields.has("default") || !sent;
        let currency = app::debit::currency_of(app, &member.who).await?;
        Ok(CardPage {
            methods: Vec::new(),
            form: preset(None, &errors),
            errors,
            debit: debits::form(app, member.face(), &member.locale, currency).await?,
            test_cards: test_cards(member.face(), &member.locale),
            add_at: None,
            hosted: method_visit::pages_at(app).is_some(),
            default: has_others.then_some(ticked),
            return_to: way_back(fields),
        })
    }
}

/// The page that sent the reader here, else the list of ways to pay.
fn way_back(fields: &Fields) -> String {
    let asked = Next::parse(fields.text("return_to"));
    asked.map_or(urls::METHODS.to_owned(), |next| next.path().to_owned())
}

/// `GET /billing/cards/new?return_to=…`
async fn show(
    State(app): State<Arc<App>>,
    member: Member,
    Asked(fields): Asked,
) -> Result<Response, PageError> {
    member.needs(Permission::ManageBilling)?;
    let page = CardPage::of(&app, &member, &fields, FieldErrors::default()).await?;
    let mut response = member.page("portal/new_card.html", page).await?;
    let leads_to = method_visit::pages_at(&app).and_then(headers::policy_with_forms_to);
    if let Some(policy) = leads_to {
        response.headers_mut().insert(CONTENT_SECURITY_POLICY, policy);
    }
    Ok(response)
}

/// `POST /billing/cards/new`: the card is kept, as the default if that was ticked; or on to the
/// gateway's page.
async fn add(
    State(app): State<Arc<App>>,
    member: Member,
    Form(form): Form,
) -> Result<Response, PageError> {
    member.needs(Permission::ManageBilling)?;
    let mut errors = FieldErrors::default();
    let default = form.has("default");
    if method_visit::pages_at(&app).is_some() {
        return method_visits::begin(&app, &member, default, way_back(&form)).await;
    }
    let kept = chosen_as(&app, &member.who, &member.locale, &form, (&mut errors, default)).await?;
    match kept {
        Some(_) if default => Ok(news::redirect(&way_back(&form), "news-card-kept")),
        Some(_) => Ok(news::redirect(&way_back(&form), "news-card-kept-beside")),
        None => {
            let page = CardPage::of(&app, &member, &form, errors).await?;
            member.refused_page("portal/new_card.html", page).await
        }
    }
}
