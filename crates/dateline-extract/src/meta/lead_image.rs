//! The picture of a page that names none in its data, or only its house's sign: the first large one between the headline and the
//! text.

use crate::body::{Layout, NONE, picture};
use dateline_html::{Document, NodeId, Tag};
use dateline_model::WebUrl;

/// Segments behind the headline before which the picture stands, and words of the paragraph that ends them, in quarters.
const REACH: usize = 12;
const PARAGRAPH: u32 = 4 * 25;
/// Pixels that a picture is wide at least where it stands in no figure.
const WIDE: u32 = 400;
/// Names of files of signs and of pictures that stand in for others.
const SIGNS: [&str; 9] = [
    "logo",
    "placeholder",
    "default",
    "fallback",
    "favicon",
    "social-share",
    "share-image",
    "og-image",
    "no-image",
];

/// Whether an address in data is that of a house's sign, by the name of the file.
pub(super) fn is_sign(url: &str) -> bool {
    let path = url.split(['?', '#']).next().unwrap_or_default();
    let file = path.rsplit('/').next().unwrap_or_default().to_ascii_lowercase();
    let mut words = file.split(|c: char| !c.is_ascii_alphanumeric() && c != '-');
    words.any(|word| SIGNS.iter().any(|sign| word == *sign || word.split('-').any(|part| part == *sign)))
}

/// The picture between the headline and the first paragraph behind it, or right behind that.
pub(super) fn find(layout: &Layout<'_>, heading: NodeId, base: Option<&WebUrl>) -> Option<WebUrl> {
    let within = |at: usize| {
        layout.above(layout.segments[at].elem).take(3).any(|elem| layout.elems[elem as usize].node == heading)
    };
    let all = layout.segments.len();
    let headline = (0..all.min(400)).find(|at| within(*at))?;
    let behind = headline + 1..all.min(headline + 1 + REACH);
    let mut texts = behind.into_iter().filter(|at| layout.segments[*at].count.words >= PARAGRAPH);
    let text = texts.next()?;
    let second = texts.next().unwrap_or(text + 1);
    let between = |at: u32| (headline + 1..=second).contains(&(at as usize));
    let mut shown = layout.media.iter().filter(|media| between(media.before));
    shown.find_map(|media| {
        let large = layout.elems[media.elem as usize].figure != NONE || is_large(layout.doc, media.node);
        let url = picture(layout, media.node, base)
            .filter(|_| large && layout.doc.tag(media.node) == Some(Tag::Img))?;
        // A list of files in the place of one.
        let list = url.as_str().contains(",%20");
        (!list && !is_sign(url.as_url().path()) && !in_card(layout.doc, media.node)).then_some(url)
    })
}

fn is_large(doc: &Document, node: NodeId) -> bool {
    doc.attr(node, "width")
        .and_then(|width| width.trim().parse::<u32>().ok())
        .is_some_and(|width| width >= WIDE)
}

/// Whether a picture leads elsewhere than to a picture: another story's.
fn in_card(doc: &Document, node: NodeId) -> bool {
    let link = doc.ancestors(node).take(4).find(|above| doc.tag(*above) == Some(Tag::A));
    let href = link.and_then(|link| doc.attr(link, "href"));
    href.is_some_and(|href| {
        let path = href.split(['?', '#']).next().unwrap_or_default().to_ascii_lowercase();
        let shows =
            [".jpg", ".jpeg", ".png", ".webp", ".avif", ".gif"].iter().any(|ending| path.ends_with(ending));
        !href.starts_with('#') && !shows
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn signs_are_told_by_the_name_of_their_file() {
        for (url, sign) in [
            ("https://a.example/assets/logo-share-1200x630.png", true),
            ("https://a.example/img/default.jpg", true),
            ("https://a.example/site_logo.png?v=3", true),
            ("https://a.example/logos/bell-tower.jpg", false),
            ("https://a.example/media/logopaedie-kurs.jpg", false),
        ] {
            assert_eq!(is_sign(url), sign, "{url}");
        }
    }
}
