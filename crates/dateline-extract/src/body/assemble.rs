//! Chosen segments to blocks: paragraphs, headings, lists, quotes, tables, code, figures and embeds in page order.

use super::cues::Cues;
use super::layout::{Layout, Media, NONE, Segment};
use super::rich::{self, address, rich};
use crate::survey::PlacedBlock;
use dateline_html::{NodeId, NodeKind, Tag};
use dateline_model::{Block, Figure, Image, RichText, WebUrl};

/// An item with more words (in quarters) is a paragraph that happens to stand in a list.
const ITEM_MAX: u32 = 4 * 220;
/// A cell with more words (in quarters) shows that the table only arranges the page.
const CELL_MAX: u32 = 4 * 90;

/// The blocks of the segments marked in `keep`.
pub(crate) fn blocks(layout: &Layout<'_>, keep: &[bool], base: Option<&WebUrl>) -> Vec<PlacedBlock> {
    let mut assembler = Assembler {
        layout,
        keep,
        base,
        out: Vec::new(),
        media: 0,
        next: 0,
        tables: (NONE, false),
        lists: (NONE, false),
    };
    assembler.run();
    assembler.out
}

struct Assembler<'l, 'd, 'b> {
    layout: &'l Layout<'d>,
    keep: &'l [bool],
    base: Option<&'b WebUrl>,
    out: Vec<PlacedBlock>,
    media: usize,
    next: usize,
    /// The table and the list looked at last and what was found: a page may be one table, or one list, of paragraphs.
    tables: (u32, bool),
    lists: (u32, bool),
}

impl Assembler<'_, '_, '_> {
    fn run(&mut self) {
        let Some(first) = self.keep.iter().position(|keep| *keep) else { return };
        let last = self.keep.iter().rposition(|keep| *keep).unwrap_or(first);
        self.media = self.layout.media.partition_point(|media| (media.before as usize) < first);
        self.next = first;
        while self.next <= last {
            self.media_before(self.next);
            if self.keep[self.next] { self.segment() } else { self.next += 1 }
        }
    }

    fn segment(&mut self) {
        let elem = self.layout.elem_of(self.next);
        if elem.pre != NONE {
            self.code(elem.pre);
        } else if elem.table != NONE && self.is_data(elem.table) {
            self.table(elem.table);
        } else if self.layout.segments[self.next].heading > 0 {
            self.heading();
        } else if elem.quote != NONE {
            self.quote(elem.quote);
        } else if elem.item != NONE && self.is_short(elem.item) {
            self.list(elem.item);
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

    /// Kept segments from here to the end of `elem`; afterwards the next segment is the one behind it.
    fn take(&mut self, elem: u32) -> Vec<usize> {
        let end = (self.layout.elems[elem as usize].last as usize).clamp(self.next + 1, self.keep.len());
        let taken = (self.next..end).filter(|segment| self.keep[*segment]).collect();
        self.next = end;
        taken
    }

    fn paragraph(&mut self) {
        let text = self.rich(self.next);
        self.push(Block::Paragraph(text), self.layout.segments[self.next].elem);
        self.next += 1;
    }

    fn heading(&mut self) {
        let Segment { heading, elem, .. } = self.layout.segments[self.next];
        let text = self.rich(self.next);
        self.push(Block::Heading { level: heading.clamp(2, 6), text }, elem);
        self.next += 1;
    }

    fn quote(&mut self, elem: u32) {
        let paragraphs = self.take(elem).into_iter().map(|segment| self.rich(segment)).collect();
        self.push(Block::Quote(paragraphs), elem);
    }

    fn code(&mut self, elem: u32) {
        let text: String = self.take(elem).into_iter().flat_map(|segment| self.leaves(segment)).collect();
        self.push(Block::Code(text.trim_matches('\n').trim_end().to_owned()), elem);
    }

    /// The words of a segment as they stand, line by line.
    fn leaves(&self, segment: usize) -> impl Iterator<Item = &str> {
        let (start, end) = self.layout.segments[segment].leaves;
        let leaves = &self.layout.leaves[start as usize..end as usize];
        let doc = self.layout.doc;
        leaves.iter().map(move |leaf| if doc.kind(*leaf) == NodeKind::Text { doc.text(*leaf) } else { "\n" })
    }

    fn list(&mut self, item: u32) {
        let list = self.outer_list(item);
        let ordered = self.layout.elems[list as usize].tag == Tag::Ol;
        let mut items: Vec<(u32, Vec<RichText>)> = Vec::new();
        for segment in self.take(list) {
            let item = self.layout.elem_of(segment).item;
            let text = self.rich(segment);
            match items.last_mut() {
                Some((last, parts)) if *last == item => parts.push(text),
                _ => items.push((item, vec![text])),
            }
        }
        let items = items.into_iter().map(|(_, parts)| rich::join(parts)).collect();
        self.push(Block::List { ordered, items }, list);
    }

    /// The outermost of the lists that an item is nested in, as long as nothing but lists stands between.
    fn outer_list(&self, item: u32) -> u32 {
        let lists = self.layout.above(item).take_while(|at| {
            matches!(
                self.layout.elems[*at as usize].tag,
                Tag::Li | Tag::Ul | Tag::Ol | Tag::Dl | Tag::Dd | Tag::Dt
            )
        });
        lists.last().unwrap_or(item)
    }

    fn is_short(&mut self, item: u32) -> bool {
        let list = self.outer_list(item);
        if self.lists.0 != list {
            let elem = &self.layout.elems[list as usize];
            let segments = &self.layout.segments[elem.first as usize..elem.last as usize];
            let short = |segment: &Segment| segment.count.words <= ITEM_MAX && segment.heading == 0;
            self.lists = (list, segments.iter().all(short));
        }
        self.lists.1
    }

    fn is_data(&mut self, table: u32) -> bool {
        if self.tables.0 != table {
            self.tables = (table, self.holds_data(table));
        }
        self.tables.1
    }

    fn holds_data(&self, table: u32) -> bool {
        let elem = &self.layout.elems[table as usize];
        let (first, last) = (elem.first as usize, elem.last as usize);
        let segments = &self.layout.segments[first..last];
        let cells = segments.windows(2).filter(|pair| self.cell(&pair[0]) != self.cell(&pair[1])).count() + 1;
        let small =
            segments.iter().all(|segment| segment.count.words <= CELL_MAX && self.table_of(segment) == table);
        small && cells >= 4 && segments.len() <= cells * 2
    }

    fn cell(&self, segment: &Segment) -> u32 {
        self.layout.elems[segment.elem as usize].cell
    }

    fn table_of(&self, segment: &Segment) -> u32 {
        self.layout.elems[segment.elem as usize].table
    }

    fn table(&mut self, table: u32) {
        let mut rows: Vec<(u32, Vec<(u32, String)>)> = Vec::new();
        for segment in self.take(table) {
            let cell = self.cell(&self.layout.segments[segment]);
            let row = self.row_of(segment);
            let text = self.rich(segment).text.replace(['\n', '\t'], " ");
            if rows.last().is_none_or(|(last, _)| *last != row) {
                rows.push((row, Vec::new()));
            }
            let Some((_, cells)) = rows.last_mut() else { continue };
            match cells.last_mut() {
                Some((last, words)) if *last == cell => *words = format!("{words} {text}"),
                _ => cells.push((cell, text)),
            }
        }
        let header = self.layout.doc.descendants(self.layout.elems[table as usize].node).take(40);
        let header = header.into_iter().any(|node| self.layout.doc.tag(node) == Some(Tag::Th));
        let rows =
            rows.into_iter().map(|(_, cells)| cells.into_iter().map(|(_, text)| text).collect()).collect();
        self.push(Block::Table { header, rows }, table);
    }

    fn row_of(&self, segment: usize) -> u32 {
        let elem = self.layout.segments[segment].elem;
        self.layout.above(elem).find(|at| self.layout.elems[*at as usize].tag == Tag::Tr).unwrap_or(NONE)
    }

    fn media_before(&mut self, segment: usize) {
        while let Some(media) =
            self.layout.media.get(self.media).copied().filter(|media| media.before as usize <= segment)
        {
            self.media += 1;
            if media.fallback && self.is_shown(self.media - 1) {
                continue;
            }
            if let Some(block) = self.media_block(media) {
                let node = self.figure_node(media);
                if self.out.last().is_none_or(|last| last.node != node) {
                    self.out.push(PlacedBlock { block, node });
                }
            }
        }
    }

    /// Whether the picture before the one in `<noscript>` has an address of its own.
    fn is_shown(&self, fallback: usize) -> bool {
        let media = &self.layout.media[fallback];
        let twin = fallback.checked_sub(1).map(|at| self.layout.media[at]);
        let hidden = self.layout.doc.attr(media.node, "style").is_some_and(super::cues::hides);
        hidden
            || twin.is_some_and(|twin| {
                twin.before == media.before && picture(self.layout, twin.node, self.base).is_some()
            })
    }

    fn figure_node(&self, media: Media) -> NodeId {
        match self.layout.elems[media.elem as usize].figure {
            NONE => media.node,
            figure => self.layout.elems[figure as usize].node,
        }
    }

    fn media_block(&self, media: Media) -> Option<Block> {
        let elem = &self.layout.elems[media.elem as usize];
        let out_of_place = Cues::CHROME.with(Cues::AUTHOR).with(Cues::TEASER).with(Cues::DROPPED);
        if elem.all.is_unseen()
            || elem.own.has(out_of_place)
            || self
                .layout
                .above(media.elem)
                .take(6)
                .any(|at| self.layout.elems[at as usize].own.has(out_of_place))
        {
            return None;
        }
        match self.layout.doc.tag(media.node)? {
            Tag::Img | Tag::Amp => self.figure(media),
            Tag::Iframe | Tag::Video | Tag::Audio | Tag::Embed => self.embed(media),
            _ => None,
        }
    }

    fn figure(&self, media: Media) -> Option<Block> {
        let url = picture(self.layout, media.node, self.base)?;
        let doc = self.layout.doc;
        let alt = doc.attr(media.node, "alt").map(str::trim).filter(|alt| !alt.is_empty()).map(str::to_owned);
        let (caption, credit) = self.caption(media.elem);
        Some(Block::Figure(Figure { image: Some(Image { url, credit, alt }), caption }))
    }

    /// Caption and credit of the `<figure>` around a picture.
    fn caption(&self, elem: u32) -> (Option<String>, Option<String>) {
        let figure = self.layout.elems[elem as usize].figure;
        if figure == NONE {
            return (None, None);
        }
        let elem = &self.layout.elems[figure as usize];
        let range = elem.first as usize..elem.last as usize;
        let (mut caption, mut credit) = (Vec::new(), Vec::new());
        let seen = |segment: &usize| !self.layout.segments[*segment].is_unseen();
        for segment in range.take(8).filter(|segment| !self.keep[*segment]).filter(seen) {
            let is_credit = self.layout.elem_of(segment).own.has(Cues::FOOTER) || self.names_credit(segment);
            if is_credit {
                credit.push(self.layout.text(segment));
            } else {
                caption.push(self.layout.text(segment));
            }
        }
        let whole = |parts: Vec<String>| (!parts.is_empty()).then(|| parts.join(" "));
        (whole(caption), whole(credit))
    }

    fn names_credit(&self, segment: usize) -> bool {
        let class = self.layout.doc.attr(self.layout.elem_of(segment).node, "class").unwrap_or_default();
        class.contains("credit") || class.contains("copyright") || class.contains("source")
    }

    fn embed(&self, media: Media) -> Option<Block> {
        let doc = self.layout.doc;
        let source = doc.children(media.node).find(|child| doc.tag(*child) == Some(Tag::Source));
        let here = ["src", "data-src"].into_iter().find_map(|name| doc.attr(media.node, name));
        let url = address(here.or_else(|| doc.attr(source?, "src"))?, self.base)?;
        let title =
            doc.attr(media.node, "title").map(str::trim).filter(|title| !title.is_empty()).map(str::to_owned);
        Some(Block::Embed { url, title })
    }
}

/// Pictures narrower or lower than this are ornaments.
const PICTURE_MIN: u32 = 90;

/// Address of a picture worth showing.
pub(crate) fn picture(layout: &Layout<'_>, node: NodeId, base: Option<&WebUrl>) -> Option<WebUrl> {
    let doc = layout.doc;
    let small = |name| {
        doc.attr(node, name)
            .and_then(|size| size.trim().parse::<u32>().ok())
            .is_some_and(|size| size < PICTURE_MIN)
    };
    if small("width") || small("height") {
        return None;
    }
    let sources = ["data-src", "data-original", "data-lazy-src", "src"]
        .into_iter()
        .filter_map(|name| doc.attr(node, name));
    let from_set = ["srcset", "data-srcset"]
        .into_iter()
        .filter_map(|name| doc.attr(node, name)?.split_whitespace().next());
    sources
        .chain(from_set)
        .filter(|source| !source.starts_with("data:"))
        .find_map(|source| address(source, base))
}
