#!/usr/bin/env python3
"""Figures of dateline-archive beside FastWARC, resiliparse and trafilatura, by turns, in processor time.

    cargo build --release --manifest-path archive/Cargo.toml --bins --examples
    pip install fastwarc resiliparse trafilatura      # those that are there are measured
    archive/measure.py [--turns 3] [--pages DIR [--times 10]] [FILE.warc.gz]

Without FILE, an archive of 1,000 invented pages of 140 kB is made; with --pages, one of the *.html and *.html.gz below DIR. What another program
reads is what ours reads: HTML of responses. Rates are pages and packed megabytes for each second of one core.
"""

import argparse
import gzip
import json
import os
import pathlib
import resource
import subprocess
import sys
import tempfile

HERE = pathlib.Path(__file__).resolve().parent
BUILT = pathlib.Path(os.environ.get("DATELINE_ARCHIVE_BUILT", HERE / "target/release"))

FASTWARC = """
import json, sys
from fastwarc.warc import ArchiveIterator, WarcRecordType
pages = 0
for record in ArchiveIterator(open(sys.argv[1], 'rb'), record_types=WarcRecordType.response, parse_http=True):
    body = record.reader.read()
    pages += 1
    {body}
print(json.dumps({{'pages': pages}}))
"""
BODIES = {
    "FastWARC, bodies": ("fastwarc", ""),
    "FastWARC + resiliparse, text alone": (
        "resiliparse",
        "extract_plain_text(body.decode('utf-8', 'replace'), main_content=True)",
    ),
    "FastWARC + trafilatura, text and metadata": (
        "trafilatura",
        "trafilatura.extract(body, output_format='json', with_metadata=True)",
    ),
}
IMPORTS = {
    "fastwarc": "",
    "resiliparse": "from resiliparse.extract.html2text import extract_plain_text",
    "trafilatura": "import trafilatura",
}


def archive_of(folder, times, out):
    """Writes the HTML files below a folder so many times as an archive, each response a member."""
    with open(out, "wb") as file:
        for number, path in enumerate(times * sorted(folder.rglob("*.html*"))):
            page = gzip.decompress(path.read_bytes()) if path.suffix == ".gz" else path.read_bytes()
            block = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n" + page
            head = (
                f"WARC/1.1\r\nWARC-Type: response\r\nWARC-Target-URI: https://page-{number}.example/\r\n"
                f"WARC-Date: 2026-03-04T05:06:07Z\r\nContent-Type: application/http; msgtype=response\r\n"
                f"Content-Length: {len(block)}\r\n\r\n"
            )
            file.write(gzip.compress(head.encode() + block + b"\r\n\r\n", 6))


def timed(command):
    """Runs a command; its processor seconds, its largest memory in MB, and what it printed."""
    with tempfile.TemporaryFile() as out:
        child = subprocess.Popen(command, stdout=out, stderr=subprocess.DEVNULL)
        _, status, used = os.wait4(child.pid, 0)
        if status != 0:
            sys.exit(f"failed: {command}")
        out.seek(0)
        return used.ru_utime + used.ru_stime, used.ru_maxrss / 1024, json.loads(out.read())


def contenders(file, folder):
    ours = [BUILT / "dateline-archive", file, "--to", folder, "--jobs", "1", "--json", "--quiet", "--include-reserved"]
    found = {"dateline-warc, bodies": [BUILT / "examples/read_warc", file], "dateline-archive, to Parquet": ours}
    for name, (module, body) in BODIES.items():
        code = IMPORTS[module] + "\n" + FASTWARC.format(body=body)
        known = subprocess.run([sys.executable, "-c", f"import fastwarc, {module}"], capture_output=True)
        if known.returncode == 0:
            found[name] = [sys.executable, "-c", code, file]
        elif folder.name == "to-0":
            print(f"not measured, for it is not installed: {name}")
    return found


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("file", nargs="?", type=pathlib.Path)
    parser.add_argument("--pages", type=pathlib.Path)
    parser.add_argument("--times", type=int, default=1, help="how often each of those pages stands in the archive")
    parser.add_argument("--turns", type=int, default=3)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as scratch:
        scratch = pathlib.Path(scratch)
        file = options.file or scratch / "made.warc.gz"
        if options.pages:
            archive_of(options.pages, options.times, file)
        elif not options.file:
            subprocess.run(
                [BUILT / "dateline-archive", "make", file, "--pages", "1000", "--page-size", "140"], check=True
            )
        megabytes = file.stat().st_size / 1e6
        best = {}
        for turn in range(options.turns):
            for name, command in contenders(file, scratch / f"to-{turn}").items():
                seconds, memory, told = timed(command)
                pages = told["pages"] if "pages" in told else told["run"]["pages"]
                if name not in best or seconds < best[name][0]:
                    best[name] = (seconds, memory, pages)
        print(f"{file.name}: {megabytes:.1f} MB, best of {options.turns} turns\n")
        print(f"{'':<44}{'pages':>8}{'core s':>9}{'pages/s':>9}{'MB/s':>8}{'memory':>10}")
        for name, (seconds, memory, pages) in best.items():
            print(f"{name:<44}{pages:>8}{seconds:>9.2f}{pages / seconds:>9.0f}{megabytes / seconds:>8.1f}{memory:>7.0f} MB")


if __name__ == "__main__":
    main()
