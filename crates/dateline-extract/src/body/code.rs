//! Code as it stands, line by line: without line numbers, buttons and labels, whatever parts its lines.

use dateline_html::{Document, NodeId, NodeKind, Tag};
use std::collections::HashMap;
use std::collections::HashSet;

/// Nodes of one piece of code, and how deep they nest.
const NODES: usize = 60_000;
const DEPTH: usize = 60;
/// Lines whose numbers one element holds.
const NUMBERS: usize = 10_000;
/// Words of a button or a label beside code.
const LABEL: usize = 4;

/// The lines of a piece of code. `seen` are its text nodes that readers see; those of white space alone need not be among
/// them.
pub(crate) fn text(doc: &Document, root: NodeId, seen: &[NodeId]) -> String {
    let seen = seen.iter().copied().collect();
    let mut reader = Reader { doc, seen, numbers: numbers(doc, root), out: String::new(), left: NODES };
    reader.children(root, 0);
    let lines: Vec<&str> = reader.out.split('\n').map(str::trim_end).collect();
    lines.join("\n").trim_matches('\n').to_owned()
}

struct Reader<'d> {
    doc: &'d Document,
    seen: HashSet<NodeId>,
    numbers: HashSet<NodeId>,
    out: String,
    left: usize,
}

impl Reader<'_> {
    fn children(&mut self, node: NodeId, depth: usize) {
        // Where line breaks stand between the lines, their elements add none.
        let broken = |id: NodeId| match self.doc.kind(id) {
            NodeKind::Text => self.doc.text(id).contains('\n'),
            kind => kind == NodeKind::Element(Tag::Br),
        };
        let parted = self.doc.children(node).any(broken);
        let children: Vec<NodeId> = self.doc.children(node).take(self.left).collect();
        for child in children {
            self.left = self.left.saturating_sub(1);
            match self.doc.kind(child) {
                NodeKind::Text => self.words(child),
                NodeKind::Element(Tag::Br) => self.out.push('\n'),
                NodeKind::Element(tag) if depth < DEPTH && !self.is_beside(child, tag) => {
                    let line = is_line(self.doc, child, tag) && !parted;
                    self.element(child, line, depth);
                }
                _ => {}
            }
        }
    }

    fn words(&mut self, leaf: NodeId) {
        let text = self.doc.text(leaf);
        if self.seen.contains(&leaf) || text.trim().is_empty() {
            self.out.push_str(&text.replace('\u{a0}', " "));
        }
    }

    fn element(&mut self, node: NodeId, is_line: bool, depth: usize) {
        if is_line && !self.out.is_empty() && !self.out.ends_with('\n') {
            self.out.push('\n');
        }
        let start = self.out.len();
        self.children(node, depth + 1);
        if is_line && !self.out[start..].ends_with('\n') {
            self.out.push('\n');
        }
    }

    /// Whether an element stands beside the code: a number, a button, a label.
    fn is_beside(&self, node: NodeId, tag: Tag) -> bool {
        matches!(tag, Tag::Button | Tag::Script | Tag::Style | Tag::Svg | Tag::Textarea)
            || self.numbers.contains(&node)
            || is_button(self.doc, node)
    }
}

/// What copies the code, or says what language it is in.
pub(crate) fn is_button(doc: &Document, node: NodeId) -> bool {
    let class = doc.attr(node, "class").unwrap_or_default().to_ascii_lowercase();
    let named = ["copy", "clipboard", "toolbar", "btn", "button", "sr-only", "visually-hidden"];
    let is_named = || !class.is_empty() && named.iter().any(|name| class.contains(name));
    let told = doc.attr(node, "role") == Some("button") || is_named();
    told && words(doc, node, LABEL + 1) <= LABEL
}

/// The text nodes of an element.
pub(crate) fn texts(doc: &Document, node: NodeId) -> impl Iterator<Item = &str> {
    let below = doc.descendants(node).take(NODES);
    below.filter(|id| doc.kind(*id) == NodeKind::Text).map(|id| doc.text(id))
}

/// Words of an element, counted up to `most`.
pub(crate) fn words(doc: &Document, node: NodeId, most: usize) -> usize {
    texts(doc, node).flat_map(str::split_whitespace).take(most).count()
}

fn is_line(doc: &Document, node: NodeId, tag: Tag) -> bool {
    match tag {
        Tag::Div | Tag::P | Tag::Li | Tag::Tr => true,
        Tag::Span | Tag::Code => {
            let class = doc.attr(node, "class").unwrap_or_default().to_ascii_lowercase();
            class
                .split(|c: char| !c.is_ascii_alphanumeric())
                .any(|word| matches!(word, "line" | "row" | "codeline" | "cl"))
        }
        _ => false,
    }
}

/// Elements that number the lines: one number each, counting up in elements of one design, or all numbers in one.
fn numbers(doc: &Document, root: NodeId) -> HashSet<NodeId> {
    let below = doc.descendants(root).skip(1).take(NODES);
    let mut found = HashSet::new();
    let mut designs: HashMap<(Tag, &str), Vec<(NodeId, u32)>> = HashMap::new();
    for node in below.filter(|id| matches!(doc.kind(*id), NodeKind::Element(_))) {
        let Some(tag) = doc.tag(node) else { continue };
        let class = doc.attr(node, "class").unwrap_or_default();
        match counted(doc, node) {
            Some(numbers) if numbers.len() > 1 => {
                found.insert(node);
            }
            Some(numbers) => {
                designs.entry((tag, class)).or_default().extend(numbers.first().map(|n| (node, *n)));
            }
            None if counts_lines(class) && words(doc, node, 1) == 0 => {
                found.insert(node);
            }
            None => {}
        }
    }
    for ((_, class), numbered) in designs {
        let up = numbered.len() > 1 && numbered.windows(2).all(|pair| pair[1].1 == pair[0].1.wrapping_add(1));
        if up || counts_lines(class) {
            found.extend(numbered.into_iter().map(|(node, _)| node));
        }
    }
    found
}

/// Names of elements that hold the numbers of lines.
fn counts_lines(class: &str) -> bool {
    if class.is_empty() {
        return false;
    }
    let class = class.to_ascii_lowercase().replace(['-', '_'], "");
    ["lineno", "linenum", "gutter", "blobnum", "lnnum", "hljsln"].iter().any(|name| class.contains(name))
        && !class.contains("code")
        || class == "ln"
}

/// The numbers that an element consists of, where they count up by one and nothing else stands in it.
fn counted(doc: &Document, node: NodeId) -> Option<Vec<u32>> {
    let mut numbers = Vec::new();
    for word in texts(doc, node).flat_map(str::split_ascii_whitespace).take(NUMBERS) {
        numbers.push(word.trim_end_matches(['.', ':']).parse().ok()?);
    }
    let up = numbers.windows(2).all(|pair: &[u32]| pair[1] == pair[0].wrapping_add(1));
    (up && !numbers.is_empty()).then_some(numbers)
}

#[cfg(test)]
mod tests {
    use super::*;
    use dateline_html::{Limits, parse_str};

    fn check(html: &str, wanted: &str) {
        let doc = parse_str(html, &Limits::default());
        let is_root = |id: &NodeId| matches!(doc.tag(*id), Some(Tag::Pre | Tag::Table));
        let root = doc.descendants(doc.root()).find(is_root).unwrap();
        let all: Vec<NodeId> = doc.descendants(root).collect();
        assert_eq!(text(&doc, root, &all), wanted, "{html}");
    }

    #[test]
    fn lines_are_exact() {
        check("<pre><code>fn main() {\n    run();\n\n}\n</code></pre>", "fn main() {\n    run();\n\n}");
        check("<pre>\n  a<br>  b<br><br>c</pre>", "  a\n  b\n\nc");
        check(
            "<pre><span class=line>a</span><span class=line>  b</span><span class=line></span><span class=line>c</span></pre>",
            "a\n  b\n\nc",
        );
        check("<pre><span class=line>a</span>\n<span class=line>  b</span>\n</pre>", "a\n  b");
        check("<pre><code><div>a</div><div>\u{a0}\u{a0}b</div></code></pre>", "a\n  b");
        check("<pre><span class=kw>let</span><span class=id>x</span> = 1;</pre>", "letx = 1;");
        check("<pre><ol><li>a</li><li>b</li></ol></pre>", "a\nb");
    }

    #[test]
    fn numbers_and_buttons_are_no_code() {
        check(
            "<table class=rouge-table><tr><td class=gutter><pre>1\n2\n</pre></td><td class=code><pre>a\n  b\n</pre></td></tr></table>",
            "a\n  b",
        );
        check("<pre><span class=lineno>1</span>a\n<span class=lineno>2</span>b</pre>", "a\nb");
        check("<pre><i class=q>7</i>a\n<i class=q>8</i>b</pre>", "a\nb");
        check(
            "<table><tr><td class=n>1</td><td>a</td></tr><tr><td class=n>2</td><td>  b</td></tr></table>",
            "a\n  b",
        );
        check(
            "<pre><button>Copy</button><span class='copy-code'>Copy code</span>a\nb<span class=line-numbers-rows><span></span><span></span></span></pre>",
            "a\nb",
        );
        check("<pre><b>1</b> <b>5</b>\n<b>2</b></pre>", "1 5\n2");
    }
}
