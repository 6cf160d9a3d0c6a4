//! Small conversions between columns and the model's values.

use crate::{StoreError, TextSource};
use dateline_model::{Holding, WebUrl};
use jiff::Timestamp;

/// Milliseconds since 1970.
pub(crate) fn ms(time: Timestamp) -> i64 {
    time.as_millisecond()
}

/// A time; a value out of range becomes 1970.
pub(crate) fn time(ms: i64) -> Timestamp {
    Timestamp::from_millisecond(ms).unwrap_or(Timestamp::UNIX_EPOCH)
}

/// An optional time.
pub(crate) fn maybe_time(value: Option<i64>) -> Option<Timestamp> {
    value.map(time)
}

/// An address; what is no longer an address becomes `None`.
pub(crate) fn url(text: Option<String>) -> Option<WebUrl> {
    text.and_then(|text| WebUrl::parse(&text).ok())
}

/// An address that must be there.
pub(crate) fn need_url(text: &str) -> Result<WebUrl, StoreError> {
    WebUrl::parse(text).map_err(|error| StoreError::Value(format!("{text}: {error}")))
}

/// Holdings by their words.
pub(crate) fn holding(word: Option<&str>) -> Option<Holding> {
    word.and_then(Holding::from_word)
}

/// What the word of a source stands for.
pub(crate) fn source_of(word: &str) -> TextSource {
    match word {
        "feed" => TextSource::Feed,
        "both" => TextSource::Both,
        _ => TextSource::Page,
    }
}
