//! Any bytes that begin as a picture have dimensions above 0 or none, in time. The last byte chooses what they begin as.

#![no_main]

/// What reads dimensions alone: the rest of its crate is sockets and TLS, of which nothing is fuzzed here.
#[path = "../../crates/dateline-fetch/src/image_type/dimensions.rs"]
mod reader;

use libfuzzer_sys::fuzz_target;

const BEGINNINGS: [(&str, &[u8]); 7] = [
    ("image/png", b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR"),
    ("image/jpeg", b"\xff\xd8\xff"),
    ("image/gif", b"GIF89a"),
    ("image/webp", b"RIFF\0\0\0\0WEBPVP8"),
    ("image/avif", b"\0\0\0\x20ftypavif"),
    ("image/x-icon", b"\0\0\x01\0"),
    ("image/png", b""),
];

fuzz_target!(|data: &[u8]| {
    let Some((&choice, bytes)) = data.split_last() else { return };
    let (media_type, beginning) = BEGINNINGS[usize::from(choice) % BEGINNINGS.len()];
    let bytes = [beginning, bytes].concat();
    let read = reader::dimensions(media_type, &bytes);
    assert!(read.is_none_or(|(width, height)| width > 0 && height > 0));
    assert_eq!(read, reader::dimensions(media_type, &bytes));
});
