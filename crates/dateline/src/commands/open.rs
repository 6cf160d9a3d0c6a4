//! `open`: hands an address of the desk, or of a publisher, to the browser that the system knows.

use super::desk::order;
use crate::cli::Open;
use crate::global_options::Global;
use crate::output::{self, Outcome};
use crate::request::Request;
use crate::startup;
use anyhow::{Context as _, Result, bail};
use dateline_model::WebUrl;
use serde_json::Value;
use std::process::{Command, Stdio};

/// What opens an address where it should be opened.
const OPENER: &str = if cfg!(target_os = "macos") { "open" } else { "xdg-open" };

/// `open`.
pub(crate) fn run(options: &Open, global: &Global) -> Result<Outcome> {
    let address = address(options, global)?;
    if options.print {
        output::line(address)?;
        return Ok(Outcome::Done);
    }
    let opened = Command::new(OPENER).arg(&address).stdin(Stdio::null()).status();
    match opened {
        Ok(status) if status.success() => Ok(Outcome::Done),
        Ok(_) => bail!("{OPENER} could not open {address}"),
        Err(error) => Err(error).with_context(|| format!("{OPENER} cannot be started to open {address}")),
    }
}

fn address(options: &Open, global: &Global) -> Result<String> {
    let Some(id) = options.id else { return Ok(startup::config(global)?.desk_address()) };
    let asked = match options.story {
        true => Request::Story { id },
        false => Request::Article { id, as_markdown: false },
    };
    // What there is not is told so here, and not by a page.
    let found = order(&asked, global)?.json;
    if options.original {
        let url = found.pointer("/article/url").and_then(Value::as_str).map(WebUrl::parse);
        let url = url.with_context(|| format!("article {id} has no address at its publisher"))?;
        return Ok(url?.to_string());
    }
    let kind = if options.story { "story" } else { "article" };
    Ok(format!("{}/{kind}/{id}", startup::config(global)?.desk_address()))
}
