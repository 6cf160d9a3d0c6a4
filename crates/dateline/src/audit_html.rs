//! The audit as one HTML page that stands alone: no script, nothing loaded from elsewhere.

use dateline_desk::health::count;
use serde_json::Value;
use std::fmt::Write;

const STYLE: &str = "body{font:16px/1.5 system-ui,sans-serif;max-width:60rem;margin:2rem auto;padding:0 1rem;color:#1c1b19;background:#fbfaf7}\
h1{font:600 2rem/1.2 Georgia,serif}table{border-collapse:collapse;width:100%}td,th{text-align:left;vertical-align:top;padding:.6rem .5rem;border-top:1px solid #d9d5cb}\
small{color:#6b665c;word-break:break-all}.grade{font-weight:600;white-space:nowrap}.num{font-variant-numeric:tabular-nums;white-space:nowrap}\
@media(prefers-color-scheme:dark){body{color:#e9e6df;background:#181715}td,th{border-color:#3a3833}small{color:#a39d90}}";

/// The audit, as its JSON gives it, as a page.
pub(crate) fn html(report: &Value) -> String {
    let feeds = report["feeds"].as_array().map_or(&[][..], Vec::as_slice);
    let mut page = format!(
        "<!doctype html>\n<html lang=\"en\"><meta charset=\"utf-8\">\
         <meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'; \
         base-uri 'none'; form-action 'none'\"><meta name=\"viewport\" content=\"width=device-width\">\
         <title>What our feeds really deliver</title><style>{STYLE}</style>\n<h1>What our feeds really deliver</h1>\n<p>{}</p>\n\
         <table><tr><th>Feed<th>Gives<th>Whole<th>In words</tr>\n",
        summary(feeds)
    );
    for feed in feeds {
        let _written = writeln!(
            page,
            "<tr><td>{}<br><small>{}</small><td class=\"grade\">{}<td class=\"num\">{} of {}<td>{}<br><small>{}</small></tr>",
            text(&feed["title"]),
            text(&feed["url"]),
            text(&feed["grade"]),
            feed["whole"],
            feed["articles"],
            text(&feed["words"]),
            text(&feed["health"]),
        );
    }
    page.push_str("</table>\n</html>");
    page
}

fn summary(feeds: &[Value]) -> String {
    let graded = |grade: &str| feeds.iter().filter(|feed| feed["grade"] == grade).count();
    let grades = ["whole", "excerpt-only", "walled", "refusing us", "dead", "moved", "slow", "unknown"];
    let parts = grades.iter().map(|grade| (graded(grade), grade)).filter(|(count, _)| *count > 0);
    let parts = parts.map(|(count, grade)| format!("{count} {grade}")).collect::<Vec<_>>().join(", ");
    format!("{}: {parts}.", count(feeds.len(), "feed", "feeds"))
}

fn text(value: &Value) -> String {
    let text = value.as_str().unwrap_or_default();
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn words_of_others_are_escaped() {
        let page = html(
            &json!({"feeds": [{"title": "<script>x</script>", "url": "", "grade": "dead", "words": "a & b", "health": "", "whole": 0, "articles": 0}]}),
        );
        assert!(page.contains("&lt;script&gt;") && !page.contains("<script>") && page.contains("a &amp; b"));
        assert!(page.contains("1 feed: 1 dead."));
    }
}
