//! Stores of every earlier schema are brought up to date with marks, folders, names and follows; what is broken off leaves the old
//! store as it was.

use dateline_model::{EntryId, FeedId, StoryId, UserId, Why};
use dateline_store::{Listing, Options, Store, StoreError, StoryMove, Window};
use jiff::Timestamp;
use rusqlite::Connection;
use std::path::Path;
use std::process::{Command, Stdio};

const STEPS: [&str; 16] = [
    include_str!("../../src/schema/0001.sql"),
    include_str!("../../src/schema/0002.sql"),
    include_str!("../../src/schema/0003.sql"),
    include_str!("../../src/schema/0004.sql"),
    include_str!("../../src/schema/0005.sql"),
    include_str!("../../src/schema/0006.sql"),
    include_str!("../../src/schema/0007.sql"),
    include_str!("../../src/schema/0008.sql"),
    include_str!("../../src/schema/0009.sql"),
    include_str!("../../src/schema/0010.sql"),
    include_str!("../../src/schema/0011.sql"),
    include_str!("../../src/schema/0012.sql"),
    include_str!("../../src/schema/0013.sql"),
    include_str!("../../src/schema/0014.sql"),
    include_str!("../../src/schema/0015.sql"),
    include_str!("../../src/schema/0016.sql"),
];

/// Brings a file from one schema to another as earlier versions did.
fn step(file: &Connection, from: usize, to: usize) {
    STEPS[from..to].iter().for_each(|sql| file.execute_batch(sql).unwrap());
    file.pragma_update(None, "application_id", 0x4454_4c4e).unwrap();
    file.pragma_update(None, "user_version", to as i64).unwrap();
}

fn unpacked(path: &Path, packed: &[u8]) {
    let mut packed = flate2::read::GzDecoder::new(packed);
    std::io::copy(&mut packed, &mut std::fs::File::create(path).unwrap()).unwrap();
}

/// What a person did with the first articles and the first feed.
fn mark(file: &Connection, schema: usize) {
    file.execute_batch(
        "UPDATE entries SET read_at = 5000 WHERE id = (SELECT min(id) FROM entries);
         UPDATE entries SET starred_at = 6000 WHERE id = (SELECT max(id) FROM entries);
         UPDATE feeds SET folder = 'Sea', given_title = 'Mine' WHERE id = 1;",
    )
    .unwrap();
    if schema >= 5 {
        file.execute_batch(
            "INSERT INTO follows (at, kind, value) VALUES (1, 'words', 'ferry');
             INSERT INTO searches (at, name, query, token, alert, looked) VALUES (1, 'a', 'ferry', 't', 1, 0);",
        )
        .unwrap();
    }
}

async fn check(path: &Path, schema: usize) {
    let old = Connection::open(path).unwrap();
    let count = |sql: &str| old.query_row(sql, (), |row| row.get::<_, i64>(0)).unwrap();
    let (entries, first, last) = (
        count("SELECT count(*) FROM entries"),
        count("SELECT min(id) FROM entries"),
        count("SELECT max(id) FROM entries"),
    );
    drop(old);
    let store = Store::open(path, Options::default()).unwrap();
    let reader = store.reader(UserId::OWNER);
    let all = reader.entries(Listing::All, Window::first(500)).await.unwrap().items;
    let at = |ms: i64| Some(Timestamp::from_millisecond(ms).unwrap());
    assert_eq!(all.len() as i64, entries, "schema {schema}");
    for entry in all {
        assert_eq!(entry.read_at, at(5000).filter(|_| entry.id.0 == first), "schema {schema}");
        assert_eq!(entry.starred_at, at(6000).filter(|_| entry.id.0 == last), "schema {schema}");
    }
    assert_eq!(reader.unread_counts().await.unwrap().all as i64, entries - 1);
    assert_eq!(
        reader.entries(Listing::Unread, Window::first(500)).await.unwrap().items.len() as i64,
        entries - 1
    );
    let feed = reader.feed(FeedId(1)).await.unwrap().unwrap();
    assert_eq!((feed.title.as_str(), feed.folder.as_deref()), ("Mine", Some("Sea")), "schema {schema}");
    assert_eq!(reader.follows().await.unwrap().len(), usize::from(schema >= 5));
    assert_eq!(reader.saved_searches().await.unwrap().len(), usize::from(schema >= 5));
    assert!(reader.article(EntryId(last)).await.unwrap().is_some());
    assert_eq!(store.users().await.unwrap().len(), 1);
    let report = store.check().await.unwrap();
    assert!(report.is_healthy(), "schema {schema}: {report:?}");
}

#[tokio::test]
async fn every_earlier_schema_keeps_marks_folders_and_follows() {
    let dir = tempfile::TempDir::new().unwrap();
    let v1: &[u8] = include_bytes!("../fixtures/v1.db.gz");
    let v3: &[u8] = include_bytes!("../fixtures/v3.db.gz");
    for (made, packed) in [(1, v1), (3, v3)] {
        for schema in made..=STEPS.len() {
            let path = dir.path().join(format!("{made}-{schema}.db"));
            unpacked(&path, packed);
            let file = Connection::open(&path).unwrap();
            step(&file, made, schema);
            if file.query_row("SELECT count(*) FROM entries", (), |row| row.get::<_, i64>(0)).unwrap() < 2 {
                file.execute_batch(
                    "INSERT INTO entries (title, sorted_at, seen, hash) VALUES ('One', 1, 1, 1), ('Two', 2, 2, 2)",
                )
                .unwrap();
            }
            mark(&file, schema);
            drop(file);
            check(&path, schema).await;
        }
    }
}

/// A store of schema 9 with so many articles of one feed.
fn many(path: &Path, entries: i64) {
    let file = Connection::open(path).unwrap();
    file.pragma_update(None, "journal_mode", "WAL").unwrap();
    file.execute_batch("BEGIN").unwrap();
    step(&file, 0, 9);
    file.execute_batch(&format!(
        "INSERT INTO feeds (id, url, added_at) VALUES (1, 'https://gull.example/feed', 0);
         INSERT INTO settings VALUES ('derived.version', '5');
         INSERT INTO entries (id, title, standfirst, sorted_at, seen, hash)
             WITH RECURSIVE c (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM c WHERE n < {entries})
             SELECT n, 'Ferry', 'The crews vote on Monday, and the port is closed until then.', n, n, n FROM c;
         INSERT INTO sightings (entry, feed, guid, hash, seen) SELECT id, 1, id, id, id FROM entries;"
    ))
    .unwrap();
    mark(&file, 9);
    file.execute_batch("COMMIT").unwrap();
}

/// Names the file that the second process brings up to date; the test's own process has none.
const FILE: &str = "DATELINE_TEST_MIGRATE_FILE";
const KILLS: u64 = 10;

#[tokio::test]
async fn a_store_whose_migration_is_killed_is_the_old_one() {
    if let Some(file) = std::env::var_os(FILE) {
        drop(Store::open(Path::new(&file), Options::default()).unwrap());
        return;
    }
    let _alone = crate::ground::PROCESS.lock().await;
    let dir = tempfile::TempDir::new().unwrap();
    let path = dir.path().join("desk.db");
    many(&path, 20_000);
    let size = std::fs::metadata(&path).unwrap().len();
    let mut old = 0;
    for kill in 0..KILLS {
        // What is written grows with what is done.
        kill_at(&path, size * kill / KILLS);
        let file = Connection::open(&path).unwrap();
        let value = |pragma: &str| file.pragma_query_value(None, pragma, |row| row.get::<_, i64>(0)).unwrap();
        let sound: String = file.query_row("PRAGMA integrity_check", (), |row| row.get(0)).unwrap();
        assert_eq!(sound, "ok");
        if value("user_version") < 17 {
            let read = "SELECT count(*) FROM entries WHERE read_at IS NOT NULL";
            assert_eq!(file.query_row(read, (), |row| row.get::<_, i64>(0)).unwrap(), 1);
            old += 1;
        }
    }
    assert!(old > 0, "none was killed in time");
    let store = Store::open(&path, Options::default()).unwrap();
    assert_eq!(store.reader(UserId::OWNER).unread_counts().await.unwrap().all, 19_999);
    assert!(store.check().await.unwrap().is_healthy());
}

/// Kills a second process once its log has so many bytes, or lets it end where it is quicker.
fn kill_at(path: &Path, bytes: u64) {
    let mut child = Command::new(std::env::current_exe().unwrap())
        .args(["migrate::a_store_whose_migration_is_killed_is_the_old_one", "--exact"])
        .env(FILE, path)
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()
        .unwrap();
    let log = path.with_extension("db-wal");
    while child.try_wait().unwrap().is_none() {
        if std::fs::metadata(&log).is_ok_and(|log| log.len() > bytes) {
            child.kill().unwrap();
        }
        std::thread::yield_now();
    }
}

#[test]
fn a_full_disk_leaves_the_old_store_and_says_what_to_do() {
    let dir = tempfile::TempDir::new().unwrap();
    let path = dir.path().join("desk.db");
    many(&path, 2_000);
    let options = Options { max_bytes: Some(1 << 16), ..Options::default() };
    let Err(error) = Store::open(&path, options) else { panic!("there was room") };
    assert!(matches!(error, StoreError::NoRoomToMigrate { .. }), "{error}");
    let told = error.to_string();
    assert!(told.contains("left as it was") && told.contains("make room"), "{told}");
    let version = |path: &Path| -> i64 {
        Connection::open(path).unwrap().pragma_query_value(None, "user_version", |row| row.get(0)).unwrap()
    };
    assert_eq!(version(&path), 9);
    drop(Store::open(&path, Options::default()).unwrap());
    assert_eq!(version(&path), 27);
}

#[tokio::test]
async fn what_an_earlier_version_corrected_stays_for_its_reader_and_can_be_taken_back() {
    let dir = tempfile::TempDir::new().unwrap();
    let path = dir.path().join("desk.db");
    unpacked(&path, include_bytes!("../fixtures/v3.db.gz"));
    let file = Connection::open(&path).unwrap();
    let (entry, old) = (500, 400);
    file.execute_batch(
        "INSERT INTO entries (id, title, sorted_at, seen, hash, story) VALUES (499, 'One', 1, 1, 1, 400), (500, 'Two', 2, 2, 2, 400);
         INSERT INTO changes (entry, story, joined) VALUES (499, 400, 0), (500, 400, 1);",
    )
    .unwrap();
    // As the version before moved an article: for everybody, with its word to the grouping.
    file.execute_batch(&format!(
        "INSERT INTO acts (id, at, kind, from_story, into_story) VALUES (70, 1, 'part', {old}, 9000);
         INSERT INTO act_articles (act, entry) VALUES (70, {entry});
         INSERT INTO corrections (at, entry, story, belongs, act) VALUES (1, {entry}, 9000, 1, 70), (1, {entry}, {old}, 0, 70);
         INSERT INTO changes (entry, story, joined) VALUES ({entry}, 9000, 1);
         UPDATE entries SET story = 9000 WHERE id = {entry};"
    ))
    .unwrap();
    drop(file);
    let store = Store::open(&path, Options::default()).unwrap();
    let (reader, id) = (store.reader(UserId::OWNER), EntryId(entry));
    let stands = async || reader.article(id).await.unwrap().unwrap().summary.story.unwrap();
    assert_eq!(stands().await, StoryId(9000));
    assert_eq!(reader.corrections(None).await.unwrap()[0].id, 70);
    // Grouping may bring it back for everybody; its reader goes on seeing it where it was put.
    let why = Why { score: 1.0, threshold: 0.5, terms: Vec::new(), hours_apart: None };
    let back = StoryMove { entries: Some(vec![id]), from: StoryId(9000), into: StoryId(old), why };
    let time = Timestamp::from_millisecond(7000).unwrap();
    store.move_articles(vec![back], time).await.unwrap();
    assert_eq!(stands().await, StoryId(9000));
    assert_eq!(reader.story(StoryId(old)).await.unwrap().unwrap().members.len(), 1);
    assert!(reader.undo_correction(70, time).await.unwrap());
    assert_eq!(stands().await, StoryId(old));
    assert!(store.check().await.unwrap().is_healthy());
}
