//! Any bytes under any codings unpack to at most the cap, the same way twice, or say why not. The first byte chooses the codings.

#![no_main]

use dateline_unpack::{codings, decode};
use libfuzzer_sys::fuzz_target;

const NAMES: [&str; 6] = ["gzip", "deflate", "br", "zstd", "gzip, br", "deflate, gzip, zstd"];
const CAP: usize = 1 << 20;

fuzz_target!(|data: &[u8]| {
    let Some((&choice, bytes)) = data.split_first() else { return };
    let name = NAMES[usize::from(choice) % NAMES.len()];
    let Ok(named) = codings([name].into_iter()) else { panic!("{name} is known") };
    let unpacked = decode(bytes.to_vec(), &named, CAP, None);
    assert_eq!(unpacked, decode(bytes.to_vec(), &named, CAP, None));
    match unpacked {
        Ok(unpacked) => assert!(unpacked.bytes.len() <= CAP.max(bytes.len())),
        Err(error) => assert!(!error.to_string().is_empty()),
    }
});
