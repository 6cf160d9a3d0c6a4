//! The shingles of those articles that may be copies, kept in one file on disk while pairs are compared.

use super::pairs::nameless;
use crate::columns::Table;
use anyhow::Result;
use dateline_story::TextShingles;
use std::fs::File;
use std::io::{BufWriter, Write};
use std::os::unix::fs::FileExt;
use std::path::Path;

/// Where an article's part of the file begins, and its bytes: shingles, then the address.
#[derive(Debug, Clone, Copy)]
struct Place {
    at: u64,
    shingles: u32,
    url: u32,
}

/// The file.
pub(crate) struct Texts {
    file: File,
    /// Articles, sorted.
    articles: Vec<u32>,
    places: Vec<Place>,
}

impl Texts {
    /// Draws the shingles of `articles`, which are sorted, out of `tables`, each with the number of its first article.
    pub(crate) fn draw(tables: &[(&Path, u32)], articles: Vec<u32>, folder: &Path) -> Result<Self> {
        let file = nameless(folder)?;
        let mut out = BufWriter::new(&file);
        let mut places = Vec::with_capacity(articles.len());
        let mut at = 0;
        for (index, (path, first)) in tables.iter().enumerate() {
            let end = tables.get(index + 1).map_or(u32::MAX, |(_, first)| *first);
            let wanted = &articles
                [articles.partition_point(|one| one < first)..articles.partition_point(|one| *one < end)];
            if wanted.is_empty() {
                continue;
            }
            let table = Table::open(path)?;
            let mut urls = Vec::with_capacity(wanted.len());
            chosen(&table, "url", wanted, *first, |url| urls.push(url.to_owned()))?;
            let mut urls = urls.into_iter();
            let mut written = Ok(());
            chosen(&table, "text", wanted, *first, |text| {
                let (shingles, url) = (TextShingles::draw(text).to_bytes(), urls.next().unwrap_or_default());
                places.push(Place { at, shingles: shingles.len() as u32, url: url.len() as u32 });
                at += (shingles.len() + url.len()) as u64;
                if written.is_ok() {
                    written = out.write_all(&shingles).and_then(|()| out.write_all(url.as_bytes()));
                }
            })?;
            written?;
        }
        out.flush()?;
        drop(out);
        Ok(Self { file, articles, places })
    }

    /// The shingles of an article.
    pub(crate) fn shingles(&self, article: u32) -> Result<TextShingles> {
        let place = self.place(article);
        self.bytes(place.at, place.shingles).map(|bytes| TextShingles::from_bytes(&bytes))
    }

    /// The address of an article.
    pub(crate) fn url(&self, article: u32) -> Result<String> {
        let place = self.place(article);
        let bytes = self.bytes(place.at + u64::from(place.shingles), place.url)?;
        Ok(String::from_utf8_lossy(&bytes).into_owned())
    }

    fn place(&self, article: u32) -> Place {
        self.places[self.articles.partition_point(|one| *one < article)]
    }

    fn bytes(&self, at: u64, length: u32) -> Result<Vec<u8>> {
        let mut bytes = vec![0; length as usize];
        self.file.read_exact_at(&mut bytes, at)?;
        Ok(bytes)
    }
}

/// The values of wanted articles in a column of a table whose first article is `first`.
fn chosen(table: &Table, column: &str, wanted: &[u32], first: u32, mut give: impl FnMut(&str)) -> Result<()> {
    let (mut article, mut wanted) = (first, wanted.iter().peekable());
    table.texts(column, |value| {
        if wanted.next_if_eq(&&article).is_some() {
            give(value);
        }
        article += 1;
    })
}
