//! What a link's address says of where it leads, and whether a box leads to a story. Reads addresses alone; fetches nothing.

use dateline_html::{Document, NodeId, NodeKind, Tag};

/// Hyphens of an address's part from which on it is a headline.
const HYPHENS: usize = 3;
/// Elements above a text within which its link is looked for.
const LEVELS: usize = 4;

/// Words in addresses to which walls lead, whole and as beginnings: `about` is no `abo`.
const DOORS: &[&str] = &[
    "abo", "abos", "plus", "konto", "login", "signin", "signup", "offer", "offre", "plans", "join",
    "upgrade", "tilaa",
];
const DOOR_STEMS: &[&str] = &[
    "subscri",
    "abonn",
    "suscri",
    "assin",
    "subskr",
    "prenumer",
    "podpis",
    "register",
    "registr",
    "anmeld",
    "account",
    "membership",
    "pricing",
    "checkout",
    "angebot",
    "oferta",
    "premium",
    "paywall",
    "tilaus",
    "elofizet",
    "predplat",
    "pretplat",
    "abonament",
    "syndromi",
    "langganan",
    "berlangganan",
];

/// Whether the link that a text stands in leads to a story, and not to a shop, an app or a dialog.
pub(crate) fn is_story(doc: &Document, node: NodeId) -> bool {
    let above = std::iter::once(node).chain(doc.ancestors(node)).take(LEVELS);
    let href = above.filter(|id| doc.tag(*id) == Some(Tag::A)).find_map(|id| doc.attr(id, "href"));
    href.is_some_and(|href| {
        let path = href.split(['?', '#']).next().unwrap_or_default();
        path.split('/').any(|part| part.matches('-').count() >= HYPHENS)
    })
}

/// Nodes of a box that are looked at.
const BOX: usize = 60;

/// Words of a link that may be a headline.
const HEADLINE: usize = 4;

/// Whether a box tells of a story: a link with a headline or a picture leads elsewhere than to where one signs in or subscribes. A
/// large box and one without links may do so as well.
pub(super) fn tells_of_story(doc: &Document, node: NodeId) -> bool {
    let mut links = 0;
    for (count, below) in doc.descendants(node).enumerate() {
        if count == BOX {
            return true;
        }
        if doc.tag(below) == Some(Tag::A) {
            links += 1;
            let door = doc.attr(below, "href").is_some_and(is_door);
            let mut inside = doc.descendants(below).take(BOX);
            let mut words = 0;
            let told = inside.any(|inner| {
                words +=
                    if doc.kind(inner) == NodeKind::Text { crate::text::words(doc.text(inner)) } else { 0 };
                words >= HEADLINE || doc.tag(inner) == Some(Tag::Img)
            });
            if told && !door {
                return true;
            }
        }
    }
    links == 0
}

/// Whether an address leads to where one subscribes or signs in.
pub(crate) fn is_door(address: &str) -> bool {
    let path = address.split_once("://").map_or(address, |(_, rest)| rest).to_ascii_lowercase();
    let leads = |part: &str| DOORS.contains(&part) || DOOR_STEMS.iter().any(|stem| part.starts_with(stem));
    path.split(['/', '?', '.', '-', '_', '=', '&']).any(leads)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn doors_are_told_by_their_address() {
        for address in
            ["/abo/plus", "https://id.news.example/signin?back=1", "/konto", "https://abo.news.example/"]
        {
            assert!(is_door(address), "{address}");
        }
        for address in ["/politik/wahl", "https://news.example/about-us/principles"] {
            assert!(!is_door(address), "{address}");
        }
    }
}
