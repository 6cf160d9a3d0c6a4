//! What `search` takes, among it words that look like flags.

use super::{EntryOptions, Limit, ListFormat};
use clap::Args;
use std::ffi::{OsStr, OsString};

/// Options of `search`.
#[derive(Debug, Args)]
pub(crate) struct Search {
    /// Words, "phrases", -without, begin*, publisher: lang: before: after: has:wall in:title
    #[arg(value_name = "QUERY", required = true)]
    pub(crate) query: Vec<String>,
    /// End with 1 where nothing is found, or where a part of the query is not understood.
    #[arg(long)]
    pub(crate) fail: bool,
    #[command(flatten)]
    pub(crate) limit: Limit,
    #[command(flatten)]
    pub(crate) which: EntryOptions,
    #[command(flatten)]
    pub(crate) form: ListFormat,
}

/// The arguments with what a search shall not find, `-tunnel`, behind `--`: there nobody takes it for a flag.
pub(super) fn with_exclusions(arguments: impl Iterator<Item = OsString>) -> Vec<OsString> {
    let arguments: Vec<_> = arguments.collect();
    let Some(search) = arguments.iter().position(|argument| argument == "search") else { return arguments };
    let end = arguments.iter().position(|argument| argument == "--").unwrap_or(arguments.len());
    if end < search {
        return arguments;
    }
    let (excluded, mut kept): (Vec<_>, Vec<_>) =
        arguments[search..end].iter().cloned().partition(|argument| is_exclusion(argument));
    if excluded.is_empty() {
        return arguments;
    }
    let mut sorted = arguments[..search].to_vec();
    sorted.append(&mut kept);
    sorted.push("--".into());
    sorted.extend(excluded);
    sorted.extend(arguments.into_iter().skip(end + 1));
    sorted
}

/// A hyphen and a word that is none of the flags of `search`.
fn is_exclusion(argument: &OsStr) -> bool {
    let Some(word) = argument.to_str().and_then(|text| text.strip_prefix('-')) else { return false };
    let flags = word.trim_start_matches(['q', 'v']);
    let is_flag = matches!(flags, "" | "h" | "V")
        || flags
            .strip_prefix('n')
            .is_some_and(|number| number.trim_start_matches('=').chars().all(|digit| digit.is_ascii_digit()));
    !word.is_empty() && !word.starts_with('-') && !is_flag
}
