"""Apache Spark: readings by `mapInArrow`, in the executors' Python workers. The package must be installed there."""

from __future__ import annotations

from typing import Any, Iterable, Iterator, Optional

from .._core import arrow_schema
from .._rows import read_batch
from ..archive import read_warc

__all__ = ["read_html", "read_warcs", "schema"]


def _arrow_schema() -> Any:
    """The schema of the rows, with times in microseconds, the only ones that Spark knows."""
    import pyarrow

    fields = arrow_schema()
    at = fields.get_field_index("fetched")
    return fields.set(at, pyarrow.field("fetched", pyarrow.timestamp("us", "UTC")))


def schema() -> Any:
    """`StructType` of the rows."""
    from pyspark.sql.pandas.types import from_arrow_schema

    return from_arrow_schema(_arrow_schema())


def read_html(df: Any, html: str = "html", url: Optional[str] = "url", **options: Any) -> Any:
    """Readings of a data frame with a column of HTML; options are those of `dateline_news.read_batch`.

    The columns `warc` and `warc_offset` tell the batch's row, not the data frame's: Spark's rows have no numbers.
    """
    named = [html] if url is None or (url == "url" and "url" not in df.columns) else [html, url]
    df = df.select(*named)

    def read(batches: Iterable[Any]) -> Iterator[Any]:
        wanted = _arrow_schema()
        for batch in batches:
            for rows in read_batch(batch, html, url, **options):
                yield rows.cast(wanted)

    return df.mapInArrow(read, schema())


def read_warcs(spark: Any, paths: Iterable[Any], **options: Any) -> Any:
    """Readings of web archives that every executor can open, one archive a task; options are those of
    `dateline_news.archive.read_warc`."""
    paths = list(paths)
    given = spark.sparkContext.parallelize([(str(path),) for path in paths], len(paths)).toDF("path string")

    def read(batches: Iterable[Any]) -> Iterator[Any]:
        wanted = _arrow_schema()
        for batch in batches:
            for path in batch.column(0).to_pylist():
                for rows in read_warc(path, **options):
                    yield rows.cast(wanted)

    return given.mapInArrow(read, schema())
