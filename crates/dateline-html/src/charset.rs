//! Finds the encoding of a page and decodes it to UTF-8. Never fails: malformed bytes become U+FFFD.

use crate::mojibake::fix_mojibake;
use encoding_rs::{Encoding, UTF_8, UTF_16BE, UTF_16LE, WINDOWS_1252};

/// A page as UTF-8.
#[derive(Debug, Clone)]
pub struct Decoded {
    /// The text, without byte order mark.
    pub text: String,
    /// WHATWG name of the encoding it came in.
    pub encoding: &'static str,
}

/// How far `<meta charset>` is looked for (the HTML standard's prescan length).
const PRESCAN: usize = 1024;
/// How far the detector looks: more adds cost, not certainty.
const DETECT: usize = 64 << 10;

/// Decodes by byte order mark, transport charset, `<meta>` of the first kilobyte, then UTF-8 if it is valid, then by detection.
/// What some program had encoded twice is fixed: controls from U+0080 on, which no page means, give it away.
pub fn decode(bytes: &[u8], transport_charset: Option<&str>) -> Decoded {
    let encoding = choose(bytes, transport_charset);
    let (text, used, _) = encoding.decode(bytes);
    Decoded { text: fix_mojibake(&text).unwrap_or_else(|| text.into_owned()), encoding: used.name() }
}

fn choose(bytes: &[u8], transport_charset: Option<&str>) -> &'static Encoding {
    if let Some((encoding, _)) = Encoding::for_bom(bytes) {
        return encoding;
    }
    let declared = transport_charset.and_then(label).or_else(|| prescan(&bytes[..bytes.len().min(PRESCAN)]));
    match declared {
        Some(encoding) if encoding != UTF_8 && is_plain_utf8(bytes) => UTF_8,
        Some(encoding) => encoding,
        None => detect(bytes),
    }
}

fn label(name: &str) -> Option<&'static Encoding> {
    Encoding::for_label(name.as_bytes())
}

/// A page that declares a one-byte encoding and is valid UTF-8 with multi-byte characters lies; this cannot happen by
/// chance in more than a few characters.
fn is_plain_utf8(bytes: &[u8]) -> bool {
    std::str::from_utf8(bytes)
        .is_ok_and(|text| !text.is_ascii() && text.chars().filter(|c| !c.is_ascii()).take(3).count() == 3)
}

fn detect(bytes: &[u8]) -> &'static Encoding {
    if let Some(encoding) = wide(bytes) {
        return encoding;
    }
    if std::str::from_utf8(bytes).is_ok() {
        return UTF_8;
    }
    let mut detector = chardetng::EncodingDetector::new(chardetng::Iso2022JpDetection::Allow);
    detector.feed(&bytes[..bytes.len().min(DETECT)], true);
    detector.guess(None, chardetng::Utf8Detection::Allow)
}

/// UTF-16 without a mark shows as a zero in every second byte of Latin text.
fn wide(bytes: &[u8]) -> Option<&'static Encoding> {
    let head = &bytes[..bytes.len().min(64)];
    if head.len() < 8 {
        return None;
    }
    let zeros = |offset: usize| head.iter().skip(offset).step_by(2).filter(|byte| **byte == 0).count() * 2;
    if zeros(0) >= head.len() - 2 {
        Some(UTF_16BE)
    } else if zeros(1) >= head.len() - 2 {
        Some(UTF_16LE)
    } else {
        None
    }
}

fn prescan(head: &[u8]) -> Option<&'static Encoding> {
    let lower = head.to_ascii_lowercase();
    let mut at = 0;
    while let Some(found) = memchr::memmem::find(&lower[at..], b"<meta") {
        let start = at + found;
        let end = memchr::memchr(b'>', &lower[start..]).map_or(lower.len(), |end| start + end);
        if let Some(encoding) = charset_of(&lower[start..end]) {
            return Some(if encoding == UTF_16BE || encoding == UTF_16LE { UTF_8 } else { encoding });
        }
        at = end;
    }
    None
}

fn charset_of(meta: &[u8]) -> Option<&'static Encoding> {
    let after = memchr::memmem::find(meta, b"charset")? + b"charset".len();
    let rest = meta[after..].trim_ascii_start().strip_prefix(b"=")?.trim_ascii_start();
    let rest = rest.strip_prefix(b"\"").or_else(|| rest.strip_prefix(b"'")).unwrap_or(rest);
    let end = rest
        .iter()
        .position(|byte| matches!(byte, b'"' | b'\'' | b';' | b' ' | b'/' | b'>'))
        .unwrap_or(rest.len());
    let encoding = Encoding::for_label(&rest[..end])?;
    Some(if encoding.name() == "x-user-defined" { WINDOWS_1252 } else { encoding })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(bytes: &[u8], transport: Option<&str>, encoding: &str, text: &str) {
        let decoded = decode(bytes, transport);
        assert_eq!((decoded.encoding, decoded.text.as_str()), (encoding, text));
    }

    #[test]
    fn order_of_trust() {
        check(b"\xef\xbb\xbfna\xc3\xafve", Some("iso-8859-1"), "UTF-8", "naïve");
        check(b"na\xefve", Some("iso-8859-1"), "windows-1252", "naïve");
        check(b"<meta charset=windows-1251>\xcf\xf0", None, "windows-1251", "<meta charset=windows-1251>Пр");
        check("Grüße, Äpfel, Öl".as_bytes(), Some("iso-8859-1"), "UTF-8", "Grüße, Äpfel, Öl");
        check(b"\0<\0p\0>\0a\0b\0c\0d\0e", None, "UTF-16BE", "<p>abcde");
    }
}
