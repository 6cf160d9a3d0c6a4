//! The desk from outside, over real HTTP on loopback: one binary, a module for each concern.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

mod access;
mod add;
mod following;
mod happens;
mod health;
mod history;
mod media;
mod names;
mod panics;
mod press;
mod private;
mod rate;
mod reading;
mod readings;
mod replay;
mod retry;
mod websub;
