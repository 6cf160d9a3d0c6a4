//! A paragraph to sentences. Knows no grammar.

/// Words before a full stop that do not end a sentence.
const SHORTENED: &[&str] = &[
    "mr", "mrs", "ms", "dr", "prof", "st", "sen", "rep", "gov", "gen", "lt", "col", "capt", "sgt", "rev",
    "no", "vs", "etc", "inc", "ltd", "co", "corp", "jr", "sr", "bzw", "ca", "nr", "mme", "mlle", "sra",
    "dra", "sig", "ing",
];

/// A mark that ends a sentence.
pub const fn ends_sentence(c: char) -> bool {
    matches!(c, '.' | '!' | '?' | '…' | '。' | '！' | '？' | '؟' | '।')
}

/// A mark that may follow the end and still belongs to the sentence.
pub const fn closes_quote(c: char) -> bool {
    matches!(c, '"' | '”' | '“' | '’' | '»' | '«' | ')' | ']' | '」' | '』')
}

/// Sentences of a paragraph, as they stand.
pub fn sentences(paragraph: &str) -> Vec<&str> {
    let mut found = Vec::new();
    let mut from = 0;
    let mut chars = paragraph.char_indices().peekable();
    while let Some((at, c)) = chars.next() {
        if !ends_sentence(c) {
            continue;
        }
        let mut end = at + c.len_utf8();
        while let Some((next, c)) = chars.next_if(|(_, c)| closes_quote(*c) || ends_sentence(*c)) {
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn abbreviations_initials_and_quotes() {
        for (paragraph, expected) in [
            (
                "Dr. A. Veld spoke. \u{201c}No.\u{201d} He left",
                vec!["Dr. A. Veld spoke.", "\u{201c}No.\u{201d}", "He left"],
            ),
            ("港が閉まった。船は残った。", vec!["港が閉まった。", "船は残った。"]),
            ("At 3.30 p.m. it closed... Why?!", vec!["At 3.30 p.m. it closed...", "Why?!"]),
            ("", vec![]),
        ] {
            assert_eq!(sentences(paragraph), expected, "{paragraph:?}");
        }
    }
}
