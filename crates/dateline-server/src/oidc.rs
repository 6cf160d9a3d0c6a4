//! Login at an identity provider (OpenID Connect): the code flow with PKCE, `state` and `nonce`, begun and ended in one browser.
//! Written here over `ring`: the crates for it bring a second HTTP client or chrono with them.

mod id_token;
mod keys;
mod provider;

pub(crate) use id_token::Claims;

use crate::sealed::{random_text, same};
use base64ct::{Base64UrlUnpadded, Encoding as _};
use dateline_desk::{Desk, ProviderError};
use id_token::{Expected, Unbelieved};
use provider::{Addresses, Provider};
use serde::{Deserialize, Serialize};
use sha2::{Digest as _, Sha256};
use std::fmt;

/// An identity provider, as the settings name it.
#[derive(Clone, PartialEq, Eq)]
pub struct OidcSettings {
    /// Its address, exactly as it calls itself.
    pub issuer: String,
    /// What it calls this desk.
    pub client: String,
    /// By what the desk is known to it; a public client has none.
    pub secret: Option<String>,
    /// What people call it, on the login page.
    pub name: String,
}

impl fmt::Debug for OidcSettings {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("OidcSettings")
            .field("issuer", &self.issuer)
            .field("client", &self.client)
            .finish_non_exhaustive()
    }
}

/// What is wrong with the provider of this name, as a login would find it.
pub async fn provider_fault(desk: &Desk, issuer: &str) -> Option<String> {
    Addresses::ask(desk, issuer).await.err().map(|fault| fault.to_string())
}

/// Why somebody is not known by the provider's word.
#[derive(Debug, thiserror::Error)]
pub(crate) enum OidcFault {
    /// It does not answer, or not as it should.
    #[error("the provider: {0}")]
    Provider(String),
    /// What it says is not believed.
    #[error("the provider's token is not believed: {0}")]
    Token(#[from] Unbelieved),
    /// The system gives no random numbers.
    #[error("the system gives no random numbers")]
    Random,
}

impl From<ProviderError> for OidcFault {
    fn from(error: ProviderError) -> Self {
        Self::Provider(error.to_string())
    }
}

impl From<ring::error::Unspecified> for OidcFault {
    fn from(_: ring::error::Unspecified) -> Self {
        Self::Random
    }
}

/// What a browser keeps, sealed, between going to the provider and coming back.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Flow {
    state: String,
    nonce: String,
    verifier: String,
    /// Where the provider leads back to.
    back: String,
    /// The page to go to then.
    pub(crate) next: String,
    /// The session that an identity is to be linked in; none for a login.
    pub(crate) links: Option<i64>,
}

impl Flow {
    /// Whether an answer is to this flow.
    pub(crate) fn is(&self, state: &str) -> bool {
        same(&self.state, state)
    }
}

/// The provider and what is known of it.
pub(crate) struct Oidc {
    pub(crate) settings: OidcSettings,
    provider: Provider,
}

#[derive(Deserialize)]
struct Tokens {
    id_token: String,
}

impl Oidc {
    /// Nothing is asked of the provider before somebody logs in.
    pub(crate) fn new(settings: OidcSettings) -> Self {
        Self { settings, provider: Provider::default() }
    }

    /// Begins a login: what the browser keeps, and the address at the provider that it is led to.
    pub(crate) async fn begin(
        &self,
        desk: &Desk,
        back: String,
        next: String,
        links: Option<i64>,
    ) -> Result<(Flow, String), OidcFault> {
        let addresses = self.provider.addresses(desk, &self.settings).await?;
        let flow = Flow {
            state: random_text()?,
            nonce: random_text()?,
            verifier: random_text()?,
            back,
            next,
            links,
        };
        let challenge = Base64UrlUnpadded::encode_string(&Sha256::digest(&flow.verifier));
        let mut address = url::Url::parse(&addresses.authorization_endpoint)
            .map_err(|error| OidcFault::Provider(error.to_string()))?;
        address.query_pairs_mut().extend_pairs([
            ("response_type", "code"),
            ("client_id", &self.settings.client),
            ("redirect_uri", &flow.back),
            ("scope", "openid profile email"),
            ("state", &flow.state),
            ("nonce", &flow.nonce),
            ("code_challenge", &challenge),
            ("code_challenge_method", "S256"),
        ]);
        Ok((flow, address.into()))
    }

    /// Ends it: who the provider says came back with this code.
    pub(crate) async fn end(&self, desk: &Desk, flow: &Flow, code: &str) -> Result<Claims, OidcFault> {
        let addresses = self.provider.addresses(desk, &self.settings).await?;
        let settings = &self.settings;
        let mut form = vec![
            ("grant_type", "authorization_code"),
            ("code", code),
            ("redirect_uri", flow.back.as_str()),
            ("code_verifier", flow.verifier.as_str()),
            ("client_id", settings.client.as_str()),
        ];
        let secret = settings.secret.as_deref();
        let in_form = secret.filter(|_| addresses.wants_secret_in_form());
        form.extend(in_form.map(|secret| ("client_secret", secret)));
        let client = secret.filter(|_| in_form.is_none()).map(|secret| (settings.client.as_str(), secret));
        let bytes = desk.ask_provider(&addresses.token_endpoint, Some(&form), client).await?;
        let tokens: Tokens = serde_json::from_slice(&bytes)
            .map_err(|_| OidcFault::Provider("its answer holds no ID token".to_owned()))?;
        let now = desk.now();
        let expected =
            Expected { issuer: &settings.issuer, client: &settings.client, nonce: &flow.nonce, now };
        let keys = self.provider.keys(desk, &addresses, false).await?;
        match id_token::verify(&tokens.id_token, &keys, &expected) {
            // A provider changes its keys: once it is asked for the new ones.
            Err(Unbelieved::Key) => {
                let keys = self.provider.keys(desk, &addresses, true).await?;
                Ok(id_token::verify(&tokens.id_token, &keys, &expected)?)
            }
            verified => Ok(verified?),
        }
    }
}

#[cfg(test)]
mod tests;
