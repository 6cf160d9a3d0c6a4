//! Certificate authorities that are trusted. Verifies nothing itself.

use crate::error::FetchErrorKind;
use hyper_rustls::ConfigBuilderExt as _;
use rustls::pki_types::CertificateDer;
use rustls::{ClientConfig, RootCertStore};

/// The authorities whose signature makes a host's certificate good.
#[derive(Debug, Clone)]
pub struct TlsRoots(Option<RootCertStore>);

impl TlsRoots {
    /// Mozilla's list, compiled in.
    pub const fn public() -> Self {
        Self(None)
    }

    /// These certificates (DER) and nobody else: for tests and for a network whose only authority is its own.
    pub fn only(certificates: impl IntoIterator<Item = Vec<u8>>) -> Result<Self, FetchErrorKind> {
        let mut store = RootCertStore::empty();
        for certificate in certificates {
            let added = store.add(CertificateDer::from(certificate));
            added
                .map_err(|error| FetchErrorKind::Setup(format!("a root certificate is unusable: {error}")))?;
        }
        Ok(Self(Some(store)))
    }

    pub(crate) fn config(self) -> ClientConfig {
        let builder = ClientConfig::builder();
        match self.0 {
            Some(store) => builder.with_root_certificates(store).with_no_client_auth(),
            None => builder.with_webpki_roots().with_no_client_auth(),
        }
    }
}
