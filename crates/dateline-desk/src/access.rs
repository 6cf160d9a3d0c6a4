//! With what right a request is sent for a feed: which feed a person named, and so where inside the owner's own network
//! it may go.

use dateline_fetch::{Kind, Request};
use dateline_model::WebUrl;

/// What the requests of one feed may do beyond those of strangers.
#[derive(Debug, Clone)]
pub(crate) struct Access {
    /// The address that a person named.
    feed: WebUrl,
}

impl Access {
    /// The rights of a feed.
    pub(crate) fn of(feed: &WebUrl) -> Self {
        Self { feed: feed.clone() }
    }

    /// A request with these rights.
    pub(crate) fn request(&self, url: &WebUrl, kind: Kind) -> Request {
        Request::new(url.clone(), kind).of_feed(self.feed.clone())
    }
}
