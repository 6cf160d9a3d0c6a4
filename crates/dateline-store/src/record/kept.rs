//! An article as an archive of everything keeps it: what the store has of it, so that whoever takes the archive in has the same.

use super::blocks::{BlockRows, block_rows, blocks_of};
use super::{FactsRow, ReadingRow};
use crate::rows::{maybe_time, ms, source_of, time, url};
use crate::{EntryFacts, OtherReading, Version};
use dateline_model::{Article, WebUrl};
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use serde_json::Value;

/// What is held of an article, beside what its reader did with it.
#[derive(Debug, Clone, PartialEq)]
pub struct KeptArticle {
    /// What the feed said last.
    pub facts: EntryFacts,
    /// Whether its page is still to be fetched.
    pub waits: bool,
    /// The reading that is shown.
    pub reading: Option<OtherReading>,
    /// The one beside it.
    pub other: Option<OtherReading>,
    /// How it changed.
    pub changes: KeptChanges,
}

/// How an article changed since it came.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct KeptChanges {
    /// Whether its headline is another one.
    pub retitled: bool,
    /// When it last changed so that a reader would care.
    pub revised: Option<Timestamp>,
    /// What it was before, oldest first.
    pub versions: Vec<Version>,
}

#[derive(Serialize, Deserialize)]
struct KeptRow {
    facts: FactsRow,
    /// Fingerprint of all that the feed said.
    #[serde(default)]
    content: i64,
    #[serde(default)]
    waits: bool,
    reading: Option<TextRow>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    other: Option<TextRow>,
    #[serde(default)]
    retitled: bool,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    revised: Option<i64>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    versions: Vec<VersionRow>,
}

#[derive(Serialize, Deserialize)]
struct TextRow {
    source: String,
    at: i64,
    reading: ReadingRow,
    blocks: BlockRows,
}

#[derive(Serialize, Deserialize)]
struct VersionRow {
    until: i64,
    title: Option<String>,
    url: Option<String>,
    summary: Option<String>,
    published: Option<i64>,
    authors: Option<Vec<String>>,
    files: Option<Vec<String>>,
    text: Option<String>,
}

impl KeptArticle {
    /// As a member of a line of the archive.
    pub fn to_json(&self) -> Result<Value, serde_json::Error> {
        let KeptChanges { retitled, revised, versions } = &self.changes;
        serde_json::to_value(KeptRow {
            facts: FactsRow::from(&self.facts),
            content: self.facts.key.content,
            waits: self.waits,
            reading: self.reading.as_ref().map(TextRow::from),
            other: self.other.as_ref().map(TextRow::from),
            retitled: *retitled,
            revised: revised.map(ms),
            versions: versions.iter().map(VersionRow::from).collect(),
        })
    }

    /// What such a member says; `None` where it is none.
    pub fn from_json(value: &Value) -> Option<Self> {
        let row = KeptRow::deserialize(value).ok()?;
        let mut facts = EntryFacts::from(row.facts);
        facts.key.content = row.content;
        Some(Self {
            facts,
            waits: row.waits,
            reading: row.reading.map(TextRow::reading),
            other: row.other.map(TextRow::reading),
            changes: KeptChanges {
                retitled: row.retitled,
                revised: maybe_time(row.revised),
                versions: row.versions.into_iter().map(VersionRow::version).collect(),
            },
        })
    }
}

impl From<&OtherReading> for TextRow {
    fn from(text: &OtherReading) -> Self {
        let none = Article::default();
        Self {
            source: text.source.as_str().to_owned(),
            at: ms(text.at),
            blocks: block_rows(&text.reading.article.as_ref().unwrap_or(&none).blocks),
            reading: ReadingRow::from(&text.reading),
        }
    }
}

impl TextRow {
    fn reading(self) -> OtherReading {
        OtherReading {
            source: source_of(&self.source),
            at: time(self.at),
            reading: self.reading.reading(blocks_of(self.blocks)),
        }
    }
}

impl From<&Version> for VersionRow {
    fn from(version: &Version) -> Self {
        Self {
            until: ms(version.until),
            title: version.title.clone(),
            url: version.url.as_ref().map(|url| WebUrl::as_str(url).to_owned()),
            summary: version.summary.clone(),
            published: version.published.map(ms),
            authors: version.authors.clone(),
            files: version.files.clone(),
            text: version.text.clone(),
        }
    }
}

impl VersionRow {
    fn version(self) -> Version {
        Version {
            until: time(self.until),
            title: self.title,
            url: url(self.url),
            summary: self.summary,
            published: maybe_time(self.published),
            authors: self.authors,
            files: self.files,
            text: self.text,
        }
    }
}
