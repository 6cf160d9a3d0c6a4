//! Blanks attributes beyond the cap before the parser sees them: its check for duplicates is quadratic in their number
//! (100,000 attributes cost 12 s). Offsets stay as they are.

use std::borrow::Cow;

/// Returns `text` with every attribute after the first `cap` of a tag replaced by spaces, and whether any was.
pub(crate) fn blank_excess_attributes(text: &str, cap: u16) -> (Cow<'_, str>, bool) {
    let bytes = text.as_bytes();
    let mut blanked: Option<Vec<u8>> = None;
    let mut at = 0;
    while let Some(found) = memchr::memchr(b'<', &bytes[at..]) {
        let start = at + found + 1;
        let Some(first) = bytes.get(start) else { break };
        if !first.is_ascii_alphabetic() {
            at = start;
            continue;
        }
        let (end, excess) = tag_end(bytes, start, cap);
        if let Some(excess) = excess {
            blanked.get_or_insert_with(|| bytes.to_vec())[excess..end].fill(b' ');
        }
        at = end;
    }
    match blanked.map(String::from_utf8) {
        Some(Ok(text)) => (Cow::Owned(text), true),
        _ => (Cow::Borrowed(text), false),
    }
}

/// End of the tag whose name begins at `start`, and where its excess attributes begin.
fn tag_end(bytes: &[u8], start: usize, cap: u16) -> (usize, Option<usize>) {
    let mut attributes = 0u32;
    let mut excess = None;
    let mut at = start;
    while at < bytes.len() {
        match bytes[at] {
            b'>' => return (at, excess),
            b'=' => at = value_end(bytes, at + 1),
            b' ' | b'\t' | b'\n' | b'\r' | b'\x0c' | b'/' => {
                at += 1;
                if bytes.get(at).is_some_and(|next| !next.is_ascii_whitespace() && !matches!(next, b'>' | b'/' | b'=')) {
                    attributes += 1;
                    if attributes > u32::from(cap) && excess.is_none() {
                        excess = Some(at);
                    }
                }
            }
            _ => at += 1,
        }
    }
    (bytes.len(), excess)
}

fn value_end(bytes: &[u8], mut at: usize) -> usize {
    while bytes.get(at).is_some_and(u8::is_ascii_whitespace) {
        at += 1;
    }
    match bytes.get(at) {
        Some(quote @ (b'"' | b'\'')) => {
            memchr::memchr(*quote, &bytes[at + 1..]).map_or(bytes.len(), |end| at + 1 + end + 1)
        }
        _ => at,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_excess_is_blanked() {
        let (text, bit) = blank_excess_attributes("<p a=1 b='x > y' c d>t</p>", 2);
        assert_eq!((text.as_ref(), bit), ("<p a=1 b='x > y'    >t</p>", true));
        let (text, bit) = blank_excess_attributes("<p a=1 b='x > y' c d>t</p>", 4);
        assert_eq!((text.as_ref(), bit), ("<p a=1 b='x > y' c d>t</p>", false));
    }
}
