//! Rows written to a Parquet file, group by group. Knows no readings.

use anyhow::Result;
use dateline_rows::{Cell, Kind};
use parquet::basic::{Compression, ZstdLevel};
use parquet::column::writer::ColumnWriter;
use parquet::data_type::ByteArray;
use parquet::errors::ParquetError;
use parquet::file::metadata::KeyValue;
use parquet::file::properties::WriterProperties;
use parquet::file::writer::SerializedFileWriter;
use parquet::schema::parser::parse_message_type;
use parquet::schema::types::ColumnPath;
use std::io::{self, Write};
use std::sync::Arc;

/// Rows of a group, at most: what is held in memory until it is written.
const GROUP_ROWS: usize = 4096;
/// Bytes of a group, about, for the same reason.
const GROUP_BYTES: usize = 16 << 20;

/// A column as the schema of the file writes it.
fn schema(kind: Kind, name: &str) -> String {
    match kind {
        Kind::Text | Kind::LongText => format!("required binary {name} (STRING);"),
        Kind::OptionalText => format!("optional binary {name} (STRING);"),
        Kind::Time => format!("required int64 {name} (TIMESTAMP(MILLIS,true));"),
        Kind::Int => format!("required int32 {name};"),
        Kind::OptionalInt => format!("optional int32 {name};"),
        Kind::Long => format!("required int64 {name};"),
        Kind::Double => format!("required double {name};"),
        Kind::OptionalDouble => format!("optional double {name};"),
        Kind::List => format!(
            "required group {name} (LIST) {{ repeated group list {{ required binary element (STRING); }} }}"
        ),
    }
}

/// The values of one column in a group of rows.
#[derive(Default)]
struct Values {
    texts: Vec<ByteArray>,
    ints: Vec<i32>,
    longs: Vec<i64>,
    doubles: Vec<f64>,
    /// Whether each value is there, and whether each goes on with the list before it: levels of Parquet.
    levels: Vec<i16>,
    repeats: Vec<i16>,
}

impl Values {
    /// Takes in a value; returns its bytes, about.
    fn push(&mut self, cell: Cell, kind: Kind) -> usize {
        if kind.is_optional() {
            self.levels.push(i16::from(!matches!(cell, Cell::Null)));
        }
        match cell {
            Cell::Null => 0,
            Cell::Text(text) => self.text(text),
            Cell::Int(int) => {
                self.ints.push(int);
                4
            }
            Cell::Long(long) => {
                self.longs.push(long);
                8
            }
            Cell::Double(double) => {
                self.doubles.push(double);
                8
            }
            Cell::List(texts) => {
                let places = texts.len().max(1);
                self.levels.extend(std::iter::repeat_n(i16::from(!texts.is_empty()), places));
                self.repeats.extend((0..places).map(|at| i16::from(at > 0)));
                texts.into_iter().map(|text| self.text(text)).sum()
            }
        }
    }

    fn text(&mut self, text: String) -> usize {
        let bytes = text.len();
        self.texts.push(text.into_bytes().into());
        bytes
    }

    fn write(&self, to: &mut ColumnWriter<'_>) -> Result<(), ParquetError> {
        let levels = (!self.levels.is_empty()).then_some(self.levels.as_slice());
        let repeats = (!self.repeats.is_empty()).then_some(self.repeats.as_slice());
        match to {
            ColumnWriter::ByteArrayColumnWriter(to) => to.write_batch(&self.texts, levels, repeats)?,
            ColumnWriter::Int32ColumnWriter(to) => to.write_batch(&self.ints, levels, repeats)?,
            ColumnWriter::Int64ColumnWriter(to) => to.write_batch(&self.longs, levels, repeats)?,
            ColumnWriter::DoubleColumnWriter(to) => to.write_batch(&self.doubles, levels, repeats)?,
            _ => return Err(ParquetError::General("a type that no column has".to_owned())),
        };
        Ok(())
    }
}

/// Writes rows.
pub(crate) struct TableWriter<W: Write + Send> {
    file: SerializedFileWriter<W>,
    kinds: Vec<Kind>,
    values: Vec<Values>,
    rows: usize,
    bytes: usize,
}

impl<W: Write + Send> TableWriter<W> {
    /// Begins a file with columns.
    pub(crate) fn new(to: W, columns: &[(&str, Kind)]) -> Result<Self> {
        let schema = columns.iter().fold(String::from("message row {"), |mut schema, (name, kind)| {
            schema.push_str(&self::schema(*kind, name));
            schema
        });
        let schema = Arc::new(parse_message_type(&format!("{schema} }}"))?);
        let mut properties = WriterProperties::builder()
            .set_created_by("dateline-archive".to_owned())
            .set_compression(Compression::ZSTD(ZstdLevel::try_new(3)?))
            .set_max_row_group_row_count(None);
        for (name, _) in columns.iter().filter(|(_, kind)| *kind == Kind::LongText) {
            properties = properties.set_column_dictionary_enabled(ColumnPath::from(*name), false);
        }
        let file = SerializedFileWriter::new(to, schema, Arc::new(properties.build())).map_err(plain)?;
        let kinds: Vec<Kind> = columns.iter().map(|(_, kind)| *kind).collect();
        Ok(Self { file, values: empty(kinds.len()), kinds, rows: 0, bytes: 0 })
    }

    /// Adds a row: a value for each column, in their order.
    pub(crate) fn row(&mut self, cells: impl IntoIterator<Item = Cell>) -> Result<()> {
        for ((cell, values), kind) in cells.into_iter().zip(&mut self.values).zip(&self.kinds) {
            self.bytes += values.push(cell, *kind);
        }
        self.rows += 1;
        if self.rows >= GROUP_ROWS || self.bytes >= GROUP_BYTES {
            self.flush()?;
        }
        Ok(())
    }

    fn flush(&mut self) -> Result<()> {
        if self.rows > 0 {
            self.group().map_err(plain)?;
            (self.values, self.rows, self.bytes) = (empty(self.kinds.len()), 0, 0);
        }
        Ok(())
    }

    /// Writes what was gathered.
    fn group(&mut self) -> Result<(), ParquetError> {
        let mut group = self.file.next_row_group()?;
        for values in &self.values {
            if let Some(mut column) = group.next_column()? {
                values.write(column.untyped())?;
                column.close()?;
            }
        }
        group.close().map(|_| ())
    }

    /// Ends the file, with what is to be known of it.
    pub(crate) fn finish(mut self, known: &[(&str, String)]) -> Result<W> {
        self.flush()?;
        for (key, value) in known {
            self.file.append_key_value_metadata(KeyValue::new((*key).to_owned(), value.clone()));
        }
        self.file.into_inner().map_err(plain)
    }
}

/// An error of the disk as it is, without the words of the file format around it, which would tell it twice.
fn plain(error: ParquetError) -> anyhow::Error {
    match error {
        ParquetError::External(inner) => match inner.downcast::<io::Error>() {
            Ok(inner) => (*inner).into(),
            Err(inner) => ParquetError::External(inner).into(),
        },
        other => other.into(),
    }
}

fn empty(columns: usize) -> Vec<Values> {
    (0..columns).map(|_| Values::default()).collect()
}
