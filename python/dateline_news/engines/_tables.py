"""The files that `dateline-archive` leaves in a folder."""

from __future__ import annotations

import os
import pathlib
from typing import Union

from .._core import DatelineError

COPIES = "copies.parquet"


def tables(folder: Union[str, os.PathLike[str]]) -> list[str]:
    """Paths of the tables of readings in a folder, by name."""
    folder = pathlib.Path(folder)
    found = sorted(str(path) for path in folder.glob("*.parquet") if path.name != COPIES and path.name[0] != ".")
    if not found:
        raise DatelineError(f"{folder} holds no table of readings; dateline-archive IN... --to {folder} writes them")
    return found


def copies(folder: Union[str, os.PathLike[str]]) -> str:
    """Path of the table of copies in a folder."""
    path = pathlib.Path(folder) / COPIES
    if not path.exists():
        raise DatelineError(f"{path} is not there; dateline-archive dedup {folder} writes it")
    return str(path)
