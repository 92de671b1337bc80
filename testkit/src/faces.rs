//! Personas at the faces: in a browser and with a token.

use std::collections::BTreeSet;

use app::tokens::{NewToken, make};
use people::scope::Scope;
use serde_json::{Value as Json, json};

use crate::arrive::PASSWORD;
use crate::http::Client;
use crate::persona::Persona;
use crate::shop::Purchase;

impl Persona {
    /// A browser in which they have signed in.
    pub async fn signs_in(&self) -> Client {
        let mut browser = self.world.client();
        let email = self.who.email.to_string();
        let fields = [("email", email.as_str()), ("password", PASSWORD), ("return_to", "/")];
        let reply = browser.post("/sign-in", &fields).await;
        assert!(reply.status.is_redirection(), "{} {}", reply.status, reply.text());
        browser
    }

    /// A personal access token with every scope.
    pub async fn token(&self) -> String {
        let scopes: BTreeSet<Scope> =
            Scope::ALL.into_iter().filter(|scope| *scope != Scope::Operator).collect();
        let new = NewToken { name: "story".to_owned(), scopes, life_days: None };
        let (_, secret) = make(&self.world.app, &self.who, &new).await.expect("a token");
        secret.secret().to_owned()
    }

    /// `purchase`, previewed and filled in, as the API takes an order.
    pub async fn order_body(&self, purchase: &Purchase) -> Json {
        let preview = self.previews(purchase).await;
        let form = self.fills_in(purchase, &preview).await;
        let mut body = serde_json::to_value(&form.ask).expect("JSON");
        let buyer = &form.ask.buyer;
        body["buyer"] = json!({ "address": buyer.address, "email": buyer.email });
        body["id"] = json!(form.order);
        body["accepted"] = json!(form.accepted);
        body["method"] = json!(form.method);
        body["preview"] = json!(form.preview);
        body
    }
}
