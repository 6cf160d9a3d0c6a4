//! Messages of JSON-RPC 2.0, as the protocol narrows them: an id is text or a whole number, and never null.

use serde_json::{Map, Value, json};

/// A message as it came.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Message {
    /// Wants an answer.
    Request { id: Value, method: String, params: Map<String, Value> },
    /// Wants none: a notification, or an answer to what was never asked.
    Told,
}

/// Why a message was not carried out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Fault {
    pub(super) code: i64,
    pub(super) message: String,
}

impl Fault {
    /// The text is no JSON.
    pub(super) const PARSE: i64 = -32_700;
    /// The JSON is no message.
    pub(super) const INVALID: i64 = -32_600;
    /// There is no such method.
    pub(super) const NO_METHOD: i64 = -32_601;
    /// The method is not asked like that.
    pub(super) const PARAMS: i64 = -32_602;
    /// The desk failed.
    pub(super) const INTERNAL: i64 = -32_603;

    pub(super) fn new(code: i64, message: impl Into<String>) -> Self {
        Self { code, message: message.into() }
    }
}

/// Reads one message; a fault comes with the id that its answer carries, null where there is none.
pub(super) fn read(value: Value) -> Result<Message, (Value, Fault)> {
    let invalid = |id: Value, why: &str| (id, Fault::new(Fault::INVALID, why));
    let Value::Object(mut fields) = value else {
        return Err(invalid(Value::Null, "A message is a JSON object"));
    };
    let id = fields.remove("id");
    let known = id.clone().filter(is_id).unwrap_or(Value::Null);
    if fields.get("jsonrpc").and_then(Value::as_str) != Some("2.0") {
        return Err(invalid(known, "A message says jsonrpc 2.0"));
    }
    let method = match fields.remove("method") {
        Some(Value::String(method)) => method,
        None if fields.contains_key("result") || fields.contains_key("error") => return Ok(Message::Told),
        _ => return Err(invalid(known, "A message names a method")),
    };
    let params = match fields.remove("params") {
        None => Map::new(),
        Some(Value::Object(params)) => params,
        Some(_) => return Err(invalid(known, "params is an object")),
    };
    match id {
        None => Ok(Message::Told),
        Some(id) if is_id(&id) => Ok(Message::Request { id, method, params }),
        Some(_) => Err(invalid(Value::Null, "id is text or a whole number")),
    }
}

fn is_id(id: &Value) -> bool {
    id.is_string() || id.is_i64() || id.is_u64()
}

/// The answer to a request.
pub(super) fn answer(id: &Value, outcome: Result<Value, Fault>) -> Value {
    match outcome {
        Ok(result) => json!({"jsonrpc": "2.0", "id": id, "result": result}),
        Err(Fault { code, message }) => {
            json!({"jsonrpc": "2.0", "id": id, "error": {"code": code, "message": message}})
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn messages_are_told_apart() {
        let asks = |value: Value| matches!(read(value), Ok(Message::Request { .. }));
        let tells = |value: Value| read(value) == Ok(Message::Told);
        assert!(asks(json!({"jsonrpc": "2.0", "id": 1, "method": "ping"})));
        assert!(asks(json!({"jsonrpc": "2.0", "id": "a", "method": "ping", "params": {}})));
        assert!(tells(json!({"jsonrpc": "2.0", "method": "notifications/initialized"})));
        assert!(tells(json!({"jsonrpc": "2.0", "id": 4, "result": {}})));
        for (value, id) in [
            (json!([]), json!(null)),
            (json!("ping"), json!(null)),
            (json!({"id": 1, "method": "ping"}), json!(1)),
            (json!({"jsonrpc": "1.0", "id": 1, "method": "ping"}), json!(1)),
            (json!({"jsonrpc": "2.0", "id": null, "method": "ping"}), json!(null)),
            (json!({"jsonrpc": "2.0", "id": 1.5, "method": "ping"}), json!(null)),
            (json!({"jsonrpc": "2.0", "id": [1], "method": "ping"}), json!(null)),
            (json!({"jsonrpc": "2.0", "id": 1, "method": 7}), json!(1)),
            (json!({"jsonrpc": "2.0", "id": 1}), json!(1)),
            (json!({"jsonrpc": "2.0", "id": 1, "method": "ping", "params": [1]}), json!(1)),
        ] {
            let (told, fault) = read(value.clone()).unwrap_err();
            assert_eq!((told, fault.code), (id, Fault::INVALID), "{value}");
        }
    }
}
