//! Other stories of the house in and behind a text, by their shape: a box of headlines with summaries of which each headline is a link,
//! a card that is one link around picture and headline, a list of links before the first paragraph, and the next article as a whole,
//! where a page goes on as its reader scrolls.

use super::link_targets::{self, Target};
use super::segmentation::{Elem, Layout, NONE};
use crate::date::Order;
use crate::text::letters;
use dateline_html::{Document, NodeId, Tag};
use dateline_model::WebUrl;
use std::ops::Range;

/// Words of a box of headlines and of a summary in it, in quarters; headlines that it has at least; its lines at most.
const BOX: u32 = 4 * 150;
const SUMMARY: u32 = 4 * 40;
const HEADLINES: usize = 2;
const LINES: usize = 40;
/// The text beside such boxes is so many times longer.
const BESIDE: u32 = 2;
/// Words of a card, in quarters; its lines; elements above a line that may be it; more cards are what the article is made of.
const CARD: u32 = 4 * 40;
const CARD_LINES: usize = 5;
const AROUND: usize = 5;
const CARDS: usize = 2;
/// Lines of the next article among which its headline stands, and of those behind it among which its day does; nodes that may hold it.
const HEAD: usize = 4;
const DAY: usize = 4;
const NODES: usize = 40;
/// Words of a line with a day, and of an article before the next, in quarters.
const DAY_WORDS: u32 = 4 * 14;
const ARTICLE: u32 = 4 * 60;

/// Articles that a page appends without a day or an address of theirs.
const APPENDED: usize = 3;

/// Takes them out of the text.
pub(super) fn leave_out(layout: &Layout<'_>, base: Option<&WebUrl>, keep: &mut [bool]) {
    leave_next_article_out(layout, keep);
    leave_boxes_out(layout, base, keep);
    leave_cards_out(layout, base, keep);
    leave_first_list_out(layout, base, keep);
}

fn range(elem: &Elem) -> Range<usize> {
    elem.first as usize..elem.last as usize
}

fn words(layout: &Layout<'_>, lines: Range<usize>) -> u32 {
    layout.segments[lines].iter().map(|segment| segment.count.words).sum()
}

fn kept_words(layout: &Layout<'_>, keep: &[bool]) -> u32 {
    let kept = layout.segments.iter().zip(keep).filter(|(_, keep)| **keep);
    kept.map(|(segment, _)| segment.count.words).sum()
}

/// A link as a whole that leads to another page of the house.
fn leads_on(layout: &Layout<'_>, at: usize, base: Option<&WebUrl>) -> bool {
    link_targets::is_one_link(layout, at)
        && link_targets::of_line(layout, at, base).iter().all(|target| *target == Target::House)
}

fn leave_boxes_out(layout: &Layout<'_>, base: Option<&WebUrl>, keep: &mut [bool]) {
    let all = kept_words(layout, keep);
    let mut done = 0;
    for elem in &layout.elems {
        let lines = range(elem);
        let boxed = matches!(elem.tag, Tag::Div | Tag::Section | Tag::Aside | Tag::Ul);
        if !boxed || lines.start < done || lines.len() > LINES || !keep[lines.clone()].contains(&true) {
            continue;
        }
        let size = words(layout, lines.clone());
        if size <= BOX
            && size * BESIDE <= all.saturating_sub(size)
            && are_headlines(layout, lines.clone(), base)
        {
            done = lines.end;
            keep[lines].fill(false);
        }
    }
}

/// Whether some lines are headlines that lead to other pages of the house, each with its summary; a label may open them.
fn are_headlines(layout: &Layout<'_>, mut lines: Range<usize>, base: Option<&WebUrl>) -> bool {
    let is_heading = |at: usize| layout.segments[at].heading > 1;
    let is_link = |at: usize| leads_on(layout, at, base);
    let Some(first) = lines.clone().next() else { return false };
    if is_heading(first) && !is_link(first) {
        lines.start += 1;
    }
    let headlines = lines.clone().filter(|at| is_heading(*at)).count();
    let is_summary = |at: usize| {
        let segment = &layout.segments[at];
        segment.count.words <= SUMMARY && layout.elem_of(at).table == NONE
    };
    headlines >= HEADLINES
        && lines.clone().next().is_some_and(is_heading)
        && lines.into_iter().all(|at| if is_heading(at) { is_link(at) } else { is_summary(at) })
}

/// Cards: one link around a picture and a headline.
fn leave_cards_out(layout: &Layout<'_>, base: Option<&WebUrl>, keep: &mut [bool]) {
    let mut cards: Vec<Range<usize>> = Vec::new();
    for (at, segment) in layout.segments.iter().enumerate().filter(|(at, _)| keep[*at]) {
        let inside = cards.last().is_some_and(|card| card.contains(&at));
        if inside || segment.heading < 2 || segment.count.link_share() < 0.95 {
            continue;
        }
        cards.extend(card(layout, at, base));
    }
    let size: u32 = cards.iter().map(|card| words(layout, card.clone())).sum();
    if cards.len() <= CARDS && size * BESIDE <= kept_words(layout, keep).saturating_sub(size) {
        cards.into_iter().for_each(|card| keep[card].fill(false));
    }
}

/// The lines of the link with a picture in it that a headline stands in.
fn card(layout: &Layout<'_>, at: usize, base: Option<&WebUrl>) -> Option<Range<usize>> {
    let doc = layout.doc;
    let (leaf, _) = layout.pieces(at).next()?;
    let link = doc.ancestors(leaf).take(AROUND).find(|node| doc.tag(*node) == Some(Tag::A))?;
    let leads = link_targets::target(doc.attr(link, "href")?, base) == Target::House;
    let pictured = doc.descendants(link).take(NODES).any(|node| doc.tag(node) == Some(Tag::Img));
    let stands_in = |at: &usize| {
        layout
            .pieces(*at)
            .next()
            .is_some_and(|(leaf, _)| doc.ancestors(leaf).take(AROUND + 2).any(|node| node == link))
    };
    let before = (0..at).rev().take(CARD_LINES).take_while(stands_in).count();
    let behind = (at + 1..layout.segments.len()).take(CARD_LINES).take_while(stands_in).count();
    let lines = at - before..at + 1 + behind;
    (leads && pictured && words(layout, lines.clone()) <= CARD).then_some(lines)
}

/// A list of which every line is such a link, before the first paragraph: what was kept of it goes with the rest.
fn leave_first_list_out(layout: &Layout<'_>, base: Option<&WebUrl>, keep: &mut [bool]) {
    let Some(first) = keep.iter().position(|keep| *keep) else { return };
    let item = layout.elem_of(first).item;
    if item == NONE || layout.elems[item as usize].parent == NONE {
        return;
    }
    let lines = range(&layout.elems[layout.elems[item as usize].parent as usize]);
    let rest = keep[lines.end..].contains(&true);
    if rest && lines.clone().all(|at| leads_on(layout, at, base)) {
        keep[lines].fill(false);
    }
}

/// An `<article>` with a headline and a day of its own behind the one that holds the text.
fn leave_next_article_out(layout: &Layout<'_>, keep: &mut [bool]) {
    let articles: Vec<&Elem> = layout.elems.iter().filter(|elem| elem.tag == Tag::Article).collect();
    let titled = |elem: &Elem| range(elem).find(|at| layout.segments[*at].heading == 1);
    let told = |elem: &Elem| {
        range(elem).filter(|at| keep[*at]).map(|at| layout.segments[at].count.words).sum::<u32>()
    };
    let Some(own) = articles.iter().find(|elem| titled(elem).is_some() && told(elem) >= ARTICLE) else {
        return;
    };
    let next: Vec<Range<usize>> = articles
        .iter()
        .filter(|elem| elem.first >= own.last)
        .filter(|elem| titled(elem).is_some_and(|title| is_article_of_its_own(layout, elem, title)))
        .map(|elem| range(elem))
        .collect();
    let next = if next.is_empty() { behind_named(layout, own, &articles) } else { next };
    next.into_iter().for_each(|lines| keep[lines].fill(false));
}

/// The articles with first-level headlines behind the one that the page's title names. Where there are many, the page is made of them.
fn behind_named(layout: &Layout<'_>, own: &Elem, articles: &[&Elem]) -> Vec<Range<usize>> {
    let doc = layout.doc;
    let heads = |elem: &Elem| {
        range(elem).take(HEAD).find(|at| layout.segments[*at].heading == 1).map(|at| layout.line(at))
    };
    let page = doc.nodes().find(|node| doc.tag(*node) == Some(Tag::Title)).map(|node| doc.collect_text(node));
    let page = letters(&page.unwrap_or_default());
    let named = |line: &str| !line.is_empty() && page.contains(&letters(line));
    let behind = articles.iter().filter(|elem| elem.first >= own.last);
    let headed: Vec<(Range<usize>, &str)> =
        behind.filter_map(|elem| Some((range(elem), heads(elem)?))).collect();
    let other = headed.iter().all(|(_, line)| !named(line));
    if headed.len() > APPENDED || !other || !heads(own).is_some_and(named) {
        return Vec::new();
    }
    headed.into_iter().map(|(lines, _)| lines).collect()
}

/// Whether an `<article>` begins with its headline and names its address or its day.
fn is_article_of_its_own(layout: &Layout<'_>, elem: &Elem, title: usize) -> bool {
    let doc = layout.doc;
    let addressed =
        ["data-url", "data-href", "data-permalink"].iter().any(|name| doc.attr(elem.node, name).is_some());
    let dated = |at: usize| {
        let segment = &layout.segments[at];
        segment.count.words <= DAY_WORDS && Order::default().in_prose(layout.line(at)).is_some()
    };
    let lines = range(elem);
    title < lines.start + HEAD
        && (addressed || has_time(doc, elem.node) || (title + 1..lines.end).take(DAY).any(dated))
}

fn has_time(doc: &Document, article: NodeId) -> bool {
    doc.descendants(article).take(NODES).any(|node| doc.tag(node) == Some(Tag::Time))
}

#[cfg(test)]
mod tests {
    use crate::body::tests::{above, below, between};

    const MORE: &str = "<p>Eleven people bought the ruin for one pound each and have pumped the cellar dry since, while the heirs of the last owner argued in court about the weir.</p>";

    #[test]
    fn other_stories_in_a_text_are_left_out() {
        for story in [
            "<div class=css-rm><h3>Recommended for you</h3><div><a href='/1'><h4>Pear growers count the frost</h4></a><p>Two nights in April took a third of the blossom in the lower orchards.</p></div><div><a href='/2'><h4>A willow for every river mile</h4></a><p>Volunteers plant what the flood took, one bank at a time.</p></div></div>",
            "<section><h3><a href='/1'>Muzeum vrací dva zvony</a></h3><p>Po dlouhém sporu se vracejí na věž.</p><h3><a href='/2'>Most podraží v dubnu</a></h3><p>Od dubna o deset korun.</p></section>",
            "<a class=kd href='/n/44'><img src='/i/44.jpg' width=120 height=80 alt=''><div><span>Achtergrond</span><h3>Waarom kleine dorpen hun winkels houden</h3></div></a>",
        ] {
            assert_eq!(between(&format!("{story}{MORE}")).len(), 1, "{story}: {:?}", between(story));
        }
    }

    #[test]
    fn headings_that_lead_to_what_is_told_of_stay() {
        let tested = "<div><h3><a href='https://shop.example/1'>The red saw of Pell</a></h3><p>It cuts wet wood as well as dry, and its teeth can be had one by one.</p><h3><a href='https://shop.example/2'>The saw of the Alder yard</a></h3><p>Light, cheap and blunt after a week of oak.</p></div>";
        assert_eq!(between(tested).len(), 4, "{:?}", between(tested));
    }

    #[test]
    fn a_list_of_links_before_the_text_is_left_out_as_a_whole() {
        let list = "<ul class=b><li><a href='/1'>Міст закриють на ремонт у квітні</a></li><li><a href='/2'>Школярі знайшли карту 1880 року</a></li></ul>";
        assert_eq!(above(list), Vec::<String>::new());
    }

    #[test]
    fn the_next_article_is_another_one() {
        let next = "</div></article><article class=a data-url='/news/2'><h1>Le péage du pont augmente</h1><p>Par Jean Roux, le 2 mars 2025</p><div><p>Le passage du pont de Varenges coûtera trente centimes de plus à partir du premier avril, a annoncé le département.</p><p>La recette doit payer la peinture des arches, qui n’a pas été refaite depuis vingt-deux ans.</p>";
        assert_eq!(below(next), Vec::<String>::new());
    }
}
