//! The section as readers know it: none where the publishing system filed the article nowhere, a name where the page gives
//! the key of one.

use crate::structured::Claim;

/// Bytes of a section's name.
const LENGTH: usize = 80;

/// What publishing systems and templates write where there is no section. Source: WordPress's translations.
const NOWHERE: &[&str] = &[
    "uncategorized",
    "uncategorised",
    "no category",
    "unkategorisiert",
    "nicht kategorisiert",
    "ohne kategorie",
    "non classé",
    "non classifié",
    "sin categoría",
    "sin categoria",
    "sin clasificar",
    "sem categoria",
    "senza categoria",
    "non categorizzato",
    "sense categoria",
    "geen categorie",
    "niet gecategoriseerd",
    "ongecategoriseerd",
    "okategoriserade",
    "okategoriserad",
    "ukategorisert",
    "ikke kategoriseret",
    "ukategoriseret",
    "luokittelematon",
    "yleinen",
    "bez kategorii",
    "nezařazené",
    "nezaradené",
    "nekategorizirano",
    "некатегоризовано",
    "без рубрики",
    "без категории",
    "без категорії",
    "fără categorie",
    "egyéb kategória",
    "kategorize edilmemiş",
    "kategorilenmemiş",
    "χωρίς κατηγορία",
    "αταξινόμητα",
    "未分類",
    "未分类",
    "미분류",
    "غير مصنف",
    "ללא קטגוריה",
    "tak berkategori",
    "chưa phân loại",
    "home",
    "homepage",
    "home page",
    "startseite",
    "start",
    "accueil",
    "inicio",
    "portada",
    "default",
    "none",
    "null",
    "undefined",
    "root",
    "index",
    "n/a",
    "unknown",
    "misc",
];

/// Sources that count where data names no section: steps on the way to the page, and links called categories.
const WEAK: [&str; 2] = ["jsonld.breadcrumb", "a.category"];

/// Words of a step that is a section and no headline.
const STEP: usize = 4;
/// Steps that say where the articles of any section stand.
const ANY: &[&str] =
    &["blog", "our blog", "the blog", "archive", "archives", "article", "articles", "posts", "all posts"];

/// The first section that is one, and no title.
pub(super) fn settle(sections: &[Claim], tags: &[Claim], titles: &[Claim]) -> Option<String> {
    let (weak, told): (Vec<&Claim>, Vec<&Claim>) =
        sections.iter().partition(|claim| WEAK.contains(&claim.source));
    let is_short = |claim: &&&Claim| {
        let value = claim.value.trim();
        let title = titles.iter().any(|title| title.value.starts_with(value));
        !title && value.split([' ', '-']).count() <= STEP && !ANY.contains(&value.to_lowercase().as_str())
    };
    told.iter().chain(weak.iter().filter(is_short)).filter_map(|claim| name(&claim.value)).find_map(|name| {
        let written = || sections.iter().chain(tags).map(|claim| claim.value.trim());
        // `espana` is the key of a section that another part of the page may write as a word.
        let better =
            written().find(|other| is_key(name) && !is_key(other) && letters(other).eq(letters(name)));
        let name = better.map_or_else(|| readable(name), str::to_owned);
        (name.len() <= LENGTH && !name.is_empty()).then_some(name)
    })
}

/// The section in a claim: the last step of a path.
fn name(value: &str) -> Option<&str> {
    if value.contains("://") || value.len() > 3 * LENGTH {
        return None;
    }
    let steps = value.split(['>', '»', '›', '|']);
    let step = steps.map(str::trim).rfind(|step| !step.is_empty())?;
    let step = if is_key(step) { step.trim_matches('/').rsplit('/').next().unwrap_or(step) } else { step };
    let lower = step.to_lowercase().replace(['-', '_'], " ");
    let is_name = step.chars().any(char::is_alphabetic) && !NOWHERE.contains(&lower.as_str());
    is_name.then_some(step)
}

/// Whether a section is written as keys and addresses are: in small Latin letters, joined by hyphens.
fn is_key(name: &str) -> bool {
    let plain =
        |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || matches!(byte, b'-' | b'_' | b'/');
    !name.is_empty() && name.bytes().all(plain)
}

/// A key as words.
fn readable(name: &str) -> String {
    if !is_key(name) {
        return name.to_owned();
    }
    let words = name.replace(['-', '_'], " ");
    let mut letters = words.trim().chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

/// Letters without what stands over and under those of Latin.
fn letters(text: &str) -> impl Iterator<Item = char> {
    text.chars().flat_map(char::to_lowercase).filter(|c| c.is_alphanumeric()).map(|c| match c {
        'á' | 'à' | 'â' | 'ä' | 'ã' | 'å' | 'ą' | 'ă' => 'a',
        'é' | 'è' | 'ê' | 'ë' | 'ę' | 'ě' => 'e',
        'í' | 'ì' | 'î' | 'ï' | 'ı' => 'i',
        'ó' | 'ò' | 'ô' | 'ö' | 'õ' | 'ő' | 'ø' => 'o',
        'ú' | 'ù' | 'û' | 'ü' | 'ű' | 'ů' => 'u',
        'ñ' | 'ń' | 'ň' => 'n',
        'ç' | 'ć' | 'č' => 'c',
        'ş' | 'ș' | 'ś' | 'š' => 's',
        'ž' | 'ź' | 'ż' => 'z',
        'ł' => 'l',
        'ğ' => 'g',
        'ý' => 'y',
        'ř' => 'r',
        'ț' | 'ţ' | 'ť' => 't',
        'ď' | 'đ' => 'd',
        other => other,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(sections: &[&str], tags: &[&str], wanted: Option<&str>) {
        let claims = |values: &[&str]| {
            values
                .iter()
                .map(|value| Claim { source: "test", value: (*value).to_owned() })
                .collect::<Vec<_>>()
        };
        assert_eq!(settle(&claims(sections), &claims(tags), &[]).as_deref(), wanted, "{sections:?}");
    }

    #[test]
    fn sections_are_names() {
        check(&["Politics"], &[], Some("Politics"));
        check(&["Uncategorized"], &[], None);
        check(&["Non classé", "Culture"], &[], Some("Culture"));
        check(&["未分類"], &[], None);
        check(&["espana"], &["España"], Some("España"));
        check(&["world-news"], &[], Some("World news"));
        check(&["news/world/europe"], &[], Some("Europe"));
        check(&["Home > News > Europe"], &[], Some("Europe"));
        check(&["https://post.example/politics"], &[], None);
        check(&["U.S."], &[], Some("U.S."));
    }
}
