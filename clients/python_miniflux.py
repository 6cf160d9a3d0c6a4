"""The Python package `miniflux` from PyPI, every call that it has and a desk answers."""

import miniflux


def steps(desk, press):
    """Each step with what must hold after it."""
    client = miniflux.Client(desk.url, api_key=desk.app_password())

    def entry(title):
        return next(one for one in client.get_entries(limit=100)["entries"] if one["title"] == title)

    def login():
        assert client.me()["username"] == "Ada" and client.get_user_by_username("Ada")["id"] == client.me()["id"]
        assert client.get_version()["version"] and not client.get_integrations_status()
        basic = miniflux.Client(desk.url, "Ada", desk.app_password("read"))
        assert basic.me()["id"] == client.me()["id"]
        try:
            miniflux.Client(desk.url, api_key="0" * 64).me()
            raise AssertionError("somebody unknown was let in")
        except miniflux.AccessUnauthorized:
            pass

    def lists():
        feeds = client.get_feeds()
        assert {one["title"] for one in feeds} == {"Harbour Gazette", "Orchard Weekly"}, feeds
        assert [one["title"] for one in client.get_categories()][0] == "All"
        counters = client.get_feed_counters()
        assert sum(counters["unreads"].values()) == 4, counters
        assert client.get_category_feeds(1) and client.get_feed(feeds[0]["id"])["id"] == feeds[0]["id"]

    def read():
        found = client.get_entries(order="published_at", direction="desc", limit=2)
        assert found["total"] == 4 and len(found["entries"]) == 2
        one = entry("Ferries wait for the tide")
        assert "harbour master" in one["content"] and one["feed"]["title"] == "Harbour Gazette"
        assert client.get_entry(one["id"])["hash"] == one["hash"]
        assert client.get_feed_entry(one["feed_id"], one["id"])["id"] == one["id"]
        assert client.get_feed_entries(one["feed_id"])["total"] == 2
        assert client.get_category_entries(1)["total"] == 4
        assert client.get_category_entry(1, one["id"])["id"] == one["id"]
        assert "harbour master" in client.fetch_entry_content(one["id"])["content"]
        found = client.get_entries(search="cider")
        assert [one["title"] for one in found["entries"]] == ["The cider press is mended"], found["total"]
        file = one["enclosures"][0]
        assert client.get_enclosure(file["id"])["url"].endswith(".mp3")
        client.update_enclosure(file["id"], media_progression=42)
        assert client.get_enclosure(file["id"])["media_progression"] == 42

    def mark():
        one = entry("Pears come early this year")
        client.update_entries([one["id"]], "read")
        assert entry(one["title"])["status"] == "read"
        assert client.get_entries(status=["unread"])["total"] == 3
        assert client.get_entries(status=["unread", "read"])["total"] == 4
        client.update_entries([one["id"]], "unread")
        assert client.get_entries(status="read")["total"] == 0

    def star():
        one = entry("Pears come early this year")
        client.toggle_bookmark(one["id"])
        assert [star["id"] for star in client.get_entries(starred=True)["entries"]] == [one["id"]]
        client.toggle_bookmark(one["id"])
        assert client.get_entries(starred="true")["total"] == 0

    def add():
        found = client.discover(f"http://127.0.0.1:{press}/")
        assert found[0]["url"].endswith("/third.xml"), found
        category = client.create_category("Square")
        feed = client.create_feed(found[0]["url"], category_id=category["id"])
        assert client.get_feed(feed)["category"]["title"] == "Square"
        assert client.refresh_feed(feed) and client.refresh_all_feeds()

    def move():
        feed = next(one for one in client.get_feeds() if one["category"]["title"] == "Square")
        other = client.create_category("Bells")
        assert client.update_feed(feed["id"], category_id=other["id"])["category"]["title"] == "Bells"
        assert client.refresh_category(other["id"])

    def rename():
        feed = next(one for one in client.get_feeds() if one["category"]["title"] == "Bells")
        assert client.update_feed(feed["id"], title="Fourth Bell")["title"] == "Fourth Bell"
        assert client.update_category(feed["category"]["id"], "Gongs")["title"] == "Gongs"
        assert client.get_feed(feed["id"])["category"]["title"] == "Gongs"

    def delete():
        feed = next(one for one in client.get_feeds() if one["category"]["title"] == "Gongs")
        client.delete_feed(feed["id"])
        client.delete_category(feed["category"]["id"])
        assert len(client.get_feeds()) == 2
        square = next(one for one in client.get_categories() if one["title"] == "Square")
        client.delete_category(square["id"])

    def mark_all():
        feed = client.get_feeds()[0]
        client.mark_feed_entries_as_read(feed["id"])
        assert client.get_entries(status="unread")["total"] == 2
        client.mark_category_entries_as_read(1)
        assert client.get_entries(status="unread")["total"] == 0
        client.mark_user_entries_as_read(client.me()["id"])
        client.update_entries([one["id"] for one in client.get_entries()["entries"]], "unread")

    def move_in_and_out():
        opml = client.export()
        assert "harbour.xml" in opml
        assert client.import_feeds(opml)

    return {
        "login": login,
        "list": lists,
        "read": read,
        "mark": mark,
        "star": star,
        "add": add,
        "move": move,
        "rename": rename,
        "delete": delete,
        "mark all": mark_all,
        "import, export": move_in_and_out,
    }
