//! Markup for the dictionary: what the allow lists name is written anew, everything else is left out. Works on tags, so that
//! unbalanced markup stays as unbalanced as feedparser shows it; every tag, attribute and text is written by us, with `<`
//! escaped wherever a browser could take it for markup.

use super::allowed_markup;
use super::namespaces::{MATHML, SVG};
use super::uri;
use dateline_feed::xml::{Declared, html_name, tag};

struct Cleaner<'b> {
    out: String,
    base: &'b str,
    xhtml: bool,
    hidden: usize,
    svg: usize,
    mathml: usize,
}

/// Cleans markup of a media type; relative addresses are joined to `base`.
pub(super) fn sanitize(text: &str, base: &str, kind: &str) -> String {
    if !text.contains(['<', '&', '>']) {
        return text.trim().to_owned();
    }
    let xhtml = kind == "application/xhtml+xml";
    let mut cleaner =
        Cleaner { out: String::with_capacity(text.len()), base, xhtml, hidden: 0, svg: 0, mathml: 0 };
    let mut at = 0;
    while at < text.len() {
        at += cleaner.step(&text[at..]);
    }
    cleaner.out.trim().to_owned()
}

impl Cleaner<'_> {
    /// Takes one piece; returns its length.
    fn step(&mut self, rest: &str) -> usize {
        let bytes = rest.as_bytes();
        match (bytes[0], bytes.get(1)) {
            (b'&', _) => self.reference(rest),
            (b'<', Some(b'/')) => self.end(rest),
            (b'<', Some(b'!')) if rest.starts_with("<!--") => {
                rest.find("-->").map_or(rest.len(), |end| end + 3)
            }
            (b'<', Some(b'!' | b'?')) => self.declaration(rest),
            (b'<', Some(byte)) if byte.is_ascii_alphabetic() => self.start(rest),
            (b'<', next) => {
                let plain = next.is_none_or(|byte| byte.is_ascii_whitespace() || byte.is_ascii_digit());
                self.text(if plain { "<" } else { "&lt;" });
                1
            }
            _ => {
                let end = memchr::memchr2(b'<', b'&', bytes).unwrap_or(bytes.len());
                self.text(&rest[..end]);
                end
            }
        }
    }

    fn text(&mut self, text: &str) {
        if self.hidden == 0 {
            self.out.push_str(text);
        }
    }

    fn declaration(&mut self, rest: &str) -> usize {
        let lower = rest.get(..9).unwrap_or_default().to_ascii_lowercase();
        if rest.starts_with("<?") || lower.starts_with("<!doctype") {
            return rest.find('>').map_or(rest.len(), |end| end + 1);
        }
        self.text("&lt;");
        1
    }

    /// References stay references, so that they cannot become markup.
    fn reference(&mut self, rest: &str) -> usize {
        let bytes = rest.as_bytes();
        let end = bytes[1..]
            .iter()
            .take(32)
            .position(|byte| !byte.is_ascii_alphanumeric() && *byte != b'#')
            .map_or(bytes.len().min(33), |end| end + 1);
        let end = rest.floor_char_boundary(end);
        let name = &rest[1..end];
        let closed = bytes.get(end) == Some(&b';');
        let length = end + usize::from(closed);
        let number = name.strip_prefix('#').filter(|_| closed);
        if let Some(number) = number {
            let hex = number.strip_prefix(['x', 'X']);
            let code = hex.map_or_else(|| number.parse().ok(), |hex| u32::from_str_radix(hex, 16).ok());
            match code {
                Some(39) if hex.is_none() => self.text("'"),
                Some(34) if hex.is_none() => self.text("\""),
                Some(code @ 0x80..=0x9f) => {
                    let c = char::from_u32(code).map_or('?', dateline_feed::xml::windows_char);
                    self.text(&format!("&#x{:x};", u32::from(c)));
                }
                Some(_) => self.text(&format!("&#{};", number.to_ascii_lowercase())),
                None => self.text("&amp;"),
            }
            return if code.is_some() { length } else { 1 };
        }
        if !name.is_empty() && (html_name(name).is_some() || name == "apos") {
            self.text(&format!("&{name};"));
            return length;
        }
        if name.is_empty() || name.starts_with('#') || !closed {
            self.text(if name.is_empty() { "&" } else { "&amp;" });
            return 1;
        }
        self.text(&format!("&amp;{name}"));
        length
    }

    fn end(&mut self, rest: &str) -> usize {
        let length = rest[2..].find(['>', '<']).map_or(rest.len(), |end| end + 2);
        let closed = rest.as_bytes().get(length) == Some(&b'>');
        let name = rest[2..length].trim().to_ascii_lowercase();
        self.write_end(&name);
        length + usize::from(closed)
    }

    fn write_end(&mut self, name: &str) {
        if allowed_markup::has(allowed_markup::WITH_CONTENT, name) {
            self.hidden = self.hidden.saturating_sub(1);
            return;
        }
        let name = if allowed_markup::has(allowed_markup::ELEMENTS, name) {
            name
        } else if self.mathml > 0 && allowed_markup::has(allowed_markup::MATHML, name) {
            self.mathml -= usize::from(name == "math");
            name
        } else if let Some(spelled) =
            allowed_markup::spelled(allowed_markup::SVG, name).filter(|_| self.svg > 0)
        {
            self.svg -= usize::from(name == "svg");
            spelled
        } else {
            return;
        };
        if !allowed_markup::has(allowed_markup::VOID, name) && self.hidden == 0 {
            self.out.push_str(&format!("</{name}>"));
        }
    }

    fn start(&mut self, rest: &str) -> usize {
        let mut attrs = Vec::new();
        let tag = tag::read(rest, &mut attrs, &Declared::none(), &mut dateline_feed::xml::Faults::default());
        let name = tag.name.to_ascii_lowercase();
        let name = name.rsplit(':').next().unwrap_or_default().to_owned();
        let mut attrs: Vec<(String, String)> =
            attrs.into_iter().map(|attr| (attr.name.to_ascii_lowercase(), attr.value.into_owned())).collect();
        attrs.sort();
        attrs.dedup_by(|a, b| a.0 == b.0);
        let bare = attrs.is_empty();
        if self.write_start(&name, attrs) && tag.empty && (bare || self.xhtml) {
            self.write_end(&name);
        }
        tag.length.max(1)
    }

    /// Writes an allowed start tag; `false` where nothing opened.
    fn write_start(&mut self, name: &str, mut attrs: Vec<(String, String)>) -> bool {
        if allowed_markup::has(allowed_markup::WITH_CONTENT, name) {
            self.hidden += 1;
            return true;
        }
        self.foreign(name, &mut attrs);
        let (name, list) = match allowed_markup::spelled(allowed_markup::SVG, name).filter(|_| self.svg > 0) {
            _ if self.mathml > 0 && allowed_markup::has(allowed_markup::MATHML, name) => {
                (name, allowed_markup::MATHML_ATTRIBUTES)
            }
            Some(spelled) => (spelled, allowed_markup::SVG_ATTRIBUTES),
            None if allowed_markup::has(allowed_markup::ELEMENTS, name) => (name, allowed_markup::ATTRIBUTES),
            None => return false,
        };
        if self.hidden > 0 {
            return true;
        }
        self.out.push('<');
        self.out.push_str(name);
        for (key, value) in attrs {
            self.attribute(name, &key, value, list);
        }
        self.out.push_str(if allowed_markup::has(allowed_markup::VOID, name) { " />" } else { ">" });
        true
    }

    /// SVG and MathML begin where their root says so, or in HTML where it stands.
    fn foreign(&mut self, name: &str, attrs: &mut Vec<(String, String)>) {
        let space = match name {
            "svg" => SVG,
            "math" => MATHML,
            _ => "",
        };
        if !space.is_empty() {
            if !self.xhtml && !attrs.iter().any(|(key, _)| key == "xmlns") {
                attrs.push(("xmlns".to_owned(), space.to_owned()));
            }
            let own = attrs.iter().any(|(key, value)| key == "xmlns" && value == space);
            self.svg += usize::from(own && name == "svg");
            self.mathml += usize::from(own && name == "math");
        }
        let linked = attrs.iter().any(|(key, _)| key.starts_with("xlink:"));
        if linked && self.svg + self.mathml > 0 && !attrs.iter().any(|(key, _)| key == "xmlns:xlink") {
            attrs.push(("xmlns:xlink".to_owned(), "http://www.w3.org/1999/xlink".to_owned()));
        }
        attrs.sort();
    }

    fn attribute(&mut self, element: &str, key: &str, value: String, list: &'static str) {
        let Some(key) = allowed_markup::spelled(list, key) else { return };
        let value = match key {
            "style" => match style(&value, self.svg > 0) {
                value if value.is_empty() => return,
                value => value,
            },
            "rel" | "type" => value.to_lowercase(),
            _ if allowed_markup::has(allowed_markup::ADDRESSES, key) => self.address(element, key, &value),
            _ => value,
        };
        let value =
            value.replace('&', "&amp;").replace('>', "&gt;").replace('<', "&lt;").replace('"', "&quot;");
        self.out.push_str(&format!(" {key}=\"{value}\""));
    }

    fn address(&self, element: &str, key: &str, value: &str) -> String {
        let joined = if allowed_markup::RELATIVE.contains(&(element, key)) && !value.trim().is_empty() {
            let joined = uri::safe_join(self.base, value.trim());
            // feedparser keeps what it cannot join; what cannot be executed may stay.
            if joined.is_empty() && key != "href" { value.to_owned() } else { joined }
        } else {
            value.to_owned()
        };
        if uri::safe(&joined) { joined } else { String::new() }
    }
}

/// Whether a text that should be plain is markup after all: it has an end tag or a reference, and nothing in it is no HTML.
pub(super) fn looks_like_html(text: &str) -> bool {
    let mut sign = false;
    for (at, _) in text.match_indices('<') {
        let rest = &text[at + 1..];
        let ends = rest.starts_with('/');
        let rest = rest.strip_prefix('/').unwrap_or(rest);
        let length = rest.find(|c: char| !c.is_alphanumeric() && c != '_').unwrap_or(rest.len());
        if length > 0 && !allowed_markup::has(allowed_markup::ELEMENTS, &rest[..length]) {
            return false;
        }
        sign |= ends && length > 0 && rest[length..].starts_with('>');
    }
    for (at, _) in text.match_indices('&') {
        let rest = &text[at + 1..];
        let number = rest.starts_with('#');
        let rest = rest.strip_prefix('#').unwrap_or(rest);
        let length = rest.find(|c: char| !c.is_alphanumeric() && c != '_').unwrap_or(rest.len());
        if length > 0 && rest[length..].starts_with(';') {
            if !number && html_name(&rest[..length]).is_none() {
                return false;
            }
            sign = true;
        }
    }
    sign
}

/// Style declarations without addresses, functions and positions.
fn style(text: &str, svg: bool) -> String {
    let plain = |c: char| c.is_ascii_alphanumeric() || c.is_whitespace() || ":,;#%.!-'\"()_".contains(c);
    let text = without_urls(text);
    if !text.chars().all(plain) || (text.contains('(') && !text.contains("rgb(")) {
        return String::new();
    }
    let mut clean = Vec::new();
    for declaration in text.split(';').filter(|declaration| !declaration.trim().is_empty()) {
        let Some((property, value)) = declaration.split_once(':') else { return String::new() };
        let (property, value) = (property.trim(), value.trim_start());
        if value.contains(':') || property.contains(char::is_whitespace) {
            return String::new();
        }
        if !value.is_empty() && style_allowed(property, value, svg) {
            clean.push(format!("{property}: {value};"));
        }
    }
    clean.join(" ")
}

fn without_urls(text: &str) -> String {
    let mut out = text.to_owned();
    while let Some(start) = out.to_ascii_lowercase().find("url") {
        let Some(end) = out[start..].find(')').filter(|_| out[start + 3..].trim_start().starts_with('('))
        else {
            break;
        };
        out.replace_range(start..=start + end, " ");
    }
    out
}

fn style_allowed(property: &str, value: &str, svg: bool) -> bool {
    let lower = property.to_ascii_lowercase();
    let group = lower.split('-').next().unwrap_or_default();
    if allowed_markup::has(allowed_markup::STYLES, &lower) {
        return true;
    }
    if matches!(group, "background" | "border" | "margin" | "padding") {
        return value
            .split_whitespace()
            .all(|word| allowed_markup::has(allowed_markup::STYLE_WORDS, word) || measure(word));
    }
    svg && allowed_markup::has(
        " fill fill-opacity fill-rule stroke stroke-linecap stroke-linejoin stroke-opacity stroke-width ",
        &lower,
    )
}

/// `#fff`, `rgb(1,2,3)`, `2.5em`.
fn measure(word: &str) -> bool {
    if let Some(hex) = word.strip_prefix('#') {
        return !hex.is_empty() && hex.chars().all(|c| c.is_ascii_hexdigit());
    }
    if let Some(colour) = word.strip_prefix("rgb(") {
        return colour.chars().all(|c| c.is_ascii_digit() || matches!(c, '%' | ',' | ')'));
    }
    let unit = word.trim_start_matches(|c: char| c.is_ascii_digit() || c == '.');
    word.len() - unit.len() <= 5
        && matches!(unit, "" | "cm" | "em" | "ex" | "in" | "mm" | "pc" | "pt" | "px" | "%" | "," | ")")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_executable_survives() {
        for text in [
            "<script>alert(1)</script>",
            "<img src=x onerror=alert(1)>",
            "<a href=' java\nscript:alert(1)'>x</a>",
            "<svg><animate attributeName=href values=javascript:alert(1)></svg>",
            "<a href='&#106;avascript:alert(1)'>x</a>",
            "<iframe src=javascript:alert(1)></iframe>",
            "<div style='width: expression(alert(1))'>x</div>",
            "<noscript><p title=\"</noscript><img src=x onerror=alert(1)>\"></noscript>",
            "<!--><script>alert(1)</script>-->",
            "<svg><style><img src=x onerror=alert(1)></style></svg>",
            "<scr<script>ipt>alert(1)</script>",
            "<form action=javascript:alert(1)>",
        ] {
            for kind in ["text/html", "application/xhtml+xml"] {
                let clean = sanitize(text, "http://news.example/", kind);
                let lower = clean.to_lowercase();
                assert!(
                    !lower.contains("<script") && !lower.contains("=\"java") && !lower.contains("<iframe"),
                    "{text} -> {clean}"
                );
                assert!(
                    !lower.contains("<img src=\"x\" on")
                        && !lower.contains(" onerror=\"")
                        && !lower.contains("expression"),
                    "{text} -> {clean}"
                );
            }
        }
    }

    #[test]
    fn kept_markup_is_written_anew() {
        let base = "http://news.example/a/";
        assert_eq!(
            sanitize("<P CLASS=x>A &amp; B<br/><img alt=\"y\" src=../i.png></p>", base, "text/html"),
            "<p class=\"x\">A &amp; B<br /><img alt=\"y\" src=\"http://news.example/i.png\" /></p>"
        );
        assert_eq!(
            sanitize("<a href='/x?a=1&b=2'>x</a> 1 < 2", base, "text/html"),
            "<a href=\"http://news.example/x?a=1&amp;b=2\">x</a> 1 < 2"
        );
    }
}
