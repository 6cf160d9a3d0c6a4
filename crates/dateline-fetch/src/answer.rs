//! The response to a request.

use dateline_model::{Headers, Hop, Page, Truncation, Validators, WebUrl};
use jiff::Timestamp;
/// A response of any status.
#[derive(Debug, Clone)]
pub enum Answer {
    /// A page: any status but a 304 that we asked for.
    Fresh(Page),
    /// 304 to our validators.
    Unchanged(Unchanged),
}

/// Nothing new since the last answer.
#[derive(Debug, Clone)]
pub struct Unchanged {
    /// The address that was asked for.
    pub url: WebUrl,
    /// The address that answered.
    pub final_url: WebUrl,
    /// Every redirect on the way, first one first.
    pub redirects: Vec<Hop>,
    /// Headers of the 304, for freshness.
    pub headers: Headers,
    /// What to send next time: those of the 304 where it has some, else those that were sent.
    pub validators: Validators,
    /// When the answer came.
    pub fetched_at: Timestamp,
}

impl Answer {
    /// One word for a health record: `ok`, `unchanged`, `gone` or `failed:KIND`. What only a parser can see
    /// (no feed, repaired, half readable) is not in it.
    pub fn word(&self) -> &'static str {
        match self {
            Self::Unchanged(_) => "unchanged",
            Self::Fresh(page) => page_word(page),
        }
    }

    /// Headers of the last answer.
    pub fn headers(&self) -> &Headers {
        match self {
            Self::Fresh(page) => &page.headers,
            Self::Unchanged(unchanged) => &unchanged.headers,
        }
    }

    /// Where the address has moved for good: the end of the permanent redirects (301, 308) that it begins with.
    /// A move should be believed when it has been seen twice.
    pub fn moved(&self) -> Option<&WebUrl> {
        self.redirects().iter().take_while(|hop| matches!(hop.status, 301 | 308)).last().map(|hop| &hop.to)
    }

    /// Every redirect on the way.
    pub fn redirects(&self) -> &[Hop] {
        match self {
            Self::Fresh(page) => &page.redirects,
            Self::Unchanged(unchanged) => &unchanged.redirects,
        }
    }
}

/// The word of [`Answer::word`] for a page.
pub fn page_word(page: &Page) -> &'static str {
    match (page.status, page.truncation) {
        (401 | 407, _) => "failed:auth",
        (410, _) => "gone",
        (429, _) => "failed:rate_limited",
        (200..=299, None) => "ok",
        (200..=299, Some(Truncation::Cap)) => "failed:limit",
        (200..=299, Some(_)) => "failed:truncated",
        _ => "failed:status",
    }
}
