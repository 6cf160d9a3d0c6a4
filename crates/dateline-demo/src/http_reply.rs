//! A request and an answer as plain values, so that every gate can be tested without a socket.

/// What was asked.
#[derive(Debug, Clone, Default)]
pub(super) struct Ask {
    /// First label of the host name.
    pub(super) host: String,
    /// Path without query.
    pub(super) path: String,
    /// Query without the question mark, not decoded: the press uses plain characters only.
    pub(super) query: String,
    pub(super) cookies: String,
    pub(super) if_none_match: String,
    pub(super) if_modified_since: String,
    pub(super) gzip: bool,
    pub(super) post: bool,
}

impl Ask {
    /// A cookie's value.
    pub(super) fn cookie(&self, name: &str) -> Option<&str> {
        pair(&self.cookies, ';', name)
    }

    /// A parameter of the query.
    pub(super) fn parameter(&self, name: &str) -> Option<&str> {
        pair(&self.query, '&', name)
    }
}

fn pair<'a>(text: &'a str, separator: char, name: &str) -> Option<&'a str> {
    text.split(separator)
        .filter_map(|part| part.trim().split_once('='))
        .find(|(key, _)| *key == name)
        .map(|(_, value)| value)
}

/// What is answered.
#[derive(Debug, Clone)]
pub(super) struct Reply {
    pub(super) status: u16,
    pub(super) headers: Vec<(String, String)>,
    pub(super) body: Vec<u8>,
    /// Sent in small pieces over some three seconds.
    pub(super) slow: bool,
}

impl Reply {
    /// A text of this media type, status 200.
    pub(super) fn text(kind: &str, body: String) -> Self {
        let headers = vec![("content-type".to_owned(), format!("{kind}; charset=utf-8"))];
        Self { status: 200, headers, body: body.into_bytes(), slow: false }
    }

    /// An HTML page, status 200.
    pub(super) fn html(body: String) -> Self {
        Self::text("text/html", body)
    }

    /// An HTML page with another status.
    pub(super) fn status_html(status: u16, body: String) -> Self {
        Self { status, ..Self::html(body) }
    }

    /// A redirect.
    pub(super) fn redirect(status: u16, to: &str) -> Self {
        Self { status, ..Self::html(String::new()) }.with("location", to)
    }

    /// A plain 404.
    pub(super) fn missing() -> Self {
        Self::status_html(404, super::pages::plain("Not found", "<p>There is nothing at this address.</p>"))
    }

    /// With one more header.
    pub(super) fn with(mut self, name: &str, value: &str) -> Self {
        self.headers.push((name.to_owned(), value.to_owned()));
        self
    }

    /// With validators, or as 304 if the asker has them already.
    pub(super) fn validated(self, ask: &Ask, etag: &str, modified: &str) -> Self {
        let same = if ask.if_none_match.is_empty() {
            ask.if_modified_since == modified
        } else {
            ask.if_none_match == etag
        };
        let reply = if same { Self { status: 304, body: Vec::new(), slow: false, ..self } } else { self };
        reply.with("etag", etag).with("last-modified", modified)
    }
}
