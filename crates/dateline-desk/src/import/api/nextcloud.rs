//! What the News app of a Nextcloud holds, by version 1.2 of its API.

use super::client::Client;
use super::{ANSWERS, AT_ONCE, Tell, items, list, number, word};
use crate::import::ImportError;
use crate::import::source::Piece;
use crate::import::writer::Writer;
use dateline_feed::import::{Imported, ImportedFeed};
use serde_json::Value;
use std::collections::HashMap;

const ROOT: &str = "index.php/apps/news/api/v1-2";

pub(super) async fn take(
    client: &Client<'_>,
    writer: &mut Writer<'_>,
    tell: Tell<'_>,
) -> Result<(), ImportError> {
    let (folders, feeds) =
        (client.json(&format!("{ROOT}/folders")).await?, client.json(&format!("{ROOT}/feeds")).await?);
    let names: HashMap<i64, String> = list(&folders, "folders")
        .iter()
        .filter_map(|one| Some((number(one, "id")?, word(one, "name")?)))
        .collect();
    let (mut addresses, mut pieces) = (HashMap::new(), Vec::new());
    for one in list(&feeds, "feeds") {
        let (Some(id), Some(url)) = (number(one, "id"), word(one, "url")) else { continue };
        addresses.insert(id, url.clone());
        let folder = number(one, "folderId").and_then(|id| names.get(&id).cloned());
        pieces.push(Piece::Thing(Imported::Feed(ImportedFeed {
            url,
            title: word(one, "title"),
            home: word(one, "link"),
            folders: folder.into_iter().collect(),
            ..ImportedFeed::default()
        })));
    }
    writer.take(pieces).await?;
    let mut after = 0;
    for _ in 0..ANSWERS {
        let path = format!(
            "{ROOT}/items?type=3&id=0&getRead=true&oldestFirst=true&batchSize={AT_ONCE}&offset={after}"
        );
        let answer = client.json(&path).await?;
        let of = |value: &Value| addresses.get(&number(value, "feedId")?).cloned();
        let (pieces, last) = items(list(&answer, "items"), of);
        let Some(last) = last.filter(|last| *last > after) else { break };
        after = last;
        writer.take(pieces).await?;
        tell(writer.entries());
    }
    Ok(())
}
