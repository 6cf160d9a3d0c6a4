//! Commands beside a running `serve`: one process owns the store, the others hand their orders to it.

use crate::fixture::{Dir, Running, says, until};
use crate::publisher_server::{Origin, Reply, article, rss};
use rustix::process::Signal;
use std::net::TcpListener;
use std::sync::{Arc, Mutex};
use std::time::Duration;

const HOST: &str = "courier.example";

fn publisher() -> Origin {
    let slugs = ["harbour".to_owned(), "market".to_owned()];
    Origin::new(move |ask| match ask.path.trim_start_matches('/') {
        "feed" => Reply::feed(rss(HOST, &slugs)),
        slug if slugs.iter().any(|known| known == slug) => Reply::html(article(HOST, slug)),
        _ => Reply::missing(),
    })
}

/// A desk that serves, without a schedule of its own.
fn serving(dir: &Dir) -> Running {
    let running = dir.dateline(["serve", "--listen", "127.0.0.1:0", "--no-poll"]).start();
    running.says("the desk is at http://127.0.0.1:");
    until("the socket", Duration::from_secs(20), || dir.path("data/dateline.sock").exists());
    running
}

#[test]
fn orders_go_through_a_running_desk() {
    let (dir, origin) = (Dir::new(), publisher());
    dir.config(true, &[(HOST, origin.port)]);
    let desk = serving(&dir);
    says(&dir.dateline(["add", "http://courier.example/feed"]).done().out, &["as feed 1"]);
    let update = dir.dateline(["update"]).done();
    says(&update.out, &["1 feed: 2 new"]);
    says(&update.err, &["News of courier.example: 2 new, 0 changed, 2 pages to read"]);
    let figures = dir.dateline(["update", "1", "--json", "--quiet"]).done();
    assert_eq!((&figures.json()["new"], figures.err.as_str()), (&0.into(), ""));
    assert_eq!(
        dir.dateline(["search", "harbour", "--json"]).done().json()["groups"].as_array().unwrap().len(),
        1
    );
    says(&dir.dateline(["doctor"]).done().out, &["1 feed, 2 articles"]);
    says(&dir.dateline(["feeds", "--opml"]).done().out, &["<opml", "http://courier.example/feed"]);
    says(&dir.dateline(["backup", "copy.db"]).done().out, &["the store was copied to"]);
    says(&dir.dateline(["story", "999"]).fails(), &["no story 999"]);
    says(&dir.dateline(["restore", "copy.db"]).fails(), &["is in use by another Dateline"]);
    let end = desk.stop();
    assert_eq!(end.code, Some(0), "{end:#?}");
    assert!(!dir.path("data/dateline.sock").exists(), "the socket goes with its desk");
    says(&dir.dateline(["doctor"]).done().out, &["1 feed, 2 articles"]);
}

/// A data folder that lies too deep for a socket.
#[test]
fn a_deep_data_folder_serves_like_any_other() {
    let (dir, origin) = (Dir::new(), publisher());
    dir.config(true, &[(HOST, origin.port)]);
    let deep = format!("{}/data", "a folder with a long name/".repeat(8));
    let runtime = dir.path("run");
    std::fs::create_dir(&runtime).unwrap();
    let dateline = |arguments: &[&str]| {
        let command = dir.dateline([]).env("DATELINE_DATA_DIR", &deep);
        arguments.iter().fold(command, crate::fixture::TestCommand::arg)
    };
    let desk = dateline(&["serve", "--listen", "127.0.0.1:0", "--no-poll"])
        .env("XDG_RUNTIME_DIR", runtime.to_str().unwrap())
        .start();
    desk.says("the desk is at http://127.0.0.1:");
    assert_eq!(std::fs::read_dir(&runtime).unwrap().count(), 1, "the socket lies here");
    says(&dateline(&["add", "http://courier.example/feed"]).done().out, &["as feed 1"]);
    says(&dateline(&["update"]).done().err, &["News of courier.example: 2 new, 0 changed, 2 pages to read"]);
    assert_eq!(desk.stop().code, Some(0));
    assert_eq!(std::fs::read_dir(&runtime).unwrap().count(), 0, "and goes with its desk");
    says(&dateline(&["feeds"]).done().out, &["News of courier.example"]);
}

/// Without a `serve`, commands meet in the store: an update from a timetable keeps it for minutes.
#[test]
fn what_only_reads_goes_on_beside_an_update() {
    let gate = Arc::new(Mutex::new(()));
    let (dir, waits) = (Dir::new(), gate.clone());
    let origin = Origin::new(move |ask| match ask.path.as_str() {
        "/feed" => Reply::feed(rss(HOST, &["harbour".to_owned(), "market".to_owned()])),
        "/robots.txt" => Reply::missing(),
        path => {
            drop(waits.lock());
            Reply::html(article(HOST, &path[1..]))
        }
    });
    dir.config(true, &[(HOST, origin.port)]);
    dir.dateline(["add", "http://courier.example/feed"]).done();
    let closed = gate.lock().unwrap();
    let update = dir.dateline(["update"]).start();
    update.says("News of courier.example: 2 new");
    says(&dir.dateline(["feeds"]).done().out, &["News of courier.example"]);
    says(&dir.dateline(["feeds", "--opml"]).done().out, &["http://courier.example/feed"]);
    says(&dir.dateline(["stories"]).done().err, &["no stories yet"]);
    says(&dir.dateline(["search", "harbour"]).done().out, &["harbour"]);
    says(&dir.dateline(["audit"]).done().out, &["News of courier.example"]);
    says(&dir.dateline(["backup", "copy.db"]).done().out, &["copied"]);
    let waits = dir.dateline(["update", "--wait"]).start();
    says(&dir.dateline(["remove", "1"]).fails(), &["is in use by another Dateline"]);
    says(&dir.dateline(["update"]).fails(), &["is in use by another Dateline"]);
    drop(closed);
    says(&update.end().out, &["1 feed: 2 new"]);
    let waited = waits.end();
    assert_eq!(waited.code, Some(0), "it waited for longer than the others: {waited:#?}");
    says(&waited.out, &["1 feed: 0 new"]);
    let left: Vec<_> =
        std::fs::read_dir(dir.path("data")).unwrap().flatten().map(|file| file.file_name()).collect();
    assert!(left.iter().all(|name| name == "dateline.db" || name == "dateline.db.lock"), "{left:?}");
}

/// A desk that was stopped (Ctrl-Z, a debugger) cannot answer; nobody waits for it for ever.
#[test]
fn a_stopped_desk_keeps_nobody_waiting() {
    let dir = Dir::new();
    let desk = serving(&dir);
    desk.signal(Signal::STOP);
    says(&dir.dateline(["feeds"]).fails(), &["the running serve has not answered for 10 s"]);
    desk.signal(Signal::CONT);
    says(&dir.dateline(["feeds"]).done().err, &["no feeds yet"]);
    assert_eq!(desk.stop().code, Some(0));
}

#[test]
fn a_second_desk_is_refused() {
    let dir = Dir::new();
    let desk = serving(&dir);
    let second = dir.dateline(["serve", "--listen", "127.0.0.1:0"]);
    says(&second.fails(), &["is in use by another Dateline"]);
    says(&dir.dateline(["stories"]).done().err, &["no stories yet"]);
    assert_eq!(desk.stop().code, Some(0));
}

/// A desk that was killed leaves its socket behind; it stands in nobody's way.
#[test]
fn a_killed_desk_blocks_nobody() {
    let dir = Dir::new();
    serving(&dir).kill();
    assert!(dir.path("data/dateline.sock").exists());
    says(&dir.dateline(["stories"]).done().err, &["no stories yet"]);
    assert_eq!(serving(&dir).stop().code, Some(0));
}

#[test]
fn a_port_in_use_is_named() {
    let dir = Dir::new();
    let taken = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = taken.local_addr().unwrap().to_string();
    let words = [address.as_str(), "cannot be listened on", "choose another port"];
    says(&dir.dateline(["serve", "--listen", &address]).fails(), &words);
    let port = taken.local_addr().unwrap().port().to_string();
    says(
        &dir.dateline(["demo", "--once", "--press-port", "0", "--port", &port]).fails(),
        &["choose another port with --port"],
    );
    says(&dir.dateline(["demo", "--once", "--port", "0", "--press-port", &port]).fails(), &["--press-port"]);
}

#[test]
fn an_open_address_has_a_name() {
    let dir = Dir::new();
    for address in ["0.0.0.0:0", "[::]:0"] {
        says(&dir.dateline(["serve", "--listen", address]).fails(), &["listens everywhere", "host_names"]);
    }
}
