//! Words of the house to its readers at the edges of a text: beside the part that holds the paragraphs, or as its last paragraph. They
//! thank, offer or say that a text is free. Whether they withhold anything is the verdict's business; text they are in no case.

use super::segmentation::Layout;
use crate::text::words;
use crate::text_fragment::addressee;
use crate::text_fragment::subscribe_prompt::SubscribePrompt;
use std::ops::Range;

/// Words of such a line, in quarters.
const LINE: u32 = 4 * 40;
/// Share of a text's words that the part which is its body holds, in hundredths.
const BODY: u32 = 75;
/// Lines on either edge that are looked at.
const EDGE: usize = 4;
/// Fewest lines of a text that has edges.
const LINES: usize = 3;

/// Takes such lines out of the text.
pub(crate) fn leave_out(layout: &Layout<'_>, keep: &mut [bool]) {
    let kept: Vec<usize> = (0..keep.len()).filter(|at| keep[*at]).collect();
    if kept.len() < LINES {
        return;
    }
    let edges = kept.iter().take(EDGE).chain(kept.iter().rev().take(EDGE));
    let asking: Vec<usize> = edges.copied().filter(|at| speaks_of_access(layout, *at).is_some()).collect();
    if asking.is_empty() {
        return;
    }
    let body = body(layout, keep);
    for at in asking {
        let outside = !body.contains(&at);
        let last = kept.last() == Some(&at);
        let closes = || last && speaks_of_access(layout, at).is_some_and(|prompt| prompt.offers_besides());
        keep[at] = !(outside || closes());
    }
}

/// What a line says to its reader of access to texts.
fn speaks_of_access(layout: &Layout<'_>, at: usize) -> Option<SubscribePrompt> {
    let segment = &layout.segments[at];
    if segment.heading > 0 || segment.count.words > LINE {
        return None;
    }
    let line = layout.line(at);
    let prompt = SubscribePrompt::of(line, words(line)).filter(SubscribePrompt::is_of_access)?;
    addressee::addresses(line).then_some(prompt)
}

/// The segments of the smallest element that holds most of a text.
fn body(layout: &Layout<'_>, keep: &[bool]) -> Range<usize> {
    let mut sums = vec![0_u32];
    for (segment, keep) in layout.segments.iter().zip(keep) {
        sums.push(sums[sums.len() - 1] + if *keep { segment.count.words } else { 0 });
    }
    let all = sums[sums.len() - 1];
    let range = |elem: &super::segmentation::Elem| elem.first as usize..elem.last as usize;
    let most = |range: &Range<usize>| (sums[range.end] - sums[range.start]) * 100 >= all * BODY;
    let whole = 0..keep.len();
    let parts =
        layout.elems.iter().map(range).filter(|range| range.start < range.end && range.end <= keep.len());
    parts.filter(most).min_by_key(Range::len).unwrap_or(whole)
}

#[cfg(test)]
mod tests {
    use crate::read_html;

    fn text(body: &str, behind: &str) -> String {
        let told = "<p>The mill at the bridge is to be a school for boat builders, the council decided on Thursday.</p><p>Sixty pupils will learn there from the autumn on, and half of them will live above the hall.</p><p>The chimney stays as it is, for the storks.</p>";
        let page = format!(
            "<title>The mill becomes a school</title><main><article><h1>The mill becomes a school</h1><div class='t'>{told}{body}</div>{behind}</article></main>"
        );
        read_html(page.as_bytes(), &crate::Served::default())
            .article
            .map(|article| article.text())
            .unwrap_or_default()
    }

    #[test]
    fn what_a_house_says_beside_its_text_is_left_out() {
        for notice in [
            "<div><p>This story is free for everyone thanks to our subscribers. Become a subscriber for 5 a month.</p></div>",
            "<p>Je leest dit artikel gratis dankzij onze abonnees. Word abonnee.</p>",
        ] {
            let read = text("", notice);
            assert!(read.ends_with("for the storks."), "{read}");
        }
        let read = text("<p><em>Subscribe to read more stories like this one.</em></p>", "");
        assert!(read.ends_with("for the storks."), "{read}");
    }

    #[test]
    fn what_a_text_says_of_subscribers_stays() {
        let told = "<p>The paper has nine hundred subscribers in the valley, said its editor.</p>";
        assert!(text(told, "").contains("nine hundred"));
        let asked = "<p>Parents can register their children at your town hall until May.</p>";
        assert!(text(asked, "").contains("until May"));
    }
}
