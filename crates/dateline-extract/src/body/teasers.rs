//! Teasers of other stories within a text: `Read also: …`, `Auch interessant`, a box that is a link to another article.
//! Told by shape: a short paragraph of a label and one link that makes up the rest, or a label and the links below it.

use super::segmentation::{Elem, Layout, NONE};
use crate::class_hints::ClassHints;
use crate::lexicon::{self, Class};
use crate::prefix_search::Stems;
use dateline_html::Tag;
use std::sync::LazyLock;

/// Words of a teaser, in quarters, and of its label.
const TEASER: u32 = 4 * 40;
const LABEL: usize = 6;
const LABEL_WORDS: u32 = 4 * 6;
/// Lines below a label that may be its teasers.
const BELOW: usize = 8;

/// Labels before teasers, lower case, in the languages of most pages. A colon or a link must follow.
const LABELS: &[&str] = &[
    "read also",
    "read more",
    "also read",
    "see also",
    "read next",
    "related",
    "related story",
    "related stories",
    "related topics",
    "more on this",
    "more on this story",
    "you may also like",
    "you might also like",
    "recommended",
    "don't miss",
    "keep reading",
    "read this",
    "further reading",
    "explainer",
    "in case you missed it",
    "read the full story",
    "watch",
    "listen",
    "more from",
    "read",
    "auch interessant",
    "lesen sie auch",
    "lesen sie mehr",
    "mehr zum thema",
    "lesetipp",
    "das könnte sie auch interessieren",
    "passend zum thema",
    "siehe auch",
    "mehr dazu",
    "zum thema",
    "weiterlesen",
    "empfohlener artikel",
    "lies auch",
    "lesen sie hier",
    "à lire aussi",
    "lire aussi",
    "à lire également",
    "lire également",
    "à voir aussi",
    "voir aussi",
    "sur le même sujet",
    "à lire",
    "lea también",
    "lee también",
    "leer más",
    "te puede interesar",
    "también te puede interesar",
    "ver también",
    "más información",
    "noticias relacionadas",
    "no te pierdas",
    "le puede interesar",
    "relacionado",
    "leia também",
    "leia mais",
    "veja também",
    "saiba mais",
    "leia ainda",
    "confira também",
    "leggi anche",
    "da leggere",
    "vedi anche",
    "approfondisci",
    "potrebbe interessarti",
    "lees ook",
    "lees meer",
    "bekijk ook",
    "lees verder",
    "läs också",
    "läs även",
    "läs mer",
    "les også",
    "les mer",
    "læs også",
    "læs mere",
    "lue myös",
    "lue lisää",
    "katso myös",
    "czytaj też",
    "czytaj także",
    "czytaj więcej",
    "przeczytaj",
    "więcej na ten temat",
    "více k tématu",
    "viac k téme",
    "zobacz też",
    "zobacz także",
    "przeczytaj także",
    "přečtěte si také",
    "čtěte také",
    "čtěte též",
    "mohlo by vás zajímat",
    "prečítajte si",
    "čítajte tiež",
    "olvassa el",
    "ez is érdekelheti",
    "kapcsolódó cikkünk",
    "citește și",
    "citeşte şi",
    "vezi și",
    "pročitajte još",
    "čitajte još",
    "pročitajte i",
    "preberite tudi",
    "прочетете още",
    "вижте още",
    "читайте также",
    "читать также",
    "смотрите также",
    "по теме",
    "читайте також",
    "більше за темою",
    "більше по темі",
    "больше по теме",
    "ещё по теме",
    "еще по теме",
    "más sobre este tema",
    "mais sobre o tema",
    "sullo stesso argomento",
    "meer over dit onderwerp",
    "lisää aiheesta",
    "mer om ämnet",
    "konuyla ilgili",
    "дивіться також",
    "διαβάστε επίσης",
    "δείτε επίσης",
    "ilgili haber",
    "bunları da okuyun",
    "bakmadan geçme",
    "ayrıca okuyun",
    "اقرأ أيضا",
    "اقرأ أيضاً",
    "إقرأ أيضا",
    "شاهد أيضا",
    "شاهد",
    "اقرأ",
    "смотрите",
    "читайте",
    "voir",
    "mira",
    "guarda",
    "קראו גם",
    "ראו גם",
    "baca juga",
    "lihat juga",
    "xem thêm",
    "đọc thêm",
    "อ่านเพิ่มเติม",
    "あわせて読みたい",
    "関連記事",
    "こちらも",
    "相关阅读",
    "相关新闻",
    "延伸阅读",
    "延伸閱讀",
    "相關新聞",
    "관련기사",
    "관련 기사",
    "함께 읽기",
    "यह भी पढ़ें",
    "ये भी पढ़ें",
    "বিস্তারিত",
    "আরও পড়ুন",
    "soma pia",
    "skaitykite taip pat",
    "lasi arī",
    "loe ka",
];

static STEMS: LazyLock<Stems> = LazyLock::new(|| Stems::of(LABELS.iter().copied()));

/// Words of a headline behind a label.
const HEADLINE: usize = 4;

/// Takes teasers out of the text.
pub(crate) fn leave_out(layout: &Layout<'_>, keep: &mut [bool]) {
    for at in 0..keep.len() {
        let segment = &layout.segments[at];
        if !keep[at] || segment.count.words > TEASER || segment.count.words == 0 {
            continue;
        }
        let text = layout.line(at);
        match label(text) {
            Some(rest)
                if !rest.is_empty()
                    && (is_mostly_link(layout, at, rest) || is_headline(layout, at, rest)) =>
            {
                keep[at] = false;
            }
            Some("") => label_alone(layout, at, keep),
            _ => keep[at] = !is_linked_box(layout, at) && !is_labelled_link(layout, at),
        }
    }
    leave_boxes_out(layout, keep);
    leave_cards_out(layout, keep);
}

/// Takes out what small boxes say that a label and a link open, whatever was taken for text of them.
fn leave_boxes_out(layout: &Layout<'_>, keep: &mut [bool]) {
    for at in 0..keep.len().saturating_sub(2) {
        let words = |at: usize| layout.segments[at].count.words;
        let opens = !keep[at]
            && !keep[at + 1]
            && layout.segments[at].heading == 0
            && (1..=LABEL_WORDS).contains(&words(at));
        if !opens || layout.segments[at + 1].count.link_share() < 0.75 || words(at + 1) > TEASER {
            continue;
        }
        let end = box_of(layout, at);
        if end > at && keep[at..end].contains(&true) && label(layout.line(at)) == Some("") {
            keep[at..end].fill(false);
        }
    }
}

/// Words of a card, in quarters, and levels above a line that may be its card.
const CARD: u32 = 4 * 60;
const CARD_LEVELS: usize = 6;

/// Takes out what small cards of other stories say, told by their name and a headline that is a link; not where most of the text
/// stands in such cards.
fn leave_cards_out(layout: &Layout<'_>, keep: &mut [bool]) {
    let in_card: Vec<bool> = (0..keep.len()).map(|at| keep[at] && is_in_card(layout, at)).collect();
    let words = |wanted: bool| -> u32 {
        let kept = (0..keep.len()).filter(|at| keep[*at] && in_card[*at] == wanted);
        kept.map(|at| layout.segments[at].count.words).sum()
    };
    if words(true) < words(false) {
        keep.iter_mut().zip(&in_card).for_each(|(keep, card)| *keep &= !card);
    }
}

fn is_in_card(layout: &Layout<'_>, at: usize) -> bool {
    let above = layout.above(layout.segments[at].elem).take(CARD_LEVELS);
    let within = |elem: &Elem| {
        let around = (elem.parent != NONE).then(|| layout.above(elem.parent)).into_iter().flatten();
        around.into_iter().any(|at| layout.elems[at as usize].tag == Tag::Article)
    };
    let is_card = |elem: &&Elem| elem.own.has(ClassHints::TEASER) || elem.tag == Tag::Article && within(elem);
    let mut cards = above.map(|elem| &layout.elems[elem as usize]).filter(is_card);
    cards.any(|card| {
        let inside = &layout.segments[card.first as usize..card.last as usize];
        let level = if card.own.has(ClassHints::TEASER) { 1 } else { 2 };
        let headed = inside.iter().any(|segment| segment.heading > level && segment.count.link_share() > 0.5);
        headed && inside.iter().map(|segment| segment.count.words).sum::<u32>() <= CARD
    })
}

/// What stands behind a label at the beginning of a line; nothing where the line begins with none.
fn label(text: &str) -> Option<&str> {
    let text = text.trim_start_matches(|c: char| !c.is_alphanumeric());
    let lower = text.to_lowercase();
    let mut known = None;
    STEMS.at(lower.as_bytes(), 0, |_, length| known = known.max(Some(length)));
    let known = known?;
    // Lower case of another length than the text's is of no script in which places differ.
    let rest = text.get(known..).filter(|_| lower.len() == text.len())?;
    let ends = rest.chars().next().is_none_or(|c| !c.is_alphanumeric());
    // One word alone opens many a sentence: a colon must follow it.
    let ends = ends && (rest.is_empty() || text[..known].contains(' ') || !rest.starts_with(' '));
    ends.then(|| rest.trim_start_matches(|c: char| !c.is_alphanumeric() && !matches!(c, '"' | '“' | '«')))
}

/// Whether what stands behind a label is a link as good as a whole.
fn is_mostly_link(layout: &Layout<'_>, at: usize, rest: &str) -> bool {
    let segment = &layout.segments[at];
    let words = rest.split_whitespace().count().max(1);
    #[expect(clippy::cast_precision_loss, reason = "a line has few words")]
    let linked = segment.count.link_words as f32 / 4.0 / words as f32;
    (1..=3).contains(&segment.count.links) && linked >= 0.8
}

/// Whether what stands behind a label of two words or more and a colon is a headline without its link: no sentence.
fn is_headline(layout: &Layout<'_>, at: usize, rest: &str) -> bool {
    let segment = &layout.segments[at];
    let text = layout.line(at);
    let label = text[..text.len() - rest.len()].trim_end();
    segment.heading == 0
        && segment.count.stops == 0
        && label.ends_with([':', '：'])
        && (label.contains(' ') || !label.is_ascii())
        && rest.split_whitespace().count() >= HEADLINE
        && !crate::text::ends_sentence(rest)
}

/// A line of its own that is a few words, a colon and a headline that leads to another page of the house: a label in a language that
/// the table does not hold.
fn is_labelled_link(layout: &Layout<'_>, at: usize) -> bool {
    let segment = &layout.segments[at];
    let text = layout.line(at);
    if segment.count.links != 1 || segment.count.stops > 0 || segment.heading > 0 {
        return false;
    }
    let elem = layout.elem_of(at);
    let Some((label, rest)) = text.split_once(':').filter(|_| elem.item == NONE && elem.quote == NONE) else {
        return false;
    };
    let link = layout.doc.descendants(elem.node).find(|node| layout.doc.tag(*node) == Some(Tag::A));
    let href = link.and_then(|link| layout.doc.attr(link, "href")).unwrap_or_default();
    let own = href.starts_with('/') && !href.starts_with("//");
    let words = |text: &str| text.split_whitespace().count();
    own && (1..=LABEL).contains(&words(label)) && words(rest) >= HEADLINE && is_mostly_link(layout, at, rest)
}

/// A line that is a label and nothing else, with the links right below it. A heading of a part of the text stays: no link
/// follows.
fn label_alone(layout: &Layout<'_>, at: usize, keep: &mut [bool]) {
    let linked = |at: usize| {
        layout.segments[at].count.link_share() > 0.75 && layout.segments[at].count.words <= TEASER
    };
    let end = (at + 1..keep.len().min(at + 1 + BELOW))
        .find(|next| !linked(*next))
        .unwrap_or(keep.len().min(at + 1 + BELOW));
    let own_link = linked(at) && layout.line(at).split_whitespace().count() > LABEL;
    if end > at + 1 || own_link {
        let boxed = end > at + 1 && layout.segments[at].heading == 0;
        let end = if boxed { end.max(box_of(layout, at)) } else { end };
        keep[at..end].fill(false);
    }
}

/// Where the small box ends that a label opens: what stands below the link in it tells of the other story.
fn box_of(layout: &Layout<'_>, at: usize) -> usize {
    let above =
        layout.above(layout.segments[at].elem).take(BOX_LEVELS).map(|elem| &layout.elems[elem as usize]);
    let small = |elem: &&Elem| {
        let inside = &layout.segments[elem.first as usize..elem.last as usize];
        elem.first as usize == at && inside.iter().map(|segment| segment.count.words).sum::<u32>() <= CARD
    };
    above.take_while(small).last().map_or(at, |elem| elem.last as usize)
}

/// Levels above a label at which its box is.
const BOX_LEVELS: usize = 4;

/// A box within the text that is a link to another article as a whole: with a picture or a heading in it, or called a
/// teaser by its name or by the words over it.
fn is_linked_box(layout: &Layout<'_>, at: usize) -> bool {
    let segment = &layout.segments[at];
    if segment.count.link_share() < 0.95 || segment.count.words < 4 * 3 {
        return false;
    }
    let teasing = segment.hints.has(ClassHints::RELATED.with(ClassHints::TEASER).with(ClassHints::PROMO));
    let doc = layout.doc;
    let elem = layout.elem_of(at);
    let around = doc.ancestors(elem.node).take(4).chain(std::iter::once(elem.node));
    let boxed = around.into_iter().any(|node| doc.tag(node) == Some(Tag::A));
    let first = layout.media.partition_point(|media| (media.before as usize) < at);
    let mut here = layout.media[first..].iter().take_while(|media| media.before as usize == at);
    let pictured = here.any(|media| media.elem == segment.elem);
    let listed = elem.item != NONE;
    let says = || lexicon::hits(layout.line(at)).iter().any(|hit| hit.class == Class::Related);
    !listed && (teasing && (boxed || pictured) || says())
}

#[cfg(test)]
mod tests {
    use crate::body::tests::between;

    #[test]
    fn teasers_within_a_text_are_left_out() {
        for teaser in [
            "<p><strong>Read also:</strong> <a href='/a'>Harbour dredging delayed until the eels have left</a></p>",
            "<p>Lesen Sie auch: <a href='/a'>Hafen wird erst nach den Aalen ausgebaggert</a></p>",
            "<p>» À lire aussi : <a href='/a'>Le dragage du port attend le départ des anguilles</a></p>",
            "<p><a href='/a'>Leia também: Dragagem do porto espera as enguias</a></p>",
            "<p>Читайте также: <a href='/a'>Углубление порта отложено до ухода угрей</a></p>",
            "<p>あわせて読みたい：<a href='/a'>港の浚渫、うなぎが去るまで延期</a></p>",
            "<div><p>Auch interessant</p><ul><li><a href='/a'>Hafen wird erst nach den Aalen ausgebaggert</a></li><li><a href='/b'>Rat erhöht die Steuer um vier Prozent</a></li></ul></div>",
            "<h3>Lees ook</h3><p><a href='/a'>Haven pas na de palingen uitgebaggerd</a></p>",
        ] {
            assert_eq!(between(teaser), Vec::<String>::new(), "{teaser}");
        }
    }

    #[test]
    fn text_with_links_stays() {
        for (text, wanted) in [
            (
                "<p>Read the minutes of the <a href='/m'>council's meeting</a>, which go on for forty pages and name everyone who spoke.</p>",
                1,
            ),
            (
                "<p>The county's engineer wrote a <a href='/m'>report on the roof and the chimney</a> that nobody on the council had read.</p>",
                1,
            ),
            (
                "<h3>Further reading</h3><p>The county's engineer wrote a report on the roof and the chimney that nobody had read.</p>",
                2,
            ),
        ] {
            assert_eq!(between(text).len(), wanted, "{text}: {:?}", between(text));
        }
    }
}
