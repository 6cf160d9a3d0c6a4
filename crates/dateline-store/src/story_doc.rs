//! An article as the story index takes it.

use crate::EntryFacts;
use crate::rows::{ms, time};
use crate::word_segmentation::plain;
use dateline_model::{Article, Date, EntryId, Reading, StoryDoc, WebUrl};
use jiff::Timestamp;

/// The document for the story room, made in one way whether live or replayed.
///
/// `facts` is what the feed says, `seen` when it was first seen (the time of what has no date, and of what claims to
/// come from the future).
pub fn story_doc(id: EntryId, facts: &EntryFacts, reading: &Reading, seen: Timestamp) -> StoryDoc {
    let body = reading.article.as_ref().map(Article::text).unwrap_or_default();
    story_doc_with(id, facts, reading, &body, seen)
}

/// [`story_doc`] where the body's text is at hand and the blocks are not.
pub(crate) fn story_doc_with(
    id: EntryId,
    facts: &EntryFacts,
    reading: &Reading,
    body: &str,
    seen: Timestamp,
) -> StoryDoc {
    let none = Article::default();
    let article = reading.article.as_ref().unwrap_or(&none);
    let title = Some(&facts.title).filter(|title| !title.is_empty()).or(article.title.as_ref());
    let standfirst = article.standfirst.as_ref().or(facts.summary.as_ref().filter(|_| body.is_empty()));
    let publisher = article.publisher.as_ref();
    let published = article.published.or(facts.published.map(|at| Date::Instant { at, offset: 0 }));
    StoryDoc {
        id,
        title: plain(title.map_or("", String::as_str)),
        text: doc_text(standfirst.map_or("", String::as_str), body),
        publisher: publisher
            .map(|publisher| publisher.name.clone())
            .or_else(|| facts.publisher.clone())
            .or_else(|| facts.publisher_host.clone()),
        agency: article.agency.clone(),
        url: facts.url.as_ref().map(|url| url.as_str().to_owned()),
        time: Some(time(ms(sorted_at(published, seen)))),
        language: article.language.clone().or_else(|| facts.language.clone()),
        holding: reading.verdict.holding,
    }
}

/// Standfirst and body as the story room takes them.
pub(crate) fn doc_text(standfirst: &str, body: &str) -> String {
    let parts = [standfirst, body].into_iter().filter(|part| !part.is_empty());
    plain(&parts.collect::<Vec<_>>().join("\n\n"))
}

/// What an article is called of which neither headline nor text is known, at its address.
pub fn untitled(url: Option<&WebUrl>) -> String {
    url.map_or_else(|| "Untitled".to_owned(), |url| format!("Untitled, at {}", url.site()))
}

/// Publication where it is believable, first sight where it is missing or lies in the future.
pub(crate) fn sorted_at(published: Option<Date>, seen: Timestamp) -> Timestamp {
    published.map_or(seen, |date| date.approximate().min(seen))
}
