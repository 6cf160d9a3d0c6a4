//! The program as people run it, over archives of its own making.

#![expect(clippy::unwrap_used, clippy::panic, reason = "a test that cannot go on has failed")]

mod bad_input;

use parquet::file::reader::{FileReader, SerializedFileReader};
use parquet::record::RowAccessor;
use serde_json::Value;
use std::collections::HashSet;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Output, Stdio};

const PROGRAM: &str = env!("CARGO_BIN_EXE_dateline-archive");

fn program(arguments: &[&str]) -> Command {
    let mut command = Command::new(PROGRAM);
    command.args(arguments);
    command
}

fn run(arguments: &[&str]) -> Output {
    program(arguments).output().unwrap()
}

/// The summary of a run that ended with `code`.
fn summary(arguments: &[&str], code: i32) -> Value {
    let output = run(&[arguments, &["--json"]].concat());
    let told = String::from_utf8_lossy(&output.stderr).into_owned();
    assert_eq!(output.status.code(), Some(code), "{told}");
    serde_json::from_slice(&output.stdout).unwrap_or_else(|error| panic!("{error}: {told}"))
}

fn text(path: &Path) -> &str {
    path.to_str().unwrap()
}

/// A folder with archives `0.warc.gz`, `1.warc.gz` … of so many pages each.
fn archives(count: u64, pages: u64) -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    for number in 0..count {
        let out = folder.path().join(format!("{number}.warc.gz"));
        let (pages, seed) = (pages.to_string(), number.to_string());
        let made = run(&["make", text(&out), "--pages", &pages, "--seed", &seed, "--page-size", "10"]);
        assert!(made.status.success(), "{}", String::from_utf8_lossy(&made.stderr));
    }
    folder
}

fn tables(folder: &Path) -> Vec<(String, Vec<u8>)> {
    let entries = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    let tables = entries.filter(|path| path.extension().is_some_and(|ending| ending == "parquet"));
    let mut tables: Vec<_> = tables
        .map(|path| (path.file_name().unwrap().to_string_lossy().into_owned(), fs::read(&path).unwrap()))
        .collect();
    tables.sort();
    tables
}

/// Waits until a file is there or the program has ended.
fn wait_for(path: &Path, child: &mut Child) {
    while !path.exists() && child.try_wait().unwrap().is_none() {
        std::thread::yield_now();
    }
}

#[test]
fn every_page_is_a_row_or_is_counted() {
    let archives = archives(1, 120);
    let to = archives.path().join("to");
    let told = summary(&[text(archives.path()), "--to", text(&to)], 0);
    let counts = &told["counts"];
    // An info record, and for each page a request beside what was answered.
    assert_eq!(counts["records"], 241);
    let left = &counts["left"];
    for (word, count) in
        [("no_page", 121), ("other_type", 2), ("reserved_tdm", 2), ("reserved_noarchive", 2), ("revisit", 2)]
    {
        assert_eq!(left[word], count, "{word}: {left}");
    }
    assert_eq!(counts["rows"], 112);
    assert_eq!(counts["broken"], serde_json::json!({}));
    assert_eq!(counts["reasons"]["paywall"], 12);
    assert_eq!(counts["reasons"]["not_found"], 2);
    let hosts: u64 =
        told["hosts"].as_array().unwrap().iter().map(|host| host["rows"].as_u64().unwrap()).sum();
    assert_eq!(hosts, 112);

    let all = archives.path().join("all");
    let told = summary(&[text(archives.path()), "--to", text(&all), "--include-reserved"], 0);
    assert_eq!(told["counts"]["rows"], 116);
    let some = archives.path().join("some");
    let told = summary(&[text(archives.path()), "--to", text(&some), "--select", "kind=paywall"], 0);
    assert_eq!(told["counts"]["rows"], 12);
}

#[test]
fn a_run_that_was_killed_goes_on_and_gives_the_same_bytes() {
    let archives = archives(4, 60);
    let (once, often) = (archives.path().join("once"), archives.path().join("often"));
    summary(&[text(archives.path()), "--to", text(&once), "--jobs", "1"], 0);
    for round in 0..12 {
        let arguments =
            [text(archives.path()), "--to", text(&often), "--jobs", if round % 2 == 0 { "1" } else { "2" }];
        let mut child = program(&arguments).stdout(Stdio::null()).stderr(Stdio::null()).spawn().unwrap();
        // Killed as soon as it begins with one of the archives, a later one each time.
        wait_for(&often.join(format!(".{}.parquet.part", round / 3)), &mut child);
        child.kill().unwrap();
        child.wait().unwrap();
        for (name, bytes) in tables(&often) {
            assert_eq!(bytes, fs::read(once.join(&name)).unwrap(), "{name} is there and not whole");
        }
    }
    let told = summary(&[text(archives.path()), "--to", text(&often)], 0);
    assert!(tables(&often) == tables(&once));
    assert_eq!(told["files"], 4);
    assert_eq!(told["counts"], summary(&[text(archives.path()), "--to", text(&once)], 0)["counts"]);
}

/// Two workers on one folder, both killed fifty times: when a table was just finished, or when they have hardly begun.
#[test]
fn workers_that_are_killed_lose_and_double_nothing() {
    let archives = archives(60, 10);
    let (once, often) = (archives.path().join("once"), archives.path().join("often"));
    summary(&[text(archives.path()), "--to", text(&once)], 0);
    let expected = tables(&once);
    let arguments = [text(archives.path()), "--to", text(&often), "--jobs", "1", "--quiet"];
    let mut killed = 0;
    for round in 0..25 {
        let mut workers: Vec<Child> = (0..2)
            .map(|_| program(&arguments).stdout(Stdio::null()).stderr(Stdio::null()).spawn().unwrap())
            .collect();
        let missing = expected.iter().find(|(name, _)| !often.join(name).exists()).unwrap();
        if round % 2 == 0 {
            wait_for(&often.join(&missing.0), &mut workers[0]);
        }
        for worker in &mut workers {
            killed += usize::from(worker.try_wait().unwrap().is_none());
            worker.kill().unwrap();
            worker.wait().unwrap();
        }
        for (name, bytes) in tables(&often) {
            let whole = expected.iter().find(|(other, _)| *other == name);
            assert!(whole.is_some_and(|(_, whole)| *whole == bytes), "{name} is there and not whole");
        }
    }
    assert_eq!(killed, 50, "a worker was done before it was killed");
    summary(&[text(archives.path()), "--to", text(&often)], 0);
    assert!(tables(&often) == expected);
}

#[test]
fn workers_share_a_folder_without_doubles() {
    let archives = archives(6, 40);
    let to = archives.path().join("to");
    let arguments = [text(archives.path()), "--to", text(&to), "--jobs", "1", "--json"];
    let workers: Vec<Child> = (0..3)
        .map(|_| program(&arguments).stdout(Stdio::piped()).stderr(Stdio::null()).spawn().unwrap())
        .collect();
    let mut pages = 0;
    for worker in workers {
        let output = worker.wait_with_output().unwrap();
        assert!(output.status.success());
        let told: Value = serde_json::from_slice(&output.stdout).unwrap();
        assert_eq!(told["files"].as_u64().unwrap() + told["taken"].as_u64().unwrap(), 6);
        pages += told["run"]["pages"].as_u64().unwrap();
    }
    let told = summary(&arguments[..5], 0);
    assert_eq!((told["files"].as_u64(), told["run"]["pages"].as_u64()), (Some(6), Some(0)));
    let counts = &told["counts"];
    let left: u64 = ["other_type", "reserved_tdm", "reserved_noarchive"]
        .iter()
        .map(|word| counts["left"][word].as_u64().unwrap_or(0))
        .sum();
    assert_eq!(pages, counts["rows"].as_u64().unwrap() + left, "a page was read twice, or not at all");
}

#[test]
fn tasks_of_an_array_take_each_file_once() {
    let archives = archives(5, 10);
    let to = archives.path().join("to");
    for (rank, files) in [("0", 3), ("1", 2)] {
        let told = summary(&[text(archives.path()), "--to", text(&to), "--rank", rank, "--of", "2"], 0);
        assert_eq!(told["files"], files);
    }
    assert_eq!(tables(&to).len(), 5);
    let wrong = run(&[text(archives.path()), "--to", text(&to), "--rank", "2", "--of", "2"]);
    assert_eq!(wrong.status.code(), Some(2));
    assert!(String::from_utf8_lossy(&wrong.stderr).contains("at most 1"));
}

#[test]
fn what_is_broken_is_named_and_the_rest_goes_on() {
    let archives = archives(3, 30);
    let place = |name: &str| archives.path().join(name);
    let whole = fs::read(place("0.warc.gz")).unwrap();
    fs::write(place("1.warc.gz"), &whole[..whole.len() * 2 / 3]).unwrap();
    let mut spoiled = whole.clone();
    let at = spoiled.len() / 2;
    spoiled[at..at + 40].fill(0x55);
    fs::write(place("2.warc.gz"), spoiled).unwrap();
    fs::write(place("3.warc"), "<p>No archive.</p>\n".repeat(1000)).unwrap();
    fs::write(place("4.warc.gz"), b"\x00\x01\x02").unwrap();
    let to = place("to");
    let told = summary(&[text(archives.path()), "--to", text(&to)], 3);
    let failed = told["failed"].as_array().unwrap();
    let failed: Vec<&str> = failed.iter().map(|one| one.as_str().unwrap()).collect();
    assert_eq!(failed.len(), 2, "{failed:?}");
    assert!(failed[0].starts_with("3.warc: this is no WARC file"), "{failed:?}");
    assert!(failed[1].starts_with("4.warc.gz: this is no WARC file"), "{failed:?}");
    assert_eq!(told["files"], 3);
    let broken = told["counts"]["broken"].as_object().unwrap();
    assert_eq!(broken["cut"], 1, "{broken:?}");
    assert_eq!(broken.values().map(|count| count.as_u64().unwrap()).sum::<u64>(), 2, "{broken:?}");
    let missing = run(&[text(&place("9.warc.gz")), "--to", text(&to)]);
    assert_eq!(missing.status.code(), Some(1));
    assert!(String::from_utf8_lossy(&missing.stderr).contains("9.warc.gz cannot be read"));
}

#[test]
fn a_folder_of_another_run_is_left_alone() {
    let archives = archives(1, 10);
    let (from, to) = (text(archives.path()), archives.path().join("to"));
    summary(&[from, "--to", text(&to)], 0);
    let before = tables(&to);
    let refused = |arguments: &[&str], words: &str| {
        let output = run(arguments);
        assert_eq!(output.status.code(), Some(1));
        let told = String::from_utf8_lossy(&output.stderr).into_owned();
        assert!(told.contains(words), "{told}");
    };
    refused(&[from, "--to", text(&to), "--select", "language=de"], "written with other options (none)");
    run(&["make", text(&archives.path().join("0.warc.gz")), "--pages", "11"]);
    refused(&[from, "--to", text(&to)], "another archive of that name");
    assert!(before == tables(&to));
    fs::write(to.join("0.parquet"), "no table").unwrap();
    refused(&[from, "--to", text(&to)], "no whole Parquet file");
}

#[test]
fn an_archive_comes_through_a_pipe() {
    let archives = archives(1, 20);
    let to = archives.path().join("to");
    let file = fs::File::open(archives.path().join("0.warc.gz")).unwrap();
    let output = program(&["-", "--to", text(&to), "--json"]).stdin(file).output().unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    assert!(to.join(PathBuf::from("stdin.parquet")).exists());
}

#[test]
fn a_column_of_html_becomes_a_table() {
    let folder = tempfile::tempdir().unwrap();
    let given = folder.path().join("pages.parquet");
    let page = |number: usize| {
        let words = "The harbour closes in May, says its master. ".repeat(12);
        format!("<title>Harbour {number}</title><article><h1>Harbour {number}</h1><p>{words}</p></article>")
    };
    let reserved = format!("<meta name=tdm-reservation content=1>{}", page(1));
    let pages = [Some(page(0)), None, Some(reserved), Some(page(3)), Some(page(4))];
    let urls =
        ["https://mill.example/0", "https://mill.example/1", "https://mill.example/2", "no address", ""];
    html_file(&given, &pages, &urls[..4]);
    let to = folder.path().join("to");
    let arguments = [text(&given), "--to", text(&to), "--input", "parquet"];
    let told = summary(&arguments, 0);
    assert_eq!(told["counts"]["records"], 5);
    assert_eq!(told["counts"]["left"], serde_json::json!({"no_page": 1, "reserved_tdm": 1}));
    assert_eq!(told["counts"]["broken"], serde_json::json!({"address": 1}));
    let rows = columns(&to.join("pages.parquet"), ["url", "title"]);
    let found: Vec<_> = rows.iter().map(|row| [row[0].as_str(), row[1].as_str()]).collect();
    assert_eq!(found, [["https://mill.example/0", "Harbour 0"], ["", "Harbour 4"]]);

    let refused = |arguments: &[&str], words: &str| {
        let output = run(arguments);
        assert_eq!(output.status.code(), Some(1));
        let told = String::from_utf8_lossy(&output.stderr).into_owned();
        assert!(told.contains(words), "{told}");
    };
    refused(&[&arguments[..], &["--url-column", "html"]].concat(), "written with other options");
    let other = folder.path().join("other");
    let arguments = [text(&given), "--to", text(&other), "--input", "parquet"];
    refused(
        &[&arguments[..], &["--html-column", "body"]].concat(),
        "no column \"body\"; there are html, url",
    );
    refused(&[text(folder.path()), "--to", text(folder.path()), "--input", "parquet"], "would become itself");
    let foreign = folder.path().join("foreign.parquet");
    fs::write(&foreign, "no table").unwrap();
    refused(&[text(&foreign), "--to", text(&other), "--input", "parquet"], "no whole Parquet file");
}

/// Writes a column `html` that may be null and a column `url`, null behind the last one given.
fn html_file(path: &Path, pages: &[Option<String>], urls: &[&str]) {
    use parquet::data_type::{ByteArray, ByteArrayType};
    let schema = "message pages { optional binary html (STRING); optional binary url (STRING); }";
    let schema = parquet::schema::parser::parse_message_type(schema).unwrap();
    let file = fs::File::create(path).unwrap();
    let properties = std::sync::Arc::default();
    let mut writer =
        parquet::file::writer::SerializedFileWriter::new(file, std::sync::Arc::new(schema), properties)
            .unwrap();
    let mut group = writer.next_row_group().unwrap();
    let urls = (0..pages.len()).map(|at| urls.get(at).map(|url| (*url).to_owned()));
    for values in [pages.to_vec(), urls.collect()] {
        let levels: Vec<i16> = values.iter().map(|value| i16::from(value.is_some())).collect();
        let there: Vec<ByteArray> =
            values.into_iter().flatten().map(|value| value.into_bytes().into()).collect();
        let mut column = group.next_column().unwrap().unwrap();
        column.typed::<ByteArrayType>().write_batch(&there, Some(&levels), None).unwrap();
        column.close().unwrap();
    }
    group.close().unwrap();
    writer.close().unwrap();
}

/// Two columns of texts, row by row.
fn columns(path: &Path, names: [&str; 2]) -> Vec<[String; 2]> {
    let file = SerializedFileReader::new(fs::File::open(path).unwrap()).unwrap();
    let schema = file.metadata().file_metadata().schema_descr();
    let fields = schema.root_schema().get_fields();
    let places = names.map(|name| fields.iter().position(|field| field.name() == name).unwrap());
    let rows = file.get_row_iter(None).unwrap().map(Result::unwrap);
    // Null reads as nothing.
    rows.map(|row| places.map(|at| row.get_string(at).cloned().unwrap_or_default())).collect()
}

/// The story that an invented page tells: its address names it.
fn story(url: &str) -> &str {
    url.split('/').nth(3).unwrap()
}

#[test]
fn copies_are_found_across_tables_and_nothing_else() {
    let archives = archives(1, 900);
    let to = archives.path().join("to");
    // Two archives of one crawl: the same stories in both.
    fs::copy(archives.path().join("0.warc.gz"), archives.path().join("1.warc.gz")).unwrap();
    summary(&[text(archives.path()), "--to", text(&to)], 0);
    let found = run(&["dedup", text(&to)]);
    let told = String::from_utf8_lossy(&found.stdout).into_owned();
    assert!(found.status.success(), "{}", String::from_utf8_lossy(&found.stderr));
    let copies = to.join("copies.parquet");
    let links = columns(&copies, ["url", "of_url"]);
    for [url, of_url] in &links {
        assert_eq!(story(url), story(of_url), "{url} {of_url}");
    }
    let mut seen = HashSet::new();
    let mut expected = 0;
    for table in ["0.parquet", "1.parquet"] {
        for [url, holding] in columns(&to.join(table), ["url", "holding"]) {
            let is_article = holding == "full" || holding == "partial";
            expected += usize::from(is_article && !seen.insert(story(&url).to_owned()));
        }
    }
    assert!(links.len() * 100 >= expected * 99, "{} of {expected} copies found", links.len());
    assert!(told.contains(&format!("{} copies", links.len())), "{told}");

    let before = fs::read(&copies).unwrap();
    assert!(run(&["dedup", text(&to), "--quiet"]).status.success());
    assert!(before == fs::read(&copies).unwrap(), "another run gives the same bytes");
    // Bands that are cut, as by a full disk, are made anew.
    let bands = to.join("0.bands");
    let whole = fs::read(&bands).unwrap();
    fs::write(&bands, &whole[..whole.len() / 2]).unwrap();
    assert!(run(&["dedup", text(&to), "--quiet"]).status.success());
    assert!(whole == fs::read(&bands).unwrap() && before == fs::read(&copies).unwrap());
    let names: HashSet<_> = fs::read_dir(&to).unwrap().map(|entry| entry.unwrap().file_name()).collect();
    assert_eq!(names.len(), 5, "{names:?}");
}
