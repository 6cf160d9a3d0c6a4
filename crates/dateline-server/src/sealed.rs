//! What the desk gives a browser to keep until it comes back: readable, but not to be changed, and good for a while. The key is
//! made anew at each start, so that nothing outlives it.

use base64ct::{Base64UrlUnpadded, Encoding as _};
use jiff::Timestamp;
use ring::hmac;
use ring::rand::{SecureRandom as _, SystemRandom};
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};

/// Seconds for which it is good: as long as somebody may take to log in elsewhere.
const GOOD_FOR: i64 = 600;
/// Longest sealed text that is looked at, in bytes: a cookie.
const LONGEST: usize = 4096;

/// Seals and opens.
pub(crate) struct Seal(Option<hmac::Key>);

#[derive(Serialize, Deserialize)]
struct Dated<T> {
    at: i64,
    purpose: String,
    value: T,
}

impl Seal {
    /// With a key of its own; where the system gives no random numbers it seals nothing.
    pub(crate) fn new() -> Self {
        Self(hmac::Key::generate(hmac::HMAC_SHA256, &SystemRandom::new()).ok())
    }

    /// Seals a value for one purpose; it opens for no other.
    pub(crate) fn seal<T: Serialize>(&self, purpose: &str, value: T, now: Timestamp) -> Option<String> {
        let dated = Dated { at: now.as_second(), purpose: purpose.to_owned(), value };
        let text = serde_json::to_vec(&dated).ok()?;
        let tag = hmac::sign(self.0.as_ref()?, &text);
        let encoded = Base64UrlUnpadded::encode_string(&text);
        Some(format!("{encoded}.{}", Base64UrlUnpadded::encode_string(tag.as_ref())))
    }

    /// The value again, where it was sealed here, for this purpose, and not too long ago.
    pub(crate) fn open<T: DeserializeOwned>(&self, purpose: &str, sealed: &str, now: Timestamp) -> Option<T> {
        let (text, tag) = sealed.split_once('.').filter(|_| sealed.len() <= LONGEST)?;
        let text = Base64UrlUnpadded::decode_vec(text).ok()?;
        let tag = Base64UrlUnpadded::decode_vec(tag).ok()?;
        hmac::verify(self.0.as_ref()?, &text, &tag).ok()?;
        let dated: Dated<T> = serde_json::from_slice(&text).ok()?;
        let age = now.as_second() - dated.at;
        (dated.purpose == purpose && (0..=GOOD_FOR).contains(&age)).then_some(dated.value)
    }
}

/// Random bytes as text: 43 characters of base64url.
pub(crate) fn random_text() -> Result<String, ring::error::Unspecified> {
    let mut bytes = [0; 32];
    SystemRandom::new().fill(&mut bytes)?;
    Ok(Base64UrlUnpadded::encode_string(&bytes))
}

/// Whether two secrets are the same, in a time that tells nothing of where they differ.
pub(crate) fn same(one: &str, other: &str) -> bool {
    use sha2::{Digest as _, Sha256};
    // Digests of random secrets tell nothing, however long they are compared.
    Sha256::digest(one) == Sha256::digest(other)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_sealed_opens_here_unchanged_and_in_time() {
        let at = |second: i64| Timestamp::from_second(second).unwrap();
        let seal = Seal::new();
        let sealed = seal.seal("login", "/story/3", at(1_000)).unwrap();
        let open = |seal: &Seal, purpose: &str, text: &str, second: i64| {
            seal.open::<String>(purpose, text, at(second))
        };
        assert_eq!(open(&seal, "login", &sealed, 1_600).as_deref(), Some("/story/3"));
        assert_eq!(open(&seal, "login", &sealed, 1_601), None, "too old");
        assert_eq!(open(&seal, "login", &sealed, 999), None, "of a clock that was set back");
        assert_eq!(open(&seal, "link", &sealed, 1_000), None, "for something else");
        assert_eq!(open(&Seal::new(), "login", &sealed, 1_000), None, "of another start");
        let (text, tag) = sealed.split_once('.').unwrap();
        for changed in [
            format!("{text}."),
            text.to_owned(),
            format!("{text}A.{tag}"),
            format!("{tag}.{text}"),
            String::new(),
        ] {
            assert_eq!(open(&seal, "login", &changed, 1_000), None, "{changed}");
        }
    }
}
