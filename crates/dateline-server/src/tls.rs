//! TLS of the desk's own: certificate and key from files, read anew when they change. A file that cannot be used is one sentence;
//! while the desk runs, the certificate before it stays.

mod validity;

pub use validity::Validity;

use rustls::ServerConfig;
use rustls::crypto::{CryptoProvider, ring};
use rustls::pki_types::pem::{self, PemObject as _};
use rustls::pki_types::{CertificateDer, PrivateKeyDer, ServerName};
use rustls::server::{ClientHello, ParsedCertificate, ResolvesServerCert};
use rustls::sign::CertifiedKey;
use std::fmt;
use std::path::{Path, PathBuf};
use std::sync::{Arc, PoisonError, RwLock};
use std::time::SystemTime;
use tokio_rustls::TlsAcceptor;

/// Why certificate and key cannot be used.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum TlsError {
    /// A file cannot be read.
    #[error("{} cannot be read: {why}", path.display())]
    Unread {
        /// The file.
        path: PathBuf,
        /// What the system says.
        why: std::io::Error,
    },
    /// Nothing in it is what it should be.
    #[error(
        "{} holds no certificate: it is a PEM file with the certificate of the desk first and then those that signed it",
        .0.display()
    )]
    NoCertificate(PathBuf),
    /// The same of the key.
    #[error("{} holds no private key that can be used: it is a PEM file with one key, without a password", .0.display())]
    NoKey(PathBuf),
    /// They are not of one pair.
    #[error("the key in {} is not that of the certificate in {}", key.display(), certificate.display())]
    Mismatch {
        /// File of the certificate.
        certificate: PathBuf,
        /// File of the key.
        key: PathBuf,
    },
    /// Anything else.
    #[error("{} cannot be used for TLS: {why}", path.display())]
    Unusable {
        /// File of the certificate.
        path: PathBuf,
        /// What is wrong.
        why: rustls::Error,
    },
}

/// Where certificate and key lie.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TlsFiles {
    /// The certificate of the desk and those that signed it, in PEM.
    pub certificate: PathBuf,
    /// Its private key, in PEM.
    pub key: PathBuf,
}

impl TlsFiles {
    /// Reads both and sees that they belong together.
    fn read(&self) -> Result<CertifiedKey, TlsError> {
        let certificates = self.chain()?;
        let Ok(key) = PrivateKeyDer::from_pem_slice(&bytes(&self.key)?) else {
            return Err(TlsError::NoKey(self.key.clone()));
        };
        let provider = ring::default_provider();
        if provider.key_provider.load_private_key(key.clone_key()).is_err() {
            return Err(TlsError::NoKey(self.key.clone()));
        }
        CertifiedKey::from_der(certificates, key, &provider).map_err(|error| match error {
            rustls::Error::InconsistentKeys(_) => {
                TlsError::Mismatch { certificate: self.certificate.clone(), key: self.key.clone() }
            }
            why => TlsError::Unusable { path: self.certificate.clone(), why },
        })
    }

    fn chain(&self) -> Result<Vec<CertificateDer<'static>>, TlsError> {
        let read: Result<Vec<_>, pem::Error> =
            CertificateDer::pem_slice_iter(&bytes(&self.certificate)?).collect();
        match read {
            Ok(chain) if !chain.is_empty() => Ok(chain),
            _ => Err(TlsError::NoCertificate(self.certificate.clone())),
        }
    }

    /// From when to when the certificate counts, and which of `names` it does not cover; `None` where it does not say so as
    /// certificates do.
    pub fn validity(&self, names: &[String]) -> Result<Option<Validity>, TlsError> {
        let chain = self.read()?.cert;
        let Some(first) = chain.first() else { return Ok(None) };
        let covers = |name: &str| {
            let parsed = ParsedCertificate::try_from(first);
            let bare = name.trim_start_matches('[').trim_end_matches(']');
            match (parsed, ServerName::try_from(bare)) {
                (Ok(parsed), Ok(name)) => rustls::client::verify_server_name(&parsed, &name).is_ok(),
                _ => false,
            }
        };
        let uncovered = names.iter().filter(|name| !covers(name)).cloned().collect();
        Ok(validity::times(first).map(|(from, until)| Validity { from, until, uncovered }))
    }

    /// When either file was last changed.
    fn changed_at(&self) -> Option<SystemTime> {
        let of = |path: &Path| std::fs::metadata(path).and_then(|meta| meta.modified()).ok();
        of(&self.certificate).max(of(&self.key))
    }
}

fn bytes(path: &Path) -> Result<Vec<u8>, TlsError> {
    std::fs::read(path).map_err(|why| TlsError::Unread { path: path.to_owned(), why })
}

/// TLS with the certificate of two files. Cheap to clone; all clones change together.
#[derive(Clone)]
pub struct Tls {
    pub(crate) acceptor: TlsAcceptor,
    held: Arc<Held>,
}

impl fmt::Debug for Tls {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Tls").field(&self.held.files).finish()
    }
}

impl Tls {
    /// Reads the files; TLS 1.2 and 1.3.
    pub fn load(files: TlsFiles) -> Result<Self, TlsError> {
        let unusable = |why| TlsError::Unusable { path: files.certificate.clone(), why };
        let (changed, key) = (files.changed_at(), files.read()?);
        let provider: Arc<CryptoProvider> = Arc::new(ring::default_provider());
        let builder = ServerConfig::builder_with_provider(provider)
            .with_safe_default_protocol_versions()
            .map_err(unusable)?;
        let held = Arc::new(Held { files, current: RwLock::new((changed, Arc::new(key))) });
        let mut config = builder.with_no_client_auth().with_cert_resolver(held.clone());
        config.alpn_protocols = vec![b"http/1.1".to_vec()];
        Ok(Self { acceptor: TlsAcceptor::from(Arc::new(config)), held })
    }

    /// Reads the files anew where they have changed; `true` where they had. What cannot be used is told and not taken, and told
    /// again only after the next change.
    pub fn renew(&self) -> Result<bool, TlsError> {
        let changed = self.held.files.changed_at();
        if changed == self.held.current().0 {
            return Ok(false);
        }
        let read = self.held.files.read();
        let mut current = self.held.current.write().unwrap_or_else(PoisonError::into_inner);
        current.0 = changed;
        current.1 = Arc::new(read?);
        Ok(true)
    }
}

struct Held {
    files: TlsFiles,
    /// When the files were last changed, and what they held then.
    current: RwLock<(Option<SystemTime>, Arc<CertifiedKey>)>,
}

impl Held {
    fn current(&self) -> (Option<SystemTime>, Arc<CertifiedKey>) {
        self.current.read().unwrap_or_else(PoisonError::into_inner).clone()
    }
}

impl fmt::Debug for Held {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Held").field("files", &self.files).finish_non_exhaustive()
    }
}

impl ResolvesServerCert for Held {
    fn resolve(&self, _hello: ClientHello<'_>) -> Option<Arc<CertifiedKey>> {
        Some(self.current().1)
    }
}

#[cfg(test)]
pub(crate) mod tests;
