//! Logins in the store: encrypted, bound to those who may see them, never in a backup's reach; and the mark of private feeds.

use crate::ground::*;
use dateline_model::{Credential, FeedId, Login, Terms, Validators, WebOrigin};
use dateline_store::{Hub, HubTurn, Lease, NewFeed, Options, PollOutcome, Store, restore};
use std::path::{Path, PathBuf};

const SECRET: &str = "s3cr3t-of-the-reader";

fn credential(host: &str, login: Login) -> Credential {
    let origin = |text: &str| WebOrigin::of(&url(text));
    let terms = Terms {
        origin: origin(&format!("https://{host}/")),
        also: vec![origin("https://cdn.example:8443/")],
        allow_http: false,
    };
    Credential::new(login, terms).unwrap()
}

fn basic() -> Login {
    Login::basic("reader-name", SECRET).unwrap()
}

async fn with_login(ground: &Ground, feed: FeedId, host: &str, at: i64) {
    ground.reader().set_login(feed, credential(host, basic()), hour(at)).await.unwrap();
}

/// Whether any file of the folder holds a text, key files left out.
fn holds(folder: &Path, text: &str) -> bool {
    let files = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    files.filter(|path| path.extension().is_none_or(|ending| ending != "key")).any(|path| {
        let bytes = std::fs::read(path).unwrap();
        bytes.windows(text.len()).any(|window| window == text.as_bytes())
    })
}

fn key_file(store: &Store) -> PathBuf {
    let mut name = store.path().as_os_str().to_owned();
    name.push(".key");
    name.into()
}

async fn meta_with_etag(ground: &Ground, feed: FeedId, n: i64, login_turn: i64) -> Option<String> {
    let mut poll = fresh(feed, hour(n), Vec::new());
    if let PollOutcome::Fresh(meta) = &mut poll.outcome {
        meta.validators = Validators { etag: Some(format!("\"{n}\"")), last_modified: None };
        meta.login_turn = login_turn;
    }
    ground.store.commit_poll(poll).await.unwrap();
    ground.store.poll_target(feed).await.unwrap().unwrap().validators.etag
}

#[tokio::test]
async fn a_login_comes_back_and_lies_in_no_file() {
    let ground = Ground::new();
    let feed = ground.feed("gull.example").await;
    for login in [
        basic(),
        Login::bearer(SECRET).unwrap(),
        Login::header("X-Api-Key", SECRET).unwrap(),
        Login::cookie(SECRET).unwrap(),
        Login::basic("", SECRET).unwrap(),
    ] {
        let credential = credential("gull.example", login);
        ground.reader().set_login(feed, credential.clone(), hour(1)).await.unwrap();
        let access = ground.store.access(feed).await.unwrap();
        assert_eq!((access.private, access.credential.as_ref()), (true, Some(&credential)));
        let note = ground.store.login_note(feed).await.unwrap().unwrap();
        assert_eq!((note.kind, &note.terms), (credential.login().kind(), credential.terms()));
        let folder = ground.store.path().parent().unwrap().to_owned();
        assert!(!holds(&folder, SECRET) && !holds(&folder, "reader-name"));
    }
    let record = ground.reader().feed(feed).await.unwrap().unwrap();
    assert!(record.is_private() && record.has_login && !format!("{record:?}").contains(SECRET));
    assert!(ground.store.forget_login(feed, hour(2)).await.unwrap());
    assert!(!ground.store.forget_login(feed, hour(2)).await.unwrap());
    let access = ground.store.access(feed).await.unwrap();
    assert_eq!((access.private, access.credential), (true, None), "what it brought is private still");
}

#[tokio::test]
async fn a_missing_or_foreign_key_is_named_and_loses_nothing() {
    let ground = Ground::new();
    let (a, b) = (ground.feed("gull.example").await, ground.feed("tern.example").await);
    with_login(&ground, a, "gull.example", 1).await;
    let path = key_file(&ground.store);
    let key = std::fs::read(&path).unwrap();
    std::fs::remove_file(&path).unwrap();
    let said = ground.store.access(a).await.unwrap_err().to_string();
    assert!(said.contains(".key, the key of the feeds' logins, is missing: put the file back"), "{said}");
    assert!(ground.store.login_note(a).await.unwrap().is_some(), "what is not secret is told");
    // A second key would make the first login unreadable for good.
    let second = ground.reader().set_login(b, credential("tern.example", basic()), hour(1)).await;
    assert!(
        second
            .unwrap_err()
            .to_string()
            .contains("is missing or another one, and logins of other feeds need it")
    );
    assert!(!path.exists());
    std::fs::write(&path, "0".repeat(64)).unwrap();
    ground.reader().set_login(b, credential("tern.example", basic()), hour(1)).await.unwrap_err();
    let said = ground.store.access(a).await.unwrap_err().to_string();
    assert!(said.contains("is not the one that this login was encrypted with"), "{said}");
    std::fs::write(&path, key).unwrap();
    assert!(ground.store.access(a).await.unwrap().credential.is_some());
    // Where the one login is set anew, a lost key is replaced.
    std::fs::remove_file(&path).unwrap();
    with_login(&ground, a, "gull.example", 2).await;
    assert!(ground.store.access(a).await.unwrap().credential.is_some());
}

#[tokio::test]
async fn who_may_see_a_login_cannot_be_changed_in_the_store() {
    for change in [
        "origin = 'https://evil.example'",
        "also = also || char(10) || 'https://evil.example'",
        "also = ''",
        "allow_http = 1",
        "kind = 'bearer'",
    ] {
        let ground = Ground::new();
        let feed = ground.feed("gull.example").await;
        with_login(&ground, feed, "gull.example", 1).await;
        let other = rusqlite::Connection::open(ground.store.path()).unwrap();
        assert_eq!(other.execute(&format!("UPDATE logins SET {change}"), ()).unwrap(), 1);
        let said = ground.store.access(feed).await.unwrap_err().to_string();
        assert!(said.contains("is not the one"), "{change}: {said}");
    }
}

#[tokio::test]
async fn a_backup_holds_no_key_and_a_restored_store_says_what_it_lacks() {
    let ground = Ground::new();
    let feed = ground.feed("gull.example").await;
    with_login(&ground, feed, "gull.example", 1).await;
    let folder = tempfile::tempdir().unwrap();
    let backup = folder.path().join("copy.db");
    ground.store.backup(backup.clone()).await.unwrap();
    assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 1);
    let key = std::fs::read_to_string(key_file(&ground.store)).unwrap();
    assert!(!holds(folder.path(), SECRET) && !holds(folder.path(), key.trim()));
    let place = folder.path().join("new/dateline.db");
    std::fs::create_dir(place.parent().unwrap()).unwrap();
    restore(&place, &backup).unwrap();
    let store = Store::open(&place, Options::default()).unwrap();
    assert!(store.access(feed).await.unwrap_err().to_string().contains("is missing"));
    assert!(store.reader(UserId::OWNER).feed(feed).await.unwrap().unwrap().has_login);
    std::fs::write(key_file(&store), key).unwrap();
    assert!(store.access(feed).await.unwrap().credential.is_some());
}

#[tokio::test]
async fn what_was_answered_under_another_login_is_no_condition() {
    let ground = Ground::new();
    let feed = ground.feed("gull.example").await;
    assert_eq!(meta_with_etag(&ground, feed, 1, 0).await.as_deref(), Some("\"1\""));
    with_login(&ground, feed, "gull.example", 2).await;
    let subject = ground.store.poll_target(feed).await.unwrap().unwrap();
    assert_eq!(subject.validators, Validators::default());
    let due = |n| Lease { owner: "a".to_owned(), now: hour(n), until: hour(n), limit: 9 };
    assert_eq!(ground.store.lease_due(due(2)).await.unwrap().len(), 1, "it is asked again at once");
    // A poll that began before ends now.
    assert_eq!(meta_with_etag(&ground, feed, 3, 0).await, None);
    let turn = ground.store.access(feed).await.unwrap().login_turn;
    assert_eq!(meta_with_etag(&ground, feed, 4, turn).await.as_deref(), Some("\"4\""));
    ground.store.forget_login(feed, hour(5)).await.unwrap();
    assert_eq!(ground.store.poll_target(feed).await.unwrap().unwrap().validators, Validators::default());
    assert_eq!(meta_with_etag(&ground, feed, 6, turn).await, None);
}

#[tokio::test]
async fn a_private_feed_is_told_to_no_hub() {
    let ground = Ground::new();
    let feed = ground.feed("gull.example").await;
    let offer = async |n| {
        let mut poll = fresh(feed, hour(n), Vec::new());
        if let PollOutcome::Fresh(meta) = &mut poll.outcome {
            meta.hub =
                Some(Hub { url: url("https://hub.example/"), topic: url("https://gull.example/feed") });
        }
        ground.store.commit_poll(poll).await.unwrap();
    };
    let due = async |n| {
        let turn =
            HubTurn { now: hour(n), again: hour(n), address: "https://desk.example/".to_owned(), limit: 9 };
        ground.store.hubs_due(turn).await.unwrap().len()
    };
    offer(1).await;
    assert_eq!(due(1).await, 1);
    assert!(ground.store.set_private(feed, Some(UserId::OWNER), hour(1)).await.unwrap().is_some());
    offer(2).await;
    assert_eq!(due(2).await, 0);
    assert!(ground.store.set_private(feed, None, hour(2)).await.unwrap().is_some());
    offer(3).await;
    assert_eq!(due(3).await, 1);
    with_login(&ground, feed, "gull.example", 4).await;
    offer(4).await;
    assert_eq!(due(4).await, 0);
    assert!(
        ground.store.set_private(feed, None, hour(4)).await.unwrap().is_none(),
        "a feed with a login stays private"
    );
}

#[tokio::test]
async fn a_private_feed_that_moves_onto_a_known_one_stays_by_itself() {
    let ground = Ground::new();
    let (a, b) = (ground.feed("gull.example").await, ground.feed("tern.example").await);
    ground.store.set_private(a, Some(UserId::OWNER), hour(1)).await.unwrap();
    for n in 1..4 {
        let mut poll = fresh(a, hour(n), Vec::new());
        poll.moved_to = Some(url("https://tern.example/feed"));
        ground.store.commit_poll(poll).await.unwrap();
    }
    assert!(
        ground.reader().feed(a).await.unwrap().is_some() && ground.reader().feed(b).await.unwrap().is_some()
    );
}

#[tokio::test]
async fn a_feed_is_added_with_its_login_at_once() {
    let ground = Ground::new();
    let new = || NewFeed { url: url("https://gull.example/feed"), title: None, home: None, folder: None };
    let credential = credential("gull.example", basic());
    let (id, fresh, _) =
        ground.reader().add_feed_with(new(), Some(credential.clone()), false, hour(1)).await.unwrap();
    assert!(fresh);
    assert_eq!(ground.store.access(id).await.unwrap().credential, Some(credential));
    assert_eq!(
        ground.reader().add_feed_with(new(), None, false, hour(2)).await.unwrap(),
        (id, false, Vec::new())
    );
    assert!(ground.store.access(id).await.unwrap().credential.is_some(), "what is not named stays");
    assert!(ground.reader().remove_feed(id).await.unwrap());
    let (again, _, _) = ground.reader().add_feed_with(new(), None, true, hour(3)).await.unwrap();
    let access = ground.store.access(again).await.unwrap();
    assert_eq!((access.private, access.credential), (true, None));
}

#[tokio::test]
async fn what_private_feeds_alone_brought_is_kept_apart_even_when_they_are_gone() {
    let ground = Ground::new();
    let (open, private) = (ground.feed("gull.example").await, ground.feed("tern.example").await);
    ground.store.set_private(private, Some(UserId::OWNER), hour(1)).await.unwrap();
    let shared = item("gull.example", "both", "The tide in the harbour");
    let (a, _) =
        ground.poll(open, hour(1), vec![shared.clone(), item("gull.example", "own", "The wall")]).await;
    let (b, _) =
        ground.poll(private, hour(1), vec![shared, item("tern.example", "letter", "A letter")]).await;
    let ids: Vec<_> = a.iter().chain(&b).map(|one| one.id).collect();
    let apart = async || ground.store.kept_apart(ids.clone()).await.unwrap();
    let letter = b[1].id;
    assert!(
        apart().await.contains(&letter)
            && !apart().await.contains(&a[1].id)
            && !apart().await.contains(&a[0].id)
    );
    ground.reader().remove_feed(private).await.unwrap();
    assert!(apart().await.contains(&letter), "it was private when it was read");
    let again = ground.feed("tern.example").await;
    assert!(ground.store.access(again).await.unwrap().private, "whoever comes back finds it as it was");
    assert!(apart().await.contains(&letter));
}
