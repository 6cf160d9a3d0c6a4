//! The identity provider in the settings.

use super::{Env, named, text};
use anyhow::{Context as _, Result, bail};
use dateline_fetch::{OpenAddresses, Purpose};
use dateline_model::WebUrl;
use dateline_server::OidcSettings;
use serde::Deserialize;
use std::path::PathBuf;

#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct OidcFile {
    issuer: Option<String>,
    client_id: Option<String>,
    client_secret_file: Option<PathBuf>,
    name: Option<String>,
    only: Option<bool>,
}

impl OidcFile {
    /// The provider, and whether logins are taken by its word alone. Its secret stands in a file of its own, or in the environment.
    pub(super) fn settings(self, env: Env<'_>, open: &OpenAddresses) -> Result<Option<(OidcSettings, bool)>> {
        let Some(issuer) = self.issuer else {
            if self.client_id.is_some() || self.only.is_some() {
                bail!("oidc.issuer is missing: the address of the identity provider, as it calls itself");
            }
            return Ok(None);
        };
        let client = self.client_id.filter(|client| !client.is_empty());
        let client =
            client.context("oidc.client_id is missing: what the identity provider calls this desk")?;
        check_issuer(&issuer, open)?;
        let secret =
            match (text(env, "DATELINE_OIDC_SECRET")?, self.client_secret_file) {
                (Some(secret), _) => Some(secret),
                (None, Some(path)) => {
                    let path = named("oidc.client_secret_file", &path)?;
                    let read = std::fs::read_to_string(&path);
                    Some(read.with_context(|| {
                        format!("oidc.client_secret_file: {} cannot be read", path.display())
                    })?)
                }
                (None, None) => None,
            };
        let secret = secret.map(|secret| secret.trim().to_owned()).filter(|secret| !secret.is_empty());
        let name =
            self.name.filter(|name| !name.trim().is_empty()).unwrap_or_else(|| "single sign-on".to_owned());
        Ok(Some((OidcSettings { issuer, client, secret, name }, self.only.unwrap_or(false))))
    }
}

/// An address with https; with http at an address of one's own that is opened for logins.
fn check_issuer(issuer: &str, open: &OpenAddresses) -> Result<()> {
    let url = WebUrl::parse(issuer).with_context(|| format!("oidc.issuer: {issuer} is no web address"))?;
    let url = url.as_url();
    if url.query().is_some() || url.fragment().is_some() {
        bail!("oidc.issuer: {issuer} ends in more than a path");
    }
    let (host, port) = (url.host_str().unwrap_or_default(), url.port_or_known_default().unwrap_or(0));
    if url.scheme() != "https" && !open.holds(host, port, Purpose::Login) {
        bail!(
            "oidc.issuer: {issuer} is no address with https; at home, open it in fetch.allow with the purpose login"
        );
    }
    Ok(())
}
