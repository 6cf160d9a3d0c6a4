//! A short notation for JSON Schema, in which the shapes of the API are written: `id:int title:text? labels:[text] lead:Entry`.
//!
//! A field is `name:type`, `name?:type` where it may be left out. A type is a word of [`scalar`], `[type]` for a list, or the name of
//! a shape; `?` behind it allows null. `+Name` takes the fields of another shape in. A shape that begins with `=` is one of the words
//! that follow. Nothing here fails: a name that no shape has becomes a reference that leads nowhere, and a test finds it.

use serde_json::{Map, Value, json};

/// Shapes by name, in the notation.
pub(super) type Shapes = [(&'static str, &'static str)];

/// The schema of an object or of words.
pub(super) fn schema(shapes: &Shapes, text: &str) -> Value {
    if let Some(words) = text.strip_prefix('=') {
        return json!({"type": "string", "enum": words.split_whitespace().collect::<Vec<_>>()});
    }
    let (mut properties, mut required) = (Map::new(), Vec::new());
    collect(shapes, text, &mut properties, &mut required);
    json!({"type": "object", "properties": properties, "required": required, "additionalProperties": false})
}

fn collect(shapes: &Shapes, text: &str, properties: &mut Map<String, Value>, required: &mut Vec<Value>) {
    for field in text.split_whitespace() {
        if let Some(name) = field.strip_prefix('+') {
            let other = shapes.iter().find(|(known, _)| *known == name).map_or("", |(_, text)| *text);
            collect(shapes, other, properties, required);
            continue;
        }
        let (name, kind) = field.split_once(':').unwrap_or((field, "any"));
        let optional = name.strip_suffix('?');
        let name = optional.unwrap_or(name);
        if optional.is_none() {
            required.push(json!(name));
        }
        properties.insert(name.to_owned(), of_type(kind));
    }
}

/// The schema of a type.
pub(super) fn of_type(kind: &str) -> Value {
    if let Some(inner) = kind.strip_suffix('?') {
        let mut schema = of_type(inner);
        if let Some(name) = schema.get("type").and_then(Value::as_str).map(str::to_owned) {
            schema["type"] = json!([name, "null"]);
            return schema;
        }
        return json!({"anyOf": [schema, {"type": "null"}]});
    }
    if let Some(inner) = kind.strip_prefix('[').and_then(|kind| kind.strip_suffix(']')) {
        return json!({"type": "array", "items": of_type(inner)});
    }
    scalar(kind).unwrap_or_else(|| json!({"$ref": format!("#/components/schemas/{kind}")}))
}

/// Most items of a list that a program sends.
const LISTED: usize = crate::api::params::MARKED;

/// Words for what is no object.
fn scalar(kind: &str) -> Option<Value> {
    Some(match kind {
        "any" => json!({}),
        "text" => json!({"type": "string"}),
        "bool" => json!({"type": "boolean"}),
        "number" => json!({"type": "number"}),
        "int" => json!({"type": "integer", "format": "int64", "minimum": i64::MIN, "maximum": i64::MAX}),
        "count" => json!({"type": "integer", "format": "int64", "minimum": 0, "maximum": u32::MAX}),
        "bytes" => {
            json!({"type": "integer", "format": "int64", "minimum": 0, "maximum": 10_000_000_000_000_u64})
        }
        "hours" => json!({"type": "integer", "minimum": 1, "maximum": 720}),
        "days" => json!({"type": "integer", "minimum": 0, "maximum": 36_500}),
        "limit" => json!({"type": "integer", "minimum": 1, "maximum": 500, "default": 50}),
        // Opaque to programs; the form keeps out what no answer can have given.
        "cursor" => json!({"type": "string", "pattern": "^[0-9]{1,15}[.][0-9]{1,9}$"}),
        "key" => json!({"type": "string", "pattern": "^[!-~]{1,255}$"}),
        "event_id" => json!({"type": "string", "pattern": "^[0-9]{1,15}([.][0-9]{1,15})?$"}),
        "address" => json!({"type": "string", "minLength": 1, "maxLength": 2_000}),
        "moment" => json!({"type": "string", "format": "date-time"}),
        "time" => json!({"type": "string", "description": "RFC 3339, or a day where only the day is known."}),
        "ids" => json!({"type": "array", "maxItems": LISTED, "items": scalar("int")}),
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_notation_becomes_json_schema() {
        let shapes: &Shapes = &[("Base", "id:bool"), ("Word", "= a b")];
        let made = schema(shapes, "+Base name?:text? all:[Word] one:Word?");
        assert_eq!(
            made,
            json!({
                "type": "object", "additionalProperties": false, "required": ["id", "all", "one"],
                "properties": {
                    "id": {"type": "boolean"}, "name": {"type": ["string", "null"]},
                    "all": {"type": "array", "items": {"$ref": "#/components/schemas/Word"}},
                    "one": {"anyOf": [{"$ref": "#/components/schemas/Word"}, {"type": "null"}]},
                },
            })
        );
        assert_eq!(schema(shapes, "= a b"), json!({"type": "string", "enum": ["a", "b"]}));
    }
}
