//! The public keys of an identity provider (RFC 7517): RSA and P-256, and nothing that is a shared secret.

use base64ct::{Base64UrlUnpadded, Encoding as _};
use ring::signature::{
    ECDSA_P256_SHA256_FIXED, RSA_PKCS1_2048_8192_SHA256, RsaPublicKeyComponents, UnparsedPublicKey,
};
use serde::Deserialize;

/// The algorithms that are taken; the desk chooses, never the token.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Algorithm {
    Rs256,
    Es256,
}

impl Algorithm {
    pub(super) fn parse(name: &str) -> Option<Self> {
        match name {
            "RS256" => Some(Self::Rs256),
            "ES256" => Some(Self::Es256),
            _ => None,
        }
    }
}

/// Keys as a provider publishes them; those that are for something else are left out.
#[derive(Debug, Clone, Default)]
pub(super) struct Keys(Vec<Key>);

#[derive(Debug, Clone)]
struct Key {
    id: Option<String>,
    material: Material,
}

#[derive(Debug, Clone)]
enum Material {
    Rsa { n: Vec<u8>, e: Vec<u8> },
    P256(Vec<u8>),
}

#[derive(Deserialize)]
struct Document {
    keys: Vec<serde_json::Value>,
}

#[derive(Deserialize)]
struct Written {
    kty: String,
    kid: Option<String>,
    #[serde(rename = "use")]
    purpose: Option<String>,
    alg: Option<String>,
    n: Option<String>,
    e: Option<String>,
    crv: Option<String>,
    x: Option<String>,
    y: Option<String>,
}

impl Keys {
    /// Reads a document; a key that cannot be used is passed over.
    pub(super) fn parse(bytes: &[u8]) -> Option<Self> {
        let document: Document = serde_json::from_slice(bytes).ok()?;
        let read = |key| serde_json::from_value::<Written>(key).ok().and_then(Written::key);
        Some(Self(document.keys.into_iter().filter_map(read).collect()))
    }

    /// The one key that a token is signed with: that of its name, or the only one where it names none.
    fn find(&self, algorithm: Algorithm, id: Option<&str>) -> Option<&Key> {
        let fits = |key: &&Key| match (&key.material, algorithm) {
            (Material::Rsa { .. }, Algorithm::Rs256) | (Material::P256(_), Algorithm::Es256) => {
                id.is_none_or(|id| key.id.as_deref() == Some(id))
            }
            _ => false,
        };
        let mut found = self.0.iter().filter(fits);
        found.next().filter(|_| found.next().is_none())
    }

    /// Whether there is a key for a token of this header.
    pub(super) fn holds(&self, algorithm: Algorithm, id: Option<&str>) -> bool {
        self.find(algorithm, id).is_some()
    }

    /// Whether the key signed a message.
    pub(super) fn verify(
        &self,
        algorithm: Algorithm,
        id: Option<&str>,
        message: &[u8],
        signature: &[u8],
    ) -> bool {
        match self.find(algorithm, id).map(|key| &key.material) {
            Some(Material::Rsa { n, e }) => RsaPublicKeyComponents { n, e }
                .verify(&RSA_PKCS1_2048_8192_SHA256, message, signature)
                .is_ok(),
            Some(Material::P256(point)) => {
                UnparsedPublicKey::new(&ECDSA_P256_SHA256_FIXED, point).verify(message, signature).is_ok()
            }
            None => false,
        }
    }
}

impl Written {
    fn key(self) -> Option<Key> {
        if self.purpose.as_deref().is_some_and(|purpose| purpose != "sig") {
            return None;
        }
        let bytes = |text: Option<String>| Base64UrlUnpadded::decode_vec(&text?).ok();
        let (material, algorithm) = match self.kty.as_str() {
            "RSA" => (Material::Rsa { n: bytes(self.n)?, e: bytes(self.e)? }, Algorithm::Rs256),
            "EC" if self.crv.as_deref() == Some("P-256") => {
                let point = [vec![4], bytes(self.x)?, bytes(self.y)?].concat();
                (Material::P256(point), Algorithm::Es256)
            }
            _ => return None,
        };
        let named = self.alg.as_deref().is_none_or(|name| Algorithm::parse(name) == Some(algorithm));
        named.then_some(Key { id: self.kid, material })
    }
}
