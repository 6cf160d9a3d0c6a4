//! What the crate promises, on small pages.

use super::*;

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
    assert_eq!(outline(&document), r#"html(head()body(p("a"b("b"))p(b("c")"de"table(tbody(tr(td("f")))))))"#);
}

/// Holds the source of every element called `name` against `expected`.
fn check_ranges(page: &str, name: &str, expected: &[&str]) {
    let document = parse_str(page, &Limits::default());
    let named = document.descendants(document.root()).filter(|id| document.name(*id) == name);
    let found: Vec<&str> = named.filter_map(|id| document.range(id)).map(|range| &page[range]).collect();
    assert_eq!(found, expected, "{name} in {page}");
}

#[test]
fn elements_reach_from_their_start_tag_to_their_end() {
    let page = "<title>T</title><p class=a>One &amp; more.</p><p>The <b>second</b> of<br> it.<div>x</div>";
    check_ranges(page, "p", &["<p class=a>One &amp; more.</p>", "<p>The <b>second</b> of<br> it."]);
    check_ranges(page, "b", &["<b>second</b>"]);
    check_ranges(page, "br", &["<br>"]);
    check_ranges(page, "head", &["<title>T</title>"]);
    check_ranges(page, "html", &[page]);
    check_ranges("<h1>a</h2>b", "h1", &["<h1>a</h2>"]);
    check_ranges("<ul><li>a<li>b</ul>c", "li", &["<li>a", "<li>b"]);
    check_ranges("<body><p>a</body>\n</html>\n", "body", &["<body><p>a</body>"]);
    check_ranges("<body><p>a</body>\n</html>\n", "html", &["<body><p>a</body>\n</html>"]);
    check_ranges("<body>a</body>b", "body", &["<body>a</body>b"]);
    check_ranges(
        "<svg><foreignObject>a</foreignobject></svg>",
        "foreignObject",
        &["<foreignObject>a</foreignobject>"],
    );
    check_ranges("<table><tr><td>a</table>", "tr", &["<tr><td>a"]);
    check_ranges("<table>a<td>b</table>", "tr", &["<td>b"]);
    check_ranges("<p><b>a</p>c</b>", "b", &["<b>a", "c</b>"]);
}

/// Found by fuzzing: the space was looked for as far into the source as into the changed text, which is another place.
#[test]
fn space_behind_references_begins_at_a_character() {
    let page = "<!doctype htplate><template><col>>&amp&#3kno\u{ba}wn; < !-- -- -- -- --!><p>";
    let document = parse_str(page, &Limits::default());
    for id in document.descendants(document.root()) {
        assert!(document.range(id).is_none_or(|range| page.get(range).is_some()), "{:?}", document.range(id));
    }
}

/// Found by fuzzing: only a line feed that comes next goes, and NUL comes between although it goes too.
#[test]
fn a_line_feed_behind_nul_stays_in_pre() {
    for (page, text) in [("<pre>\nx", "x"), ("<pre>\r\nx", "x"), ("<pre>&#10;x", "x"), ("<pre>\0\nx", "\nx")]
    {
        let document = parse_str(page, &Limits::default());
        assert_eq!(document.collect_text(document.root()), text, "{page:?}");
    }
}

#[test]
fn depth_is_capped_and_said() {
    let page = "<div>".repeat(100_000) + "end";
    let document = parse_str(&page, &Limits::default());
    assert!(document.caps().depth);
    assert!(document.collect_text(document.root()).ends_with("end"));
    assert!(!parse_str("<div><p>x", &Limits::default()).caps().depth);
}

/// Reads a page that a cap must stop, and holds the rest of its text to be there.
fn check_cap(page: &str, cap: &str) {
    let document = parse_str(&format!("{page}<p>end"), &Limits::default());
    let caps: Vec<&str> = document.caps().names().collect();
    let start: String = page.chars().take(20).collect();
    assert!(caps.contains(&cap), "{start}: {caps:?}");
    assert!(document.collect_text(document.root()).ends_with("end"), "{start}");
    assert!(document.len() <= page.len() / 11 + 17_200, "{start}: {} nodes", document.len());
}

#[test]
fn what_bytes_do_not_pay_for_is_dropped_and_said() {
    check_cap(&"<p>".repeat(40_000), "memory");
    check_cap(&"<!-->".repeat(40_000), "memory");
    check_cap(&"<p>x".repeat(40_000), "memory");
    check_cap(&format!("<table>{}</table>", "<col><td>x".repeat(40_000)), "memory");
    check_cap(&format!("<script>{}</script>", "\0".repeat(300_000)), "memory");
    let names: String = (0..2_000).map(|number| format!("<n{number}></n{number}>")).collect();
    check_cap(&names, "memory");
    let formatting: String = (0..100).map(|number| format!("<b id={number}>")).collect();
    check_cap(&formatting, "formatting");
    check_cap(&"<p a b c d e f g h i j k>".repeat(4_000), "attributes");
}

#[test]
fn pages_of_small_elements_meet_no_cap() {
    let page = "<table>".to_owned() + &"<tr>\n<td>12</td>\n<td>34</td>\n</tr>\n".repeat(2_000);
    assert_eq!(parse_str(&page, &Limits::default()).caps().names().count(), 0);
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

#[test]
fn start_tags_and_texts_know_their_bytes() {
    let page = "<div\r\n class=A&amp;B>a\r\nb &lt; c</div><!-- d -->";
    let document = parse_str(page, &Limits::default());
    let find = |kind: fn(NodeKind) -> bool| {
        document.descendants(document.root()).find(|id| kind(document.kind(*id)))
    };
    let div = find(|kind| kind == NodeKind::Element(Tag::Div)).unwrap();
    let text = find(|kind| kind == NodeKind::Text).unwrap();
    let comment = find(|kind| kind == NodeKind::Comment).unwrap();
    assert_eq!(&page[document.start_tag(div).unwrap()], "<div\r\n class=A&amp;B>");
    assert_eq!((document.attr(div, "class"), document.text(text)), (Some("A&B"), "a\nb < c"));
    assert_eq!(&page[document.range(text).unwrap()], "a\r\nb &lt; c");
    assert_eq!(&page[document.range(comment).unwrap()], "<!-- d -->");
}

#[test]
fn scripting_decides_what_noscript_holds() {
    let page = "<body><noscript><p>x</p></noscript>";
    let with = |scripting| outline(&parse_str_with(page, &Limits::default(), scripting));
    assert_eq!(with(Scripting::On), r#"html(head()body(noscript("<p>x</p>")))"#);
    assert_eq!(with(Scripting::Off), r#"html(head()body(noscript(p("x"))))"#);
}

#[test]
fn fragments_follow_their_context() {
    let cases = [
        ("tr", "<td>a<td>b", r#"html(td("a")td("b"))"#),
        ("div", "<td>a", r#"html("a")"#),
        ("textarea", "<b>a", r#"html("<b>a")"#),
        ("script", "<b></script>a", r#"html("<b></script>a")"#),
        ("title", "&lt;</title>a", r#"html("<</title>a")"#),
        ("svg g", "<lineargradient/>", "html(linearGradient())"),
        ("colgroup", "<col>a b <x>", r#"html(col()"  ")"#),
    ];
    for (context, page, expected) in cases {
        let document = parse_fragment(page, context, &Limits::default(), Scripting::Off);
        assert_eq!(outline(&document), expected, "{page} in {context}");
    }
}

/// Every promise that holds for every page: ranges are in bounds and on borders of characters, links agree.
fn hold_together(document: &Document) {
    let mut seen = 0;
    for id in document.descendants(document.root()) {
        seen += 1;
        assert!(seen <= document.len());
        for range in [document.range(id), document.start_tag(id)].into_iter().flatten() {
            assert!(document.source().get(range.clone()).is_some(), "{range:?}");
        }
        if document.kind(id) == NodeKind::Text {
            assert!(!document.text(id).is_empty() && document.range(id).is_some());
        }
        assert!(document.range(id).is_some());
        let next = document.next_sibling(id);
        assert!(next.is_none_or(|next| document.prev_sibling(next) == Some(id)));
        for child in document.children(id) {
            assert_eq!(document.parent(child), Some(id));
        }
        assert_eq!(document.last_child(id), document.children(id).last());
        assert!(document.attrs(id).all(|(name, _)| !name.is_empty()));
    }
}

const PIECES: &[&str] = &[
    "<a>",
    "</a>",
    "<b id=1>",
    "</b>",
    "<p>",
    "</p>",
    "<div class=\"x&amp;y\">",
    "</div>",
    "<table>",
    "</table>",
    "<tr>",
    "<td>",
    "</td>",
    "<caption>",
    "<colgroup>",
    "<col>",
    "<svg>",
    "</svg>",
    "<math>",
    "<mi>",
    "<desc>",
    "<foreignObject>",
    "<select>",
    "<option>",
    "</select>",
    "<template>",
    "</template>",
    "<script>",
    "</script>",
    "<!--",
    "-->",
    "<!doctype html>",
    "<title>",
    "</title>",
    "<textarea>\n",
    "<frameset>",
    "</frameset>",
    "<body x>",
    "<html y>",
    "<head>",
    "</head>",
    "</body>",
    "</html>",
    "<form>",
    "</form>",
    "<li>",
    "<h1>",
    "</h2>",
    "<button>",
    "<nobr>",
    "<object>",
    "</object>",
    "<plaintext>",
    "<![CDATA[",
    "]]>",
    "&amp",
    "&notit;",
    "&#x80;",
    "\r\n",
    "\r",
    "\0",
    " ",
    "é",
    "x",
    "<",
    "&",
    "</",
    "<q\0 \0=\r>",
    "<font color=1>",
    "<annotation-xml encoding=text/html>",
    "<noscript>",
    "</noscript>",
    "</br>",
    "<image>",
    "<input type=hidden>",
    "<ruby><rt>",
    "<dd>",
    "<hr>",
    "</foo>",
    "<foo-bar>",
    "<a href='",
    "'>",
];

proptest::proptest! {
    #[test]
    fn any_text_gives_a_tree(page in "\\PC{0,200}") {
        hold_together(&parse_str(&page, &Limits::default()));
    }

    #[test]
    fn any_mixture_of_markup_gives_a_tree(
        picks in proptest::collection::vec(0..PIECES.len(), 0..120),
        context in proptest::sample::select(vec!["", "td", "select", "svg g", "math mi", "template", "html", "frameset", "script"]),
        depth in proptest::sample::select(vec![0u16, 4, 12, 512]),
    ) {
        let page: String = picks.iter().map(|pick| PIECES[*pick]).collect();
        let limits = Limits { depth, attributes: 3, bytes: 600 };
        for scripting in [Scripting::Off, Scripting::On] {
            hold_together(&parse_str_with(&page, &limits, scripting));
            hold_together(&parse_fragment(&page, context, &limits, scripting));
        }
    }
}
