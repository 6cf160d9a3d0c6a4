//! The package's own exception, and panics as that.

use pyo3::PyResult;
use pyo3::exceptions::PyValueError;
use std::panic::{AssertUnwindSafe, catch_unwind};

pyo3::create_exception!(
    dateline_news,
    DatelineError,
    PyValueError,
    "What was given could not be read: the message says what and why."
);

/// An error with a message.
pub(crate) fn wrong(message: impl Into<String>) -> pyo3::PyErr {
    DatelineError::new_err(message.into())
}

/// Work that must not take the interpreter down: a fault of this package is an error like others.
pub(crate) fn guarded<T>(work: impl FnOnce() -> T) -> PyResult<T> {
    catch_unwind(AssertUnwindSafe(work)).map_err(|_| wrong("reading failed, by a fault of dateline_news"))
}
