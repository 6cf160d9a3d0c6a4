//! What stands in a text as a thing of its own: posts of networks, code, formulas on a line of their own. The decision sees
//! links, digits and names of boxes in them; a reader sees a part of the article, wherever the article goes on around it.

use super::code::{is_button, words};
use super::segmentation::{Layout, NONE};
use super::social_posts;
use crate::class_hints::ClassHints;
use crate::class_ids::ByClass;
use dateline_html::{NodeId, Tag};

/// What such a thing is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Kind {
    Post,
    Code,
}

/// One such thing.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Apart {
    pub(crate) kind: Kind,
    /// Its outermost element.
    pub(crate) elem: u32,
    /// Its segments, `first..last`; none for a post that scripts fill.
    pub(crate) first: usize,
    pub(crate) last: usize,
}

/// Segments between such a thing and the text that it follows or opens.
const BESIDE: usize = 3;
/// Things of one page.
const MANY: usize = 2000;

/// The things that stand in the text, in page order; their segments are kept, and what stands beside code is not.
pub(crate) fn find(layout: &Layout<'_>, keep: &mut [bool]) -> Vec<Apart> {
    let Some(first) = keep.iter().position(|keep| *keep) else { return Vec::new() };
    let last = keep.iter().rposition(|keep| *keep).unwrap_or(first);
    let mut found: Vec<Apart> = Vec::new();
    let mut posts = ByClass::new(&layout.classes, false);
    for (index, elem) in layout.elems.iter().enumerate().skip(1) {
        let inside = found.last().is_some_and(|outer| is_below(layout, outer.elem, elem.node));
        if inside || found.len() >= MANY {
            continue;
        }
        let index = u32::try_from(index).unwrap_or(NONE);
        let named = posts.get(&layout.classes, elem.node, social_posts::is_named);
        let Some(kind) = kind(layout, index, named) else { continue };
        let apart = Apart { kind, elem: index, first: elem.first as usize, last: elem.last as usize };
        if stands_in_text(layout, &apart, keep, first, last) {
            found.push(apart);
        }
    }
    for apart in &found {
        keep[apart.first..apart.last].fill(true);
        if apart.kind == Kind::Code {
            let around = around(layout, apart);
            (around.0..apart.first).chain(apart.last..around.1).for_each(|at| {
                keep[at] &= !is_label(layout, at);
            });
        }
    }
    keep_formulas(layout, keep);
    found
}

fn is_below(layout: &Layout<'_>, outer: u32, node: NodeId) -> bool {
    let outer = layout.elems[outer as usize].node;
    let end = layout.doc.after(outer, layout.doc.root());
    node > outer && end.is_none_or(|end| node < end)
}

fn kind(layout: &Layout<'_>, index: u32, named: bool) -> Option<Kind> {
    let elem = &layout.elems[index as usize];
    if social_posts::is_box(layout, elem, named) {
        return Some(Kind::Post);
    }
    let code = match elem.tag {
        Tag::Pre => true,
        Tag::Table => is_code_table(layout, elem.node),
        Tag::Div => {
            layout.doc.attr(elem.node, "class").is_some_and(|class| class.contains("syntaxhighlighter "))
        }
        _ => false,
    };
    (code && elem.first < elem.last).then_some(Kind::Code)
}

/// Whether a table sets code beside the numbers of its lines.
fn is_code_table(layout: &Layout<'_>, node: NodeId) -> bool {
    let doc = layout.doc;
    let class = doc.attr(node, "class").unwrap_or_default().to_ascii_lowercase();
    let named =
        ["highlight", "rouge", "crayon", "hljs", "code", "blob"].iter().any(|name| class.contains(name));
    let around = || doc.ancestors(node).take(4).filter_map(|id| doc.attr(id, "class"));
    let coded = || around().any(|class| class.contains("highlight") || class.contains("code"));
    let holds = |id: NodeId| {
        let cell = doc.tag(id) == Some(Tag::Td);
        let numbers = cell && doc.attr(id, "data-line-number").is_some();
        numbers || matches!(doc.tag(id), Some(Tag::Pre | Tag::Code))
    };
    (named || coded()) && doc.descendants(node).take(60).any(holds)
}

/// Whether the article goes on around it, or it follows or opens the article in the same box.
fn stands_in_text(layout: &Layout<'_>, apart: &Apart, keep: &[bool], first: usize, last: usize) -> bool {
    let elem = &layout.elems[apart.elem as usize];
    let elsewhere = ClassHints::COMMENTS.with(ClassHints::COOKIE).with(ClassHints::FORM);
    let other = |at: u32| {
        let around = &layout.elems[at as usize];
        let apart =
            matches!(around.tag, Tag::Aside | Tag::Nav | Tag::Footer) && around.own.has(ClassHints::CHROME);
        apart || around.own.has(elsewhere) && !around.own.has(ClassHints::BODY)
    };
    if keep[apart.first..apart.last].iter().any(|keep| *keep) {
        return true;
    }
    if elem.all.is_unseen() || layout.above(elem.parent).any(other) {
        return false;
    }
    if first < apart.first && apart.last <= last {
        return true;
    }
    let holder = layout.above(elem.parent).find(|at| {
        let holder = &layout.elems[*at as usize];
        (holder.first as usize) < apart.first || apart.last < holder.last as usize
    });
    let Some(holder) = holder.map(|at| &layout.elems[at as usize]) else { return false };
    let within = |at: usize| (holder.first as usize..holder.last as usize).contains(&at);
    last < apart.first && apart.first - last <= BESIDE && within(last)
        || apart.last <= first && first - apart.last < BESIDE && within(first)
}

/// The segments of the box around code, where that holds little else.
fn around(layout: &Layout<'_>, apart: &Apart) -> (usize, usize) {
    let above = layout.above(layout.elems[apart.elem as usize].parent).take(4);
    let boxes =
        above.map(|at| &layout.elems[at as usize]).map(|elem| (elem.first as usize, elem.last as usize));
    let small =
        |range: &(usize, usize)| (range.1 - range.0).saturating_sub(apart.last - apart.first) <= BESIDE;
    boxes.take_while(small).last().unwrap_or((apart.first, apart.last))
}

/// Whether a line beside code is a button, the name of its language or of its file.
fn is_label(layout: &Layout<'_>, index: usize) -> bool {
    let doc = layout.doc;
    let node = layout.elem_of(index).node;
    let class = doc.attr(node, "class").unwrap_or_default().to_ascii_lowercase();
    let named = ["lang", "copy", "header", "title", "toolbar", "label", "filename"]
        .iter()
        .any(|name| class.contains(name));
    let few = layout.segments[index].count.words <= 4 * 4;
    few && (named
        || layout.elem_of(index).tag == Tag::Button
        || is_button(doc, node)
        || words(doc, node, 2) == 1)
}

/// Lists and tables of which more than half is kept are kept whole: half a list says something else.
pub(crate) fn complete(layout: &Layout<'_>, scores: &[f32], keep: &mut [bool]) {
    let mut done = 0;
    for elem in &layout.elems {
        let (first, last) = (elem.first as usize, elem.last as usize);
        let listed = matches!(elem.tag, Tag::Ul | Tag::Ol | Tag::Dl | Tag::Table);
        if !listed || first < done || last - first > PARTS {
            continue;
        }
        done = last;
        let words = |at: usize| layout.segments[at].count.words;
        let all: u32 = (first..last).map(words).sum();
        let kept: u32 = (first..last).filter(|at| keep[*at]).map(words).sum();
        if kept == all || kept * 2 <= all {
            continue;
        }
        for at in first..last {
            let segment = &layout.segments[at];
            keep[at] |= scores[at] >= DOUBTFUL && !segment.is_unseen() && segment.count.link_share() < 0.8;
        }
    }
}

/// Parts of one list or table, and the score from which on one of them belongs to the others.
const PARTS: usize = 1000;
const DOUBTFUL: f32 = 0.2;

/// Formulas on a line of their own between kept lines are kept.
fn keep_formulas(layout: &Layout<'_>, keep: &mut [bool]) {
    for at in 1..keep.len().saturating_sub(1) {
        keep[at] |=
            layout.segments[at].formula && keep[at - 1] && (keep[at + 1] || layout.segments[at + 1].formula);
    }
}
