//! A verdict to Python, under the names that the table's columns have.

use dateline_model::{Access, Reason};
use pyo3::prelude::*;

/// How much of an article is held, why not all, and what shows it.
#[pyclass(frozen, module = "dateline_news")]
pub(crate) struct Verdict(pub(crate) dateline_model::Verdict);

/// Something on the page or in its headers that shows a verdict.
#[pyclass(frozen, module = "dateline_news")]
pub(crate) struct Evidence(dateline_model::Evidence);

#[pymethods]
impl Verdict {
    /// How much is held: "full", "partial", "headline_only", "none" or "other_kind".
    #[getter]
    fn holding(&self) -> &'static str {
        self.0.holding.as_str()
    }

    /// Why not all, or what else the page is: "paywall", "consent", "not_found" …
    #[getter]
    fn reasons(&self) -> Vec<&'static str> {
        self.0.reasons.iter().map(|reason| Reason::as_str(*reason)).collect()
    }

    /// What shows it; at least one for every reason.
    #[getter]
    fn evidence(&self) -> Vec<Evidence> {
        self.0.evidence.iter().cloned().map(Evidence).collect()
    }

    /// What the publisher declares: "free", "metered" or "locked".
    #[getter]
    fn declared_access(&self) -> Option<&'static str> {
        self.0.declared.access.map(Access::as_str)
    }

    /// Words of the whole article, as the publisher declares.
    #[getter]
    fn declared_words(&self) -> Option<u32> {
        self.0.declared.words
    }

    /// Share that is not shown, 0 to 100, as the publisher declares.
    #[getter]
    fn declared_percent_left(&self) -> Option<f64> {
        self.0.declared.percent_left
    }

    /// Share that is held, 0 to 1, where something tells.
    #[getter]
    fn completeness(&self) -> Option<f64> {
        self.0.completeness.as_ref().map(|part| part.share)
    }

    /// What that was computed from.
    #[getter]
    fn completeness_source(&self) -> Option<&str> {
        self.0.completeness.as_ref().map(|part| part.source.as_str())
    }

    fn __repr__(&self) -> String {
        let reasons = self.reasons().join(", ");
        let because = if reasons.is_empty() { reasons } else { format!(" ({reasons})") };
        format!("<Verdict {}{because}>", self.holding())
    }
}

#[pymethods]
impl Evidence {
    /// The reason or holding that it supports.
    #[getter]
    fn supports(&self) -> &str {
        &self.0.supports
    }

    /// Where it stands: "http:status", "bytes:310-342" of the decoded page, "text:0-20".
    #[getter]
    fn place(&self) -> String {
        self.0.place.to_string()
    }

    /// What stands there, at most 160 characters.
    #[getter]
    fn quote(&self) -> &str {
        &self.0.quote
    }

    /// Whose failure it shows: "this_fetch" or "inherited".
    #[getter]
    fn origin(&self) -> &'static str {
        self.0.origin.as_str()
    }

    /// Name of the rule that it made fire.
    #[getter]
    fn rule(&self) -> Option<String> {
        self.0.rule.map(|rule| rule.to_string())
    }

    fn __repr__(&self) -> String {
        format!("<Evidence {} at {}: {:?}>", self.0.supports, self.0.place, self.0.quote)
    }
}
