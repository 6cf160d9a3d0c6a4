//! Everything on the page that is not the article: typed by where it stands and kept in page order, bounded in number
//! and size.

use crate::body::{Body, Cues, Layout, NONE, address};
use crate::survey::{Gate, PlacedAside};
use dateline_model::{Aside, AsideItem, AsideKind, WebUrl};

/// Asides of one page; what comes later is left out.
pub(crate) const ASIDES_MAX: usize = 200;
/// Headlines of one aside.
const ITEMS_MAX: usize = 40;
/// Bytes of text of one aside.
const TEXT_MAX: usize = 2000;

/// Groups the segments that were not kept by the nearest element that explains them.
pub(crate) fn find(
    layout: &Layout<'_>,
    body: &Body,
    gates: &[Gate],
    base: Option<&WebUrl>,
) -> Vec<PlacedAside> {
    let mut out: Vec<PlacedAside> = Vec::new();
    let mut group = NONE;
    for index in 0..layout.segments.len() {
        if body.keep[index] || layout.segments[index].cues.is_unseen() {
            group = NONE;
            continue;
        }
        let owner = owner(layout, index);
        let kind = kind(layout, index);
        let joins = owner == group
            && out.last().is_some_and(|last| last.aside.kind == kind && last.aside.text.len() < TEXT_MAX);
        if !joins {
            if out.len() >= ASIDES_MAX {
                break;
            }
            let node = layout.elems[owner as usize].node;
            out.push(PlacedAside {
                aside: Aside { kind, text: String::new(), items: Vec::new(), reason: None },
                node,
            });
            group = owner;
        }
        if let Some(last) = out.last_mut() {
            add(layout, index, base, &mut last.aside);
        }
    }
    notices(&mut out, layout, gates);
    out
}

fn add(layout: &Layout<'_>, index: usize, base: Option<&WebUrl>, aside: &mut Aside) {
    let mut text = layout.text(index);
    text.truncate(text.floor_char_boundary(TEXT_MAX));
    if !aside.text.is_empty() {
        aside.text.push('\n');
    }
    aside.text.push_str(&text);
    let segment = &layout.segments[index];
    let named = matches!(aside.kind, AsideKind::Teaser | AsideKind::Related | AsideKind::Cluster);
    if named
        && segment.cues.has(Cues::LINK)
        && segment.count.link_share() > 0.5
        && aside.items.len() < ITEMS_MAX
    {
        aside.items.push(AsideItem { title: Some(text), publisher: None, url: link(layout, index, base) });
    }
}

fn link(layout: &Layout<'_>, index: usize, base: Option<&WebUrl>) -> Option<WebUrl> {
    let (start, end) = layout.segments[index].leaves;
    let leaves = &layout.leaves[start as usize..end as usize];
    let anchors = leaves.iter().flat_map(|leaf| layout.doc.ancestors(*leaf).take(8));
    anchors.filter_map(|node| layout.doc.attr(node, "href")).find_map(|href| address(href, base))
}

/// The element whose name says what the segment is; else its own block's parent.
fn owner(layout: &Layout<'_>, index: usize) -> u32 {
    let elem = layout.segments[index].elem;
    let telling = layout
        .above(elem)
        .take(12)
        .filter(|at| layout.elems[*at as usize].own.has(Cues::CHROME.with(Cues::TEASER).with(Cues::AUTHOR)));
    telling.last().unwrap_or_else(|| match layout.elems[elem as usize].parent {
        NONE => elem,
        parent => parent,
    })
}

/// Hints to kinds, the most certain first.
const KINDS: &[(Cues, AsideKind)] = &[
    (Cues::COOKIE, AsideKind::Cookie),
    (Cues::COMMENTS, AsideKind::Comments),
    (Cues::NEWSLETTER, AsideKind::Newsletter),
    (Cues::NAV, AsideKind::Navigation),
    (Cues::FOOTER, AsideKind::Navigation),
    (Cues::SHARE, AsideKind::Navigation),
    (Cues::RELATED, AsideKind::Related),
    (Cues::TEASER, AsideKind::Teaser),
    (Cues::AUTHOR, AsideKind::BylineBox),
    (Cues::CAPTION, AsideKind::Caption),
    (Cues::ADVERT, AsideKind::Advert),
    (Cues::PROMO, AsideKind::Advert),
    (Cues::META, AsideKind::BylineBox),
];

/// What a segment outside the article is.
pub(crate) fn kind(layout: &Layout<'_>, index: usize) -> AsideKind {
    let segment = &layout.segments[index];
    if layout.elems[segment.elem as usize].figure != NONE {
        return AsideKind::Caption;
    }
    let by_name = KINDS.iter().find(|(cues, _)| segment.cues.has(*cues)).map(|(_, kind)| *kind);
    by_name.unwrap_or(match () {
        () if segment.count.link_share() > 0.6 && segment.count.words >= 4 * 5 => AsideKind::Teaser,
        () if segment.count.link_share() > 0.6 => AsideKind::Navigation,
        () if segment.count.words >= 4 * 12 => AsideKind::Related,
        () => AsideKind::Navigation,
    })
}

/// An aside inside a gate is the gate's notice.
fn notices(out: &mut [PlacedAside], layout: &Layout<'_>, gates: &[Gate]) {
    for gate in gates {
        let inside = |placed: &&mut PlacedAside| {
            placed.node == gate.node
                || layout.doc.ancestors(placed.node).take(64).any(|above| above == gate.node)
        };
        for placed in out.iter_mut().filter(inside) {
            placed.aside.kind = AsideKind::Notice;
            placed.aside.reason = Some(gate.reason);
        }
    }
}
