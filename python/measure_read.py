#!/usr/bin/env python3
"""How quick `dateline_news.read` is beside the same pages read by a program without Python: processor time of one process each, by turns.

    cargo build --release --manifest-path archive/Cargo.toml --bins --examples
    pip install dateline_news-*.whl fastwarc
    python/measure_read.py [--turns 3] [FILE.warc.gz]

Without FILE, an archive of 1,000 invented pages of 140 kB is made. Pages are in memory before the time begins.
"""

import argparse
import json
import os
import pathlib
import subprocess
import sys
import tempfile
import time

from fastwarc.warc import ArchiveIterator, WarcRecordType

HERE = pathlib.Path(__file__).resolve().parent
# The installed package is measured, not its sources beside this file.
sys.path[:] = [path for path in sys.path if pathlib.Path(path).resolve() != HERE]
BUILT = pathlib.Path(os.environ.get("DATELINE_ARCHIVE_BUILT", HERE.parent / "archive/target/release"))


def pages(file):
    """Address and body of each page of HTML."""
    with open(file, "rb") as source:
        for record in ArchiveIterator(source, record_types=WarcRecordType.response, parse_http=True):
            if (record.http_headers.get("Content-Type") or "").startswith("text/html"):
                yield record.headers["WARC-Target-URI"].strip("<>"), record.reader.read()


def main():
    import dateline_news

    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("file", nargs="?", type=pathlib.Path)
    parser.add_argument("--turns", type=int, default=3)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as scratch:
        file = options.file or pathlib.Path(scratch) / "made.warc.gz"
        if not options.file:
            subprocess.run([BUILT / "dateline-archive", "make", file, "--pages", "1000", "--page-size", "140"], check=True)
        given = list(pages(file))
        native, python = [], []
        for _ in range(options.turns):
            told = json.loads(subprocess.run([BUILT / "examples/read_pages", file, "1"], check=True, capture_output=True).stdout)
            assert told["pages"] == len(given), (told["pages"], len(given))
            native += told["seconds"]
            begun = time.process_time()
            for url, page in given:
                dateline_news.read(page, url)
            python.append(time.process_time() - begun)
    size = sum(len(page) for _, page in given) / len(given) / 1000
    print(f"{len(given)} pages of {size:.0f} kB, best of {options.turns} turns")
    for name, seconds in [("the program", native), ("dateline_news.read", python)]:
        print(f"{name:<20}{min(seconds):>8.2f} core s{len(given) / min(seconds):>8.0f} pages/s")
    print(f"Python has {min(native) / min(python):.3f} of the program's speed")


if __name__ == "__main__":
    main()
