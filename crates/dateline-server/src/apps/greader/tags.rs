//! Folders and labels that an app renames and gives up: both, where both have the name.

use super::ask::Ask;
use super::stream_names::plain_label;
use super::{Answer, text};
use crate::error_response::ErrorResponse;

/// `POST rename-tag`.
pub(super) async fn rename(ask: Ask) -> Answer {
    let name = ask.fields.one("s").or_else(|| ask.fields.one("t")).map(plain_label);
    let to = ask.fields.one("dest").map(plain_label);
    let (Some(name), Some(to)) = (name, to) else {
        return Err(ErrorResponse::bad_request("`s` names a folder or label, `dest` its new name"));
    };
    let reader = ask.app.reader();
    let folder = reader.rename_folder(name.to_owned(), to.to_owned()).await?;
    let label = match label_number(&ask, name).await? {
        Some(number) => reader.rename_label(number, to.to_owned()).await?,
        None => false,
    };
    if folder || label { text("OK") } else { Err(ErrorResponse::not_found("folder or label")) }
}

/// `POST disable-tag`.
pub(super) async fn disable(ask: Ask) -> Answer {
    let names: Vec<&str> = ask.fields.all("s").chain(ask.fields.all("t")).map(plain_label).collect();
    if names.is_empty() {
        return Err(ErrorResponse::bad_request("`s` names no folder or label"));
    }
    for name in names {
        ask.app.reader().remove_folder(name.to_owned()).await?;
        if let Some(number) = label_number(&ask, name).await? {
            ask.app.reader().delete_label(number).await?;
        }
    }
    text("OK")
}

async fn label_number(ask: &Ask, name: &str) -> Result<Option<i64>, ErrorResponse> {
    let labels = ask.app.reader().labels().await?;
    Ok(labels.into_iter().find(|label| label.name.eq_ignore_ascii_case(name)).map(|label| label.id))
}
