//! How a page was served, as far as anybody knows. A file from disk knows little.

use dateline_model::{Headers, Hop, Page, WebUrl};

/// Circumstances of a page; everything may be unknown.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Served {
    /// The address that was asked for.
    pub url: Option<WebUrl>,
    /// The address that answered.
    pub final_url: Option<WebUrl>,
    /// Redirects on the way.
    pub redirects: Vec<Hop>,
    /// HTTP status.
    pub status: Option<u16>,
    /// Headers of the answer.
    pub headers: Headers,
    /// What relative addresses are relative to, where that is not the address: a feed says it of a text (`xml:base`).
    pub relative_to: Option<WebUrl>,
}

impl Served {
    /// The circumstances of a fetched page.
    pub fn of(page: &Page) -> Self {
        Self {
            url: Some(page.url.clone()),
            final_url: Some(page.final_url.clone()),
            redirects: page.redirects.clone(),
            status: Some(page.status),
            headers: page.headers.clone(),
            relative_to: None,
        }
    }

    /// What relative addresses on the page are relative to, before `<base>`.
    pub fn base(&self) -> Option<&WebUrl> {
        self.final_url.as_ref().or(self.url.as_ref())
    }
}
