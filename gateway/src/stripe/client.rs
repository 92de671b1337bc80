//! Calls to Stripe's API: form-encoded questions, JSON answers, one version of the API.
//!
//! Every call that does something carries an idempotency key. How a call failed is told apart by
//! what may have happened: `Failure`.

use std::fmt;
use std::time::Duration;

use serde_json::Value as Json;

use super::answer::{Answer, Failure};

/// The version of the API this was written for; Stripe keeps old versions working.
const API_VERSION: &str = "2024-06-20";
const API: &str = "https://api.stripe.com";
/// Where Stripe's pages are.
const PAGES: &str = "https://checkout.stripe.com";
/// Longest wait for an answer; Stripe's own libraries wait 80 seconds.
const ANSWER_WAIT: Duration = Duration::from_secs(40);
const CONNECT_WAIT: Duration = Duration::from_secs(10);
/// Largest answer read.
const ANSWER_MAX_BYTES: u64 = 4_000_000;

/// What Stripe gave the operator.
#[derive(Clone)]
pub struct StripeSettings {
    /// `sk_…` or a restricted `rk_…`.
    pub secret_key: String,
    /// `whsec_…`, of the endpoint that leads to this deployment.
    pub webhook_secret: String,
    /// Where a stand-in has the API, to try out and to test; Stripe's own when none. Plain http
    /// only to this machine.
    pub api_base: Option<String>,
    /// Scheme and host of the pages it leads to, as `api_base`.
    pub pages_base: Option<String>,
}

impl fmt::Debug for StripeSettings {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("StripeSettings(…)")
    }
}

/// What is wrong with the settings.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum StripeSettingsError {
    #[error("the secret key begins with sk_ or rk_ (a publishable key, pk_, cannot be used)")]
    SecretKey,
    #[error("the webhook secret begins with whsec_")]
    WebhookSecret,
    #[error("the API's address begins with https://, or with http://127.0.0.1: in tests")]
    ApiBase,
    #[error("no TLS is at hand")]
    NoTls,
}

impl StripeSettings {
    /// What can be seen to be wrong without asking Stripe.
    pub fn check(&self) -> Result<(), StripeSettingsError> {
        let plain = |text: &str| text.bytes().all(|byte| byte.is_ascii_graphic());
        let key = &self.secret_key;
        if !(key.starts_with("sk_") || key.starts_with("rk_")) || !plain(key) {
            return Err(StripeSettingsError::SecretKey);
        }
        if !self.webhook_secret.starts_with("whsec_") || !plain(&self.webhook_secret) {
            return Err(StripeSettingsError::WebhookSecret);
        }
        let reached =
            |base: &str| base.starts_with("https://") || base.starts_with("http://127.0.0.1:");
        let mut bases = self.api_base.iter().chain(&self.pages_base);
        match bases.all(|base| reached(base) && plain(base)) {
            true => Ok(()),
            false => Err(StripeSettingsError::ApiBase),
        }
    }
}

#[derive(Clone)]
pub struct Client {
    http: reqwest::Client,
    base: String,
    settings: StripeSettings,
}

/// Names and values of a form or a query.
pub type Fields<'f> = &'f [(&'f str, String)];

impl Client {
    pub fn new(settings: StripeSettings) -> Result<Client, StripeSettingsError> {
        settings.check()?;
        let http = reqwest::Client::builder()
            .connect_timeout(CONNECT_WAIT)
            .timeout(ANSWER_WAIT)
            .redirect(reqwest::redirect::Policy::none())
            .user_agent("plenum")
            .build()
            .map_err(|_| StripeSettingsError::NoTls)?;
        let base = settings.api_base.clone().unwrap_or_else(|| API.to_owned());
        Ok(Client { http, base: base.trim_end_matches('/').to_owned(), settings })
    }

    /// Scheme and host of Stripe's pages.
    pub fn pages(&self) -> &str {
        self.settings.pages_base.as_deref().unwrap_or(PAGES)
    }

    pub fn webhook_secret(&self) -> &str {
        &self.settings.webhook_secret
    }

    /// Asks for something that changes nothing.
    pub async fn get(&self, path: &str, fields: Fields<'_>) -> Result<Json, Failure> {
        let query = encoded(fields);
        self.send(self.http.get(format!("{}{path}?{query}", self.base))).await
    }

    /// Does something, once per `key`.
    pub async fn post(&self, path: &str, key: &str, fields: Fields<'_>) -> Result<Json, Failure> {
        let request = self
            .http
            .post(format!("{}{path}", self.base))
            .header("content-type", "application/x-www-form-urlencoded")
            .header("idempotency-key", key)
            .body(encoded(fields));
        self.send(request).await
    }

    async fn send(&self, request: reqwest::RequestBuilder) -> Result<Json, Failure> {
        let request =
            request.bearer_auth(&self.settings.secret_key).header("stripe-version", API_VERSION);
        let response = request.send().await.map_err(|error| match error.is_connect() {
            true => Failure::NotSent(without_address(error)),
            false => Failure::Lost(without_address(error)),
        })?;
        let status = response.status().as_u16();
        if response.content_length().is_some_and(|length| length > ANSWER_MAX_BYTES) {
            return Err(Failure::Lost("the answer is too large".to_owned()));
        }
        let bytes =
            response.bytes().await.map_err(|error| Failure::Lost(without_address(error)))?;
        Answer { status, body: &bytes }.read()
    }
}

/// An address may hold what belongs to a customer; logs say what happened without it.
fn without_address(error: reqwest::Error) -> String {
    error.without_url().to_string()
}

fn encoded(fields: Fields<'_>) -> String {
    url::form_urlencoded::Serializer::new(String::new()).extend_pairs(fields).finish()
}
