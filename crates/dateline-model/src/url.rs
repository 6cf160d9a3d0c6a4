//! Web addresses that cannot carry credentials or another scheme. Cleaning of trackers is not done here.

use std::fmt;
use url::Url;

/// An absolute `http` or `https` address without user name and password.
#[derive(Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct WebUrl(Url);

/// Why a text is no [`WebUrl`].
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum UrlError {
    /// Not parseable as an absolute address.
    #[error("not an absolute web address: {0}")]
    Syntax(url::ParseError),
    /// Another scheme than http or https.
    #[error("only http and https addresses can be read, not {0}:")]
    Scheme(String),
    /// No host name.
    #[error("the address names no host")]
    Host,
    /// Typed without scheme, and what stands first is no name of a host.
    #[error("an address begins with https:// or with the name of a host, such as news.example")]
    Incomplete,
}

impl WebUrl {
    /// Parses an absolute address; credentials are dropped.
    pub fn parse(text: &str) -> Result<Self, UrlError> {
        Self::try_from(Url::parse(text.trim()).map_err(UrlError::Syntax)?)
    }

    /// Resolves `reference` against this address.
    pub fn join(&self, reference: &str) -> Result<Self, UrlError> {
        Self::try_from(self.0.join(reference.trim()).map_err(UrlError::Syntax)?)
    }

    /// Host in lower case, IPv6 in brackets.
    pub fn host(&self) -> &str {
        self.0.host_str().unwrap_or_default()
    }

    /// Host without a leading `www.`: what two addresses of one publisher usually share.
    pub fn site(&self) -> &str {
        let host = self.host();
        host.strip_prefix("www.").unwrap_or(host)
    }

    /// The address without what stands behind `#`, which no server is asked for.
    pub fn without_fragment(mut self) -> Self {
        self.0.set_fragment(None);
        self
    }

    /// What all writings of one page's address share: host without `www.`, path without a slash at its end, query. Scheme,
    /// fragment, port of the scheme and the case of an escaped letter's digits (`%d0`, `%D0`) do not count. A fragment that begins with `/` or `!` chooses the page (`/#/post/1`), and
    /// does.
    pub fn key(&self) -> String {
        let url = self.as_url();
        let mut key = self.site().to_owned();
        if let Some(port) = url.port() {
            key.push_str(&format!(":{port}"));
        }
        key.push_str(&escapes_folded(url.path().trim_end_matches('/')));
        if let Some(query) = url.query().filter(|query| !query.is_empty()) {
            key.push('?');
            key.push_str(&escapes_folded(query));
        }
        if let Some(route) = url.fragment().filter(|fragment| fragment.starts_with(['/', '!'])) {
            key.push('#');
            key.push_str(route);
        }
        key
    }

    /// The whole address.
    pub fn as_str(&self) -> &str {
        self.0.as_str()
    }

    /// The parsed form, for path and query.
    pub fn as_url(&self) -> &Url {
        &self.0
    }
}

/// An address with the digits of its escaped letters in capitals: `%d0` and `%D0` are one (RFC 3986, 6.2.2.1).
pub fn escapes_folded(address: &str) -> String {
    let mut parts = address.split('%');
    let mut out = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        let escape = part.as_bytes().get(..2).is_some_and(|digits| digits.iter().all(u8::is_ascii_hexdigit));
        let (digits, rest) = part.split_at(if escape { 2 } else { 0 });
        out.push('%');
        out.push_str(&digits.to_ascii_uppercase());
        out.push_str(rest);
    }
    out
}

impl TryFrom<Url> for WebUrl {
    type Error = UrlError;

    fn try_from(mut url: Url) -> Result<Self, UrlError> {
        if !matches!(url.scheme(), "http" | "https") {
            return Err(UrlError::Scheme(url.scheme().to_owned()));
        }
        if url.host_str().is_none_or(str::is_empty) {
            return Err(UrlError::Host);
        }
        if !url.username().is_empty() || url.password().is_some() {
            url.set_username("").map_err(|()| UrlError::Host)?;
            url.set_password(None).map_err(|()| UrlError::Host)?;
        }
        Ok(Self(url))
    }
}

impl fmt::Display for WebUrl {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

impl fmt::Debug for WebUrl {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn credentials_never_survive() {
        let url = WebUrl::parse("https://user:secret@news.example/a").unwrap();
        assert_eq!(url.as_str(), "https://news.example/a");
        assert!(!format!("{url:?}").contains("secret"));
    }

    #[test]
    fn other_schemes_are_refused() {
        assert!(matches!(WebUrl::parse("javascript:alert(1)"), Err(UrlError::Scheme(_))));
        let base = WebUrl::parse("https://news.example/").unwrap();
        assert!(matches!(base.join("data:text/html,x"), Err(UrlError::Scheme(_))));
    }

    #[test]
    fn writings_of_one_page_share_a_key() {
        for (url, key) in [
            ("http://www.gull.example/a/", "gull.example/a"),
            ("http://gull.example/%d0%bb-%7E%zz?q=%d0%", "gull.example/%D0%BB-%7E%zz?q=%D0%"),
            ("http://gull.example/\u{43b}-%7e%zz?q=%D0%", "gull.example/%D0%BB-%7E%zz?q=%D0%"),
            ("https://gull.example/a#top", "gull.example/a"),
            ("https://gull.example:443/a?", "gull.example/a"),
            ("https://gull.example:8443/A?b=1&c", "gull.example:8443/A?b=1&c"),
            ("https://gull.example/", "gull.example"),
            ("https://gull.example/?p=7", "gull.example?p=7"),
            ("https://gull.example/#/post/1", "gull.example#/post/1"),
            ("https://www.gull.example/app/#!/a", "gull.example/app#!/a"),
            ("https://gull.example/a#comment-7", "gull.example/a"),
        ] {
            assert_eq!(WebUrl::parse(url).unwrap().key(), key, "{url}");
        }
    }

    #[test]
    fn site_drops_www_only() {
        assert_eq!(WebUrl::parse("https://www.news.example/").unwrap().site(), "news.example");
        assert_eq!(WebUrl::parse("https://edition.news.example/").unwrap().site(), "edition.news.example");
    }
}
