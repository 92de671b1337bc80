//! Reliability of the store (reliability.md, R-52).

use axum::http::StatusCode;
use testkit::on_each_database;

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
