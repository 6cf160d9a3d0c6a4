//! What a model for the body is trained on: the rows of numbers that the decision looks at, with the words they stand
//! for. Used by the programs that train and judge models, by nothing else.

use crate::body::{self, features};
use crate::{Served, meta, structured};
use dateline_html::Document;
use std::collections::HashSet;

/// One segment of a page.
#[derive(Debug, Clone)]
pub struct Row {
    /// Its words.
    pub text: String,
    /// The numbers of the first look.
    pub numbers: Vec<f32>,
    /// Elements around it, nearest first, as numbers that mean something within this page only.
    pub around: Vec<u32>,
    /// Elements of one design share this number.
    pub design: u32,
    /// Whether the decision is open: what the page hides is never taken.
    pub open: bool,
}

/// Every segment of a page in order.
pub fn rows(doc: &Document, served: &Served) -> Vec<Row> {
    let structured = structured::gather(doc);
    let layout = body::lay_out(doc, &HashSet::new(), structured.claims.noscript);
    let title = meta::find(doc, &layout, &structured, served).title;
    let page = features::Page::measure(&layout, &structured, title.as_deref());
    (0..layout.segments.len())
        .map(|index| {
            let mut numbers = Vec::new();
            page.row(index, &mut numbers);
            let elem = layout.segments[index].elem;
            Row {
                text: layout.text(index),
                numbers,
                around: layout.above(elem).skip(1).collect(),
                design: layout.elems[elem as usize].signature,
                open: !layout.segments[index].cues.is_unseen(),
            }
        })
        .collect()
}
