//! The section of an article: from what its feed and its page say of it, from the path of its address and, where those are
//! silent, from words of its headline and standfirst. An article that none speaks for has none: a wrong section is worse than
//! no section.

use crate::EntryFacts;

/// Sections, in the order in which they are offered.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Section {
    /// The world.
    World,
    /// Politics.
    Politics,
    /// Business.
    Business,
    /// Science.
    Science,
    /// Technology.
    Technology,
    /// Health.
    Health,
    /// Climate and nature.
    Climate,
    /// Culture.
    Culture,
    /// Sport.
    Sport,
}

/// Section, name in addresses, name for readers, parts of a path, words (stems that begin a word).
type Row = (Section, &'static str, &'static str, &'static [&'static str], &'static [&'static str]);

const TABLE: &[Row] = &[
    (
        Section::World,
        "world",
        "World",
        &[
            "world",
            "international",
            "monde",
            "welt",
            "ausland",
            "mundo",
            "europe",
            "africa",
            "asia",
            "global",
        ],
        &["ceasefire", "embassy", "diplomat", "airstrike", "refugee", "border guard"],
    ),
    (
        Section::Politics,
        "politics",
        "Politics",
        &["politics", "politique", "politik", "politica", "elections", "government", "parliament"],
        &[
            "parliament",
            "election",
            "coalition",
            "minister",
            "senate",
            "referendum",
            "lawmaker",
            "cabinet",
            "regierung",
            "parlement",
            "gouvernement",
        ],
    ),
    (
        Section::Business,
        "business",
        "Business",
        &["business", "economy", "economie", "wirtschaft", "economia", "finance", "markets", "money"],
        &[
            "central bank",
            "interest rate",
            "inflation",
            "shares",
            "profit",
            "merger",
            "leitzins",
            "key rate",
            "tariff",
        ],
    ),
    (
        Section::Science,
        "science",
        "Science",
        &["science", "sciences", "wissenschaft", "ciencia", "space"],
        &["telescope", "galax", "fossil", "physicist", "asteroid", "spacecraft", "comet", "researchers"],
    ),
    (
        Section::Technology,
        "technology",
        "Technology",
        &["technology", "tech", "digital", "technologie", "technik", "tecnologia"],
        &["software", "chipmaker", "cyberattack", "smartphone", "data breach", "artificial intelligence"],
    ),
    (
        Section::Health,
        "health",
        "Health",
        &["health", "sante", "gesundheit", "salud", "medicine"],
        &["vaccin", "hospital", "outbreak", "patients", "epidemic", "measles"],
    ),
    (
        Section::Climate,
        "climate",
        "Climate",
        &["climate", "environment", "environnement", "umwelt", "klima", "weather", "nature"],
        &["climate", "wildfire", "glacier", "drought", "emissions", "heatwave"],
    ),
    (
        Section::Culture,
        "culture",
        "Culture",
        &["culture", "arts", "books", "film", "music", "kultur", "feuilleton", "cultura", "entertainment"],
        &["museum", "novel", "orchestra", "exhibition", "painting", "festival", "theatre"],
    ),
    (
        Section::Sport,
        "sport",
        "Sport",
        &["sport", "sports", "football", "cricket", "tennis", "fussball", "deportes", "rugby"],
        &["penalty", "goalkeeper", "championship", "cup final", "midfielder", "league title", "marathon"],
    ),
];

impl Section {
    /// Every section.
    pub fn all() -> impl Iterator<Item = Self> {
        TABLE.iter().map(|row| row.0)
    }

    fn row(self) -> Option<&'static Row> {
        TABLE.iter().find(|row| row.0 == self)
    }

    /// Name in addresses.
    pub fn word(self) -> &'static str {
        self.row().map_or("", |row| row.1)
    }

    /// Name for readers.
    pub fn name(self) -> &'static str {
        self.row().map_or("", |row| row.2)
    }

    /// The section of a word in an address.
    pub fn from_word(word: &str) -> Option<Self> {
        TABLE.iter().find(|row| row.1 == word).map(|row| row.0)
    }
}

/// Parts of a path that are looked at; the last one is the article's own.
const DEPTH: usize = 4;

/// What speaks for a section.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Signs<'a> {
    /// The page's own section, the feed's categories.
    pub(crate) said: &'a [&'a str],
    /// Path of the address.
    pub(crate) path: &'a str,
    /// Headline.
    pub(crate) title: &'a str,
    /// Standfirst.
    pub(crate) standfirst: &'a str,
}

/// The section of an article.
pub(crate) fn of(signs: Signs<'_>) -> Option<Section> {
    by_said(signs.said)
        .or_else(|| by_path(&signs.path.to_ascii_lowercase()))
        .or_else(|| by_words(signs.title))
        .or_else(|| by_words(signs.standfirst))
}

/// The section by what a feed says of an article, the page's own section, and the standfirst that is shown.
pub(crate) fn of_facts(
    facts: Option<&EntryFacts>,
    page: Option<&str>,
    standfirst: Option<&str>,
) -> Option<Section> {
    let categories = facts.iter().flat_map(|facts| facts.categories.iter().map(String::as_str));
    let said: Vec<&str> = page.into_iter().chain(categories).collect();
    of(Signs {
        said: &said,
        path: facts.and_then(|facts| facts.url.as_ref()).map_or("", |url| url.as_url().path()),
        title: facts.map_or("", |facts| facts.title.as_str()),
        standfirst: standfirst.unwrap_or_default(),
    })
}

/// Words of a category; longer ones are tags of a story, not sections of a paper.
const CATEGORY: usize = 3;

/// The first category that names a section: `World news`, `UK politics`.
fn by_said(said: &[&str]) -> Option<Section> {
    said.iter().find_map(|category| {
        let lower = category.to_lowercase();
        let words: Vec<&str> =
            lower.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).collect();
        if words.len() > CATEGORY {
            return None;
        }
        let named = |word: &&str| TABLE.iter().find(|row| row.3.contains(word)).map(|row| row.0);
        words.iter().rev().find_map(named)
    })
}

fn by_path(path: &str) -> Option<Section> {
    let parts: Vec<&str> = path.split('/').filter(|part| !part.is_empty()).collect();
    let (_own, folders) = parts.split_last()?;
    let named = |part: &&str| TABLE.iter().find(|row| row.3.contains(part)).map(|row| row.0);
    folders.iter().take(DEPTH).find_map(named)
}

/// The section that most words speak for; none where two speak alike.
fn by_words(text: &str) -> Option<Section> {
    let padded = format!(" {}", text.to_lowercase().replace(|c: char| !c.is_alphanumeric(), " "));
    let count = |row: &Row| row.4.iter().filter(|stem| padded.contains(&format!(" {stem}"))).count();
    let mut found: Vec<(usize, Section)> =
        TABLE.iter().map(|row| (count(row), row.0)).filter(|(count, _)| *count > 0).collect();
    found.sort_by_key(|(count, _)| std::cmp::Reverse(*count));
    match found.as_slice() {
        [(_, only)] => Some(*only),
        [(first, best), (second, _), ..] if first > second => Some(*best),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_and_words_speak() {
        assert_eq!(by_path("/world/2026/ferry"), Some(Section::World));
        assert_eq!(by_path("/news/politics/river-law.html"), Some(Section::Politics));
        assert_eq!(by_path("/sport"), None, "the last part is the article's own");
        assert_eq!(by_path(""), None);
        assert_eq!(by_words("Central bank cuts its key rate"), Some(Section::Business));
        assert_eq!(by_words("Minister visits hospital"), None, "two sections, one word each");
        assert_eq!(by_words("A town that moved uphill"), None);
    }

    #[test]
    fn categories_speak_first() {
        let of = |said: &[&str], path| of(Signs { said, path, ..Signs::default() });
        assert_eq!(of(&["Top stories", "UK politics"], "/sport/1"), Some(Section::Politics));
        assert_eq!(of(&["A word on the sport of kings"], "/2026/1"), None, "a tag is no section");
        assert_eq!(of(&["News"], "/sport/1"), Some(Section::Sport));
    }

    #[test]
    fn every_section_has_one_row() {
        for section in Section::all() {
            assert_eq!(Section::from_word(section.word()), Some(section));
        }
    }
}
