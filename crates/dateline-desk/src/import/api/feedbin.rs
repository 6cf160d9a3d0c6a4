//! What Feedbin holds, by version 2 of its API: articles page by page, and beside them the numbers of those that are unread and starred.

use super::client::{Client, read};
use super::{ANSWERS, AT_ONCE, Tell, number, word};
use crate::health::count;
use crate::import::ImportError;
use crate::import::source::Piece;
use crate::import::writer::Writer;
use dateline_feed::import::{Imported, ImportedFeed, item_of_json};
use serde_json::Value;
use std::collections::{HashMap, HashSet};

/// What is known before the articles come.
struct Known {
    unread: HashSet<i64>,
    starred: HashSet<i64>,
    /// Addresses of feeds by number.
    feeds: HashMap<i64, String>,
    /// Articles that came.
    taken: HashSet<i64>,
}

pub(super) async fn take(
    client: &Client<'_>,
    writer: &mut Writer<'_>,
    tell: Tell<'_>,
) -> Result<(), ImportError> {
    let (feeds, pieces) = subscriptions(client).await?;
    writer.take(pieces).await?;
    let (unread, starred) =
        (numbers(client, "v2/unread_entries.json").await?, numbers(client, "v2/starred_entries.json").await?);
    let mut known = Known { unread, starred, feeds, taken: HashSet::new() };
    for page in 1..=ANSWERS {
        let path = format!("v2/entries.json?per_page={AT_ONCE}&page={page}");
        // Behind the last page there is none.
        let Some(body) = client.maybe(&path).await? else { break };
        let pieces = known.pieces(&read(&path, &body)?);
        if pieces.is_empty() {
            break;
        }
        writer.take(pieces).await?;
        tell(writer.entries());
    }
    // What is starred or unread in feeds that its reader has left is on no page.
    let mut missing: Vec<i64> = known.unread.union(&known.starred).copied().collect();
    missing.retain(|id| !known.taken.contains(id));
    missing.sort_unstable();
    for ids in missing.chunks(AT_ONCE) {
        let ids: Vec<String> = ids.iter().map(ToString::to_string).collect();
        let path = format!("v2/entries.json?ids={}", ids.join(","));
        let pieces = known.pieces(&client.json(&path).await?);
        writer.take(pieces).await?;
        tell(writer.entries());
    }
    let gone = missing.iter().filter(|id| !known.taken.contains(id)).count();
    if gone > 0 {
        writer.leave(format!(
            "{} marked there: the text was not given",
            count(gone as u64, "article", "articles")
        ));
    }
    Ok(())
}

fn array(value: &Value) -> &[Value] {
    value.as_array().map_or(&[], Vec::as_slice)
}

async fn numbers(client: &Client<'_>, path: &str) -> Result<HashSet<i64>, ImportError> {
    Ok(array(&client.json(path).await?).iter().filter_map(Value::as_i64).collect())
}

/// Feeds, in the folders that Feedbin calls tags.
async fn subscriptions(client: &Client<'_>) -> Result<(HashMap<i64, String>, Vec<Piece>), ImportError> {
    let found = client.json("v2/subscriptions.json").await?;
    let mut folders: HashMap<i64, Vec<String>> = HashMap::new();
    for one in array(&client.json("v2/taggings.json").await?) {
        if let (Some(feed), Some(name)) = (number(one, "feed_id"), word(one, "name")) {
            folders.entry(feed).or_default().push(name);
        }
    }
    let (mut addresses, mut pieces) = (HashMap::new(), Vec::new());
    for one in array(&found) {
        let (Some(id), Some(url)) = (number(one, "feed_id"), word(one, "feed_url")) else { continue };
        addresses.insert(id, url.clone());
        pieces.push(Piece::Thing(Imported::Feed(ImportedFeed {
            url,
            title: word(one, "title"),
            home: word(one, "site_url"),
            folders: folders.remove(&id).unwrap_or_default(),
            ..ImportedFeed::default()
        })));
    }
    Ok((addresses, pieces))
}

impl Known {
    /// Articles that had not come before.
    fn pieces(&mut self, found: &Value) -> Vec<Piece> {
        let mut pieces = Vec::new();
        for value in array(found) {
            let Some(id) = number(value, "id").filter(|id| self.taken.insert(*id)) else { continue };
            pieces.push(Piece::Thing(match item_of_json(value) {
                Some(mut item) => {
                    item.read = Some(!self.unread.contains(&id));
                    item.starred = Some(self.starred.contains(&id));
                    item.feed = number(value, "feed_id").and_then(|feed| self.feeds.get(&feed).cloned());
                    Imported::Item(Box::new(item))
                }
                None => Imported::Left(format!("article {id}: it has neither title nor address")),
            }));
        }
        pieces
    }
}
