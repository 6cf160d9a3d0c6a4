//! Offers of the house within a text: a short paragraph in a box of its own that speaks to the reader and links to where one
//! signs in or subscribes. Whether it withholds anything is the verdict's business; text it is in no case.

use super::segmentation::Layout;
use crate::class_hints::ClassHints;
use crate::gate::notice_shape::names_a_sum;
use crate::text::words;
use crate::text_fragment::addressee;
use crate::text_fragment::link_target::is_door;
use crate::text_fragment::subscribe_prompt::SubscribePrompt;
use dateline_html::{Document, NodeId, Tag};

/// Words of an offer, in quarters.
const OFFER: u32 = 4 * 45;

/// Words of a box that asks the reader for something, in quarters, and of its controls; elements above a line that may be the box.
const WIDGET: u32 = 4 * 80;
const BOXES: usize = 4;
/// Words of an offer without a link, in quarters.
const ASKS: u32 = 4 * 25;
/// Words of a box with a link to sign in, in quarters.
const BRIEF: u32 = 4 * 30;
/// Nodes of a box that are looked at.
const NODES: usize = 80;
/// The text beside such a box is so many times longer.
const BESIDE: u32 = 3;

/// Takes offers and boxes with controls out of the text.
pub(crate) fn leave_out(layout: &Layout<'_>, keep: &mut [bool]) {
    leave_widgets_out(layout, keep);
    for (at, keep) in keep.iter_mut().enumerate() {
        *keep = *keep && !is_offer(layout, at);
    }
}

/// Takes boxes out that speak to the reader and hold a button or a field: newsletters, maps that want consent, replies.
fn leave_widgets_out(layout: &Layout<'_>, keep: &mut [bool]) {
    let words = |at: usize| layout.segments[at].count.words;
    let all: u32 = (0..keep.len()).filter(|at| keep[*at]).map(words).sum();
    let mut at = 0;
    while at < keep.len() {
        let found = Some(at).filter(|at| keep[*at]).and_then(|at| widget(layout, at, all));
        let end = found.unwrap_or(at + 1);
        if found.is_some() {
            keep[at..end].fill(false);
        }
        at = end;
    }
}

/// Where the box ends that begins with a segment and is a widget.
fn widget(layout: &Layout<'_>, at: usize, all: u32) -> Option<usize> {
    let doc = layout.doc;
    let is_box = |elem: &u32| {
        let elem = &layout.elems[*elem as usize];
        let own = ClassHints::ARTICLE.with(ClassHints::BODY).with(ClassHints::MAIN);
        matches!(elem.tag, Tag::Div | Tag::Aside | Tag::Section)
            && !elem.own.has(own)
            && elem.first as usize == at
    };
    layout.above(layout.segments[at].elem).take(BOXES).filter(is_box).find_map(|elem| {
        let elem = &layout.elems[elem as usize];
        let (first, last) = (elem.first as usize, elem.last as usize);
        let words: u32 = layout.segments[first..last].iter().map(|segment| segment.count.words).sum();
        let small = words <= WIDGET && words * BESIDE <= all.saturating_sub(words);
        let alone =
            layout.elems.iter().filter(|other| other.signature == elem.signature).take(2).count() == 1;
        let brief = words <= BRIEF;
        let asks = || doc.descendants(elem.node).take(NODES).any(|node| is_field(doc, node, brief));
        let unfolds =
            || doc.descendants(elem.node).take(NODES).any(|node| doc.attr(node, "aria-expanded").is_some());
        let speaks = || (first..last).any(|at| addressee::addresses(layout.line(at)));
        // An appeal that stands aside may be longer, where each of its lines speaks to the reader.
        let appeals =
            || elem.tag == Tag::Aside && (first..last - 1).all(|at| addressee::addresses(layout.line(at)));
        let calls = (words <= CALL || small && appeals())
            && alone
            && is_call(layout, first, last)
            && is_between(doc, elem.node);
        (small && alone && asks() && !unfolds() && speaks() || calls).then_some(last)
    })
}

/// Words of a box that calls to act, in quarters, and of its link.
const CALL: u32 = 4 * 40;
const CALL_LINK: u32 = 4 * 4;

/// Whether the last line of a few is a link and nothing else, in a few words, and another line stands over it: "Bli medlem".
fn is_call(layout: &Layout<'_>, first: usize, last: usize) -> bool {
    let segment = &layout.segments[last - 1];
    (2..=8).contains(&(last - first))
        && segment.count.links == 1
        && segment.count.link_share() > 0.95
        && segment.count.words <= CALL_LINK
        && (first..last - 1).all(|at| layout.segments[at].count.links == 0)
}

/// Whether paragraphs stand right before a box and right behind it.
fn is_between(doc: &Document, node: NodeId) -> bool {
    let is_paragraph = |id: &NodeId| doc.tag(*id) == Some(Tag::P);
    let element = |id: &NodeId| doc.tag(*id).is_some();
    let before = std::iter::successors(doc.prev_sibling(node), |id| doc.prev_sibling(*id)).find(element);
    let behind = std::iter::successors(doc.next_sibling(node), |id| doc.next_sibling(*id)).find(element);
    before.is_some_and(|id| is_paragraph(&id)) && behind.is_some_and(|id| is_paragraph(&id))
}

/// Whether an element takes an answer of the reader: a field to fill in, a button that agrees or names a sum; in a brief box also a
/// link to where one signs in.
fn is_field(doc: &Document, node: NodeId, brief: bool) -> bool {
    match doc.tag(node) {
        Some(Tag::Input) => {
            doc.attr(node, "type").is_none_or(|kind| matches!(kind, "email" | "text" | "tel"))
        }
        Some(Tag::Textarea) => true,
        Some(Tag::Button) => {
            let said = doc.collect_text(node);
            names_a_sum(&said) || brief && (super::agrees(&said) || loads(doc, node))
        }
        Some(Tag::A) => brief && doc.attr(node, "href").is_some_and(is_door),
        _ => false,
    }
}

/// Whether a button stands in a box that is named after what it replaces.
fn loads(doc: &Document, button: NodeId) -> bool {
    let named = |above| {
        let class = doc.attr(above, "class").unwrap_or_default().to_ascii_lowercase();
        ["placeholder", "consent", "embed"].iter().any(|word| class.contains(word))
    };
    doc.ancestors(button).take(3).any(named)
}

fn is_offer(layout: &Layout<'_>, at: usize) -> bool {
    let segment = &layout.segments[at];
    let short = segment.heading == 0 && segment.count.words <= OFFER;
    let beside = [at.checked_sub(1), Some(at + 1)].into_iter().flatten();
    // Where each paragraph has a box, a box tells nothing.
    short
        && is_boxed(layout, at)
        && !beside.filter(|next| *next < layout.segments.len()).any(|next| is_boxed(layout, next))
        && addressee::addresses(layout.line(at))
        && (leads_to_door(layout, at) || asks(layout, at))
}

/// Whether a text between others asks to subscribe or to register.
fn asks(layout: &Layout<'_>, at: usize) -> bool {
    let line = layout.line(at);
    layout.segments[at].count.words <= ASKS
        && SubscribePrompt::of(line, words(line)).is_some_and(|prompt| prompt.asks())
}

/// Whether a segment is all that a box holds.
fn is_boxed(layout: &Layout<'_>, at: usize) -> bool {
    layout.above(layout.segments[at].elem).take(3).any(|elem| {
        let elem = &layout.elems[elem as usize];
        let alone = (elem.first as usize, elem.last as usize) == (at, at + 1);
        alone && matches!(layout.doc.tag(elem.node), Some(Tag::Div | Tag::Aside | Tag::Section))
    })
}

fn leads_to_door(layout: &Layout<'_>, at: usize) -> bool {
    let doc = layout.doc;
    let within = doc.descendants(layout.elem_of(at).node);
    within
        .filter(|node| doc.tag(*node) == Some(Tag::A))
        .filter_map(|node| doc.attr(node, "href"))
        .any(is_door)
}

#[cfg(test)]
mod tests {
    use crate::body::tests::between;

    #[test]
    fn offers_in_a_box_of_their_own_are_left_out() {
        for offer in [
            "<div class='b7'><p><strong>Like what you read?</strong> Have an account already? <a href='/login'>Log in</a> and this box goes away.</p></div>",
            "<aside><p>Gefällt Ihnen dieser Text? <a href='/abo'>Testen Sie uns</a> vier Wochen lang.</p></aside>",
            "<div><p>Get the Saturday edition on your tablet. <a href='https://gull.example/subscribe'>Subscribe now</a>.</p></div>",
        ] {
            assert_eq!(between(offer), Vec::<String>::new(), "{offer}");
        }
    }

    #[test]
    fn what_only_links_there_is_text() {
        for text in [
            "<p>You can register for the winter course at the <a href='/register'>office of the school</a> until the end of May.</p>",
            "<div><p>The county keeps a <a href='/register'>register of old roofs</a>, and the mill has stood in it since the war.</p></div>",
            "<div><p>You can sign up at the <a href='/register'>office of the school</a> until May.</p></div><div><p>The roof comes first, the chimney will have to wait for the swifts to leave in the autumn.</p></div>",
        ] {
            assert!(!between(text).is_empty(), "{text}");
        }
    }
}
