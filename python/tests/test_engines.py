"""Each engine for real, on this machine: the same rows as from the program, by hash."""

import os
import pathlib
import re
import runpy
import subprocess
import sys

import pyarrow
import pyarrow.parquet
import pytest
from row_hash import table_hash

import dateline_news
from dateline_news.engines import daft, duckdb, polars, ray, spark

EXAMPLES = pathlib.Path(__file__).resolve().parent.parent / "examples"
# Where a page stood in its batch is the engine's own affair.
PLACE = ["warc", "warc_offset"]


@pytest.fixture(scope="module")
def of_warcs(tables):
    """Rows of the program for the two archives."""
    return table_hash(pyarrow.concat_tables(pyarrow.parquet.read_table(tables / f"{name}.parquet") for name in range(2)))


@pytest.fixture(scope="module")
def of_html(html_tables):
    """Rows of the program for the column of HTML."""
    return table_hash(pyarrow.parquet.read_table(html_tables / "pages.parquet"), PLACE)


@pytest.fixture(scope="module")
def session():
    from pyspark.sql import SparkSession

    os.environ.update(PYSPARK_PYTHON=sys.executable, SPARK_LOCAL_IP="127.0.0.1")
    made = SparkSession.builder.master("local-cluster[2,1,1024]").appName("dateline")
    for name, value in {
        "spark.driver.host": "127.0.0.1",
        "spark.driver.bindAddress": "127.0.0.1",
        "spark.ui.enabled": "false",
        "spark.sql.session.timeZone": "UTC",
        "spark.sql.execution.arrow.maxRecordsPerBatch": "16",
    }.items():
        made = made.config(name, value)
    made = made.getOrCreate()
    yield made
    made.stop()


@pytest.fixture(scope="module")
def cluster():
    import ray as engine

    engine.init(num_cpus=2, include_dashboard=False, object_store_memory=200_000_000, _node_ip_address="127.0.0.1")
    yield engine
    engine.shutdown()


def test_spark_gives_the_programs_rows(session, pages, of_html, warcs, of_warcs):
    # One is null and one no address, which Spark carries like any other.
    given = session.createDataFrame(pages.to_pandas().astype(object).where(pages.to_pandas().notna(), None), "url string, html string")
    assert table_hash(spark.read_html(given.repartition(3)).toArrow(), PLACE) == of_html
    found = spark.read_warcs(session, warcs)
    assert found.rdd.getNumPartitions() == len(warcs)
    assert table_hash(found.toArrow()) == of_warcs


def test_the_examples_for_spark_run(session, pages, of_html, warcs, of_warcs, tmp_path):
    pyarrow.parquet.write_table(pages, tmp_path / "pages.parquet")
    html = runpy.run_path(str(EXAMPLES / "spark_html.py"), run_name="example")["convert"]
    html(session, str(tmp_path / "pages.parquet"), str(tmp_path / "html"))
    assert table_hash(pyarrow.parquet.read_table(tmp_path / "html"), PLACE) == of_html
    warc = runpy.run_path(str(EXAMPLES / "spark_warc.py"), run_name="example")["convert"]
    warc(session, str(tmp_path / "warc"), *warcs)
    assert table_hash(pyarrow.parquet.read_table(tmp_path / "warc")) == of_warcs


def test_ray_gives_the_programs_rows(cluster, pages, of_html, warcs, of_warcs):
    given = cluster.data.from_arrow(pages).repartition(3)
    assert table_hash(rows_of(ray.read_html(given, batch_size=16)), PLACE) == of_html
    assert table_hash(rows_of(ray.read_warcs(warcs))) == of_warcs


def test_the_example_for_ray_runs(cluster, warcs, of_warcs, tmp_path):
    main = runpy.run_path(str(EXAMPLES / "ray_warc.py"), run_name="example")["main"]
    main(str(tmp_path / "ray"), *warcs)
    assert table_hash(pyarrow.parquet.read_table(tmp_path / "ray")) == of_warcs


def rows_of(dataset):
    import ray as engine

    found = engine.get(dataset.to_arrow_refs())
    return pyarrow.concat_tables([table for table in found if table.num_rows])


def test_daft_gives_the_programs_rows(pages, of_html, warcs, of_warcs):
    import daft as engine

    assert table_hash(daft.read_html(engine.from_arrow(pages)).to_arrow(), PLACE) == of_html
    assert table_hash(daft.read_warcs(warcs).to_arrow()) == of_warcs
    some = daft.read_html(engine.from_arrow(pages.slice(20, 30)), batch_size=8).to_arrow()
    # Daft gives batches in the order in which they were done.
    assert sorted(some["title"].to_pylist()) == [f"Harbour {number}" for number in range(20, 50)]
    bare = daft.read_html(engine.from_arrow(pages.select(["html"]))).to_arrow()
    assert bare.num_rows == 58 and set(bare["url"].to_pylist()) == {""}


def test_polars_gives_the_programs_rows(pages, of_html, tables, of_warcs):
    import polars as engine

    assert table_hash(polars.read_html(engine.from_arrow(pages)).to_arrow(), PLACE) == of_html
    assert table_hash(polars.scan(tables).collect().to_arrow()) == of_warcs
    assert polars.scan_copies(tables).collect().height > 0


def test_duckdb_gives_the_programs_rows(pages, of_html, tables, of_warcs):
    import duckdb as engine

    connection = duckdb.connect(tables)
    assert table_hash(connection.sql("FROM readings").to_arrow_table()) == of_warcs
    assert connection.sql("SELECT count(*) FROM copies").fetchall()[0][0] > 0
    given = engine.from_arrow(pages)
    assert table_hash(duckdb.read_html(given).to_arrow_table(), PLACE) == of_html


def test_a_folder_without_tables_is_said(tmp_path):
    with pytest.raises(dateline_news.DatelineError, match="holds no table"):
        polars.scan(tmp_path)
    with pytest.raises(dateline_news.DatelineError, match="copies.parquet is not there"):
        polars.scan_copies(tmp_path)


def example(name, *words):
    command = [sys.executable, EXAMPLES / name, *words]
    ended = subprocess.run([str(word) for word in command], capture_output=True, text=True)
    assert ended.returncode == 0, ended.stderr
    return ended.stdout


def test_the_examples_over_tables_run(tables, tmp_path):
    assert "articles" in example("polars_readings.py", tables)
    assert "paywalled" in example("duckdb_readings.py", tables)


def test_the_example_for_daft_runs(warcs, of_warcs, tmp_path):
    example("daft_warc.py", tmp_path / "daft", *warcs)
    assert table_hash(pyarrow.parquet.read_table(tmp_path / "daft")) == of_warcs


def test_walls_are_plotted(tables, tmp_path):
    told = example("walls.py", tables, tmp_path / "walls.svg", "--least", "5")
    shares = {}
    for line in told.splitlines():
        host, articles, whole, walled = re.match(r"(\S+) +(\d+) articles +([\d.]+) % whole +([\d.]+) % walled", line).groups()
        shares[host] = (int(articles), float(walled))
    rows = pyarrow.concat_tables(pyarrow.parquet.read_table(tables / f"{name}.parquet") for name in range(2)).to_pylist()
    for host, (articles, walled) in shares.items():
        mine = [row for row in rows if row["host"] == host and row["holding"] != "other_kind"]
        cut = [row for row in mine if {"paywall", "registration", "meter"} & set(row["reasons"])]
        assert articles == len(mine) and abs(walled - 100 * len(cut) / len(mine)) < 0.06, host
    assert len(shares) > 2 and any(walled > 0 for _, walled in shares.values())
    drawn = (tmp_path / "walls.svg").read_text()
    assert drawn.startswith("<?xml") and drawn.count("<path") > len(shares)
