"""DuckDB: the tables that `dateline-archive` wrote as views, and readings of a relation with a column of HTML."""

from __future__ import annotations

import os
import pathlib
from typing import Any, Optional, Union

from .._rows import read_batch
from ._tables import COPIES, tables

__all__ = ["connect", "read_html"]


def connect(folder: Union[str, os.PathLike[str]], connection: Any = None) -> Any:
    """A connection with the views `readings` and, where copies were looked for, `copies` over the tables of a folder."""
    import duckdb

    connection = connection or duckdb.connect()
    connection.read_parquet(tables(folder)).create_view("readings")
    found = pathlib.Path(folder) / COPIES
    if found.exists():
        connection.read_parquet(str(found)).create_view("copies")
    return connection


def read_html(
    relation: Any,
    html: str = "html",
    url: Optional[str] = "url",
    *,
    threads: int = 0,
    connection: Any = None,
    **options: Any,
) -> Any:
    """Readings of a relation with a column of HTML, as a relation; options are those of `dateline_news.read_batch`."""
    import duckdb

    rows = read_batch(relation, html, url, threads=threads, **options).read_all()
    return (connection or duckdb).from_arrow(rows)
