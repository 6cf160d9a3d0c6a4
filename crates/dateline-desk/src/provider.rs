//! What an identity provider answers: asked through the same guarded connector as everything else, at home where `fetch.allow`
//! opens its address for logins.

use crate::Desk;
use dateline_fetch::{Answer, Request};
use dateline_model::{Credential, Login, Terms, WebOrigin, WebUrl};
use std::sync::Arc;

/// Why a provider gave no answer that can be used, in words for a log.
#[derive(Debug, thiserror::Error)]
#[error("{0}")]
pub struct ProviderError(String);

impl Desk {
    /// Asks a provider for a document, or with a form for what it gives for it; `client` is by what the desk is known to it.
    pub async fn ask_provider(
        &self,
        address: &str,
        form: Option<&[(&str, &str)]>,
        client: Option<(&str, &str)>,
    ) -> Result<Vec<u8>, ProviderError> {
        let url = WebUrl::parse(address).map_err(|error| ProviderError(format!("{address}: {error}")))?;
        let mut request = Request::to_provider(url.clone(), form);
        if let Some((name, secret)) = client {
            request = request.with_login(Arc::new(known_by(&url, name, secret)?));
        }
        match self.inner.fetcher.get(request).await {
            Ok(Answer::Fresh(page)) if page.status == 200 && page.truncation.is_none() => Ok(page.body),
            Ok(Answer::Fresh(page)) => Err(ProviderError(format!("{address} answers {}", page.status))),
            Ok(Answer::Unchanged(_)) => Err(ProviderError(format!("{address} answers 304"))),
            Err(error) => Err(ProviderError(error.to_string())),
        }
    }
}

/// Name and secret of a client as RFC 6749 (2.3.1) has them sent: each encoded as a form is.
fn known_by(url: &WebUrl, name: &str, secret: &str) -> Result<Credential, ProviderError> {
    let encoded = |text: &str| url::form_urlencoded::byte_serialize(text.as_bytes()).collect::<String>();
    // A provider on this machine has no certificate; the settings say whether one without TLS may be asked.
    let terms = Terms { origin: WebOrigin::of(url), also: Vec::new(), allow_http: true };
    let login = Login::basic(&encoded(name), &encoded(secret));
    login.and_then(|login| Credential::new(login, terms)).map_err(|error| ProviderError(error.to_string()))
}
