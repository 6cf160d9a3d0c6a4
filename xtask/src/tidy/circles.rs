//! No circle between files of different folders of one crate: a file may use what its folder uses, and folders stand in an
//! order. A folder is a module of the crate's root with everything below it (`x.rs` and `x/`); the root itself, which
//! declares and re-exports, is none.

use crate::tidy::references::{References, references};
use anyhow::{Context, Result};
use std::collections::{BTreeMap, BTreeSet, VecDeque};
use std::fs;
use std::path::Path;

/// Folders that still stand in a circle. The list may only shrink: a folder that left its circle is deleted here.
const KNOWN: &[(&str, &[&str])] = &[];

/// A module's path in its crate, without `crate`.
type Module = Vec<String>;

/// Which module uses which.
#[derive(Debug, Default)]
struct Graph(BTreeMap<Module, BTreeSet<Module>>);

/// Names every circle of every crate, and every folder that is known to stand in one and does not.
pub(super) fn check(root: &Path, breaches: &mut Vec<String>) -> Result<()> {
    for entry in fs::read_dir(root.join("crates"))? {
        let folder = entry?.path();
        let name = folder.file_name().unwrap_or_default().to_string_lossy().into_owned();
        let mut files = BTreeMap::new();
        read_files(&folder.join("src"), &mut Vec::new(), &mut files)?;
        let known = KNOWN.iter().find(|(krate, _)| *krate == name).map_or(&[][..], |(_, folders)| folders);
        breaches.extend(judge(&name, &Graph::of(&files), known));
    }
    Ok(())
}

/// Every source file of a folder by its module; the crate's root has the empty path.
fn read_files(folder: &Path, at: &mut Module, files: &mut BTreeMap<Module, String>) -> Result<()> {
    if !folder.is_dir() {
        return Ok(());
    }
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        let name = path.file_stem().unwrap_or_default().to_string_lossy().into_owned();
        let is_rust = path.extension().is_some_and(|extension| extension == "rs");
        if path.is_dir() {
            at.push(path.file_name().unwrap_or_default().to_string_lossy().into_owned());
            read_files(&path, at, files)?;
            at.pop();
        } else if is_rust {
            let is_root = at.is_empty() && (name == "lib" || name == "main");
            let module =
                if is_root || name == "mod" { at.clone() } else { [at.clone(), vec![name]].concat() };
            files.insert(module, fs::read_to_string(&path).with_context(|| path.display().to_string())?);
        }
    }
    Ok(())
}

/// What is wrong with the circles of a crate.
fn judge(krate: &str, graph: &Graph, known: &[&str]) -> Vec<String> {
    let mut breaches = Vec::new();
    let mut standing: BTreeSet<&str> = BTreeSet::new();
    for circle in graph.circles() {
        let folders: BTreeSet<&str> = circle.iter().map(|module| folder(module)).collect();
        if folders.iter().any(|folder| !known.contains(folder)) {
            let names: Vec<String> = circle.iter().map(|module| file(module)).collect();
            let way = graph.way_round(&circle).iter().map(|module| file(module)).collect::<Vec<_>>();
            breaches.push(format!(
                "crates/{krate}/src: a circle between files of different folders: {}; one way round: {}",
                names.join(", "),
                way.join(" -> ")
            ));
        }
        standing
            .extend(circle.iter().filter_map(|module| known.iter().copied().find(|k| *k == folder(module))));
    }
    for folder in known.iter().filter(|folder| !standing.contains(**folder)) {
        breaches
            .push(format!("{krate}: {folder} stands in no circle any more; delete it from the list in tidy"));
    }
    breaches
}

fn folder(module: &[String]) -> &str {
    module.first().map_or("", String::as_str)
}

fn file(module: &[String]) -> String {
    module.join("/")
}

impl Graph {
    /// The graph of a crate's files. Test modules are left out.
    fn of(files: &BTreeMap<Module, String>) -> Self {
        let read: BTreeMap<&Module, References> =
            files.iter().map(|(module, text)| (module, references(text, module))).collect();
        let tests: BTreeSet<Module> =
            read.values().flat_map(|read| read.test_modules.iter().cloned()).collect();
        let is_test = |module: &Module| (1..=module.len()).any(|end| tests.contains(&module[..end]));
        let mut graph = Self::default();
        for (module, found) in read {
            if module.is_empty() || is_test(module) {
                continue;
            }
            let used = found.paths.iter().filter_map(|path| resolve(path, files));
            let used = used.filter(|used| used != module && !is_test(used)).collect();
            graph.0.insert(module.clone(), used);
        }
        graph
    }

    /// Sets of modules of more than one folder, of which each reaches each.
    fn circles(&self) -> Vec<Vec<Module>> {
        let reach: BTreeMap<&Module, BTreeSet<&Module>> =
            self.0.keys().map(|module| (module, self.reached(module))).collect();
        let mut seen = BTreeSet::new();
        let mut circles = Vec::new();
        for (module, reached) in &reach {
            if seen.contains(module) || !reached.contains(module) {
                continue;
            }
            let back = |other: &&&Module| reach.get(**other).is_some_and(|there| there.contains(*module));
            let circle: Vec<Module> = reached.iter().filter(back).map(|other| (*other).clone()).collect();
            seen.extend(reached.iter().filter(back).copied());
            if circle.iter().any(|other| folder(other) != folder(module)) {
                circles.push(circle);
            }
        }
        circles
    }

    /// Every module that one uses, directly or not.
    fn reached(&self, from: &Module) -> BTreeSet<&Module> {
        let mut reached = BTreeSet::new();
        let mut open = vec![from];
        while let Some(module) = open.pop() {
            for next in self.0.get(module).into_iter().flatten() {
                if reached.insert(next) {
                    open.push(next);
                }
            }
        }
        reached
    }

    /// The shortest way round within a circle that crosses a border of folders; begins and ends with the same module.
    fn way_round(&self, circle: &[Module]) -> Vec<Module> {
        let within = |module: &&Module| circle.contains(module);
        let mut best: Option<Vec<Module>> = None;
        for from in circle {
            for to in self.0.get(from).into_iter().flatten().filter(within) {
                let Some(back) = self.shortest(to, from, circle).filter(|_| folder(from) != folder(to))
                else {
                    continue;
                };
                if best.as_ref().is_none_or(|best| back.len() + 1 < best.len()) {
                    best = Some([vec![from.clone()], back].concat());
                }
            }
        }
        best.unwrap_or_default()
    }

    /// The shortest way from one module to another within a circle, with both ends.
    fn shortest(&self, from: &Module, to: &Module, circle: &[Module]) -> Option<Vec<Module>> {
        let mut open = VecDeque::from([vec![from.clone()]]);
        let mut seen = BTreeSet::from([from]);
        while let Some(way) = open.pop_front() {
            let last = way.last()?;
            if last == to {
                return Some(way);
            }
            for next in self.0.get(last).into_iter().flatten() {
                if circle.contains(next) && seen.insert(next) {
                    open.push_back([way.clone(), vec![next.clone()]].concat());
                }
            }
        }
        None
    }
}

/// The module that a path leads into: the longest beginning of it that is a file; none for the root.
fn resolve(path: &[String], files: &BTreeMap<Module, String>) -> Option<Module> {
    (1..=path.len()).rev().map(|end| &path[..end]).find(|path| files.contains_key(*path)).map(<[_]>::to_vec)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A crate of files, given as name and text; what is wrong with it where these folders are known.
    fn check(files: &[(&str, &str)], known: &[&str], expected: &[&str]) {
        let files = files.iter().map(|(name, text)| {
            let module = name.split('/').filter(|part| !part.is_empty()).map(str::to_owned).collect();
            (module, (*text).to_owned())
        });
        let found = judge("x", &Graph::of(&files.collect()), known);
        let matches = found.len() == expected.len() && found.iter().zip(expected).all(|(f, e)| f.contains(e));
        assert!(matches, "{found:#?} for {expected:?}");
    }

    #[test]
    fn circles_between_folders_are_found() {
        let two = &[("a", "use crate::b::X;"), ("b", "use crate::a::Y;")][..];
        check(two, &[], &["files of different folders: a, b; one way round: a -> b -> a"]);
        let inline = &[("a", "fn f() { crate::b::g() }"), ("b", "type T = super::a::U;")][..];
        check(inline, &[], &["a -> b -> a"]);
        let groups =
            &[("a", "use crate::{c::{self, D}, b::{X as Y, z::*}};"), ("b", "use crate::a;"), ("c", "")][..];
        check(groups, &[], &["folders: a, b; one"]);
        let long = &[
            ("a", "use crate::b;"),
            ("b", "use crate::c::x::f;"),
            ("c", ""),
            ("c/x", "use crate::a::g;"),
        ][..];
        check(long, &[], &["a, b, c/x; one way round: a -> b -> c/x -> a"]);
        let nested = &[("a/m/n", "use super::super::super::b;"), ("b", "use crate::a::m::n::f;")][..];
        check(nested, &[], &["a/m/n -> b -> a/m/n"]);
    }

    #[test]
    fn what_is_no_circle_is_none() {
        check(&[("a", "use crate::b::X;"), ("b", "")], &[], &[]);
        check(&[("a", "use self::x::X;"), ("a/x", "use super::Y;"), ("a/y", "use crate::a::x;")], &[], &[]);
        check(&[("", "mod a; pub use a::X;"), ("a", "use crate::X;")], &[], &[]);
        check(
            &[("a", "use crate::b;"), ("b", "#[cfg(test)]\nmod tests { use crate::a::X; }\nfn f() {}")],
            &[],
            &[],
        );
        check(&[("a", "use crate::b;"), ("b", "#[cfg(test)]\nmod t;"), ("b/t", "use crate::a;")], &[], &[]);
        check(
            &[("a", "use crate::b;"), ("b", "// crate::a\nconst A: &str = \"crate::a\"; /* super::a */")],
            &[],
            &[],
        );
        check(
            &[("a", "use crate::b;"), ("b", "const Q: char = '\"'; // '\nfn f<'a>(x: &'a str) {} ")],
            &[],
            &[],
        );
    }

    #[test]
    fn the_list_of_known_circles_may_only_shrink() {
        let two = &[("a", "use crate::b;"), ("b", "use crate::a;")][..];
        check(two, &["a", "b"], &[]);
        check(two, &["a"], &["a -> b -> a"]);
        check(two, &["a", "b", "c"], &["c stands in no circle any more"]);
        check(&[("a", "")], &["a"], &["a stands in no circle any more"]);
    }
}
