//! Readings as JSON, apart from the model: one definition for command line, API, archives and programs of other languages.

mod blocks;
mod lazy_list;
mod reading;
#[cfg(test)]
mod tests;

pub use reading::{ReadingJson, asides_json, blocks_json, evidence_json, failed_json, reading_json};
