//! What a person of the desk does with articles beyond marks, by pages and by the API: rules, notes, progress.

mod notes;
mod offline;
mod rules;

use crate::site::Site;

/// Unread articles, as the API says.
async fn unread(site: &Site) -> u64 {
    site.ask("/api/v1/unread", None).await.1["unread"].as_u64().unwrap()
}
