//! A row for one value of a column of HTML.

use crate::cell::Cell;
use crate::counts::{Counts, Left};
use crate::page_reading::Wanted;
use crate::row::{self, Row};
use dateline_extract::{Served, read_html};
use dateline_model::{Headers, WebUrl};
use dateline_warc::Fault;
use jiff::Timestamp;

/// Bytes of a page that are read, as of an archive's.
const PAGE: usize = 32 << 20;

/// One value of such a column, and what others say of it.
#[derive(Debug, Clone, Copy)]
pub struct Html<'a> {
    /// The page: text, or bytes in the encoding the publisher chose.
    pub html: &'a [u8],
    /// Whether it is text, which is UTF-8 whatever the page says of itself.
    pub is_text: bool,
    /// Its address.
    pub url: Option<&'a str>,
    /// Name of what it came from, for the column `warc`.
    pub source: &'a str,
    /// Number of the row it came from, for the column `warc_offset`.
    pub number: u64,
}

/// The cells of a page's row; none where there is none, which is counted with its reason. An address that is none is a fault, a
/// page without one is read all the same.
pub fn html_row(page: &Html<'_>, wanted: &Wanted, counts: &mut Counts) -> Option<Vec<Cell>> {
    counts.records += 1;
    let Ok(url) = page.url.filter(|url| !url.is_empty()).map(WebUrl::parse).transpose() else {
        counts.broken(Fault::Address.as_str());
        return None;
    };
    let (address, host) = url.as_ref().map_or(("", ""), |url| (url.as_str(), url.host()));
    if !wanted.selection.wants_host(host) {
        counts.left(Left::NotSelected);
        return None;
    }
    let html = page.html.get(..PAGE).unwrap_or(page.html);
    let truncation = (html.len() < page.html.len()).then_some(dateline_model::Truncation::Cap);
    let type_told = page.is_text.then_some(("content-type", "text/html; charset=utf-8"));
    let served = Served {
        url: url.clone(),
        final_url: url.clone(),
        headers: Headers::from_iter(type_told),
        ..Served::default()
    };
    match wanted.reading(Timestamp::UNIX_EPOCH, || read_html(html, &served)) {
        Ok(reading) => {
            counts.row(&reading);
            let row = Row {
                url: address,
                final_url: address,
                host,
                fetched: Timestamp::UNIX_EPOCH,
                status: 200,
                truncation,
                reading: &reading,
                warc: page.source,
                offset: page.number,
                digest: None,
            };
            Some(row::cells(&row))
        }
        Err(why) => {
            counts.left(why);
            None
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::row::columns;

    const HTML: &str = "<title>Fähre</title><article><h1>Fähre</h1><p>Die Fähre über den Hafen fährt seit Dienstag \
        wieder, nach zwei Jahren Arbeit, die mehr kosteten als die Stadt gedacht hatte.</p></article>";

    fn told(html: &[u8], is_text: bool, url: Option<&str>) -> (Option<Vec<Cell>>, Counts) {
        let mut counts = Counts::default();
        let page = Html { html, is_text, url, source: "a.parquet", number: 7 };
        let cells = html_row(&page, &Wanted::default(), &mut counts);
        (cells, counts)
    }

    fn cell(cells: &[Cell], name: &str) -> Cell {
        cells[columns().iter().position(|(column, _)| *column == name).unwrap()].clone()
    }

    #[test]
    fn a_page_with_and_without_an_address_is_a_row() {
        for (url, host) in
            [(Some("https://harbour.example/a"), "harbour.example"), (None, ""), (Some(""), "")]
        {
            let (cells, counts) = told(HTML.as_bytes(), true, url);
            let cells = cells.unwrap();
            assert_eq!(cell(&cells, "host"), Cell::Text(host.into()));
            assert_eq!(cell(&cells, "title"), Cell::Text("Fähre".into()));
            assert_eq!(cell(&cells, "warc_offset"), Cell::Long(7));
            assert_eq!((counts.records, counts.rows), (1, 1));
        }
        let (cells, counts) = told(HTML.as_bytes(), true, Some("no address"));
        assert!(cells.is_none());
        assert_eq!(counts.broken["address"], 1);
    }

    #[test]
    fn text_is_utf8_and_bytes_are_what_the_page_says() {
        let declared = format!("<meta charset=iso-8859-1>{HTML}");
        let (cells, _) = told(declared.as_bytes(), true, None);
        assert_eq!(cell(&cells.unwrap(), "title"), Cell::Text("Fähre".into()));
        let latin: Vec<u8> = declared.chars().map(|c| c as u8).collect();
        let (cells, _) = told(&latin, false, None);
        assert_eq!(cell(&cells.unwrap(), "title"), Cell::Text("Fähre".into()));
    }

    #[test]
    fn what_is_reserved_or_not_selected_gives_no_row() {
        let reserved = format!("<meta name=tdm-reservation content=1>{HTML}");
        let (cells, counts) = told(reserved.as_bytes(), true, None);
        assert!(cells.is_none());
        assert_eq!(counts.left["reserved_tdm"], 1);
        let wanted = Wanted {
            selection: Selection::parse(&["host=mill.example".to_owned()]).unwrap(),
            include_reserved: true,
        };
        let mut counts = Counts::default();
        let page = Html { html: HTML.as_bytes(), is_text: true, url: None, source: "", number: 0 };
        assert!(html_row(&page, &wanted, &mut counts).is_none());
        assert_eq!(counts.left["not_selected"], 1);
    }

    use crate::select::Selection;
}
