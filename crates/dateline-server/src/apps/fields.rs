//! Fields of the query and of the body together, whatever form an app sends.

use crate::app_state::App;
use crate::error_response::ErrorResponse;
use axum::extract::multipart::MultipartError;
use axum::extract::{FromRequest as _, Multipart, Request};
use bytes::Bytes;
use http::{StatusCode, header};
use jiff::Timestamp;

/// Fields in the order in which they were sent.
pub(in crate::apps) struct Fields(Vec<(String, String)>);

impl Fields {
    /// Those of a query.
    pub(in crate::apps) fn of_query(query: &str) -> Self {
        Self(url::form_urlencoded::parse(query.as_bytes()).into_owned().collect())
    }

    /// The first of a name that is not empty.
    pub(in crate::apps) fn one(&self, name: &str) -> Option<&str> {
        let found = self.0.iter().find(|(known, value)| known == name && !value.is_empty());
        found.map(|(_, value)| value.as_str())
    }

    /// All of a name, those that are empty left out.
    pub(in crate::apps) fn all<'f>(&'f self, name: &'f str) -> impl Iterator<Item = &'f str> {
        self.raw(name).filter(|value| !value.is_empty())
    }

    /// All of a name.
    pub(in crate::apps) fn raw<'f>(&'f self, name: &'f str) -> impl Iterator<Item = &'f str> {
        self.0.iter().filter(move |(known, _)| known == name).map(|(_, value)| value.as_str())
    }

    /// A moment: in seconds, milliseconds or microseconds, as its size tells. Zero is none.
    pub(in crate::apps) fn moment(&self, name: &str) -> Option<Timestamp> {
        moment_of(self.one(name)?.trim().parse().ok()?)
    }
}

/// A moment by its number, in seconds, milliseconds or microseconds; what lies beyond all time is the end of it.
pub(in crate::apps) fn moment_of(number: i64) -> Option<Timestamp> {
    let moment = match number {
        ..=0 => return None,
        1..100_000_000_000 => Timestamp::from_second(number),
        100_000_000_000..100_000_000_000_000 => Timestamp::from_millisecond(number),
        _ => Timestamp::from_microsecond(number),
    };
    Some(moment.unwrap_or(Timestamp::MAX))
}

/// Reads the fields of a request and gives its body.
pub(in crate::apps) async fn read(request: Request, app: &App) -> Result<(Fields, Bytes), ErrorResponse> {
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
