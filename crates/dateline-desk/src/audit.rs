//! What each feed really gives: whole articles, excerpts, walls, refusals, duplicates; from what the store holds.

use crate::Desk;
use crate::health::{self, State};
use dateline_model::{EntryId, Gate, Holding, Origin, UserId};
use dateline_store::{EntrySummary, FeedRecord, Listing, Store, StoreError, Window};
use jiff::Timestamp;
use std::collections::HashSet;

/// Articles of a feed that are looked at, latest first.
const SAMPLE: u32 = 200;
/// From this share of a feed's articles on, a habit is the feed's grade.
const HABIT: f64 = 0.5;

/// The report on one feed.
#[derive(Debug, Clone, PartialEq)]
pub struct Audit {
    /// Name.
    pub title: String,
    /// Address.
    pub url: String,
    /// The grade.
    pub grade: Grade,
    /// The grade in a sentence.
    pub words: String,
    /// Articles looked at.
    pub articles: u32,
    /// Whole ones.
    pub whole: u32,
    /// Previews, excerpts, headlines.
    pub partial: u32,
    /// Those behind a paywall, a meter or a registration.
    pub walled: u32,
    /// Those whose page refused us or failed.
    pub refused: u32,
    /// Copies of other articles of the desk.
    pub duplicates: u32,
    /// Mean time of an answer, milliseconds.
    pub mean_ms: u32,
    /// Health in words.
    pub health: String,
}

/// Grades from best to worst.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Grade {
    /// Mostly whole articles.
    Whole,
    /// Whole articles, but slow to answer.
    Slow,
    /// Lives elsewhere now.
    Moved,
    /// Mostly excerpts.
    ExcerptOnly,
    /// Mostly behind walls.
    Walled,
    /// Refuses us.
    Refusing,
    /// Does not answer, or is gone.
    Dead,
    /// Nothing is held of it yet.
    Unknown,
}

impl Grade {
    /// Its word in JSON and in tables.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Whole => "whole",
            Self::Slow => "slow",
            Self::Moved => "moved",
            Self::ExcerptOnly => "excerpt-only",
            Self::Walled => "walled",
            Self::Refusing => "refusing us",
            Self::Dead => "dead",
            Self::Unknown => "unknown",
        }
    }
}

impl Desk {
    /// Reports on every feed.
    pub async fn audit(&self) -> Result<Vec<Audit>, StoreError> {
        audit(&self.inner.store, self.now()).await
    }
}

/// Reports on every feed of a store.
pub async fn audit(store: &Store, now: Timestamp) -> Result<Vec<Audit>, StoreError> {
    let mut audits = Vec::new();
    for feed in store.reader(UserId::OWNER).feeds().await? {
        let articles =
            store.reader(UserId::OWNER).entries(Listing::Feed(feed.id), Window::first(SAMPLE)).await?.items;
        let inherited = inherited(store, &articles).await?;
        audits.push(audit_feed(&feed, &articles, &inherited, now));
    }
    Ok(audits)
}

/// Articles whose failure was copied: the host that served them refused nothing.
async fn inherited(store: &Store, articles: &[EntrySummary]) -> Result<HashSet<EntryId>, StoreError> {
    let mut inherited = HashSet::new();
    for article in articles.iter().filter(|article| article.holding == Some(Holding::Partial)) {
        let record = store.reader(UserId::OWNER).article(article.id).await?;
        let evidence = record.and_then(|record| record.reading).map(|reading| reading.verdict.evidence);
        if evidence.unwrap_or_default().iter().any(|evidence| evidence.origin == Origin::Inherited) {
            inherited.insert(article.id);
        }
    }
    Ok(inherited)
}

fn audit_feed(
    feed: &FeedRecord,
    articles: &[EntrySummary],
    inherited: &HashSet<EntryId>,
    now: Timestamp,
) -> Audit {
    let count = |wanted: &dyn Fn(&EntrySummary) -> bool| {
        u32::try_from(articles.iter().filter(|article| wanted(article)).count()).unwrap_or(u32::MAX)
    };
    let asks_for_account =
        |article: &EntrySummary| article.reasons.iter().any(|reason| reason.gate() == Some(Gate::Account));
    let mut audit = Audit {
        title: feed.title.clone(),
        url: feed.url.to_string(),
        grade: Grade::Unknown,
        words: String::new(),
        articles: count(&|_| true),
        whole: count(&is_whole),
        partial: count(&|article| matches!(article.holding, Some(Holding::Partial | Holding::HeadlineOnly))),
        walled: count(&|article| {
            article.holding != Some(Holding::Full)
                && !inherited.contains(&article.id)
                && asks_for_account(article)
        }),
        refused: count(&|article| article.holding == Some(Holding::None) && !asks_for_account(article)),
        duplicates: count(&|article| article.copy_of.is_some()),
        mean_ms: feed.health.mean_ms,
        health: health::words(feed, now),
    };
    audit.grade = grade(feed, &audit);
    audit.words = words(&audit);
    audit
}

/// Whether all there is of an article is held: its text, or what the feed gave of a recording or a picture.
fn is_whole(article: &EntrySummary) -> bool {
    match article.holding {
        Some(Holding::Full) => true,
        Some(Holding::OtherKind) => article.medium.is_some(),
        _ => false,
    }
}

fn grade(feed: &FeedRecord, audit: &Audit) -> Grade {
    let share = |part: u32| f64::from(part) / f64::from(audit.articles.max(1));
    let refuses = matches!(feed.health.status, Some(401 | 402 | 403 | 429 | 451));
    match health::state(feed) {
        State::Gone => Grade::Dead,
        State::Failing if refuses => Grade::Refusing,
        State::Failing => Grade::Dead,
        _ if audit.articles == 0 => Grade::Unknown,
        _ if share(audit.walled) >= HABIT => Grade::Walled,
        _ if share(audit.refused) >= HABIT => Grade::Refusing,
        _ if share(audit.partial) >= HABIT => Grade::ExcerptOnly,
        _ if feed.health.moved_from.is_some() => Grade::Moved,
        State::Limping if health::is_slow(feed) => Grade::Slow,
        _ => Grade::Whole,
    }
}

fn words(audit: &Audit) -> String {
    let of = |part: u32| format!("{part} of {}", audit.articles);
    let mut said = match audit.grade {
        Grade::Whole => format!("Gives whole articles: {}.", of(audit.whole)),
        Grade::Slow => format!(
            "Gives {} articles whole, but answers slowly: {} ms on average.",
            of(audit.whole),
            audit.mean_ms
        ),
        Grade::Moved => format!("Has moved; {} articles are whole.", of(audit.whole)),
        Grade::ExcerptOnly => format!("Gives only a part of most articles: {} are whole.", of(audit.whole)),
        Grade::Walled => format!("Keeps most articles behind a wall: {}.", of(audit.walled)),
        Grade::Refusing if audit.articles > 0 => {
            format!("Refuses us: {} articles could not be fetched.", of(audit.refused))
        }
        Grade::Refusing | Grade::Dead => audit.health.clone(),
        Grade::Unknown => "Nothing is held of it yet.".to_owned(),
    };
    if audit.duplicates > 0 {
        said.push_str(&format!(" {} are copies of articles from elsewhere.", of(audit.duplicates)));
    }
    said
}
