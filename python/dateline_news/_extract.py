"""A function with the arguments of trafilatura's `extract`."""

from __future__ import annotations

import json
import warnings
from typing import Any, Optional, Union
from urllib.parse import urlsplit

from ._core import DatelineError, Reading, parts_text, read

_FORMATS = ("txt", "markdown", "json")
# What steers heuristics that there are none of here: the text is the same with and without.
_STEERING = ("fast", "no_fallback", "favor_precision", "favor_recall")
# What would change the result there and cannot here.
_UNKNOWN = ("tei_validation", "deduplicate", "date_extraction_params", "max_tree_size", "settingsfile", "prune_xpath", "config", "options")


def extract(
    filecontent: Union[str, bytes],
    url: Optional[str] = None,
    record_id: Optional[str] = None,
    fast: bool = False,
    no_fallback: bool = False,
    favor_precision: bool = False,
    favor_recall: bool = False,
    include_comments: bool = False,
    output_format: str = "txt",
    tei_validation: bool = False,
    target_language: Optional[str] = None,
    include_tables: bool = True,
    include_images: bool = False,
    include_formatting: Optional[bool] = None,
    include_links: bool = False,
    deduplicate: bool = False,
    date_extraction_params: Optional[dict[str, Any]] = None,
    with_metadata: bool = False,
    only_with_metadata: bool = False,
    max_tree_size: Optional[int] = None,
    url_blacklist: Optional[set[str]] = None,
    author_blacklist: Optional[set[str]] = None,
    settingsfile: Optional[str] = None,
    prune_xpath: Union[str, list[str], None] = None,
    config: Any = None,
    options: Any = None,
) -> Optional[str]:
    """The article's text, by the arguments of `trafilatura.extract`: `from dateline_news import extract` is all the change.

    What differs:

    - `output_format` is "txt", "markdown" or "json"; "csv", "html", "xml" and "xmltei" raise `DatelineError`.
    - Comments are left out unless `include_comments` is true: they are not the article.
    - `fast`, `no_fallback`, `favor_precision` and `favor_recall` warn: there is one way of reading a page.
    - `tei_validation`, `deduplicate`, `date_extraction_params`, `max_tree_size`, `settingsfile`, `prune_xpath`, `config` and
      `options` raise `DatelineError` where they are set: leaving them out in silence would change a result.
    - `filecontent` is text or bytes, not a parsed tree.
    - JSON has trafilatura's names; `fingerprint` and `raw_text` are not made, `verdict` is there beside.
    - Paragraphs are parted by an empty line, and what is behind a wall and on the page all the same is not given as the text.

    Returns:
        Text, Markdown or JSON; None where the page holds no text, or is not wanted by `target_language`, `only_with_metadata`,
        `url_blacklist` or `author_blacklist`.

    >>> page = "<title>Mill</title><article><h1>Mill</h1><p>" + "It will <b>close</b>. " * 40 + "</p></article>"
    >>> extract(page)[:14]
    'It will close.'
    >>> extract(page, output_format="markdown")[:18]
    'It will **close**.'
    """
    given = locals()
    for name in _UNKNOWN:
        if given[name]:
            raise DatelineError(f"{name}: dateline_news.extract does not have it")
    for name in _STEERING:
        if given[name]:
            warnings.warn(f"{name} changes nothing: dateline_news reads a page in one way", UserWarning, stacklevel=2)
    if output_format not in _FORMATS:
        raise DatelineError(f"output_format: one of {', '.join(_FORMATS)}, not {output_format!r}")
    reading = read(filecontent, url)
    if not _wanted(reading, target_language, only_with_metadata, url_blacklist, author_blacklist):
        return None
    as_markdown = output_format == "markdown" or output_format == "txt" and bool(include_formatting or include_links or include_images)
    formatting = output_format == "markdown" if include_formatting is None else include_formatting
    text = parts_text(reading, as_markdown, include_tables, include_images, include_links, formatting)
    comments = "\n\n".join(aside["text"] for aside in reading.asides if aside["kind"] == "comments") if include_comments else ""
    if not text and not comments:
        return None
    if output_format == "json":
        return json.dumps(_json(reading, text, comments, record_id, with_metadata or only_with_metadata), ensure_ascii=False)
    whole = "\n\n".join(part for part in (text, comments) if part)
    return _header(reading, record_id) + whole if with_metadata or only_with_metadata else whole


def _wanted(
    reading: Reading,
    language: Optional[str],
    only_with_metadata: bool,
    urls: Optional[set[str]],
    authors: Optional[set[str]],
) -> bool:
    if language and (reading.language or "").split("-")[0].lower() != language.lower():
        return False
    if only_with_metadata and not (reading.published and reading.title and (reading.canonical_url or reading.url)):
        return False
    if urls and ({reading.url, reading.canonical_url} & urls):
        return False
    return not (authors and set(reading.bylines) & authors)


def _metadata(reading: Reading, record_id: Optional[str]) -> dict[str, Any]:
    url = reading.canonical_url or reading.url
    return {
        "title": reading.title,
        "author": "; ".join(reading.bylines) or None,
        "hostname": urlsplit(url).hostname if url else None,
        "date": reading.published[:10] if reading.published else None,
        "id": record_id,
        "license": reading.licence,
        "language": reading.language,
        "image": reading.image,
        "source": url,
        "source-hostname": reading.publisher,
        "excerpt": reading.standfirst,
        "categories": reading.section or "",
        "tags": ", ".join(reading.tags),
    }


def _json(reading: Reading, text: str, comments: str, record_id: Optional[str], with_metadata: bool) -> dict[str, Any]:
    verdict = {"holding": reading.verdict.holding, "reasons": reading.verdict.reasons}
    metadata = _metadata(reading, record_id) if with_metadata else {}
    return {**metadata, "text": text, "comments": comments, "verdict": verdict}


def _header(reading: Reading, record_id: Optional[str]) -> str:
    lines = [f"{name}: {value}" for name, value in _metadata(reading, record_id).items() if value]
    return "---\n" + "\n".join(lines) + "\n---\n"
