//! What came over the wire for one address: bytes with their history. Nothing here interprets them.

use crate::WebUrl;
use jiff::Timestamp;

/// One fetched page.
#[derive(Debug, Clone)]
pub struct Page {
    /// The address that was asked for.
    pub url: WebUrl,
    /// The address that answered, after redirects.
    pub final_url: WebUrl,
    /// Every redirect on the way, first one first.
    pub redirects: Vec<Hop>,
    /// HTTP status of the last answer.
    pub status: u16,
    /// Headers of the last answer.
    pub headers: Headers,
    /// Decompressed body, in the encoding the publisher chose.
    pub body: Vec<u8>,
    /// When the answer was complete.
    pub fetched_at: Timestamp,
    /// Set when the body is shorter than was promised or than was sent.
    pub truncation: Option<Truncation>,
}

/// One redirect: who sent us where.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Hop {
    /// The redirecting address.
    pub from: WebUrl,
    /// Its status: 301, 302, 303, 307 or 308.
    pub status: u16,
    /// Where it pointed.
    pub to: WebUrl,
}

/// Why a body is incomplete.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Truncation {
    /// Fewer bytes than `Content-Length`, or a chunked body without its end.
    Length,
    /// The compressed stream ended early.
    Compression,
    /// Our own size cap.
    Cap,
}

/// Header fields in the order received; names are lower case.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Headers(Vec<(String, String)>);

impl Headers {
    /// Adds a field; the name is lower-cased.
    pub fn push(&mut self, name: &str, value: impl Into<String>) {
        self.0.push((name.to_ascii_lowercase(), value.into()));
    }

    /// First value of a field, name in any case.
    pub fn get(&self, name: &str) -> Option<&str> {
        self.0.iter().find(|(key, _)| key.eq_ignore_ascii_case(name)).map(|(_, value)| value.as_str())
    }

    /// All values of a field.
    pub fn all<'a>(&'a self, name: &'a str) -> impl Iterator<Item = &'a str> {
        self.0.iter().filter(move |(key, _)| key.eq_ignore_ascii_case(name)).map(|(_, value)| value.as_str())
    }

    /// Every field as `(name, value)`.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &str)> {
        self.0.iter().map(|(name, value)| (name.as_str(), value.as_str()))
    }
}

impl<N: AsRef<str>, V: Into<String>> FromIterator<(N, V)> for Headers {
    fn from_iter<I: IntoIterator<Item = (N, V)>>(fields: I) -> Self {
        let mut headers = Self::default();
        for (name, value) in fields {
            headers.push(name.as_ref(), value);
        }
        headers
    }
}

/// What a server gave us to ask "has it changed?" with; sent back byte for byte.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Validators {
    /// `ETag`, quotes and weakness mark included.
    pub etag: Option<String>,
    /// `Last-Modified` as it was written.
    pub last_modified: Option<String>,
}

impl Page {
    /// The charset parameter of `Content-Type`, if any.
    pub fn declared_charset(&self) -> Option<&str> {
        let content_type = self.headers.get("content-type")?;
        content_type.split(';').skip(1).find_map(|part| {
            let (name, value) = part.split_once('=')?;
            name.trim().eq_ignore_ascii_case("charset").then(|| value.trim().trim_matches(['"', '\'']))
        })
    }

    /// The validators of this answer; none when the body is incomplete, so that it will be asked for again.
    pub fn validators(&self) -> Validators {
        if self.truncation.is_some() {
            return Validators::default();
        }
        Validators {
            etag: self.headers.get("etag").map(str::to_owned),
            last_modified: self.headers.get("last-modified").map(str::to_owned),
        }
    }
}
