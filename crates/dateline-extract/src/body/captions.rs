//! Captions that are plain paragraphs: told by what their box is called, by a credit at their end, by a small table or list that
//! holds them with their picture.

use super::segmentation::{Layout, NONE, Segment};
use crate::text::words;
use crate::word_finder::AnyOf;
use dateline_html::{NodeId, Tag};
use std::sync::LazyLock;

/// Words of a caption, in quarters, and segments of the box that holds it.
const CAPTION: u32 = 4 * 70;
const CAPTION_PARTS: usize = 4;
/// Words of a table that holds a picture and its caption, in quarters.
const SMALL_TABLE: u32 = 4 * 40;
/// Words of a line that names who took a picture, in quarters.
const CREDIT: u32 = 4 * 45;

/// Captions of pictures that stand in no `<figure>`: for each the picture (an index of [`Layout::media`]) and a segment.
pub(crate) fn captions(layout: &Layout<'_>) -> Vec<(usize, usize)> {
    let mut found = Vec::new();
    for (at, media) in layout.media.iter().enumerate() {
        let next = media.before as usize;
        let is_picture =
            matches!(layout.doc.tag(media.node), Some(Tag::Img | Tag::Amp | Tag::Video | Tag::Iframe));
        let free = layout.elems[media.elem as usize].figure == NONE && next < layout.segments.len();
        if !is_picture
            || !free
            || layout.elem_of(next).figure != NONE
            || found.last().is_some_and(|(_, last)| *last >= next)
        {
            continue;
        }
        let (first, last) = caption_box(layout, media.elem, next);
        found.extend((first..last).map(|segment| (at, segment)));
    }
    found
}

/// The segments of the caption that begins at a segment right behind a picture; an empty range where it is none.
fn caption_box(layout: &Layout<'_>, holder: u32, next: usize) -> (usize, usize) {
    let segment = &layout.segments[next];
    let none = (next, next);
    if segment.heading > 0 || segment.count.words > CAPTION || segment.count.link_share() > 0.5 {
        return none;
    }
    for at in layout.above(segment.elem).take(3) {
        let elem = &layout.elems[at as usize];
        let (first, last) = (elem.first as usize, elem.last as usize);
        let words: u32 = layout.segments[first..last].iter().map(|segment| segment.count.words).sum();
        if first != next || last - first > CAPTION_PARTS || words > CAPTION {
            break;
        }
        if calls_caption(layout, elem.node) {
            return (first, last);
        }
    }
    let boxed = || picture_box(layout, holder, next);
    if let Some(range) =
        picture_table(layout, holder, next).or_else(|| picture_list(layout, holder, next)).or_else(boxed)
    {
        return range;
    }
    let leaves = &layout.leaves[segment.leaves.0 as usize..segment.leaves.1 as usize];
    let words = || leaves.iter().copied().filter(|leaf| !layout.doc.text(*leaf).trim().is_empty());
    // A caption that shares its line with the text is not all of it.
    let letters = |leaf: NodeId| layout.doc.text(leaf).trim().len();
    let named = |leaf: &NodeId| inline_name(layout, *leaf, segment.elem).is_some();
    let within = 2 * words().filter(named).map(letters).sum::<usize>() > words().map(letters).sum();
    let alone = segment.count.words <= CREDIT && credits_picture(layout.line(next));
    // Below its picture in one paragraph, and slanted or small as a whole.
    let set_apart = holder == segment.elem && words().all(|leaf| is_slanted(layout, leaf, segment.elem));
    if within || alone || set_apart { (next, next + 1) } else { none }
}

/// All the text of a table that holds a picture and hardly a word besides: old pages set their captions so.
fn picture_table(layout: &Layout<'_>, holder: u32, next: usize) -> Option<(usize, usize)> {
    let table = layout.elem_of(next).table;
    if table == NONE || layout.elems[holder as usize].table != table {
        return None;
    }
    let elem = &layout.elems[table as usize];
    let (first, last) = (elem.first as usize, elem.last as usize);
    let words: u32 = layout.segments[first..last].iter().map(|segment| segment.count.words).sum();
    (first == next && last - first <= 2 && words <= SMALL_TABLE).then_some((first, last))
}

/// Words of a line of a box that holds one picture, in quarters; lines of it; paragraphs beside it by which the text is known; boxes of
/// its design from which on each part of the text has one.
const BOXED: u32 = 4 * 25;
const BOXED_LINES: usize = 2;
const PARAGRAPHS: usize = 2;
const DESIGNS: usize = 3;
/// Nodes before and behind such a box that are looked at, and words of a paragraph.
const SIBLINGS: usize = 8;
const PARAGRAPH: usize = 12;

/// A line or two below the one picture of a box between paragraphs that have none.
fn picture_box(layout: &Layout<'_>, holder: u32, next: usize) -> Option<(usize, usize)> {
    let elem = &layout.elems[holder as usize];
    let (first, last) = (elem.first as usize, elem.last as usize);
    let lines = &layout.segments[first..last];
    let short = |segment: &Segment| {
        segment.heading == 0 && segment.count.words <= BOXED && segment.count.link_words == 0
    };
    if elem.tag != Tag::Div
        || first != next
        || !(1..=BOXED_LINES).contains(&lines.len())
        || !lines.iter().all(short)
    {
        return None;
    }
    let pictures = layout.doc.descendants(elem.node).filter(|node| layout.doc.tag(*node) == Some(Tag::Img));
    let doc = layout.doc;
    let before =
        std::iter::successors(doc.prev_sibling(elem.node), |node| doc.prev_sibling(*node)).take(SIBLINGS);
    let behind =
        std::iter::successors(doc.next_sibling(elem.node), |node| doc.next_sibling(*node)).take(SIBLINGS);
    let beside: Vec<NodeId> = before.chain(behind).collect();
    let is_paragraph =
        |node: &&NodeId| doc.tag(**node) == Some(Tag::P) && words(&doc.collect_text(**node)) >= PARAGRAPH;
    let is_alike = |node: &&NodeId| {
        doc.tag(**node) == Some(Tag::Div) && doc.attr(**node, "class") == doc.attr(elem.node, "class")
    };
    let is_part = beside.iter().filter(is_alike).count() + 1 >= DESIGNS;
    let known = beside.iter().filter(is_paragraph).take(PARAGRAPHS).count() == PARAGRAPHS;
    (pictures.take(2).count() == 1 && !is_part && known).then_some((first, last))
}

/// Words of a list of terms that holds a picture and its caption, in quarters, and elements above a line that may be one.
const SMALL_LIST: u32 = 4 * 25;
const LIST_LEVELS: usize = 3;

/// All the text of a small list of terms that holds a picture: it says what is seen, and who took it.
fn picture_list(layout: &Layout<'_>, holder: u32, next: usize) -> Option<(usize, usize)> {
    let is_list = |elem: &u32| layout.elems[*elem as usize].tag == Tag::Dl;
    let list = layout.above(layout.segments[next].elem).take(LIST_LEVELS).find(is_list)?;
    let pictured = holder == list || layout.above(holder).take(LIST_LEVELS).any(|elem| elem == list);
    let elem = &layout.elems[list as usize];
    let (first, last) = (elem.first as usize, elem.last as usize);
    let words: u32 = layout.segments[first..last].iter().map(|segment| segment.count.words).sum();
    (pictured && first == next && words <= SMALL_LIST).then_some((first, last))
}

/// Whether the name of an element says that it is a caption. Names that only speak of pictures do not.
fn calls_caption(layout: &Layout<'_>, node: NodeId) -> bool {
    layout.doc.attr(node, "class").is_some_and(|class| CAPTIONS.stands_in_name(class))
}

/// What captions are called.
static CAPTIONS: LazyLock<AnyOf> = LazyLock::new(|| {
    AnyOf::of(&[
        "caption",
        "imgcap",
        "img-cap",
        "img_cap",
        "img_desc",
        "img-desc",
        "imgdesc",
        "image-desc",
        "photo-desc",
        "pic-desc",
        "credit",
        "cutline",
        "legend",
        "bildunterschrift",
        "bildtext",
        "legende",
        "pie-de-foto",
        "pie-foto",
        "piefoto",
        "pie_foto",
        "didascalia",
    ])
});

/// The element within a line, around its first words, that is called a caption.
fn inline_name(layout: &Layout<'_>, leaf: NodeId, elem: u32) -> Option<NodeId> {
    let block = layout.elems[elem as usize].node;
    layout
        .doc
        .ancestors(leaf)
        .take(6)
        .take_while(|node| *node != block)
        .find(|node| calls_caption(layout, *node))
}

fn is_slanted(layout: &Layout<'_>, leaf: NodeId, elem: u32) -> bool {
    let block = layout.elems[elem as usize].node;
    let mut around = layout.doc.ancestors(leaf).take(6).take_while(|node| *node != block);
    around.any(|node| matches!(layout.doc.tag(node), Some(Tag::Em | Tag::I | Tag::Small)))
}

/// Letters of a Chinese line that ends in who made a picture.
const CHINESE_CREDIT: usize = 60;

/// Whether a line ends in who took a picture: `(Photo: Ann Lee)`, `Foto: dpa`, `© AFP`, `本报记者 摄`, `供图`.
fn credits_picture(text: &str) -> bool {
    let chinese = text.trim_end().trim_end_matches(['）', ')']).ends_with(['摄', '攝', '图', '圖']);
    if chinese && text.chars().count() <= CHINESE_CREDIT {
        return true;
    }
    if !CREDITS.stands_in(text) {
        return false;
    }
    let lower = text.to_lowercase();
    MARKS.iter().any(|mark| {
        lower.rfind(mark).is_some_and(|at| {
            let behind = lower[at + mark.len()..].split_whitespace().count();
            let begins = at == 0 || !lower[..at].ends_with(char::is_alphabetic);
            behind <= 8 && (begins || mark.starts_with('/'))
        })
    })
}

static CREDITS: LazyLock<AnyOf> = LazyLock::new(|| AnyOf::of(MARKS));

/// What stands before or is the name of who took a picture.
const MARKS: &[&str] = &[
    "photo:",
    "photo :",
    "photo by ",
    "foto:",
    "fotos:",
    "bild:",
    "image:",
    "credit:",
    "picture:",
    "photograph:",
    "foto di ",
    "zdj.",
    "fot.",
    "фото:",
    "fotoğraf:",
    "படம்:",
    "फोटो:",
    "ছবি:",
    "تصویر:",
    "عکس:",
    "صورة:",
    "ảnh:",
    "ภาพ:",
    "kuva:",
    "foto ihsan",
    "nuotr.",
    "φωτο:",
    "φωτ.",
    "φωτογραφία:",
    "צילום:",
    "写真：",
    "写真=",
    "사진=",
    "图：",
    "(ap photo",
    "getty images",
    "/afp",
    "/reuters",
    "/dpa",
    "/ap)",
    "© ",
];

#[cfg(test)]
mod tests {
    use super::*;
    use crate::body::tests::between;

    #[test]
    fn lines_below_the_picture_of_a_box_are_its_caption() {
        let more = "<p>Eleven people bought the ruin for one pound each and have pumped the cellar dry since, while the heirs went to court.</p>";
        for boxed in [
            "<div class=im><img src='/i/faro.jpg' width=900 height=600 alt=''><div>La farera en lo alto de la torre, el lunes.</div><div>Foto: Ramón Iriarte</div></div>",
            "<div class=foto><img src='/i/faro.jpg' width=900 height=600 alt=''><p>La torre vista desde el muelle. / RAMÓN IRIARTE</p></div>",
        ] {
            let blocks = between(&format!("{boxed}{more}"));
            assert!(blocks.len() == 2 && blocks[0].starts_with("F "), "{boxed}: {blocks:?}");
        }
        let parts = "<div class=part><img src='/i/1.jpg' width=900 height=600 alt=''><p>The wheel turns again.</p></div><div class=part><img src='/i/2.jpg' width=900 height=600 alt=''><p>The saw has new teeth.</p></div><div class=part><img src='/i/3.jpg' width=900 height=600 alt=''><p>The roof waits for the birds.</p></div>";
        assert!(between(&format!("{parts}{more}")).len() > 4, "{:?}", between(&format!("{parts}{more}")));
    }

    #[test]
    fn credits_stand_at_the_end() {
        for text in [
            "The mill in May. (Photo: Ann Lee, Pell Pictures)",
            "Die Mühle im Mai. Foto: dpa",
            "The mill © Ann Lee",
            "Boats on the quay/Reuters",
        ] {
            assert!(credits_picture(text), "{text}");
        }
        for text in [
            "He took a photo by the mill that showed the whole of the old yard and the two boats",
            "The county telephoto: a lens",
        ] {
            assert!(!credits_picture(text), "{text}");
        }
    }
}
