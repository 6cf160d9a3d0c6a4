//! To whom a sentence speaks. A notice speaks to the reader and points at the text in hand; prose tells of others, whatever
//! words it does so with. Judges sentences, not where they stand.

use super::Fragment;
use crate::char_classes::{is_cjk, is_in_word, runs_on};
use crate::lexicon::{self, Class, Hit};
use crate::prefix_search::Stems;
use crate::text::{is_sentence, words};
use std::borrow::Cow;
use std::sync::LazyLock;

const TABLE: &str = include_str!("../../data/voice.tsv");

/// What stands before a phrase in a sentence that begins with it: "Sorry, but".
const BEFORE: usize = 3;
/// The same in characters of a script that writes words together.
const BEFORE_TOGETHER: usize = 6;
/// Fewer words are a label and tell nothing.
const SENTENCE: usize = 6;
/// Marks between which others speak.
const QUOTES: [char; 9] = ['"', '“', '”', '„', '«', '»', '「', '『', '‹'];

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Role {
    Reader,
    Order,
    Thing,
    Said,
    Purpose,
}

fn role(word: &str) -> Option<Role> {
    Some(match word {
        "reader" => Role::Reader,
        "order" => Role::Order,
        "thing" => Role::Thing,
        "said" => Role::Said,
        "purpose" => Role::Purpose,
        _ => return None,
    })
}

struct Voice {
    stems: Stems,
    roles: Vec<Role>,
}

static VOICE: LazyLock<Voice> = LazyLock::new(|| {
    let rows = TABLE.lines().filter(|line| !line.starts_with('#'));
    let rows = rows.filter_map(|line| {
        let mut fields = line.split('\t');
        Some((fields.next()?, role(fields.nth(1)?)?))
    });
    let (words, roles): (Vec<&str>, Vec<Role>) = rows.unzip();
    Voice { stems: Stems::of(words.into_iter()), roles }
});

/// Whether a text holds a whole word of one of some roles.
fn holds(text: &str, roles: &[Role]) -> bool {
    let folded = lexicon::fold_text(text);
    let joins = |c: char| if c.is_ascii() { c.is_ascii_alphanumeric() } else { is_in_word(c) && !runs_on(c) };
    let begins = |start: usize| {
        let before = folded[..start].trim_end_matches(|c: char| !is_in_word(c) && !is_stop(c));
        before.is_empty() || before.ends_with(is_stop) || is_behind_purpose(&folded[..start])
    };
    let mut joined = false;
    folded.char_indices().any(|(start, c)| {
        let mut found = false;
        if !joined || !c.is_ascii() && runs_on(c) {
            VOICE.stems.at(folded.as_bytes(), start, |row, length| {
                let role = VOICE.roles[row];
                let alone = || runs_on(c) || !folded[start + length..].starts_with(joins);
                found |= roles.contains(&role) && alone() && (role != Role::Order || begins(start));
            });
        }
        joined = joins(c);
        found
    })
}

/// Whether an order may follow on what a sentence says first: "To read the rest, choose a plan".
fn is_behind_purpose(before: &str) -> bool {
    let Some(clause) = before.trim_end().strip_suffix([',', '،', '、', '，']) else { return false };
    let clause = clause[clause.rfind(is_stop).map_or(0, |at| at + 1)..].trim_start();
    let mut begins = false;
    VOICE.stems.at(clause.as_bytes(), 0, |row, length| {
        begins |= VOICE.roles[row] == Role::Purpose && clause[length..].starts_with(' ');
    });
    begins
}

/// Marks behind which another sentence begins.
pub(crate) fn is_stop(c: char) -> bool {
    matches!(c, '.' | '!' | '?' | ':' | '…' | '。' | '！' | '？' | '؟' | '۔' | '।' | '։')
}

/// German speaks to its reader in upper case, where no sentence begins.
fn is_polite_german(text: &str) -> bool {
    let alone = |(at, word): &(usize, &str)| {
        let before = text[..*at].trim_end();
        let rest = text[at + word.len()..].trim_start_matches(['r', 'e', 'm', 'n']);
        before.ends_with(|c: char| c.is_alphabetic() || c == ',')
            && text[..*at].ends_with(' ')
            && !rest.starts_with(char::is_alphanumeric)
    };
    memchr::memchr2_iter(b'S', b'I', text.as_bytes()).any(|at| {
        let begins = |word: &&&str| text[at..].starts_with(**word);
        ["Sie", "Ihr", "Ihnen"].iter().filter(begins).any(|word| alone(&(at, word)))
    })
}

/// Whether a text speaks to its reader.
pub(crate) fn addresses(text: &str) -> bool {
    holds(text, &[Role::Reader, Role::Order]) || is_polite_german(text)
}

/// Whether a sentence of a text tells its reader to do something.
pub(crate) fn orders(text: &str) -> bool {
    holds(text, &[Role::Order])
}

/// Whether a text names something else than the article: a film, a map, a comment.
pub(crate) fn names_a_thing(text: &str) -> bool {
    holds(text, &[Role::Thing])
}

/// Whether a phrase stands in a sentence that tells of others: somebody says it within quotation marks, the sentence only comes
/// to it, or nobody is addressed. What a box of a wall says is always meant.
pub(crate) fn is_told(fragment: &Fragment, hit: &Hit) -> bool {
    let text = fragment.text.as_str();
    let sentences = fragment.words >= SENTENCE && is_sentence(text, fragment.words);
    let counts = || fragment.prompt().is_some_and(|prompt| prompt.counts_the_rest());
    if !sentences || fragment.scope.barrier || fragment.scope.heading || counts() {
        return false;
    }
    let begin = start_of_sentence(text, hit.start);
    let before = &text[begin..hit.start];
    let quoted = text[..hit.start].contains(QUOTES) || before.contains(QUOTES);
    if fragment.own_words {
        return quoted || !addresses(&unquoted(&text[begin..])) || holds(&text[begin..], &[Role::Said]);
    }
    let lone = fragment.covered(|other| other.start == hit.start) > LONE;
    let told = words(before) > BEFORE || together(before) > BEFORE_TOGETHER;
    !lone && (quoted || told || is_reported(&text[hit.end..]))
}

/// Whether the words behind a phrase name who says it: ", says a sign at the kiosk".
fn is_reported(behind: &str) -> bool {
    let Some(clause) = behind.trim_start().strip_prefix(',') else { return false };
    let ends = clause.match_indices(char::is_whitespace).map(|(at, _)| at);
    let first = ends.filter(|at| *at > 0).nth(1).unwrap_or(clause.len());
    holds(&clause[..first], &[Role::Said])
}

/// Whether a fragment is a sentence that speaks to nobody.
pub(crate) fn tells(fragment: &Fragment) -> bool {
    fragment.words >= SENTENCE
        && is_sentence(&fragment.text, fragment.words)
        && !fragment.scope.barrier
        && !fragment.addresses()
}

/// Paragraphs of a story, or words of them where breaks part them; and words of a headline.
const PARAGRAPHS: usize = 2;
const TOLD: usize = 50;
const PARAGRAPH: usize = 12;
const HEADLINE: usize = 3;

/// Whether a page tells something: a headline and paragraphs under it that say nothing of access or failure.
pub(crate) fn is_story(fragments: &[Fragment], title: Option<&str>) -> bool {
    let speaks = |hit: &&Hit| hit.reason().is_some() || hit.class == Class::Cookie;
    let title = title.filter(|title| words(title) >= HEADLINE);
    let Some(title) = title.filter(|title| !lexicon::hits(title).iter().any(|hit| speaks(&hit))) else {
        return false;
    };
    let headed = |fragment: &Fragment| {
        fragment.scope.heading && !fragment.is_link() && title.contains(fragment.text.as_str())
    };
    let tells = |fragment: &&Fragment| {
        let foreign = fragment.scope.foreign() || fragment.scope.consent || fragment.scope.wall;
        let reads = fragment.words >= PARAGRAPH
            && fragment.linked * 3 < fragment.text.len()
            && is_sentence(&fragment.text, fragment.words);
        reads && !foreign && fragment.hits.iter().filter(speaks).all(|hit| is_told(fragment, hit))
    };
    let (count, told) =
        fragments.iter().filter(tells).fold((0, 0), |sum, fragment| (sum.0 + 1, sum.1 + fragment.words));
    (count >= PARAGRAPHS || told >= TOLD) && fragments.iter().any(headed)
}

/// Paragraphs that tell of others, and words of them, from which on a page is a report whatever its headline speaks of.
const REPORTED: (usize, usize) = (2, 30);
/// Words of such a paragraph, and of a headline over them.
const REPORT: usize = 8;
const REPORT_TITLE: usize = 4;

/// Whether most of what a page says in sentences tells of others and speaks to nobody, outside of what it quotes. A page that stands
/// in for an article speaks to its reader or of itself; an article about such pages does neither.
pub(crate) fn is_report(fragments: &[Fragment], title: Option<&str>) -> bool {
    if !title.is_some_and(|title| words(title) >= REPORT_TITLE && !addresses(&unquoted(title))) {
        return false;
    }
    let sentence = |fragment: &&Fragment| {
        fragment.words >= REPORT
            && !fragment.scope.foreign()
            && !fragment.scope.heading
            && fragment.linked * 3 < fragment.text.len()
            && is_sentence(&fragment.text, fragment.words)
    };
    let (mut count, mut told, mut spoken) = (0, 0, 0);
    for fragment in fragments.iter().filter(sentence) {
        let apart = fragment.scope.consent || fragment.scope.wall;
        if apart || addresses(&unquoted(&fragment.text)) {
            spoken += fragment.words;
        } else if is_known(&fragment.text) {
            (count, told) = (count + 1, told + fragment.words);
        }
    }
    count >= REPORTED.0 && told >= REPORTED.1 && told > spoken
}

/// Whether a text tells of others and speaks to nobody, outside of what it quotes.
pub(crate) fn is_report_text(text: &str) -> bool {
    is_known(text) && !addresses(&unquoted(text))
}

/// Whether a text is written in the scripts of the languages that the table holds.
fn is_known(text: &str) -> bool {
    let mut letters = text.chars().filter(|c| c.is_alphabetic());
    letters.all(|c| {
        is_cjk(c)
            || matches!(c, '\0'..='\u{24f}' | '\u{370}'..='\u{58f}' | '\u{590}'..='\u{6ff}' | '\u{900}'..='\u{9ff}' | '\u{b80}'..='\u{bff}' | '\u{c00}'..='\u{c7f}' | '\u{e00}'..='\u{e7f}' | '\u{10a0}'..='\u{10ff}' | '\u{1e00}'..='\u{1fff}' | '\u{ac00}'..='\u{d7af}')
            || matches!(c, '\u{3005}' | '\u{ff21}'..='\u{ff5a}')
    })
}

/// A text without what stands between quotation marks.
fn unquoted(text: &str) -> Cow<'_, str> {
    let opens = |byte: u8| matches!(byte, b'"' | 0xc2 | 0xe2 | 0xe3);
    if !text.bytes().any(opens) {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len());
    let mut closing = None;
    for c in text.chars() {
        let is_end = closing.is_some_and(|closing: &[char]| closing.contains(&c));
        if closing.is_none() {
            closing = closing_of(c);
            if closing.is_none() {
                out.push(c);
            }
        } else if is_end {
            closing = None;
        }
    }
    Cow::Owned(out)
}

/// The marks that end a quotation begun with this one.
fn closing_of(c: char) -> Option<&'static [char]> {
    Some(match c {
        '"' => &['"'],
        '“' => &['”', '"'],
        '„' => &['“', '”', '"'],
        // Urdu opens with what closes elsewhere; Swedish and Finnish open and close with it.
        '”' => &['“', '”'],
        '«' => &['»'],
        '»' => &['«'],
        '「' => &['」'],
        '『' => &['』'],
        '‹' => &['›'],
        _ => return None,
    })
}

/// Whether a phrase in a story is about the page: no sentence of the story, and no word about a film or a map in it.
pub(crate) fn is_meant(fragment: &Fragment, hit: &Hit) -> bool {
    !is_told(fragment, hit) && !names_a_thing(&fragment.text)
}

/// A phrase that is this much of a fragment is all that the fragment says.
const LONE: f32 = 0.5;

fn together(text: &str) -> usize {
    text.chars().filter(|c| is_cjk(*c)).count()
}

/// Where the sentence begins that holds a place.
fn start_of_sentence(text: &str, at: usize) -> usize {
    let ends = text[..at].match_indices(is_stop);
    let mut ends = ends.map(|(end, mark)| end + mark.len());
    let parts = |end: &usize| text[*end..].starts_with(|c: char| c.is_whitespace() || is_cjk(c));
    ends.rfind(parts).unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_notice_speaks_to_its_reader() {
        for text in [
            "Subscribe to read the rest.",
            "Dieser Text ist nur für Abonnenten.",
            "続きを読むにはログインしてください。",
        ] {
            assert!(addresses(text), "{text}");
        }
        for text in [
            "Only members of the committee may read the report.",
            "Sie sagte, dass er es las.",
            "Один из трёх подписчиков отказался.",
        ] {
            assert!(!addresses(text), "{text}");
        }
    }

    #[test]
    fn who_says_a_phrase_may_be_named_behind_it() {
        for behind in [", says a sign at the kiosk.", ", said the baker.", " , sagte er.", ", one said."] {
            assert!(is_reported(behind), "{behind}");
        }
        for behind in [" says a sign.", ", and read what the mayor said.", ".", "", ", "] {
            assert!(!is_reported(behind), "{behind}");
        }
    }

    #[test]
    fn rows_are_whole() {
        for line in TABLE.lines().filter(|line| !line.starts_with('#')) {
            let fields: Vec<&str> = line.split('\t').collect();
            assert!(fields.len() == 3 && role(fields[2]).is_some(), "{line}");
            assert_eq!(fields[0].to_lowercase(), fields[0], "{line}");
        }
    }

    #[test]
    fn sentences_begin_behind_stops() {
        assert_eq!(start_of_sentence("One. Two three", 9), 4);
        assert_eq!(start_of_sentence("At 3.5 per cent", 9), 0);
        assert_eq!(start_of_sentence("一。二三", 9), 6);
    }

    #[test]
    fn words_of_one_language_speak_to_nobody_in_another() {
        for told in [
            "Les lecteurs pourront consulter trois articles par mois.",
            "Hier, le maire a fermé la halle.",
            "Nos últimos anos a aldeia perdeu metade dos moradores.",
            "Já chove há uma semana no vale.",
            "Uns dias depois o barco voltou ao cais.",
            "Ya llueve en la sierra desde el martes.",
            "Al menos seis barcos salieron del puerto.",
            "Sei persone sono state soccorse nella notte.",
            "We wtorek rada zamknęła stary most.",
            "Få steder har så mange ænder.",
        ] {
            assert!(!addresses(told), "{told}");
        }
        for spoken in
            ["Já é assinante? Entre.", "Ya eres suscriptor", "Hier weiterlesen", "Sei già abbonato?"]
        {
            assert!(addresses(spoken), "{spoken}");
        }
    }
}
