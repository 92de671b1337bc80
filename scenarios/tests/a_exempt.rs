//! Exemption from tax: asked for with a certificate, reviewed, credited, over (A6).

use app::exemption::{CertificateDraft, Exemption, ExemptionState};
use app::operator::Console;
use app::operator::exemptions::{self, DecideError, Review};
use axum::http::{Method, StatusCode};
use billing::subscription::SubscriptionState;
use billing::tax::Tax;
use serde_json::json;
use store::order::OrderState;
use testkit::http::{Client, Reply};
use testkit::{Persona, Purchase, World, on_each_database};
use units::id::TaxExemptionId;
use units::{Currency, Money};

use crate::customer::subscriber;

const PDF: &[u8] = b"%PDF-1.7\n% a certificate of exemption\n";
const ADA: &str = "ada@example.org";

fn console(world: &World) -> Console {
    Console::of_demo(&world.app).expect("a demo")
}

/// Sends the form as a browser does.
async fn uploads(browser: &mut Client, fields: &[(&str, &str)], file: &[u8]) -> Reply {
    let mut body = Vec::new();
    for (name, value) in fields {
        let head = format!("--b\r\nContent-Disposition: form-data; name=\"{name}\"\r\n\r\n");
        body.extend([head.as_bytes(), value.as_bytes(), b"\r\n"].concat());
    }
    let head = "--b\r\nContent-Disposition: form-data; name=\"certificate\"; filename=\"a.pdf\"\r\n\
                Content-Type: application/pdf\r\n\r\n";
    body.extend([head.as_bytes(), file, b"\r\n--b--\r\n"].concat());
    let kind = Some("multipart/form-data; boundary=b");
    let headers = [("origin", "http://localhost:8080")];
    browser.send(Method::POST, "/billing/exemption", kind, body, &headers).await
}

const FIELDS: [(&str, &str); 4] = [
    ("number", "FB 2027/118"),
    ("country", "DE"),
    ("valid_from", "2027-01-01"),
    ("valid_until", "2027-12-31"),
];

/// Asks with a certificate that is valid until `until`.
async fn asks(ada: &Persona, until: &str) -> Exemption {
    let draft = CertificateDraft {
        country: "DE".to_owned(),
        number: "FB 2027/118".to_owned(),
        from: "2027-01-01".to_owned(),
        until: until.to_owned(),
    };
    let app = &ada.world.app;
    let asked = app::exemption::ask(app, &ada.who, &draft, PDF.to_vec()).await;
    asked.expect("the request is kept")
}

async fn review(world: &World, id: TaxExemptionId) -> Review {
    exemptions::review(&world.app, &console(world), id).await.expect("a review")
}

/// Asks, and the operator grants it as its preview says.
async fn is_exempt(ada: &Persona, until: &str) -> Exemption {
    let world = &ada.world;
    let asked = asks(ada, until).await;
    let token = review(world, asked.id).await.token;
    let granted = exemptions::grant(&world.app, &console(world), asked.id, &token).await;
    world.settles().await;
    granted.expect("it is granted")
}

async fn newest(ada: &Persona) -> Exemption {
    let found = app::exemption::list(&ada.world.app, &ada.who).await.expect("the requests");
    found.requests.into_iter().next().expect("a request")
}

async fn balance(ada: &Persona) -> i64 {
    let mut tx = ada.world.store().read().await.expect("a reader");
    let balance = store::ledger::credit_balance(&mut tx, ada.account(), Currency::EUR).await;
    balance.expect("a balance").minor
}

async fn mail(world: &World) -> testkit::Mail {
    world.newest_mail(ADA, "tax_exemption").await
}

/// Tax of each invoice in minor units, and whether its lines say that they are exempt.
async fn taxes(ada: &Persona) -> Vec<(i64, bool)> {
    let invoices = ada.invoices().await;
    let exempt =
        |lines: &[billing::invoice::InvoiceLine]| lines.iter().all(|line| line.tax == Tax::Exempt);
    invoices
        .iter()
        .map(|each| (each.invoice.draft.tax.minor, exempt(&each.invoice.draft.lines)))
        .collect()
}

/// A6: a file of another kind is refused with what to do; the certificate is given out to its
/// account and the operator alone, never as a page; one request waits at a time.
#[tokio::test]
async fn a_certificate_is_a_file_that_is_proof() {
    on_each_database(async |world| {
        world.it_is("2027-01-01T10:00Z");
        let ada = world.owner(ADA).await;
        let eve = world.owner("eve@example.org").await;
        let mut browser = ada.signs_in().await;
        let page = browser.get("/billing/exemption").await;
        assert_eq!(page.status, StatusCode::OK, "{}", page.text());
        let other = uploads(&mut browser, &FIELDS, b"<svg onload=alert(1)>").await;
        assert_eq!(other.status, StatusCode::UNPROCESSABLE_ENTITY);
        let text = other.text();
        assert!(text.contains("neither PDF nor PNG nor JPEG") && text.contains("save it as PDF"));
        assert!(text.contains("FB 2027"), "what was typed is kept");
        let large = [PDF, &vec![0; 5 * 1024 * 1024][..]].concat();
        let large = uploads(&mut browser, &FIELDS, &large).await;
        assert!(large.text().contains("larger than 5 megabytes"), "{}", large.status);
        let none = uploads(&mut browser, &[("number", "")], b"").await;
        for field in ["certificate-error", "number-error", "country-error", "valid_from-error"] {
            assert!(none.text().contains(field), "{field}");
        }
        let kept = uploads(&mut browser, &FIELDS, PDF).await;
        assert_eq!(kept.status, StatusCode::SEE_OTHER, "{}", kept.text());
        let again = uploads(&mut browser, &FIELDS, PDF).await;
        assert_eq!(again.status, StatusCode::CONFLICT);

        let id = newest(&ada).await.id;
        let path = format!("/billing/exemption/{id}/certificate");
        let file = browser.get(&path).await;
        assert_eq!((file.status, &file.bytes[..]), (StatusCode::OK, PDF));
        assert_eq!(file.header("x-content-type-options"), Some("nosniff"));
        assert!(file.header("content-disposition").is_some_and(|it| it.starts_with("attachment")));
        assert_eq!(eve.signs_in().await.get(&path).await.status, StatusCode::NOT_FOUND);
        let api = format!("/api/tax-exemptions/{id}/certificate");
        let mut program = world.client();
        program.token = Some(eve.token().await);
        assert_eq!(program.api(Method::GET, &api, None).await.status, StatusCode::NOT_FOUND);
        program.token = Some(ada.token().await);
        assert_eq!(program.api(Method::GET, &api, None).await.bytes, PDF);
        let console = format!("/operator/exemptions/{id}/certificate");
        assert_eq!(browser.get(&console).await.status, StatusCode::NOT_FOUND);
        let mut olga = world.operator("olga@example.org").await.signs_in().await;
        assert_eq!(olga.get(&console).await.bytes, PDF);
    })
    .await;
}

/// A6, P4: refused with a reason, asked again over the API, withdrawn, and asked once more; each
/// step is proved by mail and stands in the trail.
#[tokio::test]
async fn a_refused_exemption_can_be_asked_for_again() {
    on_each_database(async |world| {
        let (ada, mut customer) = subscriber(&world).await;
        let first = asks(&ada, "").await;
        world.settles().await;
        assert!(mail(&world).await.plain().contains("Until it is granted VAT is charged"));

        let mut olga = world.operator("olga@example.org").await.signs_in().await;
        let list = olga.get("/operator/exemptions").await.text();
        assert!(list.contains("FB 2027"), "{list}");
        let page = format!("/operator/exemptions/{}", first.id);
        assert_eq!(olga.get(&page).await.status, StatusCode::OK);
        let refuse = format!("{page}/refuse");
        let silent = olga.post(&refuse, &[("reason", " ")]).await;
        assert_eq!(silent.status, StatusCode::UNPROCESSABLE_ENTITY);
        let reason = [("reason", "It names another company.")];
        assert_eq!(olga.post(&refuse, &reason).await.status, StatusCode::SEE_OTHER);
        world.settles().await;
        assert!(mail(&world).await.plain().contains("It names another company."));
        let shown = ada.signs_in().await.get("/billing/exemption").await.text();
        assert!(shown.contains("It names another company."), "{shown}");
        let token = "of another preview";
        let late = exemptions::grant(&world.app, &console(&world), first.id, token).await;
        assert!(matches!(late, Err(DecideError::NotPending)));

        let path = "/api/tax-exemptions?number=FB%202027%2F119&country=DE&valid_from=2027-01-01";
        let kind = Some("application/pdf");
        let asked = customer.program.send(Method::POST, path, kind, PDF.to_vec(), &[]).await;
        assert_eq!(asked.status, StatusCode::CREATED, "{}", asked.text());
        let second = asked.json()["id"].as_str().expect("an id").to_owned();
        let withdraw = format!("/api/tax-exemptions/{second}/withdraw");
        for _ in 0..2 {
            let reply = customer.program.api(Method::POST, &withdraw, Some(json!({}))).await;
            assert_eq!(reply.json()["state"], "withdrawn", "{}", reply.text());
        }
        let again = customer.program.send(Method::POST, path, kind, PDF.to_vec(), &[]).await;
        assert_eq!(again.status, StatusCode::CREATED, "{}", again.text());
        let all = customer.get("/api/tax-exemptions").await;
        let states: Vec<&str> = all["tax_exemptions"]
            .as_array()
            .expect("a list")
            .iter()
            .filter_map(|one| one["state"].as_str())
            .collect();
        assert_eq!(states, ["requested", "withdrawn", "refused"]);
        let trail = ada.trail().await;
        for action in ["requested", "refused", "withdrawn"] {
            assert!(trail.contains(&format!("tax_exemption.{action}")), "{action}");
        }
        assert_eq!(balance(&ada).await, 0, "tax is charged until it is granted");
    })
    .await;
}

/// A6, D7, P1, P2: the operator sees what comes back before it is granted; a change in between shows
/// the new preview; granting gives exactly that, once; changes and renewals have no tax from then on.
#[tokio::test]
async fn a_granted_exemption_gives_the_tax_of_the_open_period_back() {
    on_each_database(async |world| {
        let (ada, mut customer) = subscriber(&world).await;
        world.runs_until("2027-01-11T10:00Z").await;
        let asked = asks(&ada, "2027-12-31").await;
        let seen = review(&world, asked.id).await;
        assert_eq!(seen.back.expect("tax comes back").credit.notes().len(), 1);
        customer.does(json!({ "do": "change", "seats": 6 })).await;
        let moved = exemptions::grant(&world.app, &console(&world), asked.id, &seen.token).await;
        let Err(DecideError::Moved(fresh)) = moved else { panic!("{moved:?}") };
        let back = fresh.back.expect("tax comes back");
        let billed: i64 = taxes(&ada).await.iter().map(|(tax, _)| tax).sum();
        assert_eq!(back.tax().minor, billed, "the whole tax of the open period");

        let mut olga = world.operator("olga@example.org").await.signs_in().await;
        let page = format!("/operator/exemptions/{}", asked.id);
        let text = olga.get(&page).await.text();
        assert!(text.contains("Grant and credit"), "{text}");
        let grant = format!("{page}/grant");
        for _ in 0..2 {
            let granted = olga.post(&grant, &[("preview", &fresh.token)]).await;
            assert_eq!(granted.status, StatusCode::SEE_OTHER, "{}", granted.text());
        }
        world.settles().await;
        assert_eq!(balance(&ada).await, billed);
        let granted = newest(&ada).await;
        assert_eq!((granted.state, granted.credited.len()), (ExemptionState::Granted, 2));
        let invoices = ada.invoices().await;
        let instead = invoices.last().expect("an invoice");
        assert!(instead.is_paid() && taxes(&ada).await[2] == (0, true));
        let told = mail(&world).await;
        assert!(told.source.contains(&granted.credited[0]), "the credit notes are enclosed");
        let ubl = format!("/api/invoices/{}.xml", instead.invoice.id);
        let ubl = customer.program.api(Method::GET, &ubl, None).await.text();
        assert!(ubl.contains("<cbc:TaxExemptionReason>") && ubl.contains("<cbc:ID>E</cbc:ID>"));

        let wish = json!({ "do": "change", "seats": 3, "when": "now" });
        customer.does(wish).await;
        let notes = app::billing_overview::credit_notes(&world.app, &ada.who).await;
        let notes = notes.expect("credit notes");
        assert_eq!(notes[0].draft.tax, Money::zero(Currency::EUR), "what had no tax gives none");
        assert!(notes[0].draft.net.is_positive());
        world.runs_until("2027-02-02T10:00Z").await;
        let all = taxes(&ada).await;
        assert_eq!(all.last(), Some(&(0, true)), "the renewal: {all:?}");
        world.books_are_right().await;
    })
    .await;
}

/// A6: the end is announced, then the certificate is over by the clock; the next invoice has tax
/// again, and what was credited stays.
#[tokio::test]
async fn an_exemption_ends_with_its_certificate() {
    on_each_database(async |world| {
        let (ada, _) = subscriber(&world).await;
        let tax = taxes(&ada).await[0].0;
        is_exempt(&ada, "2027-03-15").await;
        assert_eq!(balance(&ada).await, tax);
        let before = world.mails_of_kind(ADA, "tax_exemption").await;
        world.runs_until("2027-02-14T10:00Z").await;
        assert!(mail(&world).await.subject.contains("ends soon"));
        world.runs_until("2027-03-09T10:00Z").await;
        assert_eq!(world.mails_of_kind(ADA, "tax_exemption").await, before + 2);
        assert_eq!(newest(&ada).await.state, ExemptionState::Granted);
        world.runs_until("2027-03-16T10:00Z").await;
        assert_eq!(newest(&ada).await.state, ExemptionState::Expired);
        assert!(mail(&world).await.subject.contains("has ended"));
        world.runs_until("2027-04-02T10:00Z").await;
        let all = taxes(&ada).await;
        let renewals: Vec<bool> = all[2..].iter().map(|(_, exempt)| *exempt).collect();
        assert_eq!(renewals, [true, true, false], "February, March, April: {all:?}");
        assert_eq!(all[4].0, tax);
        let trail = ada.trail().await;
        assert!(trail.contains(&"tax_exemption.expired".to_owned()));
        world.books_are_right().await;
    })
    .await;
}

/// A6, D4: of an invoice that is not paid the tax need not be paid any more.
#[tokio::test]
async fn the_tax_of_an_open_invoice_is_taken_off_it() {
    on_each_database(async |world| {
        world.it_is("2027-01-01T10:00Z");
        let ada = world.owner(ADA).await;
        let card = "4000000000000341";
        ada.buys(&Purchase { card, ..Purchase::default() }).await;
        world.runs_until("2027-02-01T10:00Z").await;
        let open = ada.invoices().await.remove(1);
        let tax = open.invoice.draft.tax;
        assert_eq!(open.open(), open.invoice.draft.total);
        is_exempt(&ada, "").await;
        let now = ada.invoices().await.remove(1);
        assert_eq!(now.open(), open.invoice.draft.net, "the tax is off it");
        assert_eq!(now.settlement.credit_used, tax);
        assert_eq!(balance(&ada).await, 0);
        let good = ada.keeps_card("4242424242424242").await;
        let app = &world.app;
        app::renew::pay_invoice(app, &ada.who, now.invoice.id, good).await.expect("paid");
        world.settles().await;
        assert_eq!(ada.subscriptions().await[0].state, SubscriptionState::Active);
        assert!(ada.invoices().await.iter().all(store::invoice::Issued::is_paid));
        world.books_are_right().await;
    })
    .await;
}

/// A6, C5, D4: what was billed anew without tax is given back once; no document has a line of
/// nothing.
#[tokio::test]
async fn nothing_is_given_back_as_nothing() {
    on_each_database(async |world| {
        let (ada, mut customer) = subscriber(&world).await;
        world.runs_until("2027-01-11T10:00Z").await;
        is_exempt(&ada, "").await;
        let wish = json!({ "do": "change", "tier": "plus", "when": "now", "anchor": "reset" });
        let preview = customer.preview(&wish).await;
        let lines = preview["proposal"]["now"]["lines"].as_array().expect("lines").clone();
        let nothing = lines.iter().filter(|line| line["amount"]["minor"] == 0);
        assert_eq!((lines.len(), nothing.count()), (2, 0), "{preview}");
        customer.does(json!({ "do": "cancel", "when": "now", "credit": "balance" })).await;
        let notes = app::billing_overview::credit_notes(&world.app, &ada.who).await;
        let notes = notes.expect("credit notes");
        assert_eq!(notes.len(), 2, "the tax, and the rest of the month");
        // 21 of 31 days of EUR 70.00.
        assert_eq!((notes[0].draft.lines.len(), notes[0].draft.total.minor), (1, 4_742));
        world.books_are_right().await;
    })
    .await;
}

/// A6, R-37, C10: exempted while it was open, unpaid until its subscription ended, and paid after
/// all: of the net amount, which alone was to pay, what was not served comes back.
#[tokio::test]
async fn what_was_exempted_while_open_gives_back_what_was_not_served() {
    on_each_database(async |world| {
        world.it_is("2027-01-01T10:00Z");
        let ada = world.owner(ADA).await;
        let card = "4000000000000341";
        ada.buys(&Purchase { card, ..Purchase::default() }).await;
        world.runs_until("2027-02-05T10:00Z").await;
        is_exempt(&ada, "").await;
        world.runs_until("2027-06-10T10:00Z").await;
        assert_eq!(ada.subscriptions().await[0].state, SubscriptionState::Ended);
        let open = ada.invoices().await.remove(1);
        assert_eq!(open.open(), open.invoice.draft.net);
        let good = ada.keeps_card("4242424242424242").await;
        let app = &world.app;
        app::renew::pay_invoice(app, &ada.who, open.invoice.id, good).await.expect("paid");
        world.settles().await;
        // Suspended on the 15th of February, which was served: 13 of 28 days of EUR 70.00.
        assert_eq!(balance(&ada).await, 7_000 * 13 / 28);
        let notes = app::billing_overview::credit_notes(app, &ada.who).await;
        assert!(notes.expect("credit notes")[0].draft.tax.is_zero(), "what had no tax gives none");
        world.books_are_right().await;
    })
    .await;
}

/// A6, B2, P4: exempt before the first order, it has no tax; an order that waited with tax has
/// ended, and the buyer is told what happened and what to do.
#[tokio::test]
async fn orders_after_the_granting_have_no_tax() {
    on_each_database(async |world| {
        world.it_is("2027-01-01T10:00Z");
        let ada = world.owner(ADA).await;
        let declined = Purchase { card: "4000000000000002", ..Purchase::default() };
        let waiting = ada.buys(&declined).await;
        let preview = ada.previews(&Purchase::default()).await;
        assert!(preview.proposal.now.tax.is_positive());
        let granted = is_exempt(&ada, "").await;
        assert!(granted.credited.is_empty(), "nothing was billed");
        let mut tx = world.store().read().await.expect("a reader");
        let order = store::order::find(&mut tx, ada.account(), waiting.order).await;
        assert_eq!(order.expect("orders").expect("the order").state, OrderState::Expired);
        drop(tx);
        world.settles().await;
        let mail = world.newest_mail(ADA, "order_ended").await.plain();
        assert!(mail.contains("83.30") && mail.contains("without VAT"), "{mail}");
        assert!(mail.contains("nothing was bought") && mail.contains("/plans"), "{mail}");
        let preview = ada.previews(&Purchase::default()).await;
        assert!(preview.proposal.now.tax.is_zero());
        ada.buys(&Purchase::default()).await;
        assert_eq!(taxes(&ada).await, [(0, true)]);
        world.books_are_right().await;
    })
    .await;
}
