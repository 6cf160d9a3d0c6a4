//! One request and its answer: no redirects, no robots, no queue. Every byte and second is counted.

use crate::connection_pool::{Broken, ConnectionPool};
use crate::error::FetchErrorKind;
use crate::guarded_connector::{NoConnection, plain};
use crate::open_addresses::Purpose;
use crate::policy::{Limits, Policy};
use crate::request::{Kind, MEDIA_PART, Message};
use bytes::Bytes;
use dateline_model::{Credential, Headers, Truncation, Validators, WebUrl};
use http::{HeaderMap, HeaderName, HeaderValue, Response, header};
use http_body_util::{BodyExt, Full};
use hyper::body::Incoming;
use std::error::Error;
use std::io;
use tokio::time::{Instant, timeout_at};

/// What one exchange gave: status, headers and the body, decoded and within its cap.
#[derive(Debug)]
pub(crate) struct RawResponse {
    pub(crate) status: u16,
    pub(crate) headers: Headers,
    /// `Location` as text, UTF-8 where it is that.
    pub(crate) location: Option<String>,
    pub(crate) body: Vec<u8>,
    pub(crate) truncation: Option<Truncation>,
}

/// What one exchange asks.
#[derive(Debug, Clone, Copy)]
pub(crate) struct RawRequest<'a> {
    pub(crate) url: &'a WebUrl,
    pub(crate) kind: Kind,
    pub(crate) validators: &'a Validators,
    /// A form to send.
    pub(crate) form: Option<&'a str>,
    /// A message to send.
    pub(crate) message: Option<&'a Message>,
    /// What the owner may have opened this address for.
    pub(crate) purpose: Option<Purpose>,
    /// The login that this address may see.
    pub(crate) login: Option<&'a Credential>,
    /// First and last byte of a part.
    pub(crate) range: Option<(u64, u64)>,
}

pub(crate) async fn exchange(
    pool: &ConnectionPool,
    policy: &Policy,
    ask: RawRequest<'_>,
) -> Result<RawResponse, FetchErrorKind> {
    let limits = &policy.limits;
    let request = request(policy, ask)?;
    let start = Instant::now();
    let (answer, connection) =
        match timeout_at(start + limits.first_byte, pool.send(request, ask.purpose)).await {
            Ok(answer) => answer.map_err(|broken| no_answer(broken, limits))?,
            Err(_) => return Err(FetchErrorKind::Timeout(limits.first_byte.as_secs())),
        };
    let (parts, incoming) = into_parts(answer)?;
    let (headers, location) =
        (readable(&parts.headers), parts.headers.get(header::LOCATION).map(location_text));
    let status = parts.status.as_u16();
    if is_redirect(status) && location.is_some() {
        // The body of a redirect is for people; it is not even read.
        return Ok(RawResponse { status, headers, location, body: Vec::new(), truncation: None });
    }
    let cap = cap(limits, ask.kind);
    let packed = read(incoming, cap, limits, start).await?;
    if packed.cut.is_none() {
        pool.keep(connection);
    }
    let decoded = unpacked(packed, &headers, cap, ask.kind, limits).await?;
    Ok(RawResponse { status, headers, location, body: decoded.bytes, truncation: decoded.truncation })
}

/// Statuses that send us elsewhere with the same request. 300 and 305 name choices and proxies, which we do not take.
pub(crate) const fn is_redirect(status: u16) -> bool {
    matches!(status, 301 | 302 | 303 | 307 | 308)
}

fn cap(limits: &Limits, kind: Kind) -> usize {
    match kind {
        Kind::Feed => limits.sizes.feed,
        Kind::Page => limits.sizes.page,
        Kind::Robots | Kind::Provider => limits.sizes.robots,
        Kind::Image => limits.sizes.image,
        Kind::Media => MEDIA_PART,
        Kind::Hub | Kind::Webhook => limits.sizes.hub,
    }
}

const fn accept(kind: Kind) -> &'static str {
    match kind {
        Kind::Feed => {
            "application/atom+xml, application/rss+xml, application/feed+json, application/rdf+xml, application/xml;q=0.9, text/xml;q=0.9, */*;q=0.5"
        }
        Kind::Page => "text/html, application/xhtml+xml, */*;q=0.5",
        Kind::Robots | Kind::Hub | Kind::Webhook => "text/plain, */*;q=0.5",
        Kind::Provider => "application/json",
        Kind::Media => "audio/*, video/*, */*;q=0.5",
        Kind::Image => "image/avif, image/webp, image/png, image/jpeg, image/gif, */*;q=0.1",
    }
}

fn request(policy: &Policy, ask: RawRequest<'_>) -> Result<http::Request<Full<Bytes>>, FetchErrorKind> {
    let mut url = ask.url.as_url().clone();
    url.set_fragment(None);
    let bad =
        |error: http::Error| FetchErrorKind::Protocol(format!("the address cannot be asked for: {error}"));
    let sent = ask.form.map(str::to_owned).or_else(|| Some(ask.message?.body.clone()));
    let method = if sent.is_some() { http::Method::POST } else { http::Method::GET };
    let mut request = http::Request::builder()
        .method(method)
        .uri(url.as_str())
        .header(header::USER_AGENT, &policy.user_agent)
        .header(header::ACCEPT, accept(ask.kind))
        .header(header::ACCEPT_ENCODING, "gzip, deflate, br, zstd")
        .body(sent.map(Full::from).unwrap_or_default())
        .map_err(bad)?;
    let headers = request.headers_mut();
    if ask.form.is_some() {
        headers.insert(header::CONTENT_TYPE, HeaderValue::from_static("application/x-www-form-urlencoded"));
    }
    if let Some(message) = ask.message {
        headers.insert(header::CONTENT_TYPE, HeaderValue::from_static("application/json"));
        for (name, value) in &message.fields {
            headers.insert(field_name(name)?, secret(value)?);
        }
    }
    if let Some((name, value)) = ask.login.and_then(|login| login.field_for(ask.url)) {
        headers.insert(field_name(name)?, secret(&value)?);
    }
    if let Some((from, to)) = ask.range {
        // A part of a packed body could not be unpacked.
        headers.insert(header::ACCEPT_ENCODING, HeaderValue::from_static("identity"));
        let range = HeaderValue::try_from(format!("bytes={from}-{to}")).map_err(|error| bad(error.into()))?;
        headers.insert(header::RANGE, range);
    }
    let conditions = [
        (header::IF_NONE_MATCH, &ask.validators.etag),
        (header::IF_MODIFIED_SINCE, &ask.validators.last_modified),
    ];
    for (name, value) in conditions {
        if let Some(value) = value.as_deref().and_then(verbatim) {
            headers.insert(name, value);
        }
    }
    Ok(request)
}

/// The field of a login. Our own fields stand before it and cannot be replaced by it: their names are none for logins.
fn field_name(name: &str) -> Result<HeaderName, FetchErrorKind> {
    HeaderName::from_bytes(name.as_bytes()).map_err(|_| unsendable())
}

/// A value that no `Debug` prints and no header compression keeps.
fn secret(value: &str) -> Result<HeaderValue, FetchErrorKind> {
    let mut value = HeaderValue::from_str(value).map_err(|_| unsendable())?;
    value.set_sensitive(true);
    Ok(value)
}

fn unsendable() -> FetchErrorKind {
    FetchErrorKind::Setup("the feed's login cannot be sent in a header; set it anew".to_owned())
}

/// Header bytes as text, byte for character (ISO 8859-1), so that validators can be sent back byte for byte.
fn readable(headers: &HeaderMap) -> Headers {
    let text =
        |value: &HeaderValue| value.as_bytes().iter().map(|byte| char::from(*byte)).collect::<String>();
    headers.iter().map(|(name, value)| (name.as_str(), text(value))).collect()
}

/// The way back of [`readable`]. A validator that cannot have come from a header, or of absurd length, is not sent.
fn verbatim(validator: &str) -> Option<HeaderValue> {
    let bytes: Option<Vec<u8>> = validator.chars().map(|c| u8::try_from(u32::from(c)).ok()).collect();
    HeaderValue::from_bytes(&bytes?).ok().filter(|value| !value.is_empty() && value.len() <= MOST_VALIDATOR)
}

/// Longer validators are dropped: many servers refuse a request header over 8 KiB.
const MOST_VALIDATOR: usize = 4096;

fn location_text(value: &HeaderValue) -> String {
    let bytes = value.as_bytes();
    std::str::from_utf8(bytes)
        .map_or_else(|_| bytes.iter().map(|byte| char::from(*byte)).collect(), str::to_owned)
}

fn into_parts(answer: Response<Incoming>) -> Result<(http::response::Parts, Incoming), FetchErrorKind> {
    let (parts, incoming) = answer.into_parts();
    let fields = &parts.headers;
    if fields.contains_key(header::TRANSFER_ENCODING) && fields.contains_key(header::CONTENT_LENGTH) {
        // RFC 9112, section 6.3: either an error or an attack on whoever believes the other one.
        return Err(FetchErrorKind::Protocol("both Content-Length and Transfer-Encoding".to_owned()));
    }
    Ok((parts, incoming))
}

/// A body as it came, with whether its end was missing.
struct Packed {
    bytes: Vec<u8>,
    cut: Option<Truncation>,
}

async fn read(
    mut body: Incoming,
    cap: usize,
    limits: &Limits,
    start: Instant,
) -> Result<Packed, FetchErrorKind> {
    let deadline = start + limits.total;
    let mut bytes = Vec::new();
    let (mut window, mut in_window) = (Instant::now() + limits.rate_window, 0);
    loop {
        let Ok(frame) = timeout_at(window.min(deadline), body.frame()).await else {
            let now = Instant::now();
            if now >= deadline || in_window < limits.rate_bytes {
                return Err(FetchErrorKind::TooSlow(now.duration_since(start).as_secs()));
            }
            (window, in_window) = (now + limits.rate_window, 0);
            continue;
        };
        match frame {
            None => return Ok(Packed { bytes, cut: None }),
            Some(Err(error)) => return broken(bytes, &error),
            Some(Ok(frame)) => {
                let Some(data) = frame.data_ref() else { continue };
                in_window += data.len();
                let room = cap - bytes.len();
                if data.len() > room {
                    bytes.extend_from_slice(&data[..room]);
                    return Ok(Packed { bytes, cut: Some(Truncation::Cap) });
                }
                bytes.extend_from_slice(data);
            }
        }
    }
}

/// A connection that ended early leaves a marked prefix; chunking that is nonsense leaves nothing to trust.
fn broken(bytes: Vec<u8>, error: &hyper::Error) -> Result<Packed, FetchErrorKind> {
    let nonsense = matches!(io_kind(error), Some(io::ErrorKind::InvalidInput | io::ErrorKind::InvalidData));
    if nonsense || error.is_parse() {
        return Err(FetchErrorKind::Protocol(plain(error)));
    }
    Ok(Packed { bytes, cut: Some(Truncation::Length) })
}

async fn unpacked(
    packed: Packed,
    headers: &Headers,
    cap: usize,
    kind: Kind,
    limits: &Limits,
) -> Result<dateline_unpack::Decoded, FetchErrorKind> {
    let mut codings = dateline_unpack::codings(headers.all("content-encoding"))?;
    if codings.len() > limits.codings {
        let text = format!("{} content codings are laid over each other", codings.len());
        return Err(FetchErrorKind::TooLarge(text));
    }
    if codings.is_empty()
        && !matches!(kind, Kind::Image | Kind::Media)
        && dateline_unpack::is_gzip(&packed.bytes)
    {
        codings.push(dateline_unpack::Coding::Gzip);
    }
    let Packed { bytes, cut } = packed;
    if codings.is_empty() {
        return Ok(dateline_unpack::decode(bytes, &codings, cap, cut)?);
    }
    // Away from the threads that wait for the network: a few kilobytes may unpack to many megabytes.
    let work = tokio::task::spawn_blocking(move || {
        crate::stand_back();
        dateline_unpack::decode(bytes, &codings, cap, cut)
    });
    match work.await {
        Ok(unpacked) => Ok(unpacked?),
        Err(_) => Err(FetchErrorKind::Encoding("decoding was interrupted".to_owned())),
    }
}

/// An error and every cause below it.
fn causes<'a>(error: &'a (dyn Error + 'static)) -> impl Iterator<Item = &'a (dyn Error + 'static)> + 'a {
    std::iter::successors(Some(error), |error| cause(*error))
}

/// The cause of an error; `io::Error` hides the one it wraps.
fn cause<'a>(error: &'a (dyn Error + 'static)) -> Option<&'a (dyn Error + 'static)> {
    match error.downcast_ref::<io::Error>().and_then(io::Error::get_ref) {
        Some(wrapped) => Some(wrapped),
        None => error.source(),
    }
}

fn io_kind(error: &(dyn Error + 'static)) -> Option<io::ErrorKind> {
    causes(error).find_map(|cause| cause.downcast_ref::<io::Error>()).map(io::Error::kind)
}

fn no_answer(broken: Broken, limits: &Limits) -> FetchErrorKind {
    let error = match broken {
        Broken::Opening(error) => {
            let error: &(dyn Error + 'static) = error.as_ref();
            let refusal = causes(error).find_map(|cause| cause.downcast_ref::<NoConnection>());
            return refusal.map_or_else(|| FetchErrorKind::Tls(plain(error)), |refusal| refusal.0.clone());
        }
        Broken::Asking(error) => error,
    };
    let text = plain(&error);
    // hyper names this case only to servers; its message is all that a client sees of it.
    if error.is_parse() && error.to_string().contains("too large") {
        let most = limits.header_bytes / 1000;
        FetchErrorKind::TooLarge(format!("the response header is larger than {most} KB"))
    } else if error.is_parse() || error.is_user() {
        FetchErrorKind::Protocol(text)
    } else if error.is_timeout() {
        FetchErrorKind::Timeout(limits.first_byte.as_secs())
    } else if error.is_incomplete_message() {
        FetchErrorKind::Connection("it was closed before the answer was complete".to_owned())
    } else {
        FetchErrorKind::Connection(text)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn validators_survive_byte_for_byte() {
        for bytes in [
            &b"\"v1\""[..],
            b"W/\"a b\"",
            b"no quotes",
            b"\"\xc3\xa9\"",
            b"\"\xe9\xff\"",
            b"Thu, 01 Jan 1970",
        ] {
            let mut headers = HeaderMap::new();
            headers.insert(header::ETAG, HeaderValue::from_bytes(bytes).unwrap());
            let text = readable(&headers).get("etag").unwrap().to_owned();
            assert_eq!(verbatim(&text).unwrap().as_bytes(), bytes);
        }
        assert_eq!(verbatim(""), None);
        assert_eq!(verbatim("a\r\nX: b"), None);
        assert_eq!(verbatim("ツ"), None);
        assert_eq!(verbatim(&"a".repeat(65_000)), None);
    }
}
