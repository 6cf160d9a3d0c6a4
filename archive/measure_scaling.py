#!/usr/bin/env python3
"""How much sooner two processes are done than one, on one folder of archives: time by the clock, which wants a machine without other work.

    cargo build --release --manifest-path archive/Cargo.toml
    archive/measure_scaling.py [--turns 3] [--files 16] [--pages 500] [--folder DIR]

Each turn reads all archives with one process (`--jobs 1`), then with two (`--rank 0 --of 2`, `--rank 1 --of 2`), each into a folder of
its own. Processor time is told beside: where others work too, it alone says what a second process costs the first. The archives are made,
`--pages` of 140 kB in each; with --folder they are kept there.
"""

import argparse
import os
import pathlib
import resource
import subprocess
import tempfile
import time

HERE = pathlib.Path(__file__).resolve().parent
BUILT = pathlib.Path(os.environ.get("DATELINE_ARCHIVE_BUILT", HERE / "target/release"))


def processor():
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def timed(folder, processes):
    """Seconds by the clock and of processors."""
    with tempfile.TemporaryDirectory(dir=folder) as to:
        begun, spent = time.monotonic(), processor()
        command = [BUILT / "dateline-archive", folder, "--to", to, "--jobs", "1", "--quiet", "--of", str(processes)]
        running = [
            subprocess.Popen([*command, "--rank", str(rank)], stdout=subprocess.DEVNULL) for rank in range(processes)
        ]
        if any([child.wait() for child in running]):
            raise SystemExit("a process failed")
        return time.monotonic() - begun, processor() - spent


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--turns", type=int, default=3)
    parser.add_argument("--files", type=int, default=16)
    parser.add_argument("--pages", type=int, default=500)
    parser.add_argument("--folder", type=pathlib.Path)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as scratch:
        folder = options.folder or pathlib.Path(scratch)
        folder.mkdir(exist_ok=True)
        for number in range(options.files):
            out = folder / f"{number:03}.warc.gz"
            if not out.exists():
                made = ["make", out, "--pages", str(options.pages), "--seed", str(number), "--page-size", "140"]
                subprocess.run([BUILT / "dateline-archive", *made], check=True)
        best = {}
        for _ in range(options.turns):
            for processes in (1, 2):
                clock, spent = timed(folder, processes)
                print(f"{processes} of them {clock:>8.2f} s by the clock {spent:>8.2f} core s", flush=True)
                old = best.get(processes, (clock, spent))
                best[processes] = (min(old[0], clock), min(old[1], spent))
        print(f"by the clock {best[1][0] / best[2][0]:.2f} times as quick; by processor time {2 * best[1][1] / best[2][1]:.2f}")


if __name__ == "__main__":
    main()
