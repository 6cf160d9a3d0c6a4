//! Everything that a person has, as a zip archive that is sent while it is made.

use crate::admission::AsUser;
use crate::archive::{Archive, ArchiveError};
use crate::error_response::ErrorResponse;
use axum::body::Body;
use axum::response::{IntoResponse as _, Response};
use bytes::Bytes;
use dateline_desk::Desk;
use http::header;
use http_body_util::channel::{Channel, Sender};

/// Pieces that lie ready for a browser that takes them slowly.
const AHEAD: usize = 2;

/// `GET /export.zip`.
pub(crate) async fn export(AsUser(app): AsUser) -> Result<Response, ErrorResponse> {
    let (sender, body) = Channel::<Bytes, ArchiveError>::new(AHEAD);
    let name = format!("dateline-{}.zip", app.desk.now().strftime("%Y-%m-%d"));
    tokio::spawn(make(app.desk.clone(), sender));
    let headers = [
        (header::CONTENT_TYPE, "application/zip".to_owned()),
        (header::CONTENT_DISPOSITION, format!("attachment; filename=\"{name}\"")),
    ];
    Ok((headers, Body::new(body)).into_response())
}

/// Makes the archive for as long as somebody takes it. What is broken off is not whole: the connection ends without an end of the
/// answer.
async fn make(desk: Desk, mut sender: Sender<Bytes, ArchiveError>) {
    let mut archive = match Archive::begin(desk.reader(), desk.now()).await {
        Ok(archive) => archive,
        Err(error) => return sender.abort(error),
    };
    loop {
        match archive.next().await {
            Ok(Some(bytes)) if bytes.is_empty() => {}
            Ok(Some(bytes)) => {
                if sender.send_data(bytes.into()).await.is_err() {
                    return;
                }
            }
            Ok(None) => return,
            Err(error) => {
                tracing::warn!(%error, "an archive could not be made to its end");
                return sender.abort(error);
            }
        }
    }
}
