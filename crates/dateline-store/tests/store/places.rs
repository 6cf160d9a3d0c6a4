//! What stands where a store, its folder or a backup is to be, and what becomes of a store whose file goes.

use crate::ground::*;
use dateline_store::{Options, Store, StoreError, restore};
use std::os::unix::fs::symlink;
use std::os::unix::net::UnixListener;
use std::path::Path;
use tempfile::TempDir;

#[tokio::test]
async fn what_is_no_place_for_a_store_is_named() {
    let check = |make: &dyn Fn(&Path), store: &str, words: &[&str]| {
        let dir = TempDir::new().unwrap();
        make(dir.path());
        let path = dir.path().join(store);
        for open in [Store::open, Store::open_to_read] {
            let error = open(&path, Options::default()).err().unwrap();
            assert!(matches!(error, StoreError::Misplaced { .. }), "{error}");
            for word in words {
                assert!(error.to_string().contains(word), "{error} without {word}");
            }
        }
    };
    let folder = |name: &'static str| move |dir: &Path| std::fs::create_dir(dir.join(name)).unwrap();
    check(&folder("a.db"), "a.db", &["a.db is a folder, not a file: move it away, or name another folder"]);
    check(&folder("a.db.lock"), "a.db", &["a.db.lock is a folder, not a file"]);
    check(&folder("a.db-wal"), "a.db", &["a.db-wal is a folder, not a file"]);
    let file = |dir: &Path| std::fs::write(dir.join("data"), "").unwrap();
    check(&file, "data/a.db", &["data is no folder: name another folder with --data-dir"]);
    check(&file, "data/below/a.db", &["data/below leads through a file that is no folder"]);
    let link = |to: &'static str, name: &'static str| move |dir: &Path| symlink(to, dir.join(name)).unwrap();
    check(&link("nowhere", "a.db"), "a.db", &["a.db is a link that leads nowhere"]);
    check(&link("a.db", "a.db"), "a.db", &["a.db is a link that leads back to itself"]);
    check(&link("nowhere", "data"), "data/a.db", &["data is a link that leads nowhere: name another folder"]);
    check(&link("data", "data"), "data/a.db", &["data is a link that leads back to itself"]);
    let socket = |dir: &Path| drop(UnixListener::bind(dir.join("a.db")).unwrap());
    check(&socket, "a.db", &["a.db is a socket, not a file"]);
    check(&link("/dev/null", "a.db"), "a.db", &["a.db is a device, not a file"]);
}

#[tokio::test]
async fn a_file_of_ours_with_an_impossible_schema_is_no_store_and_no_backup() {
    let ground = Ground::new();
    let target = ground.dir.path().join("other.db");
    for (sql, opens) in [
        ("PRAGMA user_version = -5", "is not a Dateline store"),
        ("PRAGMA user_version = 0", "is not a Dateline store"),
        ("PRAGMA foreign_keys = 0; DROP TABLE entries", "no such table"),
        ("PRAGMA foreign_keys = 0; DROP TABLE settings", "no such table"),
    ] {
        let file = ground.dir.path().join("spoilt.db");
        ground.store.backup(file.clone()).await.unwrap();
        rusqlite::Connection::open(&file).unwrap().execute_batch(sql).unwrap();
        let refused = restore(&target, &file).unwrap_err().to_string();
        assert!(refused.contains("is no backup of a Dateline store"), "{sql}: {refused}");
        let told = match Store::open(&file, Options::default()) {
            Err(error) => error,
            Ok(store) => store.check().await.unwrap_err(),
        };
        let told = told.to_string();
        assert!(
            told.contains(opens) && !told.contains("CREATE") && !told.contains("SELECT"),
            "{sql}: {told}"
        );
        std::fs::remove_file(&file).unwrap();
    }
    assert!(!target.exists());
}

#[tokio::test]
async fn a_backup_leaves_files_of_others_alone_and_is_not_the_store_itself() {
    let ground = Ground::new();
    let path = |name: &str| ground.dir.path().join(name);
    std::fs::write(path("copy.db.partial"), "a letter").unwrap();
    ground.store.backup(path("copy.db")).await.unwrap();
    assert_eq!(std::fs::read_to_string(path("copy.db.partial")).unwrap(), "a letter");
    // What a backup that was broken off has left is written over.
    std::fs::write(path("second.db.partial"), "").unwrap();
    ground.store.backup(path("second.db")).await.unwrap();
    assert!(path("second.db").exists() && !path("second.db.partial").exists());
    symlink(path("copy.db"), path("link.db")).unwrap();
    for backup in ["copy.db", "link.db"] {
        let said = restore(&path("copy.db"), &path(backup)).unwrap_err().to_string();
        assert!(said.contains("is the store itself"), "{said}");
    }
}

#[tokio::test]
async fn a_store_whose_file_went_is_not_healthy() {
    let ground = Ground::new();
    let (path, moved) = (ground.store.path().to_owned(), ground.dir.path().join("moved.db"));
    ground.store.probe(hour(1)).await.unwrap();
    std::fs::rename(&path, &moved).unwrap();
    assert!(matches!(ground.store.probe(hour(2)).await, Err(StoreError::Gone { .. })));
    std::fs::write(&path, "another").unwrap();
    assert!(matches!(ground.store.probe(hour(3)).await, Err(StoreError::Gone { .. })));
    std::fs::rename(&moved, &path).unwrap();
    ground.store.probe(hour(4)).await.unwrap();
}
