//! The parser: html5lib's cases, trees held against html5ever's node by node on every page, speed beside other programs.
//! What hostile pages cost is `--example bounds` of the crate.

mod cases;
#[path = "../../../crates/dateline-html/examples/clock/mod.rs"]
mod clock;
#[path = "../../../crates/dateline-html/examples/dump/mod.rs"]
mod dump;
#[path = "../../../crates/dateline-html/examples/oracle/mod.rs"]
mod oracle;
mod resiliparse;
mod speed;
mod trees;

use super::Run;
use super::corpus;
use super::figure_tables::Table;
use anyhow::{Context, Result};
use std::fs;
use std::path::{Path, PathBuf};

/// Every figure in one table.
pub(crate) fn table(run: &Run<'_>, root: &Path) -> Result<Table> {
    let mut table =
        Table::new("HTML: cases, trees, speed (processor time of one thread, pages of the same run)");
    cases::rows(run, &mut table)?;
    let pages = pages(run.data)?;
    trees::rows(&pages, &mut table);
    speed::rows(run, root, &pages, &mut table)?;
    Ok(table)
}

/// A page as it came and decoded.
pub(super) struct Sample {
    name: String,
    bytes: Vec<u8>,
    text: String,
}

/// Every page of the data, in the order of their names.
fn pages(data: &Path) -> Result<Vec<Sample>> {
    let mut paths = Vec::new();
    for part in ["extract", "access"] {
        collect(&data.join(part), &mut paths)?;
    }
    paths.sort();
    let read = |path: &PathBuf| {
        let bytes = corpus::bytes(path)?;
        let text = dateline_html::decode(&bytes, None).text;
        let name = path.strip_prefix(data).unwrap_or(path).display().to_string();
        Ok(Sample { name, bytes, text })
    };
    corpus::parallel(&paths, read).into_iter().collect()
}

fn collect(folder: &Path, out: &mut Vec<PathBuf>) -> Result<()> {
    for entry in fs::read_dir(folder).with_context(|| folder.display().to_string())? {
        let path = entry?.path();
        if path.is_dir() {
            collect(&path, out)?;
        } else if path.to_string_lossy().ends_with(".html.gz") {
            out.push(path);
        }
    }
    Ok(())
}
