//! Tools on one article or one story: its text, its verdict, its versions.

use super::lists::{items, story, window};
use crate::api::desk_json::{story_json, version_json};
use crate::app_state::App;
use crate::error_response::ErrorResponse;
use crate::mcp::arguments::Arguments;
use crate::mcp::untrusted::{KEY, apart, article, entry, words};
use dateline_model::{EntryId, Reading, StoryId};
use dateline_store::{ArticleRecord, StoryRecord, TextSource};
use dateline_wire::reading_json;
use serde_json::{Value, json};

/// Characters of a text given where no length is asked for.
const USUAL: usize = 20_000;

async fn record(app: &App, arguments: &Arguments) -> Result<ArticleRecord, ErrorResponse> {
    let id = EntryId(arguments.number("article").unwrap_or_default());
    app.reader().article(id).await?.ok_or_else(|| ErrorResponse::not_found("article"))
}

/// A reading that may be shown: none of what was withdrawn.
fn shown(record: &ArticleRecord) -> Option<&Reading> {
    record.reading.as_ref().filter(|_| record.summary.withdrawn_at.is_none())
}

pub(super) async fn read(app: &App, arguments: &Arguments) -> Result<Value, ErrorResponse> {
    let mut record = record(app, arguments).await?;
    if arguments.flag("other") && record.summary.withdrawn_at.is_none() {
        record.show_other();
    }
    let text = shown(&record).and_then(|reading| reading.article.as_ref()).map(dateline_model::Article::text);
    let text = text.unwrap_or_default();
    let place = |name: &str| arguments.number(name).and_then(|number| usize::try_from(number).ok());
    let (from, length) = (place("from").unwrap_or(0), place("length").unwrap_or(USUAL));
    let part: String = text.chars().skip(from).take(length).collect();
    let whole = text.chars().count();
    let mut value = entry(&record.summary);
    value["characters"] = json!(whole);
    value["more"] = json!(from.saturating_add(length) < whole);
    value["source"] = json!(record.source.map(TextSource::as_str));
    value["has_other"] = json!(record.other.is_some());
    value["text"] = json!(part);
    value["authors"] = json!(record.authors);
    value["categories"] = json!(record.categories);
    apart(&mut value, &["text", "authors", "categories"]);
    Ok(value)
}

pub(super) async fn explain(app: &App, arguments: &Arguments) -> Result<Value, ErrorResponse> {
    let record = record(app, arguments).await?;
    let reading = shown(&record).map(|reading| json!(reading_json(reading, None, None, 0.0)));
    let mut verdict = reading.map_or(Value::Null, |mut reading| reading["verdict"].take());
    for evidence in items(&mut verdict, "evidence") {
        apart(evidence, &["quote"]);
    }
    let mut declared = verdict.get_mut("declared").map(Value::take).unwrap_or(Value::Null);
    apart(&mut declared, &["reservation"]);
    if verdict.is_object() {
        verdict["declared"] = declared;
    }
    let mut value = entry(&record.summary);
    value["verdict"] = verdict;
    value["source"] = json!(record.source.map(TextSource::as_str));
    Ok(value)
}

pub(super) async fn compare(app: &App, arguments: &Arguments) -> Result<Value, ErrorResponse> {
    match (arguments.number("story"), arguments.number("article")) {
        (Some(id), None) => versions(app, StoryId(id), arguments).await,
        (None, Some(_)) => changes(&record(app, arguments).await?),
        _ => Err(ErrorResponse::bad_request("Name a story or an article, one of both")),
    }
}

async fn versions(app: &App, id: StoryId, arguments: &Arguments) -> Result<Value, ErrorResponse> {
    let window = window(arguments);
    let found = app.reader().story_part(id, window).await?;
    let record = found.ok_or_else(|| ErrorResponse::not_found("story"))?;
    let given = u32::try_from(record.members.len()).unwrap_or(u32::MAX);
    let mut value = story(story_json(&record));
    for version in items(&mut value, "versions") {
        *version = article(version.take());
        apart(version, &["against", "earlier_titles"]);
    }
    value["details"] = details(app, &record).await?;
    value["more"] = json!(window.offset.saturating_add(given) < record.front.articles);
    Ok(value)
}

/// What the versions quote, and what stands in one alone.
async fn details(app: &App, record: &StoryRecord) -> Result<Value, ErrorResponse> {
    let found = app.desk.story_details(record).await?;
    let quotes = found.quotes.iter().map(|quote| {
        let by = quote.versions.iter().filter_map(|place| found.articles.get(*place));
        json!({"in": by.map(|id| id.0).collect::<Vec<_>>(), KEY: {"quote": quote.words, "speaker": quote.speaker}})
    });
    let alone = found.novel_sentences.iter().map(|(id, sentences)| {
        let said: Vec<&str> = sentences.iter().map(|sentence| sentence.sentence.as_str()).collect();
        json!({"in": id.0, KEY: {"sentences": said}})
    });
    Ok(json!({
        "compared": found.articles.iter().map(|id| id.0).collect::<Vec<_>>(),
        "quotations": quotes.collect::<Vec<_>>(), "in_one_alone": alone.collect::<Vec<_>>(),
    }))
}

/// What the feed changed of an article.
fn changes(record: &ArticleRecord) -> Result<Value, ErrorResponse> {
    let mut value = entry(&record.summary);
    let earlier = record.history.iter().map(|version| {
        let mut told = version_json(version);
        let until = told["until"].take();
        let mut told = words(&told);
        told["until"] = until;
        told
    });
    value["earlier"] = earlier.collect();
    Ok(value)
}
