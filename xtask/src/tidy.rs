//! Rules of the house that a program can keep: which crate may use which, and how files look.

mod circles;
mod folders;
mod fuzz_paths;
mod length;
mod lock_files;
mod references;

use crate::out;
use anyhow::{Context, Result, bail};
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

/// Which crates a crate may use directly. `dateline` may use all.
const ALLOWED: &[(&str, &[&str])] = &[
    ("dateline-model", &[]),
    ("dateline-html", &[]),
    ("dateline-text", &[]),
    ("dateline-feed", &["dateline-model", "dateline-html", "dateline-text"]),
    ("dateline-feedparser", &["dateline-feed"]),
    ("dateline-demo", &[]),
    ("dateline-extract", &["dateline-model", "dateline-html", "dateline-text", "dateline-trees"]),
    ("dateline-trees", &[]),
    ("dateline-story", &["dateline-model", "dateline-text", "dateline-trees"]),
    ("dateline-unpack", &["dateline-model"]),
    ("dateline-fetch", &["dateline-model", "dateline-unpack"]),
    ("dateline-warc", &["dateline-model", "dateline-unpack"]),
    ("dateline-store", &["dateline-model", "dateline-text"]),
    (
        "dateline-desk",
        &[
            "dateline-model",
            "dateline-html",
            "dateline-text",
            "dateline-fetch",
            "dateline-feed",
            "dateline-extract",
            "dateline-story",
            "dateline-store",
            "dateline-unpack",
        ],
    ),
    ("dateline-wire", &["dateline-model"]),
    (
        "dateline-server",
        &[
            "dateline-model",
            "dateline-desk",
            "dateline-store",
            "dateline-extract",
            "dateline-text",
            "dateline-unpack",
            "dateline-wire",
        ],
    ),
];

/// Crates that are plain functions over values.
const PURE: &[&str] = &[
    "dateline-model",
    "dateline-text",
    "dateline-html",
    "dateline-trees",
    "dateline-feed",
    "dateline-feedparser",
    "dateline-extract",
    "dateline-story",
    "dateline-unpack",
    "dateline-warc",
    "dateline-wire",
];

/// What no pure crate may reach, however indirectly.
const IMPURE: &[&str] = &["tokio", "rusqlite", "libsqlite3-sys", "rustls", "hyper", "axum", "reqwest", "mio"];

/// Words that a pure crate's source may not hold outside tests.
const IMPURE_WORDS: &[&str] = &[
    "std::fs",
    "std::net",
    "std::env",
    "std::process",
    "SystemTime",
    "Instant::now",
    "Timestamp::now",
    "ZonedDateTime::now",
];

/// What no source file may hold.
const BANNED: &[(&str, &str)] = &[
    ("todo!(", "nothing half-done stays behind"),
    ("unimplemented!(", "nothing half-done stays behind"),
    ("#[ignore", "a test runs or goes"),
    ("#[allow(", "use #[expect(lint, reason = \"...\")]"),
    ("#![allow(", "use #[expect(lint, reason = \"...\")]"),
];

const LONGEST_FILE: usize = 800;
const LARGEST_FILE: u64 = 1 << 20;

/// Checks everything and names every breach.
pub(crate) fn run(root: &Path) -> Result<()> {
    let mut breaches = Vec::new();
    borders(root, &mut breaches)?;
    manifests(root, &mut breaches)?;
    circles::check(root, &mut breaches)?;
    folders::check(root, &mut breaches)?;
    fuzz_paths::check(root, &mut breaches)?;
    lock_files::check(root, &mut breaches)?;
    for file in tracked(root)? {
        check_file(root, &file, &mut breaches)?;
    }
    if breaches.is_empty() {
        out::line("tidy: every rule kept");
        return Ok(());
    }
    for breach in &breaches {
        out::line(breach);
    }
    bail!("{} breaches of the house rules", breaches.len())
}

fn borders(root: &Path, breaches: &mut Vec<String>) -> Result<()> {
    let graph = Graph::read(root)?;
    for (name, allowed) in ALLOWED {
        let Some(direct) = graph.direct.get(*name) else {
            breaches.push(format!("{name}: the crate is missing"));
            continue;
        };
        for used in direct.iter().filter(|name| name.starts_with("dateline")) {
            if !allowed.contains(&used.as_str()) {
                breaches.push(format!("{name} may not use {used}"));
            }
        }
    }
    for name in PURE {
        let reached = graph.reach(name);
        for impure in IMPURE.iter().filter(|name| reached.contains(**name)) {
            breaches.push(format!("{name} is pure and reaches {impure}"));
        }
    }
    if !graph.direct.values().flatten().any(|name| name == "hyper") {
        breaches.push("the dependency graph could not be read".to_owned());
    }
    for (name, direct) in &graph.direct {
        let uses = |package: &str| direct.iter().any(|used| used == package);
        let opens = uses("hyper-rustls") || uses("rustls") && name != "dateline-server";
        if name.starts_with("dateline") && name != "dateline-fetch" && opens {
            breaches
                .push(format!("{name}: only dateline-fetch opens TLS, and dateline-server answers over it"));
        }
    }
    Ok(())
}

/// Normal (not development) dependencies by package name.
struct Graph {
    direct: BTreeMap<String, BTreeSet<String>>,
}

impl Graph {
    fn read(root: &Path) -> Result<Self> {
        let output = Command::new(env!("CARGO"))
            .args([
                "metadata",
                "--format-version",
                "1",
                "--locked",
                "--filter-platform",
                "x86_64-unknown-linux-gnu",
            ])
            .current_dir(root)
            .output()
            .context("cargo metadata")?;
        let metadata: Value =
            serde_json::from_slice(&output.stdout).context("cargo metadata printed no JSON")?;
        let mut names = BTreeMap::new();
        for package in array(&metadata["packages"]) {
            names.insert(text(&package["id"]), text(&package["name"]));
        }
        let mut direct = BTreeMap::new();
        for node in array(&metadata["resolve"]["nodes"]) {
            let used = array(&node["deps"])
                .iter()
                .filter(|dep| is_normal(dep))
                .map(|dep| named(&names, &dep["pkg"]));
            direct.entry(named(&names, &node["id"])).or_insert_with(BTreeSet::new).extend(used);
        }
        Ok(Self { direct })
    }

    fn reach(&self, from: &str) -> BTreeSet<&str> {
        let mut reached = BTreeSet::new();
        let mut open = vec![from];
        while let Some(name) = open.pop() {
            for next in self.direct.get(name).into_iter().flatten() {
                if reached.insert(next.as_str()) {
                    open.push(next);
                }
            }
        }
        reached
    }
}

fn array(value: &Value) -> &[Value] {
    value.as_array().map_or(&[], Vec::as_slice)
}

fn text(value: &Value) -> String {
    value.as_str().unwrap_or_default().to_owned()
}

fn named(names: &BTreeMap<String, String>, id: &Value) -> String {
    names.get(id.as_str().unwrap_or_default()).cloned().unwrap_or_default()
}

fn is_normal(dep: &Value) -> bool {
    array(&dep["dep_kinds"]).iter().any(|kind| kind["kind"].is_null())
}

fn manifests(root: &Path, breaches: &mut Vec<String>) -> Result<()> {
    for entry in fs::read_dir(root.join("crates"))? {
        let folder = entry?.path();
        let name = folder.file_name().unwrap_or_default().to_string_lossy().into_owned();
        let manifest: toml::Table = fs::read_to_string(folder.join("Cargo.toml"))?.parse()?;
        let package = &manifest["package"];
        if package["name"].as_str() != Some(&name) {
            breaches.push(format!("crates/{name}: the folder is the crate's name"));
        }
        if package.get("license").is_none() || package.get("description").is_none() {
            breaches.push(format!("crates/{name}: licence and description belong into the manifest"));
        }
        if manifest.get("lints").and_then(|lints| lints.get("workspace")).is_none() {
            breaches.push(format!("crates/{name}: the workspace's lints apply to every crate"));
        }
    }
    Ok(())
}

fn tracked(root: &Path) -> Result<Vec<PathBuf>> {
    let output =
        Command::new("git").args(["ls-files", "-co", "--exclude-standard"]).current_dir(root).output();
    let output = output.context("git ls-files")?;
    let list = String::from_utf8_lossy(&output.stdout);
    Ok(list.lines().map(PathBuf::from).filter(|path| root.join(path).is_file()).collect())
}

fn check_file(root: &Path, path: &Path, breaches: &mut Vec<String>) -> Result<()> {
    let shown = path.display();
    let size = fs::metadata(root.join(path))?.len();
    if size > LARGEST_FILE {
        breaches.push(format!("{shown}: {size} bytes; the repository holds no large files"));
        return Ok(());
    }
    let Ok(content) = fs::read_to_string(root.join(path)) else { return Ok(()) };
    if path.extension().is_some_and(|extension| extension == "rs") {
        check_rust(path, &content, breaches);
    }
    Ok(())
}

fn check_rust(path: &Path, content: &str, breaches: &mut Vec<String>) {
    let shown = path.display();
    let place = path.to_string_lossy().replace('\\', "/");
    let is_test = place.contains("/tests/") || place.ends_with("/tests.rs") || place.contains("/benches/");
    let in_source = place.contains("/src/") && !is_test;
    let lines = content.lines().count();
    if lines > LONGEST_FILE {
        breaches.push(format!("{shown}: {lines} lines; split by concept before {LONGEST_FILE}"));
    }
    if in_source {
        breaches.extend(length::check(&place, content));
    }
    if in_source && !content.starts_with("//!") {
        breaches.push(format!("{shown}: the first line says what the module is for"));
    }
    if place.starts_with("xtask/src/tidy.rs") {
        return;
    }
    for (word, reason) in BANNED {
        if content.contains(word) {
            breaches.push(format!("{shown}: {word}: {reason}"));
        }
    }
    let pure = PURE.iter().any(|name| place.starts_with(&format!("crates/{name}/src/")));
    if pure && in_source {
        let product = content.split("#[cfg(test)]").next().unwrap_or_default();
        for word in IMPURE_WORDS.iter().filter(|word| product.contains(**word)) {
            breaches.push(format!("{shown}: {word} in a pure crate"));
        }
    }
}
