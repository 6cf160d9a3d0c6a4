//! A store of made articles. The schema is the store's own; rows are written past its methods, which would take an hour more
//! for what is measured elsewhere. The index is then built as the store builds it.

use crate::words::{Language, Made, made};
use anyhow::Result;
use flate2::{Compression, write::DeflateEncoder};
use rusqlite::{Connection, Transaction, params};
use std::io::Write as _;
use std::path::Path;
use std::time::Instant;

/// When the youngest article was published, seconds.
const NOW: i64 = 1_795_442_700;
/// Milliseconds between two articles: a million in a year and a half.
const APART: i64 = 47_000;
/// Articles of one transaction.
const AT_ONCE: usize = 20_000;

pub fn make(path: &Path, articles: usize) -> Result<()> {
    let runtime = tokio::runtime::Builder::new_current_thread().build()?;
    let store = dateline_store::Store::open(path, dateline_store::Options::default())?;
    runtime.block_on(store.close());
    let begun = Instant::now();
    fill(path, articles)?;
    println!("rows of {articles} articles: {:.0} s", begun.elapsed().as_secs_f64());
    let begun = Instant::now();
    let index = Connection::open(path)?;
    index.pragma_update(None, "cache_size", -64_000)?;
    let before = crate::measure::cpu();
    index.execute("INSERT INTO search (search) VALUES ('rebuild')", ())?;
    println!(
        "index: {:.0} s, {:.0} s of processor",
        begun.elapsed().as_secs_f64(),
        crate::measure::cpu() - before
    );
    index.execute_batch("PRAGMA wal_checkpoint(TRUNCATE)")?;
    println!("peak memory {} MB", crate::measure::peak_mb());
    sizes(&index)
}

fn fill(path: &Path, articles: usize) -> Result<()> {
    let mut connection = Connection::open(path)?;
    connection.execute_batch(
        "PRAGMA journal_mode = WAL; PRAGMA synchronous = OFF; PRAGMA foreign_keys = OFF; PRAGMA cache_size = -64000;
         DROP TRIGGER texts_in;",
    )?;
    feeds(&connection)?;
    let language = Language::new();
    for part in (0..articles).step_by(AT_ONCE) {
        let tx = connection.transaction()?;
        for number in part..(part + AT_ONCE).min(articles) {
            write(&tx, articles, number, &made(&language, number))?;
        }
        tx.commit()?;
        connection.execute_batch("PRAGMA wal_checkpoint(PASSIVE)")?;
        eprintln!("{} of {articles}", (part + AT_ONCE).min(articles));
    }
    let trigger = "CREATE TRIGGER texts_in AFTER INSERT ON texts BEGIN
        INSERT INTO search (rowid, title, standfirst, body, publisher)
        VALUES (new.entry, new.title, new.standfirst, new.body, new.publisher); END";
    Ok(connection.execute_batch(trigger)?)
}

fn feeds(connection: &Connection) -> Result<()> {
    let mut statement =
        connection.prepare("INSERT INTO feeds (id, url, title, added_at) VALUES (?, ?, ?, 0)")?;
    for feed in 0..2_000 {
        statement.execute(params![
            feed + 1,
            format!("https://paper{feed}.example/feed"),
            format!("Paper {feed}")
        ])?;
    }
    Ok(())
}

fn write(tx: &Transaction<'_>, articles: usize, number: usize, made: &Made) -> Result<()> {
    let id = number as i64 + 1;
    let at = NOW * 1_000 - (articles - number) as i64 * APART;
    let (publisher, host) = (format!("Paper {}", made.publisher), format!("paper{}.example", made.publisher));
    let url = format!("https://{host}/news/{number}/some-words-of-the-headline");
    let (story, walled) = (id / 4 + 1, made.holding != "full");
    let sql = "INSERT INTO entries (id, url, title, standfirst, publisher, publisher_host, language, published, sorted_at,
               seen, hash, holding, reasons, words, story, read_at) VALUES (?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?)";
    tx.prepare_cached(sql)?.execute(params![
        id,
        url,
        made.title,
        made.standfirst,
        publisher,
        host,
        made.lang,
        at,
        at,
        at,
        number as i64,
        made.holding,
        if walled { "paywall" } else { "" },
        made.body.len() as i64 / 6,
        story,
        (number % 3 == 0).then_some(at)
    ])?;
    let sql = "INSERT INTO texts (entry, title, standfirst, body, publisher) VALUES (?, ?, ?, ?, ?)";
    // As the store writes what an article is found by.
    let marks = format!("{publisher} . paper{} . lang0{} every0article", made.publisher, made.lang);
    tx.prepare_cached(sql)?.execute(params![id, made.title, made.standfirst, made.body, marks])?;
    let sql = "INSERT INTO bodies (entry, blocks) VALUES (?, ?)";
    tx.prepare_cached(sql)?.execute(params![id, packed(&blocks(&made.body))?])?;
    // As long as those of the demo's articles, on average.
    let facts = format!(
        "{{\"guid\":\"{number}\",\"hash\":{number},\"url\":\"{url}\",\"title\":\"{}\",\"summary\":\"{}\",\"published\":{at},\"publisher\":\"{publisher}\",\"language\":\"en\"}}",
        made.title, made.standfirst
    );
    tx.prepare_cached("INSERT INTO facts (entry, facts) VALUES (?, ?)")?.execute(params![id, facts])?;
    let reading = format!(
        "{{\"article\":{{\"title\":\"{}\",\"standfirst\":\"{}\",\"canonical\":\"{url}\"}},\"asides\":[],\"verdict\":{{\"holding\":\"{}\",\"reasons\":[],\"evidence\":[]}},\"reserved\":{{\"tdm\":false,\"noarchive\":false,\"nosnippet\":false}},\"caps\":[]}}",
        made.title, made.standfirst, made.holding
    );
    tx.prepare_cached("INSERT INTO readings (entry, at, source, reading) VALUES (?, ?, 'page', ?)")?
        .execute(params![id, at, reading])?;
    let sql = "INSERT INTO sightings (entry, feed, guid, hash, seen) VALUES (?, ?, ?, ?, ?)";
    tx.prepare_cached(sql)?.execute(params![id, made.publisher as i64 + 1, url, number as i64, at])?;
    tx.prepare_cached("INSERT INTO addresses (url, entry) VALUES (?, ?)")?.execute(params![url, id])?;
    let sql = "INSERT INTO changes (entry, story, joined, score, threshold, terms, hours, time) VALUES (?,?,?,?,?,?,?,?)";
    tx.prepare_cached(sql)?.execute(params![id, story, id % 4 != 0, 0.6, 0.4, "one\ntwo", 0.5, at])?;
    let sql = "INSERT INTO stories (id, lead, first, last, articles, outlets, voices) VALUES (?1, ?2, ?3, ?3, 1, 1, 1)
               ON CONFLICT DO UPDATE SET last = ?3, articles = articles + 1, outlets = outlets + 1, voices = voices + 1";
    tx.prepare_cached(sql)?.execute(params![story, id, at])?;
    Ok(())
}

fn blocks(body: &str) -> String {
    let paragraphs = body.split_inclusive(". ").collect::<Vec<_>>();
    let block = |part: &[&str]| format!("{{\"t\":\"paragraph\",\"text\":{{\"s\":\"{}\"}}}}", part.concat());
    format!("[{}]", paragraphs.chunks(3).map(block).collect::<Vec<_>>().join(","))
}

fn packed(text: &str) -> Result<Vec<u8>> {
    let mut encoder = DeflateEncoder::new(Vec::new(), Compression::fast());
    encoder.write_all(text.as_bytes())?;
    Ok(encoder.finish()?)
}

/// Bytes of each table.
fn sizes(connection: &Connection) -> Result<()> {
    let page: i64 = connection.pragma_query_value(None, "page_size", |row| row.get(0))?;
    let pages: i64 = connection.pragma_query_value(None, "page_count", |row| row.get(0))?;
    println!("file: {} MB", page * pages / 1_000_000);
    for table in ["search_data", "search_idx", "search_docsize"] {
        let column = if table == "search_data" {
            "octet_length(block)"
        } else if table == "search_docsize" {
            "octet_length(sz) + 6"
        } else {
            "octet_length(term) + 8"
        };
        let bytes: i64 =
            connection.query_row(&format!("SELECT coalesce(sum({column}), 0) FROM {table}"), (), |row| {
                row.get(0)
            })?;
        println!("{table}: {} MB", bytes / 1_000_000);
    }
    Ok(())
}
