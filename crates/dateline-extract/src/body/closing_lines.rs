//! Last lines of a text that are none of it: what it is filed under, a label and links parted by commas, and where else the house is
//! followed.

use super::link_targets::{self, Target};
use super::segmentation::{Layout, NONE};
use super::stray_lines::is_bold;
use crate::text_fragment::invitation;
use dateline_html::Tag;
use dateline_model::WebUrl;

/// Words of such lines, in quarters, and of their label; links that tell it without a name for them; lines that are looked at.
const FILED: u32 = 4 * 40;
const FOLLOW: u32 = 4 * 30;
const LABEL: usize = 4;
const LINKS: usize = 2;
const LINES: usize = 4;
/// Words of a link to what is filed under the same.
const SUBJECT: usize = 5;
/// Words of the text before them, in quarters.
const TEXT: u32 = 4 * 60;
/// Elements around letters of a line that may be its link.
const AROUND: usize = 4;

/// Takes them out of the text, from its end on.
pub(super) fn leave_out(layout: &Layout<'_>, base: Option<&WebUrl>, keep: &mut [bool]) {
    let kept: Vec<usize> = (0..keep.len()).filter(|at| keep[*at]).collect();
    let words: u32 = kept.iter().map(|at| layout.segments[*at].count.words).sum();
    if words < TEXT {
        return;
    }
    let mut filed = false;
    for at in kept.into_iter().rev().take(LINES) {
        let names = is_filed(layout, at, base, filed) || is_filed_by_name(layout, at);
        if !names && !is_followed(layout, at) {
            return;
        }
        filed |= names;
        keep[at] = false;
    }
}

/// Whether a line is a label with a colon and links to pages of the house, parted by commas or bars.
fn is_filed(layout: &Layout<'_>, at: usize, base: Option<&WebUrl>, beside_another: bool) -> bool {
    let segment = &layout.segments[at];
    let elem = layout.elem_of(at);
    if segment.heading > 0 || segment.count.words > FILED || segment.count.links == 0 || elem.quote != NONE {
        return false;
    }
    let doc = layout.doc;
    let link = |leaf| doc.ancestors(leaf).take(AROUND).find(|node| doc.tag(*node) == Some(Tag::A));
    let mut pieces = layout.pieces(at).peekable();
    let mut label = String::new();
    while let Some((_, text)) = pieces.next_if(|(leaf, _)| link(*leaf).is_none()) {
        label.push_str(text.trim());
    }
    let is_label = label.ends_with([':', '：']) && (1..=LABEL).contains(&label.split_whitespace().count());
    let (mut links, mut named) = (0, false);
    for (leaf, text) in pieces {
        match link(leaf) {
            Some(link) => {
                links += 1;
                named |= doc.attr(link, "rel").is_some_and(|rel| rel.contains("tag"));
                if text.split_whitespace().count() > SUBJECT {
                    return false;
                }
            }
            None if text.chars().any(char::is_alphanumeric) => return false,
            None => {}
        }
    }
    let house = link_targets::of_line(layout, at, base).iter().all(|target| *target == Target::House);
    is_label && house && (links >= LINKS || links == 1 && (named || beside_another || is_subject(layout, at)))
}

/// What such labels say where no link tells it, in the languages of most pages.
const FILED_UNDER: &[&str] = &[
    "tags",
    "tag",
    "tagged",
    "tagged with",
    "filed under",
    "keywords",
    "key words",
    "schlagworte",
    "schlagwörter",
    "stichworte",
    "stichwörter",
    "mots-clés",
    "mots clés",
    "étiquettes",
    "etiquetas",
    "palabras clave",
    "palavras-chave",
    "parole chiave",
    "trefwoorden",
    "nyckelord",
    "etiketter",
    "nøkkelord",
    "nøgleord",
    "stikkord",
    "emneord",
    "avainsanat",
    "asiasanat",
    "tagi",
    "słowa kluczowe",
    "štítky",
    "klíčová slova",
    "kľúčové slová",
    "címkék",
    "kulcsszavak",
    "etichete",
    "cuvinte cheie",
    "oznake",
    "ključne riječi",
    "ključne besede",
    "теги",
    "метки",
    "ключевые слова",
    "ключові слова",
    "етикети",
    "ключови думи",
    "ознаке",
    "ετικέτες",
    "λέξεις-κλειδιά",
    "etiketler",
    "anahtar kelimeler",
    "وسوم",
    "الوسوم",
    "كلمات مفتاحية",
    "كلمات دلالية",
    "برچسب‌ها",
    "תגיות",
    "מילות מפתח",
    "टैग",
    "タグ",
    "キーワード",
    "标签",
    "关键词",
    "關鍵字",
    "標籤",
    "태그",
    "키워드",
    "từ khóa",
    "แท็ก",
];

/// Whether a line is one of these labels and a few words parted by commas.
fn is_filed_by_name(layout: &Layout<'_>, at: usize) -> bool {
    let segment = &layout.segments[at];
    let line = layout.line(at);
    let Some((label, rest)) = line.split_once([':', '：']) else { return false };
    let mut subjects = rest.trim_end_matches('.').split([',', '，', '、', '،', ';', '|', '#']);
    segment.heading == 0
        && segment.count.words <= FILED
        && FILED_UNDER.contains(&label.trim().to_lowercase().as_str())
        && subjects.all(|subject| subject.split_whitespace().count() <= SUBJECT)
}

/// Whether the address of a line's link is that of a list of what is filed under the same.
fn is_subject(layout: &Layout<'_>, at: usize) -> bool {
    let subjects = [
        "/tag",
        "/category/",
        "/topic",
        "/subject",
        "/thema",
        "/label",
        "/keyword",
        "/etiquet",
        "/c/",
        "/t/",
    ];
    link_targets::hrefs(layout, at).iter().any(|href| subjects.iter().any(|part| href.contains(part)))
}

/// Whether a line sends its reader to where else the house is.
fn is_followed(layout: &Layout<'_>, at: usize) -> bool {
    let segment = &layout.segments[at];
    let elem = layout.elem_of(at);
    if segment.heading > 0 || segment.count.words > FOLLOW || elem.quote != NONE || elem.item != NONE {
        return false;
    }
    let line = layout.line(at);
    let whole =
        || is_bold(layout, at) && segment.count.link_share() > 0.95 && invitation::names_a_network(line);
    invitation::closes(line) || whole()
}

#[cfg(test)]
mod tests {
    use crate::body::tests::below;

    #[test]
    fn last_lines_of_the_house_are_left_out() {
        for line in [
            "<p>Tags: <a href='/t/1'>mills</a>, <a href='/t/2'>boats</a></p>",
            "<p><strong>Schlagworte:</strong> <a href='/t/a'>Bahn</a> | <a href='/t/b'>Ehrenamt</a></p>",
            "<p>Теми: <a href='/t/a'>млин</a>, <a href='/t/b'>річка</a></p>",
            "<p>Tags: <a href='/x/1' rel=tag>mills</a></p><p>Filed under: <a href='/y/2'>Crafts</a></p>",
            "<p>Tagged: mills, old houses, boats</p>",
            "<p>Sigue a Diario de la Bahía en Facebook, X e Instagram.</p>",
            "<p>Följ Sörviks Tidning på Facebook.</p><p>Ämnen: <a href='/t/1'>kvarn</a>, <a href='/t/2'>båtar</a></p>",
            "<p><strong><a href='https://wa.example/c'>Son dakika haberleri için WhatsApp kanalımıza katılın.</a></strong></p>",
        ] {
            assert_eq!(below(line), Vec::<String>::new(), "{line}");
        }
    }

    #[test]
    fn last_lines_of_the_text_stay() {
        for line in [
            "<p>The figures come from the <a href='https://a.example/1'>register of mills</a> and from the <a href='https://b.example/2'>county of Pell</a>.</p>",
            "<p>The film about the mill and its eleven owners can be seen on YouTube from Friday on.</p>",
        ] {
            assert_eq!(below(line).len(), 1, "{line}");
        }
    }
}
