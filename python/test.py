#!/usr/bin/env python3
"""Builds the wheel, installs it into clean environments and runs every test of it, those of the engines included.

    python/test.py [ARGUMENT OF PYTEST ...]

Needs Rust, network for the packages of `tests/requirements.txt`, and Java 17 or 21 for Spark. What is built stays in
`python/target`, so that a second run is quick.
"""

import os
import pathlib
import subprocess
import sys
import venv

HERE = pathlib.Path(__file__).resolve().parent
BUILT = pathlib.Path(os.environ.get("CARGO_TARGET_DIR", HERE / "target"))

CLEAN = """
import sys, dateline_news
reading = dateline_news.read("<title>Mill</title><h1>Mill</h1><p>" + "It will close in May. " * 40)
assert reading.verdict.holding == "full", reading
assert dateline_news.feed.parse("<rss><channel><title>Gull</title></channel></rss>")["title"]["raw"] == "Gull"
try:
    dateline_news.archive.read_warc("a.warc")
except ImportError as error:
    assert "dateline-news[arrow]" in str(error), error
else:
    sys.exit("pyarrow is here, and should not be")
"""


def run(*command, **options):
    print("+", *command, flush=True)
    subprocess.run([str(word) for word in command], check=True, **options)


def environment(name, *packages):
    """An environment with packages, made once and kept up to date; its interpreter."""
    folder = BUILT / name
    if not folder.exists():
        venv.create(folder, with_pip=True)
    python = folder / "bin/python"
    if packages:
        run(python, "-m", "pip", "install", "-q", *packages)
    return python


def wheel():
    """The wheel, built now."""
    out = BUILT / "wheels"
    for old in out.glob("dateline_news-*.whl"):
        old.unlink()
    maturin = environment("build-venv", "maturin>=1.9,<2")
    run(maturin, "-m", "maturin", "build", "--release", "--locked", "--out", out, "--manifest-path", HERE / "Cargo.toml")
    (made,) = out.glob("dateline_news-*.whl")
    return made


def main():
    run("cargo", "build", "--release", "--locked", "--manifest-path", HERE.parent / "archive/Cargo.toml")
    made = wheel()
    # Alone: without anything else, and not from the folder of its sources.
    clean = environment("clean-venv")
    run(clean, "-m", "pip", "install", "-q", "--force-reinstall", "--no-index", made)
    run(clean, "-I", "-c", CLEAN, cwd="/")
    python = environment("test-venv", "-r", HERE / "tests/requirements.txt")
    run(python, "-m", "pip", "install", "-q", "--force-reinstall", "--no-deps", made)
    run(python, "-P" if sys.version_info >= (3, 11) else "-B", "-m", "pytest", *sys.argv[1:], cwd=HERE / "tests", env={**os.environ, "DATELINE_WHEEL": str(made)})


if __name__ == "__main__":
    main()
