//! Lists in every form, articles one by one, and marks from the command line.

use crate::bad_input::stored;
use crate::fixture::{Dir, says};
use serde_json::Value;
use std::io::{BufRead as _, BufReader};
use std::process::Stdio;

fn ids(dir: &Dir, more: &[&str]) -> Vec<i64> {
    let mut command = dir.dateline(["entries", "-n", "100", "--format", "ndjson", "--fields", "id"]);
    for argument in more {
        command = command.arg(argument);
    }
    command.done().lines().iter().map(|row| row["id"].as_i64().unwrap()).collect()
}

#[test]
fn lists_are_printed_in_every_form_and_cut_by_the_same_options() {
    let (dir, _origin) = stored();
    let all = ids(&dir, &[]);
    assert!(!all.is_empty() && all.is_sorted_by(|a, b| a > b), "the latest to come first: {all:?}");
    for none in [
        ["--since", "2199-01-01"],
        ["--until", "1999-01-01"],
        ["--language", "xx"],
        ["--publisher", "nobody"],
    ] {
        assert!(ids(&dir, &none).is_empty(), "{none:?}");
    }
    assert_eq!(ids(&dir, &["--since", "1w", "--feed", "1", "--unread"]), all);
    assert_eq!(ids(&dir, &["--feed", "http://courier.example/feed"]), all);

    let csv = dir.dateline(["entries", "--format", "csv", "--fields", "id,title"]).done().out;
    assert_eq!(csv.lines().next(), Some("id,title"));
    assert_eq!(csv.lines().count(), all.len() + 1, "{csv}");
    let markdown = dir.dateline(["stories", "--format", "markdown", "--fields", "title,lead.url"]).done().out;
    assert!(markdown.starts_with("| title | lead.url |\n| --- | --- |\n| "), "{markdown}");
    let json = dir.dateline(["feeds", "--json", "--fields", "url"]).done().json();
    assert_eq!(json, serde_json::json!({"feeds": [{"url": "http://courier.example/feed"}]}));
    let tsv = dir.dateline(["feeds", "--format", "tsv"]).done().out;
    assert!(tsv.starts_with("id\ttitle\tfolder\t") && tsv.lines().count() == 2, "{tsv}");
    let whole = dir.dateline(["feeds", "--format", "ndjson"]).done().lines();
    assert_eq!(whole[0]["state"], "well", "without --fields a line holds all: {whole:?}");
    assert_eq!(
        dir.dateline(["stories", "--since", "2199-01-01", "--format", "ndjson"]).done().out.trim(),
        ""
    );

    let told = |arguments: [&str; 3]| dir.dateline(arguments).fails();
    says(&told(["feeds", "--fields", "titel"]), &["no field \"titel\"", "title"]);
    says(&told(["entries", "--since", "soon"]), &["--since", "\"soon\" is no time; write 2026-11-29"]);
    says(&told(["entries", "--section", "gossip"]), &["no section gossip; there are world"]);
    says(&told(["entries", "--folder", "None"]), &["no folder None"]);
    says(&told(["entries", "--label", "None"]), &["no label None"]);
    says(&told(["search", "x", "--feed=77"]), &["no feed 77"]);
}

#[test]
fn one_article_marks_and_labels() {
    let (dir, _origin) = stored();
    let all = ids(&dir, &[]);
    let (first, id) = (all[0], all[0].to_string());
    let article = dir.dateline(["article", &id, "--json"]).done().json();
    assert_eq!(article["article"]["id"], first);
    let title = article["article"]["title"].as_str().unwrap().to_owned();
    says(&dir.dateline(["article", &id]).done().out, &[&title, "verdict: "]);
    says(&dir.dateline(["article", &id, "--format", "markdown"]).done().out, &["# ", "- verdict: "]);
    says(&dir.dateline(["article", "4711"]).fails(), &["no article 4711"]);

    let changed = |run: crate::fixture::Run| run.json()["changed"].as_u64().unwrap();
    assert_eq!(changed(dir.dateline(["mark", "read", &id, "--json"]).done()), 1);
    assert_eq!(ids(&dir, &["--read"]), [first]);
    assert_eq!(changed(dir.dateline(["mark", "unread", "-", "--json"]).input(format!("{id}\n")).done()), 1);
    assert_eq!(changed(dir.dateline(["star", &id, "--json"]).done()), 1);
    assert_eq!(ids(&dir, &["--starred"]), [first]);
    says(&dir.dateline(["search", title.split(' ').next().unwrap(), "--starred"]).done().out, &[&title]);
    assert_eq!(changed(dir.dateline(["star", &id, "--remove", "--json"]).done()), 1);
    assert_eq!(changed(dir.dateline(["label", "To read", &id, "--json"]).done()), 1);
    assert_eq!(ids(&dir, &["--label", "to read"]), [first]);
    let labels = dir.dateline(["labels", "--format", "csv"]).done().out;
    assert_eq!(labels, "id,name,entries\n1,To read,1\n");
    assert_eq!(changed(dir.dateline(["label", "To read", &id, "--remove", "--json"]).done()), 1);
    assert_eq!(changed(dir.dateline(["mark", "read", "--all", "--json"]).done()), all.len() as u64);
    says(&dir.dateline(["mark", "star", "--feed", "1"]).fails(), &["can only be marked as read"]);
    says(&dir.dateline(["mark", "read", "x1"]).fails(), &["\"x1\" is no number of an article"]);
    says(&dir.dateline(["label", "New", "4711"]).fails(), &["there is no article 4711"]);
    assert_eq!(dir.dateline(["labels", "--format", "csv"]).done().out, "id,name,entries\n1,To read,0\n");
    let partly = dir.dateline(["mark", "unread", &id, "4711", "4712"]).ends(3);
    says(&partly.out, &["changed 1 article"]);
    says(&partly.err, &["there is no article 4711, 4712"]);
    // What a list prints is what marks read, with its head or without.
    for (form, more) in [("table", None), ("csv", None), ("tsv", Some("--no-header"))] {
        let mut list = dir.dateline(["entries", "--fields", "id", "--format", form]);
        if let Some(more) = more {
            list = list.arg(more);
        }
        let printed = list.done().out;
        assert_eq!(printed.trim_start().starts_with("id"), more.is_none(), "{form}: {printed}");
        dir.dateline(["mark", "read", "-"]).input(printed).done();
    }
    assert_eq!(ids(&dir, &["--unread"]), [0; 0]);
    for (list, words) in [
        ("rules", "no rules yet"),
        ("notes", "no notes yet"),
        ("follows", "nothing is followed"),
        ("searches", "no searches are kept"),
    ] {
        let run = dir.dateline([list]).done();
        says(&run.err, &[words]);
        assert_eq!(run.out, "", "no row of a list: {run:#?}");
        assert_eq!(dir.dateline([list, "--json"]).done().json()[list], Value::Array(Vec::new()));
    }
}

/// Each form of each list, without its line of heads.
#[test]
fn every_list_is_printed_in_one_way() {
    let (dir, _origin) = stored();
    let story = dir.dateline(["stories", "--format", "ndjson"]).done().lines()[0]["id"].to_string();
    dir.dateline(["label", "To read", &ids(&dir, &[])[0].to_string()]).done();
    dir.dateline(["user", "add", "Ada", "--password-stdin"]).input("gull heron tern avocet").done();
    let lists: [(&[&str], &str, &str); 9] = [
        (&["stories"], "id", "stories"),
        (&["story", &story], "id", "versions"),
        (&["entries"], "id", "entries"),
        (&["search", "the"], "id", "articles"),
        (&["labels"], "name", "labels"),
        (&["audit"], "title", "feeds"),
        (&["doctor"], "check", "checks"),
        (&["config", "show"], "setting", "settings"),
        (&["user", "list"], "name", "users"),
    ];
    for (command, field, key) in lists {
        let told = |more: &[&str]| {
            let mut run = dir.dateline([command[0]]);
            for argument in command[1..].iter().chain(more) {
                run = run.arg(argument);
            }
            let run = run.run();
            assert!(matches!(run.code, Some(0 | 3)), "{run:#?}");
            run
        };
        let rows = told(&["--format", "ndjson"]).lines().len();
        assert!(rows > 0, "{command:?}");
        for form in ["csv", "tsv"] {
            let with_head = told(&["--format", form, "--fields", field]).out;
            assert_eq!(with_head.lines().next(), Some(field), "{command:?}");
            let bare = told(&["--format", form, "--fields", field, "--no-header"]).out;
            assert_eq!((bare.lines().count(), with_head.lines().count()), (rows, rows + 1), "{command:?}");
        }
        let markdown = told(&["--format", "markdown", "--fields", field]).out;
        assert!(markdown.starts_with(&format!("| {field} |\n| --- |\n")), "{command:?}: {markdown}");
        let json = told(&["--json", "--fields", field]).json();
        assert_eq!(json[key].as_array().map(Vec::len), Some(rows), "{command:?}: {json}");
        assert!(json[key][0][field] != Value::Null, "{command:?}: {json}");
    }
}

/// `head -1` ends what it reads from, and not only when the next article comes.
#[test]
fn who_closes_the_pipe_ends_what_is_followed() {
    let (dir, _origin) = stored();
    let mut follow = dir.dateline(["entries", "--follow", "--format", "ndjson", "-n", "1"]).command;
    let mut child = follow.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::null()).spawn().unwrap();
    let mut line = String::new();
    BufReader::new(child.stdout.take().unwrap()).read_line(&mut line).unwrap();
    assert!(line.starts_with('{'), "{line}");
    // The pipe is closed by now, and nothing is written any more.
    let mut ended = None;
    crate::fixture::until("the command to end", std::time::Duration::from_secs(60), || {
        ended = child.try_wait().unwrap();
        ended.is_some()
    });
    assert!(ended.unwrap().success(), "a reader that goes away is no failure: {ended:?}");
}

#[test]
fn new_articles_are_followed_until_it_is_stopped() {
    let (dir, _origin) = stored();
    let all = ids(&dir, &[]);
    let running = dir.dateline(["entries", "--follow", "--format", "ndjson", "-n", "1"]).start();
    crate::fixture::until("the first line", std::time::Duration::from_secs(60), || {
        running.out().lines().count() == 1
    });
    let run = running.stop();
    assert_eq!((run.code, run.lines()[0]["id"].as_i64()), (Some(143), Some(all[0])));
    assert!(!run.err.contains("failed"), "{}", run.err);
}

#[test]
fn what_a_rule_mutes_stands_in_no_list_but_those_filled_by_hand() {
    let (dir, _origin) = stored();
    let all = ids(&dir, &[]);
    let store = rusqlite::Connection::open(dir.store()).unwrap();
    store
        .execute_batch(&format!(
            "INSERT INTO rules (user, made_at, name, conditions, actions) VALUES (1, 0, 'No harbour', '{{}}', '{{}}');
             INSERT INTO muted_entries (user, entry, rule, unread) SELECT 1, {}, max(id), 1 FROM rules",
            all[0]
        ))
        .unwrap();
    store.close().unwrap();
    assert_eq!(ids(&dir, &[]), all[1..]);
    dir.dateline(["star", &all[0].to_string()]).done();
    assert_eq!(ids(&dir, &["--starred"]), all[..1]);
}

#[test]
fn settings_completions_and_manual_pages_come_from_the_definitions() {
    let dir = Dir::new();
    dir.config(true, &[]);
    let rows = dir
        .dateline(["config", "show", "--format", "ndjson"])
        .env("DATELINE_CONTACT", "desk@news.example")
        .done()
        .lines();
    let row = |key: &str| rows.iter().find(|row| row["setting"] == key).unwrap_or_else(|| panic!("{key}"));
    assert_eq!(
        (&row("fetch.allow_private")["value"], &row("fetch.allow_private")["from"]),
        (&"true".into(), &"file".into())
    );
    assert_eq!(
        (&row("fetch.contact")["value"], &row("fetch.contact")["from"]),
        (&"desk@news.example".into(), &"environment".into())
    );
    assert_eq!(
        (&row("listen")["value"], &row("listen")["from"]),
        (&"127.0.0.1:8460".into(), &"default".into())
    );
    assert_eq!(row("data_dir")["value"], dir.path("data").display().to_string().as_str());
    let path = dir.dateline(["config", "path"]).done().out;
    assert_eq!(path.trim(), dir.path("config/dateline/dateline.toml").display().to_string());

    for (shell, word) in
        [("bash", "complete -F _dateline"), ("zsh", "#compdef dateline"), ("fish", "complete -c dateline")]
    {
        says(&dir.dateline(["completions", shell]).done().out, &[word, "entries"]);
    }
    says(&dir.dateline(["man"]).done().out, &[".TH dateline 1", "fetch.contact"]);
    dir.dateline(["man", "--dir", "man"]).done();
    for page in ["dateline.1", "dateline-entries.1", "dateline-feed-parse.1", "dateline-user-add.1"] {
        says(&std::fs::read_to_string(dir.path("man").join(page)).unwrap(), &[".TH "]);
    }
}
