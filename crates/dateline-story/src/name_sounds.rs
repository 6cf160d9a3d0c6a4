//! Names by their sound: a row of classes of consonants, the same for Latin, Cyrillic, Greek, Arabic, Katakana, Hangul and the characters
//! by which Chinese writes foreign names. Vowels say nothing, except one that begins a name.

use crate::stable_hash;
use std::sync::LazyLock;

/// Consonants and the Chinese characters that sound like them, a line each.
static CHINESE: &str = include_str!("../data/chinese_sounds.txt");

static CHINESE_SOUNDS: LazyLock<stable_hash::Map<u32, &'static str>> = LazyLock::new(|| {
    let lines = CHINESE.lines().filter_map(|line| line.split_once(' ')).filter(|(sound, _)| *sound != "#");
    lines.flat_map(|(sound, all)| all.chars().map(move |c| (u32::from(c), sound))).collect()
});

/// A name's hash and how many classes it has, from its lower case: an `a` before them where it begins with a vowel. Fewer than
/// three say nothing.
pub(crate) fn classes(lower: &str) -> Option<(u32, u32)> {
    let (mut state, mut last, mut count) = (stable_hash::EMPTY, 0, 0_u32);
    let mut chars = lower.chars().peekable();
    let mut begins = true;
    while let Some(c) = chars.next() {
        let classes = match consonant(c, chars.peek().copied().unwrap_or(' ')) {
            "" if begins => "a",
            classes => classes,
        };
        begins = false;
        for class in classes.bytes().filter(|class| *class != std::mem::replace(&mut last, *class)) {
            state = stable_hash::step(state, class);
            count += 1;
        }
    }
    (count >= 3).then(|| (stable_hash::upper(state), count))
}

fn consonant(c: char, next: char) -> &'static str {
    match c {
        // One sound in two letters: what follows says it.
        'c' if next == 'z' => "",
        'ت' if next == 'ش' => "",
        'c' if matches!(next, 'e' | 'i' | 'y' | 'h' | 'é' | 'í') => "s",
        'b' | 'f' | 'p' | 'v' | 'w' | 'б' | 'в' | 'п' | 'ф' | 'β' | 'π' | 'φ' | 'ب' | 'ف' | 'پ' | 'ڤ' => {
            "p"
        }
        'k' | 'c' | 'q' | 'g' | 'к' | 'г' | 'ґ' | 'κ' | 'γ' | 'χ' | 'ğ' | 'ك' | 'ق' | 'غ' | 'خ' | 'گ' => {
            "k"
        }
        's' | 'z' | 'ß' | 'ś' | 'š' | 'ş' | 'č' | 'ć' | 'ç' | 'ž' | 'ź' | 'ż' | 'j' | 'с' | 'з' | 'ш'
        | 'щ' | 'ж' | 'ч' | 'σ' | 'ς' | 'ζ' | 'س' | 'ص' | 'ز' | 'ش' | 'ج' | 'چ' => "s",
        'x' | 'ξ' => "ks",
        'ц' => "ts",
        'd' | 't' | 'ð' | 'þ' | 'д' | 'т' | 'δ' | 'τ' | 'θ' | 'ت' | 'ط' | 'د' | 'ض' | 'ث' => "t",
        'l' | 'r' | 'ł' | 'ř' | 'л' | 'р' | 'λ' | 'ρ' | 'ل' | 'ر' => "l",
        'm' | 'n' | 'ñ' | 'ń' | 'ň' | 'м' | 'н' | 'μ' | 'ν' | 'م' | 'ن' => "n",
        _ => "",
    }
}

/// Katakana in Latin letters, as far as `classes` hears them.
pub(crate) fn spell_kana(name: &str) -> String {
    name.chars()
        .map(|c| match c {
            'カ'..='ゴ' => 'k',
            'サ'..='ゾ' | 'チ' | 'ヂ' => 's',
            'ツ' | 'ヅ' => 'ц',
            'タ' | 'ダ' | 'テ'..='ド' => 't',
            'ナ'..='ノ' | 'マ'..='モ' | 'ン' => 'n',
            'フ' | 'バ'..='パ' | 'ビ' | 'ピ' | 'ブ' | 'プ' | 'ベ' | 'ペ' | 'ボ' | 'ポ' | 'ヴ' | 'ワ' => {
                'p'
            }
            'ラ'..='ロ' => 'l',
            'ー' | 'ッ' => '-',
            _ => 'a',
        })
        .collect()
}

/// The consonants of a character by which Chinese writes foreign names.
pub(crate) fn chinese(c: char) -> Option<&'static str> {
    CHINESE_SOUNDS.get(&u32::from(c)).copied()
}

/// First consonants of Hangul syllables in Latin letters, in the order of Unicode.
const INITIALS: [char; 19] =
    ['k', 'k', 'n', 't', 't', 'l', 'n', 'p', 'p', 's', 's', 'a', 's', 's', 's', 'k', 't', 'p', 'a'];
/// The silent first consonant, and vowels that sound like "w" behind it.
const SILENT: u32 = 11;
const W: [u32; 5] = [9, 10, 14, 15, 16];
/// The vowel that no foreign name has.
const UI: u32 = 19;
/// Particles behind a name that would add a consonant to it.
const PARTICLES: [&str; 7] = ["에서", "으로", "은", "는", "을", "를", "가"];

/// A foreign name in Hangul in Latin letters, without its particle. Such names have three syllables or more, most of them open, and
/// few final consonants; what does not look so is a word of Korean.
pub(crate) fn spell_hangul(word: &str) -> Option<String> {
    let stem = PARTICLES.iter().find_map(|particle| word.strip_suffix(particle)).unwrap_or(word);
    let (mut spelled, mut syllables, mut closed) = (String::new(), 0, 0);
    for c in stem.chars() {
        let place = u32::from(c).checked_sub(0xac00)?;
        let (first, vowel, last) = (place / 588, place % 588 / 28, place % 28);
        spelled.push(match INITIALS.get(first as usize)? {
            'a' if first == SILENT && W.contains(&vowel) => 'p',
            letter => *letter,
        });
        match last {
            _ if vowel == UI => return None,
            0 => {}
            1 => spelled.push('k'),
            4 | 16 | 21 => spelled.push('n'),
            8 => spelled.push('l'),
            17 => spelled.push('p'),
            19 => spelled.push('t'),
            _ => return None,
        }
        syllables += 1;
        closed += u32::from(last > 0);
    }
    (syllables >= 3 && closed * 5 <= syllables * 2).then_some(spelled)
}

/// Whether a word is Arabic.
pub(crate) fn is_arabic(word: &str) -> bool {
    word.starts_with(|c| matches!(c, '\u{0620}'..='\u{06ff}'))
}

/// Whether an Arabic word may be a foreign name: such names write their vowels, have no article and none of the letters whose sounds
/// other languages lack.
pub(crate) fn is_foreign_in_arabic(word: &str) -> bool {
    // "And" is written as part of the word.
    let plain = word.strip_prefix('و').unwrap_or(word);
    let vowels = plain.chars().filter(|c| matches!(c, 'ا' | 'و' | 'ي')).count();
    let own = |c: char| "حصضظعذثءئؤة".contains(c);
    vowels >= 2 && !word.starts_with("ال") && !word.ends_with("ات") && !word.contains(own)
}

/// An Arabic word and what it is without what is written in front of it: "and", a preposition, the article.
pub(crate) fn arabic_stems(word: &str) -> impl Iterator<Item = &str> {
    let plain = word.strip_prefix(['و', 'ف']).filter(|rest| rest.chars().nth(2).is_some());
    [Some(word), plain]
        .into_iter()
        .flatten()
        .flat_map(|word| {
            let behind = word.strip_prefix(['ب', 'ل', 'ك']);
            let article = word.strip_prefix("ال").or_else(|| word.strip_prefix("لل"));
            [Some(word), article, behind.and_then(|rest| rest.strip_prefix("ال")), behind]
        })
        .flatten()
}
