//! Where a mark stands next in a text, looked for once: a mark that never comes is not looked for again at every place that waits
//! for it.

/// The next place of one mark.
pub(super) struct Ahead {
    mark: &'static str,
    /// From here on the answer below holds, up to the mark.
    from: usize,
    next: Option<usize>,
    asked: bool,
}

impl Ahead {
    pub(super) const fn new(mark: &'static str) -> Self {
        Self { mark, from: 0, next: None, asked: false }
    }

    /// Where the mark begins at or behind a place; asked with growing places, all answers together cost one look at the text.
    pub(super) fn find(&mut self, text: &str, at: usize) -> Option<usize> {
        let holds = self.asked && at >= self.from && self.next.is_none_or(|next| at <= next);
        if !holds {
            let bytes = text.as_bytes().get(at..).unwrap_or_default();
            self.next = memchr::memmem::find(bytes, self.mark.as_bytes()).map(|found| at + found);
            (self.from, self.asked) = (at, true);
        }
        self.next
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_next_mark_from_any_place() {
        let text = "a-->b-->c";
        let mut ahead = Ahead::new("-->");
        for (at, next) in [
            (0, Some(1)),
            (1, Some(1)),
            (2, Some(5)),
            (5, Some(5)),
            (6, None),
            (9, None),
            (0, Some(1)),
            (99, None),
        ] {
            assert_eq!(ahead.find(text, at), next, "{at}");
        }
    }
}
