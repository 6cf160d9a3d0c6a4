//! What a publisher sees of us, at the publisher's own socket.

use crate::origin::{NAMES, Origin, Reply, answer, clock, get, now, status, word};
use dateline_fetch::{FetchErrorKind, Kind, Pace};
use jiff::SignedDuration;
use std::sync::Arc;
use std::sync::atomic::Ordering;
use std::time::{Duration, Instant};

const FEED: &str = "http://herald.localhost/feed";

#[tokio::test]
async fn we_say_who_we_are_and_carry_nothing_else() {
    let origin = Origin::start(|seen| {
        Reply::Bytes(match seen.path.as_str() {
            "/robots.txt" => status("404 Not Found", "Set-Cookie: a=b; Path=/\r\n"),
            "/feed" => status("302 Found", "Set-Cookie: c=d\r\nLocation: http://courier.localhost/feed2\r\n"),
            _ => answer("Set-Cookie: e=f\r\n", "<rss>"),
        })
    })
    .await;
    let contact = "https://desk.example/about";
    let fetcher = origin.fetcher_with(|policy| *policy = policy.clone().with_contact(contact));
    for _ in 0..2 {
        get(&fetcher, "http://name:secret@herald.localhost/feed#part", Kind::Feed).await.unwrap();
    }
    for seen in origin.seen() {
        let mut names: Vec<_> =
            seen.head.lines().skip(1).filter_map(|line| Some(line.split_once(": ")?.0)).collect();
        names.sort_unstable();
        assert_eq!(names, ["accept", "accept-encoding", "host", "user-agent"], "{}", seen.head);
        assert_eq!(seen.field("user-agent"), Some("Dateline/0.1 (+https://desk.example/about)"));
        assert!(seen.head.starts_with("GET ") && !seen.head.contains("secret") && !seen.path.contains('#'));
    }
}

#[tokio::test]
async fn one_request_at_a_time_for_each_host() {
    let origin = Origin::saying(answer("", "<rss>")).await;
    let fetcher = origin.fetcher();
    let calls: Vec<_> = (0..12)
        .map(|index| {
            let fetcher = fetcher.clone();
            let kind = [Kind::Feed, Kind::Page, Kind::Image, Kind::Robots][index % 4];
            tokio::spawn(
                async move { get(&fetcher, &format!("http://herald.localhost/{index}"), kind).await },
            )
        })
        .collect();
    for call in calls {
        let _ = call.await.unwrap();
    }
    assert_eq!((origin.peak(), origin.seen().len()), (1, 13));
}

#[tokio::test]
async fn different_hosts_are_not_in_one_queue() {
    let origin = Origin::start(|seen| match seen.field("host") {
        Some("herald.localhost") => Reply::Silence(Vec::new()),
        _ => Reply::Bytes(answer("", "<rss>")),
    })
    .await;
    let fetcher = origin.fetcher();
    let stuck = tokio::spawn({
        let fetcher = fetcher.clone();
        async move { get(&fetcher, FEED, Kind::Feed).await }
    });
    assert_eq!(word(&get(&fetcher, "http://courier.localhost/feed", Kind::Feed).await), "ok");
    assert!(!stuck.is_finished());
    stuck.abort();
}

#[tokio::test]
async fn a_pause_lies_between_two_requests() {
    let origin = Origin::saying(answer("", "<rss>")).await;
    let floor = Duration::from_millis(40);
    let fetcher = origin.fetcher_with(|policy| policy.local_pace = Pace { floor, ..Pace::none() });
    let start = Instant::now();
    for _ in 0..3 {
        get(&fetcher, FEED, Kind::Feed).await.unwrap();
    }
    // robots.txt and three times the feed: three pauses.
    assert!(start.elapsed() >= floor * 3, "{:?}", start.elapsed());
}

#[tokio::test]
async fn a_crawl_delay_is_kept_up_to_the_cap() {
    let origin = Origin::start(|seen| {
        Reply::Bytes(answer(
            "",
            if seen.path == "/robots.txt" { "User-agent: *\nCrawl-delay: 3600" } else { "<p>" },
        ))
    })
    .await;
    let cap = Duration::from_millis(60);
    let fetcher = origin.fetcher_with(|policy| policy.local_pace = Pace { crawl_delay: cap, ..Pace::none() });
    let start = Instant::now();
    for _ in 0..3 {
        get(&fetcher, "http://herald.localhost/page", Kind::Page).await.unwrap();
    }
    // The first page follows robots.txt, whose own pause was set before the delay was known.
    assert!(start.elapsed() >= cap * 2 && start.elapsed() < Duration::from_secs(60), "{:?}", start.elapsed());
}

#[tokio::test]
async fn nothing_is_sent_before_the_time_the_host_named() {
    let cases = [
        ("429 Too Many", "Retry-After: 120\r\n", Some(120)),
        ("429 Too Many", "Retry-After: Mon, 01 Jan 2024 10:25:00 GMT\r\n", Some(300)),
        ("429 Too Many", "Retry-After: 99999999999\r\n", Some(86_400)),
        ("429 Too Many", "Retry-After: soon\r\n", Some(60)),
        ("429 Too Many", "", Some(60)),
        ("503 Down", "Retry-After: 600\r\n", Some(600)),
        ("503 Down", "", None),
    ];
    for (line, fields, silence) in cases {
        let origin = Origin::saying(status(line, fields)).await;
        let (seconds, read) = clock();
        let fetcher = origin.fetcher_with(|policy| policy.clock = Arc::new(read));
        get(&fetcher, FEED, Kind::Feed).await.unwrap();
        let sent = origin.seen().len();
        let Some(silence) = silence else {
            assert!(get(&fetcher, FEED, Kind::Feed).await.is_ok(), "{line} {fields}");
            continue;
        };
        let until = now().checked_add(SignedDuration::from_secs(silence)).unwrap();
        for kind in [Kind::Feed, Kind::Page, Kind::Image] {
            let error = get(&fetcher, "http://herald.localhost/other", kind).await.unwrap_err();
            assert_eq!(error.kind, FetchErrorKind::RetryLater(until), "{line} {fields}");
        }
        seconds.store(until.as_second() - 1, Ordering::SeqCst);
        assert!(get(&fetcher, FEED, Kind::Feed).await.is_err());
        assert_eq!(origin.seen().len(), sent, "{line} {fields}");
        // Other hosts are not meant.
        assert!(get(&fetcher, &format!("http://{}/", NAMES[1]), Kind::Robots).await.is_ok());
        seconds.store(until.as_second(), Ordering::SeqCst);
        assert!(get(&fetcher, FEED, Kind::Feed).await.is_ok(), "{line} {fields}");
    }
}

#[tokio::test]
async fn gated_text_is_not_asked_for_a_second_time() {
    for line in ["401 Unauthorized", "402 Payment Required", "403 Forbidden", "451 Legal", "500 Broken"] {
        let origin = Origin::saying(status(line, "")).await;
        get(&origin.fetcher(), "http://herald.localhost/article", Kind::Page).await.unwrap();
        assert_eq!(origin.paths(), ["/robots.txt", "/article"], "{line}");
    }
}

#[tokio::test]
async fn a_form_goes_to_a_hub_once_and_carries_nothing_else() {
    let origin = Origin::start(|seen| {
        Reply::Bytes(match seen.path.as_str() {
            "/hub" => status("307 Elsewhere", "Location: /new\r\n"),
            "/old" => status("302 Elsewhere", "Location: /new\r\n"),
            "/robots.txt" => status("404 Not Found", ""),
            _ => status("202 Accepted", ""),
        })
    })
    .await;
    let fetcher = origin.fetcher();
    assert_eq!(word(&get(&fetcher, "http://herald.localhost/hub", Kind::Hub).await), "ok");
    assert_eq!(word(&get(&fetcher, "http://herald.localhost/old", Kind::Hub).await), "failed:redirects");
    assert_eq!(origin.paths(), ["/robots.txt", "/hub", "/new", "/old"]);
    let sent = &origin.seen()[2];
    assert!(sent.head.starts_with("POST /new "), "{}", sent.head);
    assert_eq!(sent.field("content-type"), Some("application/x-www-form-urlencoded"));
    assert_eq!(sent.field("content-length"), Some("18"));
    assert!(sent.field("user-agent").is_some_and(|agent| agent.starts_with("Dateline/")));
    for name in ["cookie", "authorization", "referer", "origin"] {
        assert_eq!(sent.field(name), None, "{name}");
    }
}

/// Every source that may hold a test which the document names.
const SOURCES: &[&str] = &[
    include_str!("tls.rs"),
    include_str!("../../../dateline-model/src/credential/tests.rs"),
    include_str!("../../../dateline-model/src/credential/header.rs"),
    include_str!("../../src/socket_limit.rs"),
    include_str!("../../../dateline-desk/src/poll/batch.rs"),
    include_str!("../../../dateline-desk/src/concurrency.rs"),
    include_str!("../../../dateline-desk/tests/desk/health.rs"),
    include_str!("../../../dateline-desk/tests/desk/retry.rs"),
    include_str!("../../../dateline-desk/tests/desk/websub.rs"),
    include_str!("../../../dateline-desk/tests/desk/next_pages.rs"),
    include_str!("../../../dateline-desk/tests/desk/feed_texts.rs"),
    include_str!("../../../dateline-server/tests/server/hubs_and_public_feeds.rs"),
    include_str!("../../../dateline-store/tests/store/reading.rs"),
    include_str!("../../../dateline-store/tests/store/polls.rs"),
    include_str!("../../src/fetcher.rs"),
    include_str!("answers.rs"),
    include_str!("connection_guard.rs"),
    include_str!("login.rs"),
    include_str!("open_addresses.rs"),
    include_str!("politeness.rs"),
    include_str!("robots.rs"),
    include_str!("../../src/address_ranges.rs"),
    include_str!("../../src/poll_interval/tests.rs"),
    include_str!("../../../dateline-unpack/src/tests.rs"),
    include_str!("../../src/http_exchange.rs"),
    include_str!("../../src/host_limiter.rs"),
    include_str!("../../src/policy.rs"),
    include_str!("../../src/robots.rs"),
    include_str!("../../src/guarded_connector.rs"),
];

#[test]
fn every_sentence_of_the_document_names_a_test_that_exists() {
    let document = include_str!("../../../../docs/politeness.md");
    let sentences: Vec<_> = document.lines().filter(|line| line.starts_with("- ")).collect();
    assert!(sentences.len() > 30, "{}", sentences.len());
    for sentence in sentences {
        let names: Vec<_> = sentence
            .split('[')
            .skip(1)
            .filter_map(|rest| rest.split_once(']'))
            .map(|(name, _)| name)
            .collect();
        assert!(!names.is_empty(), "no test named: {sentence}");
        for name in names {
            let header = format!("fn {name}(");
            assert!(SOURCES.iter().any(|source| source.contains(&header)), "no such test: {name}");
        }
    }
}
