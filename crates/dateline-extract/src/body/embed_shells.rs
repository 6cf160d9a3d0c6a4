//! What stands in the place of a film or of a post from elsewhere: the words of a player that is not running, and the box that asks before
//! it loads anything. They stand in small boxes of their own; their words are those of the programs, or speak of the reader's privacy.

use super::segmentation::{Elem, Layout, NONE};
use crate::class_hints::ClassHints;
use crate::text_fragment::addressee;
use crate::word_finder::AnyOf;
use dateline_html::{Document, NodeId, Tag};
use std::ops::Range;
use std::sync::LazyLock;

/// Words and lines of such a box, in quarters; words of a paragraph; nodes of a box that are looked at.
const BOX: u32 = 4 * 90;
const LINES: usize = 40;
/// Letters of such a box.
const LETTERS: u32 = 2000;
const PARAGRAPH: u32 = 4 * 12;
const NODES: usize = 80;
/// Words of what a player says at once, in quarters.
const SAID: u32 = 4 * 20;
/// The text beside such a box is so many times longer.
const BESIDE: u32 = 2;

/// What the two usual players say to whoever cannot see them.
static PLAYER: LazyLock<AnyOf> = LazyLock::new(|| {
    AnyOf::of(&[
        "video player is loading",
        "audio player is loading",
        "this is a modal window",
        "beginning of dialog window",
        "up/down arrow keys to increase",
        "current time 0:00",
        "no compatible source was found",
    ])
});

/// Words for what a reader keeps to himself, in the languages of most pages.
static PRIVACY: LazyLock<AnyOf> = LazyLock::new(|| {
    AnyOf::of(&[
        "privacy",
        "datenschutz",
        "confidentialité",
        "vie privée",
        "privacidad",
        "privacidade",
        "riservatezza",
        "integritetspol",
        "personvern",
        "privatliv",
        "persondata",
        "tietosuoja",
        "prywatności",
        "soukromí",
        "súkromia",
        "osobních údaj",
        "adatvédel",
        "confidențialit",
        "απορρήτου",
        "конфиденциальн",
        "конфіденційн",
        "поверителност",
        "privatnost",
        "zasebnost",
        "gizlilik",
        "الخصوصية",
        "פרטיות",
        "प्राइवेसी",
        "गोपनीयता",
        "プライバシー",
        "隐私",
        "隱私",
        "개인정보",
        "riêng tư",
        "ความเป็นส่วนตัว",
        "privasi",
    ])
});

/// Takes such boxes out of the text.
pub(super) fn leave_out(layout: &Layout<'_>, keep: &mut [bool]) {
    let all: u32 = (0..keep.len()).filter(|at| keep[*at]).map(|at| layout.segments[at].count.words).sum();
    for elem in &layout.elems {
        let lines = elem.first as usize..elem.last as usize;
        let boxed = matches!(elem.tag, Tag::Div | Tag::Section | Tag::Aside | Tag::Figure | Tag::Other);
        if !boxed || lines.len() > LINES || !keep[lines.clone()].contains(&true) {
            continue;
        }
        let words: u32 = layout.segments[lines.clone()].iter().map(|segment| segment.count.words).sum();
        let letters: u32 = layout.segments[lines.clone()].iter().map(|segment| segment.count.chars).sum();
        let small = words <= BOX && letters <= LETTERS && words * BESIDE <= all.saturating_sub(words);
        if small && (is_player(layout, elem, lines.clone()) || asks_before(layout, elem, lines.clone())) {
            keep[lines].fill(false);
        }
    }
}

/// Whether a box holds the words of a player and nothing that is told.
fn is_player(layout: &Layout<'_>, elem: &Elem, lines: Range<usize>) -> bool {
    let says = |at: usize| PLAYER.stands_in(layout.line(at));
    let said = |at: usize| says(at) && layout.segments[at].count.words <= SAID;
    let tells = |at: usize| layout.segments[at].count.words >= PARAGRAPH && !said(at);
    let timed = || elem.own.has(ClassHints::PLAYER) && lines.clone().any(|at| is_time(layout.line(at)));
    (timed() || lines.clone().any(says))
        && !lines.clone().any(|at| tells(at) || layout.elem_of(at).item != NONE)
}

/// `0:00`, `01:44`: how long something lasts and nothing else.
fn is_time(line: &str) -> bool {
    let mut parts = line.trim().split(':');
    let number = |part: &str| (1..=2).contains(&part.len()) && part.bytes().all(|byte| byte.is_ascii_digit());
    line.contains(':') && (2..=3).contains(&line.trim().split(':').count()) && parts.all(number)
}

/// Whether a box speaks to its reader of privacy and has a button or a box to tick.
fn asks_before(layout: &Layout<'_>, elem: &Elem, lines: Range<usize>) -> bool {
    let listed = |at: usize| layout.elem_of(at).item != NONE;
    lines.len() <= LINES / 4
        && !lines.clone().any(listed)
        && lines.clone().any(|at| addressee::addresses(layout.line(at)))
        && lines.into_iter().any(|at| PRIVACY.stands_in(layout.line(at)))
        && layout.doc.descendants(elem.node).take(NODES).any(|node| is_control(layout.doc, node))
}

fn is_control(doc: &Document, node: NodeId) -> bool {
    match doc.tag(node) {
        Some(Tag::Button) => true,
        Some(Tag::Input) => matches!(doc.attr(node, "type"), Some("checkbox" | "button" | "submit")),
        _ => doc.attr(node, "role") == Some("button"),
    }
}

#[cfg(test)]
mod tests {
    use super::is_time;
    use crate::body::tests::between;

    #[test]
    fn players_and_what_asks_before_they_load_are_left_out() {
        for shell in [
            "<div class=vjs><div>Video Player is loading.</div><button>Play Video</button><div>Current Time 0:00</div><div>Duration 2:31</div><div>Loaded: 0%</div><p>This is a modal window. Beginning of dialog window. Escape will cancel and close the window.</p></div>",
            "<div class=css-jw><div>00:00</div><div>01:44</div><span>Use Up/Down Arrow keys to increase or decrease volume.</span><p>Beschrijving van deze video ontbreekt.</p></div>",
            "<div class=player><img src='/v.jpg' width=960 height=540 alt=''><p>Watch: the new boat leaves the yard</p><span>1:32</span></div>",
            "<div class=yt><p>An dieser Stelle finden Sie einen externen Inhalt von YouTube, der den Artikel ergänzt.</p><button>Externen Inhalt anzeigen</button><p>Ich bin damit einverstanden, dass mir externe Inhalte angezeigt werden. Mehr dazu in unserer Datenschutzerklärung.</p></div>",
        ] {
            assert!(
                between(shell).iter().all(|block| block.starts_with("F ")),
                "{shell}: {:?}",
                between(shell)
            );
        }
    }

    #[test]
    fn text_on_players_and_on_privacy_stays() {
        for text in [
            "<div class=box><p>The school films each boat, and its video player is loading slowly in the valley, as the pupils found when they showed their parents the first of the films.</p></div>",
            "<p>The council's data officer said that the privacy of the pupils was not touched by the films that the school means to show.</p>",
        ] {
            assert_eq!(between(text).len(), 1, "{text}: {:?}", between(text));
        }
        assert!(is_time("1:32") && is_time(" 00:00 ") && !is_time("14:03 Uhr") && !is_time("12"));
    }
}
