//! Signatures in which several people have several parts, and signatures behind a day: which of their words name the author.

use super::{author_labels, person};
use crate::char_classes;
use crate::date::Order;
use aho_corasick::{AhoCorasick, MatchKind};
use std::borrow::Cow;
use std::sync::LazyLock;

/// Marks before the name of somebody who wrote the text, lower case.
const WROTE: &[&str] = &[
    "written by",
    "words by",
    "text by",
    "story by",
    "article by",
    "reported by",
    "by",
    "author:",
    "words:",
    "text:",
    "story:",
    "geschrieben von",
    "verfasst von",
    "text von",
    "von",
    "autor:",
    "autorin:",
    "écrit par",
    "rédigé par",
    "texte de",
    "textes :",
    "texte :",
    "par",
    "escrito por",
    "texto de",
    "texto:",
    "por",
    "scritto da",
    "testo di",
    "di",
    "geschreven door",
    "tekst:",
    "tekst van",
    "door",
    "skrevet av",
    "skriven av",
    "text av",
    "av",
    "skrevet af",
    "af",
    "napisał",
    "tekst",
    "przez",
    "автор:",
    "автор",
    "текст:",
    "текст",
];

/// Marks before the name of somebody who did something else.
const HELPED: &[&str] = &[
    "edited by",
    "editing by",
    "editor:",
    "photos by",
    "photo by",
    "photographs by",
    "photography by",
    "photos:",
    "photography:",
    "pictures by",
    "images by",
    "illustrations by",
    "illustration by",
    "illustrated by",
    "graphics by",
    "video by",
    "videos by",
    "produced by",
    "reviewed by",
    "medically reviewed by",
    "fact checked by",
    "fact-checked by",
    "translated by",
    "translation by",
    "additional reporting by",
    "research by",
    "data by",
    "updated by",
    "updated:",
    "art by",
    "design by",
    "redigiert von",
    "bearbeitet von",
    "fotos von",
    "foto von",
    "fotos:",
    "foto:",
    "bilder:",
    "übersetzt von",
    "illustration:",
    "illustrationen:",
    "mitarbeit:",
    "édité par",
    "traduit par",
    "relu par",
    "photos de",
    "photos :",
    "photographies de",
    "illustrations de",
    "editado por",
    "fotos de",
    "fotografías de",
    "traducido por",
    "ilustraciones de",
    "edição:",
    "edição de",
    "fotos por",
    "foto di",
    "foto di",
    "traduzione di",
    "bewerkt door",
    "vertaald door",
    "foto's:",
    "redigerad av",
    "foto av",
    "översättning:",
    "redaktør:",
    "zdjęcia:",
    "fot.",
    "tłumaczenie:",
    "фото:",
    "редактор:",
    "перевод:",
    "nuotr.:",
    "nuotraukos:",
    "fotografija:",
    "фотографија:",
    "ljósmynd:",
    "ljósmyndir:",
    "argazkiak:",
    "argazkia:",
    "fotografies:",
    "ছবি:",
    "छायाचित्र:",
    "तस्वीर:",
    "تصویر:",
    "عکس:",
    "ภาพ:",
    "gambar:",
    "picha:",
    "larawan:",
    "ფოტო:",
    "լուսանկարը՝",
    "сурет:",
    "снимка:",
    "снимки:",
    "φωτογραφίες:",
    "φωτογραφία:",
    "צילום:",
    "fotografia:",
];

/// The words of a signature that name its author, where others with other parts stand beside; else all of it. Empty where
/// nobody in it wrote the text.
pub(super) fn author(text: &str) -> Cow<'_, str> {
    let lower = text.to_lowercase();
    // Places in one are places in the other only where lower case has the same length.
    if lower.len() != text.len() {
        return text.into();
    }
    let mut marks = marks(&lower);
    marks.retain(|(at, end, _)| !is_within_name(text, *at, &lower[*at..*end]));
    if !marks.iter().any(|(.., wrote)| !wrote) {
        return text.into();
    }
    let mut kept = vec![text[..marks.first().map_or(0, |mark| mark.0)].trim()];
    for (at, (_, end, wrote)) in marks.iter().enumerate() {
        let until = marks.get(at + 1).map_or(text.len(), |next| next.0);
        if *wrote {
            kept.push(text[*end..until].trim());
        }
    }
    let part =
        |c: char| c.is_whitespace() || matches!(c, '|' | '/' | '·' | '•' | ',' | ';' | '—' | '–' | '-');
    let kept = kept.into_iter().map(|words| words.trim_matches(part)).filter(|words| !words.is_empty());
    kept.collect::<Vec<_>>().join("; ").into()
}

/// Marks that are words of names too: `Ulrike Graf von Hohenems`, `Marta di Sarno`.
const WITHIN_NAMES: [&str; 4] = ["von", "di", "af", "av"];

/// Whether a mark is such a word behind a name in upper and lower case.
fn is_within_name(text: &str, at: usize, mark: &str) -> bool {
    let before = text[..at].split_whitespace().next_back().unwrap_or_default();
    let named = before.starts_with(char::is_uppercase) && before.chars().all(char::is_alphabetic);
    WITHIN_NAMES.contains(&mark) && named && before.to_lowercase() != "text"
}

/// Marks by the first byte of their words, and whether what follows is an author.
static BY_BYTE: LazyLock<Vec<Vec<(&str, bool)>>> = LazyLock::new(|| {
    let mut rows = vec![Vec::new(); 256];
    let marks = WROTE.iter().map(|mark| (*mark, true)).chain(HELPED.iter().map(|mark| (*mark, false)));
    for (mark, wrote) in marks {
        rows[usize::from(mark.as_bytes()[0])].push((mark, wrote));
    }
    rows
});

/// Where each mark begins and ends, and whether what follows is an author; the longest where several begin.
fn marks(lower: &str) -> Vec<(usize, usize, bool)> {
    let mut found: Vec<(usize, usize, bool)> = Vec::new();
    let mut begins = true;
    for (at, c) in lower.char_indices() {
        let begun = std::mem::replace(&mut begins, !char_classes::is_alphanumeric(c));
        if !begun || found.last().is_some_and(|last| at < last.1) {
            continue;
        }
        let here = BY_BYTE[usize::from(lower.as_bytes()[at])].iter();
        let here = here.filter(|(mark, _)| stands(&lower[at..], mark));
        found.extend(here.map(|(mark, wrote)| (at, at + mark.len(), *wrote)).max_by_key(|mark| mark.1));
    }
    found
}

fn stands(text: &str, mark: &str) -> bool {
    text.strip_prefix(mark).is_some_and(|rest| {
        mark.ends_with([':', '.']) || rest.starts_with(|c: char| c.is_whitespace() || c == ':')
    })
}

/// Words between a day and a name.
const OPENING: [&str; 9] = [" by ", " von ", " par ", " por ", " di ", " door ", " av ", " af ", " przez "];
static OPENINGS: LazyLock<Option<AhoCorasick>> =
    LazyLock::new(|| AhoCorasick::builder().match_kind(MatchKind::LeftmostFirst).build(OPENING).ok());
static ANYWHERE: LazyLock<Option<AhoCorasick>> = LazyLock::new(|| {
    AhoCorasick::builder().ascii_case_insensitive(true).build(OPENING.map(str::trim_start)).ok()
});

/// Whether a label says that whoever is named behind it wrote the text.
pub(super) fn wrote(label: &str) -> bool {
    let label = label.to_lowercase();
    let bare = label.trim_end_matches(':').trim();
    super::is_opener(bare)
        || author_labels::writes(bare)
        || WROTE.iter().any(|known| known.trim_end_matches(':').trim() == bare)
}

/// Of parts that are each a label and a name, those whose label says that they wrote the text, whatever the other labels are.
pub(super) fn labelled(parts: &[String]) -> Option<String> {
    let named: Option<Vec<(&str, &str)>> = parts
        .iter()
        .map(|part| part.split_once(':').map(|(label, name)| (label.trim(), name.trim())))
        .map(|part| {
            part.filter(|(label, name)| !name.is_empty() && label.split_whitespace().count() <= LABEL)
        })
        .collect();
    let named = named.filter(|named| named.len() > 1)?;
    let names = named.iter().filter(|(label, _)| wrote(label)).map(|(_, name)| *name);
    let (names, others): (Vec<&str>, usize) = (names.collect(), named.len());
    (!names.is_empty() && names.len() < others).then(|| names.join("; "))
}

/// Whether a line is labels with full names: `Text: Ann Lee Foto: Bo Kim`.
pub(super) fn is_credit(line: &str) -> bool {
    let Some((mut label, mut rest)) = author_labels::split(line) else { return false };
    for _ in 0..CREDITS {
        let known = author_labels::writes(&label) || author_labels::helps(&label);
        // The next label is the last word before the next colon.
        let next =
            rest.split_once(':').and_then(|(before, behind)| Some((before.trim().rsplit_once(' ')?, behind)));
        let name = next.map_or(rest, |((name, _), _)| name);
        let parts = name.trim_matches(|c: char| !c.is_alphabetic() && c != '.' && c != ')');
        let mut names =
            parts.split([',', '/', '&', '·', '|']).map(|name| name.trim().trim_end_matches(['.', ';']));
        if !known || !names.all(person::is_full_name) {
            return false;
        }
        match next {
            Some(((_, next), behind)) => (label, rest) = (next.to_lowercase(), behind.trim()),
            None => return true,
        }
    }
    false
}

/// Labels of a line at most.
const CREDITS: usize = 5;

/// Words that end an element before that of a name: `Gepost door` `Ann Lee`, `Ein Bericht von` `Ann Lee`.
const BEFORE_NAMES: [&str; 14] =
    ["by", "von", "par", "por", "di", "da", "de", "door", "av", "af", "przez", "oleh", "per", "bởi"];
/// Words of such an element.
const BEFORE: usize = 4;

/// What stands behind an element that says that a name follows.
pub(super) fn behind_opening(words: &[String]) -> Option<String> {
    let (first, rest) = words.split_first()?;
    let last = first.trim_end_matches(':').split_whitespace().next_back()?.to_lowercase();
    let count = first.split_whitespace().count();
    let opens = (2..=BEFORE).contains(&count) && BEFORE_NAMES.contains(&last.as_str());
    let names =
        rest.first().is_some_and(|name| name.starts_with(|c: char| !c.is_lowercase() && !c.is_numeric()));
    (opens && names).then(|| rest.join(" "))
}

/// The names of elements that are by turns a name and what its bearer does: `Ann Lee` `Wales correspondent` `Bo Kim` `Reporting from Oslo`.
pub(super) fn beside_jobs(words: &[String]) -> Vec<String> {
    let turns = words.chunks(2).all(|pair| match pair {
        [name, job] => {
            person::is_full_name(name) && (!person::is_full_name(job) || person::is_job(&job.to_lowercase()))
        }
        _ => false,
    });
    let jobs = words.iter().skip(1).step_by(2).any(|job| person::is_job(&job.to_lowercase()));
    if words.len() < 4 || !turns || !jobs {
        return Vec::new();
    }
    words.iter().step_by(2).cloned().collect()
}

/// Words of a label at most.
const LABEL: usize = 3;

/// Whether a name may stand behind a day in a line, or in what [`author`] makes of it.
pub(super) fn may_sign(line: &str) -> bool {
    ANYWHERE.as_ref().is_some_and(|words| words.is_match(line))
}

/// What stands behind the day in a line such as `June 2, 2025 by Ann Lee`, the opening word included.
pub(super) fn behind_day(line: &str) -> Option<&str> {
    if line.split_whitespace().nth(18).is_some() {
        return None;
    }
    let lower = line.to_lowercase();
    if lower.len() != line.len() {
        return None;
    }
    let at = OPENINGS.as_ref()?.find(&lower)?.start();
    let before = line.get(..at)?;
    let words = before.split_whitespace().count();
    let dated = Order::default().in_prose(before).is_some();
    (words <= 9 && dated).then(|| line[at..].trim())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn authors_are_told_from_others() {
        for (text, wanted) in [
            ("Written by Dagny Rosvall Edited by Petra Olin", "Dagny Rosvall"),
            ("Edited by Petra Olin | Written by Dagny Rosvall", "Dagny Rosvall"),
            ("By Dagny Rosvall, Photos by Petra Olin", "Dagny Rosvall"),
            ("Dagny Rosvall / Fotos: Petra Olin", "Dagny Rosvall"),
            ("Text: Dagny Rosvall, Foto: Petra Olin", "Dagny Rosvall"),
            ("Texto de Dagny Rosvall Fotos de Petra Olin", "Dagny Rosvall"),
            ("Edited by Petra Olin", ""),
            ("By Dagny Rosvall and Petra Olin", "By Dagny Rosvall and Petra Olin"),
            ("Bytom von Hagen", "Bytom von Hagen"),
            ("Von Ulrike Graf von Hohenems, Fotos: Petra Olin", "Ulrike Graf von Hohenems"),
        ] {
            assert_eq!(author(text), wanted, "{text}");
        }
    }

    #[test]
    fn lines_of_credits() {
        for (line, credit) in [
            ("Foto: Åke Sand", true),
            ("Text: Gunvor Ek Foto: Åke Sand", true),
            ("Текст: Антон Селезнёв. Фото: Ирина Кольцова", true),
            ("Photos: the pier", false),
            ("Hall: Great Hall", false),
            ("Text: Gunvor Ek Hall: Great Hall", false),
        ] {
            assert_eq!(is_credit(line), credit, "{line}");
        }
    }

    #[test]
    fn names_behind_a_day() {
        for (line, wanted) in [
            ("June 2, 2025 by Hal Quillon", Some("by Hal Quillon")),
            ("Veröffentlicht am 2. Juni 2025 von Hal Quillon", Some("von Hal Quillon")),
            ("Le 2 juin 2025 par Hal Quillon", Some("par Hal Quillon")),
            ("2025-06-02 By Hal Quillon in News", Some("By Hal Quillon in News")),
            ("The boat was built by Hal Quillon", None),
        ] {
            assert_eq!(behind_day(line), wanted, "{line}");
        }
    }
}
