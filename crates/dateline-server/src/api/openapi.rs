//! The API as an OpenAPI 3.1 document. Paths, methods, words and who may use them come from the table of routes that the handlers stand in;
//! what each takes and gives from one table beside it. Answers are made as JSON by hand, so there are no types to derive it from: tests
//! hold every answer, and the fields that every handler takes, to the tables.

mod notation;
mod operations;
mod shapes;

use super::ROUTES;
use crate::admission::{Access, AsUser};
use crate::route::Route;
use axum::response::{IntoResponse, Response};
use bytes::Bytes;
use dateline_store::Section;
use http::header;
use notation::{of_type, schema};
use operations::{OPERATIONS, Operation};
use serde_json::{Map, Value, json};
use shapes::SHAPES;
use std::sync::LazyLock;

static DOCUMENT: LazyLock<Bytes> = LazyLock::new(|| Bytes::from(document("/").to_string()));

/// `GET /api/v1/openapi.json`.
pub(super) async fn show(AsUser(app): AsUser) -> Response {
    let base = &app.settings.base_path;
    let document =
        if base.is_root() { DOCUMENT.clone() } else { Bytes::from(document(&base.of("/")).to_string()) };
    ([(header::CONTENT_TYPE, "application/json")], document).into_response()
}

/// A Reading has a description of its own; references within it lead to where it stands here.
const READING: &str = include_str!("../../../../docs/reading.schema.json");

/// The document of a desk at a path.
fn document(root: &str) -> Value {
    let mut paths: Map<String, Value> = Map::new();
    for route in ROUTES {
        let path = paths.entry(route.path).or_insert_with(|| json!({}));
        path[route.method.to_ascii_lowercase()] = operation(route);
    }
    json!({
        "openapi": "3.1.0",
        "info": {
            "title": "Dateline",
            "version": env!("CARGO_PKG_VERSION"),
            "summary": "The JSON API of a news desk.",
            "license": {"name": "MIT OR Apache-2.0", "identifier": "MIT OR Apache-2.0"},
        },
        "servers": [{"url": root}],
        "paths": paths,
        "components": {
            "schemas": schemas(),
            "securitySchemes": {
                "bearer": {"type": "http", "scheme": "bearer", "description": "A token of /account."},
                "basic": {"type": "http", "scheme": "basic", "description": "The name of the account and a token."},
            },
        },
    })
}

fn schemas() -> Value {
    let mut all: Map<String, Value> =
        SHAPES.iter().map(|(name, text)| ((*name).to_owned(), schema(SHAPES, text))).collect();
    let sections: Vec<&str> = Section::all().map(Section::word).collect();
    all.insert("Section".to_owned(), json!({"type": "string", "enum": sections}));
    let reading = READING.replace("\"#/$defs/", "\"#/components/schemas/Reading/$defs/");
    let mut reading: Value = serde_json::from_str(&reading).unwrap_or_default();
    if let Some(fields) = reading.as_object_mut() {
        // With an identity of its own, references in it would be read from there.
        fields.remove("$id");
        fields.remove("$schema");
    }
    all.insert("Reading".to_owned(), reading);
    Value::Object(all)
}

/// What a route takes and gives; `None` where nobody wrote it down, which a test finds.
fn described(route: &Route) -> Option<&'static Operation> {
    OPERATIONS.iter().find(|one| one.method == route.method && one.path == route.path)
}

fn operation(route: &Route) -> Value {
    let name = route.path.trim_start_matches("/api/v1/").replace(['/', '.'], "_").replace(['{', '}'], "");
    let mut told = json!({
        "operationId": format!("{}_{name}", route.method.to_ascii_lowercase()),
        "tags": [route.path.split('/').nth(3).unwrap_or_default()],
        "description": route.words,
        "parameters": [],
        "responses": {"default": {"description": "Why not.", "content": {
            "application/json": {"schema": of_type("Error")},
            "application/problem+json": {"schema": of_type("Problem")},
        }}},
        "security": security(route.access),
    });
    if let Some(operation) = described(route) {
        told["parameters"] = parameters(operation);
        told["responses"]["200"] = answer(operation);
        if operation.method == "GET" && operation.answer != EVENTS {
            told["responses"]["304"] = json!({"description": "What If-None-Match names still stands."});
        }
        if !operation.body.is_empty() {
            let body = json!({"application/json": {"schema": schema(SHAPES, operation.body)}});
            told["requestBody"] = json!({"required": true, "content": body});
        }
    }
    told
}

/// The answer of the one route that never ends.
const EVENTS: &str = "text/event-stream";

fn answer(operation: &Operation) -> Value {
    if operation.answer == EVENTS {
        return json!({"description": "Events.", "content": {EVENTS: {"schema": of_type("text")}}});
    }
    let is_fields = operation.answer.contains(':');
    let schema = if is_fields { schema(SHAPES, operation.answer) } else { of_type(operation.answer) };
    let mut told = json!({"description": "As asked.", "content": {"application/json": {"schema": schema}}});
    if operation.method == "GET" {
        let words = "Changes with the answer; for If-None-Match.";
        told["headers"] = json!({"ETag": {"description": words, "schema": of_type("text")}});
    }
    told
}

fn parameters(operation: &Operation) -> Value {
    let mut all = Vec::new();
    if operation.path.contains("{id}") {
        all.push(json!({"name": "id", "in": "path", "required": true, "schema": of_type("int")}));
    }
    for field in operation.query.split_whitespace() {
        let (name, kind) = field.split_once(':').unwrap_or((field, "text"));
        all.push(json!({"name": name, "in": "query", "required": false, "schema": of_type(kind)}));
    }
    let (name, kind, words) = match operation.method {
        "GET" if operation.answer == EVENTS => {
            ("Last-Event-ID", "event_id", "The id of the event to go on after.")
        }
        "GET" => ("If-None-Match", "text", "An ETag: the answer is 304 where it would be the same."),
        _ => ("Idempotency-Key", "key", "The same request with it again gets the first answer."),
    };
    let schema = of_type(kind);
    all.push(
        json!({"name": name, "in": "header", "required": false, "description": words, "schema": schema}),
    );
    Value::Array(all)
}

/// Who may: a token of a scope that reaches, or nobody on a desk without accounts.
fn security(access: Access) -> Value {
    match access.scope() {
        _ if access == Access::Public => json!([]),
        Some(scope) => json!([{"bearer": [scope.as_str()]}, {"basic": [scope.as_str()]}, {}]),
        None => json!([{}]),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    #[test]
    fn every_route_is_described_and_nothing_else() {
        let name = |method: &str, path: &str| format!("{method} {path}");
        let ours: BTreeSet<String> = ROUTES.iter().map(|route| name(route.method, route.path)).collect();
        let described: BTreeSet<String> = OPERATIONS.iter().map(|one| name(one.method, one.path)).collect();
        assert_eq!(described, ours, "a route and what it takes and gives stand in two tables");
        assert_eq!(OPERATIONS.len(), ours.len(), "each once");
    }

    #[test]
    fn every_reference_leads_somewhere() {
        fn references(value: &Value, found: &mut BTreeSet<String>) {
            match value {
                Value::Object(fields) => {
                    found.extend(fields.get("$ref").and_then(Value::as_str).map(str::to_owned));
                    fields.values().for_each(|inner| references(inner, found));
                }
                Value::Array(items) => items.iter().for_each(|inner| references(inner, found)),
                _ => {}
            }
        }
        let document = document("/");
        let mut found = BTreeSet::new();
        references(&document, &mut found);
        assert!(found.len() > 40, "{found:?}");
        for reference in &found {
            let pointer = reference.trim_start_matches('#');
            assert!(document.pointer(pointer).is_some_and(|to| !to.is_null()), "{reference}");
        }
        for (name, _) in SHAPES {
            let reference = format!("#/components/schemas/{name}");
            assert!(found.contains(&reference) || IN_LISTS.contains(name), "{name} is used nowhere");
        }
    }

    /// Shapes that stand in a document by their fields alone.
    const IN_LISTS: &[&str] = &[];

    #[test]
    fn what_a_route_takes_from_its_address_stands_in_its_words() {
        for operation in OPERATIONS {
            let words =
                ROUTES.iter().find(|route| route.path == operation.path && route.method == operation.method);
            let words = words.unwrap().words;
            for field in operation.query.split_whitespace() {
                let name = field.split_once(':').unwrap().0;
                assert!(words.contains(&format!("`{name}`")), "{} {name}", operation.path);
            }
        }
    }
}
