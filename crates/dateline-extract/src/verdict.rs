//! How much of an article a page holds, why not all, and what shows it. Goes from what is cheap and certain to what is
//! dear: how it was served, what stands in for an article, what kind of page it is, where the body ends. What a
//! publisher declares is reported beside the verdict and never decides it.

mod brief;
pub(crate) mod continuation;
mod feed;
mod http;
mod interstitial;
mod kind;
mod page_features;
pub(crate) mod quote_location;
mod scramble;
mod sentence_ending;
mod survey;
mod truncation;
mod word_filter;

use crate::text_fragment::{Fragment, addressee};
use dateline_html::NodeId;
use dateline_model::{Block, Declared, Evidence, Holding, Reason, Rule, Verdict};
pub(crate) use feed::of_construct;
use std::cell::OnceCell;
pub(crate) use survey::Survey;

/// A finding that settles the verdict, and the rule that it comes from.
struct Finding {
    rule: Rule,
    holding: Holding,
    reasons: Vec<(Reason, Evidence)>,
}

impl Finding {
    fn by(rule: Rule, holding: Holding) -> Self {
        Self { rule, holding, reasons: Vec::new() }
    }

    fn because(mut self, reason: Reason, evidence: Option<Evidence>) -> Option<Self> {
        self.reasons.push((reason, evidence?));
        Some(self)
    }

    fn verdict(self, declared: Declared) -> Verdict {
        let mut verdict = Verdict { declared, ..Verdict::of(self.holding) };
        for (reason, evidence) in self.reasons {
            let rule = evidence.rule.unwrap_or(self.rule);
            verdict.because(reason, evidence.by(rule));
        }
        verdict
    }
}

/// Words of a page that is a message, outside of its menus, and links there; words of a sentence of it.
const MESSAGE: usize = 60;
const LINKS: usize = 8;
const SENTENCE: usize = 5;

/// A block of the article's running text.
struct Paragraph {
    node: NodeId,
    text: String,
    words: usize,
    /// No list, table or code: what ends where a sentence does.
    prose: bool,
    /// And no quotation.
    alone: bool,
}

/// What every step may look at.
struct Case<'a, 'd> {
    survey: &'a Survey<'d>,
    fragments: &'a [Fragment],
    /// The article's running text.
    paragraphs: Vec<Paragraph>,
    /// Words of each block of the body.
    block_words: Vec<usize>,
    /// Words of the article's running text as it was found.
    held: usize,
    /// Words of running text anywhere on the page.
    running: usize,
    /// Words that can be seen.
    visible: usize,
    /// The fragment in which the last paragraph stands.
    end: OnceCell<Option<usize>>,
    /// Those of them that stand in no menu, head or foot of the site.
    own: usize,
    report: OnceCell<bool>,
    story: OnceCell<bool>,
    traits: OnceCell<kind::Traits>,
    numbers: OnceCell<page_features::Traits>,
    odds: OnceCell<Option<kind::model::Odds>>,
}

/// Judges a page.
pub(crate) fn judge(survey: &Survey<'_>) -> Verdict {
    let case = Case::of(survey);
    let declared = survey.structured.declared.clone();
    let steps: [fn(&Case<'_, '_>) -> Option<Finding>; 6] = [
        interstitial::challenge,
        http::refused,
        interstitial::unreadable,
        interstitial::shell,
        interstitial::failure,
        kind::other,
    ];
    let finding = steps.iter().find_map(|step| step(&case));
    let mut verdict = match finding {
        Some(finding) => finding.verdict(declared),
        None => truncation::judge(&case, declared),
    };
    truncation::completeness(&case, &mut verdict);
    verdict
}

/// The numbers by which the kind of a page is told: what its model is trained on.
pub(crate) fn kind_numbers(survey: &Survey<'_>) -> Vec<f32> {
    page_features::Traits::of(&Case::of(survey)).with_trades(survey.doc.source())
}

impl<'a, 'd> Case<'a, 'd> {
    fn of(survey: &'a Survey<'d>) -> Self {
        let fragments = survey.fragments;
        let mut block_words = Vec::with_capacity(survey.body.len());
        let mut paragraphs = Vec::new();
        for placed in survey.body {
            let text = placed.block.text();
            let words = crate::text::words(&text);
            block_words.push(words);
            if placed.block.is_running_text() {
                let alone = matches!(placed.block, Block::Paragraph { .. });
                let prose = alone || matches!(placed.block, Block::Quote { .. });
                paragraphs.push(Paragraph { node: placed.node, words, text, prose, alone });
            }
        }
        let held = paragraphs.iter().map(|paragraph| paragraph.words).sum();
        let seen = || fragments.iter().filter(|fragment| !fragment.scope.hidden && !fragment.scope.noscript);
        let running = seen()
            .filter(|fragment| fragment.running() && !fragment.scope.foreign())
            .map(|fragment| fragment.words)
            .sum();
        let visible = seen().map(|fragment| fragment.words).sum();
        let own = seen().filter(|fragment| !fragment.scope.frame).map(|fragment| fragment.words).sum();
        Self {
            survey,
            fragments,
            paragraphs,
            block_words,
            held,
            running,
            visible,
            end: OnceCell::new(),
            own,
            report: OnceCell::new(),
            story: OnceCell::new(),
            traits: OnceCell::new(),
            numbers: OnceCell::new(),
            odds: OnceCell::new(),
        }
    }

    /// Whether most of its sentences tell of others, whatever its headline speaks of.
    fn is_report(&self) -> bool {
        let title = self.survey.article.title.as_deref();
        *self.report.get_or_init(|| addressee::is_report(self.fragments, title))
    }

    /// Whether paragraphs tell something under a headline: what one of them mentions in passing is not what the page says of
    /// itself.
    fn is_story(&self) -> bool {
        let title = self.survey.article.title.as_deref();
        *self.story.get_or_init(|| self.is_report() || addressee::is_story(self.fragments, title))
    }

    /// Whether the page is hardly more than a sentence or two outside of its menus.
    fn is_message(&self) -> bool {
        let own = || {
            let shown = |fragment: &&Fragment| !fragment.scope.frame && !fragment.scope.hidden;
            self.fragments.iter().filter(shown)
        };
        let tells = |fragment: &Fragment| {
            !fragment.is_link() && fragment.words >= SENTENCE && crate::text::ends_sentence(&fragment.text)
        };
        let links = || own().filter(|fragment| fragment.is_link()).take(LINKS + 1).count();
        self.own < MESSAGE && self.held < MESSAGE && own().any(tells) && links() <= LINKS
    }

    /// Evidence for words in a fragment.
    fn quote(&self, fragment: &Fragment, words: &str, supports: Reason) -> Option<Evidence> {
        quote_location::quote(self.survey.doc, fragment.first, words, supports.as_str())
    }

    /// Evidence for a whole fragment.
    fn quote_fragment(&self, fragment: &Fragment, supports: Reason) -> Option<Evidence> {
        self.quote(fragment, &fragment.text, supports)
    }

    /// Something that can be quoted for a page without words: its title, else the beginning of its source.
    fn anything(&self, supports: Reason) -> Option<Evidence> {
        let doc = self.survey.doc;
        let title = self.survey.article.title.as_deref();
        let title = title.and_then(|title| quote_location::quote(doc, doc.root(), title, supports.as_str()));
        let seen = || {
            self.fragments
                .iter()
                .find(|fragment| fragment.words > 0)
                .and_then(|fragment| self.quote_fragment(fragment, supports))
        };
        title.or_else(seen).or_else(|| {
            let start = doc.source().find("<body").or_else(|| doc.source().find('<')).unwrap_or_default();
            quote_location::raw(doc, start, start + Evidence::QUOTE_MAX, supports.as_str())
        })
    }
}

#[cfg(test)]
mod tests;
