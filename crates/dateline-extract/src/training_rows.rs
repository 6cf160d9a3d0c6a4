//! What a model for the body is trained on: the rows of numbers that the decision looks at, with the words they stand
//! for. Used by the programs that train and judge models, by nothing else.

use crate::body::{self, features};
use crate::class_ids::ClassIds;
use crate::{Served, meta, structured};
use dateline_html::Document;
use std::collections::HashSet;
use std::rc::Rc;

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
    let classes = Rc::new(ClassIds::of(doc));
    let structured = structured::gather(doc, &classes);
    let layout = body::lay_out(doc, &classes, &HashSet::new(), &HashSet::new(), structured.claims.noscript);
    let title = meta::find(doc, &layout, &structured, served).title;
    let page = features::Page::measure(&layout, &structured, title.as_deref());
    (0..layout.segments.len())
        .map(|index| {
            let mut numbers = dateline_trees::Row::default();
            page.row(index, &mut numbers);
            let elem = layout.segments[index].elem;
            Row {
                text: layout.line(index).to_owned(),
                numbers: numbers.values().to_vec(),
                around: layout.above(elem).skip(1).collect(),
                design: layout.elems[elem as usize].signature,
                open: !layout.segments[index].is_unseen(),
            }
        })
        .collect()
}

/// The numbers by which the kind of a page is told.
pub fn kind_numbers(doc: &Document, served: &Served) -> Vec<f32> {
    crate::reader::kind_numbers(doc, served)
}

/// One thing that a page says of itself.
#[derive(Debug, Clone)]
pub struct Said {
    /// What it speaks of: `title`, `author`, `published`.
    pub subject: &'static str,
    /// Where it was said, for instance `og:title`.
    pub source: &'static str,
    /// The words.
    pub value: String,
}

/// What a page says of its title, authors and day, source by source: what the order of trust in `meta` is measured on.
pub fn said(doc: &Document, served: &Served) -> Vec<Said> {
    let classes = Rc::new(ClassIds::of(doc));
    let structured = structured::gather(doc, &classes);
    let claims = &structured.claims;
    let lists = [
        ("title", &claims.titles),
        ("author", &claims.authors),
        ("published", &claims.published),
        ("modified", &claims.modified),
    ];
    let of_data = lists.into_iter().flat_map(|(subject, list)| {
        list.iter().map(move |claim| Said { subject, source: claim.source, value: claim.value.clone() })
    });
    let shown = |subject, source, nodes: &[dateline_html::NodeId]| -> Vec<Said> {
        let texts = nodes.iter().map(|node| structured::clean(&structured::short_text(doc, *node)));
        texts.filter(|text| !text.is_empty()).map(|value| Said { subject, source, value }).collect()
    };
    let times = claims.times.iter().filter_map(|node| doc.attr(*node, "datetime"));
    let times = times.map(|value| Said { subject: "published", source: "time", value: value.to_owned() });
    let path = served.base().map(|url| url.as_url().path());
    let in_path = path.and_then(crate::date::in_path).map(|date| date.to_string());
    of_data
        .chain(shown("title", "h1", &claims.h1))
        .chain(shown("author", "byline", &claims.bylines))
        .chain(times)
        .chain(in_path.map(|value| Said { subject: "published", source: "url", value }))
        .collect()
}
