//! Lists of feeds: OPML of every reader, and newsboat's `urls`.

use super::archive::with_own;
use super::{Imported, ImportedFeed};
use crate::opml;
use dateline_model::Login;

/// The feeds of an OPML list; `None` where it is none.
pub fn opml_feeds(bytes: &[u8]) -> Option<Vec<Imported>> {
    let list = opml::parse(bytes).ok()?;
    let feed = |outline: opml::Outline| {
        let Some(url) = outline.feed_url else {
            let words = format!("{}: a page without a feed; add it by its address", outline.title);
            return Imported::Left(words);
        };
        let folders = std::iter::once(&outline.folder).chain(&outline.further).map(|names| opml::path(names));
        let folders: Vec<String> = folders.filter(|folder| !folder.is_empty()).collect();
        let feed = ImportedFeed {
            url: url.as_str().to_owned(),
            title: Some(outline.title).filter(|title| !title.is_empty()),
            home: outline.home.map(|url| url.as_str().to_owned()),
            folders,
            login: outline.login.map(Box::new),
            paused: outline.paused,
            ..ImportedFeed::default()
        };
        Imported::Feed(with_own(feed, &outline.own))
    };
    let left = list.unusable.iter().map(|line| Imported::Left(line.to_string()));
    Some(list.outlines.into_iter().map(feed).chain(left).collect())
}

/// The feeds of newsboat's `urls`: an address a line, then tags, `"~Title"`, and `!` for hidden ones.
pub fn newsboat_urls(text: &str) -> Vec<Imported> {
    let lines = text.lines().map(str::trim).filter(|line| !line.is_empty() && !line.starts_with('#'));
    lines.map(line).collect()
}

fn line(line: &str) -> Imported {
    let mut words = split(line).into_iter();
    let url = words.next().unwrap_or_default();
    if let Some((kind, _)) =
        ["query:", "exec:", "filter:"].iter().find_map(|kind| Some((kind, url.strip_prefix(kind)?)))
    {
        return Imported::Left(format!(
            "{line}: {} is newsboat's own and has no counterpart",
            kind.trim_end_matches(':')
        ));
    }
    if !url.contains("://") {
        return Imported::Left(format!("{line}: this is no web address"));
    }
    let (mut title, mut folders) = (None, Vec::new());
    for word in words {
        match word.strip_prefix('~') {
            Some(name) => title = Some(name.to_owned()),
            None if word == "!" => {}
            None => folders.push(word),
        }
    }
    let login = Login::in_address(&url).and_then(Result::ok).map(Box::new);
    Imported::Feed(ImportedFeed { url, title, folders, login, ..ImportedFeed::default() })
}

/// Words with blanks between them; those in quotes may hold blanks.
fn split(line: &str) -> Vec<String> {
    let (mut words, mut word, mut quoted, mut any) = (Vec::new(), String::new(), false, false);
    let mut letters = line.chars();
    while let Some(letter) = letters.next() {
        match letter {
            '"' => (quoted, any) = (!quoted, true),
            '\\' if quoted => word.extend(letters.next()),
            letter if letter.is_whitespace() && !quoted => {
                if any || !word.is_empty() {
                    words.push(std::mem::take(&mut word));
                }
                any = false;
            }
            letter => word.push(letter),
        }
    }
    if any || !word.is_empty() {
        words.push(word);
    }
    words
}
