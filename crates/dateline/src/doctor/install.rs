//! What is wrong with an installation, beside its store: settings, listening, certificate, and who may read the files.

use super::{Check, short};
use crate::config::{Config, ListenAt};
use crate::listener;
use dateline_server::{TlsFiles, Validity};
use jiff::{SignedDuration, Timestamp};
use std::io::ErrorKind;
use std::net::TcpListener;
use std::os::unix::fs::{FileTypeExt as _, MetadataExt as _};
use std::path::{Path, PathBuf};

/// A certificate that ends sooner is told: its renewal does not work.
const RENEWED_BEFORE: SignedDuration = SignedDuration::from_hours(14 * 24);

/// Every check; `serves` tells whether a `serve` of this store runs.
pub(crate) fn install_checks(config: &Config, serves: bool, now: Timestamp) -> Vec<Check> {
    let mut checks = vec![settings(config), listening(config, serves)];
    if let Some(files) = &config.tls {
        checks.push(certificate(files, &config.host_names, now));
    }
    checks.push(rights(config));
    checks
}

fn settings(config: &Config) -> Check {
    let words = match &config.file {
        Some(file) => format!("read from {}", file.display()),
        None => "no file: what is built in holds, and the environment".to_owned(),
    };
    Check { name: "settings", well: true, words }
}

fn listening(config: &Config, serves: bool) -> Check {
    let at = &config.listen;
    let fault = match at {
        _ if config.host_names.is_empty() && at.ip().is_none_or(|ip| ip.is_unspecified()) => {
            Some(format!("{at} needs host_names: under which name or address browsers ask for the desk"))
        }
        _ if serves => None,
        ListenAt::Address(address) => match TcpListener::bind(address) {
            Ok(_) => None,
            Err(error) => Some(listener::unbound(&error, *address, "listen")),
        },
        ListenAt::Unix(path) => socket_fault(path),
    };
    let words = fault.clone().unwrap_or_else(|| match serves {
        true => format!("a running serve answers for {at}"),
        false => format!("{at} is free; no serve runs"),
    });
    Check { name: "listen", well: fault.is_none(), words }
}

/// Why a unix socket could not be made.
fn socket_fault(path: &Path) -> Option<String> {
    let at = path.display();
    match std::fs::symlink_metadata(path) {
        Ok(found) if !found.file_type().is_socket() => {
            Some(format!("{at} is there and is no socket; name another path"))
        }
        Ok(_) => None,
        Err(_) if !path.parent().is_some_and(Path::is_dir) => {
            Some(format!("the folder of {at} is not there; make it"))
        }
        Err(_) => None,
    }
}

fn certificate(files: &TlsFiles, names: &[String], now: Timestamp) -> Check {
    let words = files.validity(names).map_err(|error| error.to_string()).and_then(|found| match found {
        None => Err(format!("{} does not say until when it counts", files.certificate.display())),
        Some(validity) => dated(&validity, now),
    });
    match words {
        Ok(words) => Check { name: "tls", well: true, words },
        Err(words) => Check { name: "tls", well: false, words },
    }
}

/// What there is to say of a certificate's dates and names; an error where something is wrong.
fn dated(validity: &Validity, now: Timestamp) -> Result<String, String> {
    let until = short(validity.until);
    if validity.until <= now {
        return Err(format!("the certificate ended at {until}: browsers refuse it; renew it"));
    }
    if validity.from > now {
        return Err(format!("the certificate counts from {} on; is the clock right?", short(validity.from)));
    }
    if let Some(name) = validity.uncovered.first() {
        return Err(format!(
            "the certificate is not for {name}, which host_names has; get one that names it"
        ));
    }
    if now.checked_add(RENEWED_BEFORE).is_ok_and(|soon| soon >= validity.until) {
        return Err(format!("the certificate ends at {until}, within two weeks: see why it was not renewed"));
    }
    Ok(format!("the certificate counts until {until}"))
}

/// Files that others may read or write, or that are somebody else's.
fn rights(config: &Config) -> Check {
    let me = rustix::process::geteuid().as_raw();
    let mut faults = Vec::new();
    if let Some(key) = config.tls.as_ref().map(|files| &files.key) {
        faults.extend(too_open(key, 0o007));
    }
    let held = match files_of(&config.data_dir) {
        Ok(held) => held,
        Err(error) if error.kind() == ErrorKind::NotFound => Vec::new(),
        Err(error) => {
            let words = format!("{} cannot be looked through: {error}", config.data_dir.display());
            return Check { name: "rights", well: false, words };
        }
    };
    for file in &held {
        match std::fs::symlink_metadata(file) {
            Ok(meta) if meta.uid() != me => {
                faults.push(format!("{} belongs to somebody else (user {})", file.display(), meta.uid()));
            }
            _ => faults.extend(too_open(file, 0o077)),
        }
    }
    let words = match faults.first() {
        None => format!("nobody else may read what is in {}", config.data_dir.display()),
        Some(first) if faults.len() == 1 => first.clone(),
        Some(first) => format!("{first}; and {} more", faults.len() - 1),
    };
    Check { name: "rights", well: faults.is_empty(), words }
}

/// The store and what lies beside it: its key, its log, the stores that were kept at a restore.
fn files_of(folder: &Path) -> std::io::Result<Vec<PathBuf>> {
    let entries = std::fs::read_dir(folder)?.collect::<Result<Vec<_>, _>>()?;
    let is_ours = |path: &PathBuf| {
        let name = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
        name.starts_with("dateline.db") && path.is_file()
    };
    let mut files: Vec<_> = entries.into_iter().map(|entry| entry.path()).filter(is_ours).collect();
    files.sort();
    Ok(files)
}

fn too_open(file: &Path, closed: u32) -> Option<String> {
    let mode = std::fs::metadata(file).ok()?.mode() & 0o777;
    let at = file.display();
    (mode & closed != 0)
        .then(|| format!("{at} is open to others ({mode:o}): chmod {:o} {at}", mode & !closed))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_and_names_of_a_certificate_are_told() {
        let at = |text: &str| text.parse::<Timestamp>().unwrap();
        let check = |from: &str, until: &str, uncovered: &[&str], well: bool, words: &str| {
            let uncovered = uncovered.iter().map(|name| (*name).to_owned()).collect();
            let found =
                dated(&Validity { from: at(from), until: at(until), uncovered }, at("2027-03-01T00:00:00Z"));
            assert_eq!(found.is_ok(), well, "{found:?}");
            let said = found.unwrap_or_else(|words| words);
            assert!(said.contains(words), "{said}");
        };
        let (old, past) = ("2026-01-01T00:00:00Z", "2027-02-01T00:00:00Z");
        check(old, "2027-06-01T00:00:00Z", &[], true, "counts until 2027-06-01");
        check(old, past, &[], false, "ended at 2027-02-01");
        check(old, "2027-03-10T00:00:00Z", &[], false, "within two weeks");
        check("2027-04-01T00:00:00Z", "2028-01-01T00:00:00Z", &[], false, "is the clock right?");
        check(old, "2027-06-01T00:00:00Z", &["news.example"], false, "is not for news.example");
    }
}
