//! The articles and publishers of the invented press, parsed from the files compiled in. Renders nothing.
//!
//! A press file holds the articles of one publisher: TOML between two lines `+++`, then the text. The text is a small
//! Markdown: blank lines part paragraphs; `##` a heading, `>` a quote, `- ` and `1. ` lists, `**` and `*` emphasis.
//! `@wire PUBLISHER SLUG [COUNT]` repeats (the first COUNT paragraphs of) another's text, word for word, as papers
//! do with an agency's copy. `{weekday}` is the day of the agency's report.

use super::files;
use serde::Deserialize;
use std::collections::BTreeMap;

/// What can be wrong with the files compiled in. A test loads them, so a shipped binary never meets it.
#[derive(Debug, thiserror::Error)]
pub enum ContentError {
    /// A TOML part does not parse.
    #[error("the demonstration's {file} is broken: {reason}")]
    Toml {
        /// The file or publisher.
        file: String,
        /// What the parser said.
        reason: String,
    },
    /// Two files do not agree.
    #[error("the demonstration's files do not agree: {0}")]
    Mismatch(String),
}

/// How an article's page is given to whoever asks.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(super) enum Gate {
    /// The whole article.
    #[default]
    Open,
    /// A preview, then the offer of a subscription; the rest is not in the page.
    Paywall,
    /// As `Paywall`, but the rest is in the page, under an overlay.
    Overlay,
    /// As `Paywall`, but the rest is in the page with its letters exchanged.
    Scrambled,
    /// A preview, then a free registration.
    Registration,
    /// A preview for whoever brings no cookie or has used up the free articles.
    Meter,
    /// A page that asks for consent, on another host, before anything is shown.
    Consent,
    /// An empty page that a script fills.
    Javascript,
    /// A check for robots, status 403.
    Verify,
    /// A check for robots under load, status 503.
    Busy,
    /// "Page not found" with status 200.
    Soft404,
    /// Status 410.
    Gone,
    /// A redirect to the front page.
    ToFront,
    /// A page of an aggregator: somebody else's broken article, notices and teasers, a line each.
    Scraped,
}

/// What kind of page it is, gates aside.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(super) enum Kind {
    /// A news article.
    #[default]
    Article,
    /// A live blog: lines `time | heading | text`.
    Live,
    /// A page around something to listen to.
    Media,
}

/// One article as its file has it.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Article {
    pub(super) slug: String,
    pub(super) title: String,
    pub(super) standfirst: String,
    pub(super) byline: String,
    /// Minutes before the start of the demonstration.
    pub(super) ago: i64,
    pub(super) section: String,
    /// Key of the happening that it reports, empty for a story of its own.
    pub(super) happening: String,
    /// Group of pages that carry the same agency text.
    #[serde(default)]
    #[cfg_attr(not(test), expect(dead_code, reason = "read by tests: the press itself copies by `@wire`"))]
    pub(super) copy: String,
    pub(super) scene: String,
    pub(super) caption: String,
    pub(super) credit: String,
    #[serde(default)]
    pub(super) lead: bool,
    #[serde(default)]
    pub(super) gate: Gate,
    #[serde(default)]
    pub(super) kind: Kind,
    /// `percent`: the wall names the share that is missing.
    #[serde(default)]
    pub(super) notice: String,
    /// Paragraphs in front of the gate.
    #[serde(default)]
    pub(super) deliver: usize,
    /// Declares itself paid although it is whole.
    #[serde(default)]
    pub(super) declared_paid: bool,
    /// Title after the second edition.
    #[serde(default)]
    pub(super) retitle: String,
    /// First paragraph that the second edition adds.
    #[serde(default)]
    pub(super) retext: String,
    #[serde(skip)]
    pub(super) blocks: Vec<String>,
    #[serde(skip)]
    pub(super) publisher: usize,
}

impl Article {
    /// A number that stays the same for the slug: for addresses, guids and pictures.
    pub(super) fn number(&self) -> u64 {
        number(&self.slug)
    }

    /// The text of the first paragraph, without emphasis marks.
    pub(super) fn first_words(&self) -> String {
        let plain = self.blocks.iter().find(|block| !block.starts_with(['#', '>', '-', '@', '*']));
        plain.map(|block| block.replace("**", "").replace('*', "")).unwrap_or_default()
    }
}

/// FNV-1a over a name, cut to eight digits.
pub(super) fn number(name: &str) -> u64 {
    let mix = |hash: u64, byte: u8| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3);
    10_000_000 + name.bytes().fold(0xcbf2_9ce4_8422_2325, mix) % 89_999_999
}

/// A publisher's feed.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct FeedPlan {
    pub(super) path: String,
    pub(super) format: String,
    pub(super) text: String,
    pub(super) quirk: String,
    /// Where a moved feed went.
    #[serde(default)]
    pub(super) target: String,
}

/// A publisher as `publishers.toml` has it.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Publisher {
    pub(super) key: String,
    pub(super) name: String,
    pub(super) tagline: String,
    pub(super) language: String,
    pub(super) look: String,
    pub(super) path: String,
    pub(super) sections: Vec<String>,
    pub(super) accent: String,
    pub(super) paper: String,
    pub(super) meta: String,
    pub(super) feed: FeedPlan,
    /// Headers that each of its pages carries.
    #[serde(default)]
    pub(super) headers: Vec<(String, String)>,
}

impl Publisher {
    /// The path of an article's page.
    pub(super) fn path_of(&self, article: &Article) -> String {
        self.path.replace("{slug}", &article.slug).replace("{number}", &article.number().to_string())
    }

    /// `rtl` for Arabic.
    pub(super) fn direction(&self) -> &'static str {
        if self.language == "ar" { "rtl" } else { "ltr" }
    }
}

/// Words around an article in one language.
#[derive(Debug, Clone, Deserialize)]
pub(super) struct Words {
    months: Vec<String>,
    #[serde(flatten)]
    phrases: BTreeMap<String, String>,
}

impl Words {
    /// A phrase by its name, empty if there is none.
    pub(super) fn get(&self, name: &str) -> &str {
        self.phrases.get(name).map_or("", String::as_str)
    }

    /// All phrases with their names.
    pub(super) fn all(&self) -> impl Iterator<Item = (&str, &str)> {
        self.phrases.iter().map(|(name, text)| (name.as_str(), text.as_str()))
    }

    /// The name of a month from 1 to 12.
    pub(super) fn month(&self, month: i8) -> &str {
        let index = usize::try_from(month - 1).unwrap_or(0);
        self.months.get(index).map_or("", String::as_str)
    }
}

/// Everything in the files.
#[derive(Debug)]
pub(super) struct Content {
    pub(super) publishers: Vec<Publisher>,
    pub(super) articles: Vec<Article>,
    pub(super) words: BTreeMap<String, Words>,
}

#[derive(Deserialize)]
struct Register {
    publisher: Vec<Publisher>,
}

impl Content {
    /// Parses the files compiled in.
    pub(super) fn load() -> Result<Self, ContentError> {
        let publishers = toml_part::<Register>("publishers.toml", files::PUBLISHERS)?.publisher;
        let words = toml_part("words.toml", files::WORDS)?;
        let mut articles = Vec::new();
        for (key, text) in files::PRESS {
            let Some(publisher) = publishers.iter().position(|p| p.key == *key) else {
                return Err(ContentError::Mismatch(format!("press/{key}.md has no publisher")));
            };
            articles.extend(press_file(key, text, publisher)?);
        }
        let mut content = Self { publishers, articles, words };
        content.spread_wire()?;
        Ok(content)
    }

    /// The publisher of this key.
    pub(super) fn publisher(&self, key: &str) -> Option<(usize, &Publisher)> {
        self.publishers.iter().enumerate().find(|(_, p)| p.key == key)
    }

    /// A publisher's articles, newest first.
    pub(super) fn of(&self, publisher: usize) -> Vec<&Article> {
        let mut own: Vec<&Article> = self.articles.iter().filter(|a| a.publisher == publisher).collect();
        own.sort_by_key(|a| a.ago);
        own
    }

    /// Replaces each `@wire` line by the text that it names.
    fn spread_wire(&mut self) -> Result<(), ContentError> {
        let mut spread = Vec::new();
        for article in &self.articles {
            let mut blocks = Vec::new();
            for block in &article.blocks {
                match block.strip_prefix("@wire ") {
                    Some(order) => blocks.extend(self.wire(order)?),
                    None => blocks.push(block.clone()),
                }
            }
            spread.push(blocks);
        }
        for (article, blocks) in self.articles.iter_mut().zip(spread) {
            article.blocks = blocks;
        }
        Ok(())
    }

    fn wire(&self, order: &str) -> Result<Vec<String>, ContentError> {
        let mut parts = order.split_whitespace();
        let (key, slug) = (parts.next().unwrap_or(""), parts.next().unwrap_or(""));
        let count = parts.next().and_then(|n| n.parse().ok()).unwrap_or(usize::MAX);
        let source = self.articles.iter().find(|a| a.slug == slug && self.publishers[a.publisher].key == key);
        let Some(source) = source else {
            return Err(ContentError::Mismatch(format!("no wire text {order}")));
        };
        Ok(source.blocks.iter().take(count).cloned().collect())
    }
}

fn toml_part<T: for<'de> Deserialize<'de>>(file: &str, text: &str) -> Result<T, ContentError> {
    toml::from_str(text).map_err(|e| ContentError::Toml { file: file.to_owned(), reason: e.to_string() })
}

/// The articles of one press file.
fn press_file(key: &str, text: &str, publisher: usize) -> Result<Vec<Article>, ContentError> {
    let parts: Vec<&str> = format_parts(text);
    let mut articles = Vec::new();
    for pair in parts.chunks_exact(2) {
        let mut article: Article = toml_part(key, pair[0])?;
        let by_line = article.gate == Gate::Scraped || article.kind == Kind::Live;
        let separator = if by_line { "\n" } else { "\n\n" };
        let blocks =
            pair[1].split(separator).map(str::trim).filter(|b| !b.is_empty() && !b.starts_with("---"));
        article.blocks = blocks.map(str::to_owned).collect();
        article.publisher = publisher;
        articles.push(article);
    }
    Ok(articles)
}

/// Front matter and text by turns.
fn format_parts(text: &str) -> Vec<&str> {
    let body = text.strip_prefix("+++\n").unwrap_or(text);
    body.split("\n+++\n").collect()
}
