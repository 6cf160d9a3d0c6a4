//! Fills a store with made articles, directly: one is committed as the desk commits it, the others are that one's rows with
//! other texts, times, publishers and stories. Words follow Zipf's law; three articles in ten are of a story with others.

use crate::words::word;
use crate::{Done, now};
use dateline_model::{
    Article, Block, Holding, Placement, Publisher, Reading, Reservations, StoryId, UserId, Verdict, WebUrl,
};
use dateline_store::{
    EntryCommit, EntryFacts, EntryKey, NewFeed, Options, PollCommit, PollOutcome, ReadingCommit, Store,
    TextSource, story_doc,
};
use rusqlite::{Connection, params};
use std::path::Path;

const FEEDS: u64 = 2_000;
/// Words of a headline, and of a text.
const TITLE: usize = 9;
const TEXT: usize = 130;
/// What stands in the first article where others have their own.
const MARKS: [&str; 3] = ["Titlemark", "Textmark", "Papermark"];
/// Articles of one transaction.
const AT_ONCE: i64 = 20_000;

struct Dice(u64);

impl Dice {
    fn next(&mut self, n: u64) -> u64 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) % n.max(1)
    }

    /// A word by Zipf's law: the first sixty are common, there are half a million.
    fn word(&mut self) -> String {
        let rank = 500_000_f64.powf((self.next(1_000_000) as f64 + 1.0) / 1e6) as usize;
        word(rank)
    }

    fn words(&mut self, n: usize) -> String {
        (0..n).map(|_| self.word()).collect::<Vec<_>>().join(" ")
    }
}

/// Makes the store.
pub(crate) async fn fill(path: &Path, articles: i64, days: i64) -> Done<()> {
    seed(path).await?;
    let mut file = Connection::open(path)?;
    file.execute_batch("PRAGMA synchronous = OFF; PRAGMA cache_size = -200000;")?;
    let (mut dice, mut next, mut story) = (Dice(11), 2_i64, 2_i64);
    let step = days as f64 * 86_400_000.0 / articles as f64;
    let end = now().as_millisecond();
    while next <= articles {
        let tx = file.transaction()?;
        for number in next..=(next + AT_ONCE - 1).min(articles) {
            // Stories are of articles that follow each other: half of those with company join the latest.
            story += i64::from(dice.next(10) < 8);
            let at = end - ((articles - number) as f64 * step) as i64;
            write(&tx, &mut dice, (number, story, at))?;
        }
        tx.commit()?;
        next += AT_ONCE;
    }
    let first = end - (articles as f64 * step) as i64;
    file.execute("UPDATE entries SET seen = ?1, sorted_at = ?1 WHERE id = 1", [first])?;
    file.execute("UPDATE changes SET time = ?1 WHERE entry = 1", [first])?;
    let stories = "INSERT INTO stories (id, lead, first, last, articles, outlets, voices, outlet)
        SELECT story, min(id), min(sorted_at), max(sorted_at), count(*), count(DISTINCT publisher),
        count(DISTINCT publisher), min(lower(publisher)) FROM entries WHERE story > 1 GROUP BY story";
    file.execute(stories, ())?;
    file.execute_batch("PRAGMA wal_checkpoint(TRUNCATE);")?;
    Ok(())
}

/// Rows of one article after those of the first.
fn write(tx: &Connection, dice: &mut Dice, (id, story, at): (i64, i64, i64)) -> Done<()> {
    let (title, text) = (dice.words(TITLE), dice.words(TEXT));
    let feed = dice.next(FEEDS) as i64;
    let (paper, url) = (format!("Paper {feed}"), format!("https://paper{feed}.example/{id}"));
    let holding = ["full", "full", "full", "partial"][(id % 4) as usize];
    let entry = "INSERT INTO entries (id, url, title, standfirst, publisher, publisher_host, agency, language, published,
        published_text, sorted_at, seen, updated, hash, holding, reasons, words, image, story, bytes, section)
        SELECT ?1, ?2, ?3, standfirst, ?4, publisher_host, agency, language, published, published_text, ?5, ?5, updated,
        ?1, ?6, CASE ?6 WHEN 'partial' THEN 'paywall' ELSE '' END, words, image, ?7, bytes, section
        FROM entries WHERE id = 1";
    tx.prepare_cached(entry)?.execute(params![id, url, title, paper, at, holding, story])?;
    let marked = "replace(replace(replace(?C, 'Titlemark', ?2), 'Textmark', ?3), 'Papermark', ?4)";
    for (table, column, rest) in [("facts", "facts", ""), ("readings", "reading", "at, source, ")] {
        let value = marked.replace("?C", column);
        let sql = format!(
            "INSERT INTO {table} (entry, {rest}{column}) SELECT ?1, {rest}{value} FROM {table} WHERE entry = 1"
        );
        let lead = text.get(..90).unwrap_or(&text);
        tx.prepare_cached(&sql)?.execute(params![id, title, lead, paper])?;
    }
    let texts = "INSERT INTO texts (entry, title, standfirst, body, publisher) SELECT ?1, ?2, '', ?3,
        replace(publisher, 'Papermark', ?4) FROM texts WHERE entry = 1";
    tx.prepare_cached(texts)?.execute(params![id, title, text, paper])?;
    let body = "INSERT INTO bodies (entry, blocks) SELECT ?1, blocks FROM bodies WHERE entry = 1";
    tx.prepare_cached(body)?.execute([id])?;
    let seen = "INSERT INTO sightings (entry, feed, guid, hash, seen) VALUES (?1, ?2, ?3, ?1, ?4)";
    tx.prepare_cached(seen)?.execute(params![id, feed + 1, url, at])?;
    tx.prepare_cached("INSERT INTO addresses (url, entry) VALUES (?1, ?2)")?.execute(params![url, id])?;
    let change = "INSERT INTO changes (entry, story, joined, time) VALUES (?1, ?2, 0, ?3)";
    tx.prepare_cached(change)?.execute(params![id, story, at])?;
    Ok(())
}

/// A store with the feeds and the first article.
async fn seed(path: &Path) -> Done<()> {
    let store = Store::open(path, Options::default())?;
    let feed = |n: u64| {
        let url = WebUrl::parse(&format!("https://paper{n}.example/feed"))?;
        Ok(NewFeed { url, title: None, home: None, folder: None })
    };
    store.reader(UserId::OWNER).add_feeds((0..FEEDS).map(feed).collect::<Done<Vec<_>>>()?, now()).await?;
    let Some(feed) = store.reader(UserId::OWNER).feeds().await?.first().map(|feed| feed.id) else {
        return Err("no feed".into());
    };
    let facts = facts();
    let Some(known) = store.recognise(feed, vec![facts.key.clone()]).await?.pop() else {
        return Err("no entry".into());
    };
    let doc = story_doc(known.id, &facts, &reading(), now());
    let placement = Placement::New(StoryId(1));
    let change = Some(dateline_model::Change { entry: known.id, placement, copy: None, doc });
    let reading =
        ReadingCommit { change, ..ReadingCommit::new(known.id, now(), TextSource::Page, reading()) };
    let entries =
        vec![EntryCommit { id: known.id, facts, page_wanted: false, reading: Some(reading), other: None }];
    let (outcome, at) = (PollOutcome::Pushed, now());
    let commit = PollCommit {
        feed,
        at,
        took_ms: 1,
        status: Some(200),
        outcome,
        moved_to: None,
        next_due: None,
        entries,
        new_before: 0,
    };
    store.commit_poll(commit).await?;
    store.close().await;
    Ok(())
}

fn facts() -> EntryFacts {
    EntryFacts {
        key: EntryKey { guid: Some("1".to_owned()), hash: 1, ..EntryKey::default() },
        url: None,
        title: MARKS[0].to_owned(),
        summary: Some(MARKS[1].to_owned()),
        published: None,
        publisher: Some(MARKS[2].to_owned()),
        publisher_host: None,
        language: Some("en".to_owned()),
        image: None,
        related: Vec::new(),
        comments: None,
        categories: Vec::new(),
        authors: Vec::new(),
        attached: dateline_model::Attached::default(),
        content_given: false,
    }
}

fn reading() -> Reading {
    let article = Article {
        title: Some(MARKS[0].to_owned()),
        publisher: Some(Publisher { name: MARKS[2].to_owned(), host: None }),
        language: Some("en".to_owned()),
        blocks: vec![Block::Paragraph(Dice(5).words(TEXT).as_str().into())],
        ..Article::default()
    };
    Reading {
        article: Some(article),
        asides: Vec::new(),
        verdict: Verdict::of(Holding::Full),
        reservations: Reservations::default(),
        caps: Vec::new(),
    }
}
