//! Our tree is html5ever's, node by node, as long as no bound bit. The last byte chooses how the page is read.

#![no_main]

#[path = "../../crates/dateline-html/examples/dump/mod.rs"]
mod dump;
mod html_reading;
#[path = "../../crates/dateline-html/examples/oracle/mod.rs"]
mod oracle;

use dateline_html::{Document, Limits, Namespace, NodeId, Scripting, parse_fragment, parse_str_with};
use html_reading::Reading;
use libfuzzer_sys::{Corpus, fuzz_target};

/// html5ever's work grows with the square of what stands open.
const LONGEST: usize = 1 << 14;

/// Where html5ever 0.40.1 is known to leave the standard: what is true of the element that it takes part in, and why.
/// A tree with such an element may differ.
const EXCEPTIONS: &[(fn(Namespace, &str) -> bool, &str)] = &[
    (
        |space, name| space == Namespace::MathMl && name == "annotation-xml",
        "ends no scope there (13.2.4.2), is not special, and is left when HTML breaks out of what stands in it (13.2.6.5)",
    ),
    (
        |space, name| space == Namespace::MathMl && matches!(name, "mi" | "mo" | "mn" | "ms" | "mtext"),
        "not among the special elements there (13.2.4.2), so that an end tag closes across it",
    ),
    (
        |space, name| space == Namespace::Svg && matches!(name, "foreignObject" | "desc" | "title"),
        "not among the special elements there (13.2.4.2), so that an end tag closes across it",
    ),
    (
        |space, name| space == Namespace::Html && matches!(name, "keygen" | "search"),
        "not among the special elements there (13.2.4.2), so that an end tag closes across it",
    ),
    (
        |space, name| space == Namespace::Html && name == "isindex",
        "among the special elements there (13.2.4.2 has it no more), so that no end tag closes across it",
    ),
];

fuzz_target!(|data: &[u8]| -> Corpus {
    let (reading, page) = Reading::of(data);
    let Ok(page) = std::str::from_utf8(page) else { return Corpus::Reject };
    if page.len() > LONGEST {
        return Corpus::Reject;
    }
    let Reading { scripting, context } = reading;
    let document = match context {
        Some(context) => parse_fragment(page, context, &Limits::default(), scripting),
        None => parse_str_with(page, &Limits::default(), scripting),
    };
    if document.caps().names().next().is_some() {
        return Corpus::Keep;
    }
    let nodes = oracle::parse(page, context, scripting == Scripting::On);
    let below = |root| document.first_child(root).unwrap_or(root);
    let (our_root, their_root) = match context {
        Some(_) => (below(document.root()), nodes[0].first),
        None => (document.root(), 0),
    };
    let (ours, theirs) = (dump::dump(&document, our_root), oracle::dump(&nodes, their_root));
    assert!(
        ours == theirs
            || is_exception(&document)
            || has_doctype_in_table(page, context.is_some())
            || has_input_in_select(page, context),
        "{page:?} read by {reading:?}\nours\n{ours}\nhtml5ever\n{theirs}"
    );
    Corpus::Keep
});

/// html5ever passes a document type over before it looks at the mode, so that it does not end the text of a table as
/// any token but a character does (13.2.6.4.10). A template may hold the inside of a table.
fn has_doctype_in_table(page: &str, is_fragment: bool) -> bool {
    let page = page.to_ascii_lowercase();
    let table = if is_fragment {
        Some(0)
    } else {
        page.find("<table").into_iter().chain(page.find("<template")).min()
    };
    table.is_some_and(|table| page[table..].contains("<!doctype"))
}

/// html5ever says that an `input` in a fragment of a `select` is an error, and does not ignore it (13.2.6.4.7).
fn has_input_in_select(page: &str, context: Option<&str>) -> bool {
    context == Some("select") && page.to_ascii_lowercase().contains("<input")
}

fn is_exception(document: &Document) -> bool {
    let mut all = document.descendants(document.root());
    all.any(|id| {
        EXCEPTIONS.iter().any(|(holds, _)| holds(document.namespace(id), document.name(id)))
            || is_head_without_table(document, id)
            || is_table_in_template(document, id)
    })
}

/// html5ever does not look for `thead` where it asks whether a part of a table is in scope (13.2.6.4.13), so that one
/// without a table, in a template or a fragment, is not closed by the next part.
fn is_head_without_table(document: &Document, id: NodeId) -> bool {
    let above = std::iter::successors(document.parent(id), |above| document.parent(*above));
    let mut scope = above.map(|above| document.name(above)).take_while(|name| *name != "template");
    document.name(id) == "thead" && !scope.any(|name| name == "table")
}

/// html5ever does not take a template among those in which the text of a table is gathered (13.2.6.4.9), so that white
/// space there is put into formatting elements that stand no longer open.
fn is_table_in_template(document: &Document, id: NodeId) -> bool {
    let parts = ["caption", "colgroup", "tbody", "tfoot", "thead", "tr"];
    document.name(id) == "template" && document.children(id).any(|part| parts.contains(&document.name(part)))
}
