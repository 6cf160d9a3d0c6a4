#!/usr/bin/env python3
"""Time and memory of `dateline-archive dedup` over made articles, and how many of their copies it finds.

    cargo build --release --manifest-path archive/Cargo.toml
    pip install pyarrow numpy
    archive/measure_copies.py [--articles 1000000] [--words 400] [--folder DIR]

From the second table on, every third article is a copy of an earlier one: the same text, its first half, or the same with every fortieth word another. Tables are
made of 20,000 articles each, with the columns that copies are looked for in. With --folder they are kept, and made once.
"""

import argparse
import os
import pathlib
import subprocess
import sys
import tempfile
import time

import numpy
import pyarrow
import pyarrow.compute
import pyarrow.parquet

HERE = pathlib.Path(__file__).resolve().parent
BUILT = pathlib.Path(os.environ.get("DATELINE_ARCHIVE_BUILT", HERE / "target/release"))
TABLE = 20_000


def vocabulary(random, size=60_000):
    letters = numpy.array(list("abcdefghijklmnoprstuvwyz"))
    return pyarrow.array(["".join(random.choice(letters, random.integers(3, 11))) for _ in range(size)])


def make(folder, articles, words, seed=7):
    """Writes the tables; returns nothing, for what is a copy shows in the address: `/copy/NUMBER/of/NUMBER`."""
    random = numpy.random.default_rng(seed)
    known = vocabulary(random)

    def draw(*shape):
        # Words as rare as in a language: the rank of a word is drawn evenly on a scale of its logarithm.
        ranks = numpy.exp(random.random(shape, numpy.float32) * numpy.float32(numpy.log(len(known))))
        return ranks.astype(numpy.int32) % len(known)

    recent, numbers = draw(0, words), numpy.zeros(0, int)
    for table in range(0, articles, TABLE):
        count = min(TABLE, articles - table)
        texts, urls, lengths = draw(count, words), [], numpy.full(count, words)
        for row in range(count):
            number = table + row
            paper = f"https://paper{number % 500}.example"
            if number % 3 != 2 or not len(numbers):
                urls.append(f"{paper}/article/{number}")
                continue
            of = random.integers(len(numbers))
            changed = texts[row, ::40].copy()
            texts[row] = recent[of]
            if number // 3 % 3 == 1:
                lengths[row] = words // 2
            elif number // 3 % 3 == 2:
                texts[row, ::40] = changed
            urls.append(f"{paper}/copy/{number}/of/{numbers[of]}")
        kept = numpy.array(["/article/" in url for url in urls])
        # Copies come of this table's articles in the next ones, and of some much older.
        recent = numpy.concatenate([recent[: RECENT // 2], texts[kept][:RECENT]])[:RECENT]
        numbers = numpy.concatenate([numbers[: RECENT // 2], numpy.flatnonzero(kept)[:RECENT] + table])[:RECENT]
        write(folder / f"{table // TABLE:04}.parquet", urls, texts, lengths, known)


def write(path, urls, texts, lengths, known):
    chosen = numpy.arange(texts.shape[1]) < lengths[:, None]
    offsets = numpy.concatenate([[0], numpy.cumsum(lengths)]).astype(numpy.int32)
    lists = pyarrow.ListArray.from_arrays(offsets, known.take(pyarrow.array(texts[chosen])))
    made = pyarrow.table({"url": urls, "text": pyarrow.compute.binary_join(lists, " ")}, schema=SCHEMA)
    pyarrow.parquet.write_table(made, path, compression="zstd", row_group_size=4096)


RECENT = 8000
SCHEMA = pyarrow.schema([pyarrow.field("url", pyarrow.string(), False), pyarrow.field("text", pyarrow.string(), False)])


def measured(folder):
    """Runs it; seconds by the clock and of processors, and the largest memory in MB."""
    begun = time.monotonic()
    child = subprocess.Popen([BUILT / "dateline-archive", "dedup", folder, "--quiet"])
    _, status, used = os.wait4(child.pid, 0)
    if status != 0:
        sys.exit("dedup failed")
    return time.monotonic() - begun, used.ru_utime + used.ru_stime, used.ru_maxrss / 1024


def urls(path):
    return pyarrow.parquet.read_table(path, columns=["url"])["url"].to_pylist()


def found(folder):
    """Copies that were made and found, and others that were found."""
    copies = pyarrow.parquet.read_table(folder / "copies.parquet", columns=["url", "of_url"])
    right = sum(url.split("/")[3] == "copy" for url in copies["url"].to_pylist())
    return right, copies.num_rows - right


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--articles", type=int, default=1_000_000)
    parser.add_argument("--words", type=int, default=400)
    parser.add_argument("--folder", type=pathlib.Path)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as scratch:
        folder = options.folder or pathlib.Path(scratch)
        folder.mkdir(exist_ok=True)
        if not list(folder.glob("0*.parquet")):
            make(folder, options.articles, options.words)
        for bands in folder.glob("*.bands"):
            bands.unlink()
        for what in ["bands made", "bands at hand"]:
            clock, processor, memory = measured(folder)
            print(f"{what:<16}{clock:>8.1f} s{processor:>8.1f} core s{memory:>8.0f} MB")
        right, others = found(folder)
        made = sum("/copy/" in url for path in folder.glob("0*.parquet") for url in urls(path))
        print(f"{right} of {made} copies found ({100 * right / made:.2f} %), {others} others")


if __name__ == "__main__":
    main()
