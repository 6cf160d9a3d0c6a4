//! Markup written from a tree: it reads back as the same tree, and it is what html5ever writes.

#[path = "../examples/dump/mod.rs"]
mod dump;
#[path = "../examples/oracle/mod.rs"]
mod oracle;

use dateline_html::{Document, Limits, Scripting, parse_fragment, parse_str};
use html5ever::serialize::{AttrRef, Serialize, SerializeOpts, Serializer, TraversalScope, serialize};
use proptest::prelude::*;
use std::io;

fn read(page: &str) -> Document {
    parse_str(page, &Limits::default())
}

fn tree(document: &Document) -> String {
    dump::dump(document, document.root())
}

fn written(page: &str) -> String {
    let document = read(page);
    document.inner_html(document.root())
}

#[test]
fn markup_is_written_as_the_standard_says() {
    let cases = [
        ("a&nbsp;b &lt; \"c\"", "a&nbsp;b &lt; \"c\""),
        ("<a title='\"<>&amp;\u{a0}é'>x</a>", "<a title=\"&quot;&lt;&gt;&amp;&nbsp;é\">x</a>"),
        ("<br/><img src=a><input disabled>", "<br><img src=\"a\"><input disabled=\"\">"),
        ("<script>a < b && \"c\"</script>", "<script>a < b && \"c\"</script>"),
        ("<style>a > b</style><iframe>&lt;</iframe>", "<style>a > b</style><iframe>&lt;</iframe>"),
        ("<noscript>a &lt; b</noscript>", "<noscript>a &lt; b</noscript>"),
        ("<textarea>a &lt; b</textarea>", "<textarea>a &lt; b</textarea>"),
        ("<template><td>x</template>", "<template><td>x</td></template>"),
        ("<!-- a -- b --><?c?>", "<!-- a -- b --><!--?c?-->"),
        (
            "<svg viewbox=0><a xlink:href=b xml:lang=c xmlns:xlink=d xmlns=e /><lineargradient/></svg>",
            "<svg viewBox=\"0\"><a xlink:href=\"b\" xml:lang=\"c\" xmlns:xlink=\"d\" xmlns=\"e\"></a><linearGradient></linearGradient></svg>",
        ),
        ("<svg><style>a &gt; b</style><br-x/></svg>", "<svg><style>a &gt; b</style><br-x></br-x></svg>"),
        ("<math><annotation-xml><mi>x</math>", "<math><annotation-xml><mi>x</mi></annotation-xml></math>"),
    ];
    for (page, expected) in cases {
        let document = parse_fragment(page, "body", &Limits::default(), Scripting::Off);
        let root = document.first_child(document.root()).unwrap();
        assert_eq!(document.inner_html(root), expected, "{page}");
        assert_eq!(document.outer_html(root), format!("<html>{expected}</html>"), "{page}");
    }
}

#[test]
fn inner_and_outer_part_at_the_tags_of_the_node() {
    let document = read("<!doctype html><div id=a>x<br>y</div>z");
    let find =
        |name: &str| document.descendants(document.root()).find(|id| document.name(*id) == name).unwrap();
    assert_eq!(document.inner_html(find("div")), "x<br>y");
    assert_eq!(document.outer_html(find("div")), "<div id=\"a\">x<br>y</div>");
    assert_eq!(
        (document.inner_html(find("br")).as_str(), document.outer_html(find("br")).as_str()),
        ("", "<br>")
    );
    let whole = "<!DOCTYPE html><html><head></head><body><div id=\"a\">x<br>y</div>z</body></html>";
    assert_eq!(document.outer_html(document.root()), whole);
}

#[test]
fn scripting_decides_how_noscript_is_written() {
    let document =
        dateline_html::parse_str_with("<body><noscript><p>x</noscript>", &Limits::default(), Scripting::On);
    let html = document.inner_html_with(document.root(), Scripting::On);
    assert!(html.contains("<noscript><p>x</noscript>"), "{html}");
}

/// Trees that no markup spells, or whose markup the standard writes without what made them.
#[test]
fn what_does_not_read_back_is_known() {
    let cases = [
        ("a line feed that begins pre", "<pre>\n\nx</pre>"),
        ("a line feed that begins textarea", "<textarea>\n\nx</textarea>"),
        ("identifiers of a document type", "<!doctype html public \"a\"><p>x"),
        ("a link within a link", "<a>x<table><a>y</table>"),
        ("a form within a form", "<form><div></form><form>x"),
        ("what follows plain text", "<div><plaintext>x"),
    ];
    for (name, page) in cases {
        assert_ne!(tree(&read(page)), tree(&read(&written(page))), "{name}");
    }
}

#[test]
fn a_deep_tree_is_written_without_recursion() {
    let page = "<div>".repeat(100_000);
    let html = written(&page);
    assert_eq!((html.matches("<div>").count(), html.matches("</div>").count()), (510, 510));
}

struct Theirs<'n>(&'n [oracle::Node], u32);

impl Serialize for Theirs<'_> {
    fn serialize<S: Serializer>(&self, serializer: &mut S, _: TraversalScope) -> io::Result<()> {
        let mut child = self.0[self.1 as usize].first;
        while child != oracle::NONE {
            let below = Theirs(self.0, child);
            match &self.0[child as usize].kind {
                oracle::Kind::Document => {}
                oracle::Kind::Doctype(name, ..) => serializer.write_doctype(name)?,
                oracle::Kind::Text(text) => serializer.write_text(text)?,
                oracle::Kind::Comment(text) => serializer.write_comment(text)?,
                oracle::Kind::Element(name, attrs, _) => {
                    let pairs = attrs.iter().map(|attr| -> AttrRef<'_> { (&attr.name, &attr.value) });
                    serializer.start_elem(name.clone(), pairs)?;
                    below.serialize(serializer, TraversalScope::ChildrenOnly(None))?;
                    serializer.end_elem(name.clone())?;
                }
            }
            child = self.0[child as usize].next;
        }
        Ok(())
    }
}

fn written_by_html5ever(nodes: &[oracle::Node]) -> Option<String> {
    let opts = SerializeOpts {
        traversal_scope: TraversalScope::ChildrenOnly(None),
        scripting_enabled: false,
        create_missing_parent: false,
    };
    let mut out = Vec::new();
    serialize(&mut out, &Theirs(nodes, 0), opts).ok()?;
    String::from_utf8(out).ok()
}

/// Content that may stand anywhere in a body and reads back as itself.
fn content() -> impl Strategy<Value = String> {
    let leaf = prop_oneof![
        "[ a-zé&<>\"\u{a0}]{1,12}".prop_map(|text| text.replace('&', "&amp;").replace('<', "&lt;")),
        "[ a-z&;]{0,8}".prop_map(|value| format!("<img alt='{value}'>")),
        Just("<br>".to_owned()),
        "[ a-z<>]{0,8}".prop_map(|text| format!("<!--{}-->", text.replace('>', ""))),
        "[ a-z&<\"]{0,8}".prop_map(|text| format!("<script>{text}</script>")),
        Just("<svg viewBox=1><path d=2 /><foreignObject><div>x</div></foreignObject></svg>".to_owned()),
        Just("<table><caption>a</caption><tr><td>b</td><th>c</th></tr></table>".to_owned()),
        Just("<template><tr><td>x</td></tr></template>".to_owned()),
        Just("<select><option>a<option selected>b</select>".to_owned()),
    ];
    leaf.prop_recursive(5, 60, 6, |inner| {
        let names =
            prop::sample::select(vec!["div", "section", "blockquote", "ul", "article", "span", "foo-bar"]);
        (names, prop::collection::vec(inner, 0..6), "[a-z ]{0,6}")
            .prop_map(|(name, parts, class)| format!("<{name} class=\"{class}\">{}</{name}>", parts.concat()))
    })
}

proptest! {
    #[test]
    fn conforming_markup_reads_back_as_the_same_tree(parts in prop::collection::vec(content(), 0..5)) {
        let page = format!("<!doctype html><title>t</title><body>{}", parts.concat());
        let html = written(&page);
        prop_assert_eq!(tree(&read(&page)), tree(&read(&html)), "{}", html);
        prop_assert_eq!(written(&html), html);
    }

    #[test]
    fn html5ever_writes_the_same(parts in prop::collection::vec(content(), 0..4), tail in "(<[/a-z!]{0,3}|[>&;'\"= x\u{a0}]){0,30}") {
        let page = parts.concat() + &tail;
        let nodes = oracle::parse(&page, None, false);
        prop_assert_eq!(tree(&read(&page)), oracle::dump(&nodes, 0));
        prop_assert_eq!(Some(written(&page)), written_by_html5ever(&nodes));
    }
}
