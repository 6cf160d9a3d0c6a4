//! What an element's tag, names and attributes say of where the text in it stands. Judges nothing.

use super::link_target;
use super::scope_bits::{ScopeBits, is_about_place, may_be_offer};
use crate::class_ids::ClassIds;
use dateline_html::{Document, NodeId, Tag};

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

/// The scope of an element, and whether its names put what it holds apart.
pub(super) fn scope_of(
    doc: &Document,
    node: NodeId,
    tag: Tag,
    outer: ScopeBits,
    classes: &ClassIds<'_>,
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
    let signs = classes.signs(node);
    for marks in [classes.words(node).marks, signs.id] {
        if is_main && is_about_place(marks) {
            continue;
        }
        let before = scope;
        scope.add_named(marks, tag, dialogs);
        scope.add(ScopeBits::TEASER, may_be_offer(marks) && link_target::tells_of_story(doc, node));
        apart |= before != scope && is_about_place(marks);
    }
    scope.add(ScopeBits::STREAMED, signs.is_late());
    scope.add(ScopeBits::HIDDEN, signs.is_unseen());
    scope.add(ScopeBits::FRAME, signs.is_frame());
    (scope, apart)
}
