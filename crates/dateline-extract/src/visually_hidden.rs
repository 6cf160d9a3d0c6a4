//! Text that stands in the page and that no eye meets: words for screen readers, names of icons. Told by the names that
//! frameworks give them, by inline style and by the page's own style sheets. Folded text is not of this kind: it is the
//! article.

mod style_sheets;

use crate::class_hints::hides;
use crate::class_ids::{ByClass, ClassIds};
use crate::name_words::{FOR_READERS, Marks};
use aho_corasick::AhoCorasick;
use dateline_html::{Document, NodeId, NodeKind, Tag};
use std::rc::Rc;
use std::sync::LazyLock;
use style_sheets::Ruled;
pub(crate) use style_sheets::Sheet;

/// Words that a hidden box has at most: what is longer is a text that scripts bring in.
const WORDS: usize = 60;
/// Nodes of such a box that are looked at.
const NODES: usize = 120;

/// What a page takes out of sight.
pub(crate) struct Unseen<'d> {
    sheet: Rc<Sheet<'d>>,
    classes: Rc<ClassIds<'d>>,
    of_class: ByClass<Named>,
}

/// What class words say, the page's own style sheets included.
#[derive(Debug, Clone, Copy, Default)]
struct Named {
    /// Kept for screen readers.
    hidden: bool,
    /// Not displayed.
    dropped: bool,
    /// A font of icons, by its name.
    icon: bool,
    /// A font of icons, by the page's style.
    drawn: bool,
}

impl<'d> Unseen<'d> {
    /// What the page's own style sheets and the names of elements say.
    pub(crate) fn by(sheet: &Rc<Sheet<'d>>, classes: &Rc<ClassIds<'d>>) -> Self {
        let of_class = ByClass::new(classes, Named::default());
        Self { sheet: Rc::clone(sheet), classes: Rc::clone(classes), of_class }
    }

    /// Whether no eye meets the words of an element within a line. A single letter that stands for a drawn one is read.
    pub(crate) fn inline(&mut self, doc: &Document, node: NodeId, tag: Tag) -> bool {
        let named = self.named(node);
        let style = self.style(doc, node);
        let is_hidden =
            named.dropped || self.is_for_readers(doc, node, style, named) || style.is_some_and(is_shrunk);
        is_hidden && is_small(doc, node) && !is_drawn_letter(doc, node) || is_icon(doc, node, tag, named)
    }

    /// Whether no eye meets a whole block.
    pub(crate) fn block(&mut self, doc: &Document, node: NodeId) -> bool {
        let named = self.named(node);
        let style = self.style(doc, node);
        let shrunk = || {
            style.is_some_and(is_shrunk) && doc.children(node).any(|child| !doc.text(child).trim().is_empty())
        };
        (self.is_for_readers(doc, node, style, named) || shrunk()) && is_small(doc, node)
    }

    fn style<'s>(&self, doc: &'s Document, node: NodeId) -> Option<&'s str> {
        self.classes.signs(node).is_styled().then(|| doc.attr(node, "style"))?
    }

    fn named(&mut self, node: NodeId) -> Named {
        let sheet = &self.sheet;
        let marks = self.classes.words(node).marks;
        self.of_class.get(&self.classes, node, |class| {
            let Ruled { hidden, dropped, drawn } = sheet.of_class(class);
            let hidden = hidden || marks.has(Marks::MAY_BE_FOR_READERS) && is_for_readers(class);
            Named { hidden, dropped, icon: marks.has(Marks::MAY_BE_ICON) && is_icon_class(class), drawn }
        })
    }

    fn is_for_readers(&self, doc: &Document, node: NodeId, style: Option<&str>, named: Named) -> bool {
        named.hidden || self.sheet.hides_id(doc, node) || style.is_some_and(is_out_of_sight)
    }
}

/// Whether an element within a heading is none of its words: a mark that links to the heading itself, a link to edit.
pub(crate) fn is_heading_mark(doc: &Document, node: NodeId, tag: Tag) -> bool {
    if !matches!(tag, Tag::A | Tag::Span | Tag::Button | Tag::Small | Tag::Sup) {
        return false;
    }
    let class = doc.attr(node, "class").unwrap_or_default();
    let text: String = doc.descendants(node).take(12).map(|id| doc.text(id)).collect();
    let text = text.trim();
    let jumps = tag == Tag::A && doc.attr(node, "href").is_some_and(|href| href.contains('#'));
    let bare = !text.chars().any(char::is_alphanumeric) && text.chars().count() <= 3;
    let named = ["headerlink", "anchor", "permalink", "editsection", "heading-link", "header-link"];
    let linked = doc.descendants(node).take(8).any(|id| doc.tag(id) == Some(Tag::A));
    let edits = linked
        && text.starts_with('[')
        && text.ends_with(']')
        && !text.bytes().any(|byte| byte.is_ascii_digit());
    let told = named.iter().any(|name| class.contains(name))
        && text.split_whitespace().count() <= 4
        && (bare || linked);
    !text.is_empty() && (jumps && bare || edits || told && !holds_heading(doc, node, text))
}

/// Whether an element is the mark by which one may link to a paragraph: a jump that is a sign and no word. Marks of notes stay.
pub(crate) fn is_paragraph_mark(doc: &Document, node: NodeId, tag: Tag) -> bool {
    let jumps = || doc.attr(node, "href").is_some_and(|href| href.contains('#'));
    tag == Tag::A && jumps() && {
        let text: String = doc.descendants(node).take(4).map(|id| doc.text(id)).collect();
        matches!(text.trim(), "¶" | "§" | "#" | "🔗")
    }
}

/// Whether an element is what a wiki puts beside headings in any language: links to edit, in brackets.
pub(crate) fn is_edit_mark(doc: &Document, node: NodeId, tag: Tag) -> bool {
    if tag != Tag::Span {
        return false;
    }
    let named = || doc.attr(node, "class").is_some_and(|class| class.contains("editsection"));
    let text = || doc.collect_text(node);
    let in_brackets =
        || doc.children(node).take(2).any(|child| doc.text(child).trim_start().starts_with('['));
    let edits = |id: NodeId| {
        let href = doc.attr(id, "href").filter(|_| doc.tag(id) == Some(Tag::A)).unwrap_or_default();
        href.contains("action=edit") && !href.contains("redlink")
    };
    let linked = || doc.descendants(node).take(12).any(edits);
    named() && linked() || in_brackets() && linked() && text().trim_end().ends_with(']')
}

/// Whether an element is a button beside the words of a heading, as "copy link" is. What unfolds the part below the heading is its
/// words.
pub(crate) fn is_heading_button(doc: &Document, node: NodeId, tag: Tag) -> bool {
    let button = tag == Tag::Button || doc.attr(node, "role") == Some("button");
    let folds = || {
        ["aria-expanded", "aria-controls", "data-toggle", "data-bs-toggle"]
            .iter()
            .any(|name| doc.attr(node, name).is_some())
    };
    let heading = |id: &NodeId| doc.tag(*id).is_some_and(is_heading);
    if !button || folds() {
        return false;
    }
    let Some(heading) = doc.ancestors(node).take(4).find(heading) else { return false };
    let (all, own) = (doc.collect_text(heading), doc.collect_text(node));
    let letters = |text: &str| text.chars().filter(|c| c.is_alphanumeric()).count();
    letters(&all) > letters(&own) && letters(&own) <= BUTTON
}

/// Letters of a button beside a heading.
const BUTTON: usize = 40;

const fn is_heading(tag: Tag) -> bool {
    matches!(tag, Tag::H1 | Tag::H2 | Tag::H3 | Tag::H4 | Tag::H5 | Tag::H6)
}

/// Whether an element holds all the words of the heading that it stands in, as linked headings do.
fn holds_heading(doc: &Document, node: NodeId, text: &str) -> bool {
    let heading = doc.ancestors(node).take(8).find(|id| doc.tag(*id).is_some_and(is_heading));
    heading.is_none_or(|heading| doc.collect_text(heading).trim() == text)
}

/// Whether class words are those by which frameworks hide a text, with none that shows it again.
fn is_for_readers(class: &str) -> bool {
    let words = || class.split_ascii_whitespace().take(30);
    words().any(|word| FOR_READERS.iter().any(|known| is_named(word, known)))
        && !words().any(|word| word.ends_with("not-sr-only"))
}

/// Whether an element's word is the name of an icon, which its font draws.
fn is_icon(doc: &Document, node: NodeId, tag: Tag, named: Named) -> bool {
    if !matches!(tag, Tag::I | Tag::Span | Tag::Em | Tag::B | Tag::Other) {
        return false;
    }
    let Some(leaf) = only_text(doc, node) else { return false };
    let name = leaf.trim();
    let drawn = |c: char| matches!(c, '\u{e000}'..='\u{f8ff}' | '\u{f0000}'..='\u{ffffd}');
    if !name.is_empty() && name.chars().all(drawn) {
        return true;
    }
    let is_name = (2..=40).contains(&name.len())
        && name.bytes().all(|byte| matches!(byte, b'a'..=b'z' | b'0'..=b'9' | b'_'));
    is_name && (named.icon && is_marked(doc, node, name) || named.drawn)
}

/// Whether a class word is a known name, whatever its framework's prefix: `u-visually-hidden`, `govuk-visually-hidden`.
fn is_named(word: &str, known: &str) -> bool {
    let Some(before) = word.len().checked_sub(known.len()).filter(|at| word.is_char_boundary(*at)) else {
        return false;
    };
    let prefix = &word[..before];
    word[before..].eq_ignore_ascii_case(known)
        && (prefix.is_empty() || known.len() > 2 && prefix.ends_with(['-', '_']) && !prefix.contains("not"))
}

/// Class words of fonts whose letters are pictures.
fn is_icon_class(class: &str) -> bool {
    let mut words = class.split(|c: char| !c.is_ascii_alphanumeric());
    let known = ["icon", "icons", "symbols", "glyph", "glyphicon", "ligature"];
    words.any(|word| known.iter().any(|known| word.eq_ignore_ascii_case(known)))
}

/// A word is taken for an icon's name where something else speaks for it: it is written like a name, is kept from
/// screen readers or translators, or its class is that of a known font.
fn is_marked(doc: &Document, node: NodeId, name: &str) -> bool {
    let class = doc.attr(node, "class").unwrap_or_default();
    name.contains('_')
        || doc.attr(node, "aria-hidden") == Some("true")
        || doc.attr(node, "translate") == Some("no")
        || ["material-", "google-symbols", "notranslate"].iter().any(|known| class.contains(known))
}

/// The text of an element that holds nothing else.
fn only_text(doc: &Document, node: NodeId) -> Option<&str> {
    let first = doc.first_child(node)?;
    (doc.next_sibling(first).is_none() && doc.kind(first) == NodeKind::Text).then(|| doc.text(first))
}

fn is_small(doc: &Document, node: NodeId) -> bool {
    let (mut words, mut nodes) = (0, 0);
    for id in doc.descendants(node) {
        nodes += 1;
        if doc.kind(id) == NodeKind::Text {
            words += doc.text(id).split_ascii_whitespace().take(WORDS + 1).count();
        }
        if words > WORDS || nodes > NODES {
            return false;
        }
    }
    true
}

/// Whether an element holds one letter in the place of a picture of it that stands beside it, as initials do.
fn is_drawn_letter(doc: &Document, node: NodeId) -> bool {
    let letter = only_text(doc, node).map(str::trim).filter(|text| text.chars().count() == 1);
    if letter.is_none() {
        return false;
    }
    let drawn = |beside: Option<NodeId>| {
        beside.is_some_and(|beside| match doc.tag(beside) {
            Some(Tag::Img | Tag::Svg | Tag::Picture) => true,
            Some(Tag::Span | Tag::I) => doc.collect_text(beside).trim().is_empty(),
            _ => false,
        })
    };
    drawn(doc.prev_sibling(node)) || drawn(doc.next_sibling(node))
}

/// Words without which a style puts nothing out of sight.
static TELLING: LazyLock<Option<AhoCorasick>> =
    LazyLock::new(|| AhoCorasick::new(["clip", "absolute", "fixed", "overflow", "CLIP", "ABSOLUTE"]).ok());

/// Whether declarations put an element where no eye meets it: clipped to nothing, a box of one pixel, off the screen.
pub(crate) fn is_out_of_sight(style: &str) -> bool {
    // Most styles speak of nothing of the kind.
    if !TELLING.as_ref().is_some_and(|telling| telling.is_match(style)) {
        return false;
    }
    let mut box_ = Boxed::default();
    for declaration in style.split(';').take(60) {
        let Some((name, value)) = declaration.split_once(':') else { continue };
        box_.declare(name.trim(), value.trim());
    }
    box_.is_out_of_sight()
}

/// Whether a style gives words no size. On blocks without words of their own it only closes gaps between the boxes in them.
fn is_shrunk(style: &str) -> bool {
    if !style.contains("font-size") {
        return false;
    }
    let squeezed: String = style.chars().filter(|c| !c.is_whitespace()).take(400).collect();
    let sizes = squeezed.split(';').filter_map(|declaration| declaration.strip_prefix("font-size:"));
    sizes.into_iter().any(|size| matches!(size.trim_end_matches("!important"), "0" | "0px" | "0em" | "0rem"))
}

/// What declarations say of an element's place and size.
#[derive(Default)]
struct Boxed {
    /// Taken out of the flow.
    lifted: bool,
    clipped: bool,
    cut: bool,
    narrow: bool,
    low: bool,
    away: bool,
}

impl Boxed {
    fn declare(&mut self, name: &str, value: &str) {
        let value = value.trim_end_matches("!important").trim();
        let is = |known: &str| name.eq_ignore_ascii_case(known);
        if is("position") {
            self.lifted = ["absolute", "fixed"].iter().any(|known| value.eq_ignore_ascii_case(known));
        } else if is("clip") {
            self.clipped = is_nothing(value, "rect", 1.0);
        } else if is("clip-path") || is("-webkit-clip-path") {
            self.clipped |= is_cut_away(value);
        } else if is("overflow") {
            self.cut = value.eq_ignore_ascii_case("hidden");
        } else if is("width") || is("max-width") {
            self.narrow = length(value).is_some_and(|length| length <= 1.0);
        } else if is("height") || is("max-height") {
            self.low = length(value).is_some_and(|length| length <= 1.0);
        } else if ["left", "right", "top", "text-indent", "margin-left"].iter().any(|known| is(known)) {
            self.away |= length(value).is_some_and(|length| length <= AWAY);
        }
    }

    fn is_out_of_sight(&self) -> bool {
        let dot = self.narrow && self.low && self.cut;
        self.clipped && (self.lifted || dot) || dot && self.lifted || self.away && (self.lifted || self.cut)
    }
}

/// Pixels beyond which an element is off every screen.
const AWAY: f32 = -900.0;

/// A length in pixels, roughly: an `em` is 16.
fn length(value: &str) -> Option<f32> {
    let number = value.find(|c: char| !matches!(c, '0'..='9' | '.' | '-' | '+')).unwrap_or(value.len());
    let pixels: f32 = value[..number].parse().ok()?;
    match value[number..].trim() {
        "" | "px" => Some(pixels),
        "em" | "rem" => Some(pixels * 16.0),
        "%" | "vw" | "vh" if pixels < 0.0 => Some(pixels * 10.0),
        _ => None,
    }
}

/// Whether every length of a shape such as `rect(1px, 1px, 1px, 1px)` is so small.
fn is_nothing(value: &str, shape: &str, most: f32) -> bool {
    let inner = value.strip_prefix(shape).map(|rest| rest.trim_matches(['(', ')', ' ']));
    inner.is_some_and(|inner| {
        let mut parts = inner.split([',', ' ']).filter(|part| !part.is_empty());
        parts.all(|part| length(part).is_some_and(|length| length.abs() <= most))
    })
}

/// Whether a `clip-path` leaves nothing of an element.
fn is_cut_away(value: &str) -> bool {
    let inset = value.strip_prefix("inset(").and_then(|rest| rest.split(['%', ')']).next());
    inset.and_then(|share| share.trim().parse::<f32>().ok()).is_some_and(|share| share >= 50.0)
        || is_nothing(value, "circle", 0.0)
        || is_nothing(value, "polygon", 0.0)
}

/// Whether declarations take an element off the page.
fn is_dropped(style: &str) -> bool {
    hides(style)
}

#[cfg(test)]
mod tests;
