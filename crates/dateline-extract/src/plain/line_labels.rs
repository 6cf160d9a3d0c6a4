//! Which line is what: one best sequence over all lines (Viterbi), from what each line shows and what stands around it.

use super::glued_headlines;
use super::line_features::Line;
use crate::lexicon::{Class, Hit};
use crate::text::Cut;
use std::collections::HashSet;

/// What a line is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) enum Kind {
    /// Running text of the article.
    Body,
    /// A word about access or failure.
    Notice,
    /// Another article's title or first words.
    Teaser,
    /// Several headlines with their publishers.
    Cluster,
    /// Cookie and consent text.
    Cookie,
    /// Words under a picture.
    Caption,
    /// Menus, buttons, footers.
    Navigation,
    /// Who wrote it, when.
    Byline,
    /// Invitation to a newsletter or app.
    Newsletter,
    /// Comments and the way to them.
    Comments,
    /// Advertising.
    Advert,
}

impl Kind {
    const ALL: [Self; 11] = [
        Self::Body,
        Self::Notice,
        Self::Teaser,
        Self::Cluster,
        Self::Cookie,
        Self::Caption,
        Self::Navigation,
        Self::Byline,
        Self::Newsletter,
        Self::Comments,
        Self::Advert,
    ];
}

const KINDS: usize = Kind::ALL.len();
/// Lines with fewer words stand more often in menus than in articles.
const LONG: usize = 18;

/// What each line is.
pub(crate) fn decide(lines: &[Line<'_>]) -> Vec<Kind> {
    let topic = topic(lines);
    let emissions: Vec<[f32; KINDS]> = (0..lines.len()).map(|at| emit(lines, at, &topic)).collect();
    let mut kinds = best_path(&emissions);
    drop_far_bodies(lines, &mut kinds);
    kinds
}

/// Content words of the lines that look most like running text: what the article is about, roughly.
fn topic(lines: &[Line<'_>]) -> HashSet<String> {
    let likely = |line: &&Line<'_>| line.words >= LONG && line.ends && line.covered(|_| true) < 0.2;
    lines.iter().filter(likely).flat_map(|line| line.terms.iter().cloned()).collect()
}

fn best_path(emissions: &[[f32; KINDS]]) -> Vec<Kind> {
    let mut back: Vec<[u8; KINDS]> = Vec::with_capacity(emissions.len());
    let mut scores = [0.0; KINDS];
    for emission in emissions {
        let mut next = [f32::MIN; KINDS];
        let mut from = [0_u8; KINDS];
        for (to, score) in next.iter_mut().enumerate() {
            for (at, so_far) in scores.iter().enumerate() {
                let candidate = so_far + turn(Kind::ALL[at], Kind::ALL[to]) + emission[to];
                if candidate > *score {
                    *score = candidate;
                    from[to] = u8::try_from(at).unwrap_or_default();
                }
            }
        }
        scores = next;
        back.push(from);
    }
    let mut at = (0..KINDS).max_by(|a, b| scores[*a].total_cmp(&scores[*b])).unwrap_or_default();
    let mut path = Vec::with_capacity(back.len());
    for from in back.iter().rev() {
        path.push(Kind::ALL[at]);
        at = usize::from(from[at]);
    }
    path.reverse();
    path
}

/// What it costs to go from one kind to the next: articles run on, and rarely begin again after teasers.
fn turn(from: Kind, to: Kind) -> f32 {
    match (from, to) {
        (Kind::Body, Kind::Body) => 0.8,
        (Kind::Teaser | Kind::Cookie | Kind::Cluster, Kind::Body) => -0.9,
        (Kind::Notice, Kind::Body) => -0.4,
        (Kind::Navigation, Kind::Navigation) | (Kind::Teaser, Kind::Teaser) => 0.5,
        (from, to) if from == to => 0.3,
        _ => 0.0,
    }
}

fn emit(lines: &[Line<'_>], at: usize, topic: &HashSet<String>) -> [f32; KINDS] {
    let line = &lines[at];
    let context = Context::of(lines, at);
    Kind::ALL.map(|kind| match kind {
        Kind::Body => body(line, &context, topic),
        Kind::Notice => spoken(line, |hit| hit.reason().is_some()),
        Kind::Teaser => teaser(line, &context, topic),
        Kind::Cluster => {
            if glued_headlines::cluster(line.stem()).is_some() {
                4.5
            } else {
                -9.0
            }
        }
        Kind::Cookie => spoken(line, |hit| hit.class == Class::Cookie) + 0.1,
        Kind::Caption => {
            if is_caption(line) {
                3.0
            } else {
                -3.0
            }
        }
        Kind::Navigation => navigation(line, &context),
        Kind::Byline => {
            if is_byline(line) {
                3.0
            } else {
                -4.0
            }
        }
        Kind::Newsletter => spoken(line, |hit| hit.class == Class::Newsletter),
        Kind::Comments => spoken(line, |hit| hit.class == Class::Comments),
        Kind::Advert => spoken(line, |hit| hit.class == Class::Advert),
    })
}

/// What stands around a line.
struct Context {
    /// Neighbours within two lines that look like running text.
    running: usize,
    /// Neighbours within two lines that are short and end like no sentence.
    listed: usize,
    /// Two or more headlines at the ends of lines signed by publishers.
    signed: bool,
}

impl Context {
    fn of(lines: &[Line<'_>], at: usize) -> Self {
        let near = |reach: usize| {
            (at.saturating_sub(reach)..(at + reach + 1).min(lines.len())).filter(move |n| *n != at)
        };
        let running = near(2).filter(|n| lines[*n].words >= LONG && lines[*n].ends).count();
        let listed = near(2).filter(|n| lines[*n].words < 14 && !lines[*n].ends).count();
        let signed = glued_headlines::signed(lines[at].stem()).is_some();
        Self { running, listed, signed }
    }
}

/// A line that a class of phrases covers says what they say; a sentence that only mentions one does not. Words in
/// quotation marks are somebody's words.
fn spoken(line: &Line<'_>, wanted: impl Fn(&Hit) -> bool) -> f32 {
    let said = |hit: &Hit| wanted(hit) && !quoted(line.text, hit);
    let covered = line.covered(said);
    if covered == 0.0 {
        return -6.0;
    }
    let strong = line.hits.iter().any(|hit| said(hit) && hit.strength == crate::lexicon::Strength::Strong);
    let address = if addresses(line.text) { 0.5 } else { 0.0 };
    7.0 * covered.min(0.6) - 2.0 + address + if strong { 0.8 } else { 0.0 }
        - if line.words > 60 { 2.0 } else { 0.0 }
}

/// Whether an opening quotation mark stands right before the phrase.
fn quoted(text: &str, hit: &Hit) -> bool {
    let before = text[..hit.start].trim_end();
    let marked = before.ends_with(['“', '‘', '„', '«', '"', '「', '『', '‹']);
    marked && !text[..hit.start].trim_end_matches(['“', '‘', '„', '«', '"', '「', '『', '‹', ' ']).is_empty()
}

/// Speaks to the reader: notices do, news rarely does.
fn addresses(text: &str) -> bool {
    let words = text.split(|c: char| !c.is_alphanumeric()).take(40);
    words.map(str::to_lowercase).any(|word| {
        matches!(
            word.as_str(),
            "you"
                | "your"
                | "please"
                | "bitte"
                | "sie"
                | "ihr"
                | "vous"
                | "votre"
                | "usted"
                | "su"
                | "tu"
                | "ваш"
                | "вы"
                | "пожалуйста"
                | "você"
                | "jij"
                | "uw"
                | "siz"
                | "lütfen"
        )
    })
}

fn body(line: &Line<'_>, context: &Context, topic: &HashSet<String>) -> f32 {
    let length = match line.words {
        0..=3 => -2.5,
        4..=8 => -0.8,
        9..LONG => 0.4,
        LONG.. => 1.6,
    };
    let ends = match (line.ends, line.cut) {
        (true, _) => 0.8,
        (_, Cut::Continued) => -2.5,
        (_, Cut::Dots) => 0.2,
        _ if line.words >= LONG => 0.0,
        _ => -0.8,
    };
    #[expect(clippy::cast_precision_loss, reason = "at most four neighbours")]
    let around = 0.5 * context.running as f32 - 0.3 * context.listed as f32;
    length + ends + around + 1.2 * line.overlap(topic) - 2.0 * line.covered(|_| true)
}

fn teaser(line: &Line<'_>, context: &Context, topic: &HashSet<String>) -> f32 {
    let cut = match line.cut {
        Cut::Continued => 3.2,
        Cut::Dots => 0.6,
        Cut::No if context.signed => 2.5,
        Cut::No if !line.ends && (5..18).contains(&line.words) && context.listed >= 2 => 0.8,
        Cut::No => -1.5,
    };
    let glued = if glued_headlines::glued_at(line.stem()).is_some() { 0.8 } else { 0.0 };
    cut + glued - 1.5 * line.overlap(topic)
}

fn navigation(line: &Line<'_>, context: &Context) -> f32 {
    let short = match line.words {
        0..=2 => 1.2,
        3..=5 if !line.ends => 0.6,
        6..=9 if !line.ends => -0.6,
        _ => -2.5,
    };
    let named =
        line.covered(|hit| matches!(hit.class, Class::Navigation | Class::Related | Class::Continuation));
    #[expect(clippy::cast_precision_loss, reason = "at most four neighbours")]
    let around = 0.25 * context.listed as f32 - 0.3 * context.running as f32;
    short + 3.0 * named.min(0.8) + around
}

/// Marks by which agencies and papers credit pictures.
const CREDITS: &[&str] = &[
    "photograph:",
    "photo:",
    "photo by",
    "picture:",
    "image:",
    "image source",
    "credit:",
    "credit...",
    "illustration:",
    "/getty",
    "getty images",
    "/afp",
    "/reuters",
    "via reuters",
    "via ap",
    "/ap)",
    "(ap photo",
    "foto:",
    "bild:",
    "fotos:",
    "bildquelle",
    "quelle:",
    "© dpa",
    "/dpa",
    "crédit photo",
    "crédits :",
    "photo :",
    "foto di",
    "foto de",
    "crédito:",
    "imagem:",
    "zdj.",
    "fot.",
    "фото:",
    "fotoğraf:",
    "写真=",
    "写真：",
    "（写真",
    "사진=",
    "사진 =",
    "图片来源",
    "图：",
    "تصوير:",
];

fn is_caption(line: &Line<'_>) -> bool {
    if line.words > 60 {
        return false;
    }
    let lower = line.text.to_lowercase();
    CREDITS.iter().any(|mark| lower.contains(mark))
}

/// "By Jane Doe", "Von …", a line that is a date.
fn is_byline(line: &Line<'_>) -> bool {
    if line.words > 12 || line.ends && line.words > 8 {
        return false;
    }
    let by = [
        "By ",
        "BY ",
        "Von ",
        "Par ",
        "Por ",
        "Di ",
        "Door ",
        "Written by ",
        "Published ",
        "Updated ",
        "Last updated ",
        "Texte : ",
        "Tekst: ",
        "Автор: ",
    ];
    by.iter().any(|by| {
        line.text.strip_prefix(by).is_some_and(|rest| {
            rest.starts_with(|c: char| c.is_uppercase() || c.is_ascii_digit() || c == ':')
        })
    })
}

/// Running text far from the largest run of it, about something else, is another article's.
fn drop_far_bodies(lines: &[Line<'_>], kinds: &mut [Kind]) {
    let runs = runs(kinds);
    let weight = |run: &(usize, usize)| {
        (run.0..run.1).filter(|at| kinds[*at] == Kind::Body).map(|at| lines[at].words).sum::<usize>()
    };
    let Some(main) = runs.iter().max_by_key(|run| weight(run)).copied() else { return };
    let topic: HashSet<String> = (main.0..main.1).flat_map(|at| lines[at].terms.iter().cloned()).collect();
    for run in runs.iter().filter(|run| **run != main) {
        for at in run.0..run.1 {
            let far = at.abs_diff(main.0).min(at.abs_diff(main.1)) > 12;
            if kinds[at] == Kind::Body && (far || lines[at].words < LONG) && lines[at].overlap(&topic) < 0.25
            {
                kinds[at] = if lines[at].words < 6 { Kind::Navigation } else { Kind::Teaser };
            }
        }
    }
}

/// Runs of body lines with gaps of at most four other lines, as `start..end` of line numbers.
fn runs(kinds: &[Kind]) -> Vec<(usize, usize)> {
    let mut runs: Vec<(usize, usize)> = Vec::new();
    for (at, _) in kinds.iter().enumerate().filter(|(_, kind)| **kind == Kind::Body) {
        match runs.last_mut() {
            Some(run) if at - run.1 <= 4 => run.1 = at + 1,
            _ => runs.push((at, at + 1)),
        }
    }
    runs
}
