//! The size of a picture as its page declares it: by attributes, and by the set of files that it names.

use crate::body::rich_text::address;
use dateline_html::{Document, NodeId};
use dateline_model::{PictureSize, WebUrl};

/// Files of one picture that are looked at.
const FILES: usize = 40;

/// The size of the file at `url`, which `node` shows; nothing where the page tells only one side, or none.
pub(super) fn declared(
    doc: &Document,
    node: NodeId,
    url: &WebUrl,
    base: Option<&WebUrl>,
) -> Option<PictureSize> {
    let pair = |width, height| PictureSize::declared(doc.attr(node, width)?, doc.attr(node, height)?);
    let shown = pair("width", "height").or_else(|| pair("data-width", "data-height"))?;
    // Pages lay a large file out small and leave the choice to the browser.
    let width = ["srcset", "data-srcset"]
        .into_iter()
        .filter_map(|name| width_in_set(doc.attr(node, name)?, url, base))
        .max()
        .filter(|width| *width > shown.width());
    width.map_or(Some(shown), |width| shown.scaled(width).or(Some(shown)))
}

/// How wide a set of files says that the file at `url` is: `a.jpg 640w, b.jpg 1280w`.
fn width_in_set(set: &str, url: &WebUrl, base: Option<&WebUrl>) -> Option<u32> {
    let mut words = set.split_whitespace().take(FILES * 2).peekable();
    while let Some(file) = words.next() {
        let width = words.peek().and_then(|word| word.trim_end_matches(',').strip_suffix('w'));
        let Some(width) = width.and_then(|width| width.parse().ok()) else { continue };
        words.next();
        if address(file, base).as_ref() == Some(url) {
            return Some(width);
        }
    }
    None
}
