//! `read`, one input or a folder of them: form, order, names, and what becomes of a file that cannot be read.

use crate::fixture::{Dir, gzip, says};
use crate::json_schema;
use serde_json::Value;

const PAGE: &str = r#"<!doctype html>
<html lang="en"><head><title>Harbour wall to be raised by a metre - The Pell Courier</title>
<meta property="og:site_name" content="The Pell Courier">
<meta property="article:published_time" content="2026-03-04T09:30:00Z"></head>
<body><nav><a href="/">Home</a> <a href="/sport">Sport</a></nav>
<article><h1>Harbour wall to be raised by a metre</h1><p class="byline">By Hanne Ostrov</p>
<p>The harbour wall at Pell will be raised by a metre before the next winter, the council decided on Tuesday after a
debate of five hours that filled the public gallery and the corridor outside it.</p>
<p>The work costs 14 million crowns, of which the region pays nine. It begins in April at the northern mole, where two
storms in January carried away forty metres of the parapet, and moves south with the season.</p>
<p>Fishermen had asked for a gate instead of a higher wall. "A wall keeps the sea out and us in," said Orla Finch, who
has worked from the inner basin for thirty years. The council promised to study a gate when the wall is paid for.</p>
<p>Traffic on the quay is closed to lorries from 2 April. The market moves to the old ropeworks until October, and the
ferry to Little Pell leaves from the coal pier.</p></article>
<footer>Copyright The Pell Courier</footer></body></html>"#;

/// A text as another reader's retrieval leaves it: an article that breaks off, notices, teasers, glued headlines.
const TEXT: &str = "Harbour wall to be raised by a metre
The harbour wall at Pell will be raised by a metre before the next winter, the council decided on Tuesday after a debate of five hours.
The work costs 14 million crowns, of which the region pays nine. It begins in April at the northern mole, where two storms in January carried away forty metres of the parapet.
Fishermen had asked for a gate instead of a higher wall. \"A wall keeps the sea out and us in,\" said Orla Finch, who has worked from the inner basin for thirty years. The council promised to study a gate when the wall is paid for.
Traffic on the quay is closed to lorries from 2 April. The market moves to the old ropeworks until October, and the ferry to Little Pell leaves from the coal pier.
Council engineers expect the northern mole to be finished before the autumn tides.
[We are having trouble retrieving the article content.]
Please verify you are human. Please enable JavaScript in your browser.
The market finds a new home in the sail loft of 1911, where canvas was last cut in the war and the ... Read More
We use cookies to improve your experience. Accept all cookies
";

fn holding(reading: &Value) -> &str {
    reading["verdict"]["holding"].as_str().unwrap()
}

#[track_caller]
fn valid(reading: &Value) {
    let faults = json_schema::faults(&json_schema::reading(), reading);
    assert!(faults.is_empty(), "{faults:#?}");
}

fn folder() -> Dir {
    let dir = Dir::new();
    dir.file("pages/b.whole.html", PAGE);
    dir.file("pages/a.packed.html.gz", gzip(PAGE.as_bytes()));
    dir.file("pages/c.text.txt", TEXT);
    dir.file("pages/d.broken.html.gz", &gzip(PAGE.as_bytes())[..200]);
    dir.file("pages/e.html.txt", "Two words");
    dir.file("pages/f.empty.html", "");
    dir.file("pages/notes.jsonl", "{}");
    dir.file("pages/below/g.html", PAGE);
    dir
}

#[test]
fn a_folder_gives_a_line_for_each_page() {
    let dir = folder();
    let lines = dir.dateline(["read", "--batch", "pages", "--jobs", "2", "--timing"]).ends(3).lines();
    let ids: Vec<_> = lines.iter().map(|line| line["id"].as_str().unwrap()).collect();
    assert_eq!(ids, ["a.packed", "b.whole", "c.text", "d.broken", "e.html", "f.empty"]);
    lines.iter().for_each(valid);
    assert_eq!((holding(&lines[0]), holding(&lines[1])), ("full", "full"));
    assert_eq!(lines[0]["article"], lines[1]["article"], "packed or not");
    assert_eq!(lines[3]["error"]["kind"], "file");
    says(lines[3]["error"]["message"].as_str().unwrap(), &["d.broken.html.gz cannot be read"]);
    for line in &lines {
        assert_eq!(line["error"].is_null(), line["id"] != "d.broken", "{line}");
        assert!(line["cpu_ms"].as_f64().unwrap() >= 0.0);
    }
}

#[test]
fn jobs_do_not_change_the_lines() {
    let dir = folder();
    let without_time = |jobs: &str| {
        let lines = dir.dateline(["read", "--batch", "pages", "--jobs", jobs]).ends(3).lines();
        assert!(lines.iter().all(|line| line["cpu_ms"] == 0.0), "nobody asked how long it takes");
        lines
    };
    assert_eq!(without_time("1"), without_time("3"));
}

#[test]
fn meta_says_how_a_page_was_served() {
    let dir = folder();
    let meta = concat!(
        r#"{"id": "b.whole", "url": "https://courier.example/wall", "status": 200, "headers": {"Content-Type": "text/html"}}"#,
        "\n",
        r#"{"id": "a.packed", "url": "https://courier.example/gone", "status": 410, "headers": null}"#,
        "\n",
        r#"{"id": "nowhere", "url": null, "status": null, "headers": {}}"#,
        "\n",
    );
    dir.file("meta.jsonl", meta);
    let lines = dir.dateline(["read", "--batch", "pages", "--meta", "meta.jsonl"]).ends(3).lines();
    lines.iter().for_each(valid);
    assert_eq!(lines[1]["url"], "https://courier.example/wall");
    assert_eq!(holding(&lines[1]), "full");
    assert_ne!(holding(&lines[0]), "full", "a status of 410 counts");
    assert!(
        lines[0]["verdict"]["reasons"].as_array().unwrap().contains(&"gone".into()),
        "{}",
        lines[0]["verdict"]
    );
    assert_eq!(lines[2]["url"], Value::Null);
}

#[test]
fn a_broken_meta_file_or_folder_fails() {
    let dir = folder();
    dir.file("meta.jsonl", "{\"id\": \"b.whole\"}\nnonsense\n");
    says(&dir.dateline(["read", "--batch", "pages", "--meta", "meta.jsonl"]).fails(), &["meta.jsonl line 2"]);
    says(&dir.dateline(["read", "--batch", "nowhere"]).fails(), &["nowhere cannot be listed"]);
}

#[test]
fn one_page_in_three_forms() {
    let dir = folder();
    let page = dir.path("pages/b.whole.html");
    let text = dir.dateline(["read"]).arg(&page).done().out;
    says(&text, &["Harbour wall to be raised by a metre", "14 million crowns"]);
    assert!(!text.contains("Copyright") && !text.contains("<p>"), "{text}");
    let markdown = dir.dateline(["read", "--format", "markdown"]).arg(&page).done().out;
    says(&markdown, &["# Harbour wall to be raised by a metre", "14 million crowns"]);
    let url = "https://courier.example/2026/wall";
    let reading = dir.dateline(["read", "--format", "json", "--url", url]).arg(&page).done().json();
    valid(&reading);
    assert_eq!((&reading["id"], reading["url"].as_str()), (&Value::Null, Some(url)));
    assert_eq!(reading["article"]["title"], "Harbour wall to be raised by a metre");
    assert_eq!(reading["article"]["publisher"]["name"], "The Pell Courier");
}

#[test]
fn standard_input_is_recognised_or_told() {
    let dir = Dir::new();
    let read = |arguments: &[&str], input: &str| {
        let mut command = dir.dateline(["read", "-", "--format", "json"]);
        command.command.args(arguments);
        let reading = command.input(input).done().json();
        valid(&reading);
        reading
    };
    assert_eq!(holding(&read(&[], PAGE)), "full");
    let text = read(&[], TEXT);
    assert_eq!(holding(&text), "partial");
    let as_text = read(&["--as", "text"], "<p>One line that only looks like a page.");
    assert!(as_text.to_string().contains("<p>One line"), "{as_text}");
    let as_html = read(&["--as", "html"], "No tag stands in this line, which is a page all the same.");
    assert!(as_html["verdict"]["holding"].is_string());
}

/// A text that arrived broken: what is article, notice, teaser and cookie line, and whose fault it is.
#[test]
fn a_broken_text_is_told_line_by_line() {
    let dir = Dir::new();
    let reading = dir.dateline(["read", "-", "--as", "text", "--format", "json"]).input(TEXT).done().json();
    let body = reading["article"]["text"].as_str().unwrap();
    says(body, &["14 million crowns", "debate of five hours"]);
    for foreign in ["JavaScript", "Read More", "cookies", "sail loft"] {
        assert!(!body.contains(foreign), "{foreign} in {body}");
    }
    let kinds: Vec<_> =
        reading["asides"].as_array().unwrap().iter().map(|aside| aside["kind"].as_str().unwrap()).collect();
    for kind in ["notice", "teaser", "cookie"] {
        assert!(kinds.contains(&kind), "{kind} in {kinds:?}");
    }
    let evidence = reading["verdict"]["evidence"].as_array().unwrap();
    assert!(!evidence.is_empty() && evidence.iter().all(|one| one["origin"] == "inherited"), "{evidence:?}");
    assert!(reading["article"]["publisher"].is_null(), "nobody is invented");
}

#[test]
fn explain_has_a_reason_for_each_block() {
    let dir = folder();
    let page = dir.path("pages/b.whole.html");
    let told = dir.dateline(["read", "--explain", "--format", "json"]).arg(&page).done().json();
    let lines = told["lines"].as_array().unwrap();
    let of = |text: &str| lines.iter().find(|line| line["text"].as_str().unwrap().contains(text)).unwrap();
    assert_eq!(of("14 million")["body"], true);
    assert_eq!(of("Copyright")["body"], false);
    assert!(lines.iter().all(|line| !line["because"].as_str().unwrap().is_empty()), "{told:#}");
    let text = dir.dateline(["read", "--explain"]).arg(&page).done().out;
    says(&text, &["article     The work costs 14 million"]);
}

#[test]
fn wrong_usage_is_exit_code_2() {
    let dir = Dir::new();
    let check = |arguments: &[&str], words: &[&str]| {
        let mut command = dir.dateline([]);
        command.command.args(arguments);
        says(&command.ends(2).err, words);
    };
    check(&[], &["Usage: dateline"]);
    check(&["read"], &["FILE|URL|-"]);
    check(&["read", "-", "--batch", "x"], &["cannot be used with"]);
    check(&["read", "-", "--jobs", "2"], &["cannot be used with '--jobs <N>'"]);
    check(&["read", "-", "--meta", "x"], &["cannot be used with '--meta <FILE.jsonl>'"]);
    check(&["read", "-", "--format", "pdf"], &["possible values: text, markdown, json"]);
    check(&["stories", "--order", "given"], &["--from"]);
    check(&["feeds", "--json", "--opml"], &["cannot be used with"]);
    check(&["story", "first"], &["invalid value 'first'"]);
    check(&["news"], &["unrecognized subcommand 'news'"]);
}

#[test]
fn a_file_that_is_not_there_fails() {
    let dir = Dir::new();
    says(&dir.dateline(["read", "nowhere.html"]).fails(), &["nowhere.html cannot be opened"]);
    says(&dir.dateline(["feed", "parse", "nowhere.xml"]).fails(), &["nowhere.xml cannot be opened"]);
    says(&dir.dateline(["read", "-", "--url", "not an address"]).fails(), &["--url"]);
}

/// A reader that has seen enough is no failure.
#[test]
fn a_closed_pipe_is_no_failure() {
    let dir = Dir::new();
    for number in 0..300 {
        dir.file(&format!("many/{number:03}.html"), PAGE);
    }
    let mut command = dir.command(std::path::Path::new("/bin/sh"));
    command.command.arg("-c").arg("{ \"$0\" read --batch many; echo \"code $?\" >&2; } | head -n 1");
    let run = command.arg(crate::fixture::DATELINE).done();
    assert_eq!(run.lines().len(), 1);
    assert_eq!(run.err.trim(), "code 0", "{run:#?}");
}

/// Names that are no UTF-8, in batches and alone: a line for each with an id of its own.
#[test]
fn names_may_be_any_bytes() {
    use std::os::unix::ffi::OsStringExt;
    let dir = Dir::new();
    let name = |bytes: &[u8]| std::path::PathBuf::from(std::ffi::OsString::from_vec(bytes.to_vec()));
    let folder = dir.file("odd/a.html", PAGE).parent().unwrap().to_owned();
    for bytes in [&b"x\xff.html"[..], b"x\xfe.html"] {
        std::fs::write(folder.join(name(bytes)), PAGE).unwrap();
    }
    let lines = dir.dateline(["read", "--batch", "odd"]).done().lines();
    let ids: Vec<_> = lines.iter().map(|line| line["id"].as_str().unwrap()).collect();
    assert_eq!(ids, ["a", "x\\xfe", "x\\xff"]);
    let lines = dir.dateline(["feed", "parse", "--batch", "odd"]).ends(3).lines();
    assert_eq!(lines.len(), 3);
    says(lines[2]["file"].as_str().unwrap(), &["x\\xff.html"]);
    dir.dateline(["read"]).arg(folder.join(name(b"x\xff.html"))).done();
    let wrong = dir.dateline(["read", "--batch", "odd", "--format", "markdown"]).ends(2);
    says(&wrong.err, &["leave --format out"]);
    says(&dir.dateline(["read", "--batch", "odd", "--jobs", "20000"]).ends(2).err, &["0..=256"]);
}

/// Bad lines are named by their place in the file, and some of them are part of the work undone.
#[test]
fn bad_lines_of_documents_are_numbered_as_the_file_has_them() {
    let dir = Dir::new();
    let file = dir.file("docs.jsonl", "\u{feff}{\"id\": 1, \"title\": \"A\"}\n\n\nno\n");
    let lines = dir.dateline(["stories", "--json", "--from"]).arg(&file).ends(3).lines();
    assert_eq!((lines.len(), &lines[0]["id"]), (2, &1.into()));
    says(lines[1]["error"].as_str().unwrap(), &["line 4: "]);
    dir.dateline(["stories", "-n", "3", "--from"]).arg(&file).ends(2);
}

/// What a page says is no order to the terminal.
#[test]
fn a_page_sends_nothing_to_the_terminal() {
    let dir = Dir::new();
    let page = PAGE.replacen("<p>", "<p>\u{1b}]0;t\u{7}\u{1b}[31m\u{202e}", 1);
    let file = dir.file("page.html", page);
    for format in ["text", "markdown", "json"] {
        let out = dir.dateline(["read", "--format", format]).arg(&file).done().out;
        assert!(!out.contains(['\u{1b}', '\u{7}', '\u{202e}']), "{out:?}");
    }
}
