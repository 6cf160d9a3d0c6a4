//! One member of gzip (RFC 1952) after another out of raw bytes; the state of the decoder is made once for all of them.

use crate::fault::Fault;
use crate::raw::Raw;
use flate2::{Crc, Decompress, FlushDecompress, Status};
use std::io::{self, Read};

/// The first bytes of every member.
pub(crate) const MAGIC: [u8; 3] = [0x1f, 0x8b, 8];
/// Longest header of a member: an extra field of any length, and a short name.
const HEADER: usize = 72 << 10;
const FIXED: usize = 10;
const TRAILER: usize = 8;

const HAS_CRC: u8 = 2;
const HAS_EXTRA: u8 = 4;
const HAS_NAME: u8 = 8;
const HAS_COMMENT: u8 = 16;
const RESERVED: u8 = 0xe0;

/// The decoder.
pub(crate) struct Gzip {
    inflate: Decompress,
    sum: Crc,
}

/// How a step ended.
pub(crate) enum Step {
    /// So many bytes were unpacked.
    Bytes(usize),
    /// The member is whole; so many bytes came with its end.
    Ended(usize),
    /// It cannot go on.
    Broken(Fault),
}

impl Gzip {
    pub(crate) fn new() -> Self {
        Self { inflate: Decompress::new(false), sum: Crc::new() }
    }

    /// Begins a member; `false` where the bytes are none.
    pub(crate) fn begin<R: Read>(&mut self, raw: &mut Raw<R>) -> io::Result<bool> {
        let Some(length) = header(raw.at_least(FIXED)?) else { return Ok(false) };
        let length = match length {
            Header::Whole(length) => Some(length),
            Header::Longer => match header(raw.at_least(HEADER)?) {
                Some(Header::Whole(length)) => Some(length),
                _ => None,
            },
        };
        let Some(length) = length else { return Ok(false) };
        raw.consume(length);
        self.inflate.reset(false);
        self.sum.reset();
        Ok(true)
    }

    /// Unpacks as much as `out` takes.
    pub(crate) fn step<R: Read>(&mut self, raw: &mut Raw<R>, out: &mut [u8]) -> io::Result<Step> {
        let packed = raw.fill()?;
        if packed.is_empty() {
            return Ok(Step::Broken(Fault::Cut));
        }
        let (read, written) = (self.inflate.total_in(), self.inflate.total_out());
        let status = self.inflate.decompress(packed, out, FlushDecompress::None);
        let read = (self.inflate.total_in() - read) as usize;
        let written = (self.inflate.total_out() - written) as usize;
        raw.consume(read);
        self.sum.update(&out[..written]);
        match status {
            Ok(Status::StreamEnd) => Ok(match self.trailer(raw)? {
                Some(fault) => Step::Broken(fault),
                None => Step::Ended(written),
            }),
            Ok(_) if read > 0 || written > 0 => Ok(Step::Bytes(written)),
            Ok(_) | Err(_) => Ok(Step::Broken(Fault::Corrupt)),
        }
    }

    /// Holds what was unpacked to the checksum and the length behind it.
    fn trailer<R: Read>(&self, raw: &mut Raw<R>) -> io::Result<Option<Fault>> {
        let Some(&[a, b, c, d, e, f, g, h]) = raw.at_least(TRAILER)?.first_chunk::<TRAILER>() else {
            return Ok(Some(Fault::Cut));
        };
        raw.consume(TRAILER);
        let sum = u32::from_le_bytes([a, b, c, d]);
        let length = u32::from_le_bytes([e, f, g, h]);
        let fits = sum == self.sum.sum() && length == self.inflate.total_out() as u32;
        Ok((!fits).then_some(Fault::Checksum))
    }
}

/// The header of a member.
enum Header {
    /// It has so many bytes.
    Whole(usize),
    /// It is longer than the bytes at hand.
    Longer,
}

/// Reads the header that bytes begin with; `None` where they begin no member.
fn header(bytes: &[u8]) -> Option<Header> {
    let [0x1f, 0x8b, 8, flags, ..] = *bytes.first_chunk::<FIXED>()? else { return None };
    if flags & RESERVED != 0 {
        return None;
    }
    let whole = length(bytes, flags).filter(|length| *length <= bytes.len());
    Some(whole.map_or(Header::Longer, Header::Whole))
}

/// Length of a header, as far as its parts are there.
fn length(bytes: &[u8], flags: u8) -> Option<usize> {
    let mut length = FIXED;
    if flags & HAS_EXTRA != 0 {
        let size = bytes.get(length..)?.first_chunk()?;
        length += size.len() + usize::from(u16::from_le_bytes(*size));
    }
    for text in [HAS_NAME, HAS_COMMENT] {
        if flags & text != 0 {
            length += memchr::memchr(0, bytes.get(length..)?)? + 1;
        }
    }
    if flags & HAS_CRC != 0 {
        length += 2;
    }
    Some(length)
}

/// Where the next member may begin: the first bytes that could be its header.
pub(crate) fn next_header(bytes: &[u8]) -> Option<usize> {
    let is_header = |at: &usize| bytes.get(at + 3).is_none_or(|flags| flags & RESERVED == 0);
    memchr::memmem::find_iter(bytes, &MAGIC).find(is_header)
}
