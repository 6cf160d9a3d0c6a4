//! The fetcher against servers of our own on loopback: answers, faults, guard, robots, politeness.

#![expect(clippy::unwrap_used, clippy::panic, reason = "a test that cannot set its stage must fail loudly")]

mod answers;
mod connection_guard;
mod login;
mod open_addresses;
mod origin;
mod politeness;
mod robots;
mod tls;
