"""Runs clients of others against a desk, and prints a table of client and step. `python run.py PATH-OF-DATELINE [CLIENT ...]`.

Needs newsboat, from PyPI the packages of requirements.txt, and for the clients of crates.io the program of `crates`, named by
`DESK_CLIENTS`. Ends with 0 where every step of every client holds.
"""

import os
import pathlib
import subprocess
import sys
import tempfile
import traceback

import desk as desks
import freshrss_api_client
import freshrss_mcp_client
import mcp_agent
import newsboat
import press
import python_miniflux

STEPS = ["login", "list", "read", "mark", "star", "label"]
STEPS += ["add", "move", "rename", "delete", "mark all", "import, export"]
# Steps that are one to a client.
PARTS = {"manage": ["add", "move", "rename", "delete"], "mark_all": ["mark all"], "import,export": ["import, export"]}
CRATES = ["miniflux_api", "fever_api", "nextcloud_news_api", "greader_api"]
CLIENTS = {
    "python miniflux": python_miniflux.steps,
    "freshrss-api": freshrss_api_client.steps,
    "freshrss-mcp": freshrss_mcp_client.steps,
    "python mcp": mcp_agent.steps,
    "newsboat miniflux": lambda desk, _: newsboat.steps("miniflux", desk),
    "newsboat ocnews": lambda desk, _: newsboat.steps("ocnews", desk),
    "newsboat feedhq": lambda desk, _: newsboat.steps("feedhq", desk),
}


def crate_steps(client, desk, port):
    """What the client of crates.io says of each step."""
    words = [os.environ["DESK_CLIENTS"], client, desk.url, desk.app_password(), str(port)]
    said = subprocess.run(words, capture_output=True, text=True, timeout=60, check=True).stdout
    done = {}
    for line in said.splitlines():
        step, came = line.split(" ", 1)
        if came != "yes":
            print(client, line[:500], file=sys.stderr)
        for part in PARTS.get(step, [step]):
            done[part] = "yes" if came == "yes" else "NO"
    return done


def run(program, client, port):
    """The steps of one client against a desk of its own: `yes`, `no`, or nothing where it has no such step."""
    with tempfile.TemporaryDirectory(prefix="desk-") as folder:
        desk = desks.Desk(program, folder, port)
        done = {}
        try:
            if client in CRATES:
                return crate_steps(client, desk, port)
            for step, work in CLIENTS[client](desk, port).items():
                try:
                    work()
                    done[step] = "yes"
                except Exception:  # noqa: BLE001 - whatever a client raises is a step that does not hold
                    traceback.print_exc()
                    done[step] = "NO"
        finally:
            desk.stop()
        return done


def main():
    """The table."""
    program = str(pathlib.Path(sys.argv[1]).resolve())
    port, rows = press.start(), {}
    for client in sys.argv[2:] or [*CLIENTS, *CRATES]:
        rows[client] = run(program, client, port)
    print("| client | " + " | ".join(STEPS) + " |")
    print("|---|" + "---|" * len(STEPS))
    for client, done in rows.items():
        print(f"| {client} | " + " | ".join(done.get(step, "–") for step in STEPS) + " |")
    sys.exit(any("NO" in done.values() for done in rows.values()))


if __name__ == "__main__":
    main()
