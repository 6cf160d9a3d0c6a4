//! Articles that hang together by copies: union-find (Tarjan 1975), the earliest article of each group its root.

/// Groups of articles.
pub(crate) struct Groups(Vec<u32>);

impl Groups {
    /// Every article alone.
    pub(crate) fn new(articles: u32) -> Self {
        Self((0..articles).collect())
    }

    /// The earliest article of an article's group.
    pub(crate) fn root(&mut self, article: u32) -> u32 {
        let mut at = article as usize;
        while self.0[at] as usize != at {
            self.0[at] = self.0[self.0[at] as usize];
            at = self.0[at] as usize;
        }
        at as u32
    }

    /// Makes one group of two articles' groups.
    pub(crate) fn join(&mut self, a: u32, b: u32) {
        let (a, b) = (self.root(a), self.root(b));
        self.0[a.max(b) as usize] = a.min(b);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_earliest_is_the_root() {
        let mut groups = Groups::new(6);
        for (a, b) in [(3, 5), (1, 4), (4, 5)] {
            groups.join(a, b);
        }
        let roots: Vec<u32> = (0..6).map(|article| groups.root(article)).collect();
        assert_eq!(roots, [0, 1, 2, 1, 1, 1]);
    }
}
