//! Bad input from the network: what is no feed, too large, too deep, endless, or where it must not be fetched.

use crate::bad_input::stored;
use crate::fixture::{Dir, gzip, says};
use crate::publisher_server::{Ask, Origin, Reply, article, rss};

const HOST: &str = "courier.example";

/// A folder whose settings lead `courier.example` to a server.
fn desk(answer: impl Fn(&Ask) -> Reply + Send + Sync + 'static) -> (Dir, Origin) {
    let dir = Dir::new();
    let origin = Origin::new(answer);
    dir.config(true, &[(HOST, origin.port)]);
    (dir, origin)
}

fn add(dir: &Dir, path: &str) -> crate::fixture::TestCommand {
    dir.dateline(["add"]).arg(format!("http://{HOST}{path}"))
}

#[test]
fn an_address_that_is_no_feed_adds_nothing() {
    let (dir, _origin) = desk(|ask| match ask.path.as_str() {
        "/page" => Reply::html("<!doctype html><title>Soup</title><p>Recipes, no news."),
        "/picture" => Reply::new(200, "image/png", [0x89, b'P', b'N', b'G', 0, 0]),
        "/empty" => Reply::new(200, "application/rss+xml", ""),
        "/broken" => Reply::new(500, "text/plain", "sorry"),
        _ => Reply::missing(),
    });
    for path in ["/page", "/picture", "/empty"] {
        says(
            &add(&dir, path).fails(),
            &[&format!("http://{HOST}{path} is no feed ("), "names none; try the address"],
        );
    }
    says(&add(&dir, "/broken").fails(), &["answers 500; nothing was added"]);
    says(&add(&dir, "/nowhere").fails(), &["answers 404; nothing was added"]);
    says(&dir.dateline(["feeds"]).done().err, &["no feeds yet"]);
}

#[test]
fn an_answer_without_tags_keeps_its_status() {
    let (dir, _origin) = desk(|ask| match ask.path.as_str() {
        "/500" => Reply::new(500, "text/html", "something went wrong here"),
        "/503" => Reply::new(503, "text/plain", "something went wrong here"),
        "/410" => Reply::new(410, "text/html", "something went wrong here"),
        _ => Reply::missing(),
    });
    for (path, reason) in
        [("/500", "server_error"), ("/503", "server_error"), ("/410", "gone"), ("/404", "not_found")]
    {
        let read = dir.dateline(["read", "--format", "json"]).arg(format!("http://{HOST}{path}")).run();
        let verdict = &serde_json::from_str::<serde_json::Value>(&read.out).unwrap()["verdict"];
        assert_eq!((&verdict["holding"], &verdict["reasons"][0]), (&"none".into(), &reason.into()), "{path}");
    }
}

#[test]
fn a_page_that_is_kept_is_read_again_without_a_request() {
    let (dir, origin) = stored();
    drop(origin);
    let read = dir.dateline(["read", "--kept", "1", "--format", "json"]).done().json();
    assert_eq!((&read["verdict"]["holding"], &read["error"]), (&"full".into(), &serde_json::Value::Null));
    says(&dir.dateline(["read", "--kept", "1", "--explain"]).done().out, &["article"]);
    says(&dir.dateline(["read", "--kept", "99"]).fails(), &["no article 99", "its address on the desk"]);
    assert_eq!(dir.dateline(["read", "--kept", "1", "page.html"]).run().code, Some(2));
}

#[test]
fn a_page_leads_to_its_feeds() {
    let (dir, _origin) = desk(|ask| match ask.path.as_str() {
        "/" => Reply::html(
            "<!doctype html><title>News</title><link rel=alternate type='application/rss+xml' title=All href='/feed'>\
             <link rel=alternate type='application/rss+xml' title=Sport href='/sport'>",
        ),
        "/one" => Reply::html("<link rel=alternate type='application/rss+xml' href='/feed'>"),
        "/feed" | "/sport" => Reply::feed(rss(HOST, &["harbour".to_owned()])),
        _ => Reply::missing(),
    });
    let offered = add(&dir, "/").arg("--json").ends(3).json();
    assert_eq!(offered["choices"].as_array().unwrap().len(), 2);
    says(&add(&dir, "/").arg("--choose").arg("2").done().out, &["as feed 1"]);
    says(&add(&dir, "/one").done().out, &["as feed 2"]);
    says(&add(&dir, "/feed").done().out, &["was there already, as feed 2"]);
}

#[test]
fn a_feed_of_a_hundred_megabytes_is_cut_off() {
    let (dir, _origin) = desk(|ask| match ask.path.as_str() {
        "/feed" => Reply::feed("").endless(
            b"<item><title>Again</title><description>The same words once more.</description></item>"
                .repeat(1_000),
            1_200,
        ),
        "/whole" => {
            let head = "<rss version=\"2.0\"><channel><title>Large</title>";
            let item = "<item><title>Again</title><guid>1</guid></item>";
            Reply::feed(format!("{head}{}", item.repeat(100 << 20 >> 6)))
        }
        _ => Reply::missing(),
    });
    // Either what came in time is taken and said to be a part, or it is refused; the desk goes on in both cases.
    for path in ["/feed", "/whole"] {
        let run = add(&dir, path).run();
        assert!(matches!(run.code, Some(0 | 1)), "{run:#?}");
    }
    dir.dateline(["update"]).run();
    says(&dir.dateline(["doctor"]).done().out, &["ok    store"]);
}

/// A feed with one entry, and the page it announces.
fn with_page(page: impl Fn() -> Reply + Send + Sync + 'static) -> (Dir, Origin) {
    let (dir, origin) = desk(move |ask| match ask.path.as_str() {
        "/feed" => Reply::feed(rss(HOST, &["harbour".to_owned()])),
        "/harbour" => page(),
        _ => Reply::missing(),
    });
    add(&dir, "/feed").done();
    (dir, origin)
}

/// What became of the page.
fn verdict(dir: &Dir) -> serde_json::Value {
    let run = dir.dateline(["update"]).run();
    assert!(matches!(run.code, Some(0 | 3)), "{run:#?}");
    let found = dir.dateline(["search", "harbour", "--json"]).done().json();
    found["groups"][0]["articles"][0].clone()
}

#[test]
fn a_page_of_fifty_megabytes_has_a_verdict() {
    let (dir, _origin) =
        with_page(|| Reply::html(format!("<article>{}", "<p>Again and again.</p>".repeat(50 << 20 >> 4))));
    assert!(verdict(&dir)["holding"].is_string());
}

#[test]
fn a_decompression_bomb_has_a_verdict() {
    let bomb = gzip(&vec![b' '; 300 << 20]);
    let (dir, _origin) = with_page(move || Reply::html(bomb.clone()).header("content-encoding", "gzip"));
    assert!(verdict(&dir)["holding"].is_string());
}

#[test]
fn a_deep_page_has_a_verdict() {
    let (dir, _origin) = with_page(|| Reply::html(format!("<!doctype html>{}", "<div>".repeat(100_000))));
    assert!(verdict(&dir)["holding"].is_string());
}

#[test]
fn a_circle_of_redirects_ends() {
    let (dir, origin) = desk(|ask| match ask.path.as_str() {
        "/feed" => Reply::moved("/there"),
        "/there" => Reply::moved("/feed"),
        _ => Reply::missing(),
    });
    says(&add(&dir, "/feed").fails(), &["redirect"]);
    assert!(origin.asked("courier.example/feed") <= 20);
    let (dir, _origin) = with_page(|| Reply::moved("/harbour"));
    let article = verdict(&dir);
    assert_eq!(article["holding"], "none", "{article}");
}

/// A public name that resolves here, an address of this machine, and a private network: none is called unless allowed.
#[test]
fn private_addresses_are_refused_unless_allowed() {
    let origin = Origin::new(|ask| match ask.path.as_str() {
        "/feed" => Reply::feed(rss("desk.localhost", &["harbour".to_owned()])),
        _ => Reply::html(article("desk.localhost", "harbour")),
    });
    let dir = Dir::new();
    for host in ["localhost", "127.0.0.1", "[::1]", "0.0.0.0", "127.1", "[::ffff:127.0.0.1]"] {
        let address = format!("http://{host}:{}/feed", origin.port);
        for command in ["add", "read"] {
            let said = dir.dateline([command, &address]).fails();
            says(&said, &[": leads to "]);
            assert_eq!(said.matches("leads to").count(), 1, "said once: {said}");
        }
    }
    says(
        &dir.dateline(["add", "http://10.0.0.1/feed"]).fails(),
        &[r#"add { host = "10.0.0.1", port = 80, purpose = "feeds" } to fetch.allow"#],
    );
    assert_eq!(origin.asked("localhost/feed") + origin.asked("127.0.0.1/feed"), 0, "nobody was called");
    let address = format!("http://localhost:{}/feed", origin.port);
    dir.dateline(["add", &address, "--allow-private"]).done();
    dir.dateline(["add", &address]).env("DATELINE_ALLOW_PRIVATE", "1").done();
    dir.config(true, &[]);
    says(&dir.dateline(["add", &address]).done().out, &["was there already"]);
}

/// A page may not lead the desk to a private address either.
#[test]
fn a_redirect_does_not_lead_inside() {
    let inside = Origin::new(|_| Reply::html("secret"));
    let port = inside.port;
    let dir = Dir::new();
    let origin = Origin::new(move |ask| match ask.path.as_str() {
        "/robots.txt" => Reply::missing(),
        _ => Reply::moved(&format!("http://127.0.0.1:{port}/secret")),
    });
    dir.config(false, &[]);
    let outside = format!("http://127.0.0.1:{}/feed", origin.port);
    says(&dir.dateline(["add", &outside]).fails(), &["leads to"]);
    assert_eq!(inside.asked("127.0.0.1/secret"), 0);
}
