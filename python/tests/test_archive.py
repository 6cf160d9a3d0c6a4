import gzip
import io

import pyarrow.parquet
import pytest
from row_hash import table_hash

import dateline_news
from dateline_news import DatelineError


def written(tables):
    paths = sorted(path for path in tables.glob("*.parquet") if path.name != "copies.parquet")
    return [pyarrow.parquet.read_table(path) for path in paths]


def test_an_archive_gives_the_rows_that_the_program_writes(warcs, tables):
    for path, table in zip(warcs, written(tables)):
        assert table_hash(dateline_news.archive.read_warc(path).read_all()) == table_hash(table)


def test_a_column_of_html_gives_the_rows_that_the_program_writes(pages, html_tables):
    (table,) = written(html_tables)
    assert table_hash(dateline_news.read_batch(pages, name="pages.parquet").read_all()) == table_hash(table)


def test_counts_are_those_of_the_program(warcs, tables):
    import json

    rows = dateline_news.archive.read_warc(warcs[0])
    rows.read_all()
    known = pyarrow.parquet.read_metadata(tables / "0.parquet").metadata
    assert rows.counts == json.loads(known[b"dateline.counts"])


def test_a_file_object_is_read_piece_by_piece(warcs):
    expected = table_hash(dateline_news.archive.read_warc(warcs[0]).read_all(), without=["warc"])
    with open(warcs[0], "rb") as file:
        rows = dateline_news.archive.read_warc(file, name="0.warc.gz")
        assert table_hash(rows.read_all(), without=["warc"]) == expected
    plain = io.BytesIO(gzip.decompress(warcs[0].read_bytes()))
    table = dateline_news.archive.read_warc(plain).read_all()
    assert table_hash(table, without=["warc", "warc_offset"])[0] == expected[0]
    assert set(table["warc"].to_pylist()) == {"stream"}


def test_what_is_no_archive_is_said(tmp_path, warcs):
    with pytest.raises(DatelineError, match="cannot be read"):
        dateline_news.archive.read_warc(tmp_path / "none.warc")
    with pytest.raises(DatelineError, match="is a folder"):
        dateline_news.archive.read_warc(tmp_path)
    foreign = tmp_path / "foreign.warc"
    foreign.write_text("<p>No archive.</p>\n" * 1000)
    with pytest.raises(DatelineError, match="^foreign.warc: this is no WARC file"):
        dateline_news.archive.read_warc(foreign).read_all()
    cut = tmp_path / "cut.warc.gz"
    cut.write_bytes(warcs[0].read_bytes()[: warcs[0].stat().st_size // 2])
    rows = dateline_news.archive.read_warc(cut)
    assert rows.read_all().num_rows > 10
    assert rows.counts["broken"] == {"cut": 1}

    class Broken:
        def read(self, size):
            raise OSError("the bucket is gone")

    with pytest.raises(DatelineError, match="the bucket is gone"):
        dateline_news.archive.read_warc(Broken()).read_all()
