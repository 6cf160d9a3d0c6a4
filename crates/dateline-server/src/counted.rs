//! Figures of what people have, as they were last counted.

use dateline_model::UserId;
use dateline_store::{DeskCounts, Reader, StoreError};
use jiff::{SignedDuration, Timestamp};
use std::collections::HashMap;
use std::sync::{Mutex, PoisonError};

/// How long figures hold: to count a million articles takes a second of processor, and programs ask every few seconds.
const HELD: SignedDuration = SignedDuration::from_secs(60);

/// What each person has, and when it was counted.
#[derive(Default)]
pub(crate) struct Counted(Mutex<HashMap<UserId, (Timestamp, DeskCounts)>>);

impl Counted {
    /// What a person has, counted in the last minute.
    pub(crate) async fn of(
        &self,
        reader: Reader<'_>,
        user: UserId,
        now: Timestamp,
    ) -> Result<DeskCounts, StoreError> {
        let known = self.0.lock().unwrap_or_else(PoisonError::into_inner).get(&user).copied();
        match known {
            Some((at, counts)) if now >= at && now.duration_since(at) < HELD => Ok(counts),
            _ => {
                let counts = reader.counts().await?;
                self.0.lock().unwrap_or_else(PoisonError::into_inner).insert(user, (now, counts));
                Ok(counts)
            }
        }
    }
}
