//! Feeds to Python.

use crate::error::{guarded, wrong};
use dateline_feed::Context;
use dateline_model::WebUrl;
use pyo3::prelude::*;
use pyo3::types::{PyBytes, PyString};
use pythonize::pythonize;

/// A feed as Python gives it.
#[derive(FromPyObject)]
pub(crate) enum Data<'py> {
    Text(Bound<'py, PyString>),
    Bytes(Bound<'py, PyBytes>),
}

/// A feed as a dict, in the shape of the desk or in that of feedparser. `feed.parse` is what is called.
#[pyfunction]
#[expect(clippy::needless_pass_by_value, reason = "Python's values come as values")]
pub(crate) fn parse_feed<'py>(
    py: Python<'py>,
    data: Data<'py>,
    url: Option<&str>,
    is_feedparser: bool,
    headers: Vec<(String, String)>,
) -> PyResult<Bound<'py, PyAny>> {
    let url = url.map(WebUrl::parse).transpose().map_err(|error| wrong(format!("url: {error}")))?;
    let bytes = match &data {
        Data::Text(text) => text.to_str()?.as_bytes(),
        Data::Bytes(bytes) => bytes.as_bytes(),
    };
    let value = py.detach(|| {
        guarded(|| {
            if is_feedparser {
                return Ok(dateline_feedparser::to_json(bytes, &headers));
            }
            let context = Context { url: url.as_ref(), ..Context::default() };
            let feed = dateline_feed::parse(bytes, &context).map_err(|error| error.to_string())?;
            Ok::<_, String>(dateline_wire::feed_json(&feed))
        })
    })?;
    let value = value.map_err(|reason| wrong(format!("this is no feed: {reason}")))?;
    Ok(pythonize(py, &value)?)
}
