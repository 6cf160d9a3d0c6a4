//! What a story amounts to: outlets and independent voices, the lead, its rank.

use dateline_model::{CopyLink, EntryId, Holding, StoryDoc};
use jiff::Timestamp;
use std::collections::{BTreeMap, BTreeSet};

/// One article of a story.
#[derive(Debug, Clone)]
pub struct Member<'a> {
    /// The article.
    pub doc: &'a StoryDoc,
    /// What it is a copy of, if anything.
    pub copy: Option<&'a CopyLink>,
    /// Whether it has an image.
    pub has_image: bool,
}

/// Outlets and voices of a story.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Voices {
    /// Different publishers; articles without a named publisher count by their host, or not at all.
    pub outlets: usize,
    /// Publishers who wrote something of their own: copies of one text, and texts credited to one agency, count once;
    /// walls with no text of their own do not count.
    pub independent: usize,
}

/// Counts outlets and independent voices.
pub fn voices(members: &[Member<'_>]) -> Voices {
    let outlets: BTreeSet<String> = members.iter().filter_map(|m| outlet(m.doc)).collect();
    let roots = roots(members);
    let mut voices: BTreeSet<String> = BTreeSet::new();
    for member in members.iter().filter(|m| speaks(m.doc)) {
        let root = roots.get(&member.doc.id).copied().unwrap_or(member.doc.id);
        let origin = members.iter().find(|m| m.doc.id == root).unwrap_or(member);
        voices.insert(voice(origin.doc));
    }
    Voices { outlets: outlets.len(), independent: voices.len() }
}

fn speaks(doc: &StoryDoc) -> bool {
    !matches!(doc.holding, Holding::None | Holding::OtherKind)
}

/// The agency where one is credited, else the outlet, else the article itself.
fn voice(doc: &StoryDoc) -> String {
    let agency = doc.agency.as_ref().map(|a| format!("agency {}", a.trim().to_lowercase()));
    agency.or_else(|| outlet(doc)).unwrap_or_else(|| format!("entry {}", doc.id))
}

/// Publisher's name, or the host of the address.
fn outlet(doc: &StoryDoc) -> Option<String> {
    let name = doc.publisher.as_ref().map(|p| p.trim().to_lowercase()).filter(|p| !p.is_empty());
    name.or_else(|| {
        let host = doc.url.as_ref()?.split("//").nth(1)?.split('/').next()?;
        Some(host.trim_start_matches("www.").to_lowercase())
    })
}

/// The first text of each chain of copies; links out of the story end the chain.
fn roots(members: &[Member<'_>]) -> BTreeMap<EntryId, EntryId> {
    let of: BTreeMap<EntryId, EntryId> =
        members.iter().filter_map(|m| Some((m.doc.id, m.copy?.of))).collect();
    let inside: BTreeSet<EntryId> = members.iter().map(|m| m.doc.id).collect();
    let follow = |start: EntryId| {
        let mut at = start;
        for _ in 0..members.len() {
            match of.get(&at).filter(|next| inside.contains(next)) {
                Some(next) => at = *next,
                None => break,
            }
        }
        at
    };
    inside.iter().map(|id| (*id, follow(*id))).collect()
}

/// The article that stands for the story: whole before preview before headline before wall; then with date, with image,
/// an original before a copy, the earliest, the smallest id.
pub fn lead(members: &[Member<'_>]) -> Option<EntryId> {
    let key = |m: &Member<'_>| {
        (wholeness(m.doc.holding), m.doc.time.is_none(), !m.has_image, m.copy.is_some(), m.doc.time, m.doc.id)
    };
    members.iter().min_by_key(|m| key(m)).map(|m| m.doc.id)
}

const fn wholeness(holding: Holding) -> u8 {
    match holding {
        Holding::Full => 0,
        Holding::Partial => 1,
        Holding::HeadlineOnly => 2,
        Holding::OtherKind => 3,
        Holding::None => 4,
    }
}

/// The parts of a story's rank, as they are shown.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct Rank {
    /// `ln(1 + independent voices)`.
    pub breadth: f64,
    /// `0.5 ^ (hours since the newest article / 12)`.
    pub freshness: f64,
    /// `1 + share of the articles that came in the last three hours`, counted from two articles on.
    pub growth: f64,
}

impl Rank {
    /// `breadth * freshness * growth`.
    pub fn score(&self) -> f64 {
        self.breadth * self.freshness * self.growth
    }
}

/// Hours in which a story loses half of its freshness: a story of seven voices stands beside a fresh one of two for
/// half a day.
const HALF_LIFE: f64 = 12.0;
/// Hours that count as growth.
const GROWTH: f64 = 3.0;

/// Ranks a story at a moment.
pub fn rank(members: &[Member<'_>], now: Timestamp) -> Rank {
    let age = |m: &Member<'_>| m.doc.time.map(|t| (now.as_second() - t.as_second()).max(0) as f64 / 3600.0);
    let ages: Vec<f64> = members.iter().filter_map(age).collect();
    let newest = ages.iter().copied().fold(f64::INFINITY, f64::min);
    let recent = ages.iter().filter(|a| **a <= GROWTH).count();
    let growth = if members.len() > 1 { 1.0 + recent as f64 / members.len() as f64 } else { 1.0 };
    let freshness = if newest.is_finite() { 0.5_f64.powf(newest / HALF_LIFE) } else { 0.0 };
    Rank { breadth: (1.0 + voices(members).independent as f64).ln(), freshness, growth }
}
