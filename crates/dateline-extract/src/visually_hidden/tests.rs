use crate::{Served, read_html};

/// What is left of a line in an article.
fn check(style: &str, line: &str, wanted: &str) {
    let page = format!(
        "<html lang=en><head><title>Old mill to become a school</title>{style}</head><body><article>\
         <h1>Old mill to become a school</h1>\
         <p>The paper mill at the bridge, empty since a flood took its boiler house, is to be turned into a school where \
         young people learn to build and mend wooden boats, the county council decided on Thursday night.</p>\
         <p>{line}</p>\
         <p>Work on the roof begins in May, and the chimney, which carries a colony of swifts, may not be touched before \
         the birds have left in August.</p></article></body></html>"
    );
    let reading = read_html(page.as_bytes(), &Served::default());
    let text = reading.article.map(|article| article.text()).unwrap_or_default();
    let line =
        text.split("\n\n").find(|line| line.starts_with("Councillors") || line.starts_with("ouncillors"));
    assert_eq!(line, Some(wanted), "{style} {line:?}");
}

const PLAIN: &str =
    "Councillors voted nineteen to four for the plan after a debate that lasted until midnight.";

fn with(part: &str) -> String {
    format!(
        "Councillors <a href='/m'>voted{part}</a> nineteen to four for the plan after a debate that lasted until midnight."
    )
}

#[test]
fn words_for_screen_readers_are_not_read() {
    for part in [
        "<span class='sr-only'> (opens in new tab)</span>",
        "<span class='govuk-visually-hidden'>, opens new tab</span>",
        "<span class='u-sr-only'> external link</span>",
        "<span style='position:absolute;left:-9999px'> new window</span>",
        "<span style='position: absolute !important; width: 1px; height: 1px; overflow: hidden'> new window</span>",
        "<span style='clip: rect(0 0 0 0); position: absolute'> new window</span>",
        "<span style='clip-path: inset(50%); position: absolute'> new window</span>",
        "<span style='display:inline-block;text-indent:-9999px;overflow:hidden'> new window</span>",
        "<span style='font-size: 0'> new window</span>",
        "<i class='material-icons'>open_in_new</i>",
        "<span class='material-symbols-outlined' aria-hidden='true'>link</span>",
        "<i class='icon icon-external' aria-hidden='true'>\u{e89e}</i>",
    ] {
        check("", &with(part), PLAIN);
    }
}

#[test]
fn the_pages_own_style_is_believed() {
    let span = |class: &str| with(&format!("<span class='{class}'> opens a window</span>"));
    for style in [
        ".x{border:0;clip:rect(0,0,0,0);height:1px;overflow:hidden;position:absolute;width:1px}",
        ".a .x:not(:focus):not(:active) { position:absolute; clip-path: inset(100%); }",
        "/* } */ span.x , .y { position: absolute; left: -10000px }",
        "@layer utilities { .x { position:absolute; width:1px; height:1px; overflow:hidden } }",
        "@media screen{.x{position:absolute;left:-999em}}",
        ".x { display: none }",
    ] {
        check(&format!("<style>{style}</style>"), &span("t x"), PLAIN);
    }
    check(
        "<style>.glyphs{font-family:Glyphs;font-feature-settings:'liga'}</style>",
        &with("<span class='glyphs'>outbound</span>"),
        PLAIN,
    );
}

#[test]
fn what_eyes_meet_stays() {
    let seen = "Councillors voted in the hall nineteen to four for the plan after a debate that lasted until midnight.";
    let span = |attributes: &str| with(&format!("<span {attributes}> in the hall</span>"));
    for attributes in [
        "class='not-sr-only'",
        "class='sr-only sm:not-sr-only'",
        "aria-hidden='true'",
        "class='icon-text'",
        "style='position:absolute;left:-9px'",
        "style='clip:auto;position:absolute'",
        "class='x'",
    ] {
        let style = "<style>@media print{.x{position:absolute;left:-9999px}} .x:focus{clip:rect(0,0,0,0);position:absolute} \
             .x:hover .y{display:none} @media (max-width:600px){.x{display:none}}</style>";
        check(style, &span(attributes), seen);
    }
    let halls = with("<span class='x'> in the hall</span>");
    let back = "<style>.x{position:absolute;clip:rect(0,0,0,0)} .x{position:static;clip:auto}</style>";
    check(back, &halls, seen);
    check(
        "",
        "<span aria-hidden='true'>C</span><span class='sr-only'>C</span>ouncillors voted in the hall for the plan.",
        "Councillors voted in the hall for the plan.",
    );
    check(
        "",
        "<img src='/c.svg' alt=''><span class='sr-only'>C</span>ouncillors voted in the hall for the plan.",
        "Councillors voted in the hall for the plan.",
    );
    check(
        "",
        "<span aria-hidden='true'>C</span>ouncillors voted <i class='icon'>twice</i> in the hall for the plan.",
        "Councillors voted twice in the hall for the plan.",
    );
}
