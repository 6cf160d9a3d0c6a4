"""Ray Data: readings by `map_batches`."""

from __future__ import annotations

from typing import Any, Iterable, Iterator, Optional

from .._rows import read_batch
from ..archive import read_warc

__all__ = ["read_html", "read_warcs"]


def _html(table: Any, html: str, url: Optional[str], options: dict[str, Any]) -> Any:
    return read_batch(table, html, url, **options).read_all()


def read_html(
    dataset: Any, html: str = "html", url: Optional[str] = "url", *, batch_size: int = 512, **options: Any
) -> Any:
    """Readings of a dataset with a column of HTML; options are those of `dateline_news.read_batch`."""
    return dataset.map_batches(
        _html,
        batch_size=batch_size,
        batch_format="pyarrow",
        zero_copy_batch=True,
        fn_kwargs={"html": html, "url": url, "options": options},
    )


def _warcs(table: Any, options: dict[str, Any]) -> Iterator[Any]:
    import pyarrow

    for path in table["path"].to_pylist():
        for batch in read_warc(path, **options):
            yield pyarrow.Table.from_batches([batch])


def read_warcs(paths: Iterable[Any], **options: Any) -> Any:
    """Readings of web archives that every node can open, one archive a task; options are those of
    `dateline_news.archive.read_warc`."""
    import ray

    read: Any = _warcs
    items = [{"path": str(path)} for path in paths]
    given = ray.data.from_items(items, override_num_blocks=len(items))
    return given.map_batches(read, batch_size=1, batch_format="pyarrow", fn_kwargs={"options": options})
