//! Which modules of its own crate a source file names: paths that begin with `crate`, `super` or `self`, in `use` with its
//! groups and anywhere else. Comments, texts and what is compiled for tests alone are passed over.

/// What a file names.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct References {
    /// Paths from the crate's root on, with the names of items at their ends.
    pub(super) paths: Vec<Vec<String>>,
    /// Modules of the file that are compiled for tests alone.
    pub(super) test_modules: Vec<Vec<String>>,
}

/// A word, or a character that is none.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Token {
    Word(String),
    Sign(char),
}

/// Reads a file that stands at `module`.
pub(super) fn references(text: &str, module: &[String]) -> References {
    let mut found = References::default();
    let tokens = without_tests(&tokens(text), module, &mut found);
    let mut at = 0;
    while at < tokens.len() {
        let is_path = at == 0 || tokens[at - 1] != Token::Sign(':');
        let begins = match word(&tokens, at) {
            Some("crate") => Some(Vec::new()),
            Some("self") => Some(module.to_vec()),
            Some("super") => Some(parent(module)),
            _ => None,
        };
        at += 1;
        if let Some(base) = begins.filter(|_| is_path) {
            at = path(&tokens, at, base, &mut found.paths);
        }
    }
    found
}

fn parent(module: &[String]) -> Vec<String> {
    module.split_last().map(|(_, rest)| rest.to_vec()).unwrap_or_default()
}

fn word(tokens: &[Token], at: usize) -> Option<&str> {
    match tokens.get(at) {
        Some(Token::Word(word)) => Some(word),
        _ => None,
    }
}

fn is_sign(tokens: &[Token], at: usize, sign: char) -> bool {
    tokens.get(at) == Some(&Token::Sign(sign))
}

/// Follows a path from behind its first word on; a group gives a path for each of its members. Returns where it ended.
fn path(tokens: &[Token], mut at: usize, mut base: Vec<String>, paths: &mut Vec<Vec<String>>) -> usize {
    while is_sign(tokens, at, ':') && is_sign(tokens, at + 1, ':') {
        at += 2;
        match word(tokens, at) {
            Some("super") => base = parent(&base),
            Some("self") => {}
            Some(name) => base.push(name.to_owned()),
            None if is_sign(tokens, at, '{') => return group(tokens, at + 1, &base, paths),
            None => break,
        }
        at += 1;
    }
    paths.push(base);
    at
}

/// Follows the members of a group from behind its brace on.
fn group(tokens: &[Token], mut at: usize, base: &[String], paths: &mut Vec<Vec<String>>) -> usize {
    while at < tokens.len() && !is_sign(tokens, at, '}') {
        match word(tokens, at) {
            Some("self") => at = path(tokens, at + 1, base.to_vec(), paths),
            Some("as") => at += 2,
            Some("super") => at = path(tokens, at + 1, parent(base), paths),
            Some(name) => at = path(tokens, at + 1, [base, &[name.to_owned()]].concat(), paths),
            None if is_sign(tokens, at, '{') => at = group(tokens, at + 1, base, paths),
            None => at += 1,
        }
    }
    at + 1
}

/// The tokens without what stands behind `#[cfg(test)]`; modules there that are files are noted.
fn without_tests(tokens: &[Token], module: &[String], found: &mut References) -> Vec<Token> {
    let marker: Vec<Token> = self::tokens("#[cfg(test)]");
    let mut kept = Vec::new();
    let mut at = 0;
    while at < tokens.len() {
        if !tokens[at..].starts_with(&marker) {
            kept.push(tokens[at].clone());
            at += 1;
            continue;
        }
        at += marker.len();
        if let (Some("mod"), Some(name)) = (word(tokens, at), word(tokens, at + 1)) {
            found.test_modules.push([module, &[name.to_owned()]].concat());
        }
        at = behind_item(tokens, at);
    }
    kept
}

/// Where an item has ended: behind its first `;`, or behind its braces.
fn behind_item(tokens: &[Token], mut at: usize) -> usize {
    let mut depth = 0_usize;
    while at < tokens.len() {
        match tokens[at] {
            Token::Sign('{' | '(' | '[') => depth += 1,
            Token::Sign(')' | ']') => depth = depth.saturating_sub(1),
            Token::Sign('}') if depth <= 1 => return at + 1,
            Token::Sign('}') => depth -= 1,
            Token::Sign(';') if depth == 0 => return at + 1,
            _ => {}
        }
        at += 1;
    }
    at
}

/// Words and signs of a source text; white space, comments, texts and characters are left out.
fn tokens(text: &str) -> Vec<Token> {
    let chars: Vec<char> = text.chars().collect();
    let mut tokens = Vec::new();
    let mut at = 0;
    while let Some(c) = chars.get(at) {
        let next = chars.get(at + 1);
        if *c == '/' && next == Some(&'/') {
            at = find(&chars, at, |c| c == '\n');
        } else if *c == '/' && next == Some(&'*') {
            at = behind_comment(&chars, at + 2);
        } else if *c == '"' {
            at = behind_text(&chars, at + 1);
        } else if *c == '\'' {
            at = behind_quote(&chars, at + 1);
        } else if c.is_alphabetic() || *c == '_' {
            let end = find(&chars, at, |c| !c.is_alphanumeric() && c != '_');
            let word: String = chars[at..end].iter().collect();
            let raw = matches!(word.as_str(), "r" | "br").then(|| behind_raw(&chars, end)).flatten();
            at = raw.unwrap_or_else(|| {
                tokens.push(Token::Word(word));
                end
            });
        } else {
            if !c.is_whitespace() {
                tokens.push(Token::Sign(*c));
            }
            at += 1;
        }
    }
    tokens
}

fn find(chars: &[char], from: usize, wanted: impl Fn(char) -> bool) -> usize {
    chars[from..].iter().position(|c| wanted(*c)).map_or(chars.len(), |found| from + found)
}

/// Behind a comment that may hold others.
fn behind_comment(chars: &[char], mut at: usize) -> usize {
    let mut depth = 1;
    while depth > 0 && at < chars.len() {
        match (chars[at], chars.get(at + 1)) {
            ('/', Some('*')) => (depth, at) = (depth + 1, at + 2),
            ('*', Some('/')) => (depth, at) = (depth - 1, at + 2),
            _ => at += 1,
        }
    }
    at
}

fn behind_text(chars: &[char], mut at: usize) -> usize {
    while let Some(c) = chars.get(at) {
        match c {
            '\\' => at += 2,
            '"' => return at + 1,
            _ => at += 1,
        }
    }
    at
}

/// Behind a character, or the quote alone where it begins a lifetime.
fn behind_quote(chars: &[char], at: usize) -> usize {
    match (chars.get(at), chars.get(at + 1)) {
        (Some('\\'), _) => find(chars, at + 2, |c| c == '\'') + 1,
        (Some(_), Some('\'')) => at + 2,
        _ => at,
    }
}

/// Behind a raw text whose `r` ends at `at`; nothing where none begins there.
fn behind_raw(chars: &[char], at: usize) -> Option<usize> {
    let hashes = chars[at..].iter().take_while(|c| **c == '#').count();
    if chars.get(at + hashes) != Some(&'"') {
        return None;
    }
    let close: Vec<char> = std::iter::once('"').chain(std::iter::repeat_n('#', hashes)).collect();
    let from = at + hashes + 1;
    let end = chars[from..].windows(close.len()).position(|window| window == close);
    Some(end.map_or(chars.len(), |end| from + end + close.len()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_are_read_from_the_root_on() {
        let check = |text: &str, expected: &[&str]| {
            let module = ["a".to_owned(), "b".to_owned()];
            let found: Vec<String> =
                references(text, &module).paths.iter().map(|path| path.join("/")).collect();
            assert_eq!(found, expected, "{text}");
        };
        check("use crate::x::Y;", &["x/Y"]);
        check("use super::x::Y; use super::super::z;", &["a/x/Y", "z"]);
        check("use self::x;", &["a/b/x"]);
        check("use crate::{x, y::{self, Z as Q}, super::w};", &["x", "y", "y/Z", "w"]);
        check("pub(crate) fn f(x: &crate::x::Y) -> super::Z {}", &["", "x/Y", "a/Z"]);
        check("fn f(self) { self.x(); other::crate_thing(); }", &["a/b", "a/b"]);
        check("let s = r#\"crate::x\"#; let b = b\"crate::y\"; let c = '\\''; crate::z()", &["z"]);
        check("#[cfg(test)] use crate::x; crate::y();", &["y"]);
        check("#[cfg(test)] fn f(a: [u8; 2]) { crate::x(); } crate::y();", &["y"]);
    }
}
