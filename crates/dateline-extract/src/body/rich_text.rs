//! Leaves of a segment to text with marks.

use super::segmentation::{Layout, Leaf};
use super::superscripts;
use crate::char_classes::fold_into;
use dateline_html::{Document, NodeId, Tag};
use dateline_model::{Mark, MarkKind, RichText, WebUrl};

/// Ancestors looked at for marks above one text node.
const NESTING_MAX: usize = 24;

/// The words of a range of leaves with links and emphasis.
pub(crate) fn rich(layout: &Layout<'_>, leaves: (u32, u32), base: Option<&WebUrl>) -> RichText {
    let mut builder = Builder { layout, base, out: RichText::default(), open: Vec::new() };
    for leaf in &layout.leaves[leaves.0 as usize..leaves.1 as usize] {
        builder.leaf(*leaf);
    }
    builder.finish()
}

struct Builder<'l, 'd, 'b> {
    layout: &'l Layout<'d>,
    base: Option<&'b WebUrl>,
    out: RichText,
    /// Marking elements around the last leaf, outermost first, with where they begin.
    open: Vec<(NodeId, usize)>,
}

impl Builder<'_, '_, '_> {
    fn leaf(&mut self, leaf: NodeId) {
        match self.layout.leaf(leaf) {
            Leaf::Break => self.line_break(),
            Leaf::Text(text) if text.trim().is_empty() => fold_into(&mut self.out.text, text),
            Leaf::Text(text) => self.words(leaf, text),
            Leaf::Formula(tex) => {
                self.words(leaf, &tex);
                self.close_all_but(&[]);
                let end = self.out.text.len();
                let start = end.saturating_sub(tex.len());
                self.push_mark(start, end, MarkKind::Formula);
            }
        }
    }

    fn words(&mut self, leaf: NodeId, text: &str) {
        let around = self.around(leaf);
        self.close_all_but(&around);
        if text.starts_with(char::is_whitespace) {
            fold_into(&mut self.out.text, " ");
        }
        let at = self.out.text.len();
        for node in &around[self.open.len()..] {
            self.open.push((*node, at));
        }
        fold_into(&mut self.out.text, text);
    }

    fn line_break(&mut self) {
        let text = &mut self.out.text;
        text.truncate(text.trim_end_matches(' ').len());
        if !text.is_empty() && !text.ends_with('\n') {
            text.push('\n');
        }
    }

    fn around(&self, leaf: NodeId) -> Vec<NodeId> {
        let doc = self.layout.doc;
        let inline = doc.ancestors(leaf).take(NESTING_MAX);
        let mut around: Vec<NodeId> =
            inline.filter(|node| doc.tag(*node).is_some_and(marks) || is_struck(doc, *node)).collect();
        around.reverse();
        around
    }

    fn close_all_but(&mut self, around: &[NodeId]) {
        let shared = self.open.iter().zip(around).take_while(|((open, _), node)| open == *node).count();
        while self.open.len() > shared {
            if let Some((node, start)) = self.open.pop() {
                self.mark(node, start);
            }
        }
    }

    fn mark(&mut self, node: NodeId, start: usize) {
        let doc = self.layout.doc;
        let end = self.out.text.trim_end().len();
        let words = self.out.text.get(start..end).unwrap_or_default();
        let kind = self.kind(node);
        let high = matches!(kind, Some(MarkKind::Superscript));
        if superscripts::refers(doc, node) && superscripts::needs_brackets(words) {
            self.set_in_brackets(start, end);
            self.push_mark(start, end + 2, MarkKind::Superscript);
            return;
        }
        if (high || matches!(kind, Some(MarkKind::Subscript)))
            && let Some(raised) = superscripts::raised(&self.out.text[..start], words, high)
        {
            self.out.text.replace_range(start..end, &raised);
            return;
        }
        if let Some(kind) = kind {
            self.push_mark(start, end, kind);
        }
    }

    fn set_in_brackets(&mut self, start: usize, end: usize) {
        self.out.text.insert(end, ']');
        self.out.text.insert(start, '[');
        let from = u32::try_from(start).unwrap_or(u32::MAX);
        for mark in self.out.marks.iter_mut().filter(|mark| mark.start >= from) {
            mark.start += 1;
            mark.end += 1;
        }
    }

    fn push_mark(&mut self, start: usize, end: usize, kind: MarkKind) {
        if let (Ok(start), Ok(end)) = (u32::try_from(start), u32::try_from(end))
            && start < end
        {
            self.out.marks.push(Mark { start, end, kind });
        }
    }

    fn kind(&self, node: NodeId) -> Option<MarkKind> {
        match self.layout.doc.tag(node)? {
            Tag::A => address(self.layout.doc.attr(node, "href")?, self.base).map(MarkKind::Link),
            Tag::Em | Tag::I => Some(MarkKind::Emphasis),
            Tag::B | Tag::Strong => Some(MarkKind::Strong),
            Tag::Code | Tag::Kbd | Tag::Samp => Some(MarkKind::Code),
            Tag::Sub => Some(MarkKind::Subscript),
            Tag::Sup => Some(MarkKind::Superscript),
            _ if is_struck(self.layout.doc, node) => Some(MarkKind::Deleted),
            _ => None,
        }
    }

    fn finish(mut self) -> RichText {
        self.close_all_but(&[]);
        let end = self.out.text.trim_end().len();
        self.out.text.truncate(end);
        self.out.marks.retain(|mark| (mark.start as usize) < end);
        self.out.marks.sort_by(|a, b| a.start.cmp(&b.start).then(b.end.cmp(&a.end)));
        self.out
    }
}

/// Whether an element strikes its words out: the publisher took them back and shows that it did.
fn is_struck(doc: &Document, node: NodeId) -> bool {
    match doc.tag(node) {
        Some(Tag::Del | Tag::S) => true,
        Some(Tag::Other) => doc.name(node) == "strike",
        _ => false,
    }
}

fn marks(tag: Tag) -> bool {
    matches!(
        tag,
        Tag::A
            | Tag::Em
            | Tag::I
            | Tag::B
            | Tag::Strong
            | Tag::Code
            | Tag::Kbd
            | Tag::Samp
            | Tag::Sub
            | Tag::Sup
    )
}

/// An address of the page made absolute; page-internal jumps are none.
pub(crate) fn address(reference: &str, base: Option<&WebUrl>) -> Option<WebUrl> {
    let reference = reference.trim();
    if reference.is_empty() || reference.starts_with('#') || reference.len() > 4096 {
        return None;
    }
    match base {
        Some(base) => base.join(reference).ok(),
        None => WebUrl::parse(reference).ok(),
    }
}

/// Several texts as one, parted by a space.
pub(crate) fn join(parts: Vec<RichText>) -> RichText {
    let mut parts = parts.into_iter().filter(|part| !part.text.is_empty());
    let Some(mut out) = parts.next() else { return RichText::default() };
    for part in parts {
        out.text.push('\n');
        let shift = u32::try_from(out.text.len()).unwrap_or(u32::MAX);
        out.text.push_str(&part.text);
        out.marks.extend(part.marks.into_iter().map(|mark| Mark {
            start: mark.start.saturating_add(shift),
            end: mark.end.saturating_add(shift),
            kind: mark.kind,
        }));
    }
    out
}
