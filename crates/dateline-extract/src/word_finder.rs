//! Whether any of many words stands in a text, looked for together and in any case. Says nothing of where.

use aho_corasick::AhoCorasick;

/// Words in lower case that are looked for at once.
pub(crate) struct AnyOf(Option<AhoCorasick>);

impl AnyOf {
    /// Gathers words in lower case.
    pub(crate) fn of(words: &[&str]) -> Self {
        Self(AhoCorasick::builder().ascii_case_insensitive(true).build(words).ok())
    }

    /// Whether one of them stands in what the text is in lower case. A text of ASCII need not be copied for it.
    pub(crate) fn stands_in(&self, text: &str) -> bool {
        // Letters beyond ASCII are written in lower case mostly.
        let is_lower = |c: char| c.is_ascii() || c.to_lowercase().eq([c]);
        self.stands_in_name(text)
            || !text.is_ascii() && !text.chars().all(is_lower) && self.stands_in_name(&text.to_lowercase())
    }

    /// The same where none but letters of ASCII are written in lower case.
    pub(crate) fn stands_in_name(&self, name: &str) -> bool {
        self.0.as_ref().is_some_and(|finder| finder.is_match(name))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_found_in_any_case() {
        let finder = AnyOf::of(&["google news", "телеграм", "link"]);
        for (text, found) in [
            ("Follow us on GOOGLE News", true),
            ("Наш ТЕЛЕГРАМ", true),
            ("The LIN\u{212a}", true),
            ("Google, news", false),
        ] {
            let lower = text.to_lowercase();
            assert_eq!(["google news", "телеграм", "link"].iter().any(|word| lower.contains(word)), found);
            assert_eq!(finder.stands_in(text), found, "{text}");
        }
    }
}
