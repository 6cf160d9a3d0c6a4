//! The login of a proxy in the settings: a header, and whose account each name that it tells is.

use anyhow::{Result, bail};
use dateline_server::{Network, ProxyLogin};
use serde::Deserialize;
use std::collections::BTreeMap;

#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct ProxyLoginFile {
    header: Option<String>,
    #[serde(default)]
    users: BTreeMap<String, String>,
}

/// Headers that mean something else, by how they begin.
const TAKEN: &[&str] = &[
    "x-forwarded-",
    "forwarded",
    "host",
    "cookie",
    "authorization",
    "x-auth-token",
    "origin",
    "sec-",
    "content-",
];

impl ProxyLoginFile {
    /// The header counts from trusted proxies alone, so there must be some.
    pub(super) fn settings(self, trusted: &[Network]) -> Result<Option<ProxyLogin>> {
        let Some(header) = self.header else {
            if !self.users.is_empty() {
                bail!(
                    "proxy_login.users is set and proxy_login.header is not: name the header in which the proxy tells who asks"
                );
            }
            return Ok(None);
        };
        if trusted.is_empty() {
            bail!(
                "proxy_login.header is set and trusted_proxies is not: anybody could write the header; name the proxy"
            );
        }
        let name = header.to_ascii_lowercase();
        let is_name = !name.is_empty() && name.bytes().all(|c| c.is_ascii_alphanumeric() || c == b'-');
        if !is_name || TAKEN.iter().any(|taken| name.starts_with(taken)) {
            bail!("proxy_login.header: {header:?} is no header for a name, such as Remote-User");
        }
        Ok(Some(ProxyLogin { header: name, users: self.users }))
    }
}
