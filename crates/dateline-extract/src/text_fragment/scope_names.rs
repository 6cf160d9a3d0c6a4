//! What an element's tag, names and attributes say of where the text in it stands. Judges nothing.

use super::link_target;
use super::scope_bits::{ScopeBits, is_about_place, may_be_offer};
use crate::class_hints::{hides, is_streamed};
use crate::class_ids::Names;
use dateline_html::{AttrName, AttrNames, Document, NodeId, Tag};

/// Elements whose characters nobody reads.
pub(super) fn is_silent(tag: Tag) -> bool {
    use Tag::{Canvas, Head, Iframe, Object, Option, Script, Select, Style, Svg, Template, Textarea, Title};
    matches!(
        tag,
        Canvas
            | Head
            | Iframe
            | Object
            | Option
            | Script
            | Select
            | Style
            | Svg
            | Template
            | Textarea
            | Title
    )
}

/// Elements that stand inside a line.
pub(super) fn is_inline(tag: Tag) -> bool {
    use Tag::{
        A, Abbr, B, Cite, Code, Del, Em, Font, I, Img, Ins, Kbd, Label, Mark, Q, S, Samp, Small, Span,
        Strong, Sub, Sup, Time, Tt, U, Var, Wbr,
    };
    matches!(
        tag,
        A | Abbr
            | B
            | Cite
            | Code
            | Del
            | Em
            | Font
            | I
            | Img
            | Ins
            | Kbd
            | Label
            | Mark
            | Q
            | S
            | Samp
            | Small
            | Span
            | Strong
            | Sub
            | Sup
            | Time
            | Tt
            | U
            | Var
            | Wbr
    )
}

/// Attributes that say where an element stands.
const TELLING: AttrNames =
    AttrNames::of(&[AttrName::Class, AttrName::Id, AttrName::Hidden, AttrName::Style, AttrName::Role]);

/// The scope of an element, and whether its names put what it holds apart.
pub(super) fn scope_of<'d>(
    doc: &'d Document,
    node: NodeId,
    tag: Tag,
    outer: ScopeBits,
    names: &mut Names<'_, 'd>,
    is_main: bool,
    dialogs: bool,
) -> (ScopeBits, bool) {
    let mut scope = outer;
    let mut apart = false;
    match tag {
        Tag::Nav | Tag::Footer | Tag::Menu => scope.add(ScopeBits::FRAME, true),
        Tag::Noscript => scope.add(ScopeBits::NOSCRIPT, true),
        Tag::Li => scope.add(ScopeBits::ITEM, true),
        Tag::Video | Tag::Audio => scope.add(ScopeBits::PLAYER, true),
        Tag::H1 | Tag::H2 | Tag::H3 | Tag::H4 => scope.add(ScopeBits::HEADING, true),
        Tag::Html | Tag::Body | Tag::Main => return (scope, false),
        _ => {}
    }
    let streamed = || doc.attr(node, "id").is_some_and(is_streamed);
    for (name, value) in doc.attrs_among(node, TELLING) {
        match name {
            AttrName::Hidden if streamed() => scope.add(ScopeBits::STREAMED, true),
            AttrName::Class | AttrName::Id => {
                let marks =
                    if name == AttrName::Class { names.of_class(node) } else { names.of(value) }.marks;
                if !is_main || !is_about_place(marks) {
                    let before = scope;
                    scope.add_named(marks, tag, dialogs);
                    scope.add(
                        ScopeBits::TEASER,
                        may_be_offer(marks) && link_target::tells_of_story(doc, node),
                    );
                    apart |= before != scope && is_about_place(marks);
                }
            }
            AttrName::Hidden => scope.add(ScopeBits::HIDDEN, value != "until-found"),
            AttrName::Style => scope.add(ScopeBits::HIDDEN, hides(value)),
            AttrName::Role => {
                scope.add(ScopeBits::FRAME, matches!(value, "navigation" | "banner" | "contentinfo"));
            }
            _ => {}
        }
    }
    (scope, apart)
}
