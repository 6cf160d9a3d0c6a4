"""Trains the judge of pairs: whether two articles tell of one happening.

    python3 eval/train/story_windows.py STORIES PAGES crates/dateline-story/data/background.txt eval/near-misses WINDOWS
    cargo run --release -p dateline-story --example pairs -- WINDOWS OUT
    python3 eval/train/story_pairs.py WINDOWS OUT crates/dateline-story/src/regroup/pairs.trees
    python3 eval/train/story_pairs.py WINDOWS OUT crates/dateline-story/src/regroup/pairs-texts.trees texts

Needs numpy and lightgbm 4.7. A pair weighs less the larger the stories of its articles; a labelled set as much as
another. `weight_of` says what the windows made of it weigh. The judge of `texts` is trained on pairs of two articles with
texts alone, by all numbers; the other by those that headlines have too.
"""
import json
import sys
from pathlib import Path

import lightgbm as lgb
import numpy as np
from trees import write_mean

WIDTH = 80
HEADLINES = 50  # the first of them, which need no texts
TEXTS = 11  # place of the number of articles that have a text
ALONE = {"uci6k": 0.2, "allsides2021": 0.5, "basil": 0.5}
SMALL = 0.3
JUDGED = {"ru_day": 2.0, "near": 1.5, "texts": 2.0, "press": 2.0}  # sets of judged pairs
SETS = {"basil": 1.5, "fnc1_headlines": 1.6}  # the others 1
SETTINGS = dict(
    objective="binary", num_leaves=15, learning_rate=0.06, min_data_in_leaf=100, lambda_l2=5.0, feature_fraction=0.7,
    bagging_fraction=0.6, bagging_freq=1, verbose=-1, num_threads=1, seed=1, deterministic=True,
)
TREES = 200
MANY = 20_000
# Of what two texts say of each other: the place of what speaks for one event whatever else there is, and of what speaks against.
FOR = [*range(50, 54), *range(58, 62), 63, 64, 67, 68]
AGAINST = [54, 55, 65, 66, 73, 74]
# The mean of four judges, which saw other draws of the pairs, wavers less than one.
SEEDS = range(1, 5)


def load(data, out, name):
    if (data / f"{name}.judged").exists():
        return judged(data, out, name)
    story = {row["id"]: row["story_id"] for row in map(json.loads, open(data / f"{name}.gold.jsonl"))}
    size = {}
    for one in story.values():
        size[one] = size.get(one, 0) + 1
    numbers, pairs = rows(out, name)
    pairs = [(story[a], story[b]) for a, b in pairs]
    same = np.array([a == b for a, b in pairs], dtype=bool)
    weight = np.array([1 / np.sqrt(size[a] * size[b]) for a, b in pairs])
    # Of the many pairs of large stories every third is enough.
    step = 3 if len(same) > MANY else 1
    numbers, same, weight = numbers[::step], same[::step], weight[::step]
    return numbers, same, weight / max(weight[same].sum(), 1.0)


def rows(out, name):
    numbers = np.fromfile(out / f"{name}.f32", dtype=np.float32).reshape(-1, WIDTH)
    return numbers, [tuple(line.rstrip("\n").split("\t")) for line in open(out / f"{name}.pairs")]


def judged(data, out, name):
    """The pairs that people judged; the more hang together, the less each weighs."""
    verdict = {}
    for line in open(data / f"{name}.judged"):
        a, b, same, root = line.rstrip("\n").split("\t")
        verdict[frozenset((a, b))] = (same == "1", root)
    size = {}
    for _, root in verdict.values():
        size[root] = size.get(root, 0) + 1
    numbers, pairs = rows(out, name)
    found = [(at, *verdict[frozenset(pair)]) for at, pair in enumerate(pairs) if frozenset(pair) in verdict]
    same = np.array([same for _, same, _ in found], dtype=bool)
    weight = np.array([size[root] ** -0.25 for *_, root in found])
    return numbers[[at for at, *_ in found]], same, weight / weight[same].sum()


def weight_of(name):
    """Of one window beside its set: by hand, five or so tried fold against fold. More windows of single articles lose
    stories of bare headlines, fewer join what stands alone."""
    base, _, kind = name.partition(".")
    if base in JUDGED:
        # Windows of a single pair of each four, and those in words that nothing is known of, beside the first.
        return JUDGED[base] * (0.5 if "i" in kind else 1.0) * (0.15 if kind.strip("i") else 1.0)
    if not kind:
        return SETS.get(base, 1.0)
    share = ALONE.get(base, 0.0)
    weights = {"c": 0.2, "i": 0.2, "s": SMALL / 24, "sc": SMALL / 72, "si": SMALL / 72}
    letters = kind.rstrip("0123456789")
    if kind.isdigit():
        return share / 5
    return share / 20 if letters in ("c", "i") and kind != letters else weights[letters]


def main():
    data, out, target = map(Path, sys.argv[1:4])
    texts = sys.argv[4:] == ["texts"]
    names = sorted(path.name.removesuffix(".gold.jsonl") for path in data.glob("*.gold.jsonl"))
    loaded = []
    for name in names:
        if name.startswith(("texts", "press")) and not texts:
            continue
        numbers, same, weight = of_texts(*load(data, out, name)) if texts else load(data, out, name)
        if not same.any():
            continue
        loaded.append((numbers, same, weight * weight_of(name)))
    numbers, same, weight = (np.concatenate(part) for part in zip(*loaded))
    weight *= len(weight) / weight.sum()
    known = {}
    if texts:
        known = dict(monotone_constraints=[(at in FOR) - (at in AGAINST) for at in range(WIDTH)])
    else:
        numbers = numbers[:, :HEADLINES]
    write_mean([train(numbers, same, weight, seed, known) for seed in SEEDS], target)


def of_texts(numbers, same, weight):
    """The pairs of two articles with texts, which weigh as much together as all pairs did."""
    both = numbers[:, TEXTS] >= 2
    numbers, same, weight = numbers[both], same[both], weight[both]
    return numbers, same, weight / max(weight[same].sum(), 1e-9)


def train(numbers, same, weight, seed, known):
    draws = known | (dict(seed=seed, bagging_seed=seed, feature_fraction_seed=seed) if seed > 1 else {})
    return lgb.train(SETTINGS | draws, lgb.Dataset(numbers, same, weight=weight), TREES)


if __name__ == "__main__":
    main()
