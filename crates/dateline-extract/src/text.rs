//! Small measures of a text: words, shares, ends of sentences, and the "Read more" that a teaser ends in.

use dateline_text::is_southeast_asian;
pub(crate) use dateline_text::words;

use crate::lexicon::{self, Class, Hit};

/// How a line breaks off.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Cut {
    /// It does not.
    No,
    /// Ends in dots.
    Dots,
    /// Dots, then an invitation to read on, or that invitation after a sentence.
    Continued,
}

/// A teaser without the "Read more" at its end.
pub fn without_read_more(text: &str) -> &str {
    without_continuation(text, &lexicon::hits(text)).0
}

/// What feeds put behind a post between two links: to the post, and to its site.
pub(crate) const ORIGIN: &[&str] = &[
    "appeared first on",
    "first appeared on",
    "erschien zuerst auf",
    "est apparu en premier sur",
    "apareció primero en",
    "se publicó primero en",
    "proviene da",
    "apareceu primeiro em",
    "verscheen eerst op",
    "pierwszy raz pojawił się",
    "dök först upp på",
    "впервые появилась",
    "впервые опубликована",
];

/// A teaser without what plugins put behind a post: "The post TITLE appeared first on SITE."
pub fn without_origin<'t>(text: &'t str, title: &str) -> &'t str {
    let Some(phrase) = ORIGIN.iter().filter_map(|phrase| text.rfind(phrase)).max() else { return text };
    let Some(named) = text[..phrase].rfind(title).filter(|_| !title.is_empty()) else { return text };
    if text[named + title.len()..phrase].contains(char::is_alphanumeric) {
        return text;
    }
    let stem = &text[..named];
    let ends = ['.', '!', '?', '…', ']', '»', '。'];
    let begin = stem.char_indices().rev().find(|(_, c)| ends.contains(c));
    let begin = begin.map_or(0, |(at, c)| at + c.len_utf8());
    if words(&stem[begin..]) > BEFORE_TITLE || words(&text[phrase..]) > NAMED_SITE {
        return text;
    }
    text[..begin].trim_end()
}

/// Words before the title of such a line, "The post", and from the phrase to the site's name.
const BEFORE_TITLE: usize = 4;
const NAMED_SITE: usize = 16;

/// Parts "… Read More" from what stands before it.
pub(crate) fn without_continuation<'t>(text: &'t str, hits: &[Hit]) -> (&'t str, Cut) {
    let last = hits.iter().rev().find(|hit| hit.class == Class::Continuation);
    let at_end = last.filter(|hit| text[hit.end..].chars().all(|c| !c.is_alphanumeric()));
    let stem =
        at_end.map_or(text, |hit| text[..hit.start].trim_end_matches([' ', '[', '(', '→', '»', '\u{a0}']));
    match (dotted(stem), at_end) {
        (true, Some(_)) => (stem, Cut::Continued),
        (true, None) => (stem, Cut::Dots),
        (false, Some(_)) if ends_sentence(stem) && words(stem) > 3 => (stem, Cut::Continued),
        _ => (text, Cut::No),
    }
}

fn dotted(text: &str) -> bool {
    let text = text.trim_end().trim_end_matches([']', ')', '»', '"', '”']).trim_end();
    text.ends_with('…') || text.ends_with("...") || text.ends_with("..")
}

/// Whether a text ends like a sentence in any of the scripts known here.
pub(crate) fn ends_sentence(text: &str) -> bool {
    let closing = ['"', '”', '’', '\'', '»', '«', '“', ')', ']', '」', '』', '）', '›', ' ', '\u{a0}'];
    let text = text.trim_end_matches(closing);
    text.ends_with(['.', '!', '?', '…', '。', '！', '？', '؟', '۔', '।', '։', ':', '：'])
}

/// Words from which on a text in a script that writes no stops is more than a label.
const UNSTOPPED: usize = 25;

/// The same as [`ends_sentence`] for a paragraph of so many words, also in a script that writes no stops: Thai, Lao, Khmer.
pub(crate) fn is_sentence(text: &str, words: usize) -> bool {
    ends_sentence(text) || words >= UNSTOPPED && text.trim_end().ends_with(is_southeast_asian)
}

/// Letters and digits in lower case: what two spellings of one line share.
pub(crate) fn letters(text: &str) -> String {
    text.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

/// A share of counts; zero of nothing is zero.
#[expect(clippy::cast_precision_loss, reason = "a share of small counts")]
pub(crate) fn share(part: usize, whole: usize) -> f32 {
    if whole == 0 { 0.0 } else { part as f32 / whole as f32 }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_script_without_stops_has_sentences_by_length() {
        let told = "ผู้ตอบส่วนใหญ่จำประโยคนี้ได้ แต่น้อยคนจะบอกได้ว่าเคยเห็นในหนังสือพิมพ์ฉบับใด การบังคับลงชื่อทำให้พวกเขารำคาญยิ่งกว่าราคาเสียอีก";
        assert!(is_sentence(told, words(told)));
        assert!(!is_sentence("สมัครสมาชิกเพื่ออ่านต่อ", words("สมัครสมาชิกเพื่ออ่านต่อ")));
    }

    #[test]
    fn teasers_lose_what_plugins_put_behind_a_post() {
        let check = |text: &str, left: &str| assert_eq!(without_origin(text, "The port’s crane"), left);
        check(
            "It came by ship. […] The post The port’s crane appeared first on Gull.",
            "It came by ship. […]",
        );
        check("It came. Der Beitrag The port’s crane erschien zuerst auf Gull.", "It came.");
        check("The post The port’s crane appeared first on Gull.", "");
        for told in [
            "The song appeared first on her third record.",
            "What they called The port’s crane in those days appeared first on maps.",
            "The port’s crane",
        ] {
            check(told, told);
        }
    }

    #[test]
    fn teasers_lose_their_read_more() {
        for (text, left) in [
            ("They were called out at… Read More", "They were called out at…"),
            ("The council met on Monday evening. Weiterlesen »", "The council met on Monday evening."),
            ("The council met again […]", "The council met again […]"),
            ("Those who read more", "Those who read more"),
            ("Read more", "Read more"),
        ] {
            assert_eq!(without_read_more(text), left);
        }
    }
}
