//! How far each source of a title, an author and a day is right on annotated pages of the tuning part: the figures that
//! the orders of trust in the extractor's `meta` rest on.

use super::corpus::{self, Part, string};
use super::text_score::{share, tokens};
use crate::out;
use anyhow::Result;
use dateline_extract::{Served, training_rows};
use dateline_model::WebUrl;
use serde_json::Value;
use std::collections::BTreeMap;
use std::path::Path;

/// Sets with a title, an author or a day as gold.
const SETS: [&str; 4] = ["fundus_tests", "wcxb_dev_article", "trafilatura", "postlight"];

/// Right and all, by subject and source.
type Shares = BTreeMap<(&'static str, &'static str), (usize, usize)>;

/// Prints the shares.
pub(crate) fn print(data: &Path) -> Result<()> {
    let mut shares = Shares::new();
    for set in SETS {
        let folder = data.join("extract").join(set);
        let golds = corpus::lines(&folder.join("gold.jsonl"))?;
        let said = corpus::parallel(&golds, |gold| said(&folder, gold));
        for (gold, said) in golds.iter().zip(said) {
            score(gold, &said.unwrap_or_default(), &mut shares);
        }
    }
    out::line("Sources of titles, authors and days on the tuning part: right, all, share");
    for ((subject, source), (right, all)) in shares {
        out::line(&format!("  {subject:10} {source:24} {right:5} {all:5} {:.3}", share(right, all)));
    }
    Ok(())
}

fn said(folder: &Path, gold: &Value) -> Option<Vec<training_rows::Said>> {
    if Part::of_url(string(gold, "url")) == Part::Check {
        return None;
    }
    let bytes = corpus::bytes(&folder.join(format!("{}.html.gz", string(gold, "id")))).ok()?;
    let url = WebUrl::parse(string(gold, "url")).ok();
    let served = Served { url: url.clone(), final_url: url, ..Served::default() };
    let document = dateline_html::parse(&bytes, None, &dateline_html::Limits::default());
    Some(training_rows::said(&document, &served))
}

fn score(gold: &Value, said: &[training_rows::Said], shares: &mut Shares) {
    let mut sources: BTreeMap<(&'static str, &'static str), Vec<&str>> = BTreeMap::new();
    for said in said {
        sources.entry((said.subject, said.source)).or_default().push(&said.value);
    }
    for ((subject, source), values) in sources {
        let right = match subject {
            "title" => gold["title"].as_str().map(|title| tokens(title) == tokens(values[0])),
            "author" => names(&gold["author"]).map(|names| {
                let all = words(&values.join(" ; "));
                names.iter().all(|name| all.contains(name.as_str()))
            }),
            _ => gold["date"].as_str().and_then(|day| day.get(..10)).map(|day| values[0].starts_with(day)),
        };
        if let Some(right) = right {
            let row = shares.entry((subject, source)).or_default();
            *row = (row.0 + usize::from(right), row.1 + 1);
        }
    }
}

fn names(author: &Value) -> Option<Vec<String>> {
    let one = author.as_str().into_iter().flat_map(|text| text.split([';', ',']));
    let many = author.as_array().into_iter().flatten().filter_map(Value::as_str);
    let names: Vec<String> = one.chain(many).map(words).filter(|name| !name.is_empty()).collect();
    (!names.is_empty()).then_some(names)
}

fn words(text: &str) -> String {
    tokens(text).join(" ")
}
