//! Finds the box that closes a text that is held back: right behind a paragraph, whether or not that one is complete, a heading that
//! speaks of going on or says that this text is locked, and below it a price, a button to buy or a way to sign in. No word of asking
//! need be known; a heading alone convicts nothing, and neither does an offer.

use super::notice_shape::{names_a_sum, names_a_sum_in_words};
use super::{inside, is_text};
use crate::text_fragment::Fragment;
use crate::text_fragment::addressee;
use crate::text_fragment::link_target::is_door;
use crate::text_fragment::subscribe_prompt::SubscribePrompt;
use crate::word_finder::AnyOf;
use dateline_html::{Document, NodeId, Tag};
use dateline_model::Reason;
use std::sync::LazyLock;

/// Words of the box, of a paragraph that tells something, and elements above its heading that may be the box.
const BOX: usize = 90;
const TOLD: usize = 8;
const LEVELS: usize = 4;
/// Words of a label before what opens it.
const LABEL: usize = 6;
/// Pieces of a box.
const PIECES: usize = 14;
/// Nodes of a box that are looked at.
const NODES: usize = 200;
/// Hyphens of an address from which on it is a headline, and words of a link that is one.
const HYPHENS: usize = 3;
const HEADLINE: usize = 6;

/// How a house says to whom it owes that a text is free.
static THANKED: LazyLock<AnyOf> = LazyLock::new(|| {
    AnyOf::of(&[
        "thanks to",
        "thank you",
        "dank unser",
        "dank der",
        "dank ihr",
        "danke",
        "grâce à",
        "merci",
        "gracias",
        "grazie",
        "obrigad",
        "graças",
        "gràcies",
        "grazas",
        "dankzij",
        "bedankt",
        "tack vare",
        "takket",
        "kiitos",
        "dzięki",
        "dziękuj",
        "díky",
        "děkuj",
        "vďaka",
        "ďakuj",
        "köszön",
        "mulțum",
        "datorită",
        "hvala",
        "zahvaljujući",
        "захваљујући",
        "благодаря",
        "благодарение",
        "спасибо",
        "завдяки",
        "дякуєм",
        "χάρη",
        "ευχαριστ",
        "sayesinde",
        "teşekkür",
        "بفضل",
        "شكرا",
        "בזכות",
        "תודה",
        "のおかげ",
        "ありがとう",
        "感谢",
        "感謝",
        "덕분",
        "감사",
        "berkat",
        "terima kasih",
        "nhờ",
        "cảm ơn",
        "ačiū",
        "dėka",
        "pateicoties",
        "paldies",
        "tänu",
        "aitäh",
    ])
});

/// What is loaded down is no article.
static DOWNLOADED: LazyLock<AnyOf> = LazyLock::new(|| {
    AnyOf::of(&[
        "pdf",
        "download",
        "herunterlad",
        "télécharg",
        "descarg",
        "scarica",
        "baixar",
        "pobierz",
        "stáhn",
        "скача",
        "завантаж",
        "indir",
        "تحميل",
        "ダウンロード",
        "下载",
        "下載",
        "다운로드",
    ])
});

/// What the box asks for that a fragment opens, if it opens one.
pub(super) fn find(doc: &Document, fragments: &[Fragment], at: usize) -> Option<Reason> {
    let head = &fragments[at];
    let own = last_text(fragments, at).is_some()
        && !head.scope.foreign()
        && !head.scope.consent
        && !head.scope.item;
    if !own || head.words > 40 || head.words >= TOLD && addressee::tells(head) {
        return None;
    }
    let opening = SubscribePrompt::in_box(&head.text, head.words)?;
    // A label that says nothing of access names what the box is about: a recording, the archive.
    let label = fragments[..at].last().filter(|before| !is_text(before));
    let labelled = |label: &Fragment| {
        let prompt = SubscribePrompt::in_box(&label.text, label.words);
        prompt.is_some_and(|prompt| prompt.sells() || prompt.locks()) || opening.goes_on()
    };
    if !opening.opens_a_wall() || !label.is_none_or(labelled) {
        return None;
    }
    let (pieces, holder) = pieces(doc, fragments, at)?;
    if pieces.iter().any(|piece| THANKED.stands_in(&piece.text) || DOWNLOADED.stands_in(&piece.text)) {
        return None;
    }
    let told = |piece: &Fragment| piece.words >= TOLD && !piece.is_link() && addressee::tells(piece);
    let sums = |piece: &Fragment| names_a_sum(&piece.text) || names_a_sum_in_words(&piece.text);
    if pieces.iter().any(|piece| piece.scope.foreign() || told(piece) && !sums(piece)) {
        return None;
    }
    let prompts: Vec<SubscribePrompt> =
        pieces.iter().filter_map(|piece| SubscribePrompt::in_box(&piece.text, piece.words)).collect();
    if prompts.iter().any(|prompt| prompt.is_other() || prompt.leaves_some()) {
        return None;
    }
    // Below the article's own element stands what the house offers of all that it has.
    let article = doc
        .ancestors(fragments[last_text(fragments, at)?].node)
        .find(|id| doc.tag(*id) == Some(Tag::Article));
    let outside = article.is_some_and(|article| !doc.ancestors(head.node).any(|above| above == article));
    if outside && prompts.iter().any(SubscribePrompt::names_all) {
        return None;
    }
    let priced = pieces.iter().any(sums);
    let asked = prompts.iter().any(SubscribePrompt::sells);
    let controls = Controls::of(doc, holder, pieces);
    if controls.stories || controls.letters && !priced {
        return None;
    }
    // A paragraph by itself speaks of walls too; one that asks a price in a box of its own is none.
    let apart = last_text(fragments, at)
        .is_some_and(|text| doc.parent(fragments[text].node) != doc.parent(head.node));
    if pieces.len() == 1 && !(priced && apart) {
        return None;
    }
    (priced || asked || controls.doors > 0).then(|| {
        let account = prompts.iter().any(SubscribePrompt::registers);
        let pays = priced || prompts.iter().any(|prompt| prompt.pays() || prompt.locks());
        if account && !pays { Reason::Registration } else { Reason::Paywall }
    })
}

/// Where the paragraph stands behind which a fragment comes, or comes but for a label.
fn last_text(fragments: &[Fragment], at: usize) -> Option<usize> {
    let label = |piece: &Fragment| piece.words <= LABEL && !piece.is_link() && !piece.scope.foreign();
    let before = at.checked_sub(1)?;
    match is_text(&fragments[before]) {
        true => Some(before),
        false => before.checked_sub(1).filter(|text| label(&fragments[before]) && is_text(&fragments[*text])),
    }
}

/// The pieces of the box that a fragment opens, and the element that holds them: the largest small one that begins with it, else what is
/// left of the element that holds the paragraph before it, too.
fn pieces<'f>(doc: &Document, fragments: &'f [Fragment], at: usize) -> Option<(&'f [Fragment], NodeId)> {
    let head = &fragments[at];
    let begins = |holder: &NodeId| {
        let inside = inside(doc, fragments, *holder);
        let words: usize = inside.iter().take(PIECES + 1).map(|piece| piece.words).sum();
        let first = inside.first().is_some_and(|first| first.first == head.first);
        first && inside.len() <= PIECES && words <= BOX
    };
    let around = std::iter::once(head.node).chain(doc.ancestors(head.node)).take(LEVELS);
    let own = around
        .take_while(|id| !matches!(doc.tag(*id), Some(Tag::Body | Tag::Main)))
        .take_while(begins)
        .last();
    let own = own.map(|holder| (inside(doc, fragments, holder), holder));
    if let Some((pieces, holder)) = own.filter(|(pieces, _)| pieces.len() > 1) {
        return Some((pieces, holder));
    }
    let holder = super::common(doc, fragments[last_text(fragments, at)?].node, head.node)?;
    let end = doc.after(holder, doc.root());
    let rest = fragments[at..].iter().take_while(|piece| end.is_none_or(|end| piece.first < end));
    let rest = &fragments[at..at + rest.take(PIECES + 1).count()];
    let words: usize = rest.iter().map(|piece| piece.words).sum();
    if rest.len() <= PIECES && words <= BOX { Some((rest, holder)) } else { own }
}

/// What can be pressed or filled in between the first piece of a box and its end.
#[derive(Default)]
struct Controls {
    /// Links to where one subscribes or signs in.
    doors: usize,
    /// A link to another story.
    stories: bool,
    /// A field for an address, and none for a password.
    letters: bool,
}

impl Controls {
    fn of(doc: &Document, holder: NodeId, pieces: &[Fragment]) -> Self {
        let mut found = Self::default();
        let mut password = false;
        let first = pieces.first().map_or(holder, |piece| piece.node);
        let end = doc.after(holder, doc.root());
        let from = std::iter::successors(Some(first), |id| doc.following(*id, doc.root()));
        for id in from.take_while(|id| end.is_none_or(|end| *id < end)).take(NODES) {
            match doc.tag(id) {
                Some(Tag::A) => {
                    let href = doc.attr(id, "href").unwrap_or_default();
                    let slug = href.split(['?', '#']).next().unwrap_or_default();
                    let slug = slug.split('/').any(|part| part.matches('-').count() >= HYPHENS);
                    let picture = doc.descendants(id).take(8).any(|id| doc.tag(id) == Some(Tag::Img));
                    let door = is_door(href);
                    found.doors += usize::from(door);
                    found.stories |= slug || picture && !door;
                }
                Some(Tag::Input) => {
                    let kind = doc.attr(id, "type").unwrap_or_default();
                    found.letters |= kind.eq_ignore_ascii_case("email");
                    password |= kind.eq_ignore_ascii_case("password");
                }
                _ => {}
            }
        }
        let headline = |piece: &Fragment| piece.is_link() && piece.words >= HEADLINE;
        found.stories |= found.doors == 0 && pieces.iter().any(headline);
        found.letters &= !password;
        found
    }
}
