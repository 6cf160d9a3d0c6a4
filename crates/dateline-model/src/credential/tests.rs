use super::*;

fn url(text: &str) -> WebUrl {
    WebUrl::parse(text).unwrap()
}

fn credential(feed: &str, also: &[&str], allow_http: bool) -> Result<Credential, LoginError> {
    let also = also.iter().map(|text| WebOrigin::of(&url(text))).collect();
    let terms = Terms { origin: WebOrigin::of(&url(feed)), also, allow_http };
    Credential::new(Login::bearer("s3cr3t").unwrap(), terms)
}

#[test]
fn a_login_becomes_a_header_field() {
    let feed = url("https://gull.example/feed");
    for (login, expected) in [
        (Login::basic("Aladdin", "open sesame"), ("authorization", "Basic QWxhZGRpbjpvcGVuIHNlc2FtZQ==")),
        (Login::bearer(" abc.def "), ("authorization", "Bearer abc.def")),
        (Login::header("X-Api-Key", "k 1"), ("x-api-key", "k 1")),
        (Login::header("Authorization", "Token t"), ("authorization", "Token t")),
        (Login::cookie("Cookie: a=1; b=2"), ("cookie", "a=1; b=2")),
        (Login::cookie("a=1:2"), ("cookie", "a=1:2")),
    ] {
        let terms = Terms { origin: WebOrigin::of(&feed), also: Vec::new(), allow_http: false };
        let credential = Credential::new(login.unwrap(), terms).unwrap();
        let (name, value) = credential.field_for(&feed).unwrap();
        assert_eq!((name, value.as_str()), expected);
    }
}

#[test]
fn what_cannot_be_sent_is_refused_without_repeating_it() {
    let long = "s3cr3t".repeat(1000);
    for login in [
        Login::basic("", ""),
        Login::basic("a:b", "s3cr3t"),
        Login::basic("a", "s3cr3t\r\nX: y"),
        Login::basic("a\0", "s3cr3t"),
        Login::basic("a", &long),
        Login::bearer(""),
        Login::bearer("s3cr3t\nX: y"),
        Login::bearer("s3cr3t\u{e9}"),
        Login::bearer(&long),
        Login::header("Host", "s3cr3t"),
        Login::header("X-Key", "s3cr3t\u{7f}"),
        Login::header("X-Key", " "),
        Login::cookie("a=s3cr3t\r"),
        Login::cookie("a=s3cr3t\rb"),
    ] {
        // A line break at the end of what a file held is no part of it.
        let Err(error) = login else { continue };
        assert!(!format!("{error} {error:?}").contains("s3cr3t"), "{error}");
    }
    assert!(Login::cookie("a=s3cr3t\rb").is_err() && Login::bearer(&long).is_err());
}

#[test]
fn a_login_is_shown_to_its_origin_and_to_those_that_were_named() {
    let known = credential("https://gull.example/feed", &["https://cdn.example:8443/x"], false).unwrap();
    for (address, expected) in [
        ("https://gull.example/other", true),
        ("https://gull.example:443/feed", true),
        ("https://GULL.example/feed", true),
        ("https://cdn.example:8443/", true),
        ("http://gull.example/feed", false),
        ("https://gull.example:8443/feed", false),
        ("https://www.gull.example/feed", false),
        ("https://gull.example./feed", false),
        ("https://gull.example.evil.example/feed", false),
        ("https://cdn.example/", false),
        ("https://evil.example/https://gull.example/", false),
    ] {
        assert_eq!(known.field_for(&url(address)).is_some(), expected, "{address}");
    }
}

#[test]
fn plain_http_wants_a_confirmation() {
    assert!(matches!(credential("http://gull.example/feed", &[], false), Err(LoginError::Plain(_))));
    let mixed = credential("https://gull.example/feed", &["http://cdn.example/"], false);
    assert!(matches!(mixed, Err(LoginError::Plain(origin)) if origin.as_str() == "http://cdn.example"));
    let confirmed = credential("http://gull.example/feed", &[], true).unwrap();
    assert!(confirmed.field_for(&url("http://gull.example/x")).is_some());
    assert!(confirmed.field_for(&url("https://gull.example/x")).is_none());
}

#[test]
fn nothing_that_is_printed_holds_the_secret() {
    let login = Login::basic("reader-name", "s3cr3t").unwrap();
    let feed = url("https://gull.example/feed");
    let terms = Terms { origin: WebOrigin::of(&feed), also: Vec::new(), allow_http: false };
    let credential = Credential::new(login.clone(), terms).unwrap();
    let printed = format!("{login:?} {login:#?} {credential:?} {credential:#?}");
    for secret in ["s3cr3t", "reader-name"] {
        assert!(!printed.contains(secret), "{printed}");
    }
}

#[test]
fn the_login_in_an_address_is_read() {
    for (text, expected) in [
        ("https://me:s3cr3t@gull.example/feed", Some(("me", "s3cr3t"))),
        ("me@gull.example/feed", Some(("me", ""))),
        ("feed:https://me:s3cr3t@gull.example/feed", Some(("me", "s3cr3t"))),
        ("mailto:me@gull.example", None),
        ("me:s3cr3t@gull.example/feed", None),
        ("https://me@gull.example/feed", Some(("me", ""))),
        ("https://:s3cr3t@gull.example/feed", Some(("", "s3cr3t"))),
        ("https://me:a:b@gull.example/feed", Some(("me", "a:b"))),
        ("https://m%40e:p%3A%2F%c3%a9%zz@gull.example/", Some(("m@e", "p:/\u{e9}%zz"))),
        ("https://me:a@b@gull.example/feed", Some(("me", "a@b"))),
        ("https://gull.example/@me", None),
        ("gull.example", None),
    ] {
        let found = Login::in_address(text).map(Result::unwrap);
        let found = found.as_ref().map(|login| (login.name(), login.expose()));
        assert_eq!(found, expected, "{text}");
    }
    assert!(Login::in_address("https://%0d%0aa:b@gull.example/").unwrap().is_err());
    assert!(Login::in_address("https://%ff:b@gull.example/").unwrap().is_err());
    assert!(Login::in_address("https://@gull.example/").unwrap().is_err());
}
