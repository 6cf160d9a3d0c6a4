//! What the readers of parameters and bodies say of a request, in a sentence for its sender: which field, and what it may be.
//! Their own words name types of Rust and places in a text that nobody sees.

/// Least and greatest of fields that are bounded.
const RANGES: &[(&str, &str)] = &[
    ("limit", "from 1 to 500"),
    ("offset", "from 0 to 4294967295"),
    ("days", "from 0 to 36500"),
    ("bytes", "from 0 to 10000000000000"),
    ("page", "from 1 on"),
];

/// What precedes the words of the parser, and what it was reading.
const READERS: &[(&str, &str)] = &[
    ("Failed to deserialize query string: ", "The address"),
    ("Failed to deserialize form body: ", "The form"),
    ("Failed to deserialize form: ", "The form"),
    ("Failed to deserialize the JSON body into the target type: ", "The body"),
];

/// A refusal as one plain sentence; what is one already stays.
pub(crate) fn in_plain_words(text: &str) -> String {
    let text = text.trim();
    if let Some((reader, rest)) =
        READERS.iter().find_map(|(start, reader)| Some((*reader, text.strip_prefix(start)?)))
    {
        return field_words(reader, rest);
    }
    if let Some(rest) = text.strip_prefix("Failed to parse the request body as JSON: ") {
        let place = rest
            .rsplit_once(" at line ")
            .map(|(_, place)| format!(", line {}", place.replace(" column ", ", column ")));
        return format!("The body is no valid JSON{}", place.unwrap_or_default());
    }
    match text {
        _ if text.starts_with("Expected request with `Content-Type: application/json`") => {
            "A program sends its body as JSON, with Content-Type: application/json".to_owned()
        }
        _ if text.starts_with("Form requests must have `Content-Type:") => {
            "A form is sent with Content-Type: application/x-www-form-urlencoded".to_owned()
        }
        _ if text.starts_with("Invalid `boundary`") => {
            "A file is sent with Content-Type: multipart/form-data and its boundary".to_owned()
        }
        _ if text.starts_with("Failed to buffer the request body") => {
            "The body did not come whole, or is larger than what is taken".to_owned()
        }
        _ => text.to_owned(),
    }
}

/// `name: what is wrong`, or only what is wrong.
fn field_words(reader: &str, text: &str) -> String {
    // A place in the text, which a person does not count.
    let text = text.rsplit_once(" at line ").map_or(text, |(words, _)| words);
    let (name, fault) = match text.split_once(": ") {
        Some((name, fault)) if is_name(name) => (Some(name), fault),
        _ => (None, text),
    };
    if let Some(field) = quoted(fault, "missing field ") {
        return format!("{reader} lacks {field}");
    }
    if let Some(field) = quoted(fault, "duplicate field ") {
        return format!("{reader} names {field} twice");
    }
    if let Some(field) = quoted(fault, "unknown field ") {
        let known = fault.split_once("expected ").map(|(_, known)| listed(known)).unwrap_or_default();
        return format!("{reader} holds {field}, which is not known here{known}");
    }
    let subject = name.unwrap_or(reader);
    match kind_words(name.unwrap_or_default(), fault) {
        Some(kind) => format!("{subject} is {kind}{}", given(fault)),
        None => format!("{subject} cannot be understood"),
    }
}

/// A field, perhaps of a field: letters, digits and what joins them.
fn is_name(text: &str) -> bool {
    let plain = |c: char| c.is_ascii_alphanumeric() || matches!(c, '_' | '.' | '[' | ']');
    !text.is_empty() && text.chars().all(plain)
}

/// What stands in backquotes after `start`.
fn quoted<'t>(text: &'t str, start: &str) -> Option<&'t str> {
    text.strip_prefix(start)?.split('`').nth(1)
}

/// The fields that there are.
fn listed(known: &str) -> String {
    let names: Vec<&str> = known.split('`').skip(1).step_by(2).collect();
    if names.is_empty() { String::new() } else { format!("; there are {}", names.join(", ")) }
}

/// What a field must be, from what its parser expected.
fn kind_words(name: &str, fault: &str) -> Option<String> {
    let leaf = name.rsplit(['.', '[']).next().unwrap_or(name);
    let range = RANGES.iter().find(|(known, _)| *known == leaf).map(|(_, range)| *range);
    let whole = |least: &str| match range {
        Some(range) => format!("a whole number {range}"),
        None => format!("a whole number{least}"),
    };
    let expected = fault.rsplit_once("expected ").map(|(_, kind)| kind.trim());
    Some(match expected {
        Some("u8" | "u16" | "u32" | "u64" | "usize") => whole(" from 0 on"),
        Some("i8" | "i16" | "i32" | "i64" | "isize") => whole(""),
        Some("f32" | "f64") => "a number".to_owned(),
        Some("a string" | "str" | "string") => "text".to_owned(),
        Some("a boolean" | "bool") => "true or false".to_owned(),
        Some("a sequence") => "a list".to_owned(),
        Some(kind) if kind.starts_with("struct ") || kind.starts_with("a map") => "an object".to_owned(),
        _ if fault.contains("invalid digit")
            || fault.contains("parse integer")
            || fault.contains("number too") =>
        {
            whole("")
        }
        _ if fault.contains("`true` or `false`") => "true or false".to_owned(),
        _ => return None,
    })
}

/// What was there instead.
fn given(fault: &str) -> String {
    let Some((_, rest)) = fault.split_once("invalid type: ").or_else(|| fault.split_once("invalid value: "))
    else {
        return String::new();
    };
    let found = rest.split_once(", expected").map_or(rest, |(found, _)| found);
    let number =
        found.split('`').nth(1).filter(|_| found.starts_with("integer") || found.starts_with("floating"));
    match found.split(' ').next().unwrap_or_default() {
        "string" => ", not text".to_owned(),
        "boolean" => ", not true or false".to_owned(),
        "null" => ", not null".to_owned(),
        "sequence" => ", not a list".to_owned(),
        "map" => ", not an object".to_owned(),
        _ => number.map(|number| format!(", not {number}")).unwrap_or_default(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn refusals_name_the_field_and_what_it_may_be() {
        for (said, expected) in [
            (
                "Failed to deserialize query string: limit: invalid digit found in string",
                "limit is a whole number from 1 to 500",
            ),
            (
                "Failed to deserialize query string: feed: cannot parse integer from empty string",
                "feed is a whole number",
            ),
            (
                "Failed to deserialize query string: unread: provided string was not `true` or `false`",
                "unread is true or false",
            ),
            ("Failed to deserialize form body: missing field `do`", "The form lacks do"),
            ("Failed to deserialize query string: duplicate field `limit`", "The address names limit twice"),
            (
                "Failed to deserialize the JSON body into the target type: days: invalid value: integer `-1`, \
                 expected u32 at line 1 column 20",
                "days is a whole number from 0 to 36500, not -1",
            ),
            (
                "Failed to deserialize the JSON body into the target type: feed: invalid type: string \"x\", expected i64 \
                 at line 1 column 11",
                "feed is a whole number, not text",
            ),
            (
                "Failed to deserialize the JSON body into the target type: invalid type: string \"x\", expected struct Input \
                 at line 1 column 3",
                "The body is an object, not text",
            ),
            (
                "Failed to deserialize the JSON body into the target type: nme: unknown field `nme`, expected `feed` or \
                 `name` at line 1 column 6",
                "The body holds nme, which is not known here; there are feed, name",
            ),
            (
                "Failed to deserialize the JSON body into the target type: entries[0]: invalid type: null, expected i64",
                "entries[0] is a whole number, not null",
            ),
            (
                "Failed to parse the request body as JSON: expected value at line 1 column 1",
                "The body is no valid JSON, line 1, column 1",
            ),
            ("Failed to deserialize form body: something of serde", "The form cannot be understood"),
            ("Days are whole numbers", "Days are whole numbers"),
        ] {
            assert_eq!(in_plain_words(said), expected, "{said}");
        }
    }
}
