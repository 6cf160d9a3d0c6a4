"""The client of the Python package `freshrss-mcp` from PyPI, which speaks the API of Google Reader for agents."""

import asyncio

from freshrss_mcp.client import AuthenticationError, FreshRSSClient

ALL, UNREAD = "user/-/state/com.google/reading-list", "user/-/state/com.google/read"


def steps(desk, press):
    """Each step with what must hold after it."""
    password = desk.app_password()

    def of(work):
        """The step, by a client that has logged in."""

        async def step():
            async with FreshRSSClient(desk.url, "Ada", password) as client:
                await client.authenticate()
                await work(client)

        return lambda: asyncio.run(step())

    def login():
        async def wrong():
            async with FreshRSSClient(desk.url, "Ada", "wrong") as client:
                await client.authenticate()

        try:
            asyncio.run(wrong())
        except AuthenticationError:
            return
        raise AssertionError("somebody unknown was let in")

    async def lists(client):
        found = await client.get_subscription_list()
        assert {feed.title for feed in found.subscriptions} == {"Harbour Gazette", "Orchard Weekly"}
        counts = {one.id: one.count for one in await client.get_unread_counts()}
        assert counts[ALL] == 4, counts
        assert "user/-/state/com.google/starred" in [tag.id for tag in (await client.get_tag_list()).tags]

    async def read(client):
        first = await client.get_stream_contents(count=3)
        rest = await client.get_stream_contents(count=3, continuation=first.continuation)
        items = first.items + rest.items
        assert len({item.id for item in items}) == 4 and rest.continuation is None
        assert all("harbour master" in item.summary and item.url and item.feed_title for item in items)

    async def unread(client):
        return [item.id for item in (await client.get_stream_contents(exclude_target=UNREAD)).items]

    async def mark(client):
        first = (await unread(client))[0]
        assert (await client.mark_as_read([first])).status == "OK"
        assert first not in await unread(client)
        await client.mark_as_unread([first])
        assert first in await unread(client)

    async def star(client):
        starred, first = "user/-/state/com.google/starred", (await unread(client))[0]
        for _ in range(2):
            await client.star_article([first])
        assert [item.id for item in (await client.get_stream_contents(starred)).items] == [first]
        await client.unstar_article([first])
        assert (await client.get_stream_contents(starred)).items == []

    async def label(client):
        first = (await unread(client))[0]
        await client.add_label([first], "Later")
        found = (await client.get_stream_contents("user/-/label/Later")).items
        assert [item.id for item in found] == [first] and "user/-/label/Later" in found[0].categories

    async def add(client):
        address = f"http://127.0.0.1:{press}/third.xml"
        assert (await client.subscribe(address, folder="Bells")).status == "OK"
        assert address in [feed.url for feed in (await client.get_subscription_list()).subscriptions]

    async def delete(client):
        address = f"http://127.0.0.1:{press}/third.xml"
        await client.unsubscribe(address)
        assert address not in [feed.url for feed in (await client.get_subscription_list()).subscriptions]

    works = {"list": lists, "read": read, "mark": mark, "star": star, "label": label, "add": add, "delete": delete}
    return {"login": login, **{name: of(work) for name, work in works.items()}}
