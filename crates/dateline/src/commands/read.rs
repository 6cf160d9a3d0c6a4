//! `read`: one page or text, or a folder of them, to Readings; needs no store but for a page that one keeps.

use crate::cli::{InputKind, Read, ReadFormat};
use crate::commands::input_files;
use crate::output::{self, Outcome};
use crate::startup;
use anyhow::{Context, Result};
use dateline_extract::{Explained, Served, explain_html, explain_text, read_html, read_text};
use dateline_model::{EntryId, Headers, Page, Reading, WebUrl};
use dateline_wire::{failed_json, markdown, reading_json};
use rayon::prelude::*;
use serde::Deserialize;
use serde_json::Value;
use std::collections::HashMap;
use std::ffi::OsStr;
use std::fs;
use std::io::{BufWriter, Write};
use std::path::{Path, PathBuf};

/// Bytes and how they were served.
struct Input {
    bytes: Vec<u8>,
    served: Served,
    kind: InputKind,
}

impl Input {
    /// Whether the server says that this is not what was asked for: its status counts, whatever the body is.
    fn is_refusal(&self) -> bool {
        self.served.status.is_some_and(|status| status >= 400)
    }
}

/// Reads what was asked for.
pub(crate) fn run(options: &Read, global: &crate::global_options::Global) -> Result<Outcome> {
    if let Some(folder) = &options.batch {
        return batch(folder, options);
    }
    let input = single(options, global)?;
    let url = input.served.url.as_ref().map(WebUrl::as_str);
    if options.explain {
        return explain(&input, options.format.unwrap_or(ReadFormat::Text));
    }
    let (reading, cpu_ms) = timed(options.timing, || read(&input));
    match options.format.unwrap_or(ReadFormat::Text) {
        ReadFormat::Json => {
            output::json_line(&mut std::io::stdout().lock(), &reading_json(&reading, None, url, cpu_ms))?;
        }
        ReadFormat::Markdown => output::line(markdown::article(&reading))?,
        ReadFormat::Text => output::line(markdown::plain(&reading))?,
    }
    Ok(Outcome::Done)
}

fn single(options: &Read, global: &crate::global_options::Global) -> Result<Input> {
    if let Some(article) = options.kept {
        return Ok(served(startup::kept_page(global, EntryId(article))?, options));
    }
    let path = Path::new(options.input.as_deref().unwrap_or(OsStr::new("-")));
    let url = options.url.as_deref().map(WebUrl::parse).transpose().context("--url")?;
    if let Some(address) = path.to_str().and_then(|name| WebUrl::parse(name).ok()) {
        return Ok(served(startup::fetch_page(global, &address)?, options));
    }
    let bytes = input_files::read(path)?;
    let served = Served { url: url.clone(), final_url: url, ..Served::default() };
    let kind = options.kind.unwrap_or_else(|| recognise(path, &bytes, &served));
    Ok(Input { bytes, served, kind })
}

/// A page with how it was served.
fn served(page: Page, options: &Read) -> Input {
    let served = Served::of(&page);
    let kind = options.kind.unwrap_or_else(|| recognise(Path::new(""), &page.body, &served));
    Input { bytes: page.body, served, kind }
}

/// Markup or not: by content type, by name, then by whether a tag stands where a page begins.
fn recognise(path: &Path, bytes: &[u8], served: &Served) -> InputKind {
    if served.headers.get("content-type").is_some_and(|kind| kind.trim_start().starts_with("text/plain")) {
        return InputKind::Text;
    }
    let name = path.to_string_lossy();
    let name = name.strip_suffix(".gz").unwrap_or(&name);
    if name.ends_with(".html") || name.ends_with(".htm") {
        return InputKind::Html;
    }
    let head = String::from_utf8_lossy(&bytes[..bytes.len().min(4096)]).to_ascii_lowercase();
    let marks =
        ["<!doctype html", "<html", "<head", "<body", "<title", "<meta", "<p>", "<p ", "<div", "<article"];
    if marks.iter().any(|mark| head.contains(mark)) { InputKind::Html } else { InputKind::Text }
}

fn read(input: &Input) -> Reading {
    match input.kind {
        InputKind::Text if !input.is_refusal() => read_text(&text_of(&input.bytes)),
        _ => read_html(&input.bytes, &input.served),
    }
}

/// Plain text as UTF-8; a text file may come in an older encoding.
fn text_of(bytes: &[u8]) -> String {
    dateline_html::decode(bytes, None).text
}

fn explain(input: &Input, format: ReadFormat) -> Result<Outcome> {
    let explained = match input.kind {
        InputKind::Text if !input.is_refusal() => explain_text(&text_of(&input.bytes)),
        _ => explain_html(&input.bytes, &input.served),
    };
    match format {
        ReadFormat::Json => output::json(&explained_json(&explained))?,
        _ => {
            for line in &explained.lines {
                let kind =
                    line.kind.map_or(if line.is_body { "article" } else { "other" }, |kind| kind.as_str());
                output::line(format!(
                    "{kind:<11} {}\n            {}",
                    dateline_text::shorten(&dateline_text::fold(&line.text), 95),
                    line.because
                ))?;
            }
        }
    }
    Ok(Outcome::Done)
}

fn explained_json(explained: &Explained) -> Value {
    let lines = explained.lines.iter().map(|line| {
        serde_json::json!({
            "text": line.text,
            "kind": line.kind.map(dateline_model::AsideKind::as_str),
            "body": line.is_body,
            "reason": line.reason.map(dateline_model::Reason::as_str),
            "because": line.because,
        })
    });
    serde_json::json!({ "lines": lines.collect::<Vec<_>>() })
}

/// How a page of a batch was served.
#[derive(Deserialize)]
struct Meta {
    id: String,
    url: Option<String>,
    status: Option<u16>,
    #[serde(default)]
    headers: Option<serde_json::Map<String, Value>>,
}

impl Meta {
    fn served(&self) -> Served {
        let url = self.url.as_deref().and_then(|url| WebUrl::parse(url).ok());
        let fields = self.headers.iter().flatten();
        let headers: Headers =
            fields.flat_map(|(name, value)| values(value).map(move |value| (name, value))).collect();
        Served { url: url.clone(), final_url: url, status: self.status, headers, ..Served::default() }
    }
}

/// A header's value, or its values.
fn values(value: &Value) -> impl Iterator<Item = String> {
    let list = value.as_array().cloned().unwrap_or_else(|| vec![value.clone()]);
    list.into_iter().filter_map(|value| match value {
        Value::String(text) => Some(text),
        Value::Number(number) => Some(number.to_string()),
        _ => None,
    })
}

/// Pages read at once before their lines are written: memory stays bounded however large the folder is.
const CHUNK: usize = 64;

/// Every page of a folder, one line each whatever happens.
fn batch(folder: &Path, options: &Read) -> Result<Outcome> {
    let metas = options.meta.as_deref().map(metas).transpose()?.unwrap_or_default();
    let pages = pages(folder)?;
    let jobs = usize::from(options.jobs.unwrap_or(0));
    let pool = rayon::ThreadPoolBuilder::new().num_threads(jobs).build()?;
    let mut outcome = Outcome::Done;
    let mut out = BufWriter::new(std::io::stdout().lock());
    for chunk in pages.chunks(CHUNK) {
        let lines: Result<Vec<BatchLine>> = pool
            .install(|| chunk.par_iter().map(|(id, path)| batch_line(id, path, &metas, options)).collect());
        for line in lines? {
            if line.failed {
                outcome = Outcome::Partly;
            }
            out.write_all(&line.json).context(output::UNWRITTEN)?;
        }
    }
    out.flush().context(output::UNWRITTEN)?;
    Ok(outcome)
}

/// The line of one file, and whether the file could not be had.
struct BatchLine {
    json: Vec<u8>,
    failed: bool,
}

fn batch_line(id: &str, path: &Path, metas: &HashMap<String, Served>, options: &Read) -> Result<BatchLine> {
    let served = metas.get(id).cloned().unwrap_or_default();
    let url = served.url.as_ref().map(WebUrl::to_string);
    let mut json = Vec::new();
    let failed = match input_files::read_regular(path) {
        Ok(bytes) => {
            let is_text = path.extension().is_some_and(|extension| extension == "txt");
            let kind = options.kind.unwrap_or(if is_text { InputKind::Text } else { InputKind::Html });
            let input = Input { bytes, served, kind };
            let (reading, cpu_ms) = timed(options.timing, || read(&input));
            output::json_line(&mut json, &reading_json(&reading, Some(id), url.as_deref(), cpu_ms))?;
            false
        }
        Err(error) => {
            let why = output::sentence(&error);
            output::json_line(&mut json, &failed_json(Some(id), url.as_deref(), "file", &why))?;
            true
        }
    };
    Ok(BatchLine { json, failed })
}

fn metas(file: &Path) -> Result<HashMap<String, Served>> {
    let text = fs::read_to_string(file).with_context(|| format!("{} cannot be read", file.display()))?;
    let mut metas = HashMap::new();
    for (index, line) in text.lines().enumerate().filter(|(_, line)| !line.trim().is_empty()) {
        let meta: Meta =
            serde_json::from_str(line).with_context(|| format!("{} line {}", file.display(), index + 1))?;
        metas.insert(meta.id.clone(), meta.served());
    }
    Ok(metas)
}

/// Pages of a folder with their ids, sorted by name.
fn pages(folder: &Path) -> Result<Vec<(String, PathBuf)>> {
    let mut pages = Vec::new();
    for entry in fs::read_dir(folder).with_context(|| format!("{} cannot be listed", folder.display()))? {
        let path = entry?.path();
        let name = input_files::shown(Path::new(path.file_name().unwrap_or_default()));
        if let Some(id) = id_of(&name) {
            pages.push((name.clone(), id.to_owned(), path));
        }
    }
    pages.sort();
    make_distinct(&mut pages);
    Ok(pages.into_iter().map(|(_, id, path)| (id, path)).collect())
}

/// Files that would share an id have their whole names instead.
fn make_distinct(pages: &mut [(String, String, PathBuf)]) {
    loop {
        let mut count: HashMap<String, usize> = HashMap::new();
        for (_, id, _) in pages.iter() {
            *count.entry(id.clone()).or_default() += 1;
        }
        let shared = |page: &&mut (String, String, PathBuf)| {
            page.0 != page.1 && count.get(&page.1).is_some_and(|count| *count > 1)
        };
        let mut changed = false;
        for page in pages.iter_mut().filter(shared) {
            page.1.clone_from(&page.0);
            changed = true;
        }
        if !changed {
            return;
        }
    }
}

/// The name less one final `.gz`, then less one final `.html` or `.txt`; nothing for other files.
fn id_of(name: &str) -> Option<&str> {
    let (bare, packed) = name.strip_suffix(".gz").map_or((name, false), |bare| (bare, true));
    bare.strip_suffix(".html").or_else(|| bare.strip_suffix(".txt").filter(|_| !packed))
}

/// The result and, where that is asked for, the CPU time this thread took for it in milliseconds.
fn timed<T>(asked: bool, work: impl FnOnce() -> T) -> (T, f64) {
    if !asked {
        return (work(), 0.0);
    }
    let start = thread_cpu_ms();
    let result = work();
    (result, thread_cpu_ms() - start)
}

#[expect(clippy::cast_precision_loss, reason = "thread times are far below 2^52 nanoseconds")]
fn thread_cpu_ms() -> f64 {
    let time = rustix::time::clock_gettime(rustix::time::ClockId::ThreadCPUTime);
    time.tv_sec as f64 * 1e3 + time.tv_nsec as f64 / 1e6
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_lose_two_endings_at_most() {
        assert_eq!(id_of("a.b.html.gz"), Some("a.b"));
        assert_eq!(id_of("a.html"), Some("a"));
        assert_eq!(id_of("a.html.txt"), Some("a.html"));
        assert_eq!(id_of("a.txt"), Some("a"));
        assert_eq!(id_of("gold.jsonl"), None);
    }

    #[test]
    fn files_that_share_an_id_have_their_whole_names() {
        let names = ["a.html", "a.html.gz", "a.html.html", "a.txt", "b.html"];
        let page = |name: &&str| ((*name).to_owned(), id_of(name).unwrap().to_owned(), PathBuf::new());
        let mut pages: Vec<_> = names.iter().map(page).collect();
        make_distinct(&mut pages);
        let ids: Vec<_> = pages.iter().map(|(_, id, _)| id.as_str()).collect();
        assert_eq!(ids, ["a.html", "a.html.gz", "a.html.html", "a.txt", "b"]);
    }

    #[test]
    fn markup_is_recognised() {
        let check = |name: &str, bytes: &[u8], kind| {
            assert_eq!(recognise(Path::new(name), bytes, &Served::default()), kind);
        };
        check("x", b"<!DOCTYPE HTML><p>a", InputKind::Html);
        check("x", b"a < b and c > d", InputKind::Text);
        check("x.html", b"plain", InputKind::Html);
        check("x.txt", b"", InputKind::Text);
    }
}
