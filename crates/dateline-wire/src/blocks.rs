//! Blocks as JSON: each has `kind` and `text`, and beside them what its kind has of its own.

use dateline_model::{Block, Image, ListItem, MarkKind, Marker, QuoteSource, RichText, WebUrl};
use serde_json::{Value, json};

/// One block.
pub(super) fn block(block: &Block) -> Value {
    let mut value = json!({"kind": kind(block), "text": block.text()});
    let mut with = |key: &str, part: Value| {
        if !part.is_null() {
            value[key] = part;
        }
    };
    match block {
        Block::Paragraph(text) => with("marks", marks(text)),
        Block::Heading { level, text } => {
            with("level", json!(level));
            with("marks", marks(text));
        }
        Block::List(items) => with("items", items.iter().map(item).collect()),
        Block::Quote { paragraphs, source } => {
            with("items", paragraphs.iter().map(rich).collect());
            with("source", source.as_ref().map_or(Value::Null, quote_source));
        }
        Block::Figure(figure) => with("image", figure.image.as_ref().map_or(Value::Null, image)),
        Block::Table { caption, header, rows } => {
            with("caption", json!(caption));
            with("header", json!(header));
            with("rows", json!(rows));
        }
        Block::Code(_) => {}
        Block::Embed { url, kind, .. } => {
            with("url", json!(url.as_str()));
            with("shows", json!(kind.as_str()));
        }
    }
    value
}

/// The contract's word for a block.
fn kind(block: &Block) -> &'static str {
    match block {
        Block::Paragraph(_) => "paragraph",
        Block::Heading { .. } => "heading",
        Block::List(_) => "list",
        Block::Quote { .. } => "quote",
        Block::Figure(_) => "figure",
        Block::Table { .. } => "table",
        Block::Code(_) => "code",
        Block::Embed { .. } => "embed",
    }
}

/// A picture.
pub(super) fn image(image: &Image) -> Value {
    json!({"url": image.url.as_str(), "credit": image.credit, "alt": image.alt})
}

fn rich(text: &RichText) -> Value {
    let mut value = json!({"text": text.text});
    let marks = marks(text);
    if !marks.is_null() {
        value["marks"] = marks;
    }
    value
}

fn item(item: &ListItem) -> Value {
    let mut value = rich(&item.text);
    value["depth"] = json!(item.depth);
    match item.marker {
        Marker::Bullet => {}
        Marker::Number(number) => value["number"] = json!(number),
        Marker::Term => value["part"] = json!("term"),
        Marker::Definition => value["part"] = json!("definition"),
    }
    value
}

fn quote_source(source: &QuoteSource) -> Value {
    json!({
        "author": source.author,
        "published": source.published.map(|date| date.to_string()),
        "url": source.url.as_ref().map(WebUrl::as_str),
    })
}

/// Marks with their places counted in characters of the text, or nothing where there are none.
fn marks(text: &RichText) -> Value {
    let place = |byte: u32| {
        let byte = usize::try_from(byte).unwrap_or(usize::MAX);
        text.text.get(..byte).map_or(0, |before| before.chars().count())
    };
    let mark = |mark: &dateline_model::Mark| {
        let (kind, url) = match &mark.kind {
            MarkKind::Link(url) => ("link", Some(url.as_str())),
            MarkKind::Emphasis => ("emphasis", None),
            MarkKind::Strong => ("strong", None),
            MarkKind::Code => ("code", None),
            MarkKind::Subscript => ("subscript", None),
            MarkKind::Superscript => ("superscript", None),
            MarkKind::Formula => ("formula", None),
        };
        let mut value = json!({"start": place(mark.start), "end": place(mark.end), "kind": kind});
        if let Some(url) = url {
            value["url"] = json!(url);
        }
        value
    };
    if text.marks.is_empty() { Value::Null } else { text.marks.iter().map(mark).collect() }
}

#[cfg(test)]
mod tests {
    use super::*;
    use dateline_model::Mark;

    #[test]
    fn a_block_tells_what_its_kind_has() {
        let text = RichText {
            text: "Größe m2".into(),
            marks: vec![Mark { start: 9, end: 10, kind: MarkKind::Superscript }],
        };
        let wanted = json!({"kind": "paragraph", "text": "Größe m2", "marks": [{"start": 7, "end": 8, "kind": "superscript"}]});
        assert_eq!(block(&Block::Paragraph(text)), wanted);
        let items = vec![ListItem { depth: 1, marker: Marker::Number(4), text: "a".into() }, "b".into()];
        let wanted = json!({"kind": "list", "text": "a\nb", "items": [{"text": "a", "depth": 1, "number": 4}, {"text": "b", "depth": 0}]});
        assert_eq!(block(&Block::List(items)), wanted);
        let source = QuoteSource { author: Some("Bo".into()), ..QuoteSource::default() };
        let quote = Block::Quote { paragraphs: vec!["We waited.".into()], source: Some(source) };
        let wanted = json!({"kind": "quote", "text": "We waited.", "items": [{"text": "We waited."}], "source": {"author": "Bo", "published": null, "url": null}});
        assert_eq!(block(&quote), wanted);
    }
}
