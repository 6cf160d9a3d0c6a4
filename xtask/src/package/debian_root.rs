//! The Debian package in a clean root: installed, run as its user, upgraded, removed and purged.

use super::{Parts, has, run};
use crate::out;
use anyhow::{Context, Result, bail};
use std::fs;
use std::io::{Read as _, Write as _};
use std::os::unix::fs::MetadataExt as _;
use std::os::unix::net::UnixStream;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

/// Where debootstrap gets Debian from.
const MIRROR: &str = "http://deb.debian.org/debian";
const SUITE: &str = "bookworm";
/// How long the desk may take to answer.
const PATIENCE: Duration = Duration::from_secs(30);

/// Tries the package; says what is missing where it cannot be tried here.
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
    let mut parts = Parts::read(root, words)?;
    let version = parts.version.clone();
    let old = parts.debian()?.context("there is no package")?;
    parts.version = format!("{version}+1");
    let new = parts.debian()?.context("there is no package")?;
    let debian = Clean::make(&parts.out.join("root"))?;
    for package in [&old, &new] {
        fs::copy(
            package,
            debian.path.join("tmp").join(package.file_name().context("a package has a name")?),
        )?;
    }
    trial(&debian, &old, &new)?;
    out::line("the package was installed, run, upgraded and purged");
    Ok(())
}

fn trial(debian: &Clean, old: &Path, new: &Path) -> Result<()> {
    let begun = Instant::now();
    debian.install(old)?;
    debian.set_socket()?;
    let page = debian.first_page()?;
    out::line(&format!("from the package to the first page: {:.1} s", begun.elapsed().as_secs_f64()));
    ensure(page.contains("200 OK"), "the desk answers", &page)?;
    debian.run_as_desk(&["user", "add", "Ada", "--password-stdin"], "gull heron tern avocet\n")?;
    debian.install(new)?;
    let settings = fs::read_to_string(debian.path.join("etc/dateline.toml"))?;
    ensure(
        settings.contains("unix:/run/dateline/desk.sock"),
        "an upgrade keeps changed settings",
        &settings,
    )?;
    let users = debian.run_as_desk(&["user", "list"], "")?;
    ensure(users.contains("Ada\towner"), "an upgrade keeps accounts", &users)?;
    debian.chroot(&["dpkg", "--remove", "dateline"])?;
    ensure(debian.path.join("var/lib/dateline/dateline.db").is_file(), "a removal keeps the store", "")?;
    debian.chroot(&["dpkg", "--purge", "dateline"])?;
    let left = debian.left()?;
    ensure(left.is_empty(), "a purge leaves nothing", &left.join(", "))
}

fn ensure(holds: bool, what: &str, found: &str) -> Result<()> {
    if holds { Ok(()) } else { bail!("not so: {what} ({found})") }
}

/// A Debian system in a folder.
struct Clean {
    path: PathBuf,
}

impl Clean {
    /// Makes one anew; what was fetched for it is kept beside it.
    fn make(path: &Path) -> Result<Self> {
        if path.exists() {
            fs::remove_dir_all(path)?;
        }
        let kept = path.with_file_name("debs");
        fs::create_dir_all(&kept)?;
        run(Command::new("debootstrap")
            .args(["--variant=minbase", "--include=adduser"])
            .arg(format!("--cache-dir={}", fs::canonicalize(&kept)?.display()))
            .args([SUITE])
            .arg(path)
            .arg(MIRROR)
            .stdout(Stdio::null()))?;
        Ok(Self { path: path.to_owned() })
    }

    fn chroot(&self, words: &[&str]) -> Result<()> {
        run(Command::new("chroot").arg(&self.path).args(words).env("DEBIAN_FRONTEND", "noninteractive"))
    }

    fn install(&self, package: &Path) -> Result<()> {
        let name = package.file_name().and_then(|name| name.to_str()).context("a package has a name")?;
        self.chroot(&["dpkg", "--install", &format!("/tmp/{name}")])
    }

    /// Changes the settings as their owner would: a desk at a socket, which needs no port of this machine.
    fn set_socket(&self) -> Result<()> {
        let file = self.path.join("etc/dateline.toml");
        let text = fs::read_to_string(&file)?;
        let text = text.replace("listen = \"127.0.0.1:8460\"", "listen = \"unix:/run/dateline/desk.sock\"");
        fs::write(&file, text.replace("# host_names", "host_names"))?;
        self.chroot(&["install", "-d", "-o", "dateline", "-g", "dateline", "/run/dateline"])
    }

    /// The program as the unit's user.
    fn as_desk(&self, words: &[&str]) -> Command {
        let mut command = Command::new("chroot");
        command.arg("--userspec=dateline:dateline").arg(&self.path).args(["/usr/bin/dateline"]).args(words);
        command.env_clear().env("DATELINE_CONFIG", "/etc/dateline.toml");
        command
    }

    fn run_as_desk(&self, words: &[&str], input: &str) -> Result<String> {
        let mut child = self.as_desk(words).stdin(Stdio::piped()).stdout(Stdio::piped()).spawn()?;
        child.stdin.take().context("it reads")?.write_all(input.as_bytes())?;
        let done = child.wait_with_output()?;
        ensure(done.status.success(), "a command of the desk ends well", &words.join(" "))?;
        Ok(String::from_utf8_lossy(&done.stdout).into_owned())
    }

    /// Serves, asks for the page that tells how the desk is, and stops.
    fn first_page(&self) -> Result<String> {
        let serving = Serving(self.as_desk(&["serve", "--no-poll"]).spawn()?);
        let socket = self.path.join("run/dateline/desk.sock");
        let deadline = Instant::now() + PATIENCE;
        let mut stream = loop {
            match UnixStream::connect(&socket) {
                Ok(stream) => break stream,
                Err(error) if Instant::now() > deadline => bail!("the desk does not answer: {error}"),
                Err(_) => std::thread::sleep(Duration::from_millis(20)),
            }
        };
        stream.write_all(b"GET /healthz HTTP/1.1\r\nHost: desk.example\r\nConnection: close\r\n\r\n")?;
        let mut page = String::new();
        stream.read_to_string(&mut page)?;
        drop(serving);
        Ok(page)
    }

    /// What a purge has left.
    fn left(&self) -> Result<Vec<String>> {
        let places = [
            "etc/dateline.toml",
            "var/lib/dateline",
            "usr/bin/dateline",
            "usr/share/doc/dateline",
            "lib/systemd/system/dateline.service",
        ];
        let mut left: Vec<_> =
            places.into_iter().filter(|place| self.path.join(place).exists()).map(str::to_owned).collect();
        let users = fs::read_to_string(self.path.join("etc/passwd"))?
            + &fs::read_to_string(self.path.join("etc/group"))?;
        left.extend(users.lines().filter(|line| line.starts_with("dateline:")).map(str::to_owned));
        Ok(left)
    }
}

/// A desk that serves, until it is let go of.
struct Serving(Child);

impl Drop for Serving {
    fn drop(&mut self) {
        // One that has ended cannot be killed, and need not be.
        let _ended = self.0.kill();
        let _waited = self.0.wait();
    }
}
