//! Every page of the accounts, in every language (H4).

use axum::http::StatusCode;
use testkit::on_each_database;

/// Every page of the accounts speaks each language, with every text there.
#[tokio::test]
async fn pages_speak_three_languages() {
    on_each_database(async |world| {
        world.it_is("2027-04-01T00:00Z");
        for locale in ["en", "fr", "ru"] {
            let address = format!("ada-{locale}@example.org");
            let ada = world.owner_speaking(&address, "Europe/Paris", locale).await;
            let mut browser = ada.signs_in().await;
            for path in ["/profile", "/security", "/tokens"] {
                let page = browser.get(path).await;
                assert_eq!(page.status, StatusCode::OK, "{path}: {}", page.text());
                let page = page.text();
                assert!(page.contains(&format!("lang=\"{locale}\"")), "{path}");
                assert!(!page.contains('⟦') && !page.contains("{$"), "{path} in {locale}");
            }
            let fields = [("name", "sync"), ("scopes", "profile:read"), ("life_days", "90")];
            let made = browser.post("/tokens", &fields).await;
            assert!(made.text().contains("pat_") && !made.text().contains('⟦'), "{}", made.text());
            let listed = browser.get("/tokens").await.text();
            assert!(listed.contains("sync") && !listed.contains("pat_") && !listed.contains('⟦'));
        }
    })
    .await;
}
