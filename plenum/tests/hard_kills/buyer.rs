//! The host buys a site of their own while the process is killed: one order, however often it is
//! sent.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU32, Ordering};
use std::time::Duration;

use reqwest::StatusCode;
use serde_json::{Value as Json, json};

use crate::client::{Client, Heard};

/// The order's own id: every try says this one.
const ORDER: &str = "01a20117-e950-7000-8130-6293a5f4ba0d";

/// An order ready to be previewed and placed.
#[derive(Clone)]
pub struct Buyer {
    client: Client,
    body: Json,
    /// Every try is a request of its own: what orders once is the order's id.
    tries: Arc<AtomicU32>,
}

impl Buyer {
    /// Keeps a card and reads what there is to accept.
    pub async fn ready(client: &Client) -> Buyer {
        let card = json!({
            "holder": "Ada Example", "number": "4242424242424242",
            "expires": "12/49", "security_code": "123",
        });
        let (_, card) = client.posts("/api/payment-methods", "card", &card).await.expect("kept");
        let documents = client.gets("/api/catalog").await["documents"].clone();
        let accepted: Vec<Json> = documents
            .as_array()
            .expect("documents")
            .iter()
            .map(|each| json!({ "document": each["kind"], "version": each["version"] }))
            .collect();
        let body = json!({
            "id": ORDER,
            "plans": [{ "product": "meetings", "tier": "pro", "interval": "monthly", "seats": 5 }],
            "currency": "EUR",
            "buyer": {
                "email": "ada@example.org",
                "address": {
                    "name": "Ada Example", "street": "Lindenweg 7", "postcode": "10115",
                    "city": "Berlin", "country": "DE",
                },
            },
            "site_name": "ada-works",
            "accepted": accepted,
            "method": card["id"],
        });
        Buyer { client: client.clone(), body, tries: Arc::default() }
    }

    /// Tries until the order is acknowledged.
    pub async fn buys(self, over: Arc<AtomicBool>) {
        while !over.load(Ordering::SeqCst) && self.places().await.is_err() {
            tokio::time::sleep(Duration::from_millis(10)).await;
        }
    }

    /// Previews and places; `Err` when no answer came, or the preview had moved.
    pub async fn places(&self) -> Result<(), Heard> {
        let preview = self.post("/api/orders/preview", &self.body).await?;
        let mut body = self.body.clone();
        body["preview"] = preview["preview"].clone();
        self.post("/api/orders", &body).await?;
        Ok(())
    }

    async fn post(&self, path: &str, body: &Json) -> Result<Json, Heard> {
        let key = format!("try {}", self.tries.fetch_add(1, Ordering::SeqCst));
        let (status, answer) = self.client.posts(path, &key, body).await?;
        // The preview counts the meetings, and more were scheduled meanwhile; or the clock, which
        // nobody advances, has not yet emptied the limit on tries. Nothing was done.
        if answer["code"] == "preview.moved" || status == StatusCode::TOO_MANY_REQUESTS {
            return Err(Heard::NotThere);
        }
        assert!(matches!(status, StatusCode::OK | StatusCode::CREATED), "{status}: {answer}");
        Ok(answer)
    }

    /// One order, set up, with one invoice, paid.
    pub async fn has_one_of_everything(&self) {
        let order = self.client.gets(&format!("/api/orders/{ORDER}")).await;
        assert_eq!(order["state"], "paid", "{order}");
        assert!(order["provisioned_at"].is_string(), "{order}");
        for (path, noun) in [
            ("/api/orders", "orders"),
            ("/api/invoices", "invoices"),
            ("/api/subscriptions", "subscriptions"),
        ] {
            let listed = self.client.gets(path).await;
            assert_eq!(listed[noun].as_array().map(Vec::len), Some(1), "{path}: {listed}");
        }
    }
}
