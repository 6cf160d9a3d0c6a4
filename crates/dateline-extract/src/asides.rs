//! Everything on the page that is not the article: typed by where it stands and kept in page order, bounded in number
//! and size.

mod credits;
mod signed;

use crate::body::{Body, Elem, Layout, NONE};
use crate::char_classes::{push_words, trim};
use crate::class_hints::ClassHints;
use crate::gate::Gate;
use crate::lexicon::{self, Class};
use crate::meta;
use crate::text::{ends_sentence, words};
use crate::text_fragment::addressee;
use crate::text_fragment::subscribe_prompt::SubscribePrompt;
use dateline_html::NodeId;
use dateline_model::{Aside, AsideItem, AsideKind, WebUrl};
use std::collections::HashMap;

/// Asides of one page; what comes later is left out.
pub(crate) const ASIDES_MAX: usize = 200;
/// Headlines of one aside.
const ITEMS_MAX: usize = 40;
/// Bytes of text of one aside.
const TEXT_MAX: usize = 2000;

/// Kinds of boxes that stand inside articles, by their names and by the words in them. Either alone errs too often.
const BOXES: &[(ClassHints, Class)] = &[
    (ClassHints::NEWSLETTER, Class::Newsletter),
    (ClassHints::COOKIE, Class::Cookie),
    (ClassHints::ADVERT, Class::Advert),
];
/// Most words of such a box.
const BOX_WORDS: u32 = 60;
/// Words of a paragraph that no box of a notice holds.
const REPORT: u32 = 8;

/// Takes out of the article what two rules call an aside: lists of headlines that an aggregator glued together, which no
/// mark-up tells from a paragraph, boxes whose name and words say the same, what stands in a gate's box, and the byline where it
/// stands as a paragraph.
pub(crate) fn release(layout: &Layout<'_>, body: &mut Body, gates: &[Gate], bylines: &[String]) {
    let walls = Walls::of(layout, gates);
    let credits = credits::find(layout, &body.keep, bylines);
    let mut taken = vec![false; layout.segments.len()];
    let mut boxes: HashMap<_, Vec<usize>> = HashMap::new();
    for index in (0..layout.segments.len()).filter(|index| body.keep[*index]) {
        taken[index] = walls.over(layout, index).is_some()
            || signed::glued(layout, index).is_some()
            || credits.contains(&index)
            || is_signature(layout, index) && repeats(layout.line(index), bylines);
        if !taken[index] {
            boxes.entry(owner(layout, index)).or_default().push(index);
        }
    }
    for inside in boxes.values() {
        let words: u32 = inside.iter().map(|at| layout.segments[*at].count.words / 4).sum();
        if words <= BOX_WORDS && inside.iter().any(|at| says_what_it_is(layout, *at)) {
            inside.iter().for_each(|at| taken[*at] = true);
        }
    }
    take(layout, body, &taken);
}

/// Most words of a line that signs an article.
const SIGNATURE: u32 = 8;
/// Words of such a line beside the name: "By", a place.
const BESIDE: usize = 3;

/// Whether a short line opens as signatures do: "By Ann Lee". What is a link as a whole belongs to a menu: "By subject".
fn is_signature(layout: &Layout<'_>, index: usize) -> bool {
    let segment = &layout.segments[index];
    let first = layout.leaves.get(segment.leaves.0 as usize);
    segment.count.words <= 4 * SIGNATURE
        && segment.count.link_share() < 1.0
        && first
            .map(|leaf| trim(layout.doc.text(*leaf)))
            .is_some_and(|text| meta::opens_byline(text) || meta::is_opener(text))
}

/// Whether a line says little but the name of somebody who signs. Of seven such lines that were kept on the tuning pages five
/// stand in no annotated text; hardly any page has one.
fn repeats(line: &str, bylines: &[String]) -> bool {
    let words = line.split_whitespace().count();
    bylines
        .iter()
        .filter(|name| line.contains(name.as_str()))
        .any(|name| words <= name.split_whitespace().count() + BESIDE)
}

fn says_what_it_is(layout: &Layout<'_>, index: usize) -> bool {
    let hints = layout.segments[index].hints;
    if hints.has(ClassHints::AUTHOR) && tells_of_a_person(layout.line(index)) {
        return true;
    }
    let mut named = BOXES.iter().filter(|(hint, _)| hints.has(*hint));
    named.any(|(_, class)| lexicon::hits(layout.line(index)).iter().any(|hit| hit.class == *class))
}

/// What follows the name in a box about an author: `Ann Lee is a reporter`, `Ann Lee covers harbours`.
const OF_A_PERSON: [&str; 16] = [
    "is", "was", "has", "covers", "covered", "writes", "reports", "joined", "works", "studied", "ist",
    "schreibt", "arbeitet", "est", "es", "è",
];

/// Whether a text opens with a name of two to four words and what its bearer is or does.
fn tells_of_a_person(text: &str) -> bool {
    let words: Vec<&str> = text.split_whitespace().take(5).collect();
    let upper = |word: &&&str| word.starts_with(char::is_uppercase);
    let name = words.iter().take_while(upper).count();
    (2..=4).contains(&name)
        && words.get(name).is_some_and(|word| OF_A_PERSON.contains(&word.trim_end_matches(',')))
}

/// Takes segments out of the article, where a block is made of one alone.
fn take(layout: &Layout<'_>, body: &mut Body, taken: &[bool]) {
    let texts =
        taken.iter().enumerate().filter(|(_, taken)| **taken).map(|(index, _)| (layout.line(index), index));
    let mut wanted: HashMap<String, Vec<usize>> = HashMap::new();
    // A block has its lines apart where the page breaks them, a segment has them in one.
    texts.for_each(|(text, index)| wanted.entry(folded(text)).or_default().push(index));
    if wanted.is_empty() {
        return;
    }
    let keep = &mut body.keep;
    body.blocks.retain(|placed| match wanted.get_mut(&folded(placed.block.text().as_str())) {
        Some(indices) => {
            // All of one text at once, on its first block: a page may say the same line thousands of times.
            indices.drain(..).for_each(|index| keep[index] = false);
            false
        }
        None => true,
    });
}

fn folded(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    push_words(&mut out, text);
    out
}

/// Groups the segments that were not kept by the nearest element that explains them.
pub(crate) fn find(layout: &Layout<'_>, body: &Body, gates: &[Gate], base: Option<&WebUrl>) -> Vec<Aside> {
    let walls = Walls::of(layout, gates);
    let mut out: Vec<Aside> = Vec::new();
    let mut group = NONE;
    for index in 0..layout.segments.len() {
        if body.keep[index] || layout.segments[index].is_unseen() {
            group = NONE;
            continue;
        }
        let owner = owner(layout, index);
        let gate = walls.over(layout, index);
        let kind = gate.map_or_else(|| kind(layout, index), |_| AsideKind::Notice);
        let joins =
            owner == group && out.last().is_some_and(|last| last.kind == kind && last.text.len() < TEXT_MAX);
        if !joins {
            if out.len() >= ASIDES_MAX {
                break;
            }
            let reason = gate.map(|gate| gate.reason);
            out.push(Aside { kind, text: String::new(), items: Vec::new(), reason });
            group = owner;
        }
        if let Some(last) = out.last_mut() {
            add(layout, index, base, last);
        }
    }
    out
}

fn add(layout: &Layout<'_>, index: usize, base: Option<&WebUrl>, aside: &mut Aside) {
    let text = layout.line(index);
    if !aside.text.is_empty() {
        aside.text.push('\n');
    }
    aside.text.push_str(&text[..text.floor_char_boundary(TEXT_MAX)]);
    let room = ITEMS_MAX.saturating_sub(aside.items.len());
    aside.items.extend(items(layout, index, aside.kind, base).into_iter().take(room));
}

/// Headlines that a segment names, where it is of a kind that names any.
pub(crate) fn items(
    layout: &Layout<'_>,
    index: usize,
    kind: AsideKind,
    base: Option<&WebUrl>,
) -> Vec<AsideItem> {
    let segment = &layout.segments[index];
    match kind {
        AsideKind::Cluster | AsideKind::Teaser | AsideKind::Related
            if segment.hints.has(ClassHints::LINK) =>
        {
            signed::item(layout, index, base).into_iter().collect()
        }
        AsideKind::Cluster => signed::glued(layout, index).unwrap_or_default(),
        _ => Vec::new(),
    }
}

/// The element whose name says what the segment is; else its own block's parent.
fn owner(layout: &Layout<'_>, index: usize) -> u32 {
    let elem = layout.segments[index].elem;
    let telling = layout.above(elem).take(12).filter(|at| {
        layout.elems[*at as usize]
            .own
            .has(ClassHints::CHROME.with(ClassHints::TEASER).with(ClassHints::AUTHOR))
    });
    telling.last().unwrap_or_else(|| match layout.elems[elem as usize].parent {
        NONE => elem,
        parent => parent,
    })
}

/// Hints to kinds, the most certain first.
const KINDS: &[(ClassHints, AsideKind)] = &[
    (ClassHints::COOKIE, AsideKind::Cookie),
    (ClassHints::COMMENTS, AsideKind::Comments),
    (ClassHints::NEWSLETTER, AsideKind::Newsletter),
    (ClassHints::NAV, AsideKind::Navigation),
    (ClassHints::FOOTER, AsideKind::Navigation),
    (ClassHints::SHARE, AsideKind::Navigation),
    (ClassHints::RELATED, AsideKind::Related),
    (ClassHints::TEASER, AsideKind::Teaser),
    (ClassHints::AUTHOR, AsideKind::BylineBox),
    (ClassHints::CAPTION, AsideKind::Caption),
    (ClassHints::ADVERT, AsideKind::Advert),
    (ClassHints::PROMO, AsideKind::Advert),
    (ClassHints::META, AsideKind::BylineBox),
];

/// The kind that the names of the elements around a segment speak of.
pub(crate) fn named(layout: &Layout<'_>, index: usize) -> Option<AsideKind> {
    let hints = layout.segments[index].hints;
    KINDS.iter().find(|(hint, _)| hints.has(*hint)).map(|(_, kind)| *kind)
}

/// Gates with the boxes that their notices stand in: the notice's own element, or the one around it where that holds
/// little else.
pub(crate) struct Walls<'g> {
    gates: &'g [Gate],
    /// For each element of the layout the first gate whose box it is or stands in.
    over: Vec<Option<usize>>,
}

impl<'g> Walls<'g> {
    /// Looks at each element once: a page may be made of notices.
    pub(crate) fn of(layout: &Layout<'_>, gates: &'g [Gate]) -> Self {
        if gates.is_empty() {
            return Self { gates, over: Vec::new() };
        }
        let mut boxes: HashMap<NodeId, usize> = HashMap::new();
        let elems: HashMap<NodeId, &Elem> = layout.elems.iter().map(|elem| (elem.node, elem)).collect();
        let mut before = vec![0];
        for segment in &layout.segments {
            before.push(before[before.len() - 1] + segment.count.words / 4);
        }
        let held = |node: &NodeId| {
            elems.get(node).map_or(0, |elem| before[elem.last as usize] - before[elem.first as usize])
        };
        // A short article is no box.
        let tells = |node: &NodeId| {
            let mut inside = elems.get(node).map_or(0..0, |elem| elem.first as usize..elem.last as usize);
            inside.any(|at| is_report(layout, at))
        };
        for (at, gate) in gates.iter().enumerate() {
            let around = layout.doc.parent(gate.node);
            let around = around.filter(|around| held(around) <= BOX_WORDS && !tells(around));
            boxes.entry(around.unwrap_or(gate.node)).or_insert(at);
        }
        let mut over: Vec<Option<usize>> = Vec::with_capacity(layout.elems.len());
        for elem in &layout.elems {
            let (above, end) = match elem.parent {
                NONE => (None, None),
                parent => (over[parent as usize], Some(layout.elems[parent as usize].node)),
            };
            let nodes = std::iter::once(elem.node).chain(layout.doc.ancestors(elem.node));
            let inline = nodes.take_while(|node| Some(*node) != end).take(ABOVE);
            let own = inline.filter_map(|node| boxes.get(&node).copied()).min();
            over.push(own.into_iter().chain(above).min());
        }
        Self { gates, over }
    }

    /// The gate in whose box a segment stands: its text is that gate's notice.
    pub(crate) fn over(&self, layout: &Layout<'_>, segment: usize) -> Option<&'g Gate> {
        let elem = layout.segments[segment].elem as usize;
        self.over.get(elem).copied().flatten().and_then(|at| self.gates.get(at))
    }
}

/// Whether a segment is a paragraph that tells of others.
fn is_report(layout: &Layout<'_>, at: usize) -> bool {
    let line = layout.line(at);
    layout.segments[at].count.words >= 4 * REPORT
        && ends_sentence(line)
        && addressee::is_report_text(line)
        && SubscribePrompt::of(line, words(line)).is_none_or(|prompt| prompt.hints().is_none())
}

/// Elements within a line that are looked at between two blocks.
const ABOVE: usize = 64;

/// What a segment outside the article is.
pub(crate) fn kind(layout: &Layout<'_>, index: usize) -> AsideKind {
    let segment = &layout.segments[index];
    if layout.elems[segment.elem as usize].figure != NONE {
        return AsideKind::Caption;
    }
    let by_name = named(layout, index);
    let open = matches!(by_name, None | Some(AsideKind::Related | AsideKind::Teaser));
    if open && (signed::in_list(layout, index) || signed::glued(layout, index).is_some()) {
        return AsideKind::Cluster;
    }
    by_name.unwrap_or(match () {
        () if is_signature(layout, index) => AsideKind::BylineBox,
        () if segment.count.link_share() > 0.6 && segment.count.words >= 4 * 5 => AsideKind::Teaser,
        () if segment.count.link_share() > 0.6 => AsideKind::Navigation,
        () if segment.count.words >= 4 * 12 => AsideKind::Related,
        () => AsideKind::Navigation,
    })
}
