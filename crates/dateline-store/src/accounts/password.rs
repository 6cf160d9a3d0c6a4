//! Passwords: which are taken, how they are hashed and verified. Argon2id needs memory and time by design, so it runs on threads
//! for it, few at once.

use super::AccountError;
use super::common_passwords::is_common;
use super::random_secret::random_bytes;
use crate::StoreError;
use argon2::password_hash::phc::PasswordHash;
use argon2::{Algorithm, Argon2, Params, PasswordHasher as _, PasswordVerifier as _, Version};
use std::fmt;
use std::sync::OnceLock;
use tokio::sync::Semaphore;

/// Fewest and most characters.
pub(super) const SHORTEST: usize = 8;
pub(super) const LONGEST: usize = 256;

/// OWASP's least for Argon2id: 19 MiB, two passes, one lane.
const MEMORY: u32 = 19 * 1024;
const PASSES: u32 = 2;

/// Passwords that are hashed at once in this process: each takes [`MEMORY`] and a processor.
static AT_ONCE: Semaphore = Semaphore::const_new(2);

/// A password as it was typed, which no `Debug` prints.
#[derive(Clone)]
pub struct Password(String);

impl fmt::Debug for Password {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Password(hidden)")
    }
}

impl From<String> for Password {
    fn from(text: String) -> Self {
        Self(text)
    }
}

impl Password {
    /// Whether an account of this name may have it.
    pub fn check(&self, name: &str) -> Result<(), AccountError> {
        if !(SHORTEST..=LONGEST).contains(&self.0.chars().count()) {
            return Err(AccountError::Length);
        }
        if is_common(&self.0, name) { Err(AccountError::Common) } else { Ok(()) }
    }

    /// Its hash, with a salt of its own.
    pub(super) async fn hashed(self) -> Result<String, StoreError> {
        on_thread(move || {
            let salt = random_bytes::<16>()?;
            let hash = hasher()?.hash_password_with_salt(self.0.as_bytes(), &salt).map_err(unusable)?;
            Ok(hash.to_string())
        })
        .await
    }

    /// Whether it is the one of a hash. Without a hash as much is done for nothing, so that the time tells nobody which names
    /// have accounts.
    pub(super) async fn is(self, hash: Option<String>) -> Result<bool, StoreError> {
        // Longer than any password that was taken: no hash is made of megabytes.
        let possible = self.0.chars().count() <= LONGEST;
        on_thread(move || {
            let exists = hash.is_some();
            let hash = match &hash {
                Some(hash) => hash,
                None => dummy()?,
            };
            let typed = if possible { self.0.as_bytes() } else { b"" };
            let parsed = PasswordHash::new(hash).map_err(unusable)?;
            let same = hasher()?.verify_password(typed, &parsed).is_ok();
            Ok(same && exists && possible)
        })
        .await
    }
}

fn hasher() -> Result<Argon2<'static>, StoreError> {
    let params = Params::new(MEMORY, PASSES, 1, None).map_err(unusable)?;
    Ok(Argon2::new(Algorithm::Argon2id, Version::V0x13, params))
}

/// The hash of nobody's password.
fn dummy() -> Result<&'static str, StoreError> {
    static DUMMY: OnceLock<String> = OnceLock::new();
    if let Some(hash) = DUMMY.get() {
        return Ok(hash);
    }
    let hash = hasher()?.hash_password_with_salt(&random_bytes::<16>()?, &random_bytes::<16>()?);
    let hash = hash.map_err(unusable)?.to_string();
    Ok(DUMMY.get_or_init(|| hash))
}

fn unusable(error: impl fmt::Display) -> StoreError {
    StoreError::Value(format!("a password's hash: {error}"))
}

async fn on_thread<T: Send + 'static>(
    work: impl FnOnce() -> Result<T, StoreError> + Send + 'static,
) -> Result<T, StoreError> {
    // Never closed; without a permit the work is done all the same.
    let _permit = AT_ONCE.acquire().await;
    match tokio::task::spawn_blocking(work).await {
        Ok(done) => done,
        Err(error) if error.is_panic() => Err(StoreError::panicked(&*error.into_panic())),
        Err(_) => Err(StoreError::Halted),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn passwords_that_are_tried_first_are_refused() {
        let check = |password: &str, expected: &str| {
            let told = match Password::from(password.to_owned()).check("Marlowe") {
                Ok(()) => "taken",
                Err(AccountError::Length) => "length",
                Err(AccountError::Common) => "common",
                Err(_) => "other",
            };
            assert_eq!(told, expected, "{password}");
        };
        for common in [
            "password",
            "Password1!",
            "p@ssw0rd2026",
            "qwertyuiop",
            "asdfghjkl;",
            "12345678",
            "87654321",
            "aaaaaaaaaa",
            "abababab",
            "iloveyou!!",
            "marlowe1",
            "MARLOWE2024",
            "dateline123",
            "letmein2025",
            "11112222",
            "abcdefgh",
            "qwerty12345",
            "welcome@123",
            "1q2w3e4r5t",
            "monkeymonkey",
            "20252026",
            "passwordpassword",
            "marlowemarlowe",
            "akatsuki",
            "MidNight",
        ] {
            check(common, "common");
        }
        for good in
            ["correct horse battery", "tern-gull-heron-8", "ßchwieriger Weg", "Tr0ub4dor&3xk", "übermäßig"]
        {
            check(good, "taken");
        }
        let leaked: Vec<&str> = include_str!("../../data/common_passwords.txt").lines().collect();
        assert!(leaked.len() >= 3_000 && leaked.iter().all(|one| one.len() >= 8), "{}", leaked.len());
        leaked.iter().step_by(50).for_each(|one| check(one, "common"));
        check("short7c", "length");
        check(&"ab1 ".repeat(64), "common");
        check(&"x1y2 z-".repeat(40), "length");
    }

    #[tokio::test]
    async fn a_hash_is_salted_argon2id_and_takes_the_whole_password() {
        let of = |text: &str| Password::from(text.to_owned());
        let long = "a long sentence that goes past seventy-two bytes, where other hashes stop to look at what was typed";
        let hash = of(long).hashed().await.unwrap();
        assert!(hash.starts_with("$argon2id$v=19$m=19456,t=2,p=1$"), "{hash}");
        assert_ne!(hash, of(long).hashed().await.unwrap(), "each has its salt");
        assert!(of(long).is(Some(hash.clone())).await.unwrap());
        for wrong in [&long[..long.len() - 1], &format!("{long} "), "", &long.to_uppercase()] {
            assert!(!of(wrong).is(Some(hash.clone())).await.unwrap(), "{wrong}");
        }
        assert!(!of(long).is(None).await.unwrap());
        assert!(!of(&"x".repeat(1 << 20)).is(Some(hash)).await.unwrap());
        assert!(!format!("{:?}", of(long)).contains("sentence"));
    }
}
