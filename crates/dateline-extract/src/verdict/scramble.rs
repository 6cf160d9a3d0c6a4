//! Text whose letters were exchanged so that only subscribers' browsers can read it. Looks at letters, not at words: how
//! often each stands in a paragraph beside how often it stands in the rest of the page.

/// Fewer letters say nothing.
const LETTERS: usize = 120;
/// Natural prose in Latin or Cyrillic script has 33 to 50 vowels in a hundred letters; exchanged letters fall below.
const VOWELS: f32 = 0.27;

/// How like two texts' letters must be, as the cosine of their counts. Languages that share a script reach .82 with one
/// another and more; alphabets moved on by any number of letters stay below .69, but for Polish by four (.79).
const ALIKE: f32 = 0.74;

/// A paragraph this like a language is one of it. Alphabets moved on by any number of letters come to .82 (by 22, beside Polish).
const OF_A_LANGUAGE: f32 = 0.87;

/// Letters from a to z in a thousand: English, German, French, Spanish, Italian, Polish, Czech, Turkish, Zulu. Counted in news of
/// the tuning hosts.
const LATIN: [[f32; 26]; 9] = [
    [
        85.0, 15.0, 32.0, 39.0, 121.0, 21.0, 22.0, 46.0, 77.0, 2.0, 8.0, 42.0, 25.0, 72.0, 73.0, 22.0, 1.0,
        64.0, 68.0, 91.0, 27.0, 11.0, 17.0, 2.0, 17.0, 1.0,
    ],
    [
        63.0, 20.0, 28.0, 47.0, 163.0, 17.0, 30.0, 43.0, 83.0, 2.0, 15.0, 37.0, 28.0, 101.0, 27.0, 11.0, 0.0,
        75.0, 67.0, 66.0, 38.0, 10.0, 15.0, 1.0, 1.0, 13.0,
    ],
    [
        77.0, 7.0, 32.0, 44.0, 152.0, 11.0, 11.0, 8.0, 76.0, 3.0, 4.0, 57.0, 31.0, 80.0, 53.0, 31.0, 9.0,
        75.0, 88.0, 69.0, 60.0, 14.0, 0.0, 4.0, 2.0, 1.0,
    ],
    [
        129.0, 12.0, 44.0, 55.0, 133.0, 9.0, 13.0, 9.0, 66.0, 4.0, 0.0, 58.0, 26.0, 73.0, 83.0, 26.0, 9.0,
        68.0, 73.0, 44.0, 39.0, 11.0, 0.0, 2.0, 7.0, 5.0,
    ],
    [
        122.0, 7.0, 39.0, 41.0, 118.0, 9.0, 16.0, 11.0, 114.0, 0.0, 1.0, 64.0, 26.0, 73.0, 83.0, 28.0, 3.0,
        70.0, 50.0, 74.0, 27.0, 12.0, 1.0, 0.0, 1.0, 12.0,
    ],
    [
        98.0, 14.0, 50.0, 42.0, 88.0, 6.0, 17.0, 14.0, 93.0, 27.0, 26.0, 20.0, 30.0, 63.0, 71.0, 32.0, 0.0,
        55.0, 42.0, 39.0, 25.0, 1.0, 48.0, 0.0, 38.0, 61.0,
    ],
    [
        76.0, 21.0, 25.0, 47.0, 96.0, 3.0, 2.0, 21.0, 51.0, 24.0, 41.0, 47.0, 37.0, 77.0, 91.0, 43.0, 0.0,
        49.0, 48.0, 59.0, 37.0, 53.0, 0.0, 1.0, 21.0, 27.0,
    ],
    [
        147.0, 24.0, 9.0, 51.0, 101.0, 8.0, 15.0, 14.0, 95.0, 2.0, 47.0, 82.0, 33.0, 87.0, 25.0, 10.0, 0.0,
        74.0, 36.0, 41.0, 36.0, 15.0, 0.0, 0.0, 33.0, 15.0,
    ],
    [
        135.0, 25.0, 4.0, 17.0, 102.0, 6.0, 30.0, 52.0, 91.0, 2.0, 63.0, 61.0, 38.0, 77.0, 55.0, 11.0, 4.0,
        3.0, 40.0, 25.0, 76.0, 4.0, 31.0, 2.0, 21.0, 24.0,
    ],
];
/// The same from а on, of Russian.
const CYRILLIC: [f32; 48] = [
    79.0, 13.0, 50.0, 16.0, 36.0, 83.0, 8.0, 16.0, 81.0, 12.0, 32.0, 41.0, 30.0, 68.0, 106.0, 27.0, 48.0,
    61.0, 60.0, 28.0, 2.0, 9.0, 6.0, 11.0, 6.0, 3.0, 0.0, 19.0, 16.0, 3.0, 5.0, 21.0, 0.0, 0.0, 0.0, 0.0,
    0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0,
];

/// Characters that are counted of the page around a paragraph, and of a paragraph.
const LOOKED_AT: usize = 40_000;

/// How often each letter stands in a text; Latin without marks, and Cyrillic.
#[derive(Debug, Clone)]
pub(super) struct Letters {
    counts: [f32; 74],
    all: usize,
}

impl Letters {
    /// Counts of all letters in some texts, up to a bound.
    pub(super) fn of<'t>(texts: impl Iterator<Item = &'t str>) -> Self {
        let mut letters = Self { counts: [0.0; 74], all: 0 };
        let mut counts = [0u32; 74];
        let mut ascii = [0u32; 128];
        let mut left = LOOKED_AT;
        for text in texts {
            if text.is_ascii() {
                let seen = &text.as_bytes()[..text.len().min(left)];
                seen.iter().for_each(|byte| ascii[usize::from(*byte & 0x7f)] += 1);
                left -= seen.len();
                continue;
            }
            for c in text.chars().take(left) {
                left -= 1;
                if c.is_ascii() {
                    ascii[c as usize & 0x7f] += 1;
                } else if let Some(slot) = slot(c) {
                    counts[slot] += 1;
                } else if has_counted_lower_case(c) {
                    c.to_lowercase().filter_map(slot).for_each(|slot| counts[slot] += 1);
                }
            }
        }
        for (letter, count) in (b'a'..=b'z').zip(&mut counts) {
            *count += ascii[usize::from(letter)] + ascii[usize::from(letter.to_ascii_uppercase())];
        }
        for (count, slot) in counts.into_iter().zip(&mut letters.counts) {
            *slot = count as f32;
            letters.all += count as usize;
        }
        letters
    }

    /// The same as [`lacks_vowels`], of a text in ASCII.
    fn lacks_vowels(&self) -> bool {
        let vowels: f32 = b"aeiouy".map(|vowel| self.counts[usize::from(vowel - b'a')]).iter().sum();
        self.all >= LETTERS && vowels / (self.all as f32) < VOWELS
    }

    /// Whether the letters are those of a language that is known.
    fn of_a_language(&self) -> bool {
        let (latin, cyrillic) = self.counts.split_at(26);
        let length = |counts: &[f32]| counts.iter().map(|count| count * count).sum::<f32>().sqrt();
        let near = |counts: &[f32], known: &[f32]| {
            let product: f32 = counts.iter().zip(known).map(|(count, known)| count * known).sum();
            product >= OF_A_LANGUAGE * length(counts) * length(known)
        };
        if latin.iter().sum::<f32>() < cyrillic.iter().sum::<f32>() {
            return near(cyrillic, &CYRILLIC);
        }
        LATIN.iter().any(|known| near(latin, known))
    }

    /// Whether a text has the letters of this one; nothing where either is too short.
    fn alike(&self, other: &Self) -> Option<bool> {
        if self.all < LETTERS || other.all < LETTERS {
            return None;
        }
        let product = |a: &Self, b: &Self| a.counts.iter().zip(&b.counts).map(|(a, b)| a * b).sum::<f32>();
        let same = |of: &Self, script: std::ops::Range<usize>| of.counts[script].iter().sum::<f32>();
        // Two scripts on one page are two languages, not a cipher.
        if (same(self, 0..26) > same(self, 26..74)) != (same(other, 0..26) > same(other, 26..74)) {
            return None;
        }
        let cosine = product(self, other) / (product(self, self) * product(other, other)).sqrt();
        Some(cosine >= ALIKE)
    }
}

/// Whether a letter that is not counted itself may be a counted one in lower case: what is left of Cyrillic, the sign of Kelvin, and
/// the dotted capital of Turkish.
fn has_counted_lower_case(c: char) -> bool {
    matches!(c, '\u{400}'..='\u{42f}' | '\u{212a}' | '\u{130}')
}

fn slot(c: char) -> Option<usize> {
    match c {
        'a'..='z' => Some(c as usize - 'a' as usize),
        'A'..='Z' => Some(c as usize - 'A' as usize),
        'а'..='џ' => Some(26 + c as usize - 'а' as usize),
        _ => None,
    }
}

/// Whether a paragraph's letters were exchanged: they are not those of the page, or hardly any is a vowel.
pub(super) fn is_scrambled<'p>(text: &str, page: impl FnOnce() -> &'p Letters) -> bool {
    if text.len() < LETTERS {
        return false;
    }
    let own = Letters::of(std::iter::once(text));
    // Hardly any text is of no language.
    if own.of_a_language() {
        return false;
    }
    let lacks_vowels = || if text.is_ascii() { own.lacks_vowels() } else { lacks_vowels(text) };
    let odd = page().alike(&own) == Some(false) || lacks_vowels();
    odd && has_the_shape_of_prose(text)
}

/// Words as long as those of prose, hardly a figure among them, few twice, no list: code, patterns, tables, timetables and rows
/// of names have other letters than prose, and nobody exchanged them.
fn has_the_shape_of_prose(text: &str) -> bool {
    let words: Vec<&str> = text.split_whitespace().take(LOOKED_AT / 8).collect();
    let count = |told: &dyn Fn(&&&str) -> bool| words.iter().filter(told).count();
    let letters = text.chars().filter(|c| crate::char_classes::is_alphabetic(*c)).count();
    let others =
        text.chars().filter(|c| !crate::char_classes::is_alphabetic(*c) && !c.is_whitespace()).count();
    let distinct: std::collections::HashSet<&&str> = words.iter().collect();
    let upper = count(&|word| word.chars().all(|c| !c.is_lowercase()));
    let commas = count(&|word| word.ends_with([',', ';', ':', '|']));
    letters >= 3 * words.len()
        && others * 8 <= letters
        && distinct.len() * 10 >= words.len() * 6
        && upper * 8 <= words.len()
        && commas * 4 <= words.len()
}

fn lacks_vowels(text: &str) -> bool {
    let mut letters = 0;
    let mut vowels = 0;
    for c in text.chars() {
        if c.is_ascii() {
            letters += usize::from(c.is_ascii_alphabetic());
            vowels += usize::from(is_ascii_vowel(c as u8));
            continue;
        }
        if !crate::char_classes::is_alphabetic(c) {
            continue;
        }
        if !is_alphabet_with_vowels(c) {
            return false;
        }
        letters += 1;
        vowels += usize::from(is_vowel(c));
    }
    letters >= LETTERS && crate::text::share(vowels, letters) < VOWELS
}

fn is_alphabet_with_vowels(c: char) -> bool {
    matches!(c, '\u{c0}'..='\u{24f}' | '\u{400}'..='\u{4ff}' | '\u{1e00}'..='\u{1eff}')
}

/// One bit for each letter: `a`, `e`, `i`, `o`, `u`, `y`.
const ASCII_VOWELS: u32 = 1 | 1 << 4 | 1 << 8 | 1 << 14 | 1 << 20 | 1 << 24;

fn is_ascii_vowel(byte: u8) -> bool {
    let letter = (byte | 0x20).wrapping_sub(b'a');
    letter < 26 && ASCII_VOWELS >> letter & 1 != 0
}

fn is_vowel(c: char) -> bool {
    let lower = c.to_lowercase().next().unwrap_or(c);
    matches!(lower, '\u{1ea0}'..='\u{1ef9}' | 'ơ' | 'ư')
        || "aeiouyàáâãäåæèéêëìíîïòóôõöøùúûüýÿāăąēĕėęěĩīĭįıōŏőœũūŭůűųŷаеёиоуыэюяіїєў".contains(lower)
}

#[cfg(test)]
mod tests {
    use super::*;

    const PAGE: [&str; 2] = [
        "The council agreed on Monday to rebuild the old bridge over the river, which had been closed to all traffic since the flood of last spring, the mayor said after the vote.",
        "News from the harbour: the ferry sails again, tickets are sold at the pier, and the museum of fishing opens its doors on Sunday afternoon for everybody who comes by boat.",
    ];

    /// Exchanges letters from both ends of the alphabet. Shifts by which common consonants become vowels are not seen.
    fn exchanged(text: &str) -> String {
        text.chars()
            .map(|c| if c.is_ascii_lowercase() { char::from(b'z' - (c as u8 - b'a')) } else { c })
            .collect()
    }

    #[test]
    fn exchanged_letters_show() {
        let texts = [
            "The council agreed on Monday to rebuild the old bridge over the river, which had been closed to all traffic since the flood of last spring, the mayor said after the vote.",
            "Der Rat hat am Montag beschlossen, die alte Brücke über den Fluss neu zu bauen, die seit dem Hochwasser im Frühjahr für den Verkehr gesperrt ist, sagte die Bürgermeisterin.",
            "Rada zdecydowała w poniedziałek o odbudowie starego mostu nad rzeką, który od wiosennej powodzi jest zamknięty dla ruchu, powiedziała po głosowaniu burmistrzyni miasta.",
            "Совет решил в понедельник восстановить старый мост через реку, закрытый для движения после весеннего наводнения, сообщила после голосования мэр города, добавив подробности.",
        ];
        let nothing = Letters::of(std::iter::empty());
        let others = Letters::of(texts.into_iter().take(3));
        for text in texts {
            assert!(!is_scrambled(text, || &nothing), "{text}");
            assert!(!is_scrambled(text, || &others), "{text}");
        }
        assert!(is_scrambled(&exchanged(texts[0]), || &nothing));
        assert!(is_scrambled(&exchanged(texts[1]), || &nothing));
        assert!(!is_scrambled("評議会は月曜日に川に架かる古い橋の再建を決定した。", || &nothing));
    }

    #[test]
    fn capitals_of_counted_letters_are_known() {
        for c in ('\u{80}'..=char::MAX).filter(|c| slot(*c).is_none()) {
            let counted = c.to_lowercase().any(|lower| slot(lower).is_some());
            assert!(!counted || has_counted_lower_case(c), "{c}");
        }
    }

    #[test]
    fn what_is_no_prose_was_not_exchanged() {
        let page = Letters::of(PAGE.into_iter());
        let texts = [
            "Row 1: K2, p2, yo, k2tog, ssk, p2, k2, pm, k4, sl1, psso, k2tog, yo, p2, k2, rep from * to end, turn, k2, p2, yo, k2tog, ssk, p2, k2, pm, k4, sl1, psso, k2tog.",
            "Mozart KV 331, XLII, LXVII, XCIX, MDCCCLXXXVIII, MCMXLIX, MMXXIV, CDXLIV, DCCLXXVII, XLVIII, CCCXXXIII, LXXXVIII, MMMDCCCLXXXVIII, DCLXVI, CLIX, XCVII, MMXXV",
            "mov rbx, qword ptr [rsp+8]; xchg rdx, rcx; cmpxchg dword ptr [rdx], r8d; jnz lbl; shl rcx, 3; sbb rdx, rdx; prefetchnta [rbx]; pxor xmm1, xmm1; vpsrldq xmm2, xmm1, 4; ret",
            "Krzysztof Szczepański, Grzegorz Brzęczyszczykiewicz, Zbigniew Chrząszcz, Przemysław Wstrzemięźliwy, Bartłomiej Trznadel, Wawrzyniec Zdrzałka, Szczepan Krzywdziński",
            "08:12 Lndg 08:19 Hfn 08:24 Brck 08:31 Str 08:40 Bhf 09:12 Lndg 09:19 Hfn 09:24 Brck 09:31 Str 09:40 Bhf 10:12 Lndg 10:19 Hfn 10:24 Brck 10:31 Str 10:40 Bhf 11:12 Lndg",
        ];
        for text in texts {
            assert!(!is_scrambled(text, || &page), "{text}");
        }
    }

    #[test]
    fn any_alphabet_moved_on_shows_beside_the_page() {
        let page = Letters::of(PAGE.into_iter());
        for by in 1..26u8 {
            let moved = |c: char| {
                if c.is_ascii_lowercase() { char::from((c as u8 - b'a' + by) % 26 + b'a') } else { c }
            };
            let text: String = PAGE[0].chars().map(moved).collect();
            assert!(is_scrambled(&text, || &page), "{by}: {text}");
        }
    }
}
