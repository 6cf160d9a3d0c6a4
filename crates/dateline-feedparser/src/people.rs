//! Names and addresses of authors and publishers.

use super::dictionary::Dictionary;
use super::json_values::{append, set_last};
use serde_json::{Map, Value};

impl Dictionary<'_> {
    pub(super) fn begin_author(&mut self) {
        self.in_author = true;
        self.push("author", true);
        append(self.context(), "authors", Value::Object(Map::new()));
    }

    pub(super) fn end_author(&mut self) {
        self.pop("author");
        self.in_author = false;
        self.sync_author("author");
    }

    /// Keeps one fact of the person whose element is open.
    pub(super) fn person(&mut self, key: &str, value: &str) {
        let role = if self.in_publisher {
            "publisher"
        } else if self.in_author {
            "author"
        } else if self.in_contributor {
            return self.contributor(key, value);
        } else {
            if self.in_textinput && key == "name" {
                self.context().insert("name".into(), value.into());
            }
            return;
        };
        if role == "publisher" && key == "href" {
            return;
        }
        let context = self.context();
        let detail = context.entry(format!("{role}_detail")).or_insert_with(|| Value::Object(Map::new()));
        if let Some(detail) = detail.as_object_mut() {
            detail.insert(key.into(), value.into());
        }
        self.sync_author(role);
        set_last(self.context(), &format!("{role}s"), key, value);
    }

    fn contributor(&mut self, key: &str, value: &str) {
        set_last(self.context(), "contributors", key, value);
    }

    /// Brings the line for people and the pieces into agreement.
    pub(super) fn sync_author(&mut self, role: &str) {
        let plural = format!("{role}s");
        let context = self.context();
        let last = context
            .get(&plural)
            .and_then(Value::as_array)
            .and_then(|list| list.last())
            .and_then(Value::as_object);
        let text = |key: &str| {
            last.and_then(|last| last.get(key)).and_then(Value::as_str).filter(|text| !text.is_empty())
        };
        let line = match (text("name"), text("email")) {
            (Some(name), Some(email)) => format!("{name} ({email})"),
            (Some(name), None) => name.to_owned(),
            (None, Some(email)) => email.to_owned(),
            (None, None) if last.is_some_and(|last| !last.is_empty()) => return,
            (None, None) => return self.split_author(role, &plural),
        };
        context.insert(role.into(), line.into());
    }

    /// `desk@news.example (The Desk)` in one line.
    fn split_author(&mut self, role: &str, plural: &str) {
        let context = self.context();
        let Some(line) =
            context.get(role).and_then(Value::as_str).filter(|line| !line.is_empty()).map(str::to_owned)
        else {
            return;
        };
        let (name, email) = split_person(&line);
        let mut facts = Map::new();
        for (key, value) in [("name", name), ("email", email)] {
            if let Some(value) = value {
                facts.insert(key.into(), value.into());
            }
        }
        if facts.is_empty() {
            return;
        }
        context.entry(format!("{role}_detail")).or_insert_with(|| Value::Object(facts.clone()));
        if let Some(last) =
            context.get_mut(plural).and_then(Value::as_array_mut).and_then(|list| list.last_mut())
        {
            *last = Value::Object(facts);
        }
    }
}

/// Name and address of a line.
pub(super) fn split_person(line: &str) -> (Option<String>, Option<String>) {
    let Some(email) = find_email(line) else { return (Some(line.to_owned()), None) };
    let rest = line.replace(&email, "").replace("()", "").replace("<>", "").replace("&lt;&gt;", "");
    let rest = rest.trim();
    let rest = rest.strip_prefix('(').unwrap_or(rest);
    let rest = rest.strip_suffix(')').unwrap_or(rest).trim();
    (Some(rest.to_owned()).filter(|name| !name.is_empty()), Some(email))
}

fn find_email(line: &str) -> Option<String> {
    let at = line.find('@')?;
    let user = |c: char| c.is_ascii_alphanumeric() || matches!(c, '_' | '.' | '+' | '-');
    let start = line[..at]
        .rfind(|c| !user(c))
        .map_or(0, |before| before + line[before..].chars().next().map_or(1, char::len_utf8));
    let host = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '.' | '[' | ']');
    let end = line[at + 1..].find(|c| !host(c)).map_or(line.len(), |end| at + 1 + end);
    let mut end = at + 1 + line[at + 1..end].trim_end_matches(['.', '-']).len();
    if let Some(subject) = line[end..].strip_prefix("?subject=") {
        end += 9 + subject.find(char::is_whitespace).unwrap_or(subject.len());
    }
    (start < at && line[at + 1..end].contains('.')).then(|| line[start..end].to_owned())
}
