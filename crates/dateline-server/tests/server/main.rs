//! What the server answers, route by route, over a desk of made articles. One program: each of its own would link the server anew.

#![expect(clippy::unwrap_used, clippy::panic, reason = "a test that cannot be set up fails")]

mod access_matrix;
mod apps;
mod articles;
mod attachments;
mod base_path;
mod cancelled_requests;
#[path = "../clients_at_once/mod.rs"]
mod clients_at_once;
mod contract;
mod events;
mod feed_settings;
#[path = "../fixture/mod.rs"]
mod fixture;
mod full_disk;
mod greader;
mod health;
mod house;
mod hubs_and_public_feeds;
mod login;
mod mcp;
mod moving;
mod openapi;
mod passkeys;
mod personal;
mod pictures;
mod provider;
mod requests;
mod round_trip;
mod site;
mod stories;
mod sync;
mod webhooks;
