//! The Python package's own part: pages, feeds, archives and stories as the desk reads them, handed over to Python and Arrow. What
//! needs no speed and what engines want stands in Python, in `dateline_news/`.

mod arrow_rows;
mod error;
mod feed;
mod html_batches;
mod html_column;
mod parts;
mod reading;
mod stories;
mod verdict;
mod wanted;
mod warc_batches;

#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

/// Pages, feeds, archives and stories as the desk reads them.
#[pyo3::pymodule]
mod _core {
    #[pymodule_export]
    use crate::arrow_rows::rows_schema;
    #[pymodule_export]
    use crate::error::DatelineError;
    #[pymodule_export]
    use crate::feed::parse_feed;
    #[pymodule_export]
    use crate::html_batches::read_html_batches;
    #[pymodule_export]
    use crate::parts::parts_text;
    #[pymodule_export]
    use crate::reading::{Reading, read, read_text};
    #[pymodule_export]
    use crate::stories::stories;
    #[pymodule_export]
    use crate::verdict::{Evidence, Verdict};
    #[pymodule_export]
    use crate::wanted::{Tally, columns};
    #[pymodule_export]
    use crate::warc_batches::read_warc_batches;
}
