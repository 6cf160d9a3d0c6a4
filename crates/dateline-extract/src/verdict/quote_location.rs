//! Finds quoted words again in the source of a page, through markup, entities and white space. Decodes nothing else.

use crate::evidence::says;
use dateline_html::{Document, NodeId, NodeKind};
use dateline_model::{Evidence, Origin, Place};
use std::ops::Range;

/// Bytes of source that are searched from where a node is known to begin.
const NEAR: usize = 32 << 10;
/// Places in the whole source at which a quote is tried.
const TRIES: usize = 400;

/// A quote with the place where it stands: what was found is read once more as evidence is looked up. Where the whole cannot
/// be found, a shorter run of its words that can.
pub(crate) fn quote(doc: &Document, node: NodeId, words: &str, supports: &str) -> Option<Evidence> {
    let words: String = words.split_whitespace().collect::<Vec<_>>().join(" ");
    let mut shown: &str = cut(&words, Evidence::QUOTE_MAX);
    while !shown.is_empty() {
        let found = find(doc, node, shown);
        if let Some((start, end)) = found.filter(|(start, end)| says(&doc.source()[*start..*end], shown)) {
            return Some(evidence(supports, start, end, shown));
        }
        shown = half(shown);
    }
    None
}

/// A stretch of the source itself, for what has no words: an empty page, a tag.
pub(crate) fn raw(doc: &Document, start: usize, end: usize, supports: &str) -> Option<Evidence> {
    let end = doc.source().floor_char_boundary(end.min(doc.source().len()));
    let slice = cut(doc.source().get(start..end)?, Evidence::QUOTE_MAX);
    (!slice.trim().is_empty()).then(|| evidence(supports, start, start + slice.len(), slice))
}

/// A stretch of the source as it stands, whatever it holds.
pub(crate) fn stretch(doc: &Document, stretch: Range<usize>, supports: &str) -> Option<Evidence> {
    let words = doc.source().get(stretch.clone())?;
    Some(evidence(supports, stretch.start, stretch.end, words))
}

fn evidence(supports: &str, start: usize, end: usize, words: &str) -> Evidence {
    let at = |at: usize| u32::try_from(at).unwrap_or(u32::MAX);
    Evidence::new(supports, Place::Bytes(at(start), at(end)), words, Origin::ThisFetch)
}

/// The first `max` characters, cut at a space where there is one.
fn cut(text: &str, max: usize) -> &str {
    let Some((end, _)) = text.char_indices().nth(max) else { return text };
    let head = &text[..end];
    head.rfind(' ').map_or(head, |space| &head[..space])
}

/// The first half of the words; nothing of two words or fewer.
fn half(text: &str) -> &str {
    let words = text.split(' ').count();
    if words <= 2 {
        let chars = text.chars().count();
        let keep = if words == 1 && chars > 8 { chars / 2 } else { 0 };
        return text.char_indices().nth(keep).map_or("", |(at, _)| &text[..at]);
    }
    let keep = words / 2;
    let end = text.match_indices(' ').nth(keep - 1).map_or(text.len(), |(at, _)| at);
    &text[..end]
}

fn find(doc: &Document, node: NodeId, words: &str) -> Option<(usize, usize)> {
    let source = doc.source();
    let from = range_of(doc, node).map(|range| range.start);
    let near = from.and_then(|from| search(source, from, from.saturating_add(NEAR), words, NEAR));
    near.or_else(|| search(source, 0, source.len(), words, TRIES))
}

/// The source range of a node, or of the first text below it that has one.
fn range_of(doc: &Document, node: NodeId) -> Option<Range<usize>> {
    doc.range(node).or_else(|| {
        let texts = doc.descendants(node).filter(|id| doc.kind(*id) == NodeKind::Text);
        texts.take(200).find_map(|id| doc.range(id))
    })
}

/// Tries every place between `from` and `to` where the first character of `words` stands, at most `tries` of them.
fn search(source: &str, from: usize, to: usize, words: &str, tries: usize) -> Option<(usize, usize)> {
    let from = source.floor_char_boundary(from.min(source.len()));
    let to = source.floor_char_boundary(to.min(source.len()));
    let first = words.split(' ').next()?;
    let head: String = first.chars().take_while(|c| c.is_alphanumeric()).collect();
    let area = &source[from..to];
    let finder = memchr::memmem::Finder::new(head.as_bytes());
    let places = finder.find_iter(area.as_bytes()).map(|at| from + at);
    let whole = |at: usize| matches(source, at, words);
    if let Some(found) = places.take(if head.is_empty() { 0 } else { tries }).find_map(whole) {
        return Some(found);
    }
    // The first word may be written with entities.
    let first = words.chars().next()?;
    let places = area.match_indices([first, '&']).map(|(at, _)| from + at);
    places.take(tries).find_map(whole)
}

/// The stretch of source that says `words`, looked for from `at` on: markup, entities and white space aside. It begins with the
/// first word, not with tags before it.
fn matches(source: &str, at: usize, words: &str) -> Option<(usize, usize)> {
    let (mut start, mut at) = (None, at);
    for wanted in words.chars().filter(|c| !c.is_whitespace()) {
        let (found, stretch) = next_char(source, at)?;
        if found != wanted {
            return None;
        }
        start.get_or_insert(stretch.start);
        at = stretch.end;
    }
    Some((start?, at))
}

/// The next character of text that is not white space, and its bytes. Markup in between is stepped over.
fn next_char(source: &str, from: usize) -> Option<(char, Range<usize>)> {
    let mut at = from;
    // A quote never reaches over more markup than this.
    for _ in 0..64 {
        let rest = source.get(at..)?;
        let c = rest.chars().next()?;
        match c {
            '<' => match markup(rest)? {
                0 => return Some((c, at..at + 1)),
                length => at += length,
            },
            '&' => {
                let (decoded, length) = entity(rest).unwrap_or(('&', 1));
                if !decoded.is_whitespace() {
                    return Some((decoded, at..at + length));
                }
                at += length;
            }
            c if c.is_whitespace() => at += rest.len() - rest.trim_start().len(),
            c => return Some((c, at..at + c.len_utf8())),
        }
    }
    None
}

/// Length of the tag or comment that `rest` begins with, 0 where it begins with neither; long ones end the quote.
fn markup(rest: &str) -> Option<usize> {
    let window = &rest[..rest.floor_char_boundary(rest.len().min(2048))];
    let is_name = |at: usize| window.as_bytes().get(at).is_some_and(u8::is_ascii_alphabetic);
    match window.as_bytes().get(1) {
        Some(b'!') if window.starts_with("<!--") => comment_end(window),
        _ if is_name(1) || window[1..].starts_with('/') && is_name(2) => tag_end(window.as_bytes()),
        Some(b'!' | b'?' | b'/') => window.find('>').map(|at| at + 1),
        _ => Some(0),
    }
}

fn comment_end(window: &str) -> Option<usize> {
    // The dashes that open a comment may close it as well.
    let ends = ["-->", "--!>"].into_iter().filter_map(|end| Some(window[2..].find(end)? + 2 + end.len()));
    let at_once = window.starts_with("<!--->").then_some(6).or(window.starts_with("<!-->").then_some(5));
    at_once.or_else(|| ends.min())
}

/// The end of a tag; a quoted value may hold the mark that ends others.
fn tag_end(tag: &[u8]) -> Option<usize> {
    let ends_name = |byte: u8| byte.is_ascii_whitespace() || matches!(byte, b'/' | b'>');
    let mut at = 1 + tag[1..].iter().skip(1).position(|byte| ends_name(*byte))? + 1;
    // Whether an equals sign here stands behind the name of an attribute.
    let mut named = false;
    loop {
        match *tag.get(at)? {
            b'>' => return Some(at + 1),
            b'=' if named => {
                at += 1 + tag[at + 1..].iter().take_while(|byte| byte.is_ascii_whitespace()).count();
                let quote = *tag.get(at)?;
                at += match quote {
                    b'"' | b'\'' => 2 + tag[at + 1..].iter().position(|byte| *byte == quote)?,
                    _ => tag[at..].iter().position(|byte| byte.is_ascii_whitespace() || *byte == b'>')?,
                };
                named = false;
            }
            byte => {
                named = byte != b'/' && (named || !byte.is_ascii_whitespace());
                at += 1;
            }
        }
    }
}

/// Entities by which pages write common characters.
const ENTITIES: &[(&str, char)] = &[
    ("amp", '&'),
    ("lt", '<'),
    ("gt", '>'),
    ("quot", '"'),
    ("apos", '\''),
    ("nbsp", '\u{a0}'),
    ("hellip", '…'),
    ("rsquo", '’'),
    ("lsquo", '‘'),
    ("rdquo", '”'),
    ("ldquo", '“'),
    ("bdquo", '„'),
    ("laquo", '«'),
    ("raquo", '»'),
    ("ndash", '–'),
    ("mdash", '—'),
    ("eacute", 'é'),
    ("egrave", 'è'),
    ("agrave", 'à'),
    ("ecirc", 'ê'),
    ("ccedil", 'ç'),
    ("auml", 'ä'),
    ("ouml", 'ö'),
    ("uuml", 'ü'),
    ("Auml", 'Ä'),
    ("Ouml", 'Ö'),
    ("Uuml", 'Ü'),
    ("szlig", 'ß'),
    ("aacute", 'á'),
    ("iacute", 'í'),
    ("oacute", 'ó'),
    ("uacute", 'ú'),
    ("ntilde", 'ñ'),
    ("atilde", 'ã'),
    ("otilde", 'õ'),
    ("iquest", '¿'),
    ("iexcl", '¡'),
    ("euro", '€'),
    ("pound", '£'),
    ("copy", '©'),
    ("reg", '®'),
    ("trade", '™'),
    ("middot", '·'),
    ("bull", '•'),
    ("raquo", '»'),
    ("rarr", '→'),
    ("deg", '°'),
    ("sect", '§'),
    ("aring", 'å'),
    ("oslash", 'ø'),
];

/// The character an entity stands for and the entity's length.
fn entity(rest: &str) -> Option<(char, usize)> {
    let window = &rest[1..rest.floor_char_boundary(rest.len().min(12))];
    let end = window.find(';')?;
    let name = &window[..end];
    let decoded = match name.strip_prefix('#') {
        Some(number) => char::from_u32(match number.strip_prefix(['x', 'X']) {
            Some(hex) => u32::from_str_radix(hex, 16).ok()?,
            None => number.parse().ok()?,
        })?,
        None => ENTITIES.iter().find(|(known, _)| *known == name)?.1,
    };
    Some((decoded, end + 2))
}

#[cfg(test)]
mod tests {
    use super::*;
    use dateline_html::{Limits, parse_str};

    fn check(source: &str, words: &str, expected: Option<&str>) {
        let doc = parse_str(source, &Limits::default());
        let found = quote(&doc, doc.root(), words, "paywall");
        let slice = found.map(|evidence| match evidence.place {
            Place::Bytes(start, end) => source[start as usize..end as usize].to_owned(),
            other => other.to_string(),
        });
        assert_eq!(slice.as_deref(), expected);
    }

    #[test]
    fn quotes_are_found_through_markup_and_entities() {
        check(
            "<p>Already a&nbsp;<b>subscriber?</b> Log&#x20;in.</p>",
            "Already a subscriber? Log in.",
            Some("Already a&nbsp;<b>subscriber?</b> Log&#x20;in."),
        );
        check(
            "<p>D&eacute;j&agrave; abonn&eacute; ?",
            "Déjà abonné ?",
            Some("D&eacute;j&agrave; abonn&eacute; ?"),
        );
    }

    #[test]
    fn what_cannot_be_found_whole_is_found_in_part() {
        check(
            "<p>Subscribe to read <!-- x --> all</p>",
            "Subscribe to read more today",
            Some("Subscribe to"),
        );
        check("<p>nothing of it</p>", "Subscribe now", None);
        // A title's markup is text.
        check("<p>The pier <title>closes <b>now", "The pier closes now", Some("The pier"));
    }

    /// As the parser sees them: evidence is looked up by parsing what was found.
    #[test]
    fn tags_end_where_they_end() {
        for between in [
            "<b title='a > b'>",
            "<b title = \"a > b\" c>",
            "<b a=b'c>",
            "<b a=\"x\"='>",
            "<b/='>",
            "</d</b>",
            "<!-- a > b -->",
            "<!-->",
            "<!--->",
            "<!-- a --!>",
            "<?a ' ?>",
            "</>",
        ] {
            let source = format!("<p>ferry{between} pier</p>");
            check(&source, "ferry pier", Some(&format!("ferry{between} pier")));
            let doc = parse_str(&source, &Limits::default());
            assert_eq!(doc.collect_text(doc.root()), "ferry pier", "{between}");
        }
        check("<p>ferry < pier", "ferry < pier", Some("ferry < pier"));
        check("<title class='a'>< pier", "< pier", Some("< pier"));
        check("<p>ferry <3 pier", "ferry <3 pier", Some("ferry <3 pier"));
    }
}
