//! Reliability of the store (reliability.md, R-51, R-52).

use axum::http::{Method, StatusCode};
use store::args;
use store::dialect::Dialect;
use testkit::{Purchase, World, on_each_database};

/// another process holds the database: the write is refused with 503 and when to come back,
/// reading goes on, and afterwards all is well.
#[tokio::test]
async fn a_locked_database_says_when_to_come_back() {
    on_each_database(async |world| {
        world.it_is("2027-04-01T00:00Z");
        let ada = world.owner("ada@example.org").await;
        let mut browser = ada.signs_in().await;
        let Some(lock) = world.is_locked_by_another().await else { return };
        let refused = browser.post("/forgot-password", &[("email", "ada@example.org")]).await;
        assert_eq!(refused.status, StatusCode::SERVICE_UNAVAILABLE, "{}", refused.text());
        assert!(refused.header("retry-after").is_some(), "it says when to come back");
        assert_eq!(browser.get("/billing").await.status, StatusCode::OK, "reading goes on");
        drop(lock);
        // The other process lets go in the background.
        tokio::time::sleep(std::time::Duration::from_millis(50)).await;
        let taken = browser.post("/forgot-password", &[("email", "ada@example.org")]).await;
        assert!(taken.status.is_redirection() || taken.status.is_success(), "{}", taken.status);
    })
    .await;
}

/// The database file may not grow any more, as on a full disk; on PostgreSQL each new order is
/// refused as the server does then.
async fn disk_is_full(world: &World) {
    let mut tx = world.store().begin().await.expect("a writer");
    if world.store().dialect() == Dialect::Postgres {
        let refuses = "create function full_disk() returns trigger language plpgsql as $full$
            begin raise exception 'no space left on device' using errcode = '53100'; end $full$";
        tx.execute(refuses, args![]).await.expect("a function");
        let on_orders = "create trigger full_disk before insert on customer_order
            for each row execute function full_disk()";
        tx.execute(on_orders, args![]).await.expect("a trigger");
        return tx.commit().await.expect("committed");
    }
    tx.rows("pragma max_page_count = 1", args![]).await.expect("as large as it is");
    tx.commit().await.expect("committed");
    // What is free inside the file is used up.
    let text = "x".repeat(64 * 1024);
    for number in 0..10_000 {
        let mut tx = world.store().begin().await.expect("a writer");
        let name = format!("filler {number}");
        if store::deployment::keep_value(&mut tx, &name, &text).await.is_err() {
            return;
        }
        tx.commit().await.expect("committed");
    }
    panic!("the file goes on growing");
}

async fn disk_has_space(world: &World) {
    let mut tx = world.store().begin().await.expect("a writer");
    match world.store().dialect() {
        Dialect::Postgres => {
            let dropped = tx.execute("drop trigger full_disk on customer_order", args![]).await;
            dropped.expect("dropped");
        }
        Dialect::Sqlite => {
            let freed = tx.rows("pragma max_page_count = 4294967294", args![]).await;
            freed.expect("as large as it likes");
        }
    }
    tx.commit().await.expect("committed");
}

/// the disk is full: an order is refused with 503 and when to come back, nothing of it is
/// there and nobody is charged, reading goes on; with space again the same request goes through.
#[tokio::test]
async fn a_full_disk_takes_nothing_by_halves() {
    on_each_database(async |world| {
        world.it_is("2027-04-01T00:00Z");
        let ada = world.owner("ada@example.org").await;
        let mut program = world.client();
        program.token = Some(ada.token().await);
        let body = ada.order_body(&Purchase::default()).await;
        let key = [("idempotency-key", "full")];
        disk_is_full(&world).await;
        for _ in 0..2 {
            let reply =
                program.api_with(Method::POST, "/api/orders", Some(body.clone()), &key).await;
            assert_eq!(reply.status, StatusCode::SERVICE_UNAVAILABLE, "{}", reply.text());
            assert!(reply.header("retry-after").is_some(), "it says when to come back");
        }
        let listed = program.api(Method::GET, "/api/orders", None).await;
        assert_eq!(listed.status, StatusCode::OK, "reading goes on: {}", listed.text());
        assert_eq!(listed.json()["orders"].as_array().map(Vec::len), Some(0));
        assert!(world.sandbox.payments().is_empty(), "nobody is charged");

        disk_has_space(&world).await;
        let reply = program.api_with(Method::POST, "/api/orders", Some(body), &key).await;
        assert_eq!(reply.status, StatusCode::CREATED, "{}", reply.text());
        world.settles().await;
        assert_eq!(ada.invoices().await.len(), 1);
        world.books_are_right().await;
    })
    .await;
}

/// R-01, I-21: the process dies in the middle of an order. Whoever asks again meanwhile is told to
/// wait; the process that starts knows that nobody is at work, and makes the one order.
#[tokio::test]
async fn retries_after_a_crash_do_not_wait() {
    on_each_database(async |world| {
        world.it_is("2027-04-01T00:00Z");
        let ada = world.owner("ada@example.org").await;
        let mut program = world.client();
        program.token = Some(ada.token().await);
        let body = ada.order_body(&Purchase::default()).await;
        let key = [("idempotency-key", "died")];
        let order = || Some(body.clone());
        world.store().crash_after_writes(12);
        let died = program.api_with(Method::POST, "/api/orders", order(), &key).await;
        assert!(died.status.is_server_error(), "{}", died.text());
        assert!(world.store().recover(), "it came that far");
        let waits = program.api_with(Method::POST, "/api/orders", order(), &key).await;
        assert_eq!(waits.status, StatusCode::CONFLICT, "{}", waits.text());
        assert_eq!(waits.json()["code"], "idempotency.running");

        world.starts_again().await;
        let mut replies = Vec::new();
        for _ in 0..2 {
            let reply = program.api_with(Method::POST, "/api/orders", order(), &key).await;
            assert_eq!(reply.status, StatusCode::CREATED, "{}", reply.text());
            replies.push(reply.text());
        }
        assert_eq!(replies[0], replies[1], "the same bytes");
        world.settles().await;
        assert_eq!(ada.invoices().await.len(), 1);
        world.books_are_right().await;
    })
    .await;
}
