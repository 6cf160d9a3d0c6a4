//! A process that is killed while it writes loses nothing that it was told is kept.

use crate::ground::*;
use dateline_model::Holding;
use dateline_store::{Listing, Options, Store, Window};
use std::io::{BufRead as _, BufReader, Write as _};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

/// Names the folder in which the second process writes; the test's own process has none.
const FOLDER: &str = "DATELINE_TEST_KILL_FOLDER";

#[tokio::test]
async fn what_was_acknowledged_is_there_after_a_kill() {
    if let Some(folder) = std::env::var_os(FOLDER) {
        return write_for_ever(&PathBuf::from(folder)).await;
    }
    let dir = tempfile::TempDir::new().unwrap();
    let mut acknowledged = 0;
    for round in 1..=3 {
        acknowledged = kill_after(dir.path(), acknowledged + 10 * round);
        let store = Store::open(&dir.path().join("desk.db"), Options::default()).unwrap();
        let report = store.check().await.unwrap();
        assert!(report.is_healthy(), "{report:?}");
        let held = store.reader(UserId::OWNER).entries(Listing::All, Window::first(500)).await.unwrap().items;
        assert!(held.len() >= acknowledged, "{} of {acknowledged} are left", held.len());
        assert!(held.iter().all(|entry| entry.holding.is_some() && entry.story.is_some()), "half an entry");
        assert_eq!(store.placements(None, None, 999).await.unwrap().len(), held.len());
        acknowledged = held.len();
        store.close().await;
    }
}

/// Starts the writer, kills it when it has acknowledged so many entries, and gives how many it did acknowledge.
fn kill_after(folder: &Path, enough: usize) -> usize {
    let mut writer = Command::new(std::env::current_exe().unwrap())
        .args(["kill::what_was_acknowledged_is_there_after_a_kill", "--exact", "--nocapture"])
        .env(FOLDER, folder)
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .unwrap();
    let lines = BufReader::new(writer.stdout.take().unwrap()).lines();
    let mut last = 0;
    for line in lines.map_while(Result::ok) {
        last = line.strip_prefix("held ").and_then(|n| n.parse().ok()).unwrap_or(last);
        if last >= enough {
            break;
        }
    }
    writer.kill().unwrap();
    writer.wait().unwrap();
    assert!(last >= enough, "the writer ended by itself");
    last
}

async fn write_for_ever(folder: &Path) {
    let store = Store::open(&folder.join("desk.db"), Options::default()).unwrap();
    let dir = tempfile::TempDir::new().unwrap();
    let ground = Ground { dir, store };
    let feed = ground.feed("gull.example").await;
    let held = ground.store.reader(UserId::OWNER).counts().await.unwrap().entries;
    for n in held..400 {
        let facts = item("gull.example", &format!("a{n}"), &format!("Ferry {n}"));
        let found = ground.store.recognise(feed, vec![facts.key.clone()]).await.unwrap();
        let mut entry = entry(found[0].id, facts.clone());
        entry.reading = Some(read(found[0].id, found[0].id.0, &facts, &"Text. ".repeat(300), Holding::Full));
        ground.store.commit_poll(fresh(feed, hour(1), vec![entry])).await.unwrap();
        let mut out = std::io::stdout().lock();
        writeln!(out, "\nheld {}", n + 1).unwrap();
        out.flush().unwrap();
    }
}
