"""Adapters of a few lines for engines of others: `spark`, `ray`, `daft`, `polars` and `duckdb`. Each imports its engine when it is
used, none is needed by the package itself.
"""
