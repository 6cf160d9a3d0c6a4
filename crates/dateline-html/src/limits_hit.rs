//! Which limits bit while a page was read.

/// Limits that bit. What each of them is stands beside the defaults of [`Limits`](crate::Limits) and in the crate's README.
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
