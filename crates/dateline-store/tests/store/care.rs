//! Opening, refusing, a full disk, backup, restore, checks and retention.

use crate::ground::*;
use dateline_model::Holding;
use dateline_store::{
    CachedImage, EntryMark, Listing, Options, Retention, SearchQuery, Store, StoreError, Window, restore,
};
use std::path::Path;

fn open_error(path: &Path) -> String {
    match Store::open(path, Options::default()) {
        Ok(_) => panic!("{} was opened", path.display()),
        Err(error) => error.to_string(),
    }
}

#[tokio::test]
async fn what_is_not_ours_is_refused_and_left_alone() {
    let ground = Ground::new();
    let path = |name: &str| ground.dir.path().join(name);
    assert!(open_error(&path("desk.db")).contains("in use by another"));

    std::fs::write(path("notes.txt"), "Not a database at all, but long enough to have a header.".repeat(40))
        .unwrap();
    assert!(open_error(&path("notes.txt")).contains("not a Dateline store"));

    let other = rusqlite::Connection::open(path("other.db")).unwrap();
    other.execute_batch("CREATE TABLE songs (name TEXT)").unwrap();
    assert!(open_error(&path("other.db")).contains("not a Dateline store"));

    ground.store.backup(path("newer.db")).await.unwrap();
    let newer = rusqlite::Connection::open(path("newer.db")).unwrap();
    newer.pragma_update(None, "user_version", 99).unwrap();
    drop(newer);
    assert!(open_error(&path("newer.db")).contains("newer Dateline (schema 99"));
    assert!(open_error(ground.dir.path()).contains("desk") || !open_error(ground.dir.path()).is_empty());
}

#[tokio::test]
async fn the_first_schema_opens() {
    let dir = tempfile::TempDir::new().unwrap();
    let path = dir.path().join("desk.db");
    let mut packed = flate2::read::GzDecoder::new(&include_bytes!("../fixtures/v1.db.gz")[..]);
    std::io::copy(&mut packed, &mut std::fs::File::create(&path).unwrap()).unwrap();
    let store = Store::open(&path, Options::default()).unwrap();
    let counts = store.reader(UserId::OWNER).counts().await.unwrap();
    assert_eq!((counts.feeds, counts.entries, counts.stories), (2, 3, 2));
    let found = store
        .reader(UserId::OWNER)
        .search(SearchQuery { text: "ferry".into(), window: Window::first(9) })
        .await
        .unwrap();
    assert_eq!(found.groups.len(), 1);
    // Marks did not exist then: the index knew that it had to be built anew.
    let marked = SearchQuery { text: "ferry -lang:xx".into(), window: Window::first(9) };
    assert_eq!(store.reader(UserId::OWNER).search(marked).await.unwrap().groups.len(), 1);
    assert_eq!(store.placements(None, None, 9).await.unwrap().len(), 3);
    assert!(store.check().await.unwrap().is_healthy());
}

#[tokio::test]
async fn a_full_disk_loses_nothing() {
    let dir = tempfile::TempDir::new().unwrap();
    let options = Options { max_bytes: Some(1 << 20), ..Options::default() };
    let store = Store::open(&dir.path().join("desk.db"), options).unwrap();
    let ground = Ground { dir, store };
    let feed = ground.feed("gull.example").await;
    let mut held = 0;
    let full = loop {
        let facts = item("gull.example", &format!("a{held}"), &format!("Ferry {held}"));
        let found = ground.store.recognise(feed, vec![facts.key.clone()]).await.unwrap();
        let mut entry = entry(found[0].id, facts.clone());
        let text = format!("Text {held}. ").repeat(2_000);
        entry.reading = Some(read(found[0].id, found[0].id.0, &facts, &text, Holding::Full));
        match ground.store.commit_poll(fresh(feed, hour(1), vec![entry])).await {
            Ok(_) => held += 1,
            Err(error) => break error,
        }
        assert!(held < 1_000, "the cap never bit");
    };
    assert!(matches!(full, StoreError::Full), "{full}");
    let counts = ground.reader().counts().await.unwrap();
    assert_eq!((counts.entries, counts.stories), (held, held));
    assert!(ground.store.check().await.unwrap().is_healthy());
}

#[tokio::test]
async fn backup_and_restore() {
    let Ground { dir, store } = Ground::new();
    let ground = Ground { dir, store };
    let feed = ground.feed("gull.example").await;
    ground.poll(feed, hour(1), vec![item("gull.example", "a", "One")]).await;
    let (path, backup) = (ground.dir.path().join("desk.db"), ground.dir.path().join("backup.db"));
    ground.store.backup(backup.clone()).await.unwrap();
    ground.poll(feed, hour(2), vec![item("gull.example", "b", "Two")]).await;
    assert!(matches!(restore(&path, &backup), Err(StoreError::Locked { .. })));
    let Ground { dir, store } = ground;
    store.close().await;
    let kept = restore(&path, &backup).unwrap().unwrap();
    let restored = Store::open(&path, Options::default()).unwrap();
    assert_eq!(
        restored.reader(UserId::OWNER).entries(Listing::All, Window::first(9)).await.unwrap().items.len(),
        1
    );
    let old = Store::open(&kept, Options::default()).unwrap();
    assert_eq!(
        old.reader(UserId::OWNER).entries(Listing::All, Window::first(9)).await.unwrap().items.len(),
        2
    );
    drop(dir);
}

#[tokio::test]
async fn a_broken_backup_is_not_restored() {
    let ground = Ground::new();
    let feed = ground.feed("gull.example").await;
    let items = (0..200).map(|n| item("gull.example", &format!("a{n}"), "Title")).collect();
    ground.poll(feed, hour(1), items).await;
    let backup = ground.dir.path().join("backup.db");
    ground.store.backup(backup.clone()).await.unwrap();
    let whole = std::fs::read(&backup).unwrap();
    let mut spoilt = whole.clone();
    spoilt[whole.len() / 2..][..20_000].fill(0xA5);
    let foreign = ground.dir.path().join("foreign.db");
    let other = rusqlite::Connection::open(&foreign).unwrap();
    other.execute_batch("CREATE TABLE recipes (name TEXT)").unwrap();
    other.close().unwrap();
    let foreign = std::fs::read(foreign).unwrap();
    let target = ground.dir.path().join("other.db");
    for (bytes, expected) in [
        (&spoilt[..], "is damaged (".to_owned()),
        (&whole[..50_000], format!("is truncated: 50000 of {} bytes are there", whole.len())),
        (&whole[..whole.len() - 1], format!("is truncated: {} of {} bytes", whole.len() - 1, whole.len())),
        (&whole[..100], "is truncated: 100 of".to_owned()),
        (&whole[..20], "is truncated: only 20 bytes are there".to_owned()),
        (&whole[..3], "is truncated: only 3 bytes are there".to_owned()),
        (&[], "is empty".to_owned()),
        (b"Dear reader", "is no backup".to_owned()),
        (&foreign[..], "is no backup".to_owned()),
    ] {
        std::fs::write(&backup, bytes).unwrap();
        let error = restore(&target, &backup).unwrap_err();
        assert!(matches!(error, StoreError::BadBackup { .. }), "{error}");
        let said = error.to_string();
        assert!(
            said.contains(&format!("backup.db {expected}")) && said.contains("was left as it is"),
            "{said}"
        );
        assert!(!target.exists());
    }
    let folder = restore(&target, ground.dir.path()).unwrap_err().to_string();
    assert!(folder.contains("is a folder"), "{folder}");
}

#[tokio::test]
async fn a_wrong_index_is_noticed_and_mended() {
    let ground = Ground::new();
    let feed = ground.feed("gull.example").await;
    let facts = item("gull.example", "a", "Ferry late");
    let id = ground.poll(feed, hour(1), vec![facts.clone()]).await.0[0].id;
    ground.read(id, 1, &facts, "Text.", Holding::Full).await;
    assert!(ground.store.check().await.unwrap().is_healthy());
    let raw = rusqlite::Connection::open(ground.store.path()).unwrap();
    raw.execute_batch("DELETE FROM search_data WHERE id > 10; UPDATE stories SET articles = 7; UPDATE entries SET story = 9")
        .unwrap();
    let report = ground.store.check().await.unwrap();
    assert!(report.index.is_some() && report.stories > 0 && report.placements == 1, "{report:?}");
    assert!(report.file.is_empty() && report.links == 0, "{report:?}");
    ground.store.rebuild_index().await.unwrap();
    assert!(ground.store.check().await.unwrap().is_healthy());
}

#[tokio::test]
async fn an_index_that_has_grown_is_brought_into_one_piece() {
    let ground = Ground::new();
    let feed = ground.feed("gull.example").await;
    let raw = rusqlite::Connection::open(ground.store.path()).unwrap();
    let pieces = || -> i64 {
        let sql = "SELECT count(DISTINCT id >> 37) FROM search_data WHERE id > 1000";
        raw.query_row(sql, (), |row| row.get(0)).unwrap()
    };
    let add = async |from: usize, to: usize| {
        for start in (from..to).step_by(100) {
            let items = (start..(start + 100).min(to))
                .map(|n| item("gull.example", &n.to_string(), &format!("Ferry {n} is late")));
            ground.poll(feed, hour(1), items.collect()).await;
        }
    };
    add(0, 999).await;
    assert!(!ground.store.optimize_index().await.unwrap() && pieces() > 1);
    add(999, 1_000).await;
    assert!(ground.store.optimize_index().await.unwrap());
    assert_eq!(pieces(), 1);
    assert!(!ground.store.optimize_index().await.unwrap());
    assert!(ground.store.check().await.unwrap().is_healthy());
    ground.store.rebuild_index().await.unwrap();
    assert!(ground.store.optimize_index().await.unwrap());
}

#[tokio::test]
async fn what_is_cleaned_away_does_not_come_back() {
    let ground = Ground::new();
    let feed = ground.feed("gull.example").await;
    let items = vec![item("gull.example", "a", "One"), item("gull.example", "b", "Two")];
    let found = ground.poll(feed, hour(1), items.clone()).await.0;
    for (found, facts) in found.iter().zip(&items) {
        ground.read(found.id, found.id.0, facts, "Text.", Holding::Full).await;
    }
    ground.reader().mark(vec![found[1].id], EntryMark::Starred, hour(2)).await.unwrap();
    let keep = Retention { articles_days: 10, keep_unread: false, ..Retention::default() };
    assert_eq!(ground.store.clean(keep, hour(24 * 9)).await.unwrap().articles.len(), 0);
    assert_eq!(ground.store.clean(keep, hour(24 * 12)).await.unwrap().articles.len(), 1);
    let (again, result) = ground.poll(feed, hour(24 * 12), items).await;
    assert_eq!((again[0].known.clone(), result.new), (dateline_store::Known::Tombstone, 0));
    assert_eq!(again[1].id, found[1].id);
    assert!(ground.store.check().await.unwrap().is_healthy());
    assert_eq!(ground.store.last_story().await.unwrap().0, found[1].id.0);
}

#[tokio::test]
async fn pictures_go_by_age_and_size() {
    let ground = Ground::new();
    let image =
        |n| CachedImage { media_type: "image/png".into(), bytes: vec![1; 1_000], at: hour(n), size: None };
    let address = |n: i64| url(&format!("https://gull.example/{n}.png"));
    for n in 0..5 {
        assert!(ground.store.put_image(address(n), image(24 * n)).await.unwrap());
    }
    let large = CachedImage { bytes: vec![0; dateline_store::IMAGE_MAX + 1], ..image(0) };
    assert!(!ground.store.put_image(address(9), large).await.unwrap());
    let keep = Retention { images_days: 3, images_bytes: 2_500, ..Retention::default() };
    assert_eq!(ground.store.clean(keep, hour(24 * 4)).await.unwrap().images, 3);
    assert_eq!(ground.store.image(address(4)).await.unwrap(), Some(image(24 * 4)));
    assert_eq!(ground.store.image(address(1)).await.unwrap(), None);
}

#[tokio::test]
async fn a_closed_store_is_one_file_that_only_its_owner_can_open() {
    use std::os::unix::fs::PermissionsExt;
    let dir = tempfile::TempDir::new().unwrap();
    let folder = dir.path().join("deep/data");
    let mode = |path: &Path| std::fs::metadata(path).unwrap().permissions().mode() & 0o777;
    let path = folder.join("desk.db");
    for _ in 0..20 {
        let store = Store::open(&path, Options::default()).unwrap();
        store.reader(UserId::OWNER).counts().await.unwrap();
        assert_eq!(mode(&folder.join("desk.db-wal")), 0o600);
        drop(store);
        assert!(!folder.join("desk.db-wal").exists() && !folder.join("desk.db-shm").exists());
    }
    let store = Store::open(&path, Options::default()).unwrap();
    store.backup(folder.join("copy.db")).await.unwrap();
    assert_eq!(mode(&folder), 0o700);
    for name in ["desk.db", "desk.db.lock", "copy.db"] {
        assert_eq!(mode(&folder.join(name)), 0o600, "{name}");
    }
}

#[tokio::test]
async fn a_backup_that_fails_leaves_no_file() {
    let ground = Ground::new();
    let target = ground.dir.path().join("taken");
    std::fs::create_dir_all(target.join("full")).unwrap();
    let partial = ground.dir.path().join("taken.partial");
    // The copy is made, and cannot take the place of a folder.
    assert!(ground.store.backup(target).await.is_err());
    assert!(!partial.exists());
}
