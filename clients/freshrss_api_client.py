"""The Python package `freshrss-api` from PyPI, which speaks Fever."""

from freshrss_api import FreshRSSAPI
from freshrss_api.freshrss_api import AuthenticationError


def steps(desk, _press):
    """Each step with what must hold after it."""
    client = FreshRSSAPI(host=desk.url, username="Ada", password=desk.app_password())

    def login():
        try:
            FreshRSSAPI(host=desk.url, username="Ada", password="wrong")
            raise AssertionError("somebody unknown was let in")
        except AuthenticationError:
            pass

    def lists():
        titles = {feed["title"] for feed in client.get_feeds()["feeds"]}
        assert titles == {"Harbour Gazette", "Orchard Weekly"}, titles
        assert client.get_groups()["groups"] == []

    def read():
        items = client.get_unreads()
        assert len(items) == 4 and all("harbour master" in item.html for item in items)

    def mark():
        item = client.get_unreads()[0]
        for _ in range(2):
            client.set_mark("read", item.id)
        assert item.id not in [one.id for one in client.get_unreads()]
        assert len(client.get_unreads()) == 3

    def star():
        item = client.get_unreads()[0]
        for _ in range(2):
            client.set_mark("saved", item.id)
        assert [one.id for one in client.get_saved()] == [item.id]
        client.set_mark("unsaved", item.id)
        assert client.get_saved() == []

    return {"login": login, "list": lists, "read": read, "mark": mark, "star": star}
