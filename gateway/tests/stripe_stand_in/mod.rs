//! A stand-in for Stripe on this machine, with books of its own: the calls Plenum makes, read from
//! Stripe's public description. It refuses fields it does not know, keeps the first answer of every
//! idempotency key, and loses requests and answers when told to.

#![expect(clippy::disallowed_types, reason = "a stand-in has no pages, so axum's Path will do")]

use std::collections::{BTreeMap, VecDeque};
use std::sync::{Arc, Mutex};

use axum::Router;
use axum::extract::{Path, RawQuery, State};
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Response};
use axum::routing::{get, post};
use gateway::{EventRefusal, Gateway, GatewayEvent, Stripe, StripeSettings};
use hmac::{Hmac, KeyInit, Mac};
use serde_json::{Value as Json, json};
use sha2::Sha256;
use units::Timestamp;

pub const SECRET_KEY: &str = "sk_test_plenum";
pub const WEBHOOK_SECRET: &str = "whsec_plenum";

/// What goes wrong with the next call.
#[derive(Clone, Copy)]
pub enum Loses {
    /// It never arrives; the line is cut.
    Request,
    /// It is carried out; the line is cut.
    Answer,
    /// It is answered with this status and does nothing.
    Status(u16),
}

type Fields = BTreeMap<String, String>;

#[derive(Default)]
struct Books {
    /// Intents by id, in order.
    intents: BTreeMap<String, Json>,
    refunds: BTreeMap<String, Json>,
    disputes: BTreeMap<String, Json>,
    sessions: BTreeMap<String, Json>,
    /// First answer by idempotency key: what was asked, and the answer.
    keys: BTreeMap<String, (String, u16, Json)>,
    made: u32,
    next: VecDeque<Loses>,
    next_refund: VecDeque<Loses>,
}

impl Books {
    fn id(&mut self, prefix: &str) -> String {
        self.made += 1;
        format!("{prefix}_{}", self.made)
    }
}

type Shared = Arc<Mutex<Books>>;

/// The stand-in and a gateway that talks to it.
pub struct StandIn {
    pub gateway: Stripe,
    base: String,
    books: Shared,
}

impl StandIn {
    pub async fn start() -> StandIn {
        let books = Shared::default();
        let routes = Router::new()
            .route("/v1/customers", post(customers))
            .route("/v1/checkout/sessions", post(sessions))
            .route("/v1/checkout/sessions/{id}", get(session))
            .route("/v1/payment_intents", post(intents).get(list_intents))
            .route("/v1/payment_intents/search", get(search))
            .route("/v1/payment_intents/{id}", get(intent))
            .route("/v1/payment_intents/{id}/cancel", post(cancel))
            .route("/v1/refunds", post(refunds).get(list_refunds))
            .route("/v1/disputes", get(list_disputes))
            .with_state(books.clone());
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.expect("a free port");
        let base = format!("http://{}", listener.local_addr().expect("an address"));
        tokio::spawn(async move { axum::serve(listener, routes).await });
        let gateway = stripe(SECRET_KEY, &base);
        StandIn { gateway, base, books }
    }

    pub fn with_key(&self, key: &str) -> Stripe {
        stripe(key, &self.base)
    }

    fn books(&self) -> std::sync::MutexGuard<'_, Books> {
        self.books.lock().expect("sound books")
    }

    /// The next call that is no refund meets this.
    pub fn next(&self, loses: Loses) {
        self.books().next.push_back(loses);
    }

    /// The next refund meets this.
    pub fn next_refund(&self, loses: Loses) {
        self.books().next_refund.push_back(loses);
    }

    /// What came in and stayed.
    pub fn taken(&self) -> i64 {
        let books = self.books();
        let amount = |object: &Json| object["amount"].as_i64().expect("an amount");
        let came = books.intents.values().filter(|intent| intent["status"] == "succeeded");
        came.map(amount).sum::<i64>() - books.refunds.values().map(amount).sum::<i64>()
    }

    pub fn forgets_keys(&self) {
        self.books().keys.clear();
    }

    fn change(&self, reference: &str, change: impl FnOnce(&mut Json)) {
        let mut books = self.books();
        let ours = |intent: &&mut Json| intent["metadata"]["plenum_reference"] == reference;
        change(books.intents.values_mut().find(ours).expect("an intent"));
    }

    /// The payer answers their bank.
    pub fn payer_answers(&self, reference: &str, approve: bool) {
        let status = if approve { "succeeded" } else { "requires_payment_method" };
        self.change(reference, |intent| {
            intent["status"] = json!(status);
            intent["next_action"] = Json::Null;
        });
    }

    /// The payer disputes; the dispute stands in `status`.
    pub fn payer_disputes(&self, reference: &str, status: &str) {
        let mut found = Json::Null;
        self.change(reference, |intent| {
            intent["latest_charge"]["disputed"] = json!(true);
            found = intent.clone();
        });
        let dispute = json!({ "id": "du_1", "object": "dispute", "status": status,
            "amount": found["amount"], "currency": "eur", "payment_intent": found["id"] });
        self.books().disputes.insert("du_1".to_owned(), dispute);
    }

    /// The customer fills in the page and sends it.
    pub fn customer_leaves(&self, session: &str, kind: &str) {
        let mut books = self.books();
        let session = books.sessions.get_mut(session).expect("a page");
        session["status"] = json!("complete");
        let method = match kind {
            "card" => json!({ "id": "pm_card_visa", "type": "card", "card":
                { "brand": "visa", "last4": "4242", "exp_month": 12, "exp_year": 2030 } }),
            _ => {
                json!({ "id": "pm_sepa", "type": "sepa_debit", "sepa_debit": { "last4": "3000" } })
            }
        };
        session["setup_intent"] = json!({ "status": "succeeded", "payment_method": method });
    }

    /// An event as Stripe would send it now.
    pub fn reads(&self, body: &[u8], now: Timestamp) -> Result<GatewayEvent, EventRefusal> {
        let header = signed(WEBHOOK_SECRET, now, body);
        let headers = |name: &str| (name == "stripe-signature").then(|| header.clone());
        self.gateway.read_event(&headers, body, now)
    }
}

/// Stripe's signature header for `body` at `at`.
pub fn signed(secret: &str, at: Timestamp, body: &[u8]) -> String {
    let mut mac = Hmac::<Sha256>::new_from_slice(secret.as_bytes()).expect("any key");
    mac.update(at.seconds().to_string().as_bytes());
    mac.update(b".");
    mac.update(body);
    let bytes = mac.finalize().into_bytes();
    let hex: String = bytes.iter().map(|byte| format!("{byte:02x}")).collect();
    format!("t={},v1={hex}", at.seconds())
}

fn stripe(key: &str, base: &str) -> Stripe {
    let _ = rustls::crypto::ring::default_provider().install_default();
    let settings = StripeSettings {
        secret_key: key.to_owned(),
        webhook_secret: WEBHOOK_SECRET.to_owned(),
        api_base: Some(base.to_owned()),
        pages_base: None,
    };
    Stripe::new(settings).expect("settings")
}

fn fields(text: &str) -> Fields {
    url::form_urlencoded::parse(text.as_bytes()).into_owned().collect()
}

fn refusal(status: u16, kind: &str, code: &str) -> (u16, Json) {
    (status, json!({ "error": { "type": kind, "code": code } }))
}

fn reply((status, body): (u16, Json)) -> Response {
    let status = StatusCode::from_u16(status).expect("a status");
    (status, body.to_string()).into_response()
}

/// The line is cut: whoever serves this connection is gone, without a word.
fn cut() -> Response {
    std::panic::resume_unwind(Box::new("the line is cut"))
}

/// Checks what every call must have.
fn admits(headers: &HeaderMap) -> Result<(), (u16, Json)> {
    let header = |name: &str| headers.get(name).and_then(|value| value.to_str().ok());
    if header("authorization") != Some(&format!("Bearer {SECRET_KEY}")) {
        return Err(refusal(401, "invalid_request_error", "api_key_invalid"));
    }
    match header("stripe-version") {
        Some("2024-06-20") => Ok(()),
        _ => Err(refusal(400, "invalid_request_error", "version_missing")),
    }
}

/// A call that does something: once per key, with only the fields in `known`.
fn once(
    books: &Shared,
    headers: &HeaderMap,
    body: &str,
    known: &[&str],
    does: impl FnOnce(&mut Books, &Fields) -> (u16, Json),
) -> Response {
    if let Err(refused) = admits(headers) {
        return reply(refused);
    }
    let mut books = books.lock().expect("sound books");
    let refund = known.contains(&"payment_intent");
    let loses = match refund {
        true => books.next_refund.pop_front(),
        false => books.next.pop_front(),
    };
    match loses {
        Some(Loses::Request) => {
            drop(books);
            return cut();
        }
        Some(Loses::Status(status)) => return reply(refusal(status, "api_error", "trouble")),
        Some(Loses::Answer) | None => {}
    }
    let key = headers.get("idempotency-key").and_then(|value| value.to_str().ok());
    let Some(key) = key else {
        return reply(refusal(400, "invalid_request_error", "no_key"));
    };
    let answer = match books.keys.get(key) {
        Some((asked, status, answer)) if asked == body => (*status, answer.clone()),
        Some(_) => refusal(400, "idempotency_error", "idempotency_key_in_use"),
        None => {
            let fields = fields(body);
            let strange = fields.keys().find(|name| !known.contains(&name.as_str()));
            let answer = match strange {
                Some(_) => refusal(400, "invalid_request_error", "parameter_unknown"),
                None => does(&mut books, &fields),
            };
            let kept = (body.to_owned(), answer.0, answer.1.clone());
            books.keys.insert(key.to_owned(), kept);
            answer
        }
    };
    drop(books);
    match loses {
        Some(Loses::Answer) => cut(),
        _ => reply(answer),
    }
}

/// A question: only the fields in `known`.
fn asked(
    books: &Shared,
    headers: &HeaderMap,
    query: Option<String>,
    known: &[&str],
    finds: impl FnOnce(&Books, &Fields) -> (u16, Json),
) -> Response {
    if let Err(refused) = admits(headers) {
        return reply(refused);
    }
    let mut books = books.lock().expect("sound books");
    if let Some(Loses::Status(status)) = books.next.pop_front() {
        return reply(refusal(status, "api_error", "trouble"));
    }
    let fields = fields(&query.unwrap_or_default());
    match fields.keys().find(|name| !known.contains(&name.as_str())) {
        Some(_) => reply(refusal(400, "invalid_request_error", "parameter_unknown")),
        None => reply(finds(&books, &fields)),
    }
}

async fn customers(State(books): State<Shared>, headers: HeaderMap, body: String) -> Response {
    once(&books, &headers, &body, &["email", "metadata[plenum_reference]"], |books, _| {
        (200, json!({ "id": books.id("cus"), "object": "customer" }))
    })
}

const SESSION: [&str; 8] = [
    "mode",
    "customer",
    "payment_method_types[0]",
    "payment_method_types[1]",
    "locale",
    "success_url",
    "cancel_url",
    "metadata[plenum_reference]",
];

async fn sessions(State(books): State<Shared>, headers: HeaderMap, body: String) -> Response {
    once(&books, &headers, &body, &SESSION, |books, fields| {
        if fields.get("mode").map(String::as_str) != Some("setup") {
            return refusal(400, "invalid_request_error", "mode");
        }
        let id = books.id("cs");
        let session = json!({
            "id": id, "object": "checkout.session", "status": "open",
            "url": format!("https://checkout.stripe.com/c/pay/{id}"),
            "customer": fields["customer"], "setup_intent": null,
            "metadata": { "plenum_reference": fields["metadata[plenum_reference]"] },
        });
        books.sessions.insert(id, session.clone());
        (200, session)
    })
}

async fn session(
    State(books): State<Shared>,
    Path(id): Path<String>,
    RawQuery(query): RawQuery,
    headers: HeaderMap,
) -> Response {
    asked(&books, &headers, query, &["expand[]"], |books, _| match books.sessions.get(&id) {
        Some(session) => (200, session.clone()),
        None => refusal(404, "invalid_request_error", "resource_missing"),
    })
}

const INTENT: [&str; 12] = [
    "amount",
    "currency",
    "customer",
    "payment_method",
    "payment_method_types[0]",
    "payment_method_types[1]",
    "confirm",
    "off_session",
    "return_url",
    "description",
    "metadata[plenum_reference]",
    "expand[]",
];

/// When every intent is made.
pub const CREATED_S: i64 = 1_800_000_000;
/// As many as a list gives at once, so that there is always another page.
const LISTED: usize = 2;

async fn list_intents(
    State(books): State<Shared>,
    RawQuery(query): RawQuery,
    headers: HeaderMap,
) -> Response {
    asked(&books, &headers, query, &LISTED_BY, |books, fields| (200, since(&books.intents, fields)))
}

/// What a list since a moment may be asked with.
const LISTED_BY: [&str; 4] = ["created[gte]", "limit", "starting_after", "expand[]"];

/// One page of what was made since a moment.
fn since(objects: &BTreeMap<String, Json>, fields: &Fields) -> Json {
    let since: i64 = fields["created[gte]"].parse().expect("a time");
    let after = fields.get("starting_after").cloned().unwrap_or_default();
    let newer = |object: &&Json| object["created"].as_i64() >= Some(since);
    let later = objects.iter().filter(|(id, _)| **id > after).map(|(_, object)| object);
    let found: Vec<&Json> = later.filter(newer).collect();
    let page: Vec<&Json> = found.iter().take(LISTED).copied().collect();
    let more = found.len() > page.len();
    json!({ "object": "list", "has_more": more, "data": page })
}

async fn intents(State(books): State<Shared>, headers: HeaderMap, body: String) -> Response {
    once(&books, &headers, &body, &INTENT, |books, fields| {
        let amount: i64 = fields["amount"].parse().expect("an amount");
        let reference = &fields["metadata[plenum_reference]"];
        let id = books.id("pi");
        let mut intent = json!({
            "id": id, "object": "payment_intent", "amount": amount,
            "currency": fields["currency"], "metadata": { "plenum_reference": reference },
            "customer": fields["customer"], "payment_method": fields["payment_method"],
            "created": CREATED_S,
            "latest_charge": { "disputed": false }, "next_action": null,
            "last_payment_error": null,
        });
        let away = fields["off_session"] == "true";
        let decline = |code: &str, decline: Option<&str>| json!({ "type": "card_error", "code": code, "decline_code": decline });
        let error = match fields["payment_method"].as_str() {
            "pm_card_visa" => None,
            "pm_sepa" => None,
            "pm_challenge" if away => Some(decline("authentication_required", None)),
            "pm_challenge" => None,
            "pm_generic_decline" => Some(decline("card_declined", Some("generic_decline"))),
            "pm_insufficient_funds" => Some(decline("card_declined", Some("insufficient_funds"))),
            "pm_lost_card" => Some(decline("card_declined", Some("lost_card"))),
            "pm_stolen_card" => Some(decline("card_declined", Some("stolen_card"))),
            "pm_expired_card" => Some(decline("expired_card", None)),
            _ => return refusal(400, "invalid_request_error", "resource_missing"),
        };
        let (status, http) = match (&error, fields["payment_method"].as_str()) {
            (Some(_), _) => ("requires_payment_method", 402),
            (None, "pm_sepa") => ("processing", 200),
            (None, "pm_challenge") => ("requires_action", 200),
            (None, _) => ("succeeded", 200),
        };
        intent["status"] = json!(status);
        if status == "requires_action" {
            let url = format!("https://hooks.stripe.com/redirect/authenticate/{reference}");
            intent["next_action"] = json!({ "redirect_to_url": { "url": url } });
        }
        if let Some(error) = &error {
            intent["last_payment_error"] = error.clone();
        }
        books.intents.insert(id, intent.clone());
        match error {
            Some(mut error) => {
                error["payment_intent"] = intent;
                (http, json!({ "error": error }))
            }
            None => (http, intent),
        }
    })
}

async fn search(
    State(books): State<Shared>,
    RawQuery(query): RawQuery,
    headers: HeaderMap,
) -> Response {
    asked(&books, &headers, query, &["query", "limit", "expand[]"], |books, fields| {
        let wanted = fields["query"]
            .strip_prefix("metadata['plenum_reference']:'")
            .and_then(|rest| rest.strip_suffix('\''));
        let Some(wanted) = wanted else {
            return refusal(400, "invalid_request_error", "query_malformed");
        };
        let ours = |intent: &&Json| intent["metadata"]["plenum_reference"] == wanted;
        let found: Vec<&Json> = books.intents.values().filter(ours).collect();
        (200, json!({ "object": "search_result", "data": found }))
    })
}

async fn intent(
    State(books): State<Shared>,
    Path(id): Path<String>,
    RawQuery(query): RawQuery,
    headers: HeaderMap,
) -> Response {
    asked(&books, &headers, query, &["expand[]"], |books, _| match books.intents.get(&id) {
        Some(intent) => (200, intent.clone()),
        None => refusal(404, "invalid_request_error", "resource_missing"),
    })
}

async fn cancel(
    State(books): State<Shared>,
    Path(id): Path<String>,
    headers: HeaderMap,
    body: String,
) -> Response {
    once(&books, &headers, &body, &["cancellation_reason", "expand[]"], |books, fields| {
        let Some(intent) = books.intents.get_mut(&id) else {
            return refusal(404, "invalid_request_error", "resource_missing");
        };
        let open = ["requires_payment_method", "requires_confirmation", "requires_action"];
        if !open.iter().any(|status| intent["status"] == *status) {
            return refusal(400, "invalid_request_error", "payment_intent_unexpected_state");
        }
        intent["status"] = json!("canceled");
        intent["cancellation_reason"] = json!(fields["cancellation_reason"]);
        intent["next_action"] = Json::Null;
        (200, intent.clone())
    })
}

const REFUND: [&str; 3] = ["payment_intent", "amount", "metadata[plenum_reference]"];

async fn refunds(State(books): State<Shared>, headers: HeaderMap, body: String) -> Response {
    once(&books, &headers, &body, &REFUND, |books, fields| {
        let amount: i64 = fields["amount"].parse().expect("an amount");
        let intent = &fields["payment_intent"];
        let minor = |object: &Json| object["amount"].as_i64().expect("an amount");
        let captured = books.intents.get(intent).map_or(0, minor);
        let ours = |refund: &&Json| refund["payment_intent"] == intent.as_str();
        let before = books.refunds.values().filter(ours);
        let before: i64 = before.map(minor).sum();
        if before + amount > captured {
            return refusal(400, "invalid_request_error", "charge_already_refunded");
        }
        let id = books.id("re");
        let refund = json!({
            "id": id, "object": "refund", "amount": amount, "currency": "eur",
            "payment_intent": intent, "status": "succeeded", "created": CREATED_S,
            "metadata": { "plenum_reference": fields["metadata[plenum_reference]"] },
        });
        books.refunds.insert(id, refund.clone());
        (200, refund)
    })
}

async fn list_refunds(
    State(books): State<Shared>,
    RawQuery(query): RawQuery,
    headers: HeaderMap,
) -> Response {
    let known = ["payment_intent", "created[gte]", "limit", "starting_after", "expand[]"];
    asked(&books, &headers, query, &known, |books, fields| {
        if !fields.contains_key("created[gte]") {
            return (200, of_intent(&books.refunds, fields));
        }
        let mut page = since(&books.refunds, fields);
        let whole = fields.get("expand[]").is_some_and(|asked| asked == "data.payment_intent");
        for refund in page["data"].as_array_mut().expect("a list").iter_mut().filter(|_| whole) {
            let intent = refund["payment_intent"].as_str().expect("an id").to_owned();
            refund["payment_intent"] = books.intents[&intent].clone();
        }
        (200, page)
    })
}

async fn list_disputes(
    State(books): State<Shared>,
    RawQuery(query): RawQuery,
    headers: HeaderMap,
) -> Response {
    asked(&books, &headers, query, &["payment_intent", "limit"], |books, fields| {
        (200, of_intent(&books.disputes, fields))
    })
}

fn of_intent(objects: &BTreeMap<String, Json>, fields: &Fields) -> Json {
    let intent = fields["payment_intent"].as_str();
    let found = objects.values().filter(|one| one["payment_intent"] == intent);
    json!({ "object": "list", "data": found.collect::<Vec<&Json>>() })
}
