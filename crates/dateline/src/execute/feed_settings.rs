//! How a feed is checked, read and opened.

use super::one_feed;
use crate::report::Report;
use anyhow::{Context as _, Result};
use dateline_desk::Desk;
use dateline_store::{FetchPages, Polling};
use serde_json::json;

/// Changes what is named, and says how the feed is set now.
pub(super) async fn set(
    desk: &Desk,
    what: &str,
    hours: Option<u32>,
    pages: Option<&str>,
    original: Option<bool>,
) -> Result<Report> {
    let feed = one_feed(desk, what).await?;
    if hours.is_some() || pages.is_some() {
        let polling = Polling {
            hours: hours.map_or(feed.polling.hours, |hours| Some(hours).filter(|hours| *hours > 0)),
            pages: match pages {
                Some(word) => {
                    FetchPages::from_word(word).context("pages are fetched auto, always or never")?
                }
                None => feed.polling.pages,
            },
        };
        desk.reader().set_polling(feed.id, polling, desk.now()).await?;
    }
    if let Some(original) = original {
        desk.reader().open_original(feed.id, original).await?;
    }
    let feed = desk.reader().feed(feed.id).await?.with_context(|| format!("no feed {what}"))?;
    let checked = match feed.polling.hours {
        Some(hours) => format!("is checked every {hours} h"),
        None => "is checked by its rhythm".to_owned(),
    };
    let read = match feed.polling.pages {
        FetchPages::Auto => "pages are fetched where it gives less than the article",
        FetchPages::Always => "pages are always fetched",
        FetchPages::Never => "pages are never fetched",
    };
    let opened = if feed.opens_original { "at the publisher" } else { "here" };
    let text = format!("feed {} ({}) {checked}; {read}; its articles open {opened}", feed.id, feed.title);
    let json = json!({
        "feed": feed.id.0,
        "hours": feed.polling.hours,
        "pages": feed.polling.pages.as_str(),
        "original": feed.opens_original,
    });
    Ok(Report::done(json, text))
}
