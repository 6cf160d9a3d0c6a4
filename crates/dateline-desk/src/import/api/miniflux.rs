//! What a Miniflux holds, by version 1 of its API.

use super::client::Client;
use super::{ANSWERS, AT_ONCE, Tell, items, list};
use crate::import::ImportError;
use crate::import::source::Piece;
use crate::import::writer::Writer;
use dateline_feed::import::opml_feeds;

pub(super) async fn take(
    client: &Client<'_>,
    writer: &mut Writer<'_>,
    tell: Tell<'_>,
) -> Result<(), ImportError> {
    let opml = client.get("v1/export").await?;
    let feeds = opml_feeds(&opml).ok_or_else(|| ImportError::Unknown("v1/export".to_owned()))?;
    writer.take(feeds.into_iter().map(Piece::Thing).collect()).await?;
    let mut after = 0;
    for _ in 0..ANSWERS {
        let path = format!("v1/entries?order=id&direction=asc&limit={AT_ONCE}&after_entry_id={after}");
        let answer = client.json(&path).await?;
        let (pieces, last) = items(list(&answer, "entries"), |_| None);
        // A program that gives the same again is not asked for ever.
        let Some(last) = last.filter(|last| *last > after) else { break };
        after = last;
        writer.take(pieces).await?;
        tell(writer.entries());
    }
    Ok(())
}
