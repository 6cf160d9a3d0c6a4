//! One file as things to take in: what it is, its bytes say.

use super::GROUP;
use dateline_feed::import::{
    Imported, ImportedItem, JsonError, bookmarks, is_bookmarks, is_tt_rss, item_of_json, json_objects,
    newsboat_urls, opml_feeds, saved_table, tt_rss,
};
use dateline_feed::opml;
use dateline_model::{WebUrl, says_scheme};
use dateline_store::{NewsboatItem, StoreError, newsboat_cache};
use dateline_unpack::zip::ZipError;
use jiff::Timestamp;
use serde_json::Value;
use std::io::{self, Read, Write};
use std::ops::ControlFlow;
use std::path::Path;
use tempfile::{NamedTempFile, TempPath};
use tokio::sync::mpsc::Sender;

/// Bytes of a database in an archive.
const LARGEST: u64 = 1 << 30;
/// Bytes of a file that is read as a whole: lists of feeds, bookmarks, XML.
pub(super) const WHOLE: u64 = 64 << 20;
/// Why nothing more could be taken in.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum ImportError {
    /// An archive that is damaged or means harm.
    #[error(transparent)]
    Zip(#[from] ZipError),
    /// Of a file, or of one in an archive.
    #[error("{name}: {error}")]
    Json {
        /// The file.
        name: String,
        /// What is wrong with it.
        error: JsonError,
    },
    /// A file that cannot be read.
    #[error("{name} cannot be read: {error}")]
    Io {
        /// The file.
        name: String,
        /// Why.
        error: io::Error,
    },
    /// A file with nothing in it.
    #[error("{0} is empty")]
    Empty(String),
    /// A file that is nothing that is known here.
    #[error(
        "{0} is none of: OPML, an archive of dateline or FreshRSS, JSON of a reader, Tiny Tiny RSS' XML, newsboat's urls or cache.db, bookmarks as HTML, tables of Pocket, Instapaper, Raindrop, Readwise or YouTube, a zip or tar of such files"
    )]
    Unknown(String),
    /// An archive that a later version has made.
    #[error("this archive has form {0}, made by a newer Dateline; install that version to read it")]
    Newer(u64),
    /// A program that does not answer as it should.
    #[error("{url} {why}")]
    Api {
        /// What was asked.
        url: String,
        /// What came.
        why: String,
    },
    /// Reading ended by a fault of ours.
    #[error("reading the file ended by a fault in Dateline; please report it")]
    Ended,
    /// The store failed.
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// One thing of a file.
pub(super) enum Piece {
    /// A feed, an article, or what cannot be taken in.
    Thing(Imported),
    /// A list of what was set up, by the name of its file.
    List(&'static str, Value),
    /// Another file of an archive begins.
    File,
}

/// Where things go: in groups, until nobody takes them any more.
pub(super) struct Out {
    send: Sender<Vec<Piece>>,
    group: Vec<Piece>,
}

impl Out {
    pub(super) const fn new(send: Sender<Vec<Piece>>) -> Self {
        Self { send, group: Vec::new() }
    }

    pub(super) fn piece(&mut self, piece: Piece) -> ControlFlow<()> {
        self.group.push(piece);
        if self.group.len() < GROUP { ControlFlow::Continue(()) } else { self.flush() }
    }

    pub(super) fn thing(&mut self, thing: Imported) -> ControlFlow<()> {
        self.piece(Piece::Thing(thing))
    }

    pub(super) fn things(&mut self, things: Vec<Imported>) {
        for thing in things {
            if self.thing(thing).is_break() {
                return;
            }
        }
    }

    pub(super) fn left(&mut self, words: String) {
        // Whoever stopped listening needs no reason.
        let _heard = self.thing(Imported::Left(words));
    }

    pub(super) fn flush(&mut self) -> ControlFlow<()> {
        match self.send.blocking_send(std::mem::take(&mut self.group)) {
            Ok(()) => ControlFlow::Continue(()),
            Err(_) => ControlFlow::Break(()),
        }
    }
}

/// How a file of SQLite begins.
pub(super) const DATABASE: &[u8] = b"SQLite format 3\0";

/// A database by its name; false where it is none of newsboat's.
pub(super) fn newsboat(path: &Path, out: &mut Out) -> Result<bool, ImportError> {
    let mut take = |item: NewsboatItem| out.thing(Imported::Item(Box::new(of_newsboat(item)))).is_continue();
    match newsboat_cache(path, &mut take) {
        Err(StoreError::NotAStore { .. }) => Ok(false),
        known => Ok(known?),
    }
}

/// A database of an archive as a file beside the store, which goes with what is returned.
fn unpacked(name: &str, input: &mut impl Read, room: &Path) -> Result<TempPath, ImportError> {
    let failed = |error| ImportError::Io { name: name.to_owned(), error };
    let room = room.canonicalize().map_err(failed)?;
    let mut file = NamedTempFile::with_prefix_in("import-", room).map_err(failed)?;
    if io::copy(&mut input.take(LARGEST + 1), &mut file).map_err(failed)? > LARGEST {
        let words =
            format!("a database in an archive may have {} MB; unpack it and take it in alone", LARGEST >> 20);
        return Err(failed(io::Error::other(words)));
    }
    file.flush().map_err(failed)?;
    Ok(file.into_temp_path())
}

/// One file by its first bytes; false where it is nothing known.
pub(super) fn one(
    name: &str,
    mut input: impl Read,
    head: &[u8],
    room: &Path,
    out: &mut Out,
) -> Result<bool, ImportError> {
    if head.starts_with(DATABASE) {
        return newsboat(&unpacked(name, &mut input, room)?, out);
    }
    let begins = head.strip_prefix(b"\xef\xbb\xbf").unwrap_or(head);
    let first = begins.iter().find(|byte| !byte.is_ascii_whitespace());
    if matches!(first, Some(b'{' | b'[')) {
        return json(name, input, head, out).map(|()| true);
    }
    let mut bytes = Vec::new();
    let failed = |error| ImportError::Io { name: name.to_owned(), error };
    input.by_ref().take(WHOLE).read_to_end(&mut bytes).map_err(failed)?;
    if head.starts_with(b"\xff\xfe") || head.starts_with(b"\xfe\xff") {
        let text = opml::text(&bytes).into_bytes();
        return one(name, &text[..], &text[..text.len().min(head.len())], room, out);
    }
    let Some(found) = of_whole(&bytes) else { return Ok(false) };
    out.things(found);
    if input.read(&mut [0]).map_err(failed)? > 0 {
        out.left(format!(
            "{name}: it is larger than {} MB, and what stands behind was not read",
            WHOLE >> 20
        ));
    }
    Ok(true)
}

/// A file that is read as a whole, in whatever encoding; `None` where it is nothing known.
fn of_whole(bytes: &[u8]) -> Option<Vec<Imported>> {
    if is_tt_rss(bytes) {
        return Some(tt_rss(bytes));
    }
    if !is_bookmarks(bytes)
        && let Some(feeds) = opml_feeds(bytes)
    {
        return Some(feeds);
    }
    let text = opml::text(bytes);
    let text = text.trim_start_matches('\u{feff}');
    if is_bookmarks(bytes) {
        return Some(bookmarks(text));
    }
    saved_table(text.as_bytes()).or_else(|| is_newsboat_urls(text).then(|| newsboat_urls(text)))
}

/// Whether a text begins with an address and is no table with commas between its cells, each line as many.
fn is_newsboat_urls(text: &str) -> bool {
    let lines = || text.lines().map(str::trim).filter(|line| !line.is_empty() && !line.starts_with('#'));
    let own = ["query:", "exec:", "filter:"];
    let is_address = |line: &str| {
        let word = line.trim_start_matches('"').split_whitespace().next().unwrap_or_default();
        own.iter().any(|start| word.starts_with(start))
            || says_scheme(word) && WebUrl::typed(word.trim_end_matches('"')).is_ok()
    };
    let commas = |line: &str| line.split('"').step_by(2).map(|part| part.matches(',').count()).sum::<usize>();
    let many = lines().next().map_or(0, commas);
    let is_table = many > 1 && lines().count() > 1 && lines().all(|line| commas(line) == many);
    lines().next().is_some_and(is_address) && !is_table
}

fn json(name: &str, input: impl Read, head: &[u8], out: &mut Out) -> Result<(), ImportError> {
    let skipped = u64::from(head.starts_with(b"\xef\xbb\xbf")) * 3;
    let mut input = input;
    let failed = |error| ImportError::Io { name: name.to_owned(), error };
    io::copy(&mut Read::by_ref(&mut input).take(skipped), &mut io::sink()).map_err(failed)?;
    let mut number = 0_u64;
    let mut take = |value: Value| {
        number += 1;
        match item_of_json(&value) {
            Some(item) => out.thing(Imported::Item(Box::new(item))),
            None => {
                out.thing(Imported::Left(format!("{name}, item {number}: it has neither title nor address")))
            }
        }
    };
    json_objects(input, &mut take).map_err(|error| ImportError::Json { name: name.to_owned(), error })?;
    if number == 0 {
        out.left(format!("{name}: it holds no list of articles that is known here"));
    }
    Ok(())
}

fn of_newsboat(item: NewsboatItem) -> ImportedItem {
    let text = |text: String| Some(text).filter(|text| !text.trim().is_empty());
    ImportedItem {
        feed: text(item.feed),
        guid: text(item.guid),
        url: text(item.url),
        title: text(item.title),
        html: text(item.content),
        authors: text(item.author).into_iter().collect(),
        published: Some(item.published).filter(|at| *at > 0).and_then(|at| Timestamp::from_second(at).ok()),
        read: Some(!item.unread),
        labels: item
            .flags
            .chars()
            .filter(char::is_ascii_alphabetic)
            .map(|flag| format!("newsboat {flag}"))
            .collect(),
        ..ImportedItem::default()
    }
}
