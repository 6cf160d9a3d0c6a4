//! A clean Debian system in a folder: what a package does to it, and the program in it as the unit's user with the unit's limits.

use super::{call_filter, run};
use anyhow::{Context, Result, bail};
use std::collections::BTreeSet;
use std::fs;
use std::io::Write as _;
use std::os::unix::fs::symlink;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};

/// Where debootstrap gets Debian from.
const MIRROR: &str = "http://deb.debian.org/debian";
/// The release where this machine's is not Debian.
const SUITE: &str = "bookworm";
/// What is the system's own business: it changes without the package.
const PASSING: [&str; 7] = ["proc", "sys", "dev", "tmp", "var/log", "var/lib/dpkg", "var/cache"];

/// A Debian system in a folder.
pub(super) struct Clean {
    pub(super) path: PathBuf,
    /// What puts the unit's filter of system calls on the program.
    filter: Vec<String>,
}

impl Clean {
    /// Makes one anew, of the release that the program was built on; what was fetched for it is kept beside it.
    pub(super) fn make(path: &Path, unit: &str) -> Result<Self> {
        let filter = call_filter::words(unit)?;
        if path.exists() {
            fs::remove_dir_all(path)?;
        }
        let kept = path.with_file_name("debs");
        fs::create_dir_all(&kept)?;
        run(Command::new("debootstrap")
            .args(["--variant=minbase", "--include=adduser"])
            .arg(format!("--cache-dir={}", fs::canonicalize(&kept)?.display()))
            .arg(suite())
            .arg(path)
            .arg(MIRROR)
            .stdout(Stdio::null()))?;
        Ok(Self { path: path.to_owned(), filter })
    }

    pub(super) fn chroot(&self, words: &[&str]) -> Result<()> {
        run(Command::new("chroot")
            .arg(&self.path)
            .args(words)
            .env("DEBIAN_FRONTEND", "noninteractive")
            .stdout(Stdio::null()))
    }

    pub(super) fn install(&self, package: &Path) -> Result<()> {
        let name = package.file_name().and_then(|name| name.to_str()).context("a package has a name")?;
        fs::copy(package, self.path.join("tmp").join(name))?;
        self.chroot(&["dpkg", "--install", &format!("/tmp/{name}")])
    }

    /// Changes the settings in a way that every version understands.
    pub(super) fn note_in_settings(&self) -> Result<()> {
        let file = self.path.join("etc/dateline.toml");
        let text = fs::read_to_string(&file)?;
        Ok(fs::write(&file, format!("{text}# Looked at by the owner.\n"))?)
    }

    /// Changes the settings as their owner would: a desk at a socket, which needs no port of this machine.
    pub(super) fn set_socket(&self) -> Result<()> {
        let file = self.path.join("etc/dateline.toml");
        let text = fs::read_to_string(&file)?;
        let text = text.replace("listen = \"127.0.0.1:8460\"", "listen = \"unix:/run/dateline/desk.sock\"");
        let text = text.replace("# host_names", "host_names").replace("# trusted_proxies", "trusted_proxies");
        fs::write(&file, text)?;
        self.chroot(&["install", "-d", "-o", "dateline", "-g", "dateline", "/run/dateline"])
    }

    /// Whether the unit's filter of system calls is put on the program.
    pub(super) const fn filters(&self) -> bool {
        !self.filter.is_empty()
    }

    /// The words that run the program as the unit runs it: its user, its limits, its system calls, no capability, and no way to one.
    pub(super) fn as_unit(&self, words: &[&str]) -> Result<Vec<String>> {
        let unit = fs::read_to_string(self.path.join("lib/systemd/system/dateline.service"))?;
        let set = |name: &str| {
            let line = unit.lines().find_map(|line| line.strip_prefix(name)?.strip_prefix('='));
            line.map(str::to_owned).with_context(|| format!("the unit has no {name}"))
        };
        let root = self.path.display().to_string();
        let masked = format!("umask {} && exec \"$@\"", set("UMask")?);
        let (user, group) = (format!("--reuid={}", set("User")?), format!("--regid={}", set("Group")?));
        let files = format!("--nofile={}", set("LimitNOFILE")?);
        let outer = ["chroot", &root, "/usr/bin/env", &set("Environment")?, "/bin/sh", "-c", &masked, "sh"];
        let lowered = ["setpriv", &user, &group, "--clear-groups", "--no-new-privs", "--bounding-set=-all"];
        let limited = ["--inh-caps=-all", "prlimit", &files];
        let filter: Vec<&str> = self.filter.iter().map(String::as_str).collect();
        let words = ["/usr/bin/dateline"].iter().chain(words);
        let all = outer.iter().chain(&lowered).chain(&limited).chain(&filter).chain(words);
        Ok(all.map(|word| (*word).to_owned()).collect())
    }

    /// Runs a command of the desk to its end, and gives what it writes.
    pub(super) fn desk(&self, words: &[&str], input: &str) -> Result<String> {
        let mut child =
            command(&self.as_unit(words)?)?.stdin(Stdio::piped()).stdout(Stdio::piped()).spawn()?;
        child.stdin.take().context("it reads")?.write_all(input.as_bytes())?;
        let done = child.wait_with_output()?;
        if !done.status.success() {
            bail!("a command of the desk failed: {}", words.join(" "));
        }
        Ok(String::from_utf8_lossy(&done.stdout).into_owned())
    }

    /// Every file of the system that is there for good, and who has an account.
    pub(super) fn holds(&self) -> Result<BTreeSet<String>> {
        let mut found = BTreeSet::new();
        files_below(&self.path, &self.path, &mut found)?;
        for list in ["passwd", "group"] {
            let text = fs::read_to_string(self.path.join("etc").join(list))?;
            found.extend(text.lines().map(|line| format!("{list}: {line}")));
        }
        Ok(found)
    }

    /// Leads the desk's socket to a path that is short enough to be connected to.
    pub(super) fn socket(&self) -> Result<PathBuf> {
        let short = std::env::temp_dir().join(format!("dateline-package-{}", std::process::id()));
        // One that is left over from a run before.
        let _absent = fs::remove_file(&short);
        symlink(fs::canonicalize(self.path.join("run/dateline"))?, &short)?;
        Ok(short.join("desk.sock"))
    }
}

/// Words as a program with nothing of this shell's environment but where programs are.
pub(super) fn command(words: &[String]) -> Result<Command> {
    let (program, words) = words.split_first().context("a command has a name")?;
    let mut command = Command::new(program);
    command.args(words).env_clear().env("PATH", "/usr/sbin:/usr/bin:/sbin:/bin");
    Ok(command)
}

/// The release of this machine's Debian.
fn suite() -> String {
    let about = fs::read_to_string("/etc/os-release").unwrap_or_default();
    let named = about.lines().find_map(|line| line.strip_prefix("VERSION_CODENAME="));
    let named = named.filter(|_| about.lines().any(|line| line == "ID=debian"));
    named.unwrap_or(SUITE).trim_matches('"').to_owned()
}

fn files_below(folder: &Path, root: &Path, found: &mut BTreeSet<String>) -> Result<()> {
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        let path = entry.path();
        let name = path.strip_prefix(root)?.to_string_lossy().into_owned();
        // Lists of accounts are kept once more before they are changed.
        if PASSING.contains(&name.as_str()) || name.starts_with("etc/") && name.ends_with('-') {
            continue;
        }
        if entry.file_type()?.is_dir() {
            files_below(&path, root, found)?;
        }
        found.insert(name);
    }
    Ok(())
}

/// A desk that serves, until it is let go of.
pub(super) struct Serving(pub(super) Child);

impl Drop for Serving {
    fn drop(&mut self) {
        // One that has ended cannot be asked to, and need not be.
        let pid = self.0.id().to_string();
        let _told = Command::new("kill").arg(pid).status();
        let _waited = self.0.wait();
    }
}
