//! Two articles with texts: what of each headline and of its first sentences the other article says anywhere.
//!
//! Reports of two events of one person, team or town share the name in their headlines and much of what every report about it
//! repeats. What sets reports of one event apart is that what is new in the one's headline stands in the other's text.

use super::headline_vectors::Counts;
use crate::text_words::{self, TextWord};
use crate::{background_rarity, tokenizer};

/// Features of a pair.
pub(super) const WIDTH: usize = 28;

/// Words of a headline that are read.
const TITLE: usize = 24;
/// Share of a headline's words from which capitals say nothing of names.
const CAPITALS: f32 = 0.7;
/// Stands for a share of nothing.
const NOTHING: f32 = -1.0;

/// One beginning of a word in an article.
#[derive(Clone, Copy, Default)]
struct Said {
    hash: u32,
    /// The share of texts at large that hold it, and its rarity in the window once that is known.
    rarity: f32,
    title: bool,
    /// In the headline or the first sentences.
    lede: bool,
    number: bool,
    /// Written with a capital within the headline.
    name: bool,
}

/// The words of an article that has a text, by hash; none for a headline alone.
#[derive(Default)]
pub(super) struct TextOverlap {
    said: Vec<Said>,
    /// Whether capitals in the headline tell names.
    names: bool,
    /// Length of all weights.
    norm: f32,
}

/// How alike two articles' words are.
pub(super) struct Likeness {
    pub cosine: f32,
    /// The cosine beside the two strongest words.
    pub beside: f32,
    /// Words that both have.
    pub count: usize,
}

impl TextOverlap {
    /// Reads an article: its headline and the words of its text.
    pub(super) fn new(title: &str, words: &[TextWord]) -> Self {
        if words.is_empty() {
            return Self::default();
        }
        let (mut said, mut written, mut capitals) = (Vec::with_capacity(words.len() + TITLE), 0.0, 0.0);
        tokenizer::each(title, TITLE, |word, run| {
            let name = written > 0.0 && run.starts_with(char::is_uppercase);
            written += 1.0;
            capitals += f32::from(u8::from(name));
            if background_rarity::rarity(word.stem).is_some() {
                let (hash, rarity) = (text_words::hash(word.beginning), background_rarity::share(word.stem));
                said.push(Said { hash, rarity, title: true, lede: true, number: word.number, name });
            }
        });
        said.extend(words.iter().map(|word| Said {
            hash: word.hash(),
            rarity: word.share(),
            lede: word.is_lede(),
            number: word.is_number(),
            ..Said::default()
        }));
        said.sort_unstable_by_key(|word| word.hash);
        said.dedup_by(|next, kept| {
            let same = next.hash == kept.hash;
            if same {
                kept.add(next);
            }
            same
        });
        Self { said, names: capitals > 0.0 && capitals <= CAPITALS * written, norm: 0.0 }
    }

    /// Counts its words.
    pub(super) fn count(&self, lang_id: u32, counts: &mut Counts) {
        if !self.said.is_empty() {
            counts.add(lang_id, self.said.iter().map(|word| word.hash));
        }
    }

    /// Weighs its words, once those of all articles are counted.
    pub(super) fn weigh(&mut self, lang_id: u32, counts: &Counts) {
        for word in &mut self.said {
            word.rarity = counts.rarity(lang_id, word.hash, word.rarity);
        }
        self.norm = self.said.iter().map(|word| word.rarity * word.rarity).sum::<f32>().sqrt();
    }

    /// Its words with weights whose squares add up to 1.
    pub(super) fn unit(&self) -> impl Iterator<Item = (u32, f32)> {
        self.said.iter().map(|word| (word.hash, word.rarity / self.norm.max(f32::MIN_POSITIVE)))
    }

    /// How alike two articles' words are; nothing where one has no text.
    pub(super) fn likeness(&self, other: &Self) -> Option<Likeness> {
        let norm = Some(self.norm * other.norm).filter(|norm| *norm > 0.0)?;
        let (mut cosine, mut strongest, mut count) = (0.0, [0.0_f32; 2], 0);
        let mut theirs = other.said.iter().peekable();
        for word in &self.said {
            while theirs.next_if(|their| their.hash < word.hash).is_some() {}
            if let Some(their) = theirs.next_if(|their| their.hash == word.hash) {
                let both = word.rarity * their.rarity / norm;
                cosine += both;
                strongest = [strongest[0].max(both), strongest[1].max(strongest[0].min(both))];
                count += 1;
            }
        }
        Some(Likeness { cosine, beside: cosine - strongest[0] - strongest[1], count })
    }

    /// What both say and either headline has, the rarest first.
    pub(super) fn in_headlines(&self, other: &Self) -> Vec<u32> {
        let find = |hash: u32| other.said.binary_search_by_key(&hash, |word| word.hash).ok();
        let both = self.said.iter().filter_map(|own| Some((own, other.said.get(find(own.hash)?)?)));
        let both = both.filter(|(own, their)| own.title || their.title);
        let mut both: Vec<(f32, u32)> =
            both.map(|(own, their)| (own.rarity.min(their.rarity), own.hash)).collect();
        both.sort_unstable_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1)));
        both.into_iter().map(|(_, hash)| hash).collect()
    }

    /// What two articles say of each other, in an order that does not depend on which is first.
    pub(super) fn numbers(&self, other: &Self) -> [f32; WIDTH] {
        let mut found = Overlap::default();
        let (mut own, mut theirs) = (self.said.iter().peekable(), other.said.iter().peekable());
        loop {
            let (x, y) = (
                own.peek().map_or(u64::MAX, |word| word.hash.into()),
                theirs.peek().map_or(u64::MAX, |word| word.hash.into()),
            );
            let (left, right) = (own.next_if(|_| x <= y), theirs.next_if(|_| y <= x));
            match (left, right) {
                (Some(a), Some(b)) => found.both(a, b),
                (Some(word), None) => found.alone(0, word),
                (None, Some(word)) => found.alone(1, word),
                (None, None) => break,
            }
        }
        found.numbers([self.names, other.names])
    }
}

impl Said {
    fn add(&mut self, other: &Self) {
        self.rarity = self.rarity.max(other.rarity);
        self.title |= other.title;
        self.lede |= other.lede;
        self.number |= other.number;
        self.name |= other.name;
    }
}

/// A part of one article's words: the weight of all of it, and of what the other article says.
#[derive(Default, Clone, Copy)]
struct Part {
    all: f32,
    said: f32,
}

impl Part {
    fn add(&mut self, weight: f32, said: bool) {
        self.all += weight;
        self.said += if said { weight } else { 0.0 };
    }

    fn share(self) -> f32 {
        if self.all > 0.0 { self.said / self.all } else { NOTHING }
    }
}

/// What one side has that the other may have.
#[derive(Default, Clone, Copy)]
struct Side {
    headline: Part,
    /// The headline without what the other headline has too.
    left: Part,
    /// The same of the first sentences, headline and all, anywhere in the other and in its first sentences.
    lede: Part,
    lede_in_lede: Part,
    /// The weightiest word of the headline that the other leaves out.
    missed: f32,
    /// Names of the headline that the other leaves out.
    names: f32,
    numbers: f32,
    square: f32,
    /// The square of what not both headlines have.
    square_beside: f32,
}

/// Two articles' words held against each other.
#[derive(Default)]
struct Overlap {
    sides: [Side; 2],
    dot: f32,
    dot_beside: f32,
    /// What is new in one headline and stands in the other article: weight, count and the weightiest.
    told: [f32; 3],
    /// What both texts say and neither headline, by weight.
    background: Vec<f32>,
    numbers: f32,
}

impl Overlap {
    fn both(&mut self, a: &Said, b: &Said) {
        let weight = a.rarity.min(b.rarity);
        let in_both = a.title && b.title;
        self.dot += weight * weight;
        self.numbers += if a.number || b.number { weight } else { 0.0 };
        for (side, [own, other]) in self.sides.iter_mut().zip([[a, b], [b, a]]) {
            side.square += weight * weight;
            if own.title {
                side.headline.add(weight, true);
            }
            if in_both {
                continue;
            }
            side.square_beside += weight * weight;
            if own.title {
                side.left.add(weight, true);
                let [sum, count, most] = self.told;
                self.told = [sum + weight, count + 1.0, most.max(weight)];
            }
            if own.lede {
                side.lede.add(weight, true);
                side.lede_in_lede.add(weight, other.lede);
            }
        }
        self.dot_beside += if in_both { 0.0 } else { weight * weight };
        if !a.title && !b.title {
            self.background.push(weight);
        }
    }

    fn alone(&mut self, at: usize, word: &Said) {
        let side = &mut self.sides[at];
        let weight = word.rarity;
        side.square += weight * weight;
        side.square_beside += weight * weight;
        side.numbers += f32::from(u8::from(word.number));
        if word.title {
            side.headline.add(weight, false);
            side.left.add(weight, false);
            side.missed = side.missed.max(weight);
            side.names += if word.name { weight } else { 0.0 };
        }
        if word.lede {
            side.lede.add(weight, false);
            side.lede_in_lede.add(weight, false);
        }
    }

    fn numbers(mut self, names: [bool; 2]) -> [f32; WIDTH] {
        let [a, b] = self.sides;
        let sorted = |of: fn(&Side) -> f32| [of(&a).min(of(&b)), of(&a).max(of(&b))];
        let cosine = |dot: f32, own: f32, theirs: f32| {
            let norm = (own * theirs).sqrt();
            if norm > 0.0 { dot / norm } else { NOTHING }
        };
        self.background.sort_unstable_by(|a, b| b.total_cmp(a));
        let background = |at: usize| self.background.get(at).copied().unwrap_or_default();
        let name = |side: &Side, known: bool| if known { side.names } else { NOTHING };
        let (own_names, their_names) = (name(&a, names[0]), name(&b, names[1]));
        let parts: [&[f32]; 14] = [
            &sorted(|side| side.headline.share()),
            &sorted(|side| side.left.share()),
            &sorted(|side| side.left.all - side.left.said),
            &sorted(|side| side.missed),
            &[
                cosine(self.dot, a.square, b.square),
                cosine(self.dot_beside, a.square_beside, b.square_beside),
            ],
            &self.told,
            &sorted(|side| side.lede.share()),
            &sorted(|side| side.lede.all - side.lede.said),
            &sorted(|side| side.lede_in_lede.share()),
            &[self.background.len() as f32, background(0), background(2)],
            &[self.background.iter().sum()],
            &[own_names.min(their_names), own_names.max(their_names)],
            &[self.numbers],
            &sorted(|side| side.numbers),
        ];
        let mut numbers = [0.0; WIDTH];
        numbers.iter_mut().zip(parts.into_iter().flatten()).for_each(|(own, n)| *own = *n);
        numbers
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(articles: &[(&str, &str)]) -> Vec<TextOverlap> {
        let mut counts = Counts::default();
        let read = |(title, text): &(&str, &str)| {
            TextOverlap::new(title, &text_words::draw(&tokenizer::words(text, 120)))
        };
        let mut overlaps: Vec<TextOverlap> = articles.iter().map(read).collect();
        overlaps.iter().for_each(|one| one.count(1, &mut counts));
        overlaps.iter_mut().for_each(|one| one.weigh(1, &counts));
        overlaps
    }

    #[test]
    fn what_is_new_in_a_headline_stands_in_the_text_of_the_same_event() {
        let read = read(&[
            (
                "Форвард Велов сломал ногу",
                "Нападающий «Кварца» Велов получил перелом и пропустит сезон, 14 голов.",
            ),
            (
                "Перелом оставил «Кварц» без Велова",
                "Врачи подтвердили: нога сломана, форварда ждёт операция.",
            ),
            ("Форвард Велов забил три гола", "Нападающий «Кварца» Велов сделал хет-трик, у него 14 голов."),
            ("Перелом", ""),
        ]);
        let [own, same, other, headline] = read.as_slice() else { panic!() };
        assert_eq!(own.numbers(same), same.numbers(own));
        let (same, other) = (own.numbers(same), own.numbers(other));
        // The first sorted pair after that of whole headlines is what is left of them; the next what nobody tells.
        assert!(same[2] > other[2] && same[4] < other[4], "{same:?} {other:?}");
        assert!(same[10] > 0.0 && other[10] == 0.0 && other[25] > same[25]);
        assert!(own.likeness(headline).is_none());
    }

    #[test]
    fn inflected_forms_of_a_word_are_alike() {
        let read = read(&[
            ("Землетрясение в Марканске", "Разрушены две школы."),
            ("Марканск после землетрясения", "Школу разрушило."),
            ("Выборы: подсчёт голосов", "Тальск ждёт итогов."),
        ]);
        let of = |a: usize, b: usize| read[a].likeness(&read[b]).unwrap();
        assert!(of(0, 1).count >= 3 && of(0, 1).beside > 0.1 && of(0, 2).count == 0);
    }
}
