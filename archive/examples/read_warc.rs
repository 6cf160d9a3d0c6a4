//! Reads archives without reading their pages: how quickly records and bodies come. `read_warc FILE...` prints a line of JSON.

#![expect(clippy::print_stdout, reason = "what it prints is its result")]

use dateline_warc::{RecordKind, WarcReader, page};
use std::fs::File;

fn main() -> std::io::Result<()> {
    let (mut packed, mut records, mut pages, mut bytes, mut broken) = (0, 0_u64, 0_u64, 0, 0);
    for path in std::env::args_os().skip(1) {
        let mut archive = WarcReader::new(File::open(path)?);
        while let Some(head) = archive.next_record()? {
            records += 1;
            if head.kind != RecordKind::Response {
                continue;
            }
            let Some(block) = archive.block(32 << 20)? else { continue };
            if let Ok(page) = page(&head, block, 32 << 20) {
                pages += 1;
                bytes += page.body.len();
            }
        }
        packed += archive.offset();
        broken += archive.faults().total();
    }
    println!(
        "{{\"packed\": {packed}, \"records\": {records}, \"pages\": {pages}, \"bytes\": {bytes}, \"broken\": {broken}}}"
    );
    Ok(())
}
