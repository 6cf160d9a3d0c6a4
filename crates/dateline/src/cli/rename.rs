//! What can be typed after `rename`.

use clap::Args;

/// Options of `rename`.
#[derive(Debug, Args)]
pub(crate) struct Rename {
    /// Number, address or name of the feed; with --publisher the host of the publisher.
    #[arg(value_name = "FEED")]
    pub(crate) what: String,
    /// The new name; left out, the feed or publisher is called by its own name again.
    #[arg(value_name = "NAME")]
    pub(crate) name: Option<String>,
    /// Rename the publisher of articles instead, who is named by a host such as news.example.
    #[arg(long)]
    pub(crate) publisher: bool,
    /// Print JSON.
    #[arg(long)]
    pub(crate) json: bool,
}
