//! The key beside the store, and what is encrypted with it (ChaCha20-Poly1305, RFC 8439). The key is made when it is first
//! needed, can be read by its owner alone, and is in no backup: a backup tells nobody a login.

use crate::StoreError;
use ring::aead::{Aad, CHACHA20_POLY1305, LessSafeKey, NONCE_LEN, Nonce, UnboundKey};
use ring::rand::{SecureRandom, SystemRandom};
use rusqlite::Connection;
use std::fs::File;
use std::io::{ErrorKind, Write as _};
use std::os::unix::fs::OpenOptionsExt as _;
use std::path::{Path, PathBuf};

const KEY_LEN: usize = 32;

/// The key of a store.
pub(crate) struct Key {
    key: LessSafeKey,
    path: PathBuf,
}

impl Key {
    /// The key beside a store; an error that names the file where there is none, or none that is a key.
    pub(crate) fn of(store: &Path) -> Result<Self, StoreError> {
        let path = key_path(store);
        match std::fs::read_to_string(&path) {
            Ok(text) => Self::parse(&text, path),
            Err(error) if error.kind() == ErrorKind::NotFound => Err(fault(path, "is missing")),
            Err(error) if error.kind() == ErrorKind::InvalidData => Err(fault(path, NO_KEY)),
            Err(source) => Err(StoreError::File { path, source }),
        }
    }

    /// The key with which something is encrypted that nothing was before: made where the store holds nothing that is.
    pub(crate) fn for_sealing(tx: &Connection, store: &Path) -> Result<Self, StoreError> {
        let sql = "SELECT 1 FROM logins UNION ALL SELECT 1 FROM accounts WHERE totp IS NOT NULL
                   UNION ALL SELECT 1 FROM webhooks WHERE sealed <> x'' LIMIT 1";
        if Self::exists(store) || tx.prepare_cached(sql)?.exists(())? {
            Self::of(store)
        } else {
            Self::make(store)
        }
    }

    /// Whether there is a key beside a store.
    pub(crate) fn exists(store: &Path) -> bool {
        key_path(store).exists()
    }

    /// Makes the key of a store that has none. It is whole on the disk before it has its name.
    pub(crate) fn make(store: &Path) -> Result<Self, StoreError> {
        let path = key_path(store);
        let mut bytes = [0; KEY_LEN];
        fill(&mut bytes)?;
        let digits: String = bytes.iter().map(|byte| format!("{byte:02x}")).collect();
        let partial = path.with_extension("key.partial");
        let failed = |source| StoreError::unwritten(&path, source);
        let mut file = File::options()
            .write(true)
            .create(true)
            .truncate(true)
            .mode(0o600)
            .open(&partial)
            .map_err(failed)?;
        writeln!(file, "{digits}").and_then(|()| file.sync_all()).map_err(failed)?;
        std::fs::rename(&partial, &path).map_err(failed)?;
        if let Some(folder) = path.parent().and_then(|folder| File::open(folder).ok()) {
            folder.sync_all().map_err(failed)?;
        }
        Self::parse(&digits, path)
    }

    fn parse(text: &str, path: PathBuf) -> Result<Self, StoreError> {
        let digits = text.trim();
        let byte = |at: usize| digits.get(at..at + 2).and_then(|two| u8::from_str_radix(two, 16).ok());
        let bytes: Option<Vec<u8>> = (0..KEY_LEN).map(|at| byte(2 * at)).collect();
        let bytes =
            bytes.filter(|_| digits.len() == 2 * KEY_LEN && digits.bytes().all(|c| c.is_ascii_hexdigit()));
        let key = bytes.and_then(|bytes| UnboundKey::new(&CHACHA20_POLY1305, &bytes).ok());
        key.map(|key| Self { key: LessSafeKey::new(key), path: path.clone() })
            .ok_or_else(|| fault(path, NO_KEY))
    }

    /// Encrypts a text, bound to `context`: it opens under the same one alone. A random nonce stands before it.
    pub(crate) fn seal(&self, text: &str, context: &str) -> Result<Vec<u8>, StoreError> {
        let mut nonce = [0; NONCE_LEN];
        fill(&mut nonce)?;
        let mut sealed = text.as_bytes().to_vec();
        self.key
            .seal_in_place_append_tag(Nonce::assume_unique_for_key(nonce), Aad::from(context), &mut sealed)
            .map_err(|_| fault(self.path.clone(), "does not encrypt"))?;
        Ok([&nonce[..], &sealed].concat())
    }

    /// The text again; an error where the key or the context is another one.
    pub(crate) fn open(&self, sealed: &[u8], context: &str) -> Result<String, StoreError> {
        let wrong = || fault(self.path.clone(), "is not the one that this login was encrypted with");
        let (nonce, sealed) = sealed.split_at_checked(NONCE_LEN).ok_or_else(wrong)?;
        let nonce = Nonce::try_assume_unique_for_key(nonce).map_err(|_| wrong())?;
        let mut sealed = sealed.to_vec();
        let open = self.key.open_in_place(nonce, Aad::from(context), &mut sealed).map_err(|_| wrong())?;
        String::from_utf8(open.to_vec()).map_err(|_| wrong())
    }
}

const NO_KEY: &str = "holds no key";

fn fault(path: PathBuf, fault: &'static str) -> StoreError {
    StoreError::Key { path, fault }
}

fn fill(bytes: &mut [u8]) -> Result<(), StoreError> {
    let none = |_| StoreError::Value("the system gives no random numbers".to_owned());
    SystemRandom::new().fill(bytes).map_err(none)
}

/// `dateline.db.key` for `dateline.db`.
fn key_path(store: &Path) -> PathBuf {
    let mut name = store.as_os_str().to_owned();
    name.push(".key");
    name.into()
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::os::unix::fs::PermissionsExt as _;

    #[test]
    fn a_text_opens_under_its_own_key_and_context_alone() {
        let folder = tempfile::tempdir().unwrap();
        let store = folder.path().join("a.db");
        assert!(Key::of(&store).err().unwrap().to_string().contains("logins, is missing"));
        let key = Key::make(&store).unwrap();
        let sealed = key.seal("s3cr3t", "for gull").unwrap();
        assert!(!sealed.windows(6).any(|six| six == b"s3cr3t"));
        assert_ne!(sealed, key.seal("s3cr3t", "for gull").unwrap(), "never twice the same");
        let again = Key::of(&store).unwrap();
        assert_eq!(again.open(&sealed, "for gull").unwrap(), "s3cr3t");
        let refused =
            |key: &Key, sealed: &[u8], context: &str| key.open(sealed, context).unwrap_err().to_string();
        assert!(refused(&again, &sealed, "for tern").contains("is not the one"));
        let other = Key::make(&folder.path().join("b.db")).unwrap();
        assert!(refused(&other, &sealed, "for gull").contains("logins, is not the one"));
        for at in 0..sealed.len() {
            let mut broken = sealed.clone();
            broken[at] ^= 1;
            refused(&again, &broken, "for gull");
            refused(&again, &sealed[..at], "for gull");
        }
    }

    #[test]
    fn the_file_is_its_owners_alone_and_must_hold_a_key() {
        let folder = tempfile::tempdir().unwrap();
        let store = folder.path().join("a.db");
        Key::make(&store).unwrap();
        let path = key_path(&store);
        assert_eq!(std::fs::metadata(&path).unwrap().permissions().mode() & 0o777, 0o600);
        assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 1, "nothing half-made stays");
        for text in ["", "ab", &"g".repeat(64), &"a".repeat(63), &"+1".repeat(32), &"é".repeat(32)] {
            std::fs::write(&path, text).unwrap();
            assert!(Key::of(&store).err().unwrap().to_string().contains("holds no key"), "{text:?}");
        }
        std::fs::write(&path, [0xff; 64]).unwrap();
        assert!(Key::of(&store).err().unwrap().to_string().contains("holds no key"));
    }
}
