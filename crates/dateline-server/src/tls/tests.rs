//! Certificates and keys as people put them in files.

use super::*;
use base64ct::{Base64, Encoding as _};
use rcgen::{CertificateParams, KeyPair, date_time_ymd};
use std::fs;
use tempfile::TempDir;

/// A certificate that signs itself, and its key.
pub(crate) struct Pair {
    pub(crate) der: CertificateDer<'static>,
    certificate: String,
    key: String,
}

impl Pair {
    /// TLS with it.
    pub(crate) fn tls(&self) -> Tls {
        let folder = tempfile::tempdir().unwrap();
        Tls::load(files(&folder, &self.certificate, &self.key)).unwrap()
    }
}

fn pem(label: &str, der: &[u8]) -> String {
    format!("-----BEGIN {label}-----\n{}\n-----END {label}-----\n", Base64::encode_string(der))
}

pub(crate) fn pair(name: &str) -> Pair {
    let key = KeyPair::generate().unwrap();
    let mut params = CertificateParams::new([name.to_owned()]).unwrap();
    params.not_before = date_time_ymd(2026, 1, 2);
    params.not_after = date_time_ymd(2052, 3, 4);
    let certificate = params.self_signed(&key).unwrap();
    Pair {
        der: certificate.der().clone(),
        certificate: pem("CERTIFICATE", certificate.der()),
        key: pem("PRIVATE KEY", &key.serialize_der()),
    }
}

fn files(folder: &TempDir, certificate: &str, key: &str) -> TlsFiles {
    let files = TlsFiles { certificate: folder.path().join("cert.pem"), key: folder.path().join("key.pem") };
    fs::write(&files.certificate, certificate).unwrap();
    fs::write(&files.key, key).unwrap();
    files
}

#[test]
fn files_that_cannot_be_used_are_told_in_a_sentence() {
    let folder = tempfile::tempdir().unwrap();
    let (ours, other) = (pair("desk.example"), pair("other.example"));
    let check = |certificate: &str, key: &str, words: &str| {
        let said = Tls::load(files(&folder, certificate, key)).unwrap_err().to_string();
        assert!(said.contains(words) && !said.contains('\n'), "{said}");
    };
    check("", &ours.key, "cert.pem holds no certificate");
    check(&ours.key, &ours.key, "cert.pem holds no certificate");
    check(&ours.certificate[..200], &ours.key, "cert.pem holds no certificate");
    check(&ours.certificate, "", "key.pem holds no private key");
    check(&ours.certificate, &ours.certificate, "key.pem holds no private key");
    check(&ours.certificate, &other.key, "is not that of the certificate in");
    let gone = TlsFiles { certificate: "/nowhere/cert.pem".into(), key: "/nowhere/key.pem".into() };
    assert!(Tls::load(gone).unwrap_err().to_string().starts_with("/nowhere/cert.pem cannot be read: "));
    assert!(Tls::load(files(&folder, &ours.certificate, &ours.key)).is_ok());
}

#[test]
fn the_time_and_the_names_of_a_certificate_are_read() {
    let folder = tempfile::tempdir().unwrap();
    let ours = pair("desk.example");
    let names = ["desk.example", "other.example", "192.0.2.1"].map(str::to_owned);
    let found = files(&folder, &ours.certificate, &ours.key).validity(&names).unwrap().unwrap();
    assert_eq!(found.from.to_string(), "2026-01-02T00:00:00Z");
    assert_eq!(found.until.to_string(), "2052-03-04T00:00:00Z", "past 2049 the year has four digits");
    assert_eq!(found.uncovered, names[1..]);
    for wrong in [&[][..], &[0x30], &[0x30, 0x85, 1, 1, 1, 1, 1], &[0x30, 0x03, 0x30, 0x01, 0xa0]] {
        assert_eq!(validity::times(wrong), None, "{wrong:?}");
    }
}

#[test]
fn a_changed_certificate_is_taken_and_a_broken_one_is_not() {
    let folder = tempfile::tempdir().unwrap();
    let (first, second) = (pair("desk.example"), pair("desk.example"));
    let places = files(&folder, &first.certificate, &first.key);
    let tls = Tls::load(places.clone()).unwrap();
    let held = || tls.held.current().1.cert.clone();
    let before = held();
    assert!(!tls.renew().unwrap());
    let change = |pair: &Pair, at: u64| {
        fs::write(&places.certificate, &pair.certificate).unwrap();
        let file = fs::File::options().write(true).open(&places.certificate).unwrap();
        file.set_modified(SystemTime::UNIX_EPOCH + std::time::Duration::from_secs(at)).unwrap();
    };
    let later = 4_000_000_000;
    change(&second, later);
    assert!(tls.renew().unwrap_err().to_string().contains("is not that of the certificate"));
    assert_eq!(held(), before);
    assert!(!tls.renew().unwrap(), "told once");
    fs::write(&places.key, &second.key).unwrap();
    change(&second, later + 1);
    assert!(tls.renew().unwrap());
    assert_ne!(held(), before);
}
