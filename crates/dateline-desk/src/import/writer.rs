//! The one writer: feeds, entries and states, whatever they were read from.

use super::own_stories::Numbers;
use super::source::{ImportError, Piece};
use super::{ImportReport, own_lists};
use crate::Desk;
use crate::feed_access::LoginWish;
use crate::feed_entry::{address_and_title, own_words};
use crate::imported_copies::Importing;
use crate::poll::imported::ImportedEntry;
use dateline_feed::import::{Imported, ImportedFeed, ImportedItem};
use dateline_feed::opml;
use dateline_model::{Construct, ConstructKind, Entry, EntryId, FeedId, Person, Source, WebUrl};
use dateline_store::{
    FetchPages, IMPORTED, KeptArticle, KeptChanges, NewFeed, NewNote, PollTarget, Polling, Progress,
    StoreError, TakenState,
};
use jiff::Timestamp;
use serde_json::Value;
use std::collections::{HashMap, HashSet};

/// Address and name of the feed that holds what belongs to no feed of the person.
const HOME: (&str, &str) = (IMPORTED, "Imported");

pub(super) struct Writer<'d> {
    desk: &'d Desk,
    report: ImportReport,
    /// Where the articles of an address go.
    feeds: HashMap<String, Option<FeedId>>,
    targets: HashMap<FeedId, PollTarget>,
    home: Option<FeedId>,
    /// The person's feeds by the page of their publisher; none where several have it.
    by_home: Option<HashMap<String, Option<FeedId>>>,
    /// Feeds that the file brought, with the names and folders that it gave them.
    brought: HashMap<FeedId, (Option<String>, Vec<String>)>,
    /// Feeds that the file at hand has named: an archive may hold several.
    listed: HashSet<FeedId>,
    /// Folders in which feeds stand that articles go to.
    filed: HashMap<FeedId, Vec<String>>,
    /// Feeds that are paused at the end: what a paused feed brings counts as read from the beginning.
    to_pause: Vec<(FeedId, Timestamp)>,
    /// Lists of what was set up; they come into force last, so that no rule acts on what is taken in.
    lists: Vec<(&'static str, Value)>,
    numbers: Numbers,
    /// Articles that are new in the feed for what belongs to none.
    at_home: HashSet<EntryId>,
    importing: Importing,
}

impl<'d> Writer<'d> {
    pub(super) async fn new(desk: &'d Desk) -> Self {
        Self {
            desk,
            report: ImportReport::default(),
            feeds: HashMap::new(),
            targets: HashMap::new(),
            home: None,
            by_home: None,
            brought: HashMap::new(),
            listed: HashSet::new(),
            filed: HashMap::new(),
            to_pause: Vec::new(),
            lists: Vec::new(),
            numbers: Numbers::default(),
            at_home: HashSet::new(),
            importing: desk.importing().await,
        }
    }

    /// Articles so far.
    pub(super) const fn entries(&self) -> u64 {
        self.report.entries_new + self.report.entries_known
    }

    /// Tells what could not be taken in.
    pub(super) fn leave(&mut self, words: String) {
        self.report.leave(words);
    }

    pub(super) async fn take(&mut self, group: Vec<Piece>) -> Result<(), ImportError> {
        let (mut runs, mut here) = (Vec::new(), Vec::new());
        for piece in group {
            match piece {
                Piece::Thing(Imported::Feed(feed)) => self.feed(feed).await?,
                Piece::Thing(Imported::Item(mut item)) => match self.place_of(&mut item).await? {
                    Place::Feed(feed) => put(&mut runs, feed, *item),
                    Place::Here(id) => here.push((id, *item)),
                },
                Piece::Thing(Imported::Left(words)) => self.report.leave(words),
                Piece::List(name, value) => self.lists.push((name, value)),
                Piece::File => self.listed.clear(),
            }
        }
        self.states(here).await?;
        let mut further = Vec::new();
        for run in runs {
            for (address, item) in run.items.iter().flat_map(also_in) {
                if let Some(feed) = self.feed_at(&address).await? {
                    further.push(Run { feed, seen: run.seen, items: vec![item] });
                }
            }
            self.items(run).await?;
        }
        for run in further {
            self.also(run).await?;
        }
        Ok(())
    }

    pub(super) async fn finish(mut self) -> Result<ImportReport, StoreError> {
        for (feed, since) in std::mem::take(&mut self.to_pause) {
            self.desk.reader().pause_feeds(vec![feed], true, since).await?;
        }
        for (name, list) in std::mem::take(&mut self.lists) {
            own_lists::take(self.desk, name, &list, (&self.numbers, &mut self.report)).await?;
        }
        drop(self.importing);
        for copy in self.desk.meet_imported(None).await? {
            if self.at_home.contains(&copy) {
                self.report.entries_new -= 1;
                self.report.entries_known += 1;
            }
        }
        Ok(self.report)
    }

    /// Subscribes; a feed that is there is left as it is.
    async fn feed(&mut self, mut feed: ImportedFeed) -> Result<(), StoreError> {
        let (reader, now) = (self.desk.reader(), self.desk.now());
        let url = match WebUrl::typed(&feed.url) {
            Ok(url) if url.as_str() == HOME.0 => return self.home().await.map(drop),
            Ok(url) => url.without_fragment(),
            Err(error) => {
                let shown: String = feed.url.chars().take(200).collect();
                self.report.leave(format!("{shown}: {error}"));
                return Ok(());
            }
        };
        if let Some(known) = reader.feed_by_url(url.clone()).await? {
            // A list names a feed once for each of its folders; another list of the same archive may name it again.
            if self.listed.insert(known.id) {
                self.report.feeds_known += 1;
            }
            let Some((title, folders)) = self.brought.get_mut(&known.id) else { return Ok(()) };
            let further: Vec<String> =
                feed.folders.into_iter().filter(|folder| !folders.contains(folder)).collect();
            if !further.is_empty() {
                folders.extend(further);
                reader.file_feed(known.id, title.clone(), folders.clone()).await?;
            }
            return Ok(());
        }
        // Programs write the address where they know no name.
        let own = [Some(feed.url.as_str()), feed.home.as_deref()];
        let title = feed.title.take().filter(|title| !opml::is_address(title, own));
        let home = feed.home.as_deref().and_then(|home| WebUrl::parse(home).ok());
        let address = url.clone();
        let new = NewFeed { url, title: title.clone(), home, folder: feed.folders.first().cloned() };
        let (id, _, left) = reader.add_feed_with(new, None, feed.private, feed.added.unwrap_or(now)).await?;
        self.desk.forget(left).await?;
        self.report.feeds_new += 1;
        self.listed.insert(id);
        self.by_home = None;
        self.feeds.retain(|_, known| known.is_some());
        self.brought.insert(id, (title.clone(), feed.folders.clone()));
        let paused = feed.paused.then(|| feed.paused_at.unwrap_or(now));
        self.settings(id, &address, title, feed).await?;
        if let Some(since) = paused {
            self.to_pause.push((id, since));
        }
        Ok(())
    }

    /// What the person had set for a feed.
    async fn settings(
        &mut self,
        id: FeedId,
        address: &WebUrl,
        title: Option<String>,
        feed: ImportedFeed,
    ) -> Result<(), StoreError> {
        let (reader, now) = (self.desk.reader(), self.desk.now());
        if feed.folders.len() > 1 {
            reader.file_feed(id, title, feed.folders).await?;
        }
        if let Some(login) = feed.login {
            let wish = LoginWish { login: *login, also: Vec::new(), allow_http: false, typed: true };
            match wish.at(address) {
                Ok(credential) => self.desk.set_login(id, credential).await?,
                Err(error) => {
                    self.report.leave(format!("{address}: the login in its address was left out: {error}"));
                }
            }
        }
        if feed.keep_days.is_some() || feed.keep_bytes.is_some() {
            reader.keep_feed(id, feed.keep_days, feed.keep_bytes).await?;
        }
        let pages = feed.fetch_pages.as_deref().and_then(FetchPages::from_word).unwrap_or_default();
        let polling = Polling { hours: feed.poll_hours.filter(|hours| *hours > 0), pages };
        if polling != Polling::default() {
            reader.set_polling(id, polling, now).await?;
        }
        if feed.opens_original {
            reader.open_original(id, true).await?;
        }
        Ok(())
    }

    /// Where an article goes: to its own feed where the person has it, or to the one article of the person that stands at its address;
    /// else to the feed for what has none. There goes also what has more text than the article that is here: both meet when all has
    /// been taken in.
    async fn place_of(&mut self, item: &mut ImportedItem) -> Result<Place, StoreError> {
        let named = match &item.feed {
            Some(address) => self.feed_at(address).await?,
            None => None,
        };
        let named = match named {
            None => self.feed_from(item.home.as_deref()).await?,
            named => named,
        };
        if let Some(folders) = named.and_then(|feed| self.filed.get(&feed)).filter(|_| item.with_folders) {
            let filed = |name: &String| folders.contains(name);
            item.labels.retain(|label| !filed(label) && !filed(&opml::path(std::slice::from_ref(label))));
        }
        let given = given(item, true);
        let known = match address_and_title(&given) {
            Some((url, title)) if item.record.is_none() && (named.is_none() || item.html.is_some()) => {
                self.desk.reader().article_at(url, title).await?
            }
            _ => None,
        };
        let more = match known {
            Some(at) if !at.whole && item.html.is_some() && (named.is_none() || at.alone) => {
                self.desk.on_worker(move || own_words(&given)).await > at.words as usize
            }
            _ => false,
        };
        match (named, known) {
            (Some(feed), _) if !more => Ok(Place::Feed(feed)),
            (None, Some(at)) if !more => Ok(Place::Here(at.id)),
            _ => Ok(Place::Feed(self.home().await?)),
        }
    }

    /// The one feed of the person whose publisher has this page.
    async fn feed_from(&mut self, home: Option<&str>) -> Result<Option<FeedId>, StoreError> {
        let Some(home) = home.and_then(|home| WebUrl::parse(home).ok()) else { return Ok(None) };
        if self.by_home.is_none() {
            let mut by_home = HashMap::new();
            for feed in self.desk.reader().feeds().await? {
                self.filed.insert(feed.id, feed.folders);
                if let Some(home) = feed.home {
                    by_home.entry(home.key()).and_modify(|one| *one = None).or_insert(Some(feed.id));
                }
            }
            self.by_home = Some(by_home);
        }
        Ok(self.by_home.as_ref().and_then(|known| known.get(&home.key()).copied()).flatten())
    }

    /// The person's feed at an address.
    async fn feed_at(&mut self, address: &str) -> Result<Option<FeedId>, StoreError> {
        if let Some(known) = self.feeds.get(address) {
            return Ok(*known);
        }
        let found = match WebUrl::typed(address).ok().map(WebUrl::without_fragment) {
            Some(url) => self.desk.reader().feed_by_url(url).await?,
            None => None,
        };
        let found = found.map(|feed| {
            self.filed.insert(feed.id, feed.folders);
            feed.id
        });
        self.feeds.insert(address.to_owned(), found);
        Ok(found)
    }

    async fn home(&mut self) -> Result<FeedId, StoreError> {
        if let Some(home) = self.home {
            return Ok(home);
        }
        let (reader, now) = (self.desk.reader(), self.desk.now());
        let url = WebUrl::parse(HOME.0).map_err(|error| StoreError::Value(error.to_string()))?;
        let id = match reader.feed_by_url(url.clone()).await? {
            Some(known) => known.id,
            None => {
                let new = NewFeed { url, title: Some(HOME.1.to_owned()), home: None, folder: None };
                let (id, ..) = reader.add_feed_with(new, None, true, now).await?;
                reader.pause_feeds(vec![id], true, now).await?;
                id
            }
        };
        self.home = Some(id);
        Ok(id)
    }

    async fn target(&mut self, feed: FeedId) -> Result<Option<PollTarget>, StoreError> {
        if let Some(known) = self.targets.get(&feed) {
            return Ok(Some(known.clone()));
        }
        let found = self.desk.inner.store.poll_target(feed).await?;
        if let Some(target) = &found {
            self.targets.insert(feed, target.clone());
        }
        Ok(found)
    }

    /// What a further feed brought of articles that are here.
    async fn also(&mut self, run: Run) -> Result<(), ImportError> {
        let Some(target) = self.target(run.feed).await? else { return Ok(()) };
        let entries = run.items.iter().map(|item| entry(item, false)).collect();
        self.desk.commit_imported(&target, run.seen.unwrap_or(self.desk.now()), entries, true).await?;
        Ok(())
    }

    async fn items(&mut self, Run { feed, seen, items }: Run) -> Result<(), ImportError> {
        let Some(target) = self.target(feed).await? else { return Ok(()) };
        let (of_home, now) = (self.home == Some(feed), self.desk.now());
        let entries: Vec<_> = items.iter().map(|item| entry(item, of_home)).collect();
        let changes: Vec<_> =
            entries.iter().map(|one| one.kept.as_ref().map(|kept| kept.changes.clone())).collect();
        let taken = self.desk.commit_imported(&target, seen.unwrap_or(now), entries, false).await?;
        let changed = taken.iter().zip(changes).filter_map(|(taken, changes)| {
            let taken = taken.filter(|taken| taken.new)?;
            Some((taken.id, changes.filter(|changes| *changes != KeptChanges::default())?))
        });
        let changed: Vec<_> = changed.collect();
        if !changed.is_empty() {
            self.desk.inner.store.take_changes(changed).await?;
        }
        let (mut here, mut counted) = (Vec::new(), HashSet::new());
        for (item, taken) in items.into_iter().zip(taken) {
            let Some(taken) = taken else {
                let name = item.title.or(item.url).unwrap_or_default();
                self.report.leave(format!("{name}: it was taken away here, by its publisher or by age"));
                continue;
            };
            match taken.new && counted.insert(taken.id) {
                true => self.report.entries_new += 1,
                false => self.report.entries_known += 1,
            }
            if taken.new && of_home {
                self.at_home.insert(taken.id);
            }
            here.push((taken.id, item));
        }
        self.give_states(here).await
    }

    /// What was done with articles that other feeds of the person brought.
    async fn states(&mut self, here: Vec<(EntryId, ImportedItem)>) -> Result<(), ImportError> {
        self.report.entries_known += here.len() as u64;
        self.give_states(here).await
    }

    async fn give_states(&mut self, here: Vec<(EntryId, ImportedItem)>) -> Result<(), ImportError> {
        let now = self.desk.now();
        for (id, item) in &here {
            if let Some(number) = item.number {
                self.numbers.note(number, *id);
            }
        }
        let states = here.into_iter().map(|(id, item)| (id, state(item, now))).collect::<Vec<_>>();
        if !states.is_empty() {
            self.report.states += self.desk.reader().take_in(states, now).await?;
        }
        Ok(())
    }
}

/// Where an article goes.
enum Place {
    /// To a feed.
    Feed(FeedId),
    /// It is here.
    Here(EntryId),
}

/// Articles of one feed that are taken in together.
struct Run {
    feed: FeedId,
    /// When they came, of an archive of ours.
    seen: Option<Timestamp>,
    items: Vec<ImportedItem>,
}

/// Puts an article with others of its feed; those of an archive stay in their order.
fn put(runs: &mut Vec<Run>, feed: FeedId, item: ImportedItem) {
    let ours = |run: &&mut Run| run.feed == feed && run.seen == item.seen;
    let found = match item.seen {
        Some(_) => runs.last_mut().filter(ours),
        None => runs.iter_mut().find(ours),
    };
    match found {
        Some(run) => run.items.push(item),
        None => runs.push(Run { feed, seen: item.seen, items: vec![item] }),
    }
}

/// An article as its further feeds brought it.
fn also_in(item: &ImportedItem) -> Vec<(String, ImportedItem)> {
    let further = item.further.iter();
    further.map(|(feed, guid)| (feed.clone(), ImportedItem { guid: guid.clone(), ..item.clone() })).collect()
}

/// The article as its feed would have given it, and as an archive holds it.
fn entry(item: &ImportedItem, of_home: bool) -> ImportedEntry {
    let mut kept = item.record.as_ref().and_then(KeptArticle::from_json);
    if let Some(kept) = &mut kept {
        kept.facts.key.guid.clone_from(&item.guid);
    }
    ImportedEntry { entry: given(item, of_home), kept }
}

fn given(item: &ImportedItem, of_home: bool) -> Entry {
    let construct = |raw: &String, kind| Construct { raw: raw.clone(), kind, base: None };
    let link = item.url.as_deref().and_then(|url| WebUrl::parse(url).ok());
    let person = |name: &String| Person { name: Some(name.clone()), email: None, url: None };
    Entry {
        guid: item.guid.clone(),
        title: item.title.as_ref().map(|title| construct(title, ConstructKind::Text)),
        content: item.html.as_ref().map(|html| construct(html, ConstructKind::Html)),
        published: item.published,
        authors: item.authors.iter().map(person).collect(),
        categories: item.categories.clone(),
        language: item.language.clone(),
        // Its publisher is whoever it leads to, and not the place where it is kept.
        source: link
            .clone()
            .filter(|_| of_home)
            .map(|url| Source { name: url.site().to_owned(), url: Some(url) }),
        link,
        ..Entry::default()
    }
}

fn state(item: ImportedItem, now: Timestamp) -> TakenState {
    let notes = item.notes.into_iter().map(|note| {
        let made = note.made.or(note.changed).unwrap_or(now);
        let changed = note.changed.unwrap_or(made);
        let kept = NewNote { quote: note.quote, prefix: note.prefix, suffix: note.suffix, text: note.text };
        (kept, made, changed)
    });
    let progress = item.progress.into_iter();
    TakenState {
        read: item.read.map(|read| (read, item.read_at.unwrap_or(now))),
        starred: item.starred.map(|starred| (starred, item.starred_at.unwrap_or(now))),
        labels: item.labels,
        notes: notes.collect(),
        progress: progress
            .map(|(file, position, length, speed)| Progress { file, position, length, speed })
            .collect(),
    }
}
