//! Audio and video of articles: asked of their publishers in parts, passed on and never kept.

use crate::Desk;
use dateline_fetch::{Answer, MEDIA_PART, Request};
use dateline_model::{Page, Truncation, WebUrl};

/// A part of a recording.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MediaPart {
    /// Media type as the publisher declares it; empty where it does not.
    pub media_type: String,
    /// Place of the first byte.
    pub from: u64,
    /// Bytes of the whole.
    pub total: u64,
    /// The bytes.
    pub bytes: Vec<u8>,
}

impl Desk {
    /// The part of a recording that begins at a byte, as long as was asked for and at most [`MEDIA_PART`] bytes; `None` where it
    /// cannot be had, or its host does not give parts.
    pub async fn media_part(&self, url: &WebUrl, from: u64, length: u64) -> Option<MediaPart> {
        let length = length.clamp(1, MEDIA_PART as u64);
        match self.inner.fetcher.get(Request::part(url.clone(), from, length)).await {
            Ok(Answer::Fresh(page)) => part(page, from),
            Ok(Answer::Unchanged(_)) => None,
            Err(error) => {
                tracing::debug!(%error, "a recording could not be fetched");
                None
            }
        }
    }
}

fn part(page: Page, from: u64) -> Option<MediaPart> {
    let media_type = page.headers.get("content-type").unwrap_or_default().to_owned();
    let whole = page.status == 200 && from == 0 && page.truncation.is_none();
    let (from, total) = match page.status {
        200 if whole => (0, page.body.len() as u64),
        // What is cut at our bound is a part all the same.
        206 if !matches!(page.truncation, Some(Truncation::Compression)) => {
            content_range(page.headers.get("content-range")?).filter(|(begins, _)| *begins == from)?
        }
        _ => return None,
    };
    let fits = from.checked_add(page.body.len() as u64).is_some_and(|end| end <= total);
    (fits && !page.body.is_empty()).then_some(MediaPart { media_type, from, total, bytes: page.body })
}

/// First byte and length of the whole in `bytes 0-499/1234`.
fn content_range(field: &str) -> Option<(u64, u64)> {
    let (range, total) = field.strip_prefix("bytes ")?.split_once('/')?;
    Some((range.split_once('-')?.0.trim().parse().ok()?, total.trim().parse().ok()?))
}

#[cfg(test)]
mod tests {
    use super::*;
    use dateline_model::Headers;

    fn page(status: u16, range: &str, body: &[u8], truncation: Option<Truncation>) -> Page {
        let url = WebUrl::parse("https://tune.example/a.mp3").unwrap();
        let mut headers = Headers::default();
        headers.push("Content-Type", "audio/mpeg");
        if !range.is_empty() {
            headers.push("Content-Range", range);
        }
        let (final_url, body, fetched_at) = (url.clone(), body.to_vec(), jiff::Timestamp::UNIX_EPOCH);
        Page { url, final_url, redirects: Vec::new(), status, headers, body, fetched_at, truncation }
    }

    #[test]
    fn a_part_is_what_was_asked_for() {
        let check = |page: Page, from: u64, expected: Option<(u64, u64)>| {
            let found = part(page, from);
            assert_eq!(found.map(|part| (part.from, part.total)), expected);
        };
        check(page(206, "bytes 4-7/20", b"abcd", None), 4, Some((4, 20)));
        check(page(206, "bytes 4-7/20", b"ab", Some(Truncation::Length)), 4, Some((4, 20)));
        check(page(206, "bytes 0-3/20", b"abcd", None), 4, None);
        check(page(206, "bytes 4-7/6", b"abcd", None), 4, None);
        check(page(206, "", b"abcd", None), 0, None);
        check(page(206, "bytes 4-7/20", b"", None), 4, None);
        check(page(200, "", b"abcd", None), 0, Some((0, 4)));
        check(page(200, "", b"abcd", None), 2, None);
        check(page(200, "", b"abcd", Some(Truncation::Cap)), 0, None);
        check(page(404, "", b"no", None), 0, None);
    }

    #[test]
    fn only_what_says_where_it_stands_is_a_part() {
        let check = |field: &str, expected| assert_eq!(content_range(field), expected, "{field}");
        check("bytes 0-499/1234", Some((0, 1234)));
        check("bytes 500-1233/1234", Some((500, 1234)));
        for bad in ["bytes 0-499/*", "bytes */1234", "items 0-1/2", "", "bytes 0", "bytes -1-5/9"] {
            check(bad, None);
        }
    }
}
