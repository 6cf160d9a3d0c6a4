"""Invented pages and archives for the tests."""

import os
import pathlib
import subprocess

import pyarrow
import pytest

HERE = pathlib.Path(__file__).resolve().parent
ROOT = HERE.parent.parent


def html(number, extra=""):
    """A page of an invented paper: every third is behind a notice, and every fifth is in German."""
    words = "Der Hafen wird im Mai gesperrt, sagt der Hafenmeister. " if number % 5 == 0 else "The harbour closes in May, says its master. "
    text = "".join(f"<p>{words * 4}Number {number} of {paragraph}.</p>" for paragraph in range(6))
    wall = "<div class='paywall'>Subscribe to continue reading this article.</div>" if number % 3 == 0 else ""
    return f"<html lang='en'><head><title>Harbour {number}</title>{extra}</head><body><article><h1>Harbour {number}</h1>{text}{wall}</article></body></html>"


@pytest.fixture(scope="session")
def pages():
    """A table of 60 pages with their addresses, of which one is reserved against mining, one null, and one has no address."""
    urls = [f"https://paper{number % 4}.example/a/{number}" for number in range(60)]
    given = [html(number) for number in range(60)]
    given[7] = html(7, "<meta name='tdm-reservation' content='1'>")
    given[11] = None
    urls[13] = "no address"
    return pyarrow.table({"url": urls, "html": given})


@pytest.fixture(scope="session")
def program():
    """The program for archives, built from this repository."""
    path = pathlib.Path(os.environ.get("DATELINE_ARCHIVE", ROOT / "archive/target/release/dateline-archive"))
    assert path.exists(), f"{path} is not there: cargo build --release --manifest-path archive/Cargo.toml"
    return path


@pytest.fixture(scope="session")
def warcs(program, tmp_path_factory):
    """Two made archives of 60 pages each."""
    folder = tmp_path_factory.mktemp("warcs")
    for seed in range(2):
        out = folder / f"{seed}.warc.gz"
        subprocess.run([program, "make", out, "--pages", "60", "--seed", str(seed), "--page-size", "20"], check=True)
    return sorted(folder.glob("*.warc.gz"))


@pytest.fixture(scope="session")
def tables(program, warcs, tmp_path_factory):
    """The folder of tables that the program makes of them."""
    to = tmp_path_factory.mktemp("tables")
    subprocess.run([program, *warcs, "--to", to, "--quiet"], check=True, stdout=subprocess.DEVNULL)
    subprocess.run([program, "dedup", to, "--quiet"], check=True, stdout=subprocess.DEVNULL)
    return to


@pytest.fixture(scope="session")
def html_tables(program, pages, tmp_path_factory):
    """The folder of tables that the program makes of the table of pages."""
    import pyarrow.parquet

    folder = tmp_path_factory.mktemp("html")
    pyarrow.parquet.write_table(pages, folder / "pages.parquet")
    to = folder / "to"
    command = [program, folder, "--input", "parquet", "--to", to, "--quiet"]
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
    return to
