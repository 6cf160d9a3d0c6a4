//! The desk from outside, over real HTTP on loopback: one binary, a module for each concern.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

mod access;
mod add;
mod feed_behaviour;
mod feed_dates;
mod feed_losses;
mod feed_repeats;
mod feed_settings;
mod feed_texts;
mod fetch_again;
mod health;
mod history;
mod import;
mod import_archives;
mod import_meets;
mod import_programs;
mod large_polls;
mod media;
mod names;
mod next_pages;
mod panics;
mod press;
mod private;
mod reading;
mod readings;
mod replay;
mod retry;
mod websub;
