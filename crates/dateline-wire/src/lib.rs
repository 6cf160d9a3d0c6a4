//! Readings and feeds as JSON, readings as Markdown, apart from the model: one definition for command line, API, archives and
//! programs of other languages.

mod blocks;
mod feed;
mod lazy_list;
pub mod markdown;
mod reading;
#[cfg(test)]
mod tests;

pub use feed::feed_json;
pub use reading::{ReadingJson, asides_json, blocks_json, evidence_json, failed_json, reading_json};
