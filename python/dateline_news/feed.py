"""Feeds: RSS, Atom, RDF, JSON Feed, sitemaps and older ones."""

from __future__ import annotations

import time
from typing import Any, Callable, Mapping, Optional, Union

from ._core import DatelineError, parse_feed

__all__ = ["FeedDict", "parse"]


def parse(
    data: Union[str, bytes],
    url: Optional[str] = None,
    *,
    shape: str = "dateline",
    headers: Optional[Mapping[str, str]] = None,
) -> dict[str, Any]:
    """Reads a feed that was fetched.

    Args:
        data: the feed, bytes or text. Nothing is fetched: an address is none.
        url: its address, against which links are resolved; of the shape "dateline".
        shape: "dateline" for the shape of the desk, "feedparser" for that of Python's feedparser.
        headers: header fields of the answer, a mapping; of the shape "feedparser".

    Returns:
        With "dateline" a dict: `kind`, `title`, `home`, `language`, `entries` and others; an entry has `guid`, `link`, `title`,
        `summary`, `content`, `published`, `authors`, `enclosures` and others. Texts are dicts of `type`, `raw` and `base`.
        With "feedparser" a `FeedDict`: `feed`, `entries`, `bozo`, `encoding`, `version`, attributes and old names included.
        What feedparser adds by fetching (`href`, `status`, `etag`, `modified`) and `bozo_exception` are not there.

    Raises:
        DatelineError: this is no feed (of the shape "dateline"; the other is `bozo` then).

    >>> rss = "<rss version='2.0'><channel><title>Gull</title><item><title>Bridge opens</title></item></channel></rss>"
    >>> parse(rss)["entries"][0]["title"]["raw"]
    'Bridge opens'
    >>> parse(rss, shape="feedparser").entries[0].title
    'Bridge opens'
    """
    if shape not in ("dateline", "feedparser"):
        raise DatelineError(f'shape: "dateline" or "feedparser", not {shape!r}')
    fields = [(str(name), str(value)) for name, value in (headers or {}).items()]
    value = parse_feed(data, url, shape == "feedparser", fields)
    return _shaped(value) if shape == "feedparser" else value


# Old names and what they stand for, in the order in which they are looked for: the map of feedparser's documentation.
_NAMES = {
    "channel": ("feed",),
    "items": ("entries",),
    "guid": ("id",),
    "date": ("updated",),
    "date_parsed": ("updated_parsed",),
    "description": ("summary", "subtitle"),
    "description_detail": ("summary_detail", "subtitle_detail"),
    "url": ("href",),
    "modified": ("updated",),
    "modified_parsed": ("updated_parsed",),
    "issued": ("published",),
    "issued_parsed": ("published_parsed",),
    "copyright": ("rights",),
    "copyright_detail": ("rights_detail",),
    "tagline": ("subtitle",),
    "tagline_detail": ("subtitle_detail",),
}


def _first_tag(entry: dict[str, Any]) -> Any:
    tags = dict.get(entry, "tags")
    if not tags:
        raise KeyError("category")
    return tags[0]["term"]


def _links(entry: dict[str, Any], rel: str) -> list[Any]:
    links = (link for link in dict.get(entry, "links", []) if link.get("rel") == rel)
    return [FeedDict((key, value) for key, value in link.items() if key != "rel") for link in links]


def _license(entry: dict[str, Any]) -> Any:
    for link in _links(entry, "license"):
        return link["href"]
    raise KeyError("license")


# What feedparser does not keep but makes of lists when it is asked for.
_MADE_OF_LISTS: dict[str, Callable[[dict[str, Any]], Any]] = {
    "category": _first_tag,
    "enclosures": lambda entry: _links(entry, "enclosure"),
    "license": _license,
}


class FeedDict(dict[str, Any]):
    """A dict whose keys are attributes too, and which knows feedparser's older names of them."""

    def _key(self, key: Any) -> Any:
        if not dict.__contains__(self, key):
            for name in _NAMES.get(key, ()):
                if dict.__contains__(self, name):
                    return name
        return key

    def __contains__(self, key: object) -> bool:
        return dict.__contains__(self, self._key(key))

    def __getitem__(self, key: str) -> Any:
        name = self._key(key)
        if not dict.__contains__(self, name) and key in _MADE_OF_LISTS:
            return _MADE_OF_LISTS[key](self)
        return dict.__getitem__(self, name)

    def get(self, key: str, default: Any = None) -> Any:
        try:
            return self[key]
        except KeyError:
            return default

    def __getattr__(self, name: str) -> Any:
        try:
            return self[name]
        except KeyError:
            raise AttributeError(f"no attribute {name!r}") from None


def _shaped(value: Any, key: str = "") -> Any:
    if isinstance(value, dict):
        return FeedDict((name, _shaped(one, name)) for name, one in value.items())
    if isinstance(value, list):
        if key.endswith("_parsed") and len(value) == 9:
            return time.struct_time(value)
        return [_shaped(one) for one in value]
    return value
