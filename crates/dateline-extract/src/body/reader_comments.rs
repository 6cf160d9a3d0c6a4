//! Readers' comments below an article, by the name of the part that holds them or by what all of them have: however long they
//! are, they are none of it.

use super::segmentation::{Elem, Layout};
use super::stray_lines::is_bold;
use crate::date::Order;
use dateline_html::Tag;
use std::collections::{BTreeMap, HashSet};
use std::ops::Range;

/// What the usual programs call that part.
const NAMES: &[&str] = &["comments", "comments-area", "comment-list", "commentlist", "disqus_thread"];
/// Words of an article's text before its comments, in quarters.
const BEFORE: u32 = 4 * 30;
/// Comments without a name for their part.
const COMMENTS: usize = 3;
/// Words of a paragraph that shows where the article stands, in quarters.
const PARAGRAPH: u32 = 4 * 10;
/// Pieces of a comment that are looked at: the name, what stands between, the day.
const HEAD: usize = 4;
/// Words of a name, of a line that tells when, and of what is said, the last in quarters.
const NAME: usize = 4;
const WHEN: usize = 7;
/// Bytes of a heading over comments.
const HEADING: usize = 60;
const SAID: u32 = 4 * 8;

/// Leaves out what readers say behind a text.
pub(super) fn leave_out(layout: &Layout<'_>, keep: &mut [bool]) {
    let mut told = vec![0];
    for (segment, kept) in layout.segments.iter().zip(keep.iter()) {
        let words = if *kept && segment.heading == 0 { segment.count.words } else { 0 };
        told.push(told[told.len() - 1] + words);
    }
    named(layout, &told, keep);
    for range in signed(layout, &told, keep) {
        keep[range].fill(false);
    }
}

/// What the heading over comments says and nothing else but their number, in the languages of most pages.
const HEADINGS: &[&str] = &[
    "comments",
    "reader comments",
    "readers' comments",
    "your comments",
    "kommentare",
    "leserkommentare",
    "lesermeinungen",
    "leserbriefe",
    "commentaires",
    "vos commentaires",
    "réactions",
    "vos réactions",
    "comentarios",
    "comentários",
    "opiniones",
    "commenti",
    "i commenti",
    "reacties",
    "kommentarer",
    "kommentarar",
    "kommentit",
    "komentarze",
    "opinie",
    "komentáře",
    "diskuse",
    "komentáre",
    "diskusia",
    "hozzászólások",
    "kommentek",
    "comentarii",
    "komentari",
    "komentarji",
    "комментарии",
    "комментарии читателей",
    "отзывы",
    "коментарі",
    "коментари",
    "σχόλια",
    "yorumlar",
    "التعليقات",
    "تعليقات",
    "תגובות",
    "دیدگاه‌ها",
    "نظرات",
    "टिप्पणियाँ",
    "コメント",
    "评论",
    "評論",
    "댓글",
    "bình luận",
    "ความคิดเห็น",
    "komentar",
    "comentaris",
    "athugasemdir",
    "komentarai",
    "komentāri",
    "kommentaarid",
];
/// Lines behind such a heading among which a day stands.
const DATED: usize = 3;

/// What stands behind a heading that says what follows: comments, with the day of the first right behind it.
pub(super) fn leave_headed_out(layout: &Layout<'_>, keep: &mut [bool]) {
    let words = |lines: Range<usize>, keep: &[bool]| -> u32 {
        lines.filter(|at| keep[*at]).map(|at| layout.segments[at].count.words).sum()
    };
    let heads = |at: &usize| {
        let line = layout.line(*at);
        let label =
            line.trim_matches(|c: char| c.is_ascii_digit() || c.is_whitespace() || "()[]:–-".contains(c));
        let dated = |at: usize| layout.pieces(at).take(HEAD).any(|(_, text)| tells_when(beside_name(text)));
        line.len() <= HEADING
            && HEADINGS.contains(&label.to_lowercase().as_str())
            && (layout.segments[*at].heading > 1 || is_bold(layout, *at))
            && (*at + 1..keep.len()).take(DATED).any(dated)
    };
    let Some(at) = (0..keep.len()).find(heads) else { return };
    let own = layout.segments[at].elem;
    let holds = |elem: &u32| layout.elems[*elem as usize].last as usize > at + 1;
    let Some(holder) = layout.above(own).find(holds) else { return };
    let last = layout.elems[holder as usize].last as usize;
    if words(0..at, keep) >= BEFORE && words(at..last, keep) < words(0..at, keep) {
        keep[at..last].fill(false);
    }
}

/// `, 05.03.2025, 08:12`, `on March 5, 2025 at 9:14 am`: what stands behind a name without the mark that parts them.
fn beside_name(text: &str) -> &str {
    text.trim_start_matches([',', '-', '–', '|', '·', ' '])
}

/// What stands in a part named after comments.
fn named(layout: &Layout<'_>, told: &[u32], keep: &mut [bool]) {
    let is_named = |node| {
        let doc = layout.doc;
        let classes = doc.attr(node, "class").unwrap_or_default().split_ascii_whitespace();
        doc.attr(node, "id").into_iter().chain(classes).any(|name| NAMES.contains(&name))
    };
    for elem in &layout.elems {
        let (first, last) = (elem.first as usize, elem.last as usize);
        let behind = || told[told.len() - 1] - told[last];
        if is_named(elem.node) && first < last && told[first] >= BEFORE && behind() <= told[first] {
            keep[first..last].fill(false);
        }
    }
}

/// Elements side by side, each with a name, a day and words, behind the part that holds the article: `Gil · 2 days ago · I was there.`
fn signed(layout: &Layout<'_>, told: &[u32], keep: &[bool]) -> Vec<Range<usize>> {
    let mut beside: BTreeMap<(u32, &'static str), Vec<&Elem>> = BTreeMap::new();
    for elem in &layout.elems {
        let (first, last) = (elem.first as usize, elem.last as usize);
        let tag = match elem.tag {
            Tag::Div => "div",
            Tag::Li => "li",
            Tag::Article => "article",
            Tag::Table => "table",
            _ => continue,
        };
        if told[first] >= BEFORE && told[last] > told[first] {
            beside.entry((elem.parent, tag)).or_default().push(elem);
        }
    }
    let mut groups: Vec<Range<usize>> = beside
        .into_values()
        .filter(|elems| elems.len() >= COMMENTS && are_signed(layout, elems))
        .map(|elems| elems[0].first as usize..elems[elems.len() - 1].last as usize)
        .collect();
    let first = groups.iter().map(|range| range.start).min();
    let article = first.and_then(|first| article(layout, keep, first));
    let end = article.map_or(u32::MAX, |article| layout.elems[article as usize].last);
    groups.retain(|range| range.start >= end as usize);
    groups
}

/// Whether most of some elements are signed, by several persons.
fn are_signed(layout: &Layout<'_>, elems: &[&Elem]) -> bool {
    let names: Vec<&str> = elems.iter().filter_map(|elem| signer(layout, elem)).collect();
    let persons: HashSet<&str> = names.iter().copied().collect();
    persons.len() >= COMMENTS && names.len() * 3 >= elems.len() * 2
}

/// The innermost element that holds all paragraphs before a segment.
fn article(layout: &Layout<'_>, keep: &[bool], before: usize) -> Option<u32> {
    let paragraph = |at: &usize| {
        let segment = &layout.segments[*at];
        keep[*at] && segment.heading == 0 && segment.count.words >= PARAGRAPH
    };
    let mut elems: Vec<u32> = (0..before).filter(paragraph).map(|at| layout.segments[at].elem).collect();
    elems.dedup();
    let mut around: Vec<u32> = layout.above(*elems.first()?).skip(1).collect();
    for elem in &elems[1..] {
        let above: HashSet<u32> = layout.above(*elem).collect();
        around.retain(|elem| above.contains(elem));
    }
    around.first().copied()
}

/// Who wrote a comment, where its words follow a name and a day.
fn signer<'d>(layout: &Layout<'d>, elem: &Elem) -> Option<&'d str> {
    let segments = elem.first as usize..elem.last as usize;
    let words: u32 = segments.clone().map(|at| layout.segments[at].count.words).sum();
    let pieces = segments.clone().flat_map(|at| layout.pieces(at));
    let mut head = pieces.filter(|(_, text)| text.chars().any(char::is_alphanumeric)).take(HEAD);
    let (_, name) = head.next()?;
    let is_name = name.split_whitespace().count() <= NAME && name.chars().any(char::is_alphabetic);
    let dated = head.any(|(leaf, text)| {
        tells_when(text)
            || layout.doc.parent(leaf).is_some_and(|above| layout.doc.tag(above) == Some(Tag::Time))
    });
    let titled = || segments.clone().any(|at| layout.segments[at].heading > 0);
    (is_name && dated && words >= SAID && !titled()).then(|| name.trim())
}

/// Whether a line is a day, a time, or how long ago something was.
fn tells_when(text: &str) -> bool {
    let count = text.split_whitespace().count();
    let clock = |word: &str| {
        let mut parts = word.trim_end_matches([',', '.']).split(':');
        let number =
            |part: Option<&str>| part.is_some_and(|part| part.len() <= 2 && part.parse::<u8>().is_ok());
        number(parts.next()) && number(parts.next())
    };
    let ago = || {
        let numbers = text.split(|c: char| !c.is_numeric()).filter(|number| !number.is_empty());
        let few = (2..=4).contains(&count);
        let marks = text.chars().any(|c| !c.is_alphanumeric() && c != ' ');
        few && !marks && numbers.map(str::len).eq([1])
    };
    count <= WHEN
        && (text.split_whitespace().any(clock) || ago() || Order::default().in_prose(text).is_some())
}
