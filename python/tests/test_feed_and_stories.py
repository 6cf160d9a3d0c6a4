import time

import pytest

import dateline_news
from dateline_news import DatelineError, feed, stories

RSS = b"""<?xml version="1.0"?><rss version="2.0"><channel><title>Gull</title><link>https://gull.example/</link>
<description>News of the harbour</description>
<item><title>Bridge &amp; mill</title><guid>tag:1</guid><link>/bridge</link><pubDate>Wed, 04 Mar 2026 05:06:07 GMT</pubDate>
<description>&lt;p&gt;It &lt;b&gt;opens&lt;/b&gt;.&lt;/p&gt;</description><category>harbour</category>
<enclosure url="https://gull.example/a.mp3" type="audio/mpeg" length="1"/></item></channel></rss>"""


def test_a_feed_in_the_shape_of_the_desk():
    found = feed.parse(RSS, "https://gull.example/feed")
    assert (found["kind"], found["title"]["raw"]) == ("RSS", "Gull")
    entry = found["entries"][0]
    assert entry["link"] == "https://gull.example/bridge" and entry["published"] == "2026-03-04T05:06:07Z"
    assert entry["enclosures"][0]["type"] == "audio/mpeg"
    assert feed.parse(RSS.decode())["title"]["raw"] == "Gull"


def test_a_feed_in_the_shape_of_feedparser_is_feedparsers():
    import feedparser

    ours, theirs = feed.parse(RSS, shape="feedparser"), feedparser.parse(RSS)
    assert ours.feed.title == theirs.feed.title and ours["channel"]["description"] == theirs["channel"]["description"]
    assert ours.bozo == theirs.bozo and ours.version == theirs.version
    a, b = ours.entries[0], theirs.entries[0]
    for name in ("title", "id", "guid", "link", "published", "published_parsed", "issued", "summary", "description", "tags", "category"):
        assert getattr(a, name) == getattr(b, name), name
    assert a.get("content") == b.get("content") and ("guid" in a) == ("guid" in b)
    assert [dict(one) for one in a.enclosures] == [{**one} for one in b.enclosures]
    assert isinstance(a.published_parsed, time.struct_time)
    with pytest.raises(AttributeError):
        a.nothing


def test_what_is_no_feed_is_said():
    with pytest.raises(DatelineError, match="this is no feed"):
        feed.parse("hello")
    assert feed.parse("hello", shape="feedparser").bozo
    with pytest.raises(DatelineError, match="shape"):
        feed.parse(RSS, shape="atom")
    with pytest.raises(DatelineError, match="url"):
        feed.parse(RSS, "nowhere")


HARBOUR = "The harbour bridge was closed on Monday after a crane of the yard struck its northern pier, the master said. "
MILL = "Farmers of the upper valley began the apple harvest two weeks early after a warm spring, their guild reports. "


def docs():
    return [
        {"title": "Crane strikes harbour bridge", "text": HARBOUR * 3, "date": "2026-03-02"},
        {"title": "Apple harvest begins early in the valley", "text": MILL * 3, "published": "2026-03-02T10:00:00Z"},
        {"title": "Harbour bridge closed after crane strikes its pier", "text": HARBOUR * 2, "date": "2026-03-02"},
    ]


def test_articles_become_stories():
    assert stories(docs()) == [0, 1, 0]
    assert stories(docs(), order="given") == [0, 1, 0]
    assert stories([]) == []


def test_readings_become_stories():
    def page(doc):
        return dateline_news.read(f"<title>{doc['title']}</title><article><h1>{doc['title']}</h1><p>{doc['text']}</p></article>")

    assert stories([page(doc) for doc in docs()]) == [0, 1, 0]


def test_wrong_articles_are_named():
    with pytest.raises(DatelineError, match="article 1: it has no title"):
        stories([docs()[0], {"text": "x"}])
    with pytest.raises(DatelineError, match="article 0: the date"):
        stories([{"title": "a", "date": "soon"}])
    with pytest.raises(DatelineError, match="order"):
        stories(docs(), order="size")
