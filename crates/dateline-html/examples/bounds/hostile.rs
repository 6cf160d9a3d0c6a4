//! Pages that try to make a parser slow or large. Each is about a megabyte.

const SIZE: usize = 1 << 20;

/// `unit` again and again.
fn fill(unit: &str) -> String {
    unit.repeat(SIZE / unit.len())
}

/// Pieces with rising numbers.
fn numbered(make: impl Fn(usize) -> String) -> String {
    let mut out = String::new();
    let mut number = 0;
    while out.len() < SIZE {
        out.push_str(&make(number));
        number += 1;
    }
    out
}

/// So many `<b>` with attributes of their own, then `unit` again and again.
fn formatted(count: usize, unit: &str) -> String {
    let open: String = (0..count).map(|number| format!("<b id={number}>")).collect();
    open + &fill(unit)
}

/// Attributes `a0` to `aN`.
fn attributes(count: usize) -> String {
    (0..count).map(|number| format!(" a{number}")).collect()
}

fn under(tag: &str, unit: &str) -> String {
    tag.repeat(480) + &fill(unit)
}

/// Every page with its name.
pub(crate) fn pages() -> Vec<(&'static str, String)> {
    let mut all = nested();
    all.extend(repeated());
    all.extend(texts());
    all
}

/// Depth, and look-ups over it.
fn nested() -> Vec<(&'static str, String)> {
    vec![
        ("nested div", fill("<div>")),
        ("nested lists", fill("<ul><li>")),
        ("nested tables", fill("<table><tr><td>")),
        ("nested tables without cells", fill("<table>")),
        ("nested templates", fill("<template>")),
        ("nested select", fill("<select><option>")),
        ("nested forms", fill("<form><div>")),
        ("nested styles of svg", "<svg>".to_owned() + &fill("<style>")),
        ("nested svg in html in svg", fill("<svg><desc><p>")),
        ("unknown end tags under spans", format!("<foo><div>{}", under("<span>", "</foo>"))),
        ("b end tags under spans", under("<span>", "</b>")),
        ("heading end tags under spans", format!("<div>{}", under("<span>", "</h1>"))),
        ("items under div", under("<div>", "<li></li>")),
        ("tables under spans", under("<span>", "<table></table>")),
        ("b out of scope under spans", format!("<b><svg><desc>{}", under("<span>", "</b>"))),
        ("svg end tags", format!("<svg>{}", under("<g>", "</x>"))),
        ("svg end tags over html", format!("<svg><x><desc><svg>{}", under("<g>", "</x>"))),
        ("paragraphs under buttons", under("<button><span>", "<p></p>")),
    ]
}

/// Elements that the rules repeat or move.
fn repeated() -> Vec<(&'static str, String)> {
    let many = attributes(500);
    vec![
        ("misnested a and b", fill("<a><b></a></b>")),
        ("misnested with blocks", fill("<a><div><b></a></div>")),
        ("links in paragraphs", fill("<a><p>")),
        ("unclosed formatting", numbered(|number| format!("<font size={number}>"))),
        ("formatting in every paragraph", formatted(400, "<p>x")),
        ("end tags over formatting", formatted(400, "<p></b>")),
        ("links over formatting", formatted(400, "<a></a>")),
        ("formatting over blocks", fill(&format!("{}{}", "<b id=1><i>".repeat(60), "<div></b>".repeat(380)))),
        ("unclosed a and b in p", fill("<p><a><b><i>x")),
        ("nobr", fill("<nobr>x")),
        ("formatting of many attributes", fill(&format!("<b{many}>"))),
        ("objects in tables", format!("<table><tr><td>{}", fill("<object><b></table><table><tr><td>"))),
        ("fostered text", format!("<table>{}", fill("x </foo> <!-- --> "))),
        ("text growing in two places", format!("<table>{}", fill("x</a> </a>"))),
        ("html of new attributes", numbered(|number| format!("<html a{number}>"))),
        ("html of many attributes", fill(&format!("<html{many}>"))),
        ("html and body in turns", numbered(|number| format!("<html a{number}><body a{number}>"))),
        ("forms", fill("<form></form></form>")),
        ("end tags of paragraphs", fill("</p>")),
        ("paragraphs", fill("<p>")),
        ("paragraphs of a character", fill("<p>x")),
        ("columns and cells", format!("<table>{}", fill("<col><td>x"))),
        ("comments", fill("<!-->")),
        ("document types", fill("<!doctype>")),
        ("names", numbered(|number| format!("<n{number}></n{number}>"))),
    ]
}

/// Characters and attributes.
fn texts() -> Vec<(&'static str, String)> {
    let repeats = format!("<p a b c d e f g h i j k l m n{}>", " o".repeat(490));
    vec![
        ("plain text", fill("words of a page ")),
        ("one long attribute", format!("<p title=\"{}\">", fill("x"))),
        ("attributes of one tag", format!("<p {}>", numbered(|number| format!("a{number} ")))),
        ("repeated attributes", fill(&repeats)),
        ("attributes of a letter", fill("<p a b c d e f g h i j k l m n o p q r s t u v w x y z>")),
        ("few attributes of a letter", fill("<p a b c d e f>")),
        ("ampersands", fill("&")),
        ("ampersands and letters", fill("&aaaaaaaaaaaa")),
        ("references", fill("&amp;")),
        ("references that grow", fill("&nLt;")),
        ("references in a table", format!("<table>{}", fill("x&amp;"))),
        ("comment dashes", format!("<!--{}", fill("-"))),
        ("comment ends that are none", format!("<!--{}", fill("->"))),
        ("scripts and comments", fill("<script><!--<script></script>")),
        ("less-than", fill("<")),
        ("nul", fill("\0")),
        ("nul in a script", format!("<script>{}", fill("\0"))),
        ("nul between letters", fill("x\0")),
        ("paragraphs, then nul", fill("<p>")[..SIZE / 2].to_owned() + "<script>" + &fill("\0")[..SIZE / 2]),
        ("carriage returns", fill("\r")),
        ("carriage returns in a table", format!("<table>{}", fill("\r"))),
    ]
}
