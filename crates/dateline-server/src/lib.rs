//! The web desk, the JSON API and metrics: reads the store, asks the desk to act.

pub mod wire;
