//! Small pages of many kinds, vendors and languages, each with what a reading of it must say in a comment at its head:
//! `kinds/NAME.html`. All were written for this.

use dateline_extract::{Served, evidence_stands, read_html};
use dateline_model::{Article, Block, Reading, WebUrl};
use std::path::Path;

/// Strings of an expectation; nothing where it says nothing.
fn strings(expected: &toml::Table, key: &str) -> Option<Vec<String>> {
    let list = expected.get(key)?.as_array()?;
    Some(list.iter().map(|value| value.as_str().unwrap().to_owned()).collect())
}

fn folded(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn one_of(found: &mut Vec<String>, expected: &toml::Table, key: &str, told: &str) {
    if strings(expected, key).is_some_and(|allowed| !allowed.iter().any(|allowed| allowed == told)) {
        found.push(format!("{key} is {told:?}"));
    }
}

fn kind_of(block: &Block) -> &'static str {
    match block {
        Block::Paragraph(_) => "paragraph",
        Block::Table { .. } => "table",
        Block::Code { .. } => "code",
        _ => "other",
    }
}

fn text_faults(found: &mut Vec<String>, expected: &toml::Table, article: &Article) {
    let text = folded(&article.text());
    for words in strings(expected, "has").unwrap_or_default() {
        let count = text.matches(&folded(&words)).count();
        if count != 1 {
            found.push(format!("{count} times in the text: {words}"));
        }
    }
    for words in strings(expected, "has_not").unwrap_or_default() {
        if text.contains(&folded(&words)) {
            found.push(format!("in the text: {words}"));
        }
    }
    for (kind, count) in expected.get("blocks").and_then(toml::Value::as_table).into_iter().flatten() {
        let seen = article.blocks.iter().filter(|block| kind_of(block) == kind).count();
        if i64::try_from(seen).ok() != count.as_integer() {
            found.push(format!("{seen} blocks of kind {kind}"));
        }
    }
}

fn head_faults(found: &mut Vec<String>, expected: &toml::Table, article: &Article) {
    let publisher = article.publisher.as_ref().map(|publisher| publisher.name.as_str());
    one_of(found, expected, "title", article.title.as_deref().unwrap_or_default());
    one_of(found, expected, "publisher", publisher.unwrap_or_default());
    one_of(found, expected, "language", article.language.as_deref().unwrap_or_default());
    one_of(found, expected, "image", article.image.as_ref().map_or("", |image| image.url.as_str()));
    one_of(found, expected, "section", article.section.as_deref().unwrap_or_default());
    if strings(expected, "bylines").is_some_and(|bylines| bylines != article.bylines) {
        found.push(format!("bylines are {:?}", article.bylines));
    }
    let published = article.published.map_or_else(|| "none".to_owned(), |date| date.to_string());
    let wanted = expected.get("published").and_then(toml::Value::as_str);
    if wanted.is_some_and(|day| !published.starts_with(day)) {
        found.push(format!("published is {published}"));
    }
}

fn verdict_faults(found: &mut Vec<String>, expected: &toml::Table, reading: &Reading) {
    one_of(found, expected, "holding", reading.verdict.holding.as_str());
    let reasons: Vec<&str> = reading.verdict.reasons.iter().map(|reason| reason.as_str()).collect();
    if strings(expected, "reasons")
        .is_some_and(|wanted| !wanted.iter().all(|one| reasons.contains(&one.as_str())))
    {
        found.push(format!("reasons are {reasons:?}"));
    }
}

/// What a reading of a page says otherwise than its comment wants.
fn faults(path: &Path) -> Vec<String> {
    let page = std::fs::read_to_string(path).unwrap();
    let (expected, page) =
        page.strip_prefix("<!--").and_then(|rest| rest.split_once("-->")).expect("a comment");
    let (expected, page): (toml::Table, &str) = (expected.parse().unwrap(), page.trim_start());
    let status = expected.get("status").and_then(toml::Value::as_integer).unwrap_or(200);
    let url = WebUrl::parse(expected["url"].as_str().unwrap()).ok();
    let served =
        Served { url: url.clone(), final_url: url, status: u16::try_from(status).ok(), ..Served::default() };
    let reading = read_html(page.as_bytes(), &served);
    let mut found = Vec::new();
    verdict_faults(&mut found, &expected, &reading);
    let none = Article::default();
    let article = reading.article.as_ref().unwrap_or(&none);
    text_faults(&mut found, &expected, article);
    head_faults(&mut found, &expected, article);
    let lost = reading.verdict.evidence.iter().filter(|evidence| !evidence_stands(evidence, page, &served));
    found.extend(lost.map(|evidence| format!("not on the page: {:?}", evidence.quote)));
    found
}

#[test]
fn pages_of_every_kind_read_as_their_comments_say() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/kinds");
    let mut paths: Vec<_> = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    paths.sort();
    let faults: Vec<String> = paths
        .iter()
        .flat_map(|path| {
            faults(path).into_iter().map(|fault| format!("{}: {fault}", path.file_stem().unwrap().display()))
        })
        .collect();
    assert!(paths.len() > 50 && faults.is_empty(), "{}", faults.join("\n"));
}
