//! A record as the page that it was: what a server answered, or the text that somebody made of it.

use crate::fault::Fault;
use crate::http::{HttpMessage, http_response};
use crate::reader::Block;
use crate::record::{RecordHead, RecordKind};
use dateline_model::{Headers, Page, Truncation, WebUrl};

/// The page of a response, or of a resource or conversion, which tell no status: theirs is 200. `cap` bounds the unpacked body.
/// A revisit gives a page without a body.
pub fn page(head: &RecordHead, block: Block, cap: usize) -> Result<Page, Fault> {
    let url = head.target().and_then(|target| WebUrl::parse(target).ok()).ok_or(Fault::Address)?;
    let fetched_at = head.date().ok_or(Fault::NoDate)?;
    let cut = cut(head, &block);
    let message = match head.kind {
        RecordKind::Response | RecordKind::Revisit => http_response(&block.bytes, cut, cap)?,
        _ => plain(head, block.bytes, cut, cap),
    };
    let HttpMessage { status, mut headers, body, truncation } = message;
    for name in RESERVATIONS {
        head.fields.all(name).for_each(|value| headers.push(name, value));
    }
    let final_url = url.clone();
    Ok(Page { url, final_url, redirects: Vec::new(), status, headers, body, fetched_at, truncation })
}

/// Words of publishers that crawlers also note in the record itself.
const RESERVATIONS: [&str; 3] = ["tdm-reservation", "tdm-policy", "x-robots-tag"];

/// What is missing at the end of a block.
fn cut(head: &RecordHead, block: &Block) -> Option<Truncation> {
    if block.is_cut {
        return Some(Truncation::Cap);
    }
    head.truncated().map(|why| if why == "length" { Truncation::Cap } else { Truncation::Length })
}

/// A file without an HTTP head; its type is the record's.
fn plain(head: &RecordHead, mut body: Vec<u8>, cut: Option<Truncation>, cap: usize) -> HttpMessage {
    let truncation = if body.len() > cap { Some(Truncation::Cap) } else { cut };
    body.truncate(cap);
    let headers = Headers::from_iter(head.fields.get("content-type").map(|value| ("content-type", value)));
    HttpMessage { status: 200, headers, body, truncation }
}
