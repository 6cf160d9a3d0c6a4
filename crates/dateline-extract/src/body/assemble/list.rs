//! Lists with the ones nested in them, counted as the page counts.

use super::Assembler;
use crate::body::rich_text;
use crate::body::segmentation::{Layout, NONE, Segment};
use dateline_html::{NodeId, Tag};
use dateline_model::{Block, ListItem, Marker, RichText};

/// An item with more words (in quarters) is a paragraph that happens to stand in a list.
const ITEM_MAX: u32 = 4 * 220;
/// Levels of elements that are looked at between an item and its outermost list.
const LEVELS: usize = 24;

impl Assembler<'_, '_, '_> {
    /// The outermost list around an item whose items are short, if there is one.
    pub(super) fn list_of(&mut self, item: u32) -> Option<u32> {
        if item == NONE {
            return None;
        }
        if self.list.0 != item {
            self.list = (item, self.outer_list(item));
        }
        self.list.1
    }

    /// Lists nest by items alone, or with a plain box between an item and its list.
    fn outer_list(&mut self, item: u32) -> Option<u32> {
        let mut found = None;
        let layout = self.layout;
        for at in layout.above(item).take(LEVELS) {
            match layout.elems[at as usize].tag {
                Tag::Ul | Tag::Ol | Tag::Dl | Tag::Menu if self.is_short(at) => found = Some(at),
                Tag::Li | Tag::Dd | Tag::Dt | Tag::Div | Tag::P | Tag::Section => {}
                _ => break,
            }
        }
        found.or_else(|| (self.layout.elems[item as usize].parent == NONE).then_some(item))
    }

    fn is_short(&mut self, list: u32) -> bool {
        let layout = self.layout;
        *self.short.entry(list).or_insert_with(|| all_short(layout, list))
    }

    pub(super) fn list(&mut self, list: u32) {
        let mut items: Vec<(u32, ListItem)> = Vec::new();
        for segment in self.take(list) {
            let item = self.layout.elem_of(segment).item;
            let text = self.rich(segment);
            match items.last_mut() {
                Some((last, known)) if *last == item => {
                    let known = &mut known.text;
                    *known = rich_text::join(vec![std::mem::take(known), text]);
                }
                _ => {
                    let whole = self.item(list, item, text);
                    items.push((item, whole));
                }
            }
        }
        let items = items.into_iter().map(|(_, item)| item).collect();
        self.push(Block::List(items), list);
    }

    fn item(&mut self, list: u32, item: u32, text: RichText) -> ListItem {
        // Text of a list beside its items stands in none.
        let item_of = (item != NONE).then_some(item);
        let above = item_of.into_iter().flat_map(|item| self.layout.above(item));
        let above = above.skip(1).take(4 * LEVELS).take_while(|at| *at != list);
        let is_list =
            |at: &u32| matches!(self.layout.elems[*at as usize].tag, Tag::Ul | Tag::Ol | Tag::Dl | Tag::Menu);
        let depth = u8::try_from(above.filter(is_list).count()).unwrap_or(u8::MAX);
        let marker = match self.layout.elems.get(item as usize).map(|elem| (elem.tag, elem.node)) {
            Some((Tag::Dt, _)) => Marker::Term,
            Some((Tag::Dd, _)) => Marker::Definition,
            Some((_, node)) => self.number(node).map_or(Marker::Bullet, Marker::Number),
            None => Marker::Bullet,
        };
        ListItem { depth, marker, text }
    }

    /// The number of an item of a numbered list: its own, else one more than the item before it.
    fn number(&mut self, item: NodeId) -> Option<i32> {
        let doc = self.layout.doc;
        let list = doc.parent(item).filter(|list| doc.tag(*list) == Some(Tag::Ol))?;
        let whole = |node: NodeId, name: &str| {
            doc.attr(node, name).and_then(|value| value.trim().parse::<i32>().ok())
        };
        let items = |from: Option<NodeId>| {
            std::iter::successors(from, |at| doc.next_sibling(*at)).filter(|at| doc.tag(*at) == Some(Tag::Li))
        };
        let down = doc.attr(list, "reversed").is_some();
        let step = if down { -1 } else { 1 };
        let (from, mut number) = match self.counted.get(&list).copied() {
            Some((last, number)) => (doc.next_sibling(last), number),
            None => {
                let all = || i32::try_from(items(doc.first_child(list)).count()).unwrap_or(1);
                let first = whole(list, "start").unwrap_or_else(|| if down { all() } else { 1 });
                (doc.first_child(list), first.saturating_sub(step))
            }
        };
        for at in items(from) {
            number = whole(at, "value").unwrap_or_else(|| number.saturating_add(step));
            self.counted.insert(list, (at, number));
            if at == item {
                return Some(number);
            }
        }
        self.counted.get(&list).map(|(_, number)| *number)
    }
}

fn all_short(layout: &Layout<'_>, list: u32) -> bool {
    let elem = &layout.elems[list as usize];
    let segments = &layout.segments[elem.first as usize..elem.last as usize];
    let short = |segment: &Segment| segment.count.words <= ITEM_MAX && segment.heading == 0;
    segments.iter().all(short)
}
