//! Document or plain text to [`Reading`]: body, metadata, asides, verdict. Total: a broken page gives a verdict.
//!
//! Knows nothing of fetching, storing or clocks. Modules from the bottom up, each using only those before it:
//! `text letters lexicon date language memo word_finder` (words), `name_words shadow_roots class_ids class_hints css_rules css_hidden
//! text_links unseen` (what markup says of an element), `structured` (what the page says in data), `text_fragment` (its visible text,
//! piece by piece), `gate` (what covers the text), `body` (which blocks are the article), `meta` (title, byline, date, publisher), `asides`, `verdict` (how much is
//! held and why), `plain` (text without markup), `reader` (the pipeline over all).

mod asides;
mod body;
mod char_classes;
mod class_hints;
mod class_ids;
mod css_hidden;
mod css_rules;
mod date;
mod element_signs;
mod evidence;
mod explain;
mod forum_threads;
mod gate;
mod keyed_hash;
mod language;
mod lexicon;
mod memo;
mod meta;
mod name_words;
mod plain;
mod prefix_search;
mod reader;
mod republished;
mod served;
mod shadow_roots;
mod smilies;
mod structured;
mod text;
mod text_fragment;
mod text_links;
pub mod training_rows;
mod unmarked;
mod unreadable;
mod verdict;
mod visually_hidden;
mod word_finder;

pub use evidence::evidence_stands;
pub use explain::{Explained, ExplainedLine};
pub use reader::{
    explain_html, explain_text, following_page, read_construct, read_document, read_html, read_page,
    read_text,
};
pub use served::Served;
pub use smilies::is_smiley;
pub use text::{without_origin, without_read_more};
