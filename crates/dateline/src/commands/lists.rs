//! Commands that print lists, one article, and those that mark: what was typed becomes a request, what comes is printed in the form
//! that was asked for.

use crate::cli::{
    Article, ArticleForm, CommonOptions, Entries, EntryOptions, Feeds, LabelEntries, ListForm, ListFormat,
    Mark, Search, Star, Stories, Targets, WholeList,
};
use crate::commands::desk::{give, order};
use crate::commands::input_files;
use crate::global_options::Global;
use crate::output::{self, Outcome};
use crate::report::Report;
use crate::request::{EntryAct, Filter, MarkTargets, OwnList, Request};
use crate::signals::{Stopped, unless_stopped};
use crate::startup;
use crate::table_cells::{self, ListShape};
use crate::typed_time::moment;
use anyhow::{Context, Result};
use serde_json::{Map, Value};
use std::path::Path;
use std::time::Duration;

/// How often it is asked what has come.
const LOOK_AGAIN: Duration = Duration::from_secs(2);
/// Articles that are asked for at once while they are followed.
const AT_ONCE: u32 = 500;

/// `stories`.
pub(crate) fn stories(options: &Stories, global: &Global) -> Result<Outcome> {
    let filter = common(&options.which)?;
    list(&Request::Stories { limit: options.limit.limit.into(), filter }, global, &options.form)
}

/// `search`.
pub(crate) fn search(options: &Search, global: &Global) -> Result<Outcome> {
    let (query, filter) = (options.query.join(" "), filter(&options.which)?);
    let asked = Request::Search { query, limit: options.limit.limit.into(), filter };
    let report = order(&asked, global)?;
    print(&report, &options.form)?;
    let found = report.list.as_ref().is_some_and(|shape| !shape.rows(&report.json).is_empty());
    Ok(if options.fail && (!found || !report.notes.is_empty()) { Outcome::Nothing } else { Outcome::Done })
}

/// `feeds`.
pub(crate) fn feeds(options: &Feeds, global: &Global) -> Result<Outcome> {
    match options.opml {
        true => give(&Request::Opml { with_private: options.with_private }, global, false),
        false => list(&Request::Feeds, global, &options.form),
    }
}

/// `rules`, `notes`, `labels`, `follows`, `searches`.
pub(crate) fn own(which: OwnList, options: &WholeList, global: &Global) -> Result<Outcome> {
    list(&Request::OwnList(which), global, &options.form)
}

/// `entries`.
pub(crate) fn entries(options: &Entries, global: &Global) -> Result<Outcome> {
    let filter = filter(&options.which)?;
    let asked = Request::Entries { filter: filter.clone(), limit: options.limit, above: None };
    if !options.follow {
        return list(&asked, global, &options.form);
    }
    let report = order(&asked, global)?;
    let form = match options.form.form() {
        ListForm::Table => ListForm::Tsv,
        form => form,
    };
    let mut lines = Lines { form, asked: &options.form.fields, begun: options.form.no_header };
    // What came last stands last, as what follows will.
    lines.print(&report, true)?;
    let mut last = report.json.get("last").and_then(Value::as_i64).unwrap_or_default();
    let (runtime, gone) = (startup::runtime()?, output::reader_gone());
    loop {
        let pause = async {
            tokio::select! {
                () = tokio::time::sleep(LOOK_AGAIN) => Ok(false),
                () = gone.notified() => Ok(true),
            }
        };
        match runtime.block_on(unless_stopped(pause)) {
            Ok(true) => return Ok(Outcome::Done),
            Ok(false) => {}
            Err(error) => {
                let stopped = error.downcast_ref::<Stopped>().map(Stopped::exit_code);
                return stopped.map(Outcome::Stopped).ok_or(error);
            }
        }
        let asked = Request::Entries { filter: filter.clone(), limit: AT_ONCE, above: Some(last) };
        let report = order(&asked, global)?;
        lines.print(&report, false)?;
        last = report.json.get("last").and_then(Value::as_i64).unwrap_or(last).max(last);
    }
}

/// `article`.
pub(crate) fn article(options: &Article, global: &Global) -> Result<Outcome> {
    let as_markdown = options.format == ArticleForm::Markdown;
    let json = options.json || options.format == ArticleForm::Json;
    give(&Request::Article { id: options.id, as_markdown }, global, json)
}

/// `mark`.
pub(crate) fn mark(options: &Mark, global: &Global) -> Result<Outcome> {
    let act = EntryAct::Mark { word: options.mark.as_str().to_owned(), targets: targets(&options.targets)? };
    give(&Request::EntryAct(act), global, options.targets.json)
}

/// `star`.
pub(crate) fn star(options: &Star, global: &Global) -> Result<Outcome> {
    let word = if options.remove { "unstar" } else { "star" };
    let act =
        EntryAct::Mark { word: word.to_owned(), targets: MarkTargets::Entries(numbers(&options.entries)?) };
    give(&Request::EntryAct(act), global, options.json)
}

/// `label`.
pub(crate) fn label(options: &LabelEntries, global: &Global) -> Result<Outcome> {
    let entries = numbers(&options.entries)?;
    let act = EntryAct::Label { name: options.name.clone(), entries, remove: options.remove };
    give(&Request::EntryAct(act), global, options.json)
}

fn targets(typed: &Targets) -> Result<MarkTargets> {
    Ok(match typed {
        Targets { story: Some(story), .. } => MarkTargets::Story(*story),
        Targets { feed: Some(feed), .. } => MarkTargets::Feed(feed.clone()),
        Targets { folder: Some(folder), .. } => MarkTargets::Folder(folder.clone()),
        Targets { all: true, .. } => MarkTargets::All,
        Targets { entries, .. } => MarkTargets::Entries(numbers(entries)?),
    })
}

/// Numbers of articles as they were typed, or from standard input.
fn numbers(typed: &[String]) -> Result<Vec<i64>> {
    let from_input = typed.iter().any(|word| word == "-");
    let input = from_input.then(|| input_files::read(Path::new("-"))).transpose()?.unwrap_or_default();
    let input = String::from_utf8_lossy(&input);
    let words = typed.iter().filter(|word| *word != "-").map(String::as_str);
    let read = |word: &str| {
        word.parse()
            .with_context(|| format!("{word:?} is no number of an article; `dateline entries` lists them"))
    };
    // A list of numbers that a command printed begins with its head.
    let words = words.chain(input.split_whitespace()).enumerate();
    words.filter(|(at, word)| *at > 0 || *word != "id").map(|(_, word)| read(word)).collect()
}

/// What was typed to choose articles, as it is asked.
fn filter(typed: &EntryOptions) -> Result<Filter> {
    Ok(Filter {
        read: typed.read,
        starred: typed.starred,
        feed: typed.feed.clone(),
        label: typed.label.clone(),
        publisher: typed.publisher.clone(),
        ..common(&typed.common)?
    })
}

fn common(typed: &CommonOptions) -> Result<Filter> {
    let time = |name: &str, text: &Option<String>| {
        let read = |text: &String| moment(text, startup::now()).context(name.to_owned());
        text.as_ref().map(read).transpose()
    };
    Ok(Filter {
        since: time("--since", &typed.since)?,
        until: time("--until", &typed.until)?,
        unread: typed.unread,
        section: typed.section.clone(),
        folder: typed.folder.clone(),
        language: typed.language.clone(),
        ..Filter::default()
    })
}

/// Has a list made and prints it.
pub(super) fn list(asked: &Request, global: &Global, form: &ListFormat) -> Result<Outcome> {
    let report = order(asked, global)?;
    print(&report, form)?;
    Ok(if report.partly { Outcome::Partly } else { Outcome::Done })
}

/// Prints a report that holds a list.
pub(super) fn print(report: &Report, form: &ListFormat) -> Result<()> {
    report.notes.iter().for_each(output::note);
    let Some(shape) = &report.list else { return output::report(report) };
    match form.form() {
        // No row of a result: words about it.
        ListForm::Table if shape.rows(&report.json).is_empty() => {
            output::note(&report.text);
            Ok(())
        }
        ListForm::Json if form.fields.is_empty() => output::json(&report.json),
        ListForm::Json => output::json(&chosen(shape, &report.json, &form.fields)?),
        ListForm::Table if form.fields.is_empty() && !form.no_header => output::report(report),
        ListForm::Table => {
            let rows = shape.rows(&report.json);
            let fields = shape.chosen(&form.fields, &rows)?;
            let heads = if form.no_header { &[] } else { fields };
            output::table(heads, rows.iter().map(|row| table_cells::cells(row, fields)).collect())
        }
        form_of_lines => {
            Lines { form: form_of_lines, asked: &form.fields, begun: form.no_header }.print(report, false)
        }
    }
}

/// A report's list with these fields alone.
fn chosen(shape: &ListShape, json: &Value, fields: &[String]) -> Result<Value> {
    let rows = shape.rows(json);
    let fields = shape.chosen(fields, &rows)?;
    let rows = rows.iter().map(|row| table_cells::reduced(row, fields)).collect();
    Ok(Value::Object(Map::from_iter([(shape.name().to_owned(), Value::Array(rows))])))
}

/// Lists as lines, with one line of heads before the first.
struct Lines<'a> {
    form: ListForm,
    asked: &'a [String],
    begun: bool,
}

impl Lines<'_> {
    fn print(&mut self, report: &Report, backwards: bool) -> Result<()> {
        let Some(shape) = &report.list else { return Ok(()) };
        let mut rows = shape.rows(&report.json);
        if backwards {
            rows.reverse();
        }
        let fields = shape.chosen(self.asked, &rows)?;
        let mut lines = Vec::new();
        if !self.begun {
            lines.extend(table_cells::head(self.form, fields));
            self.begun = true;
        }
        for row in rows {
            lines.push(table_cells::line(self.form, row, fields, self.asked.is_empty())?);
        }
        lines.iter().try_for_each(|line| output::list_line(self.form, line))
    }
}
