"""Daft: readings by functions over batches."""

from __future__ import annotations

from typing import Any, Iterable, Iterator, Optional

from .._core import arrow_schema
from .._rows import read_batch
from ..archive import read_warc

__all__ = ["read_html", "read_warcs"]


def _struct() -> Any:
    import daft
    import pyarrow

    return daft.DataType.from_arrow_type(pyarrow.struct(list(arrow_schema())))


def read_html(
    df: Any, html: str = "html", url: Optional[str] = "url", *, batch_size: int = 256, **options: Any
) -> Any:
    """Readings of a data frame with a column of HTML; options are those of `dateline_news.read_batch`.

    Daft copies a batch on its way to Arrow: `batch_size` pages at once keep that within what a processor has at hand.
    Rows come batch by batch, in the order in which Daft was done with them. The columns `warc` and `warc_offset` tell
    the batch's row, not the data frame's.
    """
    import daft
    import pyarrow

    named = [name for name in (html, url) if name is not None and (name == html or name in df.column_names)]

    def read(*columns: Any) -> Any:
        pages = pyarrow.table([column.to_arrow() for column in columns], names=named)
        rows = read_batch(pages, html, url, **options).read_all()
        found = rows.to_struct_array().combine_chunks()
        if len(found) == pages.num_rows:
            return found
        # A function over batches gives as many values as it took: a page without a row is a null.
        places: list[Optional[int]] = [None] * pages.num_rows
        for at, number in enumerate(rows["warc_offset"].to_pylist()):
            places[number] = at
        return found.take(pyarrow.array(places, "int64"))

    function = daft.func.batch(return_dtype=_struct(), batch_size=batch_size)(read)
    found = df.select(function(*(df[name] for name in named)).alias("reading"))
    return found.where(daft.col("reading").not_null()).select(daft.col("reading").unnest())


def read_warcs(paths: Iterable[Any], **options: Any) -> Any:
    """Readings of web archives that every node can open, one archive a task; options are those of
    `dateline_news.archive.read_warc`."""
    import daft

    def read(path: str) -> Iterator[dict[str, Any]]:
        for batch in read_warc(path, **options):
            yield from batch.to_pylist()

    function = daft.func(read, return_dtype=_struct())
    given = daft.from_pydict({"path": [str(path) for path in paths]}).into_batches(1)
    return given.select(function(given["path"]).alias("reading")).select(daft.col("reading").unnest())
