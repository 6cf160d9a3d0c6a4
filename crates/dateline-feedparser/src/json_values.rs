//! Values of the dictionary: objects of attributes, lists that grow, media types by their short names.

use serde_json::{Map, Value};

/// Attributes as an object.
pub(super) fn object(attrs: &[(String, String)]) -> Value {
    Value::Object(attrs.iter().map(|(key, value)| (key.clone(), Value::from(value.as_str()))).collect())
}

pub(super) fn media_type(kind: &str) -> String {
    let kind = kind.to_lowercase();
    match kind.as_str() {
        "text" | "plain" => "text/plain".to_owned(),
        "html" => "text/html".to_owned(),
        "xhtml" => "application/xhtml+xml".to_owned(),
        _ => kind,
    }
}

/// Adds to the list under `key`, made if missing.
pub(super) fn append(context: &mut Map<String, Value>, key: &str, value: Value) {
    match context.get_mut(key) {
        Some(Value::Array(list)) => list.push(value),
        _ => {
            context.insert(key.into(), Value::Array(vec![value]));
        }
    }
}

/// Sets a key of the last object of a list, made if missing.
pub(super) fn set_last(context: &mut Map<String, Value>, key: &str, name: &str, value: &str) {
    if context.get(key).and_then(Value::as_array).is_none_or(Vec::is_empty) {
        append(context, key, Value::Object(Map::new()));
    }
    let last = context.get_mut(key).and_then(Value::as_array_mut).and_then(|list| list.last_mut());
    if let Some(last) = last.and_then(Value::as_object_mut) {
        last.insert(name.into(), value.into());
    }
}
