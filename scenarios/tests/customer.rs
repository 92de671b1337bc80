//! A customer with a subscription, and a program with their token that changes it over the API.

use axum::http::{Method, StatusCode};
use serde_json::{Value as Json, json};
use testkit::http::{Client, Reply};
use testkit::{Persona, Purchase, World};

/// Somebody with Pro for five since the first of January, and a program with their token.
pub async fn subscriber(world: &World) -> (Persona, Customer) {
    subscriber_of(world, &Purchase::default()).await
}

/// The same with what they have bought.
pub async fn subscriber_of(world: &World, bought: &Purchase) -> (Persona, Customer) {
    world.it_is("2027-01-01T10:00Z");
    let ada = world.owner("ada@example.org").await;
    ada.buys(bought).await;
    let customer = customer(&ada).await;
    (ada, customer)
}

/// A program of somebody who has subscribed.
pub async fn customer(ada: &Persona) -> Customer {
    let mut program = ada.world.client();
    program.token = Some(ada.token().await);
    let id = ada.subscriptions().await[0].id.to_string();
    let card = ada.keeps_card("4242424242424242").await.to_string();
    Customer { world: ada.world.clone(), program, id, card, tries: 0 }
}

/// Previews and places what is wished of one subscription.
pub struct Customer {
    world: World,
    pub program: Client,
    /// Of the subscription.
    pub id: String,
    /// Pays.
    pub card: String,
    tries: u32,
}

impl Customer {
    fn path(&self, rest: &str) -> String {
        format!("/api/subscriptions/{}{rest}", self.id)
    }

    /// What the wish would do now.
    pub async fn preview(&mut self, wish: &Json) -> Json {
        let reply = self.tries_preview(wish).await;
        assert_eq!(reply.status, StatusCode::OK, "{}", reply.text());
        reply.json()
    }

    /// As `preview`, whatever comes of it.
    pub async fn tries_preview(&mut self, wish: &Json) -> Reply {
        let path = self.path("/changes/preview");
        self.program.api(Method::POST, &path, Some(wish.clone())).await
    }

    /// The preview is refused with `code`, in words.
    pub async fn refused(&mut self, wish: &Json, code: &str) {
        let reply = self.tries_preview(wish).await;
        assert_eq!(reply.json()["code"], code, "{}", reply.text());
        assert!(reply.json()["detail"].as_str().is_some_and(|text| text.len() > 20));
    }

    /// The wish as it is placed, with a preview of now; what must be accepted is.
    pub async fn filled(&mut self, wish: &Json) -> Json {
        let preview = self.preview(wish).await;
        let mut body = wish.clone();
        body["id"] = json!(self.world.app.id::<units::id::kind::Order>());
        body["preview"] = preview["preview"].clone();
        body["method"] = json!(self.card);
        let documents = preview["accept"].as_array().expect("a list").iter();
        let accepted = documents
            .map(|each| json!({ "document": each["document"], "version": each["version"] }));
        body["accepted"] = accepted.collect();
        body
    }

    /// Places a body as `filled` made it.
    pub async fn places(&mut self, body: &Json) -> Reply {
        self.tries += 1;
        let key = format!("change {}", self.tries);
        let path = self.path("/changes");
        self.program
            .api_with(Method::POST, &path, Some(body.clone()), &[("idempotency-key", &key)])
            .await
    }

    /// Preview, order, and whatever is due then.
    pub async fn does(&mut self, wish: Json) -> Json {
        let body = self.filled(&wish).await;
        let reply = self.places(&body).await;
        assert_eq!(reply.status, StatusCode::CREATED, "{}", reply.text());
        self.world.settles().await;
        reply.json()
    }

    /// As it stands.
    pub async fn subscription(&mut self) -> Json {
        let path = self.path("");
        self.program.api(Method::GET, &path, None).await.json()
    }

    /// What is read at `path`.
    pub async fn get(&mut self, path: &str) -> Json {
        let reply = self.program.api(Method::GET, path, None).await;
        assert_eq!(reply.status, StatusCode::OK, "{}", reply.text());
        reply.json()
    }
}

/// What each invoice totals, in minor units.
pub async fn totals(ada: &Persona) -> Vec<i64> {
    ada.invoices().await.iter().map(|each| each.invoice.draft.total.minor).collect()
}
