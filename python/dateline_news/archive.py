"""Web archives (WARC files, plain or packed)."""

from __future__ import annotations

import os
import threading
from typing import BinaryIO, Iterable, Optional, Union

from ._core import read_warc_batches
from ._rows import Rows, _needs_pyarrow

__all__ = ["read_warc"]


def read_warc(
    source: Union[str, os.PathLike[str], BinaryIO],
    *,
    name: Optional[str] = None,
    select: Iterable[str] = (),
    include_reserved: bool = False,
) -> Rows:
    """Reads a web archive.

    Args:
        source: path of a .warc, .warc.gz or .warc.zst file, or a binary file object, such as one of fsspec for a bucket.
        name: what stands in the column `warc`; the name of the file when left out.
        select: what pages are wanted, as `["language=de,fr", "kind=article"]`: the words of `--select` of the program.
        include_reserved: also give pages that their publishers reserve against mining or archives.

    Returns:
        `dateline_news.Rows`: a row for each page, the same as `dateline-archive` writes to Parquet. What gives no row is in
        `Rows.counts`. Reading happens while the rows are taken.

    Raises:
        dateline_news.DatelineError: the file cannot be read, or is no archive; at the first batch where that shows only then.

    A month of hosts, how often each walls its articles::

        rows = dateline_news.archive.read_warc("CC-NEWS-20260301000000-00001.warc.gz")
        duckdb.sql("SELECT host, avg(list_contains(reasons, 'paywall')::int) FROM rows GROUP BY host")
    """
    _needs_pyarrow()
    wanted = (list(select), include_reserved)
    if isinstance(source, (str, os.PathLike)):
        return Rows(*read_warc_batches(source, name, *wanted))
    pump = _Pump(source)
    try:
        return Rows(*read_warc_batches(pump.path, name or "stream", *wanted), fault=pump.fault)
    finally:
        pump.opened()


class _Pump:
    """What a file object gives, written into a pipe by a thread of its own, so that reading never waits for the interpreter's lock."""

    def __init__(self, source: BinaryIO) -> None:
        self._from, to = os.pipe()
        self.path = f"/dev/fd/{self._from}"
        self._error: Optional[Exception] = None
        threading.Thread(target=self._run, args=(source, to), daemon=True).start()

    def _run(self, source: BinaryIO, to: int) -> None:
        # What went wrong is noted before the pipe is closed: whoever reads looks for it when the pipe has ended.
        with open(to, "wb", buffering=0) as out:
            try:
                while piece := source.read(1 << 20):
                    view = memoryview(piece)
                    while view:
                        view = view[out.write(view) :]
            except BrokenPipeError:
                pass  # whoever reads has enough
            except Exception as error:
                self._error = error

    def opened(self) -> None:
        """The pipe has been opened, or will not be."""
        os.close(self._from)

    def fault(self) -> Optional[Exception]:
        """What the file object threw."""
        return self._error
