//! Items of a list to nested lists as markup: bullets, numbers as the page counts, terms with what they mean.

use super::inline_markup::Inline;
use dateline_model::{ListItem, Marker};
use std::fmt;

/// A list with the ones nested in it.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Listed<'a>(pub(crate) &'a [ListItem]);

/// The notes of a text as a list to which its references lead.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Notes<'a>(pub(crate) &'a [ListItem]);

impl askama::filters::HtmlSafe for Notes<'_> {}

impl fmt::Display for Notes<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write_list(f, self.0, true)
    }
}

impl askama::filters::HtmlSafe for Listed<'_> {}

/// Deeper lists are shown at this depth.
const DEPTH_MAX: usize = 8;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    Bullets,
    Numbers,
    Terms,
}

impl Kind {
    fn of(marker: Marker) -> Self {
        match marker {
            Marker::Bullet => Self::Bullets,
            Marker::Number(_) => Self::Numbers,
            Marker::Term | Marker::Definition => Self::Terms,
        }
    }

    fn tag(self) -> &'static str {
        match self {
            Self::Bullets => "ul",
            Self::Numbers => "ol",
            Self::Terms => "dl",
        }
    }
}

/// A list that is open: its kind, the tag of its last item and the number that would come next.
struct Open {
    kind: Kind,
    item: &'static str,
    next: i32,
}

impl fmt::Display for Listed<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write_list(f, self.0, false)
    }
}

fn write_list(f: &mut fmt::Formatter<'_>, items: &[ListItem], notes: bool) -> fmt::Result {
    let mut open: Vec<Open> = Vec::new();
    for item in items {
        // An item can be one level below the last one, not more.
        let depth = usize::from(item.depth).min(open.len()).min(DEPTH_MAX);
        while open.len() > depth + 1 {
            close(f, open.pop())?;
        }
        if open.get(depth).is_some_and(|list| list.kind != Kind::of(item.marker)) {
            close(f, open.pop())?;
        }
        match open.get(depth) {
            Some(list) => write!(f, "</{}>", list.item)?,
            None => begin(f, &mut open, item)?,
        }
        if let Some(list) = open.last_mut() {
            let note = notes && list.kind == Kind::Numbers && depth == 0;
            write_item(f, list, item, note)?;
        }
    }
    while let Some(list) = open.pop() {
        close(f, Some(list))?;
    }
    Ok(())
}

fn begin(f: &mut fmt::Formatter<'_>, open: &mut Vec<Open>, item: &ListItem) -> fmt::Result {
    let kind = Kind::of(item.marker);
    let next = match item.marker {
        Marker::Number(number) => number,
        _ => 1,
    };
    write!(f, "<{}", kind.tag())?;
    if kind == Kind::Numbers && next != 1 {
        write!(f, " start=\"{next}\"")?;
    }
    open.push(Open { kind, item: "li", next });
    f.write_str(">")
}

fn write_item(f: &mut fmt::Formatter<'_>, list: &mut Open, item: &ListItem, note: bool) -> fmt::Result {
    list.item = match item.marker {
        Marker::Term => "dt",
        Marker::Definition => "dd",
        Marker::Bullet | Marker::Number(_) => "li",
    };
    write!(f, "<{}", list.item)?;
    if let Marker::Number(number) = item.marker {
        if note {
            write!(f, " id=\"note-{number}\"")?;
        }
        if number != list.next {
            write!(f, " value=\"{number}\"")?;
        }
        list.next = number.saturating_add(1);
    }
    write!(f, ">{}", Inline(&item.text))
}

fn close(f: &mut fmt::Formatter<'_>, list: Option<Open>) -> fmt::Result {
    list.map_or(Ok(()), |list| write!(f, "</{}></{}>", list.item, list.kind.tag()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(items: &[(u8, Marker, &str)], wanted: &str) {
        let items: Vec<ListItem> = items
            .iter()
            .map(|(depth, marker, text)| ListItem { depth: *depth, marker: *marker, text: (*text).into() })
            .collect();
        assert_eq!(Listed(&items).to_string(), wanted);
    }

    #[test]
    fn lists_nest_and_count_as_the_page_does() {
        use Marker::{Bullet, Definition, Number, Term};
        check(&[(0, Bullet, "a<"), (0, Bullet, "b")], "<ul><li>a&lt;</li><li>b</li></ul>");
        check(
            &[(0, Number(4), "a"), (0, Number(5), "b"), (0, Number(9), "c")],
            "<ol start=\"4\"><li>a</li><li>b</li><li value=\"9\">c</li></ol>",
        );
        check(
            &[(0, Bullet, "a"), (1, Number(1), "b"), (2, Bullet, "c"), (0, Bullet, "d")],
            "<ul><li>a<ol><li>b<ul><li>c</li></ul></li></ol></li><li>d</li></ul>",
        );
        check(&[(3, Bullet, "a"), (0, Number(1), "b")], "<ul><li>a</li></ul><ol><li>b</li></ol>");
        check(&[(0, Term, "fog"), (0, Definition, "cloud")], "<dl><dt>fog</dt><dd>cloud</dd></dl>");
        check(&[], "");
    }
}
