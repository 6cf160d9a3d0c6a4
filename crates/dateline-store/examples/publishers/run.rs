//! One history: a publisher polled again and again, its truth held against the store.

use super::habits::{Second, Why};
use super::press::{FEEDS, Press, moment};
use dateline_model::{EntryId, FeedId, FeedKind, UserId, WebUrl};
use dateline_store::{
    Document, EntryCommit, EntryFacts, EntryMark, FeedMeta, Known, Listing, NewFeed, Options, PollCommit,
    PollOutcome, Recognised, Store, Window,
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
    /// Items that are new or changed where the same document is read once more.
    pub(crate) vain: usize,
    /// Articles that nobody could know again, and those of them that were lost or doubled, by what makes them so.
    pub(crate) ambiguous: BTreeMap<Why, (usize, usize)>,
    habits: String,
}

impl Figures {
    /// Faults of articles that could be known.
    pub(crate) fn wrong(&self) -> usize {
        self.lost + self.doubled + self.marks_lost + self.stale + self.vain
    }

    pub(crate) fn add(&mut self, other: &Self) {
        self.articles += other.articles;
        self.lost += other.lost;
        self.doubled += other.doubled;
        self.marks_lost += other.marks_lost;
        self.stale += other.stale;
        self.vain += other.vain;
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
            "{} articles, {} lost, {} doubled, {} marks lost, {} corrections missed, {} changed in vain",
            self.articles, self.lost, self.doubled, self.marks_lost, self.stale, self.vain,
        )?;
        for (why, (all, wrong)) in &self.ambiguous {
            write!(f, "; {all} {}, of these {wrong} lost or doubled", why.name())?;
        }
        write!(f, " {}", self.habits)
    }
}

/// An article as far as it is one: where addresses tell it, in whatever feed it stands, else in each feed apart.
type Key = (usize, usize);

/// Which entries were taken for which articles.
#[derive(Default)]
struct Told {
    entries: BTreeMap<Key, BTreeSet<EntryId>>,
    articles: BTreeMap<EntryId, BTreeSet<Key>>,
    read: BTreeSet<EntryId>,
    /// Articles that are new or changed where the same document is read once more.
    vain: Vec<Key>,
}

/// A house polled by a store.
struct Play {
    store: Store,
    press: Press,
    told: Told,
    figures: Figures,
    feeds: [Option<FeedId>; FEEDS],
    tell: bool,
}

type Done<T> = Result<T, Box<dyn std::error::Error>>;

/// Plays a history of so many polls.
pub(crate) async fn history(seed: u64, polls: usize, tell: bool) -> Done<Figures> {
    let folder = tempfile::tempdir()?;
    let store = Store::open(&folder.path().join("desk.db"), Options { readers: 1, ..Options::default() })?;
    store.add_user("Second".to_owned(), moment(0)).await?;
    let (told, figures, feeds) = (Told::default(), Figures::default(), [None; FEEDS]);
    let mut play = Play { store, press: Press::new(seed), told, figures, feeds, tell };
    for poll in 0..polls {
        let (now, half) = (moment(poll), poll == polls / 2);
        play.press.tick();
        match half {
            true => play.press.half_time(),
            false => play.press.live(now),
        }
        if seed.is_multiple_of(5) && half {
            play.leave(0).await?;
        }
        for feed in 0..FEEDS {
            match feed < play.press.feeds() {
                true => play.poll(feed, poll).await?,
                false => play.leave(feed).await?,
            }
        }
    }
    play.end().await
}

impl Play {
    /// Who reads a feed.
    fn user(&self, feed: usize) -> UserId {
        let private = feed == 1 && self.press.habits.second == Second::Private;
        if private { UserId(2) } else { UserId::OWNER }
    }

    async fn leave(&mut self, feed: usize) -> Done<()> {
        if let Some(left) = self.feeds.get_mut(feed).and_then(Option::take) {
            self.store.reader(self.user(feed)).remove_feed(left).await?;
        }
        Ok(())
    }

    /// The feed of that number, added where it is not there.
    async fn feed(&mut self, feed: usize, now: jiff::Timestamp) -> Done<FeedId> {
        if let Some(Some(there)) = self.feeds.get(feed) {
            return Ok(*there);
        }
        let (user, url) = (self.user(feed), WebUrl::parse(&format!("https://gull.example/feed{feed}"))?);
        let new = NewFeed { url, title: None, home: None, folder: None };
        let id = self.store.reader(user).add_feed(new, now).await?.0;
        if user != UserId::OWNER {
            self.store.set_private(id, Some(user), now).await?;
        }
        self.feeds[feed] = Some(id);
        Ok(id)
    }

    async fn poll(&mut self, feed: usize, poll: usize) -> Done<()> {
        let now = moment(poll);
        let id = self.feed(feed, now).await?;
        let items = each_once(self.press.document(feed));
        let (numbers, facts): (Vec<_>, Vec<_>) = items.into_iter().unzip();
        let keys: Vec<_> = facts.iter().map(|facts| facts.key.clone()).collect();
        let found = self.store.recognise(id, keys.clone()).await?;
        let told: Vec<_> = facts.iter().map(|facts| (facts.title.clone(), facts.summary.clone())).collect();
        if self.tell {
            trail((poll, feed), &numbers, &found, &facts);
        }
        let user = self.user(feed);
        let apart = !self.press.habits.placed() || user != UserId::OWNER;
        let scope = if apart { feed } else { 0 };
        let (mut entries, mut met) = (Vec::new(), BTreeSet::new());
        for ((number, found), facts) in numbers.iter().zip(&found).zip(facts) {
            self.told.note((scope, *number), found.id);
            // Two that are one entry under one guid would replace each other: the first counts, as the desk has it.
            if !met.insert((found.id, facts.key.guid.clone())) {
                continue;
            }
            if !matches!(found.known, Known::Seen { in_feed: true, changed: false, renewed: false, .. }) {
                let (id, page_wanted) = (found.id, false);
                entries.push(EntryCommit { id, facts, page_wanted, reading: None, other: None });
            }
        }
        self.store.commit_poll(success(id, now, entries)).await?;
        self.figures.stale += self.stale(user, (scope, &numbers), &found, &told).await?;
        let again = self.store.recognise(id, keys.clone()).await?;
        let mut met = BTreeSet::new();
        for (((again, found), key), number) in again.iter().zip(&found).zip(&keys).zip(&numbers) {
            let stays = matches!(again.known, Known::Seen { in_feed: true, changed: false, .. });
            if met.insert((again.id, key.guid.clone())) && !(again.id == found.id && stays) {
                self.told.vain.push((scope, *number));
            }
        }
        let unread = found.iter().map(|found| found.id).filter(|id| self.told.read.insert(*id)).collect();
        self.store.reader(user).mark(unread, EntryMark::Read, now).await?;
        Ok(())
    }

    /// Articles of this document that are not shown under the title, and with the text, that they have now.
    async fn stale(
        &self,
        user: UserId,
        (scope, numbers): (usize, &[usize]),
        found: &[Recognised],
        told: &[(String, Option<String>)],
    ) -> Result<usize, dateline_store::StoreError> {
        let held = self.store.reader(user).entries(Listing::All, Window::first(500)).await?.items;
        let shown: BTreeMap<EntryId, (&str, Option<&str>)> = held
            .iter()
            .map(|entry| (entry.id, (entry.title.as_str(), entry.standfirst.as_deref())))
            .collect();
        let wrong = numbers.iter().zip(found).zip(told).filter(|((number, found), (title, text))| {
            let known = self.press.articles.get(**number).is_some_and(|article| article.ambiguous.is_none());
            let alone = self.told.articles.get(&found.id);
            let alone = alone.is_some_and(|keys| keys.iter().all(|key| *key == (scope, **number)));
            known && alone && shown.get(&found.id).is_some_and(|shown| *shown != (title, text.as_deref()))
        });
        Ok(wrong.count())
    }

    /// Everything was marked as it came: what is unread now has lost its mark.
    async fn end(mut self) -> Done<Figures> {
        for user in [UserId::OWNER, UserId(2)] {
            self.figures.marks_lost += self.store.reader(user).unread_counts().await?.all as usize;
        }
        self.told.judge(&self.press, &mut self.figures);
        self.figures.habits = format!("{:?}", self.press.habits);
        self.store.close().await;
        Ok(self.figures)
    }
}

/// A document with each entry once, told by its latest version, the upper one of two of one moment.
fn each_once(mut items: Vec<(usize, EntryFacts)>) -> Vec<(usize, EntryFacts)> {
    let keys: Vec<_> = items.iter().map(|(_, facts)| facts.key.clone()).collect();
    let mut out = BTreeSet::new();
    for group in Document::repeats(&keys) {
        let date = |at: &usize| keys.get(*at).and_then(|key| key.published);
        let latest = group.iter().copied().max_by_key(date);
        out.extend(group.into_iter().filter(|at| Some(*at) != latest));
    }
    let mut at = 0..;
    items.retain(|_| at.next().is_none_or(|at: usize| !out.contains(&at)));
    items
}

/// Prints each item of a document with its article and the entry that it was taken for.
#[expect(clippy::print_stdout, reason = "asked for by `--tell`, in a program of its own")]
fn trail((poll, feed): (usize, usize), numbers: &[usize], found: &[Recognised], facts: &[EntryFacts]) {
    for ((number, found), facts) in numbers.iter().zip(found).zip(facts) {
        let (guid, url) = (facts.key.guid.as_deref().unwrap_or("-"), facts.key.url.as_deref().unwrap_or("-"));
        let (title, text) = (&facts.title, facts.summary.as_deref().unwrap_or_default());
        let date = facts.published.map(|at| at.to_string()).unwrap_or_default();
        let id = found.id.0;
        println!(
            "poll {poll} feed {feed} article {number} entry {id}: guid {guid}, {url}, {date}, \"{title}\", \"{text}\""
        );
    }
}

fn success(feed: FeedId, at: jiff::Timestamp, entries: Vec<EntryCommit>) -> PollCommit {
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
    fn note(&mut self, key: Key, entry: EntryId) {
        self.entries.entry(key).or_default().insert(entry);
        self.articles.entry(entry).or_default().insert(key);
    }

    fn judge(&self, press: &Press, figures: &mut Figures) {
        let ambiguous = |number: usize| press.articles.get(number).and_then(|article| article.ambiguous);
        let private = press.habits.second == Second::Private;
        for (key, entries) in &self.entries {
            let (scope, number) = *key;
            let shared = entries.iter().filter_map(|entry| self.articles.get(entry)).flatten();
            // What a reader has alone is never an entry of others.
            let other = |(its, other): &&Key| *other != number || private && *its != scope;
            // Whoever shares an entry with an ambiguous article can not be told from it.
            let with: BTreeSet<Key> = shared.filter(other).copied().collect();
            let lost = with.iter().any(|other| other < key);
            let doubled = entries.len() > 1;
            figures.articles += 1;
            let shares = with.iter().find_map(|other| ambiguous(other.1)).map(|_| Why::Shares);
            let vain = self.vain.iter().filter(|vain| *vain == key).count();
            if let Some(why) = ambiguous(number).or(shares) {
                let sum = figures.ambiguous.entry(why).or_default();
                *sum = (sum.0 + 1, sum.1 + usize::from(lost || doubled));
                continue;
            }
            figures.vain += vain;
            figures.lost += usize::from(lost);
            figures.doubled += usize::from(doubled);
            figures.marks_lost += usize::from(doubled);
        }
    }
}
