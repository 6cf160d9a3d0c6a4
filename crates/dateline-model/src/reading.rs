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
    /// Every limit that bit.
    pub caps: Caps,
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

/// Limits that bit while parsing, by name: `depth`, `attributes`, `size`, `formatting`, `memory`.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Caps {
    /// The tree was deeper than the cap; deeper elements were flattened.
    pub depth: bool,
    /// A tag had more attributes than the cap; the rest were dropped.
    pub attributes: bool,
    /// The input was longer than the cap; the rest was not read.
    pub size: bool,
    /// More formatting elements were left open, or took more work to nest, than the caps; later ones were opened plainly.
    pub formatting: bool,
    /// The tree took more memory than the bytes of the input pay for; further tags were dropped, their text kept.
    pub memory: bool,
}

impl Caps {
    /// Names of the limits that bit.
    pub fn names(self) -> impl Iterator<Item = &'static str> {
        let all = [
            ("depth", self.depth),
            ("attributes", self.attributes),
            ("size", self.size),
            ("formatting", self.formatting),
            ("memory", self.memory),
        ];
        all.into_iter().filter_map(|(name, bit)| bit.then_some(name))
    }
}
