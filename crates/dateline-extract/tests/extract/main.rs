//! What reading gives: whole articles, kinds of pages, texts of feeds, evidence that can be found again.

#![expect(clippy::unwrap_used, clippy::expect_used, reason = "a case that cannot be read is a failed test")]

mod about;
mod constructs;
mod folded;
mod kinds;
mod pages;
mod whole;
