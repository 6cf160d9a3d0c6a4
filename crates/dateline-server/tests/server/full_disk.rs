//! A disk that is full while people log in: one sentence, whoever asks; nobody gets in or out by it, and with room all is as before.

use crate::fixture::{self, clock};
use crate::house::{LONG, open};
use crate::login::Browser;
use axum::Router;
use dateline_desk::{Desk, Settings};
use dateline_fetch::{Fetcher, Policy};
use dateline_store::{Options, Store, StoreError};
use http::{StatusCode, header};
use std::path::Path;
use std::sync::Arc;

/// The desk of a folder, whose store may take no more bytes than it has where there is no room.
async fn desk(folder: &Path, room: bool) -> (Desk, Router) {
    let options = Options { max_bytes: (!room).then_some(8_192), ..Options::default() };
    let store = Store::open(&folder.join("store.db"), options).unwrap();
    let fetcher = Fetcher::new(Policy::new(clock)).unwrap();
    let desk = Desk::open(store, fetcher, Settings::default(), Arc::new(clock)).await.unwrap();
    (desk.clone(), dateline_server::app(desk, dateline_server::Settings::default()))
}

/// Ends a desk, so that its store can be opened anew.
async fn end(desk: Desk, app: Router) {
    let store = desk.store().clone();
    drop((desk, app));
    store.close().await;
}

/// Writes into what is left of the pages until not even the shortest line of the audit trail fits.
async fn fill_up(store: &Store) {
    for size in [400_000, 50_000, 10_000, 3_000, 500] {
        let mut name = 0;
        while store.set_setting(&format!("filler.{size}.{name}"), Some("x".repeat(size))).await.is_ok() {
            name += 1;
            assert!(name < 500, "the disk never filled");
        }
    }
    let mut written = 0;
    while store.login_refused("a", "", clock()).await.is_ok() {
        written += 1;
        assert!(written < 500, "the disk never filled");
    }
    assert!(matches!(store.login_refused("a", "", clock()).await, Err(StoreError::Full)));
}

#[tokio::test]
async fn a_full_disk_at_the_login_is_said_and_neither_opens_nor_locks_anything() {
    let folder = tempfile::tempdir().unwrap();
    let (made, app) = fixture::served(folder.path(), 1, 1).await;
    open(&made, "Ada").await;
    let inside = Browser::new(&app).log_in("Ada", LONG, "").await.cookie();
    end(made, app).await;

    let (full, app) = desk(folder.path(), false).await;
    fill_up(full.store()).await;
    let browser = Browser::new(&app);
    let right = browser.log_in("Ada", LONG, "").await;
    assert_eq!(right.status, StatusCode::INSUFFICIENT_STORAGE, "{}", right.text);
    for said in [
        "The disk or the store&#39;s size limit is full; nothing was lost",
        "Make room on the disk, then try again.",
    ] {
        assert!(right.text.contains(said), "{}", right.text);
    }
    for (name, password) in [("Ada", "gull heron tern avocets"), ("Nobody", LONG)] {
        let wrong = browser.log_in(name, password, "").await;
        assert_eq!((wrong.status, &wrong.text), (right.status, &right.text), "nobody learns what was right");
        assert!(!wrong.headers.contains_key(header::SET_COOKIE));
    }
    assert!(!right.headers.contains_key(header::SET_COOKIE), "nobody is let in");
    assert_eq!(browser.get("/").await.to(), "/login", "and nothing is open meanwhile");
    let page = Browser::new(&app).with("cookie", &inside).get("/").await;
    assert_eq!(page.status, StatusCode::OK, "who was logged in goes on reading");
    drop(browser);
    end(full, app).await;

    let (_desk, app) = desk(folder.path(), true).await;
    let done = Browser::new(&app).log_in("Ada", LONG, "").await;
    assert_eq!(done.status, StatusCode::SEE_OTHER, "with room everybody gets in: {}", done.text);
    assert_eq!(Browser::new(&app).with("cookie", &done.cookie()).get("/").await.status, StatusCode::OK);
}
