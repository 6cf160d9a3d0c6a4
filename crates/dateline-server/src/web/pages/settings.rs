//! What a reader sets for pages.

use super::{Page, written};
use crate::admission::AsUser;
use crate::error_response::ErrorResponse;
use crate::web::preferences::{CHOICES, chosen};
use crate::web::presenters;
use crate::web::view::{Nav, SettingView, SettingsPage};
use axum::Form;
use axum::extract::Query;
use axum::response::Redirect;
use serde::Deserialize;
use std::collections::BTreeMap;

/// What is asked of the page.
#[derive(Debug, Default, Deserialize)]
pub(crate) struct Ask {
    marked: Option<String>,
}

/// `GET /settings`.
pub(crate) async fn settings(AsUser(app): AsUser, Query(ask): Query<Ask>) -> Page {
    let frame = presenters::gather(&app).await?;
    let mut shell = frame.shell("Settings", Nav::Settings);
    shell.told = presenters::told(&app, ask.marked.as_deref(), "/settings").await?;
    let choices = CHOICES.iter().map(|choice| SettingView {
        name: choice.name,
        label: choice.label,
        options: choice.options,
        value: frame.preferences.get(choice.name),
    });
    written(&SettingsPage { shell, choices: choices.collect() })
}

/// `POST /settings`.
pub(crate) async fn set(
    AsUser(app): AsUser,
    Form(form): Form<BTreeMap<String, String>>,
) -> Result<Redirect, ErrorResponse> {
    app.reader().set_preferences(chosen(&form)).await?;
    Ok(Redirect::to("/settings?marked=saved"))
}
