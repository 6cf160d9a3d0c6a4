//! A paragraph to sentences and a sentence to words with their places. Knows no grammar.

/// Words before a full stop that do not end a sentence.
const SHORTENED: &[&str] = &[
    "mr", "mrs", "ms", "dr", "prof", "st", "sen", "rep", "gov", "gen", "lt", "col", "capt", "sgt", "rev",
    "no", "vs", "etc", "inc", "ltd", "co", "corp", "jr", "sr", "bzw", "ca", "nr", "mme", "mlle", "sra",
    "dra", "sig", "ing",
];

/// A mark that ends a sentence.
pub(super) const fn ends(c: char) -> bool {
    matches!(c, '.' | '!' | '?' | '…' | '。' | '！' | '？' | '؟' | '।')
}

/// A mark that may follow the end and still belongs to the sentence.
const fn closes(c: char) -> bool {
    matches!(c, '"' | '”' | '“' | '’' | '»' | '«' | ')' | ']' | '」' | '』')
}

/// Sentences of a paragraph, as they stand.
pub(super) fn sentences(paragraph: &str) -> Vec<&str> {
    let mut found = Vec::new();
    let mut from = 0;
    let mut chars = paragraph.char_indices().peekable();
    while let Some((at, c)) = chars.next() {
        if !ends(c) {
            continue;
        }
        let mut end = at + c.len_utf8();
        while let Some((next, c)) = chars.next_if(|(_, c)| closes(*c) || ends(*c)) {
            end = next + c.len_utf8();
        }
        let spaced = chars.peek().is_none_or(|(_, c)| c.is_whitespace());
        let wide = matches!(c, '。' | '！' | '？');
        let before = paragraph.get(from..at).unwrap_or_default();
        if (spaced || wide) && !(c == '.' && is_shortened(before)) {
            push(paragraph, from, end, &mut found);
            from = end;
        }
    }
    push(paragraph, from, paragraph.len(), &mut found);
    found
}

fn push<'p>(paragraph: &'p str, from: usize, to: usize, found: &mut Vec<&'p str>) {
    let sentence = paragraph.get(from..to).unwrap_or_default().trim();
    if !sentence.is_empty() {
        found.push(sentence);
    }
}

/// Whether the last word is one that is written with a stop: an abbreviation, an initial, a German ordinal.
fn is_shortened(before: &str) -> bool {
    let word = before.rsplit(|c: char| c.is_whitespace() || c == '(').next().unwrap_or_default();
    let initial = word.chars().count() == 1 && word.chars().all(char::is_uppercase);
    initial || word.contains('.') || SHORTENED.contains(&word.to_lowercase().as_str())
}

/// A word of a sentence.
#[derive(Debug, Clone, Copy)]
pub(super) struct Token<'s> {
    /// The word with its inner marks, without the marks around it.
    pub(super) word: &'s str,
    /// Whether a mark (comma, bracket, quotation mark, colon) stands between it and the word before.
    pub(super) parted: bool,
}

impl Token<'_> {
    /// Whether it begins with a capital letter and is no word in capitals throughout, short ones (`NATO`) aside.
    pub(super) fn is_capital(&self) -> bool {
        let mut letters = self.word.chars();
        let first = letters.next().is_some_and(char::is_uppercase);
        let shouted = self.word.chars().count() > 5 && !self.word.chars().any(char::is_lowercase);
        first && !shouted
    }
}

/// Words of a sentence.
pub(super) fn tokens(sentence: &str) -> Vec<Token<'_>> {
    let mut parted = true;
    let mut found = Vec::new();
    for piece in sentence.split_whitespace() {
        let word = piece.trim_matches(|c: char| !c.is_alphanumeric());
        let bare = word.strip_suffix("'s").or_else(|| word.strip_suffix("’s")).unwrap_or(word);
        let lead = piece.len() - piece.trim_start_matches(|c: char| !c.is_alphanumeric()).len();
        if bare.is_empty() {
            parted = true;
            continue;
        }
        found.push(Token { word: bare, parted: parted || lead > 0 });
        parted = piece.len() > lead + bare.len();
    }
    found
}
