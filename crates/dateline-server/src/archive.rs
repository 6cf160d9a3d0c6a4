//! Everything that a person has, as one zip archive that is made piece by piece: never more than a piece of it is in memory.
//! `docs/moving.md` says what is in it; the desk takes it in again.

mod entry_line;
mod google_reader;
mod lists;
mod stories;

use crate::notes_markdown::write as notes_of;
use dateline_model::EntryId;
use dateline_store::{FeedRecord, Reader, StoreError};
use dateline_unpack::zip::ZipWriter;
use jiff::Timestamp;
use serde::Serialize;
use serde_json::{Value, json};
use std::io::{self, Write};
use std::sync::{Arc, Mutex, PoisonError};

/// What the archive says that it is.
const FORMAT: &str = "dateline-archive";
/// The version of its form: a reader of it refuses a later one.
const VERSION: u32 = 1;
/// Articles that are read at once.
const PART: u32 = 200;
/// Articles in one file: of a million of them none grows beyond what a zip archive can hold.
const IN_FILE: u32 = 10_000;

/// Why no archive could be made.
#[derive(Debug, thiserror::Error)]
pub enum ArchiveError {
    /// The store failed.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// The archive cannot be written.
    #[error("the archive cannot be made: {0}")]
    Io(#[from] io::Error),
}

impl From<serde_json::Error> for ArchiveError {
    fn from(error: serde_json::Error) -> Self {
        Self::Io(error.into())
    }
}

/// Bytes that are ready and were not taken yet.
#[derive(Clone, Default)]
struct Ready(Arc<Mutex<Vec<u8>>>);

impl Ready {
    fn take(&self) -> Vec<u8> {
        std::mem::take(&mut *self.0.lock().unwrap_or_else(PoisonError::into_inner))
    }
}

impl Write for Ready {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// What is written next.
enum Step {
    Lists,
    Entries { after: EntryId, written: u32 },
    Starred { after: EntryId, written: u64 },
    Notes { skip: u32 },
    End,
    Done,
}

/// An archive that is being made.
pub struct Archive<'s> {
    reader: Reader<'s>,
    at: Timestamp,
    feeds: Vec<FeedRecord>,
    /// `None` once it has ended.
    zip: Option<ZipWriter<Ready>>,
    ready: Ready,
    step: Step,
    entries: u64,
}

impl<'s> Archive<'s> {
    /// Begins one of all that `reader` has at `at`.
    pub async fn begin(reader: Reader<'s>, at: Timestamp) -> Result<Self, ArchiveError> {
        let ready = Ready::default();
        let zip = Some(ZipWriter::new(ready.clone()));
        let feeds = reader.feeds().await?;
        Ok(Self { reader, at, feeds, zip, ready, step: Step::Lists, entries: 0 })
    }

    /// Articles so far.
    pub const fn entries(&self) -> u64 {
        self.entries
    }

    /// Feeds in it.
    pub const fn feeds(&self) -> usize {
        self.feeds.len()
    }

    /// Its next bytes, which may be none; `None` once it is whole.
    pub async fn next(&mut self) -> Result<Option<Vec<u8>>, ArchiveError> {
        self.step = match std::mem::replace(&mut self.step, Step::Done) {
            Step::Lists => self.lists().await?,
            Step::Entries { after, written } => self.some_entries(after, written).await?,
            Step::Starred { after, written } => self.some_starred(after, written).await?,
            Step::Notes { skip } => self.some_notes(skip).await?,
            Step::End => {
                if let Some(zip) = self.zip.take() {
                    zip.finish()?;
                }
                Step::Done
            }
            Step::Done => return Ok(None),
        };
        Ok(Some(self.ready.take()))
    }

    fn zip(&mut self) -> io::Result<&mut ZipWriter<Ready>> {
        self.zip.as_mut().ok_or_else(|| io::Error::other("the archive has ended"))
    }

    fn file(&mut self, name: &str, value: &impl Serialize) -> Result<(), ArchiveError> {
        let zip = self.zip()?;
        zip.begin(name)?;
        serde_json::to_writer_pretty(&mut *zip, value)?;
        Ok(zip.write_all(b"\n")?)
    }

    /// A line of JSON in the file that was begun last.
    fn line(&mut self, value: &Value) -> Result<(), ArchiveError> {
        let zip = self.zip()?;
        serde_json::to_writer(&mut *zip, value)?;
        Ok(zip.write_all(b"\n")?)
    }

    async fn lists(&mut self) -> Result<Step, ArchiveError> {
        let head =
            json!({"format": FORMAT, "version": VERSION, "made": self.at.to_string(), "program": "dateline"});
        self.file("dateline.json", &head)?;
        let opml = lists::opml(&self.feeds);
        let zip = self.zip()?;
        zip.begin("feeds.opml")?;
        zip.write_all(opml.as_bytes())?;
        for (name, list) in lists::of(self.reader, &self.feeds).await? {
            self.file(name, &list)?;
        }
        Ok(Step::Entries { after: EntryId(0), written: 0 })
    }

    async fn some_entries(&mut self, after: EntryId, written: u32) -> Result<Step, ArchiveError> {
        let some = self.reader.exported(after, PART).await?;
        if written.is_multiple_of(IN_FILE) && (!some.is_empty() || written == 0) {
            let name = format!("entries/{:05}.jsonl", written / IN_FILE + 1);
            self.zip()?.begin(&name)?;
        }
        for entry in &some {
            let line = entry_line::json(entry, &self.feeds)?;
            self.line(&line)?;
        }
        self.entries += some.len() as u64;
        Ok(match some.last() {
            Some(last) if some.len() == PART as usize => {
                Step::Entries { after: last.item.summary.id, written: written + PART }
            }
            _ => Step::Starred { after: EntryId(0), written: 0 },
        })
    }

    async fn some_starred(&mut self, after: EntryId, mut written: u64) -> Result<Step, ArchiveError> {
        let some = self.reader.exported(after, PART).await?;
        if after == EntryId(0) {
            let zip = self.zip()?;
            zip.begin("starred.json")?;
            zip.write_all(google_reader::HEAD.as_bytes())?;
        }
        for entry in some.iter().filter(|entry| google_reader::is_kept(&entry.item)) {
            let item = google_reader::item(entry, &self.feeds);
            let zip = self.zip()?;
            zip.write_all(if written == 0 { b"\n" } else { b",\n" })?;
            serde_json::to_writer(&mut *zip, &item)?;
            written += 1;
        }
        if let (Some(last), true) = (some.last(), some.len() == PART as usize) {
            return Ok(Step::Starred { after: last.item.summary.id, written });
        }
        self.zip()?.write_all(google_reader::TAIL.as_bytes())?;
        Ok(Step::Notes { skip: 0 })
    }

    async fn some_notes(&mut self, skip: u32) -> Result<Step, ArchiveError> {
        let some = self.reader.noted(skip, PART).await?;
        let mut text = String::new();
        for (entry, notes) in &some {
            notes_of(entry, notes, &mut text);
        }
        let zip = self.zip()?;
        if skip == 0 {
            zip.begin("notes.md")?;
        } else if !some.is_empty() {
            zip.write_all(b"\n")?;
        }
        zip.write_all(text.as_bytes())?;
        Ok(if some.len() == PART as usize { Step::Notes { skip: skip + PART } } else { Step::End })
    }
}
