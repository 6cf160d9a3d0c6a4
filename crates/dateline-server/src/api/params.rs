//! Parameters of lists and limits of requests.

use crate::error_response::ErrorResponse;
use dateline_store::Window;
use jiff::Timestamp;
use serde::Deserialize;

/// Query parameters of lists; each list reads those that it documents.
#[derive(Debug, Default, Deserialize)]
pub(crate) struct ListParams {
    limit: Option<u32>,
    offset: Option<u32>,
    pub(super) cursor: Option<String>,
    pub(super) unread: Option<bool>,
    pub(super) folder: Option<String>,
    pub(super) section: Option<String>,
    pub(super) language: Option<String>,
    pub(super) show: Option<String>,
    pub(super) feed: Option<i64>,
    pub(super) label: Option<i64>,
    pub(super) since: Option<i64>,
    pub(super) after: Option<i64>,
    #[serde(default)]
    pub(super) q: String,
}

/// Items given where no limit is asked for.
const USUAL: u32 = 50;
/// Most items of one answer.
const MOST: u32 = 500;
/// Most entries of one mark.
pub(super) const MARKED: usize = 10_000;

/// A part of a list that is counted through: which, and as of when its order is meant.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Part {
    pub(super) window: Window,
    pub(super) as_of: Timestamp,
}

impl Part {
    /// Where the list goes on after so many items, where it does.
    pub(super) fn next_cursor(self, more: bool) -> Option<String> {
        let offset = self.window.offset.checked_add(self.window.limit).filter(|_| more)?;
        Some(format!("{}.{offset}", self.as_of.as_millisecond()))
    }
}

impl ListParams {
    /// The part of the list that is asked for.
    pub(super) fn window(&self) -> Result<Window, ErrorResponse> {
        Ok(Window { limit: self.limit()?, offset: self.offset.unwrap_or(0) })
    }

    /// The same, or the part that a cursor of an earlier answer names.
    pub(super) fn part(&self, now: Timestamp) -> Result<Part, ErrorResponse> {
        let Some(cursor) = self.cursor() else { return Ok(Part { window: self.window()?, as_of: now }) };
        let read = || {
            let (at, offset) = cursor.split_once('.')?;
            let as_of = Timestamp::from_millisecond(at.parse().ok()?).ok()?;
            Some((as_of, offset.parse().ok()?))
        };
        let (as_of, offset) = read().ok_or_else(no_cursor)?;
        Ok(Part { window: Window { limit: self.limit()?, offset }, as_of })
    }

    /// The place of an earlier answer to go on from, before which an offset does not count.
    pub(super) fn cursor(&self) -> Option<&str> {
        self.cursor.as_deref()
    }

    pub(super) fn limit(&self) -> Result<u32, ErrorResponse> {
        let limit = self.limit.unwrap_or(USUAL);
        if !(1..=MOST).contains(&limit) {
            return Err(ErrorResponse::bad_request(format!("limit is 1 to {MOST}")));
        }
        Ok(limit)
    }

    /// Whether the list is asked for from its beginning.
    pub(super) fn is_first(&self) -> bool {
        self.offset.unwrap_or(0) == 0
    }
}

/// A cursor that no answer of this list gave.
pub(super) fn no_cursor() -> ErrorResponse {
    ErrorResponse::bad_request("cursor is next_cursor of an earlier answer of the same list")
}
