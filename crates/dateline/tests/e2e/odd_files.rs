//! Files that are none, damaged stores, disks without room and outputs that take nothing: each gives one sentence in time.

use crate::bad_input::stored;
use crate::fixture::{Dir, says};
use rustix::fs::{CWD, FileType, mknodat};
use std::fs;
use std::path::Path;
use std::process::{Command, Stdio};

fn pipe(path: &Path) {
    fs::create_dir_all(path.parent().unwrap()).unwrap();
    mknodat(CWD, path, FileType::Fifo, 0o600.into(), 0).unwrap();
}

#[test]
fn a_pipe_in_the_place_of_a_file_keeps_nobody_waiting() {
    for name in ["dateline.db", "dateline.db.lock", "dateline.db-wal"] {
        let dir = Dir::new();
        pipe(&dir.path("data").join(name));
        for arguments in
            [["feeds", "--quiet"], ["update", "--quiet"], ["doctor", "--quiet"], ["serve", "--no-poll"]]
        {
            let command = dir.dateline(arguments).env("DATELINE_LISTEN", "127.0.0.1:0");
            says(&command.fails(), &[name, "is a pipe, not a file: move it away"]);
        }
    }
    let (dir, _origin) = stored();
    pipe(&dir.path("backup.db"));
    says(&dir.dateline(["restore", "backup.db"]).fails(), &["backup.db is a pipe, not a file"]);
    pipe(&dir.path("pages/a.html"));
    dir.file("pages/b.html", "<p>A word.");
    let read = dir.dateline(["read", "--batch", "pages"]).ends(3).out;
    assert_eq!(
        (read.lines().count(), read.matches("is a pipe, a socket or a device").count()),
        (2, 1),
        "{read}"
    );
    let parsed = dir.dateline(["feed", "parse", "--batch", "pages"]).ends(3).out;
    assert_eq!((parsed.lines().count(), parsed.matches("is a pipe, a socket or a device").count()), (2, 1));
}

#[test]
fn a_folder_that_is_none_is_named_by_every_command() {
    let dir = Dir::new();
    dir.file("file", "x");
    std::os::unix::fs::symlink("loop", dir.path("loop")).unwrap();
    std::os::unix::fs::symlink("nowhere", dir.path("dangling")).unwrap();
    for (place, word) in [
        ("file", "file is no folder: name another folder with --data-dir"),
        ("file/below", "leads through a file that is no folder"),
        ("loop", "loop is a link that leads back to itself"),
        ("dangling", "dangling is a link that leads nowhere"),
    ] {
        for command in ["feeds", "update", "doctor", "serve"] {
            let command = dir.dateline([command, "--data-dir", place]).env("DATELINE_LISTEN", "127.0.0.1:0");
            says(&command.fails(), &[word]);
        }
    }
}

#[test]
fn the_doctor_looks_at_a_damaged_store_as_far_as_it_goes() {
    let (dir, _origin) = stored();
    let whole = fs::read(dir.store()).unwrap();
    for from in [4_096, whole.len() / 2] {
        let mut spoilt = whole.clone();
        spoilt[from..].fill(0xA5);
        fs::write(dir.store(), &spoilt).unwrap();
        let run = dir.dateline(["doctor"]).ends(3);
        says(&run.out, &["FAIL  store", "damaged (", "`dateline restore FILE`", "clock", "network"]);
        assert!(!run.out.contains("run `dateline doctor`"), "{}", run.out);
    }
    fs::write(dir.store(), &whole).unwrap();
    says(&dir.dateline(["doctor"]).done().out, &["ok    store"]);
}

/// A file system of a few megabytes, for as long as a test takes; none where nobody may mount one.
struct Disk(std::path::PathBuf);

impl Disk {
    fn new(at: &Path) -> Option<Self> {
        let mut mount = Command::new("mount");
        mount.args(["-t", "tmpfs", "-o", "size=4m", "tmpfs"]).arg(at);
        let mounted = mount.stderr(Stdio::null()).status().is_ok_and(|status| status.success());
        mounted.then(|| Self(at.to_owned()))
    }
}

impl Drop for Disk {
    fn drop(&mut self) {
        let _unmounted = Command::new("umount").arg("-l").arg(&self.0).status();
    }
}

#[test]
fn a_store_on_a_full_disk_is_read() {
    let (dir, _origin) = stored();
    let kept = dir.path("kept");
    fs::rename(dir.path("data"), &kept).unwrap();
    fs::create_dir(dir.path("data")).unwrap();
    let Some(_disk) = Disk::new(&dir.path("data")) else { return };
    fs::copy(kept.join("dateline.db"), dir.store()).unwrap();
    let _full = fs::write(dir.path("data/filler"), vec![1; 8 << 20]);
    for (arguments, word) in [
        (&["feeds"][..], "courier.example"),
        (&["stories"], "courier.example"),
        (&["search", "harbour"], "harbour"),
        (&["backup", "copy.db"], "was copied to"),
        (&["doctor"], "ok    store"),
    ] {
        let mut command = dir.dateline([]);
        command.command.args(arguments);
        says(&command.run().out.to_lowercase(), &[&word.to_lowercase()]);
    }
    for arguments in [&["update"][..], &["serve", "--listen", "127.0.0.1:0"], &["backup", "data/copy.db"]] {
        let mut command = dir.dateline([]);
        command.command.args(arguments);
        says(&command.fails(), &["full"]);
    }
}

#[test]
fn what_cannot_be_written_out_is_told() {
    let (dir, _origin) = stored();
    dir.file("page.html", "<p>A word.");
    for arguments in [
        &["feeds"][..],
        &["stories", "--json"],
        &["read", "page.html"],
        &["read", "page.html", "--format", "json"],
    ] {
        let mut command = dir.dateline([]).command;
        command.args(arguments).stdout(fs::File::create("/dev/full").unwrap());
        let run = command.output().unwrap();
        let said = String::from_utf8_lossy(&run.stderr).into_owned();
        assert_eq!(run.status.code(), Some(1), "{said}");
        says(&said, &["failed: the result cannot be written to standard output", "No space left"]);
    }
}

#[test]
fn a_log_filter_that_cannot_be_understood_is_told() {
    let (dir, _origin) = stored();
    let run = dir.dateline(["feeds"]).env("RUST_LOG", "dateline=loud,=").ends(0);
    says(&run.err, &["RUST_LOG is left out, for \"dateline=loud,=\" cannot be understood"]);
    assert_eq!(dir.dateline(["feeds"]).env("RUST_LOG", "error").ends(0).err, "");
}

#[test]
fn addresses_that_cannot_be_served_at_are_refused_before_anything_is_told() {
    let dir = Dir::new();
    let refused = |arguments: &[&str], word: &str| {
        let mut command = dir.dateline([]);
        command.command.args(arguments);
        let run = command.ends(1);
        says(&run.err, &[word]);
        assert!(!run.err.contains("the desk is at"), "{}", run.err);
    };
    refused(&["serve", "--listen", "0.0.0.0:0"], "listens everywhere: name in host_names");
    refused(&["serve", "--listen", "192.0.2.7:8460"], "it is no address of this machine");
    let busy = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let port = busy.local_addr().unwrap().port().to_string();
    refused(&["demo", "--once", "--port", &port, "--press-port", "0"], "choose another port with --port");
    refused(
        &["demo", "--once", "--port", "0", "--press-port", &port],
        "choose another port with --press-port",
    );
    refused(&["demo", "--port", &port, "--press-port", &port], "desk and press cannot both have port");
    refused(&["read", "http://127.0.0.1/x"], "if that is meant, give --allow-private");
    refused(&["read", "ftp://a.example/x"], "only http and https addresses can be read, not ftp:");
}

#[test]
fn lines_of_a_file_that_are_no_documents_are_told() {
    let dir = Dir::new();
    let docs = "{\"id\": 1, \"title\": \"A\"}\n[]\n{\"id\": 2, \"title\": \"B\", \"date\": \"yesterday\"}\n";
    let run = dir.dateline(["stories", "--from"]).arg(dir.file("docs.jsonl", docs)).ends(3);
    says(
        &run.out,
        &["line 2: a line is one JSON object", "line 3: the date \\\"yesterday\\\" is neither a day"],
    );
}
