//! What speaks against a report's standing in its story: the other side of "why in this story?".

use crate::{background_rarity, tokenizer};
use std::collections::HashSet;

/// What one headline has against the others of its story.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Objections {
    /// Rare words of the headline, as written, that no other headline has; the rarest first.
    pub words: Vec<String>,
    /// Numbers of the headline, where the others give numbers too and none of these.
    pub numbers: Vec<String>,
    /// The numbers that the others give instead.
    pub other_numbers: Vec<String>,
}

impl Objections {
    /// Whether nothing speaks against it.
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }
}

/// Words of a headline that are looked at.
const WORDS: usize = 40;
/// Words of what follows a headline that are looked at.
const TOLD: usize = 120;
/// Words and numbers that are named.
const NAMED: usize = 3;
/// Rarity from which a word tells of what an event is about: it stands in one text of fifty or fewer.
const RARE: f32 = 3.9;
/// Least share of a headline's rare words that the others lack for them to be named: one word more is another wording.
const STRANGE: f32 = 0.5;
/// One such word alone is mostly a livelier verb.
const LEAST: usize = 2;

/// A word of a headline.
struct Spoken {
    stem: u32,
    written: String,
    rarity: f32,
    number: bool,
}

fn read(headline: &str) -> Vec<Spoken> {
    let mut words: Vec<Spoken> = Vec::new();
    tokenizer::each(headline, WORDS, |word, written| {
        let number = written.bytes().any(|byte| byte.is_ascii_digit());
        let rarity = background_rarity::rarity(word.stem).unwrap_or_default();
        let known = words.iter().any(|known| known.stem == word.stem);
        if !known && (number || rarity >= RARE) {
            words.push(Spoken { stem: word.stem, written: written.to_owned(), rarity, number });
        }
    });
    words
}

/// What speaks against each of a story's reports, which are of one language, in their order. A report is its headline and how it goes
/// on, where that is known: what another report goes on to say does not speak against a headline. One report has nothing against it.
pub fn objections(reports: &[(&str, &str)]) -> Vec<Objections> {
    let headlines: Vec<Vec<Spoken>> = reports.iter().map(|(headline, _)| read(headline)).collect();
    let told: Vec<HashSet<u32>> = reports.iter().map(|(_, text)| stems(text)).collect();
    let of = |at: usize| {
        let other = |(other, _): &(usize, &Vec<Spoken>)| *other != at;
        let others = || headlines.iter().enumerate().filter(other).flat_map(|(_, words)| words);
        let told =
            |stem: u32| told.iter().enumerate().any(|(other, told)| other != at && told.contains(&stem));
        match headlines.get(at) {
            Some(own) if headlines.len() > 1 => against(own, others, told),
            _ => Objections::default(),
        }
    };
    (0..headlines.len()).map(of).collect()
}

/// What a report goes on to say.
fn stems(text: &str) -> HashSet<u32> {
    let mut stems = HashSet::new();
    tokenizer::each(text, TOLD, |word, _| {
        stems.insert(word.stem);
    });
    stems
}

fn against<'a, I: Iterator<Item = &'a Spoken>>(
    own: &[Spoken],
    others: impl Fn() -> I,
    told: impl Fn(u32) -> bool,
) -> Objections {
    let headlines: HashSet<u32> = others().map(|word| word.stem).collect();
    let said = |word: &Spoken| headlines.contains(&word.stem) || told(word.stem);
    let (numbers, words): (Vec<&Spoken>, Vec<&Spoken>) = own.iter().partition(|word| word.number);
    let mut strange: Vec<&Spoken> = words.iter().copied().filter(|word| !said(word)).collect();
    strange.sort_by(|a, b| b.rarity.total_cmp(&a.rarity));
    let enough = strange.len() >= LEAST && strange.len() as f32 >= STRANGE * words.len() as f32;
    let named = |words: &[&Spoken]| words.iter().take(NAMED).map(|word| word.written.clone()).collect();
    let mut other_numbers: Vec<&Spoken> = Vec::new();
    for word in others().filter(|word| word.number) {
        if !other_numbers.iter().any(|known| known.stem == word.stem) {
            other_numbers.push(word);
        }
    }
    // Of many numbers none is the story's.
    let agreed = (1..=NAMED).contains(&other_numbers.len());
    let differ = agreed && !numbers.iter().any(|word| said(word));
    Objections {
        words: if enough { named(&strange) } else { Vec::new() },
        numbers: if differ { named(&numbers) } else { Vec::new() },
        other_numbers: if differ && !numbers.is_empty() { named(&other_numbers) } else { Vec::new() },
    }
}
