//! What can be typed after `feed set`.

use clap::{Args, ValueEnum};

/// Options of `feed set`; what is left out stays as it is.
#[derive(Debug, Args)]
pub(crate) struct FeedSet {
    /// Number or address of the feed.
    #[arg(value_name = "FEED")]
    pub(crate) feed: String,
    /// Hours between checks, from 1 to 720; auto goes by how often the feed has news.
    #[arg(long, value_name = "HOURS|auto", value_parser = hours)]
    pub(crate) hours: Option<Hours>,
    /// Whose pages are fetched: of articles that the feed gives less than whole (auto), of all, or of none.
    #[arg(long, value_enum)]
    pub(crate) pages: Option<PagesOf>,
    /// Open its articles at the publisher from lists.
    #[arg(long, value_name = "yes|no", value_parser = clap::builder::BoolishValueParser::new())]
    pub(crate) original: Option<bool>,
    /// Print JSON.
    #[arg(long)]
    pub(crate) json: bool,
}

/// Hours between checks; none where they go by the feed.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Hours(pub(crate) Option<u32>);

fn hours(text: &str) -> Result<Hours, String> {
    match text {
        "auto" => Ok(Hours(None)),
        _ => match text.parse() {
            Ok(hours @ 1..=720) => Ok(Hours(Some(hours))),
            _ => Err("hours are from 1 to 720, or auto".to_owned()),
        },
    }
}

/// Whose pages are fetched.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum PagesOf {
    Auto,
    Always,
    Never,
}
