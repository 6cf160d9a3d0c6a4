"""A desk of its own with an account and app passwords, for clients to be run against."""

import http.cookiejar
import re
import socket
import subprocess
import time
import urllib.error
import urllib.parse
import urllib.request

NAME, PASSWORD = "Ada", "gull heron tern avocet"


class Desk:
    """Starts with two feeds; ends with `stop`."""

    def __init__(self, program, folder, press):
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            port = free.getsockname()[1]
        self.url = f"http://127.0.0.1:{port}"
        self.base = [program, "--data-dir", folder, "--allow-private", "-q"]
        self.run("user", "add", NAME, "--role", "owner", "--password-stdin", text=PASSWORD + "\n")
        for path in ("/harbour.xml", "/orchard.xml"):
            self.run("add", f"http://127.0.0.1:{press}{path}")
        self.run("update")
        serve = [*self.base, "serve", "--listen", f"127.0.0.1:{port}"]
        self.served = subprocess.Popen(serve, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        self.browser = urllib.request.build_opener(
            urllib.request.HTTPCookieProcessor(http.cookiejar.CookieJar())
        )
        self.wait()
        self.post("/login", name=NAME, password=PASSWORD)

    def run(self, *words, text=None):
        """Runs a command of the desk."""
        subprocess.run([*self.base, *words], input=text, text=True, check=True, stdout=subprocess.DEVNULL)

    def wait(self):
        """Until it answers, ten seconds at most."""
        for _ in range(100):
            try:
                return urllib.request.urlopen(self.url + "/healthz").read()
            except (urllib.error.URLError, ConnectionError):
                time.sleep(0.1)
        raise RuntimeError("the desk does not answer")

    def post(self, path, **fields):
        """Sends a form as a browser does."""
        request = urllib.request.Request(
            self.url + path, urllib.parse.urlencode(fields).encode(), {"Origin": self.url}
        )
        return self.browser.open(request).read().decode()

    def app_password(self, scope="manage"):
        """A new app password."""
        page = self.post("/account/tokens/add", name="client", scope=scope)
        return re.search(r"<code>([0-9a-f]{64})</code>", page).group(1)

    def stop(self):
        """Ends it."""
        self.served.terminate()
        self.served.wait(20)
