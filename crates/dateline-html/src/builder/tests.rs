use super::*;
use crate::{Limits, parse_str};

fn outline(document: &Document) -> String {
    fn walk(document: &Document, id: NodeId, out: &mut String) {
        for child in document.children(id) {
            match document.kind(child) {
                NodeKind::Text => out.push_str(&format!("{:?}", document.text(child))),
                NodeKind::Element(_) => {
                    out.push_str(document.name(child));
                    out.push('(');
                    walk(document, child, out);
                    out.push(')');
                }
                _ => {}
            }
        }
    }
    let mut out = String::new();
    walk(document, document.root(), &mut out);
    out
}

#[test]
fn tree_is_what_browsers_build() {
    let document = parse_str("<p>a<b>b<p>c</b>d<table>e<td>f", &Limits::default());
    assert_eq!(
        outline(&document),
        r#"html(head()body(p("a"b("b"))p(b("c")"de"table(tbody(tr(td("f")))))))"#
    );
}

#[test]
fn ranges_point_at_the_source() {
    let page = "<title>T</title><p>The first paragraph &amp; more.</p><p>The <b>second</b> paragraph of it.</p>";
    let document = parse_str(page, &Limits::default());
    let paragraph = document.descendants(document.root()).filter(|id| document.tag(*id) == Some(Tag::P)).nth(1).unwrap();
    let range = document.range(paragraph).unwrap();
    assert!(page[range.clone()].ends_with("paragraph of it."), "{:?}", &page[range]);
}

#[test]
fn depth_is_capped_and_said() {
    let page = "<div>".repeat(100_000) + "end";
    let document = parse_str(&page, &Limits::default());
    assert!(document.caps().depth);
    assert!(document.collect_text(document.root()).ends_with("end"));
    assert!(!parse_str("<div><p>x", &Limits::default()).caps().depth);
}

#[test]
fn siblings_do_not_count_as_depth() {
    let page = "<p>one</p><br><img>".repeat(2_000);
    assert!(!parse_str(&page, &Limits::default()).caps().depth);
}

#[test]
fn a_declared_charset_does_not_end_the_page() {
    let document = parse_str("<meta charset=utf-8><script>1</script><p>after", &Limits::default());
    assert_eq!(outline(&document), r#"html(head(meta()script("1"))body(p("after")))"#);
}
