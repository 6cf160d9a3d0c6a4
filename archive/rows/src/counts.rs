//! What became of the records of one archive. Kept in its table, so that a run that goes on can tell of the whole.

use dateline_model::Reading;
use dateline_warc::{Fault, Faults};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// Why a record gives no row, broken ones aside.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Left {
    /// It is about the crawl: what was asked, what the crawler noted.
    NoPage,
    /// The same answer as an earlier record's, without a body.
    Revisit,
    /// A picture, a script, robots.txt.
    OtherType,
    /// `--select` does not want it.
    NotSelected,
    /// Its publisher reserves it against mining.
    ReservedMining,
    /// Its publisher wants no copy of it in archives.
    ReservedArchive,
    /// Reading it failed, which is a fault of this program.
    ReaderFailed,
}

impl Left {
    /// The word in data.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::NoPage => "no_page",
            Self::Revisit => "revisit",
            Self::OtherType => "other_type",
            Self::NotSelected => "not_selected",
            Self::ReservedMining => "reserved_tdm",
            Self::ReservedArchive => "reserved_noarchive",
            Self::ReaderFailed => "reader_failed",
        }
    }
}

/// Counts of one archive, or of several.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Counts {
    /// Records with a header that could be read.
    pub records: u64,
    /// Rows.
    pub rows: u64,
    /// Records without a row, by reason.
    pub left: BTreeMap<String, u64>,
    /// Broken records and pieces, by fault.
    pub broken: BTreeMap<String, u64>,
    /// Rows by holding.
    pub holding: BTreeMap<String, u64>,
    /// Rows by reason; a row may have several.
    pub reasons: BTreeMap<String, u64>,
}

impl Counts {
    /// A record without a row.
    pub fn left(&mut self, why: Left) {
        *self.left.entry(why.as_str().to_owned()).or_default() += 1;
    }

    /// A page whose record is whole and cannot be read.
    pub fn broken(&mut self, fault: &str) {
        *self.broken.entry(fault.to_owned()).or_default() += 1;
    }

    pub(crate) fn row(&mut self, reading: &Reading) {
        self.rows += 1;
        *self.holding.entry(reading.verdict.holding.as_str().to_owned()).or_default() += 1;
        for reason in &reading.verdict.reasons {
            *self.reasons.entry(reason.as_str().to_owned()).or_default() += 1;
        }
    }

    /// Adds what the archive's reader counted.
    pub(crate) fn faults(&mut self, faults: &Faults) {
        for (fault, count, _) in faults.iter() {
            *self.broken.entry(fault.as_str().to_owned()).or_default() += count;
        }
    }

    /// Whether it was no archive at all: no record, and what there was is none.
    pub fn is_foreign(&self) -> bool {
        let foreign = [Fault::Foreign, Fault::Corrupt, Fault::Version];
        self.records == 0 && foreign.iter().any(|fault| self.broken.contains_key(fault.as_str()))
    }

    /// Adds the counts of another archive.
    pub fn add(&mut self, other: &Self) {
        self.records += other.records;
        self.rows += other.rows;
        for (to, from) in [
            (&mut self.left, &other.left),
            (&mut self.broken, &other.broken),
            (&mut self.holding, &other.holding),
            (&mut self.reasons, &other.reasons),
        ] {
            for (word, count) in from {
                *to.entry(word.clone()).or_default() += count;
            }
        }
    }
}
