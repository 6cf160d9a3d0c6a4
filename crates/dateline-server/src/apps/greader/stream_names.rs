//! Names of streams as apps write them, and as we do. A stream that is not known is refused, or is empty; it is never all of them.

use crate::app_state::App;
use crate::apps::verdict_labels;
use crate::error_response::ErrorResponse;
use dateline_model::{FeedId, WebUrl};
use dateline_store::{EntryMark, Stream};

pub(super) const READING_LIST: &str = "user/-/state/com.google/reading-list";
pub(super) const STARRED: &str = "user/-/state/com.google/starred";
pub(super) const READ: &str = "user/-/state/com.google/read";
const LABEL: &str = "user/-/label/";

/// The name of a folder's or label's stream.
pub(super) fn label(name: &str) -> String {
    format!("{LABEL}{name}")
}

/// The name of a feed's stream.
pub(super) fn feed(id: FeedId) -> String {
    format!("feed/{}", id.0)
}

/// What a name says, before anything is looked up.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Name<'n> {
    /// A feed by number or by address.
    Feed(&'n str),
    /// A folder or label.
    Label(&'n str),
    /// A state, by its last word.
    State(&'n str),
}

impl<'n> Name<'n> {
    /// The parts of a name, whatever user it names.
    pub(super) fn parse(name: &'n str) -> Option<Self> {
        let name = name.trim();
        if let Some(mut feed) = name.strip_prefix("feed/") {
            while let Some(inner) = feed.strip_prefix("feed/") {
                feed = inner;
            }
            return Some(Self::Feed(feed));
        }
        let (_, rest) = name.strip_prefix("user/")?.split_once('/')?;
        match rest.strip_prefix("label/") {
            Some(label) => Some(Self::Label(label)).filter(|_| !label.is_empty()),
            None => rest.strip_prefix("state/com.google/").map(Self::State),
        }
    }
}

/// A folder or label as `s`, `t` and `dest` name it: by its stream or by itself.
pub(super) fn plain_label(name: &str) -> &str {
    match Name::parse(name) {
        Some(Name::Label(label)) => label,
        _ => name.trim(),
    }
}

/// The number of a feed of the reader's, by number or address.
pub(super) async fn feed_of(app: &App, named: &str) -> Result<Option<FeedId>, ErrorResponse> {
    if let Ok(number) = named.parse() {
        return Ok(app.reader().feed(FeedId(number)).await?.map(|feed| feed.id));
    }
    let Ok(url) = WebUrl::typed(named) else { return Ok(None) };
    Ok(app.reader().feed_by_url(url).await?.map(|feed| feed.id))
}

/// A stream by its name.
pub(super) async fn stream(app: &App, name: &str) -> Result<Stream, ErrorResponse> {
    // There is no feed 0: what is known here and has no counterpart is empty.
    const NOTHING: Stream = Stream::Feed(FeedId(0));
    let unknown = || ErrorResponse::bad_request(format!("There is no stream of the name {name:?}"));
    match Name::parse(name).ok_or_else(unknown)? {
        Name::Feed(feed) => Ok(feed_of(app, feed).await?.map_or(NOTHING, Stream::Feed)),
        Name::Label(label) => {
            Ok(verdict_labels::stream(label).unwrap_or_else(|| Stream::Named(label.to_owned())))
        }
        Name::State(state) => match state {
            "reading-list" => Ok(Stream::All),
            "read" => Ok(Stream::Read),
            "starred" => Ok(Stream::Starred),
            "unread" | "kept-unread" | "tracking-kept-unread" | "fresh" => Ok(Stream::Unread),
            "broadcast" | "broadcast-friends" | "like" | "created" => Ok(NOTHING),
            _ => Err(unknown()),
        },
    }
}

/// What it means that articles are given a state, or that it is taken away; `None` of states that are not kept.
pub(super) fn mark(state: &str, added: bool) -> Option<EntryMark> {
    match (state, added) {
        ("read", true) | ("unread" | "kept-unread" | "tracking-kept-unread", false) => Some(EntryMark::Read),
        ("read", false) | ("unread" | "kept-unread" | "tracking-kept-unread", true) => {
            Some(EntryMark::Unread)
        }
        ("starred", true) => Some(EntryMark::Starred),
        ("starred", false) => Some(EntryMark::Unstarred),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_read_with_all_that_they_hold() {
        for (name, expected) in [
            ("feed/12", Some(Name::Feed("12"))),
            ("feed/feed/https://a.example/feed/", Some(Name::Feed("https://a.example/feed/"))),
            ("user/-/label/a/b?c#d%e+f&\"g", Some(Name::Label("a/b?c#d%e+f&\"g"))),
            ("user/Ada/label/label/x", Some(Name::Label("label/x"))),
            (" user/1/state/com.google/read\n", Some(Name::State("read"))),
            ("user/-/state/com.google/", Some(Name::State(""))),
            ("user/-/label/", None),
            ("user/-", None),
            ("user/-/state/org.example/main", None),
            ("", None),
            ("all", None),
        ] {
            assert_eq!(Name::parse(name), expected, "{name}");
        }
    }
}
