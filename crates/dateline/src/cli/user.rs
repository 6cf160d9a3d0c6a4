//! What can be typed after `user`. A password is never an option: it is typed unseen, or read from standard input.

use super::list::WholeList;
use clap::{Args, Subcommand, ValueEnum};

/// Commands of `user`.
#[derive(Debug, Subcommand)]
pub(crate) enum UserCommand {
    /// Make an account; the first one is the owner's, takes over the feeds and marks of the desk, and turns the login on.
    Add(UserAdd),
    /// List the accounts.
    List(WholeList),
    /// Make a link by which somebody makes an account; it counts once, for seven days.
    Invite(UserInvite),
    /// Keep somebody out: sessions end, tokens rest, everything else stays.
    Disable(UserName),
    /// Let somebody in again.
    Enable(UserName),
    /// Delete somebody with feeds, marks, follows and searches that are theirs alone.
    Delete(UserName),
    /// Print a link by which somebody sets a new password, once, within a day; or set one here.
    Reset(UserReset),
}

/// What an account may do.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum UserRole {
    /// Changes shared settings and the accounts of others.
    Owner,
    /// Has feeds, marks, follows and searches of its own.
    Reader,
}

/// Options of `user add`.
#[derive(Debug, Args)]
pub(crate) struct UserAdd {
    /// Name of the account.
    #[arg(value_name = "NAME")]
    pub(crate) name: String,
    /// What the account may do.
    #[arg(long, value_enum, default_value_t = UserRole::Reader)]
    pub(crate) role: UserRole,
    /// Read the password from standard input instead of asking for it.
    #[arg(long)]
    pub(crate) password_stdin: bool,
    /// Print JSON.
    #[arg(long)]
    pub(crate) json: bool,
}

/// Options of `user invite`.
#[derive(Debug, Args)]
pub(crate) struct UserInvite {
    /// What the account may do.
    #[arg(long, value_enum, default_value_t = UserRole::Reader)]
    pub(crate) role: UserRole,
    /// Print JSON.
    #[arg(long)]
    pub(crate) json: bool,
}

/// Options of commands that take a name alone.
#[derive(Debug, Args)]
pub(crate) struct UserName {
    /// Name of the account.
    #[arg(value_name = "NAME")]
    pub(crate) name: String,
    /// Print JSON.
    #[arg(long)]
    pub(crate) json: bool,
}

/// Options of `user reset`.
#[derive(Debug, Args)]
pub(crate) struct UserReset {
    /// Name of the account.
    #[arg(value_name = "NAME")]
    pub(crate) name: String,
    /// Ask for a new password and set it, instead of printing a link.
    #[arg(long)]
    pub(crate) password: bool,
    /// The same, with the password from standard input.
    #[arg(long)]
    pub(crate) password_stdin: bool,
    /// Take the second factor away too.
    #[arg(long)]
    pub(crate) second_factor: bool,
    /// Print JSON.
    #[arg(long)]
    pub(crate) json: bool,
}
