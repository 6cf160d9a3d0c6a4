//! Text of elements: lines, constructs, links. Markup that was not escaped is taken as it was written.

use super::Parser;
use crate::caps::{LINK, TEXT};
use crate::xml::{Event, attribute, halves_joined};
use dateline_model::{Construct, ConstructKind, FeedKind, WebUrl};
use std::borrow::Cow;

/// A link however it is written.
pub(super) struct Link {
    pub(super) rel: String,
    pub(super) media_type: Option<String>,
    pub(super) length: Option<u64>,
    pub(super) url: Option<WebUrl>,
    /// Whether it may lead to a page for people.
    pub(super) page: bool,
    pub(super) title: Option<String>,
    /// An address that no host serves.
    pub(super) magnet: Option<String>,
}

struct Gathered<'a> {
    text: Cow<'a, str>,
    markup: bool,
    /// What the element around all of the markup says that addresses are relative to.
    base: Option<WebUrl>,
    start: usize,
    end: usize,
}

impl<'a> Parser<'a, '_> {
    /// The characters of the element whose start tag was read last, through its end tag.
    fn gather(&mut self) -> Gathered<'a> {
        let depth = self.reader.depth();
        let start = self.reader.position();
        let mut text: Cow<'a, str> = Cow::Borrowed("");
        let (mut markup, mut base) = (false, None);
        loop {
            match self.next() {
                Event::Text(more) => self.append(&mut text, more),
                Event::Start(_) if markup => {}
                Event::Start(_) => {
                    markup = true;
                    base = self.own_base().cloned();
                }
                Event::End(_) if self.reader.depth() < depth => break,
                Event::End(_) => {}
                Event::Eof => break,
            }
        }
        Gathered { text, markup, base, start, end: self.reader.event_start() }
    }

    /// Adds characters to a text, as far as one may be long.
    pub(super) fn append(&mut self, text: &mut Cow<'a, str>, more: Cow<'a, str>) {
        let room = TEXT - text.len();
        if more.len() > room {
            self.reader.faults.add(crate::xml::Fault::Cap);
            text.to_mut().push_str(&more[..more.floor_char_boundary(room)]);
        } else if text.is_empty() {
            *text = more;
        } else {
            text.to_mut().push_str(&more);
        }
    }

    /// The characters, white space folded.
    pub(super) fn line(&mut self) -> String {
        let gathered = self.gather();
        let mut out = String::with_capacity(gathered.text.len());
        for word in gathered.text.split_whitespace() {
            if !out.is_empty() {
                out.push(' ');
            }
            out.push_str(word);
        }
        out
    }

    /// The text construct whose start tag was read last.
    pub(super) fn any_construct(&mut self) -> Option<Construct> {
        let attrs = self.reader.attrs();
        let media_type = attribute(attrs, "type").map(str::to_ascii_lowercase);
        let base64 = attribute(attrs, "mode") == Some("base64");
        // What an item's text is relative to otherwise is known at the item's end.
        let base = if self.in_entry() { self.said_base() } else { self.base() }.cloned();
        let mut gathered = self.gather();
        let base = gathered.base.take().or(base);
        let base = base.filter(|base| self.reader.budget().take(base.as_str().len()));
        if gathered.markup {
            let raw = inner(
                self.reader.slice(gathered.start, gathered.end.max(gathered.start)),
                media_type.as_deref(),
            );
            return Some(Construct { raw: halves_joined(raw), kind: ConstructKind::Html, base });
        }
        let kind = self.kind_of(media_type.as_deref());
        let atom = self.kind == Some(FeedKind::Atom);
        let packing = Packing::of(base64, media_type.as_deref().filter(|_| atom), &gathered.text);
        let text = match (packing, unbase64(&gathered.text).filter(|_| packing != Packing::None)) {
            (Packing::Data, None) => return None,
            (_, Some(text)) => Cow::Owned(text),
            (_, None) => gathered.text,
        };
        let trimmed = text.trim();
        let raw = if trimmed.len() == text.len() { text.into_owned() } else { trimmed.to_owned() };
        let raw = if kind == ConstructKind::Html { halves_joined(raw) } else { raw };
        Some(Construct { raw, kind, base })
    }

    fn kind_of(&self, media_type: Option<&str>) -> ConstructKind {
        match media_type {
            Some("html" | "text/html" | "xhtml" | "application/xhtml+xml") => ConstructKind::Html,
            Some("text" | "text/plain" | "plain") => ConstructKind::Text,
            // Atom's default is text; RSS does not say, and publishers put markup there.
            _ if self.kind == Some(FeedKind::Atom) => ConstructKind::Text,
            _ => ConstructKind::Html,
        }
    }

    /// The link whose start tag was read last, in the way of RSS or of Atom.
    pub(super) fn link(&mut self) -> Link {
        let attrs = self.reader.attrs();
        let own = |name: &str| attribute(attrs, name).map(str::to_owned);
        let rel = own("rel").unwrap_or_else(|| "alternate".to_owned()).to_ascii_lowercase();
        let (media_type, length) = (own("type"), own("length").and_then(|length| length.trim().parse().ok()));
        let title = own("title");
        let href = own("href").or_else(|| own("url")).or_else(|| own("uri"));
        let text = self.line();
        let reference = href.filter(|href| !href.trim().is_empty()).unwrap_or(text);
        let url = if reference.is_empty() { None } else { self.resolve(&reference) };
        let page =
            media_type.as_deref().is_none_or(|kind| kind.contains("html") || kind.starts_with("text/plain"));
        let rel = rel.rsplit('/').next().unwrap_or(&rel).to_owned();
        let title = title.map(|title| crate::titles::name(&title)).filter(|title| !title.is_empty());
        let magnet = Some(reference).filter(|reference| is_magnet(reference));
        Link { rel, media_type, length, url, page, title, magnet }
    }
}

/// Whether an address names a file by its digest (BEP 9), and is written as addresses are.
fn is_magnet(reference: &str) -> bool {
    let begins = reference.get(..8).is_some_and(|start| start.eq_ignore_ascii_case("magnet:?"));
    begins && reference.len() <= LINK && reference.bytes().all(|byte| byte.is_ascii_graphic())
}

/// Whether characters of a construct stand for bytes.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Packing {
    None,
    /// Of text: what cannot be read stays as it is.
    Text,
    /// Of whatever the type says (RFC 4287, 4.1.3.3): what is no text is none.
    Data,
}

impl Packing {
    fn of(declared: bool, media_type: Option<&str>, text: &str) -> Self {
        let media_type = media_type.filter(|kind| kind.contains('/'));
        let essence = |kind: &str| kind.split(';').next().unwrap_or(kind).trim_end().to_owned();
        let is_text = media_type.map(essence).is_none_or(|kind| {
            let xml = kind.ends_with("/xml") || kind.ends_with("+xml");
            kind.starts_with("text/") || kind.starts_with("multipart/") || xml
        });
        match (is_text, declared) {
            (false, _) => Self::Data,
            (true, true) => Self::Text,
            (true, false) if media_type.is_some() && looks_packed(text) => Self::Text,
            (true, false) => Self::None,
        }
    }
}

/// One long word of the letters of base64, in groups of four, as no text is.
fn looks_packed(text: &str) -> bool {
    let letters = || text.bytes().filter(|byte| !byte.is_ascii_whitespace());
    let count = letters().count();
    let words = text.split_whitespace().count();
    let mixed =
        letters().any(|byte| byte.is_ascii_lowercase()) && letters().any(|byte| byte.is_ascii_uppercase());
    let base64 = letters().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'+' | b'/' | b'='));
    // Lines of it are at least 60 characters long.
    count >= 40 && count.is_multiple_of(4) && words <= count.div_ceil(60) && mixed && base64
}

/// The markup inside an element: CDATA marks and namespace prefixes of XHTML taken away, and the one `div` around all.
fn inner(slice: &str, media_type: Option<&str>) -> String {
    let mut raw = slice.trim().to_owned();
    if raw.contains("<![CDATA[") {
        raw = raw.replace("<![CDATA[", "").replace("]]>", "");
    }
    let prefix =
        raw.strip_prefix('<').and_then(|rest| rest.split_once(':')).map(|(prefix, _)| prefix.to_owned());
    if let Some(prefix) =
        prefix.filter(|prefix| prefix.len() < 16 && prefix.bytes().all(|byte| byte.is_ascii_alphanumeric()))
    {
        raw = raw.replace(&format!("<{prefix}:"), "<").replace(&format!("</{prefix}:"), "</");
    }
    if media_type.is_some_and(|kind| kind.contains("xhtml")) { without_div(&raw).to_owned() } else { raw }
}

fn without_div(raw: &str) -> &str {
    let Some(rest) = raw.strip_prefix("<div") else { return raw };
    let opened = rest.find('>').filter(|_| rest.starts_with(['>', ' ', '\n', '\t']));
    match (opened, raw.strip_suffix("</div>")) {
        (Some(end), Some(_)) if rest.len() >= end + 7 => rest[end + 1..rest.len() - 6].trim(),
        _ => raw,
    }
}

/// Base64 as Atom 0.3 allowed it (RFC 2045: other characters are ignored).
pub fn unbase64(text: &str) -> Option<String> {
    let mut out = Vec::with_capacity(text.len() * 3 / 4);
    let (mut bits, mut held) = (0_u32, 0_u32);
    for byte in text.bytes().filter(|byte| !byte.is_ascii_whitespace()) {
        let value = match byte {
            b'A'..=b'Z' => byte - b'A',
            b'a'..=b'z' => byte - b'a' + 26,
            b'0'..=b'9' => byte - b'0' + 52,
            b'+' => 62,
            b'/' => 63,
            b'=' => break,
            _ => return None,
        };
        bits = (bits << 6) | u32::from(value);
        held += 6;
        if held >= 8 {
            held -= 8;
            out.push(u8::try_from((bits >> held) & 0xff).unwrap_or(0));
        }
    }
    let text = String::from_utf8(out).ok()?;
    (!text.contains(|c: char| c.is_control() && !c.is_whitespace())).then_some(text)
}
