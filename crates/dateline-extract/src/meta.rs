//! Claims about title, persons, dates and publisher settled into one article head. Order of trust was measured on
//! annotated pages; what nobody claims stays empty.

mod author_labels;
mod author_roles;
mod beside_day;
mod byline;
mod byline_parser;
mod credit;
mod date_labels;
mod day_month_order;
mod east_asian_byline;
mod job_words;
mod lead_image;
mod name_words;
mod person;
mod published;
mod publisher;
mod section;
mod standfirst;
mod title;

pub(crate) use byline_parser::{is_opener, opens_byline};

use crate::Served;
use crate::body::Layout;
use crate::body::address;
use crate::date::{self, Order};
use crate::structured::Claim;
use crate::structured::Structured;
use aho_corasick::{AhoCorasick, AhoCorasickKind};
use dateline_html::{Document, NodeId, Tag};
use dateline_model::{Article, Block, Date, Image, PictureSize, Reservations, WebUrl};
use std::sync::LazyLock;

/// What relative addresses of the page are relative to.
pub(crate) fn base(structured: &Structured, served: &Served) -> Option<WebUrl> {
    let page = served.relative_to.as_ref().or(served.base());
    match structured.claims.base.as_deref() {
        Some(href) => address(href, page).or_else(|| page.cloned()),
        None => page.cloned(),
    }
}

/// Whether a line is labels of those who wrote, took pictures or translated, each with a name, and nothing else.
pub(crate) fn is_credit(line: &str) -> bool {
    east_asian_byline::is_credit(line) || author_roles::is_credit(line)
}

/// Whether a word that stands beside a name says what its bearer does for a paper.
pub(crate) fn is_job_beside_name(word: &str) -> bool {
    let word = word.trim_matches(|c: char| !c.is_alphanumeric());
    person::is_trade(word) || east_asian_byline::is_job(word)
}

/// Everything about the article except its blocks.
pub(crate) fn find(doc: &Document, layout: &Layout<'_>, structured: &Structured, served: &Served) -> Article {
    let base = base(structured, served);
    let claims = &structured.claims;
    let canonical_url = canonical(structured, served, base.as_ref());
    let address = canonical_url.as_ref().or(served.base());
    let publisher = publisher::find(doc, structured, address);
    let title = title::settle(layout, structured, publisher.as_ref());
    let language = settled_language(layout, structured);
    let catalan = language.as_deref().is_some_and(|language| language.starts_with("ca"));
    let signed = byline::find(layout, structured, publisher.as_ref(), catalan);
    let days = day_month_order::of_page(layout, structured, address);
    let dates = published::find(layout, structured, address, title.as_deref(), days);
    Article {
        standfirst: standfirst::declared(structured, title.as_deref()),
        title,
        bylines: signed.persons,
        agency: signed.agency.as_deref().map(credit::known_as),
        publisher,
        section: section::settle(&claims.sections, &claims.tags, &claims.titles),
        tags: tags(structured),
        published: dates.published,
        published_from: dates.published_from,
        modified: dates.modified,
        language,
        canonical_url,
        image: lead_image(layout, structured, base.as_ref()),
        blocks: Vec::new(),
    }
}

/// The line below the headline as the standfirst, unless the text begins with it.
pub(crate) fn complete_standfirst(layout: &Layout<'_>, structured: &Structured, article: &mut Article) {
    let shown = structured.claims.h1.first().and_then(|heading| standfirst::shown(layout, *heading));
    standfirst::complete(article, shown);
}

/// The agency that the article's own text names, where no signature did.
pub(crate) fn complete_agency(article: &mut Article) {
    if article.agency.is_none() {
        let paragraphs = article.blocks.iter().filter_map(|block| match block {
            Block::Paragraph(text) => Some(text.text.as_str()),
            _ => None,
        });
        article.agency = credit::find(paragraphs).map(str::to_owned);
    }
}

fn pick<'c>(claims: &'c [Claim], order: &[&str]) -> Option<&'c Claim> {
    let by_trust = order.iter().find_map(|source| claims.iter().find(|claim| claim.source == *source));
    by_trust.or_else(|| claims.first())
}

fn first_date(claims: &[Claim], order: &[&'static str], days: Order) -> Option<(Date, &'static str)> {
    let trusted = order.iter().flat_map(|source| claims.iter().filter(move |claim| claim.source == *source));
    trusted.chain(claims).find_map(|claim| Some((days.parse(&claim.value)?, claim.source)))
}

/// Names of boxes that hold what readers say, as beginnings of words.
const SAID_BY_READERS: [&str; 14] = [
    "comment",
    "reply",
    "replies",
    "respond",
    "response",
    "discussion",
    "disqus",
    "kommentar",
    "commentaire",
    "comentario",
    "reactie",
    "reacties",
    "yorum",
    "komentar",
];
static READERS: LazyLock<Option<AhoCorasick>> = LazyLock::new(|| {
    let kind = Some(AhoCorasickKind::DFA);
    AhoCorasick::builder().kind(kind).ascii_case_insensitive(true).build(SAID_BY_READERS).ok()
});

/// Levels above a node that are looked at for readers' boxes, and for those of other stories.
const LEVELS: usize = 24;
const NEAR_LEVELS: usize = 7;
/// Nodes of a box that are looked through for a headline.
const NODES: usize = 2000;

/// Names of boxes that hold comments or other stories.
static OTHERS: LazyLock<Option<AhoCorasick>> =
    LazyLock::new(|| AhoCorasick::new(["comment", "related", "teaser"]).ok());

/// Whether a node stands among comments or cards of other stories.
fn in_comments(doc: &Document, node: NodeId) -> bool {
    let around = std::iter::once(node).chain(doc.ancestors(node).take(NEAR_LEVELS - 1));
    let mut names =
        around.flat_map(|node| ["class", "id"].into_iter().filter_map(move |name| doc.attr(node, name)));
    names.any(|name| OTHERS.as_ref().is_some_and(|others| others.is_match(name))) || is_by_reader(doc, node)
}

/// Whether a node stands among what readers say. What holds the headline is an article, whatever it is called: a comment is
/// also what an editor writes.
fn is_by_reader(doc: &Document, node: NodeId) -> bool {
    let holder = std::iter::once(node).chain(doc.ancestors(node).take(LEVELS)).find(|node| {
        let typed = doc.attr(*node, "itemtype").is_some_and(|kind| kind.ends_with("/Comment"))
            || doc.attr(*node, "itemprop") == Some("comment");
        // The page's own names say what it may have, not what stands in it.
        let whole = matches!(doc.tag(*node), Some(Tag::Body | Tag::Html | Tag::Main));
        let mut names = ["class", "id"].into_iter().filter_map(|name| doc.attr(*node, name));
        typed || !whole && names.any(said_by_readers)
    });
    holder.is_some_and(|holder| !doc.descendants(holder).take(NODES).any(|id| doc.tag(id) == Some(Tag::H1)))
}

/// Whether names of an element say that it holds what readers say.
pub(crate) fn said_by_readers(names: &str) -> bool {
    if !READERS.as_ref().is_some_and(|finder| finder.is_match(names)) {
        return false;
    }
    names.split_ascii_whitespace().any(|name| {
        let name = name.to_ascii_lowercase();
        // What a post is filed under, and whether it may be commented on.
        let about = [
            "category",
            "tag-",
            "section",
            "has-",
            "no-",
            "is-",
            "type-",
            "comments-open",
            "comments-closed",
        ];
        let words =
            || name.split(['-', '_']).any(|word| SAID_BY_READERS.iter().any(|known| word.starts_with(known)));
        !about.iter().any(|about| name.starts_with(about)) && words()
    })
}

/// More links called tags than these are those of many stories.
const OWN_TAGS: usize = 12;

fn tags(structured: &Structured) -> Vec<String> {
    let (mut tags, mut known) = (Vec::new(), Vec::new());
    // Links called tags also stand beside other stories; data is the article's.
    let shown: fn(&&Claim) -> bool = |claim| claim.source == "a.tag";
    let claims = &structured.claims.tags;
    let data = claims.iter().any(|claim| !shown(&claim)) || claims.len() > OWN_TAGS;
    for claim in claims.iter().filter(|claim| !data || !shown(claim)) {
        let lower = claim.value.to_lowercase();
        if !known.contains(&lower) && claim.value.len() <= 80 && tags.len() < 40 {
            tags.push(claim.value.clone());
            known.push(lower);
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

/// The language that the page names; where its lines are plainly in another one that both could be, theirs: templates come in English.
fn settled_language(layout: &Layout<'_>, structured: &Structured) -> Option<String> {
    let Some(lines) = long_lines(layout) else { return language(structured) };
    let spoken = || crate::language::of_text(&lines);
    match language(structured) {
        None => spoken(),
        Some(named) if crate::language::is_plainly(&named, &lines) => Some(named),
        Some(named) => spoken().filter(|spoken| crate::language::contradicts(&named, spoken)).or(Some(named)),
    }
}

/// The beginning of the page's longer lines, where it is enough to tell a language by.
fn long_lines(layout: &Layout<'_>) -> Option<String> {
    const ENOUGH: usize = 1500;
    const LEAST: usize = 200;
    let mut text = String::new();
    for index in 0..layout.segments.len().min(600) {
        let words = layout.segments[index].count.words;
        // Korean says in one word what others say in two.
        let long = words >= 4 * 15 || words >= 4 * 6 && crate::language::is_korean(layout.line(index));
        if long && text.len() < ENOUGH {
            text.push_str(layout.line(index));
            text.push('\n');
        }
    }
    text.truncate(text.floor_char_boundary(ENOUGH));
    (text.len() >= LEAST).then_some(text)
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

fn canonical(structured: &Structured, served: &Served, base: Option<&WebUrl>) -> Option<WebUrl> {
    let order = ["link.canonical", "og:url"];
    let claims = &structured.claims.canonicals;
    let claimed = order.iter().flat_map(|source| claims.iter().filter(move |claim| claim.source == *source));
    let sane = claimed.filter_map(|claim| address(&claim.value, base)).find(|url| plausible(url, served));
    sane.or_else(|| served.base().cloned())
}

/// A canonical address of another site (another registrable domain) is a copy's way to name the original, or a mistake of
/// the template; whichever it is, this page is not known by it. Nor by a front page, while an article was asked for.
fn plausible(url: &WebUrl, served: &Served) -> bool {
    let Some(asked) = served.base() else {
        return url.as_url().path().len() > 1 || url.as_url().query().is_some();
    };
    let front = url.as_url().path().len() <= 1 && url.as_url().query().is_none();
    let asked_front = asked.as_url().path().len() <= 1 && asked.as_url().query().is_none();
    same_site(url.host(), asked.host()) && (!front || asked_front)
}

/// Whether two hosts belong to one registrable domain: their last two labels are equal, or three below a registry's own
/// second level such as `co.uk`.
fn same_site(a: &str, b: &str) -> bool {
    let end = |host: &str| {
        let labels: Vec<&str> = host.rsplit('.').take(3).collect();
        let registry = labels.len() > 2 && labels[0].len() == 2 && labels[1].len() <= 3;
        labels[..labels.len().min(if registry { 3 } else { 2 })].join(".").to_ascii_lowercase()
    };
    end(a) == end(b)
}

/// The picture that data names, unless that is the house's sign and the page shows another above its text.
fn lead_image(layout: &Layout<'_>, structured: &Structured, base: Option<&WebUrl>) -> Option<Image> {
    let named = image(structured, base);
    if named.as_ref().is_some_and(|image| !lead_image::is_sign(image.url.as_url().path())) {
        return named;
    }
    let shown = structured.claims.h1.first().and_then(|heading| lead_image::find(layout, *heading, base));
    shown.map(|url| Image { url, credit: None, alt: None, size: None }).or(named)
}

fn image(structured: &Structured, base: Option<&WebUrl>) -> Option<Image> {
    let order = ["og:image", "jsonld.image", "twitter:image"];
    let claims = &structured.claims;
    let claim = pick(&claims.images, &order)?;
    let url = address(&claim.value, base)?;
    let credited = claims.credits.iter().find(|(image, _)| address(image, base).as_ref() == Some(&url));
    // Width and height are said of the first `og:image` alone.
    let size = claims.image_size.0.as_deref().zip(claims.image_size.1.as_deref());
    let size = size.filter(|_| claim.source == "og:image");
    Some(Image {
        url,
        credit: credited.map(|(_, credit)| credit.clone()),
        alt: claims.image_alt.clone(),
        size: size.and_then(|(width, height)| PictureSize::declared(width, height)),
    })
}

/// Credit and words of the lead image from the picture in the text, where the page's data gives none.
pub(crate) fn complete_image(article: &mut Article) {
    let Some(image) = &mut article.image else { return };
    let figures = article.blocks.iter().filter_map(|block| match block {
        Block::Figure(figure) => figure.image.as_ref(),
        _ => None,
    });
    let name = |url: &WebUrl| {
        url.as_url().path().rsplit('/').next().map(str::to_owned).filter(|name| name.len() > 8)
    };
    let same = |other: &&Image| {
        other.url == image.url || name(&image.url).is_some() && name(&other.url) == name(&image.url)
    };
    let Some(shown) = figures.into_iter().find(same) else { return };
    image.credit = image.credit.take().or_else(|| shown.credit.clone());
    image.alt = image.alt.take().or_else(|| shown.alt.clone());
    image.size = image.size.or(shown.size);
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
        licence: structured.claims.licences.first().map(|claim| claim.value.clone()),
    }
}

#[cfg(test)]
mod tests;
