//! The press files' small Markdown as HTML, and escaping. Knows no page.

/// Text made safe for HTML and XML, in content and in double-quoted attributes.
pub(super) fn escape(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}

/// One block as HTML.
pub(super) fn block(text: &str) -> String {
    if let Some(heading) = text.strip_prefix("## ") {
        return format!("<h2>{}</h2>", inline(heading));
    }
    if let Some(quote) = text.strip_prefix("> ") {
        return format!("<blockquote><p>{}</p></blockquote>", inline(quote));
    }
    if text.starts_with("- ") {
        return list("ul", text, |line| line.strip_prefix("- "));
    }
    if text.starts_with("1. ") {
        return list("ol", text, |line| line.split_once(". ").map(|(_, rest)| rest));
    }
    format!("<p>{}</p>", inline(text))
}

/// Several blocks as HTML, a line each.
pub(super) fn blocks(texts: &[String]) -> String {
    texts.iter().map(|text| block(text)).collect::<Vec<_>>().join("\n")
}

fn list(tag: &str, text: &str, item: impl Fn(&str) -> Option<&str>) -> String {
    let items: String =
        text.lines().filter_map(item).map(|line| format!("<li>{}</li>", inline(line))).collect();
    format!("<{tag}>{items}</{tag}>")
}

fn inline(text: &str) -> String {
    paired(&paired(&escape(text), "**", "strong"), "*", "em")
}

/// Puts a tag around every second piece between marks.
fn paired(text: &str, mark: &str, tag: &str) -> String {
    let mut out = String::new();
    for (i, piece) in text.split(mark).enumerate() {
        if i % 2 == 1 {
            out.push_str(&format!("<{tag}>{piece}</{tag}>"));
        } else {
            out.push_str(piece);
        }
    }
    out
}

/// Letters exchanged for others of the same case, so that length and punctuation stay: how one kind of paywall hides text.
pub(super) fn scramble(text: &str) -> String {
    let turn = |c: char, first: u8| char::from(first + (c as u8 - first + 11) % 26);
    text.chars()
        .map(|c| match c {
            'a'..='z' => turn(c, b'a'),
            'A'..='Z' => turn(c, b'A'),
            _ => c,
        })
        .collect()
}

/// Fills `{{name}}` in a template from a list, in one pass; a name that is not listed stays, and a test looks for such.
pub(super) fn fill(template: &str, values: &[(&str, &str)]) -> String {
    let mut out = String::with_capacity(template.len() * 2);
    let mut rest = template;
    while let Some((before, after)) = rest.split_once("{{") {
        out.push_str(before);
        let Some((name, tail)) = after.split_once("}}") else { break };
        match values.iter().find(|(key, _)| *key == name) {
            Some((_, value)) => out.push_str(value),
            None => out.push_str(&format!("{{{{{name}}}}}")),
        }
        rest = tail;
    }
    out.push_str(rest);
    out
}

/// The part of a template between `<!-- part: NAME -->` and the next such line.
pub(super) fn part<'a>(template: &'a str, name: &str) -> &'a str {
    let mark = format!("<!-- part: {name} -->\n");
    let Some((_, tail)) = template.split_once(mark.as_str()) else { return "" };
    tail.split("<!-- part: ").next().unwrap_or(tail)
}
