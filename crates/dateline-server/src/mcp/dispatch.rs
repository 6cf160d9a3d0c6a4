//! Methods of the protocol: what the desk is, what tools it has, a call of one. Nothing is remembered between two messages.

use super::message::{Fault, Message, answer, read};
use super::tools;
use super::untrusted::NOTICE;
use crate::app_state::App;
use serde_json::{Map, Value, json};

/// Versions of the protocol that are spoken, the latest first. What they ask of a server that has tools alone is the same.
pub(super) const VERSIONS: [&str; 4] = ["2025-11-25", "2025-06-18", "2025-03-26", "2024-11-05"];
/// The version of whoever names none (2025-06-18, "Protocol Version Header").
pub(super) const ASSUMED: &str = "2025-03-26";

/// Carries out one message; `None` where it wants no answer.
pub(super) async fn carry_out(app: &App, message: Value) -> Option<Value> {
    match read(message) {
        Ok(Message::Told) => None,
        Ok(Message::Request { id, method, params }) => Some(answer(&id, asked(app, &method, params).await)),
        Err((id, fault)) => Some(answer(&id, Err(fault))),
    }
}

async fn asked(app: &App, method: &str, mut params: Map<String, Value>) -> Result<Value, Fault> {
    match method {
        "initialize" => Ok(initialized(&params)),
        "ping" => Ok(json!({})),
        "tools/list" => match params.get("cursor") {
            None | Some(Value::Null) => Ok(tools::list(app)),
            Some(_) => Err(Fault::new(Fault::PARAMS, "There is no such cursor: all tools are in one list")),
        },
        "tools/call" => {
            let given = match params.remove("arguments") {
                None | Some(Value::Null) => Map::new(),
                Some(Value::Object(given)) => given,
                Some(_) => return Err(Fault::new(Fault::PARAMS, "arguments is an object")),
            };
            match params.get("name").and_then(Value::as_str) {
                Some(name) if tools::is_one(name) => tools::call(app, name, given)
                    .await
                    .map_err(|error| Fault::new(Fault::INTERNAL, error.happened)),
                _ => Err(Fault::new(
                    Fault::PARAMS,
                    "There is no such tool; tools/list names those that there are",
                )),
            }
        }
        _ => Err(Fault::new(Fault::NO_METHOD, "There is no such method; this desk has tools alone")),
    }
}

/// What the desk is and can; the version that was asked for where it is spoken, else the latest.
fn initialized(params: &Map<String, Value>) -> Value {
    let asked = params.get("protocolVersion").and_then(Value::as_str);
    let version = asked.filter(|asked| VERSIONS.contains(asked)).unwrap_or(VERSIONS[0]);
    json!({
        "protocolVersion": version,
        "capabilities": {"tools": {"listChanged": false}},
        "serverInfo": {"name": "dateline", "title": "Dateline", "version": env!("CARGO_PKG_VERSION")},
        "instructions": format!(
            "A news desk of one reader: stories, the articles of their publishers, and an honest verdict how much of each is held. {NOTICE}"
        ),
    })
}
