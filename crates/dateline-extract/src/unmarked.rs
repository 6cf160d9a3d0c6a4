//! Text of feeds without markup as markup: paragraphs parted by empty lines, and lines that were ended on purpose.

use dateline_model::{Construct, ConstructKind};
use std::borrow::Cow;

/// Elements that stand within a line: markup of nothing but these leaves the lines to the text.
const INLINE: &[&str] = &[
    "a", "abbr", "b", "bdi", "cite", "code", "del", "em", "font", "i", "img", "ins", "kbd", "mark", "q", "s",
    "samp", "small", "span", "strong", "sub", "sup", "time", "tt", "u", "var", "wbr",
];

/// The markup of a construct; of one that is plain text, or whose marks stand within lines alone, the markup of its lines too.
pub(crate) fn markup(construct: &Construct) -> Cow<'_, str> {
    let html = match construct.kind {
        ConstructKind::Html if !is_inline(&construct.raw) => return Cow::Borrowed(construct.raw.as_str()),
        ConstructKind::Html => Cow::Borrowed(construct.raw.as_str()),
        ConstructKind::Text => Cow::Owned(construct.raw.replace('&', "&amp;").replace('<', "&lt;")),
    };
    if html.trim().contains(['\n', '\r', '\u{2029}']) { Cow::Owned(paragraphs(&html)) } else { html }
}

/// Whether no tag ends a line or a paragraph.
fn is_inline(html: &str) -> bool {
    html.match_indices('<').all(|(at, _)| {
        let tag = html[at + 1..].trim_start_matches('/');
        let name = &tag[..tag.find(|c: char| !c.is_ascii_alphanumeric()).unwrap_or(tag.len())];
        let markup = name.starts_with(|c: char| c.is_ascii_alphabetic()) || tag.starts_with(['!', '?']);
        !markup || INLINE.iter().any(|known| name.eq_ignore_ascii_case(known))
    })
}

fn paragraphs(html: &str) -> String {
    let html = html.replace("\r\n", "\n").replace(['\r', '\u{2028}'], "\n").replace('\u{2029}', "\n\n");
    let lines: Vec<&str> = html.lines().map(str::trim).collect();
    let width = lines.iter().map(|line| length(line)).max().unwrap_or(0);
    let mut out = String::with_capacity(html.len() + html.len() / 8);
    for paragraph in lines.split(|line| line.is_empty()).filter(|lines| !lines.is_empty()) {
        let between = if are_meant(paragraph, width) { "<br>" } else { "\n" };
        out.push_str("<p>");
        out.push_str(&paragraph.join(between));
        out.push_str("</p>\n");
    }
    out
}

/// Whether lines were ended on purpose (chapters, links, verses): where a program breaks a text into lines, no line has room
/// for the next word, and most go on in the middle of a sentence.
fn are_meant(lines: &[&str], width: usize) -> bool {
    let breaks = lines.len() - 1;
    let with_room = lines.windows(2).filter(|pair| {
        let word = pair[1].split_whitespace().next().unwrap_or_default();
        length(pair[0]) + 1 + length(word) <= width
    });
    let goes_on = |line: &&&str| line.starts_with(char::is_lowercase) && !line.contains("://");
    let going_on = lines[1..].iter().filter(goes_on).count();
    let whole_tags = lines.iter().all(|line| line.matches('<').count() == line.matches('>').count());
    breaks > 0 && with_room.count() * 2 >= breaks && going_on * 4 <= breaks && whole_tags
}

/// Characters that a reader sees of a line.
fn length(line: &str) -> usize {
    let mut in_tag = false;
    let seen = |c: &char| {
        let tag = in_tag || *c == '<';
        in_tag = tag && *c != '>';
        !tag
    };
    line.chars().filter(seen).count()
}
