//! Notices that take nothing from the text before them: those about other stories, offers of all that a house has, a count of
//! articles that are left, what readers say.

use super::{BETWEEN, BOX_LEVELS, SEEN, cards, inside, is_cut, is_paragraph, is_text, small_box};
use crate::text::{ends_sentence, is_sentence};
use crate::text_fragment::Fragment;
use dateline_html::{Document, NodeId, Tag};

/// Whether a notice speaks of other stories, of articles that are left, or is what a reader said.
pub(crate) fn is_of_others(doc: &Document, fragments: &[Fragment], at: usize) -> bool {
    heads_a_list(doc, fragments, at)
        || counts_down(doc, fragments, at)
        || is_read_for_free(fragments, at)
        || is_one_of_many(doc, fragments, at)
        || cards::is_label(doc, &fragments[at])
        || fragments[at].prompt().is_some_and(|prompt| prompt.is_for_a_tool())
        || stands_by(doc, fragments[at].node)
}

/// The attribute by which a page in AMP hides a part until the server has said who reads.
const STANDS_BY: &str = "amp-access-hide";
/// Elements above a notice among which such a part is looked for.
const PART_LEVELS: usize = 8;

/// Whether a notice stands in the one part of a page that is hidden until the server has said that its reader may not go on. Where
/// another part is hidden so, it is the text.
fn stands_by(doc: &Document, notice: NodeId) -> bool {
    let above = std::iter::once(notice).chain(doc.ancestors(notice)).take(PART_LEVELS);
    let mut above = above.filter(|id| doc.attr(*id, STANDS_BY).is_some());
    above.next().is_some_and(|part| super::holds_few_words(doc, part, super::BOX))
        && memchr::memmem::find_iter(doc.source().as_bytes(), STANDS_BY).nth(1).is_none()
}

/// Boxes of one design, each with a sentence, from which on they are what readers say.
const MANY: usize = 3;

/// Whether a line stands in one of several boxes of one design that each hold a sentence: comments. A notice is alone.
pub(crate) fn is_one_of_many(doc: &Document, fragments: &[Fragment], at: usize) -> bool {
    let line = &fragments[at];
    if line.scope.barrier || line.scope.wall || !is_sentence(&line.text, line.words) {
        return false;
    }
    let class = |node| doc.attr(node, "class").and_then(|class| class.split_ascii_whitespace().next());
    let design = |node: NodeId| {
        doc.parent(node).map(|holder| (doc.tag(node), class(node), doc.tag(holder), class(holder)))
    };
    let (own, holder) = (design(line.node), doc.parent(line.node));
    let alike = |other: &&Fragment| {
        let apart = doc.parent(other.node) != holder && other.words >= 8;
        apart && design(other.node) == own && is_sentence(&other.text, other.words)
    };
    let near = &fragments[at.saturating_sub(SEEN)..fragments.len().min(at + SEEN)];
    near.iter().filter(alike).take(MANY).count() >= MANY
}

/// Whether the box of a notice counts free articles and says that some are left: this one is not withheld.
pub(crate) fn counts_down(doc: &Document, fragments: &[Fragment], at: usize) -> bool {
    let counts = |fragment: &Fragment| fragment.prompt().is_some_and(|prompt| prompt.leaves_some());
    let holder = small_box(doc, fragments[at].node, BOX_LEVELS);
    holder.is_some_and(|holder| inside(doc, fragments, holder).iter().any(counts))
}

/// Whether a line asks those who want more to subscribe, below a text that ends with a sentence, on a page that counts free articles and
/// says that some are left: this one is read for free. What names subscribers, says for whom alone it is or stands in a box of a wall
/// withholds all the same.
fn is_read_for_free(fragments: &[Fragment], at: usize) -> bool {
    let line = &fragments[at];
    let asks_on =
        line.own_words && !line.scope.barrier && !line.prompt().is_some_and(|prompt| prompt.reserves());
    let counts = |fragment: &Fragment| {
        !fragment.scope.hidden && fragment.prompt().is_some_and(|prompt| prompt.leaves_some())
    };
    let ends = || {
        let before = fragments[..at].iter().rev().take(BETWEEN + 1).find(|fragment| is_text(fragment));
        before.is_some_and(|before| ends_sentence(&before.text) && !is_cut(before))
    };
    asks_on && ends() && fragments.iter().any(counts)
}

/// Whether a notice is the heading of a list of other stories: it speaks of them.
pub(super) fn heads_a_list(doc: &Document, fragments: &[Fragment], at: usize) -> bool {
    let fragment = &fragments[at];
    if !fragment.scope.heading {
        return false;
    }
    let heading = |node: &NodeId| matches!(doc.tag(*node), Some(Tag::H1 | Tag::H2 | Tag::H3 | Tag::H4));
    let heading = std::iter::once(fragment.node).chain(doc.ancestors(fragment.node)).find(heading);
    let Some(holder) = heading.and_then(|heading| doc.parent(heading)) else { return false };
    let end = doc.after(holder, doc.root());
    let inside = fragments[at + 1..].iter().take_while(|other| end.is_none_or(|end| other.first < end));
    let mut stories = 0;
    for other in inside.take(SEEN) {
        if is_paragraph(other) {
            return false;
        }
        let told = other.scope.item || other.scope.heading || other.scope.teaser;
        stories += usize::from(told && other.words >= 3 && other.linked * 3 > other.text.len());
    }
    stories >= 2
}

/// Whether a line offers all that the house has, behind a text that ends with a sentence: as one of its paragraphs, outside of the
/// article, or behind the part that holds the paragraphs where it names all that one may read. Such lines stand below whole texts, too;
/// walls have boxes of their own, named after them or right behind a paragraph.
pub(crate) fn is_closing_offer(doc: &Document, fragments: &[Fragment], at: usize) -> bool {
    let offer = &fragments[at];
    if offer.scope.wall || !offer.prompt().is_some_and(|prompt| prompt.offers_all()) {
        return false;
    }
    let Some(before) = fragments[..at].iter().rev().take(BETWEEN + 1).find(|fragment| is_text(fragment))
    else {
        return false;
    };
    let article = || doc.ancestors(before.node).find(|id| doc.tag(*id) == Some(Tag::Article));
    let outside =
        || article().is_some_and(|article| !doc.ancestors(offer.node).any(|above| above == article));
    // A line in italics is a paragraph like the one before it.
    let block = |node: NodeId| {
        let inline =
            |id: &NodeId| matches!(doc.tag(*id), Some(Tag::Em | Tag::I | Tag::B | Tag::Strong | Tag::Span));
        std::iter::once(node).chain(doc.ancestors(node)).find(|id| !inline(id)).unwrap_or(node)
    };
    let looks = |node| {
        let block = block(node);
        (doc.tag(block), doc.parent(block), doc.attr(block, "class"))
    };
    let as_one_of_them = looks(before.node) == looks(offer.node);
    let to_read = || offer.prompt().is_some_and(|prompt| prompt.offers_all_to_read());
    let beside = || to_read() && is_outside_body(doc, &fragments[..at], before.node, offer.node);
    ends_sentence(&before.text) && !is_cut(before) && (as_one_of_them || outside() || beside())
}

/// Whether a notice stands behind the element that holds several paragraphs, of which this is the last.
fn is_outside_body(doc: &Document, before: &[Fragment], last: NodeId, notice: NodeId) -> bool {
    let Some(holder) = super::common(doc, last, notice) else { return true };
    let part = std::iter::once(last).chain(doc.ancestors(last)).find(|id| doc.parent(*id) == Some(holder));
    let inside = |fragment: &&Fragment| part.is_some_and(|part| fragment.node >= part);
    before.iter().rev().take(SEEN).filter(|fragment| is_text(fragment)).filter(inside).take(2).count() == 2
}
