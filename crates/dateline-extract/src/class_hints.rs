//! What an element's tag, class, id and role hint at. Words to bits; decides nothing.

mod table;

use crate::class_ids::{ByClass, ClassIds};
use crate::memo::Memo;
use crate::prefix_search::Stems;
use dateline_html::{AttrName, AttrNames, Document, NodeId, Tag};
use std::rc::Rc;
use std::sync::LazyLock;
use table::{At, NEEDLES};

/// A set of hints.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash)]
pub(crate) struct ClassHints(pub(crate) u32);

macro_rules! hints {
    ($($name:ident = $bit:literal,)*) => {
        impl ClassHints { $(pub(crate) const $name: Self = Self(1 << $bit);)* }
    };
}

hints! {
    NAV = 0, FOOTER = 1, HEADER = 2, SIDEBAR = 3, RELATED = 4, COMMENTS = 5, SHARE = 6, NEWSLETTER = 7,
    COOKIE = 8, ADVERT = 9, AUTHOR = 10, META = 11, TAGS = 12, CAPTION = 13, TITLE = 14, LEAD = 15,
    BODY = 16, MODAL = 17, PULLQUOTE = 18, GALLERY = 19, PLAYER = 20, FORM = 21, ARTICLE = 22, MAIN = 23,
    HIDDEN = 24, TOC = 25, TEASER = 26, ASIDE = 27, PAYWALL = 28, DROPPED = 29, LINK = 30, PROMO = 31,
}

impl ClassHints {
    /// What is never the article's text, whatever stands in it.
    pub(crate) const CHROME: Self = Self(
        Self::NAV.0
            | Self::FOOTER.0
            | Self::COMMENTS.0
            | Self::SHARE.0
            | Self::NEWSLETTER.0
            | Self::COOKIE.0
            | Self::ADVERT.0
            | Self::MODAL.0
            | Self::FORM.0
            | Self::RELATED.0
            | Self::SIDEBAR.0
            | Self::HIDDEN.0,
    );

    /// What nobody sees: off the page, or a closed overlay. Never shown. `aria-hidden` alone hides nothing from eyes:
    /// without overlays around it, it stands on whole articles behind an open dialog.
    pub(crate) const fn is_unseen(self) -> bool {
        self.has(Self::DROPPED) || self.has(Self::HIDDEN) && self.has(Self::MODAL)
    }

    pub(crate) const fn has(self, other: Self) -> bool {
        self.0 & other.0 != 0
    }

    pub(crate) const fn with(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }

    pub(crate) const fn without(self, other: Self) -> Self {
        Self(self.0 & !other.0)
    }
}

static STEMS: LazyLock<Stems> = LazyLock::new(|| Stems::of(NEEDLES.iter().map(|row| row.0)));

/// Reads class names and ids.
pub(crate) struct HintReader<'d> {
    classes: Rc<ClassIds<'d>>,
    of_class: ByClass<ClassHints>,
    known: Memo<'d, ClassHints>,
}

/// Attributes that hint at something.
const TELLING: AttrNames = AttrNames::of(&[
    AttrName::Class,
    AttrName::Id,
    AttrName::DataComponent,
    AttrName::DataTestid,
    AttrName::Itemprop,
    AttrName::Role,
    AttrName::AriaHidden,
    AttrName::Hidden,
    AttrName::Style,
]);

/// Names longer than this are read up to here: generated style names carry no meaning.
const NAME_MAX: usize = 400;

/// Bytes of a text that are looked at together.
const BEHIND: usize = 8;

impl<'d> HintReader<'d> {
    /// A reader of a page's names.
    pub(crate) fn new(classes: &Rc<ClassIds<'d>>) -> Self {
        let empty = ClassHints::default();
        let of_class = ByClass::new(classes, empty);
        Self { classes: Rc::clone(classes), of_class, known: Memo::new(empty) }
    }

    /// The hints of one element, those of its ancestors not included.
    pub(crate) fn read(&mut self, doc: &'d Document, node: NodeId, tag: Tag) -> ClassHints {
        let mut hints = of_tag(tag);
        let streamed = || doc.attr(node, "id").is_some_and(is_streamed);
        for (name, value) in doc.attrs_among(node, TELLING) {
            hints = hints.with(match name {
                AttrName::Hidden if streamed() => continue,
                AttrName::Class => self.of_class.get(&self.classes, node, of_names),
                AttrName::Id | AttrName::DataComponent | AttrName::DataTestid => self.names(value),
                AttrName::Itemprop => of_itemprop(value),
                AttrName::Role => of_role(value),
                AttrName::AriaHidden if value == "true" => ClassHints::HIDDEN,
                AttrName::Hidden => ClassHints::DROPPED,
                AttrName::Style if hides(value) => ClassHints::DROPPED,
                _ => continue,
            });
        }
        hints
    }

    fn names(&mut self, value: &'d str) -> ClassHints {
        self.known.get(value, of_names)
    }
}

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

fn of_tag(tag: Tag) -> ClassHints {
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

fn of_itemprop(value: &str) -> ClassHints {
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

fn of_role(value: &str) -> ClassHints {
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
    let mut squeezed = [0; NAME_MAX];
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
    let known: [&[u8]; 2] = [b"display:none", b"visibility:hidden"];
    known.iter().any(|known| memchr::memmem::find(squeezed, known).is_some())
}

fn of_names(value: &str) -> ClassHints {
    let bytes = &value.as_bytes()[..value.floor_char_boundary(NAME_MAX)];
    // Bytes behind the name that no needle has: so that its last letters are looked at as the others are.
    let mut lower = [0; NAME_MAX + BEHIND];
    let lower = &mut lower[..bytes.len() + BEHIND];
    lower[..bytes.len()].copy_from_slice(bytes);
    lower.make_ascii_lowercase();
    let mut hints = ClassHints::default();
    for at in 0..bytes.len() {
        STEMS.at(lower, at, |row, length| {
            let (_, place, cue) = NEEDLES[row];
            let starts = place == At::Any || begins_word(bytes, at);
            let ends = place != At::Word || ends_word(bytes, at + length);
            if starts && ends {
                hints = hints.with(cue);
            }
        });
    }
    hints
}

fn begins_word(bytes: &[u8], at: usize) -> bool {
    at == 0
        || !bytes[at - 1].is_ascii_alphabetic()
        || (bytes[at].is_ascii_uppercase() && bytes[at - 1].is_ascii_lowercase())
}

fn ends_word(bytes: &[u8], at: usize) -> bool {
    match bytes.get(at) {
        None => true,
        Some(next) => {
            !next.is_ascii_alphabetic() || (next.is_ascii_uppercase() && bytes[at - 1].is_ascii_lowercase())
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(value: &str, yes: ClassHints, no: ClassHints) {
        let hints = of_names(value);
        assert!(yes.0 & hints.0 == yes.0, "{value}: {hints:?} lacks {yes:?}");
        assert!(!hints.has(no), "{value}: {hints:?} has {no:?}");
    }

    #[test]
    fn words_of_names() {
        check("relatedPosts", ClassHints::RELATED, ClassHints::BODY);
        check("ad-slot top", ClassHints::ADVERT, ClassHints::NAV);
        check("shadow header-download", ClassHints::HEADER, ClassHints::ADVERT);
        check("c-article__body", ClassHints::BODY.with(ClassHints::ARTICLE), ClassHints::ADVERT);
        check("mainNav", ClassHints::NAV, ClassHints::ADVERT);
        check("canavan", ClassHints::default(), ClassHints::NAV);
        check("articleBody", ClassHints::BODY, ClassHints::ADVERT);
    }
}
