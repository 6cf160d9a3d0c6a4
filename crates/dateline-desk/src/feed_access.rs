//! Login and permissions of the requests for a feed: which feed a person named, and so where inside the owner's own network it
//! may go; and the login that the feed has. What may be told of it is words; no secret leaves here but into a request.

mod change;

use crate::Desk;
use dateline_fetch::{Kind, Request};
use dateline_model::{Credential, FeedId, Login, LoginError, Page, Terms, WebOrigin, WebUrl};
use dateline_store::{LoginNote, StoreError, WantedPage};
use std::sync::Arc;

pub use change::{AccessError, AccessNote, LoginChange};

/// Login and permissions of the requests of one feed.
#[derive(Debug, Clone)]
pub(crate) struct Access {
    /// The address that a person named.
    feed: WebUrl,
    credential: Option<Arc<Credential>>,
    /// Whether a login that stood in the address was left out.
    pub(crate) left_out: bool,
    /// The turn of the login, for what the answer is known by.
    pub(crate) login_turn: i64,
}

/// A login that a person gives for an address, with those who may see it beside the address itself.
#[derive(Debug, Clone)]
pub struct LoginWish {
    /// The login.
    pub login: Login,
    /// Further origins that may see it.
    pub also: Vec<WebOrigin>,
    /// Whether it may be sent unencrypted.
    pub allow_http: bool,
    /// Whether it stood in the address of the feed: then it is left out, and that is told, where it would be sent unencrypted
    /// and nobody confirmed that.
    pub typed: bool,
}

impl LoginWish {
    /// The login for an address; an error where it would be sent unencrypted and nobody confirmed that.
    pub fn at(self, url: &WebUrl) -> Result<Credential, LoginError> {
        let terms = Terms { origin: WebOrigin::of(url), also: self.also, allow_http: self.allow_http };
        Credential::new(self.login, terms)
    }
}

impl Access {
    /// The rights of an address that a person named, with a login where one was given.
    pub(crate) fn new(feed: &WebUrl, wish: Option<&LoginWish>) -> Result<Self, LoginError> {
        let credential = match wish.map(|wish| (wish.typed, wish.clone().at(feed))) {
            Some((true, Err(LoginError::Plain(_)))) | None => None,
            Some((_, credential)) => Some(Arc::new(credential?)),
        };
        let left_out = wish.is_some() && credential.is_none();
        Ok(Self { feed: feed.clone(), credential, left_out, login_turn: 0 })
    }

    /// A request with these rights.
    pub(crate) fn request(&self, url: &WebUrl, kind: Kind) -> Request {
        let request = Request::new(url.clone(), kind).of_feed(self.feed.clone());
        match &self.credential {
            Some(credential) => request.with_login(Arc::clone(credential)),
            None => request,
        }
    }

    /// The login, where it is for a feed at this address.
    pub(crate) fn login_for(&self, url: &WebUrl) -> Option<&Credential> {
        self.credential.as_deref().filter(|credential| credential.terms().cover(url))
    }

    /// Whether there is a login that a feed at this address would not get.
    pub(crate) fn is_left_out(&self, url: &WebUrl) -> bool {
        self.credential.is_some() && self.login_for(url).is_none()
    }

    /// Why an answer asks for a login although there is one.
    pub(crate) fn refusal(&self, page: &Page) -> Option<Refusal> {
        let terms = self.credential.as_ref().filter(|_| matches!(page.status, 401 | 403 | 407))?.terms();
        let way = page.redirects.iter().map(|hop| &hop.from).chain([&page.final_url]).map(WebOrigin::of);
        let (status, stranger) = (page.status, way.into_iter().find(|origin| !terms.covers_origin(origin)));
        Some(match stranger {
            None => Refusal::Refused(status),
            Some(_) if page.redirects.is_empty() => Refusal::Moved(status, terms.origin.clone()),
            Some(origin) => Refusal::NotSent(status, origin),
        })
    }
}

/// Why a login did not help, in words that say what to do.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Refusal {
    /// It was sent and refused.
    #[error("the login was refused (answers {0}); set it anew on the feeds page, or with `dateline access`")]
    Refused(u16),
    /// A redirect led to where it is not sent.
    #[error(
        "redirects to {1}, where the login is not sent (answers {0}); name that origin with the login if you trust it"
    )]
    NotSent(u16, WebOrigin),
    /// The feed has moved, and the login was for where it was.
    #[error(
        "has moved, and its login was for {1} (answers {0}); set it anew if you trust the new address with it"
    )]
    Moved(u16, WebOrigin),
}

impl Desk {
    /// Login and permissions with which a feed is requested.
    pub(crate) async fn access_to(&self, id: FeedId, feed: &WebUrl) -> Result<Access, StoreError> {
        let known = self.inner.store.access(id).await?;
        let credential = known.credential.map(Arc::new);
        Ok(Access { feed: feed.clone(), credential, left_out: false, login_turn: known.login_turn })
    }

    /// What an article's page is asked with: with its feed's login where that feed alone brought it, for what is fetched with
    /// a login is not for the readers of other feeds.
    pub(crate) async fn access_to_page(&self, wanted: &WantedPage) -> Result<Access, StoreError> {
        let known = self.access_to(wanted.feed, &wanted.feed_url).await?;
        Ok(if wanted.only_feed { known } else { Access { credential: None, ..known } })
    }
}

/// What a login is and who sees it, for a person; nothing of it is secret.
pub fn login_words(note: &LoginNote) -> String {
    use dateline_model::LoginKind;
    let kind = match note.kind {
        LoginKind::Basic => "a user name and a password",
        LoginKind::Bearer => "a token",
        LoginKind::Header => "a header of the publisher's own",
        LoginKind::Cookie => "cookies",
    };
    let mut origins = vec![note.terms.origin.to_string()];
    origins.extend(note.terms.also.iter().map(WebOrigin::to_string));
    let clear = if note.terms.allow_http { ", also unencrypted" } else { "" };
    format!("{kind}, sent to {}{clear}", origins.join(", "))
}
