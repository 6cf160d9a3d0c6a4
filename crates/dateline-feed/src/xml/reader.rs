//! Text to balanced events. Total: whatever the text is, it ends, every start has its end, and nothing is deeper than a cap.

use super::ahead::Ahead;
use super::budget::Budget;
use super::doctype;
use super::entities::{self, Declared};
use super::fault::{Fault, Faults};
use super::left_open::{Holds, holds, is_void};
use super::namespace::Ns;
use super::tag::{self, Attr, attribute};
use std::borrow::Cow;

/// Open elements; deeper tags are dropped, their content stays. Real feeds stay below 40, XHTML bodies included.
const DEPTH: usize = 256;
/// Bytes in which an end tag is looked for.
const LOOK_AHEAD: usize = 16 << 10;
/// Prefix declarations in force at one place.
const BINDINGS: usize = 256;

/// What comes next.
#[derive(Debug, Clone, PartialEq)]
pub enum Event<'a> {
    /// A start tag; its attributes are [`Reader::attrs`].
    Start(Start<'a>),
    /// The end of the innermost open element.
    End(&'a str),
    /// Characters, references decoded.
    Text(Cow<'a, str>),
    /// The end of the document.
    Eof,
}

/// An element's name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Start<'a> {
    /// As written, prefix included.
    pub name: &'a str,
    /// Without prefix.
    pub local: &'a str,
    /// What the prefix stands for.
    pub ns: Ns,
}

struct Open<'a> {
    name: &'a str,
    item: bool,
    holds: Holds,
}

struct Binding<'a> {
    depth: usize,
    prefix: &'a str,
    ns: Ns,
}

/// Marks that end or begin sections.
struct Marks {
    comment: Ahead,
    instruction: Ahead,
    cdata: Ahead,
    cdata_end: Ahead,
}

impl Default for Marks {
    fn default() -> Self {
        Self {
            comment: Ahead::new("-->"),
            instruction: Ahead::new("?>"),
            cdata: Ahead::new("<![CDATA["),
            cdata_end: Ahead::new("]]>"),
        }
    }
}

/// Reads a document that is UTF-8 already.
pub struct Reader<'a> {
    text: &'a str,
    at: usize,
    open: Vec<Open<'a>>,
    /// Elements still to be closed before reading on.
    closing: usize,
    /// Start tags that were dropped for their depth.
    dropped: usize,
    attrs: Vec<Attr<'a>>,
    bindings: Vec<Binding<'a>>,
    entities: Declared<'a>,
    /// Bytes of declarations that may still be looked through in vain.
    declared: usize,
    budget: Budget,
    /// Bytes that may still be looked through for end tags.
    looked: usize,
    rooted: bool,
    broken_off: bool,
    /// Whether the last start tag had its `>`.
    whole_tag: bool,
    event_start: usize,
    ahead: Marks,
    /// What had to be repaired so far.
    pub faults: Faults,
}

impl<'a> Reader<'a> {
    /// A reader at the beginning of a document.
    pub fn new(text: &'a str) -> Self {
        Self {
            text,
            at: 0,
            open: Vec::with_capacity(16),
            closing: 0,
            dropped: 0,
            attrs: Vec::with_capacity(8),
            bindings: Vec::new(),
            entities: Declared::none(),
            declared: doctype::IN_VAIN,
            budget: Budget::of(text.len()),
            looked: 4 * text.len() + LOOK_AHEAD,
            rooted: false,
            broken_off: false,
            whole_tag: true,
            event_start: 0,
            ahead: Marks::default(),
            faults: Faults::default(),
        }
    }

    /// Attributes of the last start tag.
    pub fn attrs(&self) -> &[Attr<'a>] {
        &self.attrs
    }

    /// An attribute of the last start tag by its name as written.
    pub fn attr(&self, name: &str) -> Option<&str> {
        attribute(&self.attrs, name)
    }

    /// What the document may still grow by beside its entities.
    pub const fn budget(&self) -> &Budget {
        &self.budget
    }

    /// Number of open elements.
    pub fn depth(&self) -> usize {
        self.open.len()
    }

    /// Where in the text the last event began.
    pub fn event_start(&self) -> usize {
        self.event_start
    }

    /// Where the next event begins.
    pub fn position(&self) -> usize {
        self.at
    }

    /// Whether the last start tag had its end: else its last attribute may be half of itself.
    pub const fn whole_tag(&self) -> bool {
        self.whole_tag
    }

    /// Whether the document has ended inside an element: whatever ends now was open there.
    pub const fn broken_off(&self) -> bool {
        self.broken_off
    }

    /// The text between two positions.
    pub fn slice(&self, start: usize, end: usize) -> &'a str {
        self.text.get(start..end).unwrap_or_default()
    }

    /// The next event.
    pub fn next_event(&mut self) -> Event<'a> {
        loop {
            if self.closing > 0 {
                self.closing -= 1;
                return self.close();
            }
            self.event_start = self.at;
            if self.at >= self.text.len() {
                return self.finish();
            }
            if let Some(event) = self.step() {
                return event;
            }
        }
    }

    fn finish(&mut self) -> Event<'a> {
        if self.open.is_empty() {
            return Event::Eof;
        }
        self.faults.add(Fault::Truncated);
        self.broken_off = true;
        self.closing = self.open.len() - 1;
        self.close()
    }

    fn close(&mut self) -> Event<'a> {
        let name = self.open.pop().map_or("", |open| open.name);
        while self.bindings.last().is_some_and(|binding| binding.depth > self.open.len()) {
            self.bindings.pop();
        }
        Event::End(name)
    }

    /// Reads one piece of the text; `None` where it gives no event.
    fn step(&mut self) -> Option<Event<'a>> {
        let rest = &self.text[self.at..];
        let bytes = rest.as_bytes();
        if bytes[0] != b'<' {
            return self.characters();
        }
        match bytes.get(1) {
            Some(b'/') if bytes.get(2).is_some_and(|byte| tag::begins_name(*byte)) => self.end_tag(rest),
            Some(b'!') if bytes.starts_with(b"<![CDATA[") => self.cdata(rest),
            Some(b'!') if bytes.starts_with(b"<!--") => {
                let end = self.ahead.comment.find(self.text, self.at);
                self.skip(rest, end.map(|end| end + "-->".len()))
            }
            Some(b'!') if bytes.get(2).is_some_and(u8::is_ascii_alphabetic) => {
                self.at += doctype::read(rest, &mut self.entities, &mut self.faults, &mut self.declared);
                None
            }
            Some(b'?') => {
                let end = self.ahead.instruction.find(self.text, self.at);
                self.skip(rest, end.map(|end| end + "?>".len()))
            }
            Some(byte) if tag::begins_name(*byte) => self.start_tag(rest),
            _ => self.characters(),
        }
    }

    /// Goes on at the end of a comment or instruction; where it has none, behind the next `>`.
    fn skip(&mut self, rest: &'a str, end: Option<usize>) -> Option<Event<'a>> {
        self.at = end.unwrap_or_else(|| {
            self.faults.add(Fault::UnclosedMarkup);
            self.at + memchr::memchr(b'>', rest.as_bytes()).map_or(rest.len(), |at| at + 1)
        });
        None
    }

    fn characters(&mut self) -> Option<Event<'a>> {
        let bytes = self.text.as_bytes();
        let start = self.at;
        let mut end = start;
        loop {
            let Some(less) = memchr::memchr(b'<', &bytes[end..]) else {
                end = bytes.len();
                break;
            };
            end += less;
            if markup(&bytes[end..]) {
                break;
            }
            self.faults.add(Fault::BareLess);
            end += 1;
        }
        self.at = end;
        let raw = &self.text[start..end];
        if self.open.is_empty() {
            return None;
        }
        let faults = &mut self.faults;
        Some(Event::Text(entities::decode(raw, &self.entities, &mut |oddity| {
            faults.add(tag::fault_of(oddity));
        })))
    }

    fn cdata(&mut self, rest: &'a str) -> Option<Event<'a>> {
        let body = &rest[9..];
        let start = self.at + 9;
        let closed = self.ahead.cdata_end.find(self.text, start).map(|end| end - start);
        let (length, taken) = match closed {
            Some(end) => match self.cut_short(&body[..end]) {
                Some(cut) => (cut, cut),
                None => (end, end + 3),
            },
            None => {
                let cut = self.cut_short(body).or_else(|| self.own_end(body)).unwrap_or(body.len());
                (cut, cut)
            }
        };
        if taken == length {
            self.faults.add(Fault::UnclosedCdata);
        }
        self.at += 9 + taken;
        if self.open.is_empty() { None } else { Some(Event::Text(Cow::Borrowed(&body[..length]))) }
    }

    /// A section that runs over its element's end into another section was never closed.
    fn cut_short(&mut self, body: &str) -> Option<usize> {
        let start = self.at + 9;
        let nested = self.ahead.cdata.find(self.text, start)? - start;
        self.own_end(body.get(..nested)?)
    }

    fn own_end(&self, body: &str) -> Option<usize> {
        let end = format!("</{}>", self.open.last()?.name);
        memchr::memmem::find(body.as_bytes(), end.as_bytes())
    }

    fn end_tag(&mut self, rest: &'a str) -> Option<Event<'a>> {
        let bytes = rest.as_bytes();
        let length =
            bytes[2..].iter().position(|byte| matches!(byte, b'>' | b'<')).map_or(bytes.len(), |at| at + 2);
        let name = rest[2..length].trim_ascii();
        let closed = bytes.get(length) == Some(&b'>');
        if !closed {
            self.faults.add(Fault::BrokenTag);
        }
        self.at += length + usize::from(closed);
        if self.open.last().is_some_and(|open| open.name == name) && self.dropped == 0 {
            return Some(self.close());
        }
        self.odd_end(name)
    }

    /// An end tag that does not fit the innermost element.
    fn odd_end(&mut self, name: &str) -> Option<Event<'a>> {
        if self.dropped > 0 {
            self.dropped -= 1;
            return None;
        }
        let exact = self.open.iter().rposition(|open| open.name == name);
        let Some(at) =
            exact.or_else(|| self.open.iter().rposition(|open| open.name.eq_ignore_ascii_case(name)))
        else {
            self.faults.add(Fault::StrayEnd);
            return None;
        };
        self.faults.add(Fault::Unclosed);
        self.closing = self.open.len() - at - 1;
        Some(self.close())
    }

    fn start_tag(&mut self, rest: &'a str) -> Option<Event<'a>> {
        let tag = tag::read(rest, &mut self.attrs, &self.entities, &mut self.faults);
        let (prefix, local) = tag.name.split_once(':').unwrap_or(("", tag.name));
        let item = local.eq_ignore_ascii_case("item") || local == "entry";
        if item && let Some(at) = self.open.iter().rposition(|open| open.item && open.name == tag.name) {
            self.faults.add(Fault::UnclosedItem);
            self.closing = self.open.len() - at - 1;
            return Some(self.close());
        }
        if let Some(at) = self.left_open(prefix, local, item) {
            self.faults.add(Fault::Unclosed);
            self.closing = self.open.len() - at - 1;
            return Some(self.close());
        }
        self.at += tag.length;
        if self.open.len() >= DEPTH {
            self.faults.add(Fault::Depth);
            self.dropped += usize::from(!tag.empty);
            return None;
        }
        if self.open.is_empty() && self.rooted {
            self.faults.add(Fault::AfterRoot);
        }
        self.rooted = true;
        self.whole_tag = tag.whole;
        self.open.push(Open { name: tag.name, item, holds: Holds::Anything });
        self.bind();
        self.closing = usize::from(tag.empty);
        let ns = self.namespace(prefix);
        if let Some(open) = self.open.last_mut() {
            open.holds = holds(ns, local, &self.attrs);
        }
        Some(Event::Start(Start { name: tag.name, local, ns }))
    }

    /// The open element that an element which begins here shows to have been left open: the innermost one, or before an item the
    /// outermost that can hold none.
    fn left_open(&mut self, prefix: &str, local: &str, item: bool) -> Option<usize> {
        let innermost = self.open.iter().rposition(|open| !is_void(open.name))?;
        if !item && self.open[innermost].holds == Holds::Anything {
            return None;
        }
        let bound = self.bindings.iter().rev().find(|binding| binding.prefix == prefix).map(|found| found.ns);
        let ns = bound.unwrap_or_else(|| match prefix {
            "" => Ns::Core,
            _ => Ns::of_prefix(prefix).unwrap_or(Ns::Other),
        });
        let ends = |open: &Open<'_>| open.holds.ends_before(ns, local, &self.attrs);
        if item {
            return self.open.iter().position(ends);
        }
        (ends(&self.open[innermost]) && !self.is_closed_ahead(innermost)).then_some(innermost)
    }

    /// Whether an open element has its end tag before the end of the one around it, and before another of its name.
    fn is_closed_ahead(&mut self, at: usize) -> bool {
        let end = self.text.floor_char_boundary(self.text.len().min(self.at + LOOK_AHEAD));
        let Some(left) = self.looked.checked_sub(end - self.at) else { return true };
        self.looked = left;
        let (name, around) = (self.open[at].name, at.checked_sub(1).map(|at| self.open[at].name));
        tag::next_of(&self.text[self.at..end], name, around) == Some(true)
    }

    /// Takes the namespace declarations of the last start tag.
    fn bind(&mut self) {
        for attr in &self.attrs {
            let prefix = match attr.name.strip_prefix("xmlns") {
                Some("") => "",
                Some(rest) if rest.starts_with(':') => &rest[1..],
                _ => continue,
            };
            if self.bindings.len() < BINDINGS {
                self.bindings.push(Binding {
                    depth: self.open.len(),
                    prefix,
                    ns: Ns::of_address(&attr.value),
                });
            }
        }
    }

    /// What a prefix stands for here.
    pub fn namespace(&mut self, prefix: &str) -> Ns {
        match self.bindings.iter().rev().find(|binding| binding.prefix == prefix) {
            Some(binding) => binding.ns,
            None if prefix.is_empty() => Ns::Core,
            None => {
                if prefix != "xml" {
                    self.faults.add(Fault::UndeclaredPrefix);
                }
                Ns::of_prefix(prefix).unwrap_or(Ns::Other)
            }
        }
    }

    /// Whether every prefix of the last start tag's attributes is declared; notes those that are not.
    pub fn check_attribute_prefixes(&mut self) {
        let undeclared = self.attrs.iter().filter_map(|attr| attr.name.split_once(':')).any(|(prefix, _)| {
            !matches!(prefix, "xml" | "xmlns")
                && !self.bindings.iter().any(|binding| binding.prefix == prefix)
        });
        if undeclared {
            self.faults.add(Fault::UndeclaredPrefix);
        }
    }
}

/// Whether `<` begins markup.
fn markup(bytes: &[u8]) -> bool {
    match bytes.get(1) {
        Some(b'/') => bytes.get(2).is_some_and(|byte| tag::begins_name(*byte)),
        Some(b'!') => {
            bytes.get(2).is_some_and(|byte| byte.is_ascii_alphabetic() || matches!(byte, b'-' | b'[')) && {
                bytes[2].is_ascii_alphabetic()
                    || bytes.starts_with(b"<!--")
                    || bytes.starts_with(b"<![CDATA[")
            }
        }
        Some(b'?') => true,
        Some(byte) => tag::begins_name(*byte),
        None => false,
    }
}

#[cfg(test)]
mod tests;
