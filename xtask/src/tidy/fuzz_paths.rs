//! Fuzz targets take single files of the crates in by their path; a file that moves takes its target along.

use anyhow::Result;
use std::fs;
use std::path::Path;

/// Looks for the files that fuzz targets name.
pub(super) fn check(root: &Path, breaches: &mut Vec<String>) -> Result<()> {
    let folder = root.join("fuzz/fuzz_targets");
    for entry in fs::read_dir(&folder)? {
        let target = entry?;
        if !target.file_type()?.is_file() {
            continue;
        }
        let source = fs::read_to_string(target.path())?;
        let missing = paths(&source).filter(|path| !folder.join(path).is_file());
        let name = target.file_name();
        let name = name.display();
        breaches.extend(missing.map(|path| format!("fuzz/fuzz_targets/{name}: there is no {path}")));
    }
    Ok(())
}

/// What stands in `#[path = "…"]`.
fn paths(source: &str) -> impl Iterator<Item = &str> {
    source.lines().filter_map(|line| line.trim().strip_prefix("#[path = \"")?.strip_suffix("\"]"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_of_modules_are_found() {
        let source =
            "//! #[path]\n#[path = \"../a.rs\"]\nmod a;\nlet path = \"b.rs\";\n    #[path = \"c/d.rs\"]\n";
        assert_eq!(paths(source).collect::<Vec<_>>(), ["../a.rs", "c/d.rs"]);
    }
}
