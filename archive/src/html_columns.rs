//! A Parquet file with a column of HTML, perhaps with one of addresses: read value by value, in step.

use anyhow::{Context, Result, bail};
use dateline_rows::{Counts, Html, Left, Wanted, html_row};
use parquet::basic::LogicalType;
use parquet::column::reader::{ColumnReader, ColumnReaderImpl};
use parquet::data_type::{ByteArray, ByteArrayType};
use parquet::file::reader::{FileReader, SerializedFileReader};
use parquet::schema::types::ColumnDescriptor;
use std::fs::File;
use std::path::Path;

/// Values read at once: pages, not words.
const BATCH: usize = 32;

/// Names of the columns.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Columns {
    pub(crate) html: String,
    /// Without a name it is `url`, where there is such a column.
    pub(crate) url: Option<String>,
}

/// The file.
pub(crate) struct HtmlFile {
    reader: SerializedFileReader<File>,
    html: usize,
    url: Option<usize>,
    is_text: bool,
}

impl HtmlFile {
    /// Opens a file and finds its columns.
    pub(crate) fn open(path: &Path, columns: &Columns) -> Result<Self> {
        let file = File::open(path).with_context(|| format!("{} cannot be read", path.display()))?;
        let reader = SerializedFileReader::new(file).context("this is no whole Parquet file")?;
        let schema = reader.metadata().file_metadata().schema_descr();
        let place = |name: &str| schema.columns().iter().position(|column| column.path().string() == name);
        let known =
            || schema.columns().iter().map(|column| column.path().string()).collect::<Vec<_>>().join(", ");
        let wanted = |name: &str| {
            let at =
                place(name).with_context(|| format!("there is no column {name:?}; there are {}", known()))?;
            is_bytes(&schema.column(at))
                .then_some(at)
                .with_context(|| format!("the column {name:?} holds no text"))
        };
        let html = wanted(&columns.html)?;
        let url = match &columns.url {
            Some(name) => Some(wanted(name)?),
            None => place("url").map(|_| wanted("url")).transpose()?,
        };
        let is_text = matches!(schema.column(html).logical_type_ref(), Some(LogicalType::String));
        Ok(Self { reader, html, url, is_text })
    }

    /// Gives the row of each page; `name` is that of the file.
    pub(crate) fn rows(
        &self,
        name: &str,
        wanted: &Wanted,
        counts: &mut Counts,
        mut give: impl FnMut(Option<Vec<dateline_rows::Cell>>) -> Result<()>,
    ) -> Result<()> {
        let mut number = 0;
        for group in 0..self.reader.num_row_groups() {
            let mut html = self.values(group, self.html)?;
            let mut url = self.url.map(|at| self.values(group, at)).transpose()?;
            while html.more()? {
                if let Some(url) = &mut url
                    && (!url.more()? || url.rows != html.rows)
                {
                    bail!("the columns have not as many rows");
                }
                let urls = url.as_ref().map(Values::each);
                let mut urls = urls.into_iter().flatten();
                for page in html.each() {
                    let address = urls.next().flatten().map(|url| String::from_utf8_lossy(url.data()));
                    let Some(page) = page else {
                        counts.records += 1;
                        counts.left(Left::NoPage);
                        number += 1;
                        continue;
                    };
                    let (url, is_text) = (address.as_deref(), self.is_text);
                    let page = Html { html: page.data(), is_text, url, source: name, number };
                    give(html_row(&page, wanted, counts))?;
                    number += 1;
                }
            }
        }
        Ok(())
    }

    fn values(&self, group: usize, at: usize) -> Result<Values> {
        let descriptor = self.reader.metadata().file_metadata().schema_descr().column(at);
        match self.reader.get_row_group(group)?.get_column_reader(at)? {
            ColumnReader::ByteArrayColumnReader(reader) => {
                let there = descriptor.max_def_level();
                Ok(Values { reader, there, levels: Vec::new(), values: Vec::new(), rows: 0 })
            }
            _ => bail!("a column of another type in one of the parts"),
        }
    }
}

/// Whether each row has one value of bytes there, or none.
fn is_bytes(column: &ColumnDescriptor) -> bool {
    column.max_rep_level() == 0 && column.physical_type() == parquet::basic::Type::BYTE_ARRAY
}

/// Some values of a column.
struct Values {
    reader: ColumnReaderImpl<ByteArrayType>,
    /// The level at which a value is there.
    there: i16,
    levels: Vec<i16>,
    values: Vec<ByteArray>,
    rows: usize,
}

impl Values {
    /// Reads the next ones; tells whether there are any.
    fn more(&mut self) -> Result<bool> {
        self.levels.clear();
        self.values.clear();
        let levels = (self.there > 0).then_some(&mut self.levels);
        self.rows = self.reader.read_records(BATCH, levels, None, &mut self.values)?.0;
        Ok(self.rows > 0)
    }

    /// Each of them, or none where it is null.
    fn each(&self) -> impl Iterator<Item = Option<&ByteArray>> {
        let mut values = self.values.iter();
        (0..self.rows).map(move |row| {
            let is_there = self.levels.get(row).is_none_or(|level| *level == self.there);
            if is_there { values.next() } else { None }
        })
    }
}
