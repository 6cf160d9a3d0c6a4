//! Addresses as people type them: without scheme, with `feed:`, a port or an IP address alone. What a feed or a page holds
//! is not read here.

use crate::{UrlError, WebUrl};
use std::borrow::Cow;
use url::Host;

impl WebUrl {
    /// An address that a person typed or pasted. Without a scheme, what stands first must be a host: a name with a dot,
    /// `localhost`, an IP address, or any name with a port. It is asked by https; this machine and port 80 by http.
    pub fn typed(text: &str) -> Result<Self, UrlError> {
        let text = without_feed_scheme(text.trim());
        match scheme(&text) {
            Some("http" | "https") => return Self::parse(&text),
            Some(other) => return Err(UrlError::Scheme(other.to_ascii_lowercase())),
            None => {}
        }
        let text = text.strip_prefix("//").unwrap_or(&text);
        let (authority, rest) = text.split_at(authority(text).len());
        let authority = if is_bare_ipv6(authority) { format!("[{authority}]") } else { authority.to_owned() };
        let (host, port) = host_and_port(&authority);
        if !is_host(host, port.is_some()) {
            return Err(UrlError::Incomplete);
        }
        let scheme = if is_local(host) || port == Some("80") { "http" } else { "https" };
        Self::parse(&format!("{scheme}://{authority}{rest}"))
    }
}

/// Whether a person typed a scheme; where not, [`WebUrl::typed`] supposes one.
pub fn says_scheme(text: &str) -> bool {
    scheme(&without_feed_scheme(text.trim())).is_some()
}

/// Whether what was typed is meant for the web: `mailto:me@a.example` is not, and no login stands in it.
pub(crate) fn is_for_the_web(text: &str) -> bool {
    scheme(text).is_none_or(|scheme| matches!(scheme, "http" | "https"))
}

/// An address without `user:password@`, which is never told.
pub fn without_login(address: &str) -> Cow<'_, str> {
    let start = address.find("//").map_or(0, |at| at + "//".len());
    let rest = &address[start..];
    let host = &rest[..rest.find(['/', '?', '#', '\\']).unwrap_or(rest.len())];
    host.rfind('@')
        .map_or(Cow::Borrowed(address), |at| Cow::Owned(format!("{}{}", &address[..start], &rest[at + 1..])))
}

/// Schemes that pages, browsers and podcast programs hand to readers in the place of http.
const FEED_SCHEMES: [&str; 5] = ["feed", "rss", "pcast", "itpc", "podcast"];

/// `feed:https://a.example/x` and `feed://a.example/x`, as some pages and browsers write them, as web addresses.
pub fn without_feed_scheme(text: &str) -> Cow<'_, str> {
    let Some((name, rest)) = text.split_once(':') else { return Cow::Borrowed(text) };
    let secure = name.eq_ignore_ascii_case("feeds");
    if !secure && !FEED_SCHEMES.iter().any(|known| name.eq_ignore_ascii_case(known)) {
        return Cow::Borrowed(text);
    }
    match rest.strip_prefix("//") {
        Some(inner) if scheme(inner).is_some() => Cow::Borrowed(inner),
        Some(inner) => Cow::Owned(format!("{}://{inner}", if secure { "https" } else { "http" })),
        // `rss:8080/feed` is a host with a port.
        None if starts_with_port(rest) => Cow::Borrowed(text),
        None => Cow::Borrowed(rest),
    }
}

/// The scheme, known ones in lower case; none where a colon begins a port: `news.example:8080/feed`.
fn scheme(text: &str) -> Option<&str> {
    let (name, rest) = text.split_once(':')?;
    let known = ["http", "https"].into_iter().find(|known| name.eq_ignore_ascii_case(known));
    if known.is_some() {
        return known;
    }
    let is_name = name.starts_with(|c: char| c.is_ascii_alphabetic())
        && name.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '+' | '-' | '.'));
    // `fe80::1/feed` has no scheme either.
    let is_address = is_bare_ipv6(authority(text)) || starts_with_port(rest);
    (is_name && !is_address).then_some(name)
}

/// `2001:db8::7`, which an address has in brackets.
fn is_bare_ipv6(text: &str) -> bool {
    text.contains(':') && matches!(Host::parse(&format!("[{text}]")), Ok(Host::Ipv6(_)))
}

/// What stands before the path.
fn authority(text: &str) -> &str {
    text.split(['/', '?', '#', '\\']).next().unwrap_or_default()
}

fn starts_with_port(text: &str) -> bool {
    let port = authority(text);
    !port.is_empty() && port.bytes().all(|byte| byte.is_ascii_digit())
}

fn host_and_port(authority: &str) -> (&str, Option<&str>) {
    match authority.rsplit_once(':') {
        Some((host, port)) if starts_with_port(port) => (host, Some(port)),
        _ => (authority, None),
    }
}

/// A word alone may be a file or a slip; a dot inside, a port or brackets make it a host.
fn is_host(host: &str, has_port: bool) -> bool {
    let inner = host.trim_end_matches('.');
    !inner.starts_with('.')
        && !inner.is_empty()
        && (has_port || inner.contains('.') || inner.starts_with('[') || is_local(inner))
}

/// Whether a host is this machine, where hardly any server has a certificate.
fn is_local(host: &str) -> bool {
    let host = host.trim_end_matches('.').to_ascii_lowercase();
    match Host::parse(&host) {
        Ok(Host::Ipv4(ip)) => ip.is_loopback(),
        Ok(Host::Ipv6(ip)) => ip.is_loopback(),
        _ => host == "localhost" || host.ends_with(".localhost"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_people_type_is_an_address() {
        for (typed, expected) in [
            (" news.example/feed ", "https://news.example/feed"),
            ("http://news.example/", "http://news.example/"),
            ("HTTPS://NEWS.example/Feed", "https://news.example/Feed"),
            ("Http:news.example/feed", "http://news.example/feed"),
            ("//news.example/feed", "https://news.example/feed"),
            ("news.example", "https://news.example/"),
            ("news.example.", "https://news.example./"),
            ("news.example?feed=rss", "https://news.example/?feed=rss"),
            ("news.example/list.opml", "https://news.example/list.opml"),
            ("news.example/to?u=https://b.example", "https://news.example/to?u=https://b.example"),
            ("news.example:8080/feed", "https://news.example:8080/feed"),
            ("news.example:80/feed", "http://news.example/feed"),
            ("news.example:443", "https://news.example/"),
            ("nas:8080/feed", "https://nas:8080/feed"),
            ("zeitung-münchen.example/a", "https://xn--zeitung-mnchen-osb.example/a"),
            ("feed:https://news.example/rss", "https://news.example/rss"),
            ("FEED:http://news.example/rss", "http://news.example/rss"),
            ("feed://news.example/rss", "http://news.example/rss"),
            ("feed://https://news.example/rss", "https://news.example/rss"),
            ("feed:news.example/rss", "https://news.example/rss"),
            ("localhost", "http://localhost/"),
            ("localhost:8461/feed", "http://localhost:8461/feed"),
            ("LocalHost:8461/feed", "http://localhost:8461/feed"),
            ("skerry.localhost:8461/feed", "http://skerry.localhost:8461/feed"),
            ("127.0.0.1:8461/feed", "http://127.0.0.1:8461/feed"),
            ("192.0.2.7/feed", "https://192.0.2.7/feed"),
            ("[::1]:8461/feed", "http://[::1]:8461/feed"),
            ("[2001:db8::7]/feed", "https://[2001:db8::7]/feed"),
            ("2001:db8::7", "https://[2001:db8::7]/"),
            ("fe80::1/feed", "https://[fe80::1]/feed"),
            ("https://reader:secret@news.example/feed", "https://news.example/feed"),
        ] {
            let found = WebUrl::typed(typed);
            assert_eq!(found.as_ref().map(WebUrl::as_str), Ok(expected), "{typed:?}");
        }
    }

    #[test]
    fn what_is_no_address_says_why() {
        let incomplete =
            ["", " ", "feed:", "news", "news/feed", "/a/list.opml", "./list.opml", "../a.b", "...", "?a.b"];
        for typed in incomplete {
            assert_eq!(WebUrl::typed(typed), Err(UrlError::Incomplete), "{typed:?}");
        }
        for (typed, scheme) in [
            ("file:///etc/passwd", "file"),
            ("JavaScript:alert(1)", "javascript"),
            ("mailto:a@b.example", "mailto"),
        ] {
            assert_eq!(WebUrl::typed(typed), Err(UrlError::Scheme(scheme.to_owned())), "{typed:?}");
        }
        for typed in ["a b.example", "https://", "news.example:99999/", "[::1", "[zz]:80/", "http://[1"] {
            assert!(
                matches!(WebUrl::typed(typed), Err(UrlError::Syntax(_))),
                "{typed:?}: {:?}",
                WebUrl::typed(typed)
            );
        }
    }

    #[test]
    fn a_login_is_never_told() {
        for (address, bare) in [
            ("http://me:secret@a.example/x@y", "http://a.example/x@y"),
            ("me:secret@a.example", "a.example"),
            ("https://a.example/@me", "https://a.example/@me"),
            ("a.example", "a.example"),
            ("https://a.example\\@b.example", "https://a.example\\@b.example"),
        ] {
            assert_eq!(without_login(address), bare);
        }
    }
}
