//! How a page is read, chosen by its last byte.

use dateline_html::Scripting;

/// Contexts of fragments; the first byte values stand for whole pages.
const CONTEXTS: &[&str] = &[
    "div",
    "td",
    "tr",
    "table",
    "select",
    "template",
    "html",
    "head",
    "body",
    "frameset",
    "script",
    "title",
    "colgroup",
    "caption",
    "tbody",
    "p",
    "svg g",
    "svg desc",
    "math mi",
    "math annotation-xml",
    "noscript",
];

#[derive(Debug, Clone, Copy)]
pub(crate) struct Reading {
    pub(crate) scripting: Scripting,
    /// Element whose inner markup the page is, where it is no page.
    pub(crate) context: Option<&'static str>,
}

impl Reading {
    pub(crate) fn of(data: &[u8]) -> (Self, &[u8]) {
        let (choice, page) = data.split_last().unwrap_or((&0, &[]));
        let scripting = if choice & 1 == 0 { Scripting::Off } else { Scripting::On };
        // A page that ends in a letter or a new line is read whole.
        let context = choice.checked_sub(128).and_then(|number| CONTEXTS.get(usize::from(number) / 2));
        (Self { scripting, context: context.copied() }, page)
    }
}
