//! Hits of a search, grouped by story.

use super::{href, mark, published, publisher};
use crate::web::inline_markup::Highlighted;
use crate::web::l10n;
use crate::web::pages::address;
use crate::web::view::{SavedRow, SearchGroup, SearchHit, TextLanguage};
use dateline_store::{ALERTS, Fragment, SavedSearch};
use jiff::Timestamp;

/// Groups for the template.
pub(crate) fn groups(groups: &[dateline_store::SearchGroup], now: Timestamp) -> Vec<SearchGroup> {
    groups.iter().enumerate().map(|(number, found)| group(number, found, now)).collect()
}

fn group(number: usize, found: &dateline_store::SearchGroup, now: Timestamp) -> SearchGroup {
    let story = found.story.filter(|_| found.hits.len() > 1);
    SearchGroup {
        anchor: format!("g{number}"),
        story: story.map(|story| (format!("/story/{story}"), l10n::text("search-whole-story").to_owned())),
        hits: found.hits.iter().map(|found| hit(found, now)).collect(),
    }
}

fn hit(found: &dateline_store::SearchHit, now: Timestamp) -> SearchHit {
    let title = highlighted(&found.title);
    SearchHit {
        href: href(found.entry.id),
        title: if title.0.is_empty() { Highlighted(vec![(found.entry.title.clone(), false)]) } else { title },
        snippet: highlighted(&found.snippet),
        text_language: TextLanguage::of(found.entry.language.as_deref()),
        publisher: publisher(&found.entry),
        when: Some(published(&found.entry, now)),
        mark: Some(mark(&found.entry)),
    }
}

fn highlighted(fragments: &[Fragment]) -> Highlighted {
    Highlighted(fragments.iter().map(|fragment| (fragment.text.clone(), fragment.hit)).collect())
}

/// A kept search.
pub(crate) fn saved_row(saved: &SavedSearch) -> SavedRow {
    SavedRow {
        id: saved.id,
        name: saved.name.clone(),
        query: saved.query.clone(),
        href: address("/search", &[("q", &saved.query)]),
        feed: format!("/searches/{}/feed.xml", saved.token),
        alert: saved.alert.then(|| new_articles(saved.new)),
    }
}

/// `3 new articles`, `100 new articles or more`.
fn new_articles(new: u32) -> String {
    let counted = l10n::count("count-new-articles", usize::try_from(new).unwrap_or(0));
    if new >= ALERTS { l10n::with("search-or-more").text("counted", counted).to_string() } else { counted }
}
