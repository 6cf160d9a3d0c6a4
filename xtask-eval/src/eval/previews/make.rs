//! Makes previews out of whole articles, in the ways publishers do. Finds the article's paragraphs by itself, not with the
//! extraction that is being judged.

use dateline_html::{Document, NodeId, Tag};
use std::fmt::Write as _;
use std::ops::Range;

/// Words that a preview keeps at least.
const KEPT: usize = 45;
/// Fewest paragraphs and words of an article to be cut.
const PARAGRAPHS: usize = 5;
const WORDS: usize = 150;

/// A way of making a preview.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Way {
    ParagraphSilent,
    ParagraphNotice,
    SentenceSilent,
    SentenceNotice,
    WordSilent,
    WordDots,
    WordNotice,
    Percent,
    Overlay,
    HiddenRest,
    BlurredRest,
    RuledRest,
    Scrambled,
    DeclaredWords,
}

impl Way {
    /// Every way, with its name in keys of figures and whether the page says anything by which it could be known. After
    /// a cut between two sentences without a word about it nothing is left to see.
    pub(super) const ALL: [(Self, &'static str, bool); 14] = [
        (Self::ParagraphNotice, "paragraph_notice", true),
        (Self::SentenceNotice, "sentence_notice", true),
        (Self::WordSilent, "word_silent", true),
        (Self::WordDots, "word_dots", true),
        (Self::WordNotice, "word_notice", true),
        (Self::Percent, "percent_notice", true),
        (Self::Overlay, "overlay", true),
        (Self::HiddenRest, "hidden_rest", true),
        (Self::BlurredRest, "blurred_rest", true),
        (Self::RuledRest, "rest_hidden_by_rule", true),
        (Self::Scrambled, "scrambled", true),
        (Self::DeclaredWords, "declared_words", true),
        (Self::ParagraphSilent, "paragraph_silent", false),
        (Self::SentenceSilent, "sentence_silent", false),
    ];
}

/// An article's paragraphs in the source of its page.
pub(super) struct Material<'d> {
    source: &'d str,
    /// Bytes of each paragraph, tags included.
    places: Vec<Range<usize>>,
    texts: Vec<String>,
    /// Paragraphs that a preview keeps.
    kept: usize,
}

impl<'d> Material<'d> {
    /// The element whose own paragraphs hold most words, where that is an article long enough to be cut.
    pub(super) fn of(doc: &'d Document) -> Option<Self> {
        let paragraphs: Vec<NodeId> =
            doc.descendants(doc.root()).filter(|id| doc.tag(*id) == Some(Tag::P)).take(4000).collect();
        let mut holders: Vec<(NodeId, usize)> = Vec::new();
        for node in &paragraphs {
            let Some(parent) = doc.parent(*node) else { continue };
            let words = words(&doc.collect_text(*node));
            match holders.iter_mut().find(|(held, _)| *held == parent) {
                Some((_, sum)) => *sum += words,
                None => holders.push((parent, words)),
            }
        }
        let (holder, most) = holders.iter().copied().max_by_key(|(_, words)| *words)?;
        let all: usize = holders.iter().map(|(_, words)| words).sum();
        let own = paragraphs.into_iter().filter(|node| doc.parent(*node) == Some(holder));
        let found: Vec<(Range<usize>, String)> =
            own.filter_map(|node| Some((doc.range(node)?, doc.collect_text(node)))).collect();
        let found: Vec<_> = found.into_iter().filter(|(_, text)| words(text) >= 5).collect();
        let (places, texts): (Vec<_>, Vec<_>) = found.into_iter().unzip();
        let kept = kept(&texts)?;
        let inner = places.windows(2).all(|two| two[0].end <= two[1].start);
        let whole = most >= WORDS && most * 10 >= all * 7 && places.len() >= PARAGRAPHS;
        (inner && whole).then_some(Self { source: doc.source(), places, texts, kept })
    }

    /// The page as a preview made in one way; nothing where the way does not fit the text.
    pub(super) fn make(&self, way: Way, notice: &str, style: usize) -> Option<String> {
        let (start, end) = (self.places[self.kept - 1].end, self.places.last()?.end);
        let rest = &self.source[start..end];
        let said = notice_box(notice, style);
        let instead = match way {
            Way::ParagraphSilent => String::new(),
            Way::ParagraphNotice | Way::Percent => said,
            Way::SentenceSilent => self.sentence()?,
            Way::SentenceNotice => self.sentence()? + &said,
            Way::WordSilent => self.broken("")?,
            Way::WordDots => self.broken(["…", "...", " […]"][style % 3])?,
            Way::WordNotice => self.broken(["", "…"][style % 2])? + &said,
            Way::Overlay => return Some(self.overlaid(&said)),
            Way::HiddenRest => format!("<div class=\"rest\" style=\"display:none\">{rest}</div>{said}"),
            Way::BlurredRest => format!("<div class=\"rest\" style=\"filter: blur(6px)\">{rest}</div>{said}"),
            Way::RuledRest => {
                format!(
                    "<style>.rest-of-it {{ display: none }}</style><div class=\"rest-of-it\">{rest}</div>{said}"
                )
            }
            Way::Scrambled => self.scrambled(style)?,
            Way::DeclaredWords => self.declared(),
        };
        let made = format!("{}{instead}{}", &self.source[..start], &self.source[end..]);
        // A page that withholds its text does not give it away in its data.
        Some(made.replace("\"articleBody\"", "\"formerBody\""))
    }

    /// Beginning of the first paragraph that is not kept, up to the end of a sentence in it.
    fn sentence(&self) -> Option<String> {
        let text = self.texts.get(self.kept)?;
        let mut ends = text.match_indices(['.', '。', '!', '?']).map(|(at, mark)| at + mark.len());
        let end = ends.find(|end| *end > 30 && text[*end..].starts_with([' ', '\n']))?;
        Some(format!("<p>{}</p>", escaped(&text[..end])))
    }

    /// The same up to the middle of a word.
    fn broken(&self, mark: &str) -> Option<String> {
        let long = |text: &&String| words(text) >= 20;
        let text = self.texts[self.kept..].iter().find(long)?;
        let letters: Vec<(usize, char)> = text.char_indices().collect();
        let inside = |at: &usize| letters[at - 2..=at + 1].iter().all(|(_, c)| c.is_alphabetic());
        let at = (letters.len() / 2..letters.len() - 2).find(inside)?;
        Some(format!("<p>{}{mark}</p>", escaped(&text[..letters[at].0])))
    }

    /// The whole text under a dialog, on a page that cannot be scrolled.
    fn overlaid(&self, said: &str) -> String {
        let shade = format!("<div class=\"paywall-overlay\" style=\"position:fixed;inset:0\">{said}</div>");
        let body = self.source.find("<body").or_else(|| self.source.find("<BODY"));
        let tag_end = body.and_then(|at| self.source[at..].find('>').map(|end| at + end + 1));
        match (body, tag_end) {
            (Some(at), Some(end)) => {
                let tag = "<body style=\"overflow:hidden\">";
                format!("{}{tag}{shade}{}", &self.source[..at], &self.source[end..])
            }
            _ => format!("<body style=\"overflow:hidden\">{shade}{}", self.source),
        }
    }

    /// The rest with its letters exchanged, in scripts that have upper and lower case.
    fn scrambled(&self, style: usize) -> Option<String> {
        let rest = &self.texts[self.kept..];
        let cased = |text: &str| {
            text.chars().filter(|c| c.is_alphabetic()).all(|c| c.is_lowercase() || c.is_uppercase())
        };
        if !rest.iter().all(|text| cased(text)) {
            return None;
        }
        let by = [1, 13, 7][style % 3];
        let mut out = String::new();
        for text in rest {
            let exchanged: String = text.chars().map(|c| exchange(c, by)).collect();
            let _ = write!(out, "<p>{}</p>", escaped(&exchanged));
        }
        Some(out)
    }

    /// Nothing but a count of words in the page's data.
    fn declared(&self) -> String {
        let all: usize = self.texts.iter().map(|text| words(text)).sum();
        format!(
            "<script type=\"application/ld+json\">{{\"@context\":\"https://schema.org\",\"@type\":\"NewsArticle\",\"wordCount\":{all}}}</script>"
        )
    }
}

/// How many paragraphs make a preview: at least [`KEPT`] words, and most of the text left out.
fn kept(texts: &[String]) -> Option<usize> {
    let all: usize = texts.iter().map(|text| words(text)).sum();
    let mut held = 0;
    for (index, text) in texts.iter().enumerate() {
        held += words(text);
        if held >= KEPT {
            return (held * 3 <= all && index + 3 < texts.len()).then_some(index + 1);
        }
    }
    None
}

fn notice_box(notice: &str, style: usize) -> String {
    let notice = escaped(notice);
    match style % 4 {
        0 => format!("<div class=\"paywall-box\"><p>{notice}</p></div>"),
        1 => format!("<section><h3>{notice}</h3></section>"),
        2 => format!("<p class=\"b17\">{notice}</p>"),
        _ => format!("<div class=\"article-end\"><span>{notice}</span> <a href=\"/x\">OK</a></div>"),
    }
}

/// Letters moved on in their alphabet.
fn exchange(c: char, by: u32) -> char {
    let moved = |first: char, count: u32| {
        char::from_u32(u32::from(first) + (u32::from(c) - u32::from(first) + by) % count).unwrap_or(c)
    };
    match c {
        'a'..='z' => moved('a', 26),
        'A'..='Z' => moved('A', 26),
        'а'..='я' => moved('а', 32),
        'А'..='Я' => moved('А', 32),
        _ => c,
    }
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;")
}

/// Words; a character of a script without spaces is half a word.
fn words(text: &str) -> usize {
    let wide = text.chars().filter(|c| matches!(c, '\u{3040}'..='\u{9fff}')).count();
    text.split_whitespace().count() + wide / 2
}

#[cfg(test)]
mod tests {
    use super::*;
    use dateline_html::{Limits, parse_str};

    #[test]
    fn a_page_is_cut_in_every_way() {
        let paragraph = "<p>The ferry pier at Lindenau stays closed until autumn. Engineers found that the oak piles below it had rotted far more than they had thought, and the council agreed to pay.</p>";
        let page = format!("<body><article>{}</article></body>", paragraph.repeat(9));
        let doc = parse_str(&page, &Limits::default());
        let material = Material::of(&doc).unwrap();
        for (way, name, _) in Way::ALL {
            let made = material.make(way, "Subscribe to go on", 1).unwrap();
            assert_ne!(made, page, "{name}");
            assert!(made.contains("<article><p>The ferry pier"), "{name}");
        }
        assert!(material.make(Way::WordSilent, "", 0).unwrap().len() < page.len() / 2);
        assert!(Material::of(&parse_str("<p>Short.</p>", &Limits::default())).is_none());
    }
}
