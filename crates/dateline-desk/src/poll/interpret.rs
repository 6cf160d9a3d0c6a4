//! What the answer to a poll means: a feed with its items, unchanged, gone, moved, or a failure in words.

use crate::feed_access::Access;
use crate::repairs::lacks;
use dateline_feed::{Candidate, Guess, discover};
use dateline_fetch::{Answer, FetchError, page_word};
use dateline_html::Limits;
use dateline_model::{Feed, Headers, Hop, Page, Validators, WebUrl};
use dateline_store::{FeedMeta, PollOutcome};
use jiff::Timestamp;

/// What an answer came to, before it is committed.
pub(super) struct Interpreted {
    pub(super) outcome: PollOutcome,
    pub(super) status: Option<u16>,
    pub(super) headers: Option<Headers>,
    pub(super) not_before: Option<Timestamp>,
    pub(super) moved_to: Option<WebUrl>,
    pub(super) feed: Option<Feed>,
}

/// What the answer to a poll means; with the login it was asked with, a refusal is told as that.
pub(super) fn interpret(answer: Result<Answer, FetchError>, access: &Access) -> Interpreted {
    match answer {
        Ok(Answer::Fresh(page)) => {
            let word = page_word(&page);
            interpret_page(page, word, access)
        }
        Ok(Answer::Unchanged(unchanged)) => Interpreted {
            outcome: PollOutcome::Unchanged,
            status: Some(304),
            headers: Some(unchanged.headers),
            not_before: None,
            moved_to: moved(&unchanged.redirects),
            feed: None,
        },
        Err(error) => Interpreted {
            outcome: failed(error.word(), error.kind.to_string()),
            status: None,
            headers: None,
            not_before: error.retry_at(),
            moved_to: None,
            feed: None,
        },
    }
}

/// A failure of a kind, `failed:KIND`, in words that go on after the name of the feed.
pub(super) fn failed(kind: &str, words: String) -> PollOutcome {
    PollOutcome::Failed { kind: kind.to_owned(), words }
}

/// `word` is what the fetcher calls the answer; the parser's own word comes in where there is something to parse.
fn interpret_page(page: Page, word: &str, access: &Access) -> Interpreted {
    let status = page.status;
    let (outcome, feed) = match status {
        410 => (PollOutcome::Gone, None),
        200..=299 => parse(&page, word, access),
        _ => match access.refusal(&page) {
            Some(refusal) => (failed("failed:auth", refusal.to_string()), None),
            None => (failed(word, format!("answers {status} {} to us", meaning(status))), None),
        },
    };
    Interpreted {
        outcome,
        status: Some(status),
        headers: Some(page.headers),
        not_before: None,
        moved_to: moved(&page.redirects),
        feed,
    }
}

fn parse(page: &Page, word: &str, access: &Access) -> (PollOutcome, Option<Feed>) {
    match crate::feed_document::read(page) {
        Ok(feed) if feed.title.is_none() && feed.entries.is_empty() && lacks(page, &feed).is_some() => {
            (failed("failed:not_a_feed", "arrived with nothing in it that could be read".to_owned()), None)
        }
        Ok(feed) => (PollOutcome::Fresh(Box::new(meta(page, &feed, access))), Some(feed)),
        // Of a piece nobody can tell what the whole is.
        Err(_) if page.truncation.is_some() => (failed(word, "arrived incomplete".to_owned()), None),
        Err(reason) => {
            let named = feed_named_by(page)
                .map(|url| format!("; the page in its place names {url}, which can be added"));
            let words = format!("is no feed any more: {reason}{}", named.unwrap_or_default());
            (failed("failed:not_a_feed", words), None)
        }
    }
}

/// The feed that a page announces which stands where a feed was.
fn feed_named_by(page: &Page) -> Option<WebUrl> {
    let document = dateline_html::parse(&page.body, page.declared_charset(), &Limits::default());
    let announced = |candidate: &Candidate| !matches!(candidate.guess, Guess::Unknown | Guess::Sitemap);
    discover(&document, &page.final_url).into_iter().find(announced).map(|candidate| candidate.url)
}

fn meta(page: &Page, feed: &Feed, access: &Access) -> FeedMeta {
    let lacks = lacks(page, feed);
    FeedMeta {
        kind: feed.kind,
        title: feed
            .title
            .as_ref()
            .map(dateline_feed::title)
            .and_then(|title| crate::publisher_name::clean(&title)),
        home: feed.home.clone(),
        language: feed.language.clone(),
        icon: feed.icon.clone(),
        hints: feed.hints.clone(),
        hub: crate::websub::offered(page, feed),
        // What was not read to its end is asked for again, whatever its server says of changes.
        validators: if lacks == Some("truncated") { Validators::default() } else { page.validators() },
        login_turn: access.login_turn,
        truncated: page.truncation.is_some(),
        lacks,
        repairs: feed.repairs.clone(),
    }
}

/// Where permanent redirects lead: the last address that can be reached by 301 and 308 alone.
fn moved(redirects: &[Hop]) -> Option<WebUrl> {
    redirects
        .iter()
        .take_while(|hop| matches!(hop.status, 301 | 308))
        .last()
        .map(|hop| hop.to.clone().without_fragment())
}

/// What a status means for a person.
fn meaning(status: u16) -> &'static str {
    match status {
        400 => "(bad request)",
        401 | 407 => "(asks for a login)",
        402 => "(asks for payment)",
        403 => "(refuses)",
        404 => "(not found)",
        429 => "(too many requests)",
        451 => "(legal reasons)",
        500..=599 => "(the server fails)",
        _ => "",
    }
}
