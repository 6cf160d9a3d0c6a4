//! What a feed is asked with, by form. A secret goes in and is never shown again.

use super::address;
use super::feeds::refused;
use crate::admission::AsUser;
use crate::error_response::ErrorResponse;
use axum::Form;
use axum::response::{IntoResponse, Redirect, Response};
use dateline_desk::{AccessError, LoginChange, LoginWish};
use dateline_model::FeedId;
use serde::Deserialize;
use std::fmt;

/// The fields of a login; all of them may be missing.
#[derive(Default, Deserialize)]
pub(crate) struct AccessForm {
    /// Kind of the login; empty leaves it as it is, `forget` forgets it.
    #[serde(default)]
    kind: String,
    /// User, or name of the header.
    #[serde(default)]
    name: String,
    #[serde(default)]
    secret: String,
    /// Further origins, parted by spaces or commas.
    #[serde(default)]
    also: String,
    allow_http: Option<String>,
    private: Option<String>,
}

impl fmt::Debug for AccessForm {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("AccessForm").field("kind", &self.kind).finish_non_exhaustive()
    }
}

impl AccessForm {
    /// The login that was filled in.
    pub(super) fn login(&self) -> Result<Option<LoginWish>, AccessError> {
        if matches!(self.kind.as_str(), "" | "forget") {
            return Ok(None);
        }
        let also = self.also.split([' ', ',', '\n', '\r']).filter(|origin| !origin.is_empty());
        LoginWish::read(&self.kind, &self.name, &self.secret, also, self.allow_http()).map(Some)
    }

    pub(super) fn allow_http(&self) -> bool {
        self.allow_http.is_some()
    }

    pub(super) fn private(&self) -> bool {
        self.private.is_some()
    }
}

/// One feed and its form.
#[derive(Debug, Deserialize)]
pub(crate) struct Ask {
    feed: i64,
    #[serde(flatten)]
    form: AccessForm,
}

/// `POST /feeds/access`.
pub(crate) async fn access(AsUser(app): AsUser, Form(ask): Form<Ask>) -> Result<Response, ErrorResponse> {
    let id = FeedId(ask.feed);
    let known = app.desk.access_note(id).await?;
    let login = match ask.form.login() {
        Ok(Some(wish)) => LoginChange::Set(wish),
        Ok(None) if ask.form.kind == "forget" => LoginChange::Forget,
        Ok(None) => LoginChange::Keep,
        Err(error) => return refused(&app, "", format!("{error}."), Vec::new()).await,
    };
    // The box says nothing of a feed that a login keeps private.
    let by_login = match login {
        LoginChange::Keep => known.login.is_some(),
        LoginChange::Forget => false,
        LoginChange::Set(_) => true,
    };
    let private = (!by_login).then(|| ask.form.private());
    match app.desk.change_access(id, login, private).await {
        Ok(_) => {
            let to = address("/feeds", &[("done", "access"), ("feed", &id.to_string())]);
            Ok(Redirect::to(&to).into_response())
        }
        Err(AccessError::Store(error)) => Err(error.into()),
        Err(error) => refused(&app, "", format!("{error}."), Vec::new()).await,
    }
}
