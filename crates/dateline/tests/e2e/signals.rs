//! Signals: whoever is asked to stop closes the store and leaves nothing lying about.

use crate::fixture::{Dir, Running, says, until};
use crate::publisher_server::{Origin, Reply, article, rss};
use rustix::process::Signal;
use std::path::Path;
use std::sync::{Arc, Mutex, MutexGuard};
use std::time::Duration;

const HOST: &str = "courier.example";
/// With the exit codes that shells give them.
const SIGNALS: [(Signal, i32); 3] = [(Signal::INT, 130), (Signal::TERM, 143), (Signal::HUP, 129)];

/// Those that this process does not ignore, as it does hangups under `nohup`: what it starts ignores them too.
fn signals() -> impl Iterator<Item = (Signal, i32)> {
    SIGNALS.into_iter().filter(|(signal, _)| *signal != Signal::HUP || !ignores_hangup())
}

fn ignores_hangup() -> bool {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let mask = status.lines().find_map(|line| line.strip_prefix("SigIgn:"));
    mask.is_some_and(|mask| mask.trim().ends_with(['1', '3', '5', '7', '9', 'b', 'd', 'f']))
}

/// A publisher whose pages do not come as long as the gate is held.
fn publisher(gate: &Arc<Mutex<()>>) -> Origin {
    let gate = gate.clone();
    Origin::new(move |ask| match ask.path.as_str() {
        "/feed" => Reply::feed(rss(HOST, &["harbour".to_owned(), "market".to_owned()])),
        "/robots.txt" => Reply::missing(),
        path => {
            drop(gate.lock());
            Reply::html(article(HOST, &path[1..]))
        }
    })
}

fn closed(gate: &Mutex<()>) -> MutexGuard<'_, ()> {
    gate.lock().unwrap()
}

fn left(folder: &Path) -> Vec<String> {
    let mut names: Vec<_> = std::fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .collect();
    names.sort();
    names
}

/// Lets a command get to its pages, stops it, and gives what it said.
fn stopped(running: Running, signal: Signal, code: i32) -> String {
    running.says("2 new, 0 changed, 2 pages to read");
    running.signal(signal);
    let run = running.end();
    assert_eq!(run.code, Some(code), "{run:#?}");
    says(&run.err, &["failed: stopped before it was done; what was done is kept"]);
    assert_eq!(run.out, "");
    run.err
}

#[test]
fn an_update_that_is_stopped_closes_the_store() {
    let gate = Arc::default();
    let (dir, origin) = (Dir::new(), publisher(&gate));
    dir.config(true, &[(HOST, origin.port)]);
    for (signal, code) in signals() {
        let data = dir.path("data");
        if data.exists() {
            std::fs::remove_dir_all(&data).unwrap();
        }
        dir.dateline(["add", "http://courier.example/feed"]).done();
        let hold = closed(&gate);
        stopped(dir.dateline(["update"]).start(), signal, code);
        assert_eq!(left(&data), ["dateline.db", "dateline.db.lock"], "{signal:?}");
        drop(hold);
        says(&dir.dateline(["update"]).done().out, &["1 feed: 0 new"]);
        says(&dir.dateline(["doctor"]).done().out, &["1 feed, 2 articles"]);
    }
}

#[test]
fn an_audit_that_is_stopped_leaves_no_folder() {
    let gate = Arc::default();
    let (dir, origin) = (Dir::new(), publisher(&gate));
    dir.config(true, &[(HOST, origin.port)]);
    let list = "<opml><body><outline text='Courier' xmlUrl='http://courier.example/feed'/></body></opml>";
    let list = dir.file("list.opml", list);
    for (signal, code) in signals() {
        let _hold = closed(&gate);
        stopped(dir.dateline(["audit"]).arg(&list).start(), signal, code);
        assert_eq!(left(&dir.path("cache/dateline")), Vec::<String>::new(), "{signal:?}");
    }
}

#[test]
fn whoever_asks_twice_does_not_wait() {
    let gate = Arc::default();
    let (dir, origin) = (Dir::new(), publisher(&gate));
    dir.config(true, &[(HOST, origin.port)]);
    dir.dateline(["add", "http://courier.example/feed"]).done();
    let _hold = closed(&gate);
    let update = dir.dateline(["update"]).start();
    update.says("2 pages to read");
    update.signal(Signal::INT);
    update.signal(Signal::INT);
    assert_eq!(update.end().code, Some(130));
}

#[test]
fn a_desk_that_shall_outlive_its_terminal_does() {
    let dir = Dir::new();
    let script =
        format!("trap '' HUP; exec {} serve --no-poll --listen 127.0.0.1:0", crate::fixture::DATELINE);
    let desk = dir.command(Path::new("/bin/sh")).arg("-c").arg(script).start();
    desk.says("the desk is at");
    desk.signal(Signal::HUP);
    says(&dir.dateline(["feeds"]).done().err, &["no feeds yet"]);
    let desk = desk.stop();
    assert_eq!(desk.code, Some(0), "{desk:#?}");
    if ignores_hangup() {
        return;
    }
    let other = dir.dateline(["serve", "--no-poll", "--listen", "127.0.0.1:0"]).start();
    other.says("the desk is at");
    other.signal(Signal::HUP);
    assert_eq!(other.end().code, Some(0));
    until("the socket to go", Duration::from_secs(5), || !dir.path("data/dateline.sock").exists());
}
