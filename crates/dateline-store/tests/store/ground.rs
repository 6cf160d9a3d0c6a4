//! Stores in folders that vanish, and short ways to make entries, readings and polls.

pub(crate) use dateline_model::UserId;
use dateline_model::{
    Article, Block, Change, EntryId, FeedId, FeedKind, Holding, Placement, PollHints, Publisher, Reading,
    Reason, Reservations, StoryId, Validators, Verdict, WebUrl, Why,
};
use dateline_store::{
    EntryCommit, EntryFacts, EntryKey, FeedMeta, Known, NewFeed, Options, PollCommit, PollOutcome,
    PollResult, Reader, ReadingCommit, Recognised, Store, TextSource, content_hash, exact_hash, story_doc,
};
use jiff::{SignedDuration, Timestamp};
use tempfile::TempDir;

/// Held by tests that start another process: for a moment that process has the files of this one open, and with them their locks.
pub(crate) static PROCESS: tokio::sync::Mutex<()> = tokio::sync::Mutex::const_new(());

pub(crate) struct Ground {
    pub(crate) dir: TempDir,
    pub(crate) store: Store,
}

impl Ground {
    /// The desk's owner.
    pub(crate) fn reader(&self) -> Reader<'_> {
        self.store.reader(UserId::OWNER)
    }

    pub(crate) fn new() -> Self {
        let dir = TempDir::new().unwrap();
        let store = Store::open(&dir.path().join("desk.db"), Options::default()).unwrap();
        Self { dir, store }
    }

    pub(crate) async fn feed(&self, host: &str) -> FeedId {
        let feed =
            NewFeed { url: url(&format!("https://{host}/feed")), title: None, home: None, folder: None };
        self.store.reader(UserId::OWNER).add_feed(feed, hour(0)).await.unwrap().0
    }

    /// Polls a feed: recognises, and commits what is new or changed.
    pub(crate) async fn poll(
        &self,
        feed: FeedId,
        at: Timestamp,
        items: Vec<EntryFacts>,
    ) -> (Vec<Recognised>, PollResult) {
        let keys = items.iter().map(|item| item.key.clone()).collect();
        let found = self.store.recognise(feed, keys).await.unwrap();
        let told = |(found, facts): (&Recognised, EntryFacts)| {
            (found.known != Known::Tombstone).then(|| entry(found.id, facts))
        };
        let entries = found.iter().zip(items).filter_map(told).collect();
        let result = self.store.commit_poll(fresh(feed, at, entries)).await.unwrap();
        (found, result)
    }

    /// The page of an article says that its publisher took it back.
    pub(crate) async fn withdraw(&self, id: EntryId, at: Timestamp) {
        let verdict = Verdict { reasons: vec![Reason::Gone], ..Verdict::of(Holding::None) };
        let (reservations, caps) = (Reservations::default(), Vec::new());
        let reading = Reading { article: None, asides: Vec::new(), verdict, reservations, caps };
        self.store.commit_reading(ReadingCommit::new(id, at, TextSource::Page, reading)).await.unwrap();
    }

    /// Reads an entry: a whole article of its own story, unless another is named.
    pub(crate) async fn read(
        &self,
        id: EntryId,
        story: i64,
        facts: &EntryFacts,
        text: &str,
        holding: Holding,
    ) {
        self.store.commit_reading(read(id, story, facts, text, holding)).await.unwrap();
    }
}

pub(crate) fn url(text: &str) -> WebUrl {
    WebUrl::parse(text).unwrap()
}

pub(crate) fn hour(n: i64) -> Timestamp {
    "2026-03-01T00:00:00Z".parse::<Timestamp>().unwrap() + SignedDuration::from_hours(n)
}

/// An item with guid `g-SLUG` at `/SLUG` of a host.
pub(crate) fn item(host: &str, slug: &str, title: &str) -> EntryFacts {
    let address = format!("https://{host}/{slug}");
    EntryFacts {
        key: EntryKey {
            guid: Some(format!("g-{slug}")),
            url: Some(url(&address).key()),
            own: true,
            title: content_hash(title, ""),
            published: Some(hour(1).as_millisecond()),
            hash: content_hash(title, "A teaser."),
            teaser: "A teaser.".to_owned(),
            telling: false,
            content: exact_hash([title]),
        },
        url: Some(url(&address)),
        title: title.to_owned(),
        summary: Some("A teaser.".to_owned()),
        published: Some(hour(1)),
        publisher: None,
        publisher_host: Some(host.to_owned()),
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

pub(crate) fn entry(id: EntryId, facts: EntryFacts) -> EntryCommit {
    EntryCommit { id, facts, page_wanted: true, reading: None, other: None }
}

pub(crate) fn fresh(feed: FeedId, at: Timestamp, entries: Vec<EntryCommit>) -> PollCommit {
    let meta = FeedMeta {
        title: Some("The Gull".to_owned()),
        hints: PollHints { ttl_minutes: Some(15), skip_hours: vec![3], skip_days: Vec::new() },
        validators: Validators { etag: Some("\"a\"".to_owned()), last_modified: None },
        ..FeedMeta::of(FeedKind::Rss)
    };
    poll(feed, at, PollOutcome::Fresh(Box::new(meta)), entries)
}

pub(crate) fn poll(
    feed: FeedId,
    at: Timestamp,
    outcome: PollOutcome,
    entries: Vec<EntryCommit>,
) -> PollCommit {
    let next_due = Some(at + SignedDuration::from_hours(1));
    PollCommit {
        feed,
        at,
        took_ms: 40,
        status: Some(200),
        outcome,
        moved_to: None,
        next_due,
        entries,
        new_before: 0,
    }
}

pub(crate) fn reading(text: &str, holding: Holding, host: &str) -> Reading {
    let mut verdict = Verdict::of(holding);
    if holding != Holding::Full {
        verdict.reasons.push(Reason::Paywall);
    }
    Reading {
        article: Some(Article {
            publisher: Some(Publisher { name: host.replace(".example", ""), host: Some(host.to_owned()) }),
            blocks: text.split("\n\n").map(|p| Block::Paragraph(p.into())).collect(),
            ..Article::default()
        }),
        asides: Vec::new(),
        verdict,
        reservations: Reservations::default(),
        caps: Vec::new(),
    }
}

pub(crate) fn read(
    id: EntryId,
    story: i64,
    facts: &EntryFacts,
    text: &str,
    holding: Holding,
) -> ReadingCommit {
    let host = facts.publisher_host.clone().unwrap_or_default();
    let reading = reading(text, holding, &host);
    let why = Why {
        score: 0.5,
        threshold: 0.3,
        terms: vec!["ferry".into(), "harbour".into()],
        hours_apart: Some(1.0),
    };
    let placement =
        if story == id.0 { Placement::New(StoryId(story)) } else { Placement::Join(StoryId(story), why) };
    let doc = story_doc(id, facts, &reading, hour(2));
    let change = Change { entry: id, placement, copy: None, doc };
    ReadingCommit { change: Some(change), ..ReadingCommit::new(id, hour(2), TextSource::Page, reading) }
}
