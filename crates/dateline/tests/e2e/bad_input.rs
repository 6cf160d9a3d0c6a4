//! Bad input from this machine: files, stores and settings. Each gives one clear sentence and loses nothing.

use crate::fixture::{DATELINE, Dir, says};
use crate::publisher_server::{Origin, Reply, article, rss};
use std::fs;
use std::path::Path;

/// Bytes that are no UTF-8 in the middle of words.
const BROKEN: &[u8] = b"caf\xe9 \xff\xfe\xc3( \xf0\x9f\x92 end";

fn around(head: &str, tail: &str) -> Vec<u8> {
    [head.as_bytes(), BROKEN, tail.as_bytes()].concat()
}

#[test]
fn bytes_that_are_no_utf8_stop_no_parser() {
    let dir = Dir::new();
    let page =
        around("<!doctype html><meta charset=utf-8><title>x</title><article><p>A word, ", "</p></article>");
    dir.dateline(["read", "-", "--format", "json"]).input(page.clone()).done().json();
    dir.dateline(["read", "-", "--explain"]).input(page).done();
    dir.dateline(["read", "-", "--as", "text"]).input(around("A line\n", "\n")).done();
    let item = "<?xml version=\"1.0\" encoding=\"utf-8\"?><rss version=\"2.0\"><channel><title>x</title><item><title>A ";
    let feed = around(item, "</title><guid>1</guid></item></channel></rss>");
    let parsed = dir.dateline(["feed", "parse", "-"]).input(feed.clone()).done().json();
    assert_eq!(parsed["entries"][0]["guid"], "1");
    dir.dateline(["feed", "parse", "-", "--as", "feedparser"]).input(feed).done().json();
    let docs = dir.file("docs.jsonl", around("{\"id\": \"a\", \"title\": \"A ", "\"}\n"));
    assert_eq!(dir.dateline(["stories", "--from"]).arg(docs).done().lines().len(), 1);
    let list = around(
        "<opml version=\"2.0\"><body><outline text=\"A ",
        "\" xmlUrl=\"https://a.example/feed\"/></body></opml>",
    );
    let list = dir.file("list.opml", list);
    says(&dir.dateline(["add"]).arg(list).done().out, &["added 1 feed"]);
    let settings = dir.file("broken.toml", around("listen = '", "'"));
    says(
        &dir.dateline(["feeds", "--config"]).arg(settings).fails(),
        &["broken.toml cannot be read", "UTF-8"],
    );
}

#[test]
fn a_hundred_thousand_open_elements_are_read_in_time() {
    let dir = Dir::new();
    let deep = format!("<!doctype html><body><p>Above.</p>{}<p>Below.</p>", "<div>".repeat(100_000));
    let started = std::time::Instant::now();
    let reading = dir.dateline(["read", "-", "--format", "json"]).input(deep.clone()).done().json();
    assert!(started.elapsed().as_secs() < 5, "{:?}", started.elapsed());
    assert!(reading["caps"].as_array().unwrap().contains(&"depth".into()), "{}", reading["caps"]);
    dir.dateline(["read", "-", "--explain"]).input(deep).done();
    let outlines = format!("<opml><body>{}", "<outline text='a'>".repeat(100_000));
    let list = dir.file("deep.opml", outlines);
    dir.dateline(["add"]).arg(list).run();
}

#[test]
fn a_mistake_in_the_settings_is_named() {
    let dir = Dir::new();
    let check = |text: &str, words: &[&str]| {
        let file = dir.file("wrong.toml", text);
        says(&dir.dateline(["feeds", "--config"]).arg(file).fails(), words);
    };
    check("lisen = '127.0.0.1:1'", &["wrong.toml holds a mistake in line 1: unknown field `lisen`"]);
    check(
        "\nlisten = 'here'",
        &["wrong.toml holds a mistake in line 2: listen is an IP address with a port, such as"],
    );
    check("[fetch]\npause_seconds = -1", &["fetch.pause_seconds lies between 0 and 3600"]);
    check("[fetch.hosts]\n'a.example' = 1", &["fetch.hosts leads to this machine", "--allow-private"]);
    says(&dir.dateline(["feeds", "--config", "nowhere.toml"]).fails(), &["nowhere.toml cannot be read"]);
    let wrong = dir.dateline(["feeds"]).env("DATELINE_ALLOW_PRIVATE", "perhaps");
    says(&wrong.fails(), &["DATELINE_ALLOW_PRIVATE: perhaps is neither true nor false"]);
}

/// A store with one feed of two articles.
pub(crate) fn stored() -> (Dir, Origin) {
    let dir = Dir::new();
    let slugs = ["harbour".to_owned(), "market".to_owned()];
    let origin = Origin::new(move |ask| match ask.path.trim_start_matches('/') {
        "feed" => Reply::feed(rss("courier.example", &slugs)),
        slug if slugs.iter().any(|known| known == slug) => Reply::html(article("courier.example", slug)),
        _ => Reply::missing(),
    });
    dir.config(true, &[("courier.example", origin.port)]);
    says(
        &dir.dateline(["add", "http://courier.example/feed"]).done().out,
        &["added News of courier.example as feed 1"],
    );
    says(&dir.dateline(["update"]).done().out, &["1 feed: 2 new"]);
    (dir, origin)
}

#[test]
fn a_store_of_a_newer_version_is_left_alone() {
    let (dir, _origin) = stored();
    let store = rusqlite::Connection::open(dir.store()).unwrap();
    store.pragma_update(None, "user_version", 999).unwrap();
    store.close().unwrap();
    let before = fs::read(dir.store()).unwrap();
    for command in [["feeds"], ["update"], ["doctor"]] {
        says(&dir.dateline(command).fails(), &["newer Dateline (schema 999", "install that version"]);
    }
    assert!(fs::read(dir.store()).unwrap() == before, "not one byte was changed");
}

#[test]
fn a_file_that_is_no_store_is_left_alone() {
    let dir = Dir::new();
    let letter = "Dear reader, this is no database, and it is longer than a hundred bytes so that nobody takes it for an empty one.";
    dir.file("data/dateline.db", letter);
    says(&dir.dateline(["feeds"]).fails(), &["is not a Dateline store", "move this one away"]);
    assert_eq!(fs::read_to_string(dir.store()).unwrap(), letter);
    let foreign = Dir::new();
    fs::create_dir_all(foreign.path("data")).unwrap();
    let other = rusqlite::Connection::open(foreign.store()).unwrap();
    other.execute_batch("CREATE TABLE recipes (name TEXT); INSERT INTO recipes VALUES ('soup')").unwrap();
    other.close().unwrap();
    says(&foreign.dateline(["feeds"]).fails(), &["is not a Dateline store"]);
}

#[test]
fn a_wrong_backup_replaces_nothing() {
    let (dir, _origin) = stored();
    let letter = dir.file("letter.db", "This is no backup. ".repeat(40));
    says(&dir.dateline(["restore"]).arg(letter).fails(), &["letter.db"]);
    dir.dateline(["restore", "nowhere.db"]).fails();
    says(&dir.dateline(["backup", "copy.db"]).done().out, &["the store was copied to"]);
    says(&dir.dateline(["backup", "copy.db"]).fails(), &["copy.db exists; nothing was written over it"]);
    says(&dir.dateline(["doctor"]).done().out, &["1 feed, 2 articles"]);
}

#[test]
fn what_does_not_exist_is_named() {
    let (dir, _origin) = stored();
    says(&dir.dateline(["story", "999"]).fails(), &["no story 999", "dateline stories"]);
    says(&dir.dateline(["remove", "999"]).fails(), &["no feed 999", "dateline feeds"]);
    says(&dir.dateline(["rename", "999", "Gull"]).fails(), &["no feed 999", "dateline feeds"]);
    says(
        &dir.dateline(["rename", "--publisher", "nowhere.example", "Gull"]).fails(),
        &["no article of a publisher at nowhere.example"],
    );
    says(
        &dir.dateline(["update", "https://nowhere.example/feed"]).fails(),
        &["no feed https://nowhere.example/feed"],
    );
    says(&dir.dateline(["add", "no-such-file"]).fails(), &["no-such-file is neither an address nor a file"]);
    for missing in ["/nosuch/x.opml", "./nosuch.opml", "../no/such", "nosuch.opml", "Nosuch.XML", "~/no.opml"]
    {
        let words = format!("{missing} cannot be opened: there is no such file");
        says(&dir.dateline(["add", missing]).fails(), &[&words]);
    }
    says(&dir.dateline(["add", "data"]).fails(), &["data is a folder"]);
    let down = dir.dateline(["add", "http://127.0.0.1:9/feed", "--allow-private"]).fails();
    assert!(!down.contains("it will be"), "nothing is tried again for an address that was not added: {down}");
    says(&dir.dateline(["search", "after:yesterday", "harbour"]).done().err, &["not understood"]);
}

/// A shell that lets no file grow past `blocks` of 512 bytes stands for a disk that is full.
fn cramped(dir: &Dir, blocks: u32, arguments: &str) -> crate::fixture::TestCommand {
    let script = format!("trap '' XFSZ; ulimit -f {blocks}; exec \"$0\" {arguments}");
    dir.command(Path::new("/bin/sh")).arg("-c").arg(script).arg(DATELINE)
}

#[test]
fn a_full_disk_loses_nothing() {
    let (dir, origin) = stored();
    let before = dir.dateline(["search", "harbour", "--json"]).done().json();
    let slugs: Vec<String> = (0..40).map(|n| format!("flood-{n}")).collect();
    let flood = Origin::new(move |ask| match ask.path.trim_start_matches('/') {
        "feed" => Reply::feed(rss("flood.example", &slugs)),
        "robots.txt" => Reply::missing(),
        slug => Reply::html(article("flood.example", slug)),
    });
    dir.config(true, &[("courier.example", origin.port), ("flood.example", flood.port)]);
    dir.dateline(["add", "http://flood.example/feed"]).done();
    let size = u32::try_from(fs::metadata(dir.store()).unwrap().len() / 512).unwrap();
    let full = cramped(&dir, size + 32, "update");
    says(&full.fails(), &["full"]);
    says(&dir.dateline(["doctor"]).done().out, &["ok    store", "search and stories agree"]);
    assert_eq!(dir.dateline(["search", "harbour", "--json"]).done().json()["groups"], before["groups"]);
    dir.dateline(["update"]).done();
    says(&dir.dateline(["doctor"]).done().out, &["2 feeds, 42 articles"]);
}

/// No room from the beginning: each command says so, and nothing is taken for what it is not.
#[test]
fn a_full_disk_is_named_by_every_command() {
    let dir = Dir::new();
    let full = "see whether the disk is full";
    dir.file("list.opml", "<opml><body><outline xmlUrl='https://a.example/feed'/></body></opml>");
    for (blocks, arguments) in [
        (0, "feeds"),
        (10, "feeds"),
        (10, "stories"),
        (10, "add list.opml"),
        (10, "doctor"),
        (10, "audit list.opml"),
        (10, "demo --once --port 0 --press-port 0 --data-dir demo"),
        (10, "serve --listen 127.0.0.1:0"),
    ] {
        says(&cramped(&dir, blocks, arguments).fails(), &[full]);
    }
    dir.dateline(["add", "list.opml"]).done();
    dir.dateline(["backup", "whole.db"]).done();
    for arguments in ["backup copy.db", "restore whole.db"] {
        says(&cramped(&dir, 100, arguments).fails(), &[full]);
    }
    assert!(!dir.path("copy.db").exists());
    says(&dir.dateline(["feeds"]).done().out, &["https://a.example/feed"]);
}

#[test]
fn a_folder_that_cannot_be_made_is_named() {
    let dir = Dir::new();
    dir.file("file", "x");
    says(&dir.dateline(["feeds", "--data-dir", "file/below"]).fails(), &["file/below"]);
}
