//! Examples in the help of each command; a test types every one of them.

/// A command's path without `dateline`, and how it is used: what is typed, and what that does.
type Examples = (&'static str, &'static [(&'static str, &'static str)]);

/// Examples of every command that does something by itself.
const EXAMPLES: &[Examples] = &[
    ("demo", &[("dateline demo", "an invented press and its desk at http://127.0.0.1:8460")]),
    (
        "serve",
        &[
            ("dateline serve", "serve the desk on this machine"),
            (
                "dateline serve --listen 0.0.0.0:8460",
                "serve it to the network; the first visitor sets up an account",
            ),
        ],
    ),
    (
        "add",
        &[
            ("dateline add https://news.example/", "find the feed of a page"),
            ("dateline add subscriptions.opml", "all feeds of a list"),
            ("dateline add -", "addresses that come on standard input, one a line"),
        ],
    ),
    ("access", &[("dateline access 3 --basic reader --secret password.txt", "log in to a feed")]),
    (
        "rename",
        &[
            ("dateline rename 3 \"Morning paper\"", "call a feed by a name of yours"),
            ("dateline rename --publisher news.example Courier", "call a publisher by one"),
        ],
    ),
    (
        "remove",
        &[
            ("dateline remove 3", "end a subscription by its number"),
            ("dateline remove \"Morning paper\"", "the same by its name"),
        ],
    ),
    (
        "update",
        &[
            ("dateline update", "all feeds"),
            ("dateline update 3 https://news.example/feed", "two of them"),
            ("dateline update --wait -q", "for a timer: waits its turn, and tells the result alone"),
        ],
    ),
    (
        "stories",
        &[
            ("dateline stories -n 5 --section politics", "the five first stories of a section"),
            ("dateline stories --since 6h --format markdown --fields title,publishers", "a digest to paste"),
        ],
    ),
    ("story", &[("dateline story 12", "every version of a story")]),
    (
        "search",
        &[
            ("dateline search harbour strike -tunnel", "both words and not the third"),
            (
                "dateline search harbour --since 7d --unread --format ndjson",
                "the same filters as other lists have",
            ),
            ("dateline search harbour --fail", "for scripts: 1 where nothing is found"),
        ],
    ),
    (
        "entries",
        &[
            ("dateline entries --unread --feed 3", "what is unread of a feed"),
            ("dateline entries --since 1d --format csv --fields id,title,url", "a day as a spreadsheet"),
            ("dateline entries --follow --format ndjson", "a line for each article as it comes"),
        ],
    ),
    ("article", &[("dateline article 345 --format markdown", "one article to keep elsewhere")]),
    (
        "open",
        &[
            ("dateline open", "the desk in a browser"),
            ("dateline open 345 --original", "an article at its publisher"),
        ],
    ),
    (
        "mark",
        &[
            ("dateline mark read 345 346", "two articles"),
            ("dateline mark read --folder Sport", "all of a folder"),
        ],
    ),
    ("star", &[("dateline star 345", "keep an article for good")]),
    ("label", &[("dateline label \"to read\" 345 346", "give two articles a label")]),
    ("rules", &[("dateline rules --json", "rules with all their conditions")]),
    ("notes", &[("dateline notes --format markdown", "notes as a table")]),
    ("labels", &[("dateline labels", "labels with the number of their articles")]),
    ("follows", &[("dateline follows", "publishers, words and sections")]),
    ("searches", &[("dateline searches", "kept searches with what is new")]),
    (
        "feeds",
        &[
            ("dateline feeds --format csv --fields title,url,health", "feeds as a spreadsheet"),
            ("dateline feeds --opml", "a list for other readers"),
        ],
    ),
    ("audit", &[("dateline audit subscriptions.opml --format html", "what feeds of a list really deliver")]),
    (
        "read",
        &[
            ("dateline read page.html --format markdown", "a page as an article"),
            ("dateline read https://news.example/story --explain", "why each block is in or out"),
        ],
    ),
    (
        "feed set",
        &[
            ("dateline feed set 3 --hours 6 --pages never", "check it every six hours and keep its own text"),
            ("dateline feed set 3", "show how it is set"),
        ],
    ),
    ("feed parse", &[("dateline feed parse feed.xml --as feedparser", "a feed in the shape of feedparser")]),
    (
        "export",
        &[
            ("dateline export --all everything.zip", "an archive that import and most readers take in"),
            ("dateline export --sqlite articles.db", "a database for other programs"),
        ],
    ),
    (
        "import",
        &[
            ("dateline import everything.zip", "an archive of export, FreshRSS or Takeout"),
            (
                "dateline import --from miniflux https://reader.example --secret key.txt",
                "all that a program holds",
            ),
            (
                "dateline import --from greader https://reader.example --user ada --secret password.txt",
                "the same of FreshRSS and its like",
            ),
            ("dateline import subscriptions.opml", "feeds of another reader, with what it could not use"),
        ],
    ),
    (
        "archive",
        &[("dateline archive news.warc.gz --to readings", "a table of readings for each web archive")],
    ),
    ("backup", &[("dateline backup desk.db", "the store as it is now")]),
    ("restore", &[("dateline restore desk.db", "a backup in the place of the store")]),
    ("doctor", &[("dateline doctor --repair", "build the indexes anew")]),
    ("health", &[("dateline health", "well where the exit code is 0")]),
    ("config show", &[("dateline config show --format tsv", "every setting with where it comes from")]),
    ("config path", &[("dateline config path", "the file that is read")]),
    ("completions", &[("dateline completions bash", "source this, or put it where the shell looks")]),
    ("man", &[("dateline man --dir share/man/man1", "a page for each command")]),
    ("user add", &[("dateline user add ada", "an account; its password is asked for")]),
    ("user list", &[("dateline user list", "who has an account")]),
    ("user invite", &[("dateline user invite", "a link for a new account")]),
    ("user disable", &[("dateline user disable ada", "nobody logs in as ada")]),
    ("user enable", &[("dateline user enable ada", "ada logs in again")]),
    ("user delete", &[("dateline user delete ada", "the account with all that is hers")]),
    ("user reset", &[("dateline user reset ada", "a link to a new password")]),
];

/// A command with the examples of it and of those below it at the end of their help.
pub(super) fn with_examples(command: clap::Command, path: &str) -> clap::Command {
    let below = |name: &str| if path.is_empty() { name.to_owned() } else { format!("{path} {name}") };
    let command = command.mut_subcommands(|sub| {
        let name = below(sub.get_name());
        with_examples(sub, &name)
    });
    match EXAMPLES.iter().find(|(name, _)| *name == path) {
        Some((_, examples)) => command.after_help(format!("{}\n\n{}", words(examples), codes(path))),
        None => command,
    }
}

/// What the exit codes 1 and 3 mean where they mean more than that all or some of it failed.
const CODES: &[(&str, &str)] = &[
    ("add", "3 a page offers several feeds, or not all could be added"),
    ("audit", "3 feeds are dead, or not all could be added"),
    ("doctor", "3 something is wrong"),
    ("feed parse", "3 files of the folder could not be read"),
    ("import", "3 something could not be taken in"),
    ("read", "3 files of the folder could not be read"),
    ("search", "1 with --fail nothing was found, or not all was understood"),
    ("stories", "3 lines of --from were left out"),
    ("update", "3 feeds failed"),
];

/// The exit codes of a command.
fn codes(path: &str) -> String {
    let own = CODES.iter().find(|(name, _)| *name == path).map(|(_, words)| format!(", {words}"));
    format!("Exit codes: 0 done, 1 failed, 2 wrong usage{}", own.unwrap_or_default())
}

fn words(examples: &[(&str, &str)]) -> String {
    let lines = examples.iter().map(|(typed, what)| format!("  {typed}\n          {what}"));
    format!("Examples:\n{}", lines.collect::<Vec<_>>().join("\n"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::cli::search::with_exclusions;
    use crate::cli::{Cli, command};
    use clap::FromArgMatches;
    use std::ffi::OsString;

    /// The paths of all commands that do something by themselves.
    fn paths(command: &clap::Command, path: &str, found: &mut Vec<String>) {
        let mut below = command.get_subcommands().peekable();
        if below.peek().is_none() {
            found.push(path.trim().to_owned());
        }
        below.for_each(|sub| paths(sub, &format!("{path} {}", sub.get_name()), found));
    }

    #[test]
    fn every_command_has_an_example_and_every_example_can_be_typed() {
        let mut found = Vec::new();
        paths(&command(), "", &mut found);
        for path in &found {
            let (_, examples) =
                EXAMPLES.iter().find(|(name, _)| name == path).unwrap_or_else(|| panic!("{path}"));
            for (typed, what) in *examples {
                assert!(!what.ends_with('.') && typed.starts_with(&format!("dateline {path}")), "{typed}");
                let words = typed.split('"').enumerate().flat_map(|(at, part)| match at % 2 {
                    0 => part.split_whitespace().map(OsString::from).collect::<Vec<_>>(),
                    _ => vec![OsString::from(part)],
                });
                let matches = command().try_get_matches_from(with_exclusions(words));
                Cli::from_arg_matches(&matches.unwrap_or_else(|error| panic!("{typed}: {error}"))).unwrap();
            }
        }
        assert_eq!(found.len(), EXAMPLES.len());
        assert!(CODES.iter().all(|(name, _)| found.iter().any(|path| path == name)));
    }
}
