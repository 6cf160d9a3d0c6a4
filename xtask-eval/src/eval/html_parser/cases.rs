//! html5lib's cases. What does not pass needs a reason here; a case without one fails the run by its floor.

use super::super::Run;
use super::super::corpus;
use super::super::figure_tables::Table;
use super::super::text_score::share;
use super::{dump, oracle};
use crate::out;
use anyhow::Result;
use dateline_html::{Content, Limits, Scripting, SimpleToken, parse_fragment, parse_str_with, tokens};
use serde_json::Value;

/// Adds the rows of tree construction and of the tokenizer.
pub(super) fn rows(run: &Run<'_>, table: &mut Table) -> Result<()> {
    let folder = run.data.join("security");
    trees(&corpus::lines(&folder.join("html5lib-tree.jsonl"))?, table);
    tokenizer(&corpus::lines(&folder.join("html5lib-tokenizer.jsonl"))?, table);
    Ok(())
}

/// Cases that are not expected to pass: the file's ids and the reason.
const EXCEPTIONS: &[(&str, &[u64])] = &[
    ("need a script to run", &[496, 497, 498, 499]),
    (
        "are older than the standard, which has no mode \"in select\" any more (whatwg/html#10548)",
        &[385, 654, 726, 742, 743, 755, 756, 1052, 1053, 1501, 1516, 1517, 1529, 1530, 1619, 1620, 1700],
    ),
    (
        "are older than the standard, in which HTML breaks out of foreign content in fragments too (whatwg/html#6399)",
        &[271, 272, 309, 311, 318, 319],
    ),
    ("ask for names and comments that XML could hold, no rule of HTML", &[6806, 6807, 6808]),
];

fn reason(case: &Value) -> Option<&'static str> {
    let id = case["id"].as_u64()?;
    EXCEPTIONS.iter().find(|(_, ids)| ids.contains(&id)).map(|(reason, _)| *reason)
}

/// Names the cases without a reason; says how many cases are not among them.
fn explained(all: usize, failed: &[(&Value, String)]) -> usize {
    let open: Vec<_> = failed.iter().filter(|(case, _)| reason(case).is_none()).collect();
    for (case, details) in &open {
        out::line(&format!("wrong without a reason: case {} of {}\n{details}", case["id"], case["file"]));
    }
    all - open.len()
}

/// How often each reason was given.
fn reasons(failed: &[(&Value, String)]) -> String {
    let count = |why: &str| failed.iter().filter(|(case, _)| reason(case) == Some(why)).count();
    let given = EXCEPTIONS.iter().map(|(why, _)| (count(why), why)).filter(|(count, _)| *count > 0);
    given.map(|(count, why)| format!("{count} {why}")).collect::<Vec<_>>().join("; ")
}

fn rows_of(table: &mut Table, kind: &str, all: usize, failed: &[(&Value, String)], peer: Option<String>) {
    let passed = all - failed.len();
    table.row(format!("html.{kind}.passed"), share(passed, all), format!("{passed} of {all}"), None);
    table.peer(peer);
    let known = explained(all, failed);
    let detail = format!("{known} of {all}, exceptions: {}", reasons(failed));
    table.row(format!("html.{kind}.passed_or_named"), share(known, all), detail, None);
}

fn built(case: &Value, scripting: Scripting) -> String {
    let page = case["data"].as_str().unwrap_or_default();
    match case["fragment"].as_str() {
        Some(context) => {
            let document = parse_fragment(page, context, &Limits::default(), scripting);
            let root = document.first_child(document.root()).unwrap_or(document.root());
            dump::dump(&document, root)
        }
        None => {
            let document = parse_str_with(page, &Limits::default(), scripting);
            dump::dump(&document, document.root())
        }
    }
}

fn built_by_html5ever(case: &Value, scripting: Scripting) -> String {
    let context = case["fragment"].as_str();
    let page = case["data"].as_str().unwrap_or_default();
    let nodes = oracle::parse(page, context, scripting == Scripting::On);
    oracle::dump(&nodes, if context.is_some() { nodes[0].first } else { 0 })
}

/// Builds every case, with scripting where the case says so and without elsewhere.
fn trees(cases: &[Value], table: &mut Table) {
    let (mut failed, mut theirs, mut alike) = (Vec::new(), 0, 0);
    for case in cases {
        let expected = case["document"].as_str().unwrap_or_default().trim_end();
        let scripting = if case["script"] == "on" { Scripting::On } else { Scripting::Off };
        let (ours, other) = (built(case, scripting), built_by_html5ever(case, scripting));
        theirs += usize::from(other.trim_end() == expected);
        if ours.trim_end() != expected {
            alike += usize::from(ours == other);
            failed.push((case, format!("{expected}\n--- got\n{ours}")));
        }
    }
    let peer = format!(
        "html5ever {:.4}, which builds our tree in {alike} of our {} exceptions",
        share(theirs, cases.len()),
        failed.len()
    );
    rows_of(table, "trees", cases.len(), &failed, Some(peer));
}

/// Runs every case in each state that it names.
fn tokenizer(cases: &[Value], table: &mut Table) {
    let (mut runs, mut failed) = (0, Vec::new());
    for case in cases {
        let states = case["initialStates"].as_array().cloned().unwrap_or_else(|| vec!["Data state".into()]);
        for state in &states {
            runs += 1;
            failed.extend(wrong_tokens(case, state).map(|details| (case, details)));
        }
    }
    rows_of(table, "tokenizer", runs, &failed, None);
}

fn wrong_tokens(case: &Value, state: &Value) -> Option<String> {
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
    (got != expected).then(|| format!("{page:?} ({state})\n  expected {expected:?}\n  got {got:?}"))
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
