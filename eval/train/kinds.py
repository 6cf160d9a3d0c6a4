"""Trains the tree models that tell what kind of page a page is.

    cargo run --release -p dateline-extract --example kinds -- LIST ROWS
    python3 eval/train/kinds.py ROWS crates/dateline-extract/src/verdict/kind

LIST has a line of JSON for each page: `id set file url label`. Needs numpy and lightgbm. One model tells articles from
everything else, the others one kind each from the rest; every page is seen with its address and without. Hosts whose sha1
begins with a byte below 64 are never trained on; figures for the others come from five folds by host.
"""
import hashlib
import json
import sys
from pathlib import Path
from urllib.parse import urlparse

import lightgbm as lgb
import numpy as np

from trees import write_mean

KINDS = {
    "front": {"section_front", "listing", "collection", "search_page"},
    "product": {"product"},
    "service": {"service"},
    "forum": {"forum", "forum_thread"},
    "manual": {"documentation"},
}
ARTICLES = {"article", "complete"}
# Pages of these sets are called articles by a rule, not by a reader, or have no address of their own.
WEIGHTS = {"trafilatura": 0.3, "mozilla": 0.4, "newspaper_goose": 0.5}
FOLDS = 5


def host(row):
    name = urlparse(row.get("url") or "").hostname or row["id"]
    return name.removeprefix("www.")


def digest(name, kind=hashlib.sha1):
    return kind(name.encode()).digest()[0]


def fit(x, y, w, leaves=12, trees=90, seeds=(1, 2)):
    settings = dict(
        objective="binary", num_leaves=leaves, max_depth=6, learning_rate=0.07, min_data_in_leaf=14, feature_fraction=0.4,
        bagging_fraction=0.8, bagging_freq=1, lambda_l2=4.0, max_bin=127, verbose=-1, deterministic=True,
    )
    return [lgb.train({**settings, "seed": seed}, lgb.Dataset(x, y, weight=w), trees) for seed in seeds]


def predict(models, x):
    return np.mean([model.predict(x) for model in models], 0)


# As in `verdict/kind/model.rs`.
MARGINS = {"front": 0.02, "product": 0.02, "service": 0.08, "forum": 0.08, "manual": 0.12}
BOUNDS = {"front": 0.4, "product": 0.4, "service": 0.5, "forum": 0.5, "manual": 0.5}
LEAST, HARDLY, LONG, LONG_BOUND = 0.3, 0.1, 300, 0.2
LONGEST_RUN = 2


def decided(odds, numbers, bounded=True):
    """Whether the models call a page something else than an article."""
    article = odds["article"]
    kind = max(KINDS, key=lambda kind: odds[kind])
    sure = odds[kind] >= LEAST and odds[kind] > article + MARGINS[kind]
    told = sure or article < HARDLY and odds[kind] >= article / 2
    long = numbers[LONGEST_RUN] >= LONG and article >= LONG_BOUND and kind not in ("forum", "manual")
    return told and not (bounded and (article >= BOUNDS[kind] or long))


def main():
    rows = [row for row in map(json.loads, open(sys.argv[1])) if row["label"] in ARTICLES.union(*KINDS.values())]
    # Pages that hold no text in their set stand for nothing.
    x = np.array([row["numbers"] for row in rows] + [row["numbers_alone"] for row in rows], np.float32)
    label = np.array([row["label"] for row in rows] * 2)
    weight = np.array([WEIGHTS.get(row["set"], 1.0) for row in rows] * 2)
    # Halves: the page with its address, and the page alone.
    names = [host(row) for row in rows] * 2
    tuned = np.array([digest(name) >= 64 for name in names])
    fold = np.array([digest(name, hashlib.md5) % FOLDS for name in names])
    article = np.isin(label, list(ARTICLES))
    targets = {"article": article, **{name: np.isin(label, list(labels)) for name, labels in KINDS.items()}}
    odds = {}
    for name, y in targets.items():
        odds[name] = np.zeros(len(y))
        for number in range(FOLDS):
            inside = tuned & (fold != number)
            outside = tuned & (fold == number)
            odds[name][outside] = predict(fit(x[inside], y[inside], weight[inside]), x[outside])
        models = fit(x[tuned], y[tuned], weight[tuned])
        odds[name][~tuned] = predict(models, x[~tuned])
        write_mean(models, Path(sys.argv[2]) / f"{name}.trees")
    report(rows, label, tuned, article, odds)
    report_decided(rows, x, label, tuned, article, odds)


def report(rows, label, tuned, article, odds):
    half = np.arange(len(label)) < len(rows)
    for part, inside in (("folds", tuned), ("checking", ~tuned)):
        for seen, here in (("address", half), ("alone", ~half)):
            of = inside & here
            print(part, seen)
            for bound in (0.05, 0.08, 0.12, 0.16, 0.2, 0.25, 0.3, 0.4, 0.5):
                below = odds["article"] < bound
                line = [f"articles {int((below & of & article).sum())}/{int((of & article).sum())}"]
                for name in ("section_front", "listing", "collection", "product", "service", "forum", "documentation"):
                    count = of & (label == name)
                    line.append(f"{name} {(below & count).sum() / max(count.sum(), 1):.2f}")
                print("  <", bound, "  ".join(line))


def report_decided(rows, x, label, tuned, article, odds):
    """What the models alone decide, with counts: articles that they convict, pages of each kind that they find."""
    half = np.arange(len(label)) < len(rows)
    for bounded in (False, True):
        told = np.array([decided({k: v[i] for k, v in odds.items()}, x[i], bounded) for i in range(len(label))])
        for part, inside in (("folds", tuned), ("checking", ~tuned)):
            for seen, here in (("address", half), ("alone", ~half)):
                of = inside & here
                line = [f"articles {(told & of & article).sum()} of {(of & article).sum()}"]
                for name, labels in KINDS.items():
                    count = of & np.isin(label, list(labels))
                    line.append(f"{name} {(told & count).sum()} of {count.sum()}")
                print("decided", "with bounds" if bounded else "without", part, seen, "  ".join(line))


main()
