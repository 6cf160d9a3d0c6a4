//! The desk from outside, over real HTTP on loopback: one binary, a module for each concern.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

mod add;
mod again;
mod health;
mod panics;
mod press;
mod private;
mod rate;
mod reading;
mod replay;
mod websub;
