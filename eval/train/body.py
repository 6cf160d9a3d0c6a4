"""Trains the two tree models that decide which segments of a page are the article.

    cargo run --release -p dateline-extract --example rows -- DATA OUT wcxb_dev_article fundus_tests trafilatura mozilla newspaper_goose
    python3 eval/train/body.py DATA OUT crates/dateline-extract/src/body

DATA holds SET/gold.jsonl and the unpacked pages SET/ID.html. Needs numpy, lightgbm and rapidfuzz. A segment is positive
when at least half of its words stand in the longest common subsequence of page and annotated text. Hosts whose
sha1 begins with a byte below 64 are never trained on. The second model is trained on what the first says of pages
it has not seen (five folds by host).
"""
import hashlib
import json
import re
import struct
import sys
from pathlib import Path
from urllib.parse import urlparse

import lightgbm as lgb
import numpy as np
from rapidfuzz.distance import LCSseq

FIRST_WIDTH = 105
WEIGHTS = {"wcxb_dev_article": 1.0, "fundus_tests": 1.2, "trafilatura": 0.35, "mozilla": 0.35, "newspaper_goose": 0.5}
FOLDS = 5
REACH = 4
LEVELS = 5
WORD = re.compile(r"\w+")
LETTER_SCRIPTS = re.compile("[\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff\u0e00-\u0e7f\u1000-\u109f]")


def words(text):
    return WORD.findall(LETTER_SCRIPTS.sub(lambda found: f" {found.group(0)} ", (text or "").lower()))


def host(url):
    name = urlparse(url).hostname or ""
    return name.removeprefix("www.")


def first_byte(name):
    return hashlib.sha1(name.encode()).digest()[0]


def load(data, out, name):
    gold = {row["id"]: row for row in map(json.loads, open(data / name / "gold.jsonl"))}
    numbers = np.fromfile(out / f"{name}.f32", dtype=np.float32).reshape(-1, FIRST_WIDTH)
    at = 0
    for page in map(json.loads, open(out / f"{name}.jsonl")):
        count = len(page["texts"])
        page["numbers"], at = numbers[at : at + count], at + count
        page["gold"], page["host"] = gold[page["id"]], host(gold[page["id"]]["url"])
        usable = count and not page["gold"].get("prefix_only") and first_byte(page["host"]) >= 64
        if usable:
            label(page, WEIGHTS[name])
            yield page


def label(page, weight):
    """Sets `y` and `w`; a page weighs as much as another, whatever its length."""
    segments = [words(text) for text in page["texts"]]
    length = np.array([len(segment) for segment in segments], float)
    if page["gold"].get("text") is None:
        return label_by_phrases(page, weight)
    gold = words(page["gold"]["text"])
    flat = [word for segment in segments for word in segment]
    owner = np.repeat(np.arange(len(segments)), length.astype(int))
    hits = np.zeros(len(segments))
    for piece in LCSseq.opcodes(flat, gold) if flat and gold else []:
        if piece.tag == "equal":
            np.add.at(hits, owner[piece.src_start : piece.src_end], 1)
    page["y"] = (hits / np.maximum(length, 1) >= 0.5).astype(float)
    page["w"] = np.minimum((length + 1) / max(len(gold), 50), 0.7) * weight


def label_by_phrases(page, weight):
    """Sets that only name phrases which must or must not be found label the segments that hold them."""
    folded = [" ".join(text.split()) for text in page["texts"]]
    y = np.full(len(folded), np.nan)
    for key, value in (("with", 1.0), ("without", 0.0)):
        for phrase in page["gold"].get(key) or []:
            phrase = " ".join(phrase.split())
            for index, text in enumerate(folded):
                if phrase in text or (len(text) > 20 and text in phrase):
                    y[index] = value
    known = ~np.isnan(y)
    page["y"], page["w"] = np.nan_to_num(y), np.where(known, min(weight / max(known.sum(), 1), 0.7), 0.0)


def second(page, first):
    """The numbers of the second look: the same as `Second::numbers` in `body/segment_decision.rs`."""
    count, length = len(first), page["numbers"][:, 0].astype(float)
    chains = page["around"]
    segment = np.repeat(np.arange(count), [len(chain) for chain in chains])
    ancestor = np.array([elem for chain in chains for elem in chain], int)
    levels = np.full((count, LEVELS), -1)
    for index, chain in enumerate(chains):
        levels[index, : min(LEVELS, len(chain))] = chain[:LEVELS]
    _, design = np.unique(np.array(page["design"]), return_inverse=True)
    padded = np.concatenate([np.full(REACH, -1.0), first, np.full(REACH, -1.0)])
    columns = [first] + [padded[REACH + k : REACH + k + count] for k in range(-REACH, REACH + 1) if k]
    mass = length * first
    total = max(mass.sum(), 1e-6)
    size = int(ancestor.max()) + 1 if len(ancestor) else 1
    held, below = np.bincount(ancestor, mass[segment], size), np.bincount(ancestor, length[segment], size)
    for level in range(LEVELS):
        at = levels[:, level]
        columns += [np.where(at >= 0, held[at] / np.maximum(below[at], 1), -1), np.where(at >= 0, held[at] / total, -1)]
    columns.append((np.bincount(design, mass) / np.maximum(np.bincount(design, length), 1))[design])
    upto = np.cumsum(mass)
    columns += [(upto - mass) / total, (total - upto) / total, np.full(count, total)]
    sure = (first > 0.6) & (length >= 8)
    columns += [gaps(range(count), sure), gaps(range(count - 1, -1, -1), sure)]
    return np.stack(columns, 1).astype(np.float32)


def gaps(order, sure):
    out, since = np.full(len(sure), 99.0), 99.0
    for index in order:
        out[index] = since
        since = 0.0 if sure[index] else min(since + 1, 99.0)
    return out


def fit(pages, key, trees=90, leaves=24):
    settings = dict(
        objective="binary", num_leaves=leaves, max_depth=7, learning_rate=0.1, min_data_in_leaf=60,
        min_sum_hessian_in_leaf=0.15, feature_fraction=0.5, bagging_fraction=0.8, bagging_freq=1, lambda_l2=2.0,
        max_bin=127, verbose=-1, seed=1, deterministic=True,
    )
    stack = lambda name: np.concatenate([page[name] for page in pages])
    return lgb.train(settings, lgb.Dataset(stack(key), stack("y"), weight=stack("w")), trees)


def write(model, path):
    """The format is described in `body/segment_model.rs`."""
    trees = model.dump_model()["tree_info"]
    out = [b"DLT1", struct.pack("<H", len(trees))]
    for tree in trees:
        splits, leaves = [], []

        def walk(node):
            if "split_feature" not in node:
                leaves.append(node["leaf_value"])
                return -len(leaves)
            index = len(splits)
            splits.append(None)
            threshold = np.float32(node["threshold"])
            if float(threshold) > node["threshold"]:
                threshold = np.nextafter(threshold, np.float32(-np.inf), dtype=np.float32)
            left, right = walk(node["left_child"]), walk(node["right_child"])
            splits[index] = struct.pack("<Bfhh", node["split_feature"], threshold, left, right)
            return index

        walk(tree["tree_structure"])
        out += [struct.pack("<H", len(splits)), *splits, *(struct.pack("<f", leaf) for leaf in leaves)]
    path.write_bytes(b"".join(out))


def main():
    data, out, target = map(Path, sys.argv[1:4])
    pages = [page for name in WEIGHTS for page in load(data, out, name)]
    fold = lambda page: hashlib.md5(page["host"].encode()).digest()[0] % FOLDS
    for number in range(FOLDS):
        model = fit([page for page in pages if fold(page) != number], "numbers")
        for page in pages:
            if fold(page) == number:
                page["both"] = np.concatenate([page["numbers"], second(page, model.predict(page["numbers"]))], 1)
    write(fit(pages, "numbers"), target / "first.trees")
    write(fit(pages, "both"), target / "second.trees")


main()
