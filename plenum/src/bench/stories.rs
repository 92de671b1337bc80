//! The stories that are timed, in the order in which they are told.
//!
//! A new one is a file beside this one with a function like those called here, and its line below.
//! Requests that change something come last: what reads is timed on what was there before.

use super::scene::{Scene, Story};
use super::{changes, chats, holdings, meetings, orders, pages};

/// The stories that `only` names a part of, ready to be told; all when it names nothing.
pub async fn wanted(scene: Scene<'_>, only: &[String]) -> anyhow::Result<Vec<Story>> {
    let is_wanted = |name: &str| only.is_empty() || only.iter().any(|part| name.contains(part));
    let mut stories = pages::stories(scene).await?;
    if chats::NAMES.into_iter().any(is_wanted) {
        stories.extend(chats::stories(scene).await?);
    }
    if holdings::NAMES.into_iter().any(is_wanted) {
        stories.extend(holdings::stories(scene).await?);
    }
    stories.extend(orders::stories(scene).await?);
    stories.extend(meetings::stories(scene));
    // Years of invoices are made for these: not without being asked.
    if changes::NAMES.into_iter().any(is_wanted) {
        stories.extend(changes::stories(scene).await?);
    }
    stories.retain(|story| is_wanted(story.name));
    Ok(stories)
}
