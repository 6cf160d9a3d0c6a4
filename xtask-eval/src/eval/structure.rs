//! Blocks of an article, their kinds and their order, against outlines that were written by hand before the pages were read. Pages
//! and outlines stand in `eval/structure`; `{3}` is the third line of `sentences.txt`.

use super::Run;
use super::figure_tables::Table;
use crate::out;
use anyhow::{Context, Result};
use dateline_extract::{Served, read_html};
use dateline_model::{Block, ListItem, Marker, Reading, WebUrl};
use std::collections::BTreeMap;
use std::path::Path;

/// Letters and digits by which two texts are held to be the same.
const START: usize = 18;

/// A page with the outline of its article.
struct Page {
    name: String,
    html: String,
    outline: Vec<String>,
}

/// One row for all pages and one for each theme.
pub(crate) fn table(run: &Run<'_>, root: &Path) -> Result<Table> {
    let folder = root.join("eval/structure");
    let sentences = std::fs::read_to_string(folder.join("sentences.txt"))?;
    let sentences: Vec<&str> = sentences.lines().collect();
    let url = WebUrl::parse("https://courier.example/2026/03/the-dyke-of-kelm").ok();
    let served = Served { url: url.clone(), final_url: url, ..Served::default() };
    let mut scores = BTreeMap::<String, Vec<f64>>::new();
    for theme in ["lists", "tables", "code", "quotes", "figures", "headings", "around"] {
        let text = std::fs::read_to_string(folder.join(format!("{theme}.txt")))?;
        for page in pages(&text, &sentences)? {
            let read = outline(&read_html(page.html.as_bytes(), &served));
            let score = similarity(&page.outline, &read);
            if run.worst > 0 && score < 1.0 {
                out::line(&format!("structure: {theme}, {}: {score:.2}", page.name));
                out::line(&format!("  wanted {:?}\n  read   {read:?}", page.outline));
            }
            scores.entry(theme.to_owned()).or_default().push(score);
        }
    }
    let mut table = Table::new("Structure of articles against outlines written by hand");
    let all: Vec<f64> = scores.values().flatten().copied().collect();
    table.row("structure.all", mean(&all), format!("n={}", all.len()), None);
    for (theme, scores) in scores {
        table.row(format!("structure.{theme}"), mean(&scores), format!("n={}", scores.len()), None);
    }
    Ok(table)
}

fn mean(scores: &[f64]) -> f64 {
    scores.iter().sum::<f64>() / scores.len().max(1) as f64
}

fn pages(text: &str, sentences: &[&str]) -> Result<Vec<Page>> {
    let filled = sentences
        .iter()
        .enumerate()
        .rev()
        .fold(text.to_owned(), |text, (at, sentence)| text.replace(&format!("{{{}}}", at + 1), sentence));
    let pages = filled.split("=== ").skip(1).map(|page| {
        let (name, rest) = page.split_once('\n').context("a page without a name")?;
        let (body, outline) = rest.split_once("\n---\n").context("a page without an outline")?;
        let title = body.split_once("<h1>").and_then(|(_, rest)| rest.split_once("</h1>")).map_or("", |found| found.0);
        let html = format!(
            "<!DOCTYPE html><html lang=\"en\"><head><title>{title} | Kelm Courier</title></head><body><header><a href=\"/\">Kelm Courier</a> \
             <a href=\"/news\">News</a></header>{body}<footer><p>© 2026 Kelm Courier</p></footer></body></html>"
        );
        let outline = outline.lines().filter(|line| !line.is_empty());
        Ok(Page { name: name.to_owned(), html, outline: outline.map(shortened).collect() })
    });
    pages.collect()
}

/// A line of an outline: its kind, and the beginning of its text without signs.
fn shortened(line: &str) -> String {
    let (kind, text) = line.split_once(' ').unwrap_or((line, ""));
    let letters = text.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase);
    format!("{kind} {}", letters.take(START).collect::<String>())
}

fn outline(reading: &Reading) -> Vec<String> {
    let blocks = reading.article.iter().flat_map(|article| &article.blocks);
    blocks.flat_map(lines).map(|line| shortened(&line)).collect()
}

/// The lines that a block makes.
fn lines(block: &Block) -> Vec<String> {
    match block {
        Block::List(items) => items.iter().map(item).collect(),
        Block::Heading { level, text } => vec![format!("h{level} {}", text.text)],
        Block::Quote { .. } => vec![format!("quote {}", block.text())],
        Block::Figure(figure) => vec![format!("figure {}", figure.caption.as_deref().unwrap_or_default())],
        Block::Table { caption, header, rows } => {
            let first = rows.first().map(|row| row.join(" ")).unwrap_or_default();
            let sign = if *header { "+" } else { "" };
            vec![format!("table{sign} {}", caption.as_ref().unwrap_or(&first))]
        }
        Block::Code(text) => vec![format!("code {text}")],
        Block::Embed { title, .. } => vec![format!("embed {}", title.as_deref().unwrap_or_default())],
        Block::Paragraph(text) => vec![format!("p {}", text.text)],
    }
}

fn item(item: &ListItem) -> String {
    let sign = match (item.marker, item.depth) {
        (Marker::Bullet, 0) => "li".to_owned(),
        (Marker::Bullet, depth) => format!("li{depth}"),
        (Marker::Number(number), 0) => number.to_string(),
        (Marker::Number(number), depth) => format!("{depth}/{number}"),
        (Marker::Term, _) => "dt".to_owned(),
        (Marker::Definition, _) => "dd".to_owned(),
    };
    format!("{sign} {}", item.text.text)
}

/// 1 less the share of lines that must be added, taken away or changed. A line counts as equal where the shorter of two texts
/// begins the longer one.
fn similarity(wanted: &[String], read: &[String]) -> f64 {
    let mut row: Vec<usize> = (0..=read.len()).collect();
    for (at, line) in wanted.iter().enumerate() {
        let mut before = row[0];
        row[0] = at + 1;
        for (place, other) in read.iter().enumerate() {
            let changed = before + usize::from(!is_same(line, other));
            before = row[place + 1];
            row[place + 1] = changed.min(before + 1).min(row[place] + 1);
        }
    }
    let most = wanted.len().max(read.len()).max(1);
    1.0 - row[read.len()] as f64 / most as f64
}

fn is_same(wanted: &str, read: &str) -> bool {
    let (kind, text) = wanted.split_once(' ').unwrap_or((wanted, ""));
    let (other, found) = read.split_once(' ').unwrap_or((read, ""));
    kind == other && found.starts_with(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_outline_is_held_line_by_line() {
        let check = |wanted: &[&str], read: &[&str], expected: f64| {
            let own = |lines: &[&str]| lines.iter().map(|line| shortened(line)).collect::<Vec<_>>();
            let score = similarity(&own(wanted), &own(read));
            assert!((score - expected).abs() < 1e-9, "{wanted:?} {read:?} {score}");
        };
        check(&["p One", "li Two"], &["p One, and more", "li Two"], 1.0);
        check(&["p One", "li Two"], &["p One", "p Two"], 0.5);
        check(&["p One", "p Two"], &["p One"], 0.5);
        check(&["p One", "p Two"], &["p Two", "p One"], 0.0);
        check(&[], &[], 1.0);
    }

    #[test]
    fn every_page_has_an_outline() {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../eval/structure");
        let sentences = std::fs::read_to_string(folder.join("sentences.txt")).unwrap();
        let sentences: Vec<&str> = sentences.lines().collect();
        let mut count = 0;
        for file in std::fs::read_dir(&folder).unwrap() {
            let text = std::fs::read_to_string(file.unwrap().path()).unwrap();
            for page in pages(&text, &sentences).unwrap() {
                assert!(page.outline.len() >= 2 && !page.html.contains('{'), "{}", page.name);
                count += 1;
            }
        }
        assert!(count >= 60, "{count}");
    }
}
