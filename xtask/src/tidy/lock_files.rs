//! Workspaces beside this one use its crates and have lock files of their own: what a crate needs, each of them must know,
//! or building with `--locked` ends there.

use super::tracked;
use anyhow::{Context, Result};
use std::collections::BTreeSet;
use std::fs;
use std::path::Path;
use toml::Table;

/// Looks into each lock file for our crates and what their manifests ask for.
pub(super) fn check(root: &Path, breaches: &mut Vec<String>) -> Result<()> {
    for path in tracked(root)?.into_iter().filter(|path| path.ends_with("Cargo.lock")) {
        let lock: Table = fs::read_to_string(root.join(&path))?.parse()?;
        for package in lock.get("package").and_then(|all| all.as_array()).into_iter().flatten() {
            let name = package["name"].as_str().context("a package has a name")?;
            let manifest = root.join("crates").join(name).join("Cargo.toml");
            if package.get("source").is_some() || !manifest.is_file() {
                continue;
            }
            let known = package.get("dependencies").and_then(|list| list.as_array());
            let known =
                known.into_iter().flatten().filter_map(|one| one.as_str()?.split(' ').next()).collect();
            let missing = missing(&fs::read_to_string(&manifest)?.parse()?, &known);
            breaches.extend(missing.iter().map(|it| format!("{}: {name} needs {it} by now", path.display())));
        }
    }
    Ok(())
}

/// What a crate cannot be built without and a lock file does not name. The names of ours are those of their packages.
fn missing(manifest: &Table, known: &BTreeSet<&str>) -> Vec<String> {
    let needed = manifest.get("dependencies").and_then(|list| list.as_table());
    let needed = needed.into_iter().flatten();
    let needed = needed.filter(|(_, how)| how.get("optional").and_then(toml::Value::as_bool) != Some(true));
    let package = |(name, how): (&String, &toml::Value)| {
        how.get("package").and_then(toml::Value::as_str).unwrap_or(name).to_owned()
    };
    needed.map(package).filter(|name| !known.contains(name.as_str())).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_lock_file_does_not_know_is_named() -> Result<()> {
        let manifest: Table = "[dependencies]\na.workspace = true\nb = { version = \"1\", optional = true }\n\
                               c = { package = \"d\", version = \"1\" }\ne = \"2\"\n[dev-dependencies]\nf = \"1\"\n"
            .parse()?;
        assert_eq!(missing(&manifest, &BTreeSet::from(["a", "e"])), ["d"]);
        assert_eq!(missing(&manifest, &BTreeSet::from(["d"])), ["a", "e"]);
        Ok(())
    }
}
