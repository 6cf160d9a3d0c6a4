"""Readings of Parquet files with a column of HTML, on Spark: `spark-submit spark_html.py IN OUT`."""

import sys

from pyspark.sql import SparkSession

from dateline_news.engines import spark as dateline


def convert(spark, given, out):
    dateline.read_html(spark.read.parquet(given)).write.mode("overwrite").parquet(out)


if __name__ == "__main__":
    # A batch of 250 pages of 140 kB is 35 MB; Arrow's own bound for one column is 2 GB.
    session = SparkSession.builder.config("spark.sql.execution.arrow.maxRecordsPerBatch", 250).getOrCreate()
    convert(session, *sys.argv[1:])
    session.stop()
