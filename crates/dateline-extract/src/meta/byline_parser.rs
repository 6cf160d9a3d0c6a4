//! Byline text to persons: without "By", jobs, agencies and addresses.

use super::job_words::JOBS;
use super::name_words::{JOINTS, LABELS, OPENERS, leads};
use super::person::{is_desk, is_full_name, is_person, is_trade, surname_joint};
use super::{author_labels, credit};
use std::sync::LazyLock;

/// Openers by their first byte, those that begin with no letter of ASCII together.
static BY_FIRST: LazyLock<Vec<Vec<&str>>> = LazyLock::new(|| {
    let mut by_first = vec![Vec::new(); 129];
    OPENERS.iter().for_each(|opener| by_first[place(opener)].push(*opener));
    by_first
});

/// Where the openers stand that may begin as a text does.
fn place(text: &str) -> usize {
    text.bytes().next().map_or(0, |byte| usize::from(byte.to_ascii_lowercase().min(128)))
}

/// Whether a line of the page opens like a byline: `By Ann Lee`.
pub(crate) fn opens_byline(text: &str) -> bool {
    BY_FIRST[place(text)].iter().any(|opener| starts_with_word(text, opener)) || opens_with_label(text)
}

/// `Haber: Ann Lee`, `Ein Bericht von Ann Lee`: behind the label or the words for what it is stands a full name.
fn opens_with_label(text: &str) -> bool {
    let labelled = author_labels::split(text).filter(|(label, _)| author_labels::writes(label));
    let rest = labelled.map(|(_, rest)| rest).or_else(|| behind_article(text));
    rest.is_some_and(|rest| {
        let name = rest.split(PARTING).next().unwrap_or_default();
        let end = name.match_indices(". ").map(|(at, _)| at).find(|at| !is_initial(&name[..*at]));
        let name = end.map_or(name, |end| &name[..end]).trim();
        let cased = name.chars().any(|c| c.is_lowercase() || c.is_uppercase());
        is_full_name(name.trim_end_matches('.'))
            || !cased && name.split_whitespace().count() <= 4 && is_person(name)
    })
}

/// Whether a text ends in one letter: `J` of `J. Ann Lee`.
fn is_initial(text: &str) -> bool {
    text.chars().next_back().is_some_and(char::is_alphabetic)
        && !text.chars().rev().nth(1).is_some_and(char::is_alphabetic)
}

/// What parts the first name of a signature from what follows.
const PARTING: [char; 9] = [',', ';', '|', '·', '•', '/', '(', '–', '—'];

/// Articles before the words for what somebody wrote, and words between these and the name.
const ARTICLES: [&str; 12] =
    ["ein", "eine", "un", "une", "una", "uno", "um", "uma", "een", "en", "ett", "et"];
const OF: [&str; 12] =
    [" von ", " de ", " di ", " d'", " d’", " par ", " por ", " door ", " van ", " av ", " af ", " per "];

/// `Ein Bericht von Ann Lee`, `Un reportaje de Ann Lee`: the name.
fn behind_article(text: &str) -> Option<&str> {
    let (article, rest) = text.split_once(' ')?;
    if !ARTICLES.iter().any(|known| known.eq_ignore_ascii_case(article)) {
        return None;
    }
    let (at, of) = OF.iter().filter_map(|of| Some((rest.find(of)?, of))).min()?;
    (rest[..at].split_whitespace().count() <= 2).then(|| rest[at + of.len()..].trim())
}

/// Words between a verb and a name that are no part of names.
const BY: [&str; 8] = [" by ", " By ", " door ", " par ", " por ", " przez ", " oleh ", " bởi "];

/// Bytes in which every opening fits, in any case.
const OPENER: usize = 32;

/// Whether a line is nothing but the opening of a byline; the name stands on the next.
pub(crate) fn is_opener(text: &str) -> bool {
    let word = text.trim().trim_end_matches(':');
    let among = |word: &str| BY_FIRST[place(word)].iter().any(|opener| opener.eq_ignore_ascii_case(word));
    if word.is_ascii() { among(word) } else { word.len() <= OPENER && among(&word.to_lowercase()) }
}

/// Whether the label of a link preview says that a name stands beside it.
pub(crate) fn is_label(text: &str) -> bool {
    is_opener(text) || LABELS.contains(&text.trim().to_lowercase().as_str())
}

/// Persons and agency of one or more signatures.
#[derive(Debug, Default, PartialEq, Eq)]
pub(crate) struct Signed {
    pub(crate) persons: Vec<String>,
    pub(crate) agency: Option<String>,
    /// Signatures of desks and houses, in case there is nobody else.
    pub(crate) houses: Vec<String>,
}

impl Signed {
    pub(crate) fn add(&mut self, other: Self) {
        self.persons.extend(other.persons);
        self.agency = self.agency.take().or(other.agency);
        self.houses.extend(other.houses);
    }
}

/// Reads `Lee, Ann`, as library catalogues write a name; anything else as it stands.
pub(crate) fn read_inverted(text: &str, publisher: Option<&str>, into: &mut Signed) {
    let parts: Vec<&str> = text.split(',').map(str::trim).collect();
    match parts[..] {
        [last, first] if last.split_whitespace().count() <= 2 && first.split_whitespace().count() <= 3 => {
            read(&format!("{first} {last}"), publisher, into);
        }
        _ => read(text, publisher, into),
    }
}

/// Reads a signature in data: `Lee, Ann`, which no list of persons is, has the name inverted.
pub(crate) fn read_data(text: &str, publisher: Option<&str>, into: &mut Signed) {
    match text.split_once(',').map(|(last, first)| (last.trim(), first.trim())) {
        Some((last, first)) if is_one_word(last) && is_one_word(first) && !is_desk(&last.to_lowercase()) => {
            read(&format!("{first} {last}"), publisher, into);
        }
        _ => read(text, publisher, into),
    }
}

/// Reads the name of a house that signs.
pub(crate) fn read_house(text: &str, into: &mut Signed) {
    let name = text.trim();
    if name.is_empty() || name.contains("://") || name.len() > 80 {
        return;
    }
    if credit::is_agency(name) {
        into.agency.get_or_insert(name.to_owned());
    } else {
        push(&mut into.houses, name.to_owned());
    }
}

/// What Joomla calls the account that set a site up.
const OWNER: &str = "Super User";

/// Whether a signature in data that reads like no name may be an account's, for instance `q_admin`.
pub(crate) fn is_account(text: &str) -> bool {
    let words = text.split_whitespace().count();
    (1..=4).contains(&words)
        && text.len() <= 60
        && !text.contains("://")
        && !text.contains('@')
        && text != OWNER
        && text.chars().any(char::is_alphabetic)
}

/// Reads one signature. `publisher` is never a person.
pub(crate) fn read(text: &str, publisher: Option<&str>, into: &mut Signed) {
    if text.contains("://") || text.len() > 400 {
        return;
    }
    let parts = split(without_place(without_lead(text.trim())));
    // What follows a name behind a comma is a place, a letter or a house where it is one word: `Post, Oslo, Norway`.
    let listed = text.contains(',') && parts.iter().any(|part| part.contains(' '));
    for (index, part) in parts.iter().enumerate().filter(|(_, part)| !is_helper(part)) {
        let part = tidy(part);
        if part.is_empty() || listed && index > 0 && is_one_word(&part) {
            continue;
        }
        let lower = part.to_lowercase();
        if credit::is_agency(&lower) {
            into.agency.get_or_insert(part);
        } else if publisher.is_some_and(|publisher| publisher.to_lowercase() == lower) || is_desk(&lower) {
            push(&mut into.houses, part);
        } else if is_person(&part) {
            push(&mut into.persons, part);
        }
    }
}

/// `Foto: Ann Lee`, `Ann Lee (Fotos)`: somebody who did not write.
fn is_helper(part: &str) -> bool {
    let labelled = author_labels::split(part).map(|(label, _)| label);
    let role = || Some(part.split_once('(')?.1.trim_end_matches([')', ' ']).to_lowercase());
    labelled.or_else(role).is_some_and(|role| author_labels::helps(&role) && !author_labels::writes(&role))
}

/// `Oslo. Ann Lee`: what is behind the place. `Dr. Ann Lee` and `J. Ann Lee` begin with no place.
fn without_place(text: &str) -> &str {
    match text.split_once(". ") {
        Some((place, name)) if place.chars().count() > PLACE && is_one_word(place) && name.contains(' ') => {
            name
        }
        _ => text,
    }
}

/// Letters of a title before a name at most: `Prof`, `Dipl`.
const PLACE: usize = 4;

/// One word of a script that parts words.
fn is_one_word(part: &str) -> bool {
    !part.contains(' ') && part.chars().all(|c| c < '\u{2e80}') && !credit::is_agency(part)
}

fn push(list: &mut Vec<String>, name: String) {
    if list.len() < 20
        && !list
            .iter()
            .any(|held| held.eq_ignore_ascii_case(&name) || held.to_lowercase() == name.to_lowercase())
    {
        list.push(name);
    }
}

fn without_lead(text: &str) -> &str {
    let mut text = text.trim_start_matches([':', '-', '–', '—', '|', '•', '·', ' ', '\u{a0}', '\n']);
    for _ in 0..3 {
        let lead = leads().filter(|lead| starts_with_word(text, lead)).map(|lead| lead.len()).max();
        let label = || author_labels::split(text).filter(|(label, _)| author_labels::writes(label));
        text = match lead {
            Some(lead) => &text[lead..],
            None => match label().map(|(_, rest)| rest).or_else(|| behind_article(text)) {
                Some(rest) => rest,
                None => break,
            },
        };
        text = text.trim_start_matches([':', '：', ' ', '\u{a0}', '\n', '-', '–']);
    }
    // `Guide by Ann Lee`, `3 May Written By Ann Lee`.
    match BY.iter().find_map(|by| text.split_once(by)) {
        Some((head, tail)) if head.split_whitespace().count() <= 3 => tail,
        _ => text,
    }
}

fn starts_with_word(text: &str, lead: &str) -> bool {
    let Some(head) = text.get(..lead.len()) else { return false };
    let rest = &text[lead.len()..];
    rest.starts_with([' ', ':', '\u{a0}', '\n'])
        && if head.is_ascii() { head.eq_ignore_ascii_case(lead) } else { head.to_lowercase() == lead }
}

fn split(text: &str) -> Vec<String> {
    let mut text = text.to_owned();
    while let Some(at) = surname_joint(&text) {
        text.replace_range(at..=at, "\u{2}");
    }
    for joint in JOINTS {
        if text.contains(joint) {
            text = text.replace(joint, "\u{1}");
        }
    }
    // A signature in capitals has its joints in capitals too.
    if !text.chars().any(char::is_lowercase) {
        for joint in JOINTS {
            text = text.replace(&joint.to_uppercase(), "\u{1}");
        }
    }
    for joint in [" AND ", " And ", " UND ", " Und "] {
        text = text.replace(joint, "\u{1}");
    }
    text.split('\u{1}').flat_map(commas).map(|part| part.replace('\u{2}', " ")).collect()
}

/// `Ann Lee, Bo Kim` are two; in `Ann Lee, political editor` and `Ann Lee, Reuters` what follows is no name.
fn commas(text: &str) -> Vec<String> {
    text.split([',', '，']).map(|part| part.trim().to_owned()).collect()
}

fn tidy(name: &str) -> String {
    let name = name.split(['(', '[', '<']).next().unwrap_or_default();
    // Of an address beside the name nothing is kept, of one instead of a name neither.
    let name = match name.find('@') {
        Some(at) => name[..at].rsplit_once(char::is_whitespace).map_or("", |(before, _)| before),
        None => name,
    };
    let name = name.trim_matches(|c: char| {
        c.is_whitespace()
            || matches!(c, ',' | '.' | ':' | ';' | '-' | '–' | '—' | '|' | '/' | '*' | '"' | ')')
    });
    let name = without_lead(name);
    // A word that no table has may be a label too.
    let behind =
        author_labels::split(name).filter(|(label, rest)| !label.contains(' ') && is_full_name(rest));
    let name = without_date(behind.map_or(name, |(_, rest)| rest));
    // "By" in Swahili, and a name in East Asia where one word follows.
    let name = name.strip_prefix("Na ").filter(|rest| rest.contains(' ')).unwrap_or(name);
    let name = [" 기자", " 특파원", "記者"].iter().find_map(|job| name.strip_suffix(job)).unwrap_or(name);
    let name = without_job(behind_job(name)).trim_end_matches([' ', '-', '–', '—', '|', '/', '·']);
    name.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Cuts off the day or rubric behind a name: `Ann Lee 3 May 2024`, `Ann Lee – May 3`, `Ann Lee in Gardens`.
fn without_date(name: &str) -> &str {
    let mut at = 0;
    for (index, word) in name.split_whitespace().enumerate() {
        at += name[at..].find(word).unwrap_or(0);
        let rest = name[at + word.len()..].trim_start();
        let digit = |text: &str| text.starts_with(|c: char| c.is_ascii_digit());
        let ends = digit(word)
            || word.ends_with(':')
            || ["on", "in", "updated", "posted", "tags"].contains(&word.to_lowercase().as_str())
            || digit(rest) && crate::date::is_month(word);
        if index > 0 && ends {
            return without_weekday(name[..at].trim_end_matches([' ', '-', '–', '—', ',']));
        }
        at += word.len();
    }
    name
}

/// `Ann Lee Mon` of `Ann Lee Mon 3 May`.
fn without_weekday(name: &str) -> &str {
    match name.rsplit_once(' ') {
        Some((before, day))
            if before.contains(' ') && (day.len() <= 3 || crate::date::WEEKDAYS.contains(&day)) =>
        {
            before
        }
        _ => name,
    }
}

/// `Harbour Correspondent Ann Lee`: the name behind the word for a job, where two words or more stand there. A part that ends in such a
/// word names nobody.
fn behind_job(name: &str) -> &str {
    let mut ends = name.split_whitespace().filter(|word| is_trade(word)).filter_map(|word| {
        let at = word.as_ptr() as usize - name.as_ptr() as usize;
        name.get(at + word.len()..)
    });
    let behind = ends.next_back().map_or(name, str::trim);
    if behind.split_whitespace().count() >= 2 { behind } else { name }
}

/// Cuts a job off behind a name: `Ann Lee Staff Writer`.
fn without_job(name: &str) -> &str {
    let lower = name.to_lowercase();
    if lower.len() != name.len() {
        return name;
    }
    let jobs = JOBS.iter().filter_map(|job| lower.find(&format!(" {job}")));
    // A name has two words at least before its job begins.
    jobs.filter(|at| name[..*at].split_whitespace().count() >= 2).min().map_or(name, |at| name[..at].trim())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, persons: &[&str], agency: Option<&str>) {
        let mut signed = Signed::default();
        read(text, Some("The Harbour Post"), &mut signed);
        assert_eq!(
            (signed.persons, signed.agency.as_deref()),
            (persons.iter().map(|name| (*name).to_owned()).collect(), agency),
            "{text}"
        );
    }

    #[test]
    fn signatures() {
        check("By Ann Lee and Bo Kim", &["Ann Lee", "Bo Kim"], None);
        check("Von Jörg Häntzschel, Berlin-Redaktion", &["Jörg Häntzschel"], None);
        check("Ann Lee, Reuters", &["Ann Lee"], Some("Reuters"));
        check("Ann Lee (political editor)", &["Ann Lee"], None);
        check("The Harbour Post", &[], None);
        check("https://www.facebook.com/annlee", &[], None);
        check("BY ANN LEE AND BO KIM", &["ANN LEE", "BO KIM"], None);
        check("Автор: Иван Петров", &["Иван Петров"], None);
        check("田中太郎", &["田中太郎"], None);
        check("Ann Lee Staff Writer", &["Ann Lee"], None);
        check("Ann Lee, M.D., Founder of Lee Gardens", &["Ann Lee"], None);
        check("Harbour Correspondent Ann Lee", &["Ann Lee"], None);
        check("Ann Lee, Transport Correspondent", &["Ann Lee"], None);
        check("Ann Lee - Senior Maritime Reporter", &["Ann Lee"], None);
        check("Корреспондент Иван Петров", &["Иван Петров"], None);
        check("Ostrand. Ann Lee", &["Ann Lee"], None);
        check("Prof. Ann Lee", &["Prof. Ann Lee"], None);
        check("Ann Lee ann@post.example", &["Ann Lee"], None);
        check("a.lee", &[], None);
        check("Twitter", &[], None);
        check("Hinterlasse einen Kommentar", &[], None);
        check("Suche", &[], None);
        check("«Harbour», Ann Lee", &["Ann Lee"], None);
        check("David Suchet", &["David Suchet"], None);
        check("Ann Lee 3 May 2024", &["Ann Lee"], None);
        check("Ann Lee May 3, 2024", &["Ann Lee"], None);
        check("April May", &["April May"], None);
        check("Haber: Ann Lee", &["Ann Lee"], None);
        check("كتبت: نورة الحمداني", &["نورة الحمداني"], None);
        check("Ein Bericht von Klaus von der Heydt", &["Klaus von der Heydt"], None);
        check("Gepost door Hendrik-Jan Postma", &["Hendrik-Jan Postma"], None);
        check("Von Ulrike Graf von Hohenems (Text) und Bo Kim (Fotos)", &["Ulrike Graf von Hohenems"], None);
        check(
            "By Siobhán O'Hara-Ní Dhúill, Chief Reporter, Jan van der Berg and Ludovic d’Aubigné",
            &["Siobhán O'Hara-Ní Dhúill", "Jan van der Berg", "Ludovic d’Aubigné"],
            None,
        );
        check("Jordi Puigdevall i Roca", &["Jordi Puigdevall i Roca"], None);
        check(
            "Ana Belén y Urrutia y Joaquín de la Torre",
            &["Ana Belén y Urrutia", "Joaquín de la Torre"],
            None,
        );
        check("Guide by Ann Lee", &["Ann Lee"], None);
        check("Ann Lee – Mar 27, 2024", &["Ann Lee"], None);
        check("Ann Lee, Oslo, Norway", &["Ann Lee"], None);
        for joint in [
            "and", "und", "et", "y", "e", "en", "og", "och", "ja", "i", "oraz", "a", "és", "și", "ve", "и",
            "та", "και", "dan",
        ] {
            check(&format!("Ann Lee {joint} Bo Kim"), &["Ann Lee", "Bo Kim"], None);
        }
        check("ANN LEE Y BO KIM", &["ANN LEE", "BO KIM"], None);
    }
}
