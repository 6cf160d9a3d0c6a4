//! A Reading for people: plain text or Markdown, with the verdict on top.

use dateline_model::{Article, Block, MarkKind, Reading, RichText, Verdict};
use std::fmt::Write;

/// Title, verdict and text without markup.
pub(crate) fn plain(reading: &Reading) -> String {
    let mut out = String::new();
    if let Some(article) = &reading.article {
        head(&mut out, article, "", "");
        let running = article.below_title().filter(|block| block.is_running_text()).map(Block::text);
        for text in running.filter(|text| !text.is_empty()) {
            let _written = write!(out, "{text}\n\n");
        }
    }
    out.push_str(&verdict_lines(&reading.verdict, ""));
    out.truncate(out.trim_end().len());
    out
}

/// Markdown: headings, links, lists, quotes, tables, code.
pub(crate) fn article(reading: &Reading) -> String {
    let mut out = String::new();
    if let Some(article) = &reading.article {
        head(&mut out, article, "# ", "*");
        for block in article.below_title() {
            let text = block_markdown(block);
            if !text.is_empty() {
                let _written = write!(out, "{text}\n\n");
            }
        }
    }
    let _written = write!(out, "---\n\n{}", verdict_lines(&reading.verdict, "- "));
    out.truncate(out.trim_end().len());
    out
}

fn head(out: &mut String, article: &Article, title_mark: &str, mark: &str) {
    if let Some(title) = &article.title {
        let _written = write!(out, "{title_mark}{title}\n\n");
    }
    if let Some(standfirst) = &article.standfirst {
        let _written = write!(out, "{mark}{standfirst}{mark}\n\n");
    }
    let publisher = article.publisher.as_ref().map(|publisher| publisher.name.clone());
    let facts = [
        (!article.bylines.is_empty()).then(|| article.bylines.join(", ")),
        publisher,
        article.published.map(|date| date.to_string()),
    ];
    let line = facts.into_iter().flatten().collect::<Vec<_>>().join(" · ");
    if !line.is_empty() {
        let _written = write!(out, "{line}\n\n");
    }
}

fn verdict_lines(verdict: &Verdict, mark: &str) -> String {
    let reasons: Vec<_> = verdict.reasons.iter().map(|reason| reason.as_str()).collect();
    let because = if reasons.is_empty() { String::new() } else { format!(" ({})", reasons.join(", ")) };
    let mut lines = format!("{mark}verdict: {}{because}\n", verdict.holding);
    if let Some(part) = &verdict.completeness {
        let _written =
            writeln!(lines, "{mark}about {:.0} % of it is held ({})", part.share * 100.0, part.source);
    }
    for evidence in &verdict.evidence {
        let _written = match evidence.quote.as_str() {
            "" => writeln!(lines, "{mark}{}: the input is empty", evidence.supports),
            quote if evidence.supports == "not_an_article" && quote.contains(no_text) => {
                writeln!(lines, "{mark}{}: the bytes at {} are no text", evidence.supports, evidence.place)
            }
            quote => writeln!(lines, "{mark}{}: “{quote}” at {}", evidence.supports, evidence.place),
        };
    }
    lines
}

fn no_text(c: char) -> bool {
    c == char::REPLACEMENT_CHARACTER || c.is_control() && !c.is_whitespace()
}

fn block_markdown(block: &Block) -> String {
    match block {
        Block::Paragraph(text) => rich(text),
        Block::Heading { level, text } => format!("{} {}", "#".repeat(usize::from(*level)), rich(text)),
        Block::List { ordered, items } => {
            let lines = items.iter().enumerate().map(|(index, item)| match ordered {
                true => format!("{}. {}", index + 1, rich(item)),
                false => format!("- {}", rich(item)),
            });
            lines.collect::<Vec<_>>().join("\n")
        }
        Block::Quote(paragraphs) => {
            paragraphs.iter().map(|text| format!("> {}", rich(text))).collect::<Vec<_>>().join("\n>\n")
        }
        Block::Figure(figure) => {
            let caption = figure.caption.clone().unwrap_or_default();
            figure.image.as_ref().map_or(caption.clone(), |image| format!("![{caption}]({})", image.url))
        }
        Block::Table { rows, .. } => table(rows),
        Block::Code(text) => format!("```\n{text}\n```"),
        Block::Embed { url, title } => format!("[{}]({url})", title.as_deref().unwrap_or(url.as_str())),
    }
}

fn table(rows: &[Vec<String>]) -> String {
    let columns = rows.iter().map(Vec::len).max().unwrap_or(0);
    let line = |row: &Vec<String>| {
        let cells =
            (0..columns).map(|index| row.get(index).map(|cell| cell.replace('|', "\\|")).unwrap_or_default());
        format!("| {} |", cells.collect::<Vec<_>>().join(" | "))
    };
    let mut lines: Vec<String> = rows.iter().map(line).collect();
    if !lines.is_empty() {
        lines.insert(1, format!("|{}", " --- |".repeat(columns)));
    }
    lines.join("\n")
}

/// Text with its marks; characters that mean something in Markdown are escaped.
fn rich(text: &RichText) -> String {
    let mut edges: Vec<(usize, usize, String)> = Vec::new();
    for (order, mark) in text.marks.iter().enumerate() {
        let (open, close) = match &mark.kind {
            MarkKind::Link(url) => ("[".to_owned(), format!("]({url})")),
            MarkKind::Emphasis => ("*".to_owned(), "*".to_owned()),
            MarkKind::Strong => ("**".to_owned(), "**".to_owned()),
            MarkKind::Code => ("`".to_owned(), "`".to_owned()),
        };
        edges.push((mark.start as usize, 1_000_000 + order, open));
        edges.push((mark.end as usize, 1_000_000 - order - 1, close));
    }
    edges.sort_by_key(|(at, order, _)| (*at, *order));
    let mut out = String::with_capacity(text.text.len());
    let mut from = 0;
    for (at, _, edge) in edges {
        out.push_str(&escaped(text.text.get(from..at).unwrap_or_default()));
        out.push_str(&edge);
        from = at.max(from);
    }
    out.push_str(&escaped(text.text.get(from..).unwrap_or_default()));
    out
}

fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        if matches!(c, '\\' | '*' | '_' | '`' | '[' | ']' | '<') {
            out.push('\\');
        }
        out.push(c);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use dateline_model::{Mark, WebUrl};

    #[test]
    fn marks_nest() {
        let link = MarkKind::Link(WebUrl::parse("https://a.example/x").unwrap());
        let text = RichText {
            text: "see the report now".into(),
            marks: vec![
                Mark { start: 4, end: 14, kind: link },
                Mark { start: 4, end: 14, kind: MarkKind::Strong },
            ],
        };
        assert_eq!(rich(&text), "see [**the report**](https://a.example/x) now");
        assert_eq!(rich(&"2 * 3 [x]".into()), "2 \\* 3 \\[x\\]");
    }
}
