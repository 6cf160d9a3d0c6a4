//! The walk over a document that finds blocks and the runs of text between their borders.

use super::run::{Open, Run};
use super::tags::{is_block, is_skipped, level};
use super::{Elem, FAR, HINTS, Layout, Media, NONE, SEGMENTS_MAX, Segment, initial};
use crate::body::{cookie_layers, folded, formula, social_posts, superscripts};
use crate::char_classes::trim;
use crate::class_hints::ClassHints;
use crate::class_ids::{ByClass, ClassIds};
use crate::shadow_roots::is_shadow_root;
use crate::text_links;
use crate::visually_hidden::{self, Sheet, Unseen};
use dateline_html::{Document, NodeId, NodeKind, Tag};
use std::cell::OnceCell;
use std::collections::HashSet;
use std::rc::Rc;

/// Walks the document; the subtrees of `hidden` are passed over unread, those of `folded` are read though they are off the page, and
/// so is `<noscript>` except the one that is the page.
pub(crate) fn lay_out<'d>(
    doc: &'d Document,
    classes: &Rc<ClassIds<'d>>,
    hidden: &HashSet<NodeId>,
    folded: &HashSet<NodeId>,
    noscript: Option<NodeId>,
) -> Layout<'d> {
    // On the tuning pages a block element stands for every four nodes, a text leaf for every four too.
    let some = || doc.len() / 4;
    let layout = Layout {
        doc,
        elems: Vec::with_capacity(some()),
        segments: Vec::with_capacity(doc.len() / 8),
        leaves: Vec::with_capacity(some()),
        media: Vec::new(),
        sheet: Rc::new(Sheet::of(doc, classes)),
        classes: Rc::clone(classes),
        lines: Vec::new(),
    };
    let unseen = Unseen::by(&layout.sheet, classes);
    let formulas = formula::any(doc, classes);
    let mut walker = Walker {
        formulas,
        layout,
        hidden,
        folded,
        noscript,
        unseen,
        designs: ByClass::new(classes, hash("")),
        modal_page: false,
        open: Vec::new(),
        run: Run::default(),
    };
    walker.walk();
    let (mut layout, modal_page) = (walker.layout, walker.modal_page);
    if modal_page {
        // What stands outside of the box is no more of a text than what stands in it.
        layout.segments.iter_mut().for_each(|segment| segment.hints = segment.hints.with(ClassHints::MODAL));
    }
    layout.lines.resize(layout.segments.len(), OnceCell::new());
    cookie_layers::mark(&mut layout);
    layout
}

struct Walker<'d, 'h> {
    layout: Layout<'d>,
    hidden: &'h HashSet<NodeId>,
    folded: &'h HashSet<NodeId>,
    noscript: Option<NodeId>,
    unseen: Unseen<'d>,
    /// Hashes of class names.
    designs: ByClass<u32>,
    /// Whether the page has formulas.
    formulas: bool,
    /// Whether a box around the whole page is named like a dialog.
    modal_page: bool,
    open: Vec<Open>,
    run: Run,
}

impl Walker<'_, '_> {
    fn walk(&mut self) {
        let doc = self.layout.doc;
        let root = doc.root();
        self.open_root(root);
        let Some(mut at) = doc.first_child(root) else { return };
        loop {
            let entered = self.layout.segments.len() < SEGMENTS_MAX && self.enter(at);
            if let Some(child) = doc.first_child(at).filter(|_| entered) {
                at = child;
                continue;
            }
            if entered {
                self.leave(at);
            }
            loop {
                if let Some(next) = doc.next_sibling(at) {
                    at = next;
                    break;
                }
                match doc.parent(at) {
                    Some(parent) => at = parent,
                    None => return self.leave(root),
                }
                self.leave(at);
                if at == root {
                    return;
                }
            }
        }
    }

    fn open_root(&mut self, root: NodeId) {
        self.layout.elems.push(Elem {
            node: root,
            tag: Tag::Other,
            parent: NONE,
            depth: 0,
            own: ClassHints::default(),
            all: ClassHints::default(),
            overlay: false,
            near: [FAR; HINTS],
            signature: 0,
            item: NONE,
            quote: NONE,
            table: NONE,
            cell: NONE,
            figure: NONE,
            pre: NONE,
            first: 0,
            last: 0,
        });
        self.open.push(Open {
            node: root,
            elem: 0,
            hints: ClassHints::default(),
            overlay: false,
            in_link: false,
            strong: false,
            block: true,
            spoken: false,
        });
    }

    /// Whether the children of `node` are to be visited.
    fn enter(&mut self, node: NodeId) -> bool {
        match self.layout.doc.kind(node) {
            NodeKind::Text => self.text(node),
            NodeKind::Element(tag) => return self.element(node, tag),
            _ => {}
        }
        false
    }

    fn element(&mut self, node: NodeId, tag: Tag) -> bool {
        if self.hidden.contains(&node) {
            return false;
        }
        if self.formulas
            && let Some(part) = formula::part(self.layout.doc, node, tag)
        {
            self.formula(node, part);
            return false;
        }
        if is_skipped(tag) && !is_shadow_root(self.layout.doc, node) {
            return false;
        }
        match tag {
            Tag::Br => self.line_break(node),
            Tag::Hr => self.flush(),
            Tag::Img if self.is_drawn_initial(node) => self.initial(node),
            Tag::Img | Tag::Amp | Tag::Iframe | Tag::Video | Tag::Audio | Tag::Embed | Tag::Object => {
                return self.media(node);
            }
            Tag::Input | Tag::Wbr => {}
            Tag::Button | Tag::A | Tag::Summary | Tag::Label if folded::is_control(self.layout.doc, node) => {
            }
            Tag::Button | Tag::A | Tag::Span
                if self.in_heading() && visually_hidden::is_heading_button(self.layout.doc, node, tag) => {}
            Tag::Other if social_posts::component(self.layout.doc, node).is_some() => {
                return self.media(node);
            }
            Tag::Noscript if self.noscript != Some(node) => self.fallback(node),
            _ => return self.open(node, tag),
        }
        false
    }

    fn initial(&mut self, node: NodeId) {
        let Some((top, letter)) = self.open.last().copied().zip(initial(self.layout.doc, node)) else {
            return;
        };
        self.run.count.add(letter, top.in_link, top.strong);
        self.run.stand_in(&top);
        self.run.first_char = letter.chars().next().unwrap_or(' ');
        self.run.last_char = self.run.first_char;
        self.layout.leaves.push(node);
    }

    fn formula(&mut self, node: NodeId, part: formula::Part) {
        let Some(top) = self.open.last().copied().filter(|_| part != formula::Part::Copy) else { return };
        let Some(tex) = formula::tex(self.layout.doc, node) else { return };
        let own_line = part == formula::Part::Display;
        if own_line {
            self.flush();
        }
        self.run.count.add(&tex, top.in_link, top.strong);
        self.run.stand_in(&top);
        self.run.formula = own_line;
        if self.run.first_char == ' ' {
            self.run.first_char = tex.chars().next().unwrap_or(' ');
        }
        self.run.last_char = tex.chars().next_back().unwrap_or(' ');
        self.run.broken = false;
        self.layout.leaves.push(node);
        if own_line {
            self.flush();
        }
    }

    /// Pictures may hold nothing; what stands inside films and frames is for browsers that cannot show them.
    fn media(&mut self, node: NodeId) -> bool {
        let Some(top) = self.open.last() else { return false };
        let before = self.layout.segments.len() + usize::from(self.run.count.words > 0);
        self.layout.media.push(Media { node, elem: top.elem, before: index(before), fallback: false });
        false
    }

    /// Words in `<noscript>` are for those who cannot run scripts; a picture there is the one that scripts would fetch.
    fn fallback(&mut self, noscript: NodeId) {
        let doc = self.layout.doc;
        let picture = doc.descendants(noscript).take(8).find(|id| doc.tag(*id) == Some(Tag::Img));
        let Some(node) = picture else { return };
        self.media(node);
        if let Some(media) = self.layout.media.last_mut() {
            media.fallback = true;
        }
    }

    /// Whether the element is read: words within a line that are not to be seen are passed over, for they would join it.
    fn open(&mut self, node: NodeId, tag: Tag) -> bool {
        let Some(top) = self.open.last().copied() else { return false };
        // The page's own class lists say which columns exist, not what stands in them.
        let whole_page = matches!(tag, Tag::Html | Tag::Body);
        let own = if whole_page { ClassHints::default() } else { self.layout.classes.signs(node).hints };
        let own = if self.folded.contains(&node) { own.without(ClassHints::DROPPED) } else { own };
        let block = is_block(tag)
            || tag == Tag::Template
            || (tag == Tag::Other && self.layout.doc.name(node).contains('-'));
        if !block && (own.has(ClassHints::DROPPED) || self.is_no_word(node, tag, &top)) {
            return false;
        }
        let hints = top.hints.with(own);
        let modal = own.has(ClassHints::MODAL);
        let whole = modal && tag != Tag::Dialog && self.wraps_page(node);
        self.modal_page |= whole;
        let overlay = top.overlay || modal && !whole;
        let spoken = top.spoken || block && !whole_page && self.unseen.block(self.layout.doc, node);
        let mut frame = Open { node, hints, overlay, block, spoken, ..top };
        if text_links::is_text_link(self.layout.doc, node, tag) {
            frame.in_link = true;
            frame.hints = frame.hints.with(ClassHints::LINK);
            self.run.count.links += 1;
        }
        frame.strong |= matches!(tag, Tag::B | Tag::Strong | Tag::Em | Tag::I);
        if block {
            self.flush();
            frame.elem = self.push_elem(&frame, tag, own, top.elem);
        }
        self.open.push(frame);
        true
    }

    fn in_heading(&self) -> bool {
        self.open.last().is_some_and(|top| self.heading(top.elem) > 0)
    }

    /// Whether an element is most of the page with its main part in it: no dialog, whatever scripts call it.
    fn wraps_page(&self, node: NodeId) -> bool {
        let doc = self.layout.doc;
        let most = doc.descendants(node).count() * 2 > doc.len();
        let is_main = |id: NodeId| {
            matches!(doc.tag(id), Some(Tag::Main | Tag::Article)) || doc.attr(id, "role") == Some("main")
        };
        most && doc.descendants(node).any(is_main)
    }

    /// Whether an element within a line adds no word to it: nobody sees it, or it is a mark beside the words.
    fn is_no_word(&mut self, node: NodeId, tag: Tag, top: &Open) -> bool {
        let doc = self.layout.doc;
        let heading = || level(self.layout.elems[top.elem as usize].tag) > 0;
        self.unseen.inline(doc, node, tag)
            || visually_hidden::is_edit_mark(doc, node, tag)
            || visually_hidden::is_paragraph_mark(doc, node, tag)
            || superscripts::leads_back(doc, node)
            || heading() && visually_hidden::is_heading_mark(doc, node, tag)
    }

    fn push_elem(&mut self, open: &Open, tag: Tag, own: ClassHints, parent: u32) -> u32 {
        let Open { node, hints: all, overlay, .. } = *open;
        let id = index(self.layout.elems.len());
        let above = &self.layout.elems[parent as usize];
        let near = |is: bool, inherited: u32| if is { id } else { inherited };
        let first = index(self.layout.segments.len());
        let class = self.designs.get(&self.layout.classes, node, hash);
        let elem = Elem {
            node,
            tag,
            parent,
            depth: above.depth.saturating_add(1),
            own,
            all,
            overlay,
            near: nearer(&above.near, own),
            signature: signature(above.signature, tag, class),
            item: near(matches!(tag, Tag::Li | Tag::Dd | Tag::Dt), above.item),
            quote: near(tag == Tag::Blockquote, above.quote),
            table: near(tag == Tag::Table, above.table),
            cell: near(matches!(tag, Tag::Td | Tag::Th), above.cell),
            figure: near(tag == Tag::Figure, above.figure),
            pre: near(tag == Tag::Pre, above.pre),
            first,
            last: first,
        };
        self.layout.elems.push(elem);
        id
    }

    fn leave(&mut self, node: NodeId) {
        let Some(top) = self.open.last().copied().filter(|top| top.node == node) else { return };
        if top.block {
            self.flush();
            self.layout.elems[top.elem as usize].last = index(self.layout.segments.len());
        }
        self.open.pop();
    }

    fn text(&mut self, node: NodeId) {
        let text = self.layout.doc.text(node);
        let Some(top) = self.open.last().copied() else { return };
        let trimmed = trim(text);
        if trimmed.chars().all(has_no_width) {
            if self.layout.leaves.len() > self.run.start {
                self.layout.leaves.push(node);
            }
            return;
        }
        // A line that is set in by the width of two letters is a paragraph.
        let set_in = |wide: &&str| text.trim_start_matches(['\n', '\r', ' ', '\t']).starts_with(wide);
        if self.run.broken && ["\u{3000}\u{3000}", "\u{2003}\u{2003}"].iter().any(set_in) {
            self.flush();
        }
        self.run.broken = false;
        self.run.count.add(text, top.in_link, top.strong);
        self.run.stand_in(&top);
        if self.run.first_char == ' ' {
            self.run.first_char = trimmed.chars().next().unwrap_or(' ');
        }
        self.run.last_char = trimmed.chars().next_back().unwrap_or(' ');
        self.layout.leaves.push(node);
    }

    /// Two line breaks in a row part paragraphs on pages that use no `<p>`.
    fn line_break(&mut self, node: NodeId) {
        if self.run.broken {
            self.flush();
            return;
        }
        self.run.broken = true;
        self.layout.leaves.push(node);
    }

    fn flush(&mut self) {
        let mut run = std::mem::take(&mut self.run);
        let end = self.layout.leaves.len();
        self.run.start = end;
        if run.first_char == ' ' {
            self.layout.leaves.truncate(run.start);
            self.run.start = run.start;
            return;
        }
        let Some(top) = self.open.iter().rev().find(|open| open.block).copied() else { return };
        let single = run.count.chars == 1 && run.first_char.is_uppercase();
        if single && (run.initial || self.is_initial(top.node)) {
            // The first letter of the paragraph that follows.
            run.initial = true;
            self.run = run;
            return;
        }
        let heading = self.heading(top.elem);
        self.layout.segments.push(Segment {
            elem: top.elem,
            leaves: (index(run.start), index(end)),
            hints: run.hints,
            overlay: run.overlay,
            count: run.count,
            heading,
            first_char: run.first_char,
            last_char: run.last_char,
            spoken: top.spoken,
            formula: run.formula,
            layer: false,
        });
    }

    /// Whether a block is named or floats as large initials do.
    fn is_initial(&self, node: NodeId) -> bool {
        let doc = self.layout.doc;
        let class = doc.attr(node, "class").unwrap_or_default().to_ascii_lowercase();
        let named = ["dropcap", "drop-cap", "drop_cap", "initial", "first-letter", "firstletter"];
        named.iter().any(|name| class.contains(name))
            || doc.attr(node, "style").is_some_and(|style| style.replace(' ', "").contains("float:left"))
    }

    /// Whether a picture is the first letter of the words behind it.
    fn is_drawn_initial(&self, node: NodeId) -> bool {
        let doc = self.layout.doc;
        let behind = doc.next_sibling(node).map(|next| doc.text(next)).unwrap_or_default();
        self.run.count.chars == 0 && initial(doc, node).is_some() && behind.starts_with(char::is_lowercase)
    }

    fn heading(&self, elem: u32) -> u8 {
        let levels = std::iter::successors(Some(elem), |at| {
            let parent = self.layout.elems[*at as usize].parent;
            (parent != NONE).then_some(parent)
        });
        levels
            .take(3)
            .map(|at| level(self.layout.elems[at as usize].tag))
            .find(|level| *level > 0)
            .unwrap_or(0)
    }
}

/// Characters that take no room: paragraphs of nothing else keep others apart.
const fn has_no_width(c: char) -> bool {
    matches!(c, '\u{200b}'..='\u{200f}' | '\u{2060}' | '\u{feff}' | '\u{ad}' | '\u{a0}' | '\u{3164}')
}

fn nearer(above: &[u8; HINTS], own: ClassHints) -> [u8; HINTS] {
    let mut near = above.map(|level| (level + 1).min(FAR));
    let mut given = own.0;
    while given != 0 {
        near[given.trailing_zeros() as usize] = 0;
        given &= given - 1;
    }
    near
}

/// Numbers beyond `u32` cannot occur: a document holds fewer nodes.
fn index(n: usize) -> u32 {
    u32::try_from(n).unwrap_or(NONE)
}

/// FNV-1a over the letters of a class.
fn hash(class: &str) -> u32 {
    let letters = class.bytes().take(64).filter(|byte| !byte.is_ascii_digit());
    letters.fold(0x811c_9dc5, |hash, byte| (hash ^ u32::from(byte)).wrapping_mul(0x0100_0193))
}

/// Of the parent's signature, the tag and the hash of the class.
fn signature(above: u32, tag: Tag, class: u32) -> u32 {
    let mixed = (above.rotate_left(5) ^ tag as u32).wrapping_mul(0x0100_0193) ^ class;
    mixed.wrapping_mul(0x9e37_79b1)
}
