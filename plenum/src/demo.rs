//! The demo: accounts to try, with histories made by living through them.
//!
//! Nothing is inserted. The simulated clock begins in the past; the stories of `app` are told as
//! people would press the buttons, and everything that falls due on the way happens.

mod held;
pub(crate) mod history;
mod letters;
mod recordings;
mod team;

use anyhow::Context as _;
use units::Timestamp;

use crate::house::House;
use crate::talk::{self, Bar};

/// How many days of history the demo's oldest account has.
pub const HISTORY_DAYS: i64 = 800;
/// In the store: the demo was lived through to its end.
const READY: &str = "demo_ready";
/// The password of every demo account.
pub const PASSWORD: &str = "a quiet harbour";

/// Somebody to sign in as.
#[derive(Clone, Copy, Debug)]
pub struct Persona {
    pub email: &'static str,
    /// What there is to see.
    pub about: &'static str,
}

/// Who there is.
pub const PERSONAS: [Persona; 3] = [
    Persona { email: "olga@example.org", about: "operator" },
    Persona { email: "ben@example.org", about: "free host" },
    Persona { email: "clara@example.org", about: "paid owner with years of history" },
];

/// Makes the demo's accounts, unless they are there; ends at `until`, the machine's present.
pub async fn prepare(house: &House, until: Timestamp) -> anyhow::Result<()> {
    let mut tx = house.app.store.read().await?;
    let ready = store::deployment::value(&mut tx, READY).await?;
    drop(tx);
    if ready.is_some() {
        return Ok(());
    }
    talk::tell("Living through the demo's history, which takes a moment");
    let mut bar = Bar::new();
    for (days_before_end, chapter) in history::chapters() {
        let day = until.plus_days(-days_before_end).max(house.app.now());
        house.runner.advance(day, |progress| bar.show(progress)).await?;
        history::tell(house, chapter).await.with_context(|| format!("{chapter:?}"))?;
        house.runner.run_due().await?;
    }
    house.runner.advance(until.max(house.app.now()), |progress| bar.show(progress)).await?;
    bar.end();
    let mut tx = house.app.store.begin().await?;
    store::deployment::keep_value(&mut tx, READY, &house.app.now().to_string()).await?;
    tx.commit().await?;
    Ok(())
}
