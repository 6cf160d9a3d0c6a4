"""Readings of web archives, one a task, on Ray Data: `python ray_warc.py OUT IN.warc.gz ...`."""

import sys

from dateline_news.engines import ray as dateline


def main(out, *archives):
    dateline.read_warcs(archives).write_parquet(out)


if __name__ == "__main__":
    main(*sys.argv[1:])
