//! The house that publishes a page.

use crate::structured::Structured;
use crate::text::letters;
use dateline_html::{Document, NodeId, Tag};
use dateline_model::{Publisher, WebUrl};
use std::collections::HashMap;

/// The house that a page's data names, else the one that its title ends in, else its host.
pub(super) fn find(doc: &Document, structured: &Structured, url: Option<&WebUrl>) -> Option<Publisher> {
    let host = url.map(|url| url.site().to_owned());
    let order = ["og:site_name", "jsonld.publisher", "dc.publisher", "meta.application-name"];
    let claims = &structured.claims.publishers;
    let trusted = order.iter().flat_map(|source| claims.iter().filter(move |claim| claim.source == *source));
    let names: Vec<&str> =
        trusted.chain(claims).map(|claim| claim.value.trim()).filter(|name| is_name(name)).collect();
    // Where one claim is the bare host and another a name, the name.
    let is_host = |name: &&&str| {
        let bare = name.strip_prefix("www.").unwrap_or(name);
        host.as_deref().is_some_and(|host| bare.eq_ignore_ascii_case(host))
    };
    let named = names.iter().find(|name| !is_host(name)).or(names.first()).map(|name| (*name).to_owned());
    let signed = || host.as_deref().and_then(|host| signed_title(structured, host));
    let at_home = || home_in_title(doc, structured, url);
    let name = named.or_else(signed).or_else(at_home).or_else(|| host.clone())?;
    Some(Publisher { name, host })
}

/// The house's name at an end of the page's title, where the host's name spells it: `… | Bay Courier` on `baycourier.example`.
fn signed_title(structured: &Structured, host: &str) -> Option<String> {
    let stem: String = host.split('.').next()?.chars().filter(|c| c.is_alphanumeric()).collect();
    let spells = |part: &&str| {
        let letters = part.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase);
        stem.len() >= 4 && letters.eq(stem.chars())
    };
    parts_of_titles(structured).find(spells).map(str::to_owned)
}

/// Nodes of a page in which its link home is looked for.
const NODES: usize = 20_000;

/// The end of the page's title that a link to the site's root shows, in words or as what its picture says.
fn home_in_title(doc: &Document, structured: &Structured, url: Option<&WebUrl>) -> Option<String> {
    let parts = ends_of_titles(structured);
    let leads_home = |id: &NodeId| {
        doc.tag(*id) == Some(Tag::A) && doc.attr(*id, "href").is_some_and(|href| is_root(href.trim(), url))
    };
    // `Home`, `Inicio`: the first item of a menu says where it leads, not whose page it is.
    let in_menu = |link: NodeId| doc.ancestors(link).take(3).any(|above| doc.tag(above) == Some(Tag::Li));
    doc.descendants(doc.root()).take(NODES).filter(leads_home).find_map(|link| {
        let pictures = doc.descendants(link).take(20).filter_map(|id| doc.attr(id, "alt"));
        let words = (!in_menu(link)).then(|| letters(&doc.collect_text(link)));
        let mut shown = words.into_iter().chain(pictures.map(letters));
        shown.find_map(|shown| parts.get(&shown)).map(|part| (*part).to_owned())
    })
}

/// Whether an address is the root of the page's site.
fn is_root(href: &str, url: Option<&WebUrl>) -> bool {
    let rest = match href.split_once("//") {
        Some((_, rest)) => url.and_then(|url| rest.strip_prefix(url.host())),
        None => Some(href),
    };
    rest.is_some_and(|path| path == "/" || path.is_empty() && href.contains("//"))
}

fn parts_of_titles(structured: &Structured) -> impl Iterator<Item = &str> {
    let titles = structured.claims.titles.iter().filter(|claim| claim.value.len() <= 400);
    titles.flat_map(|claim| claim.value.split(MARKS)).map(str::trim)
}

/// What stands before and behind each mark of the page's titles, by its letters.
fn ends_of_titles(structured: &Structured) -> HashMap<String, &str> {
    let titles = structured.claims.titles.iter().filter(|claim| claim.value.len() <= 400);
    let marks = titles.flat_map(|claim| claim.value.match_indices(MARKS).map(move |mark| (claim, mark)));
    let ends = marks.flat_map(|(claim, (at, mark))| [&claim.value[..at], &claim.value[at + mark.len()..]]);
    ends.map(str::trim).filter(|end| is_name(end)).map(|end| (letters(end), end)).collect()
}

/// Marks between a headline and the names of a section and a house.
const MARKS: [char; 11] = ['|', '–', '—', '·', '•', '«', '»', ':', '-', '_', '~'];

/// Whether a claim about the publisher is a name: no address, and not so long that it is a slogan.
fn is_name(claim: &str) -> bool {
    let address = claim.contains("://") || claim.starts_with("www.") || claim.starts_with("//");
    !address && claim.chars().any(char::is_alphanumeric) && claim.chars().count() <= 80
}
