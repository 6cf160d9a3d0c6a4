"""Writes a LightGBM model in the format that `crates/dateline-trees` reads and describes."""
import struct

import numpy as np


def write(model, path):
    write_mean([model], path)


def write_mean(models, path):
    """One model that says what several say on average, the first tree of each before the second of any: what is hopeless
    shows early."""
    trees = [tree for turn in zip(*(model.dump_model()["tree_info"] for model in models)) for tree in turn]
    out = [b"DLT1", struct.pack("<H", len(trees))]
    for tree in trees:
        splits, leaves = [], []

        def walk(node):
            if "split_feature" not in node:
                leaves.append(node["leaf_value"] / len(models))
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
