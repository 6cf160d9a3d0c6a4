//! Addresses as feedparser shows them: joined by RFC 3986 on the characters, not normalised, unsafe schemes emptied.

/// Schemes that may stand in a result: those with which nothing is executed.
const SCHEMES: &[&str] = &[
    "file", "ftp", "gopher", "http", "https", "imap", "magnet", "mailto", "mms", "news", "nntp", "rtsp",
    "sftp", "sip", "sips", "ssh", "svn", "telnet", "tel", "callto", "facetime", "feed", "git", "irc", "ircs",
    "itms", "skype", "xmpp", "aim", "cvs", "gtalk", "h323", "hdl", "msnim", "prospero", "rsync", "rtspu",
    "shttp", "smb", "snews", "svn+ssh", "wais", "ymsg", "irc6",
];

/// The scheme that a browser would see: white space and control characters do not hide it.
pub(super) fn scheme(uri: &str) -> Option<String> {
    let mut name = String::new();
    for c in uri.chars().filter(|c| !c.is_whitespace() && !c.is_control()).take(40) {
        match c {
            ':' => return Some(name).filter(|name| name.starts_with(|c: char| c.is_ascii_alphabetic())),
            c if c.is_ascii_alphanumeric() || matches!(c, '+' | '-' | '.') => {
                name.push(c.to_ascii_lowercase());
            }
            _ => return None,
        }
    }
    None
}

/// Whether nothing is executed by following the address.
pub(super) fn safe(uri: &str) -> bool {
    scheme(uri).is_none_or(|scheme| SCHEMES.contains(&scheme.as_str()))
}

struct Parts<'a> {
    scheme: &'a str,
    authority: Option<&'a str>,
    path: &'a str,
    query: Option<&'a str>,
    fragment: Option<&'a str>,
}

fn split(uri: &str) -> Parts<'_> {
    let (rest, fragment) = uri.split_once('#').map_or((uri, None), |(rest, fragment)| (rest, Some(fragment)));
    let (rest, query) = rest.split_once('?').map_or((rest, None), |(rest, query)| (rest, Some(query)));
    let named = |c: char| c.is_ascii_alphanumeric() || matches!(c, '+' | '-' | '.');
    let (scheme, rest) = match rest.split_once(':') {
        Some((scheme, rest)) if !scheme.is_empty() && scheme.chars().all(named) => (scheme, rest),
        _ => ("", rest),
    };
    let (authority, path) = match rest.strip_prefix("//") {
        Some(rest) => {
            let end = rest.find('/').unwrap_or(rest.len());
            (Some(&rest[..end]), &rest[end..])
        }
        None => (None, rest),
    };
    Parts { scheme, authority, path, query, fragment }
}

/// Joins a reference to a base; an absolute reference stays as it is written.
pub(super) fn join(base: &str, reference: &str) -> String {
    let reference = single_slashes(reference);
    if base.is_empty() {
        return reference;
    }
    if reference.is_empty() {
        return base.to_owned();
    }
    let (from, to) = (split(base), split(&reference));
    let hierarchical = matches!(
        from.scheme.to_ascii_lowercase().as_str(),
        "http" | "https" | "ftp" | "file" | "" | "sftp" | "svn" | "mms" | "rtsp"
    );
    if (!to.scheme.is_empty() && to.scheme != from.scheme) || !hierarchical {
        return reference;
    }
    let scheme = from.scheme;
    if let Some(authority) = to.authority {
        return build(scheme, Some(authority), to.path, to.query, to.fragment);
    }
    if to.path.is_empty() {
        let query = to.query.or(from.query);
        return build(scheme, from.authority, from.path, query, to.fragment);
    }
    let path = if to.path.starts_with('/') { to.path.to_owned() } else { merge(&from, to.path) };
    build(scheme, from.authority, &without_dots(&path), to.query, to.fragment)
}

/// `http:////host` is meant as `http://host`.
fn single_slashes(uri: &str) -> String {
    match uri.split_once("://") {
        Some((scheme, rest))
            if rest.starts_with('/') && scheme.bytes().all(|byte| byte.is_ascii_alphanumeric()) =>
        {
            format!("{scheme}://{}", rest.trim_start_matches('/'))
        }
        _ => uri.to_owned(),
    }
}

fn merge(from: &Parts<'_>, path: &str) -> String {
    let folder = from.path.rfind('/').map_or("", |end| &from.path[..=end]);
    if folder.is_empty() && from.authority.is_some() { format!("/{path}") } else { format!("{folder}{path}") }
}

fn without_dots(path: &str) -> String {
    let mut out: Vec<&str> = Vec::new();
    let last = path.rsplit('/').next().unwrap_or_default();
    for part in path.split('/') {
        match part {
            "." => {}
            ".." => {
                if out.len() > 1 {
                    out.pop();
                }
            }
            part => out.push(part),
        }
    }
    if matches!(last, "." | "..") {
        out.push("");
    }
    out.join("/")
}

fn build(
    scheme: &str,
    authority: Option<&str>,
    path: &str,
    query: Option<&str>,
    fragment: Option<&str>,
) -> String {
    let mut out = String::new();
    if !scheme.is_empty() {
        out = format!("{scheme}:");
    }
    if let Some(authority) = authority {
        out.push_str("//");
        out.push_str(authority);
    }
    out.push_str(path);
    for (mark, part) in [('?', query), ('#', fragment)] {
        if let Some(part) = part.filter(|part| !part.is_empty()) {
            out.push(mark);
            out.push_str(part);
        }
    }
    out
}

/// A safe absolute address, or nothing.
pub(super) fn safe_join(base: &str, reference: &str) -> String {
    if base.is_empty() {
        return reference.to_owned();
    }
    if reference.is_empty() {
        return if safe(base) { base.to_owned() } else { String::new() };
    }
    let joined = join(base, reference);
    let named = scheme(&joined).is_some_and(|scheme| SCHEMES.contains(&scheme.as_str()));
    if named { joined } else { String::new() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn joins_without_normalising() {
        for (base, reference, expected) in [
            ("http://news.example/a/b?c", "d", "http://news.example/a/d"),
            ("http://news.example", "d", "http://news.example/d"),
            ("http://news.example/a/b/", "../../../x/./y/..", "http://news.example/x/"),
            ("http://news.example/a", "http://other.example", "http://other.example"),
            ("http://news.example/a", "//other.example/x", "http://other.example/x"),
            ("http://news.example/a?b#c", "#d", "http://news.example/a?b#d"),
            ("", "relative", "relative"),
            ("http://news.example/", "mailto:desk@news.example", "mailto:desk@news.example"),
        ] {
            assert_eq!(join(base, reference), expected);
        }
    }

    #[test]
    fn hidden_schemes_are_seen() {
        for uri in [
            "javascript:x",
            " java\nscript:x",
            "JAVASCRIPT:x",
            "vbscript:x",
            "data:text/html,x",
            "\u{1}javascript:x",
        ] {
            assert!(!safe(uri), "{uri:?}");
        }
        assert!(safe("/a:b") && safe("?a:b") && safe("https://news.example/"));
    }
}
