//! Readers' comments below an article, by the name of the part that holds them: however long they are, they are none of it.

use super::segmentation::Layout;

/// What the usual programs call that part.
const NAMES: &[&str] = &["comments", "comments-area", "comment-list", "commentlist", "disqus_thread"];
/// Words of an article's text before its comments, in quarters.
const BEFORE: u32 = 4 * 30;

/// Leaves out what stands in a part named after comments behind a text.
pub(super) fn leave_out(layout: &Layout<'_>, keep: &mut [bool]) {
    let mut told = vec![0];
    for (segment, kept) in layout.segments.iter().zip(keep.iter()) {
        let words = if *kept && segment.heading == 0 { segment.count.words } else { 0 };
        told.push(told[told.len() - 1] + words);
    }
    let is_named = |node| {
        let doc = layout.doc;
        let classes = doc.attr(node, "class").unwrap_or_default().split_ascii_whitespace();
        doc.attr(node, "id").into_iter().chain(classes).any(|name| NAMES.contains(&name))
    };
    for elem in &layout.elems {
        let (first, last) = (elem.first as usize, elem.last as usize);
        let behind = || told[told.len() - 1] - told[last];
        if is_named(elem.node) && first < last && told[first] >= BEFORE && behind() <= told[first] {
            keep[first..last].fill(false);
        }
    }
}
