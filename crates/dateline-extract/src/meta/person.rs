//! Which words are a person's name: capitals, particles, elided articles, and surnames of two parts with a word between them.

use super::credit;
use super::job_words::{JOBS, TITLES_AFTER, TRADES};
use super::name_words::{DESKS, NO_NAMES, NOT_ALONE, leads};

/// Words of names in lower case that stand between two others: `Jan van der Berg`, `Gwen ap Rhys`.
const PARTICLES: &[&str] =
    &["von", "van", "ter", "ten", "bin", "bint", "ibn", "ap", "ferch", "ní", "nic", "ó", "ua", "uí"];
/// Those that stand between words of any kind too: `Ana de la Torre`, and `Junta de Andalucía`.
const OF: &[&str] = &[
    "i", "y", "e", "zu", "zum", "zur", "vom", "te", "tot", "op", "af", "av", "ab", "ben", "bat", "abu", "de",
    "del", "della", "dello", "dei", "degli", "dal", "dalla", "di", "da", "das", "do", "dos", "du", "des",
];
/// Articles that stand behind one of these.
const ARTICLES: &[&str] =
    &["der", "den", "dem", "de", "la", "las", "le", "les", "lo", "los", "het", "el", "al", "t"];
/// Letters of an article that is one word with its name: `d’Aubigné`, `dell’Acqua`, `al-Hakim`.
const ELIDED: usize = 5;
/// Words of a name, and of one with its particles.
const WORDS: usize = 5;
const WITH_PARTICLES: usize = 8;

/// A word for somebody who writes for a paper.
pub(super) fn is_trade(word: &str) -> bool {
    let lower = word.to_lowercase();
    TRADES.contains(&lower.as_str())
}

pub(super) fn is_job(lower: &str) -> bool {
    let ends_in_trade = || lower.split_whitespace().last().is_some_and(is_trade);
    JOBS.iter().any(|job| lower.starts_with(job)) || TITLES_AFTER.contains(&lower) || ends_in_trade()
}

pub(super) fn is_desk(lower: &str) -> bool {
    lower.split(|c: char| !c.is_alphanumeric()).any(|word| DESKS.contains(&word))
        || lower.contains(".com")
        || lower.contains(".co.")
        || lower.contains(".org")
}

/// Words that stand between two parts of one surname, as between two names.
const WITHIN: [&str; 3] = ["i", "y", "e"];

/// Where a word between names stands within one: a name of two words and more before it, one word behind it, as in `Jordi Puigdevall i
/// Roca`. An agency or a desk behind it signs for itself.
pub(super) fn surname_joint(text: &str) -> Option<usize> {
    let ends = [" i ", " y ", " e ", ",", ";", "|", "/", "·", " & "];
    WITHIN.iter().find_map(|joint| {
        let spaced = format!(" {joint} ");
        text.match_indices(&spaced).map(|(at, _)| at).find(|at| {
            let before = &text[..*at];
            let start = ends.iter().filter_map(|end| before.rfind(end).map(|found| found + end.len())).max();
            let before = &before[start.unwrap_or(0)..];
            let behind = &text[at + spaced.len()..];
            let end = ends.iter().filter_map(|end| behind.find(end)).min().unwrap_or(behind.len());
            let last = behind[..end].trim();
            let named = |word: &str| {
                word.starts_with(char::is_uppercase)
                    && word.chars().any(char::is_lowercase)
                    && word.chars().all(char::is_alphabetic)
            };
            before.split_whitespace().filter(|word| named(word)).count() >= 2
                && named(last)
                && !credit::is_agency(last)
                && !is_desk(&last.to_lowercase())
        })
    })
}

/// Whether a word begins in upper case, its article apart; scripts without cases have no small letters.
fn is_capital(word: &str) -> bool {
    // Georgian sets no capitals, though its letters have some.
    let is_small = |c: char| c.is_lowercase() && !matches!(c, '\u{10d0}'..='\u{10ff}');
    let begins = |part: &str| part.chars().next().is_some_and(|c| !is_small(c));
    let elided = || {
        let (article, name) = word.split_once(['’', '\'', '-', 'ʼ'])?;
        Some(article.chars().count() <= ELIDED && name.starts_with(char::is_uppercase))
    };
    begins(word) || elided() == Some(true)
}

/// One to five words that begin in upper case (where the script knows cases), particles between them, no digits, no sentence.
pub(super) fn is_person(name: &str) -> bool {
    let all: Vec<&str> = name.split_whitespace().collect();
    let lower = name.to_lowercase();
    let no_name = leads().any(|lead| *lead == lower) || NOT_ALONE.contains(&lower.as_str()) || is_job(&lower);
    if no_name || NO_NAMES.iter().any(|word| lower.contains(word)) {
        return false;
    }
    // Quoted words are a headline's.
    if name.starts_with(['«', '»', '„', '“', '‘', '「', '『', '《']) {
        return false;
    }
    // `~guest` is a reader's.
    if name.starts_with('~') {
        return false;
    }
    // `a.lee` is the handle of an account.
    if all.len() == 1 && name.is_ascii() && name.trim_end_matches('.').contains('.') {
        return false;
    }
    let words = without_particles(&all, true);
    let letters = name.chars().filter(|c| c.is_alphabetic()).count();
    if words.is_empty()
        || words.len() > WORDS
        || all.len() > WITH_PARTICLES
        || letters < 2
        || words.len() == 1 && letters < 3 && name == lower && name.is_ascii()
        || name.len() > 80
        || name.chars().any(|c| c.is_ascii_digit())
    {
        return false;
    }
    // `directrice de la mairie` is what somebody is.
    if words.len() < all.len() && !is_capital(words[0]) {
        return false;
    }
    let capitals = words.iter().filter(|word| is_capital(word)).count();
    capitals * 2 > words.len() || words.len() == 1
}

/// Words of a full name, particles apart.
const FULL: std::ops::RangeInclusive<usize> = 2..=4;

/// The words of a name without its particles, and without `de` and its like where these may stand in it.
fn without_particles<'t>(all: &[&'t str], of: bool) -> Vec<&'t str> {
    let inner = 1..all.len().saturating_sub(1);
    let (mut words, mut behind) = (Vec::new(), false);
    for (at, word) in all.iter().enumerate() {
        let known = PARTICLES.contains(word) || of && OF.contains(word) || behind && ARTICLES.contains(word);
        behind = inner.contains(&at) && known;
        if !behind {
            words.push(*word);
        }
    }
    words
}

/// Two to four words in upper and lower case, letters alone but for an initial's point, particles between them: a name where something
/// says that one stands there.
pub(super) fn is_full_name(text: &str) -> bool {
    is_name_of(text, true)
}

/// Such words that are a name where nothing says so: `Junta de Andalucía` is as good a heading.
pub(super) fn is_plain_name(text: &str) -> bool {
    is_name_of(text, false)
}

fn is_name_of(text: &str, of: bool) -> bool {
    let all: Vec<&str> = text.split_whitespace().collect();
    let words = without_particles(&all, of);
    all.len() <= WITH_PARTICLES && FULL.contains(&words.len()) && words.into_iter().all(is_name_word)
}

fn is_name_word(word: &str) -> bool {
    let bare = word.trim_end_matches('.');
    let named = bare
        .split_once(['’', '\'', '-'])
        .filter(|(article, name)| {
            article.chars().count() <= ELIDED
                && article.chars().all(char::is_lowercase)
                && name.starts_with(char::is_uppercase)
        })
        .map_or(bare, |(_, name)| name);
    let mut letters = named.chars();
    let starts = letters.next().is_some_and(char::is_uppercase);
    let rest = letters.as_str();
    let initial = rest.is_empty() && word.ends_with('.');
    let goes_on = |c: char| c.is_alphabetic() || matches!(c, '-' | '\'' | '’');
    starts
        && (initial
            || !word.ends_with('.') && rest.chars().all(goes_on) && rest.chars().any(char::is_lowercase))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_have_particles_and_articles() {
        for name in [
            "Jan van der Berg",
            "Ludovic d’Aubigné",
            "Piero dell’Acqua",
            "Gwen ap Rhys",
            "Klaus von der Heydt",
            "Ulrike Graf von Hohenems",
            "Siobhán O'Hara-Ní Dhúill",
            "Jordi Puigdevall i Roca",
            "Salim al-Hakim",
        ] {
            assert!(is_person(name), "{name}");
            assert!(is_full_name(name), "{name}");
        }
        assert!(!is_person("directrice de France Inter"));
        assert!(
            is_plain_name("Jan van der Berg")
                && is_full_name("Joaquín de la Torre")
                && !is_plain_name("Joaquín de la Torre")
        );
        assert!(!is_full_name("Krise und Erneuerung des Gottesdienstes"));
        for words in ["the harbour of Lindenau", "Reporting from the pier", "von der Leitung", "d’accord"] {
            assert!(!is_full_name(words), "{words}");
        }
    }

    #[test]
    fn surnames_of_two_parts_are_told_from_two_names() {
        for (text, joined) in [
            ("Jordi Puigdevall i Roca", true),
            ("Ana Belén y Urrutia y Joaquín de la Torre", true),
            ("Ana López y Joaquín Torre", false),
            ("Ana y Joaquín", false),
            ("Ana López y EFE", false),
            ("Jan Nowak i Reuters", false),
            ("Ana López y Agencias", false),
        ] {
            assert_eq!(surname_joint(text).is_some(), joined, "{text}");
        }
    }
}
