//! A process that is killed while it writes loses nothing that it was told is kept.

use crate::ground::*;
use dateline_model::{EntryId, Holding};
use dateline_store::{EntryMark, Listing, Options, Reader, Scope, Store, Window};
use std::io::{BufRead as _, BufReader, Write as _};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

/// How often the writer is killed, 4 times unless this says otherwise; 50 at most.
const KILLS: &str = "DATELINE_TEST_KILLS";
/// Names the folder in which the second process writes; the test's own process has none.
const FOLDER: &str = "DATELINE_TEST_KILL_FOLDER";

#[tokio::test]
async fn what_was_acknowledged_is_there_after_a_kill() {
    if let Some(folder) = std::env::var_os(FOLDER) {
        return write_for_ever(&PathBuf::from(folder)).await;
    }
    let _alone = PROCESS.lock().await;
    let dir = tempfile::TempDir::new().unwrap();
    let mut acknowledged = 0;
    let kills = std::env::var(KILLS).ok().and_then(|text| text.parse().ok()).unwrap_or(4);
    for _ in 0..kills {
        acknowledged = kill_after(dir.path(), acknowledged + 7);
        let store = Store::open(&dir.path().join("desk.db"), Options::default()).unwrap();
        let report = store.check().await.unwrap();
        assert!(report.is_healthy(), "{report:?}");
        let held = store.reader(UserId::OWNER).entries(Listing::All, Window::first(500)).await.unwrap().items;
        check_marks(&store, acknowledged).await;
        assert!(held.len() >= acknowledged, "{} of {acknowledged} are left", held.len());
        assert!(held.iter().all(|entry| entry.holding.is_some() && entry.story.is_some()), "half an entry");
        assert_eq!(store.placements(None, None, 999).await.unwrap().len(), held.len());
        acknowledged = held.len();
        store.close().await;
    }
}

/// Two readers: the owner reads every article as it comes and stars every third; the second reads all at once at every tenth.
const SECOND: UserId = UserId(2);

/// Marks that were acknowledged are there, once; the last article may have been on its way.
async fn check_marks(store: &Store, acknowledged: usize) {
    let of = async |user| {
        let reader = store.reader(user);
        let items = reader.entries(Listing::All, Window::first(500)).await.unwrap().items;
        let counts = reader.unread_counts().await.unwrap();
        let listed = reader.entries(Listing::Unread, Window::first(500)).await.unwrap().items.len();
        assert_eq!(counts.all as usize, listed, "{user}: the count is that of the list");
        let unread = items.iter().filter(|entry| entry.read_at.is_none()).count();
        assert_eq!(listed, unread, "{user}");
        (items.len(), unread, items.iter().filter(|entry| entry.starred_at.is_some()).count())
    };
    let (held, unread, starred) = of(UserId::OWNER).await;
    assert!(unread <= held - acknowledged, "{unread} of {held} unread, {acknowledged} were acknowledged");
    assert!((acknowledged / 3..=held.div_ceil(3)).contains(&starred), "{starred} of {held} starred");
    let (held, unread, starred) = of(SECOND).await;
    assert!(unread <= held - acknowledged / 10 * 10 && starred == 0, "{unread} of {held}, {starred}");
}

/// Starts the writer, kills it when it has acknowledged so many entries, and gives how many it did acknowledge.
fn kill_after(folder: &Path, enough: usize) -> usize {
    let mut writer = Command::new(std::env::current_exe().unwrap())
        .args(["kill::what_was_acknowledged_is_there_after_a_kill", "--exact", "--nocapture"])
        .env(FOLDER, folder)
        .stdout(Stdio::piped())
        .stderr(Stdio::inherit())
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
    ground.store.add_user("Ada".to_owned(), hour(0)).await.unwrap();
    let (owner, second) = (ground.reader(), ground.store.reader(SECOND));
    second.add_feed(crate::readers::new("gull.example", None), hour(0)).await.unwrap();
    let held = owner.entries(Listing::All, Window::first(500)).await.unwrap().items;
    // The last one may have come without its marks.
    for entry in &held {
        let n = entry.title.trim_start_matches("Ferry ").parse().unwrap();
        mark(owner, entry.id, n).await;
    }
    second.mark_all_read(Scope::All, hour(2), hour(2)).await.unwrap();
    for n in held.len()..500 {
        let facts = item("gull.example", &format!("a{n}"), &format!("Ferry {n}"));
        let found = ground.store.recognise(feed, vec![facts.key.clone()]).await.unwrap();
        let mut entry = entry(found[0].id, facts.clone());
        entry.reading = Some(read(found[0].id, found[0].id.0, &facts, &"Text. ".repeat(300), Holding::Full));
        let id = found[0].id;
        ground.store.commit_poll(fresh(feed, hour(1), vec![entry])).await.unwrap();
        mark(owner, id, n).await;
        if (n + 1).is_multiple_of(10) {
            second.mark_all_read(Scope::All, hour(2), hour(2)).await.unwrap();
        }
        let mut out = std::io::stdout().lock();
        writeln!(out, "\nheld {}", n + 1).unwrap();
        out.flush().unwrap();
    }
}

async fn mark(owner: Reader<'_>, id: EntryId, n: usize) {
    owner.mark(vec![id], EntryMark::Read, hour(2)).await.unwrap();
    if (n + 1).is_multiple_of(3) {
        owner.mark(vec![id], EntryMark::Starred, hour(2)).await.unwrap();
    }
}
