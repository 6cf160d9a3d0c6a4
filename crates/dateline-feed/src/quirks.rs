//! What publishers and aggregators do to their feeds: clusters of headlines in place of text, the publisher's name behind
//! the headline. Opaque links stay as they are; nothing is guessed.

use crate::xml::Budget;
use dateline_html::{Document, Limits, NodeId, NodeKind, Tag};
use dateline_model::{Construct, ConstructKind, Entry, Feed, RelatedItem, WebUrl};
use dateline_text::fold;
use std::collections::HashSet;

/// Headlines of one cluster.
const MEMBERS: usize = 50;

/// Brings every entry into the shape its publisher meant.
pub(crate) fn apply(feed: &mut Feed, budget: &Budget) {
    for entry in &mut feed.entries {
        if let Some(related) = entry.summary.as_ref().and_then(|summary| cluster(summary, budget)) {
            entry.related = related;
            entry.summary = None;
            entry.related.retain(|item| Some(&item.url) != Some(&entry.link) || entry.link.is_none());
        }
        drop_publisher(entry);
    }
}

/// Where every item leads to the front page and its guid is an address of its own on the same site, that is where the item is.
pub(crate) fn link_by_guid(feed: &mut Feed) {
    let Some(front) = feed.entries.first().and_then(|entry| entry.link.clone()) else { return };
    let key = front.key();
    let home = feed.home.as_ref().is_some_and(|home| home.key() == key);
    let root = front.as_url().path() == "/"
        && front.as_url().query().is_none()
        && front.as_url().fragment().is_none();
    if !(home || root) {
        return;
    }
    let mut own = Vec::with_capacity(feed.entries.len());
    let mut keys = HashSet::from([key.clone()]);
    for entry in &feed.entries {
        let same = entry.link.as_ref().is_some_and(|link| link.key() == key);
        let guid = entry.guid.as_deref().and_then(|guid| WebUrl::parse(guid).ok());
        match guid.filter(|guid| same && guid.site() == front.site() && keys.insert(guid.key())) {
            Some(guid) => own.push(guid),
            None => return,
        }
    }
    for (entry, guid) in feed.entries.iter_mut().zip(own) {
        entry.link = Some(guid);
    }
}

/// A summary that is nothing but headlines with publishers: Google News' `<a>…</a>&nbsp;<font>Publisher</font>`, alone or
/// as a list.
fn cluster(summary: &Construct, budget: &Budget) -> Option<Vec<RelatedItem>> {
    let raw = summary.raw.trim_start();
    let starts = raw.starts_with("<ol") || raw.starts_with("<ul") || raw.starts_with("<a ");
    if summary.kind != ConstructKind::Html || !starts || !raw.contains("<font") {
        return None;
    }
    let document = dateline_html::parse_str(raw, &Limits::default());
    let mut members: Vec<RelatedItem> = Vec::new();
    let mut stray = 0;
    for node in document.descendants(document.root()) {
        match document.kind(node) {
            NodeKind::Element(Tag::A) if members.len() < MEMBERS => {
                members.push(member(&document, node, summary, budget));
            }
            NodeKind::Text => stray += take_text(&document, node, &mut members),
            _ => {}
        }
    }
    members.retain(|item| !item.title.is_empty() && item.publisher.is_some());
    (!members.is_empty() && stray == 0).then_some(members)
}

fn member(document: &Document, link: NodeId, summary: &Construct, budget: &Budget) -> RelatedItem {
    let url = document.attr(link, "href").and_then(|href| crate::links::resolve(summary.base.as_ref(), href));
    let url = url.filter(|url| budget.take(url.as_str().len()));
    RelatedItem { title: fold(&document.collect_text(link)), publisher: None, url }
}

/// Text inside a link is its headline, inside `font` a publisher; returns how much is neither.
fn take_text(document: &Document, node: NodeId, members: &mut [RelatedItem]) -> usize {
    let text = fold(document.text(node));
    let within = |tag: Tag| document.ancestors(node).any(|above| document.tag(above) == Some(tag));
    if text.is_empty() || within(Tag::A) {
        return 0;
    }
    let font = document.ancestors(node).any(|above| document.name(above) == "font");
    match members.last_mut() {
        Some(last) if font => {
            last.publisher.get_or_insert(text);
            0
        }
        _ => text.len(),
    }
}

/// " - Publisher" behind the headline, where the feed names that publisher as the source.
fn drop_publisher(entry: &mut Entry) {
    let (Some(title), Some(source)) = (&mut entry.title, &entry.source) else { return };
    for _ in 0..2 {
        let Some(head) = title.raw.trim_end().strip_suffix(source.name.as_str()) else { return };
        let head = head.trim_end();
        let Some(head) = [" -", " –", " —", " |"].iter().find_map(|dash| head.strip_suffix(dash)) else {
            return;
        };
        if head.trim().is_empty() {
            return;
        }
        title.raw.truncate(head.trim_end().len());
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn html(raw: &str) -> Construct {
        Construct { raw: raw.to_owned(), kind: ConstructKind::Html, base: None }
    }

    #[test]
    fn clusters_become_related_items() {
        let mut feed_entry = Entry {
            summary: Some(html(
                "<ol><li><a href=\"https://agg.example/1\">Flood hits coast</a>&nbsp;&nbsp;<font color=\"#6f6f6f\">The Beacon</font></li>\
                 <li><a href=\"https://agg.example/2\">Coast under water</a>&nbsp;<font>Daily Tide</font></li>\
                 <li><strong><a href=\"https://agg.example/stories/3\">View full coverage</a></strong></li></ol>",
            )),
            ..Entry::default()
        };
        let members =
            feed_entry.summary.as_ref().and_then(|summary| cluster(summary, &Budget::of(0))).unwrap();
        let named: Vec<_> =
            members.iter().map(|item| (item.title.as_str(), item.publisher.as_deref())).collect();
        assert_eq!(
            named,
            [("Flood hits coast", Some("The Beacon")), ("Coast under water", Some("Daily Tide"))]
        );
        assert_eq!(members[1].url, WebUrl::parse("https://agg.example/2").ok());
        feed_entry.summary = Some(html("<a href=x>One</a> said the mayor <font>red</font>"));
        assert_eq!(feed_entry.summary.as_ref().and_then(|summary| cluster(summary, &Budget::of(0))), None);
    }

    #[test]
    fn publisher_suffix_goes_only_with_its_source() {
        let source = |name: &str| Some(dateline_model::Source { name: name.to_owned(), url: None });
        let mut entry = Entry {
            title: Some(html("Flood - Coast - The Beacon - The Beacon")),
            source: source("The Beacon"),
            ..Entry::default()
        };
        drop_publisher(&mut entry);
        assert_eq!(entry.title.as_ref().unwrap().raw, "Flood - Coast");
        entry.source = source("Coast");
        entry.title = Some(html("- Coast"));
        drop_publisher(&mut entry);
        assert_eq!(entry.title.unwrap().raw, "- Coast");
    }
}
