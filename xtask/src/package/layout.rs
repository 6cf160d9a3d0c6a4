//! What lies where in a package.

use super::{put, run};
use anyhow::{Context, Result};
use std::fs;
use std::path::Path;
use std::process::Command;

/// Sources of the files.
pub(super) struct Layout<'p> {
    pub(super) root: &'p Path,
    pub(super) binary: &'p Path,
}

/// Documents that are packed beside the program.
const DOCUMENTS: &[&str] =
    &["installing.md", "configuration.md", "operations.md", "security.md", "cli.md", "api.md", "apps.md"];

/// Where the shells of Debian look for completions, below `share`.
const COMPLETIONS: [(&str, &str); 3] = [
    ("bash", "bash-completion/completions/dateline"),
    ("zsh", "zsh/vendor-completions/_dateline"),
    ("fish", "fish/vendor_completions.d/dateline.fish"),
];

impl Layout<'_> {
    /// The tree of a Debian package, without its own folder.
    pub(super) fn debian(&self, stage: &Path) -> Result<()> {
        put(self.binary, &stage.join("usr/bin/dateline"), 0o755)?;
        put(&self.packaging("dateline.service"), &stage.join("lib/systemd/system/dateline.service"), 0o644)?;
        put(&self.packaging("dateline.toml"), &stage.join("etc/dateline.toml"), 0o644)?;
        let documents = stage.join("usr/share/doc/dateline");
        self.documents(&documents)?;
        fs::write(documents.join("copyright"), self.copyright()?)?;
        Ok(())
    }

    /// The tree of the tarball.
    pub(super) fn tarball(&self, stage: &Path) -> Result<()> {
        put(self.binary, &stage.join("dateline"), 0o755)?;
        for file in ["dateline.service", "dateline.toml"] {
            put(&self.packaging(file), &stage.join(file), 0o644)?;
        }
        for file in ["README.md", "LICENSE-MIT", "LICENSE-APACHE"] {
            put(&self.root.join(file), &stage.join(file), 0o644)?;
        }
        self.documents(&stage.join("docs"))
    }

    /// Manual pages and completions, as the program writes them from its own definitions.
    pub(super) fn descriptions(&self, share: &Path, time: String) -> Result<()> {
        let pages = share.join("man/man1");
        let mut written = Command::new(self.binary);
        run(written.args(["--quiet", "man", "--dir"]).arg(&pages).env("SOURCE_DATE_EPOCH", time))?;
        for entry in fs::read_dir(&pages)? {
            run(Command::new("gzip").args(["-9", "--no-name"]).arg(entry?.path()))?;
        }
        for (shell, place) in COMPLETIONS {
            let asked = Command::new(self.binary).args(["completions", shell]).output()?;
            let script = asked.status.success().then_some(asked.stdout);
            let file = share.join(place);
            fs::create_dir_all(file.parent().context("a file lies in a folder")?)?;
            fs::write(
                &file,
                script.with_context(|| format!("the program writes no completions for {shell}"))?,
            )?;
        }
        Ok(())
    }

    fn packaging(&self, file: &str) -> std::path::PathBuf {
        self.root.join("packaging").join(file)
    }

    fn documents(&self, to: &Path) -> Result<()> {
        for file in DOCUMENTS {
            put(&self.root.join("docs").join(file), &to.join(file), 0o644)?;
        }
        put(&self.root.join("CHANGELOG.md"), &to.join("CHANGELOG.md"), 0o644)
    }

    fn copyright(&self) -> Result<String> {
        let mit = fs::read_to_string(self.root.join("LICENSE-MIT"))?;
        Ok(format!(
            "Dateline may be used under the MIT licence below or, as you like it better, under the Apache licence 2.0\n\
             (/usr/share/common-licenses/Apache-2.0).\n\n{mit}"
        ))
    }
}

/// The control file.
pub(super) fn control(version: &str, architecture: &str, libc: &str, kilobytes: u64) -> String {
    format!(
        "Package: dateline\n\
         Version: {version}\n\
         Architecture: {architecture}\n\
         Maintainer: The Dateline authors <dateline@localhost>\n\
         Installed-Size: {kilobytes}\n\
         Depends: libc6 (>= {libc}), libgcc-s1, adduser\n\
         Section: web\n\
         Priority: optional\n\
         Description: self-hosted news desk\n \
         Reads publishers' feeds and pages and gives back the news: each article\n \
         clean, with an honest verdict of how much of it is held, and one story for\n \
         each event. With a web desk, an API, and the protocols of reading apps.\n"
    )
}

/// The version of the C library that a program asks for at least: the greatest of the versions of symbols that it names.
pub(super) fn glibc(program: &[u8]) -> String {
    const MARK: &[u8] = b"GLIBC_2.";
    let numbers =
        program.windows(MARK.len()).enumerate().filter(|(_, bytes)| *bytes == MARK).filter_map(|(at, _)| {
            let digits = program.get(at + MARK.len()..)?.iter().take_while(|byte| byte.is_ascii_digit());
            String::from_utf8(digits.copied().collect()).ok()?.parse::<u32>().ok()
        });
    format!("2.{}", numbers.max().unwrap_or(17))
}

/// Bytes of all files below a folder.
pub(super) fn bytes_below(folder: &Path) -> Result<u64> {
    let mut bytes = 0;
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        bytes +=
            if entry.file_type()?.is_dir() { bytes_below(&entry.path())? } else { entry.metadata()?.len() };
    }
    Ok(bytes)
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::path::PathBuf;

    #[test]
    fn the_c_library_is_the_newest_that_is_asked_for() {
        assert_eq!(glibc(b"\0GLIBC_2.4\0GLIBC_2.34\0GLIBC_2.9\0GLIBC_2.x\0GLIBC_"), "2.34");
        assert_eq!(glibc(b"static"), "2.17");
    }

    /// Every file of a package is there, and the unit, the settings and the scripts name the same places.
    #[test]
    fn the_files_of_a_package_agree() {
        let root = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("..");
        let read = |file: &str| fs::read_to_string(root.join("packaging").join(file)).unwrap();
        for document in DOCUMENTS {
            assert!(root.join("docs").join(document).is_file(), "{document}");
        }
        let (unit, settings) = (read("dateline.service"), read("dateline.toml"));
        assert!(
            unit.contains("DATELINE_CONFIG=/etc/dateline.toml") && unit.contains("StateDirectory=dateline\n")
        );
        for closed in
            ["User=dateline", "CapabilityBoundingSet=", "NoNewPrivileges=yes", "ProtectSystem=strict"]
        {
            assert!(unit.lines().any(|line| line == closed), "{closed}");
        }
        let table: toml::Table = settings.parse().unwrap();
        assert_eq!(table["data_dir"].as_str(), Some("/var/lib/dateline"));
        for script in ["postinst", "postrm"] {
            assert!(read(script).contains("/var/lib/dateline"), "{script}");
        }
        let control = control("0.1.0", "amd64", "2.34", 9);
        assert!(control.ends_with(".\n") && control.lines().all(|line| !line.is_empty() && line.len() < 80));
    }
}
