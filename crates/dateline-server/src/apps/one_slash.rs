//! Addresses as apps make them of what a person typed: with slashes twice, one at the end, or the beginning of their API twice.

use http::Uri;
use http::uri::PathAndQuery;

/// Where endpoints stand, with the other names that they have.
const ROOTS: [(&str, &[&str]); 4] = [
    ("/v1", &["/v1/v1", "/v1"]),
    ("/fever", &["/fever/index.php", "/fever", "/api/fever.php", "/api/fever", "/fever.php"]),
    (
        "/index.php/apps/news/api",
        &["/index.php/apps/news/api", "/apps/news/api", "/index.php/index.php/apps/news/api"],
    ),
    ("/healthcheck", &["/healthcheck"]),
];

/// The path at which the endpoint of a path stands; `None` where it stands there or is none of these.
pub(super) fn canonical_path(path: &str) -> Option<String> {
    let parts: Vec<&str> = path.split('/').filter(|part| !part.is_empty()).collect();
    let plain = format!("/{}", parts.join("/"));
    let behind =
        |first: &str| plain.strip_prefix(first).filter(|rest| rest.is_empty() || rest.starts_with('/'));
    let found = ROOTS.iter().find_map(|(root, names)| {
        names.iter().find_map(|name| behind(name)).map(|rest| format!("{root}{rest}"))
    });
    found.filter(|found| found != path)
}

/// An address with another path.
pub(super) fn at(uri: &Uri, path: &str) -> Option<Uri> {
    let full = match uri.query() {
        Some(query) => format!("{path}?{query}"),
        None => path.to_owned(),
    };
    let mut parts = uri.clone().into_parts();
    parts.path_and_query = Some(PathAndQuery::try_from(full).ok()?);
    Uri::from_parts(parts).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_address_of_an_endpoint_leads_to_one() {
        for (path, expected) in [
            ("/v1/feeds", None),
            ("//v1/feeds/", Some("/v1/feeds")),
            ("/v1//feeds//3", Some("/v1/feeds/3")),
            ("/v1/v1/me", Some("/v1/me")),
            ("/v1x", None),
            ("/fever", None),
            ("/fever/", Some("/fever")),
            ("/api/fever.php", Some("/fever")),
            ("/index.php/apps/news/api/v1-2/items", None),
            ("//index.php/apps/news/api/v1-2/items/", Some("/index.php/apps/news/api/v1-2/items")),
            ("/apps/news/api/v1-3/feeds", Some("/index.php/apps/news/api/v1-3/feeds")),
            ("/", None),
            ("/feeds/", None),
            ("/api/v1/feeds/", None),
        ] {
            assert_eq!(canonical_path(path).as_deref(), expected, "{path}");
        }
    }

    #[test]
    fn the_query_stays() {
        let uri = at(&"/fever/?api&feeds".parse().unwrap(), "/fever").unwrap();
        assert_eq!(uri.to_string(), "/fever?api&feeds");
    }
}
