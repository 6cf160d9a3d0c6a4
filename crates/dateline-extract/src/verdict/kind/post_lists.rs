//! Fronts that tell their posts whole: texts one below another, each under a headline that leads to a page of its own.

use super::super::{Case, Finding};
use super::{Traits, is_gated, of_type};
use crate::structured::ARTICLES;
use crate::text_fragment::Fragment;
use dateline_html::Tag;
use dateline_model::{Holding, Reason, Rule};
use std::collections::HashSet;

/// Posts from which on a page is a list of them.
const POSTS: usize = 3;
/// Words of a post, or of the beginning of one.
const POST: usize = 12;

pub(super) fn find(case: &Case<'_, '_>) -> Option<Finding> {
    let headings = case.fragments.iter().filter(|fragment| fragment.scope.heading && fragment.is_link());
    if headings.take(POSTS).count() < POSTS || of_type(case, ARTICLES) || is_gated(case) {
        return None;
    }
    let traits = case.traits.get_or_init(|| Traits::of(case));
    if !(traits.home || traits.shallow || traits.list_path) {
        return None;
    }
    let shown =
        |fragment: &&Fragment| !fragment.scope.hidden && !fragment.scope.noscript && !fragment.scope.comments;
    let (mut before, mut posts): (usize, Vec<(&Fragment, &str, usize)>) = (0, Vec::new());
    for fragment in case.fragments.iter().filter(shown) {
        let address = fragment.scope.heading.then(|| leads(case, fragment)).flatten();
        match (address, posts.last_mut()) {
            (Some(address), _) => posts.push((fragment, address, 0)),
            (None, Some(post)) if fragment.running() => post.2 += fragment.words,
            (None, None) if fragment.running() => before += fragment.words,
            _ => {}
        }
    }
    let told: Vec<_> = posts.iter().filter(|post| post.2 >= POST).collect();
    let apart: HashSet<&str> = told.iter().map(|post| post.1).collect();
    if before >= POST || apart.len() < POSTS || told.len() * 2 < posts.len() {
        return None;
    }
    let first = told.first()?.0;
    Finding::by(Rule::Posts, Holding::OtherKind)
        .because(Reason::SectionFront, case.quote_fragment(first, Reason::SectionFront))
}

/// Where a headline leads on the same site, if it is all a link.
fn leads<'d>(case: &Case<'_, 'd>, headline: &Fragment) -> Option<&'d str> {
    let doc = case.survey.doc;
    if !headline.is_link() || headline.words < 2 {
        return None;
    }
    let around = std::iter::once(headline.node).chain(doc.ancestors(headline.node).take(3));
    let mut nodes = around.chain(doc.descendants(headline.node).take(20));
    let link = nodes.find(|node| doc.tag(*node) == Some(Tag::A))?;
    let href = doc.attr(link, "href")?.trim();
    let elsewhere = href.split_once("://").is_some_and(|(_, rest)| {
        let host = rest.split(['/', '?', '#']).next().unwrap_or_default();
        case.survey.served.base().and_then(|base| base.as_url().host_str()).is_some_and(|own| own != host)
    });
    let own = || case.survey.served.base().is_some_and(|base| base.as_str().ends_with(href));
    (!elsewhere && !href.starts_with('#') && !own()).then_some(href)
}

/// A thread of posts.
pub(super) fn thread(case: &Case<'_, '_>) -> Option<Finding> {
    let post = case.survey.posts.first()?;
    let said = case.fragments.iter().find(|fragment| fragment.first > *post && fragment.words > 0)?;
    Finding::by(Rule::LearntKind, Holding::OtherKind)
        .because(Reason::Forum, case.quote_fragment(said, Reason::Forum))
}
