//! What comes back for sound and for broken answers.

use crate::origin::{Origin, Reply, answer, get, page, status, url, word};
use dateline_fetch::{Answer, FetchErrorKind, Kind, MEDIA_PART, Request};
use dateline_model::{Truncation, Validators};
use std::time::Duration;

const FEED: &str = "http://herald.localhost/feed";

#[tokio::test]
async fn a_page_carries_its_history() {
    let origin = Origin::start(|seen| {
        Reply::Bytes(match seen.path.as_str() {
            "/old" => status("301 Moved", "Location: http://courier.localhost/new?a=b#part\r\n"),
            "/new?a=b" => status("302 Found", "Location: /newer\r\n"),
            "/newer" => answer("ETag: \"v1\"\r\nLAST-Modified: then\r\nX: caf\u{e9}\r\n", "<p>text"),
            _ => status("404 Not Found", ""),
        })
    })
    .await;
    let result = get(&origin.fetcher(), "http://herald.localhost/old", Kind::Page).await;
    let answer = result.as_ref().unwrap();
    assert_eq!(answer.moved().unwrap().as_str(), "http://courier.localhost/new?a=b#part");
    let page = page(result);
    assert_eq!((page.status, page.body.as_slice(), page.truncation), (200, &b"<p>text"[..], None));
    assert_eq!(page.final_url.as_str(), "http://courier.localhost/newer");
    let hops: Vec<_> = page.redirects.iter().map(|hop| (hop.status, hop.to.as_str())).collect();
    assert_eq!(
        hops,
        [(301, "http://courier.localhost/new?a=b#part"), (302, "http://courier.localhost/newer")]
    );
    assert_eq!(page.fetched_at, crate::origin::now());
    let expected = Validators { etag: Some("\"v1\"".to_owned()), last_modified: Some("then".to_owned()) };
    assert_eq!(page.validators(), expected);
}

#[tokio::test]
async fn every_status_is_an_answer() {
    let cases = [
        ("200 OK", "ok"),
        ("204 No Content", "ok"),
        ("300 Multiple Choices", "failed:status"),
        ("401 Unauthorized", "failed:auth"),
        ("403 Forbidden", "failed:status"),
        ("404 Not Found", "failed:status"),
        ("410 Gone", "gone"),
        ("429 Too Many", "failed:rate_limited"),
        ("451 Legal", "failed:status"),
        ("503 Down", "failed:status"),
        ("520 Odd", "failed:status"),
        ("999 Nope", "failed:status"),
    ];
    for (line, expected) in cases {
        let origin = Origin::saying(status(line, "")).await;
        let result = get(&origin.fetcher(), FEED, Kind::Feed).await;
        assert_eq!(word(&result), expected, "{line}");
        assert_eq!(page(result).status.to_string(), line[..3], "{line}");
    }
}

#[tokio::test]
async fn cut_bodies_are_marked_and_give_no_validator() {
    let tag = "HTTP/1.1 200 OK\r\nETag: \"v1\"\r\n";
    let cases = [
        format!("{tag}Content-Length: 900\r\n\r\n<rss>half"),
        format!("{tag}Transfer-Encoding: chunked\r\n\r\n9\r\n<rss>half\r\n"),
        format!("{tag}Transfer-Encoding: chunked\r\n\r\n99\r\n<rss>half"),
    ];
    for raw in cases {
        let origin = Origin::saying(raw.clone()).await;
        let result = get(&origin.fetcher(), FEED, Kind::Feed).await;
        assert_eq!(word(&result), "failed:truncated", "{raw:?}");
        let page = page(result);
        assert_eq!((page.body.as_slice(), page.truncation), (&b"<rss>half"[..], Some(Truncation::Length)));
        assert_eq!(page.validators(), Validators::default(), "{raw:?}");
    }
}

#[tokio::test]
async fn broken_answers_have_names() {
    let ok = "HTTP/1.1 200 OK\r\n";
    let cases: [(Vec<u8>, &str); 13] = [
        (b"<rss>no status line".to_vec(), "failed:protocol"),
        (b"".to_vec(), "failed:connection"),
        (format!("{ok}Content-Ty").into(), "failed:connection"),
        (format!("{ok}Content-Length: -1\r\n\r\nx").into(), "failed:protocol"),
        (format!("{ok}Content-Length: 1\r\nContent-Length: 2\r\n\r\nxx").into(), "failed:protocol"),
        (
            format!("{ok}Content-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n").into(),
            "failed:protocol",
        ),
        (format!("{ok}Transfer-Encoding: chunked\r\n\r\nZZ\r\nabc\r\n").into(), "failed:protocol"),
        (format!("{ok}{}\r\nabc", "X: y\r\n".repeat(300)).into(), "failed:limit"),
        (format!("{ok}X: {}\r\n\r\nabc", "y".repeat(200_000)).into(), "failed:limit"),
        (answer("Content-Encoding: compress\r\n", "abc"), "failed:encoding"),
        (answer("Content-Encoding: gzip, gzip, gzip\r\n", "abc"), "failed:limit"),
        (status("304 Not Modified", ""), "failed:protocol"),
        (format!("{ok}Content-Length: 50\r\n\r\n{}", "x".repeat(90)).into(), "ok"),
    ];
    for (raw, expected) in cases {
        let shown = String::from_utf8_lossy(&raw[..raw.len().min(90)]).into_owned();
        let origin = Origin::saying(raw).await;
        let result = get(&origin.fetcher(), FEED, Kind::Feed).await;
        assert_eq!(word(&result), expected, "{shown}");
        if let Err(error) = result {
            assert!(error.to_string().starts_with(FEED), "{error}");
        }
    }
}

#[tokio::test]
async fn too_much_is_cut_at_the_cap() {
    let ok = "HTTP/1.1 200 OK\r\n\r\n<p>";
    let origin = Origin::start(move |seen| match seen.path.as_str() {
        "/robots.txt" => Reply::Bytes(status("404 Not Found", "")),
        _ => Reply::Endless(ok.into(), vec![b'x'; 9999]),
    })
    .await;
    let fetcher = origin.fetcher_with(|policy| policy.limits.sizes.page = 100_000);
    let result = get(&fetcher, "http://herald.localhost/endless", Kind::Page).await;
    assert_eq!(word(&result), "failed:limit");
    let page = page(result);
    assert_eq!((page.body.len(), page.truncation), (100_000, Some(Truncation::Cap)));
}

#[tokio::test]
async fn a_part_of_a_recording_is_asked_for_by_its_bytes() {
    let part = answer("Content-Range: bytes 5-8/2000\r\nContent-Type: audio/mpeg\r\n", "abcd");
    let part = String::from_utf8(part).unwrap().replacen("200 OK", "206 Partial Content", 1);
    let origin = Origin::saying(part).await;
    let request = Request::part(url("http://herald.localhost/a.mp3"), 5, 4);
    let page = page(origin.fetcher().get(request).await);
    assert_eq!((page.status, page.body.as_slice()), (206, &b"abcd"[..]));
    let seen = origin.seen();
    let asked = seen.iter().find(|seen| seen.path == "/a.mp3").unwrap();
    assert_eq!(asked.field("range"), Some("bytes=5-8"));
    assert_eq!(asked.field("accept-encoding"), Some("identity"));
    let most = Request::part(url("http://herald.localhost/a.mp3"), 0, u64::MAX).range;
    assert_eq!(most, Some((0, MEDIA_PART as u64 - 1)));
}

#[tokio::test]
async fn endless_headers_end() {
    let origin =
        Origin::start(|_| Reply::Endless(b"HTTP/1.1 200 OK\r\n".to_vec(), b"X-A: aaaaaaaa\r\n".repeat(100)))
            .await;
    let result = get(&origin.fetcher(), FEED, Kind::Feed).await;
    assert_eq!(word(&result), "failed:limit");
}

#[tokio::test]
async fn silence_and_dripping_are_given_up() {
    let cases = [
        (Vec::new(), FetchErrorKind::Timeout(0)),
        (b"HTTP/1.1 200 OK\r\nX: aaa".to_vec(), FetchErrorKind::Timeout(0)),
        (b"HTTP/1.1 200 OK\r\nContent-Length: 90\r\n\r\n<rss>".to_vec(), FetchErrorKind::TooSlow(0)),
    ];
    for (bytes, expected) in cases {
        let origin = Origin::start(move |seen| match seen.path.as_str() {
            "/robots.txt" => Reply::Bytes(status("404 Not Found", "")),
            _ => Reply::Silence(bytes.clone()),
        })
        .await;
        let fetcher = origin.fetcher_with(|policy| {
            policy.limits.first_byte = Duration::from_millis(300);
            policy.limits.rate_window = Duration::from_millis(100);
        });
        let error = get(&fetcher, FEED, Kind::Feed).await.unwrap_err();
        assert_eq!((&error.kind, error.word()), (&expected, "failed:timeout"));
    }
}

#[tokio::test]
async fn a_steady_slow_body_is_ended_by_the_total_time() {
    let origin = Origin::start(|seen| match seen.path.as_str() {
        "/robots.txt" => Reply::Bytes(status("404 Not Found", "")),
        _ => Reply::Silence(answer("", "x".repeat(5000))[..4000].to_vec()),
    })
    .await;
    let fetcher = origin.fetcher_with(|policy| policy.limits.total = Duration::from_millis(300));
    let error = get(&fetcher, FEED, Kind::Feed).await.unwrap_err();
    assert!(matches!(error.kind, FetchErrorKind::TooSlow(_)), "{error}");
}

#[tokio::test]
async fn validators_go_back_byte_for_byte() {
    let tag = "W/\"a b,\u{c3}\u{a9}\u{ff}\" odd";
    let origin = Origin::start(move |seen| {
        Reply::Bytes(match (seen.path.as_str(), seen.field("if-none-match")) {
            ("/robots.txt", _) => status("404 Not Found", ""),
            (_, None) => {
                let head = format!("ETag: {tag}\r\nLast-Modified: yesterday, about noon\r\n");
                let text = String::from_utf8(answer(&head, "<rss>")).unwrap();
                text.chars().map(|c| u8::try_from(c).unwrap()).collect()
            }
            (_, Some(_)) => status("304 Not Modified", "ETag: \"v2\"\r\n"),
        })
    })
    .await;
    let fetcher = origin.fetcher();
    let validators = page(get(&fetcher, FEED, Kind::Feed).await).validators();
    let result = fetcher.get(Request::new(url(FEED), Kind::Feed).since(validators.clone())).await;
    let again = origin.seen().pop().unwrap();
    assert_eq!(again.field("if-none-match"), Some(tag));
    assert_eq!(again.field("if-modified-since"), Some("yesterday, about noon"));
    let Ok(Answer::Unchanged(unchanged)) = result else { panic!("{result:?}") };
    assert_eq!(unchanged.validators.etag.as_deref(), Some("\"v2\""));
    assert_eq!(unchanged.validators.last_modified, validators.last_modified);
}

#[tokio::test]
async fn compressed_answers_are_undone_labelled_or_not() {
    let packed = {
        use std::io::Write;
        let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::default());
        encoder.write_all("<rss>".repeat(40_000).as_bytes()).unwrap();
        encoder.finish().unwrap()
    };
    for label in ["Content-Encoding: gzip\r\n", ""] {
        let origin = Origin::saying(answer(label, &packed)).await;
        assert_eq!(page(get(&origin.fetcher(), FEED, Kind::Feed).await).body.len(), 200_000, "{label}");
    }
}

#[tokio::test]
async fn only_pictures_pass_as_pictures() {
    let png = b"\x89PNG\r\n\x1a\n\0\0\0\x0dIHDR\0\0\x01\0\0\0\x01\0\x08\x02\0\0\0\0\0\0\0";
    let huge = b"\x89PNG\r\n\x1a\n\0\0\0\x0dIHDR\0\0\xea\x60\0\0\xea\x60\x08\x02\0\0\0\0\0\0\0";
    let cases = [
        (answer("Content-Type: text/html\r\n", png), "ok"),
        (answer("Content-Type: image/png\r\n", huge), "failed:limit"),
        (answer("Content-Type: image/png\r\n", "\u{89}PNG"), "refused:type"),
        (answer("Content-Type: image/png\r\n", &png[..16]), "refused:type"),
        (answer("Content-Type: image/png\r\n", "<script>alert(1)</script>"), "refused:type"),
        (
            answer("Content-Type: image/svg+xml\r\n", "<svg xmlns='http://www.w3.org/2000/svg'/>"),
            "refused:type",
        ),
        (answer("", ""), "refused:type"),
        (b"HTTP/1.1 200 OK\r\nContent-Length: 99\r\n\r\n\x89PNG\r\n\x1a\n".to_vec(), "failed:connection"),
        (answer("", [&png[..], &[0; 5000]].concat()), "failed:limit"),
        (status("404 Not Found", ""), "failed:status"),
    ];
    for (raw, expected) in cases {
        let origin = Origin::saying(raw).await;
        let fetcher = origin.fetcher_with(|policy| policy.limits.sizes.image = 4000);
        let result = get(&fetcher, "http://pictures.localhost/a.png", Kind::Image).await;
        assert_eq!(word(&result), expected);
    }
}

#[tokio::test]
async fn a_host_without_tls_is_named_so() {
    let origin = Origin::saying("this is not a TLS server, nor will it ever be one").await;
    let error = get(&origin.fetcher(), "https://herald.localhost/feed", Kind::Feed).await.unwrap_err();
    assert!(matches!(error.kind, FetchErrorKind::Tls(_)), "{error}");
}
