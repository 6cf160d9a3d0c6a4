//! What every protocol tells of articles and feeds, in its own fields: nothing empty that an app cannot bear.

use crate::app_state::App;
use crate::error_response::ErrorResponse;
use base64ct::{Base64, Encoding as _};
use dateline_model::WebUrl;
use dateline_store::{FeedRecord, StreamItem};
use jiff::Timestamp;

/// Some apps read seconds into 32 bits.
const LAST_SECOND: i64 = 0x7fff_ffff;

/// The headline; no app bears an empty one.
pub(in crate::apps) fn title(item: &StreamItem) -> String {
    let title = item.summary.title.trim();
    match (title.is_empty(), link(item)) {
        (false, _) => title.to_owned(),
        (true, link) if !link.is_empty() => link,
        (true, _) => "Untitled".to_owned(),
    }
}

pub(in crate::apps) fn link(item: &StreamItem) -> String {
    item.summary.url.as_ref().map_or("", WebUrl::as_str).to_owned()
}

pub(in crate::apps) fn author(item: &StreamItem) -> String {
    let article = item.reading.as_ref().and_then(|reading| reading.article.as_ref());
    let named = article.map(|article| &article.bylines).filter(|names| !names.is_empty());
    named.unwrap_or(&item.authors).join(", ")
}

pub(in crate::apps) fn published(item: &StreamItem) -> Timestamp {
    item.summary.published.map_or(item.summary.seen, dateline_model::Date::approximate)
}

/// When it last said something else.
pub(in crate::apps) fn updated(item: &StreamItem) -> Timestamp {
    item.summary.revised_at.unwrap_or_else(|| published(item))
}

pub(in crate::apps) fn seconds(at: Timestamp) -> i64 {
    at.as_second().clamp(0, LAST_SECOND)
}

/// Address, type and length of each file.
pub(in crate::apps) fn enclosures(item: &StreamItem) -> impl Iterator<Item = (&str, &str, u64)> {
    item.attached.files.iter().map(|file| {
        let kind = file.media_type.as_deref().unwrap_or("application/octet-stream");
        (file.url.as_str(), kind, file.length.unwrap_or(0))
    })
}

pub(in crate::apps) fn feed_title(record: &FeedRecord) -> String {
    let title = record.title.trim();
    if title.is_empty() { record.url.site().to_owned() } else { title.to_owned() }
}

pub(in crate::apps) fn feed_home(record: &FeedRecord) -> String {
    record.home.as_ref().unwrap_or(&record.url).as_str().to_owned()
}

/// The icon of a feed: its kind, and its bytes in base64.
pub(in crate::apps) async fn icon(
    app: &App,
    feed: &FeedRecord,
) -> Result<Option<(&'static str, String)>, ErrorResponse> {
    let Some(url) = &feed.icon else { return Ok(None) };
    let picture = app.desk.picture(url).await?;
    Ok(picture.map(|picture| (picture.media_type, Base64::encode_string(&picture.bytes))))
}

/// An icon that the desk has, as `KIND;base64,BYTES`; `Some(None)` where it is known that there is none, `None` where that is not known.
pub(in crate::apps) async fn held_icon(
    app: &App,
    url: &WebUrl,
) -> Result<Option<Option<String>>, ErrorResponse> {
    let Some(held) = app.desk.store().image(url.clone()).await? else { return Ok(None) };
    if held.bytes.is_empty() {
        return Ok(Some(None));
    }
    let told = format!("{};base64,{}", held.media_type, Base64::encode_string(&held.bytes));
    Ok(Some(Some(told)))
}
