import inspect
import json

import pytest

from dateline_news import DatelineError, extract

PAGE = """<html lang="en"><head><title>Mill closes - Gull</title><link rel="canonical" href="https://gull.example/mill">
<meta property="article:published_time" content="2026-03-04T05:06:07Z"><meta name="author" content="Bo Lind"></head>
<body><article><h1>Mill closes</h1><p>By Bo Lind</p><p>The mill at the <a href="/bridge">bridge</a> will <b>close</b> in May, its owner told the town
council on Tuesday evening, after years of falling orders and a flood that took the wheel.</p>
<p>Forty people work there, and most of them will be moved to the yard at the harbour, the owner said in a letter.</p>
<table><caption>Orders</caption><tr><th>Year</th><th>Orders</th></tr><tr><td>2024</td><td>310</td></tr><tr><td>2025</td><td>120</td></tr></table>
<p>The council wants to buy the house and make a school for boats of it, as the mayor has said before.</p></article></body></html>"""


def test_it_has_trafilaturas_arguments():
    # trafilatura 2.3.
    theirs = """filecontent url record_id fast no_fallback favor_precision favor_recall include_comments output_format tei_validation
        target_language include_tables include_images include_formatting include_links deduplicate date_extraction_params with_metadata
        only_with_metadata max_tree_size url_blacklist author_blacklist settingsfile prune_xpath config options"""
    assert list(inspect.signature(extract).parameters) == theirs.split()


def test_parts_are_chosen():
    assert extract(PAGE).startswith("The mill at the bridge will close in May")
    assert "310" in extract(PAGE) and "310" not in extract(PAGE, include_tables=False)
    assert "**close**" in extract(PAGE, include_formatting=True)
    assert "**close**" not in extract(PAGE, output_format="markdown", include_formatting=False)
    url = "https://gull.example/mill"
    assert "[bridge](https://gull.example/bridge)" in extract(PAGE, url, include_links=True)
    assert "](" not in extract(PAGE, url, output_format="markdown")


def test_metadata_is_told():
    found = json.loads(extract(PAGE, output_format="json", with_metadata=True, record_id="7"))
    assert (found["title"], found["author"], found["date"], found["id"]) == ("Mill closes", "Bo Lind", "2026-03-04", "7")
    assert (found["hostname"], found["language"]) == ("gull.example", "en")
    assert found["verdict"] == {"holding": "full", "reasons": []}
    assert "title" not in json.loads(extract(PAGE, output_format="json"))
    assert extract(PAGE, with_metadata=True).startswith("---\ntitle: Mill closes\nauthor: Bo Lind\n")


def test_pages_are_left_out():
    assert extract("") is None
    assert extract(PAGE, target_language="en") and extract(PAGE, target_language="de") is None
    assert extract(PAGE, url_blacklist={"https://gull.example/mill"}) is None
    assert extract(PAGE, author_blacklist={"Bo Lind"}) is None
    assert extract(PAGE, only_with_metadata=True)
    assert extract(PAGE.replace("2026-03-04T05:06:07Z", ""), only_with_metadata=True) is None


def test_what_it_has_not_is_said():
    with pytest.warns(UserWarning, match="favor_recall changes nothing"):
        extract(PAGE, favor_recall=True)
    for option in ({"prune_xpath": "//p"}, {"deduplicate": True}, {"max_tree_size": 100}, {"output_format": "xml"}):
        with pytest.raises(DatelineError, match=next(iter(option))):
            extract(PAGE, **option)


def test_comments_are_left_out_unless_wanted():
    comments = "".join(f"<div class='comment'><b>Reader {n}</b><p>I never liked that mill, said my uncle {n}.</p></div>" for n in range(4))
    page = PAGE.replace("</article>", f"</article><section id='comments' class='comments'><h2>Comments</h2>{comments}</section>")
    assert "my uncle" not in extract(page)
    assert "my uncle" in extract(page, include_comments=True)
