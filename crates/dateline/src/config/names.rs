//! Names and addresses in the settings that others get to see: the contact of publishers, and names of hosts.

use anyhow::{Context, Result, bail};
use dateline_fetch::host_name;
use dateline_model::WebUrl;

/// A page or mail address as it can stand in the User-Agent, hosts in ASCII; `source` is the setting that gave it.
pub(super) fn contact(source: &str, text: &str) -> Result<String> {
    let text = text.trim();
    let sent = match text.rsplit_once('@') {
        _ if text.is_ascii() => text.to_owned(),
        Some((person, host)) if !text.contains("://") => match host_name(host) {
            Some(host) => format!("{person}@{host}"),
            None => text.to_owned(),
        },
        _ => WebUrl::parse(text).map_or_else(
            |_| host_name(text).unwrap_or_else(|| text.to_owned()),
            |url| url.as_str().to_owned(),
        ),
    };
    match sent.chars().find(|c| !c.is_ascii_graphic() || matches!(c, '(' | ')' | '\\')) {
        None => Ok(sent),
        Some(found) => {
            let found = match found {
                ' ' => "a space".to_owned(),
                found if found.is_control() => "a character that cannot be printed".to_owned(),
                found => format!("\u{201c}{found}\u{201d}"),
            };
            bail!(
                "{source} holds {found}, which cannot be sent in the User-Agent: write one page or mail address, in ASCII, \
                 without spaces, brackets ( ) or backslashes"
            )
        }
    }
}

/// Names under which the desk is asked for: lower case, ASCII.
pub(super) fn host_names(names: &[String]) -> Result<Vec<String>> {
    names
        .iter()
        .map(|name| {
            host_name(name).with_context(|| {
                format!(
                    "host_names: {name:?} is no host: write one name or IP address as browsers ask for it, such as \
                     desk.example, without scheme, port, path, spaces or \"*\""
                )
            })
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_contact_is_sent_whole_or_refused_with_the_reason() {
        for (text, sent) in [
            ("", ""),
            ("me@desk.example", "me@desk.example"),
            (" me@b\u{fc}ro.example ", "me@xn--bro-hoa.example"),
            ("b\u{fc}ro.example", "xn--bro-hoa.example"),
            ("https://b\u{fc}ro.example/\u{fc}ber", "https://xn--bro-hoa.example/%C3%BCber"),
            ("https://desk.example/~me", "https://desk.example/~me"),
        ] {
            assert_eq!(contact("fetch.contact", text).unwrap(), sent, "{text}");
        }
        for (text, word) in [
            ("me at desk.example", "holds a space"),
            ("m\u{fc}ller@desk.example", "holds \u{201c}\u{fc}\u{201d}"),
            ("https://desk.example/(me)", "holds \u{201c}(\u{201d}"),
            ("a\\b@desk.example", "holds \u{201c}\\\u{201d}"),
            ("me@desk.example\r\nX: y", "cannot be printed"),
            ("Me <me@b\u{fc}ro.example>", "holds"),
        ] {
            let said = contact("fetch.contact", text).unwrap_err().to_string();
            assert!(said.starts_with("fetch.contact holds") && said.contains(word), "{text}: {said}");
        }
    }

    #[test]
    fn a_name_of_the_desk_is_one_host() {
        let check = |name: &str, expected: Option<&str>| {
            let found = host_names(&[name.to_owned()]);
            match expected {
                Some(expected) => assert_eq!(found.unwrap(), [expected]),
                None => {
                    let said = found.unwrap_err().to_string();
                    assert!(
                        said.starts_with("host_names: ") && said.contains("such as desk.example"),
                        "{said}"
                    );
                }
            }
        };
        check("desk.example", Some("desk.example"));
        check("Desk.Example.", Some("desk.example"));
        check("b\u{fc}ro.example", Some("xn--bro-hoa.example"));
        check("192.168.1.9", Some("192.168.1.9"));
        check("fd12::9", Some("[fd12::9]"));
        for name in [
            "",
            " ",
            ".",
            "*",
            "*.example",
            "http://desk.example/",
            "desk.example/",
            " X ",
            "d.example:8460",
            "a\r\nb",
        ] {
            check(name, None);
        }
    }
}
