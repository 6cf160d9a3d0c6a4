//! Tantivy over the same texts with the same log: articles only, since rows and pieces of text would come from the store in
//! any case.

use crate::words::{Language, made};
use crate::{log, measure};
use anyhow::{Context as _, Result};
use rusqlite::Connection;
use std::ops::Bound;
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::Instant;
use tantivy::collector::TopDocs;
use tantivy::query::{
    BooleanQuery, BoostQuery, Occur, PhraseQuery, Query, RangeQuery, RegexQuery, TermQuery,
};
use tantivy::schema::{FAST, Field, INDEXED, IndexRecordOption, STORED, STRING, Schema, TEXT};
use tantivy::tokenizer::{LowerCaser, SimpleTokenizer, TextAnalyzer};
use tantivy::{DocId, Index, IndexWriter, Score, SegmentReader, TantivyDocument, Term};

/// Memory that the writer may take before it writes a segment.
const WRITER: usize = 128 << 20;

struct Fields {
    schema: Schema,
    id: Field,
    texts: [(Field, f32); 4],
    at: Field,
    lang: Field,
    host: Field,
    holding: Field,
    unread: Field,
}

fn fields() -> Fields {
    let mut schema = Schema::builder();
    let texts = [("title", 8.0), ("standfirst", 3.0), ("body", 1.0), ("publisher", 2.0)];
    let texts = texts.map(|(name, boost)| (schema.add_text_field(name, TEXT), boost));
    Fields {
        id: schema.add_i64_field("id", STORED | FAST),
        at: schema.add_i64_field("at", FAST | INDEXED),
        lang: schema.add_text_field("lang", STRING),
        host: schema.add_text_field("host", STRING),
        holding: schema.add_text_field("holding", STRING),
        unread: schema.add_u64_field("unread", FAST | INDEXED),
        texts,
        schema: schema.build(),
    }
}

pub fn build(store: &Path, dir: &Path) -> Result<()> {
    std::fs::create_dir_all(dir)?;
    let fields = fields();
    let index = Index::create_in_dir(dir, fields.schema.clone())?;
    let mut writer: IndexWriter = index.writer_with_num_threads(1, WRITER)?;
    let (begun, cpu) = (Instant::now(), measure::cpu());
    let connection = Connection::open(store)?;
    let mut statement = connection.prepare(
        "SELECT e.id, t.title, t.standfirst, t.body, t.publisher, e.sorted_at, e.language, e.publisher_host, e.holding,
         e.read_at IS NULL FROM entries e JOIN texts t ON t.entry = e.id ORDER BY e.id",
    )?;
    let mut rows = statement.query(())?;
    while let Some(row) = rows.next()? {
        let mut document = TantivyDocument::new();
        document.add_i64(fields.id, row.get(0)?);
        for (place, (field, _)) in fields.texts.iter().enumerate() {
            document.add_text(*field, row.get::<_, String>(1 + place)?);
        }
        document.add_i64(fields.at, row.get(5)?);
        for (place, field) in [(6, fields.lang), (7, fields.host), (8, fields.holding)] {
            document.add_text(field, row.get::<_, String>(place)?);
        }
        document.add_u64(fields.unread, row.get(9)?);
        writer.add_document(document)?;
    }
    writer.commit()?;
    writer.wait_merging_threads()?;
    let bytes: u64 =
        std::fs::read_dir(dir)?.flatten().filter_map(|file| Some(file.metadata().ok()?.len())).sum();
    println!(
        "tantivy: built in {:.0} s, {:.0} s of processor, {} MB, peak memory {} MB",
        begun.elapsed().as_secs_f64(),
        measure::cpu() - cpu,
        bytes / 1_000_000,
        measure::peak_mb()
    );
    Ok(())
}

pub fn run(store: &Path, dir: &Path, queries: usize) -> Result<()> {
    let articles: usize = Connection::open(store)?
        .query_row("SELECT count(*) FROM entries", (), |row| row.get::<_, i64>(0))?
        as usize;
    let fields = fields();
    let index = Index::open_in_dir(dir)?;
    let searcher = index.reader()?.searcher();
    println!("{} segments", searcher.segment_readers().len());
    let log = log::log(articles, queries);
    // A thread of its own that sleeps between queries, so that its time can be read.
    let (ask, asked) = std::sync::mpsc::channel::<BooleanQuery>();
    let (answer, answers) = std::sync::mpsc::channel();
    std::thread::spawn(move || {
        for query in asked {
            let _unheard = answer.send(hits(&searcher, &query));
        }
    });
    for round in ["cold", "warm"] {
        let mut times = measure::Times::default();
        let mut found = 0;
        let begun = measure::work();
        for asked in &log {
            let before = measure::work();
            ask.send(query(&fields, &asked.text)?)?;
            found += answers.recv()??;
            times.add(asked.kind, measure::work().saturating_sub(before), &asked.text);
        }
        println!("{round}: {} queries over {articles} articles, {found} hits", log.len());
        let each = (measure::work().saturating_sub(begun)).as_secs_f64() * 1e3 / log.len() as f64;
        println!("{each:.2} ms of processor a query");
        times.print();
    }
    println!("peak memory {} MB", measure::peak_mb());
    Ok(())
}

/// The first forty-one by relevance and freshness, as the store weighs them.
fn hits(searcher: &tantivy::Searcher, query: &BooleanQuery) -> tantivy::Result<usize> {
    let fresh = TopDocs::with_limit(41).tweak_score(|segment: &SegmentReader| {
        let at = segment.fast_fields().i64("at").map(|at| at.first_or_default_col(0));
        move |doc: DocId, score: Score| {
            let at = at.as_ref().map_or(0, |at| at.get_val(doc));
            let weeks = (1_795_442_700_000 - at) as f32 / 604_800_000.0;
            score * (1.0 + 1.0 / (1.0 + weeks.max(0.0)))
        }
    });
    Ok(searcher.search(query, &fresh)?.len())
}

/// The queries of the log, and only those: words, phrases, a prefix, one exclusion, one field.
fn query(fields: &Fields, text: &str) -> Result<BooleanQuery> {
    let mut clauses: Vec<(Occur, Box<dyn Query>)> = Vec::new();
    let titled = text.contains("in:title");
    if let Some(phrase) = text.strip_prefix('"') {
        let words: Vec<&str> = phrase.trim_end_matches('"').split(' ').collect();
        clauses.push((
            Occur::Must,
            everywhere(fields, titled, |field| {
                let terms = words.iter().map(|word| Term::from_field_text(field, word)).collect();
                Ok(Box::new(PhraseQuery::new(terms)))
            })?,
        ));
        return Ok(BooleanQuery::new(clauses));
    }
    for word in text.split(' ') {
        let (occur, word) = word.strip_prefix('-').map_or((Occur::Must, word), |word| (Occur::MustNot, word));
        let exact = |field: Field, value: &str| -> Box<dyn Query> {
            Box::new(TermQuery::new(Term::from_field_text(field, value), IndexRecordOption::Basic))
        };
        let range =
            |from: Bound<Term>, to: Bound<Term>| -> Box<dyn Query> { Box::new(RangeQuery::new(from, to)) };
        let day = |value: &str| -> Result<Term> {
            let date: jiff::civil::Date = format!("{value}-01").parse()?;
            let at = jiff::tz::Offset::UTC.to_timestamp(date.at(0, 0, 0, 0))?;
            Ok(Term::from_field_i64(fields.at, at.as_millisecond()))
        };
        let clause: Box<dyn Query> = match word.split_once(':') {
            Some(("in", _)) => continue,
            Some(("lang", value)) => exact(fields.lang, value),
            Some(("publisher", value)) => {
                Box::new(RegexQuery::from_pattern(&format!(".*{value}.*"), fields.host)?)
            }
            Some(("has", _)) => exact(fields.holding, "partial"),
            Some(("is", _)) => {
                Box::new(TermQuery::new(Term::from_field_u64(fields.unread, 1), IndexRecordOption::Basic))
            }
            Some(("after", value)) => range(Bound::Included(day(value)?), Bound::Unbounded),
            Some(("before", value)) => range(Bound::Unbounded, Bound::Excluded(day(value)?)),
            _ => match word.strip_suffix('*') {
                Some(start) => everywhere(fields, titled, |field| {
                    Ok(Box::new(RegexQuery::from_pattern(&format!("{start}.*"), field)?))
                })?,
                None => everywhere(fields, titled, |field| {
                    let term = Term::from_field_text(field, word);
                    Ok(Box::new(TermQuery::new(term, IndexRecordOption::WithFreqs)))
                })?,
            },
        };
        clauses.push((occur, clause));
    }
    Ok(BooleanQuery::new(clauses))
}

fn everywhere(
    fields: &Fields,
    titled: bool,
    make: impl Fn(Field) -> Result<Box<dyn Query>>,
) -> Result<Box<dyn Query>> {
    let some = if titled { &fields.texts[..1] } else { &fields.texts[..] };
    let mut clauses: Vec<(Occur, Box<dyn Query>)> = Vec::new();
    for (field, boost) in some {
        clauses.push((Occur::Should, Box::new(BoostQuery::new(make(*field)?, *boost))));
    }
    Ok(Box::new(BooleanQuery::new(clauses)))
}

/// Adds articles for ever, a hundred a commit, and says the number of each that is acknowledged.
pub fn write_for_ever(dir: &Path) -> Result<()> {
    let fields = fields();
    let index = Index::open_in_dir(dir)?;
    index
        .tokenizers()
        .register("default", TextAnalyzer::builder(SimpleTokenizer::default()).filter(LowerCaser).build());
    let mut writer: IndexWriter = index.writer_with_num_threads(1, WRITER)?;
    let language = Language::new();
    let mut number = usize::try_from(index.reader()?.searcher().num_docs())?;
    loop {
        for _ in 0..100 {
            let made = made(&language, number);
            let mut document = TantivyDocument::new();
            document.add_i64(fields.id, number as i64);
            document.add_text(fields.texts[0].0, made.title);
            document.add_text(fields.texts[2].0, made.body);
            writer.add_document(document)?;
            number += 1;
        }
        writer.commit()?;
        println!("{number}");
    }
}

/// Kills the writer ten times at different moments.
pub fn crash(dir: &Path) -> Result<()> {
    std::fs::create_dir_all(dir)?;
    let fields = fields();
    let index = Index::create_in_dir(dir, fields.schema.clone())?;
    for round in 0..10_u64 {
        let mut child = Command::new(std::env::current_exe()?)
            .args(["tantivy-write".as_ref(), dir.as_os_str()])
            .stdout(Stdio::piped())
            .spawn()?;
        std::thread::sleep(std::time::Duration::from_millis(2_500 + round * 137));
        child.kill()?;
        let output = child.wait_with_output()?;
        let said = String::from_utf8_lossy(&output.stdout)
            .lines()
            .filter_map(|line| line.parse::<u64>().ok())
            .last();
        let held = index.reader()?.searcher().num_docs();
        println!("round {round}: {} acknowledged, {held} held", said.context("nothing was written")?);
    }
    Ok(())
}
