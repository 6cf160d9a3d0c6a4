//! Events of whole and of damaged documents.

use super::*;

fn trace(text: &str) -> String {
    let mut reader = Reader::new(text);
    let mut out = String::new();
    loop {
        match reader.next_event() {
            Event::Start(start) => out += &format!("<{}>", start.name),
            Event::End(name) => out += &format!("</{name}>"),
            Event::Text(text) => out += &text,
            Event::Eof => return out,
        }
    }
}

fn check(text: &str, expected: &str) {
    assert_eq!(trace(text), expected, "{text}");
}

#[test]
fn well_formed() {
    check(
        "<?xml version='1.0'?><!-- x --><a><b c='d'/>t&amp;<![CDATA[<x>&amp;]]></a>",
        "<a><b></b>t&<x>&amp;</a>",
    );
}

#[test]
fn damage() {
    check("<a><b>1 < 2</a>", "<a><b>1 < 2</b></a>");
    check("<r><item><t>x<item>y</item></r>", "<r><item><t>x</t></item><item>y</item></r>");
    check("<r></x>y</r>", "<r>y</r>");
    check("<r><a b='1><c>x</c></a></r>", "<r><a><c>x</c></a></r>");
    check("<d><![CDATA[one</d><d><![CDATA[two]]></d>", "<d>one</d><d>two</d>");
    check("<a><b", "<a><b></b></a>");
    check("<", "");
}

#[test]
fn entities_do_not_explode() {
    let bomb = "<!DOCTYPE x [<!ENTITY a 'aaaa'><!ENTITY b '&a;&a;&a;'><!ENTITY c SYSTEM 'file:///etc/passwd'>]><x>&a;&b;&c;</x>";
    check(bomb, "<x>aaaa&b;&c;</x>");
}

#[test]
fn depth_is_capped() {
    let deep = "<a>".repeat(10_000) + "x" + &"</a>".repeat(10_000);
    let out = trace(&deep);
    assert_eq!(out.matches("<a>").count(), DEPTH);
    assert_eq!(out.matches("</a>").count(), DEPTH);
}
