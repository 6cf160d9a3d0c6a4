//! The ID token (OpenID Connect Core, 3.1.3.7): nothing of it is believed before its signature is verified, and then only what
//! was made by this provider, for this desk, for this login, and lately.

use super::keys::{Algorithm, Keys};
use crate::sealed::same;
use base64ct::{Base64UrlUnpadded, Encoding as _};
use jiff::Timestamp;
use serde::Deserialize;

/// Longest token that is looked at, in bytes.
const LONGEST: usize = 32 << 10;
/// How far the clocks of provider and desk may differ, seconds.
const SKEW: i64 = 60;
/// A token that was made longer ago is not the answer to this login, seconds.
const OLDEST: i64 = 600;
/// Longest number of a person (Core, 2).
const SUBJECT: usize = 255;

/// Longest name that is shown, in characters.
const LABEL: usize = 120;

/// Whom and what a token must be for.
pub(super) struct Expected<'e> {
    pub(super) issuer: &'e str,
    pub(super) client: &'e str,
    pub(super) nonce: &'e str,
    pub(super) now: Timestamp,
}

/// Who somebody is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Claims {
    /// The provider's number for them.
    pub(crate) subject: String,
    /// What it calls them, for people.
    pub(crate) label: String,
}

/// Why a token is not believed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub(crate) enum Unbelieved {
    #[error("it is no signed token")]
    Form,
    #[error("it is signed by another algorithm than RS256 and ES256")]
    Algorithm,
    #[error("the provider publishes no key of its name")]
    Key,
    #[error("its signature is not the provider's")]
    Signature,
    #[error("another provider made it")]
    Issuer,
    #[error("it is for another client")]
    Audience,
    #[error("it has expired, or was made long ago or in the future: see both clocks")]
    Time,
    #[error("it is the answer to another login")]
    Nonce,
    #[error("it names nobody")]
    Subject,
}

#[derive(Deserialize)]
struct Header {
    alg: String,
    kid: Option<String>,
    typ: Option<String>,
    crit: Option<serde_json::Value>,
}

#[derive(Deserialize)]
struct Body {
    iss: String,
    sub: String,
    aud: Audience,
    azp: Option<String>,
    exp: f64,
    iat: f64,
    nbf: Option<f64>,
    nonce: Option<String>,
    preferred_username: Option<String>,
    email: Option<String>,
    name: Option<String>,
}

#[derive(Deserialize)]
#[serde(untagged)]
enum Audience {
    One(String),
    Some(Vec<String>),
}

/// Who a token says somebody is.
pub(super) fn verify(token: &str, keys: &Keys, expected: &Expected<'_>) -> Result<Claims, Unbelieved> {
    let parts: Vec<&str> = token.split('.').collect();
    let [head, body, signature] = parts[..] else { return Err(Unbelieved::Form) };
    if token.len() > LONGEST {
        return Err(Unbelieved::Form);
    }
    let decoded = |part| Base64UrlUnpadded::decode_vec(part).map_err(|_| Unbelieved::Form);
    let header: Header = serde_json::from_slice(&decoded(head)?).map_err(|_| Unbelieved::Form)?;
    if header.crit.is_some() || header.typ.is_some_and(|typ| !typ.eq_ignore_ascii_case("JWT")) {
        return Err(Unbelieved::Form);
    }
    let algorithm = Algorithm::parse(&header.alg).ok_or(Unbelieved::Algorithm)?;
    let key = header.kid.as_deref();
    if !keys.holds(algorithm, key) {
        return Err(Unbelieved::Key);
    }
    let signed = &token.as_bytes()[..head.len() + 1 + body.len()];
    if !keys.verify(algorithm, key, signed, &decoded(signature)?) {
        return Err(Unbelieved::Signature);
    }
    let body: Body = serde_json::from_slice(&decoded(body)?).map_err(|_| Unbelieved::Form)?;
    body.claims(expected)
}

impl Body {
    fn claims(self, expected: &Expected<'_>) -> Result<Claims, Unbelieved> {
        if self.iss != expected.issuer {
            return Err(Unbelieved::Issuer);
        }
        let is_ours = |client: &str| client == expected.client;
        let for_us = match &self.aud {
            Audience::One(one) => is_ours(one),
            // For others too: then it says that it was given to us.
            Audience::Some(all) => {
                all.iter().any(|one| is_ours(one))
                    && (all.len() == 1 || self.azp.as_deref().is_some_and(is_ours))
            }
        };
        if !for_us || self.azp.as_deref().is_some_and(|azp| !is_ours(azp)) {
            return Err(Unbelieved::Audience);
        }
        let (now, skew) = (expected.now.as_second() as f64, SKEW as f64);
        let lately = self.iat <= now + skew && self.iat >= now - OLDEST as f64 - skew;
        let begun = self.nbf.is_none_or(|nbf| nbf <= now + skew);
        // Numbers that are none compare with nothing.
        if !(self.exp > now - skew && lately && begun) {
            return Err(Unbelieved::Time);
        }
        if !self.nonce.is_some_and(|nonce| same(&nonce, expected.nonce)) {
            return Err(Unbelieved::Nonce);
        }
        if self.sub.is_empty() || self.sub.len() > SUBJECT {
            return Err(Unbelieved::Subject);
        }
        let label = self.preferred_username.or(self.email).or(self.name).unwrap_or_else(|| self.sub.clone());
        Ok(Claims { subject: self.sub, label: label.chars().take(LABEL).collect() })
    }
}
