//! Moving in from a program that runs: it is asked, through the guarded fetcher, for what a file of it would hold, and only read.

mod client;
mod feedbin;
mod google_reader;
mod miniflux;
mod nextcloud;

use super::source::Piece;
use super::writer::Writer;
use super::{ImportError, ImportReport};
use crate::Desk;
use client::Client;
use dateline_feed::import::{Imported, item_of_json};
use dateline_model::WebUrl;
use serde_json::Value;

/// Articles of one answer.
const AT_ONCE: usize = 100;
/// Answers at most: two million articles.
const ANSWERS: usize = 20_000;

/// Hears how many articles have been read.
type Tell<'t> = &'t (dyn Fn(u64) + Sync);

/// A program that is asked.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ImportFrom {
    /// Miniflux, by an API key, or by name and password.
    Miniflux,
    /// Nextcloud News, by name and password.
    Nextcloud,
    /// Any server of the API of Google Reader, by name and password.
    GoogleReader,
    /// Feedbin, by name and password.
    Feedbin,
}

impl ImportFrom {
    /// Every one with its word.
    pub const ALL: [(&'static str, Self); 4] = [
        ("miniflux", Self::Miniflux),
        ("nextcloud", Self::Nextcloud),
        ("greader", Self::GoogleReader),
        ("feedbin", Self::Feedbin),
    ];

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

impl Desk {
    /// Takes in what a program holds. `tell` hears how many articles have been read.
    pub async fn import_api(
        &self,
        api: &ImportApi,
        tell: &(dyn Fn(u64) + Sync),
    ) -> Result<ImportReport, ImportError> {
        let client = Client::new(self, api)?;
        let mut writer = Writer::new(self).await;
        let user = api.user.as_deref();
        let done = match (api.from, user) {
            (ImportFrom::Miniflux, _) => miniflux::take(&client, &mut writer, tell).await,
            (_, None) => Err(client.failed("", "takes no key; give the name of the account there")),
            (ImportFrom::Nextcloud, _) => nextcloud::take(&client, &mut writer, tell).await,
            (ImportFrom::Feedbin, _) => feedbin::take(&client, &mut writer, tell).await,
            (ImportFrom::GoogleReader, Some(user)) => {
                google_reader::take(&client, (user, &api.secret), &mut writer, tell).await
            }
        };
        self.end_import(writer, done).await
    }
}

fn list<'v>(value: &'v Value, key: &str) -> &'v [Value] {
    value.get(key).and_then(Value::as_array).map_or(&[], Vec::as_slice)
}

fn number(value: &Value, key: &str) -> Option<i64> {
    value.get(key)?.as_i64()
}

/// A member as text, where it is text or a number.
fn word(value: &Value, key: &str) -> Option<String> {
    let found = value.get(key)?;
    found.as_str().map(str::to_owned).or_else(|| found.is_number().then(|| found.to_string()))
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
    let last = values.iter().filter_map(|value| number(value, "id")).max();
    (values.iter().map(piece).collect(), last)
}
