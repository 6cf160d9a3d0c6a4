//! The words by which a line says which day it tells: that of publication, or that of a change.

use aho_corasick::{AhoCorasick, AhoCorasickKind, MatchKind};
use std::sync::LazyLock;

/// Words of a change, in the languages whose pages date both.
const CHANGED: &[&str] = &[
    "updated",
    "update:",
    "modified",
    "last edited",
    "edited on",
    "revised",
    "aktualisiert",
    "stand:",
    "änderung",
    "geändert",
    "mis à jour",
    "mise à jour",
    "actualisé",
    "modifié",
    "actualizado",
    "actualizada",
    "modificado",
    "atualizado",
    "atualizada",
    "aggiornato",
    "aggiornata",
    "modificato",
    "bijgewerkt",
    "gewijzigd",
    "oppdatert",
    "uppdaterad",
    "opdateret",
    "päivitetty",
    "zaktualizowano",
    "aktualizacja",
    "aktualizováno",
    "frissítve",
    "güncelleme",
    "güncellen",
    "actualizat",
    "ενημερώθηκε",
    "обновлено",
    "изменено",
    "оновлено",
    "更新",
    "修正",
    "수정",
    "업데이트",
    "تحديث",
    "עודכן",
    "atnaujinta",
    "atjaunināts",
    "atjaunots",
    "uuendatud",
    "muudetud",
    "posodobljeno",
    "ažurirano",
    "izmjen",
    "izmenjen",
    "измењен",
    "spremenjen",
    "змінено",
    "promijenjen",
    "ostatnia zmiana",
    "zmieniono",
    "upravené",
    "upraveno",
    "módosítva",
    "endret",
    "ændret",
    "ändrad",
    "muokattu",
    "modificat",
    "diubah",
    "diperbarui",
    "cập nhật",
    "değiştir",
    "ажурирано",
    "përditësuar",
    "uppfært",
    "actualitzat",
    "eguneratu",
    "হালনাগাদ",
    "আপডেট",
    "புதுப்பிக்கப்பட்டது",
    "నవీకరించ",
    "अपडेट",
    "अद्यतन",
    "اپ ڈیٹ",
    "به‌روزرسانی",
    "อัปเดต",
    "ปรับปรุง",
    "อัพเดต",
    "dikemas kini",
    "imesasishwa",
    "yenilən",
    "განახლდა",
    "թարմացվել",
    "жаңартылды",
    "обновена",
    "актуализиран",
    "aktualizované",
];
/// Words of a publication, which may stand in the same line before the change.
const PUBLISHED: &[&str] = &[
    "publi",
    "erschienen",
    "veröffentlicht",
    "posted",
    "erstellt",
    "created",
    "pubblicato",
    "geplaatst",
    "julkaistu",
    "zveřejněno",
    "megjelen",
    "yayın",
    "опублик",
    "δημοσ",
    "公開",
    "配信",
    "掲載",
    "입력",
    "발행",
    "نشر",
    "פורסם",
    "paskelbta",
    "publicēts",
    "avaldatud",
    "objavljeno",
    "објављено",
    "објавено",
    "birt ",
    "argitaratu",
    "প্রকাশ",
    "வெளியிடப்பட்டது",
    "ప్రచురణ",
    "प्रकाशित",
    "شائع",
    "انتشار",
    "เผยแพร่",
    "diterbitkan",
    "imechapishwa",
    "dərc edil",
    "გამოქვეყნ",
    "հրապարակվել",
    "жарияланды",
    "публикуван",
];

static CHANGES: LazyLock<Option<AhoCorasick>> = LazyLock::new(|| leftmost(CHANGED));
static PUBLICATIONS: LazyLock<Option<AhoCorasick>> = LazyLock::new(|| leftmost(PUBLISHED));

fn leftmost(words: &[&str]) -> Option<AhoCorasick> {
    let kind = Some(AhoCorasickKind::DFA);
    AhoCorasick::builder().kind(kind).match_kind(MatchKind::LeftmostFirst).build(words).ok()
}

/// Where the first word of a change and that of a publication stand in a line, in lower case.
fn first_words(lower: &str) -> (Option<usize>, Option<usize>) {
    let first = |words: &Option<AhoCorasick>| Some(words.as_ref()?.find(lower)?.start());
    (first(&CHANGES), first(&PUBLICATIONS))
}

/// Where the first word of a publication or a change stands in a line, in lower case.
pub(super) fn first_word(lower: &str) -> Option<usize> {
    let (changed, published) = first_words(lower);
    changed.into_iter().chain(published).min()
}

/// What of a line stands before the word of a change.
pub(super) fn before_change(text: &str) -> &str {
    let at = first_words(&text.to_lowercase()).0;
    at.and_then(|at| text.get(..at)).unwrap_or_default()
}

pub(super) fn speaks_of_change(text: &str) -> bool {
    let (changed, published) = first_words(&text.to_lowercase());
    changed.is_some_and(|changed| published.is_none_or(|published| changed < published))
}

/// A line without the change that stands before the publication in it.
pub(super) fn told(text: &str) -> &str {
    match first_words(&text.to_lowercase()) {
        (Some(changed), Some(published)) if changed < published => text.get(published..).unwrap_or(text),
        _ => text,
    }
}

/// What of a line speaks of the change: from its word on, as far as a publication that is told behind it.
pub(super) fn of_change(text: &str) -> Option<&str> {
    let (changed, published) = first_words(&text.to_lowercase());
    let (from, published) = (changed?, published.unwrap_or(usize::MAX));
    text.get(from..if published > from { published.min(text.len()) } else { text.len() })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_that_speak_of_a_change() {
        for (text, expected) in [
            ("Updated 3 May 2024", true),
            ("Published 1 May 2024, updated 3 May 2024", false),
            ("Letzte Änderung: 31.10.2023", true),
            ("3 May 2024", false),
            ("Stand: 3. Mai 2024", true),
        ] {
            assert_eq!(speaks_of_change(text), expected, "{text}");
        }
    }
}
