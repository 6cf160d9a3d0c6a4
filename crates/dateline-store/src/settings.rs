//! Settings by name, the retention among them, and the pictures kept for readers' browsers.

use crate::rows::{ms, time};
use crate::{CachedImage, Store, StoreError};
use dateline_model::WebUrl;
use rusqlite::{Connection, OptionalExtension as _, params};

/// Largest picture that is kept, in bytes.
pub const IMAGE_MAX: usize = 8 << 20;

/// How long things are kept. Starred articles stay whatever is set.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Retention {
    /// Days for which pages are kept as they arrived (setting `retention.pages_days`).
    pub pages_days: u32,
    /// Days for which articles are kept; 0 keeps them for good (`retention.articles_days`).
    pub articles_days: u32,
    /// Whether unread articles stay beyond that (`retention.keep_unread`, 0 or 1).
    pub keep_unread: bool,
    /// Days for which pictures are kept (`retention.images_days`).
    pub images_days: u32,
    /// Bytes that all pictures together may take (`retention.images_bytes`).
    pub images_bytes: u64,
}

impl Default for Retention {
    fn default() -> Self {
        Self { pages_days: 30, articles_days: 0, keep_unread: true, images_days: 30, images_bytes: 512 << 20 }
    }
}

impl Store {
    /// One setting.
    pub async fn setting(&self, name: &str) -> Result<Option<String>, StoreError> {
        let name = name.to_owned();
        self.read(move |tx| Ok(get(tx, &name)?)).await
    }

    /// Sets a setting, or takes it away.
    pub async fn set_setting(&self, name: &str, value: Option<String>) -> Result<(), StoreError> {
        let name = name.to_owned();
        self.write(move |tx| Ok(set(tx, &name, value.as_deref())?)).await
    }

    /// The retention that is set; what is not set, or not a number, is the default.
    pub async fn retention(&self) -> Result<Retention, StoreError> {
        self.read(|tx| Ok(retention(tx)?)).await
    }

    /// Sets the retention.
    pub async fn set_retention(&self, wish: Retention) -> Result<(), StoreError> {
        self.write(move |tx| {
            let all = [
                ("retention.pages_days", u64::from(wish.pages_days)),
                ("retention.articles_days", u64::from(wish.articles_days)),
                ("retention.keep_unread", u64::from(wish.keep_unread)),
                ("retention.images_days", u64::from(wish.images_days)),
                ("retention.images_bytes", wish.images_bytes),
            ];
            for (name, value) in all {
                set(tx, name, Some(&value.to_string()))?;
            }
            Ok(())
        })
        .await
    }

    /// A picture, if it is kept.
    pub async fn image(&self, url: WebUrl) -> Result<Option<CachedImage>, StoreError> {
        self.read(move |tx| {
            let sql = "SELECT media_type, bytes, at FROM images WHERE url = ?";
            let found = tx.prepare_cached(sql)?.query_row([url.as_str()], |row| {
                Ok(CachedImage { media_type: row.get(0)?, bytes: row.get(1)?, at: time(row.get(2)?) })
            });
            Ok(found.optional()?)
        })
        .await
    }

    /// Keeps a picture; `false` for one larger than [`IMAGE_MAX`], which is not kept.
    pub async fn put_image(&self, url: WebUrl, image: CachedImage) -> Result<bool, StoreError> {
        if image.bytes.len() > IMAGE_MAX {
            return Ok(false);
        }
        self.write(move |tx| {
            let sql = "INSERT OR REPLACE INTO images (url, media_type, bytes, at) VALUES (?, ?, ?, ?)";
            tx.prepare_cached(sql)?.execute(params![
                url.as_str(),
                image.media_type,
                image.bytes,
                ms(image.at)
            ])?;
            Ok(true)
        })
        .await
    }
}

pub(crate) fn get(tx: &Connection, name: &str) -> rusqlite::Result<Option<String>> {
    tx.prepare_cached("SELECT value FROM settings WHERE name = ?")?
        .query_row([name], |row| row.get(0))
        .optional()
}

pub(crate) fn set(tx: &Connection, name: &str, value: Option<&str>) -> rusqlite::Result<()> {
    match value {
        Some(value) => {
            let sql = "INSERT OR REPLACE INTO settings (name, value) VALUES (?, ?)";
            tx.prepare_cached(sql)?.execute([name, value])?;
        }
        None => {
            tx.prepare_cached("DELETE FROM settings WHERE name = ?")?.execute([name])?;
        }
    }
    Ok(())
}

fn retention(tx: &Connection) -> rusqlite::Result<Retention> {
    let number =
        |name: &str| Ok::<_, rusqlite::Error>(get(tx, name)?.and_then(|value| value.parse::<u64>().ok()));
    let days = |name: &str, default: u32| {
        Ok::<_, rusqlite::Error>(number(name)?.and_then(|days| u32::try_from(days).ok()).unwrap_or(default))
    };
    let default = Retention::default();
    Ok(Retention {
        pages_days: days("retention.pages_days", default.pages_days)?,
        articles_days: days("retention.articles_days", default.articles_days)?,
        keep_unread: number("retention.keep_unread")?.map_or(default.keep_unread, |value| value != 0),
        images_days: days("retention.images_days", default.images_days)?,
        images_bytes: number("retention.images_bytes")?.unwrap_or(default.images_bytes),
    })
}
