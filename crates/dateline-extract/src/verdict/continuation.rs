//! Texts that go on: at the next of several addresses, or folded behind a control that no reading presses. Looks at links and
//! at what the page hides, not at words of walls.

mod address;
mod next_words;

use super::{Case, Finding, quote_location};
use crate::lexicon::Class;
use crate::text_fragment::Fragment;
use address::{follows, follows_in_words};
use dateline_html::{Document, NodeId, NodeKind, Tag};
use dateline_model::{Holding, Reason, Rule, WebUrl};

/// Words of a text that may go on, and of one below which a link says so.
const HELD: usize = 60;
const HELD_BEFORE_WORDS: usize = 25;
/// Words of a folded part.
const FOLDED: usize = 40;
/// Pieces between the text and a control that unfolds the rest.
const NEAR: usize = 6;

/// The next of the pages that an article is spread over.
pub(super) fn next_page(case: &Case<'_, '_>) -> Option<Finding> {
    if case.held < HELD_BEFORE_WORDS {
        return None;
    }
    let served = case.survey.served.base();
    let own = served.or(case.survey.article.canonical_url.as_ref())?;
    let doc = case.survey.doc;
    let links = case.survey.classes.links.iter().copied();
    let wordless = case.held >= HELD;
    let (href, _) = next_link(doc, links, own, wordless, &|id| is_below_text(case, id))?;
    let start = doc.source().find(href)?;
    let evidence = quote_location::raw(doc, start, start + href.len(), Reason::NextPage.as_str());
    Finding::by(Rule::NextLink, Holding::Partial).because(Reason::NextPage, evidence)
}

/// The first of some links to the page behind the one at an address, as written, and where it leads.
///
/// `wordless`: whether marks alone may tell it. `below`: whether a row of bare numbers, or words, there may be the article's pages.
fn next_link<'d>(
    doc: &'d Document,
    mut links: impl Iterator<Item = NodeId>,
    own: &WebUrl,
    wordless: bool,
    below: &dyn Fn(NodeId) -> bool,
) -> Option<(&'d str, url::Url)> {
    let leads = |id: NodeId| {
        let href = doc.attr(id, "href")?;
        let marked = wordless && is_next(doc, id, below);
        // What begins elsewhere is no page of this article.
        let url = Some(href).filter(|href| marked || href.contains(|c: char| c.is_ascii_digit()));
        let url = own.as_url().join(url?).ok()?;
        let said = || doc.tag(id) == Some(Tag::A) && next_words::say_so(doc, id) && !in_comments(doc, id);
        let leads = marked && (follows(own, &url, false) || below(id) && follows(own, &url, true))
            || follows_in_words(own, &url) && below(id) && said();
        leads.then_some((href, url))
    };
    links.find_map(leads)
}

/// The address of the page behind the one at an address, where the page names it.
pub(crate) fn following(doc: &Document, own: &WebUrl) -> Option<WebUrl> {
    next_link(doc, doc.descendants(doc.root()), own, true, &|_| true)
        .and_then(|(_, url)| WebUrl::parse(url.as_str()).ok())
}

/// A link that calls itself the next one: by `rel`, by a class, or as the number of a page among others.
fn is_next(doc: &Document, id: NodeId, row: &dyn Fn(NodeId) -> bool) -> bool {
    let named = |value: Option<&str>| {
        let value = value.unwrap_or_default();
        // The word has a letter that hardly any name has.
        memchr::memchr2(b'x', b'X', value.as_bytes()).is_some()
            && value.split(|c: char| !c.is_ascii_alphanumeric()).any(|word| word.eq_ignore_ascii_case("next"))
    };
    match doc.tag(id) {
        Some(Tag::Link) => named(doc.attr(id, "rel")),
        Some(Tag::A) => {
            named(doc.attr(id, "rel"))
                || named(doc.attr(id, "class"))
                || is_second(doc, id, row) && !in_comments(doc, id)
        }
        _ => false,
    }
}

/// Whether a link is the number 2 in a row of numbers, or in a part that is named after pages.
fn is_second(doc: &Document, id: NodeId, may_be: &dyn Fn(NodeId) -> bool) -> bool {
    let pages = |above: NodeId| {
        let class = doc.attr(above, "class").unwrap_or_default().to_ascii_lowercase();
        ["pagination", "page-numbers", "pager", "page-links", "pagelinks", "post-pages", "page-nav"]
            .iter()
            .any(|known| class.contains(known))
    };
    let row = |above: NodeId| {
        let leaves = doc.descendants(above).filter(|id| doc.kind(*id) == NodeKind::Text).take(ROW);
        let numbers = leaves.map(|id| doc.text(id).trim()).filter(|text| !text.is_empty());
        numbers.skip_while(|text| *text != "1").nth(1) == Some("2")
    };
    says_two(doc, id)
        && (doc.ancestors(id).take(4).any(pages)
            || may_be(id) && leads_twice(doc, id) && doc.ancestors(id).take(4).any(row))
}

/// Whether another link near by leads to the same address in other words: "next" beside the number.
fn leads_twice(doc: &Document, id: NodeId) -> bool {
    let href = doc.attr(id, "href");
    let row = doc.ancestors(id).take(3).last();
    let links = row.into_iter().flat_map(|row| doc.descendants(row)).take(ROW * 4);
    let mut others = links.filter(|other| *other != id && doc.tag(*other) == Some(Tag::A));
    href.is_some() && others.any(|other| doc.attr(other, "href") == href)
}

/// Whether a link stands right below a paragraph of the article, and no other one follows.
fn is_below_text(case: &Case<'_, '_>, id: NodeId) -> bool {
    let long = |paragraph: &&super::Paragraph| paragraph.prose && paragraph.words >= LINE;
    let mut long = case.paragraphs.iter().rev().filter(long);
    let sentence = |paragraph: &&super::Paragraph| crate::text::ends_sentence(&paragraph.text);
    let Some(last) = long.clone().find(sentence).or(long.next()) else { return false };
    let last = last.node;
    let between = case.fragments.iter().filter(|fragment| fragment.first > last && fragment.first < id);
    id > last && between.take(BELOW + 1).count() <= BELOW
}

/// Words of a paragraph; a row of numbers that was taken for text has fewer.
const LINE: usize = 8;
/// Fragments between a text and its row of numbers, those of the last paragraph and of the row included.
const BELOW: usize = 4;

/// Text nodes of a row of numbers that are looked at.
const ROW: usize = 40;

fn in_comments(doc: &Document, id: NodeId) -> bool {
    let named = |above| {
        ["id", "class"].iter().filter_map(|name| doc.attr(above, name)).any(|name| name.contains("comment"))
    };
    doc.ancestors(id).take(12).any(named)
}

/// Whether the words of an element are the number 2.
fn says_two(doc: &Document, id: NodeId) -> bool {
    let said = doc.descendants(id).flat_map(|below| match doc.kind(below) {
        NodeKind::Text => doc.text(below).chars(),
        _ => "".chars(),
    });
    said.filter(|c| !c.is_whitespace()).take(2).eq(['2'])
}

/// The rest of a text that the page carries, folded behind a control, and that was not read.
pub(super) fn folded(case: &Case<'_, '_>) -> Option<Finding> {
    let last = case.paragraphs.last()?.node;
    let first = case.fragments.partition_point(|fragment| fragment.first <= last);
    let hidden =
        |fragment: &&Fragment| fragment.scope.hidden && !fragment.scope.noscript && !fragment.scope.comments;
    let unfolds = |fragment: &Fragment| {
        let says = fragment.hits.iter().any(|hit| hit.class == Class::Continuation);
        says && fragment.words <= 6 && !fragment.scope.hidden && presses(case.survey.doc, fragment.node)
    };
    let at = (first..case.fragments.len()).take(NEAR).find(|at| unfolds(&case.fragments[*at]))?;
    let near = case.fragments[first.saturating_sub(1)..].iter().take(4 * NEAR);
    let rest: Vec<&Fragment> =
        near.filter(hidden).filter(|fragment| fragment.running() && fragment.linked == 0).collect();
    let words: usize = rest.iter().map(|fragment| fragment.words).sum();
    let held = case
        .survey
        .body
        .iter()
        .any(|placed| rest.iter().any(|fragment| placed.block.text() == fragment.text));
    if words < FOLDED || held {
        return None;
    }
    let evidence = case.quote_fragment(&case.fragments[at], Reason::ExtractorLoss);
    Finding::by(Rule::Unfolds, Holding::Partial).because(Reason::ExtractorLoss, evidence)
}

/// Whether a control stays on the page: a button, or a link that leads nowhere.
fn presses(doc: &Document, node: NodeId) -> bool {
    std::iter::once(node).chain(doc.ancestors(node)).take(4).any(|id| match doc.tag(id) {
        Some(Tag::Button) => true,
        Some(Tag::A) => {
            let href = doc.attr(id, "href").unwrap_or("#");
            href.starts_with('#') || href.starts_with("javascript:")
        }
        _ => doc.attr(id, "onclick").is_some() || doc.attr(id, "aria-controls").is_some(),
    })
}
