//! Finds a notice by its shape where no words of it are known: what its part is called, where its links lead, a price, a
//! word or two of asking, all of it right where a short text ends. One sign alone convicts nothing.

use super::{BOX_LEVELS, Running, closing_box, inside, small_box};
use crate::class_ids::ClassIds;
use crate::css_hidden::CssHidden;
use crate::gate::Gate;
use crate::structured::Structured;
use crate::text_fragment::Fragment;
use crate::text_fragment::addressee;
use crate::text_fragment::link_target::is_door;
use crate::text_fragment::subscribe_prompt::SubscribePrompt;
use dateline_html::{Document, NodeId, Tag};
use dateline_model::{Reason, Rule};

/// Signs that must come together.
const SIGNS: usize = 3;
/// Words of text before it.
const BEFORE: std::ops::Range<usize> = 15..300;

/// The first fragment with the shape of a notice; text that rules take off the page does not follow on it.
pub(super) fn find(
    doc: &Document,
    classes: &ClassIds<'_>,
    structured: &Structured,
    fragments: &[Fragment],
) -> Option<Gate> {
    let looks = |fragment: &Fragment| {
        let own = !fragment.scope.foreign()
            && !fragment.scope.consent
            && !fragment.scope.item
            && !fragment.is_link();
        own && !fragment.running() && (3..=45).contains(&fragment.words) && !addressee::tells(fragment)
    };
    let shaped = |(at, fragment): (usize, &Fragment)| {
        if let Some(reason) = closing_box::find(doc, fragments, at) {
            return Some((at, reason));
        }
        if !looks(fragment) || super::takes_nothing::is_closing_offer(doc, fragments, at) {
            return None;
        }
        // What costs little is asked first: the signs of a fragment are few, its boxes are not.
        let (signs, reason) = signs(doc, fragment).unwrap_or((0, Reason::Paywall));
        let sum = || names_a_sum(&fragment.text) || has_spelled_price(&fragment.text, FURTHER);
        let shaped = signs >= SIGNS || sum() && sells_the_rest(doc, fragments, at);
        let of_the_page = || {
            !super::takes_nothing::heads_a_list(doc, fragments, at)
                && !super::takes_nothing::counts_down(doc, fragments, at)
                && !super::cards::is_label(doc, fragment)
        };
        (shaped && of_the_page()).then_some((at, reason))
    };
    let shaped: Vec<(usize, Reason)> = fragments.iter().enumerate().filter_map(shaped).collect();
    if shaped.is_empty() {
        return None;
    }
    let concealed = super::concealed(doc, structured, &CssHidden::of(doc, classes));
    let ends: Vec<_> = concealed.iter().map(|node| (*node, doc.after(*node, doc.root()))).collect();
    let is_concealed = |fragment: &Fragment| {
        ends.iter().any(|(start, end)| fragment.first > *start && end.is_none_or(|end| fragment.first < end))
    };
    let running = Running::of(fragments, |fragment| !fragment.scope.streamed && !is_concealed(fragment));
    let (at, reason) = shaped.into_iter().find(|(at, _)| {
        BEFORE.contains(&running.before[*at])
            && (running.ends_at(doc, fragments, *at) && !super::is_beside(doc, fragments, *at)
                || concealed.iter().any(|node| super::is_near(doc, fragments, *at, *node)))
    })?;
    let (quote, before) = (fragments[at].text.clone(), running.before[at]);
    let rule = Rule::NoticeShape;
    Some(Gate { node: fragments[at].node, reason, rule, quote, before, hides: concealed })
}

/// Words of a paragraph that tells something.
const TOLD: usize = 8;
/// Elements above a price that may be the box of an offer.
const OFFER_LEVELS: usize = 4;

/// Whether the small box around a price promises the rest in one piece and asks to subscribe or to sign in in another.
fn sells_the_rest(doc: &Document, fragments: &[Fragment], at: usize) -> bool {
    let Some(holder) = small_box(doc, fragments[at].node, OFFER_LEVELS) else { return false };
    let inside = inside(doc, fragments, holder);
    // What holds a paragraph of the article is no offer's box.
    if inside.iter().any(|fragment| fragment.words >= TOLD && addressee::tells(fragment)) {
        return false;
    }
    let prompts: Vec<SubscribePrompt> =
        inside.iter().filter_map(|fragment| SubscribePrompt::of(&fragment.text, fragment.words)).collect();
    let promised = prompts.iter().any(SubscribePrompt::promises_the_rest);
    promised && prompts.iter().any(|prompt| prompt.hints().is_some())
}

/// How many signs a fragment has, and what it asks for.
fn signs(doc: &Document, fragment: &Fragment) -> Option<(usize, Reason)> {
    let barrier = 2 * usize::from(fragment.scope.barrier);
    let prompt = fragment.prompt();
    let hints = prompt.and_then(|prompt| prompt.hints());
    let promised = prompt.is_some_and(|prompt| prompt.promises_the_rest());
    // A sum is looked for where something else is found: it takes longer.
    if hints.is_none() && barrier == 0 && !promised {
        return None;
    }
    let price = usize::from(names_a_sum(&fragment.text));
    let sells = price > 0 && promised;
    if hints.is_none() && barrier == 0 && !sells {
        return None;
    }
    // What stands in such a box and asks for nothing says nothing: houses sign their articles there.
    if hints.is_none() && price == 0 {
        return None;
    }
    // An offer behind a whole text takes nothing from it.
    if barrier == 0 && !prompt.is_some_and(|prompt| prompt.promises()) {
        return None;
    }
    let (said, reason) = hints.unwrap_or((usize::from(sells), Reason::Paywall));
    let sum = barrier + said + price;
    let door = sum + 1 >= SIGNS && sum < SIGNS && leads_to_door(doc, fragment.node);
    Some((sum + usize::from(door), reason))
}

/// An amount of money, with a sign or in words.
pub(crate) fn names_a_sum(text: &str) -> bool {
    has_price(text) || has_spelled_price(text, CURRENCIES) || has_sign(text)
}

/// An amount of money with the name of a currency that stands in other texts, too: in a box that sells it is a price.
pub(super) fn names_a_sum_in_words(text: &str) -> bool {
    has_spelled_price(text, FURTHER)
}

/// Signs of further currencies, before an amount or behind it.
const SIGNS_OF_MONEY: &[char] = &['₹', '₪', '฿', '₫', '৳', '₱', '₸', '₼', '₾', '֏', '₦', '₡', '₵', '₲'];

fn has_sign(text: &str) -> bool {
    if text.is_ascii() {
        return false;
    }
    let counts = |part: &str, last: bool| {
        let part = part.trim();
        let c = if last { part.chars().next_back() } else { part.chars().next() };
        c.is_some_and(char::is_numeric)
    };
    text.split_once(SIGNS_OF_MONEY)
        .is_some_and(|(before, after)| counts(after, false) || counts(before, true))
}

/// An amount of money: a sign or code of a currency beside a digit. What was learnt of kinds of pages was learnt with these.
pub(crate) fn has_price(text: &str) -> bool {
    // Most texts have no figure, or no byte with which a sign begins.
    let counts = |byte: u8| byte.is_ascii_digit() || matches!(byte, b',' | b'-');
    let signs = |byte: u8| matches!(byte, b'$' | b'z' | b'F' | b'C' | 0xc2 | 0xd1 | 0xe2 | 0xe5 | 0xec);
    if !text.bytes().any(counts) {
        return false;
    }
    if !text.bytes().any(signs) {
        return false;
    }
    let digits = |part: &str| part.trim().starts_with(|c: char| c.is_ascii_digit());
    let ends = |part: &str| part.trim_end().ends_with(|c: char| c.is_ascii_digit() || c == ',' || c == '-');
    // Of the signs three are of ASCII.
    let signs = ["$", "Fr.", "CHF", "€", "£", "¥", "円", "₽", "₺", "₩", "₴", "zł", "руб", "元", "원"];
    let signs = if text.is_ascii() { &signs[..3] } else { &signs[..] };
    signs
        .iter()
        .any(|sign| text.split_once(sign).is_some_and(|(before, after)| digits(after) || ends(before)))
}

/// Names of currencies that stand as words behind an amount.
const CURRENCIES: &[&str] = &[
    "kr", "krona", "krone", "kroner", "kronor", "kč", "ft", "forint", "lei", "lev", "лв", "лева", "din",
    "kn", "rsd",
];

/// Further ones, which stand in offers below whole texts, too: where other signs say that the rest is for sale.
const FURTHER: &[&str] = &[
    "euro",
    "euros",
    "eur",
    "usd",
    "dollar",
    "dollars",
    "franken",
    "pln",
    "złotych",
    "złoty",
    "руб",
    "рублей",
    "грн",
    "tl",
    "lira",
    "pesos",
    "soles",
    "reais",
    "rupees",
    "rupiah",
    "coins",
    "credits",
];

/// `249 kr/mnd`, `99 Kč`, `12 лв.`: an amount and a currency as words.
fn has_spelled_price(text: &str, currencies: &[&str]) -> bool {
    if !text.bytes().any(|byte| byte.is_ascii_digit()) {
        return false;
    }
    let words =
        text.split(|c: char| c.is_whitespace() || c == '/').map(|word| word.trim_matches(['.', ',', ':']));
    let is_amount = |word: &str| {
        word.starts_with(|c: char| c.is_ascii_digit())
            && word.chars().all(|c| c.is_ascii_digit() || matches!(c, '.' | ',' | '-' | '–'))
    };
    let mut before = "";
    for word in words.take(WORDS) {
        if is_amount(before) && currencies.contains(&word.to_lowercase().as_str()) {
            return true;
        }
        before = word;
    }
    false
}

/// Words of a piece that are looked through for a price.
const WORDS: usize = 60;

/// Whether the small box around a notice links to where one subscribes or signs in.
fn leads_to_door(doc: &Document, node: NodeId) -> bool {
    let Some(holder) = small_box(doc, node, BOX_LEVELS) else { return false };
    doc.descendants(holder)
        .filter(|id| doc.tag(*id) == Some(Tag::A))
        .filter_map(|id| doc.attr(id, "href"))
        .any(is_door)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn prices_are_amounts() {
        for text in [
            "from €1 a week",
            "od 1 zł",
            "4,99 € im Monat",
            "月額100円",
            "R$ 2",
            "Deretter 249 kr/mnd.",
            "od 99 Kč",
            "5 лв.",
        ] {
            assert!(names_a_sum(text), "{text}");
        }
        for text in ["$ signs", "the 円 rose", "a zloty", "the 5 krill boats", "kr. and kr."] {
            assert!(!names_a_sum(text), "{text}");
        }
    }
}
