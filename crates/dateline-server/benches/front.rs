//! The front page at the server over some hundreds of stories: everything but the socket.

#![expect(clippy::unwrap_used, reason = "a benchmark that cannot be set up ends")]

use axum::body::Body;
use criterion::{Criterion, criterion_group, criterion_main};
use dateline_desk::Desk;
use dateline_fetch::{Fetcher, Policy};
use dateline_model::{Article, Block, Change, Holding, Placement, Reading, StoryId, Verdict, WebUrl, Why};
use dateline_server::{Settings, app};
use dateline_store::{
    EntryCommit, EntryFacts, EntryKey, NewFeed, Options, PollCommit, PollOutcome, ReadingCommit, Store,
    TextSource, content_hash, story_doc,
};
use http::{Request, header};
use http_body_util::BodyExt as _;
use jiff::{SignedDuration, Timestamp};
use std::sync::Arc;
use tower::ServiceExt as _;

const STORIES: i64 = 400;
const VERSIONS: i64 = 3;

fn clock() -> Timestamp {
    Timestamp::from_second(1_795_442_700).unwrap_or(Timestamp::UNIX_EPOCH)
}

fn facts(number: i64) -> EntryFacts {
    let url = WebUrl::parse(&format!("https://paper{}.example/{number}", number % 40)).ok();
    let title = format!("Harbour pilots walk out in port {} and ferries stop at midnight", number / VERSIONS);
    EntryFacts {
        key: EntryKey {
            guid: Some(number.to_string()),
            hash: content_hash(&title, ""),
            ..EntryKey::default()
        },
        url,
        title,
        summary: Some("Talks broke down over night shifts after eleven hours without a result.".to_owned()),
        published: clock().checked_sub(SignedDuration::from_mins(number)).ok(),
        publisher: Some(format!("Paper {}", number % 40)),
        publisher_host: None,
        language: Some("en".to_owned()),
        image: WebUrl::parse("https://paper.example/i.png").ok(),
        related: Vec::new(),
        comments: None,
    }
}

fn reading(facts: &EntryFacts) -> Reading {
    let article = Article {
        title: Some(facts.title.clone()),
        standfirst: facts.summary.clone(),
        blocks: vec![Block::Paragraph(
            "Pilots in all nine northern ports left their boats at midnight. ".repeat(40).into(),
        )],
        ..Article::default()
    };
    Reading {
        article: Some(article),
        asides: Vec::new(),
        verdict: Verdict::of(Holding::Full),
        reservations: dateline_model::Reservations::default(),
        caps: dateline_model::Caps::default(),
    }
}

async fn fill(store: &Store) {
    let url = WebUrl::parse("https://paper.example/feed").unwrap();
    let feed =
        store.add_feed(NewFeed { url, title: None, home: None, folder: None }, clock()).await.unwrap().0;
    let all: Vec<EntryFacts> = (0..STORIES * VERSIONS).map(facts).collect();
    let known = store.recognise(feed, all.iter().map(|facts| facts.key.clone()).collect()).await.unwrap();
    let entries = known.iter().zip(&all).enumerate().map(|(number, (known, facts))| {
        let reading = reading(facts);
        let story = StoryId(number as i64 / VERSIONS + 1);
        let placement = if number as i64 % VERSIONS == 0 {
            Placement::New(story)
        } else {
            Placement::Join(story, Why::default())
        };
        let change = Change {
            entry: known.id,
            placement,
            copy: None,
            doc: story_doc(known.id, facts, &reading, clock()),
        };
        let commit = ReadingCommit {
            entry: known.id,
            at: clock(),
            source: TextSource::Page,
            reading,
            change: Some(change),
            page: None,
        };
        EntryCommit { id: known.id, facts: facts.clone(), page_wanted: false, reading: Some(commit) }
    });
    let poll = PollCommit {
        feed,
        at: clock(),
        took_ms: 1,
        status: Some(200),
        outcome: PollOutcome::Unchanged,
        moved_to: None,
        next_due: None,
        entries: entries.collect(),
    };
    store.commit_poll(poll).await.unwrap();
}

fn front(criterion: &mut Criterion) {
    let runtime = tokio::runtime::Runtime::new().unwrap();
    let folder = tempfile::tempdir().unwrap();
    let app = runtime.block_on(async {
        let store = Store::open(&folder.path().join("store.db"), Options::default()).unwrap();
        fill(&store).await;
        let fetcher = Fetcher::new(Policy::new(clock)).unwrap();
        let desk =
            Desk::open(store, fetcher, dateline_desk::Settings::default(), Arc::new(clock)).await.unwrap();
        app(desk, Settings::default())
    });
    criterion.bench_function("front page of 400 stories", |bench| {
        bench.iter(|| {
            runtime.block_on(async {
                let request =
                    Request::get("/").header(header::HOST, "localhost").body(Body::empty()).unwrap();
                let response = app.clone().oneshot(request).await.unwrap();
                assert!(response.status().is_success());
                response.into_body().collect().await.unwrap().to_bytes().len()
            })
        });
    });
}

criterion_group!(benches, front);
criterion_main!(benches);
