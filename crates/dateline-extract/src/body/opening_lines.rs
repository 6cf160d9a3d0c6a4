//! First lines of a text that are none of it: the way from the front page to this one, and how often it was seen and shared.

use super::segmentation::{Layout, NONE};
use crate::text::{ends_sentence, letters};
use dateline_html::Tag;

/// Lines that are looked at, and words of them, in quarters.
const LINES: usize = 3;
const WAY: u32 = 4 * 40;
const COUNTS: u32 = 4 * 16;
/// Links of a way, words of one of them, numbers of a line of counts, words behind each.
const LINKS: usize = 2;
const STEP: usize = 4;
const NUMBERS: usize = 2;
const UNIT: usize = 4;
/// Marks between the steps of a way.
const MARKS: [char; 10] = ['>', '»', '›', '/', '·', '|', '→', '»', '＞', '\\'];
/// Elements around letters of a line that may be its link.
const AROUND: usize = 4;

/// Takes them out of the text.
pub(super) fn leave_out(layout: &Layout<'_>, title: Option<&str>, keep: &mut [bool]) {
    let first: Vec<usize> = (0..keep.len()).filter(|at| keep[*at]).take(LINES).collect();
    for at in first {
        if !is_way(layout, at, title) && !is_counts(layout, at) {
            return;
        }
        keep[at] = false;
    }
}

/// `Home > News > Mills > Old mill to become a school`: short links with marks between them, the title behind the last.
fn is_way(layout: &Layout<'_>, at: usize, title: Option<&str>) -> bool {
    let segment = &layout.segments[at];
    if segment.heading > 0 || segment.count.words > WAY || segment.count.links < 2 {
        return false;
    }
    let doc = layout.doc;
    let linked = |leaf| doc.ancestors(leaf).take(AROUND).any(|node| doc.tag(node) == Some(Tag::A));
    let title = title.map(letters).unwrap_or_default();
    let (mut links, mut marks) = (0, 0);
    for (leaf, text) in layout.pieces(at) {
        if linked(leaf) {
            links += 1;
            if text.split_whitespace().count() > STEP {
                return false;
            }
        } else {
            let rest = text.trim_matches(|c: char| MARKS.contains(&c) || c.is_whitespace());
            marks += usize::from(rest.len() < text.len());
            if !rest.is_empty() && letters(rest) != title {
                return false;
            }
        }
    }
    links >= LINKS && marks + 1 >= links
}

/// `1.204 views` `36 shares`: pieces of a number and a word or two each, no sentence.
fn is_counts(layout: &Layout<'_>, at: usize) -> bool {
    let segment = &layout.segments[at];
    let is_count = |text: &str| {
        let words: Vec<&str> = text.split_whitespace().collect();
        let number = |word: &&str| word.starts_with(|c: char| c.is_ascii_digit());
        (2..=UNIT).contains(&words.len())
            && number(&words[0])
            && words.iter().filter(|word| number(word)).count() == 1
    };
    segment.heading == 0
        && segment.count.words <= COUNTS
        && layout.elem_of(at).table == NONE
        && layout.elem_of(at).item == NONE
        && !ends_sentence(layout.line(at))
        && layout.pieces(at).count() >= NUMBERS
        && layout.pieces(at).all(|(_, text)| is_count(text))
}

#[cfg(test)]
mod tests {
    use crate::body::tests::above;

    #[test]
    fn the_way_here_and_counts_are_left_out() {
        for line in [
            "<div><a href='/'>Strona główna</a> &gt; <a href='/w'>Wiadomości</a> &gt; <a href='/z'>Zalesie</a> &gt; Old mill to become a school</div>",
            "<div class=x><span>1.204 görüntülenme</span> <span>36 Paylaşım</span> <span>2 dk okuma süresi</span></div>",
        ] {
            assert_eq!(above(line), Vec::<String>::new(), "{line}");
        }
    }
}
