//! What reading one page or one plain text gives.

use crate::{Article, Aside, Verdict};

/// Article, asides and verdict together.
#[derive(Debug, Clone, PartialEq)]
pub struct Reading {
    /// The article, where there is any of it.
    pub article: Option<Article>,
    /// Everything else, in page order.
    pub asides: Vec<Aside>,
    /// How much is held and why.
    pub verdict: Verdict,
    /// What the publisher reserves.
    pub reservations: Reservations,
    /// Every limit that bit while the page was parsed, by name: `depth`, `attributes`, `size`, `formatting`, `memory`.
    pub caps: Vec<String>,
}

/// Publishers' reservations as found on the page or in its headers.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Reservations {
    /// `tdm-reservation: 1` in header or meta.
    pub tdm: bool,
    /// Address of the policy, if one is named.
    pub tdm_policy: Option<String>,
    /// `noarchive` in robots meta or `X-Robots-Tag`.
    pub noarchive: bool,
    /// `nosnippet` likewise.
    pub nosnippet: bool,
    /// Licence of the text as the page names it, mostly the address of a Creative Commons deed.
    pub licence: Option<String>,
}
