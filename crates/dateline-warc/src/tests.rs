use super::*;
use dateline_model::Truncation;
use flate2::Compression;
use flate2::write::GzEncoder;
use proptest::prelude::*;
use std::io::{self, Read, Write};

const DATE: (&str, &str) = ("WARC-Date", "2026-03-04T05:06:07Z");

fn record(target: &str, block: &str) -> Vec<u8> {
    let mut file = WarcWriter::plain(Vec::new());
    let fields = [("WARC-Target-URI", target), DATE];
    file.record(RecordKind::Response, &fields, block.as_bytes()).unwrap();
    file.into_inner()
}

fn a() -> Vec<u8> {
    record("https://a.example/", "HTTP/1.1 200 OK\r\n\r\nAlpha")
}

fn b() -> Vec<u8> {
    record("https://b.example/", "HTTP/1.1 200 OK\r\n\r\nBeta")
}

fn gz(bytes: &[u8]) -> Vec<u8> {
    let mut member = GzEncoder::new(Vec::new(), Compression::default());
    member.write_all(bytes).unwrap();
    member.finish().unwrap()
}

/// A member whose header has a field of each kind.
fn gz_with_header(bytes: &[u8]) -> Vec<u8> {
    let mut member = gz(bytes);
    member[3] = 4 | 8 | 16;
    member.splice(10..10, b"\x04\x00abcdname\0comment\0".iter().copied());
    member
}

fn zst(bytes: &[u8]) -> Vec<u8> {
    ruzstd::encoding::compress_to_vec(bytes, ruzstd::encoding::CompressionLevel::Fastest)
}

/// Gives a few bytes at a time, as a pipe does.
struct Slow<'a>(&'a [u8]);

impl Read for Slow<'_> {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        let read = into.len().min(7);
        self.0.read(&mut into[..read])
    }
}

/// Everything that a reader tells: a line for each record and each fault.
fn told(source: impl Read) -> Vec<String> {
    let mut archive = WarcReader::new(source);
    let mut told = Vec::new();
    while let Some(head) = archive.next_record().unwrap() {
        let Some(block) = archive.block(1 << 20).unwrap() else { continue };
        let body = page(&head, block, 1 << 20).map(|page| String::from_utf8_lossy(&page.body).into_owned());
        told.push(body.unwrap_or_else(|fault| fault.as_str().to_owned()));
    }
    told.extend(archive.faults().iter().map(|(fault, count, _)| format!("{count} {}", fault.as_str())));
    told
}

fn check(name: &str, file: &[u8], expected: &[&str]) {
    assert_eq!(told(file), expected, "{name}");
    assert_eq!(told(Slow(file)), expected, "{name}, a few bytes at a time");
}

fn cut(bytes: &[u8], missing: usize) -> Vec<u8> {
    bytes[..bytes.len() - missing].to_vec()
}

/// A copy with the byte at `at` changed; negative places count from the end.
fn spoiled(mut bytes: Vec<u8>, at: isize) -> Vec<u8> {
    let at = if at < 0 { bytes.len() - at.unsigned_abs() } else { at.unsigned_abs() };
    bytes[at] ^= 0x55;
    bytes
}

fn with_length(record: &[u8], length: &str) -> Vec<u8> {
    let text = String::from_utf8(record.to_vec()).unwrap();
    let (before, behind) = text.split_once("Content-Length: ").unwrap();
    let (_, behind) = behind.split_once("\r\n").unwrap();
    format!("{before}Content-Length: {length}\r\n{behind}").into_bytes()
}

#[test]
fn every_packing_gives_the_same_records() {
    let two = [a(), b()].concat();
    let split = [gz(&two[..60]), gz(&two[60..])].concat();
    let skippable = [b"\x50\x2a\x4d\x18\x03\x00\x00\x00abc".to_vec(), zst(&a()), zst(&b())].concat();
    for (name, file) in [
        ("plain", two.clone()),
        ("gzip, a record a member", [gz(&a()), gz(&b())].concat()),
        ("gzip, one stream", gz(&two)),
        ("gzip, members that end anywhere", split),
        ("gzip, with a name", [gz_with_header(&a()), gz(&b())].concat()),
        ("gzip, padded with nothing", [gz(b""), gz(&a()), gz(b""), gz(&b())].concat()),
        ("zstd, a record a frame", skippable),
        ("zstd, one stream", zst(&two)),
        ("without the lines between records", [cut(&a(), 4), cut(&b(), 4)].concat()),
        (
            "with more lines between records",
            [b"\r\n\n".to_vec(), a(), b"\r\n\r\n\r\n".to_vec(), b()].concat(),
        ),
    ] {
        check(name, &file, &["Alpha", "Beta"]);
    }
    check("nothing", b"", &[]);
    check("an empty member", &gz(b""), &[]);
}

#[test]
fn what_is_broken_is_left_out_and_counted() {
    let no_type = String::from_utf8(a()).unwrap().replace("WARC-Type", "WARC-Kind").into_bytes();
    let version = String::from_utf8(a()).unwrap().replace("WARC/1.1", "WARC/7.0").into_bytes();
    let long_header = String::from_utf8(a()).unwrap().replace("WARC-Date", &"x".repeat(80_000)).into_bytes();
    let [a, b] = [a(), b()];
    let page = b"<!doctype html><p>No archive.</p>\n<p>Lines.</p>\n";
    for (name, file, expected) in [
        ("plain, cut in the block", cut(&[&a[..], &b].concat(), 6), vec!["Alpha", "1 cut"]),
        ("plain, cut in the header", [&a[..], &b[..30]].concat(), vec!["Alpha", "1 cut"]),
        ("gzip, cut", cut(&[gz(&a), gz(&b)].concat(), 12), vec!["Alpha", "1 cut"]),
        ("gzip, cut in the checksum", cut(&[gz(&a), gz(&b)].concat(), 3), vec!["Alpha", "1 cut"]),
        ("zstd, cut", cut(&[zst(&a), zst(&b)].concat(), 9), vec!["Alpha", "1 cut"]),
        ("gzip, one byte spoiled", [spoiled(gz(&a), 40), gz(&b)].concat(), vec!["Beta", "1 corrupt"]),
        ("gzip, wrong checksum", [spoiled(gz(&a), -6), gz(&b)].concat(), vec!["Beta", "1 checksum"]),
        ("gzip, wrong length", [spoiled(gz(&a), -1), gz(&b)].concat(), vec!["Beta", "1 checksum"]),
        (
            "gzip, rubbish between",
            [gz(&a), vec![7; 3000], gz(&b)].concat(),
            vec!["Alpha", "Beta", "1 foreign"],
        ),
        ("gzip, cut member inside", [cut(&gz(&a), 20), gz(&b)].concat(), vec!["Beta", "1 length"]),
        (
            "zstd, rubbish between",
            [zst(&a), vec![7; 3000], zst(&b)].concat(),
            vec!["Alpha", "Beta", "1 foreign"],
        ),
        (
            "a block shorter than it says",
            [gz(&with_length(&a, "900")), gz(&b)].concat(),
            vec!["Beta", "1 cut"],
        ),
        (
            "a block longer than it says",
            [gz(&with_length(&a, "21")), gz(&b)].concat(),
            vec!["Beta", "1 length"],
        ),
        ("a header that never ends", [gz(&a[..50]), gz(&b)].concat(), vec!["Beta", "1 cut"]),
        ("no length", [with_length(&a, "many"), b.clone()].concat(), vec!["Beta", "1 no_length"]),
        ("no type", [no_type, b.clone()].concat(), vec!["Beta", "1 no_type"]),
        ("another version", [version, b.clone()].concat(), vec!["Beta", "1 version"]),
        ("a header without end", [long_header, b.clone()].concat(), vec!["Beta", "1 header_size"]),
        ("rubbish before", [&b"rubbish\nand more\n"[..], &b].concat(), vec!["Beta", "1 foreign"]),
        ("a page", page.to_vec(), vec!["1 foreign"]),
        ("a packed page", gz(page), vec!["1 foreign"]),
    ] {
        check(name, &file, &expected);
    }
}

#[test]
fn records_are_found_again_by_their_offsets() {
    let mut file = WarcWriter::packed(Vec::new());
    let mut offsets = Vec::new();
    for n in 0..3 {
        let fields = [("WARC-Target-URI", "https://a.example/"), DATE];
        let block = format!("HTTP/1.1 200 OK\r\n\r\n{n}");
        offsets.push(file.record(RecordKind::Response, &fields, block.as_bytes()).unwrap());
    }
    let bytes = file.into_inner();
    let mut archive = WarcReader::new(bytes.as_slice());
    for offset in &offsets {
        assert_eq!(archive.next_record().unwrap().unwrap().offset, *offset);
        let from = usize::try_from(*offset).unwrap();
        let mut part = WarcReader::at(&bytes[from..], *offset);
        assert_eq!(part.next_record().unwrap().unwrap().offset, *offset);
    }
    assert_eq!(archive.next_record().unwrap(), None);
    assert_eq!(archive.offset(), bytes.len() as u64);
}

#[test]
fn a_record_of_ten_gigabytes_is_passed_over() {
    let length = 10_u64 << 30;
    let head = format!("WARC/1.0\r\nWARC-Type: response\r\nContent-Length: {length}\r\n\r\n");
    // As many bytes as a test may take; the rest is cut, which shows that the length was believed and not made room for.
    let long = head.as_bytes().chain(io::repeat(b'x').take(64 << 20));
    let mut archive = WarcReader::new(long);
    assert_eq!(archive.next_record().unwrap().unwrap().length, length);
    assert_eq!(archive.block(1000).unwrap(), None);
    assert_eq!(archive.faults().count(Fault::Cut), 1);
    let short = [&with_length(&record("https://a.example/", &"x".repeat(5000)), "5000")[..], &b()].concat();
    let mut archive = WarcReader::new(short.as_slice());
    archive.next_record().unwrap();
    let block = archive.block(100).unwrap().unwrap();
    assert_eq!((block.bytes.len(), block.is_cut), (100, true));
    assert_eq!(archive.next_record().unwrap().unwrap().target(), Some("https://b.example/"));
}

#[test]
fn an_error_of_the_source_is_told_as_it_is() {
    struct Failing;
    impl Read for Failing {
        fn read(&mut self, _: &mut [u8]) -> io::Result<usize> {
            Err(io::ErrorKind::ConnectionReset.into())
        }
    }
    for file in [a(), gz(&a()), zst(&a())] {
        let cut = file.len() / 2;
        let mut archive = WarcReader::new(file[..cut].chain(Failing));
        let error = loop {
            match archive.next_record() {
                Ok(Some(_)) => {}
                Ok(None) => panic!("the end was told in place of the error"),
                Err(error) => break error,
            }
        };
        assert_eq!(error.kind(), io::ErrorKind::ConnectionReset);
    }
}

/// Status, body and what is missing of a stored answer; the word of the fault else.
fn answer(message: &[u8]) -> String {
    match http_response(message, None, 64) {
        Ok(answer) => {
            let body = String::from_utf8_lossy(&answer.body).into_owned();
            format!("{} {body} {:?}", answer.status, answer.truncation)
        }
        Err(fault) => fault.as_str().to_owned(),
    }
}

#[test]
fn stored_answers_are_read_as_they_are() {
    let chunked = "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n";
    let packed = |coding: &str| format!("HTTP/1.1 200 OK\r\nContent-Encoding: {coding}\r\n\r\n").into_bytes();
    for (message, expected) in [
        (b"HTTP/1.1 200 OK\r\n\r\nbody".to_vec(), "200 body None"),
        (b"HTTP/1.1 404\nA: b\n\nbody".to_vec(), "404 body None"),
        (b"http/2 301 \r\nLocation: /\r\n\r\n".to_vec(), "301  None"),
        (b"HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nbody".to_vec(), "200 body Some(Length)"),
        (b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nbody".to_vec(), "200 body None"),
        (format!("{chunked}2\r\nbo\r\n2;x=y\r\ndy\r\n0\r\n\r\n").into_bytes(), "200 body None"),
        (format!("{chunked}2\r\nbo\r\n9\r\ndy").into_bytes(), "200 body Some(Length)"),
        (format!("{chunked}2\r\nbo\r\n").into_bytes(), "200 bo Some(Length)"),
        (format!("{chunked}<p>Undone before").into_bytes(), "200 <p>Undone before None"),
        ([packed("gzip"), gz(b"body")].concat(), "200 body None"),
        ([packed("zstd"), zst(b"body")].concat(), "200 body None"),
        ([packed("gzip"), b"<p>Undone before".to_vec()].concat(), "200 <p>Undone before None"),
        ([packed("x-odd"), b"<p>Plain".to_vec()].concat(), "200 <p>Plain None"),
        ([packed("x-odd"), b"\x00\x01".to_vec()].concat(), "coding"),
        ([packed("br"), vec![0xff; 40]].concat(), "coding"),
        (b"HTTP/1.1 OK\r\n\r\nbody".to_vec(), "not_http"),
        (b"<html>".to_vec(), "not_http"),
        (b"".to_vec(), "not_http"),
    ] {
        assert_eq!(answer(&message), expected, "{}", String::from_utf8_lossy(&message));
    }
    let long = [&b"HTTP/1.1 200 OK\r\n\r\n"[..], &[b'x'; 65]].concat();
    assert_eq!(http_response(&long, None, 64).map(|answer| answer.truncation), Ok(Some(Truncation::Cap)));
}

#[test]
fn records_become_pages() {
    let read = |kind, fields: &[(&str, &str)], block: &[u8]| {
        let mut file = WarcWriter::packed(Vec::new());
        file.record(kind, fields, block).unwrap();
        let bytes = file.into_inner();
        let mut archive = WarcReader::new(bytes.as_slice());
        let head = archive.next_record().unwrap().unwrap();
        let block = archive.block(1 << 20).unwrap().unwrap();
        page(&head, block, 1 << 20)
            .map(|page| {
                let kind = page.headers.get("content-type").unwrap_or("-").to_owned();
                let body = String::from_utf8(page.body).unwrap();
                format!("{} {} {kind} {body} {:?}", page.fetched_at, page.status, page.truncation)
            })
            .unwrap_or_else(|fault| fault.as_str().to_owned())
    };
    let target = ("WARC-Target-URI", "<https://a.example/>");
    let html = ("Content-Type", "text/html");
    for (kind, fields, block, expected) in [
        (
            RecordKind::Resource,
            vec![target, DATE, html],
            "<p>",
            "2026-03-04T05:06:07Z 200 text/html <p> None",
        ),
        (
            RecordKind::Conversion,
            vec![target, ("WARC-Date", "20260304050607")],
            "text",
            "2026-03-04T05:06:07Z 200 - text None",
        ),
        (
            RecordKind::Response,
            vec![target, DATE, ("WARC-Truncated", "length")],
            "HTTP/1.0 200 OK\n\nx",
            "2026-03-04T05:06:07Z 200 - x Some(Cap)",
        ),
        (
            RecordKind::Response,
            vec![target, DATE, ("WARC-Truncated", "disconnect")],
            "HTTP/1.0 200 OK\n\nx",
            "2026-03-04T05:06:07Z 200 - x Some(Length)",
        ),
        (
            RecordKind::Revisit,
            vec![target, DATE],
            "HTTP/1.1 304 Not Modified\r\n\r\n",
            "2026-03-04T05:06:07Z 304 -  None",
        ),
        (RecordKind::Response, vec![target, DATE], "GET / HTTP/1.1", "not_http"),
        (RecordKind::Response, vec![target], "", "no_date"),
        (RecordKind::Response, vec![DATE], "", "address"),
        (RecordKind::Response, vec![("WARC-Target-URI", "dns:a.example"), DATE], "", "address"),
    ] {
        assert_eq!(read(kind, &fields, block.as_bytes()), expected, "{kind:?} {fields:?}");
    }
}

/// Reads everything; returns the longest block.
fn read_all(file: &[u8], cap: usize) -> usize {
    let mut archive = WarcReader::new(file);
    let mut longest = 0;
    while let Some(head) = archive.next_record().unwrap() {
        let Some(block) = archive.block(cap).unwrap() else { continue };
        longest = longest.max(block.bytes.len());
        if let Ok(page) = page(&head, block, cap) {
            longest = longest.max(page.body.len());
        }
    }
    longest
}

proptest! {
    /// Any bytes end, within bounds: as they come, packed, and spliced into an archive.
    #[test]
    fn any_bytes_end(bytes in proptest::collection::vec(any::<u8>(), 0..600), at in 0_usize..400) {
        let records = [a(), b()].concat();
        for file in [records.clone(), gz(&records), [gz(&a()), gz(&b())].concat(), zst(&records)] {
            let at = at.min(file.len());
            for spliced in [bytes.clone(), gz(&bytes), [&file[..at], &bytes, &file[at..]].concat()] {
                prop_assert!(read_all(&spliced, 100) <= 100);
            }
        }
    }

    /// Whatever is written comes back.
    #[test]
    fn what_is_written_is_read(blocks in proptest::collection::vec(proptest::collection::vec(any::<u8>(), 0..300), 0..5)) {
        for mut file in [WarcWriter::plain(Vec::new()), WarcWriter::packed(Vec::new())] {
            for block in &blocks {
                file.record(RecordKind::Metadata, &[DATE], block).unwrap();
            }
            let bytes = file.into_inner();
            let mut archive = WarcReader::new(bytes.as_slice());
            for block in &blocks {
                prop_assert!(archive.next_record().unwrap().is_some());
                prop_assert_eq!(archive.block(1000).unwrap().map(|read| read.bytes), Some(block.clone()));
            }
            prop_assert!(archive.next_record().unwrap().is_none());
            prop_assert_eq!(archive.faults().total(), 0);
        }
    }
}
