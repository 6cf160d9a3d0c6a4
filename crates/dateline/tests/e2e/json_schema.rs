//! The part of JSON Schema that `docs/reading.schema.json` uses, so that output can be held to it.

use crate::fixture::repository;
use serde_json::Value;

/// The schema of a reading.
pub(crate) fn reading() -> Value {
    let path = repository().join("docs/reading.schema.json");
    serde_json::from_str(&std::fs::read_to_string(path).unwrap()).unwrap()
}

/// Everything about `value` that breaks `schema`, with its place. A keyword that is not known here is a fault too: it
/// would hold nobody to anything.
pub(crate) fn faults(schema: &Value, value: &Value) -> Vec<String> {
    let mut found = Vec::new();
    check(schema, schema, value, "$", &mut found);
    found
}

fn check(root: &Value, schema: &Value, value: &Value, place: &str, found: &mut Vec<String>) {
    let Some(rules) = schema.as_object() else { return };
    for (rule, wanted) in rules {
        let holds = match rule.as_str() {
            "$schema" | "$id" | "$defs" | "$comment" | "title" | "description" | "format" | "examples" => {
                true
            }
            "$ref" => {
                let pointer = wanted.as_str().unwrap().trim_start_matches('#');
                check(root, root.pointer(pointer).unwrap(), value, place, found);
                true
            }
            "const" => value == wanted,
            "enum" => wanted.as_array().unwrap().contains(value),
            "type" => is_of_type(wanted, value),
            "required" => required(wanted, value, place, found),
            "properties" => properties(root, wanted, value, place, found),
            "additionalProperties" => {
                wanted != &Value::Bool(false)
                    || value.as_object().is_none_or(|object| {
                        let known = rules.get("properties").and_then(Value::as_object);
                        object.keys().all(|key| known.is_some_and(|known| known.contains_key(key)))
                    })
            }
            "items" => {
                for (index, item) in value.as_array().into_iter().flatten().enumerate() {
                    check(root, wanted, item, &format!("{place}[{index}]"), found);
                }
                true
            }
            "anyOf" | "oneOf" => wanted.as_array().unwrap().iter().any(|one| {
                let mut trouble = Vec::new();
                check(root, one, value, place, &mut trouble);
                trouble.is_empty()
            }),
            "maxLength" => {
                value.as_str().is_none_or(|text| text.chars().count() as u64 <= wanted.as_u64().unwrap())
            }
            "minLength" => {
                value.as_str().is_none_or(|text| text.chars().count() as u64 >= wanted.as_u64().unwrap())
            }
            "minimum" => value.as_f64().is_none_or(|number| number >= wanted.as_f64().unwrap()),
            "maximum" => value.as_f64().is_none_or(|number| number <= wanted.as_f64().unwrap()),
            "pattern" => true,
            "uniqueItems" => value.as_array().is_none_or(|items| {
                items.iter().enumerate().all(|(index, item)| !items[..index].contains(item))
            }),
            _ => {
                found.push(format!("the schema's {rule:?} is not understood by this test"));
                true
            }
        };
        if !holds {
            found.push(format!("{place}: {value} against {rule} {wanted}"));
        }
    }
}

fn is_of_type(wanted: &Value, value: &Value) -> bool {
    let names = wanted.as_array().cloned().unwrap_or_else(|| vec![wanted.clone()]);
    names.iter().any(|name| match name.as_str().unwrap() {
        "null" => value.is_null(),
        "boolean" => value.is_boolean(),
        "string" => value.is_string(),
        "array" => value.is_array(),
        "object" => value.is_object(),
        "number" => value.is_number(),
        "integer" => value.is_i64() || value.is_u64(),
        other => panic!("type {other}"),
    })
}

fn required(wanted: &Value, value: &Value, place: &str, found: &mut Vec<String>) -> bool {
    let Some(object) = value.as_object() else { return true };
    for name in wanted.as_array().unwrap().iter().filter_map(Value::as_str) {
        if !object.contains_key(name) {
            found.push(format!("{place}: {name} is missing"));
        }
    }
    true
}

fn properties(root: &Value, wanted: &Value, value: &Value, place: &str, found: &mut Vec<String>) -> bool {
    for (name, schema) in wanted.as_object().unwrap() {
        if let Some(value) = value.get(name) {
            check(root, schema, value, &format!("{place}.{name}"), found);
        }
    }
    true
}

#[test]
fn a_wrong_reading_is_noticed() {
    let schema = reading();
    let empty = serde_json::json!({"reading": 1});
    assert!(faults(&schema, &empty).iter().any(|fault| fault.contains("verdict is missing")));
    let odd = serde_json::json!({"reading": 2, "id": 7, "verdict": {"holding": "most"}});
    let found = faults(&schema, &odd).join("\n");
    for place in ["$.reading:", "$.id:", "$.verdict.holding:"] {
        assert!(found.contains(place), "{place} in {found}");
    }
}
