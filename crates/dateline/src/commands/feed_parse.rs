//! `feed parse`: feed files without a store, one or a folder of them.

use crate::cli::{FeedParse, FeedShape};
use crate::commands::input_files;
use crate::output::{self, Outcome};
use anyhow::{Context as _, Result};
use dateline_feed::Context;
use dateline_model::WebUrl;
use dateline_wire::feed_json;
use serde_json::{Value, json};
use std::io::{BufWriter, Write};
use std::path::Path;

/// Parses what was asked for.
pub(crate) fn parse(options: &FeedParse) -> Result<Outcome> {
    if let Some(folder) = &options.batch {
        return batch(folder, options.shape);
    }
    let file = options.file.as_deref().unwrap_or(Path::new("-"));
    let bytes = input_files::read(file)?;
    let url = options.url.as_deref().map(WebUrl::parse).transpose().context("--url")?;
    let value = shaped(&bytes, options.shape, url.as_ref())
        .map_err(|reason| anyhow::anyhow!("{} is no feed: {reason}", file.display()))?;
    output::json(&value)?;
    Ok(Outcome::Done)
}

/// Every file below a folder, one line each whatever happens.
fn batch(folder: &Path, shape: FeedShape) -> Result<Outcome> {
    let found = input_files::below(folder)?;
    let mut outcome = Outcome::Done;
    let mut out = BufWriter::new(std::io::stdout().lock());
    for file in found {
        let parsed = input_files::read_regular(&file)
            .map_err(|error| output::sentence(&error))
            .and_then(|bytes| shaped(&bytes, shape, None));
        let name = input_files::shown(&file);
        let line = match parsed {
            Ok(result) => json!({"file": name, "result": result, "error": null}),
            Err(error) => {
                outcome = Outcome::Partly;
                json!({"file": name, "result": null, "error": error})
            }
        };
        output::json_line(&mut out, &line)?;
    }
    out.flush().context(output::UNWRITTEN)?;
    Ok(outcome)
}

fn shaped(bytes: &[u8], shape: FeedShape, url: Option<&WebUrl>) -> Result<Value, String> {
    match shape {
        FeedShape::Feedparser => Ok(dateline_feedparser::to_json(bytes, &[])),
        FeedShape::Dateline => {
            let context = Context { url, ..Context::default() };
            dateline_feed::parse(bytes, &context)
                .map(|feed| feed_json(&feed))
                .map_err(|error| error.to_string())
        }
    }
}
