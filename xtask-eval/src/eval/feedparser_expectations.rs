//! Evaluates machine-readable expectations of feedparser's cases against a value of its shape, aliases included.

use serde_json::{Map, Value, json};

/// feedparser's documented aliases: a key and where else its value may stand.
const ALIASES: &[(&str, &[&str])] = &[
    ("channel", &["feed"]),
    ("items", &["entries"]),
    ("guid", &["id"]),
    ("date", &["updated"]),
    ("date_parsed", &["updated_parsed"]),
    ("description", &["summary", "subtitle"]),
    ("description_detail", &["summary_detail", "subtitle_detail"]),
    ("url", &["href"]),
    ("modified", &["updated"]),
    ("modified_parsed", &["updated_parsed"]),
    ("issued", &["published"]),
    ("issued_parsed", &["published_parsed"]),
    ("copyright", &["rights"]),
    ("copyright_detail", &["rights_detail"]),
    ("tagline", &["subtitle"]),
    ("tagline_detail", &["subtitle_detail"]),
];

/// Whether every clause holds.
pub(crate) fn holds(clauses: &Value, root: &Value) -> bool {
    clauses.as_array().into_iter().flatten().all(|clause| clause_holds(clause, root))
}

fn clause_holds(clause: &Value, root: &Value) -> bool {
    let op = clause["op"].as_str().unwrap_or_default();
    match op {
        "or" => clause["any"].as_array().into_iter().flatten().any(|all| holds(all, root)),
        "not" => !holds(&clause["all"], root),
        "false" | "const" => false,
        _ => compare(op, clause, root),
    }
}

fn compare(op: &str, clause: &Value, root: &Value) -> bool {
    let found = follow(root, &clause["path"]);
    let wanted = &clause["value"];
    match op {
        "truthy" => found.as_ref().is_some_and(truthy),
        "falsy" => !found.as_ref().is_some_and(truthy),
        "eq" => same(found.as_ref().unwrap_or(&Value::Null), wanted),
        "ne" => !same(found.as_ref().unwrap_or(&Value::Null), wanted),
        "contains" => found.is_some_and(|found| contains(&found, wanted)),
        "not_contains" => !found.is_some_and(|found| contains(&found, wanted)),
        "eq_path" => found == follow(root, &clause["other"]),
        _ => false,
    }
}

/// Equality as Python has it: `1 == 1.0 == True`.
fn same(a: &Value, b: &Value) -> bool {
    let number =
        |value: &Value| value.as_f64().or_else(|| value.as_bool().map(|bit| if bit { 1.0 } else { 0.0 }));
    match (number(a), number(b)) {
        (Some(a), Some(b)) => (a - b).abs() < f64::EPSILON,
        _ => match (a, b) {
            (Value::Array(a), Value::Array(b)) => {
                a.len() == b.len() && a.iter().zip(b).all(|(a, b)| same(a, b))
            }
            (Value::Object(a), Value::Object(b)) => {
                a.len() == b.len() && a.iter().all(|(key, a)| b.get(key).is_some_and(|b| same(a, b)))
            }
            _ => a == b,
        },
    }
}

fn truthy(value: &Value) -> bool {
    match value {
        Value::Null => false,
        Value::Bool(bit) => *bit,
        Value::Number(number) => number.as_f64() != Some(0.0),
        Value::String(text) => !text.is_empty(),
        Value::Array(list) => !list.is_empty(),
        Value::Object(map) => !map.is_empty(),
    }
}

fn contains(found: &Value, wanted: &Value) -> bool {
    match found {
        Value::String(text) => wanted.as_str().is_some_and(|wanted| text.contains(wanted)),
        Value::Array(list) => list.contains(wanted),
        Value::Object(map) => wanted.as_str().is_some_and(|key| map.contains_key(key)),
        _ => false,
    }
}

fn follow(root: &Value, path: &Value) -> Option<Value> {
    let mut at = Some(root.clone());
    for step in path.as_array().into_iter().flatten() {
        at = match step {
            Value::Object(call) => apply(at, call),
            Value::String(key) => at.and_then(|value| find(&value, key)),
            Value::Number(index) => at.and_then(|value| element(&value, index.as_i64()?)),
            _ => None,
        };
    }
    at
}

fn element(value: &Value, index: i64) -> Option<Value> {
    let list = value.as_array()?;
    let index = if index < 0 {
        usize::try_from(i64::try_from(list.len()).ok()? + index)
    } else {
        usize::try_from(index)
    };
    list.get(index.ok()?).cloned()
}

fn apply(at: Option<Value>, call: &Map<String, Value>) -> Option<Value> {
    if let Some(default) = call.get("default") {
        return at.or_else(|| Some(default.clone()));
    }
    let argument = call.get("arg").and_then(Value::as_str).unwrap_or_default();
    let name = call.get("fn").and_then(Value::as_str).unwrap_or_default();
    if name == "has_key" {
        return Some(json!(at.is_some_and(|value| find(&value, argument).is_some())));
    }
    let value = at?;
    match name {
        "len" => Some(json!(length(&value))),
        "keys" => Some(value.as_object()?.keys().cloned().collect()),
        "values" => Some(value.as_object()?.values().cloned().collect()),
        "set" => Some(value),
        "bool" => Some(json!(truthy(&value))),
        "startswith" => Some(json!(value.as_str()?.starts_with(argument))),
        "endswith" => Some(json!(value.as_str()?.ends_with(argument))),
        _ => None,
    }
}

fn length(value: &Value) -> usize {
    match value {
        Value::String(text) => text.chars().count(),
        Value::Array(list) => list.len(),
        Value::Object(map) => map.len(),
        _ => 0,
    }
}

/// A key of an object, by its own name or by an alias.
fn find(value: &Value, key: &str) -> Option<Value> {
    let map = value.as_object()?;
    if let Some(found) = map.get(key) {
        return Some(found.clone());
    }
    let published = key.replace("updated", "published");
    match key {
        "category" => find(map.get("tags")?.get(0)?, "term"),
        "enclosures" => Some(enclosures(map.get("links")?)),
        "license" => license(map.get("links")?).or_else(|| aliased(value, key)),
        "updated" | "updated_parsed" if map.contains_key(&published) => map.get(&published).cloned(),
        _ => aliased(value, key),
    }
}

fn aliased(value: &Value, key: &str) -> Option<Value> {
    let (_, others) = ALIASES.iter().find(|(alias, _)| *alias == key)?;
    others.iter().find_map(|other| find(value, other))
}

fn enclosures(links: &Value) -> Value {
    let links = links.as_array().into_iter().flatten().filter(|link| link["rel"] == "enclosure");
    links
        .map(|link| {
            link.as_object()
                .into_iter()
                .flatten()
                .filter(|(key, _)| *key != "rel")
                .map(|(k, v)| (k.clone(), v.clone()))
                .collect::<Map<_, _>>()
        })
        .map(Value::Object)
        .collect()
}

fn license(links: &Value) -> Option<Value> {
    let mut links = links.as_array()?.iter();
    links.find(|link| link["rel"] == "license" && link.get("href").is_some()).map(|link| link["href"].clone())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(clauses: &Value, wanted: bool) {
        let root = json!({
            "bozo": false,
            "feed": {"title": "T", "links": [{"rel": "license", "href": "http://l.example/"}]},
            "entries": [{"id": "x", "summary": "S", "published": "P", "tags": [{"term": "c"}]}]
        });
        assert_eq!(holds(clauses, &root), wanted, "{clauses}");
    }

    #[test]
    fn operators_and_aliases() {
        check(
            &json!([{"path": ["bozo"], "op": "falsy"}, {"path": ["channel", "title"], "op": "eq", "value": "T"}]),
            true,
        );
        check(&json!([{"path": ["entries", 0, "guid"], "op": "eq", "value": "x"}]), true);
        check(&json!([{"path": ["entries", 0, "description"], "op": "eq", "value": "S"}]), true);
        check(&json!([{"path": ["entries", 0, "updated"], "op": "eq", "value": "P"}]), true);
        check(&json!([{"path": ["entries", -1, "category"], "op": "eq", "value": "c"}]), true);
        check(&json!([{"path": ["feed", "license"], "op": "contains", "value": "l.example"}]), true);
        check(&json!([{"path": ["entries", {"fn": "len"}], "op": "eq", "value": 2}]), false);
        check(
            &json!([{"op": "or", "any": [[{"path": ["bozo"], "op": "truthy"}], [{"path": ["no"], "op": "falsy"}]]}]),
            true,
        );
    }
}
