//! Claims about title, persons, dates and publisher settled into one article head. Order of trust was measured on
//! annotated pages; what nobody claims stays empty.

pub(crate) mod date;
mod names;
mod title;

use crate::Served;
use crate::body::Layout;
use crate::body::address;
use crate::structured::{Claim, short_text};
use crate::survey::Structured;
use dateline_html::Document;
use dateline_model::{Article, Date, Image, Publisher, Reservations, WebUrl};

/// What relative addresses of the page are relative to.
pub(crate) fn base(structured: &Structured, served: &Served) -> Option<WebUrl> {
    let page = served.base();
    match structured.claims.base.as_deref() {
        Some(href) => address(href, page).or_else(|| page.cloned()),
        None => page.cloned(),
    }
}

/// Everything about the article except its blocks.
pub(crate) fn find(doc: &Document, layout: &Layout<'_>, structured: &Structured, served: &Served) -> Article {
    let base = base(structured, served);
    let claims = &structured.claims;
    let canonical_url = canonical(structured, served, base.as_ref());
    let address = canonical_url.as_ref().or(served.base());
    let publisher = publisher(structured, address);
    let title = title::settle(doc, structured, publisher.as_ref());
    let signed = signatures(doc, layout, structured, publisher.as_ref());
    let (published, published_from) = published(doc, layout, structured, address);
    let modified =
        first_date(&claims.modified, &["jsonld.dateModified", "article:modified_time"]).map(|(date, _)| date);
    Article {
        standfirst: standfirst(structured, title.as_deref()),
        title,
        bylines: signed.persons,
        agency: signed.agency,
        publisher,
        section: claims.sections.iter().map(|claim| claim.value.clone()).find(|value| value.len() <= 80),
        tags: tags(structured),
        published,
        published_from,
        modified,
        language: language(structured),
        canonical_url,
        image: image(structured, base.as_ref()),
        blocks: Vec::new(),
    }
}

fn pick<'c>(claims: &'c [Claim], order: &[&str]) -> Option<&'c Claim> {
    let by_trust = order.iter().find_map(|source| claims.iter().find(|claim| claim.source == *source));
    by_trust.or_else(|| claims.first())
}

fn first_date(claims: &[Claim], order: &[&'static str]) -> Option<(Date, &'static str)> {
    let trusted = order.iter().flat_map(|source| claims.iter().filter(move |claim| claim.source == *source));
    trusted.chain(claims).find_map(|claim| Some((date::parse(&claim.value)?, claim.source)))
}

const PUBLISHED_TRUST: [&str; 8] = [
    "jsonld.datePublished",
    "article:published_time",
    "microdata",
    "parsely",
    "sailthru",
    "cxense",
    "jsonld.page",
    "dc.date",
];

fn published(
    doc: &Document,
    layout: &Layout<'_>,
    structured: &Structured,
    url: Option<&WebUrl>,
) -> (Option<Date>, Option<String>) {
    let claims = &structured.claims;
    let said = first_date(&claims.published, &PUBLISHED_TRUST);
    let in_url = || date::in_path(url?.as_url().path()).map(|date| (date, "url"));
    let shown = || shown_date(doc, structured);
    let changed = || first_date(&claims.modified, &[]);
    let found = said.or_else(in_url).or_else(shown).or_else(|| visible_date(layout)).or_else(changed);
    (found.map(|(date, _)| date), found.map(|(_, source)| source.to_owned()))
}

fn shown_date(doc: &Document, structured: &Structured) -> Option<(Date, &'static str)> {
    structured.claims.times.iter().find_map(|node| {
        let date = doc.attr(*node, "datetime").and_then(date::parse);
        date.or_else(|| date::parse(&short_text(doc, *node))).map(|date| (date, "time"))
    })
}

/// A date among the short lines of the page's head or of anything that is named after dates.
fn visible_date(layout: &Layout<'_>) -> Option<(Date, &'static str)> {
    use crate::body::Cues;
    let short = |index: &usize| {
        layout.segments[*index].count.words <= 4 * 25 && layout.segments[*index].count.digits >= 4
    };
    let lines: Vec<usize> = (0..layout.segments.len().min(600)).filter(short).collect();
    let named = lines.iter().filter(|index| layout.segments[**index].cues.has(Cues::META.with(Cues::AUTHOR)));
    named.chain(&lines).find_map(|index| date::in_prose(&layout.text(*index))).map(|date| (date, "text"))
}

fn signatures(
    doc: &Document,
    layout: &Layout<'_>,
    structured: &Structured,
    publisher: Option<&Publisher>,
) -> names::Signed {
    let name = publisher.map(|publisher| publisher.name.as_str());
    let claims = &structured.claims;
    let mut signed = names::Signed::default();
    for source in [
        "jsonld.author",
        "parsely",
        "meta.author",
        "meta.byl",
        "sailthru",
        "citation",
        "dc.creator",
        "cxense",
        "article:author",
    ] {
        for claim in claims.authors.iter().filter(|claim| claim.source == source) {
            names::read(&claim.value, name, &mut signed);
        }
        if !signed.persons.is_empty() {
            return signed;
        }
    }
    for node in claims.bylines.iter().filter(|node| !in_comments(doc, **node)).take(12) {
        let text = short_text(doc, *node);
        if text.len() <= 160 {
            names::read(&text, name, &mut signed);
        }
        if !signed.persons.is_empty() {
            return signed;
        }
    }
    opening_lines(layout, name, &mut signed);
    if !signed.persons.is_empty() {
        return signed;
    }
    for claim in claims.authors.iter().filter(|claim| claim.source == "jsonld.organization") {
        names::read(&claim.value, name, &mut signed);
    }
    signed
}

/// Segments looked through for a line that opens like a byline.
const BYLINE_REACH: usize = 400;

fn opening_lines(layout: &Layout<'_>, publisher: Option<&str>, signed: &mut names::Signed) {
    use crate::body::Cues;
    for index in 0..layout.segments.len().min(BYLINE_REACH) {
        let segment = &layout.segments[index];
        let short = (8..=48).contains(&segment.count.words) && segment.count.stops == 0;
        if !short
            || segment.cues.has(Cues::COMMENTS.with(Cues::FOOTER).with(Cues::TEASER).with(Cues::RELATED))
        {
            continue;
        }
        let text = layout.text(index);
        if names::opens_byline(&text) {
            names::read(&text, publisher, signed);
        }
        if !signed.persons.is_empty() {
            return;
        }
    }
}

fn in_comments(doc: &Document, node: dateline_html::NodeId) -> bool {
    let around = std::iter::once(node).chain(doc.ancestors(node).take(6));
    let names =
        around.flat_map(|node| ["class", "id"].into_iter().filter_map(move |name| doc.attr(node, name)));
    names
        .into_iter()
        .any(|name| name.contains("comment") || name.contains("related") || name.contains("teaser"))
}

fn standfirst(structured: &Structured, title: Option<&str>) -> Option<String> {
    let order = ["jsonld.description", "og:description", "meta.description"];
    let claim = pick(&structured.claims.standfirsts, &order)?;
    (Some(claim.value.as_str()) != title && claim.value.chars().count() >= 20).then(|| claim.value.clone())
}

fn tags(structured: &Structured) -> Vec<String> {
    let mut tags: Vec<String> = Vec::new();
    for claim in &structured.claims.tags {
        let known = tags.iter().any(|tag| tag.to_lowercase() == claim.value.to_lowercase());
        if !known && claim.value.len() <= 80 && tags.len() < 40 {
            tags.push(claim.value.clone());
        }
    }
    tags
}

fn language(structured: &Structured) -> Option<String> {
    let order = ["html.lang", "jsonld.inLanguage", "meta.language", "dc.language", "og:locale"];
    let claims = &structured.claims.languages;
    order
        .iter()
        .flat_map(|source| claims.iter().filter(move |claim| claim.source == *source))
        .find_map(|claim| tag(&claim.value))
}

/// A language tag as BCP 47 writes it, or nothing.
fn tag(value: &str) -> Option<String> {
    let mut parts = value.trim().split(['-', '_', ',', ';', ' ', '.']);
    let primary = parts.next()?.to_ascii_lowercase();
    if !(2..=3).contains(&primary.len())
        || !primary.bytes().all(|byte| byte.is_ascii_alphabetic())
        || primary == "und"
    {
        return None;
    }
    match parts.next().filter(|part| part.len() == 2 && part.bytes().all(|byte| byte.is_ascii_alphabetic())) {
        Some(region) => Some(format!("{primary}-{}", region.to_ascii_uppercase())),
        None => Some(primary),
    }
}

fn publisher(structured: &Structured, url: Option<&WebUrl>) -> Option<Publisher> {
    let host = url.map(|url| url.site().to_owned());
    let order = ["og:site_name", "jsonld.publisher", "dc.publisher", "meta.application-name"];
    let named = pick(&structured.claims.publishers, &order)
        .map(|claim| claim.value.clone())
        .filter(|name| name.chars().count() <= 80);
    let name = named.or_else(|| host.clone())?;
    Some(Publisher { name, host })
}

fn canonical(structured: &Structured, served: &Served, base: Option<&WebUrl>) -> Option<WebUrl> {
    let order = ["link.canonical", "og:url"];
    let claims = &structured.claims.canonicals;
    let claimed = order.iter().flat_map(|source| claims.iter().filter(move |claim| claim.source == *source));
    let sane = claimed.filter_map(|claim| address(&claim.value, base)).find(|url| plausible(url, served));
    sane.or_else(|| served.base().cloned())
}

/// A canonical address that names the front page of another site, or the front page while an article was asked for,
/// is a mistake of the template.
fn plausible(url: &WebUrl, served: &Served) -> bool {
    let Some(asked) = served.base() else {
        return url.as_url().path().len() > 1 || url.as_url().query().is_some();
    };
    let front = url.as_url().path().len() <= 1 && url.as_url().query().is_none();
    let asked_front = asked.as_url().path().len() <= 1 && asked.as_url().query().is_none();
    !front || asked_front
}

fn image(structured: &Structured, base: Option<&WebUrl>) -> Option<Image> {
    let order = ["og:image", "jsonld.image", "twitter:image"];
    let claim = pick(&structured.claims.images, &order)?;
    Some(Image { url: address(&claim.value, base)?, credit: None, alt: None })
}

/// Reservations in headers and meta tags.
pub(crate) fn reservations(structured: &Structured, served: &Served) -> Reservations {
    let robots: Vec<String> = served
        .headers
        .all("x-robots-tag")
        .map(str::to_ascii_lowercase)
        .chain(structured.robots.clone())
        .collect();
    let said = |word: &str| robots.iter().any(|text| text.split([',', ' ', ':']).any(|part| part == word));
    let declared = structured.declared.reservation.as_deref().or(served.headers.get("tdm-reservation"));
    Reservations {
        tdm: declared.is_some_and(|value| value.trim() == "1"),
        tdm_policy: structured
            .claims
            .tdm_policy
            .clone()
            .or_else(|| served.headers.get("tdm-policy").map(str::to_owned)),
        noarchive: said("noarchive") || said("none"),
        nosnippet: said("nosnippet") || said("none"),
    }
}
