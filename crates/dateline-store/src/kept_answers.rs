//! Answers to requests of programs that named a key: the same request with the key again gets the same answer, and is not carried out again.

use crate::rows::ms;
use crate::{Reader, StoreError};
use jiff::{SignedDuration, Timestamp};
use rusqlite::{OptionalExtension as _, params};

/// How long an answer is kept.
const KEPT: SignedDuration = SignedDuration::from_hours(24);
/// Answers of one reader; the oldest goes first.
const MOST: i64 = 10_000;

/// An answer as it was sent.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KeptAnswer(pub Vec<u8>);

/// Why there is no answer for a key.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum KeptAnswerError {
    /// The store failed.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// The key came with another request.
    #[error("this key came with another request")]
    OtherRequest,
}

impl Reader<'_> {
    /// The answer to a request with a key, told from others by a fingerprint; `None` where it is new, or longer ago than a day.
    pub async fn kept_answer(
        self,
        key: String,
        asked: Vec<u8>,
        now: Timestamp,
    ) -> Result<Option<KeptAnswer>, KeptAnswerError> {
        let since = now.saturating_sub(KEPT).unwrap_or(Timestamp::MIN);
        let found: Option<(Vec<u8>, Vec<u8>)> = self
            .read(move |view| {
                let sql = "SELECT asked, answer FROM kept_answers WHERE user = ? AND key = ? AND at > ?";
                let values = params![view.user.0, key, ms(since)];
                let row = |row: &rusqlite::Row<'_>| Ok((row.get(0)?, row.get(1)?));
                Ok(view.tx.prepare_cached(sql)?.query_row(values, row).optional()?)
            })
            .await?;
        match found {
            Some((known, _)) if known != asked => Err(KeptAnswerError::OtherRequest),
            Some((_, answer)) => Ok(Some(KeptAnswer(answer))),
            None => Ok(None),
        }
    }

    /// Keeps the answer to a request with a key.
    pub async fn keep_answer(
        self,
        key: String,
        asked: Vec<u8>,
        answer: KeptAnswer,
        now: Timestamp,
    ) -> Result<(), StoreError> {
        let since = now.saturating_sub(KEPT).unwrap_or(Timestamp::MIN);
        self.write(move |view| {
            view.tx.prepare_cached("DELETE FROM kept_answers WHERE at <= ?")?.execute([ms(since)])?;
            let sql = "INSERT OR REPLACE INTO kept_answers (user, key, asked, answer, at) VALUES (?, ?, ?, ?, ?)";
            let values = params![view.user.0, key, asked, answer.0, ms(now)];
            view.tx.prepare_cached(sql)?.execute(values)?;
            let sql = "DELETE FROM kept_answers WHERE user = ?1 AND key IN
                       (SELECT key FROM kept_answers WHERE user = ?1 ORDER BY at DESC, key LIMIT -1 OFFSET ?2)";
            view.tx.prepare_cached(sql)?.execute([view.user.0, MOST])?;
            Ok(())
        })
        .await
    }
}
