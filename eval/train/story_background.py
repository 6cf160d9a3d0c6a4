"""Tells how common a word is in the language where it is commonest: `crates/dateline-story/data/background.txt`.

    python3 eval/train/story_background.py DATA OUT.txt [SET ...]

DATA holds SET/gold.jsonl with `url`, `title` and `text`: the texts of public extraction benchmarks. Only counts are
written, no text. Hosts whose sha1 (without "www.") begins with a byte below 64 are never counted: they check other
parts of the project. Standard library alone.

Counted by language too, so that the common words of a language with few documents here are not taken for names: a
word's share is that in all documents, or the greatest that it has in a language other than English (with PRIOR documents
without it added to each), written as so many of all documents. First line: `# documents`. Then one line for each half octave of counts: the rounded count and its words; a word never
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
PRIOR = 6
WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)?")
DENSE = "\u2e80"  # from here on scripts without spaces, where this pattern finds no words


def counted(url):
    host = (urlparse(url or "").hostname or "").removeprefix("www.")
    return host and hashlib.sha1(host.encode()).digest()[0] >= 64


def openings(data, names):
    for name in names:
        with open(data / name / "gold.jsonl", encoding="utf-8") as lines:
            for row in map(json.loads, lines):
                # Blind text is marked as Latin there.
                if row.get("text") and counted(row.get("url")) and row.get("language") != "la":
                    yield row.get("language") or "en", f"{row.get('title') or ''} {row['text']}"[:OPENING]


def worth(word, count):
    short = len(word) <= LONGEST and not any(c.isdigit() or c > DENSE for c in word)
    return count >= LEAST and short


def main():
    data, out, names = Path(sys.argv[1]), sys.argv[2], sys.argv[3:] or SETS
    documents, anywhere, in_lower_case = collections.Counter(), collections.defaultdict(collections.Counter), set()
    for language, text in openings(data, names):
        documents[language[:2]] += 1
        words = {word.replace("’", "'") for word in WORD.findall(text)}
        anywhere[language[:2]].update({word.lower() for word in words})
        in_lower_case.update(word for word in words if word == word.lower())
    total = sum(documents.values())
    common = sum(anywhere.values(), collections.Counter())
    for language, counts in anywhere.items():
        if language == "en":
            continue
        for word, count in counts.items():
            if count >= LEAST:
                share = count / (documents[language] + PRIOR)
                common[word] = max(common.get(word, 0), round(share * total))
    buckets = collections.defaultdict(list)
    for word, count in common.items():
        if worth(word, count):
            written = word if word in in_lower_case else word.capitalize()
            buckets[round(2 * math.log2(count))].append(written)
    with open(out, "w", encoding="utf-8") as file:
        file.write(f"# {total}\n")
        for bucket in sorted(buckets, reverse=True):
            file.write(f"{round(2 ** (bucket / 2))} {' '.join(sorted(buckets[bucket]))}\n")


main()
