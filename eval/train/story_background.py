"""Counts in how many article openings a word stands: `crates/dateline-story/data/background.txt`.

    python3 eval/train/story_background.py DATA OUT.txt [SET ...]

DATA holds SET/gold.jsonl with `url`, `title` and `text`: the texts of public extraction benchmarks. Only counts are
written, no text. Hosts whose sha1 (without "www.") begins with a byte below 64 are never counted: they check other
parts of the project. Standard library alone.

First line: `# documents`. Then one line for each half octave of counts: the rounded count and its words; a word never
seen in lower case is written with a capital.
"""
import collections
import hashlib
import json
import math
import re
import sys
from pathlib import Path
from urllib.parse import urlparse

SETS = ["wcxb_dev_article", "fundus_tests", "trafilatura", "newspaper_goose", "mozilla"]
OPENING = 2500
LEAST = 3
LONGEST = 20
WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)?")
DENSE = "\u2e80"  # from here on scripts without spaces, where this pattern finds no words


def counted(url):
    host = (urlparse(url or "").hostname or "").removeprefix("www.")
    return host and hashlib.sha1(host.encode()).digest()[0] >= 64


def openings(data, names):
    for name in names:
        with open(data / name / "gold.jsonl", encoding="utf-8") as lines:
            for row in map(json.loads, lines):
                if row.get("text") and counted(row.get("url")):
                    yield f"{row.get('title') or ''} {row['text']}"[:OPENING]


def worth(word, count):
    short = len(word) <= LONGEST and not any(c.isdigit() or c > DENSE for c in word)
    return count >= LEAST and short


def main():
    data, out, names = Path(sys.argv[1]), sys.argv[2], sys.argv[3:] or SETS
    documents, anywhere, in_lower_case = 0, collections.Counter(), set()
    for text in openings(data, names):
        documents += 1
        words = {word.replace("’", "'") for word in WORD.findall(text)}
        anywhere.update({word.lower() for word in words})
        in_lower_case.update(word for word in words if word == word.lower())
    buckets = collections.defaultdict(list)
    for word, count in anywhere.items():
        if worth(word, count):
            written = word if word in in_lower_case else word.capitalize()
            buckets[round(2 * math.log2(count))].append(written)
    with open(out, "w", encoding="utf-8") as file:
        file.write(f"# {documents}\n")
        for bucket in sorted(buckets, reverse=True):
            file.write(f"{round(2 ** (bucket / 2))} {' '.join(sorted(buckets[bucket]))}\n")


main()
