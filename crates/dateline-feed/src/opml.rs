//! OPML 1 and 2: lists of feeds, read leniently and written plainly. Other outlines (notes, links) are passed over.

use crate::xml::{Event, Faults, Reader};
use crate::{charset, links};
use dateline_model::WebUrl;

/// One entry of a list.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Outline {
    /// Name that the reader gave it.
    pub title: String,
    /// The feed; `None` where the list names a page or nothing readable.
    pub feed_url: Option<WebUrl>,
    /// The page the feed belongs to.
    pub home: Option<WebUrl>,
    /// Folders from the outermost to the innermost.
    pub folder: Vec<String>,
    /// What stands where the feed's address should be and is none.
    pub unusable: Option<String>,
}

/// Bytes that are no OPML.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("this is no OPML list: it has no opml or outline element")]
pub struct NotOpml;

/// Outlines of one list.
const MOST: usize = 100_000;

/// Reads every outline that names a feed or a page, in the order of the list.
pub fn parse(bytes: &[u8]) -> Result<Vec<Outline>, NotOpml> {
    let mut faults = Faults::default();
    let decoded = charset::decode_as_meant(bytes, None, &mut faults);
    let start = memchr::memchr(b'<', decoded.text.as_bytes()).ok_or(NotOpml)?;
    let mut reader = Reader::new(&decoded.text[start..]);
    let mut list = Vec::new();
    let mut folders: Vec<(usize, String)> = Vec::new();
    let mut known = false;
    loop {
        match reader.next() {
            Event::Start(start) if start.local.eq_ignore_ascii_case("opml") => known = true,
            Event::Start(start) if start.local.eq_ignore_ascii_case("outline") && list.len() < MOST => {
                known = true;
                let outline = outline(&reader, &folders);
                if outline.feed_url.is_some() || outline.home.is_some() || outline.unusable.is_some() {
                    list.push(outline);
                } else {
                    folders.push((reader.depth(), outline.title));
                }
            }
            Event::End(_) => {
                while folders.last().is_some_and(|(depth, _)| *depth > reader.depth()) {
                    folders.pop();
                }
            }
            Event::Eof => break,
            _ => {}
        }
    }
    if known { Ok(list) } else { Err(NotOpml) }
}

fn outline(reader: &Reader<'_>, folders: &[(usize, String)]) -> Outline {
    let filled = |name: &str| reader.attr(name).map(str::trim).filter(|value| !value.is_empty());
    let typed = filled("type").unwrap_or_default().to_ascii_lowercase();
    let feed =
        filled("xmlUrl").or_else(|| filled("url").filter(|_| matches!(typed.as_str(), "rss" | "atom")));
    let home = filled("htmlUrl").or_else(|| filled("url").filter(|_| typed == "link"));
    let feed_url = feed.and_then(|url| links::resolve(None, url));
    Outline {
        title: filled("title").or_else(|| filled("text")).unwrap_or_default().to_owned(),
        unusable: feed.filter(|_| feed_url.is_none()).map(str::to_owned),
        feed_url,
        home: home.and_then(|url| links::resolve(None, url)),
        folder: folders.iter().map(|(_, name)| name.clone()).filter(|name| !name.is_empty()).collect(),
    }
}

/// Writes OPML 2.0; neighbours of one folder share its outline.
pub fn write(outlines: &[Outline]) -> String {
    let mut out = String::from(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<opml version=\"2.0\">\n<head><title>Subscriptions</title></head>\n<body>\n",
    );
    let mut open: &[String] = &[];
    for outline in outlines {
        let shared = open.iter().zip(&outline.folder).take_while(|(a, b)| a == b).count();
        close(&mut out, open.len() - shared);
        for folder in &outline.folder[shared..] {
            out.push_str("<outline");
            attribute(&mut out, "text", folder);
            out.push_str(">\n");
        }
        open = &outline.folder;
        leaf(&mut out, outline);
    }
    close(&mut out, open.len());
    out.push_str("</body>\n</opml>\n");
    out
}

fn close(out: &mut String, count: usize) {
    for _ in 0..count {
        out.push_str("</outline>\n");
    }
}

fn leaf(out: &mut String, outline: &Outline) {
    out.push_str("<outline");
    attribute(out, "type", if outline.feed_url.is_some() { "rss" } else { "link" });
    attribute(out, "text", &outline.title);
    attribute(out, "title", &outline.title);
    if let Some(url) = &outline.feed_url {
        attribute(out, "xmlUrl", url.as_str());
    }
    if let Some(url) = &outline.home {
        attribute(out, if outline.feed_url.is_some() { "htmlUrl" } else { "url" }, url.as_str());
    }
    out.push_str("/>\n");
}

fn attribute(out: &mut String, name: &str, value: &str) {
    out.push(' ');
    out.push_str(name);
    out.push_str("=\"");
    for c in value.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\n' => out.push_str("&#10;"),
            '\t' => out.push_str("&#9;"),
            c if dateline_model::is_xml_char(c) => out.push(c),
            _ => {}
        }
    }
    out.push('"');
}
