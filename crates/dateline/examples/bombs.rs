//! Four feeds at once that are 12 kB on the wire and become a gigabyte each by one entity that is used four million times, through
//! a real `serve`: its peak memory, and how long `/healthz` takes meanwhile.
//! `cargo build --release -p dateline --bins --example bombs && target/release/examples/bombs`; another program can be named.
//!
//! Ends with 1 where it takes more than 200 MB, or a hundredth of the answers more than 50 ms.

#![expect(clippy::print_stdout, reason = "a program of its own, whose result is what it prints")]
#![expect(clippy::disallowed_methods, reason = "it measures by the clock on the wall")]

use flate2::{Compression, write::GzEncoder};
use std::error::Error;
use std::io::{Read as _, Write as _};
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, ExitCode, Stdio};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

type Done<T> = Result<T, Box<dyn Error>>;

const FEEDS: usize = 4;
const USED: usize = 4_000_000;
const MEGABYTES: u64 = 200;
const ANSWER: Duration = Duration::from_millis(50);
/// Between two questions for `/healthz`.
const PAUSE: Duration = Duration::from_millis(5);

/// A `serve` that ends with the measurement.
struct Serve(Child);

impl Drop for Serve {
    fn drop(&mut self) {
        let _ended = self.0.kill();
        let _gone = self.0.wait();
    }
}

fn main() -> Done<ExitCode> {
    let beside = || Some(std::env::current_exe().ok()?.parent()?.parent()?.join("dateline"));
    let program = std::env::args().nth(1).map(PathBuf::from).or_else(beside).ok_or("name the program")?;
    let folder = tempfile::tempdir()?;
    let armed = Arc::new(AtomicBool::new(false));
    let (press, desk) = (press(Arc::clone(&armed))?, free()?);
    std::fs::write(folder.path().join("dateline.toml"), settings(press, desk))?;
    let serve = dateline(&program, folder.path(), &["serve", "--no-poll"]).stderr(Stdio::null()).spawn()?;
    let serve = Serve(serve);
    until_well(desk)?;
    for number in 0..FEEDS {
        let address = format!("http://bomb{number}.example/feed");
        if !dateline(&program, folder.path(), &["add", &address]).stdout(Stdio::null()).status()?.success() {
            return Err(format!("{address} could not be added").into());
        }
    }
    armed.store(true, Ordering::SeqCst);
    let before = peak(serve.0.id())?;
    let began = Instant::now();
    let mut update = dateline(&program, folder.path(), &["update"]).stdout(Stdio::null()).spawn()?;
    let mut answers = Vec::new();
    while update.try_wait()?.is_none() {
        answers.push(healthz(desk).ok_or("/healthz did not answer")?);
        std::thread::sleep(PAUSE);
    }
    let (took, peak) = (began.elapsed(), peak(serve.0.id())?);
    answers.sort_unstable();
    let at = |hundredth: usize| answers.get(answers.len() * hundredth / 100).copied().unwrap_or_default();
    let last = answers.last().copied().unwrap_or_default();
    println!(
        "{FEEDS} feeds in {took:.1?}: peak memory {} MB ({} MB before); /healthz {} times, median {:.1?}, 99 of 100 within {:.1?}, slowest {last:.1?}",
        peak >> 10,
        before >> 10,
        answers.len(),
        at(50),
        at(99)
    );
    Ok(if peak >> 10 <= MEGABYTES && at(99) <= ANSWER { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

fn dateline(program: &Path, folder: &Path, words: &[&str]) -> Command {
    let mut command = Command::new(program);
    command.args(words).arg("--quiet").arg("--config").arg(folder.join("dateline.toml"));
    command.arg("--data-dir").arg(folder.join("store"));
    command
}

fn settings(press: SocketAddr, desk: SocketAddr) -> String {
    let mut settings =
        format!("listen = \"{desk}\"\n[fetch]\nallow_private = true\npause_seconds = 0\n[fetch.hosts]\n");
    for number in 0..FEEDS {
        settings.push_str(&format!("\"bomb{number}.example\" = {}\n", press.port()));
    }
    settings
}

fn free() -> std::io::Result<SocketAddr> {
    TcpListener::bind(("127.0.0.1", 0))?.local_addr()
}

/// Feeds of one item; once armed, bombs.
fn press(armed: Arc<AtomicBool>) -> Done<SocketAddr> {
    let bomb = Arc::new(gzip(&feed(USED))?);
    let plain = Arc::new(gzip(&feed(1))?);
    let listener = TcpListener::bind(("127.0.0.1", 0))?;
    let address = listener.local_addr()?;
    std::thread::spawn(move || {
        for stream in listener.incoming().flatten() {
            let body = Arc::clone(if armed.load(Ordering::SeqCst) { &bomb } else { &plain });
            std::thread::spawn(move || answer(stream, &body));
        }
    });
    Ok(address)
}

fn feed(used: usize) -> String {
    let words = "the ferry between the islands runs again ".repeat(6);
    let head =
        format!("<!DOCTYPE rss [<!ENTITY e \"{words}\">]><rss version=\"2.0\"><channel><title>Bomb</title>");
    let item = "<item><title>Ferry</title><guid isPermaLink=\"false\">1</guid><description>";
    format!("{head}{item}{}</description></item></channel></rss>", "&e;".repeat(used))
}

fn gzip(text: &str) -> std::io::Result<Vec<u8>> {
    let mut packed = GzEncoder::new(Vec::new(), Compression::best());
    packed.write_all(text.as_bytes())?;
    packed.finish()
}

fn answer(mut stream: TcpStream, feed: &[u8]) {
    let mut asked = [0; 4096];
    let read = stream.read(&mut asked).unwrap_or(0);
    let (status, body) = match asked[..read].starts_with(b"GET /feed ") {
        true => ("200 OK", feed),
        false => ("404 Not Found", &[][..]),
    };
    let head = format!(
        "HTTP/1.1 {status}\r\nContent-Type: application/rss+xml\r\nContent-Encoding: gzip\r\nContent-Length: {}\r\nConnection: close\r\n\r\n",
        body.len()
    );
    // Whoever went away wants no answer.
    let _sent = stream.write_all(head.as_bytes()).and_then(|()| stream.write_all(body));
}

/// How long the desk takes to say that it is well.
fn healthz(desk: SocketAddr) -> Option<Duration> {
    let began = Instant::now();
    let mut stream = TcpStream::connect(desk).ok()?;
    stream
        .write_all(format!("GET /healthz HTTP/1.1\r\nHost: {desk}\r\nConnection: close\r\n\r\n").as_bytes())
        .ok()?;
    let mut said = String::new();
    stream.read_to_string(&mut said).ok()?;
    said.starts_with("HTTP/1.1 200").then(|| began.elapsed())
}

fn until_well(desk: SocketAddr) -> Done<()> {
    let began = Instant::now();
    while healthz(desk).is_none() {
        if began.elapsed() > Duration::from_secs(60) {
            return Err("serve did not come up within a minute".into());
        }
        std::thread::sleep(PAUSE);
    }
    Ok(())
}

/// The most memory that a process held, in kB.
fn peak(process: u32) -> Done<u64> {
    let status = std::fs::read_to_string(format!("/proc/{process}/status"))?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:")).ok_or("no VmHWM")?;
    Ok(line.trim().trim_end_matches(" kB").parse()?)
}
