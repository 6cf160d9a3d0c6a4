//! The worst pages as a report that a person opens: source beside result beside gold. Everything of a page is written as
//! escaped text, nothing of it as markup.

use anyhow::{Context, Result};
use std::fmt::Write as _;
use std::path::Path;

/// Pages in a report.
pub(crate) const PAGES: usize = 20;
/// Bytes of a column.
const COLUMN: usize = 200 << 10;

/// A page with what was read and what should have been.
pub(crate) struct Bad {
    pub(crate) set: String,
    pub(crate) id: String,
    pub(crate) figure: f64,
    pub(crate) source: String,
    pub(crate) result: String,
    pub(crate) gold: String,
}

const STYLE: &str = "<!doctype html><meta charset=\"utf-8\"><meta http-equiv=\"content-security-policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">\
<style>body{font:15px/1.45 system-ui,sans-serif;margin:1rem}main{display:grid;grid-template-columns:repeat(3,1fr);gap:1rem}\
pre{white-space:pre-wrap;overflow-wrap:anywhere;border:1px solid;padding:.5rem;max-height:85vh;overflow:auto}</style>";

/// Writes `index.html` and a file for each page, worst first, into a folder.
pub(crate) fn write(folder: &Path, mut bad: Vec<Bad>) -> Result<()> {
    std::fs::create_dir_all(folder).with_context(|| folder.display().to_string())?;
    bad.sort_by(|a, b| a.figure.total_cmp(&b.figure));
    let mut index = format!("{STYLE}<title>Worst pages</title><h1>Worst pages by word F1</h1><ol>");
    for (number, page) in bad.iter().take(PAGES).enumerate() {
        let file = format!("{:02}.html", number + 1);
        let name = escaped(&format!("{} {}", page.set, page.id));
        let _ = write!(index, "<li><a href=\"{file}\">{name}</a> {:.3}", page.figure);
        std::fs::write(folder.join(file), one(page, &name))?;
    }
    index.push_str("</ol>");
    Ok(std::fs::write(folder.join("index.html"), index)?)
}

fn one(page: &Bad, name: &str) -> String {
    let mut out = format!("{STYLE}<title>{name}</title><h1>{name}: {:.3}</h1><main>", page.figure);
    for (heading, text) in [("Source", &page.source), ("Result", &page.result), ("Gold", &page.gold)] {
        let shown = &text[..text.floor_char_boundary(text.len().min(COLUMN))];
        let _ =
            write!(out, "<section><h2>{heading}</h2><pre dir=\"auto\">{}</pre></section>", escaped(shown));
    }
    out + "</main>"
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_of_a_page_becomes_markup() {
        let own = |text: &str| text.to_owned();
        let page = Bad {
            set: own("set"),
            id: own("<b>"),
            figure: 0.1,
            source: own("<script>x</script>"),
            result: own("a & b"),
            gold: own("\"g\""),
        };
        let html = one(&page, &escaped(&page.id));
        assert!(
            html.contains("&lt;script&gt;x")
                && html.contains("a &amp; b")
                && !html.contains("<script")
                && !html.contains("<b>")
        );
    }
}
