//! What the desk knows of the identity provider: its addresses by discovery, kept an hour, and its keys, asked for anew when a
//! token names one that is not known.

use super::keys::Keys;
use super::{OidcFault, OidcSettings};
use dateline_desk::Desk;
use jiff::{SignedDuration, Timestamp};
use serde::Deserialize;
use std::sync::Arc;
use tokio::sync::Mutex;

/// How long what a provider says of itself is kept.
const KEPT: SignedDuration = SignedDuration::from_hours(1);
/// Keys are asked for anew at most this often: anybody can make up a name of a key.
const KEYS_APART: SignedDuration = SignedDuration::from_mins(1);

/// Addresses of a provider (OpenID Connect Discovery, 3).
#[derive(Debug, Clone, Deserialize)]
pub(super) struct Addresses {
    issuer: String,
    pub(super) authorization_endpoint: String,
    pub(super) token_endpoint: String,
    jwks_uri: String,
    #[serde(default)]
    token_endpoint_auth_methods_supported: Vec<String>,
}

impl Addresses {
    /// Whether the secret goes into the form: where the provider says nothing, into the header.
    pub(super) fn wants_secret_in_form(&self) -> bool {
        let methods = &self.token_endpoint_auth_methods_supported;
        let has = |name: &str| methods.iter().any(|method| method == name);
        has("client_secret_post") && !has("client_secret_basic")
    }

    /// Asks a provider for them.
    pub(super) async fn ask(desk: &Desk, issuer: &str) -> Result<Self, OidcFault> {
        let place = format!("{}/.well-known/openid-configuration", issuer.trim_end_matches('/'));
        Self::parse(&desk.ask_provider(&place, None, None).await?, issuer)
    }

    /// Reads what a provider says of itself: it is the one that was named, and asks for nothing over a weaker way.
    fn parse(bytes: &[u8], issuer: &str) -> Result<Self, OidcFault> {
        let found: Self = serde_json::from_slice(bytes)
            .map_err(|_| OidcFault::Provider("its openid-configuration cannot be read".to_owned()))?;
        if found.issuer != issuer {
            return Err(OidcFault::Provider(format!(
                "it calls itself {}, and the settings {issuer}",
                found.issuer
            )));
        }
        let all = [&found.authorization_endpoint, &found.token_endpoint, &found.jwks_uri];
        let is_fine = |address: &&&String| {
            address.starts_with("https://") || issuer.starts_with("http://") && address.starts_with("http://")
        };
        if let Some(weak) = all.iter().find(|address| !is_fine(address)) {
            return Err(OidcFault::Provider(format!("{weak} is no address with https")));
        }
        Ok(found)
    }
}

/// What is known.
#[derive(Default)]
pub(super) struct Provider {
    addresses: Mutex<Option<(Timestamp, Arc<Addresses>)>>,
    keys: Mutex<Option<(Timestamp, Arc<Keys>)>>,
}

impl Provider {
    /// Where the provider is asked for what.
    pub(super) async fn addresses(
        &self,
        desk: &Desk,
        settings: &OidcSettings,
    ) -> Result<Arc<Addresses>, OidcFault> {
        let mut known = self.addresses.lock().await;
        if let Some((at, addresses)) = known.as_ref()
            && is_within(*at, KEPT, desk.now())
        {
            return Ok(Arc::clone(addresses));
        }
        let addresses = Arc::new(Addresses::ask(desk, &settings.issuer).await?);
        *known = Some((desk.now(), Arc::clone(&addresses)));
        Ok(addresses)
    }

    /// Its keys; `anew` asks for them though they are known, unless that was done a moment ago.
    pub(super) async fn keys(
        &self,
        desk: &Desk,
        addresses: &Addresses,
        anew: bool,
    ) -> Result<Arc<Keys>, OidcFault> {
        let mut known = self.keys.lock().await;
        if let Some((at, keys)) = known.as_ref()
            && is_within(*at, if anew { KEYS_APART } else { KEPT }, desk.now())
        {
            return Ok(Arc::clone(keys));
        }
        let bytes = desk.ask_provider(&addresses.jwks_uri, None, None).await?;
        let keys =
            Keys::parse(&bytes).ok_or_else(|| OidcFault::Provider("its keys cannot be read".to_owned()))?;
        let keys = Arc::new(keys);
        *known = Some((desk.now(), Arc::clone(&keys)));
        Ok(keys)
    }
}

fn is_within(at: Timestamp, span: SignedDuration, now: Timestamp) -> bool {
    let age = now.duration_since(at);
    !age.is_negative() && age < span
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_provider_that_calls_itself_otherwise_is_not_asked() {
        let said = |issuer: &str, token: &str| {
            let about = serde_json::json!({
                "issuer": issuer, "authorization_endpoint": "https://id.example/authorize",
                "token_endpoint": token, "jwks_uri": "https://id.example/keys",
            });
            Addresses::parse(about.to_string().as_bytes(), "https://id.example").map(drop)
        };
        assert!(said("https://id.example", "https://id.example/token").is_ok());
        for issuer in ["https://id.example/", "https://ID.example", "https://evil.example", ""] {
            assert!(said(issuer, "https://id.example/token").is_err(), "{issuer}");
        }
        assert!(
            said("https://id.example", "http://id.example/token").is_err(),
            "its token would go in the clear"
        );
    }
}
