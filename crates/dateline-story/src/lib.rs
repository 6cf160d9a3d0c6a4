//! Online clustering: articles (`StoryDoc`) to copies and stories, with the reasons. It plans and applies changes in memory;
//! it does not store, fetch, read clocks or speak any wire format.

mod article_profile;
mod background_rarity;
mod copy_detection;
mod crosslingual_keys;
pub mod details;
mod embedding;
mod group_file;
mod linked_stories;
mod live_index;
mod name_sounds;
mod reader_stories;
mod regroup;
mod score;
mod settings;
mod sparse_vector;
mod stable_hash;
mod stories;
mod text_copies;
mod text_words;
mod tokenizer;

pub use group_file::{Order, cluster, cluster_with};
pub use linked_stories::Situation;
pub use reader_stories::{ReaderPlacement, ReaderStory};
pub use regroup::{Move, Regrouping, Snapshot};
pub use settings::{Settings, Strictness};
pub use stories::Stories;
pub use text_copies::TextShingles;
