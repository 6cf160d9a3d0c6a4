//! Any bytes are an archive that ends: blocks and pages stay within the cap, and a part of it that is read from a record's
//! offset begins with the same record.

#![no_main]

use dateline_warc::{WarcReader, page};
use libfuzzer_sys::fuzz_target;

const CAP: usize = 4 << 10;

fuzz_target!(|data: &[u8]| {
    let mut archive = WarcReader::new(data);
    let mut last = 0;
    while let Ok(Some(head)) = archive.next_record() {
        assert!(head.offset >= last && head.offset < data.len() as u64);
        last = head.offset;
        let Ok(Some(block)) = archive.block(CAP) else { continue };
        assert!(block.bytes.len() <= CAP);
        if let Ok(page) = page(&head, block, CAP) {
            assert!(page.body.len() <= CAP);
        }
    }
    assert!(archive.offset() <= data.len() as u64);
});
