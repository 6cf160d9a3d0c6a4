//! An invented archive of any size, the same for the same seed: for tests, and for measuring where no real pages may go.

mod page;
mod random;

use crate::cli::Make;
use crate::run::Outcome;
use anyhow::{Context, Result};
use dateline_warc::{RecordKind, WarcWriter};
use jiff::Timestamp;
use page::Story;
use random::Random;
use std::fs::File;
use std::io::{BufWriter, Write};

/// When the first page was fetched: the first of March 2026. Each comes a second after the one before.
const BEGIN: i64 = 1_772_323_200;
/// One story in this many is printed by several papers.
const WIRE: u64 = 3;
/// Stories of the agency, for so many pages one.
const PAGES_A_STORY: u64 = 12;

/// Writes the archive.
pub(crate) fn make(options: &Make) -> Result<Outcome> {
    let cannot = || format!("{} cannot be written", options.out.display());
    let file = BufWriter::new(File::create(&options.out).with_context(cannot)?);
    let is_packed = options.out.extension().is_some_and(|ending| ending == "gz");
    let file = if is_packed { WarcWriter::packed(file) } else { WarcWriter::plain(file) };
    write(file, options.pages, options.seed, options.page_size * 1000)
        .with_context(cannot)?
        .flush()
        .with_context(cannot)?;
    Ok(Outcome::Done)
}

fn write<W: Write>(mut file: WarcWriter<W>, pages: u64, seed: u64, size: usize) -> std::io::Result<W> {
    let info = "software: dateline-archive make\r\nformat: WARC File Format 1.1\r\n";
    let date = date(0);
    let fields = [("WARC-Date", date.as_str()), ("Content-Type", "application/warc-fields")];
    file.record(RecordKind::Info, &fields, info.as_bytes())?;
    for number in 0..pages {
        answer(&mut file, number, pages, seed, size)?;
    }
    Ok(file.into_inner())
}

fn date(number: u64) -> String {
    let second = BEGIN + i64::try_from(number).unwrap_or_default();
    Timestamp::from_second(second).unwrap_or_default().to_string()
}

/// One page with what a crawler writes beside it. The tenth of each ten is something else than an article.
fn answer<W: Write>(
    file: &mut WarcWriter<W>,
    number: u64,
    pages: u64,
    seed: u64,
    size: usize,
) -> std::io::Result<()> {
    let mut random = Random::of(seed, number);
    let story = if random.one_in(WIRE) {
        Story::of(seed, random.below(pages / PAGES_A_STORY + 1))
    } else {
        Story::of(seed, pages + number)
    };
    let host = page::host(&mut random);
    let day = BEGIN + i64::try_from(number).unwrap_or_default();
    let address = format!("https://{host}/{}/{number}", story.slug());
    let (status, kind, extra, body) = match (number % 10, number / 10 % 6) {
        (9, 0) => {
            ("404 Not Found", "text/html", "", "<title>Not found</title><h1>Page not found</h1>".to_owned())
        }
        (9, 1) => ("200 OK", "image/png", "", "no picture".to_owned()),
        (9, 2) => ("200 OK", "text/html", "TDM-Reservation: 1\r\n", story.page(&host, day, size, false)),
        (9, 3) => ("200 OK", "text/html", "X-Robots-Tag: noarchive\r\n", story.page(&host, day, size, false)),
        (9, 4) => ("200 OK", "text/html", "", page::front(&mut random, &host, size)),
        (4, _) => ("200 OK", "text/html", "", story.page(&host, day, size, true)),
        _ => ("200 OK", "text/html", "", story.page(&host, day, size, false)),
    };
    let head = format!("HTTP/1.1 {status}\r\nContent-Type: {kind}; charset=utf-8\r\n{extra}\r\n");
    let date = date(number);
    let id = format!("<urn:uuid:{:08x}-0000-4000-8000-{number:012x}>", seed as u32);
    let (target, date) = (("WARC-Target-URI", address.as_str()), ("WARC-Date", date.as_str()));
    let asked = format!("GET /{number} HTTP/1.1\r\nHost: {host}\r\n\r\n");
    let request = [target, date, ("Content-Type", "application/http; msgtype=request")];
    file.record(RecordKind::Request, &request, asked.as_bytes())?;
    let id = ("WARC-Record-ID", id.as_str());
    let fields = [target, date, id, ("Content-Type", "application/http; msgtype=response")];
    if number % 10 == 9 && number / 10 % 6 == 5 {
        return file.record(RecordKind::Revisit, &fields, head.as_bytes()).map(|_| ());
    }
    file.record(RecordKind::Response, &fields, (head + &body).as_bytes()).map(|_| ())
}
