//! How long files and functions of the product may be. Tests and tables are left out: nobody reads those from top to bottom.

/// Lines of a source file without its tests.
const LONGEST_FILE: usize = 500;
/// Lines of a function, from its name to its closing brace.
const LONGEST_FUNCTION: usize = 60;
/// Files that are one table.
const TABLES: &[&str] =
    &["crates/dateline-html/src/entities.rs", "crates/dateline-feedparser/src/elements.rs"];

/// What is too long in the source file `place`.
pub(super) fn check(place: &str, content: &str) -> Vec<String> {
    let product = content.split("#[cfg(test)]\nmod tests {").next().unwrap_or_default();
    let lines: Vec<&str> = product.lines().collect();
    let mut breaches = Vec::new();
    if lines.len() > LONGEST_FILE && !TABLES.contains(&place) {
        breaches.push(format!("{place}: {} lines; split by concept before {LONGEST_FILE}", lines.len()));
    }
    for (at, line) in lines.iter().enumerate() {
        let Some(name) = function(line) else { continue };
        let long = length(&lines[at..]);
        if long > LONGEST_FUNCTION {
            breaches.push(format!("{place}: {name} has {long} lines; at most {LONGEST_FUNCTION}"));
        }
    }
    breaches
}

/// The name of the function that a line begins.
fn function(line: &str) -> Option<&str> {
    let (before, behind) = line.split_once("fn ")?;
    let words = ["pub", "pub(crate)", "pub(super)", "const", "async", "unsafe", "extern", "\"C\""];
    let begins = before.split_whitespace().all(|word| words.contains(&word));
    begins.then(|| behind.split(['(', '<']).next()).flatten().filter(|name| !name.contains(' '))
}

/// Lines of a function whose first line comes first, as rustfmt writes it: to the brace that stands as deep as its name.
fn length(lines: &[&str]) -> usize {
    let Some(first) = lines.first() else { return 0 };
    let indent = first.len() - first.trim_start().len();
    let end = |line: &&str| line.get(indent..) == Some("}") && line.trim_start().len() == 1;
    match lines.iter().position(|line| {
        end(line) || line.get(indent..).is_some_and(|rest| rest.starts_with(") ") && rest.ends_with(';'))
    }) {
        Some(end) if !first.ends_with('}') && !first.ends_with(';') => end + 1,
        _ => 1,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_long_is_named() {
        let check = |content: &str, expected: &[&str]| {
            let found = check("crates/x/src/a.rs", content);
            assert_eq!(found.len(), expected.len(), "{found:?}");
            assert!(
                found.iter().zip(expected).all(|(found, expected)| found.contains(expected)),
                "{found:?}"
            );
        };
        let body = |lines: usize| "    let x = 1;\n".repeat(lines);
        check(&format!("fn short() {{\n{}}}\n", body(58)), &[]);
        check(
            &format!("pub(crate) async fn long<T>(\n    a: T,\n) -> T {{\n{}}}\n", body(60)),
            &["long has 64 lines"],
        );
        check(&format!("impl A {{\n    fn one(self) {{ }}\n    fn two(self);\n{}}}\n", body(70)), &[]);
        check(&body(501), &["501 lines"]);
        check(&format!("{}#[cfg(test)]\nmod tests {{\n{}}}\n", body(499), body(300)), &[]);
    }
}
