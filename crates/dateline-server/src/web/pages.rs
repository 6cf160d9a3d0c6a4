//! Answers to browsers. Each handler asks the store, fills a view and lets the template write it.

mod access;
mod article;
mod articles;
mod corrections;
mod feed_list;
mod feed_settings;
mod feeds;
mod fetch_again;
mod follows;
mod front;
mod help;
mod history;
mod labels;
mod marks;
mod notes;
mod offline;
mod original;
mod read;
mod renames;
mod rules;
mod saved_page;
mod saved_searches;
mod search;
mod settings;
mod story;
mod webhooks;

pub(crate) use access::access;
pub(crate) use article::article;
pub(crate) use articles::{articles, starred};
pub(crate) use corrections::{correct, corrections, undo};
pub(crate) use feed_list::{bulk, feed, feeds};
pub(crate) use feed_settings::{keep, open_original, poll};
pub(crate) use feeds::{add, import, remove, update};
pub(crate) use fetch_again::fetch_again;
pub(crate) use follows::{follow, follows, unfollow};
pub(crate) use front::front;
pub(crate) use help::about;
pub(crate) use history::history;
pub(crate) use labels::label;
pub(crate) use marks::{mark, mark_list, undo_mark};
pub(crate) use notes::{add_note, change_note, delete_note, notes, progress};
pub(crate) use offline::{manifest, offline, worker};
pub(crate) use original::original;
pub(crate) use read::{read, read_it};
pub(crate) use renames::{rename_feed, rename_publisher};
pub(crate) use rules::{
    apply, delete, looked as rule_looked, mute_story, pause, rules, save as save_rule, unmute,
};
pub(crate) use saved_page::keep_page;
pub(crate) use saved_searches::{forget, looked, save, searches};
pub(crate) use search::search;
pub(crate) use settings::{set, settings};
pub(crate) use story::story;
pub(crate) use webhooks::{remove_webhook, save_webhook, test_webhook, webhooks};

use crate::error_response::ErrorResponse;
use crate::web::l10n;
use crate::web::view::Paging;
use askama::Template;
use axum::response::Html;
use dateline_store::Window;

/// A page as the template writes it.
pub(crate) type Page = Result<Html<String>, ErrorResponse>;

fn written(page: &impl Template) -> Page {
    Ok(Html(page.render()?))
}

/// Last page of a list that is given.
const LAST_PAGE: u32 = 100_000;

/// The part of a list that a page shows, pages counted from 1.
fn window(page: u32, size: u32) -> Window {
    Window { limit: size, offset: (page - 1).saturating_mul(size) }
}

fn page_number(asked: Option<u32>) -> u32 {
    asked.unwrap_or(1).clamp(1, LAST_PAGE)
}

/// Links to the pages before and after; `address` makes one from a number.
fn paging(page: u32, more: bool, address: impl Fn(u32) -> String) -> Paging {
    Paging {
        newer: (page > 1).then(|| address(page - 1)),
        older: (more && page < LAST_PAGE).then(|| address(page + 1)),
        words: l10n::with("page-number").text("page", page).to_string(),
    }
}

/// An address with those fields that have a value, encoded.
pub(crate) fn address(path: &str, fields: &[(&str, &str)]) -> String {
    let mut query = url::form_urlencoded::Serializer::new(String::new());
    for (name, value) in fields.iter().filter(|(_, value)| !value.is_empty()) {
        query.append_pair(name, value);
    }
    match query.finish() {
        query if query.is_empty() => path.to_owned(),
        query => format!("{path}?{query}"),
    }
}

/// A path with a field set, whatever it was before.
pub(crate) fn with_field(path: &str, name: &str, value: &str) -> String {
    let (rest, anchor) = path.split_once('#').map_or((path, ""), |(rest, anchor)| (rest, anchor));
    let (path, query) = rest.split_once('?').unwrap_or((rest, ""));
    let mut written = url::form_urlencoded::Serializer::new(String::new());
    written.extend_pairs(url::form_urlencoded::parse(query.as_bytes()).filter(|(known, _)| known != name));
    let query = written.append_pair(name, value).finish();
    if anchor.is_empty() { format!("{path}?{query}") } else { format!("{path}?{query}#{anchor}") }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_field_is_set_once() {
        let check = |path: &str, expected: &str| assert_eq!(with_field(path, "marked", "7"), expected);
        check("/", "/?marked=7");
        check("/#s3", "/?marked=7#s3");
        check("/articles?show=all&marked=6&folder=a%26b#a1", "/articles?show=all&folder=a%26b&marked=7#a1");
    }
}
