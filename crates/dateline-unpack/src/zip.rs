//! Zip archives (PKWARE's APPNOTE 6.3.10), read within budgets and written: members stored or deflated, no encryption, no parts, up
//! to 4 GB. Names are told and never followed: nothing is written under them.

mod read;
mod write;

pub use read::{Limits, Member, MemberReader, ZipArchive};
pub use write::ZipWriter;

use std::io;

/// Why an archive cannot be read.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum ZipError {
    /// No directory stands at its end.
    #[error("this is no zip archive, or its end is missing")]
    NotAZip,
    /// The directory does not fit the archive.
    #[error("the archive is damaged: {0}")]
    Damaged(&'static str),
    /// More members than are read.
    #[error("the archive has {found} members; at most {most} are read")]
    TooMany {
        /// Members that it names.
        found: usize,
        /// Members that are read.
        most: usize,
    },
    /// More bytes than are unpacked, or so much out of so little that it is no text.
    #[error("{name:?} unpacks to {words}, which nothing of this kind does: a decompression bomb")]
    Bomb {
        /// The member.
        name: String,
        /// How much out of how little.
        words: String,
    },
    /// A member that is encrypted, or packed in a way that is not known.
    #[error("{name:?} is {what}, which cannot be read; make the archive anew without that")]
    Unread {
        /// The member.
        name: String,
        /// What it is.
        what: &'static str,
    },
    /// The file cannot be read.
    #[error("the archive cannot be read: {0}")]
    Io(#[from] io::Error),
}

/// Begins a member, its entry in the directory, and the end of the directory.
const LOCAL: u32 = 0x0403_4b50;
const CENTRAL: u32 = 0x0201_4b50;
const END: u32 = 0x0605_4b50;
/// Follows a member whose lengths its head does not tell.
const DESCRIPTOR: u32 = 0x0807_4b50;

/// Ways of packing.
const STORED: u16 = 0;
const DEFLATED: u16 = 8;

#[cfg(test)]
mod tests;
