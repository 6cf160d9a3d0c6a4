//! Parameters of lists and limits of requests.

use crate::error_response::ErrorResponse;
use dateline_store::Window;
use serde::Deserialize;

/// Query parameters of lists; each list reads those that it documents.
#[derive(Debug, Default, Deserialize)]
pub(crate) struct ListParams {
    limit: Option<u32>,
    offset: Option<u32>,
    pub(super) unread: Option<bool>,
    pub(super) folder: Option<String>,
    pub(super) section: Option<String>,
    pub(super) language: Option<String>,
    pub(super) show: Option<String>,
    pub(super) feed: Option<i64>,
    pub(super) label: Option<i64>,
    pub(super) since: Option<i64>,
    pub(super) after: Option<i64>,
    #[serde(default)]
    pub(super) q: String,
}

/// Items given where no limit is asked for.
const USUAL: u32 = 50;
/// Most items of one answer.
const MOST: u32 = 500;
/// Most entries of one mark.
pub(super) const MARKED: usize = 10_000;

impl ListParams {
    /// The part of the list that is asked for.
    pub(super) fn window(&self) -> Result<Window, ErrorResponse> {
        let limit = self.limit.unwrap_or(USUAL);
        if !(1..=MOST).contains(&limit) {
            return Err(ErrorResponse::bad_request(format!("limit is 1 to {MOST}")));
        }
        Ok(Window { limit, offset: self.offset.unwrap_or(0) })
    }
}
