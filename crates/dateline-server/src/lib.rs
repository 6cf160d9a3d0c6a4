//! The web desk, the JSON API and metrics. Reads the store, asks the desk to act; fetches nothing itself.

mod assets;
mod web;
pub mod wire;
