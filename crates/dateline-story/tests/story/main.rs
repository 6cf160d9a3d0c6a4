//! Stories of made and of the demo's press, in several languages, for all and for each reader.

#![expect(clippy::unwrap_used, clippy::expect_used, reason = "helpers of tests fail as loudly as tests")]

mod clustering;
mod crosslingual;
mod press;
mod readers;
