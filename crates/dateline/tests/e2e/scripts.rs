//! What scripts lean on: exit codes, silence, standard input, colours, and names instead of numbers.

use crate::bad_input::stored;
use crate::fixture::{Dir, says};
use flate2::Compression;
use flate2::write::GzEncoder;
use std::fs;
use std::io::Write as _;
use std::os::unix::fs::PermissionsExt as _;

fn packed(text: &str) -> Vec<u8> {
    let mut packer = GzEncoder::new(Vec::new(), Compression::default());
    packer.write_all(text.as_bytes()).unwrap();
    packer.finish().unwrap()
}

#[test]
fn a_search_can_fail_and_says_why_beside_its_result() {
    let (dir, _origin) = stored();
    let found = dir.dateline(["search", "harbour", "--fail"]).done();
    assert!(!found.out.is_empty() && found.err.is_empty(), "{found:#?}");
    let none = dir.dateline(["search", "zebra", "--fail"]).ends(1);
    assert_eq!((none.out.as_str(), none.err.trim()), ("", "nothing found"));
    assert_eq!(dir.dateline(["search", "zebra"]).done().out, "");
    let odd = dir.dateline(["search", "harbour", "before:never", "--format", "ndjson"]).done();
    says(&odd.err, &["not understood: "]);
    assert!(!odd.out.contains("not understood"), "{odd:#?}");
    dir.dateline(["search", "harbour", "before:never", "--fail"]).ends(1);
}

#[test]
fn a_quiet_update_tells_its_result_alone() {
    let (dir, origin) = stored();
    let quiet = dir.dateline(["-q", "update", "--wait"]).done();
    assert_eq!((quiet.out.lines().count(), quiet.err.as_str()), (1, ""), "{}", quiet.out);
    assert!(dir.dateline(["-q", "update", "--json"]).done().json().is_object(), "what was asked for is told");
    dir.config(true, &[("courier.example", origin.port), ("gone.example", 1)]);
    dir.file("gone.opml", "<opml><body><outline xmlUrl='http://gone.example/f'/></body></opml>");
    dir.dateline(["add", "gone.opml"]).done();
    says(&dir.dateline(["-q", "update"]).ends(3).out, &["1 feed failed"]);
}

#[test]
fn feeds_are_named_as_they_are_called() {
    let (dir, _origin) = stored();
    says(&dir.dateline(["update", "news OF courier.example"]).done().out, &["1 feed"]);
    dir.dateline(["add", "-"]).input("https://tern.example/feed\n").run();
    dir.file("two.opml", "<opml><body><outline xmlUrl='http://a.example/f'/><outline xmlUrl='http://b.example/f'/></body></opml>");
    dir.dateline(["add", "two.opml"]).done();
    dir.dateline(["rename", "http://a.example/f", "Twin"]).done();
    dir.dateline(["rename", "http://b.example/f", "twin"]).done();
    says(&dir.dateline(["remove", "Twin"]).fails(), &["2 feeds are called Twin; name one by its number: "]);
    says(
        &dir.dateline(["remove", "News of courier.example"]).done().out,
        &["removed News of courier.example"],
    );
    says(&dir.dateline(["remove", "News of courier.example"]).fails(), &["no feed News of courier.example"]);
}

#[test]
fn addresses_lists_and_packed_files_come_on_standard_input() {
    let (dir, _origin) = stored();
    let list = "<opml><body><outline xmlUrl='http://a.example/f'/></body></opml>";
    says(&dir.dateline(["add", "-"]).input(list).done().out, &["1 feed"]);
    says(&dir.dateline(["add", "-"]).input(packed(list)).done().out, &["1 there already"]);
    let lines = "# mine\nhttp://courier.example/feed\n\n::\n";
    let some = dir.dateline(["add", "-"]).input(lines).ends(3);
    says(&some.out, &["News of courier.example was there already"]);
    says(&some.err, &["::: "]);
    let page = format!(
        "<html><body><article><p>{}</p></article></body></html>",
        "The harbour was full. ".repeat(40)
    );
    says(
        &dir.dateline(["read", "-", "--format", "markdown"]).input(packed(&page)).done().out,
        &["The harbour was full."],
    );
    let feed = "<rss><channel><title>Courier</title><item><title>One</title></item></channel></rss>";
    says(&dir.dateline(["feed", "parse", "-"]).input(packed(feed)).done().out, &["\"Courier\""]);
    let broken = &packed(feed)[..30];
    says(&dir.dateline(["feed", "parse", "-"]).input(broken).fails(), &["standard input cannot be read"]);
}

#[test]
fn an_address_is_handed_to_the_browser() {
    let (dir, _origin) = stored();
    let opener = if cfg!(target_os = "macos") { "bin/open" } else { "bin/xdg-open" };
    let program = dir.file(opener, "#!/bin/sh\nprintf '%s' \"$1\" > opened\n");
    fs::set_permissions(&program, fs::Permissions::from_mode(0o755)).unwrap();
    let path = format!("{}:/bin:/usr/bin", dir.path("bin").display());
    for (arguments, address) in [
        (&["open"][..], "http://127.0.0.1:8460"),
        (&["open", "1"], "http://127.0.0.1:8460/article/1"),
        (&["open", "1", "--story"], "http://127.0.0.1:8460/story/1"),
        (&["open", "1", "--original"], "http://courier.example/"),
    ] {
        let mut command = dir.dateline([]).env("PATH", &path);
        for argument in arguments {
            command = command.arg(argument);
        }
        command.done();
        says(&fs::read_to_string(dir.path("opened")).unwrap(), &[address]);
    }
    assert_eq!(dir.dateline(["open", "--print"]).done().out, "http://127.0.0.1:8460\n");
    says(&dir.dateline(["open", "4711"]).fails(), &["no article 4711"]);
    says(
        &dir.dateline(["open"]).env("PATH", "/nowhere").fails(),
        &["cannot be started to open http://127.0.0.1:8460"],
    );
}

#[test]
fn colours_are_written_where_they_are_asked_for() {
    let dir = Dir::new();
    let coloured = |when| dir.dateline(["--color", when, "story", "1"]).ends(1).err.contains("\u{1b}[");
    assert!(coloured("always") && !coloured("never") && !coloured("auto"));
}

#[test]
fn each_help_tells_its_exit_codes() {
    let dir = Dir::new();
    says(
        &dir.dateline(["update", "--help"]).done().out,
        &["Exit codes: 0 done, 1 failed, 2 wrong usage, 3 feeds failed"],
    );
    says(&dir.dateline(["mark", "--help"]).done().out, &["Exit codes: 0 done, 1 failed, 2 wrong usage"]);
}
