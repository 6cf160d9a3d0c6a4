//! A file as things to take in: what it is, its bytes say. Read as a stream, in a thread of its own.

use super::GROUP;
use dateline_feed::import::{
    Imported, ImportedItem, JsonError, bookmarks, feeds_of_archive, is_bookmarks, is_tt_rss, item_of_archive,
    item_of_json, json_lines, json_objects, newsboat_urls, opml_feeds, own_lists, saved_table, tt_rss,
};
use dateline_store::{NewsboatItem, StoreError, newsboat_cache};
use dateline_unpack::zip::{Limits, ZipArchive, ZipError};
use jiff::Timestamp;
use serde_json::Value;
use std::fs::File;
use std::io::{self, Read, Seek, SeekFrom};
use std::ops::ControlFlow;
use std::path::Path;
use tokio::sync::mpsc::Sender;

/// Bytes by which a file is told.
const HEAD: u64 = 4 << 10;
/// Bytes of a file that is read as a whole: lists of feeds, bookmarks, XML.
const WHOLE: u64 = 64 << 20;
/// The latest form of our own archive that is understood.
const VERSION: u64 = 1;

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
    /// A file that is nothing that is known here.
    #[error(
        "{0} is none of: OPML, an archive of dateline or FreshRSS, JSON of a reader, Tiny Tiny RSS' XML, newsboat's urls or cache.db, bookmarks as HTML, tables of Pocket, Instapaper, Raindrop or Readwise"
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
    fn piece(&mut self, piece: Piece) -> ControlFlow<()> {
        self.group.push(piece);
        if self.group.len() < GROUP { ControlFlow::Continue(()) } else { self.flush() }
    }

    fn thing(&mut self, thing: Imported) -> ControlFlow<()> {
        self.piece(Piece::Thing(thing))
    }

    fn things(&mut self, things: Vec<Imported>) {
        for thing in things {
            if self.thing(thing).is_break() {
                return;
            }
        }
    }

    fn left(&mut self, words: String) {
        // Whoever stopped listening needs no reason.
        let _heard = self.thing(Imported::Left(words));
    }

    fn flush(&mut self) -> ControlFlow<()> {
        match self.send.blocking_send(std::mem::take(&mut self.group)) {
            Ok(()) => ControlFlow::Continue(()),
            Err(_) => ControlFlow::Break(()),
        }
    }
}

/// Reads a file to its end.
pub(super) fn read(path: &Path, send: Sender<Vec<Piece>>) -> Result<(), ImportError> {
    let name = path.file_name().map_or_else(|| path.to_string_lossy(), |name| name.to_string_lossy());
    let name = name.into_owned();
    let failed = |error| ImportError::Io { name: name.clone(), error };
    let mut file = File::open(path).map_err(failed)?;
    let mut head = Vec::new();
    Read::by_ref(&mut file).take(HEAD).read_to_end(&mut head).map_err(failed)?;
    file.seek(SeekFrom::Start(0)).map_err(failed)?;
    let mut out = Out { send, group: Vec::new() };
    if head.starts_with(b"PK\x03\x04") || head.starts_with(b"PK\x05\x06") {
        archive(file, &mut out)?;
    } else if head.starts_with(b"SQLite format 3\0") {
        let mut take =
            |item: NewsboatItem| out.thing(Imported::Item(Box::new(of_newsboat(item)))).is_continue();
        match newsboat_cache(path, &mut take) {
            Ok(true) => {}
            Ok(false) | Err(StoreError::NotAStore { .. }) => return Err(ImportError::Unknown(name)),
            Err(error) => return Err(error.into()),
        }
    } else if !one(&name, file, &head, &mut out)? {
        return Err(ImportError::Unknown(name));
    }
    let _taken = out.flush();
    Ok(())
}

/// One file by its first bytes; false where it is nothing known.
fn one(name: &str, input: impl Read, head: &[u8], out: &mut Out) -> Result<bool, ImportError> {
    let begins = head.strip_prefix(b"\xef\xbb\xbf").unwrap_or(head);
    let first = begins.iter().find(|byte| !byte.is_ascii_whitespace());
    if matches!(first, Some(b'{' | b'[')) {
        return json(name, input, head, out).map(|()| true);
    }
    let mut bytes = Vec::new();
    let failed = |error| ImportError::Io { name: name.to_owned(), error };
    input.take(WHOLE).read_to_end(&mut bytes).map_err(failed)?;
    let found = if is_tt_rss(&bytes) {
        tt_rss(&bytes)
    } else if is_bookmarks(&bytes) {
        bookmarks(&String::from_utf8_lossy(&bytes))
    } else if let Some(feeds) = opml_feeds(&bytes) {
        feeds
    } else if let Some(saved) = saved_table(&bytes) {
        saved
    } else {
        let text = String::from_utf8_lossy(&bytes);
        if !is_newsboat_urls(&text) {
            return Ok(false);
        }
        newsboat_urls(&text)
    };
    out.things(found);
    Ok(true)
}

/// Whether a text begins with an address and is no table with commas between its cells, each line as many.
fn is_newsboat_urls(text: &str) -> bool {
    let lines = || text.lines().map(str::trim).filter(|line| !line.is_empty() && !line.starts_with('#'));
    let is_address = |line: &str| {
        [
            "http://",
            "https://",
            "feed:",
            "query:",
            "\"query:",
            "exec:",
            "\"exec:",
            "filter:",
            "\"filter:",
            "\"http",
        ]
        .iter()
        .any(|start| line.starts_with(start))
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

/// An archive: ours, or whatever other readers put into one. Lists of feeds come before articles.
fn archive(file: File, out: &mut Out) -> Result<(), ImportError> {
    let mut archive = ZipArchive::open(file, &Limits::default())?;
    let names: Vec<String> = archive.members().iter().map(|member| member.name.clone()).collect();
    if names.iter().any(|name| name == "dateline.json") {
        return own_archive(&mut archive, &names, out);
    }
    let is_list = |name: &str| [".opml", ".xml"].iter().any(|end| name.to_ascii_lowercase().ends_with(end));
    let mut order: Vec<usize> = (0..names.len()).filter(|at| !names[*at].ends_with('/')).collect();
    order.sort_by_key(|at| !is_list(&names[*at]));
    for at in order {
        let name = &names[at];
        if out.piece(Piece::File).is_break() {
            break;
        }
        let mut head = Vec::new();
        archive.read(at)?.take(HEAD).read_to_end(&mut head).map_err(|error| of_member(name, error))?;
        if !one(name, archive.read(at)?, &head, out)? {
            out.left(format!("{name}: it is no list of feeds or articles that is known here"));
        }
    }
    Ok(())
}

fn of_member(name: &str, error: io::Error) -> ImportError {
    ImportError::Io { name: name.to_owned(), error }
}

fn own_archive(archive: &mut ZipArchive<File>, names: &[String], out: &mut Out) -> Result<(), ImportError> {
    let head = value(archive, names, "dateline.json")?.unwrap_or_default();
    let version = head.get("version").and_then(Value::as_u64).unwrap_or(0);
    if version > VERSION {
        return Err(ImportError::Newer(version));
    }
    let feeds = value(archive, names, "feeds.json")?.unwrap_or_default();
    out.things(feeds_of_archive(&feeds));
    for (at, name) in
        names.iter().enumerate().filter(|(_, name)| name.starts_with("entries/") && !name.ends_with('/'))
    {
        let mut take = |line: Result<Value, u64>| match line {
            Ok(line) => out.thing(Imported::Item(Box::new(item_of_archive(&line)))),
            Err(number) => out.thing(Imported::Left(format!("{name}, line {number}: this is no JSON"))),
        };
        let read = json_lines(archive.read(at)?, &mut take);
        read.map_err(|error| ImportError::Json { name: name.clone(), error })?;
    }
    for name in own_lists() {
        if let Some(value) = value(archive, names, name)?
            && out.piece(Piece::List(name, value)).is_break()
        {
            break;
        }
    }
    Ok(())
}

/// A small file of the archive as JSON.
fn value(
    archive: &mut ZipArchive<File>,
    names: &[String],
    wanted: &str,
) -> Result<Option<Value>, ImportError> {
    let Some(at) = names.iter().position(|name| name == wanted) else { return Ok(None) };
    let mut bytes = Vec::new();
    archive.read(at)?.take(WHOLE).read_to_end(&mut bytes).map_err(|error| of_member(wanted, error))?;
    let read = serde_json::from_slice(&bytes);
    read.map(Some).map_err(|error| ImportError::Json { name: wanted.to_owned(), error: error.into() })
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
