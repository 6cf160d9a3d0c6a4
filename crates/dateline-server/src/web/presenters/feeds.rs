//! Feeds with their health and what they really give.

use super::attached::medium_word;
use super::feed_health;
use super::held;
use crate::web::dates::When;
use crate::web::l10n;
use crate::web::view::FeedRow;
use crate::web::wording::Held;
use dateline_desk::health::{self, State};
use dateline_desk::{AccessNote, login_words};
use dateline_model::{Medium, secret_in};
use dateline_store::{EntrySummary, FeedRecord};
use jiff::Timestamp;

/// One feed with its latest articles.
pub(crate) fn feed_row(note: &AccessNote, latest: &[EntrySummary], now: Timestamp) -> FeedRow {
    let feed = &note.feed;
    let address = feed.url.as_str();
    let bare =
        address.strip_prefix("https://").or_else(|| address.strip_prefix("http://")).unwrap_or(address);
    FeedRow {
        id: feed.id.0,
        title: feed.title.clone(),
        letter: letter(&feed.title),
        link: address.to_owned(),
        host: bare.trim_end_matches('/').to_owned(),
        class: feed_class(feed),
        health: feed_health::words(feed, now),
        gives: gives(latest),
        updated: feed.health.last_poll.map(|at| When::at(at, now)),
        paused: feed.paused_at.is_some(),
        next: feed.next_due.filter(|_| feed.paused_at.is_none()).map(|at| next(at, now)),
        hours: feed.polling.hours.map(|hours| hours.to_string()).unwrap_or_default(),
        pages: feed.polling.pages.as_str(),
        original: feed.opens_original,
        keep_days: feed.keep_days.map(|days| days.to_string()).unwrap_or_default(),
        keep_megabytes: feed.keep_bytes.map(|bytes| (bytes / 1_000_000).to_string()).unwrap_or_default(),
        entries: l10n::count("count-articles", usize::try_from(feed.entries).unwrap_or(usize::MAX)),
        access: access(note),
        has_login: note.login.is_some(),
        private: feed.is_private(),
    }
}

/// The first letter of a name that says something, in capitals.
pub(crate) fn letter(name: &str) -> String {
    let word = name.strip_prefix("The ").unwrap_or(name);
    word.chars()
        .find(|letter| letter.is_alphanumeric())
        .map(|letter| letter.to_uppercase().to_string())
        .unwrap_or_default()
}

/// With what a feed is asked; where its address looks like a secret, what can be done.
fn access(note: &AccessNote) -> String {
    let login = match &note.login {
        Some(login) => l10n::with("feed-signs-in").text("login", login_words(login)).to_string(),
        None => l10n::text("feed-no-login").to_owned(),
    };
    if note.feed.is_private() {
        return l10n::with("feed-private").text("login", login).to_string();
    }
    match secret_in(&note.feed.url) {
        Some(what) => l10n::with("feed-may-be-secret").text("login", login).text("what", what).to_string(),
        None => login,
    }
}

/// Classes of feeds by their state, with the ids of what people read.
pub(crate) const FEED_STATES: [(&str, &str); 6] = [
    ("trouble", "feed-state-trouble"),
    ("dead", "feed-state-dead"),
    ("limping", "feed-state-limping"),
    ("new", "feed-state-new"),
    ("well", "feed-state-well"),
    ("paused", "feed-state-paused"),
];

/// How a feed is counted and marked: one about which there is nothing to do is as well as any other, whatever is told of it.
pub(crate) fn feed_state(feed: &FeedRecord) -> State {
    match health::state(feed) {
        State::Limping if !health::needs_attention(feed) => State::Well,
        state => state,
    }
}

/// The class of a feed's state.
pub(crate) fn feed_class(feed: &FeedRecord) -> &'static str {
    match feed_state(feed) {
        State::Paused => "paused",
        State::Well => "well",
        State::Waiting => "new",
        State::Limping => "limping",
        State::Failing => "trouble",
        State::Gone => "dead",
    }
}

fn next(at: Timestamp, now: Timestamp) -> String {
    match at.as_second() - now.as_second() {
        ..60 => l10n::text("feed-due-now").to_owned(),
        seconds @ 60..3_600 => l10n::count("feed-next-minutes", seconds / 60),
        seconds => l10n::count("feed-next-hours", seconds / 3_600),
    }
}

/// What the latest articles were like, in words.
fn gives(latest: &[EntrySummary]) -> String {
    let read: Vec<Held> = latest.iter().map(held).filter(|held| *held != Held::Waiting).collect();
    if read.is_empty() {
        return String::new();
    }
    let copies = latest.iter().filter(|entry| entry.copy_of.is_some()).count();
    let copies = if copies > 0 { l10n::count("feed-copies", copies) } else { String::new() };
    let media = media(latest);
    if !media.is_empty() {
        return of_latest(read.len(), &media, &copies);
    }
    if read.iter().all(|held| *held == Held::Whole) {
        return l10n::with("feed-gives-whole").text("copies", copies).to_string();
    }
    let counted = Held::ALL.iter().filter_map(|kind| {
        let count = read.iter().filter(|held| *held == kind).count();
        (count > 0).then(|| kind.counted(count))
    });
    of_latest(read.len(), &l10n::list(&counted.collect::<Vec<_>>()), &copies)
}

fn of_latest(count: usize, what: &str, copies: &str) -> String {
    l10n::with("feed-of-latest").number("count", count).text("what", what).text("copies", copies).to_string()
}

/// `12 audio, 3 whole`, where there are recordings, pictures or notes among articles.
fn media(latest: &[EntrySummary]) -> String {
    let named = |entry: &&EntrySummary| match (entry.medium, held(entry)) {
        (Some(medium), Held::Whole | Held::Other | Held::Headline) => Some(medium),
        _ => None,
    };
    if !latest.iter().any(|entry| named(&entry).is_some()) {
        return String::new();
    }
    let media = Medium::ALL.iter().filter_map(|medium| {
        let count = latest.iter().filter(|entry| named(entry) == Some(*medium)).count();
        (count > 0).then(|| {
            let word = l10n::mid_sentence(medium_word(*medium));
            l10n::with("medium-counted").number("count", count).text("medium", word).to_string()
        })
    });
    let others = Held::ALL.iter().filter(|kind| **kind != Held::Waiting).filter_map(|kind| {
        let count = latest.iter().filter(|entry| named(entry).is_none() && held(entry) == *kind).count();
        (count > 0).then(|| kind.counted(count))
    });
    l10n::list(&media.chain(others).collect::<Vec<_>>())
}

/// `34 feeds: 30 OK, 3 failing, 1 closed`.
pub(crate) fn feeds_summary(feeds: &[FeedRecord]) -> String {
    const STATES: [(State, &str); 6] = [
        (State::Well, "feeds-counted-well"),
        (State::Paused, "feeds-counted-paused"),
        (State::Limping, "feeds-counted-limping"),
        (State::Failing, "feeds-counted-failing"),
        (State::Gone, "feeds-counted-gone"),
        (State::Waiting, "feeds-counted-waiting"),
    ];
    let counted = STATES.iter().filter_map(|(state, id)| {
        let count = feeds.iter().filter(|feed| feed_state(feed) == *state).count();
        (count > 0).then(|| l10n::count(id, count))
    });
    let counted = l10n::list(&counted.collect::<Vec<_>>());
    match feeds.len() {
        0 => l10n::text("feeds-none").to_owned(),
        count => l10n::with("feeds-summary")
            .text("feeds", l10n::count("count-feeds", count))
            .text("counted", counted)
            .to_string(),
    }
}
