//! Files in: one, standard input, or everything below a folder; `.gz`, and what comes packed, is unpacked with a cap.

use anyhow::{Context, Result, bail};
use dateline_model::WebUrl;
use flate2::read::GzDecoder;
use std::fmt::Write;
use std::fs;
use std::io::{BufRead, BufReader, ErrorKind, Read};
use std::path::{Path, PathBuf};

/// Largest file, packed or not: larger than any page or feed is ever read.
const LARGEST: u64 = 256 << 20;

/// Reads a file; `-` is standard input. Never more than [`LARGEST`] bytes.
pub(crate) fn read(path: &Path) -> Result<Vec<u8>> {
    if path == Path::new("-") {
        let bytes = capped(std::io::stdin().lock(), "standard input")?;
        return if bytes.starts_with(GZIP) {
            capped(GzDecoder::new(&bytes[..]), "standard input")
        } else {
            Ok(bytes)
        };
    }
    let name = path.display().to_string();
    let file = match fs::File::open(path) {
        Ok(file) => file,
        Err(error) if error.kind() == ErrorKind::NotFound => return Err(no_such_file(path)),
        Err(error) => return Err(error).with_context(|| format!("{name} cannot be opened")),
    };
    if path.extension().is_none_or(|extension| extension != "gz") {
        return capped(file, &name);
    }
    let mut packed = BufReader::new(file);
    let head = packed.fill_buf().with_context(|| format!("{name} cannot be read"))?;
    if !head.starts_with(GZIP) {
        bail!(
            "{name} is not packed with gzip, though its name ends in .gz: give it the ending of what is in it"
        );
    }
    capped(GzDecoder::new(packed), &name)
}

/// How each gzip file begins (RFC 1952, 2.3.1).
const GZIP: &[u8] = &[0x1f, 0x8b];

/// The same for one of many files that nobody named: of a pipe, socket or device nobody knows when it ends.
pub(crate) fn read_regular(path: &Path) -> Result<Vec<u8>> {
    match fs::metadata(path) {
        Ok(meta) if !meta.is_file() && !meta.is_dir() => {
            bail!("{} is a pipe, a socket or a device, not a file; it was not read", path.display())
        }
        // What else is wrong is told where it is opened.
        _ => read(path),
    }
}

/// What is told of a file that is not there; what looks like an address was perhaps meant as one.
fn no_such_file(path: &Path) -> anyhow::Error {
    let name = path.display().to_string();
    if name.contains("://") {
        let why = WebUrl::typed(&name).err().map_or_else(String::new, |error| format!(": {error}"));
        return anyhow::anyhow!("{} cannot be fetched{why}", dateline_model::without_login(&name));
    }
    match WebUrl::typed(&name) {
        Ok(address) => anyhow::anyhow!(
            "{name} cannot be opened: there is no such file; if it is an address, write {address}"
        ),
        Err(_) => anyhow::anyhow!("{name} cannot be opened: there is no such file"),
    }
}

fn capped(input: impl Read, name: &str) -> Result<Vec<u8>> {
    let mut bytes = Vec::new();
    let read = input.take(LARGEST + 1).read_to_end(&mut bytes);
    read.with_context(|| format!("{name} cannot be read"))?;
    if bytes.len() as u64 > LARGEST {
        bail!("{name} is larger than {} MiB", LARGEST >> 20);
    }
    Ok(bytes)
}

/// A name as text that tells it from all others: bytes that are no UTF-8 are written `\xff`.
pub(crate) fn shown(path: &Path) -> String {
    let mut shown = String::new();
    for chunk in path.as_os_str().as_encoded_bytes().utf8_chunks() {
        shown.push_str(chunk.valid());
        for byte in chunk.invalid() {
            let _written = write!(shown, "\\x{byte:02x}");
        }
    }
    shown
}

/// Every file below a folder, sorted by name.
pub(crate) fn below(folder: &Path) -> Result<Vec<PathBuf>> {
    let mut found = Vec::new();
    let mut open = vec![folder.to_owned()];
    while let Some(folder) = open.pop() {
        let entries =
            fs::read_dir(&folder).with_context(|| format!("{} cannot be listed", folder.display()))?;
        for entry in entries {
            let entry = entry.with_context(|| format!("{} cannot be listed", folder.display()))?;
            let path = entry.path();
            if entry.file_type().is_ok_and(|kind| kind.is_dir()) {
                open.push(path);
            } else {
                found.push(path);
            }
        }
    }
    found.sort();
    Ok(found)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_cannot_be_read_is_told_with_what_was_meant() {
        let dir = tempfile::tempdir().unwrap();
        let packed = dir.path().join("page.html.gz");
        fs::write(&packed, "<p>not packed").unwrap();
        let check = |error: anyhow::Error, expected: &str| {
            let said = crate::output::sentence(&error);
            assert!(said.contains(expected), "{said}");
        };
        check(read(&packed).unwrap_err(), "is not packed with gzip, though its name ends in .gz");
        check(
            read(Path::new("ftp://a.example/x")).unwrap_err(),
            "only http and https addresses can be read, not ftp:",
        );
        check(
            read(Path::new("127.0.0.1:19000/err")).unwrap_err(),
            "no such file; if it is an address, write http://127.0.0.1:19000/err",
        );
        check(read(Path::new("nowhere.txt.html")).unwrap_err(), "there is no such file");
        fs::write(&packed, "").unwrap();
        check(read(&packed).unwrap_err(), "is not packed with gzip");
        let pipe = dir.path().join("pipe.html");
        rustix::fs::mknodat(rustix::fs::CWD, &pipe, rustix::fs::FileType::Fifo, 0o600.into(), 0).unwrap();
        check(read_regular(&pipe).unwrap_err(), "is a pipe, a socket or a device, not a file");
        check(read_regular(Path::new("/dev/zero")).unwrap_err(), "not a file; it was not read");
    }
}
