//! How much of an article a plain text holds. The text came from somebody's page: whatever refused, refused them.

use super::line_features::Line;
use super::line_labels::Kind;
use crate::lexicon::{Class, Hit, Strength};
use crate::text::Cut;
use dateline_model::{Completeness, Evidence, Gate, Holding, Origin, Place, Reason, Rule, Verdict};

/// Fewer words than this are no article's beginning.
const SOME: usize = 40;
/// A text with a mere offer below it is a preview only where it is shorter than this.
const SHORT: usize = 200;
/// Lines around the last line of the article in which a notice speaks of it.
const WINDOW: usize = 8;

/// So many lines that read like headlines make a list of articles. Fronts of the tuning part have 72 and 75 of them,
/// whole articles with their navigation up to 19, but for course and product pages, which have prose.
const HEADLINES: usize = 45;
/// Words in one stretch from which on a text is an article whatever stands around it: fronts of the tuning part have up
/// to 143, lists of another kind 202, articles 267 and more.
const RUN: usize = 230;
/// The same for a text of scattered lines: portals have up to 90, whole articles among menus 245 and more, but for one.
const SCATTERED: usize = 100;

/// Judges lines and what they were taken for.
pub(crate) fn judge(lines: &[Line<'_>], kinds: &[Kind]) -> Verdict {
    let text = Text::of(lines, kinds);
    let mut verdict = if text.body_words >= SOME { text.held() } else { text.not_held() };
    text.percent(&mut verdict);
    verdict
}

/// The verdict on what is blank or no text at all.
pub(crate) fn unreadable(text: &str, reason: Reason, stretch: std::ops::Range<usize>) -> Verdict {
    let place = |at: usize| u32::try_from(at).unwrap_or(u32::MAX);
    let quote = text.get(stretch.clone()).unwrap_or_default();
    let place = Place::Text(place(stretch.start), place(stretch.end));
    let mut verdict = Verdict::of(Holding::None);
    let evidence = Evidence::new(reason.as_str(), place, quote, Origin::Inherited);
    verdict.because(reason, evidence.by(Rule::Unreadable));
    verdict
}

struct Text<'a, 't> {
    lines: &'a [Line<'t>],
    kinds: &'a [Kind],
    body_words: usize,
    words: usize,
    last: usize,
}

impl<'a, 't> Text<'a, 't> {
    fn of(lines: &'a [Line<'t>], kinds: &'a [Kind]) -> Self {
        let body = || lines.iter().zip(kinds).filter(|(_, kind)| **kind == Kind::Body);
        let body_words = body().map(|(line, _)| line.words).sum();
        let words = lines.iter().map(|line| line.words).sum();
        let last = kinds.iter().rposition(|kind| *kind == Kind::Body).unwrap_or_default();
        Self { lines, kinds, body_words, words, last }
    }

    fn count(&self, kind: Kind) -> usize {
        self.kinds.iter().filter(|other| **other == kind).count()
    }

    /// Notices near the end of the article, with their phrases.
    fn near_end(&self) -> impl Iterator<Item = (&'a Line<'t>, &'a Hit)> + '_ {
        let from = self.last.saturating_sub(2);
        let to = (self.last + WINDOW + 1).min(self.lines.len());
        self.notices(from, to)
    }

    fn notices(&self, from: usize, to: usize) -> impl Iterator<Item = (&'a Line<'t>, &'a Hit)> + '_ {
        let lines = (from..to).filter(|at| self.kinds[*at] == Kind::Notice).map(|at| &self.lines[at]);
        lines.flat_map(|line| {
            line.hits.iter().filter(|hit| hit.reason().is_some()).map(move |hit| (line, hit))
        })
    }

    /// A text with some article in it.
    fn held(&self) -> Verdict {
        if self.is_front() && self.walls().is_empty() {
            return self.front();
        }
        if self.body_words < 100 && self.refused() {
            return self.not_held();
        }
        let mut partial = Verdict::of(Holding::Partial);
        let near: Vec<_> = self.near_end().collect();
        let withheld = |hit: &Hit| hit.strength == Strength::Strong && hit.reason().is_some_and(withholds);
        let strong = near.iter().any(|(_, hit)| withheld(hit));
        let cut = self.lines[self.last].cut != Cut::No
            || self.lines[self.last].words >= 8 && !self.lines[self.last].ends;
        let weak = near.iter().any(|(_, hit)| hit.reason().is_some_and(withholds))
            && (cut || self.body_words < SHORT);
        let walls = self.walls();
        let near = if strong || weak || walls.is_empty() { near } else { walls.clone() };
        if strong || weak || !walls.is_empty() {
            for (line, hit) in near {
                add(&mut partial, line, hit);
            }
            return partial;
        }
        if self.lines[self.last].cut == Cut::Dots && self.body_words < 2 * SHORT {
            let line = &self.lines[self.last];
            partial.because(Reason::Unknown, evidence(Rule::CutMark, Reason::Unknown, line, tail(line.text)));
            return partial;
        }
        Verdict::of(Holding::Full)
    }

    /// A text with hardly any article in it.
    fn not_held(&self) -> Verdict {
        let mut all = self.walls();
        all.extend(self.notices(0, self.lines.len()));
        let failed =
            all.iter().any(|(_, hit)| hit.strength == Strength::Strong && !hit.reason().is_some_and(asks));
        let gated = all.iter().any(|(_, hit)| hit.reason().is_some_and(asks));
        if !gated && !failed && self.is_front() {
            return self.front();
        }
        let holding = if gated && self.has_headline() { Holding::HeadlineOnly } else { Holding::None };
        let mut verdict = Verdict::of(if failed || gated { holding } else { Holding::OtherKind });
        for (line, hit) in all {
            add(&mut verdict, line, hit);
        }
        if verdict.reasons.is_empty() {
            verdict.holding = Holding::None;
            if let Some(line) = self.lines.first() {
                verdict.holding = Holding::OtherKind;
                let evidence = evidence(Rule::NoArticle, Reason::NotAnArticle, line, tail(line.text));
                verdict.because(Reason::NotAnArticle, evidence);
            }
        }
        verdict
    }

    /// Notices that a wall is made of, wherever they stand: one that says so by itself.
    fn walls(&self) -> Vec<(&'a Line<'t>, &'a Hit)> {
        let alone =
            |line: &&Line<'t>| line.words <= 16 && line.covered(|hit| hit.reason().is_some_and(asks)) > 0.5;
        let lines = self.lines.iter().filter(alone);
        let hits = lines.flat_map(|line| line.hits.iter().map(move |hit| (line, hit)));
        hits.filter(|(_, hit)| hit.strength == Strength::Strong && hit.reason().is_some_and(asks)).collect()
    }

    /// A server's refusal with its explanation, and nothing else of that length.
    fn refused(&self) -> bool {
        let mut all = self.notices(0, self.lines.len());
        self.words < 2 * SHORT
            && all.any(|(_, hit)| hit.strength == Strength::Strong && hit.reason() == Some(Reason::BotCheck))
    }

    fn has_headline(&self) -> bool {
        self.lines.iter().zip(self.kinds).any(|(line, kind)| {
            matches!(kind, Kind::Body | Kind::Teaser) || *kind == Kind::Navigation && line.words >= 5
        })
    }

    /// Many short lines or headlines, and nowhere much text in one stretch: a list of articles.
    fn is_front(&self) -> bool {
        let listed = self.count(Kind::Teaser) + self.count(Kind::Navigation) + self.count(Kind::Cluster);
        let thin = listed >= 20 && self.body_words * 4 < self.words;
        let headlines = self.lines.iter().filter(|line| (5..=18).contains(&line.words) && !line.ends);
        let run = self.longest_run();
        (thin || headlines.count() >= HEADLINES) && run < RUN || self.is_scattered() && run < SCATTERED
    }

    /// Mostly lines of a few words, and most words outside of sentences: a portal.
    fn is_scattered(&self) -> bool {
        let short = self.lines.iter().filter(|line| line.words <= 4).count();
        let told: usize =
            self.lines.iter().filter(|line| line.words >= 14 && line.ends).map(|line| line.words).sum();
        self.lines.len() >= 30 && short * 4 >= self.lines.len() * 3 && told * 5 < self.words * 2
    }

    /// Words of the longest stretch of sentences with at most two other lines between them.
    fn longest_run(&self) -> usize {
        let (mut longest, mut run, mut apart) = (0, 0, 0);
        for line in self.lines {
            if line.words >= 14 && line.ends {
                run += line.words;
                apart = 0;
            } else {
                apart += 1;
                run = if apart > 2 { 0 } else { run };
            }
            longest = longest.max(run);
        }
        longest
    }

    fn front(&self) -> Verdict {
        let mut verdict = Verdict::of(Holding::OtherKind);
        let teaser = self.kinds.iter().position(|kind| *kind == Kind::Teaser).unwrap_or_default();
        let line = &self.lines[teaser];
        let evidence = evidence(Rule::Headlines, Reason::SectionFront, line, tail(line.text));
        verdict.because(Reason::SectionFront, evidence);
        verdict
    }

    /// "57 % of this article remains": says how much is held.
    fn percent(&self, verdict: &mut Verdict) {
        let near = self.last.saturating_sub(2)..(self.last + WINDOW + 1).min(self.lines.len());
        for line in &self.lines[near] {
            let Some(left) = percent_left(line.text, &line.hits) else { continue };
            verdict.declared.percent_left = Some(left);
            verdict.completeness =
                Some(Completeness { share: 1.0 - left / 100.0, source: "percent_notice".to_owned() });
            if verdict.holding == Holding::Full {
                verdict.holding = Holding::Partial;
                verdict.because(
                    Reason::Paywall,
                    evidence(Rule::ShareLeft, Reason::Paywall, line, tail(line.text)),
                );
            }
        }
    }
}

/// Reasons that ask something of the reader.
pub(crate) fn asks(reason: Reason) -> bool {
    reason.gate() == Some(Gate::Account) || reason == Reason::Consent
}

/// Reasons for which an article breaks off. A script notice alone is left over on many whole pages.
fn withholds(reason: Reason) -> bool {
    reason.gate().is_some_and(|gate| gate != Gate::Script) || reason == Reason::RetrievalFailed
}

fn add(verdict: &mut Verdict, line: &Line<'_>, hit: &Hit) {
    if let Some(reason) = hit.reason() {
        let quote = if line.text.chars().count() <= Evidence::QUOTE_MAX {
            line.text
        } else {
            &line.text[hit.start..hit.end]
        };
        verdict.because(reason, evidence(Rule::Line, reason, line, quote));
    }
}

/// A piece of evidence whose quote is a slice of the line.
fn evidence(rule: Rule, reason: Reason, line: &Line<'_>, quote: &str) -> Evidence {
    let offset = line.text.find(quote).unwrap_or_default();
    let place = |at: usize| u32::try_from(line.start + at).unwrap_or(u32::MAX);
    Evidence::new(
        reason.as_str(),
        Place::Text(place(offset), place(offset + quote.len())),
        quote,
        Origin::Inherited,
    )
    .by(rule)
}

/// The last words of a line, at most as long as a quote may be.
fn tail(text: &str) -> &str {
    let from = text.char_indices().rev().nth(Evidence::QUOTE_MAX - 1).map_or(0, |(at, _)| at);
    &text[from..]
}

/// Per cent not shown, where a phrase says so beside a number with a per cent sign.
pub(crate) fn percent_left(text: &str, hits: &[Hit]) -> Option<f64> {
    let class = hits
        .iter()
        .map(|hit| hit.class)
        .find(|class| matches!(class, Class::PercentLeft | Class::PercentShown))?;
    let sign = text.find(['%', '٪', '％'])?;
    let digits: String = text[..sign]
        .trim_end()
        .chars()
        .rev()
        .take_while(|c| c.is_ascii_digit() || matches!(c, '.' | ','))
        .collect();
    let number: String = digits.chars().rev().map(|c| if c == ',' { '.' } else { c }).collect();
    let value = number.parse::<f64>().ok().filter(|value| (0.0..=100.0).contains(value))?;
    Some(if class == Class::PercentLeft { value } else { 100.0 - value })
}
