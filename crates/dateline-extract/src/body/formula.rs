//! Formulas as pages typeset them (KaTeX, MathJax, MediaWiki, WordPress, MathML), each read once: as the TeX that the page
//! gives, else as TeX made from MathML.

use crate::char_classes::fold_into;
use crate::class_ids::ClassIds;
use crate::name_words::Marks;
use aho_corasick::packed::Searcher;
use dateline_html::{Document, NodeId, NodeKind, Tag};
use std::sync::LazyLock;

/// Bytes of one formula.
const LENGTH: usize = 4000;
/// Nodes of one formula that are looked at, and how deep.
const NODES: usize = 4000;
const DEPTH: usize = 40;

/// What an element is to a formula.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Part {
    /// A formula within a line.
    Inline,
    /// A formula on a line of its own.
    Display,
    /// The picture of a formula that another element gives as text.
    Copy,
}

/// One of these stands on every page that has a formula.
const SIGNS: [&str; 5] = ["<math", "katex", "MathJax", "math/tex", "latex"];

/// Looks for all of them at once, on machines that can.
static TOGETHER: LazyLock<Option<Searcher>> = LazyLock::new(|| Searcher::new(SIGNS));

/// Whether a page has any formula.
pub(crate) fn any(doc: &Document, classes: &ClassIds<'_>) -> bool {
    // Hardly any page has an element that could be one; only then its source is looked through.
    let named = |class: &str| {
        let told = |word: &str| {
            word.starts_with("katex") || word.contains("ath") || matches!(word, "tex" | "latex" | "mjx-chtml")
        };
        class.split_ascii_whitespace().any(told)
    };
    let is_one = |id: NodeId| match doc.tag(id) {
        Some(Tag::Script) => doc.attr(id, "type").is_some_and(|kind| kind.starts_with("math/tex")),
        Some(Tag::Other) => matches!(doc.name(id), "math" | "mjx-container"),
        _ => false,
    };
    if !classes.marked(Marks::MAY_BE_FORMULA).any(named) && !doc.nodes().any(is_one) {
        return false;
    }
    let source = doc.source().as_bytes();
    match &*TOGETHER {
        Some(together) => together.find(source).is_some(),
        None => SIGNS.iter().any(|sign| memchr::memmem::find(source, sign.as_bytes()).is_some()),
    }
}

/// What an element is to a formula, if anything.
pub(crate) fn part(doc: &Document, node: NodeId, tag: Tag) -> Option<Part> {
    let part = role(doc, node, tag)?;
    let hidden =
        doc.attr(node, "hidden").is_some() || doc.attr(node, "style").is_some_and(crate::class_hints::hides);
    (!hidden).then_some(part)
}

fn role(doc: &Document, node: NodeId, tag: Tag) -> Option<Part> {
    let display = |is: bool| Some(if is { Part::Display } else { Part::Inline });
    match tag {
        Tag::Script => {
            let kind = doc.attr(node, "type").filter(|kind| kind.starts_with("math/tex"))?;
            display(kind.contains("display"))
        }
        Tag::Img => named(doc, node, &["latex", "tex"]).then_some(Part::Inline),
        Tag::Span | Tag::Div => of_class(doc, node),
        Tag::Other if doc.name(node) == "math" => display(doc.attr(node, "display") == Some("block")),
        Tag::Other if doc.name(node) == "mjx-container" => {
            display(doc.attr(node, "display").is_some_and(|value| value != "false"))
        }
        _ => None,
    }
}

fn of_class(doc: &Document, node: NodeId) -> Option<Part> {
    let class = doc.attr(node, "class")?;
    // None of the names below is without one of these.
    if !class.contains('x') && !class.contains("math") {
        return None;
    }
    if named(doc, node, &["katex-display"]) {
        return Some(Part::Display);
    }
    if named(doc, node, &["katex"]) {
        return Some(Part::Inline);
    }
    if named(doc, node, &["mwe-math-element"]) {
        let block = doc.descendants(node).take(12).any(|id| {
            doc.attr(id, "class").is_some_and(|class| class.contains("math") && class.contains("display"))
        });
        return Some(if block { Part::Display } else { Part::Inline });
    }
    if named(doc, node, &["MathJax_Preview"]) {
        return Some(Part::Copy);
    }
    let mathjax =
        ["MathJax", "MathJax_Display", "MathJax_SVG", "MathJax_SVG_Display", "MathJax_CHTML", "mjx-chtml"];
    if !named(doc, node, &mathjax) {
        return None;
    }
    if followed_by_source(doc, node) {
        return Some(Part::Copy);
    }
    Some(if class.contains("isplay") { Part::Display } else { Part::Inline })
}

fn named(doc: &Document, node: NodeId, words: &[&str]) -> bool {
    let class = doc.attr(node, "class").unwrap_or_default();
    class.split_ascii_whitespace().take(12).any(|word| words.contains(&word))
}

/// Whether the script with a formula's TeX stands behind its picture.
fn followed_by_source(doc: &Document, node: NodeId) -> bool {
    let beside = std::iter::successors(doc.next_sibling(node), |at| doc.next_sibling(*at)).take(3);
    let is_source = |id: NodeId| doc.attr(id, "type").is_some_and(|kind| kind.starts_with("math/"));
    beside.into_iter().any(is_source)
}

/// A formula's TeX; nothing where there is nothing to read.
pub(crate) fn tex(doc: &Document, node: NodeId) -> Option<String> {
    let written = written(doc, node).or_else(|| {
        let math = below(doc, node).find(|id| doc.name(*id) == "math")?;
        let mut out = String::new();
        convert(doc, math, 0, &mut out);
        Some(out)
    });
    let source = written.unwrap_or_else(|| doc.collect_text(node));
    let mut folded = String::new();
    fold_into(&mut folded, &source[..source.floor_char_boundary(LENGTH.min(source.len()))]);
    let tex = bare(folded.trim());
    (!tex.is_empty()).then(|| tex.to_owned())
}

/// The TeX that a page gives beside the picture.
fn written(doc: &Document, node: NodeId) -> Option<String> {
    if doc.tag(node) == Some(Tag::Script) {
        return doc.first_child(node).map(|leaf| doc.text(leaf).to_owned());
    }
    let said = |id: NodeId| {
        let annotation = doc.name(id) == "annotation"
            && doc
                .attr(id, "encoding")
                .is_some_and(|encoding| encoding.contains("tex") || encoding.contains("TeX"));
        if annotation {
            return Some(doc.collect_text(id));
        }
        let attribute = match doc.tag(id) {
            Some(Tag::Img) => "alt",
            _ if doc.name(id) == "math" => "alttext",
            _ => return None,
        };
        doc.attr(id, attribute).filter(|tex| !tex.trim().is_empty()).map(str::to_owned)
    };
    let annotated = below(doc, node).find(|id| doc.name(*id) == "annotation").and_then(said);
    annotated.or_else(|| below(doc, node).find_map(said))
}

/// A formula without the marks around it: `{\displaystyle x}`, `$x$`, `$latex x$`, `\(x\)`.
fn bare(tex: &str) -> &str {
    let tex =
        tex.strip_prefix("{\\displaystyle").and_then(|rest| rest.strip_suffix('}')).unwrap_or(tex).trim();
    let inner = [("$$", "$$"), ("$", "$"), ("\\(", "\\)"), ("\\[", "\\]")]
        .iter()
        .find_map(|(open, close)| tex.strip_prefix(open)?.strip_suffix(close));
    let inner = inner.unwrap_or(tex);
    inner.strip_prefix("latex ").unwrap_or(inner).trim()
}

fn below(doc: &Document, node: NodeId) -> impl Iterator<Item = NodeId> {
    let below = doc.descendants(node).take(NODES);
    below.filter(move |id| matches!(doc.kind(*id), NodeKind::Element(_)))
}

/// MathML to TeX: fractions, roots, what is set higher and lower; everything else as it stands.
fn convert(doc: &Document, node: NodeId, depth: usize, out: &mut String) {
    if depth > DEPTH || out.len() > LENGTH {
        return;
    }
    if doc.kind(node) == NodeKind::Text {
        fold_into(out, doc.text(node).trim());
        return;
    }
    let parts: Vec<NodeId> = doc
        .children(node)
        .filter(|id| doc.kind(*id) != NodeKind::Text || !doc.text(*id).trim().is_empty())
        .collect();
    let group = |part: Option<&NodeId>, out: &mut String| {
        let mut inner = String::new();
        if let Some(part) = part {
            convert(doc, *part, depth + 1, &mut inner);
        }
        let alone = inner.chars().count() == 1;
        out.push_str(&if alone { inner } else { format!("{{{inner}}}") });
    };
    match doc.name(node) {
        "mfrac" => {
            out.push_str("\\frac");
            let (mut over, mut under) = (String::new(), String::new());
            parts.first().into_iter().for_each(|part| convert(doc, *part, depth + 1, &mut over));
            parts.get(1).into_iter().for_each(|part| convert(doc, *part, depth + 1, &mut under));
            out.push_str(&format!("{{{over}}}{{{under}}}"));
        }
        name @ ("msup" | "msub" | "msubsup" | "mover" | "munder" | "munderover") => {
            parts.first().into_iter().for_each(|part| convert(doc, *part, depth + 1, out));
            let marks: &[&str] = match name {
                "msup" | "mover" => &["^"],
                "msub" | "munder" => &["_"],
                _ => &["_", "^"],
            };
            for (at, mark) in marks.iter().enumerate() {
                out.push_str(mark);
                group(parts.get(at + 1), out);
            }
        }
        "msqrt" => {
            let mut inner = String::new();
            parts.iter().for_each(|part| convert(doc, *part, depth + 1, &mut inner));
            out.push_str(&format!("\\sqrt{{{inner}}}"));
        }
        "annotation" | "annotation-xml" => {}
        _ => parts.iter().for_each(|part| convert(doc, *part, depth + 1, out)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use dateline_html::{Limits, parse_str};

    fn check(html: &str, wanted: &[(&str, Part)]) {
        let doc = parse_str(html, &Limits::default());
        let found: Vec<_> = doc
            .descendants(doc.root())
            .filter_map(|id| Some((id, part(&doc, id, doc.tag(id)?)?)))
            .filter(|(_, part)| *part != Part::Copy)
            .filter_map(|(id, part)| Some((tex(&doc, id)?, part)))
            .collect();
        let found: Vec<_> = found.iter().map(|(tex, part)| (tex.as_str(), *part)).collect();
        assert_eq!(found.first(), wanted.first(), "{html}");
    }

    #[test]
    fn formulas_are_tex() {
        let katex = "<span class=katex><span class=katex-mathml><math><semantics><mrow><mi>E</mi></mrow><annotation encoding='application/x-tex'>E = mc^2</annotation></semantics></math></span><span class=katex-html aria-hidden=true>E=mc2</span></span>";
        check(katex, &[("E = mc^2", Part::Inline)]);
        check(&format!("<span class=katex-display>{katex}</span>"), &[("E = mc^2", Part::Display)]);
        check(
            "<span class=MathJax_Preview>x</span><span class=MathJax>x2</span><script type='math/tex; mode=display'>x^2</script>",
            &[("x^2", Part::Display)],
        );
        check(
            "<mjx-container display=true><mjx-math aria-hidden=true></mjx-math><mjx-assistive-mml><math><msup><mi>x</mi><mn>2</mn></msup></math></mjx-assistive-mml></mjx-container>",
            &[("x^2", Part::Display)],
        );
        check(
            "<span class=mwe-math-element><span style='display:none'><math alttext='{\\displaystyle a+b}'></math></span><img class=mwe-math-fallback-image-inline alt='{\\displaystyle a+b}'></span>",
            &[("a+b", Part::Inline)],
        );
        check("<img class=latex alt='$latex x_1$' src='/f.png'>", &[("x_1", Part::Inline)]);
        check(
            "<math><mfrac><mrow><mi>a</mi><mo>+</mo><mn>1</mn></mrow><msqrt><mi>b</mi></msqrt></mfrac><msubsup><mi>x</mi><mi>i</mi><mn>10</mn></msubsup></math>",
            &[("\\frac{a+1}{\\sqrt{b}}x_i^{10}", Part::Inline)],
        );
    }
}
