//! Verdicts, reasons, places and numbers in plain words: one table each. Formats nothing as markup.

use dateline_model::{Access, AsideKind, CopyKind, Holding, Origin, Place, Reason, Verdict};

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
    pub(crate) const fn word(self) -> &'static str {
        match self {
            Self::Whole => "Whole",
            Self::Preview => "Preview",
            Self::Headline => "Headline only",
            Self::Blocked => "Blocked",
            Self::Missing => "Not available",
            Self::Other => "Not an article",
            Self::Waiting => "Waiting for text",
        }
    }

    /// `1 preview`, `2 previews`.
    pub(crate) fn counted(self, count: usize) -> String {
        match (self, count) {
            (Self::Whole, _) => format!("{count} whole"),
            (Self::Preview, 1) => "1 preview".to_owned(),
            (Self::Preview, _) => format!("{count} previews"),
            (Self::Headline, _) => format!("{count} headline only"),
            (Self::Blocked, _) => format!("{count} blocked"),
            (Self::Missing, _) => format!("{count} not available"),
            (Self::Other, 1) => "1 non-article".to_owned(),
            (Self::Other, _) => format!("{count} non-articles"),
            (Self::Waiting, _) => format!("{count} waiting for text"),
        }
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

const READ_THERE: &str = "Read it at the publisher.";

/// Reason, a few words, a sentence, what to do.
const REASONS: [(Reason, &str, &str, &str); 28] = [
    (
        Reason::Paywall,
        "paid subscription",
        "The publisher keeps the rest for paying subscribers.",
        "If you subscribe, read it at the publisher with your account.",
    ),
    (
        Reason::Registration,
        "free account required",
        "The publisher asks for a free account before showing the rest.",
        "With an account there you can read it at the publisher.",
    ),
    (
        Reason::Meter,
        "free articles used up",
        "The publisher gives a number of articles for free, and this visit had none left.",
        "It may open for you at the publisher, where your own count applies.",
    ),
    (
        Reason::Consent,
        "consent page",
        "The publisher answered with a page that demands consent to tracking first. Dateline does not consent for you.",
        "Decide at the publisher.",
    ),
    (
        Reason::Javascript,
        "needs JavaScript",
        "The page shows its text by script only, and Dateline doesn't run publishers' scripts.",
        READ_THERE,
    ),
    (
        Reason::BotCheck,
        "bot check",
        "The server asked for proof that the visitor is human. Dateline says openly what it is and does not pass such checks.",
        "Your own browser will usually be let in.",
    ),
    (
        Reason::GeoLegal,
        "refused by country or law",
        "The publisher does not show the page in this country, or for legal reasons.",
        READ_THERE,
    ),
    (
        Reason::NotFound,
        "no such page",
        "The publisher has no page at this address.",
        "The link may have moved.",
    ),
    (
        Reason::Gone,
        "taken down",
        "The publisher has taken the page down for good. The old text is hidden by default.",
        "Other versions of the story may still be online.",
    ),
    (
        Reason::Redirected,
        "redirected",
        "The address leads to a different page, not to the article.",
        READ_THERE,
    ),
    (
        Reason::ServerError,
        "server failed",
        "The publisher's server failed when we asked for the page.",
        "Dateline will try again at the next update.",
    ),
    (
        Reason::RetrievalFailed,
        "retrieval failed",
        "The text could not be retrieved, either by the site that republished it or by us.",
        READ_THERE,
    ),
    (
        Reason::FeedExcerpt,
        "excerpt from the feed",
        "The feed carries an excerpt, and the page gave no more.",
        READ_THERE,
    ),
    (
        Reason::PublisherSummary,
        "publisher's summary",
        "The publisher says that this is a summary.",
        "The full article is at the publisher.",
    ),
    (
        Reason::Scrambled,
        "letters scrambled",
        "The publisher scrambles the letters of the text for visitors without access.",
        READ_THERE,
    ),
    (
        Reason::NextPage,
        "continues on another page",
        "The article is spread over several pages, and this is one of them.",
        READ_THERE,
    ),
    (Reason::Login, "sign-in page", "The publisher answered with a sign-in page.", READ_THERE),
    (
        Reason::AgeGate,
        "asks for your age",
        "The publisher asks for the visitor's age before it shows anything.",
        READ_THERE,
    ),
    (
        Reason::ExtractorLoss,
        "we may have missed some",
        "More text was on the page than Dateline recognised as the article.",
        "Compare with the publisher's page; the fault is ours.",
    ),
    (Reason::SectionFront, "section page", "This is a list of articles, not an article.", READ_THERE),
    (
        Reason::LiveBlog,
        "live report",
        "This is a running live report, which changes all the time.",
        READ_THERE,
    ),
    (
        Reason::MediaPage,
        "video, audio or gallery",
        "This page is about a video, a recording or pictures.",
        READ_THERE,
    ),
    (Reason::SearchPage, "search results", "This is a page of search results.", READ_THERE),
    (Reason::Product, "product or service", "This page offers something for sale or hire.", READ_THERE),
    (Reason::Forum, "discussion", "This page is a discussion among users.", READ_THERE),
    (
        Reason::Parked,
        "parked domain",
        "The domain is parked: nobody publishes here.",
        "Consider removing the feed.",
    ),
    (Reason::NotAnArticle, "not an article", "This page is not an article.", READ_THERE),
    (
        Reason::Unknown,
        "cut off, reason unknown",
        "The text breaks off, and nothing on the page says why.",
        READ_THERE,
    ),
];

/// The words of a reason.
pub(crate) fn reason(reason: Reason) -> ReasonWords {
    let found = REASONS.iter().find(|(listed, ..)| *listed == reason);
    let (_, short, sentence, advice) = *found.unwrap_or(&UNNAMED);
    ReasonWords { short, sentence, advice }
}

/// For a reason that the table lacks; a test sees to it that there is none.
const UNNAMED: (Reason, &str, &str, &str) =
    (Reason::Unknown, "for a reason without a name", "Something kept the text away.", READ_THERE);

/// The sentence above an article's text.
pub(crate) const fn holding_sentence(held: Held) -> &'static str {
    match held {
        Held::Whole => "This is the whole article.",
        Held::Preview => "Only part of the article is available.",
        Held::Headline => "Only the headline is available.",
        Held::Blocked => "The publisher did not show the text.",
        Held::Missing => "Couldn't get the text.",
        Held::Other => "This page is not an article.",
        Held::Waiting => "Waiting for the text.",
    }
}

/// A mark's words: `Preview: paid subscription`.
pub(crate) fn mark(held: Held, reasons: &[Reason]) -> String {
    match reasons.first() {
        Some(first) if held != Held::Whole => format!("{}: {}", held.word(), reason(*first).short),
        _ => held.word().to_owned(),
    }
}

/// A word of evidence (`paywall`, `partial`) as a reader would say it.
pub(crate) fn supports(word: &str) -> String {
    if let Some(found) = Reason::from_word(word) {
        return reason(found).short.to_owned();
    }
    match Holding::from_word(word) {
        Some(Holding::Full) => "whole".to_owned(),
        Some(Holding::Partial) => "a part only".to_owned(),
        Some(Holding::HeadlineOnly) => "headline only".to_owned(),
        Some(Holding::None) => "no text".to_owned(),
        Some(Holding::OtherKind) => "not an article".to_owned(),
        None => word.replace('_', " "),
    }
}

/// Where a piece of evidence stands.
pub(crate) fn place(place: &Place) -> String {
    match place {
        Place::Http(name) if name == "status" => "status line of the answer".to_owned(),
        Place::Http(name) if name == "feed" => "the item of the feed".to_owned(),
        Place::Http(name) if name == "following" => "a following page of the article".to_owned(),
        Place::Http(name) => format!("header \u{201c}{name}\u{201d} of the answer"),
        Place::Bytes(start, end) => format!("bytes {start} to {end} of the page"),
        Place::Text(start, end) => format!("bytes {start} to {end} of the text"),
    }
}

/// Whose failure it shows.
pub(crate) const fn origin(origin: Origin) -> &'static str {
    match origin {
        Origin::ThisFetch => "seen when this page was fetched",
        Origin::Inherited => {
            "inherited: the text was already incomplete when it arrived; this host refused us nothing"
        }
    }
}

/// What the publisher itself declares, if anything.
pub(crate) fn declared(verdict: &Verdict) -> Option<String> {
    let declared = &verdict.declared;
    let access = declared.access.map(|access| match access {
        Access::Free => "free for everyone".to_owned(),
        Access::Metered => "metered".to_owned(),
        Access::Locked => "for subscribers".to_owned(),
    });
    let words = declared.words.map(|words| format!("{words} words in the whole article"));
    let left = declared.percent_left.map(|left| format!("{left:.0} % not shown"));
    let reserved =
        declared.reservation.as_ref().map(|reservation| format!("rights reserved ({reservation})"));
    let parts: Vec<_> = [access, words, left, reserved].into_iter().flatten().collect();
    (!parts.is_empty()).then(|| parts.join(", "))
}

/// How an aside is called, singular.
pub(crate) const fn aside(kind: AsideKind) -> &'static str {
    match kind {
        AsideKind::Teaser => "Teaser of another article",
        AsideKind::Cluster => "Headlines of several publishers",
        AsideKind::Notice => "Notice",
        AsideKind::Cookie => "Cookie line",
        AsideKind::Caption => "Caption",
        AsideKind::Navigation => "Navigation",
        AsideKind::BylineBox => "About the author",
        AsideKind::Newsletter => "Newsletter invitation",
        AsideKind::Comments => "Comments",
        AsideKind::Advert => "Advertisement",
        AsideKind::Related => "Related links",
    }
}

/// How a copy relates to its original.
pub(crate) const fn copied(kind: CopyKind) -> &'static str {
    match kind {
        CopyKind::Same => "word for word",
        CopyKind::Excerpt => "in part",
        CopyKind::Extended => "with additions",
        CopyKind::Edited => "edited",
    }
}

/// `1 publisher`, `7 publishers`; `many` is the plural.
pub(crate) fn count(number: usize, one: &str, many: &str) -> String {
    if number == 1 { format!("1 {one}") } else { format!("{} {many}", thousands(number)) }
}

/// Digits in groups of three, parted by a thin space.
pub(crate) fn thousands(number: usize) -> String {
    let digits = number.to_string();
    let mut out = String::with_capacity(digits.len() + digits.len() / 3 * 3);
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && (digits.len() - index).is_multiple_of(3) {
            out.push('\u{202f}');
        }
        out.push(digit);
    }
    out
}

/// Words as a list in a sentence: `a`, `a or b`, `a, b or c`.
pub(crate) fn either(words: &[String]) -> String {
    match words {
        [] => String::new(),
        [only] => only.clone(),
        [most @ .., last] => format!("{} or {last}", most.join(", ")),
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
        assert_eq!(count(1, "publisher", "publishers"), "1 publisher");
    }
}
