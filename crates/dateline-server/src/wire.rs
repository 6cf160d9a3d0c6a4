//! Forms in which values leave the house as JSON, apart from the model.

mod desk;
mod reading;

pub use desk::{
    act_json, entry_json, feed_json, follow_json, front_json, saved_json, search_json, story_json,
};
pub use reading::{failed_json, reading_json};

#[cfg(test)]
mod tests;
