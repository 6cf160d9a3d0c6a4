//! Which bytes are a picture that a browser may be given: by signature and dimensions alone, never by what the server calls
//! them. The only table of picture types.

mod dimensions;
#[cfg(test)]
mod tests;

use dimensions::dimensions;
use std::fmt;

/// Longest side in pixels; browsers draw no larger canvas.
const SIDE_MAX: usize = 16_384;

/// Pixels of a picture; unpacked, each takes four bytes of the reader's browser. Cameras of the press have 24 to 50 million.
const PIXELS_MAX: usize = 50_000_000;

/// Media type of a raster picture that may be handed on: one of six, of bounded dimensions. SVG is a document with scripts
/// and is none.
pub fn picture_type(bytes: &[u8]) -> Option<&'static str> {
    judge(bytes).ok()
}

/// Width and height of such a picture, in pixels.
pub fn picture_size(bytes: &[u8]) -> Option<(u32, u32)> {
    let (width, height) = dimensions(judge(bytes).ok()?, bytes)?;
    Some((u32::try_from(width).ok()?, u32::try_from(height).ok()?))
}

/// Why bytes are no picture that is handed on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum NoPicture {
    /// They are something else.
    Other(&'static str),
    /// They begin as a picture, and its dimensions cannot be read.
    Unmeasured,
    /// Width and height are beyond what is shown.
    Huge(usize, usize),
}

impl fmt::Display for NoPicture {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Other(what) => f.write_str(what),
            Self::Unmeasured => f.write_str("a broken file that begins as a picture"),
            Self::Huge(width, height) => write!(
                f,
                "the picture has {width} × {height} pixels, and at most {} million and {SIDE_MAX} on a side are shown",
                PIXELS_MAX / 1_000_000
            ),
        }
    }
}

/// The media type, or why there is none.
pub(crate) fn judge(bytes: &[u8]) -> Result<&'static str, NoPicture> {
    let media_type = signature(bytes).ok_or_else(|| NoPicture::Other(other_than_picture(bytes)))?;
    let (width, height) = dimensions(media_type, bytes).ok_or(NoPicture::Unmeasured)?;
    let fits = width.max(height) <= SIDE_MAX && width.saturating_mul(height) <= PIXELS_MAX;
    if fits { Ok(media_type) } else { Err(NoPicture::Huge(width, height)) }
}

/// Media type by the first bytes.
pub(crate) fn signature(bytes: &[u8]) -> Option<&'static str> {
    let riff = bytes.starts_with(b"RIFF") && bytes.get(8..12) == Some(b"WEBP");
    let brand = bytes.get(4..12).filter(|brand| brand.starts_with(b"ftyp"));
    match bytes {
        [0xff, 0xd8, 0xff, ..] => Some("image/jpeg"),
        [0x89, b'P', b'N', b'G', b'\r', b'\n', 0x1a, b'\n', ..] => Some("image/png"),
        [b'G', b'I', b'F', b'8', b'7' | b'9', b'a', ..] => Some("image/gif"),
        [0, 0, 1, 0, ..] => Some("image/x-icon"),
        _ if riff => Some("image/webp"),
        _ if matches!(brand, Some(b"ftypavif" | b"ftypavis")) => Some("image/avif"),
        _ => None,
    }
}

/// What the bytes are instead, for the sentence of refusal.
fn other_than_picture(bytes: &[u8]) -> &'static str {
    let head = String::from_utf8_lossy(&bytes[..bytes.len().min(512)]).to_ascii_lowercase();
    let head = head.trim_start_matches('\u{feff}').trim_start();
    match head {
        "" => "an empty answer",
        _ if head.contains("<svg") => "an SVG document, which can carry scripts",
        _ if head.starts_with('<') => "a page of HTML or XML",
        _ => "a file of unknown type",
    }
}
