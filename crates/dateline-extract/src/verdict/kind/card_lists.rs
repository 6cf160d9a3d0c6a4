//! Lists told by their set-up, however short: items one beside another, each with a link that reads like a headline, and no sentence
//! outside of them.

use super::super::Case;
use crate::gate::notice_shape::names_a_sum;
use crate::text::{ends_sentence, words};
use crate::text_fragment::Fragment;
use dateline_html::{NodeId, Tag};
use std::cmp::Reverse;
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

/// Words of the longest item of a shop's list.
const OFFER: usize = 40;

/// The first price of a list of things for sale: items one beside another, each with a price of its own and a link.
pub(super) fn first_price<'c>(case: &'c Case<'_, '_>) -> Option<&'c Fragment> {
    let doc = case.survey.doc;
    let priced = || {
        let shown = |fragment: &&Fragment| !fragment.scope.hidden && !fragment.scope.frame;
        let names = |fragment: &&Fragment| {
            fragment.words <= PRICE && (names_a_sum(&fragment.text) || is_amount(&fragment.text))
        };
        case.fragments.iter().filter(shown).filter(names)
    };
    let items = largest(case, priced(), OFFER)?;
    let leads = |item: &NodeId| {
        doc.tag(*item) == Some(Tag::A) || doc.descendants(*item).any(|id| doc.tag(id) == Some(Tag::A))
    };
    if !items.iter().all(leads) {
        return None;
    }
    let stands_in_one = |fragment: &&Fragment| {
        std::iter::once(fragment.node)
            .chain(doc.ancestors(fragment.node))
            .take(64)
            .any(|above| items.contains(&above))
    };
    priced().find(stands_in_one)
}

/// Whether a piece is an amount to the hundredth and nothing else: `9.50`, `1.249,00`.
fn is_amount(text: &str) -> bool {
    let text = text.trim();
    let hundredths = text.len() > 3 && text.is_char_boundary(text.len() - 3) && {
        let (whole, cents) = text.split_at(text.len() - 3);
        cents.starts_with(['.', ',']) && whole.starts_with(|c: char| c.is_ascii_digit())
    };
    hundredths && text.bytes().all(|byte| byte.is_ascii_digit() || matches!(byte, b'.' | b','))
}

/// Words of a price with what it is for.
const PRICE: usize = 12;

/// The items of the largest list.
fn items<'f>(case: &Case<'_, '_>, seen: impl Iterator<Item = &'f Fragment>) -> Option<HashSet<NodeId>> {
    let leads = |fragment: &&Fragment| fragment.linked * 2 > fragment.text.len();
    largest(case, seen.filter(|fragment| leads(fragment) && fragment.words >= HEADLINE), ITEM)
}

/// The largest list of short items, each with one of some pieces.
fn largest<'f>(
    case: &Case<'_, '_>,
    pieces: impl Iterator<Item = &'f Fragment>,
    longest: usize,
) -> Option<HashSet<NodeId>> {
    let doc = case.survey.doc;
    let mut lists: HashMap<NodeId, HashSet<NodeId>> = HashMap::new();
    for piece in pieces.take(LINKS) {
        let above = std::iter::once(piece.node).chain(doc.ancestors(piece.node)).take(LEVELS);
        for item in above {
            if let Some(list) = doc.parent(item) {
                lists.entry(list).or_default().insert(item);
            }
        }
    }
    let short = |id: &NodeId| words(&doc.collect_text(*id)) <= longest;
    let mut lists: Vec<_> = lists.into_iter().filter(|(_, items)| items.len() >= ITEMS).collect();
    // Of lists of one length the first on the page.
    lists.sort_unstable_by_key(|(list, items)| (Reverse(items.len()), *list));
    lists.into_iter().map(|(_, items)| items).find(|items| items.iter().all(short))
}
