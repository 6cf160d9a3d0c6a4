//! Which feed addresses would be proposed as private: addresses on standard input, one a line.
//!
//! ```text
//! cargo run --release -p dateline-model --example secret_addresses < addresses.txt
//! ```

use dateline_model::{WebUrl, secret_in};
use std::io::{BufRead as _, Result, Write as _, stdin, stdout};

fn main() -> Result<()> {
    let (mut read, mut proposed) = (0, 0);
    let mut out = stdout().lock();
    for line in stdin().lock().lines() {
        let Ok(url) = WebUrl::parse(&line?) else { continue };
        read += 1;
        if let Some(what) = secret_in(&url) {
            proposed += 1;
            writeln!(out, "{url}: {what}")?;
        }
    }
    writeln!(out, "{proposed} of {read} addresses would be proposed as private")
}
