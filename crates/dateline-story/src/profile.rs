//! An article as weighted terms: what is compared. A profile depends on the article and the settings alone.

use crate::gist::{self, Gist};
use crate::{Settings, background, words};
use dateline_model::StoryDoc;

/// A term and its weight with the background's rarity in it.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Term {
    /// Hash of the stem.
    pub hash: u32,
    /// Field weight.
    pub weight: f32,
    /// Rarity at large.
    pub rarity: f32,
}

/// Terms sorted by hash.
#[derive(Debug, Clone, Default, PartialEq)]
pub(crate) struct Profile {
    /// Terms sorted by hash.
    pub terms: Box<[Term]>,
    /// Length of the weighted vector.
    pub norm: f32,
    /// What it is about.
    pub gist: Option<Gist>,
}

/// Terms with their written forms, for the explanation.
pub(crate) struct Drawn {
    /// The profile.
    pub profile: Profile,
    /// Written form of each term.
    pub written: Vec<(u32, String)>,
}

/// Words of a headline that are read.
const TITLE_WORDS: usize = 60;
/// Documents of the background table that a word seen nowhere is taken to stand in.
const UNSEEN: f32 = 0.0004;
/// Words in more than this share of all documents carry nothing.
const STOP: f32 = 0.12;

struct Found {
    hash: u32,
    weight: f32,
    rarity: f32,
    written: String,
}

/// Draws the terms of an article.
pub(crate) fn draw(doc: &StoryDoc, settings: &Settings) -> Drawn {
    let mut found = Vec::new();
    let mut sum = gist::Sum::default();
    take(&mut found, &mut sum, words::words(&doc.title, TITLE_WORDS), 1.0);
    take(&mut found, &mut sum, words::words(&doc.text, settings.lead_words), settings.lead as f32);
    fold(&mut found);
    found.sort_by(|a, b| (b.weight * b.rarity).total_cmp(&(a.weight * a.rarity)).then(a.hash.cmp(&b.hash)));
    found.truncate(settings.terms);
    found.sort_by_key(|f| f.hash);
    let terms: Box<[Term]> =
        found.iter().map(|f| Term { hash: f.hash, weight: f.weight, rarity: f.rarity }).collect();
    let norm = terms.iter().map(|t| (t.weight * t.rarity).powi(2)).sum::<f32>().sqrt();
    Drawn {
        profile: Profile { terms, norm, gist: sum.finish() },
        written: found.into_iter().map(|f| (f.hash, f.written)).collect(),
    }
}

fn take(found: &mut Vec<Found>, sum: &mut gist::Sum, words: Vec<words::Word>, weight: f32) {
    for word in words {
        let share = background::share(word.stem);
        if share > STOP {
            continue;
        }
        let rarity = rarity(share);
        sum.add(word.exact, weight * rarity);
        found.push(Found { hash: word.stem, weight, rarity, written: word.written });
    }
}

/// Rarity of a stem at large.
pub(crate) fn rarity(share: f32) -> f32 {
    (1.0 / (share + UNSEEN)).ln()
}

/// One entry per term: the heaviest occurrence, raised a little by the others.
fn fold(found: &mut Vec<Found>) {
    found.sort_by(|a, b| a.hash.cmp(&b.hash).then(b.weight.total_cmp(&a.weight)));
    let mut extra = 0.0_f32;
    let mut kept: Vec<Found> = Vec::with_capacity(found.len());
    for next in found.drain(..) {
        match kept.last_mut() {
            Some(top) if top.hash == next.hash => {
                extra += next.weight;
                if let Some(top) = kept.last_mut() {
                    top.weight += next.weight / (2.0 + extra);
                }
            }
            _ => {
                extra = 0.0;
                kept.push(next);
            }
        }
    }
    *found = kept;
}
