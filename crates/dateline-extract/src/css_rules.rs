//! Reads the rules of the page's own `<style>` elements. Files of style sheets are not fetched and the cascade is not
//! computed.

use aho_corasick::AhoCorasick;
use dateline_html::{Document, Tag};

/// Bytes of style that are read in all.
const STYLE: usize = 1 << 20;
/// Bytes of one rule.
const RULE: usize = 4096;
/// Names that a reader of rules keeps.
pub(crate) const NAMES: usize = 4000;

/// One rule that holds at a screen.
pub(crate) struct StyleRule<'d> {
    selectors: &'d str,
    /// What stands between its braces.
    pub(crate) declarations: &'d str,
    /// It stands in a block such as `@media screen { … }`.
    pub(crate) nested: bool,
}

impl<'d> StyleRule<'d> {
    /// Its selectors that end in one class or id.
    pub(crate) fn names(&self) -> impl Iterator<Item = Selector<'d>> {
        self.selectors.split(',').map(str::trim).filter_map(Selector::of)
    }
}

/// A selector that ends in a class or id.
pub(crate) struct Selector<'d> {
    /// The name without its mark.
    pub(crate) name: &'d str,
    pub(crate) is_class: bool,
    /// It is one name, perhaps with a tag, and at most `:not(…)` behind it.
    pub(crate) alone: bool,
    /// Nothing stands behind the name.
    pub(crate) bare: bool,
}

impl<'d> Selector<'d> {
    /// What holds in a state alone (`:focus`, `:hover`) is none; what holds outside of one is.
    fn of(selector: &'d str) -> Option<Self> {
        let kept = selector.find(":not(:").map_or(selector, |at| &selector[..at]);
        let last = kept.rsplit([' ', '>', '+', '~']).next().unwrap_or_default();
        let at = last.rfind(['.', '#'])?;
        let (tag, name) = last.split_at(at);
        let plain = |c: char| c.is_alphanumeric() || matches!(c, '-' | '_');
        let is_name = name.len() > 1 && name[1..].chars().all(plain) && tag.chars().all(plain);
        is_name.then_some(Self {
            name: &name[1..],
            is_class: name.starts_with('.'),
            alone: last.len() == kept.len(),
            bare: kept.len() == selector.len(),
        })
    }
}

/// Gives every rule with one of the `telling` words in it, in order; the others are passed over unread.
pub(crate) fn read<'d>(doc: &'d Document, telling: &AhoCorasick, mut take: impl FnMut(&StyleRule<'d>)) {
    if memchr::memmem::find(doc.source().as_bytes(), b"<style").is_none() {
        return;
    }
    let mut left = STYLE;
    let styles = doc.descendants(doc.root()).filter(|id| doc.tag(*id) == Some(Tag::Style));
    for style in styles.filter(|id| doc.attr(*id, "media").is_none_or(is_screen)) {
        let Some(leaf) = doc.first_child(style) else { continue };
        let text = doc.text(leaf);
        let text = &text[..text.floor_char_boundary(text.len().min(left))];
        left -= text.len();
        sheet(text, telling, &mut take);
    }
}

fn sheet<'d>(text: &'d str, telling: &AhoCorasick, take: &mut impl FnMut(&StyleRule<'d>)) {
    let mut blocks = Blocks::default();
    let mut from = 0;
    while let Some(found) = telling.find(&text[from..]) {
        let at = from + found.start();
        from = at + found.len();
        let Some((open, close)) = rule_around(text, at) else { continue };
        if blocks.applies_at(text, open) {
            let nested = !blocks.open.is_empty();
            let declarations = &text[open + 1..close];
            take(&StyleRule { selectors: selectors_before(text, open), declarations, nested });
        }
        from = from.max(close);
    }
}

/// The braces of the rule that holds a byte.
fn rule_around(text: &str, at: usize) -> Option<(usize, usize)> {
    let bytes = text.as_bytes();
    let start = at.saturating_sub(RULE);
    let open = start + memchr::memrchr2(b'{', b'}', &bytes[start..at])?;
    let close = at + memchr::memchr2(b'{', b'}', &bytes[at..(at + RULE).min(bytes.len())])?;
    (bytes[open] == b'{' && bytes[close] == b'}').then_some((open, close))
}

/// What stands between the rule before and this one's brace.
fn selectors_before(text: &str, open: usize) -> &str {
    let start = text.floor_char_boundary(open.saturating_sub(RULE));
    let before = memchr::memrchr3(b'{', b'}', b';', &text.as_bytes()[start..open]);
    let from = before.map_or(start, |at| start + at + 1);
    text[from..open].rsplit("*/").next().unwrap_or_default()
}

/// The blocks such as `@media print { … }` around a place, followed from the sheet's beginning on.
#[derive(Default)]
struct Blocks {
    /// For each open brace, whether what stands in it holds on screens.
    open: Vec<bool>,
    read: usize,
}

impl Blocks {
    fn applies_at(&mut self, text: &str, at: usize) -> bool {
        let bytes = &text.as_bytes()[..at];
        while let Some(found) = memchr::memchr2(b'{', b'}', &bytes[self.read..]) {
            let brace = self.read + found;
            self.read = brace + 1;
            if bytes[brace] == b'}' {
                self.open.pop();
            } else {
                self.open.push(holds(selectors_before(text, brace)));
            }
        }
        self.open.iter().all(|holds| *holds)
    }
}

/// Whether the rules of a block hold for readers at a screen, however wide.
fn holds(head: &str) -> bool {
    let head = head.trim();
    match head.strip_prefix('@') {
        Some(rule) if rule.starts_with("media") => is_screen(rule["media".len()..].trim()),
        Some(rule) => rule.starts_with("layer") || rule.starts_with("supports"),
        None => false,
    }
}

fn is_screen(media: &str) -> bool {
    let media = media.trim();
    matches!(media, "" | "all" | "screen" | "only screen")
}
