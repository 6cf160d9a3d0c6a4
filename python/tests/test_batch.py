import threading
import time

import numpy
import polars
import pyarrow
import pytest
from conftest import html
from row_hash import table_hash

import dateline_news
from dateline_news import DatelineError, columns, read_batch


def test_each_page_is_a_row_or_is_counted(pages):
    rows = read_batch(pages, name="pages")
    table = rows.read_all()
    assert [name for name, _ in columns()] == table.column_names
    assert table.num_rows == 57
    assert rows.counts["left"] == {"reserved_tdm": 1, "no_page": 1}
    assert rows.counts["broken"] == {"address": 1}
    numbers = table["warc_offset"].to_pylist()
    assert numbers == [number for number in range(60) if number not in (7, 11, 13)]
    for number, title, reasons in zip(numbers, table["title"].to_pylist(), table["reasons"].to_pylist()):
        assert title == f"Harbour {number}" and ("paywall" in reasons) == (number % 3 == 0)
    assert set(table["warc"].to_pylist()) == {"pages"}
    assert read_batch(pages, include_reserved=True).read_all().num_rows == 58


def test_rows_say_what_one_reading_says(pages):
    row = read_batch(pages).read_all().to_pylist()[3]
    reading = dateline_news.read(pages["html"][3].as_py(), pages["url"][3].as_py())
    for name in ("title", "text", "language", "url", "standfirst", "published"):
        assert row[name] == getattr(reading, name), name
    assert (row["holding"], row["reasons"]) == (reading.verdict.holding, reading.verdict.reasons)
    import json

    assert json.loads(row["blocks"]) == reading.blocks


@pytest.mark.parametrize("threads", [0, 2, 5])
def test_threads_give_the_same_rows_in_the_same_order(pages, threads):
    once, again = read_batch(pages), read_batch(pages, threads=threads)
    assert once.read_all().equals(again.read_all())
    assert once.counts == again.counts


TYPES = [pyarrow.string(), pyarrow.large_string(), pyarrow.string_view(), pyarrow.binary(), pyarrow.large_binary()]


@pytest.mark.parametrize("kind", TYPES, ids=str)
def test_every_form_of_text_is_read(pages, kind):
    column = pages["html"].cast(kind) if kind != pyarrow.string_view() else pyarrow.chunked_array([pyarrow.array(pages["html"].to_pylist(), kind)])
    given = pages.set_column(1, "html", column)
    # The pages have nothing but ASCII, so that bytes say what text says.
    assert read_batch(given).read_all().equals(read_batch(pages).read_all())


def test_tables_batches_readers_and_other_libraries_are_read(pages):
    expected = table_hash(read_batch(pages).read_all())
    batches = pages.to_batches(max_chunksize=7)
    reader = pyarrow.RecordBatchReader.from_batches(pages.schema, iter(batches))
    assert table_hash(read_batch(reader).read_all()) == expected
    assert table_hash(read_batch(pages.combine_chunks().to_batches()[0]).read_all()) == expected
    assert table_hash(read_batch(polars.from_arrow(pages)).read_all()) == expected
    assert table_hash(polars.DataFrame(read_batch(pages)).to_arrow()) == expected


def test_a_batch_goes_on_before_the_next_is_asked_for(pages):
    given = []

    def batches():
        for batch in pages.to_batches(max_chunksize=20):
            given.append(batch)
            yield batch

    rows = iter(read_batch(pyarrow.RecordBatchReader.from_batches(pages.schema, batches())))
    assert next(rows).num_rows == 17 and len(given) == 1
    assert next(rows).num_rows == 20 and len(given) == 2


def test_pages_without_addresses_are_read(pages):
    table = read_batch(pages.select(["html"])).read_all()
    assert table.num_rows == 58 and set(table["url"].to_pylist()) == {""}
    assert read_batch(pages, url=None).read_all().equals(table)


def test_some_pages_are_selected(pages):
    rows = read_batch(pages, select=["kind=paywall", "host=paper1.example"])
    assert {number % 3 for number in rows.read_all()["warc_offset"].to_pylist()} == {0}
    with pytest.raises(DatelineError, match="kind=novel"):
        read_batch(pages, select=["kind=novel"])


def test_wrong_columns_are_named(pages):
    with pytest.raises(DatelineError, match="there is no column \"body\"; there are url, html"):
        read_batch(pages, "body")
    with pytest.raises(DatelineError, match="there is no column \"address\""):
        read_batch(pages, url="address")
    with pytest.raises(DatelineError, match="holds no text"):
        read_batch(pyarrow.table({"html": [1, 2]}))
    with pytest.raises(DatelineError, match="this is list"):
        read_batch([1, 2])
    with pytest.raises(DatelineError, match="threads"):
        read_batch(pages, threads=-1)


def test_a_fault_of_the_source_is_the_packages_own_exception(pages):
    def batches():
        yield pages.to_batches()[0]
        raise RuntimeError("the disk is gone")

    rows = read_batch(pyarrow.RecordBatchReader.from_batches(pages.schema, batches()))
    with pytest.raises(DatelineError, match="the disk is gone"):
        rows.read_all()


def memory(name):
    """A figure of this process in kB, as Linux tells it."""
    with open("/proc/self/status") as told:
        return next(int(line.split()[1]) for line in told if line.startswith(name))


def test_nothing_is_copied_on_the_way_in():
    # A chunk of 200 MB is read page by page: memory grows by what is read of a page, not by the chunk.
    page = "<title>Long</title><p>The harbour closes in May.</p>" + "<!-- nothing -->" * 60_000
    given = pyarrow.table({"html": pyarrow.array([page] * 200)})
    with open("/proc/self/clear_refs", "w") as peak:
        peak.write("5")
    before = memory("VmRSS")
    assert read_batch(given).read_all().num_rows == 200
    grown = memory("VmHWM") - before
    assert grown < 100_000, f"{grown} kB"


def of_rows(kind, pages, room):
    """A column whose second row is `room` bytes long: zeros that nobody has written, which take no memory."""
    first, last = pages
    data = numpy.zeros(len(first) + room + len(last), numpy.uint8)
    data[: len(first)] = numpy.frombuffer(first, numpy.uint8)
    data[len(first) + room :] = numpy.frombuffer(last, numpy.uint8)
    width = numpy.int64 if "large" in str(kind) else numpy.int32
    offsets = numpy.array([0, len(first), len(first) + room, len(data)], width)
    return pyarrow.Array.from_buffers(kind, 3, [None, pyarrow.py_buffer(offsets), pyarrow.py_buffer(data)])


@pytest.mark.parametrize("kind", [pyarrow.large_string(), pyarrow.large_binary()], ids=str)
def test_a_batch_of_more_than_two_gigabytes_is_read(kind):
    given = of_rows(kind, [html(1).encode(), html(2).encode()], 2_300_000_000)
    with open("/proc/self/clear_refs", "w") as peak:
        peak.write("5")
    before = memory("VmRSS")
    table = read_batch(pyarrow.record_batch({"html": given})).read_all()
    assert memory("VmHWM") - before < 600_000
    assert [table["title"][at].as_py() for at in (0, 2)] == ["Harbour 1", "Harbour 2"]
    assert table["truncated"].to_pylist() == [None, "cap", None]


def test_parts_of_a_table_may_have_more_than_two_gigabytes_together():
    parts = [of_rows(pyarrow.string(), [html(number).encode(), html(number + 1).encode()], 1_300_000_000) for number in (1, 3)]
    table = read_batch(pyarrow.table({"html": pyarrow.chunked_array(parts)})).read_all()
    titles = table["title"].to_pylist()
    assert [titles[at] for at in (0, 2, 3, 5)] == ["Harbour 1", "Harbour 2", "Harbour 3", "Harbour 4"]


def test_the_interpreter_goes_on_while_pages_are_read(pages):
    given = pyarrow.concat_tables([pages] * 30)
    turns = 0
    done = threading.Event()

    def read():
        read_batch(given).read_all()
        done.set()

    thread = threading.Thread(target=read)
    thread.start()
    while not done.is_set():
        turns += 1
        time.sleep(0.001)
    thread.join()
    assert turns > 20, "the lock was held while pages were read"
