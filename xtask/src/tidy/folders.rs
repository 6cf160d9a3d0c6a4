//! The table of folders in `docs/architecture.md` names every folder of sources, and none that is not there.

use anyhow::Result;
use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

const PAGE: &str = "docs/architecture.md";

/// Compares the table with the folders below `crates/*/src`.
pub(super) fn check(root: &Path, breaches: &mut Vec<String>) -> Result<()> {
    let page = fs::read_to_string(root.join(PAGE))?;
    let mut folders = BTreeSet::new();
    for entry in fs::read_dir(root.join("crates"))? {
        let krate = entry?;
        let name = krate.file_name().to_string_lossy().into_owned();
        let source = krate.path().join("src");
        let short = name.strip_prefix("dateline-").unwrap_or(&name);
        for folder in source.is_dir().then(|| fs::read_dir(&source)).transpose()?.into_iter().flatten() {
            let folder = folder?;
            if holds_rust(&folder.path())? {
                folders.insert(format!("{short}/{}", folder.file_name().to_string_lossy()));
            }
        }
    }
    breaches.extend(compare(&page, &folders));
    Ok(())
}

fn holds_rust(folder: &Path) -> Result<bool> {
    if !folder.is_dir() {
        return Ok(false);
    }
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        // A folder that holds nothing but tests is left out.
        let is_test = path.file_stem().is_some_and(|stem| stem == "tests");
        if path.extension().is_some_and(|extension| extension == "rs") && !is_test {
            return Ok(true);
        }
    }
    Ok(false)
}

/// What the table lacks, and what it names in vain.
fn compare(page: &str, folders: &BTreeSet<String>) -> Vec<String> {
    let rows = page.lines().filter_map(|line| line.strip_prefix("| `")?.split_once("` | "));
    let named: BTreeSet<String> =
        rows.map(|(name, _)| name.to_owned()).filter(|name| name.contains('/')).collect();
    let lacks =
        folders.difference(&named).map(|folder| format!("{PAGE}: the table of folders lacks {folder}"));
    let gone = named.difference(folders).map(|folder| format!("{PAGE}: there is no folder {folder}"));
    lacks.chain(gone).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_is_held_to_the_folders() {
        let page = "| folder | term |\n|---|---|\n| `feed/xml` | XML |\n| `users` | people |\n";
        let check = |folders: &[&str], expected: &[&str]| {
            let folders = folders.iter().map(|folder| (*folder).to_owned()).collect();
            let found = compare(page, &folders);
            assert_eq!(found.len(), expected.len(), "{found:?}");
            assert!(
                found.iter().zip(expected).all(|(found, expected)| found.contains(expected)),
                "{found:?}"
            );
        };
        check(&["feed/xml"], &[]);
        check(&["feed/xml", "feed/dates"], &["lacks feed/dates"]);
        check(&[], &["no folder feed/xml"]);
    }
}
