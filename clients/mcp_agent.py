"""The Python package `mcp` from PyPI, the protocol's own client, over every tool that a desk has."""

import asyncio
import json

import httpx2
from mcp import Client
from mcp.client.streamable_http import streamable_http_client
from mcp.shared.exceptions import MCPError

READING = {"search", "list_stories", "read_article", "explain_verdict", "compare_versions", "what_is_new"}


def steps(desk, press):
    """Each step with what must hold after it."""

    def work(token, of, mode="legacy"):
        """Does something with a client that is connected."""

        async def connected():
            headers = {"Authorization": f"Bearer {token}"}
            async with httpx2.AsyncClient(headers=headers) as http:
                transport = streamable_http_client(desk.url + "/mcp", http_client=http)
                async with Client(transport, mode=mode) as client:
                    return await of(client)

        return asyncio.run(connected())

    def call(name, scope="manage", **arguments):
        """What a tool gives."""

        async def called(client):
            return await client.call_tool(name, arguments)

        result = work(desk.app_password(scope), called)
        assert not result.is_error, result
        assert json.loads(result.content[0].text) == result.structured_content
        return result.structured_content

    def find(title):
        found = call("what_is_new", since=0, limit=100)["articles"]
        return next(one for one in found if one["untrusted_content"]["title"] == title)

    def login():
        async def tools(client):
            assert client.server_info.name == "dateline"
            return {tool.name for tool in (await client.list_tools()).tools}

        assert work(desk.app_password("read"), tools) == READING
        assert work(desk.app_password("mark"), tools, mode="auto") == READING | {"mark"}
        assert work(desk.app_password(), tools) == READING | {"mark", "add_feed"}
        try:
            work("0" * 64, tools)
        except Exception:  # noqa: BLE001 - the client wraps what the transport refuses in groups of its own
            return
        raise AssertionError("somebody unknown was let in")

    def lists():
        assert len(call("list_stories", scope="read")["stories"]) >= 1
        found = call("search", query="cider")
        titles = [hit["untrusted_content"]["title"] for group in found["groups"] for hit in group["articles"]]
        assert titles == ["The cider press is mended"], titles

    def read():
        one = find("Ferries wait for the tide")
        article = call("read_article", article=one["id"])
        assert "harbour master" in article["untrusted_content"]["text"] and "instruction" in article["notice"]
        assert call("explain_verdict", article=one["id"])["verdict"]["holding"] == one["holding"]
        assert call("compare_versions", story=one["story"])["versions"]

        async def unknown(client):
            assert (await client.call_tool("read_article", {"article": 999_999})).is_error
            try:
                await client.call_tool("no_such_tool", {})
            except MCPError as error:
                assert error.code == -32602, error
                return
            raise AssertionError("a tool that is none was called")

        work(desk.app_password("read"), unknown)

    def mark():
        one = find("Pears come early this year")
        place = call("what_is_new")["place"]
        assert call("mark", mark="read", articles=[one["id"]])["changed"] == 1
        assert [new["id"] for new in call("what_is_new", since=place)["articles"]] == [one["id"]]
        assert find("Pears come early this year")["read"]
        call("mark", mark="unread", articles=[one["id"]])

    def star():
        one = find("Pears come early this year")
        assert call("mark", scope="mark", mark="star", articles=[one["id"]])["changed"] == 1
        assert find("Pears come early this year")["starred"]
        call("mark", mark="unstar", articles=[one["id"]])

    def add():
        assert call("add_feed", url=f"http://127.0.0.1:{press}/third.xml")["feed"]

        async def refused(client):
            return await client.call_tool("add_feed", {"url": "https://nowhere.example/feed"})

        assert work(desk.app_password("read"), refused).is_error

    return {"login": login, "list": lists, "read": read, "mark": mark, "star": star, "add": add}
