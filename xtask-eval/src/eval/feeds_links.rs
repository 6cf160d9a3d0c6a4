//! Links of feeds: resolved as the standard says, refused where they lead out of the web, freed from trackers; and lists of
//! feeds. What differs is named with its reason, or counts as wrong.

use super::Run;
use super::corpus::{self, string};
use super::figure_tables::Table;
use super::text_score::share;
use crate::out;
use anyhow::Result;
use dateline_feed::{links, opml};
use dateline_model::WebUrl;
use serde_json::Value;

/// Inputs of the URL standard's tests that we read otherwise on purpose: a part of the input, and why.
const ON_PURPOSE: &[(&str, &str)] = &[];

/// Three rows: addresses, trackers, lists.
pub(crate) fn table(run: &Run<'_>) -> Result<Table> {
    let folder = run.data.join("security");
    let mut table = Table::new("Links of feeds and lists of them");
    let cases = corpus::lines(&folder.join("url-wpt.jsonl"))?;
    row(run, &mut table, "feeds.links.standard", &cases, resolves);
    let cases = corpus::lines(&folder.join("url-tracker-global.jsonl"))?;
    row(run, &mut table, "feeds.links.trackers", &cases, cleans);
    let cases = corpus::lines(&folder.join("opml-miniflux.jsonl"))?;
    row(run, &mut table, "feeds.links.opml", &cases, lists);
    Ok(table)
}

fn row(run: &Run<'_>, table: &mut Table, key: &str, cases: &[Value], fault: fn(&Value) -> Option<String>) {
    let (mut right, mut meant) = (0, 0);
    for case in cases {
        let Some(fault) = fault(case) else {
            right += 1;
            continue;
        };
        let input = string(case, "input");
        match ON_PURPOSE.iter().find(|(part, _)| !input.is_empty() && input.contains(part)) {
            Some(_) => meant += 1,
            None if run.worst > 0 => out::line(&format!("wrong: {fault} in {case}")),
            None => {}
        }
    }
    let detail = match meant {
        0 => format!("{right} of {}", cases.len()),
        meant => format!("{} of {}, {meant} of them otherwise with a reason", right + meant, cases.len()),
    };
    table.row(key, share(right + meant, cases.len()), detail, None);
}

/// An address of the web is what the standard says, without user and password; what leads elsewhere is refused.
fn resolves(case: &Value) -> Option<String> {
    let base = WebUrl::parse(string(case, "base")).ok();
    let found = links::resolve(base.as_ref(), string(case, "input"));
    let of_the_web = matches!(string(case, "protocol"), "http:" | "https:");
    let wanted = of_the_web.then(|| without_user(case));
    let found = found.as_ref().map(WebUrl::as_str);
    (found != wanted.as_deref()).then(|| format!("{found:?} for {wanted:?}"))
}

fn without_user(case: &Value) -> String {
    let (user, password) = (string(case, "username"), string(case, "password"));
    let href = string(case, "href");
    if user.is_empty() && password.is_empty() {
        return href.to_owned();
    }
    let part = if password.is_empty() { format!("{user}@") } else { format!("{user}:{password}@") };
    href.replacen(&part, "", 1)
}

fn cleans(case: &Value) -> Option<String> {
    let found = WebUrl::parse(string(case, "in")).ok().map(|url| links::clean(&url));
    let found = found.as_ref().map_or("", WebUrl::as_str);
    (found != string(case, "out")).then(|| format!("{found} for {}", string(case, "out")))
}

/// A list of the set is read, and its feeds come back after being written.
fn lists(case: &Value) -> Option<String> {
    let read = opml::parse(string(case, "opml").as_bytes());
    match read {
        Err(error) => Some(error.to_string()),
        Ok(list) => {
            let again = opml::parse(opml::write(&list.outlines).as_bytes());
            let feeds = |list: &opml::List| {
                list.outlines.iter().filter_map(|line| line.feed_url.clone()).collect::<Vec<_>>()
            };
            (again.ok().map(|again| feeds(&again)) != Some(feeds(&list)))
                .then(|| "it changes when written".to_owned())
        }
    }
}
