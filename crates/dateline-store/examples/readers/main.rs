//! A store with many readers: how long lists of unread articles, counts and marks take, by the way the store goes and by another
//! one, and how long a store of the version before there were readers takes to be brought up to date.
//! `cargo run --release -p dateline-store --example readers [ENTRIES] [FOLDER]`; 1,000,000 entries take some 4 GB in the folder,
//! `/dev/shm` unless another is named. With `--store FILE` the store of many readers is kept in that file and made only where it
//! is not there yet; a copy of it in the folder is measured, and nothing else is.

#![expect(clippy::print_stdout, reason = "a program of its own, whose result is what it prints")]

mod fill;
mod indexed;
mod times;

use dateline_model::{EntryId, FeedId, UserId};
use dateline_store::{
    Cursor, EntryList, EntryScope, FrontQuery, ListFrom, Listing, Options, Scope, Show, Store, Window,
};
use fill::{FEEDS, FOLDERS, USERS};
use std::path::{Path, PathBuf};
use std::time::Instant;
use times::Times;

type Done<T> = Result<T, Box<dyn std::error::Error>>;

fn main() -> Done<()> {
    let Asked { entries, folder, kept } = asked();
    let dir = tempfile::TempDir::new_in(folder)?;
    let runtime = tokio::runtime::Builder::new_current_thread().enable_time().build()?;
    let path = dir.path().join("desk.db");
    match kept {
        Some(kept) => {
            if !kept.exists() {
                make(&kept, entries)?;
            }
            std::fs::copy(&kept, &path)?;
        }
        None => {
            migrate(&dir.path().join("old.db"), entries, &runtime)?;
            make(&path, entries)?;
            println!("floors and exceptions, counted by index:");
            indexed::measure(&path)?;
        }
    }
    println!("rows of what is unread, counts kept by whoever writes:");
    let store = Store::open(&path, Options::default())?;
    runtime.block_on(measure(&store))?;
    let size = std::fs::metadata(&path)?.len();
    println!("file: {} MB", size >> 20);
    Ok(())
}

/// What the command line asks for.
struct Asked {
    entries: i64,
    folder: String,
    kept: Option<PathBuf>,
}

fn asked() -> Asked {
    let mut asked = Asked { entries: 1_000_000, folder: "/dev/shm".to_owned(), kept: None };
    let mut arguments = std::env::args().skip(1);
    while let Some(argument) = arguments.next() {
        match (argument.as_str(), argument.parse()) {
            ("--store", _) => asked.kept = arguments.next().map(PathBuf::from),
            (_, Ok(entries)) => asked.entries = entries,
            (_, Err(_)) => asked.folder = argument,
        }
    }
    asked
}

/// A store of many readers.
fn make(path: &Path, entries: i64) -> Done<()> {
    let begun = Instant::now();
    drop(Store::open(path, Options::default())?);
    fill::many(path, entries)?;
    println!("{entries} entries, {FEEDS} feeds, {USERS} users, made in {} s", begun.elapsed().as_secs());
    Ok(())
}

/// How long a store of schema 9 takes to open.
fn migrate(path: &Path, entries: i64, runtime: &tokio::runtime::Runtime) -> Done<()> {
    fill::old(path, entries)?;
    let begun = Instant::now();
    let store = Store::open(path, Options::default())?;
    println!("{entries} entries brought up to date in {:.1} s", begun.elapsed().as_secs_f64());
    let counts = runtime.block_on(store.reader(UserId::OWNER).unread_counts())?;
    println!("  of them unread: {}", counts.all);
    drop(store);
    std::fs::remove_file(path)?;
    Ok(())
}

/// Parts of lists from their beginning and from their middle, and the articles beside one.
async fn lists(store: &Store) -> Done<()> {
    let scopes = [
        ("all", EntryScope::All),
        ("a feed", EntryScope::Feed(FeedId(1))),
        ("a folder", EntryScope::Folder("Folder 0".to_owned())),
    ];
    for (name, scope) in scopes {
        for show in [Show::Unread, Show::All] {
            let (mut first, mut middle, mut beside) = (Times::default(), Times::default(), Times::default());
            for round in 0..100_i64 {
                let reader = store.reader(UserId(1 + round % USERS));
                let list = EntryList { scope: scope.clone(), show, oldest_first: round % 2 == 1 };
                let found = first.of(reader.list(list.clone(), ListFrom::Start, 50)).await?;
                let Some(last) = found.after else { continue };
                let far = Cursor { at: fill::time(round * 9_000).as_millisecond(), ..last };
                middle.of(reader.list(list.clone(), ListFrom::After(far), 50)).await?;
                beside.of(reader.neighbours(list, EntryId(last.entry))).await?;
            }
            println!("  {name}, {show:?}: first 50: {first}");
            println!("  {name}, {show:?}: 50 from the middle: {middle}; neighbours: {beside}");
        }
    }
    Ok(())
}

/// Front pages of a part of what there is, by readers of each habit.
async fn fronts(store: &Store) -> Done<()> {
    let all = FrontQuery::all(fill::time(0), Window::first(40));
    let queries = [
        ("unread", FrontQuery { unread: true, ..all.clone() }),
        ("a folder", FrontQuery { folder: Some("Folder 0".to_owned()), ..all.clone() }),
        (
            "unread of a folder",
            FrontQuery { unread: true, folder: Some("Folder 0".to_owned()), ..all.clone() },
        ),
        ("the tenth page", FrontQuery { window: Window { limit: 40, offset: 360 }, ..all.clone() }),
        ("a language", FrontQuery { language: Some("en".to_owned()), ..all }),
    ];
    for (name, query) in queries {
        let mut times = Times::default();
        for user in 1..=USERS {
            times.of(store.reader(UserId(user)).front(query.clone())).await?;
        }
        println!("  front page, {name}: {times}");
    }
    Ok(())
}

async fn measure(store: &Store) -> Done<()> {
    lists(store).await?;
    fronts(store).await?;
    let now = fill::time(0);
    let (mut list, mut counts, mut marks, mut one) =
        (Times::default(), Times::default(), Times::default(), Times::default());
    let mut front = Times::default();
    let mut newest = Vec::new();
    for _ in 0..10 {
        for user in 1..=USERS {
            let reader = store.reader(UserId(user));
            let found = list.of(reader.entries(Listing::Unread, Window::first(50))).await?;
            newest.push((user, found.items.first().map(|entry| entry.id)));
            counts.of(reader.unread_counts()).await?;
            let found = front.of(reader.front(FrontQuery::all(now, Window::first(40)))).await?;
            if found.items.len() < 40 {
                return Err("the front page is not full".into());
            }
        }
    }
    for (user, id) in newest.into_iter().rev().take(500) {
        let ids = id.into_iter().collect();
        one.of(store.reader(UserId(user)).mark(ids, dateline_store::EntryMark::Read, now)).await?;
    }
    for folder in 0..FOLDERS {
        for user in 1..=USERS {
            let scope = Scope::Folder(format!("Folder {folder}"));
            marks.of(store.reader(UserId(user)).mark_all_read(scope, now, now)).await?;
        }
    }
    println!("  front page of 40 stories: {front}");
    println!("  list of 50 unread: {list}");
    println!("  unread by feed, folder and in all: {counts}");
    println!("  one article marked read: {one}");
    println!("  all of a folder marked read: {marks}");
    let mut after = Times::default();
    for user in 1..=USERS {
        after.of(store.reader(UserId(user)).entries(Listing::Unread, Window::first(50))).await?;
    }
    println!("  list after all was marked, before it was swept: {after}");
    Ok(())
}
