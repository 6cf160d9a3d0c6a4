//! One address for each endpoint, whatever apps make of the one that a person typed: some append `api/greader.php` to it, some take
//! it as it is, with a slash at its end or without.

/// Where the endpoints stand.
pub(in crate::apps) const ROOT: &str = "/api/greader.php";
/// The name of our own.
const READER: &str = "/reader";
/// Behind these a slash at the end belongs to the stream.
const STREAMS: [&str; 2] = ["/reader/api/0/stream/contents/", "/reader/atom/"];

/// The path at which the endpoint of a path stands; `None` where it is none of this API.
pub(in crate::apps) fn canonical_path(path: &str) -> Option<String> {
    let (mut rest, mut ours) = (single_slash(path), false);
    loop {
        if let Some(behind) = behind(rest, ROOT) {
            (rest, ours) = (single_slash(behind), true);
            continue;
        }
        let inner = behind(rest, READER).map(single_slash).filter(|inner| {
            [ROOT, READER, "/accounts/ClientLogin"].iter().any(|known| behind(inner, known).is_some())
                || inner.is_empty()
        });
        match inner {
            Some(inner) => (rest, ours) = (inner, true),
            None => break,
        }
    }
    let rest = match behind(rest, "/reader/api/0/accounts") {
        Some(login) => format!("/accounts{login}"),
        None => rest.to_owned(),
    };
    let is_endpoint = [READER, "/accounts/ClientLogin"].iter().any(|known| behind(&rest, known).is_some());
    if !ours && !is_endpoint {
        return None;
    }
    let has_stream =
        STREAMS.iter().any(|stream| rest.strip_prefix(stream).is_some_and(|stream| !stream.is_empty()));
    let rest = if has_stream { rest.as_str() } else { rest.trim_end_matches('/') };
    Some(format!("{ROOT}{rest}"))
}

/// What of a path follows the names of another.
fn behind<'p>(path: &'p str, first: &str) -> Option<&'p str> {
    path.strip_prefix(first).filter(|rest| rest.is_empty() || rest.starts_with('/'))
}

/// A path whose first slash is one.
fn single_slash(path: &str) -> &str {
    let doubled = path.len() - path.trim_start_matches('/').len();
    path.get(doubled.saturating_sub(1)..).unwrap_or(path)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_address_of_an_endpoint_leads_to_one() {
        let check = |path: &str, expected: Option<&str>| {
            assert_eq!(canonical_path(path).as_deref(), expected, "{path}");
        };
        for root in [
            "",
            "/",
            "/api/greader.php",
            "/api/greader.php/",
            "/api/greader.php/api/greader.php",
            "//api/greader.php/",
            "/reader",
            "/reader/",
            "/reader/api/greader.php",
        ] {
            let at = |rest: &str| format!("{root}{rest}");
            check(&at("/accounts/ClientLogin"), Some("/api/greader.php/accounts/ClientLogin"));
            check(&at("/accounts/ClientLogin/"), Some("/api/greader.php/accounts/ClientLogin"));
            let list = "/reader/api/0/tag/list";
            check(&at(list), Some("/api/greader.php/reader/api/0/tag/list"));
            let stream = "/reader/api/0/stream/contents/feed/https://a.example/";
            check(&at(stream), Some(&format!("/api/greader.php{stream}")));
            check(
                &at("/reader/api/0/stream/contents/"),
                Some("/api/greader.php/reader/api/0/stream/contents"),
            );
            check(&at("/reader/api/0/accounts/ClientLogin"), Some("/api/greader.php/accounts/ClientLogin"));
            check(&at("/reader/atom/feed%2F12"), Some("/api/greader.php/reader/atom/feed%2F12"));
        }
        check("/api/greader.php/", Some("/api/greader.php"));
        check("/reader", Some("/api/greader.php"));
        for other in [
            "/",
            "/read",
            "/readers/api/0",
            "/account",
            "/accounts",
            "/api/v1/feeds",
            "/api/greader.phpx",
            "//",
        ] {
            check(other, None);
        }
    }
}
