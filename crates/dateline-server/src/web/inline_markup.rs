//! Rich text to inline markup: the only place outside the templates where text becomes markup.

use dateline_model::{Mark, MarkKind, RichText};
use std::fmt;

/// A [`RichText`] as inline markup: `a`, `em`, `strong`, `code`, `sub`, `sup`, everything else escaped.
///
/// Marks that are not properly nested or not on character borders are left out, never repaired into something else.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Inline<'a>(pub(crate) &'a RichText);

impl askama::filters::HtmlSafe for Inline<'_> {}

impl fmt::Display for Inline<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        Referring(self.0, 0).fmt(f)
    }
}

/// The same, of a text with so many notes below it: its references lead to them.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Referring<'a>(pub(crate) &'a RichText, pub(crate) u32);

impl askama::filters::HtmlSafe for Referring<'_> {}

impl fmt::Display for Referring<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let marks = usable(self.0);
        write_range(f, &self.0.text, (0, self.0.text.len()), &marks, self.1)
    }
}

/// The note to which raised words refer: `[3]`.
pub(crate) fn reference(words: &str) -> Option<u32> {
    words.strip_prefix('[')?.strip_suffix(']')?.parse().ok()
}

/// Marks that fit the text and nest, in order of their start, outer before inner.
fn usable(rich: &RichText) -> Vec<(usize, usize, &MarkKind)> {
    let mut marks: Vec<_> = rich.marks.iter().filter_map(|mark| fitting(&rich.text, mark)).collect();
    marks.sort_by_key(|(start, end, _)| (*start, usize::MAX - *end));
    let mut open: Vec<usize> = Vec::new();
    marks.retain(|(start, end, _)| {
        while open.last().is_some_and(|outer| outer <= start) {
            open.pop();
        }
        let nests = open.last().is_none_or(|outer| end <= outer) && open.len() < MAX_NESTING;
        if nests {
            open.push(*end);
        }
        nests
    });
    marks
}

/// Deeper marks are dropped: no reader can see eight kinds of emphasis at once, and it bounds the recursion.
const MAX_NESTING: usize = 8;

fn fitting<'a>(text: &str, mark: &'a Mark) -> Option<(usize, usize, &'a MarkKind)> {
    let (start, end) = (usize::try_from(mark.start).ok()?, usize::try_from(mark.end).ok()?);
    (start < end && text.get(start..end).is_some()).then_some((start, end, &mark.kind))
}

fn write_range(
    f: &mut fmt::Formatter<'_>,
    text: &str,
    (from, to): (usize, usize),
    marks: &[(usize, usize, &MarkKind)],
    notes: u32,
) -> fmt::Result {
    let mut at = from;
    let mut rest = marks;
    while let Some((&(start, end, kind), after)) = rest.split_first() {
        escape(f, text.get(at..start).unwrap_or_default())?;
        let inner = after.partition_point(|mark| mark.0 < end);
        let (details, outside) = after.split_at(inner);
        let note = match kind {
            MarkKind::Superscript if details.is_empty() => {
                reference(text.get(start..end).unwrap_or_default())
            }
            _ => None,
        };
        open_tag(f, kind)?;
        if let Some(note) = note.filter(|note| (1..=notes).contains(note)) {
            write!(f, "<a href=\"#note-{note}\">[{note}]</a>")?;
        } else {
            write_range(f, text, (start, end), details, notes)?;
        }
        f.write_str(close_tag(kind))?;
        at = end;
        rest = outside;
    }
    escape(f, text.get(at..to).unwrap_or_default())
}

fn open_tag(f: &mut fmt::Formatter<'_>, kind: &MarkKind) -> fmt::Result {
    match kind {
        MarkKind::Link(url) => {
            f.write_str("<a rel=\"noopener noreferrer\" href=\"")?;
            escape(f, url.as_str())?;
            f.write_str("\">")
        }
        MarkKind::Emphasis => f.write_str("<em>"),
        MarkKind::Strong => f.write_str("<strong>"),
        MarkKind::Code => f.write_str("<code>"),
        MarkKind::Subscript => f.write_str("<sub>"),
        MarkKind::Superscript => f.write_str("<sup>"),
        MarkKind::Deleted => f.write_str("<del>"),
        MarkKind::Formula => f.write_str("<code class=\"formula\" dir=\"ltr\">"),
    }
}

const fn close_tag(kind: &MarkKind) -> &'static str {
    match kind {
        MarkKind::Link(_) => "</a>",
        MarkKind::Emphasis => "</em>",
        MarkKind::Strong => "</strong>",
        MarkKind::Code | MarkKind::Formula => "</code>",
        MarkKind::Subscript => "</sub>",
        MarkKind::Superscript => "</sup>",
        MarkKind::Deleted => "</del>",
    }
}

/// Pieces of text, each with whether it matched a search: matches become `mark` elements.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Highlighted(pub(crate) Vec<(String, bool)>);

impl askama::filters::HtmlSafe for Highlighted {}

impl fmt::Display for Highlighted {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (text, matched) in &self.0 {
            let (before, after) = if *matched { ("<mark>", "</mark>") } else { ("", "") };
            f.write_str(before)?;
            escape(f, text)?;
            f.write_str(after)?;
        }
        Ok(())
    }
}

/// Writes `text` with the five characters that mean something in markup escaped.
pub(crate) fn escape(f: &mut impl fmt::Write, text: &str) -> fmt::Result {
    let mut rest = text;
    while let Some(at) = rest.find(['&', '<', '>', '"', '\'']) {
        let (before, after) = rest.split_at(at);
        f.write_str(before)?;
        f.write_str(match after.as_bytes().first() {
            Some(b'&') => "&amp;",
            Some(b'<') => "&lt;",
            Some(b'>') => "&gt;",
            Some(b'"') => "&quot;",
            _ => "&#39;",
        })?;
        rest = after.get(1..).unwrap_or_default();
    }
    f.write_str(rest)
}

#[cfg(test)]
mod tests {
    use super::*;
    use dateline_model::WebUrl;
    use proptest::prelude::*;

    fn mark(start: u32, end: u32, kind: MarkKind) -> Mark {
        Mark { start, end, kind }
    }

    fn check(text: &str, marks: Vec<Mark>, expected: &str) {
        let rich = RichText { text: text.to_owned(), marks };
        assert_eq!(Inline(&rich).to_string(), expected);
    }

    #[test]
    fn marks_become_tags() {
        let link = MarkKind::Link(WebUrl::parse("https://a.example/?x=1&y=\"").unwrap());
        check("plain <b>", vec![], "plain &lt;b&gt;");
        check("an old word", vec![mark(3, 6, MarkKind::Emphasis)], "an <em>old</em> word");
        check(
            "see this now",
            vec![mark(4, 12, link), mark(4, 8, MarkKind::Strong)],
            "see <a rel=\"noopener noreferrer\" href=\"https://a.example/?x=1&amp;y=%22\"><strong>this</strong> now</a>",
        );
    }

    #[test]
    fn broken_marks_are_left_out() {
        check("abc", vec![mark(0, 9, MarkKind::Strong)], "abc");
        check("é", vec![mark(0, 1, MarkKind::Strong)], "é");
        check(
            "abcdef",
            vec![mark(0, 4, MarkKind::Strong), mark(2, 6, MarkKind::Emphasis)],
            "<strong>abcd</strong>ef",
        );
    }

    #[test]
    fn matches_are_marked() {
        let found = Highlighted(vec![("a ".into(), false), ("<b".into(), true)]);
        assert_eq!(found.to_string(), "a <mark>&lt;b</mark>");
    }

    fn any_marks() -> impl Strategy<Value = Vec<Mark>> {
        let kind = prop_oneof![Just(MarkKind::Emphasis), Just(MarkKind::Strong), Just(MarkKind::Code)];
        proptest::collection::vec((0u32..40, 0u32..40, kind).prop_map(|(a, b, kind)| mark(a, b, kind)), 0..30)
    }

    proptest! {
        #[test]
        fn words_survive_and_nothing_else_becomes_a_tag(text in ".{0,40}", marks in any_marks()) {
            let rich = RichText { text: text.clone(), marks };
            let html = Inline(&rich).to_string();
            let ours = ["<em>", "</em>", "<strong>", "</strong>", "<code>", "</code>"];
            let bare = ours.iter().fold(html, |html, tag| html.replace(tag, ""));
            let mut escaped = String::new();
            escape(&mut escaped, &text).unwrap();
            prop_assert_eq!(bare, escaped);
        }
    }
}
