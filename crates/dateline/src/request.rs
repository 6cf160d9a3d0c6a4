//! Requests: what a command asks of the desk; the same whether it is executed here or inside a running `serve`.

mod access;
mod entries;
mod moving;
mod user;

pub(crate) use access::{AccessRequest, GivenLogin, Hidden};
pub(crate) use entries::{EntryAct, Filter, MarkTargets, OwnList};
pub(crate) use moving::ImportRequest;
pub(crate) use user::UserRequest;

use serde::{Deserialize, Serialize};
use std::ffi::OsString;

/// The identity provider of the settings, for the doctor.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Provider {
    /// What it calls itself.
    pub(crate) issuer: String,
    /// Whether it is the only way in.
    pub(crate) only: bool,
}

/// What a command asks of the desk. Its JSON goes over the socket.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Request {
    /// Subscribe to an address.
    Add {
        url: String,
        choose: Option<usize>,
        #[serde(default)]
        access: AccessRequest,
    },
    /// Show or change the login and privacy of a feed.
    Access { feed: String, access: AccessRequest },
    /// Subscribe to a list.
    AddList { opml: String },
    /// Call a feed, or the publisher at a host, by another name; an empty one takes that back.
    Rename { what: String, name: String, publisher: bool },
    /// Show how a feed is checked, read and opened, and change what is named; 0 hours go by its rhythm.
    SetFeed { feed: String, hours: Option<u32>, pages: Option<String>, original: Option<bool> },
    /// Unsubscribe.
    Remove { feed: String },
    /// Update feeds; all when none is named.
    Update { feeds: Vec<String> },
    /// The front page.
    Stories {
        limit: usize,
        #[serde(default)]
        filter: Filter,
    },
    /// One story.
    Story { id: i64 },
    /// Search.
    Search {
        query: String,
        limit: usize,
        #[serde(default)]
        filter: Filter,
    },
    /// Articles, the latest to come first; above a number, those that came after it.
    Entries { filter: Filter, limit: u32, above: Option<i64> },
    /// One article.
    Article { id: i64, as_markdown: bool },
    /// Marks and labels.
    EntryAct(EntryAct),
    /// What the person has set up.
    OwnList(OwnList),
    /// Feeds with health.
    Feeds,
    /// Feeds as OPML.
    Opml { with_private: bool },
    /// What feeds really deliver.
    Audit,
    /// Write an archive of everything.
    Export { file: OsString },
    /// Write a database of everything.
    ExportDatabase { file: OsString },
    /// Take a file in.
    Import { file: OsString },
    /// Take in what a program holds.
    ImportApi(ImportRequest),
    /// Copy the store.
    Backup { file: OsString },
    /// Check the store.
    Doctor {
        repair: bool,
        #[serde(default)]
        provider: Option<Provider>,
    },
    /// Whether the store writes and reads.
    Health,
    /// Accounts.
    User(UserRequest),
}

impl Request {
    /// Whether it only reads, and so needs no desk and no store of its own.
    pub(crate) const fn only_reads(&self) -> bool {
        match self {
            Self::Stories { .. }
            | Self::Story { .. }
            | Self::Search { .. }
            | Self::Entries { .. }
            | Self::Article { .. }
            | Self::OwnList(_)
            | Self::Export { .. }
            | Self::ExportDatabase { .. }
            | Self::Feeds
            | Self::Opml { .. }
            | Self::Audit
            | Self::Backup { .. }
            | Self::User(UserRequest::List) => true,
            Self::Add { .. }
            | Self::AddList { .. }
            | Self::EntryAct(_)
            | Self::Import { .. }
            | Self::ImportApi(_)
            | Self::Access { .. }
            | Self::Rename { .. }
            | Self::SetFeed { .. }
            | Self::Remove { .. }
            | Self::Update { .. }
            | Self::Doctor { .. }
            | Self::Health
            | Self::User(_) => false,
        }
    }
}
