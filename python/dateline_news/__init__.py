"""Articles out of pages, feeds and web archives, each with a verdict on how much of it is held and why.

>>> import dateline_news
>>> page = "<title>Mill</title><article><h1>Mill to close</h1><p>" + "The mill will close in May. " * 20 + "</p></article>"
>>> reading = dateline_news.read(page, "https://harbour.example/mill")
>>> reading.title, reading.verdict.holding
('Mill to close', 'full')
"""

from . import archive, feed
from ._core import DatelineError, Evidence, Reading, Verdict, columns, read, read_text
from ._extract import extract
from ._rows import Rows, read_batch
from ._stories import stories

__all__ = [
    "DatelineError",
    "Evidence",
    "Reading",
    "Rows",
    "Verdict",
    "archive",
    "columns",
    "extract",
    "feed",
    "read",
    "read_batch",
    "read_text",
    "stories",
]
