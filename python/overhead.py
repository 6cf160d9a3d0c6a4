#!/usr/bin/env python3
"""What an engine's adapter costs beside the plain wheel: processor time of all processes, warm, over a column of HTML.

    pip install dateline_news-*.whl pyspark 'ray[data]' daft pyarrow
    python/overhead.py [--pages 20000] [--size 140] [--turns 2] [ENGINE ...]

The pages are made by `dateline-archive make`, `--size` kB each, and stand in one Parquet file of 16 parts. The plain wheel reads that file
with pyarrow; each engine reads it in its own way. Every engine runs once before it is measured. An engine's time is that of its
processes and of all below them.
"""

import argparse
import gzip
import os
import pathlib
import subprocess
import sys
import tempfile

import pyarrow
import pyarrow.parquet

HERE = pathlib.Path(__file__).resolve().parent
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
        # By rows and not by packed bytes, of which there are few.
        "spark.sql.files.maxPartitionBytes": "1m",
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


ENGINES = {"plain": plain, "daft": daft, "ray": ray, "spark": spark}


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("engines", nargs="*", default=list(ENGINES), metavar="ENGINE")
    parser.add_argument("--pages", type=int, default=20_000)
    parser.add_argument("--size", type=int, default=140)
    parser.add_argument("--turns", type=int, default=2)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as scratch:
        scratch = pathlib.Path(scratch)
        path = scratch / "pages.parquet"
        pages = column(path, options.pages, options.size, scratch)
        print(f"{pages} pages of about {options.size} kB, best of {options.turns} warm turns, processor seconds\n", flush=True)
        base = None
        for name in dict.fromkeys(["plain", *options.engines]):
            run = ENGINES[name](path)
            run()
            spent = []
            for _ in range(options.turns):
                begun = processor()
                run()
                spent.append(processor() - begun)
            best = min(spent)
            base = base or best
            print(f"{name:<8}{best:>9.1f} s{pages / best:>8.0f} pages/s{100 * (best / base - 1):>8.1f} % over plain", flush=True)


if __name__ == "__main__":
    main()
