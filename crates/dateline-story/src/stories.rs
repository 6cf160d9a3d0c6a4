//! Public API of clustering: plan one article, apply the change, replay what the store kept, forget what is old.

use crate::article_profile::{self, ArticleFeatures};
use crate::copy_detection::{self, Shingles};
use crate::live_index::{Index, LiveArticle, Story};
use crate::reader_stories::ReaderStories;
use crate::score::{Fit, Query};
use crate::{Settings, crosslingual_keys, stable_hash};
use dateline_model::{Change, CopyLink, EntryId, Placement, StoryDoc, StoryId, Why};
use jiff::Timestamp;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

/// The in-memory index of live articles and stories.
#[derive(Default)]
pub struct Stories {
    pub(crate) settings: Settings,
    pub(crate) index: Index,
    next: i64,
    pub(crate) readers: ReaderStories,
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
    /// An index without articles.
    pub fn new(settings: Settings) -> Self {
        let index = Index::new(settings.window);
        Self { settings, index, next: 1, ..Self::default() }
    }

    /// Rebuilds the index from the changes that the store kept, in the order in which they were applied, with the
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

    /// Number of live articles.
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
        let query = self.query_of(doc, &drawn);
        let copy = self.copy_of(doc.id, &drawn.shingles);
        let placement = self.place(doc, &query, copy.as_ref());
        let latest = Latest { doc: doc.clone(), drawn };
        *self.latest() = Some(latest);
        Change { entry: doc.id, placement, copy, doc: doc.clone() }
    }

    /// The question that an article is to the index.
    pub(crate) fn query(&self, doc: &StoryDoc) -> Query {
        if let Some(latest) = self.latest().as_ref().filter(|latest| latest.doc == *doc) {
            return self.query_of(doc, &latest.drawn);
        }
        self.query_of(doc, &article_profile::draw(doc, &self.settings))
    }

    fn query_of(&self, doc: &StoryDoc, drawn: &ArticleFeatures) -> Query {
        let time = doc.time.map(Timestamp::as_second);
        Query::new(&self.index, &self.settings, &drawn.profile, (time, publisher(doc)), Some(doc.id))
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
        let ArticleFeatures { profile, shingles, keys, words } = self.drawn(doc);
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
        let age = (live.kept_by, change.entry.0);
        self.index.insert(change.entry, Arc::new(live));
        self.index.words.keep(age, words);
        self.readers.renew(&self.index, change.entry);
        while self.index.docs.len() > self.settings.live {
            let Some((_, oldest)) = self.index.oldest() else { break };
            self.remove(oldest);
        }
    }

    fn remove(&mut self, entry: EntryId) {
        self.index.remove(entry);
        self.readers.renew(&self.index, entry);
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
            self.remove(*id);
        }
    }

    /// Forgets articles from before a time; undated ones count as old as the newest article when they came.
    pub fn forget_before(&mut self, time: Timestamp) {
        while let Some((age, id)) = self.index.oldest().filter(|(age, _)| *age < time.as_second()) {
            debug_assert!(age < time.as_second());
            self.remove(id);
        }
    }

    /// The first id that no story has had.
    pub(crate) const fn next_id(&self) -> i64 {
        self.next
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
        let own = self.story_of(doc.id);
        if let Some(link) = copy
            && let Some(story) = self.story_of(link.of)
            && self.vouches(link, query, story)
        {
            let fit = query.fit(&self.index, &self.settings, story);
            let score = fit.map_or(link.share, |f| f.score.max(link.share));
            let fit = Fit { story, score, hours: fit.and_then(|f| f.hours) };
            return Placement::Join(story, self.why(doc, query, fit, self.settings.copy));
        }
        let best = query.best(&self.index, &self.settings);
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
        match self.index.stories.get(fit.story.0) {
            Some(story) => self.why_of(doc, query, fit, (story, threshold)),
            None => {
                Why { score: fit.score.clamp(0.0, 1.0), threshold, terms: Vec::new(), hours_apart: fit.hours }
            }
        }
    }

    /// Why an article fits a story.
    pub(crate) fn why_of(
        &self,
        doc: &StoryDoc,
        query: &Query,
        fit: Fit,
        (story, threshold): (&Story, f64),
    ) -> Why {
        let shared = query.shared(&self.index, story, TERMS);
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
