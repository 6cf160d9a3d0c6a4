//! The views for SQL of one's own: what the document says they have, and that they say what the desk says.

use crate::ground::*;
use dateline_store::{EntryMark, Listing, NewFeed, NewNote, Options, Store, Window};
use rusqlite::{Connection, OpenFlags};
use std::collections::BTreeMap;
use std::path::Path;

fn look(ground: &Ground) -> Connection {
    Connection::open_with_flags(ground.dir.path().join("desk.db"), OpenFlags::SQLITE_OPEN_READ_ONLY).unwrap()
}

/// The rows of a query as text.
fn rows(connection: &Connection, sql: &str) -> Vec<String> {
    let mut statement = connection.prepare(sql).unwrap();
    let columns = statement.column_count();
    let row = |row: &rusqlite::Row<'_>| {
        let cells = (0..columns).map(|at| {
            Ok(match row.get_ref(at)? {
                rusqlite::types::ValueRef::Null => "-".to_owned(),
                rusqlite::types::ValueRef::Integer(number) => number.to_string(),
                other => String::from_utf8_lossy(other.as_bytes().unwrap()).into_owned(),
            })
        });
        Ok(cells.collect::<rusqlite::Result<Vec<_>>>()?.join(" "))
    };
    statement.query_map((), row).unwrap().collect::<Result<_, _>>().unwrap()
}

#[tokio::test]
async fn the_document_lists_every_view_with_its_columns() {
    let ground = Ground::new();
    let connection = look(&ground);
    let sql = "SELECT m.name, c.name FROM sqlite_schema m, pragma_table_info(m.name) c WHERE m.type = 'view' ORDER BY m.name, c.cid";
    let mut made: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for row in rows(&connection, sql) {
        let (view, column) = row.split_once(' ').unwrap();
        made.entry(view.to_owned()).or_default().push(column.to_owned());
    }
    let page =
        std::fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("../../docs/sql.md")).unwrap();
    let mut told: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for line in page.lines().filter(|line| line.starts_with("| `v_")) {
        let names: Vec<&str> = line.split('`').skip(1).step_by(2).take(2).collect();
        told.entry(names[0].to_owned()).or_default().push(names[1].to_owned());
    }
    assert_eq!(made, told);
    // The queries of the document are queries.
    for block in page.split("```sql\n").skip(1) {
        connection.execute_batch(block.split("```").next().unwrap()).unwrap();
    }
}

#[tokio::test]
async fn they_say_what_the_desk_says_and_are_made_again_where_they_were_lost() {
    let ground = Ground::new();
    let feed = ground.feed("gull.example").await;
    ground.store.add_user("Ada".to_owned(), hour(0)).await.unwrap();
    let new = NewFeed { url: url("https://gull.example/feed"), title: None, home: None, folder: None };
    ground.store.reader(UserId(2)).add_feed(new, hour(0)).await.unwrap();
    let items = (0..4).map(|n| item("gull.example", &format!("a{n}"), &format!("Ferry {n}"))).collect();
    ground.poll(feed, hour(1), items).await;
    let reader = ground.reader();
    let all = reader.entries(Listing::All, Window::first(9)).await.unwrap().items;
    let ids: Vec<_> = all.iter().map(|entry| entry.id).collect();
    reader.mark(vec![ids[0]], EntryMark::Read, hour(2)).await.unwrap();
    reader.mark(vec![ids[1]], EntryMark::Starred, hour(2)).await.unwrap();
    reader.set_label("Later".to_owned(), vec![ids[1]]).await.unwrap();
    let note = NewNote { text: "mind this".to_owned(), ..NewNote::default() };
    reader.add_note(ids[2], note, hour(2)).await.unwrap();

    let connection = look(&ground);
    let states = |user: i64| {
        rows(
            &connection,
            &format!(
                "SELECT id, feed, is_read, starred IS NOT NULL FROM v_entries WHERE user = {user} ORDER BY id"
            ),
        )
    };
    let expected = |is_read: usize, starred: usize| {
        let mut lines: Vec<(i64, String)> = ids
            .iter()
            .enumerate()
            .map(|(at, id)| {
                (id.0, format!("{} {} {} {}", id.0, feed.0, u8::from(at == is_read), u8::from(at == starred)))
            })
            .collect();
        lines.sort();
        lines.into_iter().map(|(_, line)| line).collect::<Vec<_>>()
    };
    assert_eq!(states(1), expected(0, 1));
    assert_eq!(states(2), expected(9, 9), "another person has marked nothing");
    // SQLite before 3.44 opens nothing of a file with a view that it cannot read.
    let views = rows(&connection, "SELECT sql FROM sqlite_schema WHERE type = 'view'");
    let sorted_inside = |sql: &String| {
        sql.split("group_concat(")
            .skip(1)
            .any(|rest| rest.split(')').next().is_some_and(|of| of.contains("ORDER")))
    };
    assert!(views.len() > 6 && !views.iter().any(sorted_inside), "{views:?}");
    assert_eq!(
        rows(&connection, "SELECT user, entries, unread FROM v_feeds ORDER BY user"),
        ["1 4 3", "2 4 4"]
    );
    assert_eq!(
        rows(&connection, "SELECT user, entry, label FROM v_labels"),
        [format!("1 {} Later", ids[1].0)]
    );
    assert_eq!(rows(&connection, "SELECT entry, text FROM v_notes"), [format!("{} mind this", ids[2].0)]);

    reader.remove_feed(feed).await.unwrap();
    let kept =
        rows(&connection, "SELECT id, feed, is_read FROM v_entries WHERE user = 1 AND starred IS NOT NULL");
    assert_eq!(kept, [format!("{} - 0", ids[1].0)], "what is kept stays, of no feed");
    drop(connection);

    let path = ground.dir.path().join("desk.db");
    let Ground { dir: _dir, store } = ground;
    store.close().await;
    let writer = Connection::open(&path).unwrap();
    writer.execute_batch("DROP VIEW v_polls; DROP VIEW v_notes; CREATE VIEW v_notes AS SELECT 1").unwrap();
    drop(writer);
    let store = Store::open(&path, Options::default()).unwrap();
    let connection = Connection::open_with_flags(&path, OpenFlags::SQLITE_OPEN_READ_ONLY).unwrap();
    assert_eq!(rows(&connection, "SELECT outcome FROM v_polls"), ["ok"]);
    assert_eq!(rows(&connection, "SELECT text FROM v_notes"), ["mind this"]);
    drop(connection);
    store.close().await;
}
