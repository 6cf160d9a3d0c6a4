//! Lists told by their set-up, however short: items one beside another, each with a link that reads like a headline, and no sentence
//! outside of them.

use super::super::Case;
use crate::text::{ends_sentence, words};
use crate::text_fragment::Fragment;
use dateline_html::NodeId;
use std::collections::{HashMap, HashSet};

/// Items of a list.
const ITEMS: usize = 4;
/// Words of the longest item.
const ITEM: usize = 80;
/// Words of a link that reads like a headline.
const HEADLINE: usize = 4;
/// Elements above a link that may be its item.
const LEVELS: usize = 6;
/// Words of a sentence that is a page's own, and of all such sentences of an article.
const SENTENCE: usize = 5;
const OWN: usize = 16;
/// Words of a line that counts without a stop.
const LINE: usize = 3;
/// Links that are looked at.
const LINKS: usize = 400;

/// Whether a page is nothing but items that lead elsewhere.
pub(super) fn are_all(case: &Case<'_, '_>) -> bool {
    let seen = || {
        let shown = |fragment: &&Fragment| {
            let scope = fragment.scope;
            !scope.hidden && !scope.frame && !scope.noscript && !scope.consent && !scope.newsletter
        };
        case.fragments.iter().filter(shown)
    };
    let Some(items) = items(case, seen()) else { return false };
    let doc = case.survey.doc;
    let is_own = |fragment: &&Fragment| {
        let above = || std::iter::once(fragment.node).chain(doc.ancestors(fragment.node)).take(64);
        let tells = ends_sentence(&fragment.text) && fragment.words >= SENTENCE || fragment.words >= LINE;
        tells
            && !fragment.scope.heading
            && fragment.linked * 2 < fragment.text.len()
            && !above().any(|above| items.contains(&above))
    };
    seen().filter(is_own).map(|fragment| fragment.words).sum::<usize>() < OWN
}

/// The items of the largest list.
fn items<'f>(case: &Case<'_, '_>, seen: impl Iterator<Item = &'f Fragment>) -> Option<HashSet<NodeId>> {
    let doc = case.survey.doc;
    let mut lists: HashMap<NodeId, HashSet<NodeId>> = HashMap::new();
    let leads = |fragment: &&Fragment| fragment.linked * 2 > fragment.text.len();
    let links = seen.filter(|fragment| leads(fragment) && fragment.words >= HEADLINE);
    for link in links.take(LINKS) {
        let above = std::iter::once(link.node).chain(doc.ancestors(link.node)).take(LEVELS);
        for item in above {
            if let Some(list) = doc.parent(item) {
                lists.entry(list).or_default().insert(item);
            }
        }
    }
    let short = |id: &NodeId| words(&doc.collect_text(*id)) <= ITEM;
    let lists = lists.into_values().filter(|items| items.len() >= ITEMS && items.iter().all(short));
    lists.max_by_key(HashSet::len)
}
