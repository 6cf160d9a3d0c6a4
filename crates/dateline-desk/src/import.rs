//! Moving in: what another reader or an archive of ours holds becomes feeds, entries and states of one person. Repeating it changes
//! nothing; what cannot be taken in is told with the reason.

mod api;
mod containers;
mod own_lists;
mod own_stories;
mod source;
mod writer;

pub use api::{ImportApi, ImportFrom};
pub use source::ImportError;

use crate::Desk;
use dateline_store::TakenCounts;
use std::collections::BTreeMap;
use std::path::PathBuf;
use writer::Writer;

/// Reasons that are told one by one; of further ones the number.
const TOLD: usize = 200;
/// Things that are read ahead of what is written, in groups.
const GROUP: usize = 100;
const GROUPS_AHEAD: usize = 2;

/// What came, and what could not.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ImportReport {
    /// Feeds subscribed now.
    pub feeds_new: u64,
    /// Feeds that were subscribed before, and left as they are.
    pub feeds_known: u64,
    /// Articles that were not there before.
    pub entries_new: u64,
    /// Articles that were there, and kept their text.
    pub entries_known: u64,
    /// States that changed.
    pub states: TakenCounts,
    /// Labels, follows, searches, rules, names and settings that were added, by the file of the archive.
    pub lists: BTreeMap<&'static str, u64>,
    /// What could not be taken in, and why.
    pub left: Vec<String>,
    /// How many more of these there were.
    pub left_beyond: u64,
}

impl ImportReport {
    fn leave(&mut self, words: String) {
        if self.left.len() < TOLD { self.left.push(words) } else { self.left_beyond += 1 }
    }
}

impl Desk {
    /// Takes in a file of another reader, or an archive of ours. `tell` hears how many articles have been read.
    pub async fn import_file(
        &self,
        path: PathBuf,
        tell: &(dyn Fn(u64) + Sync),
    ) -> Result<ImportReport, ImportError> {
        let (send, mut receive) = tokio::sync::mpsc::channel(GROUPS_AHEAD);
        let room = self.inner.store.path().parent().filter(|room| !room.as_os_str().is_empty());
        let room = room.map_or_else(|| PathBuf::from("."), PathBuf::from);
        let reading = tokio::task::spawn_blocking(move || containers::read(&path, &room, send));
        let mut writer = Writer::new(self).await;
        let done = async {
            while let Some(group) = receive.recv().await {
                writer.take(group).await?;
                tell(writer.entries());
            }
            reading.await.unwrap_or(Err(ImportError::Ended))
        };
        let done = done.await;
        self.end_import(writer, done).await
    }

    /// What was taken in stays, and meets the articles of feeds, even if the import broke off.
    async fn end_import(
        &self,
        writer: Writer<'_>,
        done: Result<(), ImportError>,
    ) -> Result<ImportReport, ImportError> {
        match done {
            Ok(()) => Ok(writer.finish().await?),
            Err(error) => {
                drop(writer);
                self.meet_imported(None).await?;
                Err(error)
            }
        }
    }
}
