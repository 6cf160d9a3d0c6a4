//! Names that the page's own `<style>` rules take off the page: `.rest { display: none }`. Reads rules with one simple
//! selector outside of `@`-blocks; files of style sheets are not fetched and the cascade is not computed.

use dateline_html::{Document, NodeId, Tag};
use std::collections::HashSet;

/// Bytes of style that are read, and names that are kept.
const STYLE: usize = 1 << 20;
const NAMES: usize = 4000;

/// Classes and ids that rules hide.
#[derive(Debug, Default)]
pub(crate) struct Ruled<'d> {
    classes: HashSet<&'d str>,
    ids: HashSet<&'d str>,
}

impl<'d> Ruled<'d> {
    /// Reads the page's own style sheets.
    pub(crate) fn of(doc: &'d Document) -> Self {
        let mut ruled = Self::default();
        let mut left = STYLE;
        let sheets = doc.descendants(doc.root()).filter(|id| doc.tag(*id) == Some(Tag::Style));
        for sheet in sheets.filter_map(|id| doc.first_child(id)) {
            let text = doc.text(sheet);
            let text = &text[..text.floor_char_boundary(text.len().min(left))];
            left -= text.len();
            ruled.sheet(text);
        }
        ruled
    }

    fn sheet(&mut self, text: &'d str) {
        let mut rest = text;
        while let Some(open) = rest.find('{') {
            let selectors = &rest[..open];
            let after = &rest[open + 1..];
            let close = if selectors.contains('@') { end_of_block(after) } else { after.find('}') };
            let Some(close) = close else { return };
            if !selectors.contains('@') && super::piece::unrendered(&after[..close]) {
                self.add(selectors);
            }
            rest = &after[close + 1..];
        }
    }

    fn add(&mut self, selectors: &'d str) {
        // A comment before the rule belongs to nobody.
        let selectors = selectors.rsplit("*/").next().unwrap_or_default();
        for selector in selectors.split(',').map(str::trim) {
            let Some(at) = selector.find(['.', '#']) else { continue };
            let (tag, name) = selector.split_at(at);
            let plain = |c: char| c.is_alphanumeric() || matches!(c, '-' | '_');
            if tag.chars().all(plain)
                && name.len() > 1
                && name[1..].chars().all(plain)
                && self.classes.len() + self.ids.len() < NAMES
            {
                let names = if name.starts_with('.') { &mut self.classes } else { &mut self.ids };
                names.insert(&name[1..]);
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

/// The end of a block that holds other blocks.
fn end_of_block(text: &str) -> Option<usize> {
    let mut depth = 0usize;
    for (at, byte) in text.bytes().enumerate() {
        match byte {
            b'{' => depth += 1,
            b'}' if depth == 0 => return Some(at),
            b'}' => depth -= 1,
            _ => {}
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;
    use dateline_html::{Limits, parse_str};

    fn check(style: &str, element: &str, hidden: bool) {
        let doc = parse_str(&format!("<style>{style}</style>{element}"), &Limits::default());
        let ruled = Ruled::of(&doc);
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
