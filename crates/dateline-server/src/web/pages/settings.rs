//! What a reader can set for pages.

use super::{Page, written};
use crate::admission::AsUser;
use crate::app_state::App;
use crate::error_response::ErrorResponse;
use crate::web::preferences::{CHOICES, chosen};
use crate::web::view::{Nav, SettingView, SettingsPage};
use crate::web::{l10n, own_style, presenters};
use axum::Form;
use axum::extract::Query;
use axum::response::{IntoResponse, Redirect, Response};
use http::StatusCode;
use serde::Deserialize;
use std::collections::BTreeMap;

/// What was just done.
#[derive(Debug, Default, Deserialize)]
pub(crate) struct Ask {
    marked: Option<String>,
}

/// `GET /settings`.
pub(crate) async fn settings(AsUser(app): AsUser, Query(ask): Query<Ask>) -> Page {
    let css = app.reader().preferences().await?.remove(own_style::NAME).unwrap_or_default();
    let mut view = page(&app, css).await?;
    view.shell.told = presenters::told(&app, ask.marked.as_deref(), "/settings").await?;
    written(&view)
}

async fn page(app: &App, css: String) -> Result<SettingsPage, ErrorResponse> {
    let frame = presenters::gather(app).await?;
    let mut shell = frame.shell(l10n::text("nav-settings"), Nav::Settings);
    shell.look = shell.look.unstyled();
    let choices = CHOICES.iter().map(|choice| SettingView {
        name: choice.name,
        label: l10n::text(choice.label),
        options: choice.options.iter().map(|(value, id)| (*value, l10n::text(id))).collect(),
        value: frame.preferences.get(choice.name),
    });
    Ok(SettingsPage { shell, choices: choices.collect(), css, wrong: None })
}

/// `POST /settings`.
pub(crate) async fn set(
    AsUser(app): AsUser,
    Form(mut form): Form<BTreeMap<String, String>>,
) -> Result<Response, ErrorResponse> {
    let mut values = chosen(&form);
    let css = form.remove(own_style::NAME).map(|sheet| sheet.trim().to_owned());
    let wrong = css.as_deref().and_then(own_style::wrong);
    values.extend(css.clone().filter(|_| wrong.is_none()).map(|sheet| (own_style::NAME, sheet)));
    app.reader().set_preferences(values).await?;
    if let Some(id) = wrong {
        let mut view = page(&app, css.unwrap_or_default()).await?;
        view.wrong = Some(l10n::text(id));
        return Ok((StatusCode::UNPROCESSABLE_ENTITY, written(&view)?).into_response());
    }
    Ok(Redirect::to("/settings?marked=saved").into_response())
}
