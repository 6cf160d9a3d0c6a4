//! Which bytes are a picture that a browser may be given: by signature alone, never by what the server calls them.

/// Media type of a raster picture; SVG is a document with scripts and is none.
pub fn picture(bytes: &[u8]) -> Option<&'static str> {
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
pub(crate) fn other_than_picture(bytes: &[u8]) -> &'static str {
    let head = String::from_utf8_lossy(&bytes[..bytes.len().min(512)]).to_ascii_lowercase();
    let head = head.trim_start_matches('\u{feff}').trim_start();
    match head {
        "" => "an empty answer",
        _ if head.contains("<svg") => "an SVG document, which can carry scripts",
        _ if head.starts_with('<') => "a page of HTML or XML",
        _ => "a file of unknown type",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn by_signature() {
        assert_eq!(picture(b"\x89PNG\r\n\x1a\nrest"), Some("image/png"));
        assert_eq!(picture(b"\xff\xd8\xff\xe0"), Some("image/jpeg"));
        assert_eq!(picture(b"GIF89a"), Some("image/gif"));
        assert_eq!(picture(b"RIFF\0\0\0\0WEBPVP8 "), Some("image/webp"));
        assert_eq!(picture(b"\0\0\0\x20ftypavif"), Some("image/avif"));
        assert_eq!(picture(b"<svg xmlns='x'><script/></svg>"), None);
        assert_eq!(picture(b""), None);
        assert!(other_than_picture(b"<?xml version='1.0'?><svg>").contains("SVG"));
        assert!(other_than_picture(b"<script>").contains("HTML"));
    }
}
