//! Arguments of tools: one table says what there is, agents are told it as JSON Schema, and what they send is held to it.

use serde_json::{Map, Value, json};

/// One argument.
#[derive(Debug, Clone, Copy)]
pub(super) struct Param {
    pub(super) name: &'static str,
    pub(super) kind: Kind,
    pub(super) required: bool,
    pub(super) words: &'static str,
}

/// What an argument may be.
#[derive(Debug, Clone, Copy)]
pub(super) enum Kind {
    /// A whole number between two.
    Whole(i64, i64),
    /// Text of so many characters at most.
    Text(usize),
    /// True or false.
    Flag,
    /// One of these words.
    Word(&'static [&'static str]),
    /// Whole numbers, so many at most.
    Numbers(usize),
}

/// Greatest number of anything that the desk counts, so that every agent's language can hold it.
pub(super) const NUMBER_MAX: i64 = (1 << 53) - 1;

impl Kind {
    fn schema(self) -> Value {
        match self {
            Self::Whole(least, most) => json!({"type": "integer", "minimum": least, "maximum": most}),
            Self::Text(most) => json!({"type": "string", "maxLength": most}),
            Self::Flag => json!({"type": "boolean"}),
            Self::Word(words) => json!({"type": "string", "enum": words}),
            Self::Numbers(most) => json!({"type": "array", "maxItems": most, "items": Self::ID.schema()}),
        }
    }

    /// The number of a thing.
    pub(super) const ID: Self = Self::Whole(1, NUMBER_MAX);

    /// What is wrong with a value, in words.
    fn fault(self, value: &Value) -> Option<String> {
        match self {
            Self::Whole(least, most) => {
                let fits = value.as_i64().is_some_and(|number| (least..=most).contains(&number));
                (!fits).then(|| format!("a whole number from {least} to {most}"))
            }
            Self::Text(most) => {
                let fits = value.as_str().is_some_and(|text| text.chars().count() <= most);
                (!fits).then(|| format!("text of at most {most} characters"))
            }
            Self::Flag => (!value.is_boolean()).then(|| "true or false".to_owned()),
            Self::Word(words) => {
                let fits = value.as_str().is_some_and(|word| words.contains(&word));
                (!fits).then(|| format!("one of {}", words.join(", ")))
            }
            Self::Numbers(most) => {
                let fits = value.as_array().is_some_and(|all| {
                    all.len() <= most && all.iter().all(|one| Self::ID.fault(one).is_none())
                });
                (!fits).then(|| format!("a list of at most {most} numbers"))
            }
        }
    }
}

/// The arguments as JSON Schema.
pub(super) fn schema(params: &[Param]) -> Value {
    let one = |param: &Param| {
        let mut schema = param.kind.schema();
        schema["description"] = json!(param.words);
        (param.name.to_owned(), schema)
    };
    let required: Vec<&str> = params.iter().filter(|param| param.required).map(|param| param.name).collect();
    json!({
        "type": "object", "properties": params.iter().map(one).collect::<Map<_, _>>(),
        "required": required, "additionalProperties": false,
    })
}

/// What was sent, held to a table.
#[derive(Debug, Default)]
pub(super) struct Arguments(Map<String, Value>);

impl Arguments {
    /// Holds what was sent to a table; an argument that is null is not there. Or what is wrong, in a sentence.
    pub(super) fn read(mut given: Map<String, Value>, params: &[Param]) -> Result<Self, String> {
        given.retain(|_, value| !value.is_null());
        let known = || params.iter().map(|param| param.name).collect::<Vec<_>>().join(", ");
        if given.keys().any(|name| params.iter().all(|param| param.name != name)) {
            return Err(format!("There is an argument that is not known here; there are {}", known()));
        }
        for param in params {
            match given.get(param.name) {
                None if param.required => return Err(format!("The argument {} is missing", param.name)),
                None => {}
                Some(value) => {
                    if let Some(kind) = param.kind.fault(value) {
                        return Err(format!("{} is {kind}", param.name));
                    }
                }
            }
        }
        Ok(Self(given))
    }

    pub(super) fn number(&self, name: &str) -> Option<i64> {
        self.0.get(name).and_then(Value::as_i64)
    }

    /// A number that its table bounds to those of 32 bits.
    pub(super) fn count(&self, name: &str) -> Option<u32> {
        self.number(name).and_then(|number| u32::try_from(number).ok())
    }

    pub(super) fn text(&self, name: &str) -> Option<&str> {
        self.0.get(name).and_then(Value::as_str)
    }

    pub(super) fn flag(&self, name: &str) -> bool {
        self.0.get(name).and_then(Value::as_bool).unwrap_or(false)
    }

    pub(super) fn numbers(&self, name: &str) -> Option<Vec<i64>> {
        Some(self.0.get(name)?.as_array()?.iter().filter_map(Value::as_i64).collect())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const TABLE: &[Param] = &[
        Param { name: "id", kind: Kind::ID, required: true, words: "Which." },
        Param { name: "limit", kind: Kind::Whole(1, 50), required: false, words: "How many." },
        Param { name: "mark", kind: Kind::Word(&["read", "star"]), required: false, words: "What." },
        Param { name: "entries", kind: Kind::Numbers(2), required: false, words: "Which." },
        Param { name: "q", kind: Kind::Text(3), required: false, words: "Words." },
        Param { name: "unread", kind: Kind::Flag, required: false, words: "Whether." },
    ];

    #[test]
    fn arguments_are_held_to_their_table() {
        let read = |value: Value| Arguments::read(value.as_object().unwrap().clone(), TABLE);
        let good =
            read(json!({"id": 3, "limit": null, "entries": [1, 2], "q": "äöü", "unread": true})).unwrap();
        assert_eq!((good.number("id"), good.count("limit"), good.flag("unread")), (Some(3), None, true));
        assert_eq!((good.text("q"), good.numbers("entries")), (Some("äöü"), Some(vec![1, 2])));
        for (value, words) in [
            (json!({}), "The argument id is missing"),
            (json!({"id": null}), "The argument id is missing"),
            (json!({"id": "3"}), "id is a whole number from 1 to 9007199254740991"),
            (json!({"id": 0}), "id is a whole number from 1 to 9007199254740991"),
            (json!({"id": 1, "limit": 51}), "limit is a whole number from 1 to 50"),
            (json!({"id": 1, "limit": 1.5}), "limit is a whole number from 1 to 50"),
            (json!({"id": 1, "mark": "eat"}), "mark is one of read, star"),
            (json!({"id": 1, "entries": [1, 2, 3]}), "entries is a list of at most 2 numbers"),
            (json!({"id": 1, "entries": [-1]}), "entries is a list of at most 2 numbers"),
            (json!({"id": 1, "q": "long"}), "q is text of at most 3 characters"),
            (json!({"id": 1, "unread": "yes"}), "unread is true or false"),
            (
                json!({"id": 1, "idd": 2}),
                "There is an argument that is not known here; there are id, limit, mark, entries, q, unread",
            ),
        ] {
            assert_eq!(read(value.clone()).unwrap_err(), words, "{value}");
        }
    }
}
