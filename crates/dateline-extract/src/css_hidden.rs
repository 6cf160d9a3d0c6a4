//! Names that the page's own `<style>` rules take off the page: `.rest { display: none }`. Heeds rules with one simple
//! selector outside of `@`-blocks.

use crate::class_hints::hides;
use crate::class_ids::ClassIds;
use crate::css_rules::{self, NAMES, StyleRule, Telling};
use dateline_html::{Document, NodeId};
use std::collections::HashSet;
use std::sync::LazyLock;

/// What a rule that hides has in it, however it is spaced.
static TELLING: LazyLock<Telling<2>> = LazyLock::new(|| Telling::of([("display", 3), ("visibility", 0)]));

/// Classes and ids that rules hide.
#[derive(Debug, Default)]
pub(crate) struct CssHidden<'d> {
    classes: HashSet<&'d str>,
    ids: HashSet<&'d str>,
}

impl<'d> CssHidden<'d> {
    /// Reads the page's own style sheets.
    pub(crate) fn of(doc: &'d Document, classes: &ClassIds<'_>) -> Self {
        let mut hidden = Self::default();
        css_rules::read(doc, &classes.styles, &TELLING, |rule| hidden.rule(rule));
        hidden
    }

    fn rule(&mut self, rule: &StyleRule<'d>) {
        if rule.nested || !hides(rule.declarations) {
            return;
        }
        for selector in rule.names().filter(|selector| selector.alone && selector.bare) {
            if self.classes.len() + self.ids.len() < NAMES {
                let names = if selector.is_class { &mut self.classes } else { &mut self.ids };
                names.insert(selector.name);
            }
        }
    }

    /// Whether a rule hides an element by its class or id.
    pub(crate) fn hides(&self, doc: &Document, node: NodeId) -> bool {
        let class = doc.attr(node, "class").unwrap_or_default();
        !self.classes.is_empty()
            && class.split_ascii_whitespace().take(30).any(|class| self.classes.contains(class))
            || !self.ids.is_empty() && doc.attr(node, "id").is_some_and(|id| self.ids.contains(id))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use dateline_html::{Limits, parse_str};

    fn check(style: &str, element: &str, hidden: bool) {
        let doc = parse_str(&format!("<style>{style}</style>{element}"), &Limits::default());
        let ruled = CssHidden::of(&doc, &ClassIds::of(&doc));
        let found = doc.descendants(doc.root()).any(|id| ruled.hides(&doc, id));
        assert_eq!(found, hidden, "{style} {element}");
    }

    #[test]
    fn simple_rules_are_read() {
        check(".rest{display:none}", "<div class='a rest'>x</div>", true);
        check(
            "/* gate */ div.rest , #more { color: red; display : none !important }",
            "<p id=more>x</p>",
            true,
        );
        check("@media print { .rest { display: none } } .b{}", "<div class='rest'>x</div>", false);
        check("@media print { .b {} } .rest { visibility: hidden }", "<div class='rest'>x</div>", true);
        check(".open .rest { display: none }", "<div class='rest'>x</div>", false);
        check(".rest { display: none", "<div class='rest'>x</div>", false);
        check(".rest { display: block }", "<div class='rest'>x</div>", false);
    }
}
