//! What of a line's words of reading speaks of something else than the rest of the text: of reading that is done ("thanks for
//! reading"), of another thing to read ("read also our supplement", "read the printed edition").

use std::ops::Range;

/// Words between a word of reading and the thing that is read: `read` our weekly `supplement`.
const BETWEEN: usize = 3;
/// Bytes of them.
const NEAR: usize = 40;

/// Whether two places overlap.
pub(super) fn meets(one: &Range<usize>, other: &Range<usize>) -> bool {
    one.start < other.end && other.start < one.end
}

/// Whether a word of reading is of something else: a row of what is read besides holds it, or follows right on it. Those that `kept` holds
/// are not asked what follows: going on with the text, and an offer of all that a house has, whatever else it comes with.
pub(super) fn is_of_else(
    text: &str,
    read: &Range<usize>,
    besides: &[Range<usize>],
    kept: &[Range<usize>],
) -> bool {
    let follows = |thing: &Range<usize>| {
        let between = text.get(read.end..thing.start).unwrap_or("\n");
        between.len() <= NEAR
            && !between.contains(['.', '!', '?', ':', '\n', '。', '！', '？', '؟', '।'])
            && between.split_whitespace().count() <= BETWEEN
    };
    besides.iter().any(|thing| meets(thing, read))
        || !kept.iter().any(|kept| meets(kept, read)) && besides.iter().any(follows)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_thing_right_behind_is_what_is_read() {
        let of = |text: &str, read: &str, thing: &str| {
            let place = |word: &str| {
                let at = text.find(word).unwrap_or_default();
                at..at + word.len()
            };
            is_of_else(text, &place(read), &[place(thing)], &[])
        };
        assert!(of("read our weekly supplement", "read", "supplement"));
        assert!(of("thanks for reading", "reading", "thanks for reading"));
        assert!(!of("read on. the supplement", "read", "supplement"));
        assert!(!of("the supplement is here, read on", "read", "supplement"));
        assert!(!of("read the end of what stands in the supplement", "read", "supplement"));
    }
}
