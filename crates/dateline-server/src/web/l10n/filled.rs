//! A message with its values, as text or as markup.

use super::Language;
use super::catalog::{Catalog, Piece, Variant};
use std::fmt::{self, Write};

/// A message and what is to stand in it. Written with `{}` it is text, which templates escape; [`Filled::html`] makes it markup.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Filled {
    id: &'static str,
    values: Vec<(&'static str, Value)>,
    /// Where the links in it lead, in their order.
    links: Vec<String>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
enum Value {
    Number(u64),
    Text(String),
    /// A publisher's name, which stands out and has its own direction.
    Outlet(String),
}

impl Filled {
    pub(super) fn new(id: &'static str) -> Self {
        Self { id, values: Vec::new(), links: Vec::new() }
    }

    /// A number: written as the language groups digits, and choices go by its plural.
    pub(crate) fn number(mut self, name: &'static str, number: impl Count) -> Self {
        self.values.push((name, Value::Number(number.count())));
        self
    }

    /// Something that is written as it is.
    pub(crate) fn text(mut self, name: &'static str, text: impl fmt::Display) -> Self {
        self.values.push((name, Value::Text(text.to_string())));
        self
    }

    /// A publisher's name.
    pub(crate) fn outlet(mut self, name: &'static str, publisher: impl fmt::Display) -> Self {
        self.values.push((name, Value::Outlet(publisher.to_string())));
        self
    }

    /// Where the next `<a>` of the message leads; for markup alone.
    pub(crate) fn link(mut self, href: impl fmt::Display) -> Self {
        self.links.push(href.to_string());
        self
    }

    /// As markup: values are escaped, the message is not.
    pub(crate) fn html(&self) -> Html {
        let mut written = String::new();
        let _ = self.write(&mut written, true);
        for href in &self.links {
            let mut open = String::from("<a href=\"");
            let _ = escaped(&mut open, href);
            open.push_str("\">");
            written = written.replacen("<a>", &open, 1);
        }
        Html(written)
    }

    fn write(&self, out: &mut impl Write, markup: bool) -> fmt::Result {
        let found = Language::current()
            .catalogs()
            .find_map(|catalog| catalog.pieces(self.id).map(|pieces| (catalog, pieces)));
        match found {
            Some((catalog, pieces)) => self.write_pieces(out, catalog, pieces, markup),
            None => out.write_str(self.id),
        }
    }

    fn write_pieces(
        &self,
        out: &mut impl Write,
        catalog: &Catalog,
        pieces: &[Piece],
        markup: bool,
    ) -> fmt::Result {
        for piece in pieces {
            match piece {
                Piece::Text(text) => out.write_str(text)?,
                Piece::Value(name) => match self.value(name) {
                    Some(value) => value.write(out, markup)?,
                    None => write!(out, "{{{name}}}")?,
                },
                Piece::Choice { by, variants, default } => {
                    let chosen = self.chosen(catalog, by, variants, *default);
                    self.write_pieces(out, catalog, chosen, markup)?;
                }
            }
        }
        Ok(())
    }

    fn value(&self, name: &str) -> Option<&Value> {
        self.values.iter().find(|(known, _)| *known == name).map(|(_, value)| value)
    }

    fn chosen<'a>(
        &self,
        catalog: &Catalog,
        by: &str,
        variants: &'a [Variant],
        default: usize,
    ) -> &'a [Piece] {
        let keyed = |key: &str| variants.iter().find(|variant| variant.key == key);
        let found = match self.value(by) {
            Some(Value::Number(number)) => {
                keyed(&number.to_string()).or_else(|| keyed(catalog.category(*number)))
            }
            Some(Value::Text(text) | Value::Outlet(text)) => keyed(text),
            None => None,
        };
        found.or_else(|| variants.get(default)).map_or(&[], |variant| &variant.pieces)
    }
}

impl Value {
    fn write(&self, out: &mut impl Write, markup: bool) -> fmt::Result {
        match self {
            Self::Number(number) => out.write_str(&thousands(usize::try_from(*number).unwrap_or(usize::MAX))),
            Self::Outlet(name) if markup => {
                out.write_str("<bdi class=\"outlet\">")?;
                escaped(out, name)?;
                out.write_str("</bdi>")
            }
            Self::Text(text) if markup => escaped(out, text),
            Self::Text(text) | Self::Outlet(text) => out.write_str(text),
        }
    }
}

/// What can be counted.
pub(crate) trait Count {
    /// The number.
    fn count(self) -> u64;
}

macro_rules! counts {
    ($($kind:ty)*) => {$(
        impl Count for $kind {
            fn count(self) -> u64 {
                u64::try_from(self).unwrap_or(u64::MAX)
            }
        }

        impl Count for &$kind {
            fn count(self) -> u64 {
                (*self).count()
            }
        }
    )*};
}
counts!(usize u32 i64);

impl Count for u64 {
    fn count(self) -> u64 {
        self
    }
}

impl fmt::Display for Filled {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.write(f, false)
    }
}

impl From<Filled> for String {
    fn from(filled: Filled) -> Self {
        filled.to_string()
    }
}

/// A message as markup.
#[derive(Debug, Clone)]
pub(crate) struct Html(String);

impl askama::filters::HtmlSafe for Html {}

impl fmt::Display for Html {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// Digits in groups of three, parted as the language does.
pub(crate) fn thousands(number: usize) -> String {
    let (digits, group) = (number.to_string(), super::text("number-group"));
    let mut out = String::with_capacity(digits.len() + digits.len() / 3 * 3);
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && (digits.len() - index).is_multiple_of(3) {
            out.push_str(group);
        }
        out.push(digit);
    }
    out
}

/// As templates escape.
fn escaped(out: &mut impl Write, text: &str) -> fmt::Result {
    use askama::filters::Escaper;
    askama::filters::Html.write_escaped_str(out, text)
}
