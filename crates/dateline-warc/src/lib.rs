//! Web archives (WARC 1.0 and 1.1, ISO 28500): records out of any stream, within bounds, and records written.
//!
//! Total and streaming: a broken record is skipped and counted with its reason, a record of any length costs no more memory
//! than the caller allows. Knows no files, no sockets, no clock. The way of the data: bytes, members (`packed`), records
//! (`reader`), HTTP messages (`http`), pages (`page`).
//!
//! `WarcReader::next_record` gives the header of a record; `WarcReader::block` its bytes, where they are wanted; [`page()`] makes
//! the page of them that `dateline-extract` reads.

mod fault;
mod gzip;
mod http;
mod packed;
mod page;
mod raw;
mod reader;
mod record;
#[cfg(test)]
mod tests;
mod writer;
mod zstd;

pub use fault::{Fault, Faults};
pub use http::{HttpMessage, http_response};
pub use page::page;
pub use reader::{Block, WarcReader};
pub use record::{RecordHead, RecordKind};
pub use writer::WarcWriter;
