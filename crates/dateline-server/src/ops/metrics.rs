//! `/metrics` in the text format of Prometheus: figures only, no titles and no addresses.

use crate::admission::AsUser;
use crate::error_response::ErrorResponse;
use axum::response::{IntoResponse, Response};
use http::header;
use std::fmt::Write as _;

/// `GET /metrics`.
pub(crate) async fn metrics(AsUser(app): AsUser) -> Result<Response, ErrorResponse> {
    let counts = app.counted.of(app.reader(), app.caller.user, app.desk.now()).await?;
    let figures = app.activity.figures();
    let held = counts.holdings;
    let mut text = String::new();
    gauge(&mut text, "dateline_feeds", "Feeds subscribed.", &[("", counts.feeds)]);
    gauge(
        &mut text,
        "dateline_feeds_failing",
        "Feeds whose last poll failed, or that are gone.",
        &[("", counts.failing)],
    );
    gauge(&mut text, "dateline_stories", "Stories.", &[("", counts.stories)]);
    let articles = [
        ("{holding=\"full\"}", u64::from(held.full)),
        ("{holding=\"partial\"}", u64::from(held.partial)),
        ("{holding=\"headline_only\"}", u64::from(held.headline_only)),
        ("{holding=\"none\"}", u64::from(held.none)),
        ("{holding=\"other_kind\"}", u64::from(held.other_kind)),
        ("{holding=\"waiting\"}", u64::from(held.waiting)),
    ];
    gauge(&mut text, "dateline_articles", "Articles by how much of them is held.", &articles);
    gauge(&mut text, "dateline_articles_unread", "Unread articles.", &[("", counts.unread)]);
    gauge(&mut text, "dateline_store_bytes", "Size of the store's file.", &[("", counts.bytes)]);
    gauge(&mut text, "dateline_updates_running", "Updates that run.", &[("", figures.running as u64)]);
    counter(&mut text, "dateline_polls_total", "Feeds asked since the start.", figures.polls);
    counter(&mut text, "dateline_pages_total", "Pages read since the start.", figures.pages);
    Ok(([(header::CONTENT_TYPE, "text/plain; version=0.0.4; charset=utf-8")], text).into_response())
}

fn gauge(text: &mut String, name: &str, help: &str, values: &[(&str, u64)]) {
    head(text, name, help, "gauge");
    for (labels, value) in values {
        // Writing to a string cannot fail.
        let _written = writeln!(text, "{name}{labels} {value}");
    }
}

fn counter(text: &mut String, name: &str, help: &str, value: u64) {
    head(text, name, help, "counter");
    let _written = writeln!(text, "{name} {value}");
}

fn head(text: &mut String, name: &str, help: &str, kind: &str) {
    let _written = writeln!(text, "# HELP {name} {help}\n# TYPE {name} {kind}");
}
