//! What the server answers, route by route, over a desk of made articles. One program: each of its own would link the server anew.

#![expect(clippy::unwrap_used, clippy::panic, reason = "a test that cannot be set up fails")]

mod access_matrix;
mod apps;
mod articles;
mod attachments;
mod cancelled_requests;
#[path = "../fixture/mod.rs"]
mod fixture;
mod greader;
mod health;
mod house;

mod hubs_and_public_feeds;
mod login;
mod moving;
mod personal;
mod pictures;
mod requests;
mod site;
mod stories;
mod sync;
