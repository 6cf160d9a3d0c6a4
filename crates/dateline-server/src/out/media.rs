//! Audio and video through us: a browser names an article and the place of a file in it, never an address. Parts are asked for and
//! passed on as the player wants them; nothing is kept.

use crate::admission::AsUser;
use crate::error_response::ErrorResponse;
use crate::picture_key::PictureKey;
use axum::extract::Path;
use axum::response::{IntoResponse as _, Response};
use dateline_model::Enclosure;
use http::{HeaderMap, StatusCode, header};

/// `GET /media/KEY`, where the key names an article and a file of it, from 1: `e12-1`.
pub(crate) async fn play(
    AsUser(app): AsUser,
    Path(key): Path<String>,
    headers: HeaderMap,
) -> Result<Response, ErrorResponse> {
    let missing = || ErrorResponse::not_found("recording");
    let Ok(PictureKey::Figure(entry, number)) = key.parse() else { return Err(missing()) };
    let article = app.reader().article(entry).await?.ok_or_else(missing)?;
    let file = number.checked_sub(1).and_then(|at| article.attached.files.get(at)).ok_or_else(missing)?;
    let asked = headers.get(header::RANGE).and_then(|value| value.to_str().ok());
    let (from, length) = asked.map_or(Some((0, u64::MAX)), range).ok_or_else(unsatisfiable)?;
    let part = app.desk.media_part(&file.url, from, length).await.ok_or_else(missing)?;
    let media_type = playable(&part.media_type).or_else(|| playable(declared(file))).ok_or_else(missing)?;
    let whole = part.bytes.len() as u64 == part.total;
    if asked.is_none() && !whole {
        return Err(unsatisfiable());
    }
    let last = part.from + (part.bytes.len() as u64).saturating_sub(1);
    let fields = [
        (header::CONTENT_TYPE, media_type),
        (header::ACCEPT_RANGES, "bytes".to_owned()),
        (header::CONTENT_RANGE, format!("bytes {}-{last}/{}", part.from, part.total)),
        (header::CACHE_CONTROL, "private, no-store".to_owned()),
        (header::CONTENT_DISPOSITION, "inline".to_owned()),
    ];
    let status = if asked.is_some() { StatusCode::PARTIAL_CONTENT } else { StatusCode::OK };
    let mut response = (status, fields, part.bytes).into_response();
    if asked.is_none() {
        response.headers_mut().remove(header::CONTENT_RANGE);
    }
    Ok(response)
}

fn unsatisfiable() -> ErrorResponse {
    ErrorResponse::bad_request("Recordings are passed on in parts: ask with a Range that begins at a byte")
}

/// First byte and length of `bytes=0-`, `bytes=0-499`.
fn range(field: &str) -> Option<(u64, u64)> {
    let (from, to) = field.strip_prefix("bytes=")?.split_once('-')?;
    let from: u64 = from.trim().parse().ok()?;
    match to.trim() {
        "" => Some((from, u64::MAX)),
        to => to.parse::<u64>().ok()?.checked_sub(from).map(|more| (from, more.saturating_add(1))),
    }
}

fn declared(file: &Enclosure) -> &str {
    file.media_type.as_deref().unwrap_or_default()
}

/// A media type that a browser plays and never runs: audio or video, without parameters.
fn playable(media_type: &str) -> Option<String> {
    let plain = media_type.split(';').next().unwrap_or_default().trim().to_ascii_lowercase();
    let (kind, name) = plain.split_once('/')?;
    let named = !name.is_empty() && name.chars().all(|c| c.is_ascii_alphanumeric() || "-+.".contains(c));
    (matches!(kind, "audio" | "video") && named).then_some(plain)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_range_begins_at_a_byte() {
        assert_eq!(range("bytes=0-"), Some((0, u64::MAX)));
        assert_eq!(range("bytes=5-9"), Some((5, 5)));
        for bad in ["bytes=-5", "bytes=9-5", "bytes=a-", "items=0-", "bytes=0-1,3-4", ""] {
            assert_eq!(range(bad), None, "{bad}");
        }
    }

    #[test]
    fn only_audio_and_video_are_played() {
        assert_eq!(playable("audio/mpeg"), Some("audio/mpeg".to_owned()));
        assert_eq!(playable("Video/MP4; codecs=x"), Some("video/mp4".to_owned()));
        for bad in
            ["text/html", "application/octet-stream", "image/svg+xml", "audio/", "audio", "audio/x\r\ny", ""]
        {
            assert_eq!(playable(bad), None, "{bad}");
        }
    }
}
