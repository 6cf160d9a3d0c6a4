//! Fields of a `multipart/form-data` body, which one app sends for its login.

/// Names and values of the fields that are text; empty where the body is not of this form.
pub(super) fn fields(content_type: &str, body: &[u8]) -> Vec<(String, String)> {
    let boundary = content_type.split(';').find_map(|part| part.trim().strip_prefix("boundary="));
    let Some(boundary) = boundary.map(|boundary| boundary.trim_matches('"')).filter(|one| !one.is_empty())
    else {
        return Vec::new();
    };
    let text = String::from_utf8_lossy(body);
    let border = format!("--{boundary}");
    text.split(border.as_str()).skip(1).filter_map(field).collect()
}

fn field(part: &str) -> Option<(String, String)> {
    let (head, value) = part.trim_start_matches("\r\n").split_once("\r\n\r\n")?;
    let disposition =
        head.lines().find(|line| line.to_ascii_lowercase().starts_with("content-disposition:"))?;
    let name = disposition.split(';').find_map(|part| part.trim().strip_prefix("name="))?;
    Some((name.trim_matches('"').to_owned(), value.strip_suffix("\r\n").unwrap_or(value).to_owned()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fields_are_read_whatever_stands_around_them() {
        let check = |kind: &str, body: &str, expected: &[(&str, &str)]| {
            let found = fields(kind, body.as_bytes());
            let found: Vec<(&str, &str)> =
                found.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
            assert_eq!(found, expected, "{body}");
        };
        let body = "--x\r\nContent-Disposition: form-data; name=\"Email\"\r\nContent-Length: 3\r\n\r\nAda\r\n--x\r\n\
                    content-disposition: form-data; name=Passwd\r\n\r\n a\r\nb \r\n--x--\r\n";
        let both = [("Email", "Ada"), ("Passwd", " a\r\nb ")];
        check("multipart/form-data; boundary=x", body, &both);
        check("multipart/form-data; charset=utf-8; boundary=\"x\"", body, &both);
        check("multipart/form-data", body, &[]);
        check("multipart/form-data; boundary=", body, &[]);
        check("multipart/form-data; boundary=y", body, &[]);
        check("multipart/form-data; boundary=x", "--x\r\nnothing", &[]);
    }
}
