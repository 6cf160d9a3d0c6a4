//! Headers that proxies write, and others who are none.

use super::*;
use axum::body::Body;

struct Asked<'a> {
    peer: Option<&'a str>,
    trusted: &'a [&'a str],
    family: ProxyHeaders,
    over_tls: bool,
    fields: &'a [(&'a str, &'a str)],
}

const FROM_PROXY: Asked<'_> = Asked {
    peer: Some("127.0.0.1"),
    trusted: &["127.0.0.1", "10.0.0.0/8"],
    family: ProxyHeaders::XForwarded,
    over_tls: false,
    fields: &[],
};

fn way(asked: &Asked<'_>) -> Way {
    let settings = Settings {
        trusted_proxies: asked.trusted.iter().map(|network| network.parse().unwrap()).collect(),
        proxy_headers: asked.family,
        ..Settings::default()
    };
    let mut request = Request::builder().uri("/");
    for (name, value) in asked.fields {
        request = request.header(*name, *value);
    }
    let mut request = request.body(Body::empty()).unwrap();
    match asked.peer {
        Some(peer) => {
            request.extensions_mut().insert(ConnectInfo(SocketAddr::new(peer.parse().unwrap(), 1)));
        }
        None => {
            request.extensions_mut().insert(ConnectInfo(UnixPeer));
        }
    }
    if asked.over_tls {
        request.extensions_mut().insert(OverTls);
    }
    Way::of(&request, &settings)
}

fn check(asked: &Asked<'_>, address: Option<&str>, secure: bool, host: Option<&str>) {
    let found = way(asked);
    let expected = (address.map(|text| text.parse::<IpAddr>().unwrap()), secure, host);
    assert_eq!((found.address, found.secure, found.host.as_deref()), expected, "{:?}", asked.fields);
}

const X: &[(&str, &str)] = &[
    ("x-forwarded-for", "192.0.2.9, 198.51.100.7:4711, 10.1.1.1"),
    ("x-forwarded-proto", "https"),
    ("x-forwarded-host", "desk.example"),
];
const RFC: &[(&str, &str)] = &[
    ("forwarded", "for=192.0.2.9;proto=http;host=evil.example"),
    (
        "forwarded",
        "For=\"[2001:db8::7]:4711\" ; proto=https;host=\"desk.example:8443\", for=10.1.1.1;proto=http;host=inner",
    ),
];

#[test]
fn the_family_of_the_settings_counts_and_the_other_can_be_anybodys() {
    let both: Vec<_> = X.iter().chain(RFC).copied().collect();
    check(&Asked { fields: &both, ..FROM_PROXY }, Some("198.51.100.7"), true, Some("desk.example"));
    let rfc = Asked { family: ProxyHeaders::Forwarded, ..FROM_PROXY };
    check(&Asked { fields: &both, ..rfc }, Some("2001:db8::7"), true, Some("desk.example:8443"));
    let rfc = Asked { family: ProxyHeaders::Forwarded, ..FROM_PROXY };
    check(&Asked { fields: X, ..rfc }, Some("127.0.0.1"), false, None);
    check(&Asked { fields: RFC, ..FROM_PROXY }, Some("127.0.0.1"), false, None);
}

#[test]
fn what_cannot_be_read_ends_the_chain() {
    for value in ["for=_hidden;proto=https", "for=unknown", "", ";;=,", "for=\"198.51.100.7,", "proto"] {
        let asked = Asked { family: ProxyHeaders::Forwarded, fields: &[("forwarded", value)], ..FROM_PROXY };
        check(&asked, Some("127.0.0.1"), value.ends_with("https"), None);
    }
    let all_trusted = [("x-forwarded-for", "10.0.0.3, 10.0.0.2")];
    check(&Asked { fields: &all_trusted, ..FROM_PROXY }, Some("127.0.0.1"), false, None);
}

#[test]
fn tls_of_the_desk_and_of_the_proxy_are_told_apart() {
    let over = |fields, trusted| Asked { over_tls: true, fields, trusted, ..FROM_PROXY };
    check(&over(&[("x-forwarded-proto", "http")], &[]), Some("127.0.0.1"), true, None);
    check(&over(&[("x-forwarded-proto", "http")], &["127.0.0.1"]), Some("127.0.0.1"), false, None);
    check(&over(&[], &["127.0.0.1"]), Some("127.0.0.1"), true, None);
}

#[test]
fn a_unix_socket_has_to_be_trusted_by_its_word() {
    let through = |trusted| Asked { peer: None, trusted, fields: X, ..FROM_PROXY };
    check(&through(&["unix", "10.0.0.0/8"]), Some("198.51.100.7"), true, Some("desk.example"));
    check(&through(&["0.0.0.0/0", "::/0"]), None, false, None);
}
