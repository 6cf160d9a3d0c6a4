//! One archive to rows: record, page, reading, row.

use crate::counts::{Counts, Left};
use crate::row::{self, Row};
use crate::select::Selection;
use crate::table::TableWriter;
use anyhow::{Context, Result};
use dateline_model::{Page, Reading};
use dateline_warc::{Fault, RecordHead, RecordKind, WarcReader, page};
use std::io::{Read, Write};
use std::panic::{AssertUnwindSafe, catch_unwind};

/// Bytes of a page that are read, packed and unpacked. Publishers' pages stay below a tenth of it.
const PAGE: usize = 32 << 20;

/// What is wanted.
#[derive(Debug, Clone, Default)]
pub(crate) struct Wanted {
    pub(crate) selection: Selection,
    pub(crate) include_reserved: bool,
}

/// Writes a row for each page of an archive. `name` is that of its file; `tell` hears of each page.
pub(crate) fn convert<W: Write + Send>(
    source: impl Read,
    name: &str,
    wanted: &Wanted,
    table: &mut TableWriter<W>,
    mut tell: impl FnMut(),
) -> Result<Counts> {
    let mut archive = WarcReader::new(source);
    let mut counts = Counts::default();
    while let Some(head) = archive.next_record().with_context(|| format!("{name} cannot be read"))? {
        counts.records += 1;
        if let Some(why) = passed_over(&head, wanted) {
            counts.left(why);
            continue;
        }
        let Some(block) = archive.block(PAGE).with_context(|| format!("{name} cannot be read"))? else {
            continue;
        };
        let page = match page(&head, block, PAGE) {
            Ok(page) => page,
            Err(fault) => {
                counts.broken(fault.as_str());
                continue;
            }
        };
        match read(&head, &page, wanted) {
            Ok(reading) => {
                let digest = head.payload_digest();
                let row = Row { page: &page, reading: &reading, warc: name, offset: head.offset, digest };
                table.row(row::cells(&row))?;
                counts.row(&reading);
            }
            Err(why) => counts.left(why),
        }
        tell();
    }
    counts.faults(archive.faults());
    Ok(counts)
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
    let reading = catch_unwind(AssertUnwindSafe(|| match form {
        Form::Html => dateline_extract::read_page(page),
        Form::Text => dateline_extract::read_text(&String::from_utf8_lossy(&page.body)),
    }));
    let reading = reading.map_err(|_| Left::ReaderFailed)?;
    let reserved = &reading.reservations;
    if !wanted.include_reserved && reserved.tdm {
        return Err(Left::ReservedMining);
    }
    if !wanted.include_reserved && reserved.noarchive {
        return Err(Left::ReservedArchive);
    }
    if !wanted.selection.wants(page, &reading) {
        return Err(Left::NotSelected);
    }
    Ok(reading)
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

/// Whether a file holds no archive at all, and why.
pub(crate) fn is_foreign(counts: &Counts) -> bool {
    let foreign = [Fault::Foreign, Fault::Corrupt, Fault::Version];
    counts.records == 0 && foreign.iter().any(|fault| counts.broken.contains_key(fault.as_str()))
}

#[cfg(test)]
pub(crate) mod tests {
    use super::*;
    use dateline_model::{Headers, WebUrl};
    use dateline_warc::WarcWriter;

    pub(crate) fn page(html: &str) -> Page {
        let url = WebUrl::parse("https://harbour.example/a").unwrap();
        Page {
            url: url.clone(),
            final_url: url,
            redirects: Vec::new(),
            status: 200,
            headers: Headers::from_iter([("content-type", "text/html; charset=utf-8")]),
            body: html.into(),
            fetched_at: "2026-03-04T05:06:07Z".parse().unwrap(),
            truncation: None,
        }
    }

    const HTML: &str = "<title>Bridge</title><article><h1>Bridge</h1><p>The bridge over the harbour was opened again on \
        Tuesday, after two years of work that cost more than the town had thought.</p></article>";

    /// What becomes of one record: the words of its counts.
    fn told(kind: RecordKind, fields: &[(&str, &str)], block: &str, wanted: &Wanted) -> String {
        let mut file = WarcWriter::packed(Vec::new());
        let date = ("WARC-Date", "2026-03-04T05:06:07Z");
        file.record(kind, &[fields, &[date]].concat(), block.as_bytes()).unwrap();
        let mut table = TableWriter::new(Vec::new(), &row::columns()).unwrap();
        let counts = convert(file.into_inner().as_slice(), "a", wanted, &mut table, || ()).unwrap();
        table.finish(&[]).unwrap();
        let words = [&counts.left, &counts.broken].into_iter().flat_map(|words| words.keys().cloned());
        let rows = (counts.rows > 0).then(|| "row".to_owned());
        rows.into_iter().chain(words).collect::<Vec<_>>().join(" ")
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
