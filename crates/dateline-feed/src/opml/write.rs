//! Writing a list: OPML 2.0, plainly.

use super::Outline;

/// Writes OPML 2.0; neighbours of one folder share its outline.
pub fn write(outlines: &[Outline]) -> String {
    written("", outlines.iter().map(|outline| (outline, &[][..])))
}

/// The same, each line with attributes of a namespace, whose prefix is `dateline`.
pub fn write_with(namespace: &str, outlines: &[(Outline, Vec<(&str, String)>)]) -> String {
    let mut declared = String::new();
    attribute(&mut declared, &format!("xmlns:{PREFIX}"), namespace);
    written(&declared, outlines.iter().map(|(outline, own)| (outline, own.as_slice())))
}

/// Prefix of attributes of our own.
const PREFIX: &str = "dateline";

fn written<'o>(
    declared: &str,
    outlines: impl Iterator<Item = (&'o Outline, &'o [(&'o str, String)])>,
) -> String {
    let mut out = format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<opml version=\"2.0\"{declared}>\n<head><title>Subscriptions</title></head>\n<body>\n",
    );
    let mut open: &[String] = &[];
    for (outline, own) in outlines {
        let shared = open.iter().zip(&outline.folder).take_while(|(a, b)| a == b).count();
        close(&mut out, open.len() - shared);
        for folder in &outline.folder[shared..] {
            out.push_str("<outline");
            attribute(&mut out, "text", folder);
            out.push_str(">\n");
        }
        open = &outline.folder;
        leaf(&mut out, outline, own);
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

fn leaf(out: &mut String, outline: &Outline, own: &[(&str, String)]) {
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
    for (name, value) in own {
        attribute(out, &format!("{PREFIX}:{name}"), value);
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
