//! Articles chosen by a filter, one article, and marks: one reading of the filter for every list.

use super::one_feed_of;
use crate::render::{self, ENTRY_FIELDS};
use crate::report::Report;
use crate::request::{EntryAct, Filter, MarkTargets};
use crate::table_cells::ListShape;
use anyhow::{Context, Result, bail};
use dateline_desk::health::count;
use dateline_model::{EntryId, StoryId, make_plain};
use dateline_server::desk_json::{article_json, entry_json};
use dateline_server::mark_of;
use dateline_store::{
    EntrySummary, Reader, STREAM_MOST, Scope, SearchHit, SearchQuery, Section, Stream, StreamQuery, Window,
};
use dateline_wire::markdown;
use jiff::Timestamp;
use serde_json::json;
use std::collections::{BTreeSet, HashSet};

/// Articles whose rows are looked up at once.
const PART: usize = 500;

/// `entries`: the latest to come first; above a number those that came after it, the first to come first.
pub(crate) async fn list(
    reader: Reader<'_>,
    filter: &Filter,
    limit: u32,
    above: Option<i64>,
    now: Timestamp,
) -> Result<Report> {
    let query = stream_query(reader, filter).await?;
    let place = reader.stream(StreamQuery::new(Stream::All, 1)).await?.items.first().map_or(0, |id| id.0);
    let entries = chosen(reader, filter, query, limit as usize, above).await?;
    let rows: Vec<_> = entries.iter().map(entry_json).collect();
    let text = render::versions(&entries, now);
    let report = Report::done(json!({"entries": rows, "last": place}), text);
    Ok(report.with_list(ListShape::new("entries", ENTRY_FIELDS)))
}

/// The stream that holds all that a filter can mean, as far as the store's lists know it.
async fn stream_query(reader: Reader<'_>, filter: &Filter) -> Result<StreamQuery> {
    let mut streams = Vec::new();
    if let Some(feed) = &filter.feed {
        streams.push(Stream::Feed(one_feed_of(reader, feed).await?.id));
    }
    check(reader, filter).await?;
    if let Some(folder) = &filter.folder {
        streams.push(Stream::Folder(folder.clone()));
    }
    let states =
        [(filter.unread, Stream::Unread), (filter.read, Stream::Read), (filter.starred, Stream::Starred)];
    streams.extend(states.into_iter().filter(|(asked, _)| *asked).map(|(_, stream)| stream));
    if let Some(label) = &filter.label {
        streams.push(Stream::Named(known_label(reader, label).await?));
    }
    let mut streams = streams.into_iter();
    let mut query = StreamQuery::new(streams.next().unwrap_or(Stream::All), STREAM_MOST);
    query.with = streams.collect();
    query.since = filter.since.map(moment).transpose()?;
    Ok(query)
}

/// Refuses a folder and a section that there are not: nothing would be found by them.
pub(crate) async fn check(reader: Reader<'_>, filter: &Filter) -> Result<()> {
    if let Some(word) = filter.section.as_deref().filter(|word| Section::from_word(word).is_none()) {
        let known: Vec<&str> = Section::all().map(Section::word).collect();
        bail!("there is no section {word}; there are {}", known.join(", "));
    }
    match &filter.folder {
        Some(folder) => known_folder(reader, folder).await,
        None => Ok(()),
    }
}

async fn known_folder(reader: Reader<'_>, name: &str) -> Result<()> {
    match reader.folders().await?.iter().any(|known| known == name) {
        true => Ok(()),
        false => bail!("there is no folder {name}; `dateline feeds --fields title,folders` lists them"),
    }
}

/// The label as its person writes it.
async fn known_label(reader: Reader<'_>, name: &str) -> Result<String> {
    let labels = reader.labels().await?.into_iter();
    let found = labels.map(|label| label.name).find(|known| known.eq_ignore_ascii_case(name));
    found.with_context(|| format!("there is no label {name}; `dateline labels` lists them"))
}

fn moment(ms: i64) -> Result<Timestamp> {
    Timestamp::from_millisecond(ms).context("a time lies outside of the calendar")
}

/// The first of a stream's articles that a filter lets through.
async fn chosen(
    reader: Reader<'_>,
    filter: &Filter,
    mut query: StreamQuery,
    limit: usize,
    above: Option<i64>,
) -> Result<Vec<EntrySummary>> {
    let mut found = Vec::new();
    if let Some(above) = above {
        query.ascending = true;
        query.after = Some(EntryId(above));
    }
    query.limit = u32::try_from(PART).unwrap_or(STREAM_MOST);
    while found.len() < limit {
        let part = reader.stream(query.clone()).await?;
        let Some(last) = part.items.last().copied() else { break };
        let summaries = reader.summaries(part.items).await?;
        // What a rule hides stands in no list but those that its reader filled by hand.
        let shows =
            |entry: &EntrySummary| entry.muted_by.is_none() || filter.starred || filter.label.is_some();
        found.extend(summaries.into_iter().filter(|entry| shows(entry) && holds(filter, entry)));
        query.after = Some(last);
        if !part.more {
            break;
        }
    }
    found.truncate(limit);
    Ok(found)
}

/// Whether an article is one that a filter means; what the stream has looked at already is not looked at again.
fn holds(filter: &Filter, entry: &EntrySummary) -> bool {
    let seen = entry.seen.as_millisecond();
    let is = |asked: &Option<String>, found: Option<&str>| {
        asked.as_deref().is_none_or(|asked| found.is_some_and(|found| found.eq_ignore_ascii_case(asked)))
    };
    filter.since.is_none_or(|since| seen >= since)
        && filter.until.is_none_or(|until| seen < until)
        && is(&filter.section, entry.section.map(Section::word))
        && is(&filter.language, entry.language.as_deref().map(|tag| tag.split('-').next().unwrap_or(tag)))
        && filter.publisher.as_deref().is_none_or(|part| of_publisher(entry, part))
        // A stream of a label holds the feeds of a folder of that name as well.
        && filter.label.as_deref().is_none_or(|label| has_label(entry, label))
}

fn has_label(entry: &EntrySummary, label: &str) -> bool {
    entry.labels.iter().any(|known| known.eq_ignore_ascii_case(label))
}

fn of_publisher(entry: &EntrySummary, part: &str) -> bool {
    let part = part.to_lowercase();
    let names = [&entry.publisher, &entry.publisher_host];
    names.into_iter().flatten().any(|name| name.to_lowercase().contains(&part))
}

/// `search`, with the same filter: of what is found, the best that it lets through.
pub(crate) async fn search(
    reader: Reader<'_>,
    text: String,
    filter: &Filter,
    limit: usize,
    now: Timestamp,
) -> Result<Report> {
    let limit = u32::try_from(limit).unwrap_or(500);
    if *filter == Filter::default() {
        let answer = reader.search(SearchQuery { text, window: Window::first(limit) }).await?;
        return Ok(render::found(&answer, now));
    }
    let mut allowed = HashSet::new();
    let mut query = stream_query(reader, filter).await?;
    loop {
        let part = reader.stream(query.clone()).await?;
        query.after = part.items.last().copied();
        allowed.extend(part.items);
        if !part.more {
            break;
        }
    }
    let keep = |hit: &SearchHit| allowed.contains(&hit.entry.id) && holds(filter, &hit.entry);
    let window = Window { limit: FILTERED, offset: 0 };
    let mut answer = reader.search(SearchQuery { text, window }).await?;
    let mut left = limit as usize;
    for group in &mut answer.groups {
        group.hits.retain(&keep);
        answer.more |= group.hits.len() > left;
        group.hits.truncate(left);
        left -= group.hits.len();
    }
    answer.groups.retain(|group| !group.hits.is_empty());
    Ok(render::found(&answer, now))
}

/// Best matches that are held against a filter.
const FILTERED: u32 = 500;

/// `article`.
pub(crate) async fn article(
    reader: Reader<'_>,
    id: i64,
    as_markdown: bool,
    now: Timestamp,
) -> Result<Report> {
    let id = EntryId(id);
    let record = reader
        .article(id)
        .await?
        .with_context(|| format!("no article {id}; `dateline entries` lists them"))?;
    let (notes, (progress, _)) = (reader.notes(id).await?, reader.progress(id).await?);
    let text = match record.reading.as_ref().filter(|_| record.summary.withdrawn_at.is_none()) {
        Some(reading) if as_markdown => markdown::article(reading),
        Some(reading) => markdown::plain(reading),
        None => render::versions(std::slice::from_ref(&record.summary), now),
    };
    Ok(Report::done(article_json(&record, &notes, &progress), text))
}

/// `mark`, `star` and `label`.
pub(crate) async fn act(reader: Reader<'_>, mut act: EntryAct, now: Timestamp) -> Result<Report> {
    let unknown = match &mut act {
        EntryAct::Mark { targets: MarkTargets::Entries(entries), .. } | EntryAct::Label { entries, .. } => {
            take_unknown(reader, entries).await?
        }
        EntryAct::Mark { .. } => Vec::new(),
    };
    let changed = match act {
        EntryAct::Mark { word, targets } => mark(reader, &word, targets, now).await?,
        EntryAct::Label { name, entries, remove: true } => reader.unset_label(name, ids(entries)).await?,
        EntryAct::Label { mut name, entries, remove: false } => {
            make_plain(&mut name);
            let set = reader.set_label(name.clone(), ids(entries)).await?;
            set.with_context(|| {
                format!("{name:?} can be no label: it has no letters, or there are too many labels")
            })?
        }
    };
    let changed_words = count(usize::try_from(changed).unwrap_or(usize::MAX), "article", "articles");
    let mut report = Report::done(json!({"changed": changed}), format!("changed {changed_words}"));
    if !unknown.is_empty() {
        report.notes.push(no_articles(&unknown));
        report.partly = true;
    }
    Ok(report)
}

/// Articles that are looked for at once.
const AT_ONCE: usize = 500;

/// Takes out the numbers of articles that the reader does not have; an error where there are no others.
async fn take_unknown(reader: Reader<'_>, entries: &mut Vec<i64>) -> Result<Vec<i64>> {
    let mut known = BTreeSet::new();
    for some in entries.chunks(AT_ONCE) {
        let found = reader.summaries(ids(some.to_vec())).await?;
        known.extend(found.into_iter().map(|entry| entry.id.0));
    }
    let (kept, unknown): (Vec<i64>, Vec<i64>) = entries.iter().partition(|entry| known.contains(entry));
    if kept.is_empty() && !unknown.is_empty() {
        bail!("{}; `dateline entries` lists them", no_articles(&unknown));
    }
    *entries = kept;
    Ok(unknown)
}

fn no_articles(unknown: &[i64]) -> String {
    let named: Vec<String> = unknown.iter().take(NAMED).map(i64::to_string).collect();
    match unknown.len().saturating_sub(NAMED) {
        0 => format!("there is no article {}", named.join(", ")),
        more => format!("there is no article {} and {more} more", named.join(", ")),
    }
}

/// Numbers of unknown articles that are told.
const NAMED: usize = 10;

async fn mark(reader: Reader<'_>, word: &str, targets: MarkTargets, now: Timestamp) -> Result<u64> {
    let mark = mark_of(word).with_context(|| format!("there is no mark {word}"))?;
    let scope = match targets {
        MarkTargets::Entries(entries) => return Ok(reader.mark(ids(entries), mark, now).await?),
        MarkTargets::Story(story) => return Ok(reader.mark_story(StoryId(story), mark, now).await?),
        MarkTargets::Feed(feed) => Scope::Feed(one_feed_of(reader, &feed).await?.id),
        MarkTargets::Folder(folder) => {
            known_folder(reader, &folder).await?;
            Scope::Folder(folder)
        }
        MarkTargets::All => Scope::All,
    };
    if word != "read" {
        bail!("a feed, a folder or all can only be marked as read; name the articles");
    }
    Ok(reader.mark_all_read(scope, now, now).await?)
}

fn ids(entries: Vec<i64>) -> Vec<EntryId> {
    entries.into_iter().map(EntryId).collect()
}
