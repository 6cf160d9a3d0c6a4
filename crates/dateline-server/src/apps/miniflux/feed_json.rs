//! Feeds and categories as clients decode them: every field, and null only where each of them bears it.

use crate::apps::facts::{feed_home, feed_title};
use crate::apps::shelf::Shelf;
use dateline_desk::health;
use dateline_store::{FeedRecord, NumberedFolder};
use jiff::Timestamp;
use serde_json::{Value, json};

/// The category of feeds that are in no folder.
pub(super) const LOOSE: i64 = 1;
/// What no feed does here, and no client of ours may count on.
const NEVER: &str = "0001-01-01T00:00:00Z";

/// The number of a folder's category.
pub(super) const fn category_number(folder: &NumberedFolder) -> i64 {
    folder.id + LOOSE
}

/// The folder of a category; `Some(None)` is of feeds that are in none.
pub(super) fn folder_of(shelf: &Shelf, category: i64) -> Option<Option<&NumberedFolder>> {
    if category == LOOSE { Some(None) } else { shelf.folder(category - LOOSE).map(Some) }
}

pub(super) fn category(shelf: &Shelf, folder: Option<&NumberedFolder>) -> Value {
    let (id, title) = folder.map_or((LOOSE, "All"), |folder| (category_number(folder), folder.name.as_str()));
    json!({"id": id, "title": title, "user_id": shelf.user, "hide_globally": false})
}

fn moment(at: Option<Timestamp>) -> String {
    at.map_or_else(|| NEVER.to_owned(), |at| at.to_string())
}

pub(super) fn feed(shelf: &Shelf, record: &FeedRecord, now: Timestamp) -> Value {
    let mut object = switches();
    let icon = record.icon.is_some().then(|| {
        let number = record.id.0;
        json!({"feed_id": number, "icon_id": number, "external_icon_id": number.to_string()})
    });
    let failures = record.health.failures;
    let told = json!({
        "id": record.id.0,
        "user_id": shelf.user,
        "feed_url": record.url.as_str(),
        "site_url": feed_home(record),
        "title": feed_title(record),
        "description": "",
        "language": record.language.as_deref().unwrap_or_default(),
        "checked_at": moment(record.health.last_poll.or(Some(record.added_at))),
        "next_check_at": moment(record.next_due),
        "parsing_error_count": failures,
        "parsing_error_message": if failures == 0 { String::new() } else { health::words(record, now) },
        "disabled": record.paused_at.is_some(),
        "crawler": true,
        "category": category(shelf, shelf.folder_of(record)),
        "icon": icon,
    });
    if let (Some(object), Value::Object(told)) = (object.as_object_mut(), told) {
        object.extend(told);
    }
    object
}

/// Settings of a feed that Miniflux has and a desk does by itself, or does not.
fn switches() -> Value {
    let mut object = json!({
        "etag_header": "", "last_modified_header": "", "scraper_rules": "", "rewrite_rules": "", "urlrewrite_rules": "",
        "blocklist_rules": "", "keeplist_rules": "", "block_filter_entry_rules": "", "keep_filter_entry_rules": "",
        "user_agent": "", "cookie": "", "username": "", "password": "", "apprise_service_urls": "", "webhook_url": "",
        "ntfy_topic": "", "proxy_url": "", "ntfy_priority": 0, "pushover_priority": 0,
    });
    for name in [
        "no_media_player",
        "ignore_http_cache",
        "allow_self_signed_certificates",
        "fetch_via_proxy",
        "hide_globally",
        "disable_http2",
        "ignore_entry_updates",
        "ntfy_enabled",
        "pushover_enabled",
    ] {
        if let Some(object) = object.as_object_mut() {
            object.insert(name.to_owned(), false.into());
        }
    }
    object
}
