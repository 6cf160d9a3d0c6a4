//! Files in: one, standard input, or everything below a folder; `.gz` is unpacked with a cap.

use anyhow::{Context, Result, bail};
use flate2::read::GzDecoder;
use std::fmt::Write;
use std::fs;
use std::io::{ErrorKind, Read};
use std::path::{Path, PathBuf};

/// Largest file, packed or not: larger than any page or feed is ever read.
const LARGEST: u64 = 256 << 20;

/// Reads a file; `-` is standard input. Never more than [`LARGEST`] bytes.
pub(crate) fn read(path: &Path) -> Result<Vec<u8>> {
    if path == Path::new("-") {
        return capped(std::io::stdin().lock(), "standard input");
    }
    let name = path.display().to_string();
    let file = match fs::File::open(path) {
        Ok(file) => file,
        Err(error) if error.kind() == ErrorKind::NotFound => {
            bail!("{name} cannot be opened: there is no such file")
        }
        Err(error) => return Err(error).with_context(|| format!("{name} cannot be opened")),
    };
    if path.extension().is_some_and(|extension| extension == "gz") {
        capped(GzDecoder::new(file), &name)
    } else {
        capped(file, &name)
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
