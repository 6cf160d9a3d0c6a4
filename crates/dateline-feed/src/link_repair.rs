//! Addresses that a publisher's templates damaged: a scheme with a sign missing or a letter too many, a scheme or a host before an
//! address that is whole already, markup around it, a second address behind it.

/// The address that was meant; the text as it is where nothing is known to be wrong with it.
pub(crate) fn repaired(text: &str, own_host: Option<&str>) -> String {
    let mut text = of_several(bare(text)).to_owned();
    // Each step takes a beginning away or mends it; what is damaged more often than this is left.
    for _ in 0..3 {
        let Some(mended) = without_outer(&text).map(str::to_owned).or_else(|| with_scheme(&text, own_host))
        else {
            break;
        };
        text = mended;
    }
    text
}

/// Without a link's markup or brackets around it.
fn bare(text: &str) -> &str {
    if text.starts_with('<')
        && let Some((_, rest)) = text.split_once("href=")
        && let Some(quote) = rest.chars().next().filter(|quote| matches!(quote, '"' | '\''))
        && let Some(href) = rest.get(1..).and_then(|rest| rest.split(quote).next())
    {
        return href.trim();
    }
    let inside = |(open, close)| text.strip_prefix(open)?.strip_suffix(close);
    let around = [('<', '>'), ('[', ']'), ('(', ')'), ('"', '"'), ('\'', '\''), ('“', '”')];
    around.into_iter().find_map(inside).filter(|inside| scheme_end(inside).is_some()).map_or(text, str::trim)
}

/// The first of addresses with white space between them.
fn of_several(text: &str) -> &str {
    let mut words = text.split_whitespace();
    match (words.next(), words.next()) {
        (Some(first), Some(second)) if scheme_end(first).is_some() && scheme_end(second).is_some() => first,
        _ => text,
    }
}

/// Where `http://` or `https://` ends.
fn scheme_end(text: &str) -> Option<usize> {
    let begins = |scheme: &&str| {
        text.as_bytes().get(..scheme.len()).is_some_and(|head| head.eq_ignore_ascii_case(scheme.as_bytes()))
    };
    ["http://", "https://"].into_iter().find(begins).map(str::len)
}

/// The address within an address: `http://https://gull.example/a`, `https://gull.examplehttps://gull.example/a`,
/// `https://gull.example/https://gull.example/a`. One of another host, in the path, is an archive's or a proxy's.
fn without_outer(text: &str) -> Option<&str> {
    let rest = &text[scheme_end(text)?..];
    if damaged_scheme(rest).is_some() {
        return Some(rest);
    }
    let (host, path) = rest.split_at(rest.find(['/', '?', '#'])?);
    let glued = ["https:", "http:"].into_iter().find(|scheme| host.ends_with(scheme));
    if let Some(scheme) = glued {
        return Some(&rest[host.len() - scheme.len()..]);
    }
    let inner = path.trim_start_matches('/');
    let inner_host = inner.get(scheme_end(inner)?..)?.split(['/', '?', '#']).next()?;
    inner_host.eq_ignore_ascii_case(host).then_some(inner)
}

/// The same with a whole scheme: `https//gull.example/a`, `https:/gull.example/a`, `htp://gull.example/a`, `://gull.example/a`.
fn with_scheme(text: &str, own_host: Option<&str>) -> Option<String> {
    if scheme_end(text).is_some() {
        return None;
    }
    let (scheme, rest) = damaged_scheme(text)?;
    let host = rest.split(['/', '?', '#']).next()?;
    // One dot alone may be that of a file's name.
    let named = rest.len() > host.len() && host.contains('.') || own_host.is_some_and(|own| own == host);
    named.then(|| format!("{scheme}://{rest}"))
}

/// What a damaged scheme was to be, and what stands behind it. `htp`, `hhttps` and the like have no other letters.
fn damaged_scheme(text: &str) -> Option<(&'static str, &str)> {
    let letters = text.find(|c: char| !c.is_ascii_alphabetic())?;
    let (name, rest) = text.split_at(letters);
    let name = name.to_ascii_lowercase();
    let stem = name.strip_suffix('s').unwrap_or(&name);
    let meant = stem.len() <= 6 && stem.ends_with("tp") && stem.bytes().all(|byte| b"htp".contains(&byte));
    let rest = match rest.strip_prefix([':', ';']) {
        Some(rest) if meant || name.is_empty() => rest,
        None if meant => rest,
        _ => return None,
    };
    let host = rest.trim_start_matches(['/', '\\']);
    let scheme = if name.is_empty() || name.ends_with('s') { "https" } else { "http" };
    (host.len() < rest.len()).then_some((scheme, host))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn the_address_that_was_meant() {
        for text in [
            "https//gull.example/a",
            "https:/gull.example/a",
            "https;//gull.example/a",
            "https:\\\\gull.example/a",
            "hhttps://gull.example/a",
            "htps://gull.example/a",
            "ttps://gull.example/a",
            "://gull.example/a",
            "http://https://gull.example/a",
            "https://https//gull.example/a",
            "https://http:https://gull.example/a",
            "https://gull.examplehttps://gull.example/a",
            "https://gull.example/https://gull.example/a",
            "https://gull.example//https://gull.example/a",
            "https://gull.example/a https://gull.example/b",
            "<a href=\"https://gull.example/a\">A</a>",
            "<a class=x href='https://gull.example/a'>A</a>",
            "<https://gull.example/a>",
            "[https://gull.example/a]",
            "“https://gull.example/a”",
        ] {
            assert_eq!(repaired(text, None), "https://gull.example/a", "{text}");
        }
        assert_eq!(repaired("htp://gull.example/a", None), "http://gull.example/a");
        assert_eq!(repaired("https:/gull.example", Some("gull.example")), "https://gull.example");
    }

    #[test]
    fn what_may_be_meant_stays() {
        for text in [
            "https://gull.example/a",
            "HTTPS://gull.example/a",
            "https://archive.example/web/2026/https://gull.example/a",
            "https://archive.example/https://gull.example/a",
            "https://gull.example/to?u=https://gull.example/a",
            "https://gull.example/my file.mp3",
            "https:/feed.xml",
            "http/2.html",
            "/a",
            "a/b",
            "[1]",
            "ftp://gull.example/a",
            "tp-link/a",
            "tag:gull.example,2026:1",
            "javascript:alert(1)",
            "",
        ] {
            assert_eq!(repaired(text, None), text, "{text}");
        }
    }

    proptest! {
        #[test]
        fn repairing_ends_and_adds_a_scheme_at_most(text in "[htpsHTPS:;/\\\\.a?#<>\\[\\]\" ä]{0,40}") {
            let once = repaired(&text, Some("a.a"));
            prop_assert!(once.len() <= text.len() + 8, "{text:?} {once:?}");
        }
    }
}
