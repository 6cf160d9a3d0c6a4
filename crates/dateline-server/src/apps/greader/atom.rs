//! A stream as Atom with the elements of Google Reader, as one client reads it.

use super::item_ids;
use super::items::Feeds;
use crate::apps::article_html::article_html;
use crate::apps::facts::{author, enclosures, link, published, title, updated};
use crate::web::inline_markup::escape;
use axum::response::{IntoResponse as _, Response};
use dateline_store::StreamItem;
use http::header;

/// The document.
pub(super) fn document(name: &str, items: &[StreamItem], feeds: &Feeds, next: Option<&str>) -> Response {
    let mut xml = String::from(
        "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<feed xmlns=\"http://www.w3.org/2005/Atom\" \
         xmlns:gr=\"http://www.google.com/schemas/reader/atom/\">\n",
    );
    element(&mut xml, "title", "", &feeds.title_of(name));
    element(&mut xml, "id", "", &format!("tag:google.com,2005:reader/{name}"));
    let latest = items.iter().map(|item| item.summary.seen).max().unwrap_or_default();
    element(&mut xml, "updated", "", &latest.to_string());
    if let Some(next) = next {
        element(&mut xml, "gr:continuation", "", next);
    }
    items.iter().for_each(|item| entry(&mut xml, item, feeds));
    xml.push_str("</feed>\n");
    ([(header::CONTENT_TYPE, "application/atom+xml; charset=utf-8")], xml).into_response()
}

fn entry(xml: &mut String, item: &StreamItem, feeds: &Feeds) {
    let id = item_ids::long(item.summary.id);
    xml.push_str("<entry>\n");
    element(xml, "id", &attribute("gr:original-id", &id), &id);
    for term in feeds.categories(item) {
        match term.rsplit_once('/').filter(|_| term.starts_with("user/")) {
            Some((_, label)) => {
                let attributes = attribute("term", &term)
                    + &attribute("scheme", "http://www.google.com/reader/")
                    + &attribute("label", label);
                empty(xml, "category", &attributes);
            }
            None => empty(xml, "category", &attribute("term", &term)),
        }
    }
    let mut words = String::new();
    // Writing to a string cannot fail.
    let _written = escape(&mut words, &title(item));
    element(xml, "title", &attribute("type", "html"), &words);
    element(xml, "published", "", &published(item).to_string());
    element(xml, "updated", "", &updated(item).to_string());
    empty(
        xml,
        "link",
        &(attribute("rel", "alternate") + &attribute("href", &link(item)) + &attribute("type", "text/html")),
    );
    for (href, kind, length) in enclosures(item) {
        let attributes = attribute("rel", "enclosure")
            + &attribute("href", href)
            + &attribute("type", kind)
            + &attribute("length", &length.to_string());
        empty(xml, "link", &attributes);
    }
    element(xml, "content", &attribute("type", "html"), &article_html(item));
    xml.push_str("<author>");
    let author = author(item);
    let unknown = if author.is_empty() { attribute("gr:unknown", "true") } else { String::new() };
    element(xml, "name", &unknown, &author);
    xml.push_str("</author>\n");
    let (stream, feed, home) = feeds.origin(item);
    xml.push_str("<source");
    xml.push_str(&attribute("gr:stream-id", &stream));
    xml.push_str(">\n");
    element(xml, "id", "", &format!("tag:google.com,2005:reader/{stream}"));
    element(xml, "title", "", &feed);
    empty(xml, "link", &(attribute("rel", "alternate") + &attribute("href", &home)));
    xml.push_str("</source>\n</entry>\n");
}

fn element(xml: &mut String, name: &str, attributes: &str, text: &str) {
    xml.push_str(&format!("<{name}{attributes}>"));
    push(xml, text);
    xml.push_str(&format!("</{name}>\n"));
}

fn empty(xml: &mut String, name: &str, attributes: &str) {
    xml.push_str(&format!("<{name}{attributes}/>\n"));
}

fn attribute(name: &str, value: &str) -> String {
    let mut text = format!(" {name}=\"");
    push(&mut text, value);
    text.push('"');
    text
}

/// Escaped, with the characters that XML knows alone.
fn push(xml: &mut String, text: &str) {
    let allowed: String = text.chars().filter(|c| dateline_model::is_xml_char(*c)).collect();
    // Writing to a string cannot fail.
    let _written = escape(xml, &allowed);
}
