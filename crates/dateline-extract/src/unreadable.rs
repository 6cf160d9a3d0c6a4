//! Input that no reader could read: nothing at all, blanks, or bytes that are no text. Looks at characters alone.

use dateline_model::{Evidence, Reason};
use std::ops::Range;

/// Bytes at the beginning that are looked at.
const HEAD: usize = 64 << 10;
/// One character in so many may be a control or a broken one. Of random bytes one in seven is, of texts in a wrong encoding
/// hardly one in a hundred.
const ONE_IN: usize = 16;

/// Why a source cannot be read and the stretch that shows it; nothing of a source that holds text.
pub(crate) fn find(source: &str) -> Option<(Reason, Range<usize>)> {
    if is_blank(source) {
        return Some((Reason::RetrievalFailed, 0..0));
    }
    let head = &source[..source.floor_char_boundary(HEAD)];
    let odd = count_odd(head.as_bytes());
    if odd == 0 || odd * ONE_IN <= head.chars().count() {
        return None;
    }
    let start = head.find(is_odd)?;
    let end = head[start..].char_indices().nth(Evidence::QUOTE_MAX).map_or(head.len(), |(at, _)| start + at);
    Some((Reason::NotAnArticle, start..end))
}

/// Whether nothing stands there that could be seen.
pub(crate) fn is_blank(source: &str) -> bool {
    source.chars().all(|c| c.is_whitespace() || matches!(c, '\u{feff}' | '\u{200b}'))
}

/// Bytes that are looked at together.
const BLOCK: usize = 64;

/// How many characters of valid UTF-8 are odd. Of most blocks of bytes it is told at once that none is.
fn count_odd(bytes: &[u8]) -> usize {
    let (blocks, rest) = bytes.as_chunks::<BLOCK>();
    let may_hold = |block: &[u8; BLOCK]| block.iter().fold(false, |odd, byte| odd | may_begin_odd(*byte));
    let blocks = (0..).step_by(BLOCK).zip(blocks).filter(|(_, block)| may_hold(block));
    let places = blocks.flat_map(|(at, _)| at..at + BLOCK).chain(bytes.len() - rest.len()..bytes.len());
    places.filter(|at| is_odd_at(&bytes[*at..])).count()
}

fn may_begin_odd(byte: u8) -> bool {
    (byte < b'\t') | (byte > b'\r') & (byte < b' ') | (byte == 0x7f) | (byte == 0xc2) | (byte == 0xef)
}

fn is_odd_at(bytes: &[u8]) -> bool {
    match *bytes {
        [0xc2, next, ..] => (0x80..0xa0).contains(&next) && next != 0x85,
        [0xef, 0xbf, 0xbd, ..] => true,
        [byte, ..] => byte.is_ascii_control() && !matches!(byte, b'\t'..=b'\r'),
        [] => false,
    }
}

/// A control that no text holds, or what a decoder puts in the place of broken bytes.
fn is_odd(c: char) -> bool {
    c == char::REPLACEMENT_CHARACTER || c.is_control() && !c.is_whitespace()
}

#[cfg(test)]
mod tests {
    use crate::{Served, evidence_stands, read_html, read_text};
    use dateline_model::{Holding, Reading, Reason};

    /// Bytes that look random and are the same each time.
    fn noise(count: usize) -> Vec<u8> {
        let mut state = 0x2545_f491_4f6c_dd1d_u64;
        let next = |_| {
            state ^= state << 13;
            state ^= state >> 7;
            state ^= state << 17;
            (state >> 32) as u8
        };
        (0..count).map(next).collect()
    }

    fn check(bytes: &[u8], reason: Reason) {
        let source = dateline_html::decode(bytes, None).text;
        let held = |reading: Reading, how: &str| {
            let verdict = &reading.verdict;
            assert_eq!(
                (verdict.holding, &verdict.reasons[..]),
                (Holding::None, &[reason][..]),
                "{how} {verdict:?}"
            );
            assert!(reading.article.is_none() && reading.asides.is_empty(), "{how}");
            let evidence = &verdict.evidence[0];
            assert!(evidence_stands(evidence, &source, &Served::default()), "{how} {evidence:?}");
        };
        held(read_html(bytes, &Served::default()), "as a page");
        held(read_text(&source), "as a text");
    }

    #[test]
    fn what_is_empty_or_no_text_holds_nothing() {
        for blank in
            [&b""[..], b" ", b"\n\r\n\t \n", b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff", b"\xef\xbb\xbf \n"]
        {
            check(blank, Reason::RetrievalFailed);
        }
        let mut png = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\x04\0".to_vec();
        png.extend(noise(4_000));
        let mut page = b"PK\x03\x04\x14\0<p>".to_vec();
        page.extend(noise(4_000));
        for no_text in [noise(100_000), noise(300), png, page, vec![0; 5_000]] {
            check(&no_text, Reason::NotAnArticle);
        }
    }

    #[test]
    fn odd_characters_are_counted_by_their_bytes() {
        for c in '\0'..=char::MAX {
            let text = format!("é{c}\u{a0}");
            let expected = text.chars().filter(|c| super::is_odd(*c)).count();
            assert_eq!(super::count_odd(text.as_bytes()), expected, "{c:?}");
        }
    }

    #[test]
    fn text_with_a_few_broken_characters_is_text() {
        let sentence = "The harbour council of Lindenau voted on Tuesday to close the old ferry pier. ";
        for text in [sentence.repeat(9), format!("\0\u{fffd}\u{7}{}", sentence.repeat(9))] {
            assert!(super::find(&text).is_none());
        }
        let served = Served { status: Some(500), ..Served::default() };
        assert_eq!(read_html(b"", &served).verdict.reasons, [Reason::ServerError]);
    }
}
