//! The store from outside: one binary, a module for each concern.

#![expect(clippy::unwrap_used, clippy::panic, reason = "a test that cannot go on has failed")]
mod access;
mod accounts;
mod care;
mod clean;
mod corrections;
mod corrections_published;
mod ground;
mod keep;
mod kill;
mod labels;
mod lists;
mod migrate;
mod moves;
mod notes;
mod parted;
mod places;
mod polls;
mod private;
mod programs;
mod publishers;
mod random;
mod rank;
mod read_together;
mod readers;
mod reading;
mod rules;
mod saved;
mod search;
mod streams;
mod two_readers;
mod views;
mod websub;
