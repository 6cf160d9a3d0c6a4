//! A story's growth as a dot plot: one sign for each version, drawn by us as SVG in percentages, so that it needs neither
//! script nor inline style and its words keep their size on a phone.

use crate::web::rich::escape;
use crate::web::when::When;
use crate::web::words::Held;
use jiff::Timestamp;
use std::fmt::{self, Write as _};

/// One version on the time line.
#[derive(Debug, Clone)]
pub(crate) struct Dot {
    /// When it was published.
    pub(crate) at: Timestamp,
    /// Who published it.
    pub(crate) publisher: String,
    /// How much is held.
    pub(crate) held: Held,
    /// Whether it carries another's text.
    pub(crate) copy: bool,
}

/// The drawing and its words.
#[derive(Debug, Clone, Default)]
pub(crate) struct Timeline {
    svg: String,
    /// The same in a sentence, for those who cannot see it.
    pub(crate) words: String,
}

impl askama::filters::HtmlSafe for Timeline {}

impl fmt::Display for Timeline {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.svg)
    }
}

/// Columns of the plot; a phone shows them 7 pixels apart.
const COLUMNS: usize = 48;
/// Signs on top of each other before the rest becomes a number.
const STACK: usize = 6;
/// Height of one sign with its gap, in pixels.
const STEP: usize = 17;

impl Timeline {
    /// Draws the dots; `None` where fewer than two are dated.
    pub(crate) fn draw(mut dots: Vec<Dot>, now: Timestamp) -> Option<Self> {
        dots.sort_by_key(|dot| dot.at);
        let (first, last) = (dots.first()?.at, dots.last()?.at);
        if dots.len() < 2 {
            return None;
        }
        let words = sentence(&dots, now);
        let svg = svg(&dots, first, last, &words, now).ok()?;
        Some(Self { svg, words })
    }
}

fn sentence(dots: &[Dot], now: Timestamp) -> String {
    let named = dots.iter().take(12).map(|dot| format!("{} {}", dot.publisher, When::at(dot.at, now).short));
    let rest = dots.len().saturating_sub(12);
    let rest = if rest > 0 { format!(" and {rest} more") } else { String::new() };
    format!("In order of publication: {}{rest}.", named.collect::<Vec<_>>().join(", "))
}

fn column(at: Timestamp, first: Timestamp, last: Timestamp) -> usize {
    let span = u64::try_from(last.as_second() - first.as_second()).unwrap_or(0).max(1);
    let offset = u64::try_from(at.as_second() - first.as_second()).unwrap_or(0);
    let column = u128::from(offset) * (COLUMNS as u128 - 1) / u128::from(span);
    usize::try_from(column).unwrap_or(0).min(COLUMNS - 1)
}

fn svg(
    dots: &[Dot],
    first: Timestamp,
    last: Timestamp,
    words: &str,
    now: Timestamp,
) -> Result<String, fmt::Error> {
    let mut columns: Vec<Vec<&Dot>> = vec![Vec::new(); COLUMNS];
    for dot in dots {
        if let Some(stack) = columns.get_mut(column(dot.at, first, last)) {
            stack.push(dot);
        }
    }
    let tallest = columns.iter().map(Vec::len).max().unwrap_or(1).min(STACK + 1);
    let base = tallest * STEP + 6;
    let mut out = String::new();
    write!(
        out,
        "<svg class=\"timeline\" role=\"img\" width=\"100%\" height=\"{}\" aria-label=\"",
        base + 26
    )?;
    escape(&mut out, words)?;
    write!(out, "\"><line class=\"axis\" x1=\"0\" x2=\"100%\" y1=\"{base}\" y2=\"{base}\"/>")?;
    for (index, stack) in columns.iter().enumerate() {
        draw_stack(&mut out, &percent(index), stack, base, now)?;
    }
    label(&mut out, "0", "start", base, &When::at(first, now).short)?;
    label(&mut out, "100%", "end", base, &When::at(last, now).short)?;
    out.push_str("</svg>");
    Ok(out)
}

/// Middle of a column in tenths of a per cent, as `12.3%`; a margin of 1.5 % keeps the outer signs inside.
fn percent(column: usize) -> String {
    let tenths = 15 + column * 970 / (COLUMNS - 1);
    format!("{}.{}%", tenths / 10, tenths % 10)
}

fn draw_stack(out: &mut String, x: &str, stack: &[&Dot], base: usize, now: Timestamp) -> fmt::Result {
    for (level, dot) in stack.iter().take(STACK).enumerate() {
        let y = base.saturating_sub((level + 1) * STEP);
        let class = dot.held.class();
        let copy = if dot.copy { " copy" } else { "" };
        write!(out, "<svg x=\"{x}\" y=\"{y}\" overflow=\"visible\"><title>")?;
        escape(out, &format!("{}: {}, {}", dot.publisher, dot.held.word(), When::at(dot.at, now).long))?;
        write!(
            out,
            "</title><use class=\"sign {class}{copy}\" href=\"#m-{class}\" x=\"-7\" width=\"14\" height=\"14\"/></svg>"
        )?;
    }
    if stack.len() > STACK {
        let y = base.saturating_sub(STACK * STEP + 4);
        write!(out, "<text x=\"{x}\" y=\"{y}\" text-anchor=\"middle\">+{}</text>", stack.len() - STACK)?;
    }
    Ok(())
}

fn label(out: &mut String, x: &str, anchor: &str, base: usize, words: &str) -> fmt::Result {
    write!(out, "<text x=\"{x}\" y=\"{}\" text-anchor=\"{anchor}\">", base + 19)?;
    escape(out, words)?;
    out.push_str("</text>");
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn dot(at: &str, publisher: &str) -> Dot {
        Dot { at: at.parse().unwrap(), publisher: publisher.to_owned(), held: Held::Preview, copy: false }
    }

    #[test]
    fn one_version_needs_no_drawing() {
        let now = "2026-11-23T12:00:00Z".parse().unwrap();
        assert!(Timeline::draw(vec![dot("2026-11-23T10:00:00Z", "A")], now).is_none());
    }

    #[test]
    fn names_are_escaped_and_told_in_order() {
        let now = "2026-11-23T12:00:00Z".parse().unwrap();
        let dots = vec![dot("2026-11-23T11:00:00Z", "<B>"), dot("2026-11-23T10:00:00Z", "A \"x\"")];
        let drawn = Timeline::draw(dots, now).unwrap();
        assert_eq!(drawn.words, "In order of publication: A \"x\" 2 h ago, <B> 1 h ago.");
        assert!(!drawn.svg.contains("<B>") && drawn.svg.contains("&lt;B&gt;"));
        assert!(!drawn.svg.contains("style="));
    }

    #[test]
    fn forty_at_once_become_a_number() {
        let now = "2026-11-23T12:00:00Z".parse().unwrap();
        let dots = (0..40).map(|_| dot("2026-11-23T10:00:00Z", "A")).collect();
        assert!(Timeline::draw(dots, now).unwrap().svg.contains(">+34<"));
    }
}
