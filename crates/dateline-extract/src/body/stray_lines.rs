//! Lines that stand beside the text although the decision took them for it: messages of forms, links to edit a section, labels of
//! advertising, the day.

use super::segmentation::{Layout, NONE};
use crate::class_hints::ClassHints;
use crate::date;
use crate::text::{ORIGIN, ends_sentence, letters};
use dateline_html::{NodeId, NodeKind, Tag};

/// Names of boxes that hold a form.
const FORMS: ClassHints = ClassHints::FORM.with(ClassHints::NEWSLETTER);
/// Words of a form with its messages, in quarters.
const FORM: u32 = 4 * 60;
/// Words of a box with a button that signs up for letters, in quarters.
const SIGN_UP: u32 = 4 * 40;
/// Words of a line that asks for keys to be pressed, of a line with the day and of one with days of two kinds, in quarters.
const KEYS: u32 = 4 * 30;
const DAY: u32 = 4 * 8;
const DAYS: u32 = 4 * 14;
/// Lines before the text among which the day may stand.
const HEAD: usize = 4;
/// Words of a line of links behind the text, in quarters.
const TOOLS: u32 = 4 * 12;
/// Words of a link to the rest, in quarters.
const REST: u32 = 4 * 10;
/// Words of a page's footer that were taken for text, in quarters.
const FOOTER: u32 = 4 * 20;

/// Takes out of the text what forms say and the links to edit a section.
pub(crate) fn leave_out(layout: &Layout<'_>, keep: &mut [bool]) {
    let mut done = 0;
    for elem in &layout.elems {
        let (first, last) = (elem.first as usize, elem.last as usize);
        if first < done || first == last || !(elem.tag == Tag::Form || elem.own.has(FORMS)) {
            continue;
        }
        let words: u32 = layout.segments[first..last].iter().map(|segment| segment.count.words).sum();
        let signs_up =
            elem.own.has(ClassHints::NEWSLETTER) && words <= SIGN_UP && has_button(layout, elem.node);
        if signs_up || words <= FORM && has_controls(layout, elem.node) {
            keep[first..last].fill(false);
            done = last;
        }
    }
    for (at, keep) in keep.iter_mut().enumerate().filter(|(_, keep)| **keep) {
        *keep = !is_edit_link(layout, at) && !is_advert_label(layout, at) && !asks_for_keys(layout, at);
    }
    leave_editor_out(layout, keep);
    leave_reading_time_out(layout, keep);
    leave_origin_out(layout, keep);
    leave_tools_out(layout, keep);
    leave_day_out(layout, keep);
    leave_continuation_out(layout, keep);
    leave_footer_out(layout, keep);
}

/// Takes out what stands in the page's own footer, behind a text that stands outside of it: beside a report of one sentence its lines
/// weigh as much as the report.
fn leave_footer_out(layout: &Layout<'_>, keep: &mut [bool]) {
    let footed: Vec<bool> =
        (0..keep.len()).map(|at| keep[at] && is_in_footer(layout, layout.segments[at].elem)).collect();
    let words = |wanted: bool| -> u32 {
        let kept = (0..keep.len()).filter(|at| keep[*at] && footed[*at] == wanted);
        kept.map(|at| layout.segments[at].count.words).sum()
    };
    if words(true) > 0 && words(true) <= FOOTER.max(words(false) / 4) && words(false) > 0 {
        keep.iter_mut().zip(&footed).for_each(|(keep, footed)| *keep &= !footed);
    }
}

/// Whether an element stands in a `<footer>` that is no article's and no quotation's.
fn is_in_footer(layout: &Layout<'_>, elem: u32) -> bool {
    let mut above = layout.above(elem).map(|at| layout.elems[at as usize].tag);
    above.any(|tag| tag == Tag::Footer)
        && !above.any(|tag| matches!(tag, Tag::Article | Tag::Blockquote | Tag::Main))
}

/// Words that a headline may have more than the title: a badge.
const BADGE: usize = 3;

/// Words of a paragraph that is the title once more, in quarters.
const TITLE: u32 = 4 * 3;

/// Takes the headline out of the text where it stands before it: it is the article's title, or that with a badge beside it.
pub(crate) fn leave_title_out(layout: &Layout<'_>, title: Option<&str>, keep: &mut [bool]) {
    let Some(first) = keep.iter().position(|keep| *keep) else { return };
    let is_title = |title: &str| {
        let line = layout.line(first);
        let more = crate::text::words(line).saturating_sub(crate::text::words(title));
        let (title, line) = (letters(title), letters(line));
        let badged = more <= BADGE && (line.starts_with(&title) || line.ends_with(&title));
        !title.is_empty() && if layout.segments[first].heading == 1 { badged } else { line == title }
    };
    let headed = layout.segments[first].heading > 0;
    let words = |at: usize| layout.segments[at].count.words;
    // Old pages write the headline as a paragraph in bold or large letters.
    let written = || {
        words(first) >= TITLE
            && (first + 1..keep.len()).filter(|at| keep[*at]).map(words).sum::<u32>() > words(first) * 2
    };
    if title.is_some_and(is_title) && (headed || written()) {
        keep[first] = false;
    }
    leave_repeated_out(layout, keep);
}

/// Words of a standfirst, in quarters.
const STANDFIRST: u32 = 4 * 6;

/// Takes out the first line where the second one says the same: a standfirst that stands below the headline and opens the text too.
fn leave_repeated_out(layout: &Layout<'_>, keep: &mut [bool]) {
    let mut kept = (0..keep.len()).filter(|at| keep[*at]);
    let (Some(first), Some(second)) = (kept.next(), kept.next()) else { return };
    if layout.segments[first].count.words >= STANDFIRST
        && letters(layout.line(first)) == letters(layout.line(second))
    {
        keep[first] = false;
    }
}

/// Whether a box is a form that is filled in: it has fields, or a button beside another element.
fn has_controls(layout: &Layout<'_>, node: NodeId) -> bool {
    let doc = layout.doc;
    doc.descendants(node).take(400).any(|id| match doc.kind(id) {
        NodeKind::Element(Tag::Input) => {
            doc.attr(id, "type").is_none_or(|kind| !kind.eq_ignore_ascii_case("hidden"))
        }
        NodeKind::Element(tag) => matches!(tag, Tag::Textarea | Tag::Select),
        _ => false,
    })
}

/// `[edit]`, `[ Bearbeiten | Quelltext bearbeiten ]`: links in brackets and nothing else.
fn is_edit_link(layout: &Layout<'_>, at: usize) -> bool {
    let segment = &layout.segments[at];
    let few = segment.count.words <= 4 * 5 && segment.count.links > 0 && segment.count.link_share() > 0.5;
    segment.first_char == '[' && segment.last_char == ']' && few && segment.count.digits == 0
}

fn has_button(layout: &Layout<'_>, node: NodeId) -> bool {
    layout.doc.descendants(node).take(200).any(|id| layout.doc.tag(id) == Some(Tag::Button))
}

/// "Found a mistake? Select it and press Ctrl + Enter": the keys are called so in every language.
fn asks_for_keys(layout: &Layout<'_>, at: usize) -> bool {
    let line = layout.line(at);
    layout.segments[at].count.words <= KEYS && line.contains("Ctrl") && line.contains("Enter")
}

/// Letters of a line that says who edited an article, and what such lines call it.
const EDITED: usize = 50;
const EDITORS: &[&str] = &["责任编辑", "責任編輯", "责编", "責編", "编辑：", "編輯：", "本文来源", "稿源"];

/// Takes out a last line of China's press that says who edited the article and where it comes from.
fn leave_editor_out(layout: &Layout<'_>, keep: &mut [bool]) {
    let Some(last) = keep.iter().rposition(|keep| *keep) else { return };
    let line = layout.line(last).trim_start_matches(['（', '(', '【', '[', ' ', '\u{3000}']);
    if line.chars().count() <= EDITED && EDITORS.iter().any(|label| line.starts_with(label)) {
        keep[last] = false;
    }
}

/// Takes out how long reading takes, where that is one of the first lines.
fn leave_reading_time_out(layout: &Layout<'_>, keep: &mut [bool]) {
    let head: Vec<usize> = (0..keep.len()).filter(|at| keep[*at]).take(HEAD).collect();
    for at in head.into_iter().filter(|at| layout.segments[*at].heading == 0) {
        keep[at] = !is_reading_time(layout.line(at));
    }
}

/// Takes the day out of the text where it stands as a line before the first paragraph, with the labels before it.
fn leave_day_out(layout: &Layout<'_>, keep: &mut [bool]) {
    let head: Vec<usize> = (0..keep.len()).filter(|at| keep[*at]).take(HEAD).collect();
    let is_day = |at: &usize| {
        let mut parts =
            layout.line(*at).split(['•', '|', '·']).map(str::trim).filter(|part| !part.is_empty());
        layout.segments[*at].count.digits >= 3 && parts.all(is_only_a_day)
    };
    let is_short = |at: &usize| {
        let words = layout.segments[*at].count.words;
        layout.segments[*at].heading == 0 && (words <= DAY || words <= DAYS && is_day(at))
    };
    let head: Vec<usize> = head.into_iter().take_while(is_short).collect();
    if let Some(day) = head.iter().rposition(is_day) {
        head[..=day].iter().for_each(|at| keep[*at] = false);
    }
}

/// Letters that may stand beside a day: the month, the time, a word or two that say which day it is.
const LETTERS: usize = 24;

fn is_only_a_day(line: &str) -> bool {
    let letters = line.chars().filter(|c| c.is_alphabetic()).count();
    letters <= LETTERS && !ends_sentence(line) && date::in_prose(line).is_some()
}

/// Words of a line that says how long reading takes.
const READING_TIME: usize = 7;

/// `Temps de lecture 4 min.`, `3 min read`: a few words, and minutes.
fn is_reading_time(line: &str) -> bool {
    let words: Vec<&str> =
        line.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).collect();
    let counted = words.windows(2).any(|pair| {
        let minutes = pair[1].to_lowercase();
        pair[0].parse::<u16>().is_ok()
            && ["min", "mins", "minute", "minutes", "minuten", "minuti", "minutos", "мин", "хв", "dk"]
                .contains(&minutes.as_str())
    });
    words.len() <= READING_TIME && counted
}

/// Takes out a last line that says between two links where a post comes from.
fn leave_origin_out(layout: &Layout<'_>, keep: &mut [bool]) {
    let Some(last) = keep.iter().rposition(|keep| *keep) else { return };
    let count = &layout.segments[last].count;
    if count.links == 2
        && count.words <= 2 * TOOLS
        && ORIGIN.iter().any(|words| layout.line(last).contains(words))
    {
        keep[last] = false;
    }
}

/// Takes out last lines that are nothing but several links: print, send, comments, tags.
fn leave_tools_out(layout: &Layout<'_>, keep: &mut [bool]) {
    let is_tools = |at: usize| {
        let segment = &layout.segments[at];
        segment.heading == 0
            && segment.count.links >= 2
            && segment.count.words <= TOOLS
            && segment.count.link_share() > 0.8
            && layout.elem_of(at).item == NONE
            && !ends_sentence(layout.line(at))
    };
    while let Some(last) = keep.iter().rposition(|keep| *keep).filter(|last| is_tools(*last)) {
        keep[last] = false;
    }
}

/// Takes out of the text a last line that is a link to the rest, behind a paragraph that ends in dots.
fn leave_continuation_out(layout: &Layout<'_>, keep: &mut [bool]) {
    let mut kept = (0..keep.len()).rev().filter(|at| keep[*at]);
    let (Some(last), Some(before)) = (kept.next(), kept.next()) else { return };
    let segment = &layout.segments[last];
    let cut = layout.line(before).trim_end_matches([' ', ']', '[']);
    if segment.heading == 0
        && segment.count.words <= REST
        && segment.count.link_share() > 0.8
        && (cut.ends_with('…') || cut.ends_with("...") && !cut.ends_with("...."))
    {
        keep[last] = false;
    }
}

/// What stands over advertising, in many languages.
const ADVERT_LABELS: &[&str] = &[
    "ad",
    "ads",
    "advertisement",
    "advertisements",
    "anzeige",
    "werbung",
    "publicité",
    "publicidad",
    "pubblicità",
    "publicidade",
    "advertentie",
    "reklama",
    "reklam",
    "реклама",
    "annons",
    "annonce",
    "annonse",
    "mainos",
    "hirdetés",
    "inzerce",
    "inzercia",
    "publicitate",
    "διαφήμιση",
    "oglas",
    "विज्ञापन",
    "iklan",
    "quảng cáo",
    "โฆษณา",
    "פרסומת",
    "إعلان",
    "اعلان",
    "تبلیغات",
    "広告",
    "廣告",
    "广告",
    "광고",
    "haberin devamı",
    "scroll untuk lanjut membaca",
    "scroll to continue",
    "artikeln fortsätter efter annonsen",
    "artikkelen fortsetter under annonsen",
    "artiklen fortsætter efter annoncen",
    "artiklen fortsætter under annoncen",
    "juttu jatkuu mainoksen jälkeen",
    "der artikel wird nach der anzeige fortgesetzt",
];

/// `- Advertisement -`, `ANNONSE`: a line that is such a label and nothing else.
fn is_advert_label(layout: &Layout<'_>, at: usize) -> bool {
    let segment = &layout.segments[at];
    if segment.heading > 0 || segment.count.words > 4 * 7 {
        return false;
    }
    let line = layout.line(at);
    is_advert_word(line) || layout.elem_of(at).item == NONE && !is_bold(layout, at) && speaks_of_advert(line)
}

/// Whether all of a line is bold, as a heading that is none in markup.
pub(super) fn is_bold(layout: &Layout<'_>, at: usize) -> bool {
    let block = layout.elem_of(at).node;
    layout.pieces(at).all(|(leaf, _)| {
        let mut around = layout.doc.ancestors(leaf).take(6).take_while(|node| *node != block);
        around.any(|node| matches!(layout.doc.tag(node), Some(Tag::Strong | Tag::B)))
    })
}

/// The lengths of the labels, one bit for each.
const LENGTHS: u64 = {
    let (mut lengths, mut at) = (0, 0);
    while at < ADVERT_LABELS.len() {
        lengths |= if ADVERT_LABELS[at].len() < 64 { 1 << ADVERT_LABELS[at].len() } else { 0 };
        at += 1;
    }
    lengths
};

/// Whether a text is a label of advertising and nothing else.
pub(super) fn is_advert_word(text: &str) -> bool {
    let label = text.trim_matches(|c: char| !c.is_alphanumeric());
    if label.is_ascii() {
        return label.len() < 64
            && LENGTHS >> label.len() & 1 != 0
            && ADVERT_LABELS.iter().any(|known| known.eq_ignore_ascii_case(label));
    }
    ADVERT_LABELS.contains(&label.to_lowercase().as_str())
}

/// Words that mean advertising and nothing else, without their endings.
const ADVERTISING: &[&str] = &[
    "advertisement",
    "advertentie",
    "werbung",
    "publicité",
    "publicidad",
    "pubblicità",
    "publicitat",
    "publicitate",
    "reklam",
    "реклам",
    "hirdetés",
    "inzerc",
    "διαφήμισ",
    "विज्ञापन",
    "إعلان",
    "تبلیغات",
    "פרסומת",
];
/// Letters of an ending.
const ENDING: usize = 3;

/// Whether a few words say that the text goes on behind advertising, or that there is some: a word of it among them, and no
/// sentence.
fn speaks_of_advert(text: &str) -> bool {
    let lower = text.to_lowercase();
    let mut words = lower.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
    // `publicidade`, `reklamy`: endings follow.
    let ends =
        |word: &str, stem: &&str| word.strip_prefix(stem).is_some_and(|end| end.chars().count() <= ENDING);
    !ends_sentence(text) && words.any(|word| ADVERTISING.iter().any(|stem| ends(word, stem)))
}

/// Leaves out a heading behind the last paragraph: what it heads is none of the article. Several of them are a list.
pub(crate) fn leave_last_heading_out(layout: &Layout<'_>, keep: &mut [bool]) {
    let is_heading = |at: usize| layout.segments[at].heading > 0;
    let mut kept = (0..keep.len()).rev().filter(|at| keep[*at]);
    let (last, before) = (kept.next(), kept.next());
    if let (Some(last), Some(before)) = (last, before)
        && is_heading(last)
        && !is_heading(before)
        && last + 1 < keep.len()
    {
        keep[last] = false;
    }
}
