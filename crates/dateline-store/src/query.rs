//! What a person types into the search box, as words, phrases, exclusions and fields. Every text is a query; what is
//! not understood is said and passed over.

use crate::filter_terms::{EVERY, host_words, language_term};
use crate::word_segmentation::{cut, unspaced};
use jiff::civil;

/// A query taken apart.
#[derive(Debug, Clone, Default, PartialEq)]
pub(crate) struct Query {
    /// Words and phrases that must stand there.
    pub(crate) wanted: Vec<Term>,
    /// Words and phrases that must not.
    pub(crate) barred: Vec<Term>,
    /// Publishers and languages that must be, in FTS5's words.
    wanted_filters: Vec<String>,
    /// Those that must not be.
    barred_filters: Vec<String>,
    /// Conditions on the article that the index does not know.
    pub(crate) fields: Vec<Field>,
    /// What was not understood.
    pub(crate) problems: Vec<String>,
    /// Publishers that the reader calls by names of the reader's own.
    named: Vec<NamedPublisher>,
}

/// A reader's own name for the publisher at a host.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct NamedPublisher {
    /// The host.
    pub(crate) host: String,
    /// The name.
    pub(crate) name: String,
}

impl NamedPublisher {
    /// Whether these words stand side by side in the name.
    fn holds(&self, words: &str) -> bool {
        let words = letters(words);
        words.len() > 1 && letters(&self.name).contains(&words)
    }
}

/// Words in small letters, each between two spaces.
fn letters(text: &str) -> String {
    let text = text.to_lowercase();
    let words = text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
    words.fold(" ".to_owned(), |all, word| all + word + " ")
}

/// A word or phrase.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Term {
    text: String,
    prefix: bool,
    title: bool,
    /// Other ways to say it, in FTS5's words.
    or: Vec<String>,
}

/// A condition on the article, with whether it is turned round.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Field {
    /// The condition.
    pub(crate) test: Test,
    /// `-` before it.
    pub(crate) not: bool,
}

/// Conditions.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Test {
    /// Published before this day (UTC).
    Before(civil::Date),
    /// Published on this day or later (UTC).
    After(civil::Date),
    /// A condition of [`FLAGS`], as SQL.
    Flag(&'static str),
    /// With a label of the reader's, by its name.
    Label(String),
}

/// `has:` and `is:` with their conditions on an entry `e`; `{unread}`, `{starred}` and `{original}` stand for conditions that hold
/// for one reader.
const FLAGS: &[(&str, &str)] = &[
    (
        "has:wall",
        "e.holding <> 'full' AND (e.reasons LIKE '%paywall%' OR e.reasons LIKE '%registration%'
        OR e.reasons LIKE '%meter%' OR e.reasons LIKE '%consent%' OR e.reasons LIKE '%bot_check%')",
    ),
    ("has:image", "e.image IS NOT NULL"),
    ("has:copy", "EXISTS (SELECT 1 FROM entries o WHERE o.id = e.copy_of AND {original})"),
    ("is:full", "e.holding = 'full'"),
    ("is:partial", "e.holding = 'partial'"),
    ("is:read", "NOT {unread}"),
    ("is:unread", "{unread}"),
    ("is:starred", "{starred}"),
    ("is:retitled", "e.retitled = 1"),
];

/// Most terms of one query; a query of thousands is no person's.
const TERMS_MAX: usize = 32;

impl Query {
    /// Takes a text apart, for a reader who calls these publishers by other names.
    pub(crate) fn parse(text: &str, named: Vec<NamedPublisher>) -> Self {
        let mut query = Self { named, ..Self::default() };
        for token in tokens(text) {
            query.take(&token);
        }
        if query.wanted.len() + query.barred.len() > TERMS_MAX {
            query.problems.push(format!("only the first {TERMS_MAX} words were looked for"));
            query.wanted.truncate(TERMS_MAX);
            query.barred.truncate(TERMS_MAX - query.wanted.len());
        }
        query
    }

    fn take(&mut self, token: &Token) {
        let field = token.name.as_deref().map(|name| self.field(name, &token.text));
        match field {
            Some(Found::Test(test)) => self.fields.push(Field { test, not: token.not }),
            Some(Found::Filter(mark)) if token.not => self.barred_filters.push(mark),
            Some(Found::Filter(mark)) => self.wanted_filters.push(mark),
            Some(Found::Problem(words)) => self.problems.push(words),
            Some(Found::Title(text)) => self.term(&text, token, true),
            Some(Found::TitleAll) => {
                self.wanted.iter_mut().chain(&mut self.barred).for_each(|term| term.title = true);
            }
            Some(Found::Words) => {
                let name = token.name.as_deref().unwrap_or_default();
                self.term(&format!("{name} {}", token.text), token, false);
            }
            None => self.term(&token.text, token, false),
        }
    }

    fn term(&mut self, text: &str, token: &Token, title: bool) {
        if !text.chars().any(char::is_alphanumeric) {
            return;
        }
        let or = if title { Vec::new() } else { self.hosts(|named| letters(&named.name) == letters(text)) };
        let term = Term { text: text.to_owned(), prefix: token.prefix, title, or };
        if token.not { self.barred.push(term) } else { self.wanted.push(term) }
    }

    /// Publishers of some of the reader's own names, in FTS5's words.
    fn hosts(&self, meant: impl Fn(&NamedPublisher) -> bool) -> Vec<String> {
        self.named
            .iter()
            .filter(|named| meant(named))
            .map(|named| in_publisher(&host_words(&named.host)))
            .collect()
    }

    fn field(&self, name: &str, value: &str) -> Found {
        if matches!(name, "publisher" | "site") && speaks(value) {
            let mut any = vec![publisher(value)];
            any.extend(self.hosts(|named| named.holds(value)));
            return Found::Filter(any.join(" OR "));
        }
        field(name, value)
    }

    /// What FTS5 is asked for, if any word is wanted.
    pub(crate) fn wanted_match(&self) -> Option<String> {
        let all: Vec<String> = self.wanted.iter().map(Term::fts).collect();
        (!all.is_empty()).then(|| all.join(" AND "))
    }

    /// All that the index is asked for, `None` where only conditions are left.
    pub(crate) fn asked_match(&self) -> Option<String> {
        self.with_filters(self.wanted_match())
    }

    /// The same with all words in the headline, `None` where no words are wanted.
    pub(crate) fn headline_match(&self) -> Option<String> {
        let wanted = self.wanted_match()?;
        self.with_filters(Some(format!("{{title}} : ({wanted})")))
    }

    /// Words, publishers and languages together, without what must not match.
    fn with_filters(&self, wanted: Option<String>) -> Option<String> {
        let barred: Vec<String> =
            self.barred.iter().map(Term::fts).chain(self.barred_filters.iter().cloned()).collect();
        let mut asked: Vec<String> = wanted.into_iter().collect();
        asked.extend(self.wanted_filters.iter().cloned());
        if asked.is_empty() && !barred.is_empty() {
            asked.push(format!("{{publisher}} : \"{EVERY}\""));
        }
        let asked = asked.iter().map(|part| format!("({part})")).collect::<Vec<_>>().join(" AND ");
        match (asked.is_empty(), barred.is_empty()) {
            (true, _) => None,
            (false, true) => Some(asked),
            (false, false) => Some(format!("({asked}) NOT ({})", barred.join(" OR "))),
        }
    }

    /// Whether nothing is asked for; what was not understood asks for nothing.
    pub(crate) fn is_empty(&self) -> bool {
        let asked =
            self.wanted.len() + self.barred.len() + self.wanted_filters.len() + self.barred_filters.len();
        asked + self.fields.len() == 0
    }
}

impl Term {
    /// Always a quoted phrase: nothing a person types is FTS5 syntax.
    fn fts(&self) -> String {
        let column = if self.title { "{title} : " } else { "" };
        // A run of unspaced letters is a phrase of letters, and any run of them may go on.
        let star = if self.prefix && !self.text.ends_with(unspaced) { " *" } else { "" };
        let said = format!("{column}\"{}\"{star}", cut(&self.text).replace('"', " "));
        if self.or.is_empty() { said } else { format!("({said} OR {})", self.or.join(" OR ")) }
    }
}

enum Found {
    Test(Test),
    /// A publisher or a language, in FTS5's words.
    Filter(String),
    /// Words of the headline.
    Title(String),
    /// `in:title`: all words so far are words of the headline.
    TitleAll,
    /// No field at all: 12:30, C++: or the like.
    Words,
    Problem(String),
}

fn field(name: &str, value: &str) -> Found {
    let lower = value.to_lowercase();
    let day = |make: fn(civil::Date) -> Test| match day(value) {
        Some(day) => Found::Test(make(day)),
        None => Found::Problem(format!("{name}:{value} needs a day such as 2026-03-04, a month or a year")),
    };
    match name {
        "lang" | "language" if speaks(value) => Found::Filter(in_publisher(&language_term(value))),
        "before" => day(Test::Before),
        "after" | "since" => day(Test::After),
        "title" if !value.is_empty() => Found::Title(value.to_owned()),
        "in" if lower == "title" => Found::TitleAll,
        "has" | "is" => flag(name, &lower),
        "label" if speaks(value) => Found::Test(Test::Label(value.to_owned())),
        _ => Found::Words,
    }
}

fn speaks(value: &str) -> bool {
    value.chars().any(char::is_alphanumeric)
}

/// Words of a name, or labels of a host, side by side in what a publisher is found by.
fn publisher(value: &str) -> String {
    let is_host = value.contains('.') && !value.contains(char::is_whitespace);
    in_publisher(&if is_host { host_words(value) } else { value.to_owned() })
}

fn in_publisher(words: &str) -> String {
    format!("{{publisher}} : \"{}\"", cut(words).replace('"', " "))
}

fn flag(name: &str, value: &str) -> Found {
    let written = format!("{name}:{value}");
    match FLAGS.iter().find(|(flag, _)| *flag == written) {
        Some((_, sql)) => Found::Test(Test::Flag(sql)),
        None => {
            let known: Vec<&str> = FLAGS.iter().map(|(flag, _)| *flag).collect();
            Found::Problem(format!("{written} is not known; there are {}", known.join(", ")))
        }
    }
}

/// `2026-03-04`, `2026-03` or `2026`: the first day of it.
fn day(text: &str) -> Option<civil::Date> {
    let mut parts = text.split('-').map(str::parse::<i16>);
    let year = parts.next()?.ok()?;
    let mut small = || parts.next().map_or(Some(1), |part| part.ok().and_then(|n| i8::try_from(n).ok()));
    let (month, day) = (small()?, small()?);
    civil::Date::new(year, month, day).ok()
}

/// One piece of the text, before it is understood.
struct Token {
    not: bool,
    name: Option<String>,
    text: String,
    prefix: bool,
}

fn tokens(text: &str) -> Vec<Token> {
    let text: String = text.chars().map(|c| if c.is_control() { ' ' } else { c }).take(2_000).collect();
    let text = text.replace(['“', '”', '„', '«', '»'], "\"");
    let mut rest = text.trim_start();
    let mut tokens = Vec::new();
    while !rest.is_empty() {
        let (token, left) = token(rest);
        tokens.push(token);
        rest = left.trim_start();
    }
    tokens
}

fn token(text: &str) -> (Token, &str) {
    let (not, text) = match text.strip_prefix('-') {
        Some(rest) if rest.starts_with(|c: char| !c.is_whitespace()) => (true, rest),
        _ => (false, text),
    };
    let (name, text) = name(text);
    let (value, left) = match text.strip_prefix('"') {
        Some(quoted) => quoted.split_once('"').unwrap_or((quoted, "")),
        None => text.split_at(text.find(|c: char| c.is_whitespace() || c == '"').unwrap_or(text.len())),
    };
    let (left, starred) = match left.strip_prefix('*') {
        Some(left) => (left, true),
        None => (left, value.ends_with('*')),
    };
    let text = value.trim_end_matches('*').to_owned();
    (Token { not, name, text, prefix: starred }, left)
}

/// A field's name before a colon: letters only, and something after it.
fn name(text: &str) -> (Option<String>, &str) {
    match text.split_once(':') {
        Some((name, value))
            if !name.is_empty()
                && name.chars().all(|c| c.is_ascii_alphabetic())
                && value.starts_with(|c: char| !c.is_whitespace() && c != '/') =>
        {
            (Some(name.to_ascii_lowercase()), value)
        }
        _ => (None, text),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, wanted: &str, barred: &str) {
        let query = Query::parse(text, Vec::new());
        assert_eq!(query.wanted_match().unwrap_or_default(), wanted, "{text}");
        let without = query.barred.iter().map(Term::fts).collect::<Vec<_>>().join(" OR ");
        assert_eq!(without, barred, "{text}");
    }

    #[test]
    fn every_text_is_a_query() {
        check("ferry strike", "\"ferry\" AND \"strike\"", "");
        check("\"ferry strike\" -tunnel", "\"ferry strike\"", "\"tunnel\"");
        check("harb*", "\"harb\" *", "");
        check("“ferry strike”", "\"ferry strike\"", "");
        check("ferry in:title", "{title} : \"ferry\"", "");
        check("title:ferry port", "{title} : \"ferry\" AND \"port\"", "");
        check("NEAR(a b) OR", "\"NEAR(a\" AND \"b)\" AND \"OR\"", "");
        check("12:30 -- * \" ' (", "\"12:30\"", "");
        check("foo:bar", "\"foo bar\"", "");
        check("東京 -北京", "\"東\u{200b}京\u{200b}\"", "\"北\u{200b}京\u{200b}\"");
        check("", "", "");
        check("\"open", "\"open\"", "");
        check("a\"b\"c", "\"a\" AND \"b\" AND \"c\"", "");
    }

    #[test]
    fn what_is_only_barred_is_barred_from_all() {
        let query = Query::parse("-ferry -site:news.gull.example", Vec::new());
        let all = format!("(({{publisher}} : \"{EVERY}\")) NOT (\"ferry\" OR {{publisher}} : \"news gull\")");
        assert_eq!(query.asked_match(), Some(all));
        assert_eq!(query.headline_match(), None);
    }

    #[test]
    fn fields_are_understood_or_named() {
        let query = Query::parse(
            "publisher:\"the gull\" lang:de -has:wall before:2026-03 after:soon is:blue",
            Vec::new(),
        );
        let tests: Vec<&Test> = query.fields.iter().map(|field| &field.test).collect();
        assert_eq!(
            query.asked_match().as_deref(),
            Some("({publisher} : \"the gull\") AND ({publisher} : \"lang0de\")")
        );
        assert!(matches!(tests[0], Test::Flag(_)) && query.fields[0].not);
        assert_eq!(tests[1], &Test::Before(civil::date(2026, 3, 1)));
        assert_eq!(query.problems.len(), 2, "{:?}", query.problems);
    }

    #[test]
    fn a_publisher_is_found_by_the_readers_own_name() {
        let named = |host: &str, name: &str| NamedPublisher { host: host.to_owned(), name: name.to_owned() };
        let all = vec![named("news.gull.example", "Morning Bird"), named("tern.example", "The Tern")];
        for (text, asked) in [
            ("publisher:bird", "({publisher} : \"bird\" OR {publisher} : \"news gull\")"),
            ("site:morn", "({publisher} : \"morn\")"),
            ("\"morning bird\"", "((\"morning bird\" OR {publisher} : \"news gull\"))"),
            ("morning", "(\"morning\")"),
            ("title:\"the tern\"", "({title} : \"the tern\")"),
        ] {
            assert_eq!(Query::parse(text, all.clone()).asked_match().as_deref(), Some(asked), "{text}");
        }
    }
}
