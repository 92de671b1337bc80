//! The stories that are timed, in the order in which they are told.
//!
//! A new one is a file beside this one with a function like those called here, and its line below.
//! Requests that change something come last: what reads is timed on what was there before.

use super::scene::{Scene, Story};
use super::{meetings, orders, pages};

/// All stories, ready to be told.
pub async fn all(scene: Scene<'_>) -> anyhow::Result<Vec<Story>> {
    let mut stories = pages::stories(scene).await?;
    stories.extend(orders::stories(scene).await?);
    stories.extend(meetings::stories(scene));
    Ok(stories)
}
