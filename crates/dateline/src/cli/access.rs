//! Options that say what a feed is asked with. A secret is never one of them: it comes from a file, from standard input, or
//! is typed unseen.

use clap::Args;
use std::path::PathBuf;

/// A login, and whether the feed is kept apart.
#[derive(Debug, Clone, Default, Args)]
pub(crate) struct LoginOptions {
    /// Log in with this user name and a password.
    #[arg(long, value_name = "USER", group = "login")]
    pub(crate) basic: Option<String>,
    /// Send a token: Authorization: Bearer.
    #[arg(long, group = "login")]
    pub(crate) bearer: bool,
    /// Send a header of the publisher's own, such as X-Api-Key.
    #[arg(long, value_name = "NAME", group = "login")]
    pub(crate) header: Option<String>,
    /// Send cookies: name=value; name=value.
    #[arg(long, group = "login")]
    pub(crate) cookie: bool,
    /// File with the password, token, value or cookies; - or none is standard input.
    #[arg(long, value_name = "FILE", requires = "login")]
    pub(crate) secret: Option<PathBuf>,
    /// Send the login to this origin too (https://cdn.example); may be repeated.
    #[arg(long, value_name = "ORIGIN", requires = "login")]
    pub(crate) also: Vec<String>,
    /// Send the login over plain http too, where everyone on the way can read it.
    #[arg(long)]
    pub(crate) allow_http: bool,
    /// Keep the feed apart: its address is a secret, or its articles are for one person alone.
    #[arg(long)]
    pub(crate) private: bool,
}

/// Options of `access`.
#[derive(Debug, Args)]
pub(crate) struct Access {
    /// Number, address or name of the feed.
    #[arg(value_name = "FEED")]
    pub(crate) feed: String,
    #[command(flatten)]
    pub(crate) login: LoginOptions,
    /// Forget the login.
    #[arg(long, conflicts_with = "login")]
    pub(crate) forget: bool,
    /// Keep the feed apart no longer.
    #[arg(long, conflicts_with = "private")]
    pub(crate) public: bool,
    /// Print JSON.
    #[arg(long)]
    pub(crate) json: bool,
}
