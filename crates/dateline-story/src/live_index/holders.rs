//! The stories that hold a term, by place. Most terms of a language stand in one story alone: those take no memory of their own.

use std::collections::VecDeque;
use std::iter;

/// Places of stories in the order of their ids, at least one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Holders {
    /// A single one.
    One(u32),
    /// Several.
    #[expect(clippy::box_collection, reason = "a list in place is twice as wide, and most terms have none")]
    Many(Box<VecDeque<u32>>),
}

impl Holders {
    /// How many.
    pub(crate) fn len(&self) -> usize {
        match self {
            Self::One(_) => 1,
            Self::Many(list) => list.len(),
        }
    }

    /// The one at a position.
    pub(crate) fn get(&self, at: usize) -> Option<u32> {
        match self {
            Self::One(place) => (at == 0).then_some(*place),
            Self::Many(list) => list.get(at).copied(),
        }
    }

    /// The first.
    pub(crate) fn front(&self) -> Option<u32> {
        self.get(0)
    }

    /// The last.
    pub(crate) fn back(&self) -> Option<u32> {
        self.get(self.len().checked_sub(1)?)
    }

    /// Each of them, from the first on.
    pub(crate) fn iter(&self) -> impl DoubleEndedIterator<Item = u32> + '_ {
        let (one, many) = match self {
            Self::One(place) => (Some(*place), None),
            Self::Many(list) => (None, Some(list.iter().copied())),
        };
        one.into_iter().chain(many.into_iter().flatten())
    }

    /// Puts one at a position, which is none past the end.
    pub(crate) fn insert(&mut self, at: usize, place: u32) {
        if let Self::One(only) = *self {
            *self = Self::Many(Box::new(iter::once(only).collect()));
        }
        if let Self::Many(list) = self {
            list.insert(at, place);
        }
    }

    /// Takes the one at a position out of several; the last that is left stands by itself again.
    pub(crate) fn remove(&mut self, at: usize) {
        if let Self::Many(list) = self {
            list.remove(at);
            if let (1, Some(only)) = (list.len(), list.front().copied()) {
                *self = Self::One(only);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn it_does_what_a_list_does(acts in prop::collection::vec((any::<bool>(), 0..9_usize, any::<u32>()), 0..60)) {
            let (mut held, mut list) = (Holders::One(7), vec![7]);
            for (adds, at, place) in acts {
                if adds || list.len() < 2 {
                    let at = at.min(list.len());
                    held.insert(at, place);
                    list.insert(at, place);
                } else {
                    let at = at % list.len();
                    held.remove(at);
                    list.remove(at);
                }
                prop_assert_eq!(held.iter().collect::<Vec<_>>(), list.clone());
                prop_assert_eq!(held.iter().rev().collect::<Vec<_>>(), list.iter().rev().copied().collect::<Vec<_>>());
                prop_assert_eq!((held.len(), held.front(), held.back()), (list.len(), list.first().copied(), list.last().copied()));
                prop_assert_eq!(held.get(at), list.get(at).copied());
                prop_assert_eq!(matches!(held, Holders::One(_)), list.len() == 1);
            }
        }
    }
}
