"""Debian's newsboat 2.21 in a terminal of its own: counted without one, marked by its keys."""

import os
import pathlib
import sqlite3
import subprocess
import tempfile

import pexpect

WAIT = 30
UP, DOWN = "\x1bOA", "\x1bOB"
# Lists of its own stand before the feeds.
FIRST_FEED = {"miniflux": [], "ocnews": [DOWN], "feedhq": [DOWN, DOWN, DOWN]}


class Newsboat:
    """One newsboat with its own configuration and cache."""

    def __init__(self, config):
        self.folder = pathlib.Path(tempfile.mkdtemp(prefix="newsboat-"))
        (self.folder / "config").write_text("\n".join([*config, "http-auth-method basic", ""]))
        (self.folder / "urls").write_text("")
        paths = {"-C": "config", "-u": "urls", "-c": "cache.db"}
        self.words = [word for flag, name in paths.items() for word in (flag, str(self.folder / name))]

    def unread(self):
        """What it counts as unread after a reload."""
        words = ["newsboat", "-q", *self.words, "-x", "reload", "print-unread"]
        said = subprocess.run(words, capture_output=True, text=True, timeout=90, check=True).stdout
        return int(said.split()[0])

    def titles(self):
        """Headlines in its cache."""
        with sqlite3.connect(self.folder / "cache.db") as cache:
            return {title for (title,) in cache.execute("SELECT title FROM rss_item WHERE deleted = 0")}

    def keys(self, *keys):
        """Asks the desk once more, and types."""
        screen = pexpect.spawn("newsboat", [*self.words], dimensions=(40, 120), timeout=WAIT, env={**os.environ, "TERM": "xterm"})
        screen.expect("Your feeds")
        screen.send("R")
        screen.expect("Gazette|Weekly")
        for key in keys:
            screen.expect(pexpect.TIMEOUT, timeout=1)
            screen.send(key)
        screen.expect(pexpect.TIMEOUT, timeout=1.5)
        screen.send("QQQ")
        screen.expect([pexpect.EOF, pexpect.TIMEOUT], timeout=5)
        screen.close(force=True)


def unread_of(desk):
    """What is unread, as the desk has it."""
    import miniflux

    client = miniflux.Client(desk.url, api_key=desk.app_password("read"))
    return client.get_entries(status="unread")["total"]


def starred_of(desk):
    """What is starred, as the desk has it."""
    import miniflux

    return miniflux.Client(desk.url, api_key=desk.app_password("read")).get_entries(starred=True)["total"]


def steps(mode, desk):
    """Each step with what must hold after it; the star of `ocnews` is left out: 2.21 sends no complete address for it."""
    password = desk.app_password()
    root = desk.url + ("/api/greader.php" if mode == "feedhq" else "/")
    config = [f'urls-source "{mode}"', f'{mode}-url "{root}"', f'{mode}-login "Ada"', f'{mode}-password "{password}"']
    # 2.21 sets no stars with Miniflux.
    boat = Newsboat(config if mode == "miniflux" else [*config, f'{mode}-flag-star "s"'])

    first = FIRST_FEED[mode]

    def lists():
        assert boat.unread() == 4, boat.unread()
        expected = {"Ferries wait for the tide", "The cider press is mended"}
        assert expected <= boat.titles(), boat.titles()

    def mark():
        boat.keys(*first, "\r", "N")
        assert unread_of(desk) == 3, unread_of(desk)
        assert boat.unread() == 3
        # It begins at the first unread article.
        boat.keys(*first, "\r", UP, "N")
        assert unread_of(desk) == 4, unread_of(desk)

    def star():
        boat.keys(*first, "\r", "\r", "\x05", "s\r")
        assert starred_of(desk) == 1, starred_of(desk)
        boat.keys(*first, "\r", "\r", "\x05", "s\r")

    def mark_all():
        boat.keys(*first, "A")
        assert unread_of(desk) == 2, unread_of(desk)

    named = {"list": lists, "mark": mark, "star": star, "mark all": mark_all}
    if mode != "feedhq":
        del named["star"]
    return named
