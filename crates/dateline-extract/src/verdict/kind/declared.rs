//! Pages that declare themselves to be something else than an article, and pages that tell how to reach a house.

use super::{Case, Finding, is_gated, longest_run, marked, of_type, written_about};
use crate::structured::ARTICLES;
use dateline_html::Tag;
use dateline_model::{Holding, Reason, Rule};

/// Types of JSON-LD and microdata that only pages of their own have: on 2,300 pages of tuning hosts none of them stands on an
/// article that declares no article besides, but for one event. Types that end in `Event` count, too.
const TYPES: &[&str] =
    &["JobPosting", "ContactPage", "AboutPage", "ProfilePage", "CheckoutPage", "RealEstateListing", "Course"];
/// Words in one stretch from which on a page is an article about such a thing.
const REPORT: usize = 250;
/// The same for pages with addresses of a house.
const CONTACT: usize = 80;
/// Addresses and numbers that one may write to or call.
const REACHED: usize = 2;
/// Nodes below a line that are looked at.
const NODES: usize = 40;

pub(super) fn find(case: &Case<'_, '_>) -> Option<Finding> {
    let claims = &case.survey.structured.claims;
    let written =
        of_type(case, ARTICLES) || !case.survey.article.bylines.is_empty() || !claims.published.is_empty();
    if written {
        return None;
    }
    declared(case).or_else(|| contact(case).filter(|_| !is_gated(case)))
}

fn declared(case: &Case<'_, '_>) -> Option<Finding> {
    let is_other = |kind: &&String| TYPES.contains(&kind.as_str()) || kind.ends_with("Event");
    let kind = case.survey.structured.types.iter().find(is_other)?;
    if longest_run(case) >= REPORT || kind.ends_with("Event") && written_about::is_report(case) {
        return None;
    }
    let evidence = marked(case, &[kind.as_str()], Reason::NotAnArticle);
    Finding::by(Rule::DeclaredKind, Holding::OtherKind).because(Reason::NotAnArticle, evidence)
}

/// A form to write in, and addresses and numbers to write to and to call.
fn contact(case: &Case<'_, '_>) -> Option<Finding> {
    if longest_run(case) >= CONTACT {
        return None;
    }
    let doc = case.survey.doc;
    let form = || doc.descendants(doc.root()).any(|node| doc.tag(node) == Some(Tag::Textarea));
    let reaches = |address: &str| address.starts_with("mailto:") || address.starts_with("tel:");
    let shown = case.fragments.iter().filter(|fragment| !fragment.scope.frame && !fragment.scope.hidden);
    let leads = |node| {
        let links = doc.descendants(node).take(NODES).filter(|below| doc.tag(*below) == Some(Tag::A));
        links.filter_map(|link| doc.attr(link, "href")).filter(|href| reaches(href)).count()
    };
    let mut found = 0;
    let at = shown.filter(|fragment| fragment.linked > 0).find(|fragment| {
        found += leads(fragment.node);
        found >= REACHED
    })?;
    if !form() {
        return None;
    }
    Finding::by(Rule::Contact, Holding::OtherKind)
        .because(Reason::NotAnArticle, case.quote_fragment(at, Reason::NotAnArticle))
}
