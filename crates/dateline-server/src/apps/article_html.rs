//! The text of an article as markup for apps: what is held of it, clean; pictures at the publisher. Above a text that is not whole
//! stands one line that says so.

use crate::web::inline_markup::{Inline, escape};
use crate::web::list_markup::Listed;
use crate::web::wording::{self, Held};
use dateline_model::{Block, Figure, Image, QuoteSource, RichText};
use dateline_store::StreamItem;
use std::fmt::{self, Write as _};

/// Bytes of one article's markup; what is longer ends at a paragraph.
const LONGEST: usize = 500_000;

/// The markup of an article.
pub(super) fn article_html(item: &StreamItem) -> String {
    let mut html = String::new();
    // Writing to a string cannot fail.
    let _written = write_article(&mut html, item);
    html
}

/// The text alone, whole: as an archive has it.
pub(crate) fn text_html(item: &StreamItem) -> String {
    let mut html = String::new();
    let article = item.reading.as_ref().and_then(|reading| reading.article.as_ref());
    for block in article.map(|article| article.blocks.as_slice()).unwrap_or_default() {
        // Writing to a string cannot fail.
        let _written = write_block(&mut html, block);
    }
    html
}

fn write_article(html: &mut String, item: &StreamItem) -> fmt::Result {
    if let Some(words) = verdict(item) {
        html.push_str("<p><em>");
        escape(html, &words)?;
        html.push_str("</em></p>");
    }
    let article = item.reading.as_ref().and_then(|reading| reading.article.as_ref());
    let blocks = article.map(|article| article.blocks.as_slice()).unwrap_or_default();
    if blocks.is_empty() {
        return paragraph(html, item.summary.standfirst.as_deref().unwrap_or_default());
    }
    let has_figure = blocks.iter().any(|block| matches!(block, Block::Figure(one) if one.image.is_some()));
    if let Some(image) =
        item.summary.image.as_ref().filter(|_| !has_figure && item.summary.withdrawn_at.is_none())
    {
        picture(html, image)?;
    }
    for block in blocks {
        let before = html.len();
        write_block(html, block)?;
        if html.len() > LONGEST {
            html.truncate(before);
            break;
        }
    }
    Ok(())
}

/// The line above a text that is not whole.
fn verdict(item: &StreamItem) -> Option<String> {
    if item.summary.withdrawn_at.is_some() {
        return Some("The publisher has withdrawn this article".to_owned());
    }
    let Some(reading) = &item.reading else { return Some(wording::mark(Held::Waiting, &[])) };
    let (holding, reasons) = (reading.verdict.holding, &reading.verdict.reasons);
    let held = Held::of(holding, reasons);
    (!matches!(held, Held::Whole | Held::Other)).then(|| wording::mark(held, reasons))
}

fn paragraph(html: &mut String, text: &str) -> fmt::Result {
    if text.trim().is_empty() {
        return Ok(());
    }
    html.push_str("<p>");
    escape(html, text)?;
    html.push_str("</p>");
    Ok(())
}

fn element(html: &mut String, tag: &str, text: &RichText) -> fmt::Result {
    write!(html, "<{tag}>{}</{tag}>", Inline(text))
}

fn write_block(html: &mut String, block: &Block) -> fmt::Result {
    match block {
        Block::Paragraph(text) => element(html, "p", text),
        Block::Heading { level, text } => {
            element(html, ["h2", "h3", "h4"][usize::from(level.saturating_sub(2).min(2))], text)
        }
        Block::List(items) => write!(html, "{}", Listed(items)),
        Block::Quote { paragraphs, source } => quote(html, paragraphs, source.as_ref()),
        Block::Figure(one) => figure(html, one),
        Block::Table { caption, header, rows } => table(html, caption.as_deref(), *header, rows),
        Block::Code(text) => {
            html.push_str("<pre><code>");
            escape(html, text)?;
            html.push_str("</code></pre>");
            Ok(())
        }
        Block::Embed { url, title, .. } => {
            html.push_str("<p>");
            link(html, url.as_str(), title.as_deref().unwrap_or_else(|| url.site()))?;
            html.push_str("</p>");
            Ok(())
        }
    }
}

fn link(html: &mut String, address: &str, words: &str) -> fmt::Result {
    html.push_str("<a href=\"");
    escape(html, address)?;
    html.push_str("\">");
    escape(html, words)?;
    html.push_str("</a>");
    Ok(())
}

fn quote(html: &mut String, paragraphs: &[RichText], source: Option<&QuoteSource>) -> fmt::Result {
    html.push_str("<blockquote>");
    paragraphs.iter().try_for_each(|text| element(html, "p", text))?;
    if let Some(source) = source {
        let site = source.url.as_ref().map(dateline_model::WebUrl::site);
        let words = source.author.as_deref().or(site).unwrap_or_default();
        match &source.url {
            Some(url) => link(html, url.as_str(), words)?,
            None => paragraph(html, words)?,
        }
    }
    html.push_str("</blockquote>");
    Ok(())
}

fn picture(html: &mut String, image: &Image) -> fmt::Result {
    html.push_str("<p><img src=\"");
    escape(html, image.url.as_str())?;
    html.push_str("\" alt=\"");
    escape(html, image.alt.as_deref().unwrap_or_default())?;
    html.push('"');
    if let Some(size) = image.size {
        write!(html, " width=\"{}\" height=\"{}\"", size.width(), size.height())?;
    }
    html.push_str("></p>");
    Ok(())
}

fn figure(html: &mut String, figure: &Figure) -> fmt::Result {
    html.push_str("<figure>");
    if let Some(image) = &figure.image {
        picture(html, image)?;
    }
    if let Some(caption) = &figure.caption {
        html.push_str("<figcaption>");
        escape(html, caption)?;
        html.push_str("</figcaption>");
    }
    html.push_str("</figure>");
    Ok(())
}

fn table(html: &mut String, caption: Option<&str>, header: bool, rows: &[Vec<String>]) -> fmt::Result {
    html.push_str("<table>");
    if let Some(caption) = caption {
        html.push_str("<caption>");
        escape(html, caption)?;
        html.push_str("</caption>");
    }
    for (at, cells) in rows.iter().enumerate() {
        let cell = if header && at == 0 { "th" } else { "td" };
        html.push_str("<tr>");
        for text in cells {
            write!(html, "<{cell}>")?;
            escape(html, text)?;
            write!(html, "</{cell}>")?;
        }
        html.push_str("</tr>");
    }
    html.push_str("</table>");
    Ok(())
}
