//! Cutting and folding. Limits are in characters.

/// The text with each run of white space as one space, and none at its ends.
pub fn fold(text: &str) -> String {
    let mut folded = String::with_capacity(text.len());
    for word in text.split_whitespace() {
        if !folded.is_empty() {
            folded.push(' ');
        }
        folded.push_str(word);
    }
    folded
}

/// The first `most` characters, back to the last white space where that leaves more than half; the whole where it is no longer.
pub fn cut_at_word(text: &str, most: usize) -> &str {
    let Some((end, next)) = text.char_indices().nth(most) else { return text };
    let head = &text[..end];
    if next.is_whitespace() {
        return head.trim_end();
    }
    let space = head.rfind(char::is_whitespace).filter(|at| *at > head.len() / 2);
    space.map_or(head, |at| head[..at].trim_end())
}

/// As [`cut_at_word`], with an ellipsis where something was cut.
pub fn shorten(text: &str, most: usize) -> String {
    let head = cut_at_word(text, most);
    if head.len() == text.len() {
        return text.to_owned();
    }
    format!("{}…", head.trim_end_matches([',', ';', ':', ' ']))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn texts_are_cut_at_a_word() {
        for (text, most, cut) in [
            ("short", 10, "short"),
            ("exactly so", 10, "exactly so"),
            ("one two three", 9, "one two…"),
            ("one two three", 7, "one two…"),
            ("one, two", 5, "one…"),
            ("unbreakable", 5, "unbre…"),
            ("a unbreakable", 6, "a unbr…"),
            ("記事の続きを読む", 4, "記事の続…"),
        ] {
            assert_eq!(shorten(text, most), cut, "{text:?} {most}");
        }
    }

    proptest! {
        #[test]
        fn cutting_and_folding_keep_what_they_keep(text in "[a-c é東\u{a0}\n,]{0,40}", most in 0..30_usize) {
            let cut = cut_at_word(&text, most);
            prop_assert!(text.starts_with(cut) && cut.chars().count() <= most.max(text.chars().count().min(most)));
            prop_assert!(shorten(&text, most).chars().count() <= most.max(text.chars().count().min(most)) + 1);
            let folded = fold(&text);
            prop_assert_eq!(fold(&folded), folded.clone());
            prop_assert_eq!(folded, text.split_whitespace().collect::<Vec<_>>().join(" "));
        }
    }
}
