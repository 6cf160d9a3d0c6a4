//! How much of an article is held, why, and what shows it.

use crate::Rule;
use crate::aside::words;

words!(
    /// How much is held.
    Holding {
        /// The whole article.
        Full = "full",
        /// A part of it.
        Partial = "partial",
        /// Headline, perhaps a teaser.
        HeadlineOnly = "headline_only",
        /// Nothing of it.
        None = "none",
        /// Not an article at all.
        OtherKind = "other_kind",
    }
);

words!(
    /// Why not all is held, or what else the page is.
    Reason {
        /// Paid subscription.
        Paywall = "paywall",
        /// Free account.
        Registration = "registration",
        /// A number of free articles is used up.
        Meter = "meter",
        /// Consent to tracking is demanded first.
        Consent = "consent",
        /// Text comes by script only.
        Javascript = "javascript",
        /// The server wants proof of a human.
        BotCheck = "bot_check",
        /// Refused for legal reasons or by country.
        GeoLegal = "geo_legal",
        /// No such page.
        NotFound = "not_found",
        /// Taken away for good.
        Gone = "gone",
        /// Sent elsewhere.
        Redirected = "redirected",
        /// The server failed.
        ServerError = "server_error",
        /// The text could not be had by whoever published or copied it, or by us.
        RetrievalFailed = "retrieval_failed",
        /// The feed carries an excerpt only.
        FeedExcerpt = "feed_excerpt",
        /// The publisher says that it is a summary.
        PublisherSummary = "publisher_summary",
        /// Letters are scrambled.
        Scrambled = "scrambled",
        /// The article goes on at another address.
        NextPage = "next_page",
        /// A page where one signs in.
        Login = "login",
        /// The visitor's age is asked first.
        AgeGate = "age_gate",
        /// More was on the page than was read.
        ExtractorLoss = "extractor_loss",
        /// A list of articles.
        SectionFront = "section_front",
        /// A running live report.
        LiveBlog = "live_blog",
        /// Video, audio or gallery.
        MediaPage = "media_page",
        /// Search results.
        SearchPage = "search_page",
        /// Something for sale, or an offer of services.
        Product = "product",
        /// A discussion among users.
        Forum = "forum",
        /// A parked domain.
        Parked = "parked",
        /// Something else than an article.
        NotAnArticle = "not_an_article",
        /// Cut, and nothing tells why.
        Unknown = "unknown",
    }
);

words!(
    /// What the publisher declares about access.
    Access {
        /// Open to all.
        Free = "free",
        /// A number of articles is open.
        Metered = "metered",
        /// Subscribers only.
        Locked = "locked",
    }
);

words!(
    /// Who refused whom.
    Origin {
        /// The host that served this page refused or cut it for us.
        ThisFetch = "this_fetch",
        /// The text arrived broken; the host that served it did not refuse us.
        Inherited = "inherited",
    }
);

/// The verdict on one page.
#[derive(Debug, Clone, PartialEq)]
pub struct Verdict {
    /// How much is held.
    pub holding: Holding,
    /// Why; several may stand together where the page itself does not tell.
    pub reasons: Vec<Reason>,
    /// What the publisher declares; beside the verdict, never turned into it.
    pub declared: Declared,
    /// How much of the whole is held, where something tells.
    pub completeness: Option<Completeness>,
    /// What shows it; at least one for every reason.
    pub evidence: Vec<Evidence>,
}

/// The publisher's own word.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Declared {
    /// schema.org `isAccessibleForFree`, `article:content_tier` and the like.
    pub access: Option<Access>,
    /// Word count of the whole article.
    pub words: Option<u32>,
    /// Per cent of the article that is not shown, 0 to 100.
    pub percent_left: Option<f64>,
    /// Rights reserved against machine use, as written.
    pub reservation: Option<String>,
}

/// An estimate of the part held.
#[derive(Debug, Clone, PartialEq)]
pub struct Completeness {
    /// 0 to 1.
    pub share: f64,
    /// What it was computed from, for instance `percent_notice`.
    pub source: String,
}

/// Something that can be looked up in the stored bytes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Evidence {
    /// The word it supports: a reason or a holding.
    pub supports: String,
    /// Where it stands.
    pub place: Place,
    /// What stands there, at most 160 characters; ranges hold exactly these words, white space and markup aside.
    pub quote: String,
    /// Whose failure it shows.
    pub origin: Origin,
    /// The rule that it made fire; `None` in what was judged before rules had names.
    pub rule: Option<Rule>,
}

/// Where a piece of evidence stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Place {
    /// A header, or `status`.
    Http(String),
    /// Bytes of the page decoded to UTF-8.
    Bytes(u32, u32),
    /// Bytes of a plain-text input.
    Text(u32, u32),
}

impl std::fmt::Display for Place {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Http(name) => write!(f, "http:{name}"),
            Self::Bytes(start, end) => write!(f, "bytes:{start}-{end}"),
            Self::Text(start, end) => write!(f, "text:{start}-{end}"),
        }
    }
}

impl std::str::FromStr for Place {
    type Err = ();

    fn from_str(text: &str) -> Result<Self, ()> {
        let (kind, rest) = text.split_once(':').ok_or(())?;
        let range = || {
            let (start, end) = rest.split_once('-').ok_or(())?;
            Ok::<_, ()>((start.parse().map_err(|_| ())?, end.parse().map_err(|_| ())?))
        };
        match kind {
            "http" => Ok(Self::Http(rest.to_owned())),
            "bytes" => range().map(|(start, end)| Self::Bytes(start, end)),
            "text" => range().map(|(start, end)| Self::Text(start, end)),
            _ => Err(()),
        }
    }
}

impl Evidence {
    /// Longest quote, in characters: the contract's limit.
    pub const QUOTE_MAX: usize = 160;

    /// A piece of evidence; the quote is cut to [`Self::QUOTE_MAX`] characters.
    pub fn new(supports: impl Into<String>, place: Place, quote: &str, origin: Origin) -> Self {
        let quote = quote.chars().take(Self::QUOTE_MAX).collect();
        Self { supports: supports.into(), place, quote, origin, rule: None }
    }

    /// The same, with the rule that it made fire.
    #[must_use]
    pub fn by(self, rule: Rule) -> Self {
        Self { rule: Some(rule), ..self }
    }
}

impl Verdict {
    /// A verdict without reasons.
    pub fn of(holding: Holding) -> Self {
        Self {
            holding,
            reasons: Vec::new(),
            declared: Declared::default(),
            completeness: None,
            evidence: Vec::new(),
        }
    }

    /// Adds a reason once, with its evidence. The same words for the same reason a second time show nothing more.
    pub fn because(&mut self, reason: Reason, evidence: Evidence) {
        if !self.reasons.contains(&reason) {
            self.reasons.push(reason);
        }
        let told = |told: &Evidence| told.supports == evidence.supports && told.quote == evidence.quote;
        if !self.evidence.iter().any(told) {
            self.evidence.push(evidence);
        }
    }
}

/// Who or what stands between a reader and a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Gate {
    /// A subscription or an account is asked for.
    Account,
    /// Consent, age or a proof of a human is asked for.
    Proof,
    /// The text is refused for legal reasons or by country.
    Refusal,
    /// The text is there for scripts alone.
    Script,
}

impl Reason {
    /// The gate that a reason names; `None` for failures, excerpts and other kinds of page.
    pub const fn gate(self) -> Option<Gate> {
        Some(match self {
            Self::Paywall | Self::Registration | Self::Meter | Self::Login => Gate::Account,
            Self::Consent | Self::BotCheck | Self::AgeGate => Gate::Proof,
            Self::GeoLegal => Gate::Refusal,
            Self::Javascript | Self::Scrambled => Gate::Script,
            _ => return None,
        })
    }

    /// Whether somebody stands before the text, rather than that something failed.
    pub const fn is_gate(self) -> bool {
        self.gate().is_some()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_same_words_for_the_same_reason_are_told_once() {
        let mut verdict = Verdict::of(Holding::Partial);
        for (reason, at) in [(Reason::Paywall, 0), (Reason::Paywall, 90), (Reason::Registration, 0)] {
            let place = Place::Text(at, at + 6);
            verdict.because(reason, Evidence::new(reason.as_str(), place, "Log in", Origin::ThisFetch));
        }
        let told: Vec<&str> = verdict.evidence.iter().map(|one| one.supports.as_str()).collect();
        assert_eq!(told, ["paywall", "registration"]);
    }
}
