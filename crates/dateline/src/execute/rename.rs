//! Names that a reader gives to feeds and publishers.

use super::one_feed;
use crate::report::Report;
use anyhow::{Context as _, Result, bail};
use dateline_desk::Desk;
use serde_json::json;

/// Calls a feed by another name, or by its own again where there is none.
pub(super) async fn feed(desk: &Desk, what: &str, name: &str) -> Result<Report> {
    let id = one_feed(desk, what).await?.id;
    desk.reader().rename_feed(id, name).await?;
    let feed = desk.reader().feed(id).await?.with_context(|| format!("no feed {what}"))?;
    let text = format!("feed {id} ({}) is called {}", feed.url, feed.title);
    Ok(Report::done(json!({"feed": id.0, "title": feed.title}), text))
}

/// The same for the publisher at a host.
pub(super) async fn publisher(desk: &Desk, host: &str, name: &str) -> Result<Report> {
    let host = host.trim().to_ascii_lowercase();
    if !desk.reader().rename_publisher(&host, name).await? {
        bail!("no article of a publisher at {host}; name the host of its articles, such as news.example");
    }
    let text = match name.trim() {
        "" => format!("the publisher at {host} is called by its own name again"),
        _ => format!("the publisher at {host} is called {}", name.trim()),
    };
    Ok(Report::done(json!({"host": host, "name": name.trim()}), text))
}
