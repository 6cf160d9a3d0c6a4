//! Random secrets of 256 bits, shown once and kept as SHA-256: at that length a plain hash tells nobody the secret.

use crate::StoreError;
use ring::digest::{SHA256, digest};
use ring::rand::{SecureRandom as _, SystemRandom};
use std::fmt;

/// A secret in its written form, which no `Debug` prints.
#[derive(Clone, PartialEq, Eq)]
pub struct Secret(String);

impl fmt::Debug for Secret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Secret(hidden)")
    }
}

impl Secret {
    /// A new one.
    pub fn random() -> Result<Self, StoreError> {
        Ok(Self(hex(&random_bytes::<32>()?)))
    }

    /// One that is written otherwise.
    pub(super) const fn written(text: String) -> Self {
        Self(text)
    }

    /// The text, for the one moment in which it is handed over.
    pub fn expose(&self) -> &str {
        &self.0
    }

    /// Whether a text is this secret. Hashes are compared: how long it takes tells nothing of the secret.
    pub fn is(&self, text: &str) -> bool {
        hashed(text) == hashed(&self.0)
    }
}

/// What is kept of a secret.
pub(super) fn hashed(secret: &str) -> Vec<u8> {
    digest(&SHA256, secret.as_bytes()).as_ref().to_vec()
}

/// Random bytes of the system.
pub(super) fn random_bytes<const N: usize>() -> Result<[u8; N], StoreError> {
    let mut bytes = [0; N];
    let none = |_| StoreError::Value("the system gives no random numbers".to_owned());
    SystemRandom::new().fill(&mut bytes).map_err(none)?;
    Ok(bytes)
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}
