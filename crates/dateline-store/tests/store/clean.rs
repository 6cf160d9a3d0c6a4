//! Characters that are obeyed rather than shown never get into the store, and leave one that earlier versions filled.

use crate::ground::*;
use dateline_model::{Block, EmbedKind, Figure, Image, ListItem, QuoteSource, RelatedItem, is_obeyed};
use dateline_store::{FeedMeta, FollowKind, NewFeed, PollOutcome, ReadingCommit, Store};
use jiff::Timestamp;
use rusqlite::Connection;
use rusqlite::types::ValueRef;
use std::io::Read as _;
use std::path::Path;

/// What a hostile publisher puts into every text: an escape sequence, a C1 control, an override, a lone control, what is no
/// character.
const ODD: &str = "\u{2}Fer\u{1b}[2Jry \u{9b}31m\u{202e}emit\u{2066} \u{fffe}x";
const PLAIN: &str = "Ferry emit x";

fn odd() -> Option<String> {
    Some(ODD.to_owned())
}

fn odd_reading(commit: &mut ReadingCommit) {
    let article = commit.reading.article.as_mut().unwrap();
    let image = Image { url: url("https://gull.example/p.png"), credit: odd(), alt: odd(), size: None };
    article.title = odd();
    article.standfirst = odd();
    article.bylines = vec![ODD.to_owned()];
    article.agency = odd();
    article.section = odd();
    article.tags = vec![ODD.to_owned()];
    article.image = Some(image.clone());
    article.blocks = vec![
        Block::Paragraph(ODD.into()),
        Block::List(vec![ListItem { text: ODD.into(), ..ListItem::default() }]),
        Block::Quote {
            paragraphs: vec![ODD.into()],
            source: Some(QuoteSource { author: odd(), ..QuoteSource::default() }),
        },
        Block::Figure(Figure { image: Some(image), caption: odd() }),
        Block::Table { caption: odd(), header: false, rows: vec![vec![ODD.to_owned()]] },
        Block::Code(ODD.to_owned()),
        Block::Embed { url: url("https://gull.example/e"), title: odd(), kind: EmbedKind::Video },
    ];
    article.publisher.as_mut().unwrap().name = ODD.to_owned();
    commit.reading.verdict.declared.reservation = odd();
    commit.reading.reservations.licence = odd();
}

/// A store into which everything odd was put by every way in.
async fn filled(ground: &Ground) {
    let new = NewFeed { url: url("https://gull.example/feed"), title: odd(), home: None, folder: odd() };
    let (feed, _) = ground.reader().add_feed(new, hour(0)).await.unwrap();
    let mut facts = item("gull.example", "a", ODD);
    facts.key.guid = odd();
    facts.summary = odd();
    facts.publisher = odd();
    facts.categories = vec![ODD.to_owned()];
    facts.related = vec![RelatedItem { title: ODD.to_owned(), publisher: odd(), url: None }];
    let found = ground.store.recognise(feed, vec![facts.key.clone()]).await.unwrap();
    let id = found[0].id;
    let mut commit = entry(id, facts.clone());
    let mut whole = read(id, id.0, &facts, "One.", dateline_model::Holding::Full);
    odd_reading(&mut whole);
    commit.reading = Some(whole.clone());
    let mut poll = fresh(feed, hour(1), vec![commit]);
    if let PollOutcome::Fresh(meta) = &mut poll.outcome {
        **meta =
            FeedMeta { title: odd(), language: odd(), repairs: vec![ODD.to_owned()], ..(**meta).clone() };
    }
    ground.store.commit_poll(poll).await.unwrap();
    let again = ground.store.recognise(feed, vec![facts.key.clone()]).await.unwrap();
    assert_eq!(again[0].id, id, "a guid is known again");
    ground.store.commit_reading(whole).await.unwrap();
    let failed = PollOutcome::Failed { kind: "failed:http".to_owned(), words: ODD.to_owned() };
    ground.store.commit_poll(crate::ground::poll(feed, hour(2), failed, Vec::new())).await.unwrap();
    ground.reader().file_feed(feed, odd(), odd().into_iter().collect()).await.unwrap();
    ground.reader().save_search(ODD.to_owned(), ODD.to_owned(), true, hour(3)).await.unwrap();
    ground.reader().follow(FollowKind::Publisher, ODD.to_owned(), hour(3)).await.unwrap();
    assert_eq!(ground.reader().article(id).await.unwrap().unwrap().summary.title, PLAIN);
}

/// Every text of every table of a store, its blocks unpacked, with where it stands.
fn texts(path: &Path) -> Vec<(String, String)> {
    let connection = Connection::open(path).unwrap();
    let sql =
        "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'search%' AND name <> 'pages'";
    let mut tables = connection.prepare(sql).unwrap();
    let tables: Vec<String> = tables.query_map((), |row| row.get(0)).unwrap().map(Result::unwrap).collect();
    let mut texts = Vec::new();
    for table in tables {
        let mut statement = connection.prepare(&format!("SELECT * FROM {table}")).unwrap();
        let columns: Vec<String> = statement.column_names().map(str::to_owned).collect();
        let mut rows = statement.query(()).unwrap();
        while let Some(row) = rows.next().unwrap() {
            for (at, column) in columns.iter().enumerate() {
                let place = format!("{table}.{column}");
                match row.get_ref(at).unwrap() {
                    ValueRef::Text(text) => texts.push((place, String::from_utf8_lossy(text).into_owned())),
                    ValueRef::Blob(packed) if column == "blocks" => {
                        let mut json = String::new();
                        flate2::read::DeflateDecoder::new(packed).read_to_string(&mut json).unwrap();
                        texts.push((place, json));
                    }
                    _ => {}
                }
            }
        }
    }
    texts
}

fn assert_plain(path: &Path) {
    let texts = texts(path);
    for (place, text) in &texts {
        let escaped = ["\\u0002", "\\u001b", "\\u009b"].iter().any(|odd| text.contains(odd));
        assert!(!escaped && !text.contains(is_obeyed), "{place}: {text:?}");
    }
    let shown = texts.iter().filter(|(_, text)| text.contains("emit")).count();
    assert!(shown >= 12, "the words stay: {shown}");
}

#[tokio::test]
async fn nothing_that_is_obeyed_is_stored() {
    let ground = Ground::new();
    filled(&ground).await;
    ground.store.close().await;
    assert_plain(&ground.dir.path().join("desk.db"));
}

#[tokio::test]
async fn what_an_earlier_version_stored_is_made_plain() {
    let ground = Ground::new();
    filled(&ground).await;
    let Ground { dir, store } = ground;
    store.close().await;
    let path = dir.path().join("desk.db");
    spoil(&path);
    let store = Store::open(&path, dateline_store::Options::default()).unwrap();
    assert!(store.check().await.unwrap().is_healthy());
    store.close().await;
    assert_plain(&path);
}

/// Puts odd characters back where an earlier version left them.
fn spoil(path: &Path) {
    let connection = Connection::open(path).unwrap();
    let now = Timestamp::UNIX_EPOCH.as_millisecond();
    for sql in [
        "UPDATE entries SET title = char(2) || title, standfirst = standfirst || char(155), agency = char(8238) || agency",
        "UPDATE texts SET title = char(2) || title, body = body || char(8238)",
        "UPDATE facts SET facts = replace(facts, 'emit', '\\u001b[2Jemit' || char(8238))",
        "UPDATE readings SET reading = replace(reading, 'emit', '\\u0002emit' || char(155))",
        "UPDATE feeds SET title = char(27) || '[1m' || title",
        "INSERT INTO versions (entry, title, until) SELECT id, char(2) || 'Once', ?1 FROM entries WHERE ?1 IS NOT NULL",
    ] {
        let values = if sql.contains("?1") { vec![now] } else { Vec::new() };
        assert!(connection.execute(sql, rusqlite::params_from_iter(values)).unwrap() > 0, "{sql}");
    }
    let (entry, packed): (i64, Vec<u8>) = connection
        .query_row("SELECT entry, blocks FROM bodies", (), |row| Ok((row.get(0)?, row.get(1)?)))
        .unwrap();
    let mut json = String::new();
    flate2::read::DeflateDecoder::new(&packed[..]).read_to_string(&mut json).unwrap();
    let json = json.replace("emit", "\\u001b[2J\u{202e}emit");
    let mut packer = flate2::read::DeflateEncoder::new(json.as_bytes(), flate2::Compression::fast());
    let mut packed = Vec::new();
    packer.read_to_end(&mut packed).unwrap();
    connection
        .execute("UPDATE bodies SET blocks = ? WHERE entry = ?", rusqlite::params![packed, entry])
        .unwrap();
    connection.execute("DELETE FROM settings WHERE name = 'derived.version'", ()).unwrap();
}
