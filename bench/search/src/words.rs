//! Made news: words by rank after Zipf and Mandelbrot, and articles of them. Four reports in a row share the rare words of one
//! happening, as reports do. The same number gives the same article, always.

/// Words of the made language.
const VOCABULARY: usize = 400_000;
/// Exponent and shift of the Zipf-Mandelbrot law for news in English.
const EXPONENT: f64 = 1.03;
const SHIFT: f64 = 2.7;

/// A generator of numbers (SplitMix64); good enough for texts, and the same everywhere.
#[derive(Clone)]
pub struct Dice(u64);

impl Dice {
    pub fn new(seed: u64) -> Self {
        Self(seed.wrapping_mul(0x9e37_79b9_7f4a_7c15) ^ 0x5851_f42d_4c95_7f2d)
    }

    pub fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    pub fn below(&mut self, end: usize) -> usize {
        (self.next() % end.max(1) as u64) as usize
    }

    pub fn share(&mut self) -> f64 {
        (self.next() >> 11) as f64 / (1_u64 << 53) as f64
    }
}

const SYLLABLES: [&str; 40] = [
    "ka", "ro", "mi", "ten", "sul", "vor", "lin", "da", "pe", "gra", "ost", "hel", "bri", "cu", "nar", "wy",
    "fen", "jo", "tal", "eks", "mor", "zi", "lau", "dun", "sa", "quil", "ber", "thi", "ul", "cha", "ny",
    "pol", "re", "con", "in", "de", "sta", "pro", "er", "an",
];

/// The word of a rank, 0 for the commonest. Common words are short.
pub fn word(rank: usize) -> String {
    let mut rest = rank;
    let mut word = SYLLABLES[rest % 40].to_owned();
    rest /= 40;
    while rest > 0 {
        rest -= 1;
        word.push_str(SYLLABLES[(rest * 7 + rank) % 40]);
        rest /= 40;
    }
    // Two ranks may give one word: the second is told apart by its end.
    if rank >= 40 { format!("{word}{}", SYLLABLES[rank / 40 % 40]) } else { word }
}

pub struct Language {
    words: Vec<String>,
    below: Vec<f64>,
}

impl Language {
    pub fn new() -> Self {
        let mut sum = 0.0;
        let below = (0..VOCABULARY)
            .map(|rank| {
                sum += (rank as f64 + SHIFT).powf(-EXPONENT);
                sum
            })
            .collect();
        Self { words: (0..VOCABULARY).map(word).collect(), below }
    }

    /// A rank by its frequency.
    fn rank(&self, dice: &mut Dice) -> usize {
        let at = dice.share() * self.below.last().copied().unwrap_or(1.0);
        self.below.partition_point(|sum| *sum < at).min(VOCABULARY - 1)
    }

    pub fn word(&self, rank: usize) -> &str {
        &self.words[rank.min(VOCABULARY - 1)]
    }
}

/// A made article.
pub struct Made {
    pub title: String,
    pub standfirst: String,
    pub body: String,
    pub publisher: usize,
    pub lang: &'static str,
    pub holding: &'static str,
}

/// Rare words of one happening.
const TOPIC: usize = 8;
/// Ranks of words that are topics.
const TOPICS: std::ops::Range<usize> = 400..150_000;

pub fn topic(happening: usize) -> [usize; TOPIC] {
    let mut dice = Dice::new(happening as u64 | 1 << 40);
    std::array::from_fn(|_| {
        // Even over the logarithm of the rank.
        let (from, to) = ((TOPICS.start as f64).ln(), (TOPICS.end as f64).ln());
        (from + dice.share() * (to - from)).exp() as usize
    })
}

/// Article by number.
pub fn made(language: &Language, number: usize) -> Made {
    let mut dice = Dice::new(number as u64);
    let topic = topic(number / 4);
    let mut text = |words: usize, topical: f64| {
        let mut text = String::with_capacity(words * 7);
        for place in 0..words {
            let rank =
                if dice.share() < topical { topic[dice.below(TOPIC)] } else { language.rank(&mut dice) };
            if place > 0 {
                text.push(' ');
            }
            text.push_str(language.word(rank));
            if place % 17 == 16 {
                text.push('.');
            }
        }
        text
    };
    let (title, standfirst) = (text(9, 0.4), text(22, 0.2));
    let full = number % 10 < 7;
    // Lengths of news bodies spread like 120 to 600 words.
    let length = if full { 120 + (number * 7919) % 480 } else { 40 };
    let body = text(length, 0.07);
    let publisher = (number * 2_654_435_761) % 2_000;
    Made {
        title,
        standfirst,
        body,
        publisher,
        lang: if publisher % 5 == 0 { "de" } else { "en" },
        holding: if full { "full" } else { "partial" },
    }
}
