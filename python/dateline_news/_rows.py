"""Rows of readings as a stream of Arrow batches, and the function that makes them of a column of HTML."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Callable, Iterable, Iterator, Optional

from ._core import DatelineError, read_html_batches

if TYPE_CHECKING:
    import pyarrow

    from ._core import Tally


class Rows:
    """A stream of readings: a row for each page, in the columns that `columns()` lists.

    It is read once. Iterate over it for `pyarrow.RecordBatch`es of at most 4,096 rows and about 16 MB; `read_all()` gives one
    `pyarrow.Table`. Polars, DuckDB, pandas and others take it by the Arrow interface: `polars.DataFrame(rows)`.
    """

    def __init__(
        self,
        reader: pyarrow.RecordBatchReader,
        tally: Tally,
        fault: Callable[[], Optional[Exception]] = lambda: None,
    ) -> None:
        self._fault = fault
        self._reader = reader
        self._tally = tally

    @property
    def schema(self) -> pyarrow.Schema:
        """`pyarrow.Schema` of the batches."""
        return self._reader.schema

    @property
    def counts(self) -> dict[str, Any]:
        """What became of the pages read up to now: a dict of `records`, `rows`, `left` (without a row, by reason), `broken`,
        `holding` and `reasons`."""
        return self._tally.counts()

    def __iter__(self) -> Iterator[pyarrow.RecordBatch]:
        batches = iter(self._reader)
        while True:
            try:
                batch = next(batches)
            except StopIteration:
                break
            except (OSError, ValueError, NotImplementedError) as error:
                raise DatelineError(_told(error)) from error
            yield batch
        fault = self._fault()
        if fault is not None:
            raise DatelineError(str(fault)) from fault

    def read_all(self) -> pyarrow.Table:
        """All rows as one `pyarrow.Table`."""
        import pyarrow

        return pyarrow.Table.from_batches(list(self), schema=self.schema)

    def __arrow_c_stream__(self, requested_schema: Optional[object] = None) -> object:
        return self._reader.__arrow_c_stream__(requested_schema)


def _told(error: Exception) -> str:
    """What an error says, without the words that it gathered on its way through Arrow."""
    words = str(error)
    for prefix in ("External error: ", "Compute error: ", "C Data interface error: "):
        words = words.removeprefix(prefix)
    return words.partition(". Detail: ")[0]


def _needs_pyarrow() -> None:
    try:
        import pyarrow  # noqa: F401
    except ImportError as error:
        raise ImportError("this needs pyarrow: pip install 'dateline-news[arrow]'") from error


def read_batch(
    data: Any,
    html: str = "html",
    url: Optional[str] = "url",
    *,
    name: str = "",
    select: Iterable[str] = (),
    include_reserved: bool = False,
    threads: int = 1,
) -> Rows:
    """Reads a column of HTML.

    Args:
        data: a `pyarrow.Table`, `RecordBatch` or `RecordBatchReader`, or anything else with the Arrow interface
            (`__arrow_c_stream__`), such as a Polars data frame. Its pages are read in place.
        html: name of the column of pages: text, or bytes in any encoding.
        url: name of the column of their addresses. Without such a column pages are read without an address, unless another
            name than "url" is given; None never looks for it.
        name: what stands in the column `warc` of each row. `warc_offset` is the number of the row in `data`, from 0.
        select: what pages are wanted, as `["language=de,fr", "kind=article"]`: the words of `--select` of the program.
        include_reserved: also give pages that their publishers reserve against mining or archives.
        threads: how many pages are read at the same time, 0 for as many as there are cores. Engines that run several tasks on
            a machine want 1.

    Returns:
        `Rows`: a row for each page that is wanted. Nulls and reserved pages give none and are counted in `Rows.counts`.
        Reading happens while the rows are taken, without the interpreter's lock.

    Raises:
        DatelineError: there is no such column, or it holds neither text nor bytes.

    >>> import pyarrow
    >>> pages = pyarrow.table({"html": ["<title>Mill</title><h1>Mill</h1><p>" + "It will close. " * 40] * 3})
    >>> table = read_batch(pages).read_all()
    >>> table.num_rows, table["title"][0].as_py()
    (3, 'Mill')
    """
    _needs_pyarrow()
    if not hasattr(data, "__arrow_c_stream__"):
        kind = type(data).__name__
        raise DatelineError(f"data: a table, batch or reader of Arrow is needed, this is {kind}")
    if url == "url" and hasattr(data, "schema") and "url" not in _names(data.schema):
        url = None
    if threads == 0:
        import os

        threads = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    if not 0 < threads <= 1024:
        raise DatelineError(f"threads: between 0 and 1024, not {threads}")
    return Rows(*read_html_batches(data, html, url, name, list(select), include_reserved, threads))


def _names(schema: Any) -> Iterable[str]:
    names = schema.names() if callable(schema.names) else schema.names
    return list(names)
