//! The program from outside: what it prints, how it ends, and what it leaves behind.

#![expect(clippy::unwrap_used, clippy::panic, reason = "a test that cannot go on has failed")]

mod access;
mod bad_input;
mod batch;
mod demo;
mod docs;
mod feeds;
mod ground;
mod kill;
mod network;
mod odd;
mod origin;
mod rename;
mod rights;
mod schema;
mod serving;
mod signals;
