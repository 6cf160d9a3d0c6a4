//! The reading of one page that is wanted, or why it is not: the same rules for records of archives and for columns of HTML.

use crate::counts::Left;
use crate::select::Selection;
use dateline_model::Reading;
use jiff::Timestamp;
use std::panic::{AssertUnwindSafe, catch_unwind};

/// What is wanted.
#[derive(Debug, Clone, Default)]
pub struct Wanted {
    /// Which pages.
    pub selection: Selection,
    /// Whether pages are wanted too that their publishers reserve.
    pub include_reserved: bool,
}

impl Wanted {
    /// The reading that `read` gives of a page fetched at a time, where it is wanted.
    pub(crate) fn reading(
        &self,
        fetched: Timestamp,
        read: impl FnOnce() -> Reading,
    ) -> Result<Reading, Left> {
        let reading = catch_unwind(AssertUnwindSafe(read)).map_err(|_| Left::ReaderFailed)?;
        let reserved = &reading.reservations;
        if !self.include_reserved && reserved.tdm {
            return Err(Left::ReservedMining);
        }
        if !self.include_reserved && reserved.noarchive {
            return Err(Left::ReservedArchive);
        }
        if !self.selection.wants(fetched, &reading) {
            return Err(Left::NotSelected);
        }
        Ok(reading)
    }
}
