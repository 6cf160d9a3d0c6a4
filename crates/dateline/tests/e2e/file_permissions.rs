//! Stores that may be read and not written, and stores of somebody else: what reads works, all else says so in one sentence.

use crate::fixture::{DATELINE, Dir, TestCommand, says};
use std::fs::{self, Permissions};
use std::os::unix::fs::PermissionsExt;
use std::os::unix::process::CommandExt;
use std::path::Path;

/// A user of no rights.
const NOBODY: u32 = 65_534;

fn chmod(path: &Path, mode: u32) {
    fs::set_permissions(path, Permissions::from_mode(mode)).unwrap();
}

/// A store with two feeds, and the program where anybody can run it.
fn stored() -> Dir {
    let dir = Dir::new();
    let list = "<opml><body><outline text='Courier' xmlUrl='https://courier.example/feed'/>\
                <outline text='Mail' xmlUrl='https://mail.example/feed'/></body></opml>";
    dir.dateline(["add"]).arg(dir.file("list.opml", list)).done();
    fs::copy(DATELINE, dir.path("dateline")).unwrap();
    chmod(&dir.path("."), 0o755);
    dir
}

fn is_root() -> bool {
    rustix::process::geteuid().is_root()
}

/// The program run by somebody whom the rights of files bind: not by root, whom they do not.
fn bound(dir: &Dir, arguments: &[&str]) -> TestCommand {
    let mut command = dir.command(&dir.path("dateline"));
    command.command.args(arguments);
    if is_root() {
        command.command.uid(NOBODY).gid(NOBODY);
    }
    command
}

/// Gives or takes the right to write, for files and the folder itself.
fn protect(dir: &Dir, folder: u32, file: u32) {
    for entry in fs::read_dir(dir.path("data")).unwrap() {
        chmod(&entry.unwrap().path(), file);
    }
    chmod(&dir.path("data"), folder);
}

#[test]
fn a_protected_store_is_read_and_not_changed() {
    let dir = stored();
    protect(&dir, 0o555, 0o444);
    let before = fs::read(dir.store()).unwrap();
    let copies = tempfile::tempdir().unwrap();
    chmod(copies.path(), 0o777);
    let copy = copies.path().join("copy.db");
    for (arguments, word) in [
        (&["feeds"][..], "https://mail.example/feed"),
        (&["feeds", "--opml"], "https://mail.example/feed"),
        (&["stories"], "no stories yet"),
        (&["search", "harbour"], "nothing found"),
        (&["audit", "--format", "json"], "https://courier.example/feed"),
        (&["backup", copy.to_str().unwrap()], "was copied to"),
        (&["doctor"], "the search index was not looked through, for nothing can be written"),
    ] {
        let run = bound(&dir, arguments).run();
        says(&(run.out + &run.err), &[word]);
    }
    says(&bound(&dir, &["story", "1"]).fails(), &["no story 1"]);
    for arguments in [&["update"][..], &["add", "list.opml"], &["remove", "1"], &["restore", "list.opml"]] {
        let said = bound(&dir, arguments).fails();
        says(&said, &["data/dateline.db cannot be opened for writing (", "give the command as its owner"]);
        assert_eq!(said.to_lowercase().matches("permission denied").count(), 1, "{said}");
    }
    let taken = bound(&dir, &["serve", "--listen", "127.0.0.1:0"]).fails();
    says(&taken, &["cannot be opened for writing"]);
    assert!(fs::read(dir.store()).unwrap() == before, "not one byte was changed");
    assert_eq!(fs::read_dir(dir.path("data")).unwrap().count(), 2, "nothing was made");
    protect(&dir, 0o755, 0o644);
}

/// A store that was not closed, in a folder where the index of its log cannot be made; and a file that cannot be read.
#[test]
fn what_cannot_be_read_is_told_with_the_reason() {
    let dir = stored();
    let log = dir.path("data/dateline.db-wal");
    let store = rusqlite::Connection::open(dir.store()).unwrap();
    store
        .execute_batch("PRAGMA journal_mode = WAL; UPDATE feeds SET added_at = added_at")
        .unwrap_or_default();
    store.execute_batch("CREATE TABLE more (x); DROP TABLE more").unwrap();
    let bytes = fs::read(&log).unwrap();
    assert!(!bytes.is_empty());
    store.close().unwrap();
    fs::write(&log, bytes).unwrap();
    protect(&dir, 0o555, 0o444);
    says(&bound(&dir, &["feeds"]).fails(), &["was not closed", "(-wal)", "copy both to a folder of yours"]);
    protect(&dir, 0o755, 0o644);
    fs::remove_file(&log).unwrap();
    chmod(&dir.store(), 0o000);
    chmod(&dir.path("data"), 0o555);
    says(&bound(&dir, &["feeds"]).fails(), &["cannot be opened for reading", "it belongs to somebody else"]);
    protect(&dir, 0o755, 0o644);
}

#[test]
fn a_closed_store_of_somebody_else_is_named() {
    if !is_root() {
        // Only root can make a folder that is somebody else's.
        return;
    }
    let dir = stored();
    for arguments in [&["feeds"][..], &["update"], &["backup", "copy.db"]] {
        let said = bound(&dir, arguments).fails();
        says(&said, &["data/dateline.db cannot be opened for writing (", "it belongs to somebody else"]);
    }
}
