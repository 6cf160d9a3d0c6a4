"""Readings of web archives, one a task, on Spark: `spark-submit spark_warc.py OUT IN.warc.gz ...`."""

import sys

from pyspark.sql import SparkSession

from dateline_news.engines import spark as dateline


def convert(spark, out, *archives):
    dateline.read_warcs(spark, archives).write.mode("overwrite").parquet(out)


if __name__ == "__main__":
    session = SparkSession.builder.getOrCreate()
    convert(session, *sys.argv[1:])
    session.stop()
