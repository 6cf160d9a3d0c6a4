//! A desk over a store of made articles: so many stories of so many versions, for tests, the benchmark and the example that
//! serves them.

#![expect(clippy::unwrap_used, reason = "what cannot be set up ends")]

use axum::Router;
use dateline_desk::{Desk, Open};
use dateline_fetch::{Fetcher, Policy};
use dateline_model::{
    Article, Attached, Block, Change, Credit, Enclosure, FeedKind, Holding, Placement, Reading, Reason,
    StoryId, UserId, Verdict, WebUrl, Why,
};
use dateline_server::{Settings, app};
use dateline_store::{
    EntryCommit, EntryFacts, EntryKey, FeedMeta, NewFeed, Options, OtherReading, PollCommit, PollOutcome,
    ReadingCommit, Store, TextSource, content_hash, story_doc,
};
use jiff::{SignedDuration, Timestamp};
use std::path::Path;
use std::sync::Arc;

pub(crate) fn clock() -> Timestamp {
    Timestamp::from_second(1_795_442_700).unwrap_or(Timestamp::UNIX_EPOCH)
}

const HAPPENINGS: [&str; 17] = [
    "Harbour pilots walk out and ferries stop in",
    "Council adopts the river law after a night of talks in",
    "Telescope team names a new comet above",
    "Central bank opens a branch in",
    "Flood barrier fails for an hour in",
    "Goalkeeper scores twice for",
    "Museum of glass reopens in",
    "Hospital tests a vaccine in",
    "Wildfire burns near",
    "Parliament hears the mayor of",
    "Bakers strike over night shifts in",
    "Old lighthouse sold in",
    "Train derails outside",
    "Library lends seeds in",
    "Bridge closes for repairs in",
    "Festival moves indoors in",
    "Court rules on fishing off",
];

const SYLLABLES: [&str; 32] = [
    "ka", "ro", "mi", "ten", "sul", "vor", "lin", "da", "pe", "gra", "ost", "hel", "bri", "cu", "nar", "wy",
    "fen", "jo", "tal", "eks", "mor", "zi", "lau", "dun", "sa", "quil", "ber", "thi", "ul", "cha", "ny",
    "pol",
];

/// Words that one story has and no other: `place` tells those of a story apart.
fn own_word(story: usize, place: usize) -> String {
    let mut rest = (story * 16 + place) * 7_919 % 1_048_576;
    let mut word = String::new();
    for _ in 0..4 {
        word.push_str(SYLLABLES[rest % SYLLABLES.len()]);
        rest /= SYLLABLES.len();
    }
    word
}

/// The place where a story happens, a name of its own.
fn town(story: usize) -> String {
    let word = own_word(story, 0);
    let (first, rest) = word.split_at(1);
    first.to_uppercase() + rest
}

/// Article `number` of stories of `versions` articles each.
fn facts(number: usize, versions: usize) -> EntryFacts {
    let (story, paper) = (number / versions, number % 40);
    let town = town(story);
    let happening = HAPPENINGS[story % HAPPENINGS.len()];
    let title = format!("{happening} {town}: what the {paper}th paper says");
    EntryFacts {
        key: EntryKey {
            guid: Some(number.to_string()),
            title: content_hash(&title, ""),
            hash: content_hash(&title, &number.to_string()),
            content: content_hash(&title, &number.to_string()),
            ..EntryKey::default()
        },
        url: WebUrl::parse(&format!("https://paper{paper}.example/news/{number}")).ok(),
        title,
        summary: Some(format!("Talks in {town} broke down after eleven hours without a result.")),
        published: clock().checked_sub(SignedDuration::from_mins(7 * number as i64)).ok(),
        publisher: Some(format!("Paper {paper}")),
        publisher_host: Some(format!("paper{paper}.example")),
        language: Some("en".to_owned()),
        image: number.is_multiple_of(5).then(|| WebUrl::parse("https://paper.example/i.png").unwrap()),
        related: Vec::new(),
        comments: None,
        categories: Vec::new(),
        authors: Vec::new(),
        attached: if number == 3 { listened_to() } else { Attached::default() },
    }
}

/// A recording of an article, with a name that is markup.
fn listened_to() -> Attached {
    let file = Enclosure {
        url: WebUrl::parse("https://paper3.example/listen/3.mp3").unwrap(),
        media_type: Some("audio/mpeg".to_owned()),
        length: Some(1_234_567),
        title: Some("<b>Listen</b>".to_owned()),
        duration_seconds: Some(245),
    };
    let credit = Credit { name: "Mara Lund".to_owned(), role: Some("guest".to_owned()), url: None };
    Attached { files: vec![file], people: vec![credit], ..Attached::default() }
}

/// What all versions of a story tell.
fn told(story: usize) -> String {
    let word = |place: usize| own_word(story, place);
    let sentence = |place: usize| {
        format!(
            "Pilots of {} left the harbour for {} when the {} of {} was read out at {}. ",
            word(place),
            word(place + 1),
            word(place + 2),
            word(place + 3),
            town(story)
        )
    };
    (1..12).map(sentence).collect()
}

fn reading(facts: &EntryFacts, number: usize, versions: usize) -> Reading {
    let said = format!(
        "“We have waited long enough for this,” said Mara Lund, who has lived there for {number} days."
    );
    let blocks = [facts.summary.clone().unwrap_or_default(), told(number / versions), said];
    let article = Article {
        title: Some(facts.title.clone()),
        standfirst: facts.summary.clone(),
        blocks: blocks.into_iter().map(|text| Block::Paragraph(text.into())).collect(),
        ..Article::default()
    };
    let holding = [Holding::Full, Holding::Full, Holding::Partial, Holding::HeadlineOnly][number % 4];
    let mut verdict = Verdict::of(holding);
    if holding != Holding::Full {
        verdict.reasons.push(Reason::Paywall);
    }
    Reading {
        article: Some(article),
        asides: Vec::new(),
        verdict,
        reservations: dateline_model::Reservations::default(),
        caps: Vec::new(),
    }
}

/// Entries of one commit.
const AT_ONCE: usize = 500;

/// Fills a store with `stories` of `versions` articles each.
pub(crate) async fn fill(store: &Store, stories: usize, versions: usize) {
    let url = WebUrl::parse("https://paper.example/feed").unwrap();
    let new = NewFeed { url, title: None, home: None, folder: None };
    let feed = store.reader(UserId::OWNER).add_feed(new, clock()).await.unwrap().0;
    let all: Vec<EntryFacts> = (0..stories * versions).map(|number| facts(number, versions)).collect();
    for (part, some) in all.chunks(AT_ONCE).enumerate() {
        let keys = some.iter().map(|facts| facts.key.clone()).collect();
        let known = store.recognise(feed, keys).await.unwrap();
        let entries = known
            .iter()
            .zip(some)
            .enumerate()
            .map(|(place, (known, facts))| entry(known.id, facts, part * AT_ONCE + place, versions));
        let meta = FeedMeta { title: Some("Paper".to_owned()), ..FeedMeta::of(FeedKind::Rss) };
        let poll = PollCommit {
            feed,
            at: clock(),
            took_ms: 1,
            status: Some(200),
            outcome: PollOutcome::Fresh(Box::new(meta)),
            moved_to: None,
            next_due: None,
            entries: entries.collect(),
            new_before: 0,
        };
        store.commit_poll(poll).await.unwrap();
    }
}

/// The feed's own text of an article.
fn of_feed(page: &Reading) -> OtherReading {
    let mut reading = page.clone();
    let article = reading.article.as_mut().unwrap();
    article.blocks = vec![Block::Paragraph("Only the feed says so of the quay.".into())];
    reading.verdict = Verdict::of(Holding::Partial);
    reading.verdict.reasons.push(Reason::FeedExcerpt);
    OtherReading { source: TextSource::Feed, at: clock(), reading }
}

fn entry(id: dateline_model::EntryId, facts: &EntryFacts, number: usize, versions: usize) -> EntryCommit {
    let reading = reading(facts, number, versions);
    let story = StoryId((number / versions) as i64 + 1);
    let why = Why {
        score: 0.61,
        threshold: 0.42,
        terms: vec!["harbour".into(), "pilots".into()],
        hours_apart: Some(0.5),
    };
    let placement =
        if number.is_multiple_of(versions) { Placement::New(story) } else { Placement::Join(story, why) };
    let change = Change { entry: id, placement, copy: None, doc: story_doc(id, facts, &reading, clock()) };
    let commit = ReadingCommit {
        entry: id,
        at: clock(),
        source: TextSource::Page,
        other: (number == 2).then(|| of_feed(&reading)),
        reading,
        change: Some(change),
        reader_placements: Vec::new(),
        page: None,
    };
    EntryCommit { id, facts: facts.clone(), page_wanted: false, reading: Some(commit), other: None }
}

/// The server over a store in a folder, to which so many stories are added; all its articles are open.
pub(crate) async fn served(folder: &Path, stories: usize, versions: usize) -> (Desk, Router) {
    let store = Store::open(&folder.join("store.db"), Options::default()).unwrap();
    fill(&store, stories, versions).await;
    let fetcher = Fetcher::new(Policy::new(clock)).unwrap();
    let open = Open { days: 3_650, ..Open::default() };
    let settings = dateline_desk::Settings { open, ..dateline_desk::Settings::default() };
    let desk = Desk::open(store, fetcher, settings, Arc::new(clock)).await.unwrap();
    (desk.clone(), app(desk, Settings::default()))
}
