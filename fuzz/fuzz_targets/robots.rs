//! Any bytes are a robots.txt that answers every question, in time, and never closes itself. The first line is the path.

#![no_main]

/// The reader alone: the rest of its crate is sockets and TLS, of which nothing is fuzzed here.
#[path = "../../crates/dateline-fetch/src/robots.rs"]
#[expect(dead_code, reason = "only what reads the file is fuzzed")]
mod reader;

use libfuzzer_sys::fuzz_target;
use reader::Robots;

fuzz_target!(|data: &[u8]| {
    let (path, file) = data.split_at(data.iter().position(|byte| *byte == b'\n').unwrap_or(data.len()));
    let path = format!("/{}", String::from_utf8_lossy(path));
    for agent in ["dateline", "", "*"] {
        let robots = Robots::parse(file, agent);
        let closed = robots.closes(&path);
        assert_eq!(closed, robots.closes(&path));
        assert_eq!(robots.closes("/robots.txt"), None);
        assert!(Robots::parse(b"", agent).closes(&path).is_none());
    }
});
