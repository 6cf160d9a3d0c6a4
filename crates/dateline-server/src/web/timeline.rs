//! A story's growth: one sign for each version over the hours, and behind them how many publishers had it by then. Drawn by
//! us as SVG in percentages, so that it needs neither script nor inline style and its words keep their size on a phone;
//! told in words and hour by hour beside it.

use crate::web::dates::{When, day_long};
use crate::web::inline_markup::escape;
use crate::web::l10n;
use crate::web::wording::Held;
use jiff::Timestamp;
use jiff::tz::Offset;
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
    /// Hour (or day, of a long story) in words, and who published then.
    pub(crate) hours: Vec<(String, String)>,
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
/// Least height, so that growth can be seen.
const LEAST: usize = 74;

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
        Some(Self { svg, hours: hours(&dots) })
    }
}

fn sentence(dots: &[Dot], now: Timestamp) -> String {
    let named = dots.iter().take(12).map(|dot| format!("{} {}", dot.publisher, When::at(dot.at, now).short));
    let rest = dots.len().saturating_sub(12);
    let id = if rest > 0 { "timeline-order-more" } else { "timeline-order" };
    let named = l10n::list(&named.collect::<Vec<_>>());
    l10n::with(id).text("publishers", named).text("more", rest).to_string()
}

/// Longest story, in hours, that is told hour by hour; longer ones are told by days.
const HOURLY: i64 = 48;
/// Rows of the list of hours.
const ROWS: usize = 60;

/// Who published in which hour, or on which day.
fn hours(dots: &[Dot]) -> Vec<(String, String)> {
    let (Some(first), Some(last)) = (dots.first(), dots.last()) else { return Vec::new() };
    let daily = (last.at.as_second() - first.at.as_second()) / 3_600 > HOURLY;
    let mut rows: Vec<(String, String)> = Vec::new();
    for dot in dots {
        let moment = Offset::UTC.to_datetime(dot.at);
        let day = day_long(moment.date());
        let when = if daily {
            day
        } else {
            let hour = format!("{:02}", moment.hour());
            l10n::with("timeline-hour").text("day", day).text("hour", hour).to_string()
        };
        if let Some((_, names)) = rows.last_mut().filter(|(last, _)| *last == when) {
            names.push_str(l10n::text("list-separator"));
            names.push_str(&dot.publisher);
        } else if rows.len() < ROWS {
            rows.push((when, dot.publisher.clone()));
        } else {
            break;
        }
    }
    rows
}

/// Publishers that had the story by each column, copies and second articles of one aside.
fn growth(dots: &[Dot], first: Timestamp, last: Timestamp) -> Vec<usize> {
    let mut seen = std::collections::HashSet::new();
    let mut steps = vec![0; COLUMNS];
    for dot in dots {
        if seen.insert(dot.publisher.as_str())
            && let Some(step) = steps.get_mut(column(dot.at, first, last))
        {
            *step += 1;
        }
    }
    let mut sum = 0;
    steps
        .into_iter()
        .map(|new| {
            sum += new;
            sum
        })
        .collect()
}

/// The steps as an area, 0 to 1000 wide and 0 to 100 high; stretched to the width of the page.
fn area(steps: &[usize]) -> String {
    let most = steps.last().copied().unwrap_or(1).max(1);
    let mut path = String::from("M0 100");
    for (index, count) in steps.iter().enumerate() {
        let (left, right) = (index * 1_000 / COLUMNS, (index + 1) * 1_000 / COLUMNS);
        let y = 100 - count * 100 / most;
        path.push_str(&format!("L{left} {y}L{right} {y}"));
    }
    path.push_str("L1000 100Z");
    path
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
    let base = (tallest * STEP + 6).max(LEAST);
    let mut out = String::new();
    let height = base + 26;
    write!(
        out,
        "<svg class=\"timeline\" role=\"img\" width=\"100%\" height=\"{height}\" aria-labelledby=\"tl-title tl-desc\">\
         <title id=\"tl-title\">"
    )?;
    escape(&mut out, l10n::text("timeline-title"))?;
    out.push_str("</title><desc id=\"tl-desc\">");
    escape(&mut out, words)?;
    let steps = growth(dots, first, last);
    write!(
        out,
        "</desc><svg x=\"1.5%\" y=\"0\" width=\"97%\" height=\"{base}\" viewBox=\"0 0 1000 100\" preserveAspectRatio=\"none\">\
         <path class=\"grow\" d=\"{}\"/></svg>",
        area(&steps)
    )?;
    write!(out, "<line class=\"axis\" x1=\"0\" x2=\"100%\" y1=\"{base}\" y2=\"{base}\"/>")?;
    for (index, stack) in columns.iter().enumerate() {
        draw_stack(&mut out, &percent(index), stack, base, now)?;
    }
    label(&mut out, "0", "start", base, &When::at(first, now).short)?;
    let publishers = l10n::count("count-publishers", steps.last().copied().unwrap_or(0));
    label(
        &mut out,
        "100%",
        "end",
        base,
        &l10n::with("timeline-by")
            .text("publishers", publishers)
            .text("when", When::at(last, now).short)
            .to_string(),
    )?;
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
        escape(out, &words_of(dot, now))?;
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

fn words_of(dot: &Dot, now: Timestamp) -> String {
    let words = l10n::with("timeline-dot").text("publisher", &dot.publisher).text("held", dot.held.word());
    words.text("when", When::at(dot.at, now).long).to_string()
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
        assert_eq!(drawn.hours.len(), 2);
        assert_eq!(drawn.hours[0], ("Monday, 23 November 2026, 10:00 to 10:59 UTC".into(), "A \"x\"".into()));
        assert!(
            drawn.svg.contains("In order of publication: A &quot;x&quot; 2 h ago, &lt;B&gt; 1 h ago."),
            "{}",
            drawn.svg
        );
        assert!(!drawn.svg.contains("<B>") && drawn.svg.contains("&lt;B&gt;"));
        assert!(!drawn.svg.contains("style="));
    }

    #[test]
    fn growth_counts_each_publisher_once() {
        let dots = [
            dot("2026-11-23T10:00:00Z", "A"),
            dot("2026-11-23T10:30:00Z", "A"),
            dot("2026-11-23T11:00:00Z", "B"),
        ];
        let steps = growth(&dots, dots[0].at, dots[2].at);
        assert_eq!((steps[0], steps[COLUMNS - 2], steps[COLUMNS - 1]), (1, 1, 2));
        assert!(area(&steps).starts_with("M0 100L0 50L20 50") && area(&steps).ends_with("L1000 0L1000 100Z"));
    }

    #[test]
    fn forty_at_once_become_a_number() {
        let now = "2026-11-23T12:00:00Z".parse().unwrap();
        let dots = (0..40).map(|_| dot("2026-11-23T10:00:00Z", "A")).collect();
        assert!(Timeline::draw(dots, now).unwrap().svg.contains(">+34<"));
    }
}
