//! Pages to rows of readings: the table, its columns and what gives no row, apart from the file or memory it is kept in. The
//! program for archives writes these rows to Parquet, the Python package gives them to Arrow: both the same ones.

mod cell;
mod counts;
mod html_row;
mod page_reading;
mod row;
mod select;
mod warc_rows;

pub use cell::{Cell, Kind};
pub use counts::{Counts, Left};
pub use html_row::{Html, html_row};
pub use page_reading::Wanted;
pub use row::{VERSION, columns, table};
pub use select::Selection;
pub use warc_rows::{Step, WarcRows};
