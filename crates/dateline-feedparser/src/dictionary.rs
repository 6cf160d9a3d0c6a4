//! The state in which feedparser's dictionary grows: a stack of elements that gather text, and the place where values go.

mod texts;

use crate::json_values::object;
use crate::namespaces::{MATHML, SVG, XLINK, prefix_of};
use crate::uri;
use crate::xhtml::{escape, markup};
use dateline_feed::xml::{Attr, Event, Fault, Reader};
use serde_json::{Map, Value};
use std::collections::HashMap;

/// Entries of one feed.
const ENTRIES: usize = 50_000;

/// How the text of the open construct is to be read.
#[derive(Debug, Clone, Default)]
pub(super) struct Params {
    pub(super) kind: Option<String>,
    pub(super) language: Option<String>,
    pub(super) base: String,
    pub(super) src: Option<String>,
    pub(super) base64: bool,
}

struct Frame {
    element: String,
    expecting: bool,
    pieces: Vec<String>,
}

/// The dictionary while it grows.
#[derive(Default)]
#[expect(
    clippy::struct_excessive_bools,
    reason = "the dictionary's rules are stated in terms of these nestings"
)]
pub(super) struct Dictionary<'a> {
    pub(super) feed: Map<String, Value>,
    pub(super) entries: Vec<Value>,
    pub(super) source: Map<String, Value>,
    pub(super) version: String,
    pub(super) in_feed: bool,
    pub(super) in_entry: bool,
    pub(super) in_source: bool,
    pub(super) in_image: bool,
    pub(super) in_textinput: bool,
    pub(super) in_author: bool,
    pub(super) in_contributor: bool,
    pub(super) in_publisher: bool,
    pub(super) entry_link: bool,
    pub(super) guid_is_link: bool,
    pub(super) has_content: bool,
    pub(super) chapters_open: bool,
    pub(super) summary_key: Option<&'static str>,
    pub(super) geometry: &'static str,
    pub(super) title_depth: Option<usize>,
    pub(super) depth: usize,
    pub(super) in_content: usize,
    pub(super) svg: usize,
    pub(super) params: Params,
    pub(super) base: String,
    pub(super) lang: Option<String>,
    scopes: Vec<(String, Option<String>)>,
    stack: Vec<Frame>,
    prefixes: HashMap<String, &'static str>,
    uris: Vec<(usize, &'a str, String)>,
    value_depth: HashMap<String, usize>,
    utf8: bool,
    unkept: Map<String, Value>,
}

impl<'a> Dictionary<'a> {
    pub(super) fn new(base: String, lang: Option<String>, version: &str, encoding: &str) -> Self {
        let mut dictionary =
            Self { base, version: version.to_owned(), utf8: encoding == "utf-8", ..Self::default() };
        if let Some(lang) = &lang {
            dictionary.feed.insert("language".into(), lang.replace('_', "-").into());
        }
        dictionary.lang = lang;
        dictionary
    }

    pub(super) fn run(&mut self, reader: &mut Reader<'a>) {
        loop {
            match reader.next_event() {
                Event::Start(start) => {
                    reader.check_attribute_prefixes();
                    let attrs: Vec<Attr<'a>> = reader.attrs().to_vec();
                    self.start(start.name, &attrs);
                }
                Event::End(name) => self.end(name),
                Event::Text(text) => self.text(&text),
                Event::Eof => return,
            }
            if self.entries.len() > ENTRIES {
                reader.faults.add(Fault::Cap);
                return;
            }
        }
    }

    fn text(&mut self, text: &str) {
        let escaped = self.params.kind.as_deref() == Some("application/xhtml+xml");
        if let Some(frame) = self.stack.last_mut() {
            frame.pieces.push(if escaped { escape(text) } else { text.to_owned() });
        }
    }

    fn raw(&mut self, markup: String) {
        if let Some(frame) = self.stack.last_mut() {
            frame.pieces.push(markup);
        }
    }

    fn uri_of(&self, prefix: &str) -> Option<&str> {
        self.uris.iter().rev().find(|(_, known, _)| *known == prefix).map(|(_, _, uri)| uri.as_str())
    }

    /// Name and attributes as feedparser's rules speak of them.
    fn names(&mut self, name: &'a str, attrs: &[Attr<'a>]) -> (String, Vec<(String, String)>) {
        let mut out: Vec<(String, String)> = Vec::new();
        for attr in attrs {
            let declared =
                attr.name.strip_prefix("xmlns").filter(|rest| rest.is_empty() || rest.starts_with(':'));
            match declared {
                Some(rest) => {
                    let prefix = rest.trim_start_matches(':');
                    let uri = attr.value.trim().to_owned();
                    self.track(prefix, &uri);
                    if !prefix.is_empty() && uri == XLINK {
                        out.push((format!("xmlns:{prefix}"), uri.clone()));
                    }
                    if self.uris.len() < 256 {
                        self.uris.push((self.depth, prefix, uri));
                    }
                }
                None => {
                    let (prefix, local) = attr.name.split_once(':').unwrap_or(("", attr.name));
                    let known = self.uri_of(prefix).filter(|_| !prefix.is_empty()).and_then(prefix_of);
                    let own = attr.name.to_lowercase();
                    if let Some(known) = known.filter(|known| !known.is_empty() && *known != prefix) {
                        out.push((format!("{known}:{}", local.to_lowercase()), attr.value.to_string()));
                    }
                    out.push((own, attr.value.to_string()));
                }
            }
        }
        let (prefix, local) = name.split_once(':').unwrap_or(("", name));
        let uri = self.uri_of(prefix).map(str::to_owned);
        if let Some(uri) =
            uri.as_ref().filter(|uri| (local == "svg" && *uri == SVG) || (local == "math" && *uri == MATHML))
        {
            out.push(("xmlns".to_owned(), uri.clone()));
        }
        (tag_name(prefix, local, uri.as_deref()), out)
    }

    fn track(&mut self, prefix: &str, uri: &str) {
        let lower = uri.to_lowercase();
        if self.version.is_empty() {
            self.version = match (prefix, lower.as_str()) {
                ("", "http://my.netscape.com/rdf/simple/0.9/") => "rss090",
                (_, "http://purl.org/rss/1.0/") => "rss10",
                (_, "http://www.w3.org/2005/atom") => "atom10",
                _ => "",
            }
            .to_owned();
        }
        if let Some(known) = prefix_of(&lower) {
            self.prefixes.insert(prefix.to_owned(), known);
        }
    }

    fn start(&mut self, name: &'a str, attrs: &[Attr<'a>]) {
        self.depth += 1;
        let (tag, attrs) = self.names(name, attrs);
        let attr = |name: &str| attrs.iter().find(|(key, _)| key == name).map(|(_, value)| value.as_str());
        self.enter(
            &tag,
            attr("xml:base").or_else(|| attr("base")),
            attr("xml:lang").or_else(|| attr("lang")),
        );
        if self.in_content > 0 && !self.params.kind.as_deref().unwrap_or("xml").ends_with("xml") {
            if matches!(tag.as_str(), "xhtml:div" | "div") {
                return;
            }
            self.params.kind = Some("application/xhtml+xml".to_owned());
        }
        if self.in_content > 0 && self.params.kind.as_deref() == Some("application/xhtml+xml") {
            let local = tag.rsplit(':').next().unwrap_or(&tag);
            self.svg += usize::from(local == "svg");
            let markup = markup(local, &attrs);
            return self.raw(markup);
        }
        let (prefix, local) = tag.split_once(':').unwrap_or(("", &tag));
        let prefix = self.prefixes.get(prefix).copied().filter(|_| !prefix.is_empty()).unwrap_or(prefix);
        if prefix.is_empty() {
            self.in_textinput &= matches!(local, "title" | "link" | "description" | "name");
            self.in_image &=
                matches!(local, "title" | "link" | "description" | "url" | "href" | "width" | "height");
        }
        let key = key_of(prefix, local);
        if self.begin(&key, &attrs) {
            return;
        }
        if attrs.is_empty() {
            self.push(&key, true);
        } else {
            let value = object(&attrs);
            self.context().insert(key, value);
        }
    }

    fn enter(&mut self, tag: &str, base: Option<&str>, lang: Option<&str>) {
        if let Some(base) = base.filter(|base| !base.is_empty()) {
            if self.base.is_empty() {
                self.base = base.to_owned();
            } else {
                let joined = uri::safe_join(&self.base, base);
                if !joined.is_empty() {
                    self.base = joined;
                }
            }
        }
        self.lang = match lang {
            Some("") => None,
            Some(lang) => Some(lang.to_owned()),
            None => self.lang.take(),
        };
        if let Some(lang) = self.lang.clone().filter(|_| matches!(tag, "feed" | "rss" | "rdf:rdf")) {
            self.feed.insert("language".into(), lang.replace('_', "-").into());
        }
        self.scopes.push((self.base.clone(), self.lang.clone()));
    }

    fn end(&mut self, name: &str) {
        let (prefix, local) = name.split_once(':').unwrap_or(("", name));
        let tag = tag_name(prefix, local, self.uri_of(prefix));
        let (prefix, local) = tag.split_once(':').unwrap_or(("", &tag));
        let prefix = self.prefixes.get(prefix).copied().filter(|_| !prefix.is_empty()).unwrap_or(prefix);
        let key = key_of(prefix, local);
        if local == "svg" {
            self.svg = self.svg.saturating_sub(1);
        }
        if self.svg > 0 || !self.finish(&key) {
            self.pop(&key);
        }
        let inline = self.in_content > 0;
        let div = matches!(tag.as_str(), "xhtml:div" | "div");
        if inline && !self.params.kind.as_deref().unwrap_or("xml").ends_with("xml") && !div {
            self.params.kind = Some("application/xhtml+xml".to_owned());
        }
        if inline && self.params.kind.as_deref() == Some("application/xhtml+xml") {
            self.raw(format!("</{local}>"));
        }
        self.leave();
    }

    fn leave(&mut self) {
        self.scopes.pop();
        if let Some((base, lang)) = self.scopes.last() {
            if !base.is_empty() {
                self.base.clone_from(base);
            }
            self.lang.clone_from(lang);
        }
        while self.uris.last().is_some_and(|(depth, _, _)| *depth >= self.depth) {
            self.uris.pop();
        }
        self.depth = self.depth.saturating_sub(1);
    }
}

fn tag_name(prefix: &str, local: &str, uri: Option<&str>) -> String {
    let local = local.to_lowercase();
    let known = uri.map(str::to_lowercase).and_then(|uri| prefix_of(&uri));
    match known.unwrap_or(prefix) {
        "" => local,
        prefix => format!("{}:{local}", prefix.to_lowercase()),
    }
}

fn key_of(prefix: &str, local: &str) -> String {
    if prefix.is_empty() { local.to_owned() } else { format!("{prefix}_{local}") }
}
