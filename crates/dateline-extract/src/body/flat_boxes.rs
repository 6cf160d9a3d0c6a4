//! Boxes of the house that have no element around them: a short heading between paragraphs and, as its siblings, links to other
//! articles of the house or the offer of a letter with its field for an address. Told by their order, whatever the heading says.

use super::link_targets::{self, Target};
use super::segmentation::{Elem, Layout};
use super::stray_lines::is_bold;
use crate::lexicon::{self, Class};
use crate::text::ends_sentence;
use crate::text_fragment::addressee;
use dateline_html::{NodeId, Tag};
use dateline_model::WebUrl;
use std::ops::Range;

/// Words of a heading, of a link to another article, of a paragraph and of the offer of a letter, in quarters.
const HEADING: u32 = 4 * 8;
const LINK: Range<u32> = 4 * 3..4 * 40;
const PARAGRAPH: u32 = 4 * 12;
const OFFER: u32 = 4 * 30;
/// Words of a form that has its offer before it, in quarters.
const FIELD: u32 = 4 * 15;
/// Links of a box; more boxes are what the article is made of; lines of an offer between its heading and its field.
const LINKS: Range<usize> = 2..9;
const BOXES: usize = 2;
const LINES: usize = 2;
/// Nodes of a form that are looked at, and elements around it that hold nothing else.
const NODES: usize = 60;
/// Lines before a box among which a paragraph stands.
const NEAR: usize = 200;
const AROUND: usize = 3;

/// Takes such boxes out of the text.
pub(super) fn leave_out(layout: &Layout<'_>, seen: &[bool], base: Option<&WebUrl>, keep: &mut [bool]) {
    let boxes = related(layout, seen, base, keep);
    if boxes.len() <= BOXES {
        boxes.into_iter().for_each(|lines| keep[lines].fill(false));
    }
    for lines in sign_ups(layout, keep) {
        keep[lines].fill(false);
    }
}

/// Headings with the links to other articles below them.
fn related(layout: &Layout<'_>, seen: &[bool], base: Option<&WebUrl>, keep: &[bool]) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    let mut at = 1;
    while at + 1 < keep.len() {
        let most = keep.len().min(at + 1 + LINKS.end);
        let end = (at + 1..most).find(|next| !leads_on(layout, *next, base)).unwrap_or(most);
        let lines = at..end;
        at += 1;
        if seen[lines.start]
            && LINKS.contains(&(lines.len() - 1))
            && lines.clone().any(|at| keep[at])
            && is_heading(layout, lines.start)
            && stands_in_text(layout, &lines, keep)
        {
            at = lines.end;
            found.push(lines);
        }
    }
    found
}

/// A few words that head something: a heading, or a line in bold.
fn is_heading(layout: &Layout<'_>, at: usize) -> bool {
    let segment = &layout.segments[at];
    segment.count.words <= HEADING
        && segment.count.link_words == 0
        && segment.heading != 1
        && (segment.heading > 1 || is_bold(layout, at))
        && !ends_sentence(layout.line(at))
}

/// A line that is a link to another article of the house.
fn leads_on(layout: &Layout<'_>, at: usize, base: Option<&WebUrl>) -> bool {
    let segment = &layout.segments[at];
    segment.count.link_words > 0
        && LINK.contains(&segment.count.words)
        && link_targets::is_one_link(layout, at)
        && link_targets::of_line(layout, at, base).iter().all(|target| *target == Target::House)
}

/// Whether paragraphs of the text are siblings of the heading, or of a box that holds nothing but it and its links, one of them before
/// it and one behind: what stands under a last heading may be the author's own.
fn stands_in_text(layout: &Layout<'_>, lines: &Range<usize>, keep: &[bool]) -> bool {
    let heading = &layout.elems[layout.segments[lines.start].elem as usize];
    let holds = |elem: &u32| {
        let elem = &layout.elems[*elem as usize];
        elem.first as usize != lines.start || elem.last as usize > lines.end
    };
    let Some(holder) = layout.above(heading.parent).find(holds) else { return false };
    let inside = range(&layout.elems[holder as usize]);
    let is_paragraph = |at: &usize| {
        let segment = &layout.segments[*at];
        let beside = layout.elems[segment.elem as usize].parent == holder || segment.elem == holder;
        keep[*at]
            && beside
            && segment.heading == 0
            && segment.count.words >= PARAGRAPH
            && segment.count.link_share() < 0.5
    };
    let before = (inside.start..lines.start).rev().find(|at| keep[*at]);
    let goes_on = || (lines.end..inside.end).take(NEAR).any(|at| is_paragraph(&at));
    before.is_some_and(|at| layout.segments[at].heading == 0)
        && goes_on()
        && (inside.start..lines.start).rev().take(NEAR).any(|at| is_paragraph(&at))
}

fn range(elem: &Elem) -> Range<usize> {
    elem.first as usize..elem.last as usize
}

/// Offers of letters: a heading, a line or two, and the form right behind them.
fn sign_ups(layout: &Layout<'_>, keep: &[bool]) -> Vec<Range<usize>> {
    let asks = |elem: &&Elem| {
        matches!(elem.tag, Tag::Form | Tag::P)
            && is_bare(layout, range(elem))
            && asks_for_address(layout, elem.node)
    };
    layout.elems.iter().filter(asks).filter_map(|form| offer_before(layout, form, keep)).collect()
}

/// Whether a form offers nothing by itself.
fn is_bare(layout: &Layout<'_>, lines: Range<usize>) -> bool {
    let words: u32 = layout.segments[lines.clone()].iter().map(|segment| segment.count.words).sum();
    words <= FIELD && lines.into_iter().all(|at| layout.segments[at].heading == 0)
}

/// Whether a form has a field for an address to write to, and none for a text.
fn asks_for_address(layout: &Layout<'_>, form: NodeId) -> bool {
    let doc = layout.doc;
    let is = |node: NodeId, name: &str, known: &str| {
        doc.attr(node, name).is_some_and(|value| value.to_ascii_lowercase().contains(known))
    };
    let fields = || doc.descendants(form).take(NODES);
    let address = |node: NodeId| {
        doc.tag(node) == Some(Tag::Input)
            && (is(node, "type", "email") || is(node, "name", "email") || is(node, "placeholder", "mail"))
    };
    fields().any(address) && !fields().any(|node| doc.tag(node) == Some(Tag::Textarea))
}

/// The heading and the lines before a form that offer what it signs up for.
fn offer_before(layout: &Layout<'_>, form: &Elem, keep: &[bool]) -> Option<Range<usize>> {
    let (first, last) = (form.first as usize, form.last as usize);
    let empty = |elem: &u32| range(&layout.elems[*elem as usize]).len() > last - first;
    let holder = layout.above(form.parent).take(AROUND).find(empty)?;
    let start = layout.elems[holder as usize].first as usize;
    let mut lines = (start..first).rev().take(LINES + 1);
    let heading = lines.find(|at| !is_offer(layout, *at))?;
    let said = || (heading..first).any(|at| says(layout, at));
    let heads = is_heading(layout, heading) && keep[heading..first].contains(&true) && said();
    heads.then_some(heading..last)
}

/// A short line that may be the offer itself.
fn is_offer(layout: &Layout<'_>, at: usize) -> bool {
    let segment = &layout.segments[at];
    segment.heading == 0 && segment.count.words <= OFFER && !is_heading(layout, at)
}

/// Whether a line speaks to its reader or of letters.
fn says(layout: &Layout<'_>, at: usize) -> bool {
    let line = layout.line(at);
    let lower = line.to_lowercase();
    ["newsletter", "mail", "inbox"].iter().any(|word| lower.contains(word))
        || addressee::addresses(line)
        || lexicon::hits(line).iter().any(|hit| hit.class == Class::Newsletter)
}

#[cfg(test)]
mod tests {
    use crate::body::tests::between;

    const MORE: &str = "<p>Eleven people bought the ruin for one pound each and have pumped the cellar dry since, while the heirs of the last owner argued in court about the weir.</p>";

    #[test]
    fn links_to_other_articles_under_a_heading_are_left_out() {
        for related in [
            "<h3>Articles liés</h3><ul><li><a href='/1'>Le musée rend deux cloches</a></li><li><a href='/2'>Le pont sera plus cher</a></li></ul>",
            "<p><b>Похожие статьи</b></p><p><a href='https://news.example/1'>Музей возвращает два колокола</a></p><p><a href='/2'>Мост станет дороже в апреле</a></p>",
            "<div class=tk><h4>Liveticker</h4><ul><li><time>14:03</time> <a href='/t/1'>Unfall auf der Autobahn nach Norden</a></li><li><time>13:48</time> <a href='/t/2'>Minister tritt vor die Presse</a></li></ul></div>",
        ] {
            assert_eq!(
                between(&format!("{related}{MORE}")).len(),
                1,
                "{related}: {:?}",
                between(&format!("{related}{MORE}"))
            );
        }
    }

    #[test]
    fn documents_and_single_links_stay() {
        for list in [
            "<p>The plans can be seen on line:</p><ul><li><a href='/plan.pdf'>The ground floor with the classrooms</a></li><li><a href='https://b.example/2'>What the flood did to the valley</a></li></ul>",
            "<h3>The plans</h3><p><a href='/plans'>All plans of the mill and of its weir</a></p>",
        ] {
            let read = between(&format!("{list}{MORE}"));
            assert_eq!(read.len(), 3, "{list}: {read:?}");
        }
    }

    #[test]
    fn offers_of_letters_before_a_field_for_an_address_are_left_out() {
        for offer in [
            "<h4>Inscrivez-vous à notre newsletter</h4><p>Chaque matin, l’essentiel de la vallée.</p><form><input type=email><button>Envoyer</button></form>",
            "<h3>Schrijf je in</h3><p>Elke vrijdag het nieuws uit het dorp in je mailbox.</p><div><form><input name=EMAIL><button>Inschrijven</button></form></div>",
        ] {
            assert_eq!(
                between(&format!("{offer}{MORE}")).len(),
                1,
                "{offer}: {:?}",
                between(&format!("{offer}{MORE}"))
            );
        }
        let part = format!("<h3>The roof</h3>{MORE}<form><input type=email><button>Send</button></form>");
        assert_eq!(between(&part).len(), 2, "{:?}", between(&part));
    }
}
