//! A column of texts or bytes in any of Arrow's forms, read in place.

use arrow_array::cast::AsArray;
use arrow_array::types::{BinaryViewType, StringViewType};
use arrow_array::{Array, ArrayRef, RecordBatch};
use arrow_schema::{DataType, Schema};

/// Where a column stands, and whether it is text.
pub(crate) fn find(schema: &Schema, name: &str) -> Result<(usize, bool), String> {
    let Some((at, field)) = schema.column_with_name(name) else {
        let known: Vec<&str> = schema.fields().iter().map(|field| field.name().as_str()).collect();
        return Err(format!("there is no column {name:?}; there are {}", known.join(", ")));
    };
    match field.data_type() {
        DataType::Utf8 | DataType::LargeUtf8 | DataType::Utf8View => Ok((at, true)),
        DataType::Binary | DataType::LargeBinary | DataType::BinaryView => Ok((at, false)),
        other => Err(format!("the column {name:?} holds no text and no bytes but {other}")),
    }
}

/// The column of one batch.
pub(crate) struct Column<'a>(&'a ArrayRef);

impl<'a> Column<'a> {
    pub(crate) fn of(batch: &'a RecordBatch, at: usize) -> Self {
        Self(batch.column(at))
    }

    /// The value of a row, in place; none where it is null.
    pub(crate) fn value(&self, row: usize) -> Option<&'a [u8]> {
        let array = self.0;
        if array.is_null(row) {
            return None;
        }
        Some(match array.data_type() {
            DataType::Utf8 => array.as_string::<i32>().value(row).as_bytes(),
            DataType::LargeUtf8 => array.as_string::<i64>().value(row).as_bytes(),
            DataType::Utf8View => array.as_byte_view::<StringViewType>().value(row).as_bytes(),
            DataType::Binary => array.as_binary::<i32>().value(row),
            DataType::LargeBinary => array.as_binary::<i64>().value(row),
            DataType::BinaryView => array.as_byte_view::<BinaryViewType>().value(row),
            _ => return None,
        })
    }
}
