//! One page to Python.

use crate::error::{guarded, wrong};
use crate::verdict::Verdict;
use dateline_extract::Served;
use dateline_model::{Article, Date, Headers, WebUrl};
use pyo3::prelude::*;
use pyo3::types::{PyBytes, PyString};
use pythonize::pythonize;
use std::collections::HashMap;

/// What one page says: the article, what stands beside it, and the verdict on how much of it is held and why.
#[pyclass(frozen, module = "dateline_news")]
pub(crate) struct Reading {
    inner: dateline_model::Reading,
    url: Option<String>,
}

impl Reading {
    pub(crate) const fn inner(&self) -> &dateline_model::Reading {
        &self.inner
    }

    pub(crate) const fn article(&self) -> Option<&Article> {
        self.inner.article.as_ref()
    }

    fn json(&self) -> dateline_wire::ReadingJson<'_> {
        dateline_wire::reading_json(&self.inner, None, self.url.as_deref(), 0.0)
    }
}

fn date(date: Option<Date>) -> Option<String> {
    date.map(|date| format!("{date:.0}"))
}

#[pymethods]
impl Reading {
    /// Address of the page, as it was given.
    #[getter]
    fn url(&self) -> Option<&str> {
        self.url.as_deref()
    }

    /// Headline without the site's name.
    #[getter]
    fn title(&self) -> Option<&str> {
        self.article()?.title.as_deref()
    }

    /// The sentence under the headline.
    #[getter]
    fn standfirst(&self) -> Option<&str> {
        self.article()?.standfirst.as_deref()
    }

    /// Who wrote it, one each, without "By".
    #[getter]
    fn bylines(&self) -> Vec<String> {
        self.article().map(|article| article.bylines.clone()).unwrap_or_default()
    }

    /// News agency credited for the text.
    #[getter]
    fn agency(&self) -> Option<&str> {
        self.article()?.agency.as_deref()
    }

    /// Name of the publisher; never guessed.
    #[getter]
    fn publisher(&self) -> Option<&str> {
        self.article()?.publisher.as_ref().map(|publisher| publisher.name.as_str())
    }

    /// Section of the paper.
    #[getter]
    fn section(&self) -> Option<&str> {
        self.article()?.section.as_deref()
    }

    /// Keywords as the publisher gives them.
    #[getter]
    fn tags(&self) -> Vec<String> {
        self.article().map(|article| article.tags.clone()).unwrap_or_default()
    }

    /// When it was published: RFC 3339 with the publisher's offset, or a day.
    #[getter]
    fn published(&self) -> Option<String> {
        date(self.article()?.published)
    }

    /// When it was changed last, likewise.
    #[getter]
    fn modified(&self) -> Option<String> {
        date(self.article()?.modified)
    }

    /// BCP 47 tag.
    #[getter]
    fn language(&self) -> Option<&str> {
        self.article()?.language.as_deref()
    }

    /// Address that the publisher calls the right one.
    #[getter]
    fn canonical_url(&self) -> Option<&str> {
        self.article()?.canonical_url.as_ref().map(WebUrl::as_str)
    }

    /// Address of the lead image.
    #[getter]
    fn image(&self) -> Option<&str> {
        self.article()?.image.as_ref().map(|image| image.url.as_str())
    }

    /// The article's text, an empty line between blocks; empty where nothing is held.
    #[getter]
    fn text(&self) -> String {
        self.article().map(Article::text).unwrap_or_default()
    }

    /// Headline, who and when, and the article as Markdown.
    #[getter]
    fn markdown(&self) -> String {
        dateline_wire::markdown::without_verdict(&self.inner)
    }

    /// The article's blocks in order, each a dict with its kind.
    #[getter]
    fn blocks<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        let blocks = self.article().map_or(&[][..], |article| &article.blocks);
        Ok(pythonize(py, &dateline_wire::blocks_json(blocks))?)
    }

    /// What stood on the page and is not the article, in page order, each a dict.
    #[getter]
    fn asides<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        Ok(pythonize(py, &dateline_wire::asides_json(&self.inner.asides))?)
    }

    /// How much of the article is held, and why not all.
    #[getter]
    fn verdict(&self) -> Verdict {
        Verdict(self.inner.verdict.clone())
    }

    /// What the publisher reserves: "tdm", "noarchive", "nosnippet".
    #[getter]
    fn reservations(&self) -> Vec<&'static str> {
        let reserved = &self.inner.reservations;
        let words =
            [("tdm", reserved.tdm), ("noarchive", reserved.noarchive), ("nosnippet", reserved.nosnippet)];
        words.into_iter().filter(|(_, said)| *said).map(|(word, _)| word).collect()
    }

    /// Licence of the text, as the page names it.
    #[getter]
    fn licence(&self) -> Option<&str> {
        self.inner.reservations.licence.as_deref()
    }

    /// Limits that bit while the page was parsed, by name.
    #[getter]
    fn caps(&self) -> Vec<String> {
        self.inner.caps.clone()
    }

    /// The whole reading as a dict, as `docs/reading.schema.json` describes it.
    fn to_dict<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        Ok(pythonize(py, &self.json())?)
    }

    /// The same as JSON.
    fn to_json(&self) -> PyResult<String> {
        serde_json::to_string(&self.json()).map_err(|error| wrong(error.to_string()))
    }

    fn __repr__(&self) -> String {
        let title = self.title().map_or("no title".to_owned(), |title| format!("{title:?}"));
        format!("<Reading {title}, {}>", self.inner.verdict.holding.as_str())
    }
}

/// A page as Python gives it.
#[derive(FromPyObject)]
pub(crate) enum Html<'py> {
    Text(Bound<'py, PyString>),
    Bytes(Bound<'py, PyBytes>),
}

/// Reads one page.
///
/// Args:
///     html: the page; bytes are decoded as a browser would, text is taken as it is.
///     url: its address, against which links are resolved.
///     status: HTTP status of the answer, where it is known.
///     headers: header fields of the answer, where they are known.
///
/// Returns:
///     The reading; a broken page gives a verdict, never an exception.
///
/// Raises:
///     DatelineError: the address is none.
///
/// >>> import dateline_news
/// >>> page = "<title>Bridge opens</title><article><h1>Bridge opens</h1><p>" + "The bridge is open again. " * 20 + "</p></article>"
/// >>> reading = dateline_news.read(page, "https://harbour.example/bridge")
/// >>> reading.title
/// 'Bridge opens'
/// >>> reading.verdict.holding
/// 'full'
#[pyfunction]
#[pyo3(signature = (html, url=None, *, status=None, headers=None))]
#[expect(clippy::needless_pass_by_value, reason = "Python's values come as values")]
pub(crate) fn read(
    py: Python<'_>,
    html: Html<'_>,
    url: Option<String>,
    status: Option<u16>,
    headers: Option<HashMap<String, String>>,
) -> PyResult<Reading> {
    let address = url.as_deref().map(WebUrl::parse).transpose();
    let address = address.map_err(|error| wrong(format!("url: {error}")))?;
    let mut headers: Headers = headers.unwrap_or_default().into_iter().collect();
    let bytes = match &html {
        Html::Text(text) => {
            let said: Vec<(String, String)> =
                headers.iter().map(|(name, value)| (name.to_owned(), value.to_owned())).collect();
            headers = Headers::from_iter([("content-type", "text/html; charset=utf-8")]);
            let others = said.into_iter().filter(|(name, _)| name != "content-type");
            others.for_each(|(name, value)| headers.push(&name, value));
            text.to_str()?.as_bytes()
        }
        Html::Bytes(bytes) => bytes.as_bytes(),
    };
    let served = Served { url: address.clone(), final_url: address, status, headers, ..Served::default() };
    let inner = py.detach(|| guarded(|| dateline_extract::read_html(bytes, &served)))?;
    Ok(Reading { inner, url })
}

/// Reads text without markup, such as a page's text somebody copied.
///
/// >>> import dateline_news
/// >>> text = "By Bo Lind\n\n" + "The harbour bridge is open again, its master says. " * 5
/// >>> dateline_news.read_text(text).text[:33]
/// 'The harbour bridge is open again,'
#[pyfunction]
pub(crate) fn read_text(py: Python<'_>, text: &str) -> PyResult<Reading> {
    let inner = py.detach(|| guarded(|| dateline_extract::read_text(text)))?;
    Ok(Reading { inner, url: None })
}
