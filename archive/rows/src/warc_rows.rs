//! One archive to rows: record, page, reading, row.

use crate::cell::Cell;
use crate::counts::{Counts, Left};
use crate::page_reading::Wanted;
use crate::row::{self, Row};
use dateline_model::{Page, Reading};
use dateline_warc::{RecordHead, RecordKind, WarcReader, page};
use std::io::{self, Read};

/// Bytes of a page that are read, packed and unpacked. Publishers' pages stay below a tenth of it.
const PAGE: usize = 32 << 20;

/// What came of one page.
#[derive(Debug, Clone, PartialEq)]
pub enum Step {
    /// A row: a value for each column.
    Row(Vec<Cell>),
    /// None, for a reason that is counted.
    NoRow,
}

/// The rows of one archive.
pub struct WarcRows<R> {
    archive: WarcReader<R>,
    /// Name of its file.
    name: String,
    wanted: Wanted,
    counts: Counts,
}

impl<R: Read> WarcRows<R> {
    /// Begins with the archive that `source` gives; `name` is that of its file.
    pub fn new(source: R, name: &str, wanted: Wanted) -> Self {
        Self { archive: WarcReader::new(source), name: name.to_owned(), wanted, counts: Counts::default() }
    }

    /// The next page; none at the end. Records that are no pages, and broken ones, are counted and passed over.
    ///
    /// # Errors
    /// Where the source cannot be read.
    pub fn next_page(&mut self) -> io::Result<Option<Step>> {
        while let Some(head) = self.archive.next_record()? {
            self.counts.records += 1;
            if let Some(why) = passed_over(&head, &self.wanted) {
                self.counts.left(why);
                continue;
            }
            let Some(block) = self.archive.block(PAGE)? else {
                continue;
            };
            match page(&head, block, PAGE) {
                Ok(page) => return Ok(Some(self.step(&head, &page))),
                Err(fault) => self.counts.broken(fault.as_str()),
            }
        }
        Ok(None)
    }

    fn step(&mut self, head: &RecordHead, page: &Page) -> Step {
        match read(head, page, &self.wanted) {
            Ok(reading) => {
                self.counts.row(&reading);
                Step::Row(row::cells(&Row {
                    url: page.url.as_str(),
                    final_url: page.final_url.as_str(),
                    host: page.final_url.host(),
                    fetched: page.fetched_at,
                    status: page.status,
                    truncation: page.truncation,
                    reading: &reading,
                    warc: &self.name,
                    offset: head.offset,
                    digest: head.payload_digest(),
                }))
            }
            Err(why) => {
                self.counts.left(why);
                Step::NoRow
            }
        }
    }

    /// What was counted up to here.
    pub fn counts(&self) -> Counts {
        let mut counts = self.counts.clone();
        counts.faults(self.archive.faults());
        counts
    }
}

/// Why a record is passed over by its header alone.
fn passed_over(head: &RecordHead, wanted: &Wanted) -> Option<Left> {
    match head.kind {
        RecordKind::Response | RecordKind::Resource | RecordKind::Conversion => {}
        RecordKind::Revisit => return Some(Left::Revisit),
        _ => return Some(Left::NoPage),
    }
    let target = head.target()?;
    if target.split_once(':').is_some_and(|(scheme, _)| !scheme.to_ascii_lowercase().starts_with("http")) {
        return Some(Left::NoPage);
    }
    let host = dateline_model::WebUrl::parse(target).ok()?;
    (!wanted.selection.wants_host(host.host())).then_some(Left::NotSelected)
}

/// The reading of a page that is wanted.
fn read(head: &RecordHead, page: &Page, wanted: &Wanted) -> Result<Reading, Left> {
    let form = Form::of(head, page).ok_or(Left::OtherType)?;
    wanted.reading(page.fetched_at, || match form {
        Form::Html => dateline_extract::read_page(page),
        Form::Text => dateline_extract::read_text(&String::from_utf8_lossy(&page.body)),
    })
}

/// What can be read.
enum Form {
    Html,
    /// What somebody made of a page: the texts of a WET file.
    Text,
}

impl Form {
    fn of(head: &RecordHead, page: &Page) -> Option<Self> {
        let said = page.headers.get("content-type").unwrap_or_default();
        let said = said.split(';').next().unwrap_or_default().trim().to_ascii_lowercase();
        let body = page.body.trim_ascii_start();
        match said.as_str() {
            "text/html" | "application/xhtml+xml" => Some(Self::Html),
            // An answer without a body has no type either; its status tells what is held.
            "" if body.is_empty() || body.starts_with(b"<") => Some(Self::Html),
            "text/plain" if head.kind == RecordKind::Conversion => Some(Self::Text),
            _ => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::select::Selection;
    use dateline_warc::WarcWriter;

    const HTML: &str = "<title>Bridge</title><article><h1>Bridge</h1><p>The bridge over the harbour was opened again on \
        Tuesday, after two years of work that cost more than the town had thought.</p></article>";

    /// What becomes of one record: the words of its counts.
    fn told(kind: RecordKind, fields: &[(&str, &str)], block: &str, wanted: &Wanted) -> String {
        let mut file = WarcWriter::packed(Vec::new());
        let date = ("WARC-Date", "2026-03-04T05:06:07Z");
        file.record(kind, &[fields, &[date]].concat(), block.as_bytes()).unwrap();
        let file = file.into_inner();
        let mut rows = WarcRows::new(file.as_slice(), "a", wanted.clone());
        let mut given = Vec::new();
        while let Some(step) = rows.next_page().unwrap() {
            given.extend(matches!(step, Step::Row(_)).then(|| "row".to_owned()));
        }
        let counts = rows.counts();
        let words = [&counts.left, &counts.broken].into_iter().flat_map(|words| words.keys().cloned());
        given.into_iter().chain(words).collect::<Vec<_>>().join(" ")
    }

    #[test]
    fn every_record_is_a_row_or_is_counted() {
        let target = ("WARC-Target-URI", "https://harbour.example/a");
        let answer = |fields: &str, body: &str| format!("HTTP/1.1 200 OK\r\n{fields}\r\n{body}");
        let html = answer("Content-Type: text/html\r\n", HTML);
        let with = |head: &str| answer("Content-Type: text/html\r\n", &format!("{head}{HTML}"));
        let response = RecordKind::Response;
        let text = ("Content-Type", "text/plain");
        for (kind, fields, block, expected) in [
            (response, vec![target], html.clone(), "row"),
            (response, vec![target], answer("", HTML), "row"),
            (response, vec![target], "HTTP/1.1 404 Not Found\r\n\r\n".to_owned(), "row"),
            (RecordKind::Resource, vec![target, ("Content-Type", "text/html")], HTML.to_owned(), "row"),
            (RecordKind::Conversion, vec![target, text], "The bridge.".to_owned(), "row"),
            (RecordKind::Resource, vec![target, text], "The bridge.".to_owned(), "other_type"),
            (response, vec![target], answer("Content-Type: image/png\r\n", "x"), "other_type"),
            (response, vec![target], answer("", "{}"), "other_type"),
            (RecordKind::Revisit, vec![target], String::new(), "revisit"),
            (RecordKind::Request, vec![target], "GET / HTTP/1.1".to_owned(), "no_page"),
            (RecordKind::Info, vec![], String::new(), "no_page"),
            (response, vec![("WARC-Target-URI", "dns:harbour.example")], "x".to_owned(), "no_page"),
            (response, vec![], html.clone(), "address"),
            (response, vec![target], HTML.to_owned(), "not_http"),
            (response, vec![target], with("<meta name=tdm-reservation content=1>"), "reserved_tdm"),
            (
                response,
                vec![target],
                with("<meta name=robots content='index, noarchive'>"),
                "reserved_noarchive",
            ),
            (response, vec![target], answer("TDM-Reservation: 1\r\n", HTML), "reserved_tdm"),
            (response, vec![target], answer("X-Robots-Tag: noarchive\r\n", HTML), "reserved_noarchive"),
            (response, vec![target, ("TDM-Reservation", "1")], html.clone(), "reserved_tdm"),
            (response, vec![target, ("X-Robots-Tag", "noarchive")], html.clone(), "reserved_noarchive"),
        ] {
            assert_eq!(
                told(kind, &fields, &block, &Wanted::default()),
                expected,
                "{kind:?} {fields:?} {block}"
            );
            let all = Wanted { include_reserved: true, ..Wanted::default() };
            let expected = if expected.starts_with("reserved") { "row" } else { expected };
            assert_eq!(told(kind, &fields, &block, &all), expected, "{kind:?} {fields:?} {block}");
        }
        let selection = Selection::parse(&["host=mill.example".to_owned()]).unwrap();
        let wanted = Wanted { selection, ..Wanted::default() };
        assert_eq!(told(response, &[target], &html, &wanted), "not_selected");
    }
}
