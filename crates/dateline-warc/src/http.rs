//! An HTTP message as it was stored: head, chunks, content codings. Crawlers undo some of these and leave the header as it
//! was; what a header says is believed only where the bytes agree.

use crate::fault::Fault;
use dateline_model::{Headers, Truncation};
use dateline_unpack::{codings, decode};

/// Longest head of a message, in bytes.
const HEAD: usize = 512 << 10;

/// An answer of a server.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HttpMessage {
    /// Its status.
    pub status: u16,
    /// Its fields, names in lower case.
    pub headers: Headers,
    /// Its body, chunks and codings undone.
    pub body: Vec<u8>,
    /// What is missing at the body's end.
    pub truncation: Option<Truncation>,
}

/// Reads a stored answer. `cap` bounds the body; `cut` says that bytes are missing at the end of the block.
pub fn http_response(block: &[u8], cut: Option<Truncation>, cap: usize) -> Result<HttpMessage, Fault> {
    let (head, body) = split(block);
    let (status, headers) = head_of(head)?;
    let (body, mut truncation) = unchunked(body, &headers, cut);
    if truncation.is_none() && promised(&headers).is_some_and(|length| length > body.len()) {
        truncation = Some(Truncation::Length);
    }
    let named = match codings(headers.all("content-encoding")) {
        Ok(named) => named,
        // A coding that nobody knows, over bytes that are plain.
        Err(_) if body.trim_ascii_start().starts_with(b"<") => Vec::new(),
        Err(_) => return Err(Fault::Coding),
    };
    let decoded = decode(body, &named, cap, truncation).map_err(|_| Fault::Coding)?;
    let (mut body, mut truncation) = (decoded.bytes, decoded.truncation);
    if body.len() > cap {
        body.truncate(cap);
        truncation = Some(Truncation::Cap);
    }
    Ok(HttpMessage { status, headers, body, truncation })
}

/// Head and body: an empty line parts them.
fn split(block: &[u8]) -> (&[u8], &[u8]) {
    let head = &block[..block.len().min(HEAD)];
    for end in memchr::memchr_iter(b'\n', head) {
        let rest = &block[end + 1..];
        if let Some(body) = rest.strip_prefix(b"\r\n").or_else(|| rest.strip_prefix(b"\n")) {
            return (&block[..=end], body);
        }
    }
    (head, &[])
}

/// Status and fields.
fn head_of(head: &[u8]) -> Result<(u16, Headers), Fault> {
    let mut lines = head.split(|byte| *byte == b'\n').map(|line| line.strip_suffix(b"\r").unwrap_or(line));
    let first = lines.next().unwrap_or_default();
    let mut words = first.split(|byte| *byte == b' ').filter(|word| !word.is_empty());
    if !words.next().is_some_and(|word| word.len() >= 5 && word[..5].eq_ignore_ascii_case(b"HTTP/")) {
        return Err(Fault::NotHttp);
    }
    let status = words.next().and_then(|word| std::str::from_utf8(word).ok()?.parse().ok());
    let status = status.filter(|status| (100..1000).contains(status)).ok_or(Fault::NotHttp)?;
    let mut fields = crate::record::Fields::default();
    lines.take_while(|line| !line.is_empty()).for_each(|line| fields.line(line));
    Ok((status, fields.finish()))
}

/// The length that the server promised, where it holds for the bytes as they were stored.
fn promised(headers: &Headers) -> Option<usize> {
    let chunked = headers.get("transfer-encoding").is_some();
    headers.get("content-length").filter(|_| !chunked)?.trim().parse().ok()
}

/// The body without the frames of its chunks, where it has any.
fn unchunked(body: &[u8], headers: &Headers, cut: Option<Truncation>) -> (Vec<u8>, Option<Truncation>) {
    let said = headers.all("transfer-encoding").any(|value| value.to_ascii_lowercase().contains("chunked"));
    match said.then(|| chunks(body)).flatten() {
        Some((bytes, true)) => (bytes, None),
        Some((bytes, false)) => (bytes, cut.or(Some(Truncation::Length))),
        None => (body.to_vec(), cut),
    }
}

/// The chunks of a body (RFC 9112, section 7.1) and whether the last one came; none where it does not begin with a chunk.
fn chunks(mut rest: &[u8]) -> Option<(Vec<u8>, bool)> {
    let mut out = Vec::new();
    let mut first = true;
    loop {
        let Some((size, behind)) = chunk_size(rest) else {
            return (!first).then_some((out, false));
        };
        first = false;
        if size == 0 {
            return Some((out, true));
        }
        let held = size.min(behind.len());
        out.extend_from_slice(&behind[..held]);
        if held < size {
            return Some((out, false));
        }
        rest = &behind[held..];
        rest = rest.strip_prefix(b"\r\n").or_else(|| rest.strip_prefix(b"\n")).unwrap_or(rest);
    }
}

/// The size that a chunk begins with, and what follows its line.
fn chunk_size(bytes: &[u8]) -> Option<(usize, &[u8])> {
    const LINE: usize = 256;
    let end = memchr::memchr(b'\n', &bytes[..bytes.len().min(LINE)])?;
    let line = std::str::from_utf8(&bytes[..end]).ok()?;
    let digits = line.split(';').next().unwrap_or_default().trim();
    let is_hex = !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_hexdigit());
    let size = is_hex.then(|| usize::from_str_radix(digits, 16).ok()).flatten()?;
    Some((size, &bytes[end + 1..]))
}
