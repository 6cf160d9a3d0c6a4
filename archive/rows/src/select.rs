//! Which pages are wanted.

use anyhow::{Context, Result, bail};
use dateline_model::{Date, Holding, Reading, Reason};
use jiff::{Timestamp, civil};

/// What must hold of a page; nothing when empty.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Selection {
    languages: Vec<String>,
    hosts: Vec<String>,
    kinds: Vec<String>,
    dates: Option<(civil::Date, civil::Date)>,
}

/// The word for every kind of page that is an article.
const ARTICLE: &str = "article";

impl Selection {
    /// Reads options like `language=de,fr`.
    pub fn parse(options: &[String]) -> Result<Self> {
        let mut selection = Self::default();
        for option in options {
            let (what, values) = option.split_once('=').with_context(|| {
                format!("--select {option}: write it as language=de, host=, kind= or date=")
            })?;
            let values = values.split(',').map(|value| value.trim().to_ascii_lowercase());
            let values: Vec<String> = values.filter(|value| !value.is_empty()).collect();
            if values.is_empty() {
                bail!("--select {option}: there is no value behind the =");
            }
            match what.trim() {
                "language" => selection.languages.extend(values),
                "host" => selection.hosts.extend(values),
                "kind" => selection.kinds.extend(known(values)?),
                "date" => selection.dates = Some(dates(&values)?),
                other => bail!("--select {other}=…: it can be language, host, kind or date"),
            }
        }
        Ok(selection)
    }

    /// Whether pages of a host are wanted: the host itself or one below it.
    pub(crate) fn wants_host(&self, host: &str) -> bool {
        let is_below = |wanted: &String| {
            host.strip_suffix(wanted.as_str()).is_some_and(|rest| rest.is_empty() || rest.ends_with('.'))
        };
        self.hosts.is_empty() || self.hosts.iter().any(is_below)
    }

    /// Whether a page that was read is wanted. A page without a date is judged by when it was fetched.
    pub(crate) fn wants(&self, fetched: Timestamp, reading: &Reading) -> bool {
        let article = reading.article.as_ref();
        let language = || article.and_then(|article| article.language.as_deref()).unwrap_or_default();
        let day = || match article.and_then(|article| article.published) {
            Some(Date::Day(day)) => day,
            Some(date @ Date::Instant { .. }) => utc_day(date.approximate()),
            None => utc_day(fetched),
        };
        (self.languages.is_empty() || self.languages.iter().any(|wanted| speaks(language(), wanted)))
            && (self.kinds.is_empty() || self.kinds.iter().any(|wanted| is_kind(reading, wanted)))
            && self.dates.is_none_or(|(first, last)| (first..=last).contains(&day()))
    }
}

/// Kinds that there are.
fn known(values: Vec<String>) -> Result<Vec<String>> {
    for value in &values {
        if value != ARTICLE && Holding::from_word(value).is_none() && Reason::from_word(value).is_none() {
            bail!(
                "--select kind={value}: it can be article, a holding (full, partial …) or a reason (paywall …) of a verdict"
            );
        }
    }
    Ok(values)
}

/// A day, or the first and the last of several.
fn dates(values: &[String]) -> Result<(civil::Date, civil::Date)> {
    let [value] = values else { bail!("--select date= takes one day or one range: 2026-01-01..2026-01-31") };
    let (first, last) = value.split_once("..").unwrap_or((value, value));
    let day = |text: &str| {
        text.parse::<civil::Date>()
            .with_context(|| format!("--select date={value}: {text:?} is no day like 2026-01-31"))
    };
    Ok((day(first)?, day(last)?))
}

fn utc_day(at: Timestamp) -> civil::Date {
    jiff::tz::Offset::UTC.to_datetime(at).date()
}

/// Whether a language is the wanted one, or a form of it: `de-AT` is `de`.
fn speaks(language: &str, wanted: &str) -> bool {
    let head = language.get(..wanted.len());
    head.is_some_and(|head| head.eq_ignore_ascii_case(wanted))
        && language.as_bytes().get(wanted.len()).is_none_or(|next| !next.is_ascii_alphanumeric())
}

fn is_kind(reading: &Reading, wanted: &str) -> bool {
    let verdict = &reading.verdict;
    verdict.holding.as_str() == wanted
        || (wanted == ARTICLE && verdict.holding != Holding::OtherKind)
        || verdict.reasons.iter().any(|reason| reason.as_str() == wanted)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parse(options: &[&str]) -> Result<Selection> {
        Selection::parse(&options.iter().map(|option| (*option).to_owned()).collect::<Vec<_>>())
    }

    #[test]
    fn hosts_are_wanted_with_those_below_them() {
        let selection = parse(&["host=harbour.example,mill.example"]).unwrap();
        for (host, wanted) in [
            ("harbour.example", true),
            ("www.harbour.example", true),
            ("mill.example", true),
            ("oldharbour.example", false),
            ("example", false),
        ] {
            assert_eq!(selection.wants_host(host), wanted, "{host}");
        }
        assert!(Selection::default().wants_host("any.example"));
    }

    #[test]
    fn what_is_wanted_is_judged_by_the_reading() {
        let html = "<html lang=de-AT><title>Hafen</title><article><h1>Hafen</h1><p>Am Dienstag wurde der Hafen \
            nach dem langen Umbau wieder für alle Schiffe geöffnet, wie die Stadt mitteilte.</p></article>";
        let fetched: Timestamp = "2026-03-04T05:06:07Z".parse().unwrap();
        let reading = dateline_extract::read_html(html.as_bytes(), &dateline_extract::Served::default());
        for (options, wanted) in [
            (vec!["language=de"], true),
            (vec!["language=de-at,fr"], true),
            (vec!["language=d"], false),
            (vec!["date=2026-03-04"], true),
            (vec!["date=2026-03-05..2026-03-09"], false),
            (vec!["kind=paywall"], false),
            (vec!["language=de", "date=2020-01-01..2030-01-01"], true),
            (vec!["language=de", "kind=search_page"], false),
        ] {
            assert_eq!(parse(&options).unwrap().wants(fetched, &reading), wanted, "{options:?}");
        }
    }

    #[test]
    fn what_cannot_be_understood_is_said() {
        for (option, words) in [
            ("de", "write it as"),
            ("language=", "no value"),
            ("colour=red", "can be language"),
            ("kind=novel", "kind=novel"),
            ("date=soon", "no day"),
            ("date=2026-01-01,2026-01-02", "one day or one range"),
        ] {
            let error = parse(&[option]).unwrap_err().to_string();
            assert!(error.contains(words), "{option}: {error}");
        }
    }
}
