//! Text that a page carries and folds is the article where no gate stands, and is not shown where one does.

use dateline_extract::{Served, read_html};
use dateline_model::{Article, Holding, Verdict};

const FIRST: &str = "<p>The council of Kelm met on Tuesday evening in the old customs house and agreed to open the northern dyke to walkers \
    from the first of May.</p><p>Engineers had measured the ground for eleven weeks and found that it sinks by less than a finger's width in a year.</p>";
const REST: &str = "<p>The county pays two thirds of the cost, and the rest comes from a fund that was set up after the great flood.</p>\
    <p>Nobody spoke against the plan, although two members left the room before the vote because they own meadows there.</p>";

fn read(behind: &str) -> (Verdict, String) {
    let page = format!(
        "<!DOCTYPE html><html lang=\"en\"><head><title>Dyke opens for walkers | Kelm Courier</title></head><body><nav><a href=\"/\">Home</a></nav>\
         <article><h1>Dyke opens for walkers</h1>{FIRST}{behind}</article><footer>© Kelm Courier</footer></body></html>"
    );
    let reading = read_html(page.as_bytes(), &Served::default());
    let text = reading.article.as_ref().map(Article::text).unwrap_or_default();
    (reading.verdict, text)
}

#[test]
fn what_a_control_folds_is_the_article() {
    for behind in [
        format!(
            "<button class=\"more\" aria-controls=\"rest\" aria-expanded=\"false\">Read more</button><div id=\"rest\" style=\"display:none\">{REST}</div>"
        ),
        format!(
            "<p><a href=\"#\" onclick=\"more()\">Read more</a></p><section style=\"display: none\">{REST}</section>"
        ),
        format!(
            "<div id=\"rest\" hidden>{REST}</div><button data-target=\"#rest\">Continue reading</button>"
        ),
        format!(
            "<div role=\"tablist\"><button role=\"tab\">Money</button></div><div role=\"tabpanel\" hidden>{REST}</div>"
        ),
        format!(
            "<h3><button aria-expanded=\"false\" aria-controls=\"p1\">Who pays?</button></h3><div id=\"p1\" style=\"display:none\">{REST}</div>"
        ),
        format!("<details><summary>Who pays?</summary>{REST}</details>"),
    ] {
        let (verdict, text) = read(&behind);
        assert_eq!((verdict.holding, verdict.reasons.len()), (Holding::Full, 0), "{behind}: {verdict:?}");
        assert!(
            text.contains("The county pays") && text.contains("Nobody spoke against"),
            "{behind}: {text}"
        );
        assert!(!text.contains("Read more") && !text.contains("Continue reading"), "{text}");
    }
}

#[test]
fn what_a_gate_hides_is_never_shown() {
    for behind in [
        format!(
            "<div class=\"paywall\"><p>Subscribe to continue reading</p><a href=\"/subscribe\">Subscribe</a></div><div id=\"rest\" style=\"display:none\">{REST}</div>"
        ),
        format!(
            "<button aria-controls=\"rest\" aria-expanded=\"false\">Read more</button><p>This article is for subscribers only.</p><div id=\"rest\" hidden>{REST}</div>"
        ),
    ] {
        let (verdict, text) = read(&behind);
        assert_eq!(verdict.holding, Holding::Partial, "{behind}: {verdict:?}");
        assert!(!text.contains("The county pays"), "{behind}: {text}");
    }
}

#[test]
fn what_no_control_unfolds_and_what_stands_around_the_text_stays_folded() {
    for behind in [
        format!("<div style=\"display:none\">{REST}</div>"),
        format!(
            "<form><button aria-controls=\"f\">Write to us</button><div id=\"f\" hidden>{REST}</div></form>"
        ),
        format!(
            "<button aria-controls=\"d\">Settings</button><div id=\"d\" role=\"dialog\" hidden>{REST}</div>"
        ),
    ] {
        let (_, text) = read(&behind);
        assert!(!text.contains("The county pays"), "{behind}: {text}");
    }
}
