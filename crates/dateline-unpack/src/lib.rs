//! Content codings undone, each layer under its own cap; ends that are missing are noticed. No network, no charset: for
//! fetched bodies and archived ones alike.

pub mod zip;

use brotli_decompressor::Decompressor as Brotli;
use dateline_model::Truncation;
use flate2::bufread::GzDecoder;
use flate2::{Decompress, FlushDecompress, Status};
use std::io::{self, Read};

/// One content coding (RFC 9110, section 8.4.1; RFC 7932; RFC 8878).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Coding {
    /// gzip (RFC 1952), of one member or several.
    Gzip,
    /// zlib (RFC 1950), or deflate without its frame (RFC 1951), as some servers send it.
    Deflate,
    /// Brotli.
    Brotli,
    /// Zstandard.
    Zstd,
}

/// Why a body cannot be unpacked.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum UnpackError {
    /// A coding that is not known, or bytes that are not of the coding that was named.
    #[error("{0}")]
    Coding(String),
    /// So much out of so little that it cannot be text.
    #[error("{0}")]
    Bomb(String),
}

/// A decoded body.
#[derive(Debug, PartialEq, Eq)]
pub struct Decoded {
    /// The unpacked bytes, at most the cap.
    pub bytes: Vec<u8>,
    /// What is missing at the end, if anything is.
    pub truncation: Option<Truncation>,
}

/// Names in `Content-Encoding`, in the order in which they were applied. Some servers put a charset there; it means nothing.
pub fn codings<'a>(values: impl Iterator<Item = &'a str>) -> Result<Vec<Coding>, UnpackError> {
    let mut found = Vec::new();
    for name in values.flat_map(|value| value.split(',')) {
        match name.trim().to_ascii_lowercase().as_str() {
            "gzip" | "x-gzip" => found.push(Coding::Gzip),
            "deflate" => found.push(Coding::Deflate),
            "br" => found.push(Coding::Brotli),
            "zstd" => found.push(Coding::Zstd),
            "" | "identity" | "none" | "utf-8" | "utf8" => {}
            other => return Err(UnpackError::Coding(format!("unknown content coding {other:?}"))),
        }
    }
    Ok(found)
}

/// Undoes `codings`, last one first. `cap` bounds each layer. `cut` says that `body` itself is incomplete already.
pub fn decode(
    body: Vec<u8>,
    codings: &[Coding],
    cap: usize,
    cut: Option<Truncation>,
) -> Result<Decoded, UnpackError> {
    let mut decoded = Decoded { bytes: body, truncation: cut };
    for coding in codings.iter().rev() {
        if decoded.bytes.is_empty() {
            break;
        }
        decoded = layer(decoded, *coding, cap)?;
    }
    // Some servers pack what is packed already, and name the coding once.
    for _ in 0..UNNAMED {
        if codings.is_empty() || !is_gzip(&decoded.bytes) {
            break;
        }
        decoded = layer(decoded, Coding::Gzip, cap)?;
    }
    Ok(decoded)
}

/// Layers of gzip that no header names.
const UNNAMED: usize = 2;

/// From this ratio on a body over the cap is taken for a bomb. Real text stays below 50; a run of one byte gives 1,000.
const BOMB_RATIO: usize = 200;

fn layer(packed: Decoded, coding: Coding, cap: usize) -> Result<Decoded, UnpackError> {
    if !plausible(coding, &packed.bytes) {
        return Ok(packed);
    }
    let mut out = Vec::new();
    let (end, read) = unpack(coding, &packed.bytes, cap, &mut out);
    let truncation = match end {
        End::Whole => packed.truncation,
        End::Early if out.is_empty() && looks_plain(&packed.bytes) => return Ok(packed),
        End::Early => packed.truncation.or(Some(Truncation::Compression)),
        End::Full if out.len() / read.max(1) >= BOMB_RATIO => return Err(bomb(read, cap)),
        End::Full => Some(Truncation::Cap),
        End::Corrupt(_) if looks_plain(&packed.bytes) => return Ok(packed),
        End::Corrupt(why) => return Err(UnpackError::Coding(why)),
    };
    Ok(Decoded { bytes: out, truncation })
}

fn bomb(read: usize, cap: usize) -> UnpackError {
    UnpackError::Bomb(format!(
        "{} KB unpack to more than {} MB, which no text does: a decompression bomb",
        read.div_ceil(1000),
        cap / 1_000_000
    ))
}

/// Whether the bytes can be of that coding at all. Labelled gzip or zstd without its magic number is plain.
fn plausible(coding: Coding, bytes: &[u8]) -> bool {
    match coding {
        Coding::Gzip => is_gzip(bytes),
        Coding::Zstd => {
            bytes.starts_with(&[0x28, 0xb5, 0x2f, 0xfd])
                || (bytes.len() > 3 && bytes[1..4] == [0x2a, 0x4d, 0x18])
        }
        Coding::Deflate | Coding::Brotli => true,
    }
}

/// Whether bytes begin as gzip does.
pub fn is_gzip(bytes: &[u8]) -> bool {
    bytes.starts_with(&[0x1f, 0x8b, 0x08])
}

fn looks_plain(bytes: &[u8]) -> bool {
    let bytes = bytes.strip_prefix(&[0xef, 0xbb, 0xbf]).unwrap_or(bytes);
    matches!(bytes.trim_ascii_start().first(), Some(b'<' | b'{' | b'['))
}

/// How a layer ended.
enum End {
    Whole,
    Early,
    Full,
    Corrupt(String),
}

/// The end and the number of packed bytes that were read for it.
fn unpack(coding: Coding, packed: &[u8], cap: usize, out: &mut Vec<u8>) -> (End, usize) {
    match coding {
        Coding::Gzip => gzip(packed, cap, out),
        Coding::Deflate => deflate(packed, cap, out),
        Coding::Brotli => {
            let mut source = Watched { bytes: packed, total: packed.len(), dry: false };
            let end = drain(&mut Brotli::new(&mut source, STEP), cap, out);
            source.judge(end)
        }
        Coding::Zstd => zstd(packed, cap, out),
    }
}

const STEP: usize = 16 << 10;

/// Reads to the end or the cap.
fn drain(reader: &mut impl Read, cap: usize, out: &mut Vec<u8>) -> End {
    let mut step = [0; STEP];
    loop {
        match reader.read(&mut step) {
            Ok(0) => return End::Whole,
            Ok(read) if read > cap - out.len() => {
                out.extend_from_slice(&step[..cap - out.len()]);
                return End::Full;
            }
            Ok(read) => out.extend_from_slice(&step[..read]),
            Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
            Err(error) if error.kind() == io::ErrorKind::UnexpectedEof => return End::Early,
            Err(error) => return End::Corrupt(error.to_string()),
        }
    }
}

/// Members one after another (RFC 1952, section 2.2); what follows the last one and is no member is ignored.
fn gzip(packed: &[u8], cap: usize, out: &mut Vec<u8>) -> (End, usize) {
    let mut rest = packed;
    loop {
        let mut member = GzDecoder::new(rest);
        let end = drain(&mut member, cap, out);
        rest = member.into_inner();
        if !matches!(end, End::Whole) || !is_gzip(rest) {
            return (end, packed.len() - rest.len());
        }
    }
}

/// "deflate" means zlib, and raw deflate from servers that read the name literally; the first two bytes tell.
fn deflate(packed: &[u8], cap: usize, out: &mut Vec<u8>) -> (End, usize) {
    let zlib = packed.len() > 1
        && packed[0] & 0x0f == 8
        && u16::from_be_bytes([packed[0], packed[1]]).is_multiple_of(31);
    let mut inflate = Decompress::new(zlib);
    let mut step = [0; STEP];
    loop {
        let (read, written) = (inflate.total_in() as usize, inflate.total_out());
        let status = inflate.decompress(&packed[read..], &mut step, FlushDecompress::None);
        let got = (inflate.total_out() - written) as usize;
        let room = cap - out.len();
        out.extend_from_slice(&step[..got.min(room)]);
        let read_now = inflate.total_in() as usize;
        let end = match status {
            _ if got > room => End::Full,
            Ok(Status::StreamEnd) => End::Whole,
            Ok(_) if got == 0 && read_now == read => End::Early,
            Ok(_) => continue,
            Err(error) => End::Corrupt(error.to_string()),
        };
        return (end, read_now);
    }
}

fn zstd(packed: &[u8], cap: usize, out: &mut Vec<u8>) -> (End, usize) {
    let mut source = Watched { bytes: packed, total: packed.len(), dry: false };
    let end = match ruzstd::decoding::StreamingDecoder::new(&mut source) {
        Ok(mut decoder) => drain(&mut decoder, cap, out),
        Err(error) => End::Corrupt(error.to_string()),
    };
    source.judge(end)
}

/// Notices whether a decoder asked for more than there is: then an error means a missing end, not bad bytes.
struct Watched<'a> {
    bytes: &'a [u8],
    total: usize,
    dry: bool,
}

impl Watched<'_> {
    fn judge(&self, end: End) -> (End, usize) {
        let end = match end {
            End::Corrupt(_) if self.dry => End::Early,
            end => end,
        };
        (end, self.total - self.bytes.len())
    }
}

impl Read for Watched<'_> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let read = self.bytes.read(buffer)?;
        self.dry |= read == 0 && !buffer.is_empty();
        Ok(read)
    }
}

#[cfg(test)]
mod tests;
