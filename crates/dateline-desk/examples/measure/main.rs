//! Measures the desk as a whole, store included: `measure faults FILE PORT`, `crowd`, `idle FEEDS`, `first`.
//!
//! `faults` holds the state that the desk records to a case file, against a fault server on the loopback port; the
//! others bring a press of their own. Each prints figures; `faults` and `crowd` fail when something is wrong.

#![expect(clippy::print_stdout, clippy::print_stderr, reason = "a program that reports")]
#![expect(clippy::disallowed_methods, reason = "a program that brings its own clock")]

mod faults;

use std::error::Error;
use std::process::ExitCode;

type Done<T> = Result<T, Box<dyn Error>>;

fn main() -> ExitCode {
    let words: Vec<String> = std::env::args().skip(1).collect();
    let words: Vec<&str> = words.iter().map(String::as_str).collect();
    let done = match words.as_slice() {
        ["faults", file, port] => faults::run(file, port),
        _ => Err("usage: measure faults FILE PORT | crowd | idle FEEDS | first".into()),
    };
    match done {
        Ok(true) => ExitCode::SUCCESS,
        Ok(false) => ExitCode::FAILURE,
        Err(error) => {
            eprintln!("{error}");
            ExitCode::FAILURE
        }
    }
}
