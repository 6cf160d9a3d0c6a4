//! Articles as apps decode them. An app makes the MD5 of the guid itself, and names an article by it.

use crate::apps::article_html::article_html;
use crate::apps::facts::{author, enclosures, link, published, seconds, title};
use dateline_model::EntryId;
use dateline_store::StreamItem;
use jiff::Timestamp;
use md5::{Digest as _, Md5};
use serde_json::{Value, json};

/// Beginnings of languages that are written from right to left.
const RIGHT_TO_LEFT: [&str; 7] = ["ar", "fa", "he", "iw", "ps", "ur", "yi"];

pub(super) fn md5(text: &str) -> String {
    Md5::digest(text).iter().map(|byte| format!("{byte:02x}")).collect()
}

/// What the desk calls an article: without a slash or colon, for apps put it into addresses as it is.
fn guid(id: EntryId) -> String {
    format!("dateline-{}", id.0)
}

/// The MD5 of what the desk calls an article.
pub(super) fn guid_hash(id: EntryId) -> String {
    md5(&guid(id))
}

/// An article; `None` where its reader has left the feed.
pub(super) fn item(item: &StreamItem) -> Option<Value> {
    let feed = item.feed?;
    let summary = &item.summary;
    let (title, link, body) = (title(item), link(item), article_html(item));
    let changed = [summary.revised_at, summary.read_at, summary.starred_at].into_iter().flatten();
    let file = enclosures(item).next();
    let language = summary.language.as_deref().unwrap_or_default();
    let language = language.split(['-', '_']).next().unwrap_or_default().to_ascii_lowercase();
    let hash = guid_hash(summary.id);
    let says = md5(&format!("{title}\n{link}\n{body}"));
    Some(json!({
        "id": summary.id.0,
        "guid": guid(summary.id),
        "guidHash": hash,
        "url": link,
        "title": title,
        "author": author(item),
        "pubDate": seconds(published(item)),
        "updatedDate": summary.revised_at.map(seconds),
        "body": body,
        "enclosureMime": file.map(|(_, kind, _)| kind),
        "enclosureLink": file.map(|(url, ..)| url),
        "mediaThumbnail": summary.image.as_ref().map(|image| image.url.as_str()),
        "mediaDescription": null,
        "feedId": feed.0,
        "unread": summary.read_at.is_none(),
        "starred": summary.starred_at.is_some(),
        "rtl": RIGHT_TO_LEFT.contains(&language.as_str()),
        "lastModified": seconds(changed.fold(summary.seen, Timestamp::max)),
        "fingerprint": says,
        "contentHash": says,
        "filtered": false,
    }))
}
