//! Texts of elements: gathered on the stack, cleaned by element and media type, and stored under the key where feedparser
//! has them.

use super::{Dictionary, Frame, Params};
use crate::json_values::{append, media_type, set_last};
use crate::xhtml::{plain_link, twice_encoded, without_div};
use crate::{sanitize, uri};
use dateline_feed::xml::windows_char;
use serde_json::{Map, Value};

/// Elements whose text is an address.
const RELATIVE: &[&str] =
    &["comments", "docs", "href", "icon", "id", "link", "logo", "url", "wfw_comment", "wfw_commentrss"];

/// Elements whose text may hold markup.
const MARKUP: &[&str] =
    &["content", "copyright", "description", "info", "rights", "subtitle", "summary", "tagline", "title"];

impl Dictionary<'_> {
    /// Where values go now.
    pub(crate) fn context(&mut self) -> &mut Map<String, Value> {
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

    pub(crate) fn push(&mut self, element: &str, expecting: bool) {
        self.stack.push(Frame { element: element.to_owned(), expecting, pieces: Vec::new() });
    }

    /// Sets the text of the element on top, as attributes of CDF do.
    pub(crate) fn fill(&mut self, text: &str) {
        if let Some(frame) = self.stack.last_mut() {
            frame.pieces = vec![text.to_owned()];
        }
    }

    pub(crate) fn push_content(
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

    pub(crate) fn pop_content(&mut self, element: &str) -> Option<String> {
        let value = self.pop(element);
        self.in_content = self.in_content.saturating_sub(1);
        self.params = Params::default();
        value
    }

    /// Ends an element: its text, cleaned; kept where the element's name says, if text was expected.
    pub(crate) fn pop(&mut self, element: &str) -> Option<String> {
        self.pop_with(element, true)
    }

    /// As [`Self::pop`]; without `trim`, white space around the text counts.
    pub(crate) fn pop_with(&mut self, element: &str, trim: bool) -> Option<String> {
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
            && sanitize::looks_like_html(&output)
        {
            self.params.kind = Some("text/html".to_owned());
        }
        self.params.base64 = false;
        let kind = self.params.kind.as_deref().unwrap_or("text/html");
        if MARKUP.contains(&element) && matches!(kind, "text/html" | "application/xhtml+xml") {
            output = sanitize::sanitize(&output, &self.base, kind);
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
            "content" => append(entry, "content", detail.unwrap_or_default()),
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

    pub(crate) fn new_entry(&mut self) {
        self.entries.push(Value::Object(Map::new()));
        self.value_depth.clear();
    }

    pub(crate) fn expecting(&self) -> bool {
        self.in_feed || self.in_entry || self.in_source
    }
}

fn last_link(context: &mut Map<String, Value>, href: &str) {
    set_last(context, "links", "href", href);
}
