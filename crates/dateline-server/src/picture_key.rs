//! How a page names a picture: by article, story or feed, never by address, so that the desk is no open proxy.

use dateline_model::{EntryId, FeedId, StoryId};
use std::fmt;
use std::str::FromStr;

/// Which picture is meant: `s5` the story's, `e12` the article's, `e12-3` the third figure of its text, `e12-v2` the still of the
/// second film in its text, `e12-v0` that of the film that it is itself, `f4` the icon of a feed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum PictureKey {
    /// The story's picture.
    Story(StoryId),
    /// The article's lead picture.
    Lead(EntryId),
    /// A figure of the article, from 1.
    Figure(EntryId, usize),
    /// The still of a film: the article's own, or one in its text, from 1.
    Still(EntryId, usize),
    /// The icon of a feed.
    Icon(FeedId),
}

impl fmt::Display for PictureKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Story(story) => write!(f, "s{story}"),
            Self::Lead(entry) => write!(f, "e{entry}"),
            Self::Figure(entry, number) => write!(f, "e{entry}-{number}"),
            Self::Still(entry, number) => write!(f, "e{entry}-v{number}"),
            Self::Icon(feed) => write!(f, "f{feed}"),
        }
    }
}

impl FromStr for PictureKey {
    type Err = ();

    fn from_str(text: &str) -> Result<Self, ()> {
        if let Some(story) = text.strip_prefix('s') {
            return story.parse().map(Self::Story).map_err(|_| ());
        }
        if let Some(feed) = text.strip_prefix('f') {
            return feed.parse().map(|feed| Self::Icon(FeedId(feed))).map_err(|_| ());
        }
        let rest = text.strip_prefix('e').ok_or(())?;
        match rest.split_once('-') {
            Some((entry, number)) if number.starts_with('v') => {
                Ok(Self::Still(entry.parse().map_err(|_| ())?, number[1..].parse().map_err(|_| ())?))
            }
            Some((entry, number)) => {
                Ok(Self::Figure(entry.parse().map_err(|_| ())?, number.parse().map_err(|_| ())?))
            }
            None => rest.parse().map(Self::Lead).map_err(|_| ()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_survive_the_way() {
        for key in [
            PictureKey::Story(StoryId(5)),
            PictureKey::Lead(EntryId(12)),
            PictureKey::Figure(EntryId(12), 3),
            PictureKey::Still(EntryId(12), 0),
            PictureKey::Icon(FeedId(4)),
        ] {
            assert_eq!(key.to_string().parse(), Ok(key));
        }
        for text in [
            "",
            "x1",
            "e",
            "f",
            "f-",
            "e1-",
            "s-",
            "e1-x",
            "e1-v",
            "e1-vx",
            "v1",
            "https://evil.example/a.png",
        ] {
            assert!(text.parse::<PictureKey>().is_err(), "{text}");
        }
    }
}
