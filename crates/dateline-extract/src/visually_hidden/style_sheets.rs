//! The page's own style sheets, as far as they take text out of sight or draw words as icons.

use super::{is_dropped, is_out_of_sight};
use crate::class_ids::ClassIds;
use crate::css_rules::{self, NAMES, Selector, StyleRule, Telling};
use crate::keyed_hash::Keyed;
use dateline_html::{Document, NodeId};
use std::collections::{HashMap, HashSet};
use std::sync::LazyLock;

/// Characters of a rule that may bring back what others hid.
const SHOWN: usize = 4096;

/// What a rule that matters has in it; most rules of a sheet are passed over unread.
static TELLING: LazyLock<Telling<9>> = LazyLock::new(|| {
    Telling::of([
        ("clip", 2),
        ("absolute", 1),
        ("fixed", 2),
        ("-9", 0),
        ("-100", 0),
        ("display:none", 7),
        ("display: none", 8),
        ("\"liga\"", 3),
        ("'liga'", 3),
    ])
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
    pub(crate) fn of(doc: &'d Document, classes: &ClassIds<'_>) -> Self {
        let mut sheet = Self::default();
        css_rules::read(doc, &classes.styles, &TELLING, |rule| sheet.rule(rule));
        sheet
    }

    fn rule(&mut self, rule: &StyleRule<'d>) {
        let body = rule.declarations;
        let unseen = is_out_of_sight(body);
        let dropped = !unseen && is_dropped(body);
        let icons = body.contains("liga") && body.contains("font-feature-settings");
        let shown = !unseen && is_shown_again(body);
        if !(unseen || dropped || icons || shown) {
            return;
        }
        for Selector { name, is_class, alone, .. } in rule.names() {
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

/// Whether declarations bring back what others hid.
fn is_shown_again(body: &str) -> bool {
    if !body.contains("clip") {
        return false;
    }
    let squeezed: String = body.chars().filter(|c| !c.is_whitespace()).take(SHOWN).collect();
    squeezed.contains("clip:auto") || squeezed.contains("clip-path:none")
}
