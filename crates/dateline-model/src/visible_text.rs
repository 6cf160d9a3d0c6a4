//! Text from outside without what a terminal, a reader's eye or XML would obey instead of show: escape sequences, controls,
//! characters that turn a line around, and those that are none. Nothing else is changed.

use crate::xml_characters::is_xml_char;
use crate::{Article, Aside, Block, Image, Reading, RichText};
use std::borrow::Cow;
use std::ops::Range;

const ESCAPE: char = '\u{1b}';

/// Whether a character is obeyed rather than shown: C0 and C1 controls other than tab and line feed, what embeds, overrides or
/// isolates a direction, U+FFFE and U+FFFF. Marks that writing needs (joiners, U+200E, U+200F) are shown.
pub const fn is_obeyed(c: char) -> bool {
    !is_xml_char(c) || matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

/// Text without the characters that are [obeyed](is_obeyed) and without whole escape sequences.
pub fn plain(text: &str) -> Cow<'_, str> {
    if !text.contains(is_obeyed) {
        return Cow::Borrowed(text);
    }
    Cow::Owned(kept(text).into_iter().map(|range| &text[range]).collect())
}

/// Makes a text [`plain`] in its place.
pub fn make_plain(text: &mut String) {
    if let Cow::Owned(plain) = plain(text) {
        *text = plain;
    }
}

impl RichText {
    /// Makes the text [`plain`]; its marks keep their words.
    pub fn make_plain(&mut self) {
        if !self.text.contains(is_obeyed) {
            return;
        }
        let kept = kept(&self.text);
        let mut before = Vec::with_capacity(kept.len());
        let mut bytes = 0;
        for range in &kept {
            before.push(bytes);
            bytes += range.len();
        }
        for mark in &mut self.marks {
            mark.start = moved(&kept, &before, mark.start);
            mark.end = moved(&kept, &before, mark.end);
        }
        self.marks.retain(|mark| mark.start < mark.end);
        self.text = kept.into_iter().map(|range| &self.text[range]).collect();
    }
}

impl Reading {
    /// Makes every text that a reader may see [`plain`]. What evidence quotes stays as it stands in the page.
    pub fn make_plain(&mut self) {
        if let Some(article) = &mut self.article {
            article.make_plain();
        }
        self.asides.iter_mut().for_each(Aside::make_plain);
        let reservations = &mut self.reservations;
        let declared = &mut self.verdict.declared.reservation;
        make_each_plain(
            [&mut reservations.tdm_policy, &mut reservations.licence, declared].into_iter().flatten(),
        );
    }
}

impl Article {
    /// Makes every text of it [`plain`].
    pub fn make_plain(&mut self) {
        let single = [
            &mut self.title,
            &mut self.standfirst,
            &mut self.agency,
            &mut self.section,
            &mut self.published_from,
            &mut self.language,
        ];
        make_each_plain(single.into_iter().flatten());
        make_each_plain(self.bylines.iter_mut().chain(&mut self.tags));
        if let Some(publisher) = &mut self.publisher {
            make_plain(&mut publisher.name);
            make_each_plain(&mut publisher.host);
        }
        if let Some(image) = &mut self.image {
            image.make_plain();
        }
        self.blocks.iter_mut().for_each(Block::make_plain);
    }
}

impl Image {
    fn make_plain(&mut self) {
        make_each_plain([&mut self.credit, &mut self.alt].into_iter().flatten());
    }
}

impl Block {
    fn make_plain(&mut self) {
        match self {
            Self::Paragraph(text) | Self::Heading { text, .. } => text.make_plain(),
            Self::List(items) => items.iter_mut().for_each(|item| item.text.make_plain()),
            Self::Quote { paragraphs, source } => {
                paragraphs.iter_mut().for_each(RichText::make_plain);
                make_each_plain(source.as_mut().and_then(|source| source.author.as_mut()));
            }
            Self::Figure(figure) => {
                make_each_plain(&mut figure.caption);
                if let Some(image) = &mut figure.image {
                    image.make_plain();
                }
            }
            Self::Table { caption, rows, .. } => make_each_plain(rows.iter_mut().flatten().chain(caption)),
            Self::Code(text) => make_plain(text),
            Self::Embed { title, .. } => make_each_plain(title),
        }
    }
}

impl Aside {
    fn make_plain(&mut self) {
        make_plain(&mut self.text);
        let named = self.items.iter_mut().flat_map(|item| [&mut item.title, &mut item.publisher]);
        make_each_plain(named.flatten());
    }
}

/// Makes some texts [`plain`] in their places.
pub fn make_each_plain<'a>(texts: impl IntoIterator<Item = &'a mut String>) {
    texts.into_iter().for_each(make_plain);
}

/// Where a byte stands when only some ranges, in order, are kept; `before` holds the bytes kept before each of them.
fn moved(kept: &[Range<usize>], before: &[usize], at: u32) -> u32 {
    let at = at as usize;
    let Some(last) = kept.partition_point(|range| range.start < at).checked_sub(1) else { return 0 };
    let bytes = before[last] + kept[last].end.min(at) - kept[last].start;
    u32::try_from(bytes).unwrap_or(u32::MAX)
}

/// The parts of a text that are shown, in order.
fn kept(text: &str) -> Vec<Range<usize>> {
    let mut kept = Vec::new();
    let mut strings = Strings { text, endless: 0 };
    let mut from = 0;
    while let Some(at) = text[from..].find(is_obeyed) {
        let at = from + at;
        kept.push(from..at);
        from = text.len() - after(&text[at..], &mut strings).len();
    }
    kept.push(from..text.len());
    kept
}

/// What stands after a control, or after the sequence that it begins.
fn after<'t>(text: &'t str, strings: &mut Strings<'t>) -> &'t str {
    let mut chars = text.chars();
    let kind = match chars.next() {
        Some(ESCAPE) => chars.next(),
        Some('\u{9b}') => Some('['),
        Some('\u{9d}') => Some(']'),
        Some('\u{90}' | '\u{98}' | '\u{9e}' | '\u{9f}') => Some('P'),
        _ => return chars.as_str(),
    };
    let rest = chars.as_str();
    match kind {
        Some('[') => {
            let last = rest.trim_start_matches(|c: char| (' '..='?').contains(&c));
            last.strip_prefix(|c: char| ('@'..='~').contains(&c)).unwrap_or(last)
        }
        Some(']' | 'P' | 'X' | '^' | '_') => strings.after(rest),
        Some(' '..='~') => rest,
        // A lone escape: what follows is text.
        _ => &text[1..],
    }
}

/// Control strings of a text, whose ends are looked for once in each line.
struct Strings<'t> {
    text: &'t str,
    /// Up to here no string ends.
    endless: usize,
}

impl<'t> Strings<'t> {
    /// What stands after the end of a control string; without an end in its line the string is text.
    fn after(&mut self, rest: &'t str) -> &'t str {
        let from = self.text.len() - rest.len();
        if from < self.endless {
            return rest;
        }
        let line = rest.find('\n').map_or(rest, |end| &rest[..end]);
        let found = ["\u{7}", "\u{1b}\\", "\u{9c}"].iter();
        match found.filter_map(|end| line.find(end).map(|at| at + end.len())).min() {
            Some(end) => &rest[end..],
            None => {
                self.endless = from + line.len();
                rest
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Mark, MarkKind};

    #[test]
    fn nothing_that_is_obeyed_is_left() {
        for (text, left) in [
            ("A line\n\tand another, שלום é", "A line\n\tand another, שלום é"),
            ("a\u{1b}[31;1mred\u{1b}[0m", "ared"),
            ("a\u{9b}2Jb", "ab"),
            ("a\u{1b}]0;title\u{7}b\u{1b}]8;;https://x.example\u{1b}\\c", "abc"),
            ("a\u{9d}52;c;eA==\u{9c}b", "ab"),
            ("a\u{1b}]never ended\nb", "anever ended\nb"),
            ("a\u{1b}Pq#0\u{1b}\\b\u{1b}cd\u{1b}", "abd"),
            ("a\u{1b}é\u{1b}\u{1b}[Kb", "aéb"),
            ("a\u{202e}gnp.exe\u{2069}\r\u{8}\u{7f}\0b", "agnp.exeb"),
            ("\u{fffe}a\u{ffff}", "a"),
            ("\u{200d}می\u{200c}خواهم\u{200f}", "\u{200d}می\u{200c}خواهم\u{200f}"),
            ("\u{1b}[", ""),
        ] {
            assert_eq!(plain(text), left, "{text:?}");
            let mut own = text.to_owned();
            make_plain(&mut own);
            assert_eq!(own, left, "{text:?}");
        }
    }

    #[test]
    fn marks_keep_their_words() {
        let text = "a \u{1b}[1mbold\u{1b}[0m \u{202e}é\u{202c} \u{0}end";
        let mark = |word: &str| {
            let start = text.find(word).unwrap();
            let range = [start, start + word.len()].map(|at| u32::try_from(at).unwrap());
            Mark { start: range[0], end: range[1], kind: MarkKind::Strong }
        };
        let marks = ["bold", "\u{202e}é\u{202c}", "\u{0}", "end"].map(mark).to_vec();
        let mut rich = RichText { text: text.to_owned(), marks };
        rich.make_plain();
        assert_eq!(rich.text, "a bold é end");
        let words = rich.marks.iter().map(|mark| &rich.text[mark.start as usize..mark.end as usize]);
        assert_eq!(words.collect::<Vec<_>>(), ["bold", "é", "end"]);
    }

    #[test]
    fn strings_that_never_end_and_many_marks_cost_no_more_than_their_length() {
        let unit = "\u{1b}]a";
        let text = unit.repeat(200_000);
        let mark = |at: u32| Mark { start: at * 3, end: at * 3 + 3, kind: MarkKind::Strong };
        let mut rich = RichText { text, marks: (0..200_000).map(mark).collect() };
        rich.make_plain();
        assert_eq!(rich.text.len(), 200_000);
        assert_eq!(rich.marks.len(), 200_000);
        assert_eq!((rich.marks[100].start, rich.marks[100].end), (100, 101));
    }
}
