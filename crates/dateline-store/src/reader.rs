//! What one person of the desk sees and does. Shared rows hold nothing of a person; [`Store::reader`] alone answers lists, counts,
//! marks, search and follows, and every number that a person names is looked up among what that person may see.

mod changes;
mod companions;
pub(crate) mod correction_overlay;
mod exported;
mod feed_settings;
mod folders;
mod history;
mod list;
pub(crate) mod list_positions;
pub(crate) mod mark_undo;
mod marks;
mod numbered_folders;
pub(crate) mod pauses;
mod preferences;
mod private_feeds;
mod progress;
pub(crate) mod read_together;
mod sequence_times;
mod sorted_stream;
mod stream;
mod stream_items;
mod stream_sources;
mod subscribe;
mod subscriptions;
mod taken_in;
mod unread_list;
pub(crate) mod unread_rows;
mod users;

pub use changes::{ChangeKinds, EntryChange};
pub use companions::Companions;
pub use exported::ExportedEntry;
pub use marks::Scope;
pub use numbered_folders::NumberedFolder;
pub use private_feeds::Apart;
pub(crate) use private_feeds::make_private;
pub use progress::Progress;
pub use read_together::{COPIES_TOGETHER, LEADS_ALONE};
pub use sorted_stream::{Between, SortedPage, SortedQuery, StreamOrder};
pub use stream::{STREAM_MOST, Stream, StreamQuery};
pub use stream_items::StreamItem;
pub(crate) use subscribe::{leave, leave_all, lift_all, settle_all};
pub use subscriptions::{FolderUnread, UnreadCounts};
pub use taken_in::{TakenCounts, TakenState};
pub use users::User;

use crate::{Store, StoreError};
use dateline_model::UserId;
use rusqlite::{Connection, Transaction};

/// The store as one person sees it.
#[derive(Clone, Copy)]
pub struct Reader<'s> {
    store: &'s Store,
    user: UserId,
}

impl Store {
    /// The store as one person sees it. Somebody who does not exist has no feeds, and so sees nothing.
    pub const fn reader(&self, user: UserId) -> Reader<'_> {
        Reader { store: self, user }
    }
}

impl<'s> Reader<'s> {
    /// Who.
    pub const fn user(self) -> UserId {
        self.user
    }

    /// The store itself, for what is nobody's.
    pub const fn store(self) -> &'s Store {
        self.store
    }

    /// Runs one query; see [`Store::read`].
    pub(crate) async fn read<T: Send + 'static>(
        self,
        work: impl FnOnce(View<'_>) -> Result<T, StoreError> + Send + 'static,
    ) -> Result<T, StoreError> {
        let user = self.user;
        self.store.read(move |tx| work(View { tx, user })).await
    }

    /// Runs one write, before those that nobody waits for.
    pub(crate) async fn write<T: Send + 'static>(
        self,
        work: impl FnOnce(View<'_>) -> Result<T, StoreError> + Send + 'static,
    ) -> Result<T, StoreError> {
        let user = self.user;
        self.store.write_first(move |tx: &Transaction<'_>| work(View { tx, user })).await
    }
}

/// A connection with whose eyes it is looked through.
#[derive(Clone, Copy)]
pub(crate) struct View<'t> {
    pub(crate) tx: &'t Connection,
    pub(crate) user: UserId,
}

/// How much of all articles a reader sees.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Sight {
    /// Every one.
    All,
    /// Every one that is nobody's alone, and the reader's own.
    Public,
    /// Those that must be looked up one by one.
    Some,
}

impl View<'_> {
    /// How much the reader sees, told by counts that are kept: what one sees is never more than there is.
    pub(crate) fn sight(self) -> Result<Sight, StoreError> {
        let sql = "SELECT (SELECT coalesce(sum(held), 0) FROM reader_counts WHERE user = ?1),
                   (SELECT coalesce(sum(entries), 0) FROM entry_tallies),
                   (SELECT coalesce(sum(entries), 0) FROM entry_tallies WHERE user IN (0, ?1))";
        let (held, all, own): (i64, i64, i64) = self
            .tx
            .prepare_cached(sql)?
            .query_row([self.user.0], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))?;
        Ok(match held {
            _ if held == all => Sight::All,
            _ if held == own => Sight::Public,
            _ => Sight::Some,
        })
    }
}

impl Sight {
    /// The condition that a reader sees an entry `e`, with the parameter that names the reader.
    pub(crate) fn condition(self, user: &str) -> String {
        match self {
            Self::All => format!("{user} > 0"),
            Self::Public => format!("(e.private_of IS NULL OR e.private_of = {user})"),
            Self::Some => sees("e.id", user),
        }
    }
}

/// The condition that a reader sees an entry: one of the reader's feeds brought it, or it was kept.
pub(crate) fn sees(entry: &str, user: &str) -> String {
    format!(
        "(EXISTS (SELECT 1 FROM feed_entries fe CROSS JOIN subscriptions su ON su.user = {user} AND su.feed = fe.feed
         WHERE fe.entry = {entry})
         OR EXISTS (SELECT 1 FROM kept_entries WHERE user = {user}) AND EXISTS (SELECT 1 FROM kept_entries ke WHERE ke.user = {user} AND ke.entry = {entry}))"
    )
}

/// The feed that an entry counts under: the first of the reader's that brought it, or 0.
pub(crate) fn counted_feed(entry: &str, user: &str) -> String {
    format!(
        "coalesce((SELECT fe.feed FROM feed_entries fe CROSS JOIN subscriptions su ON su.user = {user} AND su.feed = fe.feed
         WHERE fe.entry = {entry} ORDER BY fe.place LIMIT 1), 0)"
    )
}

/// The condition that no rule of a reader hides an entry.
pub(crate) fn not_muted(entry: &str, user: &str) -> String {
    format!("NOT EXISTS (SELECT 1 FROM muted_entries mu WHERE mu.user = {user} AND mu.entry = {entry})")
}

/// The condition that a reader has not read an entry `e`.
pub(crate) fn is_unread(user: &str) -> String {
    let feed = counted_feed("e.id", user);
    format!(
        "EXISTS (SELECT 1 FROM unread un WHERE un.user = {user} AND un.feed = {feed} AND un.at = e.sorted_at
         AND un.entry = e.id AND un.place >
             coalesce((SELECT fl.place FROM read_floors fl WHERE fl.user = un.user AND fl.feed = un.feed), -1))"
    )
}

/// The condition that a reader has starred an entry `e`.
pub(crate) fn is_starred(user: &str) -> String {
    format!(
        "EXISTS (SELECT 1 FROM entry_states st WHERE st.user = {user} AND st.entry = e.id AND st.starred_at IS NOT NULL)"
    )
}
