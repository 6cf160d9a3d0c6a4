//! Where a form leads back to.

/// A path of this desk to go back to; anything that could lead elsewhere becomes the front page.
pub(crate) fn safe_return_path(path: &str) -> String {
    let plain =
        path.starts_with('/') && !path.starts_with("//") && !path.contains(['\\', '\r', '\n', '\t', '\0']);
    let ours = url::Url::parse("http://desk.invalid/").and_then(|base| base.join(path));
    match ours {
        Ok(url) if plain && url.host_str() == Some("desk.invalid") && url.scheme() == "http" => {
            let mut back = url.path().to_owned();
            if let Some(query) = url.query() {
                back = format!("{back}?{query}");
            }
            match url.fragment() {
                Some(fragment) if !back.starts_with("//") => format!("{back}#{fragment}"),
                _ if back.starts_with("//") => "/".to_owned(),
                _ => back,
            }
        }
        _ => "/".to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_way_back_stays_here() {
        for path in ["/", "/story/3", "/?page=2&show=unread#s4", "/search?q=a%20b"] {
            assert_eq!(safe_return_path(path), path);
        }
        for path in [
            "//evil.example",
            "/\\evil.example",
            "https://evil.example/",
            "",
            "/\t/evil.example",
            "/.//evil.example",
            "javascript:1",
        ] {
            assert!(
                !safe_return_path(path).starts_with("//") && safe_return_path(path).starts_with('/'),
                "{path} -> {}",
                safe_return_path(path)
            );
            assert!(
                !safe_return_path(path).contains("evil.example")
                    || safe_return_path(path).starts_with("/evil"),
                "{path}"
            );
        }
    }
}
