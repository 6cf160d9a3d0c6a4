//! Fingerprint of what a reader sees of an item of a feed: where it differs, the item has changed.

use super::plain;
use crate::attachments::said as said_beside;
use dateline_feed::links;
use dateline_model::{Article, Attached, Block, Entry, MarkKind, Reading, RichText, WebUrl};
use dateline_store::exact_hash;

/// Fingerprint of an item: its words, where its links and pictures lead, and all that stands beside the text.
pub(super) fn fingerprint(
    entry: &Entry,
    title: &str,
    url: Option<&WebUrl>,
    own: Option<&Reading>,
    attached: &Attached,
) -> i64 {
    let article = own.and_then(|reading| reading.article.as_ref());
    let text = article.map(Article::text);
    let form = article.map(|article| article.blocks.iter().map(form).collect::<Vec<_>>()).unwrap_or_default();
    let summary = entry.summary.as_ref().map(plain);
    // By the day: some feeds date their items anew at every poll.
    let date = entry.published.or(entry.updated).map(|at| at.strftime("%F").to_string());
    let image = entry.image.as_ref().map(WebUrl::key);
    let authors = entry.authors.iter().filter_map(|person| person.name.as_deref());
    let files = entry.enclosures.iter().map(|file| file.url.as_str());
    let parts = [
        Some(title),
        text.as_deref(),
        summary.as_deref(),
        url.map(WebUrl::as_str),
        date.as_deref(),
        image.as_deref(),
        entry.comments.as_ref().map(WebUrl::as_str),
    ];
    let mut categories: Vec<&str> = entry.categories.iter().map(String::as_str).collect();
    categories.sort_unstable();
    let beside = said_beside(attached);
    let parts = parts.into_iter().map(Option::unwrap_or_default);
    let listed = categories.into_iter().chain(form.iter().map(String::as_str));
    exact_hash(parts.chain(authors).chain(files).chain(beside.as_deref()).chain(listed))
}

/// What a block is beside its words: its kind, where its links lead, its picture.
fn form(block: &Block) -> String {
    match block {
        Block::Paragraph(text) => marks("text", [text]),
        Block::Heading { level, text } => marks(&format!("heading {level}"), [text]),
        Block::List(items) => marks("list", items.iter().map(|item| &item.text)),
        Block::Quote { paragraphs, .. } => marks("quote", paragraphs),
        Block::Figure(figure) => figure.image.as_ref().map_or_else(String::new, |image| place(&image.url)),
        Block::Table { .. } => "table".to_owned(),
        Block::Code(_) => "code".to_owned(),
        Block::Embed { url, .. } => place(url),
    }
}

fn marks<'a>(kind: &str, texts: impl IntoIterator<Item = &'a RichText>) -> String {
    let links = texts.into_iter().flat_map(|text| &text.marks).filter_map(|mark| match &mark.kind {
        MarkKind::Link(url) => Some(format!(" {} {}", mark.start, links::clean(url))),
        _ => None,
    });
    links.fold(kind.to_owned(), |form, link| form + &link)
}

/// An address without its query: pictures are often signed anew for each answer.
fn place(url: &WebUrl) -> String {
    format!("{}{}", url.site(), url.as_url().path())
}
