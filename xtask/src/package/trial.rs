//! The Debian package tried: installed in a clean root, run as the unit runs it, upgraded from the program of an older commit,
//! removed and purged.

use super::debian_root::{Clean, Serving, command};
use super::{Parts, has, run};
use crate::out;
use anyhow::{Context, Result, bail};
use std::fs;
use std::io::{Read, Write};
use std::net::TcpListener;
use std::os::unix::fs::MetadataExt as _;
use std::os::unix::net::UnixStream;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::{Duration, Instant};

/// How long the desk may take to answer.
const PATIENCE: Duration = Duration::from_secs(30);
const PASSWORD: &str = "gull heron tern avocet\n";

/// Tries the package; says what is missing where it cannot be tried here. `--before COMMIT` upgrades from the program of that
/// commit, else from this one under an older number.
pub(crate) fn try_in_a_clean_root(root: &Path, words: &[&str]) -> Result<()> {
    let missing = ["debootstrap", "dpkg-deb", "chroot"].into_iter().find(|program| !has(program));
    if let Some(program) = missing {
        out::line(&format!("not tried: {program} is not installed"));
        return Ok(());
    }
    if fs::metadata("/proc/self")?.uid() != 0 {
        out::line("not tried: a clean root is made by root alone");
        return Ok(());
    }
    let at = words.iter().position(|word| *word == "--before");
    let before = at.map(|at| words.get(at + 1).copied().context("--before takes a commit")).transpose()?;
    let words: Vec<&str> = at.map_or_else(
        || words.to_vec(),
        |at| words.iter().take(at).chain(words.iter().skip(at + 2)).copied().collect(),
    );
    let parts = Parts::read(root, &words)?;
    parts.unit_checks()?;
    super::container::try_recipe(&parts)?;
    let old = older(root, &parts, before)?.debian()?.context("there is no package")?;
    let new = parts.debian()?.context("there is no package")?;
    let unit = fs::read_to_string(root.join("packaging/dateline.service"))?;
    let debian = Clean::make(&parts.out.join("root"), &unit)?;
    trial(&debian, &old, &new)?;
    out::line("the package was installed, run, upgraded, removed and purged");
    Ok(())
}

/// The package to upgrade from: of the same files, with the program of another commit, or one that is there.
fn older(root: &Path, parts: &Parts, commit: Option<&str>) -> Result<Parts> {
    let version = format!("{}~before", parts.version);
    let Some(commit) = commit else { return Ok(Parts { version, ..parts.clone() }) };
    let program = PathBuf::from(commit);
    if program.is_file() {
        return Ok(Parts { version, binary: program, describes: false, ..parts.clone() });
    }
    let folder = parts.out.join("before");
    let git = |words: &[&str]| run(Command::new("git").current_dir(root).args(words).arg(&folder));
    if folder.exists() {
        git(&["worktree", "remove", "--force"])?;
    }
    run(Command::new("git")
        .current_dir(root)
        .args(["worktree", "add", "--quiet", "--detach"])
        .arg(&folder)
        .arg(commit))?;
    // What it writes is what counts, not how fast: a build for tests does.
    let target = parts.out.join("before-target");
    let built = run(Command::new("cargo")
        .current_dir(&folder)
        .args(["build", "--quiet", "--locked", "-p", "dateline"])
        .env("CARGO_TARGET_DIR", &target));
    git(&["worktree", "remove", "--force"])?;
    built?;
    out::line(&format!("upgraded from the program of {commit}"));
    Ok(Parts { version, binary: target.join("debug/dateline"), describes: false, ..parts.clone() })
}

fn trial(debian: &Clean, old: &Path, new: &Path) -> Result<()> {
    let clean = debian.holds()?;
    // A store of the older program, with people, feeds, articles and marks.
    debian.install(old)?;
    debian.note_in_settings()?;
    debian.desk(
        &["--data-dir", "/var/lib/dateline", "demo", "--once", "--port", "0", "--press-port", "0"],
        "",
    )?;
    debian.desk(&["user", "add", "Ada", "--password-stdin"], PASSWORD)?;
    let before = kept(debian)?;
    debian.install(new)?;
    let after = kept(debian)?;
    ensure(
        after == before,
        "an upgrade keeps settings, people and articles",
        &format!("{before:?} {after:?}"),
    )?;
    // An older program may not know sockets.
    debian.set_socket()?;
    let socket = debian.socket()?;
    ensure(
        served(debian, &socket, "/login")?.contains("name=\"password\""),
        "the upgraded desk answers",
        "",
    )?;
    debian.chroot(&["dpkg", "--remove", "dateline"])?;
    ensure(debian.path.join("var/lib/dateline/dateline.db").is_file(), "a removal keeps the store", "")?;
    debian.chroot(&["dpkg", "--purge", "dateline"])?;
    nothing_is_left(debian, &clean)?;
    first_install(debian, new, &clean)
}

/// From nothing to the first page, at a socket that systemd hands over.
fn first_install(debian: &Clean, package: &Path, clean: &std::collections::BTreeSet<String>) -> Result<()> {
    let begun = Instant::now();
    debian.install(package)?;
    let installed = begun.elapsed();
    for file in ["usr/share/man/man1/dateline.1.gz", "usr/share/bash-completion/completions/dateline"] {
        ensure(debian.path.join(file).is_file(), "the package brings", file)?;
    }
    let port = TcpListener::bind("127.0.0.1:0")?.local_addr()?.port();
    let listens = ["systemd-socket-activate".to_owned(), "-l".to_owned(), format!("127.0.0.1:{port}")];
    let words: Vec<String> = listens.into_iter().chain(debian.as_unit(&["serve", "--no-poll"])?).collect();
    if has("systemd-socket-activate") {
        let serving = Serving(command(&words)?.spawn()?);
        let page = until(|| ask(connect(port)?, "127.0.0.1", "/"))?;
        ensure(page.contains("200 OK") && page.contains("</html>"), "the first page is there", &page)?;
        drop(serving);
    } else {
        out::line("not tried: a socket of systemd (systemd-socket-activate is not installed)");
    }
    let all = begun.elapsed().as_secs_f64();
    out::line(&format!(
        "from the package to the first page: {all:.1} s, {:.1} s of it dpkg",
        installed.as_secs_f64()
    ));
    debian.chroot(&["dpkg", "--purge", "dateline"])?;
    nothing_is_left(debian, clean)
}

/// What an upgrade must keep: settings, people, articles and stories.
fn kept(debian: &Clean) -> Result<Vec<String>> {
    let settings = fs::read_to_string(debian.path.join("etc/dateline.toml"))?;
    let users = debian.desk(&["user", "list"], "")?;
    ensure(users.contains("Ada\towner"), "there is an account", &users)?;
    let stories = debian.desk(&["stories", "--json", "--limit", "100"], "")?;
    let titles: Vec<&str> =
        stories.split("\"title\":").skip(1).filter_map(|rest| rest.split('"').nth(1)).collect();
    ensure(titles.len() > 5, "there are stories", &stories)?;
    Ok(vec![settings, "Ada owner".to_owned(), titles.join("\n")])
}

/// Serves as the unit does, asks for a page through the socket as a proxy with TLS asks, and stops.
fn served(debian: &Clean, socket: &Path, path: &str) -> Result<String> {
    let serving = Serving(command(&debian.as_unit(&["serve", "--no-poll"])?)?.spawn()?);
    let page = until(|| ask(UnixStream::connect(socket)?, "desk.example", path))?;
    let owner = fs::metadata(debian.path.join("var/lib/dateline"))?;
    ensure(owner.uid() != 0 && owner.mode() & 0o777 == 0o700, "the store is the desk's alone", "")?;
    let limits = fs::read_to_string(format!("/proc/{}/limits", serving.0.id()))?;
    ensure(
        limits.lines().any(|line| line.starts_with("Max open files") && line.contains("8192")),
        "limits hold",
        &limits,
    )?;
    let status = fs::read_to_string(format!("/proc/{}/status", serving.0.id()))?;
    ensure(
        status.contains("CapBnd:\t0000000000000000") && status.contains("NoNewPrivs:\t1"),
        "it has no rights",
        &status,
    )?;
    ensure(
        !debian.filters() || status.contains("Seccomp:\t2"),
        "its system calls are those of the unit",
        &status,
    )?;
    drop(serving);
    Ok(page)
}

fn ask(mut stream: impl Read + Write, host: &str, path: &str) -> Result<String> {
    write!(
        stream,
        "GET {path} HTTP/1.1\r\nHost: {host}\r\nX-Forwarded-Proto: https\r\nConnection: close\r\n\r\n"
    )?;
    let mut page = String::new();
    stream.read_to_string(&mut page)?;
    if page.is_empty() { bail!("nothing was answered") } else { Ok(page) }
}

#[expect(clippy::disallowed_methods, reason = "it asks the desk of the trial, on this machine")]
fn connect(port: u16) -> Result<std::net::TcpStream> {
    Ok(std::net::TcpStream::connect(("127.0.0.1", port))?)
}

fn until(mut asked: impl FnMut() -> Result<String>) -> Result<String> {
    let deadline = Instant::now() + PATIENCE;
    loop {
        match asked() {
            Ok(page) => return Ok(page),
            Err(error) if Instant::now() > deadline => bail!("the desk does not answer: {error}"),
            Err(_) => std::thread::sleep(Duration::from_millis(20)),
        }
    }
}

fn nothing_is_left(debian: &Clean, clean: &std::collections::BTreeSet<String>) -> Result<()> {
    let now = debian.holds()?;
    let left: Vec<&str> =
        now.difference(clean).map(String::as_str).filter(|name| !name.starts_with("run")).collect();
    let gone: Vec<&str> = clean.difference(&now).map(String::as_str).collect();
    ensure(
        left.is_empty() && gone.is_empty(),
        "a purge leaves what was there before",
        &format!("{left:?} {gone:?}"),
    )
}

fn ensure(holds: bool, what: &str, found: &str) -> Result<()> {
    if holds { Ok(()) } else { bail!("not so: {what} ({found})") }
}
