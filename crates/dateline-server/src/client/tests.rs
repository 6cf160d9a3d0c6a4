//! Whom a request is taken to come from, with headers that anybody can write.

use super::*;
use axum::body::Body;
use axum::extract::ConnectInfo;
use std::net::SocketAddr;

fn client(peer: &str, trusted: &[&str], fields: &[(&str, &str)]) -> Client {
    let settings = Settings {
        trusted_proxies: trusted.iter().map(|network| network.parse().unwrap()).collect(),
        ..Settings::default()
    };
    let mut request = Request::builder().uri("/");
    for (name, value) in fields {
        request = request.header(*name, *value);
    }
    let mut request = request.body(Body::empty()).unwrap();
    request.extensions_mut().insert(ConnectInfo(SocketAddr::new(peer.parse().unwrap(), 1)));
    Client::of(&request, &settings)
}

#[test]
fn headers_of_a_proxy_count_from_trusted_ones_alone() {
    let check = |peer: &str, trusted: &[&str], forwarded: &str, network: &str, secure: bool| {
        let fields =
            [("host", "desk.example"), ("x-forwarded-for", forwarded), ("x-forwarded-proto", "https")];
        let found = client(peer, trusted, &fields);
        assert_eq!((found.network.as_str(), found.secure), (network, secure), "{peer} {forwarded}");
        assert_eq!(found.carries_sessions, secure);
    };
    check("203.0.113.9", &[], "198.51.100.7", "203.0.113.0/24", false);
    check("127.0.0.1", &[], "198.51.100.7", "127.0.0.0/24", false);
    check("127.0.0.1", &["127.0.0.1"], "198.51.100.7", "198.51.100.0/24", true);
    check("127.0.0.1", &["127.0.0.0/8"], "192.0.2.1, 198.51.100.7, 127.0.0.2", "198.51.100.0/24", true);
    check("127.0.0.1", &["127.0.0.1"], "192.0.2.1, nonsense", "127.0.0.0/24", true);
    check("::ffff:10.1.2.3", &["10.0.0.0/8"], "2001:db8:1:2ff:3::4", "2001:db8:1:200::/56", true);
    check("fd00::2", &["fd00::/8"], "198.51.100.7", "198.51.100.0/24", true);
    check("fe00::2", &["fd00::/8"], "198.51.100.7", "fe00::/56", false);
}

#[test]
fn a_network_is_an_address_with_bits() {
    for text in ["", "10.0.0.0/33", "::/129", "10.0.0/8", "example", "10.0.0.0/", "10.0.0.0/-1", "unix/8"] {
        assert!(text.parse::<Network>().is_err(), "{text}");
    }
    let all: Network = "::/0".parse().unwrap();
    assert!(all.holds("10.0.0.1".parse().unwrap()));
    let four: Network = "0.0.0.0/0".parse().unwrap();
    assert!(four.holds("10.0.0.1".parse().unwrap()) && !four.holds("2001:db8::1".parse().unwrap()));
}

#[test]
fn cookies_are_bound_to_how_they_came() {
    let secure =
        client("127.0.0.1", &["127.0.0.1"], &[("x-forwarded-proto", "https"), ("host", "desk.example")]);
    let plain = client("127.0.0.1", &[], &[("host", "localhost:8460")]);
    let open = client("203.0.113.9", &[], &[("host", "desk.example")]);
    let cookies: HeaderMap =
        [(header::COOKIE, "a=b; dateline_session=plain; __Host-dateline=safe".parse().unwrap())]
            .into_iter()
            .collect();
    assert_eq!(secure.session(&cookies).as_deref(), Some("safe"));
    assert_eq!(plain.session(&cookies).as_deref(), Some("plain"));
    assert_eq!(open.session(&cookies), None, "a session that everybody on the way can read is none");
    assert_eq!(
        secure.set_cookie("x"),
        "__Host-dateline=x; Path=/; HttpOnly; SameSite=Lax; Secure; Max-Age=7776000"
    );
    assert_eq!(plain.set_cookie(""), "dateline_session=; Path=/; HttpOnly; SameSite=Lax; Max-Age=0");
}

#[test]
fn names_and_passwords_are_read_from_the_header() {
    let basic = |name: &str, password: &str| {
        Some(Credential::Basic { name: name.to_owned(), password: password.to_owned() })
    };
    assert!(authorization("Basic QWRhOm9uZTp0d28=") == basic("Ada", "one:two"));
    assert!(authorization("basic w4RkYTo") == basic("Äda", ""));
    for bearer in ["BEARER  abc ", "GoogleLogin auth=abc", "googlelogin  Auth = abc ", "GOOGLELOGIN AUTH=abc"]
    {
        assert!(authorization(bearer) == Some(Credential::Bearer("abc".to_owned())), "{bearer}");
    }
    for wrong in ["", "Basic", "Basic !!!!", "Basic QWRh", "Digest x", "Bearer", "Basic /////w=="] {
        assert!(authorization(wrong).is_none(), "{wrong}");
    }
}

#[test]
fn a_proxy_tells_who_is_logged_in_where_it_is_trusted() {
    let header = "remote-user".to_owned();
    let proxy_login = Some(crate::ProxyLogin { header, users: std::collections::BTreeMap::new() });
    let check = |peer: &str, fields: &[&str], expected: Option<&str>| {
        let trusted_proxies = vec!["10.0.0.0/8".parse().unwrap()];
        let settings = Settings { trusted_proxies, proxy_login: proxy_login.clone(), ..Settings::default() };
        let request =
            fields.iter().fold(Request::builder(), |request, value| request.header("Remote-User", *value));
        let mut request = request.body(Body::empty()).unwrap();
        request.extensions_mut().insert(ConnectInfo(SocketAddr::new(peer.parse().unwrap(), 1)));
        let client = Client::of(&request, &settings);
        assert_eq!(client.told_by_proxy.as_deref(), expected, "{peer} {fields:?}");
    };
    check("10.1.2.3", &[" ada "], Some("ada"));
    check("192.0.2.1", &["ada"], None);
    check("10.1.2.3", &["ada", "bert"], None);
    check("10.1.2.3", &[" "], None);
    check("10.1.2.3", &[], None);
}
