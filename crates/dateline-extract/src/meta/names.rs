//! Byline text to persons: without "By", jobs, agencies and addresses.

/// Words before a name, lower case; each is followed by a space or colon on the page.
const LEADS: &[&str] = &[
    "by",
    "von",
    "par",
    "por",
    "di",
    "da",
    "door",
    "av",
    "af",
    "przez",
    "written by",
    "story by",
    "words by",
    "text by",
    "posted by",
    "reported by",
    "published by",
    "author",
    "autor",
    "autora",
    "auteur",
    "autore",
    "text",
    "texte",
    "texto",
    "from",
    "redaktion",
    "автор",
    "текст",
    "yazan",
    "de",
    "ein kommentar von",
    "eine analyse von",
    "ein gastbeitrag von",
    "von unserem korrespondenten",
    "analysis by",
    "opinion by",
    "review by",
    "interview by",
    "special to",
    "photographs by",
    "authors",
    "autoren",
    "escrito por",
    "scritto da",
    "writer",
    "reporter",
    "oleh",
    "skrevet av",
    "publié par",
];

/// Words between two names.
const JOINTS: &[&str] = &[
    " and ", " und ", " et ", " y ", " e ", " en ", " og ", " och ", " i ", " ja ", " & ", " with ", " mit ",
    " и ", " та ", " ve ", "; ", " | ", " · ", " • ", " / ", "、", "・", "\n",
];

/// News agencies that sign texts.
const AGENCIES: &[&str] = &[
    "reuters",
    "associated press",
    "the associated press",
    "ap",
    "afp",
    "agence france-presse",
    "dpa",
    "apa",
    "efe",
    "ansa",
    "bloomberg",
    "bloomberg news",
    "sda",
    "keystone-sda",
    "pap",
    "ritzau",
    "ntb",
    "tt",
    "belga",
    "anp",
    "kyodo",
    "kyodo news",
    "xinhua",
    "tass",
    "interfax",
    "ukrinform",
    "anadolu agency",
    "aa",
    "pti",
    "ani",
    "ians",
    "aap",
    "press association",
    "pa media",
    "canadian press",
    "the canadian press",
    "upi",
    "yonhap",
    "jiji",
    "lusa",
    "europa press",
    "mti",
    "ctk",
    "kna",
    "epd",
    "kna/dpa",
    "dpa-afx",
    "afx",
    "sid",
    "cna",
    "dow jones",
    "cna/reuters",
    "時事通信",
    "共同通信",
];

/// Words that show a signature to be no person's.
const DESKS: &[&str] = &[
    "staff",
    "editor",
    "editors",
    "editorial",
    "redaktion",
    "redaction",
    "rédaction",
    "redacción",
    "redazione",
    "redação",
    "newsroom",
    "desk",
    "team",
    "admin",
    "administrator",
    "news",
    "agency",
    "agencia",
    "agencias",
    "agencies",
    "agenturen",
    "correspondent",
    "reporter",
    "webdesk",
    "online",
    "press",
    "media",
    "magazine",
    "tv",
    "radio",
    "редакция",
    "редакція",
    "anonymous",
    "unknown",
    "guest",
    "contributor",
    "contributors",
    "zeitung",
    "service",
    "services",
    "wire",
];

/// What shows that a piece of text near a byline is no name.
const NO_NAMES: &[&str] = &[
    "foto",
    "photo",
    "image",
    "bild:",
    "sponsored",
    "says",
    "http",
    "www.",
    "view all",
    "read more",
    "posts by",
    "more by",
    "last updated",
    "published",
    "minutes",
    "min read",
    "follow",
    "この記事",
    "comment",
    "reviewed by",
    "fact check",
    "about the",
    "subscribe",
    "share",
    "updated",
    "advertis",
    "director",
    "chief",
    "editor",
];

/// Whether a line of the page opens like a byline: `By Ann Lee`.
pub(crate) fn opens_byline(text: &str) -> bool {
    const OPENERS: [&str; 12] = [
        "by",
        "von",
        "par",
        "por",
        "written by",
        "posted by",
        "words by",
        "author",
        "autor",
        "автор",
        "text",
        "di",
    ];
    OPENERS.iter().any(|opener| starts_with_word(text, opener))
}

/// Persons and agency of one or more signatures.
#[derive(Debug, Default, PartialEq, Eq)]
pub(crate) struct Signed {
    pub(crate) persons: Vec<String>,
    pub(crate) agency: Option<String>,
    /// Signatures of desks and houses, in case there is nobody else.
    pub(crate) houses: Vec<String>,
}

/// Reads one signature. `publisher` is never a person.
pub(crate) fn read(text: &str, publisher: Option<&str>, into: &mut Signed) {
    if text.contains("://") || text.len() > 400 {
        return;
    }
    for part in split(without_lead(text.trim())) {
        let part = tidy(&part);
        if part.is_empty() {
            continue;
        }
        let lower = part.to_lowercase();
        if AGENCIES.contains(&lower.as_str()) {
            into.agency.get_or_insert(part);
        } else if publisher.is_some_and(|publisher| publisher.to_lowercase() == lower) || is_desk(&lower) {
            push(&mut into.houses, part);
        } else if is_person(&part) {
            push(&mut into.persons, part);
        }
    }
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
        let lead = LEADS.iter().filter(|lead| starts_with_word(text, lead)).map(|lead| lead.len()).max();
        let Some(lead) = lead else { break };
        text = text[lead..].trim_start_matches([':', ' ', '\u{a0}', '\n', '-', '–']);
    }
    text
}

fn starts_with_word(text: &str, lead: &str) -> bool {
    let Some(head) = text.get(..lead.len()) else { return false };
    let rest = &text[lead.len()..];
    head.to_lowercase() == lead && rest.starts_with([' ', ':', '\u{a0}', '\n'])
}

fn split(text: &str) -> Vec<String> {
    let mut text = text.to_owned();
    for joint in JOINTS {
        if text.contains(joint) {
            text = text.replace(joint, "\u{1}");
        }
    }
    let upper = [" AND ", " And ", " UND "];
    for joint in upper {
        text = text.replace(joint, "\u{1}");
    }
    text.split('\u{1}').flat_map(commas).collect()
}

/// `Ann Lee, Bo Kim` are two; in `Ann Lee, political editor` and `Ann Lee, Reuters` what follows is no name.
fn commas(text: &str) -> Vec<String> {
    text.split([',', '，']).map(|part| part.trim().to_owned()).collect()
}

fn tidy(name: &str) -> String {
    let name = name.split(['(', '[', '<', '@']).next().unwrap_or_default();
    let name = name.trim_matches(|c: char| {
        c.is_whitespace() || matches!(c, ',' | '.' | ':' | ';' | '-' | '–' | '—' | '|' | '/' | '*' | '"')
    });
    let name = without_lead(name);
    let name = [" 기자", " 특파원", "記者"].iter().find_map(|job| name.strip_suffix(job)).unwrap_or(name);
    name.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn is_desk(lower: &str) -> bool {
    lower.split(|c: char| !c.is_alphanumeric()).any(|word| DESKS.contains(&word))
        || lower.contains(".com")
        || lower.contains(".co.")
        || lower.contains(".org")
}

/// One to five words that begin in upper case (where the script knows cases), no digits, no sentence.
fn is_person(name: &str) -> bool {
    let words: Vec<&str> = name.split_whitespace().collect();
    let lower = name.to_lowercase();
    if LEADS.contains(&lower.as_str()) || NO_NAMES.iter().any(|word| lower.contains(word)) {
        return false;
    }
    let letters = name.chars().filter(|c| c.is_alphabetic()).count();
    if words.is_empty()
        || words.len() > 5
        || letters < 2
        || name.len() > 80
        || name.chars().any(|c| c.is_ascii_digit())
    {
        return false;
    }
    let cased = |word: &&str| word.chars().next().is_some_and(|c| !c.is_lowercase());
    let capitals = words.iter().filter(|word| cased(word)).count();
    capitals * 2 > words.len() || words.len() == 1
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
    }
}
