"""One number for a table of readings, whoever made it."""

import hashlib
import json

import pyarrow

from dateline_news import columns


def table_hash(table, without=()):
    """SHA-256 over the rows as JSON, in the order of their sorted lines: engines keep no order, and each has types of its own for
    texts and times."""
    names = [name for name, _ in columns() if name not in without]
    assert set(names) <= set(table.column_names), table.column_names
    table = table.select(names)
    at = table.schema.get_field_index("fetched")
    if at >= 0:
        table = table.set_column(at, "fetched", table["fetched"].cast(pyarrow.timestamp("ms", "UTC")))
    lines = sorted(json.dumps(row, default=str, sort_keys=True) for row in table.to_pylist())
    return len(lines), hashlib.sha256("\n".join(lines).encode()).hexdigest()
