//! Our trees against html5ever's, node by node, on every page.

use super::super::corpus;
use super::super::figure_tables::Table;
use super::super::text_score::share;
use super::{Sample, dump, oracle};
use crate::out;
use dateline_html::{Limits, Scripting, parse_str_with};

/// Adds a row for each way of reading. Scripting changes what `<noscript>` holds and nothing else, so only pages that have
/// one are read with it.
pub(super) fn rows(pages: &[Sample], table: &mut Table) {
    let all: Vec<&Sample> = pages.iter().collect();
    let scripted = |page: &&Sample| memchr::memmem::find(page.text.as_bytes(), b"<noscript").is_some();
    let some: Vec<&Sample> = pages.iter().filter(scripted).collect();
    row("html.equal.pages", &all, Scripting::Off, table);
    row("html.equal.pages_with_scripting", &some, Scripting::On, table);
}

fn row(key: &str, pages: &[&Sample], scripting: Scripting, table: &mut Table) {
    let told = corpus::parallel(pages, |page| compare(page, scripting));
    for difference in told.iter().filter_map(|(difference, _)| difference.as_ref()) {
        out::line(difference);
    }
    let equal = told.iter().filter(|(difference, _)| difference.is_none()).count();
    let capped = told.iter().filter(|(_, capped)| *capped).count();
    let detail = format!("{equal} of {}, {capped} met a cap", pages.len());
    table.row(key, share(equal, pages.len()), detail, None);
}

/// How the trees differ, if they do, and whether a cap bit.
fn compare(page: &Sample, scripting: Scripting) -> (Option<String>, bool) {
    let document = parse_str_with(&page.text, &Limits::default(), scripting);
    let ours = dump::dump(&document, document.root());
    let theirs = oracle::dump(&oracle::parse(&page.text, None, scripting == Scripting::On), 0);
    let caps: Vec<&str> = document.caps().names().collect();
    if ours == theirs {
        return (None, !caps.is_empty());
    }
    let line = ours.lines().zip(theirs.lines()).position(|(ours, theirs)| ours != theirs).unwrap_or_default();
    let mut told = format!("differs: {} at line {line}, caps {caps:?}", page.name);
    for (who, tree) in [("ours", &ours), ("html5ever", &theirs)] {
        for text in tree.lines().skip(line.saturating_sub(2)).take(4) {
            told.extend(["\n  ", who, " "]);
            told.extend(text.chars().take(150));
        }
    }
    (Some(told), !caps.is_empty())
}
