//! What the tests of the sandbox share: a sandbox, the hand on its clock, and a charge.

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};

use gateway::sandbox::{Behaviour, JournalError, SandboxSettings, TEST_CARDS};
use gateway::{
    CardDetails, Charge, Gateway, PaymentState, Sandbox, SignedEvent, SigningKey, TypedEntry,
};
use units::{Currency, Money, Timestamp};

/// A sandbox and the hand on its clock.
pub struct Bank {
    pub sandbox: Sandbox,
    pub seconds: Arc<AtomicI64>,
}

pub fn open(journal: Option<&Path>, seconds: &Arc<AtomicI64>) -> Result<Sandbox, JournalError> {
    let clock = seconds.clone();
    let settings = SandboxSettings {
        journal: journal.map(Path::to_owned),
        signing_key: SigningKey::new(vec![7; 32]).expect("long enough"),
        challenge_base: "http://localhost:8080/challenge/".to_owned(),
    };
    let now = move || Timestamp::from_seconds(clock.load(Ordering::SeqCst));
    Sandbox::open(settings, Arc::new(now))
}

impl Bank {
    pub fn new() -> Bank {
        let start: Timestamp = "2027-04-01T00:00Z".parse().expect("a time");
        let seconds = Arc::new(AtomicI64::new(start.seconds()));
        let sandbox = open(None, &seconds).expect("in memory");
        Bank { sandbox, seconds }
    }

    pub fn now(&self) -> Timestamp {
        Timestamp::from_seconds(self.seconds.load(Ordering::SeqCst))
    }

    pub fn waits(&self, seconds: i64) {
        self.seconds.fetch_add(seconds, Ordering::SeqCst);
    }

    /// Keeps the first test card that behaves so, and answers with its token.
    pub async fn keeps(&self, behaviour: Behaviour) -> String {
        let card = TEST_CARDS.iter().find(|card| card.behaviour == behaviour).expect("listed");
        let kept = self.sandbox.keep_card(typed(card.number)).await.expect("a test card");
        assert!(card.number.ends_with(&kept.last4));
        kept.token
    }

    pub async fn state(&self, reference: &str) -> PaymentState {
        let payment = self.sandbox.look_up(reference).await.expect("reachable");
        payment.expect("in the books").state
    }

    pub fn taken(&self) -> i64 {
        self.sandbox.totals().get(&Currency::EUR).map_or(0, |total| total.minor)
    }
}

pub fn typed(number: &str) -> CardDetails {
    CardDetails {
        holder: "Ada".to_owned(),
        number: number.to_owned(),
        expires: "12/30".to_owned(),
        security_code: "123".to_owned(),
    }
}

pub fn charge(reference: &str, token: &str) -> Charge {
    Charge {
        reference: reference.to_owned(),
        token: token.to_owned(),
        amount: Money::new(5_000, Currency::EUR),
        description: "Meetings Pro".to_owned(),
        customer_present: true,
        return_url: "http://localhost:8080/orders/1".to_owned(),
    }
}

pub fn header(event: &SignedEvent) -> impl Fn(&str) -> Option<String> {
    let headers = event.headers.clone();
    move |name| headers.iter().find(|(each, _)| *each == name).map(|(_, value)| value.clone())
}

/// A folder of its own for one test, emptied before.
pub fn folder(name: &str) -> PathBuf {
    let folder = std::env::temp_dir().join(format!("plenum-sandbox-{name}-{}", std::process::id()));
    let _ = std::fs::remove_dir_all(&folder);
    std::fs::create_dir_all(&folder).expect("a folder");
    folder
}
