//! A sentence to words with their places. Knows no grammar.

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
