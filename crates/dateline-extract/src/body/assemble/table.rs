//! Tables of data: rows of cells in their columns, with what the table is called.

use super::Assembler;
use crate::body::segmentation::{NONE, Segment};
use dateline_html::{NodeId, Tag};
use dateline_model::Block;
use std::collections::{HashMap, HashSet};

/// A cell with more words (in quarters) shows that the table only arranges the page.
const CELL_MAX: u32 = 4 * 90;
/// Two paragraphs of this many words (in quarters) in one cell show the same.
const PROSE: u32 = 4 * 15;
/// Columns of one table.
const COLUMNS: usize = 100;
/// Nodes of one table that are looked at.
const NODES: usize = 60_000;

impl Assembler<'_, '_, '_> {
    pub(super) fn is_data(&mut self, table: u32) -> bool {
        if self.table.0 != table {
            self.table = (table, self.holds_data(table));
        }
        self.table.1
    }

    fn holds_data(&self, table: u32) -> bool {
        let elem = &self.layout.elems[table as usize];
        let segments = &self.layout.segments[elem.first as usize..elem.last as usize];
        let cells = segments.windows(2).filter(|pair| self.cell(&pair[0]) != self.cell(&pair[1])).count() + 1;
        let small =
            segments.iter().all(|segment| segment.count.words <= CELL_MAX && self.table_of(segment) == table);
        let arranged = matches!(self.layout.doc.attr(elem.node, "role"), Some("presentation" | "none"));
        let mut told = segments.windows(2).filter(|pair| self.cell(&pair[0]) == self.cell(&pair[1]));
        let prose = told
            .any(|pair| pair.iter().all(|segment| segment.count.words >= PROSE && segment.count.stops > 0));
        small
            && !arranged
            && !prose
            && cells >= 4
            && segments.len() <= cells * 2
            && self.has_columns(elem.node)
    }

    /// Whether a table has rows of more than one cell, or says that it is a table by naming what stands in it.
    fn has_columns(&self, table: NodeId) -> bool {
        let doc = self.layout.doc;
        let cell = |node: NodeId| matches!(doc.tag(node), Some(Tag::Td | Tag::Th));
        doc.descendants(table).take(NODES).any(|node| match doc.tag(node) {
            Some(Tag::Tr) => doc.children(node).filter(|child| cell(*child)).take(2).count() == 2,
            Some(Tag::Th) => true,
            _ => false,
        })
    }

    fn cell(&self, segment: &Segment) -> u32 {
        self.layout.elems[segment.elem as usize].cell
    }

    fn table_of(&self, segment: &Segment) -> u32 {
        self.layout.elems[segment.elem as usize].table
    }

    pub(super) fn table(&mut self, table: u32) {
        let mut cells: HashMap<NodeId, String> = HashMap::new();
        let mut caption: Vec<String> = Vec::new();
        for segment in self.take(table) {
            let text = self.rich(segment).text.replace(['\n', '\t'], " ");
            match self.cell(&self.layout.segments[segment]) {
                NONE => caption.push(text),
                cell => {
                    let cell = cells.entry(self.layout.elems[cell as usize].node).or_default();
                    if !cell.is_empty() {
                        cell.push(' ');
                    }
                    cell.push_str(&text);
                }
            }
        }
        let (header, rows) = self.rows(self.layout.elems[table as usize].node, &cells);
        let called = (!caption.is_empty()).then(|| caption.join(" ")).or_else(|| self.caption_of(table));
        self.push(Block::Table { caption: called, header, rows }, table);
    }

    /// Rows that hold anything, their cells in their columns, and whether the first of them names these.
    fn rows(&self, table: NodeId, cells: &HashMap<NodeId, String>) -> (bool, Vec<Vec<String>>) {
        let doc = self.layout.doc;
        let (mut header, mut rows) = (false, Vec::new());
        // Columns that cells of rows above reach into, with the rows that are left of them.
        let mut reaching: Vec<usize> = Vec::new();
        let nodes = doc.descendants(table).take(NODES);
        let holders: HashSet<NodeId> = cells.keys().filter_map(|cell| doc.parent(*cell)).collect();
        for row in nodes.filter(|node| doc.tag(*node) == Some(Tag::Tr) && holders.contains(node)) {
            let inside: Vec<NodeId> =
                doc.children(row).filter(|node| matches!(doc.tag(*node), Some(Tag::Td | Tag::Th))).collect();
            if rows.is_empty() {
                let named = |node: &NodeId| doc.tag(*node) == Some(Tag::Th) || !cells.contains_key(node);
                let heads = doc.parent(row).is_some_and(|above| doc.tag(above) == Some(Tag::Thead));
                header = heads || inside.iter().all(named);
            }
            let mut line: Vec<String> = Vec::new();
            for cell in inside {
                skip_reached(&mut line, &mut reaching);
                let span = |name: &str| {
                    doc.attr(cell, name)
                        .and_then(|value| value.trim().parse::<usize>().ok())
                        .unwrap_or(1)
                        .clamp(1, COLUMNS)
                };
                let (wide, high) = (span("colspan"), span("rowspan"));
                let at = line.len();
                line.push(cells.get(&cell).cloned().unwrap_or_default());
                line.resize((at + wide).min(COLUMNS).max(line.len()), String::new());
                reaching.resize(reaching.len().max(line.len()), 0);
                reaching[at..line.len()].fill(high - 1);
            }
            skip_reached(&mut line, &mut reaching);
            rows.push(line);
        }
        let width =
            rows.iter().map(|row| row.iter().rposition(|cell| !cell.is_empty()).map_or(0, |at| at + 1)).max();
        rows.iter_mut().for_each(|row| row.truncate(width.unwrap_or(0)));
        (header, rows)
    }

    /// The caption of a table, or of the figure around it, where the decision left it out.
    fn caption_of(&self, table: u32) -> Option<String> {
        let figure = self.layout.elems[table as usize].figure;
        let holder = &self.layout.elems[if figure == NONE { table } else { figure } as usize];
        let called = |at: &usize| {
            let above = self.layout.above(self.layout.segments[*at].elem).take(4);
            let mut tags = above.map(|at| self.layout.elems[at as usize].tag);
            tags.any(|tag| matches!(tag, Tag::Caption | Tag::Figcaption))
        };
        let left_out = |at: &usize| !self.keep[*at] && !self.layout.segments[*at].is_unseen();
        let captions = (holder.first as usize..holder.last as usize).filter(left_out).filter(called);
        let text: Vec<&str> = captions.take(4).map(|at| self.layout.line(at)).collect();
        (!text.is_empty()).then(|| text.join(" "))
    }
}

/// Puts empty cells where cells of the rows above reach down.
fn skip_reached(line: &mut Vec<String>, reaching: &mut [usize]) {
    while let Some(left) = reaching.get_mut(line.len()).filter(|left| **left > 0) {
        *left -= 1;
        line.push(String::new());
    }
}
