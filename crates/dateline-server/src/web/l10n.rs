//! The words of the interface in the language of whoever reads. Messages stand in `messages/*.ftl`, in Fluent's format; what a
//! language lacks is said in English. Which language a request is answered in is kept beside the request: some six hundred places
//! say something, and as an argument it would pass through every function between a handler and the last of them.

mod catalog;
mod filled;
mod plurals;
#[cfg(test)]
mod tests;

pub(crate) use filled::{Count, Filled, thousands};

use axum::extract::Request;
use axum::middleware::Next;
use axum::response::Response;
use catalog::Catalog;
use http::{HeaderMap, header};
use std::cell::Cell;
use std::sync::LazyLock;

/// Tag and messages of each language; English first. What English says otherwise in a country is all that its own file holds.
const SOURCES: [(&str, &str); 4] = [
    ("en", include_str!("../../messages/en.ftl")),
    ("en-US", include_str!("../../messages/en-US.ftl")),
    ("de", include_str!("../../messages/de.ftl")),
    ("ar", include_str!("../../messages/ar.ftl")),
];

static CATALOGS: LazyLock<Vec<Catalog>> =
    LazyLock::new(|| SOURCES.iter().map(|(tag, source)| Catalog::of(tag, source)).collect());

tokio::task_local! {
    static CURRENT: Cell<Language>;
}

/// A language of the interface.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) struct Language(usize);

impl Language {
    /// The language with this tag.
    pub(crate) fn of(tag: &str) -> Option<Self> {
        SOURCES.iter().position(|(known, _)| known.eq_ignore_ascii_case(tag)).map(Self)
    }

    /// The language of the request that is being answered; English outside of one.
    pub(crate) fn current() -> Self {
        CURRENT.try_with(Cell::get).unwrap_or_default()
    }

    /// Its tag (BCP 47).
    pub(crate) fn tag(self) -> &'static str {
        SOURCES.get(self.0).map_or("en", |(tag, _)| tag)
    }

    /// Whether it is written from right to left.
    pub(crate) fn is_rtl(self) -> bool {
        is_rtl(self.tag())
    }

    /// The catalogs to look in, its own first.
    fn catalogs(self) -> impl Iterator<Item = &'static Catalog> {
        let own = (self.0 > 0).then_some(self.0);
        own.into_iter().chain([0]).filter_map(|index| CATALOGS.get(index))
    }
}

/// Languages written from right to left.
const RIGHT_TO_LEFT: [&str; 11] = ["ar", "arc", "ckb", "dv", "fa", "he", "iw", "ps", "sd", "ur", "yi"];

/// Whether a primary language is written from right to left.
pub(crate) fn is_rtl(primary: &str) -> bool {
    RIGHT_TO_LEFT.contains(&primary)
}

/// Answers a request in the language that its browser prefers; a reader's own setting comes later, see [`choose`].
pub(crate) async fn by_browser(request: Request, next: Next) -> Response {
    let language = accepted(request.headers());
    CURRENT.scope(Cell::new(language), next.run(request)).await
}

/// Whether a page is being answered, rather than a program.
pub(crate) fn is_spoken() -> bool {
    CURRENT.try_with(|_| ()).is_ok()
}

/// Goes on in the language that a reader has set.
pub(crate) fn choose(tag: &str) {
    if let Some(language) = Language::of(tag) {
        // Outside of a request there is nobody to speak to.
        let _ = CURRENT.try_with(|current| current.set(language));
    }
}

/// Says something in a language; for tests of words.
#[cfg(test)]
pub(crate) fn speaking<T>(tag: &str, say: impl FnOnce() -> T) -> T {
    CURRENT.sync_scope(Cell::new(Language::of(tag).unwrap_or_default()), say)
}

/// The first of a browser's languages that there is (RFC 9110, 12.5.4), English for want of any.
fn accepted(headers: &HeaderMap) -> Language {
    let header = headers.get(header::ACCEPT_LANGUAGE).and_then(|value| value.to_str().ok());
    let mut asked: Vec<(f32, &str)> = header.unwrap_or_default().split(',').map(weighed).collect();
    // Stable: of equals, the first.
    asked.sort_by(|left, right| right.0.total_cmp(&left.0));
    let wanted = asked.iter().filter(|(weight, _)| *weight > 0.0);
    let known = |tag: &str| Language::of(tag).or_else(|| Language::of(tag.split('-').next()?));
    wanted.filter_map(|(_, tag)| known(tag)).next().unwrap_or_default()
}

/// Weight and language of `de-AT;q=0.8`.
fn weighed(range: &str) -> (f32, &str) {
    let (tag, rest) = range.split_once(';').unwrap_or((range, ""));
    let weight = rest.trim().strip_prefix("q=").and_then(|weight| weight.trim().parse().ok());
    (weight.unwrap_or(1.0), tag.trim())
}

/// A message without values, as it is.
pub(crate) fn text(id: &'static str) -> &'static str {
    Language::current().catalogs().find_map(|catalog| catalog.plain(id)).unwrap_or(id)
}

/// A message with values.
pub(crate) fn with(id: &'static str) -> Filled {
    Filled::new(id)
}

/// `1 publisher`, `7 publishers`: a message with one number, `$count`.
pub(crate) fn count(id: &'static str, count: impl Count) -> String {
    with(id).number("count", count).to_string()
}

/// Words of a message as markup.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Words(&'static str);

impl askama::filters::HtmlSafe for Words {}

impl std::fmt::Display for Words {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.0)
    }
}

/// A message without values, for a template: messages are markup that the tests hold to a few harmless tags.
pub(crate) fn t(id: &'static str) -> Words {
    Words(text(id))
}

/// Several things in a row.
pub(crate) fn list(items: &[impl AsRef<str>]) -> String {
    let items: Vec<&str> = items.iter().map(AsRef::as_ref).collect();
    items.join(text("list-separator"))
}

/// A word of a label inside a sentence: lower case, where nouns are.
pub(crate) fn mid_sentence(word: &str) -> String {
    if text("lowercase-in-sentences") == "yes" { word.to_lowercase() } else { word.to_owned() }
}

/// A number with this many places after the point.
pub(crate) fn decimal(number: f64, places: usize) -> String {
    format!("{number:.places$}").replace('.', text("decimal-point"))
}

/// What the scripts of pages say; they know it in English.
const SCRIPT: [&str; 13] = [
    "mark-unread",
    "mark-read",
    "marks-remove-star",
    "star",
    "script-noted",
    "script-offline",
    "script-offline-saved",
    "script-selected",
    "script-highlight",
    "script-add-note",
    "script-copied",
    "script-quoted",
    "script-new",
];

/// What the scripts say, by the English words, as JSON; nothing in English.
pub(crate) fn script_words() -> Option<String> {
    if Language::current().tag().starts_with("en") {
        return None;
    }
    let english = |id| Language::default().catalogs().find_map(|catalog| catalog.plain(id));
    let words = SCRIPT.iter().filter_map(|id| Some((english(id)?, text(id))));
    serde_json::to_string(&words.collect::<std::collections::BTreeMap<_, _>>()).ok()
}
