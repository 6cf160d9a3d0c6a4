//! One history: a publisher polled again and again, its truth held against the store.

use super::press::{Press, Why, moment};
use dateline_model::{EntryId, FeedKind, UserId, WebUrl};
use dateline_store::{
    EntryCommit, EntryFacts, EntryMark, FeedMeta, Known, Listing, NewFeed, Options, PollCommit, PollOutcome,
    Store, Window,
};
use std::collections::{BTreeMap, BTreeSet};
use std::fmt;

/// What came of histories, in articles.
#[derive(Debug, Default)]
pub(crate) struct Figures {
    pub(crate) articles: usize,
    pub(crate) lost: usize,
    pub(crate) doubled: usize,
    pub(crate) marks_lost: usize,
    pub(crate) stale: usize,
    /// Articles that nobody could know again, and those of them that were lost or doubled, by what makes them so.
    pub(crate) ambiguous: BTreeMap<Why, (usize, usize)>,
    habits: String,
}

impl Figures {
    /// Faults of articles that could be known.
    pub(crate) fn wrong(&self) -> usize {
        self.lost + self.doubled + self.marks_lost + self.stale
    }

    pub(crate) fn add(&mut self, other: &Self) {
        self.articles += other.articles;
        self.lost += other.lost;
        self.doubled += other.doubled;
        self.marks_lost += other.marks_lost;
        self.stale += other.stale;
        for (why, (all, wrong)) in &other.ambiguous {
            let sum = self.ambiguous.entry(*why).or_default();
            *sum = (sum.0 + all, sum.1 + wrong);
        }
    }
}

impl fmt::Display for Figures {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "{} articles, {} lost, {} doubled, {} marks lost, {} corrections missed",
            self.articles, self.lost, self.doubled, self.marks_lost, self.stale,
        )?;
        for (why, (all, wrong)) in &self.ambiguous {
            write!(f, "; {all} {}, of these {wrong} lost or doubled", why.name())?;
        }
        write!(f, " {}", self.habits)
    }
}

/// Which entries were taken for which articles.
#[derive(Default)]
struct Told {
    entries: BTreeMap<usize, BTreeSet<EntryId>>,
    articles: BTreeMap<EntryId, BTreeSet<usize>>,
    read: BTreeSet<EntryId>,
}

/// Plays a history of so many polls.
pub(crate) async fn history(
    seed: u64,
    polls: usize,
    tell: bool,
) -> Result<Figures, Box<dyn std::error::Error>> {
    let folder = tempfile::tempdir()?;
    let store = Store::open(&folder.path().join("desk.db"), Options { readers: 1, ..Options::default() })?;
    let address = WebUrl::parse("https://gull.example/feed")?;
    let mut press = Press::new(seed);
    let mut told = Told::default();
    let mut figures = Figures::default();
    let add = || NewFeed { url: address.clone(), title: None, home: None, folder: None };
    let mut feed = store.reader(UserId::OWNER).add_feed(add(), moment(0)).await?.0;
    for poll in 0..polls {
        let now = moment(poll);
        press.live(now);
        if seed.is_multiple_of(5) && poll == polls / 2 {
            store.reader(UserId::OWNER).remove_feed(feed).await?;
            feed = store.reader(UserId::OWNER).add_feed(add(), now).await?.0;
        }
        let document = press.document();
        let (numbers, facts): (Vec<_>, Vec<_>) = document.into_iter().unzip();
        let found = store.recognise(feed, facts.iter().map(|facts| facts.key.clone()).collect()).await?;
        let titles: Vec<String> = facts.iter().map(|facts| facts.title.clone()).collect();
        if tell {
            trail(poll, &numbers, &found, &facts);
        }
        let mut entries = Vec::new();
        for ((number, found), facts) in numbers.iter().zip(&found).zip(facts) {
            told.note(*number, found.id);
            if !matches!(found.known, Known::Seen { in_feed: true, changed: false, renewed: false, .. }) {
                entries.push(EntryCommit {
                    id: found.id,
                    facts,
                    page_wanted: false,
                    reading: None,
                    other: None,
                });
            }
        }
        store.commit_poll(success(feed, now, entries)).await?;
        figures.stale += stale(&store, &numbers, &found, &titles, (&press, &told)).await?;
        let unread: Vec<EntryId> =
            found.iter().map(|found| found.id).filter(|id| told.read.insert(*id)).collect();
        store.reader(UserId::OWNER).mark(unread, EntryMark::Read, now).await?;
    }
    told.judge(&press, &mut figures);
    figures.habits = format!("{:?}", press.habits);
    store.close().await;
    Ok(figures)
}

/// Prints each item of a document with its article and the entry that it was taken for.
#[expect(clippy::print_stdout, reason = "asked for by `--tell`, in a program of its own")]
fn trail(poll: usize, numbers: &[usize], found: &[dateline_store::Recognised], facts: &[EntryFacts]) {
    for ((number, found), facts) in numbers.iter().zip(found).zip(facts) {
        let (guid, url) = (facts.key.guid.as_deref().unwrap_or("-"), facts.key.url.as_deref().unwrap_or("-"));
        let (title, text) = (&facts.title, facts.summary.as_deref().unwrap_or_default());
        let date = facts.published.map(|at| at.to_string()).unwrap_or_default();
        let id = found.id.0;
        println!(
            "poll {poll} article {number} entry {id}: guid {guid}, {url}, {date}, \"{title}\", \"{text}\""
        );
    }
}

/// Articles of this document that are not shown under the title that they have now.
async fn stale(
    store: &Store,
    numbers: &[usize],
    found: &[dateline_store::Recognised],
    titles: &[String],
    (press, told): (&Press, &Told),
) -> Result<usize, dateline_store::StoreError> {
    let held = store.reader(UserId::OWNER).entries(Listing::All, Window::first(500)).await?.items;
    let shown: BTreeMap<EntryId, &str> = held.iter().map(|entry| (entry.id, entry.title.as_str())).collect();
    let wrong = numbers.iter().zip(found).zip(titles).filter(|((number, found), title)| {
        let known = press.articles.get(**number).is_some_and(|article| article.ambiguous.is_none());
        let alone = told.articles.get(&found.id).is_some_and(|articles| articles.len() == 1);
        known && alone && shown.get(&found.id).is_some_and(|shown| shown != title)
    });
    Ok(wrong.count())
}

fn success(feed: dateline_model::FeedId, at: jiff::Timestamp, entries: Vec<EntryCommit>) -> PollCommit {
    let meta = FeedMeta { title: Some("The Gull".to_owned()), ..FeedMeta::of(FeedKind::Rss) };
    PollCommit {
        feed,
        at,
        took_ms: 1,
        status: Some(200),
        outcome: PollOutcome::Fresh(Box::new(meta)),
        moved_to: None,
        next_due: Some(at),
        entries,
        new_before: 0,
    }
}

impl Told {
    fn note(&mut self, article: usize, entry: EntryId) {
        self.entries.entry(article).or_default().insert(entry);
        self.articles.entry(entry).or_default().insert(article);
    }

    fn judge(&self, press: &Press, figures: &mut Figures) {
        let ambiguous = |number: usize| press.articles.get(number).and_then(|article| article.ambiguous);
        for (number, entries) in &self.entries {
            let shared = entries.iter().filter_map(|entry| self.articles.get(entry));
            // Whoever shares an entry with an ambiguous article can not be told from it.
            let with: BTreeSet<usize> = shared.flatten().copied().filter(|other| other != number).collect();
            let lost = with.iter().any(|other| other < number);
            let doubled = entries.len() > 1;
            figures.articles += 1;
            let shares = with.iter().find_map(|other| ambiguous(*other)).map(|_| Why::Shares);
            if let Some(why) = ambiguous(*number).or(shares) {
                let sum = figures.ambiguous.entry(why).or_default();
                *sum = (sum.0 + 1, sum.1 + usize::from(lost || doubled));
                continue;
            }
            figures.lost += usize::from(lost);
            figures.doubled += usize::from(doubled);
            figures.marks_lost += usize::from(doubled);
        }
    }
}
