//! Reads the rules of the page's own `<style>` elements. Files of style sheets are not fetched and the cascade is not
//! computed.

use aho_corasick::{AhoCorasick, AhoCorasickKind, Input};
use dateline_html::{Document, NodeId};
use std::ops::Range;

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

/// Words without which a rule says nothing to a reader of rules, in any case.
pub(crate) struct Telling<const WORDS: usize> {
    automaton: Option<AhoCorasick>,
    /// Two bytes of each that are rare in style sheets: most of a sheet is passed over by these.
    pairs: [[u8; 2]; WORDS],
    longest: usize,
}

/// Bytes of a sheet that are looked at together.
const BLOCK: usize = 64;

impl<const WORDS: usize> Telling<WORDS> {
    /// Words in lower case, each with the place of two bytes of it that are rare.
    pub(crate) fn of(words: [(&str, usize); WORDS]) -> Self {
        let kind = Some(AhoCorasickKind::DFA);
        let mut automaton = AhoCorasick::builder();
        automaton.kind(kind).ascii_case_insensitive(true);
        let pair = |(word, at): (&str, usize)| word.as_bytes()[at..].first_chunk().copied();
        Self {
            automaton: automaton.build(words.map(|(word, _)| word)).ok(),
            pairs: words.map(|word| pair(word).unwrap_or_default()),
            longest: words.iter().map(|(word, _)| word.len()).max().unwrap_or_default(),
        }
    }

    /// The first such word at or behind a byte.
    fn find(&self, text: &str, from: usize) -> Option<Range<usize>> {
        let automaton = self.automaton.as_ref()?;
        let bytes = text.as_bytes();
        let mut at = from;
        while let Some(block) = bytes.get(at..).and_then(|rest| rest.first_chunk()) {
            if self.may_stand_in(block) {
                // A word that has a byte in the block may begin before it and end behind it.
                let (start, end) = (at.saturating_sub(self.longest), at + BLOCK + self.longest);
                let around = start.max(from)..end.min(bytes.len());
                if let Some(found) = automaton.find(Input::new(text).range(around)) {
                    return Some(found.range());
                }
            }
            at += BLOCK;
        }
        let start = at.saturating_sub(self.longest).max(from).min(text.len());
        automaton.find(Input::new(text).range(start..)).map(|found| found.range())
    }

    /// Whether a word may stand in a block that goes on for a byte: told of all bytes at once.
    fn may_stand_in(&self, block: &[u8; BLOCK + 1]) -> bool {
        let mut found = 0;
        for (first, second) in block[..BLOCK].iter().zip(&block[1..]) {
            let (first, second) = (*first | 0x20, *second | 0x20);
            for pair in &self.pairs {
                found |= u8::from(first == pair[0]) & u8::from(second == pair[1]);
            }
        }
        found != 0
    }
}

/// Gives every rule in `styles` with one of the `telling` words in it, in order; the others are passed over unread.
pub(crate) fn read<'d, const WORDS: usize>(
    doc: &'d Document,
    styles: &[NodeId],
    telling: &Telling<WORDS>,
    mut take: impl FnMut(&StyleRule<'d>),
) {
    let mut left = STYLE;
    for style in styles.iter().copied().filter(|id| doc.attr(*id, "media").is_none_or(is_screen)) {
        let Some(leaf) = doc.first_child(style) else { continue };
        let text = doc.text(leaf);
        let text = &text[..text.floor_char_boundary(text.len().min(left))];
        left -= text.len();
        sheet(text, telling, &mut take);
    }
}

fn sheet<'d, const WORDS: usize>(
    text: &'d str,
    telling: &Telling<WORDS>,
    take: &mut impl FnMut(&StyleRule<'d>),
) {
    let mut blocks = Blocks::default();
    let mut from = 0;
    while let Some(found) = telling.find(text, from) {
        let at = found.start;
        from = found.end;
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
    /// The open braces, and of each whether what stands in it holds on screens, once somebody wants to know.
    open: Vec<(usize, Option<bool>)>,
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
                self.open.push((brace, None));
            }
        }
        let mut open = self.open.iter_mut();
        open.all(|(brace, told)| *told.get_or_insert_with(|| holds(selectors_before(text, *brace))))
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
