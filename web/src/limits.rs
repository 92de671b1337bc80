//! Limits: how often something may be tried, counted in the store so that a restart forgives
//! nothing. Nobody waits for the disk to count: a power failure may forgive the last
//! milliseconds.

use app::App;
use store::StoreError;
use units::EmailAddress;
use units::id::{AccountId, PersonId};

use crate::client::Client;
use crate::refusal::Refused;

/// So many times within so many seconds.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Limit {
    /// First part of its buckets' names.
    pub name: &'static str,
    pub most: u32,
    pub window_s: i64,
}

const MINUTE_S: i64 = 60;
const HOUR_S: i64 = 3_600;

pub const SIGN_IN_BY_NETWORK: Limit = Limit { name: "sign-in-net", most: 100, window_s: 600 };
pub const SIGN_IN_BY_ADDRESS: Limit = Limit { name: "sign-in-for", most: 10, window_s: 600 };
pub const SIGN_UP_BY_NETWORK: Limit = Limit { name: "sign-up-net", most: 60, window_s: HOUR_S };
pub const REGISTER_BY_NETWORK: Limit = Limit { name: "register-net", most: 60, window_s: HOUR_S };
/// Mails that a stranger can cause to be sent to one address.
pub const MAIL_BY_ADDRESS: Limit = Limit { name: "mail-to", most: 6, window_s: HOUR_S };
/// Codes, passwords and meeting numbers tried.
pub const GUESS_BY_NETWORK: Limit = Limit { name: "guess-net", most: 60, window_s: 600 };
pub const ORDER_BY_ACCOUNT: Limit = Limit { name: "order-of", most: 60, window_s: HOUR_S };
pub const CARD_BY_ACCOUNT: Limit = Limit { name: "card-of", most: 30, window_s: HOUR_S };
pub const INVITE_BY_PERSON: Limit = Limit { name: "invite-by", most: 200, window_s: HOUR_S };
pub const INTAKE_BY_PERSON: Limit = Limit { name: "intake-by", most: 60, window_s: HOUR_S };
pub const API_CHANGE_BY_PERSON: Limit =
    Limit { name: "api-change-by", most: 1_200, window_s: MINUTE_S };

impl Limit {
    pub fn for_client(self, client: &Client) -> Bucket {
        self.bucket(&client.network())
    }

    pub fn for_account(self, account: AccountId) -> Bucket {
        self.bucket(&account.to_string())
    }

    pub fn for_person(self, person: PersonId) -> Bucket {
        self.bucket(&person.to_string())
    }

    pub fn for_address(self, address: &EmailAddress) -> Bucket {
        self.bucket(&address.key())
    }

    fn bucket(self, whose: &str) -> Bucket {
        Bucket { name: format!("{}:{whose}", self.name), limit: self }
    }
}

/// One counter of one limit.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Bucket {
    name: String,
    limit: Limit,
}

/// Counts one more use of every bucket; refuses with 429 when one of them is full.
pub async fn take(app: &App, buckets: &[Bucket]) -> Result<(), Refused> {
    match full(app, buckets).await {
        Ok(None) => Ok(()),
        Ok(Some(seconds)) => {
            let refused = Refused::of_code("rate.limited");
            Err(Refused { retry_after_s: Some(seconds), ..refused })
        }
        Err(error) => Err(Refused::of(&error)),
    }
}

/// Seconds until the first full bucket is empty again; none when all were counted.
async fn full(app: &App, buckets: &[Bucket]) -> Result<Option<i64>, StoreError> {
    let now = app.now();
    let mut tx = app.store.begin().await?;
    for Bucket { name, limit } in buckets {
        let Limit { most, window_s, .. } = *limit;
        if let Some(until) = store::rate_limit::take(&mut tx, name, most, window_s, now).await? {
            return Ok(Some(until.seconds_since(now).max(1)));
        }
    }
    tx.commit_soon().await?;
    Ok(None)
}

/// Empties a bucket: what it counted was meant well, such as a sign-in that succeeded.
pub async fn forgive(app: &App, bucket: &Bucket) -> Result<(), StoreError> {
    let mut tx = app.store.begin().await?;
    store::rate_limit::reset(&mut tx, &bucket.name).await?;
    tx.commit_soon().await
}
