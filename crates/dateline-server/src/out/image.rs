//! Pictures through us: a browser names an article, a story or a feed, never an address, so that this is no open proxy.
//!
//! The desk fetches, sniffs and keeps them; here they only get their headers, which let nothing in them run.

use crate::admission::AsUser;
use crate::app_state::App;
use crate::error_response::ErrorResponse;
use crate::film_still::{still, still_of_video};
use crate::picture_key::PictureKey;
use axum::extract::Path;
use axum::response::{IntoResponse, Response};
use dateline_model::{Block, WebUrl};
use dateline_store::{ArticleRecord, FeedRecord};
use http::{StatusCode, header};

/// A transparent GIF of one pixel: a browser shows an empty frame instead of its sign for a broken picture.
const NOTHING: &[u8] = b"GIF89a\x01\x00\x01\x00\x80\x00\x00\x00\x00\x00\xff\xff\xff!\xf9\x04\x01\x00\x00\x00\x00,\x00\x00\x00\x00\x01\x00\x01\x00\x00\x02\x02D\x01\x00;";

/// `GET /image/KEY`.
pub(crate) async fn show(AsUser(app): AsUser, Path(key): Path<String>) -> Result<Response, ErrorResponse> {
    let key: PictureKey = key.parse().map_err(|()| ErrorResponse::not_found("picture"))?;
    let Some(url) = address(&app, key).await? else { return Err(ErrorResponse::not_found("picture")) };
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

async fn address(app: &App, key: PictureKey) -> Result<Option<WebUrl>, ErrorResponse> {
    let reader = app.reader();
    Ok(match key {
        PictureKey::Story(story) => {
            reader.story_head(story).await?.and_then(|story| story.image).map(|image| image.url)
        }
        PictureKey::Lead(entry) => {
            reader.article(entry).await?.and_then(|article| article.summary.image).map(|image| image.url)
        }
        PictureKey::Icon(feed) => reader.feed(feed).await?.and_then(|feed| icon(&feed)),
        PictureKey::Figure(entry, number) => {
            reader.article(entry).await?.and_then(|article| figure(&article, number))
        }
        PictureKey::Still(entry, number) => {
            reader.article(entry).await?.and_then(|article| film_still(&article, number))
        }
    })
}

/// The still of the film that an article is, or of one in its text.
fn film_still(article: &ArticleRecord, number: usize) -> Option<WebUrl> {
    if article.summary.withdrawn_at.is_some() {
        return None;
    }
    let Some(nth) = number.checked_sub(1) else {
        return article.attached.video_id.as_deref().and_then(still_of_video);
    };
    let blocks = &article.reading.as_ref()?.article.as_ref()?.blocks;
    let mut films = blocks.iter().filter_map(|block| match block {
        Block::Embed { url, .. } => Some(url),
        _ => None,
    });
    still(films.nth(nth)?)
}

/// The icon that a feed names, else the one of its site.
fn icon(feed: &FeedRecord) -> Option<WebUrl> {
    let site = feed.home.as_ref().unwrap_or(&feed.url);
    feed.icon.clone().or_else(|| site.join("/favicon.ico").ok())
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
