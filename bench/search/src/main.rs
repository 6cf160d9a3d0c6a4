//! The searches of `dateline-desk`'s example `large`, answered by tantivy over the same articles: `search STORE INDEX` builds an
//! index of the store's texts in a folder, where there is none, and prints its size, what building it took, and how fast the
//! same mixed log is answered: the newest 120 matches by a fast field, and headline and body of 40 of them with what was
//! found marked. The texts are read from the store, as they would be at the desk.

#[path = "../../../crates/dateline-desk/examples/large/queries.rs"]
mod queries;
#[path = "../../../crates/dateline-desk/examples/large/spent.rs"]
mod spent;
#[path = "../../../crates/dateline-desk/examples/large/words.rs"]
#[expect(dead_code, reason = "its words by any rank are for the other program")]
mod words;

use rusqlite::Connection;
use spent::{Spent, memory, told};
use std::error::Error;
use std::path::Path;
use tantivy::collector::TopDocs;
use tantivy::query::{BooleanQuery, Query, QueryParser, RegexQuery};
use tantivy::schema::{FAST, Field, INDEXED, STORED, STRING, Schema, TEXT, Value};
use tantivy::snippet::SnippetGenerator;
use tantivy::{DocAddress, Index, Order, Searcher, TantivyDocument, doc};

type Done<T> = Result<T, Box<dyn Error>>;

/// Memory of the writer, bytes.
const ROOM: usize = 200_000_000;
/// Articles of one commit.
const AT_ONCE: i64 = 20_000;
/// Matches that are weighed, and articles an answer.
const WEIGHED: usize = 120;
const GIVEN: usize = 40;

/// What an article is indexed by.
struct Fields {
    id: Field,
    at: Field,
    title: Field,
    body: Field,
    publisher: Field,
    holding: Field,
}

fn fields() -> (Schema, Fields) {
    let mut schema = Schema::builder();
    let fields = Fields {
        id: schema.add_i64_field("id", FAST | STORED),
        at: schema.add_i64_field("at", FAST | INDEXED),
        title: schema.add_text_field("title", TEXT),
        body: schema.add_text_field("body", TEXT),
        publisher: schema.add_text_field("publisher", TEXT),
        holding: schema.add_text_field("holding", STRING),
    };
    (schema.build(), fields)
}

fn main() -> Done<()> {
    let words: Vec<String> = std::env::args().skip(1).collect();
    let [store, folder] = words.as_slice() else { return Err("usage: search STORE INDEX".into()) };
    let (store, folder) = (Connection::open(store)?, Path::new(folder));
    let (schema, fields) = fields();
    if !folder.join("meta.json").exists() {
        std::fs::create_dir_all(folder)?;
        let spent = Spent::begin();
        build(&store, &Index::create_in_dir(folder, schema)?, &fields)?;
        println!("built: {}, {} MB of memory at most", spent.told(), memory("VmHWM:"));
    }
    let index = Index::open_in_dir(folder)?;
    let searcher = index.reader()?.searcher();
    let size: u64 = std::fs::read_dir(folder)?.flatten().filter_map(|f| Some(f.metadata().ok()?.len())).sum();
    println!(
        "{} articles in {} pieces take {:.2} kB each",
        searcher.num_docs(),
        searcher.segment_readers().len(),
        size as f64 / 1e3 / searcher.num_docs() as f64
    );
    search(&store, &index, &searcher, &fields)?;
    println!("{} MB of memory now", memory("VmRSS:"));
    Ok(())
}

fn build(store: &Connection, index: &Index, fields: &Fields) -> Done<()> {
    let mut writer = index.writer_with_num_threads::<TantivyDocument>(1, ROOM)?;
    let sql = "SELECT t.entry, e.sorted_at, t.title, t.body, t.publisher, e.holding
               FROM texts t JOIN entries e ON e.id = t.entry ORDER BY t.entry";
    let mut statement = store.prepare(sql)?;
    let mut rows = statement.query(())?;
    while let Some(row) = rows.next()? {
        let id: i64 = row.get(0)?;
        let text = |at| row.get::<_, String>(at);
        writer.add_document(doc!(
            fields.id => id, fields.at => row.get::<_, i64>(1)?, fields.title => text(2)?, fields.body => text(3)?,
            fields.publisher => text(4)?, fields.holding => text(5)?,
        ))?;
        if id % AT_ONCE == 0 {
            writer.commit()?;
        }
    }
    writer.commit()?;
    writer.wait_merging_threads()?;
    Ok(())
}

/// A query of the log in tantivy's own language.
fn translated(text: &str) -> String {
    let day = |text: &str| {
        let parts: Vec<i64> = text.split('-').filter_map(|part| part.parse().ok()).collect();
        // All days of the log are of November 2026.
        1_793_491_200_000 + (parts.last().copied().unwrap_or(1) - 1) * 86_400_000
    };
    let word = |word: &str| match word.split_once(':') {
        Some(("after", date)) => format!("at:[{} TO *]", day(date)),
        Some(("before", date)) => format!("at:[* TO {}]", day(date)),
        Some(("has", _)) => "holding:partial".to_owned(),
        _ => word.to_owned(),
    };
    match text.split_once("in:title ") {
        Some((_, rest)) => format!("title:{rest}"),
        None if text.contains('"') => text.to_owned(),
        None => text.split(' ').map(word).collect::<Vec<_>>().join(" "),
    }
}

/// Words that begin so, in headline or body: the language has no beginnings of single words.
fn beginning(start: &str, fields: &Fields) -> Done<Box<dyn Query>> {
    let either =
        [fields.title, fields.body].map(|field| RegexQuery::from_pattern(&format!("{start}.*"), field));
    let [title, body] = either;
    Ok(Box::new(BooleanQuery::union(vec![Box::new(title?), Box::new(body?)])))
}

fn search(store: &Connection, index: &Index, searcher: &Searcher, fields: &Fields) -> Done<()> {
    let mut parser = QueryParser::for_index(index, vec![fields.title, fields.body]);
    parser.set_conjunction_by_default();
    let mut texts = store.prepare("SELECT title, body FROM texts WHERE entry = ?")?;
    let mut all = Vec::new();
    for (kind, queries) in queries::log() {
        let (mut times, mut found) = (Vec::new(), 0);
        for text in queries {
            let spent = Spent::begin();
            let query = match text.strip_suffix('*') {
                Some(start) => beginning(start, fields)?,
                None => parser.parse_query(&translated(&text))?,
            };
            let newest = TopDocs::with_limit(WEIGHED).order_by_fast_field::<i64>("at", Order::Desc);
            let hits: Vec<(Option<i64>, DocAddress)> = searcher.search(&query, &newest)?;
            let marks =
                [fields.title, fields.body].map(|field| SnippetGenerator::create(searcher, &*query, field));
            let [title, body] = marks;
            let (title, body) = (title?, body?);
            for (_, address) in hits.iter().take(GIVEN) {
                let held: TantivyDocument = searcher.doc(*address)?;
                let id = held.get_first(fields.id).and_then(|id| id.as_i64()).unwrap_or_default();
                let shown: (String, String) = texts.query_row([id], |row| Ok((row.get(0)?, row.get(1)?)))?;
                found +=
                    usize::from(!title.snippet(&shown.0).is_empty() || !body.snippet(&shown.1).is_empty());
            }
            times.push(spent.pair());
        }
        println!("{}, {:.1} articles found", told(kind, &mut times), found as f64 / times.len() as f64);
        all.append(&mut times);
    }
    println!("{}", told("all searches", &mut all));
    Ok(())
}
