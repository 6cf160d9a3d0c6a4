//! One spelling for what newsrooms write in several: letters without marks, Cyrillic in Latin letters, the digraphs of
//! romanisation as one letter, Arabic without its article. For comparing, never for showing.

/// Letters that are written as two, and the one that they become; longer ones first.
const DIGRAPHS: &[(&str, char)] = &[
    ("shch", 's'),
    ("sch", 's'),
    ("shh", 's'),
    ("sh", 's'),
    ("zh", 'z'),
    ("kh", 'h'),
    ("ch", 'c'),
    ("ts", 'c'),
    ("tc", 'c'),
    ("tz", 'c'),
    ("ph", 'f'),
];

/// Particles that Arabic writes onto a word, the longest first.
const ARABIC_ARTICLES: &[&str] = &["وال", "بال", "كال", "فال", "لل", "ال"];

/// A word in the plain spelling.
pub(super) fn of(word: &str) -> String {
    let lower: String = word.chars().flat_map(char::to_lowercase).filter_map(letter).collect();
    let bare = ARABIC_ARTICLES.iter().find_map(|article| lower.strip_prefix(article));
    let lower = bare.filter(|bare| bare.chars().count() > 2).unwrap_or(&lower);
    let (mut plain, mut rest) = (String::with_capacity(lower.len()), lower);
    while let Some(first) = rest.chars().next() {
        let digraph = DIGRAPHS.iter().find_map(|(two, one)| Some((*one, rest.strip_prefix(two)?)));
        let (c, after) = digraph.unwrap_or_else(|| (first, &rest[first.len_utf8()..]));
        rest = after;
        push(&mut plain, c);
    }
    plain
}

/// Adds a letter, once where it is doubled; "ia" and "ya" are "a", as "iy" is "i".
fn push(plain: &mut String, c: char) {
    let c = if matches!(c, 'y' | 'j') { 'i' } else { c };
    let last = plain.chars().next_back();
    if last == Some('i') && matches!(c, 'a' | 'e' | 'o' | 'u') && plain.len() > 1 {
        plain.pop();
    }
    if !plain.ends_with(c) || c.is_numeric() {
        plain.push(c);
    }
}

/// A lower-case letter without its marks; nothing for marks that stand alone and apostrophes.
const fn letter(c: char) -> Option<char> {
    Some(match c {
        '\'' | '’' | 'ʼ' | 'ь' | 'ъ' | '\u{0300}'..='\u{036f}' | '\u{064b}'..='\u{065f}' | '\u{0640}' => {
            return None;
        }
        'á' | 'à' | 'â' | 'ã' | 'å' | 'ä' | 'ą' | 'ă' | 'ā' | 'а' | 'я' => 'a',
        'é' | 'è' | 'ê' | 'ë' | 'ę' | 'ě' | 'ė' | 'ē' | 'е' | 'ё' | 'э' | 'є' => 'e',
        'í' | 'ì' | 'î' | 'ï' | 'ı' | 'ī' | 'и' | 'й' | 'ы' | 'і' | 'ї' => 'i',
        'ó' | 'ò' | 'ô' | 'õ' | 'ö' | 'ő' | 'ø' | 'ō' | 'о' => 'o',
        'ú' | 'ù' | 'û' | 'ü' | 'ű' | 'ů' | 'ū' | 'у' | 'ю' | 'ў' => 'u',
        'ç' | 'ć' | 'č' | 'ц' | 'ч' => 'c',
        'ñ' | 'ń' | 'ň' | 'н' => 'n',
        'ś' | 'š' | 'ş' | 'ș' | 'ß' | 'с' | 'ш' | 'щ' => 's',
        'ź' | 'ż' | 'ž' | 'з' | 'ж' => 'z',
        'ł' | 'л' => 'l',
        'ğ' | 'г' | 'ґ' => 'g',
        'ř' | 'р' => 'r',
        'ť' | 'ţ' | 'ț' | 'т' => 't',
        'ď' | 'đ' | 'д' => 'd',
        'ý' => 'y',
        'б' => 'b',
        'w' | 'в' => 'v',
        'к' => 'k',
        'м' => 'm',
        'п' => 'p',
        'ф' => 'f',
        'x' | 'х' => 'h',
        'أ' | 'إ' | 'آ' => 'ا',
        'ة' => 'ه',
        'ى' => 'ي',
        other => other,
    })
}
