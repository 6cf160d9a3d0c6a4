//! What an app asks, with who it is.

use super::login::edit_token;
use crate::admission::AsUser;
use crate::app_state::App;
use crate::apps::fields::{Fields, read};
use crate::client::Credential;
use crate::error_response::ErrorResponse;
use axum::extract::{FromRequest, FromRequestParts as _, OptionalFromRequestParts, Path, Request};
use bytes::Bytes;

/// A request of somebody who is logged in.
pub(super) struct Ask {
    pub(super) app: App,
    pub(super) fields: Fields,
    pub(super) body: Bytes,
    /// The stream in the path, with all that its name holds.
    pub(super) stream: Option<String>,
    /// What the app logs in with.
    pub(super) secret: String,
}

impl FromRequest<App> for Ask {
    type Rejection = ErrorResponse;

    /// An edit token that is sent is checked; many apps send none, or `x`. The header is what they are known by.
    async fn from_request(request: Request, app: &App) -> Result<Self, ErrorResponse> {
        let (mut parts, body) = request.into_parts();
        let AsUser(app) = AsUser::from_request_parts(&mut parts, app).await?;
        let path = <Path<String> as OptionalFromRequestParts<App>>::from_request_parts(&mut parts, &app);
        let path =
            path.await.map_err(|_| ErrorResponse::bad_request("The name of the stream cannot be read"))?;
        let secret = match Credential::of(&parts.headers) {
            Some(Credential::Bearer(secret) | Credential::Basic { password: secret, .. }) => secret,
            _ => String::new(),
        };
        let (fields, body) = read(Request::from_parts(parts, body), &app).await?;
        let sent = fields.one("T").map(str::trim).filter(|token| !token.is_empty() && *token != "x");
        if sent.is_some_and(|token| token != edit_token(&secret)) {
            return Err(ErrorResponse::not_logged_in());
        }
        Ok(Self { app, fields, body, stream: path.map(|Path(stream)| stream), secret })
    }
}
