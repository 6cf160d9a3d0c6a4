//! Forms in which values leave the house as JSON, apart from the model.

mod attached;
mod blocks;
mod desk;
mod reading;

pub use attached::attached_json;
pub use desk::{
    act_json, entry_json, feed_json, follow_json, front_json, saved_json, search_json, story_json,
    version_json,
};
pub use reading::{failed_json, reading_json};

/// A time in the one width that all times have, to the second, so that they sort as text; a day stays a day.
fn time(at: impl std::fmt::Display) -> String {
    format!("{at:.0}")
}

#[cfg(test)]
mod tests;
