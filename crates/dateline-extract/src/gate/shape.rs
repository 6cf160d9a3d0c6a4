//! Finds a notice by its shape where no words of it are known: what its part is called, where its links lead, a price, a
//! word or two of asking, all of it right where a short text ends. One sign alone convicts nothing.

use super::Running;
use crate::survey::Gate;
use crate::verdict::piece::Piece;
use dateline_html::{Document, NodeId, Tag};
use dateline_model::Reason;

/// Signs that must come together.
const SIGNS: usize = 3;
/// Words of text before it.
const BEFORE: std::ops::Range<usize> = 15..300;
/// Words of the whole box that a notice stands in.
const BOX: usize = 80;

/// Parts of addresses to which walls lead.
const DOORS: &[&str] = &[
    "subscri",
    "abo",
    "abonn",
    "suscri",
    "assin",
    "subskr",
    "prenumer",
    "podpis",
    "login",
    "signin",
    "sign-in",
    "signup",
    "sign-up",
    "register",
    "registr",
    "anmeld",
    "konto",
    "account",
    "membership",
    "plans",
    "pricing",
    "checkout",
    "offer",
    "angebot",
    "offre",
    "oferta",
    "plus",
    "premium",
    "paywall",
];

/// The first piece with the shape of a notice.
pub(super) fn find(doc: &Document, pieces: &[Piece]) -> Option<Gate> {
    let running = Running::of(pieces, |piece| !piece.scope.streamed);
    let looks = |at: &usize| {
        let piece = &pieces[*at];
        let own = !piece.scope.foreign() && !piece.scope.consent && !piece.scope.item && !piece.is_link();
        own && !piece.running() && (3..=45).contains(&piece.words) && BEFORE.contains(&running.before[*at])
    };
    let (at, reason) = (0..pieces.len())
        .filter(looks)
        .filter_map(|at| {
            signs(doc, &pieces[at]).filter(|(signs, _)| *signs >= SIGNS).map(|(_, reason)| (at, reason))
        })
        .find(|(at, _)| running.ends_at(doc, pieces, *at))?;
    let quote = pieces[at].text.clone();
    Some(Gate { node: pieces[at].node, reason, quote, before: running.before[at], hides: Vec::new() })
}

/// How many signs a piece has, and what it asks for.
fn signs(doc: &Document, piece: &Piece) -> Option<(usize, Reason)> {
    let barrier = 2 * usize::from(piece.scope.barrier);
    let hints = crate::verdict::appeal_hints(&piece.text, piece.words);
    if barrier == 0 && hints.is_none() {
        return None;
    }
    let (said, reason) = hints.unwrap_or((0, Reason::Paywall));
    let price = usize::from(has_price(&piece.text));
    let sum = barrier + said + price;
    let door = sum + 1 >= SIGNS && sum < SIGNS && leads_to_door(doc, piece.node);
    Some((sum + usize::from(door), reason))
}

/// An amount of money: a sign or code of a currency beside a digit.
fn has_price(text: &str) -> bool {
    let digits = |part: &str| part.trim().starts_with(|c: char| c.is_ascii_digit());
    let ends = |part: &str| part.trim_end().ends_with(|c: char| c.is_ascii_digit() || c == ',' || c == '-');
    ["€", "$", "£", "¥", "円", "₽", "₺", "₩", "₴", "zł", "Fr.", "CHF", "руб", "元", "원"]
        .iter()
        .any(|sign| text.split_once(sign).is_some_and(|(before, after)| digits(after) || ends(before)))
}

/// Whether the small box around a notice links to where one subscribes or signs in.
fn leads_to_door(doc: &Document, node: NodeId) -> bool {
    let small = |id: &NodeId| doc.collect_text(*id).split_whitespace().take(BOX + 1).count() <= BOX;
    let around = std::iter::once(node).chain(doc.ancestors(node)).take(3);
    let around =
        around.filter(|id| !matches!(doc.tag(*id), Some(Tag::Body | Tag::Html | Tag::Main | Tag::Article)));
    let Some(holder) = around.take_while(small).last() else { return false };
    doc.descendants(holder)
        .filter(|id| doc.tag(*id) == Some(Tag::A))
        .filter_map(|id| doc.attr(id, "href"))
        .any(is_door)
}

fn is_door(address: &str) -> bool {
    let path = address.split_once("://").map_or(address, |(_, rest)| rest).to_ascii_lowercase();
    path.split(['/', '?', '.', '-', '_', '=', '&'])
        .any(|part| DOORS.iter().any(|door| part.starts_with(door)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn prices_are_amounts() {
        for text in ["from €1 a week", "od 1 zł", "4,99 € im Monat", "月額100円", "R$ 2"] {
            assert!(has_price(text), "{text}");
        }
        for text in ["$ signs", "the 円 rose", "a zloty"] {
            assert!(!has_price(text), "{text}");
        }
    }

    #[test]
    fn doors_are_told_by_their_address() {
        for address in
            ["/abo/plus", "https://id.news.example/signin?back=1", "/konto", "https://abo.news.example/"]
        {
            assert!(is_door(address), "{address}");
        }
        assert!(!is_door("/politik/wahl"));
    }
}
