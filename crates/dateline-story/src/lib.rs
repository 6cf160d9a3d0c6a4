//! Readings to copies and stories, online: what belongs together and why. It plans and applies changes in memory;
//! it does not store, fetch, read clocks or speak any wire format.

mod background;
mod copies;
mod crosslingual_keys;
mod embedding;
mod hash;
mod index;
pub mod inside;
mod profile;
mod reader_stories;
mod regroup;
mod score;
mod settings;
mod situation;
mod sparse_vector;
mod stories;
mod stream;
mod words;

pub use reader_stories::{ReaderPlacement, ReaderStory};
pub use regroup::{Move, Regrouping, Snapshot};
pub use settings::Settings;
pub use situation::Situation;
pub use stories::Stories;
pub use stream::{Order, cluster, cluster_with};
