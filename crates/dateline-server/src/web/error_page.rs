//! An error as a page.

use super::assets;
use super::view::{ErrorPage, Nav, Shell};
use crate::error_response::ErrorResponse;
use askama::Template;
use axum::response::{Html, IntoResponse, Response};

/// The page of an error.
pub(crate) fn write(error: &ErrorResponse) -> Response {
    let shell = Shell {
        title: error.happened.clone(),
        nav: Nav::Elsewhere,
        css: assets::css(),
        js: assets::js(),
        // Whoever sees it may be nobody.
        closed: true,
        ..Shell::default()
    };
    let page = ErrorPage {
        shell,
        status: error.status.as_u16(),
        happened: error.happened.clone(),
        kept: error.kept.to_owned(),
        next: error.next.to_owned(),
    };
    let html = page.render().unwrap_or_else(|_| page.happened.clone());
    (error.status, Html(html)).into_response()
}
