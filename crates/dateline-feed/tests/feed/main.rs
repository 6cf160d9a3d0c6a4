//! Feeds that break rules, end early, grow without bound or carry recordings.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

mod cut;
mod expansion;
mod hostile;
mod left_open;
mod leniency;
mod other_names;
mod recordings;
