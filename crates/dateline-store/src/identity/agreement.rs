//! What two items say alike: title, text, guid, address and date.

use super::Item;
use crate::fingerprint::hash_on;

/// What two items have in common.
#[derive(Clone, Copy)]
pub(super) struct Both {
    pub(super) title: bool,
    pub(super) hash: bool,
    pub(super) text: Text,
    pub(super) guids: Agree,
    pub(super) urls: Agree,
    pub(super) dates: Agree,
    pub(super) undated: bool,
    /// Whether their guids are one address with other numbers behind `#`.
    pub(super) versions: bool,
}

#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Agree {
    Yes,
    No,
    /// One of them says nothing.
    Unknown,
}

/// What the teasers of two items say, whatever their titles are.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Text {
    /// The same, and so much that it is one article's.
    Same,
    Other,
    /// One has none, or it is short.
    Unknown,
}

impl Text {
    pub(super) fn of(new: &Item, old: &Item) -> Self {
        // Where there is no teaser, title and both have one fingerprint.
        if new.hash == new.title || old.hash == old.title || new.teaser.is_empty() {
            return Self::Unknown;
        }
        match (hash_on(old.title, &new.teaser) == old.hash, new.telling) {
            (false, _) => Self::Other,
            (true, true) => Self::Same,
            (true, false) => Self::Unknown,
        }
    }
}

impl Both {
    pub(super) fn of(new: &Item, old: &Item) -> Self {
        let base = |guid: &str| Some(guid.split_once('#')?.0.to_owned());
        let agree = |known: bool, same: bool| match (known, same) {
            (false, _) => Agree::Unknown,
            (true, true) => Agree::Yes,
            (true, false) => Agree::No,
        };
        Self {
            title: new.title == old.title,
            hash: new.hash == old.hash,
            text: Text::of(new, old),
            guids: agree(!new.guid.is_empty() && !old.guid.is_empty(), new.guid == old.guid),
            urls: agree(!new.url.is_empty() && !old.url.is_empty(), new.url == old.url),
            dates: agree(new.published.is_some() && old.published.is_some(), new.published == old.published),
            versions: base(&new.guid).is_some() && base(&new.guid) == base(&old.guid),
            undated: new.published.is_none() && old.published.is_none(),
        }
    }

    /// Whether one may have taken the other's place, in a feed that always holds one item, the latest, under one guid or address:
    /// under another date with another title or text, undated with another title, or at the same moment with both. A long text
    /// that stays tells that it is one item, retitled.
    pub(super) fn replaced(self) -> bool {
        if self.text == Text::Same && !self.title {
            return false;
        }
        match self.dates {
            Agree::Yes => !self.title && self.text == Text::Other,
            Agree::No => !self.title || !self.hash,
            Agree::Unknown => !self.title,
        }
    }

    /// Whether two items that lead to one page of somebody else are one post: title or date tell it.
    pub(super) fn same_post(self) -> bool {
        self.title || self.dates == Agree::Yes
    }

    /// Both dates are the same, or both are absent.
    pub(super) fn no_date_differs(self) -> bool {
        self.dates == Agree::Yes || self.undated
    }
}
