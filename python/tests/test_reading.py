import pytest
from conftest import html

import dateline_news
from dateline_news import DatelineError


def test_a_page_has_typed_attributes():
    reading = dateline_news.read(html(1), "https://harbour.example/1")
    assert (reading.title, reading.language, reading.url) == ("Harbour 1", "en", "https://harbour.example/1")
    assert reading.text.startswith("The harbour closes in May")
    assert reading.markdown.startswith("# Harbour 1\n\n")
    assert "verdict" not in reading.markdown
    assert reading.blocks[-1]["kind"] == "paragraph"
    assert reading.verdict.holding == "full" and reading.verdict.reasons == []
    assert reading.bylines == [] and reading.standfirst is None and reading.published is None
    assert "Harbour 1" in repr(reading) and "full" in repr(reading.verdict)


def test_a_wall_is_named_and_shown():
    reading = dateline_news.read(html(3).encode(), "https://harbour.example/3")
    assert reading.verdict.reasons == ["paywall"]
    evidence = reading.verdict.evidence[0]
    assert evidence.supports == "paywall" and "Subscribe" in evidence.quote
    start, end = evidence.place.removeprefix("bytes:").split("-")
    assert "Subscribe" in html(3).encode()[int(start) : int(end)].decode()
    assert evidence.origin == "this_fetch"


def test_what_the_answer_said_counts():
    reading = dateline_news.read("", status=404)
    assert (reading.verdict.holding, reading.verdict.reasons) == ("none", ["not_found"])
    reading = dateline_news.read(html(1), headers={"TDM-Reservation": "1"})
    assert reading.reservations == ["tdm"]


def test_bytes_are_decoded_and_text_is_not():
    page = "<meta charset=iso-8859-1>" + html(1).replace("Harbour 1", "Fähre")
    assert dateline_news.read(page).title == "Fähre"
    assert dateline_news.read(page, headers={"Content-Type": "text/html; charset=iso-8859-1"}).title == "Fähre"
    assert dateline_news.read(page.encode("latin-1")).title == "Fähre"


def test_as_data_it_is_what_the_program_prints():
    reading = dateline_news.read(html(3))
    assert reading.to_dict()["verdict"]["reasons"] == ["paywall"]
    import json

    assert json.loads(reading.to_json()) == reading.to_dict()


def test_a_page_of_fifty_megabytes_is_a_reading():
    reading = dateline_news.read(html(1, "<!--" + "x" * 50_000_000 + "-->"))
    assert reading.title == "Harbour 1" or reading.caps
    beyond = dateline_news.read(html(1) + "<p>word</p>" * 5_000_000)
    assert beyond.title == "Harbour 1" and beyond.caps


def test_wrong_arguments_are_said():
    with pytest.raises(DatelineError, match="url"):
        dateline_news.read(html(1), "no address")
    with pytest.raises(TypeError):
        dateline_news.read(42)
    with pytest.raises(AttributeError):
        dateline_news.read(html(1)).title = "x"


@pytest.mark.parametrize("page", ["", b"", b"\x00\xff" * 1000, "<" * 100_000, "<div>" * 200_000, b"%PDF-1.4"])
def test_any_bytes_give_a_verdict(page):
    reading = dateline_news.read(page)
    assert reading.verdict.holding in {"full", "partial", "headline_only", "none", "other_kind"}


def test_a_page_of_50_mb_gives_a_verdict():
    page = "<title>Long</title>" + "<p>The harbour closes in May, says its master.</p>" * 1_100_000
    assert len(page) > 50_000_000
    reading = dateline_news.read(page)
    assert reading.verdict.holding
    assert reading.caps
