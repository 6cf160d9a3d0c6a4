"""Articles to stories."""

from __future__ import annotations

from typing import Any, Iterable, Mapping, Optional, Union

from ._core import DatelineError, Reading
from ._core import stories as _stories

_KEYS = ("text", "publisher", "url", "date", "language", "holding")


def stories(docs: Iterable[Union[Reading, Mapping[str, Any]]], order: str = "time") -> list[int]:
    """Groups articles that tell of the same event, with the code that the desk uses.

    Args:
        docs: articles in any number: `Reading`s, or mappings with `title` and perhaps `text`, `publisher`, `url`, `date` (a day
            or RFC 3339; a row's `published` is taken too), `language` and `holding`. Rows of a table are such mappings.
        order: "time" takes them by date, "given" as they come.

    Returns:
        A list of numbers, one for each article in the order given: articles of one story have the same number.

    Raises:
        DatelineError: an article without a title, a date that is none.

    >>> harbour = "The harbour bridge was closed on Monday after a crane of the yard struck its northern pier."
    >>> docs = [
    ...     {"title": "Crane strikes harbour bridge", "text": harbour, "date": "2026-03-02"},
    ...     {"title": "Harbour bridge closed after crane strikes pier", "text": harbour, "date": "2026-03-02"},
    ...     {"title": "Apple harvest begins early in the valley", "date": "2026-03-02"},
    ... ]
    >>> stories(docs)
    [0, 0, 1]
    """
    if order not in ("time", "given"):
        raise DatelineError(f'order: "time" or "given", not {order!r}')
    return _stories([_given(at, doc) for at, doc in enumerate(docs)], order == "time")


def _given(at: int, doc: Union[Reading, Mapping[str, Any]]) -> tuple[Optional[str], ...]:
    if isinstance(doc, Reading):
        text = "\n\n".join(part for part in (doc.standfirst, doc.text) if part)
        url = doc.canonical_url or doc.url
        return (doc.title or "", text, doc.publisher, url, doc.published, doc.language, doc.verdict.holding)
    title = doc.get("title")
    if not isinstance(title, str):
        raise DatelineError(f"article {at}: it has no title")
    values = {key: doc.get(key) for key in _KEYS}
    values["date"] = values["date"] or doc.get("published")
    return (title, *(None if values[key] is None else str(values[key]) for key in _KEYS))
