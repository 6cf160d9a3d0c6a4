//! The dictionary of Python's feedparser: the same feed under the names and rules that its documentation and tests state.
//! For programs that expect that shape; the desk reads [`dateline_feed::parse`].

mod allowed_markup;
mod dictionary;
mod elements;
mod geometry;
mod json_values;
mod namespaces;
mod people;
mod sanitize;
mod uri;
mod xhtml;

use dateline_feed::charset;
use dateline_feed::xml::{Fault, Faults, Reader};
use dictionary::Dictionary;
use serde_json::{Map, Value, json};

/// The feed as feedparser's dictionary, each value once under its canonical key. `headers` are those of the answer that
/// carried the bytes: content type, language and location count.
pub fn to_json(bytes: &[u8], headers: &[(String, String)]) -> Value {
    let header = |name: &str| {
        headers.iter().find(|(key, _)| key.eq_ignore_ascii_case(name)).map(|(_, value)| value.as_str())
    };
    let mut faults = Faults::default();
    let transport = header("content-type").and_then(charset_of);
    let decoded = charset::decode(bytes, transport, &mut faults);
    let text = decoded.text.as_ref();
    if text.trim_start().starts_with('{')
        && let Some(root) = dateline_feed::json_value(text, &mut faults)
    {
        return json_feed(&root, &faults);
    }
    let start = text.find('<').unwrap_or(text.len());
    let version = if netscape(&text[start..]) { "rss091n" } else { "" };
    let base = header("content-location").unwrap_or_default().to_owned();
    let language = header("content-language").map(str::to_owned);
    let mut dictionary = Dictionary::new(base, language, version, &decoded.encoding);
    let mut reader = Reader::new(&text[start..]);
    dictionary.run(&mut reader);
    reader.faults.merge(&faults);
    let bozo =
        reader.faults.malformed() || reader.faults.has(Fault::WrongEncoding) || !has_element(&text[start..]);
    let guessed = transport.is_none() && charset::declaration(bytes).is_none();
    json!({
        "bozo": bozo,
        "encoding": if guessed { detected(&decoded.encoding) } else { &decoded.encoding },
        "version": dictionary.version,
        "feed": dictionary.feed,
        "entries": dictionary.entries,
    })
}

/// Names by which feedparser's detector calls encodings that nobody declared, where they are not in lower case. Source: its
/// list of encodings; KOI8-U and GBK are what we recognise in place of their older parts.
const DETECTED: &[(&str, &str)] = &[
    ("big5", "Big5"),
    ("euc-jp", "EUC-JP"),
    ("euc-kr", "EUC-KR"),
    ("gbk", "GB2312"),
    ("koi8-u", "KOI8-R"),
    ("koi8-r", "KOI8-R"),
    ("shift_jis", "SHIFT_JIS"),
    ("windows-874", "TIS-620"),
];

fn detected(name: &str) -> &str {
    DETECTED.iter().find(|(known, _)| *known == name).map_or(name, |(_, theirs)| theirs)
}

/// Whether there is more than comments and declarations.
fn has_element(text: &str) -> bool {
    text.match_indices('<').any(|(at, _)| text[at + 1..].starts_with(|c: char| c.is_alphabetic() || c == '_'))
}

fn charset_of(content_type: &str) -> Option<&str> {
    let value = content_type.split(';').find_map(|part| part.trim().strip_prefix("charset="))?;
    Some(value.trim_matches(['"', '\'', ' ']))
}

/// Netscape's RSS 0.91 says its name in the document type alone.
fn netscape(text: &str) -> bool {
    let head = &text[..text.floor_char_boundary(2048)];
    let Some(at) = head.find("<!DOCTYPE") else { return false };
    let end = head[at..].find('>').map_or(head.len(), |end| at + end);
    head[at..end].to_lowercase().contains("netscape")
}

fn json_feed(root: &Value, faults: &Faults) -> Value {
    let copy = |from: &Value, names: &[(&str, &str)]| -> Map<String, Value> {
        let rows =
            names.iter().filter_map(|(theirs, ours)| Some(((*ours).to_owned(), from.get(theirs)?.clone())));
        rows.collect()
    };
    let entry = |item: &Value| {
        let mut entry =
            copy(item, &[("title", "title"), ("id", "id"), ("url", "link"), ("summary", "summary")]);
        for (theirs, ours) in [("date_published", "published"), ("date_modified", "updated")] {
            if let Some(text) = item.get(theirs).and_then(Value::as_str) {
                entry.insert(ours.into(), text.into());
                entry.insert(format!("{ours}_parsed"), elements::nine(text));
            }
        }
        let html = item
            .get("content_html")
            .and_then(Value::as_str)
            .map(|html| ("text/html", sanitize::sanitize(html, "", "text/html")));
        let text =
            || item.get("content_text").and_then(Value::as_str).map(|text| ("text/plain", text.to_owned()));
        if let Some((kind, value)) = html.or_else(text) {
            entry.insert("content".into(), json!([{"type": kind, "value": value}]));
        }
        Value::Object(entry)
    };
    let items = root.get("items").and_then(Value::as_array).map(Vec::as_slice).unwrap_or_default();
    let names = [
        ("title", "title"),
        ("home_page_url", "link"),
        ("description", "subtitle"),
        ("language", "language"),
    ];
    let version = root.get("version").and_then(Value::as_str).unwrap_or_default();
    json!({
        "bozo": faults.malformed(),
        "encoding": "utf-8",
        "version": if version.ends_with("/1.1") { "json11" } else { "json1" },
        "feed": copy(root, &names),
        "entries": items.iter().map(entry).collect::<Vec<_>>(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_enclosure_is_not_the_article() {
        let link = |rel: &str| format!("<link rel='{rel}' type='text/html'>http://gull.example/{rel}</link>");
        for pair in [["alternate", "enclosure"], ["enclosure", "alternate"]] {
            let links: String = pair.iter().map(|rel| link(rel)).collect();
            let feed = format!("<feed xmlns='http://www.w3.org/2005/Atom'><entry>{links}</entry></feed>");
            let found = to_json(feed.as_bytes(), &[]);
            assert_eq!(found["entries"][0]["link"], "http://gull.example/alternate", "{pair:?}");
            assert_eq!(found["entries"][0]["links"].as_array().map(Vec::len), Some(2));
        }
    }

    #[test]
    fn what_nobody_declared_has_the_detectors_name() {
        let (text, _, _) = encoding_rs::KOI8_R.encode("Порт закрыт: лоцманы бастуют третий день подряд");
        let feed = |head: &str| {
            [head.as_bytes(), b"<rss><channel><title>", &text, b"</title></channel></rss>"].concat()
        };
        assert_eq!(to_json(&feed(""), &[])["encoding"], "KOI8-R");
        assert_eq!(to_json(&feed("<?xml version='1.0' encoding='koi8-r'?>"), &[])["encoding"], "koi8-r");
    }

    #[test]
    fn a_document_without_elements_is_broken() {
        assert_eq!(to_json(b"<!-- nothing -->", &[])["bozo"], true);
        assert_eq!(to_json(b"<rss><channel></channel></rss>", &[])["bozo"], false);
    }

    #[test]
    fn made_up_tags_are_tags() {
        let feed = b"<rss><channel><item><tags>harbour, ferry</tags><category>news</category></item></channel></rss>";
        let found = to_json(feed, &[]);
        let tags: Vec<_> =
            found["entries"][0]["tags"].as_array().unwrap().iter().map(|tag| &tag["term"]).collect();
        assert_eq!(tags, ["harbour", "ferry", "news"]);
    }
}
