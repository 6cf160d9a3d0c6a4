//! What a server of the API of Google Reader holds: FreshRSS, Miniflux, CommaFeed, The Old Reader, BazQux, another desk. Numbers come
//! first, for they tell what is unread and starred in every one of them; then the articles by number.

use super::client::Client;
use super::{ANSWERS, AT_ONCE, Tell, list, word};
use crate::health::count;
use crate::import::ImportError;
use crate::import::source::Piece;
use crate::import::writer::Writer;
use dateline_feed::import::{Imported, ImportedFeed, ImportedItem, item_of_json};
use dateline_model::Login;
use serde_json::Value;
use std::collections::{HashMap, HashSet};

/// Where the API may stand below an address that a person types.
const ROOTS: [&str; 2] = ["", "/api/greader.php"];
const API: &str = "reader/api/0";
const PREFIX: &str = "tag:google.com,2005:reader/item/";
const READING_LIST: &str = "s=user/-/state/com.google/reading-list";
const UNREAD: &str = "s=user/-/state/com.google/reading-list&xt=user/-/state/com.google/read";
const STARRED: &str = "s=user/-/state/com.google/starred";
/// Numbers of one answer, and of one stream.
const NUMBERS: usize = 10_000;
const MOST: usize = 2_000_000;

pub(super) async fn take(
    client: &Client<'_>,
    (user, password): (&str, &str),
    writer: &mut Writer<'_>,
    tell: Tell<'_>,
) -> Result<(), ImportError> {
    let client = logged_in(client, user, password).await?;
    let (feeds, pieces) = subscriptions(&client).await?;
    writer.take(pieces).await?;
    let starred = numbers(&client, STARRED).await?;
    let mut known = Known {
        feeds,
        unread: numbers(&client, UNREAD).await?.into_iter().collect(),
        wanted: HashSet::new(),
        starred: HashSet::new(),
    };
    let all = numbers(&client, READING_LIST).await?;
    let all: Vec<String> = all.into_iter().chain(starred.iter().cloned()).collect();
    known.starred = starred.into_iter().collect();
    let token = client.maybe(&format!("{API}/token")).await?.unwrap_or_default();
    let token = String::from_utf8_lossy(&token).trim().to_owned();
    for ids in all.chunks(AT_ONCE) {
        known.wanted = ids.iter().cloned().collect();
        let mut form: Vec<(&str, &str)> = vec![("output", "json"), ("T", &token)];
        form.extend(ids.iter().map(|id| ("i", id.as_str())));
        let answer = client.posted(&format!("{API}/stream/items/contents?output=json"), &form).await?;
        let pieces = known.pieces(list(&answer, "items"));
        writer.take(pieces).await?;
        if !known.wanted.is_empty() {
            let without = count(known.wanted.len() as u64, "article", "articles");
            writer.leave(format!("{without}: a number was told, the text was not given"));
        }
        tell(writer.entries());
    }
    Ok(())
}

/// Logs in by name and password, at the address or where FreshRSS has the API below it.
async fn logged_in<'d>(client: &Client<'d>, user: &str, password: &str) -> Result<Client<'d>, ImportError> {
    let form =
        [("Email", user), ("Passwd", password), ("service", "reader"), ("accountType", "HOSTED_OR_GOOGLE")];
    let path = "accounts/ClientLogin";
    let mut refused = None;
    for root in ROOTS {
        let client = client.below(root);
        let (status, body) = client.log_in(path, &form).await?;
        let text = String::from_utf8_lossy(&body);
        let auth = text.lines().find_map(|line| line.trim().strip_prefix("Auth="));
        if let (200, Some(auth)) = (status, auth) {
            return client.with_login(Login::header("Authorization", &format!("GoogleLogin auth={auth}")));
        }
        if matches!(status, 400 | 401 | 403) {
            refused = Some(client.failed(path, format!("answers {status}: it does not take this login")));
        }
    }
    let none = || client.failed("", "has no API of Google Reader; give the address that its apps are given");
    Err(refused.unwrap_or_else(none))
}

/// A feed by the name of its stream.
struct Feed {
    url: String,
    folders: Vec<String>,
}

async fn subscriptions(client: &Client<'_>) -> Result<(HashMap<String, Feed>, Vec<Piece>), ImportError> {
    let answer = client.json(&format!("{API}/subscription/list?output=json")).await?;
    let (mut feeds, mut pieces) = (HashMap::new(), Vec::new());
    for one in list(&answer, "subscriptions") {
        let Some(id) = word(one, "id") else { continue };
        let of_id = || id.strip_prefix("feed/").filter(|url| url.contains("://")).map(str::to_owned);
        let Some(url) = word(one, "url").filter(|url| !url.is_empty()).or_else(of_id) else {
            let name = word(one, "title").unwrap_or(id);
            pieces.push(Piece::Thing(Imported::Left(format!("{name}: the address of the feed is not told"))));
            continue;
        };
        let folders: Vec<String> =
            list(one, "categories").iter().filter_map(|one| word(one, "label")).collect();
        feeds.insert(id, Feed { url: url.clone(), folders: folders.clone() });
        let (title, home) = (word(one, "title"), word(one, "htmlUrl"));
        pieces.push(Piece::Thing(Imported::Feed(ImportedFeed {
            url,
            title,
            home,
            folders,
            ..ImportedFeed::default()
        })));
    }
    Ok((feeds, pieces))
}

/// Every number of a stream once, oldest first where the program keeps to that.
async fn numbers(client: &Client<'_>, stream: &str) -> Result<Vec<String>, ImportError> {
    let (mut found, mut known, mut next) = (Vec::new(), HashSet::new(), String::new());
    for _ in 0..ANSWERS {
        let path = format!("{API}/stream/items/ids?output=json&{stream}&n={NUMBERS}&r=o{next}");
        let answer = client.json(&path).await?;
        let before = found.len();
        let ids = list(&answer, "itemRefs").iter().filter_map(|one| word(one, "id"));
        found.extend(ids.map(|id| plain(&id)).filter(|id| known.insert(id.clone())));
        // A program that gives the same again is not asked for ever.
        let more = word(&answer, "continuation").filter(|_| before < found.len() && found.len() < MOST);
        let Some(more) = more else { break };
        next = format!("&c={}", url::form_urlencoded::byte_serialize(more.as_bytes()).collect::<String>());
    }
    Ok(found)
}

/// A number in one spelling: decimal where it is one of 64 bits, else as it came.
fn plain(id: &str) -> String {
    let Some(hex) = id.strip_prefix(PREFIX) else { return id.to_owned() };
    match u64::from_str_radix(hex, 16) {
        Ok(number) if hex.len() <= 16 => number.cast_signed().to_string(),
        _ => hex.to_owned(),
    }
}

/// What is known before the articles come.
struct Known {
    feeds: HashMap<String, Feed>,
    unread: HashSet<String>,
    starred: HashSet<String>,
    /// Articles that were asked for and have not come.
    wanted: HashSet<String>,
}

impl Known {
    /// Articles that were asked for; others are passed over.
    fn pieces(&mut self, found: &[Value]) -> Vec<Piece> {
        let mut pieces = Vec::new();
        for value in found {
            let Some(id) = word(value, "id").map(|id| plain(&id)) else { continue };
            if !self.wanted.remove(&id) {
                continue;
            }
            pieces.push(Piece::Thing(match item_of_json(value) {
                Some(item) => Imported::Item(Box::new(self.with_states(item, &id, value))),
                None => Imported::Left(format!("article {id}: it has neither title nor address")),
            }));
        }
        pieces
    }

    /// A folder of the feed stands among the labels of its articles, and is none.
    fn with_states(&self, mut item: ImportedItem, id: &str, value: &Value) -> ImportedItem {
        item.read = Some(!self.unread.contains(id));
        item.starred = Some(self.starred.contains(id));
        let feed = value.get("origin").and_then(|origin| self.feeds.get(&word(origin, "streamId")?));
        if let Some(feed) = feed {
            item.feed = Some(feed.url.clone());
            item.labels.retain(|label| !feed.folders.contains(label));
        }
        item
    }
}

#[cfg(test)]
mod tests {
    use super::plain;

    #[test]
    fn a_number_has_one_spelling() {
        for (id, expected) in [
            ("tag:google.com,2005:reader/item/000000000000000b", "11"),
            ("tag:google.com,2005:reader/item/2f2", "754"),
            ("tag:google.com,2005:reader/item/ffffffffffffffff", "-1"),
            ("-1", "-1"),
            ("1000000000000011", "1000000000000011"),
            ("tag:google.com,2005:reader/item/54f0c9b1e4b0a7a1d8c1f0aa", "54f0c9b1e4b0a7a1d8c1f0aa"),
        ] {
            assert_eq!(plain(id), expected, "{id}");
        }
    }
}
