//! Passwords that are tried first: the commonest that leaked, and few words with the ways in which people dress them up.

/// The 5,000 commonest of the passwords with eight characters or more in the list of zxcvbn (MIT, `data/LICENSE-zxcvbn`), in lower
/// case, a line each.
const LEAKED: &str = include_str!("../../data/common_passwords.txt");

/// Words under most of the passwords that lists of leaked ones begin with, folded as [`folded`] does.
const WORDS: &[&str] = &[
    "password",
    "passwort",
    "motdepasse",
    "contrasena",
    "senha",
    "parola",
    "passw",
    "pass",
    "qwerty",
    "qwertz",
    "azerty",
    "qwertyuiop",
    "asdfghjkl",
    "asdf",
    "asdfgh",
    "zxcvbnm",
    "zxcvbn",
    "qazwsx",
    "qazwsxedc",
    "qweasd",
    "qweasdzxc",
    "iloveyou",
    "love",
    "lovely",
    "admin",
    "administrator",
    "root",
    "user",
    "guest",
    "test",
    "testing",
    "tester",
    "demo",
    "login",
    "letmein",
    "welcome",
    "willkommen",
    "changeme",
    "change",
    "default",
    "secret",
    "geheim",
    "master",
    "monkey",
    "dragon",
    "sunshine",
    "princess",
    "football",
    "fussball",
    "baseball",
    "basketball",
    "superman",
    "batman",
    "spiderman",
    "pokemon",
    "starwars",
    "trustno",
    "shadow",
    "michael",
    "jennifer",
    "jessica",
    "charlie",
    "ashley",
    "daniel",
    "andrew",
    "thomas",
    "jordan",
    "hunter",
    "soccer",
    "hockey",
    "killer",
    "george",
    "summer",
    "winter",
    "spring",
    "autumn",
    "sommer",
    "flower",
    "computer",
    "internet",
    "samsung",
    "google",
    "facebook",
    "whatever",
    "freedom",
    "hello",
    "hallo",
    "bonjour",
    "hola",
    "access",
    "server",
    "system",
    "temp",
    "temporary",
    "dateline",
    "news",
    "newsdesk",
    "desk",
    "reader",
    "owner",
    "feed",
    "feeds",
];

/// Rows and runs that are typed without thinking.
const ROWS: &[&str] = &[
    "abcdefghijklmnopqrstuvwxyz",
    "01234567890",
    "qwertyuiop",
    "qwertzuiop",
    "azertyuiop",
    "asdfghjkl",
    "zxcvbnm",
    "1q2w3e4r5t6y7u8i9o0p",
    "q1w2e3r4t5y6u7i8o9p0",
    "1qaz2wsx3edc4rfv5tgb6yhn",
    "qazwsxedcrfvtgb",
];

/// Whether a password is among the first that somebody would try for an account of this name.
pub(super) fn is_common(password: &str, name: &str) -> bool {
    let (lower, name) = (password.to_lowercase(), name.to_lowercase());
    let stem = stem(&lower);
    let folded: String = stem.chars().map(fold).collect();
    let words =
        |text: &str| WORDS.contains(&text) || text == name || (!text.is_empty() && text == self::stem(&name));
    let known = |text: &str| words(text) || is_row(text) || two_words(text, words);
    lower == name
        || LEAKED.lines().any(|leaked| leaked == lower)
        || is_repeated(&lower)
        || is_number(&lower)
        || is_row(&lower)
        || known(stem)
        || known(&folded)
}

/// What stands between digits and signs at both ends.
fn stem(text: &str) -> &str {
    text.trim_matches(|c: char| !c.is_alphabetic())
}

/// The letter that a digit or sign stands for.
fn fold(c: char) -> char {
    match c {
        '0' => 'o',
        '1' | '!' | '|' => 'i',
        '3' => 'e',
        '4' | '@' => 'a',
        '5' | '$' => 's',
        '7' => 't',
        other => other,
    }
}

/// Whether it is one piece again and again.
fn is_repeated(text: &str) -> bool {
    let chars: Vec<char> = text.chars().collect();
    let repeats =
        |period: usize| chars.iter().zip(chars.iter().skip(period)).all(|(one, other)| one == other);
    (1..=4).chain([chars.len() / 2]).any(|period| period > 0 && chars.len() >= 2 * period && repeats(period))
}

/// Whether it is a stretch of a row, in either direction.
fn is_row(text: &str) -> bool {
    let back: String = text.chars().rev().collect();
    text.len() >= 4 && ROWS.iter().any(|row| row.contains(text) || row.contains(back.as_str()))
}

/// Whether it is a number that somebody remembers: a date, years, few digits in blocks.
fn is_number(text: &str) -> bool {
    text.len() <= 12 && text.bytes().all(|c| c.is_ascii_digit() || matches!(c, b'.' | b'-' | b'/' | b' '))
}

/// Whether two of the words stand one right after the other.
fn two_words(text: &str, is_word: impl Fn(&str) -> bool) -> bool {
    text.char_indices().any(|(at, _)| is_word(&text[..at]) && is_word(&text[at..]))
}
