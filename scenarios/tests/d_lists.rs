//! Lists of orders and invoices: a page at a time, the newest first (D2), and addresses of nothing.

use app::billing_overview::{InvoiceLine, invoice_lines};
use axum::http::{Method, StatusCode};
use serde_json::Value as Json;
use testkit::http::{Client, Reply};
use testkit::{Persona, Purchase, World, on_each_database};

async fn buyer(world: &World) -> Persona {
    world.it_is("2027-01-31T10:00Z");
    world.owner("ada@example.org").await
}

/// A page with its addresses as they are followed.
fn read(reply: &Reply) -> String {
    reply.text().replace("&#x2f;", "/")
}

/// The ids of every page of `path`, read with `limit` lines a page through the API.
async fn pages(program: &mut Client, path: &str, limit: usize) -> Vec<Vec<String>> {
    let mut pages = Vec::new();
    let mut next = format!("/api/{path}?limit={limit}");
    loop {
        let page = program.api(Method::GET, &next, None).await;
        assert_eq!(page.status, StatusCode::OK, "{}", page.text());
        let page = page.json();
        let ids = page[path].as_array().expect("a list").iter();
        pages.push(ids.map(|line| line["id"].as_str().expect("an id").to_owned()).collect());
        match page.get("next").and_then(Json::as_str) {
            Some(after) => next = format!("/api/{path}?limit={limit}&after={after}"),
            None => return pages,
        }
    }
}

/// D1: each order the buyer gave up stays in the list, which goes on page by page.
#[tokio::test]
async fn orders_are_listed_a_page_at_a_time() {
    on_each_database(async |world| {
        let ada = buyer(&world).await;
        let declined = Purchase { card: "4000000000000002", ..Purchase::default() };
        let mut placed = Vec::new();
        for _ in 0..5 {
            placed.insert(0, ada.orders(&declined).await.order.to_string());
        }
        let mut program = world.client();
        program.token = Some(ada.token().await);
        let listed = pages(&mut program, "orders", 2).await;
        assert_eq!(listed.iter().map(Vec::len).collect::<Vec<_>>(), [2, 2, 1]);
        assert_eq!(listed.concat(), placed, "each once, the newest first");

        let first = program.api(Method::GET, "/api/orders?limit=2", None).await.json();
        let after = first["next"].as_str().expect("a cursor");
        let mut browser = ada.signs_in().await;
        let page = read(&browser.get(&format!("/orders?after={after}")).await);
        for (number, id) in placed.iter().enumerate() {
            assert_eq!(page.contains(&format!("/orders/{id}")), number >= 2, "{number}");
        }
        assert!(page.contains("rel=\"prev\"") && !page.contains("rel=\"next\""), "{page}");
        for wrong in ["after=yesterday", "limit=0", "limit=101"] {
            let reply = program.api(Method::GET, &format!("/api/orders?{wrong}"), None).await;
            assert_eq!(reply.status, StatusCode::UNPROCESSABLE_ENTITY, "{wrong}");
        }
    })
    .await;
}

/// D2: the invoices of years are all there, twenty-five on a page of the portal.
#[tokio::test]
async fn invoices_are_listed_a_page_at_a_time() {
    on_each_database(async |world| {
        let ada = buyer(&world).await;
        ada.buys(&Purchase::default()).await;
        world.runs_until("2029-03-31T12:00Z").await;
        let mut ids: Vec<String> =
            ada.invoices().await.iter().map(|each| each.invoice.id.to_string()).collect();
        ids.reverse();
        assert_eq!(ids.len(), 27);
        let mut program = world.client();
        program.token = Some(ada.token().await);
        assert_eq!(pages(&mut program, "invoices", 10).await.concat(), ids);
        // A line is read without its document, and says the same.
        let listed = invoice_lines(&world.app, &ada.who, None, 100).await.expect("lines").lines;
        let mut documents: Vec<InvoiceLine> =
            ada.invoices().await.iter().map(InvoiceLine::from).collect();
        documents.reverse();
        assert_eq!(listed, documents);

        let mut browser = ada.signs_in().await;
        let page = read(&browser.get("/invoices").await);
        let links = |page: &str, id: &String| page.contains(&format!("/invoices/{id}"));
        let shown = |page: &str| ids.iter().filter(|id| links(page, id)).count();
        assert_eq!(shown(&page), 25);
        let (_, older) = page.split_once("/invoices?after=").expect("older ones");
        let older = older.split('"').next().expect("an end");
        let page = read(&browser.get(&format!("/invoices?after={older}")).await);
        assert_eq!(shown(&page), 2, "the oldest two");
        assert!(page.contains("rel=\"prev\"") && !page.contains("rel=\"next\""));
    })
    .await;
}

/// An address whose id is none names nothing that exists: 404, as for an id of nobody's.
#[tokio::test]
async fn an_id_that_is_none_is_not_found() {
    on_each_database(async |world| {
        let ada = buyer(&world).await;
        let mut browser = ada.signs_in().await;
        let mut program = world.client();
        program.token = Some(ada.token().await);
        let nouns = ["orders", "invoices", "meetings", "webhooks", "subscriptions"];
        for noun in nouns {
            for id in ["none", "0190a4be-0000-7000-8000-000000000001", "%FF"] {
                if noun != "subscriptions" {
                    let page = browser.get(&format!("/{noun}/{id}")).await;
                    assert_eq!(page.status, StatusCode::NOT_FOUND, "/{noun}/{id}");
                    assert!(page.text().contains("<h1>"), "a page of ours: {}", page.text());
                }
                let path = format!("/api/{noun}/{id}");
                let reply = program.api(Method::GET, &path, None).await;
                assert_eq!(reply.status, StatusCode::NOT_FOUND, "{path}");
                let kind = reply.header("content-type").unwrap_or_default();
                assert!(kind.starts_with("application/problem+json"), "{path}: {kind}");
            }
        }
    })
    .await;
}
