//! Records written: plain, or each in a gzip member of its own, as all programs expect it.

use crate::record::RecordKind;
use flate2::Compression;
use flate2::write::GzEncoder;
use std::io::{self, Write};

/// Writes records.
pub struct WarcWriter<W> {
    out: W,
    is_packed: bool,
    offset: u64,
}

impl<W: Write> WarcWriter<W> {
    /// Writes records as they are.
    pub fn plain(out: W) -> Self {
        Self { out, is_packed: false, offset: 0 }
    }

    /// Writes each record as a member of gzip.
    pub fn packed(out: W) -> Self {
        Self { out, is_packed: true, offset: 0 }
    }

    /// Writes a record and tells its offset. Type and length come before `fields`, which are written as they are given.
    pub fn record(&mut self, kind: RecordKind, fields: &[(&str, &str)], block: &[u8]) -> io::Result<u64> {
        let mut bytes =
            format!("WARC/1.1\r\nWARC-Type: {}\r\nContent-Length: {}\r\n", kind.as_str(), block.len());
        for (name, value) in fields {
            bytes.extend([*name, ": ", *value, "\r\n"]);
        }
        bytes.push_str("\r\n");
        let mut bytes = bytes.into_bytes();
        bytes.extend_from_slice(block);
        bytes.extend_from_slice(b"\r\n\r\n");
        if self.is_packed {
            let mut member = GzEncoder::new(Vec::new(), Compression::default());
            member.write_all(&bytes)?;
            bytes = member.finish()?;
        }
        self.out.write_all(&bytes)?;
        let offset = self.offset;
        self.offset += bytes.len() as u64;
        Ok(offset)
    }

    /// What was written to.
    pub fn into_inner(self) -> W {
        self.out
    }
}
