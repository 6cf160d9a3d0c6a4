//! Hits of a search, grouped by story.

use super::{href, mark, published, publisher};
use crate::web::rich::Highlighted;
use crate::web::view::{SearchGroup, SearchHit, Tongue};
use dateline_store::Fragment;
use jiff::Timestamp;

/// Groups for the template.
pub(crate) fn groups(groups: &[dateline_store::SearchGroup], now: Timestamp) -> Vec<SearchGroup> {
    groups.iter().enumerate().map(|(number, found)| group(number, found, now)).collect()
}

fn group(number: usize, found: &dateline_store::SearchGroup, now: Timestamp) -> SearchGroup {
    let story = found.story.filter(|_| found.hits.len() > 1);
    SearchGroup {
        anchor: format!("g{number}"),
        story: story.map(|story| (format!("/story/{story}"), "The whole story".to_owned())),
        hits: found.hits.iter().map(|found| hit(found, now)).collect(),
    }
}

fn hit(found: &dateline_store::SearchHit, now: Timestamp) -> SearchHit {
    let title = highlighted(&found.title);
    SearchHit {
        href: href(found.entry.id),
        title: if title.0.is_empty() { Highlighted(vec![(found.entry.title.clone(), false)]) } else { title },
        snippet: highlighted(&found.snippet),
        tongue: Tongue::of(found.entry.language.as_deref()),
        publisher: publisher(&found.entry),
        when: Some(published(&found.entry, now)),
        mark: Some(mark(&found.entry)),
    }
}

fn highlighted(fragments: &[Fragment]) -> Highlighted {
    Highlighted(fragments.iter().map(|fragment| (fragment.text.clone(), fragment.hit)).collect())
}
