//! Verdicts, reasons, places and numbers in plain words: one table each. Formats nothing as markup.

use crate::web::l10n;
pub(crate) use crate::web::l10n::thousands;
use dateline_model::{Access, AsideKind, CopyKind, Holding, Origin, Place, Reason, Verdict};
use dateline_store::Section;

/// How much of an article is held, as one sign: shape and colour tell it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(crate) enum Held {
    /// The whole article.
    Whole,
    /// A part of it.
    Preview,
    /// Headline, perhaps a line.
    Headline,
    /// A gate stands before it.
    Blocked,
    /// It could not be had.
    Missing,
    /// Not an article.
    Other,
    /// Waiting for the text.
    Waiting,
}

impl Held {
    /// Every value, best first.
    pub(crate) const ALL: [Self; 7] = [
        Self::Whole,
        Self::Preview,
        Self::Headline,
        Self::Blocked,
        Self::Missing,
        Self::Other,
        Self::Waiting,
    ];

    /// The value for a holding and its reasons.
    pub(crate) fn of(holding: Holding, reasons: &[Reason]) -> Self {
        match holding {
            Holding::Full => Self::Whole,
            Holding::Partial => Self::Preview,
            Holding::OtherKind => Self::Other,
            Holding::HeadlineOnly => Self::Headline,
            Holding::None if reasons.iter().any(|reason| reason.is_gate()) => Self::Blocked,
            Holding::None => Self::Missing,
        }
    }

    /// Name of its class and of its sign in the page.
    pub(crate) const fn class(self) -> &'static str {
        match self {
            Self::Whole => "whole",
            Self::Preview => "preview",
            Self::Headline => "headline",
            Self::Blocked => "blocked",
            Self::Missing => "missing",
            Self::Other => "other",
            Self::Waiting => "waiting",
        }
    }

    /// One or two words.
    pub(crate) fn word(self) -> &'static str {
        match self {
            Self::Whole => l10n::text("held-whole"),
            Self::Preview => l10n::text("held-preview"),
            Self::Headline => l10n::text("held-headline-only"),
            Self::Blocked => l10n::text("held-blocked"),
            Self::Missing => l10n::text("held-not-available"),
            Self::Other => l10n::text("held-not-an-article"),
            Self::Waiting => l10n::text("held-waiting-for-text"),
        }
    }

    /// `1 preview`, `2 previews`.
    pub(crate) fn counted(self, count: usize) -> String {
        let id = match self {
            Self::Whole => "held-counted-whole",
            Self::Preview => "held-counted-preview",
            Self::Headline => "held-counted-headline",
            Self::Blocked => "held-counted-blocked",
            Self::Missing => "held-counted-missing",
            Self::Other => "held-counted-other",
            Self::Waiting => "held-counted-waiting",
        };
        l10n::count(id, count)
    }
}

/// How a reason is told.
pub(crate) struct ReasonWords {
    /// A few words, lower case, for a mark.
    pub(crate) short: &'static str,
    /// A whole sentence for the article's page.
    pub(crate) sentence: &'static str,
    /// What a reader can do about it.
    pub(crate) advice: &'static str,
}

/// Reason, and the ids of a few words, a sentence, and what to do.
const REASONS: [(Reason, &str, &str, &str); 28] = [
    (Reason::Paywall, "reason-paywall", "reason-paywall-sentence", "reason-paywall-advice"),
    (
        Reason::Registration,
        "reason-registration",
        "reason-registration-sentence",
        "reason-registration-advice",
    ),
    (Reason::Meter, "reason-meter", "reason-meter-sentence", "reason-meter-advice"),
    (Reason::Consent, "reason-consent", "reason-consent-sentence", "reason-consent-advice"),
    (Reason::Javascript, "reason-javascript", "reason-javascript-sentence", "reason-read-there"),
    (Reason::BotCheck, "reason-bot-check", "reason-bot-check-sentence", "reason-bot-check-advice"),
    (Reason::GeoLegal, "reason-geo-legal", "reason-geo-legal-sentence", "reason-read-there"),
    (Reason::NotFound, "reason-not-found", "reason-not-found-sentence", "reason-not-found-advice"),
    (Reason::Gone, "reason-gone", "reason-gone-sentence", "reason-gone-advice"),
    (Reason::Redirected, "reason-redirected", "reason-redirected-sentence", "reason-read-there"),
    (
        Reason::ServerError,
        "reason-server-error",
        "reason-server-error-sentence",
        "reason-server-error-advice",
    ),
    (
        Reason::RetrievalFailed,
        "reason-retrieval-failed",
        "reason-retrieval-failed-sentence",
        "reason-read-there",
    ),
    (Reason::FeedExcerpt, "reason-feed-excerpt", "reason-feed-excerpt-sentence", "reason-read-there"),
    (
        Reason::PublisherSummary,
        "reason-publisher-summary",
        "reason-publisher-summary-sentence",
        "reason-publisher-summary-advice",
    ),
    (Reason::Scrambled, "reason-scrambled", "reason-scrambled-sentence", "reason-read-there"),
    (Reason::NextPage, "reason-next-page", "reason-next-page-sentence", "reason-read-there"),
    (Reason::Login, "reason-login", "reason-login-sentence", "reason-read-there"),
    (Reason::AgeGate, "reason-age-gate", "reason-age-gate-sentence", "reason-read-there"),
    (
        Reason::ExtractorLoss,
        "reason-extractor-loss",
        "reason-extractor-loss-sentence",
        "reason-extractor-loss-advice",
    ),
    (Reason::SectionFront, "reason-section-front", "reason-section-front-sentence", "reason-read-there"),
    (Reason::LiveBlog, "reason-live-blog", "reason-live-blog-sentence", "reason-read-there"),
    (Reason::MediaPage, "reason-media-page", "reason-media-page-sentence", "reason-read-there"),
    (Reason::SearchPage, "reason-search-page", "reason-search-page-sentence", "reason-read-there"),
    (Reason::Product, "reason-product", "reason-product-sentence", "reason-read-there"),
    (Reason::Forum, "reason-forum", "reason-forum-sentence", "reason-read-there"),
    (Reason::Parked, "reason-parked", "reason-parked-sentence", "reason-parked-advice"),
    (Reason::NotAnArticle, "reason-not-an-article", "reason-not-an-article-sentence", "reason-read-there"),
    (Reason::Unknown, "reason-unknown", "reason-unknown-sentence", "reason-read-there"),
];

/// The words of a reason.
pub(crate) fn reason(reason: Reason) -> ReasonWords {
    let found = REASONS.iter().find(|(listed, ..)| *listed == reason);
    let (_, short, sentence, advice) = *found.unwrap_or(&UNNAMED);
    ReasonWords { short: l10n::text(short), sentence: l10n::text(sentence), advice: l10n::text(advice) }
}

/// For a reason that the table lacks; a test sees to it that there is none.
const UNNAMED: (Reason, &str, &str, &str) =
    (Reason::Unknown, "reason-unnamed", "reason-unnamed-sentence", "reason-read-there");

/// The sentence above an article's text.
pub(crate) fn holding_sentence(held: Held) -> &'static str {
    match held {
        Held::Whole => l10n::text("holding-this-is-the-whole"),
        Held::Preview => l10n::text("holding-only-part-of-the"),
        Held::Headline => l10n::text("holding-only-the-headline-is"),
        Held::Blocked => l10n::text("holding-the-publisher-did-not"),
        Held::Missing => l10n::text("holding-couldnt-get-the-text"),
        Held::Other => l10n::text("holding-this-page-is-not"),
        Held::Waiting => l10n::text("holding-waiting-for-the-text"),
    }
}

/// A mark's words: `Preview: paid subscription`.
pub(crate) fn mark(held: Held, reasons: &[Reason]) -> String {
    match reasons.first() {
        Some(first) if held != Held::Whole => {
            l10n::with("mark").text("held", held.word()).text("reason", reason(*first).short).to_string()
        }
        _ => held.word().to_owned(),
    }
}

/// A word of evidence (`paywall`, `partial`) as a reader would say it.
pub(crate) fn supports(word: &str) -> String {
    if let Some(found) = Reason::from_word(word) {
        return reason(found).short.to_owned();
    }
    match Holding::from_word(word) {
        Some(Holding::Full) => l10n::text("supports-whole").to_owned(),
        Some(Holding::Partial) => l10n::text("supports-part").to_owned(),
        Some(Holding::HeadlineOnly) => l10n::text("supports-headline").to_owned(),
        Some(Holding::None) => l10n::text("supports-none").to_owned(),
        Some(Holding::OtherKind) => l10n::text("supports-other").to_owned(),
        None => word.replace('_', " "),
    }
}

/// Where a piece of evidence stands.
pub(crate) fn place(place: &Place) -> String {
    match place {
        Place::Http(name) if name == "status" => l10n::text("place-status").to_owned(),
        Place::Http(name) if name == "feed" => l10n::text("place-feed").to_owned(),
        Place::Http(name) if name == "following" => l10n::text("place-following").to_owned(),
        Place::Http(name) => l10n::with("place-header").text("name", name).to_string(),
        Place::Bytes(start, end) => bytes("place-bytes", *start, *end),
        Place::Text(start, end) => bytes("place-text", *start, *end),
    }
}

fn bytes(id: &'static str, start: u32, end: u32) -> String {
    l10n::with(id).text("start", start).text("end", end).to_string()
}

/// Whose failure it shows.
pub(crate) fn origin(origin: Origin) -> &'static str {
    match origin {
        Origin::ThisFetch => l10n::text("origin-seen-when-this-page"),
        Origin::Inherited => l10n::text("origin-inherited-the-text-was"),
    }
}

/// What the publisher itself declares, if anything.
pub(crate) fn declared(verdict: &Verdict) -> Option<String> {
    let declared = &verdict.declared;
    let access = declared.access.map(|access| match access {
        Access::Free => l10n::text("declared-free").to_owned(),
        Access::Metered => l10n::text("declared-metered").to_owned(),
        Access::Locked => l10n::text("declared-locked").to_owned(),
    });
    let words = declared.words.map(|words| l10n::with("declared-words").text("words", words).to_string());
    let left = declared
        .percent_left
        .map(|left| l10n::with("declared-left").text("percent", format!("{left:.0}")).to_string());
    let reserved = declared
        .reservation
        .as_ref()
        .map(|reservation| l10n::with("declared-reserved").text("reservation", reservation).to_string());
    let parts: Vec<_> = [access, words, left, reserved].into_iter().flatten().collect();
    (!parts.is_empty()).then(|| l10n::list(&parts))
}

/// How an aside is called, singular.
pub(crate) fn aside(kind: AsideKind) -> &'static str {
    match kind {
        AsideKind::Teaser => l10n::text("aside-teaser-of-another-article"),
        AsideKind::Cluster => l10n::text("aside-headlines-of-several-publishers"),
        AsideKind::Notice => l10n::text("aside-notice"),
        AsideKind::Cookie => l10n::text("aside-cookie-line"),
        AsideKind::Caption => l10n::text("aside-caption"),
        AsideKind::Navigation => l10n::text("aside-navigation"),
        AsideKind::BylineBox => l10n::text("aside-about-the-author"),
        AsideKind::Newsletter => l10n::text("aside-newsletter-invitation"),
        AsideKind::Comments => l10n::text("aside-comments"),
        AsideKind::Advert => l10n::text("aside-advertisement"),
        AsideKind::Related => l10n::text("aside-related-links"),
    }
}

/// How a copy relates to its original.
pub(crate) fn copied(kind: CopyKind) -> &'static str {
    match kind {
        CopyKind::Same => l10n::text("copied-word-for-word"),
        CopyKind::Excerpt => l10n::text("copied-in-part"),
        CopyKind::Extended => l10n::text("copied-with-additions"),
        CopyKind::Edited => l10n::text("copied-edited"),
    }
}

/// A section of the front page.
pub(crate) fn section(section: Section) -> &'static str {
    match section {
        Section::World => l10n::text("section-world"),
        Section::Politics => l10n::text("section-politics"),
        Section::Business => l10n::text("section-business"),
        Section::Science => l10n::text("section-science"),
        Section::Technology => l10n::text("section-technology"),
        Section::Health => l10n::text("section-health"),
        Section::Climate => l10n::text("section-climate"),
        Section::Culture => l10n::text("section-culture"),
        Section::Sport => l10n::text("section-sport"),
    }
}

/// Words as a list in a sentence: `a`, `a or b`, `a, b or c`.
pub(crate) fn either(words: &[String]) -> String {
    match words {
        [] => String::new(),
        [only] => only.clone(),
        [most @ .., last] => {
            l10n::with("either").text("most", l10n::list(most)).text("last", last).to_string()
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn none_is_blocked_only_behind_a_gate() {
        assert_eq!(Held::of(Holding::None, &[Reason::Consent]), Held::Blocked);
        assert_eq!(Held::of(Holding::None, &[Reason::Gone]), Held::Missing);
        assert_eq!(Held::of(Holding::None, &[]), Held::Missing);
    }

    #[test]
    fn marks_name_the_first_reason_except_for_whole() {
        assert_eq!(mark(Held::Preview, &[Reason::Paywall, Reason::Meter]), "Preview: paid subscription");
        assert_eq!(mark(Held::Whole, &[Reason::Unknown]), "Whole");
    }

    #[test]
    fn every_reason_has_words_that_end_well() {
        for reason_value in Reason::ALL {
            let words = reason(*reason_value);
            assert_ne!(words.short, UNNAMED.1, "{reason_value}");
            assert!(words.sentence.ends_with('.') && words.advice.ends_with('.'), "{reason_value}");
            assert!(!words.short.ends_with('.'), "{reason_value}");
        }
    }

    #[test]
    fn numbers_read_well() {
        assert_eq!(thousands(999), "999");
        assert_eq!(thousands(1_234_567), "1\u{202f}234\u{202f}567");
        assert_eq!(l10n::count("count-publishers", 1_usize), "1 publisher");
        let german = || (thousands(1_234_567), l10n::count("count-publishers", 2_000_usize));
        let expected = ("1.234.567".to_owned(), "2.000 Herausgeber".to_owned());
        assert_eq!(l10n::speaking("de", german), expected);
    }
}
