//! The page's own style sheets, as far as they take text out of sight or draw words as icons. Reads rules that end in one
//! class or id; the cascade is not computed, and files of style sheets are not fetched.

use super::{is_dropped, is_out_of_sight};
use aho_corasick::{AhoCorasick, AhoCorasickKind};
use dateline_html::{Document, NodeId, Tag};
use std::collections::HashSet;
use std::sync::LazyLock;

/// Bytes of style that are read, and names that are kept.
const STYLE: usize = 1 << 20;
const NAMES: usize = 4000;
/// Bytes of one rule.
const RULE: usize = 4096;

/// What a rule that matters has in it; most rules of a sheet are passed over unread.
static TELLING: LazyLock<Option<AhoCorasick>> = LazyLock::new(|| {
    AhoCorasick::builder()
        .kind(Some(AhoCorasickKind::DFA))
        .ascii_case_insensitive(true)
        .build([
            "clip",
            "absolute",
            "fixed",
            "-9",
            "-100",
            "display:none",
            "display: none",
            "\"liga\"",
            "'liga'",
        ])
        .ok()
});

/// Names that the page's rules speak of.
#[derive(Debug, Default)]
pub(crate) struct Sheet<'d> {
    /// Classes and ids of what is kept for screen readers.
    hidden: HashSet<&'d str>,
    hidden_ids: HashSet<&'d str>,
    /// Classes that are not displayed.
    dropped: HashSet<&'d str>,
    /// Classes of fonts that draw words as icons.
    icons: HashSet<&'d str>,
}

impl<'d> Sheet<'d> {
    /// Reads the page's own style sheets.
    pub(crate) fn of(doc: &'d Document) -> Self {
        let mut sheet = Self::default();
        if memchr::memmem::find(doc.source().as_bytes(), b"<style").is_none() {
            return sheet;
        }
        let mut left = STYLE;
        let styles = doc.descendants(doc.root()).filter(|id| doc.tag(*id) == Some(Tag::Style));
        let applies = |media: &str| is_screen(media);
        for style in styles.filter(|id| doc.attr(*id, "media").is_none_or(applies)) {
            let Some(leaf) = doc.first_child(style) else { continue };
            let text = doc.text(leaf);
            let text = &text[..text.floor_char_boundary(text.len().min(left))];
            left -= text.len();
            sheet.read(text);
        }
        sheet
    }

    fn read(&mut self, text: &'d str) {
        let Some(telling) = TELLING.as_ref() else { return };
        let mut blocks = Blocks::default();
        let mut from = 0;
        while let Some(found) = telling.find(&text[from..]) {
            let at = from + found.start();
            from = at + found.len();
            let Some((open, close)) = rule_around(text, at) else { continue };
            if blocks.applies_at(text, open) {
                self.rule(selectors_before(text, open), &text[open + 1..close]);
            }
            from = from.max(close);
        }
    }

    fn rule(&mut self, selectors: &'d str, body: &str) {
        let unseen = is_out_of_sight(body);
        let dropped = !unseen && is_dropped(body);
        let icons = body.contains("liga") && body.contains("font-feature-settings");
        let shown = !unseen && is_shown_again(body);
        if !(unseen || dropped || icons || shown) {
            return;
        }
        for selector in selectors.split(',').map(str::trim) {
            let Some((name, alone)) = last_name(selector) else { continue };
            let is_class = name.starts_with('.');
            let name = &name[1..];
            let hidden = if is_class { &mut self.hidden } else { &mut self.hidden_ids };
            if shown {
                hidden.remove(name);
            } else if hidden.len() + self.dropped.len() + self.icons.len() >= NAMES {
                return;
            } else if unseen {
                hidden.insert(name);
            } else if icons && is_class {
                self.icons.insert(name);
            } else if alone && is_class {
                self.dropped.insert(name);
            }
        }
    }

    /// Whether a rule keeps elements of a class for screen readers.
    pub(crate) fn hides(&self, class: &str) -> bool {
        has(&self.hidden, class)
    }

    /// Whether a rule keeps an element for screen readers by its id.
    pub(crate) fn hides_id(&self, doc: &Document, node: NodeId) -> bool {
        !self.hidden_ids.is_empty() && doc.attr(node, "id").is_some_and(|id| self.hidden_ids.contains(id))
    }

    /// Whether a rule takes elements of a class off the page.
    pub(crate) fn drops(&self, class: &str) -> bool {
        has(&self.dropped, class)
    }

    /// Whether a rule draws the words of elements of a class as icons.
    pub(crate) fn draws(&self, class: &str) -> bool {
        has(&self.icons, class)
    }
}

fn has(names: &HashSet<&str>, class: &str) -> bool {
    !names.is_empty() && class.split_ascii_whitespace().take(30).any(|word| names.contains(word))
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

/// Whether declarations bring back what others hid.
fn is_shown_again(body: &str) -> bool {
    let squeezed: String = body.chars().filter(|c| !c.is_whitespace()).take(RULE).collect();
    squeezed.contains("clip:auto") || squeezed.contains("clip-path:none")
}

/// The class or id that a selector ends in, with its mark, and whether it is all of the selector. What holds in a state
/// alone (`:focus`, `:hover`) is none; what holds outside of one is.
fn last_name(selector: &str) -> Option<(&str, bool)> {
    let bare = selector.find(":not(:").map_or(selector, |at| &selector[..at]);
    let last = bare.rsplit([' ', '>', '+', '~']).next().unwrap_or_default();
    let at = last.rfind(['.', '#'])?;
    let (tag, name) = last.split_at(at);
    let plain = |c: char| c.is_alphanumeric() || matches!(c, '-' | '_');
    let is_name = name.len() > 1 && name[1..].chars().all(plain) && tag.chars().all(plain);
    is_name.then_some((name, last.len() == bare.len()))
}
