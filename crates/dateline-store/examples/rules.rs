//! What rules cost as articles come: polls of sixteen articles with a page each, without rules, and with as many as one may have.
//! `cargo run -p dateline-store --example rules`

#![expect(clippy::unwrap_used, reason = "an example that cannot be set up ends")]
#![expect(clippy::print_stdout, reason = "it prints figures")]

use dateline_model::{
    Article, Attached, Block, EntryId, FeedId, FeedKind, Holding, Reading, Reservations, UserId, Verdict,
    WebUrl,
};
use dateline_store::{
    EntryCommit, EntryFacts, EntryKey, FeedMeta, NewFeed, NewRule, Options, PollCommit, PollOutcome, RULES,
    ReadingCommit, RuleActions, RuleConditions, Store, TextSource,
};
use jiff::{SignedDuration, Timestamp};
use std::time::Instant;

const POLLS: i64 = 60;
const ARTICLES: i64 = 16;

fn at(minutes: i64) -> Timestamp {
    Timestamp::UNIX_EPOCH + SignedDuration::from_mins(minutes)
}

/// Six hundred words, some of them another one's.
fn text(number: i64) -> String {
    let words = (0..600).map(|at| format!("word{}", (number * 31 + at * 17) % 5_000));
    words.collect::<Vec<_>>().join(" ")
}

fn facts(number: i64) -> EntryFacts {
    let key = EntryKey { guid: Some(number.to_string()), hash: number, ..EntryKey::default() };
    EntryFacts {
        key,
        url: WebUrl::parse(&format!("https://paper.example/{number}")).ok(),
        title: format!("Headline {number} of word{}", number % 400),
        summary: None,
        published: None,
        publisher: Some("Paper".to_owned()),
        publisher_host: Some("paper.example".to_owned()),
        language: Some("en".to_owned()),
        image: None,
        related: Vec::new(),
        comments: None,
        categories: Vec::new(),
        authors: vec!["Mara Lund".to_owned()],
        attached: Attached::default(),
        content_given: false,
    }
}

fn entry(number: i64) -> EntryCommit {
    let blocks = vec![Block::Paragraph(text(number).as_str().into())];
    let reading = Reading {
        article: Some(Article { blocks, ..Article::default() }),
        asides: Vec::new(),
        verdict: Verdict::of(Holding::Full),
        reservations: Reservations::default(),
        caps: Vec::new(),
    };
    let reading = ReadingCommit::new(EntryId(number), at(number), TextSource::Feed, reading);
    EntryCommit {
        id: EntryId(number),
        facts: facts(number),
        page_wanted: false,
        reading: Some(reading),
        other: None,
    }
}

fn poll(feed: FeedId, number: i64) -> PollCommit {
    PollCommit {
        feed,
        at: at(number),
        took_ms: 40,
        status: Some(200),
        outcome: PollOutcome::Fresh(Box::new(FeedMeta::of(FeedKind::Rss))),
        moved_to: None,
        next_due: None,
        entries: (0..ARTICLES).map(|at| entry(number * ARTICLES + at + 1)).collect(),
        new_before: 0,
    }
}

/// A rule of ten words that few articles have, every other one about the whole text.
fn rule(number: u32) -> NewRule {
    let words = (0..10).map(|at| format!("word{} word{}", number * 20 + at, number * 20 + at + 1)).collect();
    let conditions = match number % 2 {
        0 => RuleConditions { title: words, ..RuleConditions::default() },
        _ => RuleConditions { text: words, ..RuleConditions::default() },
    };
    let actions = RuleActions { read: true, ..RuleActions::default() };
    NewRule { conditions, actions, ..NewRule::default() }
}

#[tokio::main(flavor = "current_thread")]
async fn main() {
    let folder = tempfile::tempdir().unwrap();
    let store = Store::open(&folder.path().join("desk.db"), Options::default()).unwrap();
    let reader = store.reader(UserId::OWNER);
    let url = WebUrl::parse("https://paper.example/feed").unwrap();
    let (feed, _) =
        reader.add_feed(NewFeed { url, title: None, home: None, folder: None }, at(0)).await.unwrap();
    let mut made = 0;
    for (round, rules) in [0, 0, 10, RULES].into_iter().enumerate() {
        for number in made..rules {
            reader.add_rule(rule(number), at(0)).await.unwrap().unwrap();
        }
        made = made.max(rules);
        let mut times: Vec<f64> = Vec::new();
        for number in 0..POLLS {
            let poll = poll(feed, i64::try_from(round).unwrap() * POLLS + number);
            let begun = Instant::now();
            store.commit_poll(poll).await.unwrap();
            times.push(begun.elapsed().as_secs_f64() * 1000.0);
        }
        times.sort_by(f64::total_cmp);
        println!(
            "{rules:>3} rules: {ARTICLES} articles of 600 words committed in {:.2} ms (median of {POLLS})",
            times[times.len() / 2]
        );
    }
    let begun = Instant::now();
    let conditions = RuleConditions { text: vec!["word17".to_owned()], ..RuleConditions::default() };
    let found = reader.preview_rule(conditions, at(0)).await.unwrap();
    println!(
        "preview: {} of {} articles in {:.0} ms",
        found.matched,
        found.looked_at,
        begun.elapsed().as_secs_f64() * 1000.0
    );
}
