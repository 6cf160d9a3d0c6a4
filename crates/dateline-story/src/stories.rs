//! The story room's surface: plan one article, apply the change, replay what the store kept, forget what is old.

use crate::article_profile::{self, ArticleFeatures};
use crate::copy_detection::{self, Shingles};
use crate::live_index::{Index, LiveArticle};
use crate::score::{Fit, Query};
use crate::{Settings, crosslingual_keys, stable_hash};
use dateline_model::{Change, CopyLink, EntryId, Placement, StoryDoc, StoryId, Why};
use jiff::Timestamp;
use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

/// A reader's word on where an article belongs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Correction {
    /// The article.
    pub entry: EntryId,
    /// The story spoken of.
    pub story: StoryId,
    /// What is said.
    pub ruling: Ruling,
}

/// What a reader says of an article and a story.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Ruling {
    /// It belongs there.
    Belongs,
    /// It is not the same happening.
    NotTheSame,
}

/// The in-memory index of live articles and stories.
#[derive(Default)]
pub struct Stories {
    pub(crate) settings: Settings,
    pub(crate) index: Index,
    next: i64,
    rulings: BTreeMap<(EntryId, StoryId), Ruling>,
    /// Counts what readers said, so that a look at the window that began before is known to be stale.
    said: u64,
    /// What the latest plan drew, so that applying it does not draw again.
    latest: Mutex<Option<Latest>>,
}

/// An article and what was drawn from it.
struct Latest {
    doc: StoryDoc,
    drawn: ArticleFeatures,
}

/// Terms named in an explanation.
pub(crate) const TERMS: usize = 8;

impl Stories {
    /// An empty room.
    pub fn new(settings: Settings) -> Self {
        Self { settings, next: 1, ..Self::default() }
    }

    /// Rebuilds the room from the changes that the store kept, in the order in which they were applied, with the
    /// default settings.
    pub fn replay(changes: impl Iterator<Item = Change>) -> Self {
        let mut stories = Self::new(Settings::default());
        changes.for_each(|change| stories.apply(&change));
        stories
    }

    /// Ids up to this one are taken: stories that the store kept though their articles are no longer live.
    pub fn reserve(&mut self, last: StoryId) {
        self.next = self.next.max(last.0.saturating_add(1));
    }

    /// Live articles.
    pub fn len(&self) -> usize {
        self.index.docs.len()
    }

    /// Whether nothing is live.
    pub fn is_empty(&self) -> bool {
        self.index.docs.is_empty()
    }

    /// The story of a live article.
    pub fn story_of(&self, entry: EntryId) -> Option<StoryId> {
        self.index.docs.get(entry.0).map(|live| live.story)
    }

    /// Every live article with its story.
    pub fn placed_articles(&self) -> Vec<(EntryId, StoryId)> {
        let ids = self.index.newest();
        ids.filter_map(|id| Some((id, self.story_of(id)?))).collect()
    }

    /// Articles of a live story, by id.
    pub fn members(&self, story: StoryId) -> &[EntryId] {
        self.index.stories.get(story.0).map(|s| s.members.as_slice()).unwrap_or_default()
    }

    /// Where an article goes. Nothing changes; an article that is live keeps its story unless it clearly left it.
    pub fn plan(&self, doc: &StoryDoc) -> Change {
        let drawn = article_profile::draw(doc, &self.settings);
        let time = doc.time.map(Timestamp::as_second);
        let query =
            Query::new(&self.index, &self.settings, &drawn.profile, (time, publisher(doc)), Some(doc.id));
        let copy = self.copy_of(doc.id, &drawn.shingles);
        let placement = self.place(doc, &query, copy.as_ref());
        let latest = Latest { doc: doc.clone(), drawn };
        *self.latest() = Some(latest);
        Change { entry: doc.id, placement, copy, doc: doc.clone() }
    }

    /// A place apart for an article that is to meet no other: a story of its own, the one that it has or a new one. It is not taken
    /// in, and so nothing is compared with it.
    pub fn alone(&mut self, doc: &StoryDoc, story: Option<StoryId>) -> Change {
        let story = story.unwrap_or(StoryId(self.next));
        self.reserve(story);
        Change { entry: doc.id, placement: Placement::New(story), copy: None, doc: doc.clone() }
    }

    /// An article whose title or text changed: planned again under its id, and committed by `apply`.
    pub fn update(&self, doc: &StoryDoc) -> Change {
        self.plan(doc)
    }

    /// Takes in a planned change. An entry that is live is replaced, never doubled.
    pub fn apply(&mut self, change: &Change) {
        let story = change.placement.story();
        self.next = self.next.max(story.0.saturating_add(1));
        let doc = &change.doc;
        let time = doc.time.map(Timestamp::as_second);
        let ArticleFeatures { profile, shingles, keys } = self.drawn(doc);
        let live = LiveArticle {
            profile,
            shingles,
            title: doc.title.as_str().into(),
            keys,
            lang_id: crosslingual_keys::lang_id(doc.language.as_deref(), &doc.title),
            story,
            publisher: publisher(doc),
            time,
            kept_by: time.unwrap_or_else(|| self.index.latest()),
        };
        self.index.insert(change.entry, Arc::new(live));
        while self.index.docs.len() > self.settings.live {
            let Some((_, oldest)) = self.index.oldest() else { break };
            self.index.remove(oldest);
        }
    }

    fn latest(&self) -> MutexGuard<'_, Option<Latest>> {
        self.latest.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// What the plan of this very text drew, or drawn now.
    fn drawn(&self, doc: &StoryDoc) -> ArticleFeatures {
        match self.latest().take() {
            Some(latest) if latest.doc == *doc => latest.drawn,
            _ => article_profile::draw(doc, &self.settings),
        }
    }

    /// Forgets articles that are no more: nothing joins them, nothing is a copy of them.
    pub fn forget(&mut self, entries: &[EntryId]) {
        for id in entries {
            self.index.remove(*id);
        }
    }

    /// Forgets articles from before a time; undated ones count as old as the newest article when they came.
    pub fn forget_before(&mut self, time: Timestamp) {
        while let Some((age, id)) = self.index.oldest().filter(|(age, _)| *age < time.as_second()) {
            debug_assert!(age < time.as_second());
            self.index.remove(id);
        }
    }

    /// Takes a reader's word; later plans obey it. Plan the article again to have it moved.
    pub fn correct(&mut self, correction: Correction) {
        if self.rulings.insert((correction.entry, correction.story), correction.ruling)
            != Some(correction.ruling)
        {
            self.said += 1;
        }
    }

    /// Whether a reader said where an article belongs.
    pub(crate) fn placed(&self, entry: EntryId) -> bool {
        self.ruling(entry, Ruling::Belongs).next().is_some()
    }

    /// What a reader said is not the same happening.
    pub(crate) fn apart(&self) -> impl Iterator<Item = (EntryId, StoryId)> {
        self.rulings.iter().filter(|(_, r)| **r == Ruling::NotTheSame).map(|(said, _)| *said)
    }

    /// The first id that no story has had.
    pub(crate) const fn next_id(&self) -> i64 {
        self.next
    }

    /// How often readers said something new.
    pub(crate) const fn said(&self) -> u64 {
        self.said
    }

    fn ruling(&self, entry: EntryId, ruling: Ruling) -> impl Iterator<Item = StoryId> {
        let all = (entry, StoryId(i64::MIN))..=(entry, StoryId(i64::MAX));
        self.rulings.range(all).filter(move |(_, r)| **r == ruling).map(|((_, story), _)| *story)
    }

    fn copy_of(&self, id: EntryId, shingles: &Shingles) -> Option<CopyLink> {
        let docs = &self.index.docs;
        let candidates = self.index.copies.candidates(docs.place(id.0), shingles, |place| docs.id(place));
        let compared = candidates.into_iter().filter_map(|place| {
            let original = &docs.at(place)?.shingles;
            Some((copy_detection::strength(shingles, original), EntryId(docs.id(place)), original))
        });
        let (_, of, original) = compared.max_by(|a, b| a.0.total_cmp(&b.0).then(b.1.cmp(&a.1)))?;
        copy_detection::judge(of, shingles, original, self.settings.copy)
    }

    fn place(&self, doc: &StoryDoc, query: &Query, copy: Option<&CopyLink>) -> Placement {
        if let Some(story) = self.ruling(doc.id, Ruling::Belongs).next() {
            return Placement::Join(story, Why { score: 1.0, ..Why::default() });
        }
        let barred: Vec<StoryId> = self.ruling(doc.id, Ruling::NotTheSame).collect();
        let own = self.story_of(doc.id).filter(|own| !barred.contains(own));
        if let Some(link) = copy
            && let Some(story) = self.story_of(link.of).filter(|s| !barred.contains(s))
            && self.vouches(link, query, story)
        {
            let fit = query.fit(&self.index, &self.settings, story);
            let score = fit.map_or(link.share, |f| f.score.max(link.share));
            let fit = Fit { story, score, hours: fit.and_then(|f| f.hours) };
            return Placement::Join(story, self.why(doc, query, fit, self.settings.copy));
        }
        let best = query.best(&self.index, &self.settings, &barred);
        self.by_score(doc, query, best, own)
    }

    /// A text found in another brings its story with it, unless it is a small part of a page about much else.
    fn vouches(&self, link: &CopyLink, query: &Query, story: StoryId) -> bool {
        link.share >= self.settings.copy
            || query
                .fit(&self.index, &self.settings, story)
                .is_some_and(|f| f.score >= self.settings.join / 2.0)
    }

    fn by_score(&self, doc: &StoryDoc, query: &Query, best: Option<Fit>, own: Option<StoryId>) -> Placement {
        let threshold = self.settings.join;
        let kept = own.and_then(|story| query.fit(&self.index, &self.settings, story));
        match (kept, best) {
            (Some(kept), best)
                if kept.score >= threshold / 2.0 && best.is_none_or(|b| b.score < kept.score + LEAVE) =>
            {
                Placement::Join(kept.story, self.why(doc, query, kept, threshold / 2.0))
            }
            (_, Some(best)) => Placement::Join(best.story, self.why(doc, query, best, threshold)),
            // Alone in its story it had nobody to leave; with nothing better the story stays its own.
            (None, None) => own.map_or(Placement::New(StoryId(self.next)), |story| {
                Placement::Join(story, Why { score: 1.0, threshold, ..Why::default() })
            }),
            _ => Placement::New(StoryId(self.next)),
        }
    }

    fn why(&self, doc: &StoryDoc, query: &Query, fit: Fit, threshold: f64) -> Why {
        let shared = query.shared(&self.index, fit.story, TERMS);
        let forms = article_profile::written(doc, &self.settings, &shared);
        let form = |hash: &u32| forms.iter().find(|(h, _)| h == hash).map(|(_, w)| w.clone());
        let terms = shared.iter().filter_map(form).collect();
        Why { score: fit.score.clamp(0.0, 1.0), threshold, terms, hours_apart: fit.hours }
    }
}

fn publisher(doc: &StoryDoc) -> Option<u32> {
    doc.publisher
        .as_deref()
        .filter(|name| !name.trim().is_empty())
        .map(|name| stable_hash::word(&name.to_lowercase()))
}

/// How much better another story must fit before a retitled article leaves its own.
const LEAVE: f64 = 0.15;
