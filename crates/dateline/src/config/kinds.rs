//! What a setting must be, told where the file holds something else.

use super::settings_table::{SETTINGS, Setting};
use super::{LISTEN_WORDS, ListenAt};
use toml::{Table, Value};

/// The first setting of a file that holds a value of the wrong kind, in a sentence; nothing where all are of theirs.
pub(super) fn mistaken(text: &str) -> Option<String> {
    let table: Table = text.parse().ok()?;
    let groups = ["tls", "oidc", "proxy_login", "fetch", "poll", "keep", "stories"];
    if let Some(group) = groups.iter().find(|name| table.get(**name).is_some_and(|value| !value.is_table())) {
        return Some(format!("{group} is a table: write [{group}], and its settings below"));
    }
    SETTINGS.iter().find_map(|setting| {
        let value = match setting.key.split_once('.') {
            Some((group, key)) => table.get(group)?.get(key)?,
            None => table.get(setting.key)?,
        };
        let kind = kind(setting);
        kind.fault(value).map(|found| format!("{} is {}, not {found}", setting.key, kind.words(setting)))
    })
}

/// What a port may be.
const PORT: &str = "a whole number from 1 to 65535";

#[derive(Clone, Copy)]
enum Kind {
    Whole,
    Number,
    Switch,
    Text,
    Address,
    Texts,
    Ports,
    Names,
    Rows,
}

fn kind(setting: &Setting) -> Kind {
    match (setting.key, setting.range, setting.default) {
        ("listen", ..) => Kind::Address,
        ("host_names" | "trusted_proxies", ..) => Kind::Texts,
        ("fetch.hosts", ..) => Kind::Ports,
        ("proxy_login.users", ..) => Kind::Names,
        ("fetch.allow", ..) => Kind::Rows,
        ("fetch.pause_seconds", ..) => Kind::Number,
        (_, Some(_), _) => Kind::Whole,
        (_, None, "true" | "false") => Kind::Switch,
        _ => Kind::Text,
    }
}

impl Kind {
    fn words(self, setting: &Setting) -> String {
        let range = setting.range.map(|(least, most)| format!(" from {least} to {most}")).unwrap_or_default();
        match self {
            Self::Whole => format!("a whole number{range}"),
            Self::Number => format!("a number{range}"),
            Self::Switch => "true or false".to_owned(),
            Self::Text => "text in quotation marks".to_owned(),
            Self::Address => LISTEN_WORDS.to_owned(),
            Self::Texts => "a list of texts, such as [\"desk.example\"]".to_owned(),
            Self::Ports => format!("a table of names, each with a port, {PORT}"),
            Self::Names => "a table of names, each with that of an account (text)".to_owned(),
            Self::Rows => {
                format!("a list of tables with host (text), port ({PORT}) and purpose (text)")
            }
        }
    }

    /// What a value is that is not of this kind.
    fn fault(self, value: &Value) -> Option<String> {
        let fits = match (self, value) {
            (Self::Whole | Self::Number, Value::Integer(_)) | (Self::Number, Value::Float(_)) => true,
            (Self::Switch, Value::Boolean(_)) | (Self::Text, Value::String(_)) => true,
            (Self::Address, Value::String(text)) => text.parse::<ListenAt>().is_ok(),
            (Self::Texts, Value::Array(items)) => {
                return items.iter().find_map(|item| Self::Text.fault(item));
            }
            (Self::Ports, Value::Table(ports)) => return ports.values().find_map(port_fault),
            (Self::Names, Value::Table(names)) => {
                return names.values().find_map(|name| Self::Text.fault(name));
            }
            (Self::Rows, Value::Array(rows)) => return rows.iter().find_map(row_fault),
            _ => false,
        };
        (!fits).then(|| match value {
            Value::String(text) if matches!(self, Self::Address) => format!("{text:?}"),
            value => found(value),
        })
    }
}

fn row_fault(row: &Value) -> Option<String> {
    let Value::Table(row) = row else { return Some(found(row)) };
    let texts = ["host", "purpose"].into_iter().filter_map(|key| Kind::Text.fault(row.get(key)?));
    texts.chain(row.get("port").and_then(port_fault)).next()
}

fn port_fault(value: &Value) -> Option<String> {
    match value {
        Value::Integer(port) if (0..=65_535).contains(port) => None,
        Value::Integer(port) => Some(port.to_string()),
        other => Some(found(other)),
    }
}

fn found(value: &Value) -> String {
    match value {
        Value::String(_) => "text".to_owned(),
        Value::Integer(_) => "a whole number".to_owned(),
        Value::Float(_) => "a number with a point".to_owned(),
        Value::Boolean(value) => value.to_string(),
        Value::Datetime(_) => "a date".to_owned(),
        Value::Array(_) => "a list".to_owned(),
        Value::Table(_) => "a table".to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_setting_of_the_wrong_kind_is_told_with_what_it_is() {
        for (text, expected) in [
            ("fetch.pause_seconds = 'x'", "fetch.pause_seconds is a number from 0 to 3600, not text"),
            (
                "keep.pages_days = 1.5",
                "keep.pages_days is a whole number from 0 to 36500, not a number with a point",
            ),
            ("keep.unread = 1", "keep.unread is true or false, not a whole number"),
            ("[fetch]\ncontact = true", "fetch.contact is text in quotation marks, not true"),
            (
                "listen = 'localhost:8460'",
                "listen is an IP address with a port, such as 127.0.0.1:8460, or unix: with the whole path of a socket, not \"localhost:8460\"",
            ),
            ("listen = 8460", "not a whole number"),
            (
                "host_names = 'desk.example'",
                "host_names is a list of texts, such as [\"desk.example\"], not text",
            ),
            (
                "host_names = ['a', 1]",
                "host_names is a list of texts, such as [\"desk.example\"], not a whole number",
            ),
            ("fetch = 3", "fetch is a table: write [fetch]"),
            (
                "fetch.hosts = { 'a.example' = 70000 }",
                "with a port, a whole number from 1 to 65535, not 70000",
            ),
            (
                "fetch.allow = [{ host = 'a', port = '1', purpose = 'feeds' }]",
                "fetch.allow is a list of tables",
            ),
            ("fetch.allow = { host = 'a' }", "purpose (text), not a table"),
        ] {
            let said = mistaken(text).unwrap_or_default();
            assert!(said.contains(expected), "{text}: {said}");
        }
        for fine in ["", "listen = '[::1]:1'\nkeep.unread = true\nfetch.pause_seconds = 1", "unknown = 1"] {
            assert_eq!(mistaken(fine), None, "{fine}");
        }
    }
}
