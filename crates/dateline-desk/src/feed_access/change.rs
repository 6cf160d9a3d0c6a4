//! Changing the login and privacy of a feed: one way for the command line, the web desk and the API.

use super::LoginWish;
use crate::Desk;
use dateline_model::{FeedId, Login, LoginError, LoginKind, UrlError, WebOrigin, WebUrl};
use dateline_store::{FeedRecord, LoginNote, StoreError};

/// What is to become of a feed's login.
#[derive(Debug, Clone, Default)]
pub enum LoginChange {
    /// It stays.
    #[default]
    Keep,
    /// It is forgotten.
    Forget,
    /// It is this one.
    Set(LoginWish),
}

/// Login and privacy of a feed, without its secret.
#[derive(Debug, Clone, PartialEq)]
pub struct AccessNote {
    /// The feed.
    pub feed: FeedRecord,
    /// Its login.
    pub login: Option<LoginNote>,
}

/// Why nothing was changed.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum AccessError {
    /// No kind that there is.
    #[error("there is no login of this kind; it is basic, bearer, header or cookie")]
    Kind,
    /// The login cannot be used.
    #[error(transparent)]
    Login(#[from] LoginError),
    /// What was named beside the feed is no address.
    #[error("the login cannot be sent to {0}: {1}")]
    Origin(String, UrlError),
    /// A login is one person's.
    #[error("a feed with a login stays private; forget the login first")]
    StaysPrivate,
    /// To keep it apart would take it from others.
    #[error(
        "others read this feed too, and would lose it; add its address once more with the login, as a private feed"
    )]
    Shared,
    /// The store refused.
    #[error(transparent)]
    Store(#[from] StoreError),
}

impl LoginWish {
    /// A login as a person gives it: a word for the kind, a user or the name of a header where the kind has one, the secret,
    /// and addresses whose origins may see it too.
    pub fn read<'a>(
        kind: &str,
        name: &str,
        secret: &str,
        also: impl IntoIterator<Item = &'a str>,
        allow_http: bool,
    ) -> Result<Self, AccessError> {
        let kind = LoginKind::parse(kind).ok_or(AccessError::Kind)?;
        let login = Login::new(kind, name, secret)?;
        let also = also.into_iter().map(origin).collect::<Result<_, _>>()?;
        Ok(Self { login, also, allow_http, typed: false })
    }
}

fn origin(text: &str) -> Result<WebOrigin, AccessError> {
    let told = || dateline_model::without_login(text).into_owned();
    WebUrl::typed(text).map(|url| WebOrigin::of(&url)).map_err(|error| AccessError::Origin(told(), error))
}

impl Desk {
    /// Login and privacy of a feed.
    pub async fn access_note(&self, id: FeedId) -> Result<AccessNote, StoreError> {
        let feed = self.reader().feed(id).await?.ok_or(StoreError::Missing { what: "feed", id: id.0 })?;
        Ok(AccessNote { feed, login: self.inner.store.login_note(id).await? })
    }

    /// Changes it. `private` is whether the feed is kept apart; `None` leaves that as it is.
    pub async fn change_access(
        &self,
        id: FeedId,
        login: LoginChange,
        private: Option<bool>,
    ) -> Result<AccessNote, AccessError> {
        let (store, now) = (&self.inner.store, self.now());
        let known = self.access_note(id).await?;
        let keeps = match login {
            LoginChange::Keep => known.login.is_some(),
            LoginChange::Forget => false,
            LoginChange::Set(_) => true,
        };
        if keeps && private == Some(false) {
            return Err(AccessError::StaysPrivate);
        }
        let closes = private == Some(true) || matches!(login, LoginChange::Set(_));
        if closes && !known.feed.is_private() && self.reader().shares_feed(id).await? {
            return Err(AccessError::Shared);
        }
        match login {
            LoginChange::Keep => {}
            LoginChange::Forget => drop(store.forget_login(id, now).await?),
            LoginChange::Set(wish) => self.set_login(id, wish.at(&known.feed.url)?).await?,
        }
        if let Some(private) = private {
            self.set_private(id, private.then_some(self.user)).await?;
        }
        Ok(self.access_note(id).await?)
    }
}

impl AccessNote {
    /// The whole in one sentence.
    pub fn words(&self) -> String {
        let login = self.login.as_ref().map_or_else(
            || "is asked without a login".to_owned(),
            |login| format!("is asked with {}", super::login_words(login)),
        );
        let apart = if self.feed.is_private() { "private" } else { "not private" };
        format!("{} {login}; it is {apart}", self.feed.title)
    }
}
