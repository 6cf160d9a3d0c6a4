//! What is no archive, too long, or has no room: one clear error each, and what was finished stays.

use super::{archives, columns, html_file, program, run, summary, tables, text};
use parquet::file::metadata::KeyValue;
use parquet::file::properties::WriterProperties;
use parquet::file::writer::SerializedFileWriter;
use std::fs::{self, File};
use std::io::Write;
use std::os::unix::fs::FileExt;
use std::path::Path;
use std::process::{Command, Output};
use std::sync::Arc;

/// Runs the program where no file may become longer than so many blocks of 512 bytes, which stops it as a full disk does.
fn cramped(blocks: u64, arguments: &[&str]) -> Output {
    let script = "trap '' XFSZ; ulimit -f \"$0\"; exec \"$@\"";
    let mut shell = Command::new("/bin/sh");
    shell.args(["-c", script, &blocks.to_string(), super::PROGRAM]).args(arguments);
    shell.output().unwrap()
}

fn said(output: &Output) -> String {
    String::from_utf8_lossy(&output.stderr).into_owned()
}

fn record(kind: &str, target: &str, block: &str) -> String {
    let length = block.len();
    format!(
        "WARC/1.1\r\nWARC-Type: {kind}\r\nWARC-Target-URI: {target}\r\nWARC-Date: 2026-03-04T05:06:07Z\r\n\
         Content-Length: {length}\r\n\r\n{block}\r\n\r\n"
    )
}

fn page(title: &str) -> String {
    let words = "The harbour closes in May, says its master. ".repeat(12);
    format!(
        "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n<title>{title}</title><article><h1>{title}</h1><p>{words}</p></article>"
    )
}

#[test]
fn a_full_disk_is_said_and_what_was_finished_stays() {
    let archives = archives(1, 6);
    let place = |name: &str| archives.path().join(name);
    let made =
        run(&["make", text(&place("1.warc.gz")), "--pages", "300", "--seed", "1", "--page-size", "10"]);
    assert!(made.status.success());
    let (once, to) = (place("once"), place("to"));
    summary(&[text(archives.path()), "--to", text(&once)], 0);
    let expected = tables(&once);
    let sizes: Vec<usize> = expected.iter().map(|(_, bytes)| bytes.len()).collect();
    assert!(sizes[0] * 2 < sizes[1], "{sizes:?}");
    let arguments = [text(archives.path()), "--to", text(&to), "--quiet", "--json", "--jobs", "1"];

    let output = cramped((sizes[0] as u64 + sizes[1] as u64) / 1024, &arguments);
    assert_eq!(output.status.code(), Some(3), "{}", said(&output));
    let table = to.join("1.parquet");
    let wanted = format!("1.warc.gz: {} cannot be written: File too large (os error 27)\n", table.display());
    assert_eq!(said(&output), wanted);
    assert_eq!(tables(&to), expected[..1], "the first stays, the second is not there");
    assert_eq!(fs::metadata(to.join(".1.parquet.part")).unwrap().len(), 0, "what is useless holds no room");

    let output = cramped(1, &arguments);
    assert_eq!(output.status.code(), Some(3), "{}", said(&output));
    assert_eq!(tables(&to), expected[..1]);
    assert!(run(&arguments).status.success());
    assert!(tables(&to) == expected);
}

#[test]
fn copies_that_were_found_stay_where_there_is_no_room_for_others() {
    let archives = archives(2, 120);
    let to = archives.path().join("to");
    summary(&[text(archives.path()), "--to", text(&to)], 0);
    assert!(run(&["dedup", text(&to), "--quiet"]).status.success());
    let before = tables(&to);
    let full = |blocks: u64, what: &str| {
        let output = cramped(blocks, &["dedup", text(&to), "--quiet"]);
        assert_eq!(output.status.code(), Some(1));
        let told = format!("failed: {what}: File too large (os error 27)\n");
        assert_eq!(said(&output), told);
        assert!(tables(&to) == before);
    };
    full(1, &format!("copies cannot be counted in {}", to.display()));
    fs::remove_file(to.join("1.bands")).unwrap();
    full(1, &format!("{} cannot be written", to.join("1.bands").display()));
    assert!(run(&["dedup", text(&to), "--quiet"]).status.success());
    assert!(tables(&to) == before);
}

#[test]
fn a_folder_of_a_newer_version_is_left_alone_and_others_are_read() {
    let archives = archives(2, 10);
    let to = archives.path().join("to");
    fs::create_dir(&to).unwrap();
    let newer = to.join("0.parquet");
    of_version(&newer, "2");
    let before = fs::read(&newer).unwrap();
    let told = summary(&[text(archives.path()), "--to", text(&to)], 3);
    let failed = told["failed"][0].as_str().unwrap();
    assert!(failed.contains("written by a newer dateline-archive (version 2 of the table)"), "{failed}");
    assert_eq!(told["files"], 1);
    assert!(fs::read(&newer).unwrap() == before && to.join("1.parquet").exists());
}

/// An empty table that says that it is of a version.
fn of_version(path: &Path, version: &str) {
    let schema =
        parquet::schema::parser::parse_message_type("message row { required binary url (STRING); }").unwrap();
    let known = vec![KeyValue::new("dateline.schema".to_owned(), version.to_owned())];
    let properties = WriterProperties::builder().set_key_value_metadata(Some(known)).build();
    let file = File::create(path).unwrap();
    SerializedFileWriter::new(file, Arc::new(schema), Arc::new(properties)).unwrap().close().unwrap();
}

#[test]
fn a_record_of_ten_gigabytes_is_cut_in_bounded_memory_and_what_follows_is_read() {
    let folder = tempfile::tempdir().unwrap();
    let (from, to) = (folder.path().join("long.warc"), folder.path().join("to"));
    let length = 10_u64 << 30;
    let head = record("response", "https://mill.example/long", "").replace(
        "Content-Length: 0\r\n\r\n\r\n\r\n",
        &format!("Content-Length: {length}\r\n\r\nHTTP/1.1 200 OK\r\nContent-Type: video/mp4\r\n\r\n"),
    );
    // A file with a hole: it takes no room, and gives as many bytes as it says.
    let file = File::create(&from).unwrap();
    file.write_all_at(head.as_bytes(), 0).unwrap();
    let block = head.find("HTTP/").unwrap() as u64;
    let behind = format!("\r\n\r\n{}", record("response", "https://mill.example/a", &page("Behind")));
    file.write_all_at(behind.as_bytes(), block + length).unwrap();
    drop(file);

    let script = "ulimit -v 3000000; exec \"$@\"";
    let mut shell = Command::new("/bin/sh");
    shell.args(["-c", script, "sh", super::PROGRAM, text(&from), "--to", text(&to), "--json"]);
    let output = shell.output().unwrap();
    assert!(output.status.success(), "{}", said(&output));
    let told: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
    assert_eq!(told["counts"]["left"], serde_json::json!({"other_type": 1}));
    assert_eq!(columns(&to.join("long.parquet"), ["url", "title"]), [["https://mill.example/a", "Behind"]]);
}

#[test]
fn a_page_of_fifty_megabytes_is_read_as_far_as_the_cap_and_says_so() {
    let folder = tempfile::tempdir().unwrap();
    let long = format!("{}<!--{}--><p>Beyond the cap.</p>", page("Long"), "x".repeat(50_000_000));
    let (from, to) = (folder.path().join("long.warc"), folder.path().join("to"));
    fs::write(&from, record("response", "https://mill.example/long", &long)).unwrap();
    summary(&[text(&from), "--to", text(&to)], 0);
    let table = to.join("long.parquet");
    assert_eq!(columns(&table, ["title", "truncated"]), [["Long", "cap"]]);
    assert!(!columns(&table, ["text", "url"])[0][0].contains("Beyond"));

    let pages = folder.path().join("pages.parquet");
    html_file(&pages, &[Some(long), Some(page("Short"))], &["https://mill.example/long"]);
    summary(&[text(&pages), "--to", text(&to), "--input", "parquet"], 0);
    let found = columns(&to.join("pages.parquet"), ["title", "truncated"]);
    assert_eq!(found, [["Long", "cap"], ["Short", ""]]);
}

#[test]
fn archives_of_other_formats_and_records_without_type_are_named() {
    let folder = tempfile::tempdir().unwrap();
    let (from, to) = (folder.path().join("from"), folder.path().join("to"));
    fs::create_dir(&from).unwrap();
    let arc = "filedesc://a.arc 0.0.0.0 20030101000000 text/plain 76\n1 0 Archive\n";
    let whole = record("response", "https://mill.example/a", &page("Whole"));
    let later = whole.replace("WARC/1.1", "WARC/7.0");
    let untyped = whole.replace("WARC-Type", "WARC-Sort");
    for (name, bytes) in [("arc", arc), ("later", &later), ("untyped", &format!("{untyped}{whole}"))] {
        File::create(from.join(format!("{name}.warc"))).unwrap().write_all(bytes.as_bytes()).unwrap();
    }
    let told = summary(&[text(&from), "--to", text(&to)], 3);
    let failed: Vec<&str> =
        told["failed"].as_array().unwrap().iter().map(|one| one.as_str().unwrap()).collect();
    let no_archive = "this is no WARC file: no record begins in it";
    assert_eq!(failed, [format!("arc.warc: {no_archive}"), format!("later.warc: {no_archive}")]);
    assert_eq!(told["counts"]["broken"], serde_json::json!({"no_type": 1}));
    assert_eq!(told["counts"]["rows"], 1);
}

#[test]
fn a_parquet_file_without_the_column_is_named_and_others_are_read() {
    let folder = tempfile::tempdir().unwrap();
    let (from, to) = (folder.path().join("from"), folder.path().join("to"));
    fs::create_dir(&from).unwrap();
    html_file(&from.join("a.parquet"), &[Some(page("Whole"))], &["https://mill.example/a"]);
    of_version(&from.join("b.parquet"), "1");
    let mut command = program(&[text(&from), "--to", text(&to), "--input", "parquet", "--json"]);
    let output = command.output().unwrap();
    assert_eq!(output.status.code(), Some(3), "{}", said(&output));
    let wanted = "b.parquet: there is no column \"html\"; there are url";
    assert!(said(&output).contains(wanted), "{}", said(&output));
    assert!(to.join("a.parquet").exists() && !to.join("b.parquet").exists());
}
