//! The program from outside: what it prints, how it ends, and what it leaves behind.

mod bad_input;
mod batch;
mod demo;
mod docs;
mod feeds;
mod ground;
mod kill;
mod network;
mod origin;
mod schema;
mod serving;
