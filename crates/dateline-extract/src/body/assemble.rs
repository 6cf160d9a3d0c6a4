//! Chosen segments to blocks: paragraphs, headings, lists, quotes, tables, code, figures and embeds in page order.

mod list;
mod media;
mod picture_size;
mod table;
mod trailing;

pub(crate) use media::picture;

use super::code;
use super::embedded_parts::{Apart, Kind};
use super::rich_text::rich;
use super::segmentation::{Layout, NONE, Segment};
use super::social_posts;
use crate::body::{Place, PlacedBlock};
use dateline_html::NodeId;
use dateline_model::{Block, MarkKind, RichText, WebUrl};
use std::collections::HashMap;
use std::ops::Range;

/// The blocks of the segments marked in `keep`; `apart` are the things that stand in the text,
/// `captions` what pictures outside of figures have below them.
pub(crate) fn blocks(
    layout: &Layout<'_>,
    keep: &[bool],
    apart: &[Apart],
    captions: &[(usize, usize)],
    base: Option<&WebUrl>,
    place: Place,
) -> Vec<PlacedBlock> {
    let mut assembler = Assembler {
        layout,
        keep,
        words: kept_words(layout, keep),
        apart,
        captions,
        base,
        place,
        out: Vec::new(),
        media: 0,
        next: 0,
        table: (NONE, false),
        list: (NONE, None),
        short: HashMap::new(),
        counted: HashMap::new(),
    };
    assembler.run();
    assembler.out
}

fn kept_words(layout: &Layout<'_>, keep: &[bool]) -> Vec<u32> {
    let kept =
        layout.segments.iter().zip(keep).map(|(segment, keep)| if *keep { segment.count.words } else { 0 });
    let sums = kept.scan(0_u32, |sum, words| {
        *sum = sum.saturating_add(words);
        Some(*sum)
    });
    std::iter::once(0).chain(sums).collect()
}

struct Assembler<'l, 'd, 'b> {
    layout: &'l Layout<'d>,
    keep: &'l [bool],
    /// Words kept before each segment, and all of them.
    words: Vec<u32>,
    /// Posts and code that come next.
    apart: &'l [Apart],
    /// Captions outside of figures: the picture and a segment.
    captions: &'l [(usize, usize)],
    base: Option<&'b WebUrl>,
    place: Place,
    out: Vec<PlacedBlock>,
    media: usize,
    next: usize,
    /// The table and the item looked at last and what was found: a page may be one table, or one list, of paragraphs.
    table: (u32, bool),
    list: (u32, Option<u32>),
    /// Lists whose items were looked at, and whether all of them are short.
    short: HashMap<u32, bool>,
    /// The item counted last in each numbered list, and its number.
    counted: HashMap<NodeId, (NodeId, i32)>,
}

impl Assembler<'_, '_, '_> {
    fn run(&mut self) {
        let Some(first) = self.keep.iter().position(|keep| *keep) else { return self.media_alone() };
        let last = self.keep.iter().rposition(|keep| *keep).unwrap_or(first);
        if self.place == Place::Page {
            self.media = self.layout.media.partition_point(|media| (media.before as usize) < first);
        }
        self.next = first;
        while self.next <= last {
            if self.stands_apart() {
                continue;
            }
            self.media_before(self.next);
            if self.keep[self.next] { self.segment() } else { self.next += 1 }
        }
        self.stands_apart();
        self.media_behind(first, last);
    }

    /// Writes the post or the code that begins here, if one does.
    fn stands_apart(&mut self) -> bool {
        let Some((apart, rest)) = self.apart.split_first().filter(|(apart, _)| apart.first <= self.next)
        else {
            return false;
        };
        self.apart = rest;
        let elem = &self.layout.elems[apart.elem as usize];
        self.media_outside(elem.node);
        let block = match apart.kind {
            Kind::Post => social_posts::block(self.layout, elem, self.base),
            Kind::Code => Some(self.code(elem.node, apart.first..apart.last)),
        };
        if let Some(block) = block.filter(|block| *block != Block::Code(String::new())) {
            self.push(block, apart.elem);
        }
        self.next = self.next.max(apart.last);
        true
    }

    fn segment(&mut self) {
        let elem = self.layout.elem_of(self.next);
        if elem.table != NONE && self.is_data(elem.table) {
            self.table(elem.table);
        } else if self.layout.segments[self.next].heading > 0 {
            self.heading();
        } else if elem.quote != NONE {
            self.quote(elem.quote);
        } else if let Some(list) = self.list_of(elem.item) {
            self.list(list);
        } else {
            self.paragraph();
        }
    }

    fn push(&mut self, block: Block, elem: u32) {
        let node = self.layout.elems[elem as usize].node;
        self.out.push(PlacedBlock { block, node });
    }

    fn rich(&self, segment: usize) -> RichText {
        rich(self.layout, self.layout.segments[segment].leaves, self.base)
    }

    /// Kept segments from here to the end of `elem`, or to what stands apart in it; afterwards the next segment is the one
    /// behind them.
    fn take(&mut self, elem: u32) -> Vec<usize> {
        let end = (self.layout.elems[elem as usize].last as usize).clamp(self.next + 1, self.keep.len());
        let apart = self.apart.iter().find(|apart| apart.first < apart.last && apart.first > self.next);
        let end = apart.map_or(end, |apart| end.min(apart.first));
        let taken = (self.next..end).filter(|segment| self.keep[*segment]).collect();
        self.next = end;
        taken
    }

    fn paragraph(&mut self) {
        let text = self.rich(self.next);
        let segment = &self.layout.segments[self.next];
        // A paragraph of nothing but code in several lines is code.
        let coded = text.text.contains('\n')
            && matches!(&text.marks[..], [mark] if mark.kind == MarkKind::Code && mark.start == 0 && mark.end as usize == text.text.len());
        let block = match coded {
            true => self.code(self.layout.elems[segment.elem as usize].node, self.next..self.next + 1),
            false => Block::Paragraph(text),
        };
        self.push(block, segment.elem);
        self.next += 1;
    }

    fn code(&self, node: NodeId, segments: Range<usize>) -> Block {
        let segments = &self.layout.segments[segments];
        let start = segments.first().map_or(0, |segment| segment.leaves.0 as usize);
        let end = segments.last().map_or(start, |segment| segment.leaves.1 as usize);
        Block::Code(code::text(self.layout.doc, node, &self.layout.leaves[start..end]))
    }

    fn heading(&mut self) {
        let Segment { heading, elem, .. } = self.layout.segments[self.next];
        let text = self.rich(self.next);
        self.push(Block::Heading { level: heading.clamp(2, 6), text }, elem);
        self.next += 1;
    }

    fn quote(&mut self, elem: u32) {
        let paragraphs = self.take(elem).into_iter().map(|segment| self.rich(segment)).collect();
        self.push(Block::Quote { paragraphs, source: None }, elem);
    }
}
