#!/usr/bin/env python3
"""What an engine's adapter costs beside the plain wheel: processor time of all processes, warm, over a column of HTML.

    pip install dateline_news-*.whl pyspark 'ray[data]' daft pyarrow
    python/overhead.py [--pages 20000] [--size 140] [--turns 2] [--file PAGES.parquet] [ENGINE ...]

The pages are made by `dateline-archive make`, `--size` kB each, and stand in one Parquet file of 16 parts. The plain wheel reads that file
with pyarrow; each engine reads it in its own way. Each engine has a process of its own, in which the plain wheel and the engine run once
before they are measured, and then by turns. An engine's time is that of this process and of all below it, the plain wheel's that of this
process alone. With --file the column is kept there, and made once.
"""

import argparse
import gzip
import os
import pathlib
import subprocess
import sys
import tempfile
import time

import pyarrow
import pyarrow.parquet

HERE = pathlib.Path(__file__).resolve().parent
# The installed package is measured, not its sources beside this file.
sys.path[:] = [path for path in sys.path if pathlib.Path(path).resolve() != HERE]
PROGRAM = os.environ.get("DATELINE_ARCHIVE", HERE.parent / "archive/target/release/dateline-archive")
TICK = os.sysconf("SC_CLK_TCK")


def records(path):
    """Target address and block of each response of an archive."""
    with gzip.open(path) as file:
        while line := file.readline():
            if not line.startswith(b"WARC/"):
                continue
            fields = {}
            while (line := file.readline()).strip():
                name, _, value = line.decode().partition(":")
                fields[name.lower()] = value.strip()
            block = file.read(int(fields["content-length"]))
            if fields["warc-type"] == "response":
                yield fields["warc-target-uri"], block


def column(path, pages, size, scratch):
    """Writes the column of HTML; returns how many pages there are."""
    made = scratch / "made.warc.gz"
    subprocess.run([PROGRAM, "make", made, "--pages", str(pages), "--page-size", str(size)], check=True)
    schema = pyarrow.schema([("url", pyarrow.string()), ("html", pyarrow.binary())])
    count, part = 0, ([], [])
    with pyarrow.parquet.ParquetWriter(path, schema, compression="zstd") as writer:
        for url, block in records(made):
            head, _, body = block.partition(b"\r\n\r\n")
            if b"text/html" in head.lower() and b"chunked" not in head.lower() and b"encoding" not in head.lower():
                part[0].append(url)
                part[1].append(body)
                count += 1
            if len(part[0]) >= max(1, pages // 16):
                writer.write_table(pyarrow.table(list(part), schema=schema))
                part = ([], [])
        if part[0]:
            writer.write_table(pyarrow.table(list(part), schema=schema))
    return count


def processor():
    """Processor seconds of this process and of all below it, those that ended included."""
    below = {}
    for folder in pathlib.Path("/proc").iterdir():
        if folder.name.isdigit():
            try:
                told = (folder / "stat").read_text().rpartition(")")[2].split()
            except OSError:
                continue
            below.setdefault(int(told[1]), []).append((int(folder.name), sum(map(int, told[11:15]))))
    root = os.getpid()
    ticks = sum(map(int, pathlib.Path("/proc/self/stat").read_text().rpartition(")")[2].split()[11:15]))
    queue = [root]
    while queue:
        for pid, spent in below.get(queue.pop(), []):
            ticks += spent
            queue.append(pid)
    return ticks / TICK


def plain(path):
    import dateline_news

    def run():
        rows = 0
        for batch in pyarrow.parquet.ParquetFile(path).iter_batches(256):
            rows += sum(one.num_rows for one in dateline_news.read_batch(batch))
        return rows

    return run


def spark(path):
    from pyspark.sql import SparkSession

    from dateline_news.engines import spark as engine

    os.environ.update(PYSPARK_PYTHON=sys.executable, SPARK_LOCAL_IP="127.0.0.1")
    made = SparkSession.builder.master("local-cluster[2,1,1024]")
    for name, value in {
        "spark.driver.host": "127.0.0.1",
        "spark.driver.bindAddress": "127.0.0.1",
        "spark.ui.enabled": "false",
        "spark.sql.execution.arrow.maxRecordsPerBatch": "256",
        # Parquet's pages are unpacked for so many rows at once: 4,096 of them would fill the heap.
        "spark.sql.parquet.columnarReaderBatchSize": "64",
        # A part of the file a task.
        "spark.sql.files.maxPartitionBytes": "32m",
    }.items():
        made = made.config(name, value)
    session = made.getOrCreate()
    session.sparkContext.setLogLevel("ERROR")

    def run():
        engine.read_html(session.read.parquet(str(path))).write.format("noop").mode("overwrite").save()

    return run


def ray(path):
    import ray as of

    from dateline_news.engines import ray as engine

    of.init(num_cpus=2, include_dashboard=False, object_store_memory=1_000_000_000, _node_ip_address="127.0.0.1")

    def run():
        for batch in engine.read_html(of.data.read_parquet(str(path)), batch_size=256).iter_batches(batch_format="pyarrow"):
            del batch

    return run


def daft(path):
    import daft as of

    from dateline_news.engines import daft as engine

    def run():
        for batch in engine.read_html(of.read_parquet(str(path))).to_arrow_iter():
            del batch

    return run


ENGINES = {"daft": daft, "ray": ray, "spark": spark}


def measure(name, path, turns):
    """Prints the figures of one engine."""
    runs = {"plain": (plain(path), time.process_time), name: (ENGINES[name](path), processor)}
    spent = {name: [] for name in runs}
    for turn in range(turns + 1):
        for of, (run, clock) in runs.items():
            begun = clock()
            run()
            if turn > 0:
                spent[of].append(clock() - begun)
    base, best = (min(spent[of]) for of in runs)
    pages = pyarrow.parquet.read_metadata(path).num_rows
    rates = f"{base:>9.1f} s{best:>9.1f} s{pages / base:>9.0f}{pages / best:>9.0f}"
    print(f"{name:<8}{rates}{100 * (best / base - 1):>8.1f} %", flush=True)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("engines", nargs="*", default=list(ENGINES), metavar="ENGINE")
    parser.add_argument("--pages", type=int, default=20_000)
    parser.add_argument("--size", type=int, default=140)
    parser.add_argument("--turns", type=int, default=2)
    parser.add_argument("--file", type=pathlib.Path)
    parser.add_argument("--here", action="store_true", help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.here:
        return measure(options.engines[0], options.file, options.turns)
    with tempfile.TemporaryDirectory() as scratch:
        scratch = pathlib.Path(scratch)
        path = options.file or scratch / "pages.parquet"
        if not path.exists():
            column(path, options.pages, options.size, scratch)
        told = pyarrow.parquet.read_metadata(path)
        size = sum(told.row_group(part).column(1).total_uncompressed_size for part in range(told.num_row_groups))
        print(f"{told.num_rows} pages of {size / told.num_rows / 1000:.0f} kB, best of {options.turns} warm turns, processor seconds\n")
        print(f"{'':<8}{'plain':>11}{'engine':>11}{'pages/s':>18}{'over':>10}", flush=True)
        for name in options.engines:
            command = [sys.executable, __file__, name, "--here", "--file", path, "--turns", str(options.turns)]
            subprocess.run([str(word) for word in command], check=True)


if __name__ == "__main__":
    main()
