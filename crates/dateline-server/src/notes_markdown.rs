//! An article's notes as Markdown that says nothing else.

use dateline_store::{EntrySummary, Note};

/// An article with its notes: headline with link, who and when, then quotations and what was said.
pub(crate) fn write(entry: &EntrySummary, notes: &[Note], text: &mut String) {
    if !text.is_empty() {
        text.push('\n');
    }
    let title = escaped(&entry.title.split_whitespace().collect::<Vec<_>>().join(" "));
    match &entry.url {
        Some(url) => text.push_str(&format!("## [{title}](<{}>)\n\n", url.as_str().replace('>', "%3E"))),
        None => text.push_str(&format!("## {title}\n\n")),
    }
    let publisher = entry.publisher.as_ref().or(entry.publisher_host.as_ref()).map(|name| escaped(name));
    let day = entry.published.map(|date| date.to_string().chars().take(10).collect());
    let facts: Vec<String> = publisher.into_iter().chain(day).collect();
    if !facts.is_empty() {
        text.push_str(&format!("{}\n\n", facts.join(", ")));
    }
    for note in notes {
        for line in note.note.quote.lines() {
            text.push_str(&format!("> {}\n", escaped(line)));
        }
        if !note.note.quote.is_empty() {
            text.push('\n');
        }
        if !note.note.text.is_empty() {
            let lines: Vec<String> = note.note.text.lines().map(escaped).collect();
            text.push_str(&format!("{}\n\n", lines.join("  \n")));
        }
    }
    text.truncate(text.trim_end().len());
    text.push('\n');
}

/// A line that means nothing else as Markdown, nor as HTML.
fn escaped(line: &str) -> String {
    let mut written = String::with_capacity(line.len());
    for letter in line.chars() {
        if matches!(letter, '\\' | '`' | '*' | '_' | '[' | ']' | '<' | '>' | '#' | '|' | '~' | '!') {
            written.push('\\');
        }
        if letter == '&' {
            written.push_str("&amp;");
        } else {
            written.push(letter);
        }
    }
    // What begins a list or a rule.
    let begins = written.trim_start();
    let indent = written.len() - begins.len();
    let numbered = begins.trim_start_matches(|c: char| c.is_ascii_digit());
    if begins.starts_with(['-', '+', '=']) {
        written.insert(indent, '\\');
    } else if numbered.len() < begins.len() && numbered.starts_with(['.', ')']) {
        written.insert(indent + begins.len() - numbered.len(), '\\');
    }
    written
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_stay_words() {
        let check = |line: &str, expected: &str| assert_eq!(escaped(line), expected);
        check("plain words, 3 - 4", "plain words, 3 - 4");
        check("<script>*a* [b](c)", "\\<script\\>\\*a\\* \\[b\\](c)");
        check("- no list", "\\- no list");
        check("1. no list", "1\\. no list");
        check("# no heading &lt;", "\\# no heading &amp;lt;");
        check("===", "\\===");
    }
}
