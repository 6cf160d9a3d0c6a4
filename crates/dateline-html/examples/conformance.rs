//! Runs the html5lib cases of a data directory: `cargo run --release --example conformance -- DATA [-v]`.
//!
//! Prints how many pass and names each that does not.

#![expect(clippy::print_stdout, reason = "a program that reports")]

mod dump;
mod oracle;

use dateline_html::{Content, Limits, Scripting, SimpleToken, parse_fragment, parse_str_with, tokens};
use serde_json::Value;
use std::path::Path;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let data = std::env::args().nth(1).ok_or("usage: conformance DATA")?;
    let loud = std::env::args().nth(2).is_some();
    trees(&read(&data, "html5lib-tree.jsonl")?, loud);
    tokenizer(&read(&data, "html5lib-tokenizer.jsonl")?, loud);
    Ok(())
}

fn read(data: &str, name: &str) -> Result<Vec<Value>, Box<dyn std::error::Error>> {
    let text = std::fs::read_to_string(Path::new(data).join("security").join(name))?;
    Ok(text.lines().map(serde_json::from_str).collect::<Result<_, _>>()?)
}

fn trees(cases: &[Value], loud: bool) {
    let (mut passed, mut failed) = (0, Vec::new());
    for case in cases {
        let expected = case["document"].as_str().unwrap_or_default();
        let page = case["data"].as_str().unwrap_or_default();
        let build = |scripting| match case["fragment"].as_str() {
            Some(context) => {
                let document = parse_fragment(page, context, &Limits::default(), scripting);
                let root = document.first_child(document.root()).unwrap_or(document.root());
                dump::dump(&document, root)
            }
            None => {
                let document = parse_str_with(page, &Limits::default(), scripting);
                dump::dump(&document, document.root())
            }
        };
        let off = build(Scripting::Off);
        if off.trim_end() == expected.trim_end() {
            passed += 1;
        } else {
            let on = build(Scripting::On).trim_end() == expected.trim_end();
            let context = case["fragment"].as_str();
            let nodes = oracle::parse(page, context, false);
            let root = if context.is_some() { nodes[0].first } else { 0 };
            let theirs = oracle::dump(&nodes, root);
            failed.push((case, off.clone(), on, theirs == off));
        }
    }
    println!("tree construction, scripting off: {passed} of {}", cases.len());
    for (case, got, with_scripting, as_html5ever) in failed {
        let note = match (with_scripting, as_html5ever) {
            (true, _) => " (right with scripting on)",
            (false, true) => " (html5ever builds the same tree as ours)",
            (false, false) => " (html5ever differs from ours too)",
        };
        println!(
            "  case {} of {}{note}: {:?}",
            case["id"],
            case["file"],
            case["data"].as_str().unwrap_or_default()
        );
        if loud && !with_scripting {
            println!("{}\n--- got\n{got}", case["document"].as_str().unwrap_or_default());
        }
    }
}

fn tokenizer(cases: &[Value], loud: bool) {
    let (mut passed, mut failed) = (0, Vec::new());
    for case in cases {
        let states = case["initialStates"].as_array().cloned().unwrap_or_else(|| vec!["Data state".into()]);
        for state in states {
            let content = match state.as_str().unwrap_or_default() {
                "RCDATA state" => Content::Rcdata,
                "RAWTEXT state" => Content::Rawtext,
                "Script data state" => Content::Script,
                "PLAINTEXT state" => Content::Plaintext,
                "CDATA section state" => Content::Cdata,
                _ => Content::Data,
            };
            let page = &unescape(case, &case["input"]);
            let last = case["lastStartTag"].as_str().unwrap_or("");
            let got: Vec<Value> = tokens(page, content, last).iter().map(json).collect();
            let output: Value = match &case["output"] {
                Value::Array(tokens) => tokens.iter().map(|token| unescape_all(case, token)).collect(),
                other => other.clone(),
            };
            let expected = joined(output.as_array().map_or(&[], Vec::as_slice));
            if got == expected {
                passed += 1;
            } else {
                failed.push(format!(
                    "  case {} of {} ({state}): {}",
                    case["id"], case["file"], case["description"]
                ));
                if loud {
                    failed.push(format!("    {page:?}\n    expected {expected:?}\n    got {got:?}"));
                }
            }
        }
    }
    println!(
        "tokenizer: {passed} passed, {} failed, of {} cases (a case may name several states)",
        failed.len(),
        cases.len()
    );
    failed.iter().take(60).for_each(|line| println!("{line}"));
}

fn joined(tokens: &[Value]) -> Vec<Value> {
    let mut out: Vec<Value> = Vec::new();
    for token in tokens {
        let is_text = |token: &Value| token[0] == "Character";
        match out.last_mut() {
            Some(last) if is_text(last) && is_text(token) => {
                let whole = [last[1].as_str(), token[1].as_str()].map(Option::unwrap_or_default).concat();
                *last = serde_json::json!(["Character", whole]);
            }
            _ => out.push(token.clone()),
        }
    }
    out
}

fn json(token: &SimpleToken) -> Value {
    match token {
        SimpleToken::Text(text) => serde_json::json!(["Character", text]),
        SimpleToken::Comment(text) => serde_json::json!(["Comment", text]),
        SimpleToken::End(name) => serde_json::json!(["EndTag", name]),
        SimpleToken::Doctype(name, public, system, right) => {
            serde_json::json!(["DOCTYPE", name, public, system, right])
        }
        SimpleToken::Start(name, attrs, closed) => {
            let attrs: serde_json::Map<String, Value> =
                attrs.iter().map(|(name, value)| (name.clone(), Value::from(value.clone()))).collect();
            if *closed {
                serde_json::json!(["StartTag", name, attrs, true])
            } else {
                serde_json::json!(["StartTag", name, attrs])
            }
        }
    }
}

fn unescape_all(case: &Value, token: &Value) -> Value {
    match token {
        Value::Array(parts) => parts.iter().map(|part| unescape_all(case, part)).collect(),
        Value::String(_) => unescape(case, token).into(),
        other => other.clone(),
    }
}

/// Some cases are written with `\\u` escapes inside their strings.
fn unescape(case: &Value, text: &Value) -> String {
    let text = text.as_str().unwrap_or_default();
    if !text.contains("\\u") || case["doubleEscaped"].as_bool() == Some(false) {
        return text.to_owned();
    }
    serde_json::from_str(&format!("\"{}\"", text.replace('"', "\\\""))).unwrap_or_else(|_| text.to_owned())
}
