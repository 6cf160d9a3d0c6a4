//! Addresses that the owner opened: reached by the feeds that stand there, by nobody else, and on no way around.

use crate::connection_guard::{PUBLIC, Stage};
use crate::origin::{Origin, Reply, answer, message, status, url, word};
use dateline_fetch::{Answer, FetchError, Fetcher, Kind, Request};

const FEED: &str = "http://bridge.lan:3000/?bridge=Gull";

async fn ask(fetcher: &Fetcher, address: &str, kind: Kind, feed: Option<&str>) -> Result<Answer, FetchError> {
    let request = match kind {
        Kind::Hub => Request::to_hub(url(address), &[("hub.mode", "subscribe")]),
        Kind::Webhook => Request::to_webhook(url(address), message()),
        _ => Request::new(url(address), kind),
    };
    fetcher
        .get(match feed {
            Some(feed) => request.of_feed(url(feed)),
            None => request,
        })
        .await
}

#[tokio::test]
async fn an_opened_address_is_reached_by_its_own_feeds_alone() {
    let origin = Origin::saying(answer("", "ok")).await;
    let (inside, metadata) = ("192.168.1.9", "169.254.169.254");
    let (hook, token) = ("http://bridge.lan:3000/in", "http://bridge.lan:3000/token");
    // What the name resolves to, what is opened, what is asked, for which feed, as what, and whether anything is dialled.
    let cases = [
        (inside, "bridge.lan 3000 feeds", FEED, Some(FEED), Kind::Feed, true),
        (inside, "BRIDGE.lan. 3000 feeds", FEED, Some(FEED), Kind::Feed, true),
        (inside, "bridge.lan 3000 feeds", "http://bridge.lan:3000/a", Some(FEED), Kind::Page, true),
        (inside, "bridge.lan 3000 feeds", FEED, None, Kind::Feed, false),
        (inside, "bridge.lan 3000 feeds", FEED, Some("http://herald.example/feed"), Kind::Feed, false),
        (inside, "bridge.lan 3000 feeds", "http://bridge.lan:3001/a", Some(FEED), Kind::Page, false),
        (
            inside,
            "bridge.lan 3000 feeds, bridge.lan 3001 feeds",
            "http://bridge.lan:3001/",
            Some(FEED),
            Kind::Page,
            false,
        ),
        (inside, "bridge.lan 3000 feeds", "http://bridge.lan:3000/p.png", Some(FEED), Kind::Image, false),
        (inside, "bridge.lan 3000 feeds", "http://bridge.lan:3000/hub", Some(FEED), Kind::Hub, false),
        (inside, "bridge.lan 3000 webhooks", FEED, Some(FEED), Kind::Feed, false),
        (inside, "bridge.lan 3000 webhooks", hook, None, Kind::Webhook, true),
        (inside, "bridge.lan 3000 webhooks", "http://bridge.lan:3001/in", None, Kind::Webhook, false),
        (inside, "bridge.lan 3000 feeds", hook, Some(FEED), Kind::Webhook, false),
        (metadata, "bridge.lan 3000 webhooks", hook, None, Kind::Webhook, false),
        (inside, "bridge.lan 3000 mail, bridge.lan 3000 login", FEED, Some(FEED), Kind::Feed, false),
        (inside, "bridge.lan 3000 feeds", token, None, Kind::Provider, false),
        (inside, "bridge.lan 3000 login", token, None, Kind::Provider, true),
        (inside, "bridge.lan 3000 login", "http://bridge.lan:3001/token", None, Kind::Provider, false),
        (metadata, "bridge.lan 3000 login", token, None, Kind::Provider, false),
        (inside, "192.168.1.9 3000 feeds", FEED, Some(FEED), Kind::Feed, false),
        (
            inside,
            "192.168.1.9 3000 feeds",
            "http://192.168.1.9:3000/x",
            Some("http://192.168.1.9:3000/x"),
            Kind::Feed,
            true,
        ),
        (
            inside,
            "192.168.1.9 3000 feeds",
            "http://192.168.1.8:3000/x",
            Some("http://192.168.1.8:3000/x"),
            Kind::Feed,
            false,
        ),
        ("127.0.0.1", "bridge.lan 3000 feeds", FEED, Some(FEED), Kind::Feed, true),
        ("fd12::9", "bridge.lan 3000 feeds", FEED, Some(FEED), Kind::Feed, true),
        (metadata, "bridge.lan 3000 feeds", FEED, Some(FEED), Kind::Feed, false),
        ("fd00:ec2::254", "bridge.lan 3000 feeds", FEED, Some(FEED), Kind::Feed, false),
        ("100.100.100.200", "bridge.lan 3000 feeds", FEED, Some(FEED), Kind::Feed, false),
        ("168.63.129.16", "bridge.lan 3000 feeds", FEED, Some(FEED), Kind::Feed, false),
        ("::ffff:192.168.1.9", "bridge.lan 3000 feeds", FEED, Some(FEED), Kind::Feed, false),
    ];
    for (ip, open, address, feed, kind, expected) in cases {
        let stage = Stage::new(origin.address, &[ip]);
        let result = ask(&stage.opening(open), address, kind, feed).await;
        let dialled = stage.dialled();
        assert_eq!(
            !dialled.is_empty(),
            expected,
            "{ip} {open} {address} {feed:?} {kind:?}: {dialled:?} {result:?}"
        );
        if !expected {
            assert_eq!(word(&result), "blocked", "{result:?}");
        }
    }
}

#[tokio::test]
async fn what_a_feed_from_outside_redirects_to_never_leads_to_an_opened_address() {
    for line in ["301 Moved", "302 Found", "307 Temporary", "308 Permanent"] {
        let outside = Origin::start(move |seen| {
            Reply::Bytes(match seen.path.as_str() {
                "/robots.txt" => status("404 Not Found", ""),
                "/hop" => status(line, "Location: http://bridge.lan:3000/?u=x\r\n"),
                _ => status(line, "Location: /hop\r\n"),
            })
        })
        .await;
        for kind in [Kind::Feed, Kind::Page] {
            let stage = Stage::new(outside.address, &[PUBLIC, PUBLIC, PUBLIC, "192.168.1.9"]);
            let (open, feed) = ("bridge.lan 3000 feeds", "http://herald.example/feed");
            let result = ask(&stage.opening(open), feed, kind, Some(feed)).await;
            assert_eq!(word(&result), "blocked", "{result:?}");
            assert!(stage.dialled().iter().all(|to| to.starts_with("93.")), "{:?}", stage.dialled());
        }
    }
}

#[tokio::test]
async fn who_is_refused_an_address_says_how_it_is_opened() {
    let origin = Origin::saying(answer("", "ok")).await;
    let check = async |open: &str, address: &str, expected: &str| {
        let stage = Stage::new(origin.address, &["192.168.1.9"]);
        let error = ask(&stage.opening(open), address, Kind::Feed, None).await.unwrap_err().to_string();
        assert!(error.contains(expected), "{error}");
    };
    let setting = r#"{ host = "bridge.lan", port = 3000, purpose = "feeds" } to fetch.allow"#;
    check("other.lan 1 feeds", FEED, setting).await;
    check("other.lan 1 feeds", "https://[fd12::9]/x", r#"{ host = "fd12::9", port = 443, "#).await;
    check("bridge.lan 3000 feeds", FEED, "for feeds that stand there themselves").await;
    check("bridge.lan 3000 mail", FEED, "fetch.allow opens it for mail alone").await;
    check("bridge.lan 3000 feeds", "http://169.254.169.254/", "no publisher can be there").await;
}
