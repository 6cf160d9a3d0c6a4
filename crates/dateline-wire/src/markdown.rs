//! A Reading for people: plain text or Markdown, with the verdict on top.

use dateline_model::{Article, Block, ListItem, MarkKind, Marker, QuoteSource, Reading, RichText, Verdict};
use std::fmt::Write;

/// Title, verdict and text without markup.
pub fn plain(reading: &Reading) -> String {
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

/// Markdown: headings, links, lists, quotes, tables, code, and the verdict below them.
pub fn article(reading: &Reading) -> String {
    let mut out = blocks(reading);
    let _written = write!(out, "---\n\n{}", verdict_lines(&reading.verdict, "- "));
    out.truncate(out.trim_end().len());
    out
}

/// The same without the verdict.
pub fn without_verdict(reading: &Reading) -> String {
    let mut out = blocks(reading);
    out.truncate(out.trim_end().len());
    out
}

/// Headline, who and when, and the blocks, an empty line behind each.
fn blocks(reading: &Reading) -> String {
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
    out
}

fn head(out: &mut String, article: &Article, title_mark: &str, mark: &str) {
    if let Some(title) = &article.title {
        let _written = write!(out, "{title_mark}{title}\n\n");
    }
    if let Some(standfirst) = article.standfirst_above() {
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
        let told = match evidence.quote.as_str() {
            "" => "the input is empty".to_owned(),
            quote if evidence.supports == "not_an_article" && quote.contains(no_text) => {
                format!("the bytes at {} are no text", evidence.place)
            }
            quote => format!("“{quote}” at {}", evidence.place),
        };
        let rule = evidence.rule.map(|rule| format!(" (rule {rule})")).unwrap_or_default();
        let _written = writeln!(lines, "{mark}{}: {told}{rule}", evidence.supports);
    }
    lines
}

fn no_text(c: char) -> bool {
    c == char::REPLACEMENT_CHARACTER || c.is_control() && !c.is_whitespace()
}

fn block_markdown(block: &Block) -> String {
    match block {
        Block::Paragraph(text) => match &text.marks[..] {
            [mark]
                if mark.kind == MarkKind::Formula
                    && mark.start == 0
                    && mark.end as usize == text.text.len() =>
            {
                format!("$$\n{}\n$$", text.text)
            }
            _ => rich(text),
        },
        Block::Heading { level, text } => format!("{} {}", "#".repeat(usize::from(*level)), rich(text)),
        Block::List(items) => items.iter().map(list_item).collect::<Vec<_>>().join("\n"),
        Block::Quote { paragraphs, source } => {
            let lines = paragraphs.iter().map(|text| rich(text).replace('\n', "\n> "));
            let source = source.as_ref().and_then(quote_source);
            lines.chain(source).map(|line| format!("> {line}")).collect::<Vec<_>>().join("\n>\n")
        }
        Block::Figure(figure) => {
            let caption = figure.caption.clone().unwrap_or_default();
            figure.image.as_ref().map_or(caption.clone(), |image| format!("![{caption}]({})", image.url))
        }
        Block::Table { caption, header, rows } => {
            let caption = caption.iter().map(|caption| format!("*{}*\n\n", escaped(caption)));
            format!("{}{}", caption.collect::<String>(), table(*header, rows))
        }
        Block::Code(text) => {
            let fence = "`".repeat(longest_run(text).max(2) + 1);
            format!("{fence}\n{text}\n{fence}")
        }
        Block::Embed { url, title, .. } => format!("[{}]({url})", title.as_deref().unwrap_or(url.as_str())),
    }
}

/// An item with its marker, below the ones that it is nested in.
fn list_item(item: &ListItem) -> String {
    let indent = "    ".repeat(usize::from(item.depth));
    let marker = match item.marker {
        Marker::Bullet => "- ".to_owned(),
        Marker::Number(number) => format!("{number}. "),
        Marker::Term => String::new(),
        Marker::Definition => ": ".to_owned(),
    };
    let lines = rich(&item.text).replace('\n', &format!("\n{indent}{}", " ".repeat(marker.len())));
    format!("{indent}{marker}{lines}")
}

/// Who said it, when, and where it can be read.
fn quote_source(source: &QuoteSource) -> Option<String> {
    let words = [source.author.clone(), source.published.map(|date| date.to_string())];
    let words = words.into_iter().flatten().collect::<Vec<_>>().join(", ");
    match &source.url {
        Some(url) if words.is_empty() => Some(format!("— <{url}>")),
        Some(url) => Some(format!("— [{}]({url})", escaped(&words))),
        None => (!words.is_empty()).then(|| format!("— {}", escaped(&words))),
    }
}

/// Backquotes that stand in a row, at most.
fn longest_run(text: &str) -> usize {
    text.split(|c| c != '`').map(str::len).max().unwrap_or(0)
}

/// Rows as Markdown has them; a table without names of columns has an empty first row.
fn table(header: bool, rows: &[Vec<String>]) -> String {
    let columns = rows.iter().map(Vec::len).max().unwrap_or(0);
    let cell = |row: &[String], index: usize| row.get(index).map(|cell| cell.replace('|', "\\|"));
    let line = |row: &[String]| {
        let cells = (0..columns).map(|index| cell(row, index).unwrap_or_default());
        format!("| {} |", cells.collect::<Vec<_>>().join(" | "))
    };
    let mut lines: Vec<String> = rows.iter().map(|row| line(row)).collect();
    if !header && !lines.is_empty() {
        lines.insert(0, line(&[]));
    }
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
            MarkKind::Subscript => ("<sub>".to_owned(), "</sub>".to_owned()),
            MarkKind::Superscript => ("<sup>".to_owned(), "</sup>".to_owned()),
            MarkKind::Formula => ("$".to_owned(), "$".to_owned()),
            MarkKind::Deleted => ("~~".to_owned(), "~~".to_owned()),
        };
        edges.push((mark.start as usize, 1_000_000 + order, open));
        edges.push((mark.end as usize, 1_000_000 - order - 1, close));
    }
    edges.sort_by_key(|(at, order, _)| (*at, *order));
    let verbatim: Vec<_> =
        text.marks.iter().filter(|mark| matches!(mark.kind, MarkKind::Code | MarkKind::Formula)).collect();
    let piece = |from: usize, to: usize| {
        let piece = text.text.get(from..to).unwrap_or_default();
        let inside = verbatim.iter().any(|mark| mark.start as usize <= from && to <= mark.end as usize);
        if inside { piece.to_owned() } else { escaped(piece) }
    };
    let mut out = String::with_capacity(text.text.len());
    let mut from = 0;
    for (at, _, edge) in edges {
        out.push_str(&piece(from, at));
        out.push_str(&edge);
        from = at.max(from);
    }
    out.push_str(&piece(from, text.text.len()));
    out
}

fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        if matches!(c, '\\' | '*' | '_' | '`' | '[' | ']' | '<' | '~') {
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

    #[test]
    fn every_kind_of_block_is_written() {
        let item = |depth, marker, text: &str| ListItem { depth, marker, text: text.into() };
        let nested = Block::List(vec![
            item(0, Marker::Number(4), "fog"),
            item(1, Marker::Bullet, "low\nand cold"),
            item(0, Marker::Number(5), "tide"),
        ]);
        assert_eq!(block_markdown(&nested), "4. fog\n    - low\n      and cold\n5. tide");
        let terms = Block::List(vec![item(0, Marker::Term, "fog"), item(0, Marker::Definition, "low cloud")]);
        assert_eq!(block_markdown(&terms), "fog\n: low cloud");
        let url = WebUrl::parse("https://posts.example/1").unwrap();
        let source = QuoteSource { author: Some("Bo Lind".into()), published: None, url: Some(url) };
        let quote = Block::Quote { paragraphs: vec!["We waited.".into()], source: Some(source) };
        assert_eq!(block_markdown(&quote), "> We waited.\n>\n> — [Bo Lind](https://posts.example/1)");
        let rows = vec![vec!["Hour".into(), "Boat".into()]];
        let table = Block::Table { caption: Some("Ferries".into()), header: true, rows: rows.clone() };
        assert_eq!(block_markdown(&table), "*Ferries*\n\n| Hour | Boat |\n| --- | --- |");
        let bare = Block::Table { caption: None, header: false, rows };
        assert_eq!(block_markdown(&bare), "|  |  |\n| --- | --- |\n| Hour | Boat |");
        assert_eq!(block_markdown(&Block::Code("a ``` b".into())), "````\na ``` b\n````");
        let marked = |text: &str, start, end, kind| RichText {
            text: text.into(),
            marks: vec![Mark { start, end, kind }],
        };
        let formula = Block::Paragraph(marked("x_1", 0, 3, MarkKind::Formula));
        assert_eq!(block_markdown(&formula), "$$\nx_1\n$$");
        assert_eq!(rich(&marked("so x_1 is_", 3, 6, MarkKind::Formula)), "so $x_1$ is\\_");
        assert_eq!(rich(&marked("H2O", 1, 2, MarkKind::Subscript)), "H<sub>2</sub>O");
        assert_eq!(rich(&marked("killed ten two", 7, 10, MarkKind::Deleted)), "killed ~~ten~~ two");
    }
}
