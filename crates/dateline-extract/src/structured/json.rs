//! JSON as publishers write it: raw line breaks in strings, trailing commas, comments around it. Gives the value or
//! nothing.

use serde_json::Value;
use std::borrow::Cow;

/// Parses JSON, repaired where needed.
pub(crate) fn parse(text: &str) -> Option<Value> {
    let text = bare(text);
    serde_json::from_str(text)
        .ok()
        .or_else(|| serde_json::from_str(&repaired(text)).ok())
        .or_else(|| first(text))
}

/// Several values one behind the other: the first counts.
fn first(text: &str) -> Option<Value> {
    serde_json::Deserializer::from_str(&repaired(text)).into_iter::<Value>().next()?.ok()
}

/// Without comment and CDATA marks around it and a semicolon behind it.
fn bare(text: &str) -> &str {
    let mut text = text.trim();
    for mark in ["<!--", "//<![CDATA[", "/*<![CDATA[*/", "<![CDATA[", "//"] {
        text = text.strip_prefix(mark).unwrap_or(text).trim_start();
    }
    for mark in ["/*]]>*/", "//]]>", "]]>", "-->", "//", ";"] {
        text = text.strip_suffix(mark).unwrap_or(text).trim_end();
    }
    text
}

/// Brackets that are closed where the text ends too early; deeper ones no reader of JSON would follow.
const OPEN_MAX: usize = 64;

/// Escapes control characters inside strings, repairs bad escapes, drops commas before a closing bracket, closes what the
/// end leaves open.
fn repaired(text: &str) -> Cow<'_, str> {
    let mut out = String::with_capacity(text.len() + 64);
    let mut chars = text.chars().peekable();
    let mut in_string = false;
    let mut open = Vec::new();
    while let Some(c) = chars.next() {
        match c {
            '"' => {
                in_string = !in_string;
                out.push(c);
            }
            '\\' if in_string => match chars.next() {
                Some(next @ ('"' | '\\' | '/' | 'b' | 'f' | 'n' | 'r' | 't' | 'u')) => {
                    out.extend(['\\', next]);
                }
                Some(next) => out.push(next),
                None => {}
            },
            c if in_string && c.is_control() => out.push(' '),
            '}' | ']' if !in_string => {
                let kept = out.trim_end().trim_end_matches(',').len();
                out.truncate(kept);
                out.push(c);
                open.pop();
            }
            c => {
                if !in_string && matches!(c, '{' | '[') {
                    open.push(if c == '{' { '}' } else { ']' });
                }
                out.push(c);
            }
        }
    }
    if in_string {
        out.push('"');
    }
    if open.len() <= OPEN_MAX {
        let kept = out.trim_end().trim_end_matches(',').len();
        out.truncate(kept);
        out.extend(open.iter().rev());
    }
    Cow::Owned(out)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, expected: &str) {
        let value = parse(text).unwrap_or(Value::Null);
        assert_eq!(value.to_string(), expected, "{text}");
    }

    #[test]
    fn broken_forms() {
        check("{\"a\": \"x\ny\"}", r#"{"a":"x y"}"#);
        check(r#"{"a": [1, 2,], }"#, r#"{"a":[1,2]}"#);
        check("<!-- {\"a\": 1} -->", r#"{"a":1}"#);
        check("//<![CDATA[\n{\"a\": 1}\n//]]>", r#"{"a":1}"#);
        check(r#"{"a": "it\'s"};"#, r#"{"a":"it's"}"#);
        check("{\"a\":1}{\"b\":2}", r#"{"a":1}"#);
        check(r#"{"a": [{"b": "x"}, {"c": "cut of"#, r#"{"a":[{"b":"x"},{"c":"cut of"}]}"#);
        check("nothing", "null");
    }
}
