//! What robots.txt closes, for whom, and how often it is asked for.

use crate::origin::{Origin, Reply, answer, clock, get, now, status, url, word};
use dateline_fetch::Kind;
use std::sync::Arc;
use std::sync::atomic::Ordering;
use std::time::Duration;

/// A host whose robots.txt is this answer and whose every other path is there.
async fn with(robots: Vec<u8>) -> Origin {
    Origin::start(move |seen| {
        Reply::Bytes(match seen.path.as_str() {
            "/robots.txt" => robots.clone(),
            "/to-private" => status("302 Found", "Location: /private/b\r\n"),
            _ => answer("", "\u{89}PNG"),
        })
    })
    .await
}

async fn words(robots: Vec<u8>, path: &str) -> [&'static str; 2] {
    let origin = with(robots).await;
    let address = format!("http://herald.localhost{path}");
    let page = word(&get(&origin.fetcher(), &address, Kind::Page).await);
    [page, word(&get(&origin.fetcher(), &address, Kind::Feed).await)]
}

#[tokio::test]
async fn pages_obey_the_whole_file_and_feeds_what_names_us() {
    let file = |text: &str| answer("Content-Type: text/plain\r\n", text);
    let all = file("User-agent: *\nDisallow: /private");
    let us = file("User-agent: Dateline\nDisallow: /private\n\nUser-agent: *\nDisallow:");
    let others = file("User-agent: GPTBot\nDisallow: /");
    let cases = [
        (all.clone(), "/private/a?b", ["disallowed", "ok"]),
        (all.clone(), "/open", ["ok", "ok"]),
        (all, "/to-private", ["disallowed", "ok"]),
        (us.clone(), "/private/a", ["disallowed", "disallowed"]),
        (us, "/open", ["ok", "ok"]),
        (others, "/open", ["ok", "ok"]),
    ];
    for (robots, path, expected) in cases {
        assert_eq!(
            words(robots.clone(), path).await,
            expected,
            "{path} {:?}",
            String::from_utf8_lossy(&robots)
        );
    }
}

#[tokio::test]
async fn a_missing_file_opens_and_a_server_in_trouble_closes() {
    let elsewhere = "Location: http://courier.localhost/robots.txt\r\n";
    let cases = [
        (status("404 Not Found", ""), ["ok", "ok"]),
        (status("403 Forbidden", ""), ["ok", "ok"]),
        (status("410 Gone", ""), ["ok", "ok"]),
        (status("500 Broken", ""), ["disallowed", "ok"]),
        (status("503 Down", ""), ["disallowed", "ok"]),
        (status("302 Found", "Location: /robots.txt\r\n"), ["ok", "ok"]),
        (status("302 Found", elsewhere), ["ok", "ok"]),
        (b"gibberish".to_vec(), ["failed:protocol", "ok"]),
        (status("302 Found", "Location: http://169.254.169.254/\r\n"), ["blocked", "ok"]),
    ];
    for (robots, expected) in cases {
        assert_eq!(words(robots.clone(), "/a").await, expected, "{:?}", String::from_utf8_lossy(&robots));
    }
}

#[tokio::test]
async fn the_file_is_asked_for_once_and_its_first_500_kib_count() {
    let padding = "Disallow: /x\n".repeat(60_000);
    let origin = with(answer("", format!("User-agent: *\nDisallow: /early\n{padding}Disallow: /late"))).await;
    let fetcher = origin.fetcher();
    for (path, expected) in [("early", "disallowed"), ("late", "ok"), ("open", "ok"), ("open", "ok")] {
        let result = get(&fetcher, &format!("http://herald.localhost/{path}"), Kind::Page).await;
        assert_eq!(word(&result), expected, "{path}");
    }
    assert_eq!(origin.paths().iter().filter(|path| *path == "/robots.txt").count(), 1);
    assert!(!origin.paths().contains(&"/early".to_owned()));
}

#[tokio::test]
async fn redirects_of_the_file_are_followed_to_another_host() {
    let origin = Origin::start(|seen| {
        Reply::Bytes(match (seen.path.as_str(), seen.field("host")) {
            ("/robots.txt", Some("herald.localhost")) => {
                status("301 Moved", "Location: http://courier.localhost/robots.txt\r\n")
            }
            ("/robots.txt", _) => {
                answer("", "User-agent: *\nDisallow: /shut\nCrawl-delay: 7\nSitemap: /s.xml")
            }
            _ => answer("", "ok"),
        })
    })
    .await;
    let fetcher = origin.fetcher();
    assert_eq!(word(&get(&fetcher, "http://herald.localhost/shut", Kind::Page).await), "disallowed");
    let robots = fetcher.robots(&url("http://herald.localhost/")).await.unwrap();
    assert_eq!(robots.crawl_delay, Some(Duration::from_secs(7)));
    assert_eq!(robots.sitemaps, ["/s.xml"]);
}

#[tokio::test]
async fn the_file_is_asked_for_again_when_its_time_is_over() {
    let cases = [(answer("", "User-agent: *\nDisallow:"), 24 * 3600), (status("500 Broken", ""), 600)];
    for (robots, seconds) in cases {
        let origin = with(robots).await;
        let (time, read) = clock();
        let fetcher = origin.fetcher_with(|policy| policy.clock = Arc::new(read));
        let mut asked = Vec::new();
        for later in [0, seconds - 1, seconds] {
            time.store(now().as_second() + later, Ordering::SeqCst);
            let _ = get(&fetcher, "http://herald.localhost/a", Kind::Page).await;
            asked.push(origin.paths().iter().filter(|path| *path == "/robots.txt").count());
        }
        assert_eq!(asked, [1, 1, 2], "{seconds}");
    }
}
