"""Two invented feeds on this machine, for clients to be run against."""

import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

FEEDS = {
    "/harbour.xml": ("Harbour Gazette", ["Ferries wait for the tide", "A crane is named after its driver"]),
    "/orchard.xml": ("Orchard Weekly", ["Pears come early this year", "The cider press is mended"]),
    "/third.xml": ("Third Bell", ["The school plays in the square"]),
}


def feed(port, path):
    """One feed as RSS, its articles whole."""
    title, headlines = FEEDS[path]
    items = []
    for number, headline in enumerate(headlines):
        link = f"http://127.0.0.1:{port}{path}/{number}"
        words = f"{headline}, said the harbour master on Monday. " * 30
        items.append(
            f"<item><title>{headline}</title><link>{link}</link><guid>{link}</guid>"
            f"<pubDate>Mon, {2 + number:02} Nov 2026 10:00:00 GMT</pubDate>"
            f"<description>&lt;p&gt;{words}&lt;/p&gt;</description>"
            f'<enclosure url="{link}.mp3" type="audio/mpeg" length="1000"/></item>'
        )
    return (
        f'<?xml version="1.0"?><rss version="2.0"><channel><title>{title}</title>'
        f"<link>http://127.0.0.1:{port}/</link><description>{title}</description>{''.join(items)}</channel></rss>"
    )


def page(path):
    """A page: the front page names a feed, any other is an article."""
    if path == "/":
        return '<html><head><link rel="alternate" type="application/rss+xml" href="/third.xml" title="Third Bell"></head></html>'
    return f"<html><head><title>News</title></head><body><article><p>{'So said the harbour master on Monday. ' * 60}</p></article></body></html>"


class Press(BaseHTTPRequestHandler):
    """Answers with what there is."""

    def do_GET(self):  # noqa: N802 - the name that the library calls
        port = self.server.server_address[1]
        is_feed = self.path in FEEDS
        body = (feed(port, self.path) if is_feed else page(self.path)).encode()
        self.send_response(200 if not self.path.endswith("robots.txt") else 404)
        self.send_header("Content-Type", "application/rss+xml" if is_feed else "text/html; charset=utf-8")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_):
        """Says nothing."""


def start():
    """Serves the feeds; gives the port."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), Press)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    return server.server_address[1]
