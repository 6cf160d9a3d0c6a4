//! The one place where the store's values become views.

mod article;
mod articles;
mod attached;
mod corrections;
mod details;
mod feed_health;
mod feed_history;
mod feeds;
mod fetched_again;
mod footnotes;
mod notes;
mod page_frame;
mod progress;
mod read;
mod rules;
mod search;
mod story;
mod story_cards;
mod told;

pub(crate) use article::{apart, article, measurable, measure};
pub(crate) use articles::{empty, entry_card, number, onward, sources, tabs, unread_of, ways};
pub(crate) use corrections::act_row;
pub(crate) use feed_health::words as feed_health;
pub(crate) use feed_history::{poll_line, volume};
pub(crate) use feeds::{FEED_STATES, feed_class, feed_row, feed_state, feeds_summary, letter};
pub(crate) use fetched_again::{fetched_again, fetched_again_word};
pub(crate) use notes::{noted_article, notes};
pub(crate) use page_frame::{Frame, gather};
pub(crate) use progress::set_progress;
pub(crate) use read::result;
pub(crate) use rules::{rule_alert, rule_choices, rule_preview, rule_row};
pub(crate) use search::{groups, saved_row};
pub(crate) use story::{Around, Part, how, story};
pub(crate) use story_cards::card;
pub(crate) use told::{told, undoable};

use crate::picture_key::PictureKey;
use crate::web::dates::When;
use crate::web::l10n;
use crate::web::view::{MarkView, Picture};
use crate::web::wording::Held;
use dateline_model::{EntryId, Image};
use dateline_store::EntrySummary;
use jiff::Timestamp;

/// Publisher's name, else its host, else "publisher not named".
pub(crate) fn publisher(entry: &EntrySummary) -> String {
    let host = || entry.url.as_ref().map(|url| url.site().to_owned());
    let named = entry.publisher.clone().or_else(|| entry.publisher_host.clone()).or_else(host);
    named.unwrap_or_else(|| l10n::text("publisher-not-named").to_owned())
}

/// How much of an article is held.
pub(crate) fn held(entry: &EntrySummary) -> Held {
    entry.holding.map_or(Held::Waiting, |holding| Held::of(holding, &entry.reasons))
}

fn mark(entry: &EntrySummary) -> MarkView {
    let mark = MarkView::of(held(entry), &entry.reasons);
    match entry.medium {
        Some(medium) => mark.called(held(entry), attached::medium_word(medium)),
        None => mark,
    }
}

fn published(entry: &EntrySummary, now: Timestamp) -> When {
    entry.published.map_or_else(|| When::at(entry.seen, now), |date| When::of(date, now))
}

fn picture(key: PictureKey, image: &Image) -> Picture {
    Picture {
        src: format!("/image/{key}"),
        alt: image.alt.clone().unwrap_or_default(),
        credit: image.credit.clone().filter(|credit| !credit.trim().is_empty()),
        origin: Some(image.url.clone()),
        size: image.size.map(|size| (size.width(), size.height())),
    }
}

fn href(entry: EntryId) -> String {
    format!("/article/{entry}")
}

/// `640 words`, or characters where a script has no spaces between words; nothing for an empty text.
fn length(entry: &EntrySummary) -> String {
    let language = entry.language.as_deref().and_then(|tag| tag.split('-').next());
    match (entry.words, language) {
        (0, _) => String::new(),
        // Of Chinese and Japanese, two characters are counted as a word.
        (words, Some("ja" | "yue" | "zh")) => l10n::count("count-characters", u64::from(words) * 2),
        (words, _) => l10n::count("count-words", u64::from(words)),
    }
}

/// Longest standfirst on a card or above a story, in characters; feeds often give the whole beginning.
const BRIEF: usize = 240;

fn brief(standfirst: Option<&String>) -> Option<String> {
    standfirst.map(|words| dateline_text::shorten(words.trim(), BRIEF)).filter(|words| !words.is_empty())
}

fn headline(title: &str) -> String {
    if title.trim().is_empty() { l10n::text("without-headline").to_owned() } else { title.to_owned() }
}
