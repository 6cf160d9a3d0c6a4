//! Logins: seen by the origins that may see them, by nobody else, on every hop.

use crate::connection_guard::{PUBLIC, Stage};
use crate::origin::{Origin, Reply, answer, status, url};
use dateline_fetch::{Answer, Fetcher, Kind, Request};
use dateline_model::{Credential, Login, Terms, Validators, WebOrigin};
use proptest::prelude::*;
use std::sync::Arc;

const SECRET: &str = "s3cr3t-of-the-reader";

fn login(kind: usize) -> Login {
    let login = match kind {
        0 => Login::basic("reader", SECRET),
        1 => Login::bearer(SECRET),
        2 => Login::header("X-Api-Key", SECRET),
        _ => Login::cookie(&format!("session={SECRET}")),
    };
    login.unwrap()
}

fn credential(login: Login, feed: &str, also: &[&str], allow_http: bool) -> Arc<Credential> {
    let also = also.iter().map(|text| WebOrigin::of(&url(text))).collect();
    let terms = Terms { origin: WebOrigin::of(&url(feed)), also, allow_http };
    Arc::new(Credential::new(login, terms).unwrap())
}

/// Whether a request's head shows the login in any form.
fn shows(head: &str) -> bool {
    let basic = "Basic cmVhZGVyOnMzY3IzdC1vZi10aGUtcmVhZGVy";
    head.contains(SECRET) || head.contains(basic)
}

/// A stage on which every public name is one server, which redirects each path to what stands behind it.
async fn redirecting(chain: Vec<String>) -> (Stage, Fetcher, Origin) {
    let origin = Origin::start(move |seen| {
        let at = seen.path.strip_prefix("/hop").and_then(|number| number.parse::<usize>().ok());
        Reply::Bytes(match (seen.path.as_str(), at.and_then(|at| chain.get(at))) {
            ("/robots.txt", _) => status("404 Not Found", ""),
            (_, Some(next)) => status("302 Found", &format!("Location: {next}\r\nSet-Cookie: a=b\r\n")),
            _ => answer("ETag: \"v1\"\r\n", "<rss version='2.0'/>"),
        })
    })
    .await;
    let stage = Stage::new(origin.address, &[PUBLIC]);
    let fetcher = stage.opening("unused.lan 1 feeds");
    (stage, fetcher, origin)
}

/// Origins, as scheme, host and port, whose requests showed the login, in order.
fn told(origin: &Origin) -> Vec<String> {
    let heads = origin.seen().into_iter().filter(|seen| shows(&seen.head));
    heads.map(|seen| format!("http://{}", seen.field("host").unwrap_or_default())).collect()
}

#[tokio::test]
async fn every_kind_of_login_reaches_its_origin_with_our_own_name() {
    for kind in 0..4 {
        for asked in [Kind::Feed, Kind::Page] {
            let (_, fetcher, origin) = redirecting(Vec::new()).await;
            let known = credential(login(kind), "http://gull.example/feed", &[], true);
            let request = Request::new(url("http://gull.example/feed"), asked).with_login(known);
            fetcher.get(request).await.unwrap();
            let seen = origin.seen();
            assert_eq!(told(&origin), ["http://gull.example"], "{kind} {asked:?}");
            let robots = seen.iter().find(|seen| seen.path == "/robots.txt").unwrap();
            assert!(!shows(&robots.head), "robots.txt is asked for as everyone does");
            assert_eq!(seen.last().unwrap().field("user-agent"), Some("Dateline/0.1"));
        }
    }
}

#[tokio::test]
async fn a_redirect_to_another_origin_drops_the_login_for_good() {
    // What hop 0 leads to, and so on; which origins see the login.
    let cases: [(&[&str], &[&str], &[&str]); 9] = [
        (&["/hop9"], &[], &["gull.example", "gull.example"]),
        (&["http://gull.example:80/hop9"], &[], &["gull.example", "gull.example"]),
        (&["http://tern.example/hop9"], &[], &["gull.example"]),
        (&["http://gull.example:8080/hop9"], &[], &["gull.example"]),
        (&["http://www.gull.example/hop9"], &[], &["gull.example"]),
        (&["//tern.example/hop1", "http://gull.example/hop9"], &[], &["gull.example"]),
        (&["http://reader:x@gull.example/hop9"], &[], &["gull.example", "gull.example"]),
        (
            &["http://cdn.example:8080/hop9"],
            &["http://cdn.example:8080"],
            &["gull.example", "cdn.example:8080"],
        ),
        (
            &["http://cdn.example/hop1", "http://tern.example/hop2", "http://cdn.example/hop9"],
            &["http://cdn.example"],
            &["gull.example", "cdn.example"],
        ),
    ];
    for (chain, also, expected) in cases {
        for kind in 0..4 {
            let (_, fetcher, origin) = redirecting(chain.iter().map(|to| (*to).to_owned()).collect()).await;
            let known = credential(login(kind), "http://gull.example/", also, true);
            let request = Request::new(url("http://gull.example/hop0"), Kind::Feed).with_login(known);
            assert!(matches!(fetcher.get(request).await, Ok(Answer::Fresh(page)) if page.status == 200));
            let expected: Vec<_> = expected.iter().map(|host| format!("http://{host}")).collect();
            assert_eq!(told(&origin), expected, "{chain:?}");
        }
    }
}

#[tokio::test]
async fn a_login_for_tls_is_never_sent_in_the_clear() {
    let (_, fetcher, origin) = redirecting(Vec::new()).await;
    for allow_http in [false, true] {
        let known = credential(login(0), "https://gull.example/feed", &[], allow_http);
        let request = Request::new(url("http://gull.example/feed"), Kind::Feed).with_login(known);
        fetcher.get(request).await.unwrap();
        assert!(told(&origin).is_empty(), "http is another origin than https");
    }
}

#[tokio::test]
async fn pictures_hubs_and_robots_never_see_a_login() {
    let (_, fetcher, origin) = redirecting(Vec::new()).await;
    let known = credential(login(3), "http://gull.example/", &[], true);
    for kind in [Kind::Image, Kind::Robots] {
        let request = Request::new(url("http://gull.example/x"), kind).with_login(Arc::clone(&known));
        let _ = fetcher.get(request).await;
    }
    let form = Request::to_hub(url("http://gull.example/hub"), &[("hub.mode", "subscribe")]);
    let _ = fetcher.get(form.with_login(known)).await;
    assert_eq!((origin.seen().len() >= 3, told(&origin).len()), (true, 0));
}

#[tokio::test]
async fn validators_of_a_login_go_with_the_login() {
    let (_, fetcher, origin) = redirecting(vec!["http://tern.example/hop9".to_owned()]).await;
    let known = credential(login(1), "http://gull.example/", &[], true);
    let since = Validators { etag: Some("\"v0\"".to_owned()), last_modified: None };
    let request = Request::new(url("http://gull.example/hop0"), Kind::Feed).with_login(known).since(since);
    fetcher.get(request).await.unwrap();
    let sent = origin.seen().into_iter().filter(|seen| seen.field("if-none-match").is_some());
    assert_eq!(sent.map(|seen| seen.path).collect::<Vec<_>>(), ["/hop0"]);
}

const HOSTS: [&str; 6] = [
    "gull.example",
    "gull.example:8080",
    "www.gull.example",
    "cdn.example",
    "tern.example",
    "auk.example:81",
];

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]
    /// However the redirects go, only the feed's own origin and those that were named see the login, and nobody after a
    /// stranger.
    #[test]
    fn over_random_redirects_only_those_who_may_see_the_login_do(
        chain in prop::collection::vec(0..HOSTS.len(), 0..9),
        also in prop::collection::vec(1..HOSTS.len(), 0..3),
        kind in 0_usize..4,
    ) {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
        let place = |host: usize| format!("http://{}", HOSTS[host]);
        let hops = chain.iter().enumerate().map(|(at, host)| format!("{}/hop{}", place(*host), at + 1)).collect();
        let also: Vec<String> = also.into_iter().map(place).collect();
        let told = runtime.block_on(async {
            let (_, fetcher, origin) = redirecting(hops).await;
            let named: Vec<&str> = also.iter().map(String::as_str).collect();
            let known = credential(login(kind), "http://gull.example/", &named, true);
            let request = Request::new(url("http://gull.example/hop0"), Kind::Feed).with_login(known);
            fetcher.get(request).await.unwrap();
            told(&origin)
        });
        let may = |host: &usize| *host == 0 || also.contains(&place(*host));
        let expected: Vec<_> = std::iter::once(0).chain(chain).take_while(may).map(place).collect();
        prop_assert_eq!(told, expected);
    }
}
