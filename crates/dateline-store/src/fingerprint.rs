//! Fingerprints of what a feed says of an item.

/// A fingerprint of title and text with white space and case evened out: FNV-1a, 64 bits.
pub fn content_hash(title: &str, text: &str) -> i64 {
    fnv([title, text].map(str::to_lowercase).iter().map(String::as_str))
}

/// A fingerprint of texts to the letter, white space aside.
pub fn exact_hash<'a>(texts: impl IntoIterator<Item = &'a str>) -> i64 {
    fnv(texts.into_iter())
}

/// The fingerprint of a title, of which only its own fingerprint is known (`content_hash(title, "")`), with a text: what
/// `content_hash(title, text)` would be.
pub(crate) fn hash_on(title: i64, text: &str) -> i64 {
    let mut hash = Fnv(title.cast_unsigned());
    hash.words(&text.to_lowercase());
    hash.0.cast_signed()
}

fn fnv<'a>(texts: impl Iterator<Item = &'a str>) -> i64 {
    let mut hash = Fnv(0xcbf2_9ce4_8422_2325);
    for (at, text) in texts.enumerate() {
        if at > 0 {
            hash.add(b"\n ");
        }
        hash.words(text);
    }
    hash.0.cast_signed()
}

struct Fnv(u64);

impl Fnv {
    fn add(&mut self, bytes: &[u8]) {
        for byte in bytes {
            self.0 = (self.0 ^ u64::from(*byte)).wrapping_mul(0x0100_0000_01b3);
        }
    }

    fn words(&mut self, text: &str) {
        for word in text.split_whitespace() {
            self.add(word.as_bytes());
            self.add(b" ");
        }
    }
}
