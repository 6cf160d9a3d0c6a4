//! What an element's tag, class, id and role hint at. Words to bits; decides nothing.

pub(crate) use crate::name_words::ClassHints;
use dateline_html::{Document, NodeId, Tag};

/// Styles are read up to here.
const STYLE_MAX: usize = 400;

/// React sends late parts of a page as `<div hidden id="S:0">` and moves them into place on arrival: they are shown.
pub(crate) fn is_streamed(id: &str) -> bool {
    id.strip_prefix("S:")
        .is_some_and(|rest| !rest.is_empty() && rest.bytes().all(|byte| byte.is_ascii_hexdigit()))
}

/// Every such part of a page.
pub(crate) fn streamed(doc: &Document) -> impl Iterator<Item = NodeId> {
    let named = |node: &NodeId| doc.attr(*node, "id").is_some_and(is_streamed);
    doc.descendants(doc.root()).filter(move |node| doc.attr(*node, "hidden").is_some() && named(node))
}

/// Whether an element stands in the article by its tag, `itemprop` or class name. Hidden boxes elsewhere are menus, dialogs and
/// consent texts.
pub(crate) fn in_article(doc: &Document, node: NodeId) -> bool {
    doc.ancestors(node).take(12).any(|above| {
        doc.tag(above) == Some(Tag::Article)
            || doc.attr(above, "itemprop") == Some("articleBody")
            || doc.attr(above, "class").is_some_and(|class| {
                let class = class.to_ascii_lowercase();
                [
                    "article-body",
                    "articlebody",
                    "article__body",
                    "article-content",
                    "story-body",
                    "entry-content",
                    "post-content",
                ]
                .iter()
                .any(|known| class.contains(known))
            })
    })
}

/// What a tag hints at.
pub(crate) fn of_tag(tag: Tag) -> ClassHints {
    match tag {
        Tag::Nav | Tag::Menu => ClassHints::NAV,
        Tag::Footer => ClassHints::FOOTER,
        Tag::Header => ClassHints::HEADER,
        Tag::Aside => ClassHints::ASIDE,
        Tag::Form | Tag::Button | Tag::Search | Tag::Fieldset => ClassHints::FORM,
        Tag::Dialog => ClassHints::MODAL,
        Tag::Article => ClassHints::ARTICLE,
        Tag::Main => ClassHints::MAIN,
        Tag::Figure | Tag::Figcaption => ClassHints::CAPTION,
        _ => ClassHints::default(),
    }
}

/// What an `itemprop` hints at.
pub(crate) fn of_itemprop(value: &str) -> ClassHints {
    match value {
        "articleBody" | "text" => ClassHints::BODY,
        "headline" | "name" => ClassHints::TITLE,
        "author" => ClassHints::AUTHOR,
        "datePublished" | "dateModified" => ClassHints::META,
        "description" | "alternativeHeadline" => ClassHints::LEAD,
        "comment" => ClassHints::COMMENTS,
        _ => ClassHints::default(),
    }
}

/// What a role hints at.
pub(crate) fn of_role(value: &str) -> ClassHints {
    match value {
        "navigation" | "menu" | "menubar" => ClassHints::NAV,
        "contentinfo" => ClassHints::FOOTER,
        "banner" => ClassHints::HEADER,
        "complementary" => ClassHints::SIDEBAR,
        "dialog" | "alertdialog" => ClassHints::MODAL,
        "search" | "form" => ClassHints::FORM,
        "main" => ClassHints::MAIN,
        "article" => ClassHints::ARTICLE,
        _ => ClassHints::default(),
    }
}

/// Whether an inline style takes an element off the page.
pub(crate) fn hides(style: &str) -> bool {
    // Neither word is without this letter.
    if style.len() < "display:none".len() || memchr::memchr2(b'y', b'Y', style.as_bytes()).is_none() {
        return false;
    }
    let mut squeezed = [0; STYLE_MAX];
    let mut length = 0;
    let bytes = style.bytes().filter(|byte| !byte.is_ascii_whitespace());
    for (to, byte) in squeezed.iter_mut().zip(bytes) {
        *to = byte.to_ascii_lowercase();
        length += 1;
    }
    let squeezed = &squeezed[..length];
    // What is unseen in both ways at once and in no other is faded in by a script as soon as the page is there.
    if squeezed.strip_suffix(b";").unwrap_or(squeezed) == b"visibility:hidden;opacity:0" {
        return false;
    }
    let known: [(&[u8], &[u8]); 2] = [(b"display", b"none"), (b"visibility", b"hidden")];
    memchr::memchr_iter(b':', squeezed).any(|at| {
        let (name, value) = (&squeezed[..at], &squeezed[at + 1..]);
        known.iter().any(|known| name.ends_with(known.0) && value.starts_with(known.1))
    })
}
