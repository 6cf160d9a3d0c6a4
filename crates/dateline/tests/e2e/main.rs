//! The program from outside: what it prints, how it ends, and what it leaves behind.

#![expect(clippy::unwrap_used, clippy::panic, reason = "a test that cannot go on has failed")]

mod access;
mod archive;
mod bad_input;
mod beside_serve;
mod demo;
mod docs;
mod feeds;
mod file_permissions;
mod fixture;
mod json_schema;
mod kill;
mod listening;
mod lists;
mod moving;
mod network;
mod odd_environment;
mod odd_files;
mod publisher_server;
mod read_files;
mod rename;
mod scripts;
mod signals;
mod user;
