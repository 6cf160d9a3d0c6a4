//! Text whose letters were exchanged so that only subscribers' browsers can read it. Looks at letters, not at words.

/// Fewer letters say nothing.
const LETTERS: usize = 120;
/// Natural prose in Latin or Cyrillic script has 33 to 50 vowels in a hundred letters; exchanged letters fall below.
const VOWELS: f32 = 0.27;

/// Whether a paragraph's letters were exchanged.
pub(super) fn is_scrambled(text: &str) -> bool {
    let mut letters = 0;
    let mut vowels = 0;
    let letter = |c: &char| if c.is_ascii() { c.is_ascii_alphabetic() } else { c.is_alphabetic() };
    for c in text.chars().filter(letter) {
        if !is_alphabet_with_vowels(c) {
            return false;
        }
        letters += 1;
        vowels += usize::from(is_vowel(c));
    }
    letters >= LETTERS && crate::plain::share(vowels, letters) < VOWELS
}

fn is_alphabet_with_vowels(c: char) -> bool {
    c.is_ascii() || matches!(c, '\u{c0}'..='\u{24f}' | '\u{400}'..='\u{4ff}' | '\u{1e00}'..='\u{1eff}')
}

fn is_vowel(c: char) -> bool {
    if c.is_ascii() {
        return matches!(c.to_ascii_lowercase(), 'a' | 'e' | 'i' | 'o' | 'u' | 'y');
    }
    let lower = c.to_lowercase().next().unwrap_or(c);
    matches!(lower, '\u{1ea0}'..='\u{1ef9}' | 'ơ' | 'ư')
        || "aeiouyàáâãäåæèéêëìíîïòóôõöøùúûüýÿāăąēĕėęěĩīĭįıōŏőœũūŭůűųŷаеёиоуыэюяіїєў".contains(lower)
}

#[cfg(test)]
mod tests {
    use super::*;

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
        for text in texts {
            assert!(!is_scrambled(text), "{text}");
        }
        assert!(is_scrambled(&exchanged(texts[0])));
        assert!(is_scrambled(&exchanged(texts[1])));
        assert!(!is_scrambled("評議会は月曜日に川に架かる古い橋の再建を決定した。"));
    }
}
