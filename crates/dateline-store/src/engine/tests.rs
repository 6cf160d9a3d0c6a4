//! Jobs that panic and threads that end or cannot read.

use super::*;
use crate::settings;
use jiff::Timestamp;
use std::fs::File;
use std::thread;

async fn panics<T: Send + 'static>(store: &Store, write: bool, words: &'static str) -> StoreError {
    let done = if write {
        let job = move |tx: &rusqlite::Transaction<'_>| {
            settings::set(tx, "half", Some("done"))?;
            panic!("{words}")
        };
        store.write::<T>(job).await
    } else {
        store.read::<T>(move |_| panic!("{words}")).await
    };
    done.err().unwrap()
}

#[tokio::test]
async fn a_panic_costs_its_job_alone() {
    let dir = tempfile::TempDir::new().unwrap();
    let store = Store::open(&dir.path().join("desk.db"), Options::default()).unwrap();
    for round in 0..5 {
        for write in [true, false] {
            let error = panics::<()>(&store, write, "a sum was too large").await;
            assert!(
                matches!(&error, StoreError::JobFailed(words) if words == "a sum was too large"),
                "{error}"
            );
            assert!(error.to_string().contains("undone"), "{error}");
            assert_eq!(store.setting("half").await.unwrap(), None, "rolled back");
            store.probe(Timestamp::UNIX_EPOCH).await.unwrap();
            store.set_setting("round", Some(round.to_string())).await.unwrap();
            assert_eq!(store.setting("round").await.unwrap(), Some(round.to_string()));
        }
    }
}

#[tokio::test]
async fn a_panic_outside_a_transaction_leaves_none_open() {
    let dir = tempfile::TempDir::new().unwrap();
    let store = Store::open(&dir.path().join("desk.db"), Options::default()).unwrap();
    let job = |connection: &mut Connection| -> Result<(), StoreError> {
        connection.execute_batch("BEGIN IMMEDIATE")?;
        panic!("in the middle")
    };
    assert!(matches!(store.maintain(job).await, Err(StoreError::JobFailed(_))));
    store.probe(Timestamp::UNIX_EPOCH).await.unwrap();
}

#[tokio::test]
async fn a_thread_that_has_ended_is_noticed() {
    let dir = tempfile::TempDir::new().unwrap();
    let mut store = Store::open(&dir.path().join("desk.db"), Options::default()).unwrap();
    store.probe(Timestamp::UNIX_EPOCH).await.unwrap();
    let ended = thread::spawn(|| ());
    while !ended.is_finished() {
        thread::yield_now();
    }
    Arc::get_mut(&mut store.inner).unwrap().readers.threads.push(ended);
    assert!(matches!(store.probe(Timestamp::UNIX_EPOCH).await, Err(StoreError::Halted)));
}

#[tokio::test]
async fn whatever_becomes_of_an_unsynced_write_others_wait_for_the_disk() {
    let dir = tempfile::TempDir::new().unwrap();
    let store = Store::open(&dir.path().join("desk.db"), Options::default()).unwrap();
    let synced = |connection: &mut Connection| {
        Ok(connection.pragma_query_value(None, "synchronous", |row| row.get::<_, i64>(0))?)
    };
    let unsynced = |tx: &rusqlite::Transaction<'_>| {
        Ok(tx.pragma_query_value(None, "synchronous", |row| row.get::<_, i64>(0))?)
    };
    let (normal, full) = (1, 2);
    assert_eq!(store.maintain(synced).await.unwrap(), full);
    assert_eq!(store.write_unsynced(unsynced).await.unwrap(), normal);
    assert_eq!(store.maintain(synced).await.unwrap(), full);
    let failed = store.write_unsynced::<()>(|_| Err(StoreError::Closed)).await;
    assert!(matches!(failed, Err(StoreError::Closed)));
    assert_eq!(store.maintain(synced).await.unwrap(), full);
    let panicked = store.write_unsynced::<()>(|_| panic!("a sum was too large")).await;
    assert!(matches!(panicked, Err(StoreError::JobFailed(_))));
    assert_eq!(store.maintain(synced).await.unwrap(), full);
}

/// Whichever thread would have answered first.
#[tokio::test]
async fn one_reader_that_cannot_read_is_noticed() {
    let dir = tempfile::TempDir::new().unwrap();
    let mut store = Store::open(&dir.path().join("desk.db"), Options::default()).unwrap();
    let readers = |broken: usize| {
        let connection = |number: usize| match number == broken {
            true => Connection::open_in_memory().unwrap(),
            false => connect(store.path(), OpenFlags::SQLITE_OPEN_READ_ONLY, Options::default()).unwrap(),
        };
        (0..3).map(connection).collect::<Vec<_>>()
    };
    let lanes: Vec<_> = (0..4).map(readers).collect();
    let (held, _ended) = Held::new(Some(File::open(store.path()).unwrap()));
    for (broken, connections) in lanes.into_iter().enumerate() {
        Arc::get_mut(&mut store.inner).unwrap().readers = lane("store-read", connections, &held).unwrap();
        for _ in 0..5 {
            let probed = store.probe(Timestamp::UNIX_EPOCH).await;
            assert_eq!(probed.is_ok(), broken == 3, "{broken}: {probed:?}");
        }
    }
}
