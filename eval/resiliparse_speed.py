"""Measures resiliparse on pages that come in, each behind its length as four bytes: `tree` builds lexbor's tree of UTF-8,
`text` goes from bytes of any encoding to the main text. Prints each page's least processor time as JSON."""

import json
import sys
import time
from importlib.metadata import version

from resiliparse.extract.html2text import extract_plain_text
from resiliparse.parse.encoding import detect_encoding
from resiliparse.parse.html import HTMLTree


def tree(page):
    return HTMLTree.parse_from_bytes(page, "utf-8")


def text(page):
    encoding = detect_encoding(page, from_html_meta=True)
    return extract_plain_text(HTMLTree.parse_from_bytes(page, encoding), main_content=True)


def least(work, page, rounds):
    times = []
    for _ in range(rounds):
        start = time.thread_time()
        work(page)
        times.append(time.thread_time() - start)
    return min(times)


def main():
    work = {"tree": tree, "text": text}[sys.argv[1]]
    rounds = int(sys.argv[2])
    seconds = []
    while head := sys.stdin.buffer.read(4):
        seconds.append(least(work, sys.stdin.buffer.read(int.from_bytes(head, "little")), rounds))
    print(json.dumps({"version": f"resiliparse {version('resiliparse')}", "seconds": seconds}))


main()
