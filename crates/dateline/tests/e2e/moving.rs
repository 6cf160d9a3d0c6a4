//! Moving out and in again: an archive of everything, and a database for other programs.

use crate::bad_input::stored;
use crate::fixture::{Dir, says};
use std::path::Path;

/// What two desks must have alike, as lines: all but numbers and times of arrival.
fn tables(path: &Path) -> Vec<String> {
    let connection =
        rusqlite::Connection::open_with_flags(path, rusqlite::OpenFlags::SQLITE_OPEN_READ_ONLY).unwrap();
    let queries = [
        "SELECT 'feed', title, url, coalesce(home, ''), coalesce(folders, '') FROM feeds ORDER BY url",
        "SELECT 'entry', e.title, coalesce(e.url, ''), coalesce(substr(e.published, 1, 10), ''), e.is_read || coalesce(e.starred, '') || f.url
         FROM entries e JOIN feeds f ON f.id = e.feed ORDER BY e.url",
        "SELECT 'label', e.url, l.label, '', '' FROM labels l JOIN entries e ON e.id = l.entry ORDER BY e.url, l.label",
    ];
    let mut lines = Vec::new();
    for query in queries {
        let mut statement = connection.prepare(query).unwrap();
        let row = |row: &rusqlite::Row<'_>| {
            (0..5).map(|at| row.get::<_, String>(at)).collect::<Result<Vec<_>, _>>()
        };
        lines.extend(statement.query_map((), row).unwrap().map(|row| row.unwrap().join("\t")));
    }
    lines
}

fn database(dir: &Dir, name: &str, store: &str) -> Vec<String> {
    dir.dateline(["export", "--sqlite", name, "--data-dir", store]).done();
    tables(&dir.path(name))
}

#[test]
fn what_was_taken_out_is_taken_in_again() {
    let (dir, _origin) = stored();
    let first = dir.dateline(["entries", "--json"]).done().json()["entries"][0]["id"].to_string();
    dir.dateline(["mark", "read", &first]).done();
    dir.dateline(["star", &first]).done();
    dir.dateline(["label", "To read", &first]).done();
    let told = dir.dateline(["export", "--all", "all.zip", "--json"]).done().json();
    assert_eq!((&told["feeds"], &told["entries"]), (&1.into(), &2.into()), "{told}");
    says(
        &dir.dateline(["export", "--all", "all.zip"]).fails(),
        &["all.zip exists; nothing was written over it"],
    );
    let before = database(&dir, "before.db", "data");
    assert_eq!(before.len(), 4, "{before:?}");

    let other = ["--data-dir", "other"];
    let run = dir.dateline(["import", "all.zip", "--json"]).arg(other[0]).arg(other[1]).done().json();
    assert_eq!(
        (&run["feeds"]["new"], &run["entries"]["new"], &run["left"]),
        (&1.into(), &2.into(), &serde_json::json!([]))
    );
    assert_eq!(database(&dir, "after.db", "other"), before);
    says(
        &dir.dateline(["import", "all.zip", "--data-dir", "other"]).done().out,
        &["1 feed there already", "2 articles there already"],
    );
    assert_eq!(database(&dir, "again.db", "other"), before, "a second time changes nothing");

    says(&dir.dateline(["export"]).ends(2).err, &["--all"]);
    says(&dir.dateline(["import", "none.zip"]).fails(), &["none.zip is no file"]);
    let archive = std::fs::read(dir.path("all.zip")).unwrap();
    says(
        &dir.dateline(["import", "-", "--data-dir", "piped"]).input(archive).done().out,
        &["1 feed new", "2 articles new"],
    );
    dir.file("words.txt", "only words");
    says(&dir.dateline(["import", "words.txt"]).fails(), &["words.txt is none of: OPML, an archive"]);
    dir.file("urls", "http://tern.example/feed sea\nquery:All:x\n");
    says(
        &dir.dateline(["import", "urls"]).ends(3).out,
        &["1 feed new", "not taken in: query:All:x: query is newsboat's own"],
    );
}
