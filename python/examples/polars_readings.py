"""Articles a day and language out of a folder of tables, with Polars: `python polars_readings.py FOLDER`."""

import sys

import polars

from dateline_news.engines import polars as dateline


def main(folder):
    articles = dateline.scan(folder).filter(polars.col("holding") != "other_kind")
    day = polars.col("published").str.slice(0, 10).alias("day")
    found = articles.group_by(day, "language").agg(polars.len().alias("articles"), polars.col("text").str.len_bytes().mean().alias("bytes"))
    print(found.sort("day", "language").collect())


if __name__ == "__main__":
    main(*sys.argv[1:])
