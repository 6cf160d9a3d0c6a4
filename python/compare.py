#!/usr/bin/env python3
"""Sets the wheel beside trafilatura, newspaper4k and resiliparse over labelled pages: F1 of the text and pages a second of one core.

    pip install dateline_news-*.whl trafilatura lxml_html_clean newspaper4k resiliparse    # those that are there are compared
    python/compare.py --data DIR [--turns 2] [--all]

DIR holds `extract/SET/gold.jsonl` with `ID.html.gz` beside it, as `cargo xtask eval` takes it; pages with a whole text count. Only pages
of the checking part are taken unless `--all` is given: hosts whose SHA-1 begins with a byte below 64, on which nothing was tuned.
F1 is over words, lower-cased, each sign of a script without spaces a word; the mean over pages. Rates are processor time.
"""

import argparse
import collections
import gzip
import hashlib
import json
import pathlib
import re
import sys
import time
import urllib.parse

# The installed package is compared, not its sources beside this file.
HERE = pathlib.Path(__file__).resolve().parent
sys.path[:] = [path for path in sys.path if pathlib.Path(path).resolve() != HERE]

SETS = ["wcxb_dev_article", "fundus_tests"]
# Words, and each sign of scripts that part no words.
WORD = re.compile(r"[\u0e00-\u0e7f\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff]|[^\W\u0e00-\u0e7f\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff]+")


def dateline():
    import dateline_news

    return lambda page, url: dateline_news.read(page, url).text


def dateline_rows():
    """A column at once, as engines give it."""
    import pyarrow

    import dateline_news

    def read(pages):
        table = pyarrow.table({"html": [page for page, _ in pages], "url": [url for _, url in pages]})
        rows = dateline_news.read_batch(table, include_reserved=True).read_all()
        texts = dict(zip(rows["warc_offset"].to_pylist(), rows["text"].to_pylist()))
        return [texts.get(number, "") for number in range(len(pages))]

    return read


def trafilatura():
    import trafilatura

    return lambda page, url: trafilatura.extract(page, url=url, include_comments=False, with_metadata=False) or ""


def trafilatura_metadata():
    import trafilatura

    def read(page, url):
        told = trafilatura.extract(page, url=url, include_comments=False, with_metadata=True, output_format="json")
        return json.loads(told)["text"] if told else ""

    return read


def newspaper():
    import newspaper

    def read(page, url):
        article = newspaper.Article(url or "https://unknown.example/", fetch_images=False)
        article.download(input_html=page.decode("utf-8", "replace"))
        article.parse()
        return article.text

    return read


def resiliparse():
    from resiliparse.extract.html2text import extract_plain_text
    from resiliparse.parse.encoding import bytes_to_str, detect_encoding

    return lambda page, url: extract_plain_text(bytes_to_str(page, detect_encoding(page)), main_content=True)


READERS = {
    "dateline_news.read, text with verdict and metadata": (dateline, False),
    "dateline_news.read_batch, every column": (dateline_rows, True),
    "resiliparse, main text alone": (resiliparse, False),
    "trafilatura, text alone": (trafilatura, False),
    "trafilatura, text and metadata": (trafilatura_metadata, False),
    "newspaper4k, text and metadata": (newspaper, False),
}


def cases(data, everything):
    for name in SETS:
        folder = data / "extract" / name
        for line in (folder / "gold.jsonl").read_text().split("\n"):
            if not line:
                continue
            gold = json.loads(line)
            host = (urllib.parse.urlsplit(gold.get("url") or "").hostname or "").removeprefix("www.")
            checking = hashlib.sha1(host.encode()).digest()[0] < 64
            page = folder / f"{gold['id']}.html.gz"
            if gold.get("text") and page.exists() and (checking or everything):
                yield name, gzip.decompress(page.read_bytes()), gold.get("url"), gold["text"]


def f1(gold, found):
    gold, found = (collections.Counter(WORD.findall(text.lower())) for text in (gold, found))
    shared = (gold & found).total()
    return 2 * shared / (gold.total() + found.total()) if gold or found else 1.0


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=pathlib.Path, required=True)
    parser.add_argument("--turns", type=int, default=2)
    parser.add_argument("--all", action="store_true", help="pages of the tuning part too")
    options = parser.parse_args()
    if not (options.data / "extract").is_dir():
        print(f"skipped: {options.data} holds no extract/")
        return
    pages = list(cases(options.data, options.all))
    size = sum(len(page) for _, page, *_ in pages)
    print(f"{len(pages)} pages, {size / len(pages) / 1000:.0f} kB each, best of {options.turns} turns\n")
    print(f"{'':<54}" + "".join(f"{name:>18}" for name in SETS) + f"{'pages/s':>10}{'failed':>8}")
    for name, (make, whole) in READERS.items():
        try:
            read = make()
        except ImportError as error:
            print(f"{name:<54}not compared: {error}")
            continue
        best, texts, failed = None, [], 0
        for _ in range(options.turns):
            begun = time.process_time()
            if whole:
                texts = read([(page, url) for _, page, url, _ in pages])
            else:
                texts, failed = [], 0
                for _, page, url, _ in pages:
                    try:
                        texts.append(read(page, url))
                    except Exception:  # whatever a reader of others throws, its text is empty
                        texts.append("")
                        failed += 1
            taken = time.process_time() - begun
            best = min(best or taken, taken)
        scores = collections.defaultdict(list)
        for (of, _, _, gold), text in zip(pages, texts):
            scores[of].append(f1(gold, text))
        means = "".join(f"{sum(scores[of]) / len(scores[of]):>18.4f}" for of in SETS)
        print(f"{name:<54}{means}{len(pages) / best:>10.1f}{failed:>8}")


if __name__ == "__main__":
    main()
