//! Moving out and in: archives are written under another name first, so that a file of the name is whole.

use crate::commands::input_files::shown;
use crate::report::{Report, bytes};
use crate::request::ImportRequest;
use crate::socket_messages::{MessageSender, ServerMessage};
use anyhow::{Context, Result, bail};
use dateline_desk::health::count;
use dateline_desk::{Desk, ImportApi, ImportFrom, ImportReport};
use dateline_server::Archive;
use dateline_store::Reader;
use jiff::Timestamp;
use serde_json::json;
use std::fmt::Write as _;
use std::fs::File;
use std::io::Write as _;
use std::os::unix::fs::OpenOptionsExt as _;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU64, Ordering};

/// Articles between two words of progress.
const STEP: u64 = 1_000;

/// `export --all`.
pub(crate) async fn archive(reader: Reader<'_>, file: PathBuf, now: Timestamp) -> Result<Report> {
    let part = part_of(&file)?;
    let done = write_archive(reader, &part, now).await;
    let (feeds, entries) = finish(done, &part, &file)?;
    let size = std::fs::metadata(&file).map(|meta| meta.len()).unwrap_or_default();
    let (feed_words, entry_words) = (
        count(feeds, "feed", "feeds"),
        count(usize::try_from(entries).unwrap_or(usize::MAX), "article", "articles"),
    );
    let text = format!("{feed_words} and {entry_words} were written to {} ({})", file.display(), bytes(size));
    Ok(Report::done(json!({"file": shown(&file), "bytes": size, "feeds": feeds, "entries": entries}), text))
}

async fn write_archive(reader: Reader<'_>, part: &Path, now: Timestamp) -> Result<(usize, u64)> {
    let unwritten = || format!("{} cannot be written", part.display());
    let mut out =
        File::options().write(true).create_new(true).mode(0o600).open(part).with_context(unwritten)?;
    let mut archive = Archive::begin(reader, now).await?;
    while let Some(bytes) = archive.next().await? {
        out.write_all(&bytes).with_context(unwritten)?;
    }
    out.sync_all().with_context(unwritten)?;
    Ok((archive.feeds(), archive.entries()))
}

/// `export --sqlite`.
pub(crate) async fn database(reader: Reader<'_>, file: PathBuf) -> Result<Report> {
    let part = part_of(&file)?;
    let entries = finish(reader.export_database(part.clone()).await.map_err(Into::into), &part, &file)?;
    let words = count(usize::try_from(entries).unwrap_or(usize::MAX), "article", "articles");
    let text = format!("{words} were written to {}", file.display());
    Ok(Report::done(json!({"file": shown(&file), "entries": entries}), text))
}

/// The name under which a file is written until it is whole.
fn part_of(file: &Path) -> Result<PathBuf> {
    if file.exists() {
        bail!("{} exists; nothing was written over it", file.display());
    }
    let mut part = file.as_os_str().to_owned();
    part.push(".part");
    Ok(part.into())
}

fn finish<T>(done: Result<T>, part: &Path, file: &Path) -> Result<T> {
    let moved = done.and_then(|done| {
        std::fs::rename(part, file).with_context(|| format!("{} cannot be written", file.display()))?;
        Ok(done)
    });
    if moved.is_err() {
        // What is not whole is not kept; that it cannot be removed changes nothing of the fault.
        let _removed = std::fs::remove_file(part);
    }
    moved
}

/// `import` of a file.
pub(crate) async fn import(desk: &Desk, file: PathBuf, tell: &MessageSender) -> Result<Report> {
    Ok(imported(&desk.import_file(file, &steps(tell)).await?))
}

/// `import --from`.
pub(crate) async fn import_api(desk: &Desk, asked: ImportRequest, tell: &MessageSender) -> Result<Report> {
    let ImportRequest { from, url, user, secret, allow_http } = asked;
    let from =
        ImportFrom::from_word(&from).with_context(|| format!("{from} is no program that can be asked"))?;
    let url = super::address(&url)?;
    let api = ImportApi { from, url, user, secret: secret.0, allow_http };
    Ok(imported(&desk.import_api(&api, &steps(tell)).await?))
}

/// Tells now and then how many articles have been read.
fn steps(tell: &MessageSender) -> impl Fn(u64) + Sync {
    let told = AtomicU64::new(0);
    move |entries: u64| {
        let before = told.swap(entries, Ordering::Relaxed);
        if entries / STEP > before / STEP {
            // A client that went away does not stop the import.
            let _sent = tell.send(ServerMessage::Step(format!("{entries} articles")));
        }
    }
}

/// What came and what could not; partly done where something could not.
fn imported(report: &ImportReport) -> Report {
    let states = &report.states;
    let numbers = [
        (report.feeds_new, "feed", "feeds", "new"),
        (report.feeds_known, "feed", "feeds", "there already"),
        (report.entries_new, "article", "articles", "new"),
        (report.entries_known, "article", "articles", "there already"),
        (states.read, "article", "articles", "marked as read"),
        (states.unread, "article", "articles", "marked as unread"),
        (states.starred, "article", "articles", "starred"),
        (states.labels, "label", "labels", "given"),
        (states.notes, "note", "notes", "kept"),
        (states.beyond, "label or note", "labels and notes", "beyond what there may be"),
    ];
    let counted = numbers.iter().filter(|(number, ..)| *number > 0);
    let mut lines: Vec<String> = counted
        .map(|(number, one, many, what)| {
            format!("{} {what}", count(usize::try_from(*number).unwrap_or(usize::MAX), one, many))
        })
        .collect();
    lines.extend(
        report
            .lists
            .iter()
            .filter(|(_, added)| **added > 0)
            .map(|(name, added)| format!("{added} added of {name}")),
    );
    if lines.is_empty() {
        lines.push("nothing new".to_owned());
    }
    let mut text = lines.join("\n");
    for line in &report.left {
        let _written = write!(text, "\nnot taken in: {line}");
    }
    if report.left_beyond > 0 {
        let _written = write!(text, "\nnot taken in: {} more", report.left_beyond);
    }
    let json = json!({
        "feeds": {"new": report.feeds_new, "known": report.feeds_known},
        "entries": {"new": report.entries_new, "known": report.entries_known},
        "read": states.read, "unread": states.unread, "starred": states.starred, "labels": states.labels,
        "notes": states.notes, "beyond": states.beyond, "lists": report.lists, "left": report.left,
        "left_beyond": report.left_beyond,
    });
    Report { partly: !report.left.is_empty(), ..Report::done(json, text) }
}
