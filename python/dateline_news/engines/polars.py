"""Polars: readings of a column of HTML, and the tables that `dateline-archive` wrote."""

from __future__ import annotations

import os
from typing import Any, Optional, Union

from .._rows import read_batch
from ._tables import copies as _copies
from ._tables import tables

__all__ = ["read_html", "scan", "scan_copies"]


def read_html(
    frame: Any, html: str = "html", url: Optional[str] = "url", *, threads: int = 0, **options: Any
) -> Any:
    """Readings of a `DataFrame` with a column of HTML, as a `DataFrame`; options are those of `dateline_news.read_batch`."""
    import polars

    return polars.from_arrow(read_batch(frame, html, url, threads=threads, **options).read_all())


def scan(folder: Union[str, os.PathLike[str]]) -> Any:
    """A `LazyFrame` over the tables of a folder."""
    import polars

    return polars.scan_parquet(tables(folder))


def scan_copies(folder: Union[str, os.PathLike[str]]) -> Any:
    """A `LazyFrame` over what `dateline-archive dedup` found in a folder."""
    import polars

    return polars.scan_parquet(_copies(folder))
