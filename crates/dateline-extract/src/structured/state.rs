//! The article in a framework's state: markup as a string in a script, escaped once or twice, for pages that build their
//! text in the browser. A reference text like `articleBody`; whether it may be shown is decided elsewhere.

use super::clean;
use crate::lexicon::{self, Class, Hit, Strength};
use dateline_html::{Document, NodeId, Tag};

/// Scripts longer than this are programs.
const SCRIPT_MAX: usize = 4 << 20;
/// Strings in strings in a script.
const ESCAPES_MAX: usize = 3;
/// Markup between two paragraphs of one text: pictures and adverts.
const GAP_MAX: usize = 3000;
const PARAGRAPHS_MAX: usize = 2000;

/// Paragraphs of the longest text in markup that a script holds, a line each; nothing where there are not two of them.
pub(crate) fn text(doc: &Document) -> Option<String> {
    let scripts = doc.descendants(doc.root()).filter(|node| is_state(doc, *node));
    let texts = scripts.filter_map(|script| doc.first_child(script)).map(|text| doc.text(text));
    let texts = texts.filter(|text| text.len() <= SCRIPT_MAX && holds_markup(text));
    let longest = texts.filter_map(|text| longest_run(&unescaped(text))).max_by_key(|run| length(run))?;
    let lines: Vec<String> = longest.iter().map(|paragraph| clean(paragraph)).collect();
    (!lines.iter().any(|line| is_notice(line))).then(|| lines.join("\n"))
}

/// Dialogs about consent, walls and failures wait in scripts too.
fn is_notice(line: &str) -> bool {
    let tells =
        |hit: &Hit| hit.class == Class::Cookie || hit.strength == Strength::Strong && hit.reason().is_some();
    lexicon::hits(line).iter().any(tells)
}

/// A script that is run, or data that one reads. Templates are markup that nobody may ever see.
fn is_state(doc: &Document, node: NodeId) -> bool {
    let kind = doc.attr(node, "type").unwrap_or_default().trim().to_ascii_lowercase();
    doc.tag(node) == Some(Tag::Script)
        && (kind.is_empty() || kind == "module" || kind == "application/json" || kind.ends_with("javascript"))
}

fn length(run: &[String]) -> usize {
    run.iter().map(String::len).sum()
}

fn holds_markup(script: &str) -> bool {
    script.contains("u003cp") || script.contains("u003Cp") || script.contains("<p>") || script.contains("<p ")
}

/// The script with the escapes of its strings resolved, as often as they stand in one another.
fn unescaped(script: &str) -> String {
    let mut text = script.to_owned();
    for _ in 0..ESCAPES_MAX {
        if !text.contains("\\u003c")
            && !text.contains("\\u003C")
            && !text.contains("\\\"")
            && !text.contains("\\/p>")
        {
            break;
        }
        text = once(&text);
    }
    text
}

fn once(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find('\\') {
        out.push_str(&rest[..at]);
        let mut chars = rest[at + 1..].chars();
        match chars.next() {
            Some('n' | 'r' | 't') => out.push(' '),
            Some('u') => {
                let code = chars.as_str().get(..4).and_then(|hex| u32::from_str_radix(hex, 16).ok());
                if let Some(code) = code {
                    out.extend(char::from_u32(code));
                    chars.nth(3);
                }
            }
            Some(c) => out.push(c),
            None => {}
        }
        rest = chars.as_str();
    }
    out.push_str(rest);
    out
}

/// The paragraphs that follow one another with nothing but markup between them, of the longest such run.
fn longest_run(text: &str) -> Option<Vec<String>> {
    let mut best: Vec<String> = Vec::new();
    let mut run: Vec<String> = Vec::new();
    let mut at = 0;
    while let Some(start) = text[at..].find("<p").map(|start| at + start) {
        let body = &text[start + 2..];
        if !body.starts_with(['>', ' ']) {
            at = start + 2;
            continue;
        }
        // Without an end here there is none further on.
        let Some(end) = body.find("</p>") else { break };
        let gap = &text[at..start];
        // A name and a value of JSON stand between two texts.
        if gap.len() > GAP_MAX || gap.contains("\":") {
            if length(&run) > length(&best) {
                best = std::mem::take(&mut run);
            }
            run.clear();
        }
        if run.len() < PARAGRAPHS_MAX {
            run.push(format!("<p{}</p>", &body[..end]));
        }
        at = start + 2 + end + "</p>".len();
    }
    if length(&run) > length(&best) {
        best = run;
    }
    (best.len() >= 2).then_some(best)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(script: &str, expected: Option<&str>) {
        check_as("", script, expected);
    }

    fn check_as(kind: &str, script: &str, expected: Option<&str>) {
        let page = format!("<script type='{kind}'>{script}</script><p>Loading</p>");
        let doc = dateline_html::parse_str(&page, &dateline_html::Limits::default());
        assert_eq!(text(&doc).as_deref(), expected, "{script}");
    }

    #[test]
    fn texts_in_scripts() {
        let plain = r#"window.state = {"a": {"title": "T", "text": "<p>One <b>gauge</b>.</p><div class=\"ad\"></div><p>Two.<\/p>"}}"#;
        check(plain, Some("One gauge.\nTwo."));
        let pushed = r#"self.push([1,"{\"text\":\"\\u003cp class=\\\"x\\\"\\u003eOne gauge.\\u003c/p\\u003e\\u003cp\\u003eTwo.\\u003c/p\\u003e\",\"more\":\"\\u003cp\\u003eOther\\u003c/p\\u003e\"}"])"#;
        check(pushed, Some("One gauge.\nTwo."));
        check(r#"{"text": "<p>One alone.</p>"}"#, None);
        check(r#"{"dialog": "<p>We use cookies to make this site work.</p><p>Two.</p>"}"#, None);
        check(r#"{"wall": "<p>One gauge.</p><p>Subscribe to continue reading.</p>"}"#, None);
        check_as("application/json", plain, Some("One gauge.\nTwo."));
        check_as("text/template", "<p>One gauge.</p><p>Two.</p>", None);
        check("if (a<p && b) { return '\\u00", None);
    }
}
