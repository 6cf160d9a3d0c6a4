//! Pages on which a house speaks of itself, its rights and duties: terms, privacy, imprint, who we are.

use super::super::{Case, Finding};
use super::{is_gated, of_type, path};
use crate::structured::ARTICLES;
use crate::text_fragment::Fragment;
use dateline_html::Tag;
use dateline_model::{Holding, Reason, Rule};
use std::collections::HashSet;
use std::sync::LazyLock;

const TABLE: &str = include_str!("../../../data/house_pages.tsv");

static NAMES: LazyLock<HashSet<&str>> =
    LazyLock::new(|| TABLE.lines().filter(|line| !line.starts_with('#') && !line.is_empty()).collect());

/// Signs that part the name of a page from that of its site.
const PARTING: &[char] = &['|', '–', '—', '·', '•', ':', '»', '«', '-', '/'];

/// A page whose headline and title are a known name and nothing else; or whose address is one and whose title holds it.
pub(super) fn find(case: &Case<'_, '_>) -> Option<Finding> {
    if is_gated(case) || is_signed(case) {
        return None;
    }
    let title = case.survey.article.title.as_deref()?.to_lowercase();
    let at = headed(case, &title);
    if at.is_none() && !is_addressed(case, &title) {
        return None;
    }
    let evidence = at
        .and_then(|at| case.quote_fragment(at, Reason::NotAnArticle))
        .or_else(|| case.anything(Reason::NotAnArticle));
    Finding::by(Rule::HousePage, Holding::OtherKind).because(Reason::NotAnArticle, evidence)
}

/// Whether somebody signs it as an article: houses sign for themselves where one template serves all pages.
fn is_signed(case: &Case<'_, '_>) -> bool {
    let article = case.survey.article;
    let house = article.publisher.as_ref().map(|publisher| publisher.name.to_lowercase()).unwrap_or_default();
    let person = |name: &String| {
        let name = name.to_lowercase();
        name.contains(' ') && !house.contains(&name) && (house.is_empty() || !name.contains(&house))
    };
    of_type(case, ARTICLES) && article.bylines.iter().any(person)
}

fn is_name(words: &str) -> bool {
    NAMES.contains(words.trim())
}

/// The page's headline, where it is a name and the title names nothing else but the site.
fn headed<'c>(case: &'c Case<'_, '_>, title: &str) -> Option<&'c Fragment> {
    let doc = case.survey.doc;
    let is_top = |fragment: &Fragment| {
        let above = || std::iter::once(fragment.node).chain(doc.ancestors(fragment.node)).take(3);
        fragment.scope.heading && above().any(|node| doc.tag(node) == Some(Tag::H1))
    };
    let mut tops = case.fragments.iter().filter(|fragment| !fragment.scope.hidden && is_top(fragment));
    let named = tops.find(|fragment| is_name(&fragment.text.to_lowercase()))?;
    let says = is_name(title) || title.split(PARTING).any(is_name);
    says.then_some(named)
}

fn is_addressed(case: &Case<'_, '_>, title: &str) -> bool {
    let path = path(case).trim_matches('/').to_lowercase();
    let last = path.rsplit('/').next().unwrap_or_default();
    let last = last.split('.').next().unwrap_or_default().replace(['-', '_'], " ");
    is_name(&last) && (is_name(title) || title.split(PARTING).any(is_name) || title.contains(&last))
}
