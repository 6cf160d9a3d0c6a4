//! Titles and names as plain text. RSS does not say whether a title is markup, so what looks like a tag is taken for one
//! only where somebody could have meant to mark words up with it: `<em>new</em>` is, `vector<int>` and "the `<dialog>`
//! element" are words.

use crate::xml::{Declared, decode};
use dateline_html::{Limits, Tag, parse_str};
use dateline_model::{Construct, ConstructKind};
use std::borrow::Cow;

/// Bytes of a title that are read.
const READ: usize = 16 << 10;
/// Tags of a title that are looked at one by one.
const TAGS: usize = 256;

/// Elements that a headline is marked up with even where their end was forgotten.
const MARKS: &[&str] = &[
    "b", "big", "center", "em", "font", "h1", "h2", "h3", "h4", "h5", "h6", "i", "nobr", "s", "small",
    "strike", "strong", "sub", "sup", "tt", "u", "wbr",
];
/// What may stand right behind a word.
const ENDS: &str = ":,.;?!)\"'”’»";
/// Elements that part words, with an end or without.
const BREAKS: &[&str] = &["br", "hr", "p"];

/// The words of a title.
pub fn title(construct: &Construct) -> String {
    let raw = without_marks(&construct.raw[..construct.raw.floor_char_boundary(READ)]);
    if construct.kind == ConstructKind::Text || !raw.contains(['<', '&']) {
        return fold(raw);
    }
    let marked = words_kept(raw);
    let document = parse_str(&marked, &Limits::default());
    fold(&unescaped(document.collect_text(document.root())))
}

/// The text without the marks of a CDATA section that was written inside another one, or escaped.
fn without_marks(raw: &str) -> &str {
    let mut text = raw.trim();
    while let Some(inside) = text.strip_prefix("<![CDATA[") {
        // The end of the inner one ended the outer one as well, so that half of its own may be left.
        let ended = inside.strip_suffix("]]>").or_else(|| inside.strip_suffix("]]"));
        text = ended.unwrap_or(inside).trim();
    }
    text
}

/// A name as plain text: of a person, a category, a publisher. Most are.
pub(crate) fn name(text: &str) -> String {
    if text.contains(['<', '&']) {
        return title(&Construct { raw: text.to_owned(), kind: ConstructKind::Html, base: None });
    }
    fold(text)
}

/// Characters that nobody sees and that part nothing at the ends of a text: soft hyphens, spaces without width, byte order marks.
const UNSEEN: [char; 8] =
    ['\u{ad}', '\u{34f}', '\u{180e}', '\u{200b}', '\u{200c}', '\u{200d}', '\u{2060}', '\u{feff}'];

/// Single spaces, no unseen characters at the ends, and nothing that steers a terminal or turns the words of a page around: no sequence of which the first character
/// alone is a control is left without it.
fn fold(text: &str) -> String {
    // A line's end parts words, and is no text to lose.
    let spaced = text.replace(|c: char| c.is_whitespace(), " ");
    let mut out = String::with_capacity(text.len());
    for word in dateline_model::plain(&spaced).split_whitespace() {
        if !out.is_empty() {
            out.push(' ');
        }
        out.push_str(word);
    }
    let seen = out.trim_matches(|c: char| c == ' ' || UNSEEN.contains(&c));
    if seen.len() < out.len() { seen.to_owned() } else { out }
}

/// What is a reference still was escaped once more than the publisher meant, unless it may be what the headline is about:
/// `&nbsp;`, or `&lt;` without a tag.
fn unescaped(text: String) -> String {
    if !text.contains('&') {
        return text;
    }
    let tags = text.match_indices("&lt;").any(|(at, _)| {
        let inside = &text[at + 4..];
        inside.starts_with(|c: char| c.is_ascii_alphabetic() || matches!(c, '/' | '!'))
            && inside.contains("&gt;")
    });
    let mut kept = text.replace("&nbsp;", "&amp;nbsp;");
    if !tags {
        kept = kept.replace("&lt;", "&amp;lt;").replace("&gt;", "&amp;gt;");
    }
    decode(&kept, &Declared::none(), &mut |_| ()).into_owned()
}

/// The markup with every `<` that begins no mark written as text.
fn words_kept(raw: &str) -> Cow<'_, str> {
    if !raw.contains('<') {
        return Cow::Borrowed(raw);
    }
    let lower = raw.to_ascii_lowercase();
    let mut out = String::with_capacity(raw.len() + 16);
    let mut at = 0;
    for _ in 0..TAGS {
        let Some(found) = memchr::memchr(b'<', &raw.as_bytes()[at..]) else { break };
        out.push_str(&raw[at..at + found]);
        at += found;
        let length = markup(raw, &lower, at);
        let mark = &raw[at..at + length];
        out.push_str(if length == 0 { "&lt;" } else { mark });
        if BREAKS.contains(&name_of(&lower[at..at + length])) {
            out.push(' ');
        }
        at += length.max(1);
    }
    out.push_str(&raw[at..]);
    Cow::Owned(out)
}

/// The element of a tag in lower case.
fn name_of(tag: &str) -> &str {
    let name = tag.trim_start_matches(['<', '/']);
    &name[..name.find(|c: char| !c.is_ascii_alphanumeric()).unwrap_or(name.len())]
}

/// How many bytes of markup begin at `at`; none where it is text.
fn markup(raw: &str, lower: &str, at: usize) -> usize {
    let rest = &lower[at..];
    if rest.starts_with("<!--") {
        return rest.find("-->").map_or(0, |end| end + 3);
    }
    let (name_at, closing) = if rest.starts_with("</") { (2, true) } else { (1, false) };
    let name_end = rest[name_at..].find(|c: char| c.is_whitespace() || matches!(c, '/' | '>'));
    let Some(name) = name_end.map(|end| &rest[name_at..name_at + end]) else { return 0 };
    let known = name.starts_with(|c: char| c.is_ascii_alphabetic()) && Tag::from_name(name) != Tag::Other;
    if !known {
        return 0;
    }
    let attributes = &rest[name_at + name.len()..];
    match end_of_tag(attributes) {
        Some(end) => {
            let length = name_at + name.len() + end;
            let (tag, rest) = (&rest[..length], &raw[at + length..]);
            let meant =
                if closing { closes(lower, at, name, tag) } else { opens(lower, at, name, tag, rest) };
            if meant { length } else { 0 }
        }
        // A tag that was cut off with the title.
        None if attributes.trim_start().contains('=') => rest.len(),
        None => 0,
    }
}

/// Where the tag ends, quotes heeded; counted from behind its name.
fn end_of_tag(attributes: &str) -> Option<usize> {
    let mut quote = None;
    for (at, byte) in attributes.bytes().enumerate() {
        match (quote, byte) {
            (None, b'>') => return Some(at + 1),
            (None, b'<') => return None,
            (None, b'"' | b'\'') => quote = Some(byte),
            (Some(open), byte) if open == byte => quote = None,
            _ => {}
        }
    }
    None
}

/// Whether a start tag marks words up: its partner follows, it says something, or its end was forgotten and it touches the word
/// that it marks. What stands like a word of its own is one: "`<h1>` or `<h2>`".
fn opens(lower: &str, at: usize, name: &str, tag: &str, rest: &str) -> bool {
    if tag.contains('=') || lower[at + tag.len()..].contains(&format!("</{name}>")) {
        return true;
    }
    let alone = is_alone(lower, at, tag);
    if BREAKS.contains(&name) {
        // Spaces stand around a line's end too, but then a line begins behind it, and no sentence goes on.
        let goes_on = rest.trim_start().starts_with(|c: char| c.is_lowercase() || ENDS.contains(c));
        return !alone || !goes_on || tag.ends_with("/>");
    }
    let glued = lower[..at].ends_with(|c: char| c.is_alphanumeric() || c == ':');
    // Where a long word may be parted stands within it.
    MARKS.contains(&name) && (!glued || name == "wbr") && !alone
}

/// Whether an end tag ends something, or is one of a mark that touches a word.
fn closes(lower: &str, at: usize, name: &str, tag: &str) -> bool {
    let opened = |end: &str| lower[..at].contains(&format!("<{name}{end}"));
    let mark = MARKS.contains(&name) || BREAKS.contains(&name);
    mark && !is_alone(lower, at, tag) || opened(">") || opened(" ")
}

/// Whether a tag stands like a word, between spaces, marks and quotes.
fn is_alone(lower: &str, at: usize, tag: &str) -> bool {
    let begins = lower[..at].chars().next_back().is_none_or(|c| c.is_whitespace() || "(\"'“‘„«/".contains(c));
    let ends = lower[at + tag.len()..].chars().next();
    begins && ends.is_none_or(|c| c.is_whitespace() || ENDS.contains(c) || "/-–—".contains(c))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(raw: &str, kind: ConstructKind) -> String {
        title(&Construct { raw: raw.to_owned(), kind, base: None })
    }

    fn check(raw: &str, expected: &str) {
        assert_eq!(of(raw, ConstructKind::Html), expected, "{raw}");
    }

    #[test]
    fn what_no_headline_is_marked_up_with_is_text() {
        for raw in [
            "Why std::vector<int> beats a list",
            "Map<String, List<int>> in ten minutes",
            "<harbour>",
            "<Tide> and </Tide>",
            "Using the <dialog> element",
            "Put <meta charset> first",
            "What <code> is for",
            "A <template> of one's own",
            "Option<b> or Option<i>",
            "Mail <gull@sea.example> today",
            "Look at <https://gull.example/>",
            "Why <?php still runs",
            "<!DOCTYPE html> turns thirty",
            "I <3 harbours",
            "5 < 6 & 7 > 3",
            "Is it < or <=?",
            "The end of </body>",
            "<h1> vs <h2>: which",
            "The <br> tag",
            "<b> and <i> elements",
            "What (<br>) is for",
            "When to use <wbr>",
            "Is it <p> or <div>?",
            "Where “<i>” ends",
            "Why <img> needs alt",
            "The forgotten </b> tag",
            "x <harbour",
        ] {
            check(raw, raw);
            // As a publisher writes it who escapes twice; three times, where a tag shows it.
            let once = raw.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;");
            check(&once, raw);
            if raw.contains('>') && raw != "5 < 6 & 7 > 3" {
                check(&once.replace('&', "&amp;"), raw);
            }
        }
    }

    #[test]
    fn marks_go() {
        check("A <em>new</em> plan", "A new plan");
        check("A <EM class=\"a>b\">new</EM> plan<br/>now", "A new plan now");
        check("A <b>new plan", "A new plan");
        check("<h1>A new plan", "A new plan");
        check("A new<br>plan", "A new plan");
        check("A new <br>plan", "A new plan");
        check("A new <br/> plan", "A new plan");
        check("Tide rises <br> Quay closed", "Tide rises Quay closed");
        check("Tide rises <br>", "Tide rises");
        check("Ex<wbr>tra<wbr/>ordinary", "Extraordinary");
        check("<p>Tide rises", "Tide rises");
        check("A <span style='x'>new plan", "A new plan");
        check("<code>x</code> and <mark>y</mark>", "x and y");
        check("Tide <img src='t.png'> rises", "Tide rises");
        check("Tide <!-- ad --> rises</b>", "Tide rises");
        check("Tide rises <a href=\"https://gull.exam", "Tide rises");
        check("Q&amp;A <b>Daily</b>", "Q&A Daily");
        check("Q&amp;amp;A caf&eacute; &#8217;", "Q&A café ’");
        check("<![CDATA[Tide & time]]>", "Tide & time");
        check(" <![CDATA[ <![CDATA[Tide]]>]]>", "Tide");
        check("<![CDATA[ Tide", "Tide");
        // Of the inner section's end half is left where the outer one ended with it.
        check("<![CDATA[Tide]]", "Tide");
        check("Tide [[at sea]]", "Tide [[at sea]]");
    }

    #[test]
    fn references_that_a_headline_is_about_stay() {
        check("Stop using &amp;nbsp; everywhere", "Stop using &nbsp; everywhere");
        check("When to write &amp;lt; for less", "When to write &lt; for less");
    }

    #[test]
    fn nothing_steers_the_terminal_or_turns_words_around() {
        check("Tide\u{9b}31m \u{202e}rises\u{202c} \u{fffe}", "Tide rises");
        check("\u{1b}[31mTide\u{1b}[0m rises\rtoday", "Tide rises today");
        check("&#27;[1;31mTide&#x1b;[0m rises", "Tide rises");
        check("Tide \u{1b}]0;title\u{7}rises", "Tide rises");
        check("Tide [31m] rises", "Tide [31m] rises");
        check("&#x202e;Tide", "Tide");
        check("\u{200f}مد", "\u{200f}مد");
        assert_eq!(name(" Q&amp;A \u{202e}<b>Desk</b> "), "Q&A Desk");
        assert_eq!(name("Jo  Gull"), "Jo Gull");
        assert_eq!(name("\u{1b}[1mJo\u{1b}[0m Gull"), "Jo Gull");
    }

    #[test]
    fn plain_text_is_itself() {
        assert_eq!(of(" URLs in <meta>  &amp; more", ConstructKind::Text), "URLs in <meta> &amp; more");
    }
}
