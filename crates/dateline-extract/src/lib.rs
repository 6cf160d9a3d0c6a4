//! Document or plain text to [`Reading`]: body, metadata, asides, verdict. Total: a broken page gives a verdict.
//!
//! Knows nothing of fetching, storing or clocks. The rooms inside: `structured` (what the page says in data), `gate`
//! (what covers the text), `body` (which blocks are the article), `meta` (title, byline, date, publisher), `asides`,
//! `verdict` (how much is held and why), `evidence` (its claims looked up again), `plain` (text without markup), `lexicon` (phrases as data).

mod asides;
mod body;
mod copied;
mod evidence;
mod explain;
mod gate;
mod keyed;
mod lately;
mod letters;
mod lexicon;
mod meta;
mod plain;
mod reader;
mod served;
mod stems;
mod structured;
mod survey;
pub mod training;
mod unreadable;
mod unseen;
mod verdict;

pub use evidence::evidence_stands;
pub use explain::{Explained, ExplainedLine};
pub use plain::without_read_more;
pub use reader::{
    explain_html, explain_text, following_page, read_construct, read_document, read_html, read_page,
    read_text,
};
pub use served::Served;
