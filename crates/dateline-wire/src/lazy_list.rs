//! Lists and words that are made as they are written.

use serde::{Serialize, Serializer};
use std::fmt::Display;

/// A list of which each element is turned into its JSON as it is written.
#[derive(Debug)]
pub(crate) struct Each<'a, T, J> {
    items: &'a [T],
    json: fn(&'a T) -> J,
}

impl<'a, T, J> Each<'a, T, J> {
    pub(crate) const fn of(items: &'a [T], json: fn(&'a T) -> J) -> Self {
        Self { items, json }
    }
}

impl<T, J: Serialize> Serialize for Each<'_, T, J> {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        to.collect_seq(self.items.iter().map(self.json))
    }
}

/// A value as it is shown.
#[derive(Debug)]
pub(crate) struct Shown<T>(pub(crate) T);

impl<T: Display> Serialize for Shown<T> {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        to.collect_str(&self.0)
    }
}
