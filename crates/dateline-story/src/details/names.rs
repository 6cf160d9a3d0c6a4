//! People and places named: runs of capital words, sorted by the words beside them. It finds nothing in scripts without
//! capitals, and in German, where every noun has one, only what another text names too. A name whose neighbours say
//! neither person nor place is called neither.

use super::tokens::{Token, tokens};
use super::{TEXTS, Text};
use dateline_text::sentences;
use std::collections::{BTreeMap, BTreeSet, HashSet};

/// A name that stands in the texts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Name {
    /// As written, the longest form: `Mara Lund` for a later `Lund`.
    pub words: String,
    /// What its neighbours say it is.
    pub kind: Kind,
    /// Texts that name it.
    pub versions: usize,
    /// How often it stands there.
    pub mentions: usize,
}

/// What a name is, by the words beside it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Kind {
    /// A title before it or a verb of saying beside it.
    Person,
    /// A preposition of place before it.
    Place,
    /// Neither: companies, offices, ships, events.
    Other,
}

/// Titles and offices that stand before a person's name.
const TITLES: &[&str] = &[
    "mr",
    "mrs",
    "ms",
    "miss",
    "dr",
    "prof",
    "professor",
    "president",
    "minister",
    "premier",
    "chancellor",
    "senator",
    "mayor",
    "governor",
    "captain",
    "coach",
    "judge",
    "sir",
    "dame",
    "spokesman",
    "spokeswoman",
    "secretary",
    "king",
    "queen",
    "prince",
    "princess",
    "pope",
    "inspector",
    "commissioner",
    "general",
    "économiste",
    "président",
    "présidente",
    "ministre",
    "m",
    "mme",
    "señor",
    "señora",
    "presidente",
    "ministro",
    "herr",
    "frau",
];

/// Prepositions of place.
const WHERE: &[&str] = &[
    "in", "at", "near", "off", "outside", "across", "around", "into", "via", "à", "en", "dans", "près",
    "sur", "a", "cerca", "em", "nel", "nella", "bei", "nach", "aus", "в", "на", "из",
];

/// Verbs beside which a person stands.
const DOES: &[&str] = &[
    "said",
    "says",
    "told",
    "added",
    "warned",
    "argued",
    "wrote",
    "resigned",
    "scored",
    "dit",
    "déclaré",
    "dijo",
    "sagte",
    "сказал",
    "сказала",
    "заявил",
    "заявила",
];

/// Endings of what is neither person nor place though a preposition may stand before it.
const BODIES: &[&str] = &[
    "bank",
    "ministry",
    "council",
    "university",
    "party",
    "court",
    "union",
    "company",
    "line",
    "lines",
    "authority",
    "agency",
    "committee",
    "institute",
    "office",
    "department",
    "association",
    "group",
    "club",
    "cup",
    "news",
    "post",
    "times",
    "act",
    "commission",
    "parliament",
    "wire",
];

/// Capital words that are no names.
const NO_NAMES: &[&str] = &[
    "monday",
    "tuesday",
    "wednesday",
    "thursday",
    "friday",
    "saturday",
    "sunday",
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
    "i",
    "the",
    "a",
    "an",
    "but",
    "and",
    "in",
    "on",
    "at",
    "of",
    "it",
    "he",
    "she",
    "they",
    "we",
    "this",
    "that",
    "these",
    "those",
    "there",
    "when",
    "while",
    "after",
    "before",
    "if",
    "as",
    "for",
    "with",
    "from",
    "by",
    "to",
    "no",
    "not",
    "yes",
    "read",
    "photo",
    "picture",
    "lundi",
    "mardi",
    "mercredi",
    "jeudi",
    "vendredi",
    "le",
    "la",
    "les",
    "un",
    "une",
    "des",
    "el",
    "los",
    "las",
    "der",
    "die",
    "das",
    "ein",
    "eine",
    "mr",
    "mrs",
    "ms",
    "dr",
    "m",
    "mme",
];

/// Small words inside names.
const INNER: &[&str] = &[
    "of", "de", "da", "di", "del", "della", "du", "des", "van", "von", "der", "den", "bin", "al", "la", "le",
];

/// Names of one kind given back.
const SHOWN: usize = 10;
/// Words of one name.
const LONGEST: usize = 5;

/// What is known of one spelling.
#[derive(Default)]
struct Seen {
    versions: BTreeSet<usize>,
    mentions: usize,
    person: usize,
    place: usize,
}

/// Names that stand in at least two texts, or at least twice; those of most texts first.
pub fn names(texts: &[Text<'_>]) -> Vec<Name> {
    let small = small_words(texts);
    let mut seen: BTreeMap<String, Seen> = BTreeMap::new();
    let mut german: BTreeMap<String, Seen> = BTreeMap::new();
    for (version, text) in texts.iter().take(TEXTS).enumerate() {
        let into = if text.lang_id() == "de" { &mut german } else { &mut seen };
        for sentence in text.read().flat_map(sentences) {
            take(sentence, version, &small, into);
        }
    }
    for (words, found) in german {
        if let Some(known) = seen.get_mut(&words) {
            known.versions.extend(found.versions);
            known.mentions += found.mentions;
        }
    }
    shown(folded(seen))
}

/// Words that also stand in small letters: at the beginning of a sentence their capital says nothing.
fn small_words<'a>(texts: &[Text<'a>]) -> HashSet<&'a str> {
    let all = texts.iter().take(TEXTS).flat_map(Text::read).flat_map(tokens);
    all.map(|token| token.word).filter(|word| word.chars().next().is_some_and(char::is_lowercase)).collect()
}

fn take(sentence: &str, version: usize, small: &HashSet<&str>, seen: &mut BTreeMap<String, Seen>) {
    let words = tokens(sentence);
    let mut at = 0;
    while at < words.len() {
        let end = run(&words, at);
        let from = if at == 0 { at + usize::from(starts_by_rule(&words, end, small)) } else { at };
        if let Some(named) = words.get(from..end).filter(|named| !named.is_empty()) {
            note(&words, (from, end), named, version, seen);
        }
        at = end.max(at + 1);
    }
}

/// Where the run of capital words from a place on ends; the place itself where none begins there.
fn run(words: &[Token<'_>], from: usize) -> usize {
    let is_name = |token: &Token<'_>| {
        token.is_capital()
            && token.word.chars().count() > 1
            && !NO_NAMES.contains(&token.word.to_lowercase().as_str())
    };
    let mut end = from;
    while let Some(token) = words.get(end) {
        let joined = end == from || !token.parted;
        let first = end == 0 && token.is_capital();
        if joined && (is_name(token) || first) && end - from < LONGEST {
            end += 1;
        } else if end > from
            && joined
            && INNER.contains(&token.word)
            && words.get(end + 1).is_some_and(|next| is_name(next) && !next.parted)
        {
            end += 2;
        } else {
            break;
        }
    }
    end
}

/// Whether the first word of a sentence has its capital from its place alone.
fn starts_by_rule(words: &[Token<'_>], end: usize, small: &HashSet<&str>) -> bool {
    words.first().is_some_and(|first| {
        let lower = first.word.to_lowercase();
        NO_NAMES.contains(&lower.as_str())
            || TITLES.contains(&lower.as_str())
            || small.contains(lower.as_str())
            || end == 1
    })
}

fn note(
    words: &[Token<'_>],
    (from, end): (usize, usize),
    named: &[Token<'_>],
    version: usize,
    seen: &mut BTreeMap<String, Seen>,
) {
    let mut named = named;
    let titled = named.first().is_some_and(|first| is_in(TITLES, first.word)) && named.len() > 1;
    if titled {
        named = named.get(1..).unwrap_or_default();
    }
    let before = from.checked_sub(1).and_then(|at| words.get(at)).map(|token| token.word).unwrap_or_default();
    let after = words.get(end).filter(|token| !token.parted).map(|token| token.word).unwrap_or_default();
    let written = named.iter().map(|token| token.word).collect::<Vec<_>>().join(" ");
    let found = seen.entry(written).or_default();
    found.versions.insert(version);
    found.mentions += 1;
    found.person += usize::from(titled || is_in(TITLES, before) || is_in(DOES, before) || is_in(DOES, after));
    found.place += usize::from(is_in(WHERE, before) && before.chars().all(char::is_lowercase));
}

fn is_in(list: &[&str], word: &str) -> bool {
    list.contains(&word.to_lowercase().as_str())
}

/// A last name alone counts for the full name that it ends, where only one ends so.
fn folded(mut seen: BTreeMap<String, Seen>) -> BTreeMap<String, Seen> {
    let single: Vec<String> = seen.keys().filter(|words| !words.contains(' ')).cloned().collect();
    for short in single {
        let ending = format!(" {short}");
        let mut full = seen.keys().filter(|words| words.ends_with(&ending));
        let (Some(one), None) = (full.next().cloned(), full.next()) else { continue };
        if let (Some(found), Some(whole)) = (seen.remove(&short), seen.get_mut(&one)) {
            whole.versions.extend(found.versions);
            whole.mentions += found.mentions;
            whole.person += found.person;
            whole.place += found.place;
        }
    }
    seen
}

fn shown(seen: BTreeMap<String, Seen>) -> Vec<Name> {
    let often = seen.into_iter().filter(|(_, found)| found.versions.len() > 1 || found.mentions > 1);
    let mut all: Vec<Name> = often
        .map(|(words, found)| Name {
            kind: kind(&words, &found),
            versions: found.versions.len(),
            mentions: found.mentions,
            words,
        })
        .collect();
    all.sort_by(|a, b| (b.versions, b.mentions).cmp(&(a.versions, a.mentions)).then(a.words.cmp(&b.words)));
    let mut room = BTreeMap::from([(Kind::Person, SHOWN), (Kind::Place, SHOWN), (Kind::Other, SHOWN)]);
    all.retain(|name| match room.get_mut(&name.kind) {
        Some(left) if *left > 0 => {
            *left -= 1;
            true
        }
        _ => false,
    });
    all
}

/// A third of the mentions must say so, and a place is no body that has its kind in its name.
fn kind(words: &str, found: &Seen) -> Kind {
    let body = words.split(' ').any(|word| is_in(BODIES, word));
    if body {
        Kind::Other
    } else if found.person > 0 && found.person >= found.place {
        Kind::Person
    } else if found.place > 0 && 3 * found.place >= found.mentions {
        Kind::Place
    } else {
        Kind::Other
    }
}
