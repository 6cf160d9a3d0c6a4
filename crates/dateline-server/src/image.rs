//! Pictures through us: a browser names an article or a story, never an address, so that this is no open proxy.
//!
//! The desk fetches, sniffs and keeps them; here they only get their headers, which let nothing in them run.

use crate::state::App;
use crate::trouble::Trouble;
use axum::extract::{Path, State};
use axum::response::{IntoResponse, Response};
use dateline_model::{Block, EntryId, StoryId, WebUrl};
use dateline_store::ArticleRecord;
use http::{StatusCode, header};
use std::fmt;
use std::str::FromStr;

/// Which picture is meant: `s5` the story's, `e12` the article's, `e12-3` the third figure of its text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Key {
    /// The story's picture.
    Story(StoryId),
    /// The article's lead picture.
    Lead(EntryId),
    /// A figure of the article, from 1.
    Figure(EntryId, usize),
}

impl fmt::Display for Key {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Story(story) => write!(f, "s{story}"),
            Self::Lead(entry) => write!(f, "e{entry}"),
            Self::Figure(entry, number) => write!(f, "e{entry}-{number}"),
        }
    }
}

impl FromStr for Key {
    type Err = ();

    fn from_str(text: &str) -> Result<Self, ()> {
        if let Some(story) = text.strip_prefix('s') {
            return story.parse().map(Self::Story).map_err(|_| ());
        }
        let rest = text.strip_prefix('e').ok_or(())?;
        match rest.split_once('-') {
            Some((entry, number)) => {
                Ok(Self::Figure(entry.parse().map_err(|_| ())?, number.parse().map_err(|_| ())?))
            }
            None => rest.parse().map(Self::Lead).map_err(|_| ()),
        }
    }
}

/// One transparent pixel: a browser that gets it shows the quiet ground of the frame instead of a broken sign.
const NOTHING: &[u8] = b"GIF89a\x01\x00\x01\x00\x80\x00\x00\x00\x00\x00\xff\xff\xff!\xf9\x04\x01\x00\x00\x00\x00,\x00\x00\x00\x00\x01\x00\x01\x00\x00\x02\x02D\x01\x00;";

/// `GET /image/KEY`.
pub(crate) async fn show(State(app): State<App>, Path(key): Path<String>) -> Result<Response, Trouble> {
    let key: Key = key.parse().map_err(|()| Trouble::missing("picture"))?;
    let Some(url) = address(&app, key).await? else { return Err(Trouble::missing("picture")) };
    let picture = app.desk.picture(&url).await?;
    Ok(match picture {
        Some(picture) => {
            answer(StatusCode::OK, picture.media_type, "private, max-age=604800, immutable", picture.bytes)
        }
        None => answer(StatusCode::NOT_FOUND, "image/gif", "private, max-age=600", NOTHING.to_vec()),
    })
}

fn answer(status: StatusCode, media_type: &'static str, cache: &'static str, bytes: Vec<u8>) -> Response {
    let headers = [
        (header::CONTENT_TYPE, media_type),
        (header::CACHE_CONTROL, cache),
        (header::CONTENT_DISPOSITION, "inline"),
    ];
    (status, headers, bytes).into_response()
}

async fn address(app: &App, key: Key) -> Result<Option<WebUrl>, Trouble> {
    let reader = app.reader();
    Ok(match key {
        Key::Story(story) => {
            reader.story_head(story).await?.and_then(|story| story.image).map(|image| image.url)
        }
        Key::Lead(entry) => {
            reader.article(entry).await?.and_then(|article| article.summary.image).map(|image| image.url)
        }
        Key::Figure(entry, number) => {
            reader.article(entry).await?.and_then(|article| figure(&article, number))
        }
    })
}

fn figure(article: &ArticleRecord, number: usize) -> Option<WebUrl> {
    if article.summary.withdrawn_at.is_some() {
        return None;
    }
    let blocks = &article.reading.as_ref()?.article.as_ref()?.blocks;
    let mut figures = blocks.iter().filter_map(|block| match block {
        Block::Figure(figure) => Some(figure),
        _ => None,
    });
    figures.nth(number.checked_sub(1)?)?.image.as_ref().map(|image| image.url.clone())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_survive_the_way() {
        for key in [Key::Story(StoryId(5)), Key::Lead(EntryId(12)), Key::Figure(EntryId(12), 3)] {
            assert_eq!(key.to_string().parse(), Ok(key));
        }
        for text in ["", "x1", "e", "e1-", "s-", "e1-x", "https://evil.example/a.png"] {
            assert!(text.parse::<Key>().is_err(), "{text}");
        }
    }
}
