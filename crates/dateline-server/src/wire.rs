//! Forms in which values leave the house as JSON, apart from the model.

mod reading;

pub use reading::{failed_json, reading_json};
