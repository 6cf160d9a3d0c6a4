//! Moving in from a program that runs: Miniflux and Nextcloud News are asked, through the guarded fetcher, for what a file of theirs
//! would hold. The program is only read.

use super::ImportReport;
use super::source::{ImportError, Piece};
use super::writer::Writer;
use crate::Desk;
use dateline_feed::import::{Imported, ImportedFeed, item_of_json, opml_feeds};
use dateline_fetch::{Answer, Kind, Request};
use dateline_model::{Credential, Login, LoginError, Terms, WebOrigin, WebUrl};
use serde_json::Value;
use std::collections::HashMap;
use std::sync::Arc;

/// Articles of one answer.
const AT_ONCE: usize = 100;
/// Answers at most: two million articles.
const ANSWERS: usize = 20_000;

/// A program that is asked.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ImportFrom {
    /// Miniflux, by an API key, or by name and password.
    Miniflux,
    /// Nextcloud News, by name and password.
    Nextcloud,
}

impl ImportFrom {
    /// Every one with its word.
    pub const ALL: [(&'static str, Self); 2] = [("miniflux", Self::Miniflux), ("nextcloud", Self::Nextcloud)];

    /// The program of a word.
    pub fn from_word(word: &str) -> Option<Self> {
        Self::ALL.iter().find(|(known, _)| *known == word).map(|(_, from)| *from)
    }
}

/// Where a program is, and how it is asked.
#[derive(Debug, Clone)]
pub struct ImportApi {
    /// Which program.
    pub from: ImportFrom,
    /// Its address, as a browser has it.
    pub url: WebUrl,
    /// Name of the person there; without one the secret is an API key.
    pub user: Option<String>,
    /// Password, app password or API key.
    pub secret: String,
    /// Whether it may be sent unencrypted.
    pub allow_http: bool,
}

impl ImportApi {
    fn credential(&self) -> Result<Credential, LoginError> {
        let login = match &self.user {
            Some(user) => Login::basic(user, &self.secret)?,
            None => Login::header("X-Auth-Token", &self.secret)?,
        };
        let terms = Terms { origin: WebOrigin::of(&self.url), also: Vec::new(), allow_http: self.allow_http };
        Credential::new(login, terms)
    }
}

/// A program that answers.
struct Client<'d> {
    desk: &'d Desk,
    base: String,
    credential: Arc<Credential>,
}

impl Client<'_> {
    async fn get(&self, path: &str) -> Result<Vec<u8>, ImportError> {
        let address = format!("{}/{path}", self.base);
        let failed = |why: String| ImportError::Api { url: address.clone(), why };
        let url = WebUrl::parse(&address).map_err(|error| failed(error.to_string()))?;
        let request =
            Request::new(url.clone(), Kind::Feed).of_feed(url).with_login(Arc::clone(&self.credential));
        match self.desk.inner.fetcher.get(request).await {
            Ok(Answer::Fresh(page)) => match page.status {
                200 if page.truncation.is_some() => Err(failed("arrived incomplete".to_owned())),
                200 => Ok(page.body),
                401 | 403 => Err(failed(format!("answers {}: it does not take this login", page.status))),
                404 => Err(failed("answers 404: there is no such program at this address".to_owned())),
                status => Err(failed(format!("answers {status}"))),
            },
            Ok(Answer::Unchanged(_)) => Err(failed("answers 304 to a question".to_owned())),
            Err(error) => Err(failed(error.kind.to_string())),
        }
    }

    async fn json(&self, path: &str) -> Result<Value, ImportError> {
        let bytes = self.get(path).await?;
        serde_json::from_slice(&bytes)
            .map_err(|error| ImportError::Json { name: path.to_owned(), error: error.into() })
    }
}

impl Desk {
    /// Takes in what a program holds. `tell` hears how many articles have been read.
    pub async fn import_api(
        &self,
        api: &ImportApi,
        tell: &(dyn Fn(u64) + Sync),
    ) -> Result<ImportReport, ImportError> {
        let credential = api
            .credential()
            .map_err(|error| ImportError::Api { url: api.url.as_str().to_owned(), why: error.to_string() })?;
        let base = api.url.as_str().split(['?', '#']).next().unwrap_or_default().trim_end_matches('/');
        let client = Client { desk: self, base: base.to_owned(), credential: Arc::new(credential) };
        let mut writer = Writer::new(self);
        match api.from {
            ImportFrom::Miniflux => miniflux(&client, &mut writer, tell).await?,
            ImportFrom::Nextcloud => nextcloud(&client, &mut writer, tell).await?,
        }
        Ok(writer.finish().await?)
    }
}

fn list<'v>(value: &'v Value, key: &str) -> &'v [Value] {
    value.get(key).and_then(Value::as_array).map_or(&[], Vec::as_slice)
}

/// Articles of an answer, and the greatest number among them.
fn items(values: &[Value], feed_of: impl Fn(&Value) -> Option<String>) -> (Vec<Piece>, Option<i64>) {
    let piece = |value: &Value| {
        let thing = match item_of_json(value) {
            Some(mut item) => {
                item.feed = item.feed.or_else(|| feed_of(value));
                Imported::Item(Box::new(item))
            }
            None => Imported::Left("an article with neither title nor address".to_owned()),
        };
        Piece::Thing(thing)
    };
    let last = values.iter().filter_map(|value| value.get("id")?.as_i64()).max();
    (values.iter().map(piece).collect(), last)
}

async fn miniflux(
    client: &Client<'_>,
    writer: &mut Writer<'_>,
    tell: &(dyn Fn(u64) + Sync),
) -> Result<(), ImportError> {
    let opml = client.get("v1/export").await?;
    let feeds = opml_feeds(&opml).ok_or_else(|| ImportError::Unknown("v1/export".to_owned()))?;
    writer.take(feeds.into_iter().map(Piece::Thing).collect()).await?;
    let mut after = 0;
    for _ in 0..ANSWERS {
        let path = format!("v1/entries?order=id&direction=asc&limit={AT_ONCE}&after_entry_id={after}");
        let answer = client.json(&path).await?;
        let (pieces, last) = items(list(&answer, "entries"), |_| None);
        // A program that gives the same again is not asked for ever.
        let Some(last) = last.filter(|last| *last > after) else { break };
        after = last;
        writer.take(pieces).await?;
        tell(writer.entries());
    }
    Ok(())
}

async fn nextcloud(
    client: &Client<'_>,
    writer: &mut Writer<'_>,
    tell: &(dyn Fn(u64) + Sync),
) -> Result<(), ImportError> {
    const ROOT: &str = "index.php/apps/news/api/v1-2";
    let (folders, feeds) =
        (client.json(&format!("{ROOT}/folders")).await?, client.json(&format!("{ROOT}/feeds")).await?);
    let number = |value: &Value, key: &str| value.get(key).and_then(Value::as_i64);
    let word = |value: &Value, key: &str| value.get(key).and_then(Value::as_str).map(str::to_owned);
    let names: HashMap<i64, String> = list(&folders, "folders")
        .iter()
        .filter_map(|one| Some((number(one, "id")?, word(one, "name")?)))
        .collect();
    let (mut addresses, mut pieces) = (HashMap::new(), Vec::new());
    for one in list(&feeds, "feeds") {
        let (Some(id), Some(url)) = (number(one, "id"), word(one, "url")) else { continue };
        addresses.insert(id, url.clone());
        let folder = number(one, "folderId").and_then(|id| names.get(&id).cloned());
        pieces.push(Piece::Thing(Imported::Feed(ImportedFeed {
            url,
            title: word(one, "title"),
            home: word(one, "link"),
            folders: folder.into_iter().collect(),
            ..ImportedFeed::default()
        })));
    }
    writer.take(pieces).await?;
    let mut after = 0;
    for _ in 0..ANSWERS {
        let path = format!(
            "{ROOT}/items?type=3&id=0&getRead=true&oldestFirst=true&batchSize={AT_ONCE}&offset={after}"
        );
        let answer = client.json(&path).await?;
        let of = |value: &Value| addresses.get(&number(value, "feedId")?).cloned();
        let (pieces, last) = items(list(&answer, "items"), of);
        let Some(last) = last.filter(|last| *last > after) else { break };
        after = last;
        writer.take(pieces).await?;
        tell(writer.entries());
    }
    Ok(())
}
