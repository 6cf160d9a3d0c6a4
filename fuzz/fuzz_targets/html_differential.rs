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

/// A page as both read it.
struct Case<'c> {
    /// In lower case.
    page: String,
    context: Option<&'c str>,
    document: &'c Document,
}

impl Case<'_> {
    fn has(&self, found: impl Fn(Namespace, &str) -> bool) -> bool {
        let document = self.document;
        document.descendants(document.root()).any(|id| found(document.namespace(id), document.name(id)))
    }

    fn has_node(&self, found: impl Fn(&Document, NodeId) -> bool) -> bool {
        self.document.descendants(self.document.root()).any(|id| found(self.document, id))
    }
}

/// Where html5ever 0.40.1 is known to leave the standard: what is true of pages whose trees may differ, and why.
const EXCEPTIONS: &[(fn(&Case<'_>) -> bool, &str)] = &[
    (
        |case| case.has(|space, name| space == Namespace::MathMl && name == "annotation-xml"),
        "ends no scope there (13.2.4.2), is not special, and is left when HTML breaks out of what stands in it (13.2.6.5)",
    ),
    (
        |case| {
            case.has(|space, name| {
                space == Namespace::MathMl && matches!(name, "mi" | "mo" | "mn" | "ms" | "mtext")
            })
        },
        "not among the special elements there (13.2.4.2), so that an end tag closes across it",
    ),
    (
        |case| {
            case.has(|space, name| {
                space == Namespace::Svg && matches!(name, "foreignObject" | "desc" | "title")
            })
        },
        "not among the special elements there (13.2.4.2), so that an end tag closes across it",
    ),
    (
        |case| case.has(|space, name| space == Namespace::Html && matches!(name, "keygen" | "search")),
        "not among the special elements there (13.2.4.2), so that an end tag closes across it",
    ),
    (
        |case| case.has(|space, name| space == Namespace::Html && name == "isindex"),
        "among the special elements there (13.2.4.2 has it no more), so that no end tag closes across it",
    ),
    (
        |case| case.has_node(is_head_without_table),
        "thead is not looked for where it is asked whether a part of a table is in scope (13.2.6.4.13), so that one without \
         a table, in a template or a fragment, is not closed by the next part",
    ),
    (
        |case| case.has_node(is_table_in_template),
        "a template is not taken among those in which the text of a table is gathered (13.2.6.4.9), so that white space there \
         is put into formatting elements that stand no longer open",
    ),
    (
        has_doctype_in_table,
        "a document type is passed over before the mode is looked at, so that it does not end the text of a table as any \
         token but a character does (13.2.6.4.10)",
    ),
    (
        |case| case.context == Some("select") && case.page.contains("<input"),
        "an input in a fragment of a select is said to be an error, and not ignored (13.2.6.4.7)",
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
    let case = Case { page: page.to_ascii_lowercase(), context, document: &document };
    assert!(
        ours == theirs || EXCEPTIONS.iter().any(|(holds, _)| holds(&case)),
        "{page:?} read by {reading:?}\nours\n{ours}\nhtml5ever\n{theirs}"
    );
    Corpus::Keep
});

/// A template may hold the inside of a table.
fn has_doctype_in_table(case: &Case<'_>) -> bool {
    let page = &case.page;
    let tables = page.find("<table").into_iter().chain(page.find("<template"));
    let table = if case.context.is_some() { Some(0) } else { tables.min() };
    table.is_some_and(|table| page[table..].contains("<!doctype"))
}

fn is_head_without_table(document: &Document, id: NodeId) -> bool {
    let above = std::iter::successors(document.parent(id), |above| document.parent(*above));
    let mut scope = above.map(|above| document.name(above)).take_while(|name| *name != "template");
    document.name(id) == "thead" && !scope.any(|name| name == "table")
}

fn is_table_in_template(document: &Document, id: NodeId) -> bool {
    let parts = ["caption", "col", "colgroup", "tbody", "td", "tfoot", "th", "thead", "tr"];
    document.name(id) == "template" && document.children(id).any(|part| parts.contains(&document.name(part)))
}
