//! The state in which feedparser's dictionary grows: a stack of elements that gather text, and the place where values go.

use super::{html, uri};
use dateline_feed::xml::{Attr, Event, Fault, Reader, windows_char};
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
pub(super) struct Machine<'a> {
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

impl<'a> Machine<'a> {
    pub(super) fn new(base: String, lang: Option<String>, version: &str, encoding: &str) -> Self {
        let mut machine =
            Self { base, version: version.to_owned(), utf8: encoding == "utf-8", ..Self::default() };
        if let Some(lang) = &lang {
            machine.feed.insert("language".into(), lang.replace('_', "-").into());
        }
        machine.lang = lang;
        machine
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
                    let known = self.uri_of(prefix).filter(|_| !prefix.is_empty()).and_then(super::prefix_of);
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
        if let Some(known) = super::prefix_of(&lower) {
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

    /// Where values go now.
    pub(super) fn context(&mut self) -> &mut Map<String, Value> {
        if self.in_source {
            return &mut self.source;
        }
        let part = if self.in_image && self.feed.contains_key("image") {
            Some("image")
        } else if self.in_textinput {
            Some("textinput")
        } else {
            None
        };
        if let Some(part) = part {
            let held = self.feed.entry(part).or_insert_with(|| Value::Object(Map::new()));
            return match held {
                Value::Object(map) => map,
                // A text of that name came first: it stays, what follows is not kept.
                _ => &mut self.unkept,
            };
        }
        match self.entries.last_mut() {
            Some(Value::Object(entry)) if self.in_entry => entry,
            _ => &mut self.feed,
        }
    }

    pub(super) fn push(&mut self, element: &str, expecting: bool) {
        self.stack.push(Frame { element: element.to_owned(), expecting, pieces: Vec::new() });
    }

    /// Sets the text of the element on top, as attributes of CDF do.
    pub(super) fn fill(&mut self, text: &str) {
        if let Some(frame) = self.stack.last_mut() {
            frame.pieces = vec![text.to_owned()];
        }
    }

    pub(super) fn push_content(
        &mut self,
        element: &str,
        attrs: &[(String, String)],
        default: &str,
        expecting: bool,
    ) {
        self.in_content += 1;
        self.lang = self.lang.take().map(|lang| lang.replace('_', "-"));
        let attr = |name: &str| attrs.iter().find(|(key, _)| key == name).map(|(_, value)| value.as_str());
        let kind = media_type(attr("type").unwrap_or(default));
        let textual = kind.starts_with("text/") || kind.ends_with("+xml") || kind.ends_with("/xml");
        let base64 = attr("mode") == Some("base64") || !textual;
        self.params = Params {
            kind: Some(kind),
            language: self.lang.clone(),
            base: self.base.clone(),
            src: None,
            base64,
        };
        self.push(element, expecting);
    }

    pub(super) fn pop_content(&mut self, element: &str) -> Option<String> {
        let value = self.pop(element);
        self.in_content = self.in_content.saturating_sub(1);
        self.params = Params::default();
        value
    }

    /// Ends an element: its text, cleaned; kept where the element's name says, if text was expected.
    pub(super) fn pop(&mut self, element: &str) -> Option<String> {
        self.pop_with(element, true)
    }

    /// As [`Self::pop`]; without `trim`, white space around the text counts.
    pub(super) fn pop_with(&mut self, element: &str, trim: bool) -> Option<String> {
        self.stack.last().filter(|frame| frame.element == element)?;
        let mut frame = self.stack.pop()?;
        if self.version == "atom10" && self.params.kind.as_deref() == Some("application/xhtml+xml") {
            without_div(&mut frame.pieces);
        }
        let text = frame.pieces.concat();
        let output = if trim { text.trim().to_owned() } else { text };
        if !frame.expecting {
            return Some(output);
        }
        let output = self.cooked(element, output);
        self.store(element, &output);
        Some(output)
    }

    fn cooked(&mut self, element: &str, mut output: String) -> String {
        if self.params.base64 {
            output = dateline_feed::unbase64(&output).unwrap_or(output);
        }
        if RELATIVE.contains(&element) && !output.is_empty() && (element != "id" || self.guid_is_link) {
            output = uri::join(&self.base, &output);
        }
        if !self.version.starts_with("atom")
            && self.params.kind.as_deref() == Some("text/plain")
            && html::looks_like_html(&output)
        {
            self.params.kind = Some("text/html".to_owned());
        }
        self.params.base64 = false;
        let kind = self.params.kind.as_deref().unwrap_or("text/html");
        if MARKUP.contains(&element) && matches!(kind, "text/html" | "application/xhtml+xml") {
            output = html::sanitize(&output, &self.base, kind);
        }
        if self.utf8 {
            output = twice_encoded(output);
        }
        if output.chars().any(|c| ('\u{80}'..='\u{9f}').contains(&c)) {
            output = output.chars().map(windows_char).collect();
        }
        output
    }

    fn detail(&self, value: &str) -> Value {
        let mut detail = Map::new();
        if let Some(kind) = &self.params.kind {
            detail.insert("type".into(), kind.as_str().into());
        }
        detail.insert("language".into(), self.params.language.clone().into());
        detail.insert("base".into(), self.params.base.as_str().into());
        if let Some(src) = &self.params.src {
            detail.insert("src".into(), src.as_str().into());
        }
        detail.insert("value".into(), value.into());
        Value::Object(detail)
    }

    fn store(&mut self, element: &str, output: &str) {
        let title_taken = element == "title" && self.title_depth.is_some_and(|depth| depth <= self.depth);
        if matches!(element, "category" | "tags" | "itunes_keywords") || title_taken {
            return;
        }
        let detail = (self.in_content > 0).then(|| self.detail(output));
        if self.in_entry && !self.in_source {
            self.store_entry(element, output, detail);
        } else if self.in_feed || self.in_source {
            let key = if element == "description" { "subtitle" } else { element };
            let output = if key == "link" { plain_link(output) } else { output.to_owned() };
            let context = self.context();
            context.insert(key.into(), output.as_str().into());
            if key == "link" {
                last_link(context, &output);
            } else if let Some(detail) = detail {
                context.insert(format!("{key}_detail"), detail);
            }
        }
    }

    fn store_entry(&mut self, element: &str, output: &str, detail: Option<Value>) {
        let depth = self.depth;
        let (in_image, the_article) = (self.in_image, self.entry_link);
        let Some(Value::Object(entry)) = self.entries.last_mut() else { return };
        match element {
            "content" => super::people::append(entry, "content", detail.unwrap_or_default()),
            "link" if in_image => {}
            "link" => {
                let output = plain_link(&output.replace("&amp;", "&"));
                // An enclosure's address does not take the place of the article's.
                if the_article || !entry.contains_key("link") {
                    entry.insert("link".into(), output.as_str().into());
                }
                if !output.is_empty() {
                    last_link(entry, &output);
                }
            }
            _ => {
                let key = if element == "description" { "summary" } else { element };
                if self.value_depth.get(key).is_none_or(|held| depth <= *held) {
                    self.value_depth.insert(key.to_owned(), depth);
                    entry.insert(key.into(), output.into());
                }
                if let Some(detail) = detail {
                    entry.insert(format!("{key}_detail"), detail);
                }
            }
        }
    }

    pub(super) fn new_entry(&mut self) {
        self.entries.push(Value::Object(Map::new()));
        self.value_depth.clear();
    }

    pub(super) fn expecting(&self) -> bool {
        self.in_feed || self.in_entry || self.in_source
    }
}

const XLINK: &str = "http://www.w3.org/1999/xlink";
pub(super) const SVG: &str = "http://www.w3.org/2000/svg";
pub(super) const MATHML: &str = "http://www.w3.org/1998/Math/MathML";

/// Elements whose text is an address.
const RELATIVE: &[&str] =
    &["comments", "docs", "href", "icon", "id", "link", "logo", "url", "wfw_comment", "wfw_commentrss"];

/// Elements whose text may hold markup.
const MARKUP: &[&str] =
    &["content", "copyright", "description", "info", "rights", "subtitle", "summary", "tagline", "title"];

fn tag_name(prefix: &str, local: &str, uri: Option<&str>) -> String {
    let local = local.to_lowercase();
    let known = uri.map(str::to_lowercase).and_then(|uri| super::prefix_of(&uri));
    match known.unwrap_or(prefix) {
        "" => local,
        prefix => format!("{}:{local}", prefix.to_lowercase()),
    }
}

fn key_of(prefix: &str, local: &str) -> String {
    if prefix.is_empty() { local.to_owned() } else { format!("{prefix}_{local}") }
}

/// Attributes as an object.
pub(super) fn object(attrs: &[(String, String)]) -> Value {
    Value::Object(attrs.iter().map(|(key, value)| (key.clone(), Value::from(value.as_str()))).collect())
}

pub(super) fn media_type(kind: &str) -> String {
    let kind = kind.to_lowercase();
    match kind.as_str() {
        "text" | "plain" => "text/plain".to_owned(),
        "html" => "text/html".to_owned(),
        "xhtml" => "application/xhtml+xml".to_owned(),
        _ => kind,
    }
}

fn escape(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
}

fn markup(tag: &str, attrs: &[(String, String)]) -> String {
    let mut out = format!("<{tag}");
    for (key, value) in attrs {
        out.push_str(&format!(" {key}=\"{}\"", escape(value).replace('"', "&quot;")));
    }
    out.push('>');
    out
}

/// Takes the one `div` around an XHTML construct away.
fn without_div(pieces: &mut Vec<String>) {
    while pieces.len() > 1 && pieces.last().is_some_and(|piece| piece.trim().is_empty()) {
        pieces.pop();
    }
    let blank = pieces.iter().take_while(|piece| piece.trim().is_empty()).count();
    pieces.drain(..blank.min(pieces.len().saturating_sub(1)));
    let opened = pieces.first().is_some_and(|piece| piece == "<div>" || piece.starts_with("<div "));
    if !opened || pieces.last().is_none_or(|piece| piece != "</div>") {
        return;
    }
    let mut depth = 0_usize;
    for piece in &pieces[..pieces.len() - 1] {
        if piece.starts_with("</") {
            depth = depth.saturating_sub(1);
            if depth == 0 {
                return;
            }
        } else if piece.starts_with('<') && !piece.ends_with("/>") {
            depth += 1;
        }
    }
    pieces.pop();
    pieces.remove(0);
}

/// Text that was encoded in UTF-8, read as Latin-1 and encoded again.
fn twice_encoded(text: String) -> String {
    if text.is_ascii() {
        return text;
    }
    let bytes: Option<Vec<u8>> = text.chars().map(|c| u8::try_from(u32::from(c)).ok()).collect();
    bytes.and_then(|bytes| String::from_utf8(bytes).ok()).unwrap_or(text)
}

/// `&b;` inside an address is a lost `&b`.
fn plain_link(link: &str) -> String {
    let mut out = String::with_capacity(link.len());
    let mut rest = link;
    while let Some(at) = rest.find('&') {
        let name =
            rest[at + 1..].bytes().take_while(|byte| byte.is_ascii_alphanumeric() || *byte == b'_').count();
        let end = at + 1 + name;
        out.push_str(&rest[..end]);
        rest = if name > 0 && rest[end..].starts_with(';') { &rest[end + 1..] } else { &rest[end..] };
    }
    out + rest
}

fn last_link(context: &mut Map<String, Value>, href: &str) {
    super::people::set_last(context, "links", "href", href);
}
