//! What forms and programs send, by its words: marks, corrections, follows, addresses, pasted text.

use crate::app_state::App;
use crate::error_response::ErrorResponse;
use crate::web::l10n;
use dateline_model::{EntryId, StoryId, WebUrl};
use dateline_store::{
    Correction, EntryMark, FOLLOWS, FetchPages, Follow, FollowKind, Polling, Progress, Section,
};
use jiff::Timestamp;
use jiff::fmt::temporal::Pieces;
use serde::Deserialize;

/// What a program names by its number alone.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct ById {
    pub(crate) id: i64,
}

/// How far a reader has come in an article or a recording, from a page's script and from programs.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Reached {
    entry: i64,
    #[serde(default)]
    file: u32,
    position: u32,
    length: Option<u32>,
    speed: Option<u32>,
}

impl Reached {
    /// Keeps it. `false` where the reader does not see the article.
    pub(crate) async fn keep(self, app: &App) -> Result<bool, ErrorResponse> {
        let Self { entry, file, position, length, speed } = self;
        let progress = Progress { file, position, length, speed };
        Ok(app.reader().set_progress(EntryId(entry), progress, app.desk.now()).await?)
    }
}

/// A mark by its word: `read`, `unread`, `star` or `unstar`.
pub fn mark_of(word: &str) -> Option<EntryMark> {
    match word {
        "read" => Some(EntryMark::Read),
        "unread" => Some(EntryMark::Unread),
        "star" => Some(EntryMark::Starred),
        "unstar" => Some(EntryMark::Unstarred),
        _ => None,
    }
}

/// A correction by its word: `part`, `move` or `join`.
pub(crate) fn act_of(
    word: &str,
    entries: Vec<EntryId>,
    from: StoryId,
    into: Option<StoryId>,
) -> Result<Correction, ErrorResponse> {
    let into = || into.ok_or_else(|| ErrorResponse::bad_request(l10n::text("error-name-the-other-story")));
    match word {
        "part" => Ok(Correction::Part { entries, from }),
        "move" => Ok(Correction::Move { entries, from, into: into()? }),
        "join" => Ok(Correction::Join { from, into: into()? }),
        _ => Err(ErrorResponse::bad_request(l10n::text("error-correction-kind"))),
    }
}

/// Follows something, for the page and for programs.
pub(crate) async fn followed(app: &App, kind: &str, value: String) -> Result<Follow, ErrorResponse> {
    let kind = FollowKind::from_word(kind)
        .ok_or_else(|| ErrorResponse::bad_request(l10n::text("error-what-can-be-followed")))?;
    if kind == FollowKind::Section && Section::from_word(&value.trim().to_lowercase()).is_none() {
        return Err(ErrorResponse::bad_request(section_words()));
    }
    let done = app.reader().follow(kind, value, app.desk.now()).await?;
    done.ok_or_else(|| {
        ErrorResponse::bad_request(l10n::with("error-follow").number("most", FOLLOWS).to_string())
    })
}

/// The sections that there are.
pub(crate) fn section_words() -> String {
    let sections = Section::all().map(Section::word).collect::<Vec<_>>().join(", ");
    l10n::with("error-sections").text("sections", sections).to_string()
}

/// Most days and bytes that a feed's own rule of keeping names: those of the settings.
const KEPT_DAYS: u32 = 36_500;
const KEPT_BYTES: u64 = 10_000_000_000_000;

/// A feed's own rule of keeping, within the bounds of the settings.
pub(crate) fn kept_rule(
    days: Option<u32>,
    bytes: Option<u64>,
) -> Result<(Option<u32>, Option<u64>), ErrorResponse> {
    if days.is_some_and(|days| days > KEPT_DAYS) {
        return Err(ErrorResponse::bad_request(
            l10n::with("error-kept-days").text("most", KEPT_DAYS).to_string(),
        ));
    }
    if bytes.is_some_and(|bytes| bytes > KEPT_BYTES) {
        return Err(ErrorResponse::bad_request(
            l10n::with("error-kept-bytes")
                .text("bytes", KEPT_BYTES)
                .text("megabytes", KEPT_BYTES / 1_000_000)
                .to_string(),
        ));
    }
    Ok((days, bytes))
}

/// Most hours between two polls that a person sets: a month.
const POLL_HOURS: u32 = 720;

/// How a feed is checked and read: hours, and the word for which pages are fetched; an empty one is as none.
pub(crate) fn polling(hours: Option<u32>, pages: Option<&str>) -> Result<Polling, ErrorResponse> {
    if hours.is_some_and(|hours| !(1..=POLL_HOURS).contains(&hours)) {
        return Err(ErrorResponse::bad_request(
            l10n::with("error-poll-hours").text("most", POLL_HOURS).to_string(),
        ));
    }
    let pages = match pages.unwrap_or_default() {
        "" => FetchPages::Auto,
        word => FetchPages::from_word(word)
            .ok_or_else(|| ErrorResponse::bad_request(l10n::text("error-fetch-pages")))?,
    };
    Ok(Polling { hours, pages })
}

/// A time as programs send it. The calendar reckons with the last two days of the year 9999 as with its last moment.
pub(crate) fn sent_time(text: &str) -> Option<Timestamp> {
    let past_the_last = || {
        let pieces = Pieces::parse(text).ok()?;
        pieces.offset()?;
        (pieces.date().year() == 9999).then_some(Timestamp::MAX)
    };
    text.parse().ok().or_else(past_the_last)
}

/// What a person typed as an address, or what is wrong with it.
pub(crate) fn typed_address(text: &str) -> Result<WebUrl, String> {
    WebUrl::typed(text).map_err(|error| l10n::with("error-address").text("error", error).to_string())
}

/// Whether a pasted text is markup: a document or several of its usual elements.
pub(crate) fn looks_like_html(text: &str) -> bool {
    let head = text.trim_start().get(..64).unwrap_or(text.trim_start()).to_ascii_lowercase();
    if head.starts_with("<!doctype") || head.starts_with("<html") || head.starts_with("<?xml") {
        return true;
    }
    let lower = text.to_ascii_lowercase();
    let found = ["<p", "<div", "<a ", "<article", "<body", "<span", "<h1", "<br", "</"].iter();
    found.filter(|tag| lower.contains(**tag)).count() >= 2
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_time_that_can_be_written_is_taken() {
        assert_eq!(sent_time("9999-12-31T23:59:59Z"), Some(Timestamp::MAX));
        assert_eq!(sent_time("9999-12-31T23:59:59+02:00"), Some(Timestamp::MAX));
        assert_eq!(sent_time("2026-11-29T12:00:00Z").map(Timestamp::as_second), Some(1_795_953_600));
        for wrong in ["", "9999", "yesterday", "2026-11-29", "9999-13-01T00:00:00Z", "9999-12-31T23:59:59"] {
            assert_eq!(sent_time(wrong), None, "{wrong}");
        }
    }

    #[test]
    fn a_rule_of_keeping_stays_within_the_settings() {
        for (days, bytes, is_fine) in [
            (None, None, true),
            (Some(0), Some(0), true),
            (Some(36_500), Some(10_000_000_000_000), true),
            (Some(36_501), None, false),
            (None, Some(10_000_000_000_001), false),
        ] {
            assert_eq!(kept_rule(days, bytes).is_ok(), is_fine, "{days:?} {bytes:?}");
        }
    }

    #[test]
    fn markup_is_told_from_text() {
        assert!(looks_like_html("  <!DOCTYPE html><p>x"));
        assert!(looks_like_html("<div><p>one</p></div>"));
        assert!(!looks_like_html("Profits fell by < 3 %, the firm said."));
        assert!(!looks_like_html(""));
    }
}
