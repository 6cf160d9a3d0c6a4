//! Columns of old pages: tables that set a menu, the text and other stories side by side. Where one cell of a row holds an article,
//! cells beside it that hold no sentence are menus. Tables of figures have no such cell.

use super::segmentation::{Layout, NONE};
use crate::text::ends_sentence;
use dateline_html::Tag;
use std::collections::HashMap;

/// Sentences of the cell that holds the text, or of one that holds the headline too.
const TEXT: usize = 3;
const HEADED: usize = 1;
/// Words of a sentence, in quarters.
const SENTENCE: u32 = 4 * 6;

#[derive(Default)]
struct Column {
    sentences: usize,
    headed: bool,
}

/// Takes out the menus beside a text.
pub(super) fn leave_out(layout: &Layout<'_>, keep: &mut [bool]) {
    let mut columns: HashMap<u32, Column> = HashMap::new();
    for (at, segment) in layout.segments.iter().enumerate() {
        let ends = || segment.count.words >= SENTENCE && ends_sentence(layout.line(at));
        let sentences = usize::from(segment.heading == 0 && segment.count.link_share() < 0.5 && ends());
        for cell in cells(layout, segment.elem) {
            let column = columns.entry(cell).or_default();
            column.sentences += sentences;
            column.headed |= segment.heading == 1;
        }
    }
    let row = |cell: u32| layout.elems[cell as usize].parent;
    let holds_text = |column: &Column| column.sentences >= if column.headed { HEADED } else { TEXT };
    let rows: Vec<u32> =
        columns.iter().filter(|(_, column)| holds_text(column)).map(|(cell, _)| row(*cell)).collect();
    let beside = columns.iter().filter(|(cell, column)| column.sentences == 0 && rows.contains(&row(**cell)));
    for elem in beside.map(|(cell, _)| &layout.elems[*cell as usize]) {
        keep[elem.first as usize..elem.last as usize].fill(false);
    }
}

/// The cells that an element stands in, from the nearest on.
fn cells(layout: &Layout<'_>, elem: u32) -> impl Iterator<Item = u32> {
    let nearest = |elem: u32| Some(layout.elems[elem as usize].cell).filter(|cell| *cell != NONE);
    let outer = move |cell: &u32| {
        let parent = layout.elems[*cell as usize].parent;
        (parent != NONE).then_some(parent).and_then(nearest)
    };
    let data = |cell: &u32| layout.elems[*cell as usize].tag == Tag::Td;
    std::iter::successors(nearest(elem), outer).filter(data)
}
