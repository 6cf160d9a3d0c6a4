//! What `open` takes.

use clap::Args;

/// Options of `open`.
#[derive(Debug, Args)]
pub(crate) struct Open {
    /// Number of an article; the desk itself when left out.
    #[arg(value_name = "ID")]
    pub(crate) id: Option<i64>,
    /// The number is that of a story.
    #[arg(long, requires = "id", conflicts_with = "original")]
    pub(crate) story: bool,
    /// Open the article at its publisher.
    #[arg(long, requires = "id")]
    pub(crate) original: bool,
    /// Print the address and open nothing.
    #[arg(long)]
    pub(crate) print: bool,
}
