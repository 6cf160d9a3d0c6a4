#!/usr/bin/env python3
"""Plots which publishers wall what share of their articles.

    dateline-archive CC-NEWS-*.warc.gz --to readings
    pip install 'dateline-news[duckdb]' matplotlib
    python walls.py readings walls.svg

A bar for each of the hosts with most articles: how many of its articles are held whole, how many are cut by a wall (paywall,
registration, meter), and how many are not whole for another reason. Pages that are no articles are left out.
"""

import argparse

from dateline_news.engines import duckdb

QUERY = """
    WITH articles AS (
        SELECT host, holding, list_has_any(reasons, ['paywall', 'registration', 'meter']) AS walled
        FROM readings WHERE holding != 'other_kind'
    )
    SELECT host, count(*) AS articles,
        avg((holding = 'full' AND NOT walled)::int) AS whole,
        avg(walled::int) AS walled,
        avg((holding != 'full' AND NOT walled)::int) AS other
    FROM articles GROUP BY host HAVING count(*) >= $least ORDER BY walled DESC, articles DESC, host LIMIT $most
"""


def shares(folder, least, most):
    """Host, articles, and the shares whole, walled and not whole for another reason, most walled first."""
    return duckdb.connect(folder).execute(QUERY, {"least": least, "most": most}).fetchall()


def plot(rows, out):
    import matplotlib

    matplotlib.use("Agg")
    from matplotlib import pyplot

    hosts = [f"{host} ({articles:,})" for host, articles, *_ in rows]
    _, axes = pyplot.subplots(figsize=(9, 1.2 + 0.28 * len(rows)))
    left = [0.0] * len(rows)
    for name, at, colour in [("whole", 2, "#4c956c"), ("walled", 3, "#c8553d"), ("not whole otherwise", 4, "#bdbdbd")]:
        values = [100 * row[at] for row in rows]
        axes.barh(hosts, values, left=left, label=name, color=colour)
        left = [a + b for a, b in zip(left, values)]
    axes.invert_yaxis()
    axes.set_xlim(0, 100)
    axes.set_xlabel("per cent of the articles")
    axes.legend(loc="lower center", bbox_to_anchor=(0.5, 1.0), ncols=3, frameon=False)
    pyplot.tight_layout()
    pyplot.savefig(out)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", help="folder of the tables that dateline-archive wrote")
    parser.add_argument("out", help="picture to write: .svg, .png or .pdf")
    parser.add_argument("--least", type=int, default=20, help="articles that a host needs to be shown")
    parser.add_argument("--most", type=int, default=40, help="hosts that are shown")
    options = parser.parse_args()
    rows = shares(options.folder, options.least, options.most)
    if not rows:
        parser.exit(1, f"no host has {options.least} articles; give --least a smaller number\n")
    plot(rows, options.out)
    for host, articles, whole, walled, _ in rows:
        print(f"{host:<40}{articles:>8} articles{100 * whole:>7.1f} % whole{100 * walled:>7.1f} % walled")


if __name__ == "__main__":
    main()
