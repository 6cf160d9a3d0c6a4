"""Writes the words that texts of the tuning hosts hold at least twice, as a Bloom filter: what tells a whole word from a piece.

    python3 eval/train/words.py DATA crates/dateline-extract/data/words.bloom

DATA holds SET/gold.jsonl. Hosts whose sha1 begins with a byte below 64 are left out. Eight bits for each word, four of
them set: about one piece in forty is taken for a word. The hash is FNV-1a of the word in lower case, as in `verdict/word_filter.rs`.
"""
import collections
import hashlib
import json
import re
import sys
from pathlib import Path
from urllib.parse import urlparse

SETS = ("wcxb_dev_article", "wcxb_dev_other", "fundus_tests", "newspaper_goose", "mozilla")
WORD = re.compile(r"[^\W\d_]{3,}")
BITS, SET = 8, 4


def hashed(word):
    value = 0xCBF29CE484222325
    for byte in word.encode():
        value = (value ^ byte) * 0x100000001B3 % 2**64
    return value


def words(data):
    counts = collections.Counter()
    for name in SETS:
        for row in map(json.loads, open(data / name / "gold.jsonl")):
            host = (urlparse(row.get("url") or "").hostname or "").removeprefix("www.")
            if hashlib.sha1(host.encode()).digest()[0] >= 64:
                counts.update(set(WORD.findall((row.get("text") or "").lower())))
    return [word for word, count in counts.items() if count >= 2]


def main():
    found = words(Path(sys.argv[1]))
    size = len(found) * BITS // 8 // 8 * 8
    bits = bytearray(size)
    for word in found:
        value = hashed(word)
        one, two = value & 0xFFFFFFFF, value >> 32
        for turn in range(SET):
            at = (one + turn * two) % (size * 8)
            bits[at // 8] |= 1 << at % 8
    Path(sys.argv[2]).write_bytes(bytes(bits))
    print(len(found), "words,", size, "bytes")


main()
