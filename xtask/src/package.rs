//! Packages of the program: a Debian package, a tarball and the recipe of a container image, made with the system's own tools from
//! the files in `packaging/`.

mod call_filter;
mod container;
mod debian_root;
mod layout;
mod trial;

pub(crate) use trial::try_in_a_clean_root;

use crate::out;
use anyhow::{Context, Result, bail};
use layout::{Layout, control, glibc};
use std::fs;
use std::os::unix::fs::PermissionsExt as _;
use std::path::{Path, PathBuf};
use std::process::Command;

/// Bytes of the largest program that is packaged.
const LARGEST: u64 = 30_000_000;

/// What a package is made of.
#[derive(Clone)]
pub(crate) struct Parts {
    root: PathBuf,
    /// The program.
    binary: PathBuf,
    /// Where packages are put.
    out: PathBuf,
    version: String,
    /// Whether the program writes its manual pages and completions; older ones did not.
    describes: bool,
}

impl Parts {
    /// From the words of the command line: `--binary FILE` takes a program that is there instead of building one, `--version`
    /// calls it otherwise.
    pub(crate) fn read(root: &Path, words: &[&str]) -> Result<Self> {
        let mut parts = Self {
            root: root.to_owned(),
            binary: root.join("target/dist/dateline"),
            out: root.join("target/package"),
            version: workspace_version(root)?,
            describes: true,
        };
        let mut is_built = false;
        for pair in words.chunks(2) {
            match pair {
                ["--binary", file] => {
                    parts.binary = PathBuf::from(file);
                    is_built = true;
                }
                ["--out", folder] => parts.out = PathBuf::from(folder),
                ["--version", version] => parts.version = (*version).to_owned(),
                other => bail!(
                    "package takes --binary FILE, --out DIR and --version TEXT, not {}",
                    other.join(" ")
                ),
            }
        }
        if !is_built {
            run(Command::new("cargo").current_dir(root).args([
                "build",
                "--profile",
                "dist",
                "--locked",
                "-p",
                "dateline",
            ]))?;
        }
        if !parts.binary.is_file() {
            bail!("{} is no file", parts.binary.display());
        }
        let size = fs::metadata(&parts.binary)?.len();
        if !is_built && size > LARGEST {
            bail!("{} has {size} bytes, more than {LARGEST}", parts.binary.display());
        }
        Ok(parts)
    }

    /// Makes all packages and checks what can be checked here.
    pub(crate) fn make(&self) -> Result<()> {
        fs::create_dir_all(&self.out)?;
        self.unit_checks()?;
        let tarball = self.tarball()?;
        out::line(&format!("{} ({} kB)", tarball.display(), fs::metadata(&tarball)?.len() / 1000));
        let made = match self.debian()? {
            Some(file) => format!("{} ({} kB)", file.display(), fs::metadata(&file)?.len() / 1000),
            None => "not made: the Debian package (dpkg-deb is not installed)".to_owned(),
        };
        out::line(&made);
        let recipe = self.out.join("Containerfile");
        fs::copy(self.root.join("packaging/Containerfile"), &recipe)?;
        out::line(&format!("{}", recipe.display()));
        Ok(())
    }

    /// The Debian package, where dpkg-deb is there to make it.
    fn debian(&self) -> Result<Option<PathBuf>> {
        if !has("dpkg-deb") {
            return Ok(None);
        }
        let stage = self.stage("deb")?;
        let layout = Layout { root: &self.root, binary: &self.binary };
        layout.debian(&stage)?;
        if self.describes {
            layout.descriptions(&stage.join("usr/share"), self.time())?;
        }
        let kilobytes = layout::bytes_below(&stage)? / 1024;
        let scripts = stage.join("DEBIAN");
        fs::create_dir_all(&scripts)?;
        let libc = glibc(&fs::read(&self.binary)?);
        fs::write(scripts.join("control"), control(&self.version, architecture()?, &libc, kilobytes))?;
        fs::write(scripts.join("conffiles"), "/etc/dateline.toml\n")?;
        for script in ["postinst", "prerm", "postrm"] {
            put(&self.root.join("packaging").join(script), &scripts.join(script), 0o755)?;
        }
        let file = self.out.join(format!("dateline_{}_{}.deb", self.version, architecture()?));
        run(self
            .dated(Command::new("dpkg-deb").args(["--root-owner-group", "-Zxz", "--build"]))
            .arg(&stage)
            .arg(&file))?;
        fs::remove_dir_all(&stage)?;
        Ok(Some(file))
    }

    fn tarball(&self) -> Result<PathBuf> {
        let name = format!("dateline-{}-{}-linux", self.version, std::env::consts::ARCH);
        let stage = self.stage("tar")?;
        let layout = Layout { root: &self.root, binary: &self.binary };
        layout.tarball(&stage.join(&name))?;
        layout.descriptions(&stage.join(&name).join("share"), self.time())?;
        let file = self.out.join(format!("{name}.tar.gz"));
        let time = format!("--mtime=@{}", self.time());
        run(Command::new("tar")
            .args(["--sort=name", "--owner=0", "--group=0", "--numeric-owner", &time, "-czf"])
            .arg(&file)
            .arg("-C")
            .arg(&stage)
            .arg(&name))?;
        fs::remove_dir_all(&stage)?;
        Ok(file)
    }

    /// What systemd says of the unit: whether it can be read, and how far it is closed.
    fn unit_checks(&self) -> Result<()> {
        if !has("systemd-analyze") {
            out::line("not checked: the unit (systemd-analyze is not installed)");
            return Ok(());
        }
        let stage = self.stage("unit")?;
        let unit = stage.join("dateline.service");
        // The program that is to be packed, for the unit's own is not installed here.
        let text = fs::read_to_string(self.root.join("packaging/dateline.service"))?;
        let binary = fs::canonicalize(&self.binary)?;
        fs::write(&unit, text.replace("/usr/bin/dateline", &binary.display().to_string()))?;
        run(Command::new("systemd-analyze").args(["verify", "--man=no"]).arg(&unit))?;
        // 0 is closed to everything, 100 open; a service that speaks to the network does not come below 10.
        run(Command::new("systemd-analyze")
            .args(["security", "--offline=true", "--threshold=20", "--no-pager"])
            .arg(&unit))?;
        fs::remove_dir_all(&stage)?;
        Ok(())
    }

    /// An empty folder for what goes into a package.
    fn stage(&self, name: &str) -> Result<PathBuf> {
        let stage = self.out.join(format!("stage-{name}"));
        if stage.exists() {
            fs::remove_dir_all(&stage)?;
        }
        fs::create_dir_all(&stage)?;
        Ok(stage)
    }

    /// When the last change was made: packages of the same sources are the same bytes.
    fn time(&self) -> String {
        let asked = Command::new("git").current_dir(&self.root).args(["log", "-1", "--format=%ct"]).output();
        asked
            .map_or_else(|_| "0".to_owned(), |found| String::from_utf8_lossy(&found.stdout).trim().to_owned())
    }

    fn dated<'c>(&self, command: &'c mut Command) -> &'c mut Command {
        command.env("SOURCE_DATE_EPOCH", self.time())
    }
}

/// Copies a file with a mode.
fn put(from: &Path, to: &Path, mode: u32) -> Result<()> {
    if let Some(folder) = to.parent() {
        fs::create_dir_all(folder)?;
    }
    fs::copy(from, to).with_context(|| format!("{} cannot be copied", from.display()))?;
    fs::set_permissions(to, fs::Permissions::from_mode(mode))?;
    Ok(())
}

fn workspace_version(root: &Path) -> Result<String> {
    let manifest: toml::Table = fs::read_to_string(root.join("Cargo.toml"))?.parse()?;
    let version = manifest.get("workspace").and_then(|table| table.get("package")?.get("version")?.as_str());
    version.map(str::to_owned).context("Cargo.toml names no version of the workspace")
}

/// This machine's architecture, as Debian calls it.
fn architecture() -> Result<&'static str> {
    match std::env::consts::ARCH {
        "x86_64" => Ok("amd64"),
        "aarch64" => Ok("arm64"),
        other => bail!("no Debian package is made for {other}"),
    }
}

/// Whether a program is installed.
fn has(program: &str) -> bool {
    let paths = std::env::var_os("PATH").unwrap_or_default();
    std::env::split_paths(&paths).any(|folder| folder.join(program).is_file())
}

/// Runs a program to its end; what it says is shown.
fn run(command: &mut Command) -> Result<()> {
    let said = format!("{command:?}");
    let status = command.status().with_context(|| format!("{said} could not be started"))?;
    if status.success() { Ok(()) } else { bail!("{said} failed") }
}
