//! Items that stand more than once in a document: one entry, which the latest of them tells, with the categories, files and
//! authors of all. Items that lead to one page of the feed's own site: the page is none of theirs alone, and is not asked for.

use crate::feed_entry::{PageNeed, ParsedEntry, parse_entry};
use dateline_model::{Entry, Feed};
use dateline_store::{Document, EntryKey, PollTarget};
use std::collections::{BTreeSet, HashMap};

/// So many items with one address and different titles are no versions of one article.
const SHARERS: usize = 3;

/// Reads the items of a document, the oldest first, each entry once.
pub(super) fn parse_entries(
    feed: &Feed,
    record: &PollTarget,
    own: &[String],
    entries: &[&Entry],
) -> Vec<ParsedEntry> {
    let parse = |entry: &Entry| parse_entry(feed, record, own, entry);
    let mut parsed: Vec<ParsedEntry> = entries.iter().map(|entry| parse(entry)).collect();
    let keys: Vec<EntryKey> = parsed.iter().map(|parsed| parsed.facts.key.clone()).collect();
    let mut out = BTreeSet::new();
    for group in Document::repeats(&keys) {
        // The later in this order stands first in the document.
        let date = |at: &usize| entries.get(*at).and_then(|entry| entry.updated.max(entry.published));
        let Some(latest) = group.iter().copied().max_by_key(date) else { continue };
        let copies = || group.iter().rev().filter(|at| **at != latest).filter_map(|at| entries.get(*at));
        if let (Some(entry), Some(kept)) = (entries.get(latest), parsed.get_mut(latest))
            && let Some(joined) = joined(entry, copies().copied())
        {
            *kept = parse(&joined);
        }
        out.extend(group.into_iter().filter(|at| *at != latest));
    }
    let mut at = 0..;
    parsed.retain(|_| at.next().is_none_or(|at: usize| !out.contains(&at)));
    forgo_shared_pages(&mut parsed);
    parsed
}

/// Leaves pages alone that several items of other titles share: a list of releases, or an article under which comments stand.
fn forgo_shared_pages(parsed: &mut [ParsedEntry]) {
    let mut pages: HashMap<String, Vec<usize>> = HashMap::new();
    for (at, one) in parsed.iter().enumerate().filter(|(_, one)| one.facts.key.own) {
        pages.entry(one.facts.key.url.clone().unwrap_or_default()).or_default().push(at);
    }
    let linked = pages.values().map(Vec::len).sum::<usize>();
    for items in pages.into_values() {
        let facts = || items.iter().filter_map(|at| parsed.get(*at)).map(|one| &one.facts);
        let titles: BTreeSet<i64> = facts().map(|facts| facts.key.title).collect();
        let places: BTreeSet<Option<&str>> =
            facts().map(|facts| facts.url.as_ref().and_then(|url| url.as_url().fragment())).collect();
        let shared =
            titles.len() > 1 && (places.len() > 1 || titles.len() >= SHARERS || titles.len() == linked);
        for at in items.into_iter().filter(|_| shared) {
            if let Some(one) = parsed.get_mut(at).filter(|one| one.page == PageNeed::Fetch) {
                one.page = PageNeed::HaveAll;
            }
        }
    }
}

/// An item with what its copies have besides; `None` where they have nothing. Files and authors of an earlier version were its own.
fn joined<'e>(entry: &Entry, copies: impl Iterator<Item = &'e Entry>) -> Option<Entry> {
    let mut all = entry.clone();
    for copy in copies {
        let one_version = (copy.published, copy.updated) == (entry.published, entry.updated);
        all.image = all.image.or_else(|| copy.image.clone());
        add(&mut all.categories, &copy.categories, |a, b| a == b);
        if one_version || all.enclosures.is_empty() {
            add(&mut all.enclosures, &copy.enclosures, |a, b| a.url == b.url);
        }
        if one_version || all.authors.is_empty() {
            add(&mut all.authors, &copy.authors, |a, b| a.name == b.name);
        }
    }
    (all != *entry).then_some(all)
}

fn add<T: Clone>(list: &mut Vec<T>, more: &[T], same: fn(&T, &T) -> bool) {
    for item in more {
        if !list.iter().any(|known| same(known, item)) {
            list.push(item.clone());
        }
    }
}
