//! What an app asks: fields of the query and of the body together, whatever form it sends.

use super::login::edit_token;
use crate::admission::AsUser;
use crate::app_state::App;
use crate::client::Credential;
use crate::error_response::ErrorResponse;
use axum::extract::multipart::MultipartError;
use axum::extract::{FromRequest, FromRequestParts as _, Multipart, OptionalFromRequestParts, Path, Request};
use bytes::Bytes;
use http::{StatusCode, header};
use jiff::Timestamp;

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

/// Fields in the order in which they were sent.
pub(super) struct Fields(Vec<(String, String)>);

impl Fields {
    /// The first of a name that is not empty.
    pub(super) fn one(&self, name: &str) -> Option<&str> {
        let found = self.0.iter().find(|(known, value)| known == name && !value.is_empty());
        found.map(|(_, value)| value.as_str())
    }

    /// All of a name, those that are empty left out.
    pub(super) fn all<'f>(&'f self, name: &'f str) -> impl Iterator<Item = &'f str> {
        self.raw(name).filter(|value| !value.is_empty())
    }

    /// All of a name.
    pub(super) fn raw<'f>(&'f self, name: &'f str) -> impl Iterator<Item = &'f str> {
        self.0.iter().filter(move |(known, _)| known == name).map(|(_, value)| value.as_str())
    }

    /// A moment: in seconds, milliseconds or microseconds, as its size tells. Zero is none.
    pub(super) fn moment(&self, name: &str) -> Option<Timestamp> {
        let number: i64 = self.one(name)?.trim().parse().ok()?;
        match number {
            ..=0 => None,
            1..100_000_000_000 => Timestamp::from_second(number).ok(),
            100_000_000_000..100_000_000_000_000 => Timestamp::from_millisecond(number).ok(),
            _ => Timestamp::from_microsecond(number).ok(),
        }
    }
}

/// Reads the fields of a request and gives its body.
pub(super) async fn read(request: Request, app: &App) -> Result<(Fields, Bytes), ErrorResponse> {
    let query = request.uri().query().unwrap_or_default().to_owned();
    let kind = request.headers().get(header::CONTENT_TYPE).and_then(|kind| kind.to_str().ok());
    let kind = kind.unwrap_or_default().to_owned();
    let mut fields: Vec<(String, String)> =
        url::form_urlencoded::parse(query.as_bytes()).into_owned().collect();
    let lower = kind.to_ascii_lowercase();
    if lower.starts_with("multipart/form-data") {
        fields.extend(parts(request, app).await?);
        return Ok((Fields(fields), Bytes::new()));
    }
    let body = Bytes::from_request(request, app).await;
    let body = body.map_err(|refusal| ErrorResponse::refused(refusal.status(), &refusal.body_text()))?;
    if !lower.contains("xml") {
        fields.extend(url::form_urlencoded::parse(&body).into_owned());
    }
    Ok((Fields(fields), body))
}

/// The fields of a `multipart/form-data` body, which one app sends for its login, up to where it cannot be read.
async fn parts(request: Request, app: &App) -> Result<Vec<(String, String)>, ErrorResponse> {
    let mut fields = Vec::new();
    let Ok(mut parts) = Multipart::from_request(request, app).await else { return Ok(fields) };
    loop {
        match field(&mut parts).await {
            Ok(Some(field)) => fields.push(field),
            Ok(None) => return Ok(fields),
            Err(error) if error.status() == StatusCode::BAD_REQUEST => return Ok(fields),
            Err(error) => return Err(ErrorResponse::refused(error.status(), &error.body_text())),
        }
    }
}

async fn field(parts: &mut Multipart) -> Result<Option<(String, String)>, MultipartError> {
    let Some(part) = parts.next_field().await? else { return Ok(None) };
    let name = part.name().unwrap_or_default().to_owned();
    Ok(Some((name, part.text().await?)))
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
