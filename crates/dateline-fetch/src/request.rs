//! What is asked: a request with its conditions, login and purpose.

use crate::open_addresses::Purpose;
use dateline_model::{Credential, Hop, Validators, WebUrl};
use std::sync::Arc;

/// Most bytes of one part of a recording.
pub const MEDIA_PART: usize = 4 << 20;

/// One request.
#[derive(Debug, Clone)]
pub struct Request {
    /// The address.
    pub url: WebUrl,
    /// What we hope to get: decides caps, robots rule and `Accept`.
    pub kind: Kind,
    /// What the last complete answer gave us; empty for an unconditional request.
    pub validators: Validators,
    /// A form to send (POST), encoded as browsers encode one; for hubs, identity providers and [`Request::to_program`] alone.
    pub form: Option<String>,
    /// A message to send (POST): see [`Request::to_webhook`].
    pub message: Option<Message>,
    /// The feed that this is asked for: see [`Request::of_feed`].
    pub feed: Option<WebUrl>,
    /// The login of the feed that this is asked for: see [`Request::with_login`].
    pub credential: Option<Arc<Credential>>,
    /// First and last byte of the part that is wanted: see [`Request::part`].
    pub range: Option<(u64, u64)>,
}

impl Request {
    /// An unconditional request.
    pub fn new(url: WebUrl, kind: Kind) -> Self {
        Self {
            url,
            kind,
            validators: Validators::default(),
            form: None,
            message: None,
            feed: None,
            credential: None,
            range: None,
        }
    }

    /// A part of a recording: `length` bytes from a byte on, at most [`MEDIA_PART`]. The answer is a 206 where the host gives parts.
    pub fn part(url: WebUrl, from: u64, length: u64) -> Self {
        let length = length.clamp(1, MEDIA_PART as u64);
        Self { range: Some((from, from.saturating_add(length - 1))), ..Self::new(url, Kind::Media) }
    }

    /// A form for a hub. It is sent on where the hub redirects by 307 or 308, and never from https to http, for it
    /// carries a secret.
    pub fn to_hub(url: WebUrl, fields: &[(&str, &str)]) -> Self {
        let form = url::form_urlencoded::Serializer::new(String::new()).extend_pairs(fields).finish();
        Self { form: Some(form), ..Self::new(url, Kind::Hub) }
    }

    /// A request to an identity provider; a form makes it a POST.
    pub fn to_provider(url: WebUrl, fields: Option<&[(&str, &str)]>) -> Self {
        let form = fields
            .map(|fields| url::form_urlencoded::Serializer::new(String::new()).extend_pairs(fields).finish());
        Self { form, ..Self::new(url, Kind::Provider) }
    }

    /// A form for a program that a person named, such as the reader that they move in from. It may hold a password: no redirect
    /// takes it anywhere else.
    pub fn to_program(url: WebUrl, fields: &[(&str, &str)]) -> Self {
        let form = url::form_urlencoded::Serializer::new(String::new()).extend_pairs(fields).finish();
        Self { form: Some(form), ..Self::new(url, Kind::Feed) }
    }

    /// A message to an address that a person named for it. It is sent there and nowhere else: no redirect is followed, no robots.txt
    /// asked, and of the answer the beginning is read.
    pub fn to_webhook(url: WebUrl, message: Message) -> Self {
        Self { message: Some(message), ..Self::new(url, Kind::Webhook) }
    }

    /// The same request for a feed that a person named. An address that the owner opened ([`crate::OpenAddresses`]) is
    /// reached where the feed itself stands at that host and port, and on no other way: what a feed from elsewhere
    /// redirects or links to never leads inward.
    #[must_use]
    pub fn of_feed(mut self, feed: WebUrl) -> Self {
        self.feed = Some(feed);
        self
    }

    /// The same request with a login. It is sent to the origins that the login's terms name and to no other, for feeds, pages
    /// and identity providers alone; once a redirect has led elsewhere it is not sent again, wherever the next one leads.
    #[must_use]
    pub fn with_login(mut self, credential: Arc<Credential>) -> Self {
        self.credential = Some(credential);
        self
    }

    /// The login, where it may be sent to an address that was reached over `hops`.
    pub(crate) fn login_at<'a>(&'a self, hops: &[Hop], url: &WebUrl) -> Option<&'a Credential> {
        let credential = self
            .credential
            .as_deref()
            .filter(|_| matches!(self.kind, Kind::Feed | Kind::Page | Kind::Provider))?;
        let covers = |url: &WebUrl| credential.terms().cover(url);
        (covers(url) && hops.iter().all(|hop| covers(&hop.from))).then_some(credential)
    }

    /// The condition for an address that was reached over `hops`. Validators of an answer to a login are sent with that
    /// login alone, and a 304 to a request without it does not count.
    pub(crate) fn validators_at(&self, hops: &[Hop], url: &WebUrl) -> &Validators {
        const NONE: &Validators = &Validators { etag: None, last_modified: None };
        let stranger = self.credential.is_some() && self.login_at(hops, url).is_none();
        if stranger { NONE } else { &self.validators }
    }

    /// The purpose for which the owner may have opened an address on the way.
    pub(crate) fn purpose_at(&self, url: &WebUrl) -> Option<Purpose> {
        if self.kind == Kind::Provider {
            return Some(Purpose::Login);
        }
        if self.kind == Kind::Webhook {
            return Some(Purpose::Webhooks);
        }
        let place = |url: &WebUrl| (url.host().to_owned(), url.as_url().port_or_known_default());
        let asks = matches!(self.kind, Kind::Feed | Kind::Page | Kind::Robots);
        let home = self.feed.as_ref().is_some_and(|feed| place(feed) == place(url));
        (asks && home).then_some(Purpose::Feeds)
    }

    /// The same request on condition that the publisher's copy has changed.
    #[must_use]
    pub fn since(mut self, validators: Validators) -> Self {
        self.validators = validators;
        self
    }
}

/// What a request is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Kind {
    /// A feed, sitemap or OPML list that a person asked for.
    Feed,
    /// A page found through a feed.
    Page,
    /// A robots.txt.
    Robots,
    /// A picture that a reader is looking at.
    Image,
    /// A part of a recording that a reader plays.
    Media,
    /// A hub that is asked to tell of a feed's news (WebSub).
    Hub,
    /// An identity provider that the owner of the desk named. Its redirects are not followed, for none has a use for them.
    Provider,
    /// A program that a person wants to be told.
    Webhook,
}

/// A JSON document that is sent, with the fields that sign it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Message {
    /// The document.
    pub body: String,
    /// Names, in small letters, and values of header fields.
    pub fields: Vec<(&'static str, String)>,
}
