//! Where the links of a line lead: to a page of the house, to another house, to a file, or to a place on the page itself.

use super::rich_text::address;
use super::segmentation::Layout;
use dateline_html::Tag;
use dateline_model::WebUrl;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Target {
    House,
    Elsewhere,
    File,
    Here,
}

/// Endings of files that a page offers for reading or keeping.
const FILES: &[&str] = &[
    ".pdf", ".doc", ".docx", ".xls", ".xlsx", ".ods", ".odt", ".csv", ".zip", ".ppt", ".pptx", ".epub",
    ".mp3",
];
/// Elements around letters of a line that may be its link.
const AROUND: usize = 4;

/// Where each piece of a line that stands in a link leads.
pub(super) fn of_line(layout: &Layout<'_>, at: usize, base: Option<&WebUrl>) -> Vec<Target> {
    hrefs(layout, at).into_iter().map(|href| target(href, base)).collect()
}

/// The addresses of a line's links, one for each of their pieces.
pub(super) fn hrefs<'d>(layout: &Layout<'d>, at: usize) -> Vec<&'d str> {
    let doc = layout.doc;
    let link = |leaf| {
        let mut above = doc.ancestors(leaf).take(AROUND);
        above.find(|node| doc.tag(*node) == Some(Tag::A)).and_then(|node| doc.attr(node, "href"))
    };
    layout.pieces(at).filter_map(|(leaf, _)| link(leaf)).collect()
}

/// Where an address leads.
pub(super) fn target(href: &str, base: Option<&WebUrl>) -> Target {
    let href = href.trim();
    let path = href.split(['?', '#']).next().unwrap_or_default().to_ascii_lowercase();
    if href.is_empty() || href.starts_with('#') || href.starts_with("javascript:") {
        return Target::Here;
    }
    if FILES.iter().any(|ending| path.ends_with(ending)) {
        return Target::File;
    }
    match (base, address(href, base)) {
        (Some(base), Some(there)) => {
            let (here, there) = (base.site(), there.site());
            if here.ends_with(there) || there.ends_with(here) { Target::House } else { Target::Elsewhere }
        }
        (None, None) if !href.contains(':') => Target::House,
        _ => Target::Elsewhere,
    }
}

/// Whether a line is one link and nothing else but figures, as the time beside it.
pub(super) fn is_one_link(layout: &Layout<'_>, at: usize) -> bool {
    let doc = layout.doc;
    let link = |leaf| doc.ancestors(leaf).take(AROUND).find(|node| doc.tag(*node) == Some(Tag::A));
    let mut lettered = layout.pieces(at).filter(|(_, text)| text.chars().any(char::is_alphabetic));
    let Some(first) = lettered.next().and_then(|(leaf, _)| link(leaf)) else { return false };
    lettered.all(|(leaf, _)| link(leaf) == Some(first))
}
