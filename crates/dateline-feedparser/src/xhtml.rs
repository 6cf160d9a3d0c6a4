//! Inline XHTML written again as text, and the repairs that feedparser makes to texts and addresses.

pub(super) fn escape(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
}

pub(super) fn markup(tag: &str, attrs: &[(String, String)]) -> String {
    let mut out = format!("<{tag}");
    for (key, value) in attrs {
        out.push_str(&format!(" {key}=\"{}\"", escape(value).replace('"', "&quot;")));
    }
    out.push('>');
    out
}

/// Takes the one `div` around an XHTML construct away.
pub(super) fn without_div(pieces: &mut Vec<String>) {
    while pieces.len() > 1 && pieces.last().is_some_and(|piece| piece.trim().is_empty()) {
        pieces.pop();
    }
    let blank = pieces.iter().take_while(|piece| piece.trim().is_empty()).count();
    pieces.drain(..blank.min(pieces.len().saturating_sub(1)));
    let opened = pieces.first().is_some_and(|piece| piece == "<div>" || piece.starts_with("<div "));
    if !opened || pieces.last().is_none_or(|piece| piece != "</div>") {
        return;
    }
    let mut depth = 0_usize;
    for piece in &pieces[..pieces.len() - 1] {
        if piece.starts_with("</") {
            depth = depth.saturating_sub(1);
            if depth == 0 {
                return;
            }
        } else if piece.starts_with('<') && !piece.ends_with("/>") {
            depth += 1;
        }
    }
    pieces.pop();
    pieces.remove(0);
}

/// Text that was encoded in UTF-8, read as Latin-1 and encoded again.
pub(super) fn twice_encoded(text: String) -> String {
    if text.is_ascii() {
        return text;
    }
    let bytes: Option<Vec<u8>> = text.chars().map(|c| u8::try_from(u32::from(c)).ok()).collect();
    bytes.and_then(|bytes| String::from_utf8(bytes).ok()).unwrap_or(text)
}

/// `&b;` inside an address is a lost `&b`.
pub(super) fn plain_link(link: &str) -> String {
    let mut out = String::with_capacity(link.len());
    let mut rest = link;
    while let Some(at) = rest.find('&') {
        let name =
            rest[at + 1..].bytes().take_while(|byte| byte.is_ascii_alphanumeric() || *byte == b'_').count();
        let end = at + 1 + name;
        out.push_str(&rest[..end]);
        rest = if name > 0 && rest[end..].starts_with(';') { &rest[end + 1..] } else { &rest[end..] };
    }
    out + rest
}
