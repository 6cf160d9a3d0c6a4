"""How often each host walls its articles, and what it copies, out of a folder of tables, with DuckDB: `python duckdb_readings.py FOLDER`."""

import sys

from dateline_news.engines import duckdb


def main(folder):
    connection = duckdb.connect(folder)
    print(
        connection.sql(
            """
            SELECT host, count(*) AS rows, round(100 * avg(list_contains(reasons, 'paywall')::int), 1) AS paywalled,
                count(*) FILTER (url IN (SELECT url FROM copies)) AS copied
            FROM readings GROUP BY host ORDER BY rows DESC LIMIT 20
            """
        )
    )


if __name__ == "__main__":
    main(*sys.argv[1:])
