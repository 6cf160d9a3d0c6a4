//! Pictures of articles and stories: fetched once, sniffed, kept in the store.

use crate::Desk;
use dateline_fetch::{Answer, Kind, Request, picture_size, picture_type};
use dateline_model::WebUrl;
use dateline_store::{CachedImage, StoreError};
use jiff::SignedDuration;

/// How long a picture that could not be had is not asked for again.
const PICTURE_PAUSE_HOURS: i64 = 24;

/// A picture for a reader's browser.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Picture {
    /// Media type, sniffed from the bytes.
    pub media_type: &'static str,
    /// The file.
    pub bytes: Vec<u8>,
}

impl Picture {
    /// Bytes that a browser may be given as a picture.
    fn of(bytes: Vec<u8>) -> Option<Self> {
        picture_type(&bytes).map(|media_type| Self { media_type, bytes })
    }
}

impl Desk {
    /// A picture of an article, from the store or from its publisher; `None` where it cannot be had.
    pub async fn picture(&self, url: &WebUrl) -> Result<Option<Picture>, StoreError> {
        let now = self.now();
        if let Some(kept) = self.inner.store.image(url.clone()).await? {
            let fresh = now.duration_since(kept.at) < SignedDuration::from_hours(PICTURE_PAUSE_HOURS);
            if !kept.bytes.is_empty() {
                if kept.size.is_none()
                    && let Some(size) = picture_size(&kept.bytes)
                {
                    self.inner.store.measure_image(url.clone(), size).await?;
                }
                // What is shown is judged by today's rules, not by those under which it was kept.
                return Ok(Picture::of(kept.bytes));
            } else if fresh {
                return Ok(None);
            }
        }
        let picture = self.fetch_picture(url).await;
        let (media_type, bytes) = match picture.clone() {
            Ok(picture) => (picture.media_type.to_owned(), picture.bytes),
            Err(word) => (word.to_owned(), Vec::new()),
        };
        let size = picture_size(&bytes);
        self.inner.store.put_image(url.clone(), CachedImage { media_type, bytes, at: now, size }).await?;
        Ok(picture.ok())
    }

    /// The picture, or the word for why there is none.
    async fn fetch_picture(&self, url: &WebUrl) -> Result<Picture, &'static str> {
        match self.inner.fetcher.get(Request::new(url.clone(), Kind::Image)).await {
            Ok(Answer::Fresh(page)) if page.status == 200 && page.truncation.is_none() => {
                Picture::of(page.body).ok_or("refused:type")
            }
            Ok(answer) => Err(answer.word()),
            Err(error) => {
                tracing::debug!(%error, "a picture could not be fetched");
                Err(error.word())
            }
        }
    }
}
