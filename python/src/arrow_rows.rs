//! Rows to record batches of Arrow.

use arrow_array::builder::{
    Float64Builder, Int32Builder, Int64Builder, ListBuilder, StringBuilder, TimestampMillisecondBuilder,
};
use arrow_array::{ArrayRef, RecordBatch};
use arrow_pyarrow::ToPyArrow;
use arrow_schema::{ArrowError, DataType, Field, Schema, SchemaRef, TimeUnit};
use dateline_rows::{Cell, Kind};
use pyo3::prelude::*;
use std::sync::Arc;

/// Rows of a batch, at most.
const ROWS: usize = 4096;
/// Bytes of texts in a batch, about: Arrow's texts of one array cannot be more than 2 GB, and engines want far less.
const BYTES: usize = 16 << 20;

/// `pyarrow.Schema` of every batch.
#[pyfunction]
#[pyo3(name = "arrow_schema")]
pub(crate) fn rows_schema(py: Python<'_>) -> PyResult<Bound<'_, PyAny>> {
    schema().as_ref().to_pyarrow(py)
}

/// The schema of every batch.
pub(crate) fn schema() -> SchemaRef {
    let field = |(name, kind): (&str, Kind)| Field::new(name, data_type(kind), kind.is_optional());
    Arc::new(Schema::new(dateline_rows::columns().into_iter().map(field).collect::<Vec<_>>()))
}

fn item() -> Field {
    Field::new("element", DataType::Utf8, false)
}

fn data_type(kind: Kind) -> DataType {
    match kind {
        Kind::Text | Kind::OptionalText | Kind::LongText => DataType::Utf8,
        Kind::Time => DataType::Timestamp(TimeUnit::Millisecond, Some("UTC".into())),
        Kind::Int | Kind::OptionalInt => DataType::Int32,
        Kind::Long => DataType::Int64,
        Kind::Double | Kind::OptionalDouble => DataType::Float64,
        Kind::List => DataType::List(Arc::new(item())),
    }
}

/// The values of one column.
enum Values {
    Texts(StringBuilder),
    Times(TimestampMillisecondBuilder),
    Ints(Int32Builder),
    Longs(Int64Builder),
    Doubles(Float64Builder),
    Lists(ListBuilder<StringBuilder>),
}

impl Values {
    fn of(kind: Kind) -> Self {
        match kind {
            Kind::Text | Kind::OptionalText | Kind::LongText => Self::Texts(StringBuilder::new()),
            Kind::Time => Self::Times(TimestampMillisecondBuilder::new().with_timezone("UTC")),
            Kind::Int | Kind::OptionalInt => Self::Ints(Int32Builder::new()),
            Kind::Long => Self::Longs(Int64Builder::new()),
            Kind::Double | Kind::OptionalDouble => Self::Doubles(Float64Builder::new()),
            Kind::List => Self::Lists(ListBuilder::new(StringBuilder::new()).with_field(item())),
        }
    }

    /// Takes in a value; returns the bytes of its texts. A value of another type than the column's is null.
    fn push(&mut self, cell: &Cell) -> usize {
        match (self, cell) {
            (Self::Texts(to), Cell::Text(text)) => {
                to.append_value(text);
                return text.len();
            }
            (Self::Lists(to), Cell::List(texts)) => {
                texts.iter().for_each(|text| to.values().append_value(text));
                to.append(true);
                return texts.iter().map(String::len).sum();
            }
            (Self::Times(to), Cell::Long(time)) => to.append_value(*time),
            (Self::Ints(to), Cell::Int(int)) => to.append_value(*int),
            (Self::Longs(to), Cell::Long(long)) => to.append_value(*long),
            (Self::Doubles(to), Cell::Double(double)) => to.append_value(*double),
            (Self::Texts(to), _) => to.append_null(),
            (Self::Lists(to), _) => to.append(false),
            (Self::Times(to), _) => to.append_null(),
            (Self::Ints(to), _) => to.append_null(),
            (Self::Longs(to), _) => to.append_null(),
            (Self::Doubles(to), _) => to.append_null(),
        }
        0
    }

    fn finish(&mut self) -> ArrayRef {
        match self {
            Self::Texts(from) => Arc::new(from.finish()),
            Self::Times(from) => Arc::new(from.finish()),
            Self::Ints(from) => Arc::new(from.finish()),
            Self::Longs(from) => Arc::new(from.finish()),
            Self::Doubles(from) => Arc::new(from.finish()),
            Self::Lists(from) => Arc::new(from.finish()),
        }
    }
}

/// Rows that become a batch.
pub(crate) struct Rows {
    schema: SchemaRef,
    values: Vec<Values>,
    rows: usize,
    bytes: usize,
}

impl Rows {
    pub(crate) fn new() -> Self {
        let values = dateline_rows::columns().into_iter().map(|(_, kind)| Values::of(kind)).collect();
        Self { schema: schema(), values, rows: 0, bytes: 0 }
    }

    /// Adds a row.
    pub(crate) fn push(&mut self, cells: &[Cell]) {
        for (values, cell) in self.values.iter_mut().zip(cells) {
            self.bytes += values.push(cell);
        }
        self.rows += 1;
    }

    /// Whether there are enough for a batch.
    pub(crate) const fn is_full(&self) -> bool {
        self.rows >= ROWS || self.bytes >= BYTES
    }

    pub(crate) const fn is_empty(&self) -> bool {
        self.rows == 0
    }

    /// The batch; the next one begins.
    pub(crate) fn batch(&mut self) -> Result<RecordBatch, ArrowError> {
        (self.rows, self.bytes) = (0, 0);
        let arrays = self.values.iter_mut().map(Values::finish).collect();
        RecordBatch::try_new(Arc::clone(&self.schema), arrays)
    }
}
