//! The page's own style sheets, as far as they take text out of sight or draw words as icons. Reads rules that end in one
//! class or id; the cascade is not computed, and files of style sheets are not fetched.

use super::{is_dropped, is_out_of_sight};
use crate::keyed::Keyed;
use aho_corasick::{AhoCorasick, AhoCorasickKind};
use dateline_html::{Document, NodeId, Tag};
use std::collections::{HashMap, HashSet};
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
    classes: HashMap<&'d str, Ruled, Keyed>,
    /// Ids of what is kept for screen readers.
    hidden_ids: HashSet<&'d str, Keyed>,
    /// How many classes are hidden, and how many dropped or drawn.
    hidden: usize,
    others: usize,
}

/// What rules say of a class.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Ruled {
    /// Kept for screen readers.
    pub(crate) hidden: bool,
    /// Not displayed.
    pub(crate) dropped: bool,
    /// Its words are drawn as icons.
    pub(crate) drawn: bool,
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
            let known = if is_class { self.hidden } else { self.hidden_ids.len() };
            if shown {
                self.show(name, is_class);
            } else if known + self.others >= NAMES {
                return;
            } else if unseen && !is_class {
                self.hidden_ids.insert(name);
            } else if is_class && (unseen || icons || alone) {
                self.hide(name, unseen, icons);
            }
        }
    }

    fn show(&mut self, name: &str, is_class: bool) {
        if !is_class {
            self.hidden_ids.remove(name);
        } else if let Some(ruled) = self.classes.get_mut(name) {
            self.hidden -= usize::from(std::mem::take(&mut ruled.hidden));
        }
    }

    fn hide(&mut self, name: &'d str, unseen: bool, icons: bool) {
        let ruled = self.classes.entry(name).or_default();
        let (mark, count) = match (unseen, icons) {
            (true, _) => (&mut ruled.hidden, &mut self.hidden),
            (false, true) => (&mut ruled.drawn, &mut self.others),
            (false, false) => (&mut ruled.dropped, &mut self.others),
        };
        *count += usize::from(!std::mem::replace(mark, true));
    }

    /// What rules say of the classes of an element.
    pub(crate) fn of_class(&self, class: &str) -> Ruled {
        let mut all = Ruled::default();
        if self.classes.is_empty() {
            return all;
        }
        for ruled in class.split_ascii_whitespace().take(30).filter_map(|word| self.classes.get(word)) {
            all.hidden |= ruled.hidden;
            all.dropped |= ruled.dropped;
            all.drawn |= ruled.drawn;
        }
        all
    }

    /// Whether a rule keeps an element for screen readers by its id.
    pub(crate) fn hides_id(&self, doc: &Document, node: NodeId) -> bool {
        !self.hidden_ids.is_empty() && doc.attr(node, "id").is_some_and(|id| self.hidden_ids.contains(id))
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

/// Whether declarations bring back what others hid.
fn is_shown_again(body: &str) -> bool {
    if !body.contains("clip") {
        return false;
    }
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
