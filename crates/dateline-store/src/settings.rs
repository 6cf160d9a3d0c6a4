//! Settings by name, and the pictures kept for readers' browsers.

use crate::rows::{maybe_time, ms, time};
use crate::{CachedImage, ImageSize, Store, StoreError};
use dateline_model::WebUrl;
use jiff::Timestamp;
use rusqlite::{Connection, OptionalExtension as _, params};
use std::collections::HashMap;

/// Largest picture that is kept, in bytes.
pub const IMAGE_MAX: usize = 8 << 20;

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

    /// When a feed was last polled or an entry came, whichever was later; nothing in a new store.
    pub async fn last_activity(&self) -> Result<Option<Timestamp>, StoreError> {
        self.read(|tx| {
            let sql = "SELECT max(at) FROM (SELECT max(last_poll) AS at FROM feeds UNION ALL SELECT max(seen) FROM entries)";
            let at: Option<i64> = tx.query_row(sql, (), |row| row.get(0))?;
            Ok(maybe_time(at))
        })
        .await
    }

    /// A picture, if it is kept.
    pub async fn image(&self, url: WebUrl) -> Result<Option<CachedImage>, StoreError> {
        self.read(move |tx| {
            let sql = "SELECT media_type, bytes, at, width, height FROM images WHERE url = ?";
            let found = tx.prepare_cached(sql)?.query_row([url.as_str()], |row| {
                let size = row.get::<_, Option<u32>>(3)?.zip(row.get(4)?);
                Ok(CachedImage { media_type: row.get(0)?, bytes: row.get(1)?, at: time(row.get(2)?), size })
            });
            Ok(found.optional()?)
        })
        .await
    }

    /// What is known of pictures that are kept: their size, or nothing of those that could not be had.
    pub async fn image_sizes(&self, urls: Vec<WebUrl>) -> Result<HashMap<WebUrl, ImageSize>, StoreError> {
        self.read(move |tx| {
            let sql = "SELECT width, height, length(bytes) = 0 FROM images WHERE url = ?";
            let mut statement = tx.prepare_cached(sql)?;
            let mut found = HashMap::new();
            for url in urls {
                let known = statement.query_row([url.as_str()], |row| {
                    Ok(match (row.get(0)?, row.get(1)?, row.get(2)?) {
                        (_, _, true) => Some(ImageSize::Missing),
                        (Some(width), Some(height), false) => Some(ImageSize::Pixels(width, height)),
                        _ => None,
                    })
                });
                if let Some(known) = known.optional()?.flatten() {
                    found.insert(url, known);
                }
            }
            Ok(found)
        })
        .await
    }

    /// Notes how large a kept picture is.
    pub async fn measure_image(&self, url: WebUrl, (width, height): (u32, u32)) -> Result<(), StoreError> {
        self.write(move |tx| {
            let sql = "UPDATE images SET width = ?, height = ? WHERE url = ?";
            tx.prepare_cached(sql)?.execute(params![width, height, url.as_str()])?;
            Ok(())
        })
        .await
    }

    /// Keeps a picture; `false` for one larger than [`IMAGE_MAX`], which is not kept.
    pub async fn put_image(&self, url: WebUrl, image: CachedImage) -> Result<bool, StoreError> {
        if image.bytes.len() > IMAGE_MAX {
            return Ok(false);
        }
        self.write(move |tx| {
            let sql = "INSERT OR REPLACE INTO images (url, media_type, bytes, at, width, height)
                       VALUES (?, ?, ?, ?, ?, ?)";
            tx.prepare_cached(sql)?.execute(params![
                url.as_str(),
                image.media_type,
                image.bytes,
                ms(image.at),
                image.size.map(|size| size.0),
                image.size.map(|size| size.1)
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
