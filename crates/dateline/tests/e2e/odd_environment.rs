//! Odd surroundings: names that are no UTF-8, settings from odd places, outside text on standard error, times of one width.

use crate::fixture::{Dir, says};
use crate::publisher_server::{Origin, Reply, article, rss};
use std::ffi::OsString;
use std::fs;
use std::os::unix::ffi::OsStringExt;
use std::path::PathBuf;

const HOST: &str = "courier.example";
const LIST: &str = "<opml><body><outline text='Mail' xmlUrl='https://mail.example/feed'/></body></opml>";

fn odd(bytes: &[u8]) -> PathBuf {
    OsString::from_vec(bytes.to_vec()).into()
}

fn publisher() -> Origin {
    Origin::new(|ask| match ask.path.as_str() {
        "/feed" => Reply::feed(rss(HOST, &["harbour".to_owned()]).replacen(
            "<title>News of",
            "<title>&#x9b;31m\u{1b}]0;owned\u{7}News\u{202e} of",
            1,
        )),
        "/robots.txt" => Reply::missing(),
        path => Reply::html(article(HOST, &path[1..])),
    })
}

#[test]
fn the_configuration_may_lie_anywhere() {
    let dir = Dir::new();
    let feeds = |place: PathBuf| {
        let mut command = dir.dateline(["feeds"]);
        command.command.env("DATELINE_CONFIG", place);
        command
    };
    for name in [&b"c\xff.toml"[..], b"with space.toml", b"~.toml", b"-.toml"] {
        fs::write(dir.path("").join(odd(name)), "lisen = 1").unwrap();
        let place = odd(name);
        says(
            &feeds(dir.path("").join(&place)).fails(),
            &["holds a mistake in line 1: unknown field `lisen`"],
        );
        says(&feeds(place).fails(), &["holds a mistake in line 1"]);
    }
    says(&feeds("~/with space.toml".into()).fails(), &["holds a mistake in line 1"]);
    says(&feeds("".into()).fails(), &["DATELINE_CONFIG is empty; name a place or leave it out"]);
    says(&feeds(odd(b"no\xff.toml")).fails(), &["cannot be read", "No such file"]);
    says(&feeds(dir.path("")).fails(), &["cannot be read", "Is a directory"]);
    // What is given on the command line wins, and is not read as well.
    let fine = dir.file("fine.toml", "listen = '127.0.0.1:0'");
    says(&feeds("".into()).arg("--config").arg(&fine).done().err, &["no feeds yet"]);
    says(&feeds(odd(b"c\xff.toml")).arg("--config").arg(&fine).done().err, &["no feeds yet"]);
}

#[test]
fn stores_backups_and_lists_may_have_any_name() {
    let dir = Dir::new();
    let list = dir.path("").join(odd(b"l\xff.opml"));
    fs::write(&list, LIST).unwrap();
    says(&dir.dateline(["add"]).arg(&list).done().out, &["added 1 feed"]);
    says(&dir.dateline(["add"]).arg(odd(b"l\xff.opml")).done().out, &["1 there already"]);
    says(
        &dir.dateline(["add"]).arg(odd(b"n\xff.opml")).fails(),
        &["cannot be opened: there is no such file"],
    );
    for name in [&b"copy\xff.db"[..], b"copy\xfe.db", b"? 100%#.db"] {
        let place = odd(name);
        dir.dateline(["backup"]).arg(&place).done();
        assert!(dir.path("").join(&place).exists());
        dir.dateline(["restore"]).arg(&place).done();
        let says_exists = dir.dateline(["backup"]).arg(&place).fails();
        says(&says_exists, &["exists; nothing was written over it"]);
    }
    let json = dir.dateline(["audit", "--format", "json"]).arg(&list).run().json();
    assert_eq!(json["feeds"][0]["title"], "Mail");
}

#[test]
fn a_demonstration_may_have_any_name() {
    let dir = Dir::new();
    let demo = ["demo", "--once", "--quiet", "--port", "0", "--press-port", "0", "--data-dir"];
    let place = odd(b"demo\xff");
    let said = dir.dateline(demo).arg(&place).done().json();
    assert_eq!(said["data_dir"], "demo\\xff");
    assert!(dir.path("").join(&place).join("dateline.db").exists());
    says(&dir.dateline(["feeds", "--data-dir"]).arg(&place).done().out, &["The Meridian"]);
}

/// What a list holds that cannot be used is part of the work undone, whatever becomes of the rest.
#[test]
fn lines_of_a_list_that_were_left_out_are_told() {
    let dir = Dir::new();
    let origin = publisher();
    dir.config(true, &[(HOST, origin.port)]);
    let outline = |address: &str| format!("<outline text='A feed' type='rss' xmlUrl='{address}'/>");
    let list = |outlines: &[String]| format!("<opml><body>{}</body></opml>", outlines.concat());
    let fine = outline("http://courier.example/feed");
    let whole = dir.file("whole.opml", list(std::slice::from_ref(&fine)));
    let partly = dir.file("partly.opml", list(&[fine, outline("gopher://x.example"), outline("http://")]));
    dir.dateline(["audit"]).arg(&whole).done();
    let audit = dir.dateline(["audit"]).arg(&partly).ends(3);
    says(
        &audit.err,
        &[
            "left out: A feed (gopher://x.example): only http and https",
            "left out: A feed (http://): this is no",
        ],
    );
    says(&audit.out, &["A feed"]);
    let added = dir.dateline(["add"]).arg(&partly).ends(3);
    says(&added.out, &["added 1 feed, 0 there already", "left out: A feed (gopher://x.example)"]);
    let json = dir.dateline(["add", "--json"]).arg(&partly).ends(3).json();
    assert_eq!((&json["known"], json["unusable"].as_array().unwrap().len()), (&1.into(), 2));
}

/// What feeds call themselves reaches progress, errors and log without what a terminal would obey.
#[test]
fn standard_error_obeys_nobody() {
    let (dir, origin) = (Dir::new(), publisher());
    dir.config(true, &[(HOST, origin.port)]);
    dir.dateline(["add", "http://courier.example/feed"]).done();
    let update = dir.dateline(["update", "-vv"]).done();
    let said = [update.err, dir.dateline(["story", "9"]).run().err].concat();
    says(&said, &["of courier.example: 1 new"]);
    let wrong = dir.dateline(["add", "\u{1b}[31mred\u{9b}2J\u{202e}"]).fails();
    says(&wrong, &["red is neither an address nor a file"]);
    for text in [&said, &wrong] {
        let obeyed =
            |c: &char| c.is_control() && *c != '\n' && *c != '\t' || ('\u{202a}'..='\u{202e}').contains(c);
        assert_eq!(text.chars().find(obeyed), None, "{text:?}");
    }
}

/// Times of the log and of JSON are as long as the next, so that they sort as text.
#[test]
fn times_have_one_width() {
    let (dir, origin) = (Dir::new(), publisher());
    dir.config(true, &[(HOST, origin.port)]);
    dir.dateline(["add", "http://courier.example/feed"]).done();
    let log = dir.dateline(["update", "-vv"]).done().err;
    let stamped: Vec<_> =
        log.lines().filter(|line| line.contains(" INFO ") || line.contains(" DEBUG ")).collect();
    assert!(stamped.len() > 2, "{log}");
    for line in stamped {
        let (time, _) = line.split_once(' ').unwrap();
        assert!(time.len() == "2026-11-29T08:44:04.442Z".len() && time.ends_with('Z'), "{line}");
        time.parse::<jiff::Timestamp>().unwrap();
    }
    let mut widths = std::collections::BTreeSet::new();
    for command in [["feeds", "--json"], ["stories", "--json"]] {
        let out = dir.dateline(command).done().out;
        let times = out.split('"').filter(|text| text.len() > 10 && text.parse::<jiff::Timestamp>().is_ok());
        widths.extend(times.map(str::len));
    }
    assert_eq!(widths.len(), 1, "{widths:?}");
}
