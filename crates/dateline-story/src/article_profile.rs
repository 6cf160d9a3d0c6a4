//! An article as weighted terms: what is compared. A profile depends on the article and the settings alone.

use crate::copy_detection::{self, Shingles};
use crate::embedding::{self, Embedding};
use crate::text_words::{self, TextWord};
use crate::tokenizer::{self, Word};
use crate::{Settings, background_rarity, crosslingual_keys};
use dateline_model::StoryDoc;
use std::sync::Arc;

/// A term with its field weight and its rarity (inverse document frequency at large).
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Term {
    /// Hash of the stem.
    pub hash: u32,
    /// Field weight.
    pub weight: f32,
    /// Rarity at large.
    pub rarity: f32,
}

/// Fixed point: the integer that stands for a weight of 1.
pub(crate) const UNIT: f64 = 4096.0;

/// One term summed over several articles.
#[derive(Clone, Copy, PartialEq, Debug)]
pub(crate) struct TermSum {
    /// The term.
    pub hash: u32,
    /// Members that have it.
    pub count: u32,
    /// Sum of their normalised weights, in 4096ths.
    pub sum: u32,
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
    /// Sum of the squares of the normalised weights, in 4096ths.
    pub squares: u32,
    /// What it is about.
    pub embedding: Option<Embedding>,
}

impl Profile {
    fn new(terms: Box<[Term]>, embedding: Option<Embedding>) -> Self {
        let norm = terms.iter().map(|t| (t.weight * t.rarity).powi(2)).sum::<f32>().sqrt();
        let mut profile = Self { terms, norm, squares: 0, embedding };
        profile.squares = profile.terms.iter().map(|t| profile.fixed(t).pow(2)).sum();
        profile
    }

    /// A term's normalised weight as an integer, in 4096ths.
    pub(crate) fn fixed(&self, term: &Term) -> u32 {
        let share = term.weight * term.rarity / self.norm.max(f32::MIN_POSITIVE) * UNIT as f32;
        (f64::from(share) + 0.5) as u32
    }

    /// Index of a term in `terms`; `None` where the article lacks it.
    pub(crate) fn place(&self, term: u32) -> Option<usize> {
        self.terms.binary_search_by_key(&term, |t| t.hash).ok()
    }

    /// Its terms as sums over one article, sorted by hash: what it adds to its story.
    pub(crate) fn tally(&self) -> impl Iterator<Item = TermSum> {
        self.terms.iter().map(|t| TermSum { hash: t.hash, count: 1, sum: self.fixed(t), rarity: t.rarity })
    }
}

/// Features computed from an article once, when it is planned.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct ArticleFeatures {
    /// Its terms.
    pub profile: Profile,
    /// Its shingles.
    pub shingles: Shingles,
    /// What it says in any language.
    pub keys: Box<[u32]>,
    /// The words of its text; none where it is a headline alone.
    pub words: Arc<[TextWord]>,
}

/// Words of a headline that are read.
const TITLE_WORDS: usize = 60;
/// Words of a publisher's name that are read.
const NAME_WORDS: usize = 8;

/// Computes the features of an article.
pub(crate) fn draw(doc: &StoryDoc, settings: &Settings) -> ArticleFeatures {
    let title = tokenizer::words(&doc.title, TITLE_WORDS);
    let text = tokenizer::words(&doc.text, copy_detection::WORDS.max(settings.lead_words));
    let lead = text.get(..settings.lead_words).unwrap_or(&text);
    let name = tokenizer::words(doc.publisher.as_deref().unwrap_or_default(), NAME_WORDS);
    ArticleFeatures {
        profile: terms(&title, lead, &name, settings),
        shingles: Shingles::draw(&text),
        keys: crosslingual_keys::draw(&doc.title, &doc.text),
        words: text_words::draw(lead).into(),
    }
}

/// Forms as written of some terms of an article, those of the headline first.
pub(crate) fn written(doc: &StoryDoc, settings: &Settings, wanted: &[u32]) -> Vec<(u32, String)> {
    let mut out = Vec::with_capacity(wanted.len());
    headline(&doc.title, wanted, &mut out);
    tokenizer::written(&doc.text, settings.lead_words, wanted, &mut out);
    out
}

/// Forms as written of some terms of a headline, added to those known.
pub(crate) fn headline(title: &str, wanted: &[u32], known: &mut Vec<(u32, String)>) {
    tokenizer::written(title, TITLE_WORDS, wanted, known);
}

fn terms(title: &[Word], lead: &[Word], name: &[Word], settings: &Settings) -> Profile {
    let mut found = Vec::with_capacity(title.len() + lead.len());
    let mut sum = embedding::Sum::default();
    take(&mut found, &mut sum, title, 1.0);
    take(&mut found, &mut sum, lead, settings.lead as f32);
    fold(&mut found);
    // A bare headline has too few words to lose one.
    let name = if lead.is_empty() { &[] } else { name };
    for term in found.iter_mut().filter(|t| name.iter().any(|w| w.stem == t.hash)) {
        term.weight *= settings.masthead as f32;
    }
    if found.len() > settings.terms {
        found.sort_unstable_by(|a, b| {
            (b.weight * b.rarity).total_cmp(&(a.weight * a.rarity)).then(a.hash.cmp(&b.hash))
        });
        found.truncate(settings.terms);
        found.sort_unstable_by_key(|f| f.hash);
    }
    Profile::new(found.into(), sum.finish())
}

fn take(found: &mut Vec<Term>, sum: &mut embedding::Sum, words: &[Word], weight: f32) {
    for word in words {
        let Some(rarity) = background_rarity::rarity(word.stem) else { continue };
        sum.add(word.exact, weight * rarity);
        found.push(Term { hash: word.stem, weight, rarity });
    }
}

/// One entry per term: the heaviest occurrence, raised a little by the others.
fn fold(found: &mut Vec<Term>) {
    found.sort_unstable_by(|a, b| a.hash.cmp(&b.hash).then(b.weight.total_cmp(&a.weight)));
    let mut extra = 0.0_f32;
    found.dedup_by(|next, top| {
        let same = next.hash == top.hash;
        extra = if same { extra + next.weight } else { 0.0 };
        if same {
            top.weight += next.weight / (2.0 + extra);
        }
        same
    });
}
