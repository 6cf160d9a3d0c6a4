//! Labels of other stories: `for subscribers` in a card that has the headline of another story, linked, speaks of that story. A notice of
//! a wall has a button to an offer, and no headline. Told by how the card is built, in whatever language its label is.

use super::{BOX, holds_few_words};
use crate::text::words;
use crate::text_fragment::Fragment;
use crate::text_fragment::link_target::{is_door, is_story};
use crate::text_fragment::subscribe_prompt::SubscribePrompt;
use dateline_html::{Document, NodeId, NodeKind, Tag};

/// Elements above a label, itself included, that may be its card.
const LEVELS: usize = 6;
/// Words of a headline.
const HEADLINE: std::ops::RangeInclusive<usize> = 2..=30;
/// Words before a card's headline besides its label: a section, a number, a time.
const KICKER: usize = 8;
/// Words of a label; a longer notice behind a link may have nothing to do with it.
const LABEL: usize = 8;

/// Whether a notice is the label of a card: the smallest element that holds it and the headline of another story is small, opens with
/// the headline and has nothing to press besides, or is one of several of its design.
pub(crate) fn is_label(doc: &Document, label: &Fragment) -> bool {
    let in_app = || label.prompt().is_some_and(|prompt| prompt.goes_on_in_app());
    !label.scope.barrier
        && !in_app()
        && card(doc, label).is_some_and(|(card, link)| is_card(doc, label, card, link))
}

/// The smallest small element around a label that holds a headline, and that headline's link.
fn card(doc: &Document, label: &Fragment) -> Option<(NodeId, NodeId)> {
    let around = std::iter::once(label.node).chain(doc.ancestors(label.node)).take(LEVELS);
    let whole = |id: &NodeId| matches!(doc.tag(*id), Some(Tag::Body | Tag::Html | Tag::Main));
    let small = around.take_while(|id| !whole(id) && holds_few_words(doc, *id, BOX));
    small.filter_map(|id| headline(doc, id, label).map(|link| (id, link))).next()
}

/// The first link to another story in an element, itself included.
fn headline(doc: &Document, holder: NodeId, label: &Fragment) -> Option<NodeId> {
    let inside = std::iter::once(holder).chain(doc.descendants(holder));
    inside.filter(|id| doc.tag(*id) == Some(Tag::A)).find(|id| is_headline(doc, *id, label))
}

/// Whether a link has the words of a headline, asks for nothing and leads to another page that is no offer.
fn is_headline(doc: &Document, link: NodeId, label: &Fragment) -> bool {
    let leads = |href: &str| {
        let href = href.trim();
        let other = ["#", "javascript:", "mailto:", "tel:"].iter().all(|scheme| !href.starts_with(scheme));
        !href.is_empty() && other && !is_door(href)
    };
    let text = if label.node == link { without_notice(label) } else { text_but(doc, link, label) };
    let count = words(&text);
    doc.attr(link, "href").is_some_and(leads)
        && HEADLINE.contains(&count)
        && SubscribePrompt::of(&text, count).is_none_or(|prompt| prompt.hints().is_none())
        && !crate::lexicon::hits(&text).iter().any(|hit| hit.reason().is_some())
}

/// A piece that holds headline and label without what is said of access.
fn without_notice(label: &Fragment) -> String {
    let is_said =
        |at: &usize| label.hits.iter().any(|hit| hit.reason().is_some() && (hit.start..hit.end).contains(at));
    label.text.char_indices().filter(|(at, _)| !is_said(at)).map(|(_, c)| c).collect()
}

/// The words of an element, without those of a label that stands in it as an element of its own.
fn text_but(doc: &Document, holder: NodeId, label: &Fragment) -> String {
    let mut text = String::new();
    let mut at = doc.first_child(holder);
    while let Some(node) = at {
        if node == label.node {
            at = doc.after(node, holder);
            continue;
        }
        if doc.kind(node) == NodeKind::Text {
            text.push_str(doc.text(node));
            text.push(' ');
        }
        at = doc.following(node, holder);
    }
    text
}

fn is_card(doc: &Document, label: &Fragment, card: NodeId, link: NodeId) -> bool {
    let below = || std::iter::once(card).chain(doc.descendants(card));
    if below().any(|id| doc.tag(id) == Some(Tag::H1)) || is_of_the_page(doc, link, label) {
        return false;
    }
    // What is said before the headline is its kicker; a paragraph there is the article's.
    let before: usize = below()
        .take_while(|id| *id < link)
        .filter(|id| doc.kind(*id) == NodeKind::Text && !is_under(doc, *id, label.node))
        .map(|id| words(doc.text(id)))
        .sum();
    if before > KICKER {
        return false;
    }
    let presses = |id: NodeId| match doc.tag(id) {
        Some(Tag::Button | Tag::Input | Tag::Form) => true,
        Some(Tag::A) => doc.attr(id, "href").is_none_or(is_door),
        _ => false,
    };
    is_one_of_several(doc, card, label)
        || !below().any(presses) && (is_headed(doc, link) || link < label.first && is_short(doc, link, label))
}

/// Whether a link stands in a heading or holds one.
fn is_headed(doc: &Document, link: NodeId) -> bool {
    let heading = |id: NodeId| matches!(doc.tag(id), Some(Tag::H2 | Tag::H3 | Tag::H4 | Tag::H5 | Tag::H6));
    doc.ancestors(link).take(3).any(heading) || doc.descendants(link).any(heading)
}

fn is_short(doc: &Document, link: NodeId, label: &Fragment) -> bool {
    label.words <= LABEL || is_under(doc, label.first, link) || is_story(doc, link)
}

fn is_under(doc: &Document, node: NodeId, holder: NodeId) -> bool {
    node == holder || doc.ancestors(node).any(|above| above == holder)
}

/// Whether beside an element stands another of its kind with the headline of another story.
fn is_one_of_several(doc: &Document, card: NodeId, label: &Fragment) -> bool {
    let looks = |node| (doc.tag(node), doc.attr(node, "class"));
    let alike = |id: &NodeId| looks(*id) == looks(card) && holds_few_words(doc, *id, BOX);
    let before = std::iter::successors(doc.prev_sibling(card), |id| doc.prev_sibling(*id)).take(SIBLINGS);
    let behind = std::iter::successors(doc.next_sibling(card), |id| doc.next_sibling(*id)).take(SIBLINGS);
    before.chain(behind).filter(alike).any(|id| headline(doc, id, label).is_some())
}

/// Siblings on either side that are looked at.
const SIBLINGS: usize = 8;

/// Nodes of a page among which its headline is looked for.
const FIRST: usize = 3000;

/// Whether a link is the page's own headline.
fn is_of_the_page(doc: &Document, link: NodeId, label: &Fragment) -> bool {
    let own = crate::text::letters(&text_but(doc, link, label));
    let first = doc.descendants(doc.root()).take(FIRST);
    let mut titles = first.filter(|id| matches!(doc.tag(*id), Some(Tag::Title | Tag::H1)));
    titles.any(|title| crate::text::letters(&text_but(doc, title, label)).contains(&own))
}

#[cfg(test)]
mod tests {
    use crate::{Served, read_html};
    use dateline_model::Holding;

    fn holding(behind: &str) -> Holding {
        let told = "<p>The council decided on Tuesday that the old mill above the town is to be a school for boat builders.</p><p>Sixty pupils will live and work there, and the chimney with its storks stays as it is.</p>";
        let page = format!(
            "<title>Old mill to be a school</title><main><article><h1>Old mill to be a school</h1>{told}{behind}</article></main>"
        );
        read_html(page.as_bytes(), &Served::default()).verdict.holding
    }

    #[test]
    fn a_label_in_a_card_speaks_of_its_story() {
        for cards in [
            "<div><a href='/9'><h4>Ferry halved for the winter</h4></a><p>This article is for subscribers only</p></div>",
            "<ul><li><a href='/1'>Ferry halved for the winter</a> <b>Article réservé aux abonnés</b></li><li><a href='/2'>A choir in a quarry</a></li></ul>",
            "<div><div><p>Alleen voor abonnees</p><a href='/1'>Veerboot vaart minder vaak</a></div><div><p>Alleen voor abonnees</p><a href='/2'>Een koor in de groeve</a></div></div>",
            "<section><a href='/j/9'><h4>Lautta kulkee talvella harvemmin</h4><p>Vain tilaajille</p></a></section>",
        ] {
            assert_eq!(holding(cards), Holding::Full, "{cards}");
        }
    }

    #[test]
    fn a_wall_has_no_headline_of_another_story() {
        for wall in [
            "<div><h3>This article is for subscribers only</h3><a href='/subscribe'>See all of our offers here</a></div>",
            "<div><p>This article is for subscribers only.</p><p><a href='/why'>Why do we charge for our work?</a></p><a href='/abo'>Subscribe</a></div>",
            "<div><p>This article is for subscribers only</p></div><div><div><a href='/1'>Ferry halved for the winter</a><p>For subscribers</p></div><div><a href='/2'>A choir in a quarry</a><p>For subscribers</p></div></div>",
        ] {
            assert_eq!(holding(wall), Holding::Partial, "{wall}");
        }
    }
}
