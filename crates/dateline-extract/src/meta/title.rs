//! The headline, without the site's name.

use crate::structured::{Claim, clean, short_text};
use crate::survey::Structured;
use dateline_html::Document;
use dateline_model::Publisher;

/// Sources in order of trust.
const TRUST: [&str; 11] = [
    "jsonld.headline",
    "og:title",
    "parsely",
    "microdata",
    "twitter:title",
    "citation",
    "sailthru",
    "meta.headline",
    "dc.title",
    "meta.title",
    "jsonld.page",
];

/// The page's headline.
pub(crate) fn settle(
    doc: &Document,
    structured: &Structured,
    publisher: Option<&Publisher>,
) -> Option<String> {
    let claims = &structured.claims.titles;
    let headings: Vec<String> = structured
        .claims
        .h1
        .iter()
        .map(|node| clean(&short_text(doc, *node)))
        .filter(|text| !text.is_empty())
        .collect();
    let said = TRUST.iter().find_map(|source| claims.iter().find(|claim| claim.source == *source));
    let window = claims.iter().find(|claim| claim.source == "title");
    let best = said.or(window).map(|claim| without_site(&claim.value, publisher, claims));
    let Some(best) = best else { return headings.into_iter().next() };
    // The visible headline wins where another source says the same with trimmings.
    let same = headings.iter().find(|heading| {
        is_within(heading, &best) || window.is_some_and(|window| is_within(heading, &window.value))
    });
    Some(same.cloned().unwrap_or(best))
}

fn is_within(heading: &str, title: &str) -> bool {
    heading.chars().count() >= 12 && title.to_lowercase().contains(&heading.to_lowercase())
}

const BARS: [&str; 9] = [" | ", " - ", " – ", " — ", " :: ", " » ", " · ", " / ", " ｜ "];

/// Cuts the site's name off either end where it is known by name, by host or because another source lacks it.
fn without_site(title: &str, publisher: Option<&Publisher>, claims: &[Claim]) -> String {
    let mut title = title;
    for _ in 0..3 {
        let Some(shorter) = BARS.iter().find_map(|bar| cut(title, bar, publisher, claims)) else { break };
        title = shorter;
    }
    title.to_owned()
}

fn cut<'t>(title: &'t str, bar: &str, publisher: Option<&Publisher>, claims: &[Claim]) -> Option<&'t str> {
    let (head, tail) = title.rsplit_once(bar)?;
    let other_lacks_it = claims.iter().any(|claim| claim.value.trim() == head.trim());
    if other_lacks_it || is_site(tail, publisher) {
        return Some(head.trim());
    }
    let (first, rest) = title.split_once(bar)?;
    is_site(first, publisher).then(|| rest.trim())
}

fn is_site(part: &str, publisher: Option<&Publisher>) -> bool {
    let Some(publisher) = publisher else { return false };
    let squeeze = |text: &str| {
        text.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect::<String>()
    };
    let part = squeeze(part);
    if part.is_empty() {
        return false;
    }
    let name = squeeze(&publisher.name);
    let host = squeeze(publisher.host.as_deref().unwrap_or_default());
    part == name
        || (part.len() >= 3
            && (host.starts_with(&part)
                || part.starts_with(&name) && name.len() >= 4
                || name.starts_with(&part)))
}
