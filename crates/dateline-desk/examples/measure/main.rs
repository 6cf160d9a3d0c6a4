//! Measures the desk as a whole, store included: `measure faults FILE PORT`, `crowd HOSTS SECONDS`,
//! `idle FEEDS`, `first`.
//!
//! `faults` holds the state that the desk records to a case file, against a fault server on the loopback port; the
//! others bring a press of their own. Each prints figures, and fails when something is wrong.

#![expect(clippy::print_stdout, clippy::print_stderr, reason = "a program that reports")]
#![expect(clippy::disallowed_methods, reason = "a program that brings its own clock")]

mod crowd;
mod faults;
mod first;
mod idle;
mod press;

use std::error::Error;
use std::process::ExitCode;

type Done<T> = Result<T, Box<dyn Error>>;

fn main() -> ExitCode {
    let words: Vec<String> = std::env::args().skip(1).collect();
    let words: Vec<&str> = words.iter().map(String::as_str).collect();
    let done = match words.as_slice() {
        ["faults", file, port] => faults::run(file, port),
        ["crowd", hosts, seconds] => crowd::run(hosts, seconds),
        ["idle", feeds] => idle::run(feeds),
        ["first"] => first::run(),
        ["serve", manner, delay] => press::serve(manner, delay),
        _ => Err("usage: measure faults FILE PORT | crowd HOSTS SECONDS | idle FEEDS | first".into()),
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
