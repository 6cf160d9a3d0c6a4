//! Lines above the text and below it that hold nothing but who wrote it, took its pictures or translated it: no text.

use crate::body::Layout;
use crate::date;
use crate::meta;
use std::ops::Range;

/// Words of a paragraph and of a line of names, in quarters.
const PARAGRAPH: u32 = 4 * 18;
const LINE: u32 = 4 * 14;
/// Kept lines above the first paragraph, or below the last, among which such a line stands.
const NEAR: usize = 4;
/// Words that open a signature with a day, and those beside the day.
const OPENING: usize = 5;

/// Such lines of those that are kept.
pub(super) fn find(layout: &Layout<'_>, keep: &[bool], bylines: &[String]) -> Vec<usize> {
    let kept: Vec<usize> = (0..keep.len()).filter(|at| keep[*at]).collect();
    let long = |at: &usize| layout.segments[*at].count.words >= PARAGRAPH;
    let (Some(first), Some(last)) = (kept.iter().position(long), kept.iter().rposition(long)) else {
        return Vec::new();
    };
    let around: [Range<usize>; 2] =
        [first.saturating_sub(NEAR)..first, last + 1..(last + 1 + NEAR).min(kept.len())];
    let lines = around.into_iter().flat_map(|range| kept[range].iter().copied());
    let short = |at: &usize| layout.segments[*at].count.words <= LINE && layout.segments[*at].heading == 0;
    lines.filter(short).filter(|at| holds_nothing_else(layout.line(*at), bylines)).collect()
}

/// Whether a line is names of those who sign, marks and addresses, or labels with the names of others.
fn holds_nothing_else(line: &str, bylines: &[String]) -> bool {
    if meta::is_credit(line) {
        return true;
    }
    let mut rest = line.to_owned();
    for name in bylines.iter().filter(|name| name.chars().count() >= 2) {
        rest = rest.replace(name.as_str(), " ");
    }
    // `Eine Reportage von Ann Lee · 4. März 2026`.
    if rest != line && meta::opens_byline(line) && date::in_prose(&rest).is_some() {
        let words = rest
            .split(|c: char| !c.is_alphabetic())
            .filter(|word| word.chars().count() > 1 && !date::is_month(word));
        return words.count() <= OPENING;
    }
    let beside = |word: &&str| {
        !word.contains('@') && word.chars().any(char::is_alphanumeric) && !meta::is_job_beside_name(word)
    };
    rest != line && rest.split_whitespace().find(beside).is_none()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_of_names_are_told_from_text() {
        let signed = ["Ann Lee".to_owned(), "한지우".to_owned()];
        for (line, alone) in [
            ("Ann Lee ·", true),
            ("한지우 기자 hanjw@post.example", true),
            ("Foto: Åke Sand", true),
            ("撰文/陳彥廷 攝影/黃昱翔", true),
            ("Ann Lee, reporter", true),
            ("Eine Reportage von Ann Lee · 4. März 2026", true),
            ("By Ann Lee, March 4, 2026", true),
            ("By March 4, 2026 Ann Lee had sold both of her boats to the council", false),
            ("Ann Lee sells boats", false),
            ("Foto: the pier at night, before the storm", false),
            ("Report: the pier is closed", false),
            ("Pilots: Bo Kim", false),
        ] {
            assert_eq!(holds_nothing_else(line, &signed), alone, "{line}");
        }
    }
}
