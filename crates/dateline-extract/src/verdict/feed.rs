//! How much of an article a feed entry's own text holds. A feed says less about itself than a page: only what breaks off,
//! a footer that points to the whole, or a very short text is taken for an excerpt.

use crate::lexicon::{self, Class};
use crate::text::words;
use dateline_model::{Article, Evidence, Holding, Origin, Place, Reason, Rule, Verdict};

/// Texts of fewer words are summaries. Whole entries in the feeds that were looked at are rarely shorter.
const SUMMARY: usize = 60;

/// Judges the text of a construct. `raw` is the construct as the feed carries it; evidence points into it.
pub(crate) fn of_construct(article: &Article, raw: &str) -> Verdict {
    let text = article.text();
    let held = words(&text);
    if held == 0 {
        return if article.title.is_some() {
            Verdict::of(Holding::HeadlineOnly)
        } else {
            Verdict::of(Holding::None)
        };
    }
    let cut = broken_off(raw).map(|place| (place, Rule::FeedCut));
    let brief = || (held < SUMMARY).then(|| first_words(raw, &text)).flatten();
    let Some(((start, end), rule)) = cut.or_else(|| brief().map(|place| (place, Rule::FeedBrief))) else {
        return Verdict::of(Holding::Full);
    };
    let mut verdict = Verdict::of(Holding::Partial);
    verdict.because(Reason::FeedExcerpt, evidence(raw, start, end).by(rule));
    verdict
}

fn evidence(raw: &str, start: usize, end: usize) -> Evidence {
    let at = |at: usize| u32::try_from(at).unwrap_or(u32::MAX);
    Evidence::new(
        Reason::FeedExcerpt.as_str(),
        Place::Text(at(start), at(end)),
        &raw[start..end],
        Origin::ThisFetch,
    )
}

/// Where the raw text shows that it is cut: dots in brackets, "Continue reading" or a footer near its end.
fn broken_off(raw: &str) -> Option<(usize, usize)> {
    let tail_from = raw.floor_char_boundary(raw.len().saturating_sub(900));
    let tail = &raw[tail_from..];
    for mark in ["[…]", "[...]", "[&#8230;]", "[&hellip;]", "(…)", "&hellip;]", "[&amp;#8230;]"] {
        if let Some(at) = tail.rfind(mark) {
            return Some((tail_from + at, tail_from + at + mark.len()));
        }
    }
    let hits = lexicon::hits(tail);
    let last = hits.iter().rev().find(|hit| matches!(hit.class, Class::Continuation | Class::FeedFooter));
    let near_end = |end: usize| visible(&tail[end..]) < 120;
    if let Some(hit) = last.filter(|hit| hit.class == Class::Continuation && near_end(hit.end)) {
        return Some((tail_from + hit.start, tail_from + hit.end));
    }
    let text_end = tail.trim_end_matches(|c: char| c.is_whitespace());
    let stem = strip_tags_at_end(text_end);
    ["…", "...", "&hellip;", "&#8230;"].iter().find(|mark| stem.ends_with(*mark)).map(|mark| {
        let end = tail_from + stem.len();
        (end - mark.len(), end)
    })
}

/// Characters of a fragment of markup that are text, roughly.
fn visible(markup: &str) -> usize {
    let mut inside = false;
    let mut seen = 0;
    for c in markup.chars() {
        match c {
            '<' => inside = true,
            '>' => inside = false,
            c if !inside && !c.is_whitespace() => seen += 1,
            _ => {}
        }
    }
    seen
}

/// The text without the tags at its end.
fn strip_tags_at_end(mut text: &str) -> &str {
    while text.ends_with('>') {
        let Some(open) = text.rfind('<') else { break };
        text = text[..open].trim_end();
    }
    text
}

/// The first words of a text where they stand in the raw construct, else the first run of letters in it.
fn first_words(raw: &str, text: &str) -> Option<(usize, usize)> {
    let line = text.lines().find(|line| !line.trim().is_empty())?;
    let ends = line.char_indices().map(|(at, c)| at + c.len_utf8()).take(Evidence::QUOTE_MAX).last()?;
    let mut wanted = &line[..ends];
    loop {
        if let Some(at) = raw.find(wanted) {
            return Some((at, at + wanted.len()));
        }
        wanted = wanted.rsplit_once(' ')?.0;
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use dateline_model::Block;

    fn check(raw: &str, text: &str, holding: Holding) {
        let article = Article { blocks: vec![Block::Paragraph(text.into())], ..Article::default() };
        let verdict = of_construct(&article, raw);
        assert_eq!(verdict.holding, holding, "{raw}");
        for evidence in verdict.evidence {
            let Place::Text(start, end) = evidence.place else { panic!("{evidence:?}") };
            assert_eq!(raw.get(start as usize..end as usize), Some(evidence.quote.as_str()));
        }
    }

    #[test]
    fn excerpts_show_themselves() {
        let long =
            "The council met on Monday and agreed to rebuild the old bridge over the river. ".repeat(12);
        check(&long, &long, Holding::Full);
        check(&format!("<p>{long} [&#8230;]</p>"), &long, Holding::Partial);
        check(&format!("<p>{long}&hellip;</p>"), &long, Holding::Partial);
        check(&format!("<p>{long} <a href='/a'>Continue reading</a></p>"), &long, Holding::Partial);
        check(
            &format!("<p>{long}</p><p>The post <a>Bridge</a> appeared first on <a>Post</a>.</p>"),
            &long,
            Holding::Full,
        );
        check("<p>The council met on Monday.</p>", "The council met on Monday.", Holding::Partial);
    }
}
