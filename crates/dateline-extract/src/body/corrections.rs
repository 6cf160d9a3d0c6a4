//! Corrections: what a house says below a text about an earlier version of it. A reader wants them, however the box is called.

use super::segmentation::Layout;
use crate::class_hints::ClassHints;
use crate::prefix_search::Stems;
use crate::text::ends_sentence;
use std::sync::LazyLock;

/// Words of a correction, in quarters, and of the heading over one.
const WORDS: u32 = 4 * 80;
const HEADING: u32 = 4 * 4;
/// Lines behind the text's element among which one may stand.
const BEHIND: usize = 8;
/// Share of it that may be links.
const LINKED: f32 = 0.5;
/// Names of boxes that hold none.
const ELSEWHERE: ClassHints =
    ClassHints::COMMENTS.with(ClassHints::COOKIE).with(ClassHints::MODAL).with(ClassHints::TEASER);

/// How corrections open, lower case.
const OPENERS: &[&str] = &[
    "correction",
    "corrections",
    "clarification",
    "clarifications",
    "korrektur",
    "berichtigung",
    "korrekturhinweis",
    "richtigstellung",
    "rectificatif",
    "rectification",
    "erratum",
    "corrección",
    "fe de errores",
    "fe de erratas",
    "rectificación",
    "aclaración",
    "correzione",
    "rettifica",
    "errata corrige",
    "correção",
    "errata",
    "erramos",
    "correctie",
    "rectificatie",
    "rättelse",
    "förtydligande",
    "rettelse",
    "presisering",
    "præcisering",
    "oikaisu",
    "korjaus",
    "sprostowanie",
    "korekta",
    "oprava",
    "helyesbítés",
    "helyreigazítás",
    "erată",
    "ispravak",
    "ispravka",
    "исправка",
    "popravek",
    "поправка",
    "исправление",
    "уточнение",
    "виправлення",
    "уточнення",
    "διόρθωση",
    "düzeltme",
    "تصحيح",
    "تصويب",
    "اصلاحیه",
    "תיקון",
    "भूल सुधार",
    "ralat",
    "koreksi",
    "đính chính",
    "訂正",
    "お詫びと訂正",
    "更正",
    "勘误",
    "勘誤",
    "정정",
    "바로잡습니다",
    "patikslinimas",
    "labojums",
    "parandus",
    "correcció",
    "rectificació",
];

static STEMS: LazyLock<Stems> = LazyLock::new(|| Stems::of(OPENERS.iter().copied()));

/// Keeps the correction that stands behind the text, `from` being the first line behind it.
pub(super) fn complete(layout: &Layout<'_>, from: usize, seen: &[bool], keep: &mut [bool]) {
    let lines: Vec<usize> = (from..keep.len()).filter(|at| seen[*at]).take(BEHIND).collect();
    for (index, at) in lines.iter().enumerate() {
        match told(layout, *at) {
            Told::Whole => keep[*at] = true,
            Told::Heading => {
                let Some(next) = lines.get(index + 1).filter(|next| is_told(layout, **next)) else {
                    continue;
                };
                keep[*at] = true;
                keep[*next] = true;
            }
            Told::Nothing => {}
        }
    }
}

enum Told {
    Nothing,
    Heading,
    Whole,
}

/// What a line is that opens as corrections do.
fn told(layout: &Layout<'_>, at: usize) -> Told {
    let segment = &layout.segments[at];
    if segment.count.words > WORDS {
        return Told::Nothing;
    }
    let lower = layout.line(at).trim_start_matches(|c: char| !c.is_alphanumeric()).to_lowercase();
    let mut known = None;
    STEMS.at(lower.as_bytes(), 0, |_, length| known = known.max(Some(length)));
    let Some(rest) = known.and_then(|known| lower.get(known..)) else { return Told::Nothing };
    let rest = rest.trim_end();
    match rest.trim_start().chars().next() {
        None => Told::Heading,
        Some(':' | '：') if segment.count.words <= HEADING && rest.trim_start().chars().count() == 1 => {
            Told::Heading
        }
        Some(':' | '：' | '(' | '（' | '–' | '—' | '-' | '.' | ',' | '】' | ']') if is_told(layout, at) => {
            Told::Whole
        }
        _ => Told::Nothing,
    }
}

fn is_told(layout: &Layout<'_>, at: usize) -> bool {
    let segment = &layout.segments[at];
    segment.count.words <= WORDS
        && segment.count.link_share() <= LINKED
        && !segment.hints.has(ELSEWHERE)
        && ends_sentence(layout.line(at))
}
