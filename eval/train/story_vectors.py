"""Cuts WordLlama's token table down to words: `crates/dateline-story/data/vectors.words` and `vectors.i8`.

    python3 -m venv VENV && VENV/bin/pip install wordllama==0.4.0.post1
    VENV/bin/python eval/train/story_vectors.py VENV/lib/python3.*/site-packages/wordllama \
        crates/dateline-story/data/background.txt crates/dateline-story/data

Words are the whole-word tokens of its vocabulary and those of the background table, from three ASCII letters on, in lower
case. A word's row is the mean over its spellings `word`, `Word`, `WORD` that are tokens, or else over its pieces. Rows
are centred, their first principal direction (how common a word is, more than what it means) is left out, the
next 64 are kept, and each row is scaled to length 256 and rounded to a signed byte.

Needs numpy, safetensors and tokenizers (wordllama brings them). The sign of a principal direction is arbitrary, so that a
rebuilt table may differ by the sign of a column; scores do not.
"""
import re
import sys
from pathlib import Path

import numpy as np
from safetensors.numpy import load_file
from tokenizers import Tokenizer

WIDTH = 64
SKIPPED = 1
LENGTH = 256
WEIGHTS = "weights/l2_supercat_256.safetensors"
TOKENS = "tokenizers/l2_supercat_tokenizer_config.json"
START = "▁"  # how the vocabulary marks the beginning of a word


def words_of(vocabulary, background):
    tokens = {t[1:].lower() for t in vocabulary if t.startswith(START) and re.fullmatch("[A-Za-z]{3,}", t[1:])}
    with open(background, encoding="utf-8") as lines:
        table = {word.lower() for line in lines for word in line.split()[1:]}
    return sorted(tokens | {word for word in table if re.fullmatch("[a-z]{3,}", word)})


def row(word, table, tokenizer, vocabulary):
    spellings = [START + s for s in (word, word.capitalize(), word.upper())]
    whole = [vocabulary[s] for s in spellings if s in vocabulary]
    return table[whole or tokenizer.encode(word, add_special_tokens=False).ids].mean(0)


def main():
    package, background, out = Path(sys.argv[1]), sys.argv[2], Path(sys.argv[3])
    table = next(iter(load_file(package / WEIGHTS).values())).astype(np.float32)
    tokenizer = Tokenizer.from_file(str(package / TOKENS))
    vocabulary = tokenizer.get_vocab()
    words = words_of(vocabulary, background)
    rows = np.stack([row(word, table, tokenizer, vocabulary) for word in words])
    rows -= rows.mean(0)
    directions = np.linalg.svd(rows, full_matrices=False)[2][SKIPPED : SKIPPED + WIDTH]
    kept = rows @ directions.T
    kept /= np.maximum(np.linalg.norm(kept, axis=1, keepdims=True), 1e-6)
    bytes_ = np.clip(np.rint(kept * LENGTH), -127, 127).astype(np.int8)
    (out / "vectors.words").write_text("\n".join(words) + "\n", encoding="utf-8")
    (out / "vectors.i8").write_bytes(bytes_.tobytes())


main()
