//! What an element's tag, names and attributes say of where the text in it stands. Judges nothing.

use super::{Scope, link_target};
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

pub(super) fn scope_of<'d>(
    doc: &'d Document,
    node: NodeId,
    tag: Tag,
    outer: Scope,
    names: &mut Names<'_, 'd>,
    is_main: bool,
    dialogs: bool,
) -> (Scope, bool) {
    let mut scope = outer;
    let mut apart = false;
    match tag {
        Tag::Nav | Tag::Footer | Tag::Menu => scope.frame = true,
        Tag::Noscript => scope.noscript = true,
        Tag::Li => scope.item = true,
        Tag::Video | Tag::Audio => scope.player = true,
        Tag::H1 | Tag::H2 | Tag::H3 | Tag::H4 => scope.heading = true,
        Tag::Html | Tag::Body | Tag::Main => return (scope, false),
        _ => {}
    }
    let streamed = || doc.attr(node, "id").is_some_and(is_streamed);
    for (name, value) in doc.attrs_among(node, TELLING) {
        match name {
            AttrName::Hidden if streamed() => scope.streamed = true,
            AttrName::Class | AttrName::Id => {
                let named = match name {
                    AttrName::Class => names.of_class(node).marks,
                    _ => names.of(value).marks,
                };
                if !is_main || !named.is_about_place() {
                    let before = scope;
                    named.mark(tag, &mut scope, dialogs);
                    scope.teaser |= named.may_be_offer() && link_target::tells_of_story(doc, node);
                    apart |= before != scope && named.is_about_place();
                }
            }
            AttrName::Hidden => scope.hidden |= value != "until-found",
            AttrName::Style => scope.hidden |= hides(value),
            AttrName::Role => scope.frame |= matches!(value, "navigation" | "banner" | "contentinfo"),
            _ => {}
        }
    }
    (scope, apart)
}
