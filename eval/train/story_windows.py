"""Makes the windows that the judge of pairs is trained on.

    python3 eval/train/story_windows.py STORIES PAGES BACKGROUND NEAR OUT

STORIES holds the labelled sets (SET.jsonl, SET.gold.jsonl), PAGES the sets of single pages (SET/gold.jsonl). Every labelled
article has a fellow, which no desk sees: most news stands alone. So each set is written as it is (`SET`) and some more
times (`SET.K`) with six in ten of its stories cut down to one article, among single pages of many languages. Where the
set is dated these get times of its span, where it has headlines only they lose their texts. `SET.sK` are small windows
of a few to sixty articles, as a new desk has. `SET.cK` and `SET.scK` are windows whose words are spelled in other letters, less
the commonest: languages of which neither vectors nor background (BACKGROUND, `data/background.txt`) know a word; in `SET.iK` and
`SET.siK` each word has one of six endings at random besides, as in languages that inflect. Stories and hosts of the checking
part are left out. Sets of judged pairs (SET.pairs.jsonl) are one window each, with the pairs of the tuning part beside it
(`SET.judged`); all their articles are in it, for who is nearest to whom depends on all of them. NEAR holds our own near misses
(`eval/near-misses`), which make seven such windows (`near`, `near.K`), and so do those with whole texts in its folders
`texts` and `press` (`texts`, `texts.K`), half of which are for checking; those in its folder `fresh` are left alone.
"""
import hashlib
import json
import random
import sys
from itertools import combinations
from pathlib import Path

SETS = ["uci6k", "allsides2021", "basil", "fnc1_headlines", "emergent_headlines"]
BARE = ["fnc1_headlines", "emergent_headlines"]  # neither text nor date: no desk meets such
PAGES = ["wcxb_dev_article", "fundus_tests"]
TIMES = 5
ALONE = 0.6
SHARE = 0.5  # of the single pages, in each window
SMALL = 24
ABROAD = str.maketrans("abcdefghijklmnopqrstuvwxyz", "абвгдежзиклмнопрстуфхцчшщэ")
ENDINGS = ["", "а", "у", "ом", "ами", "ых"]
CUT = 6  # most articles of a story in every second window: large stories are rare


def tuning(name, checking=64):
    return hashlib.sha1(name.encode()).digest()[0] >= checking


def lines(path):
    return [json.loads(line) for line in open(path, encoding="utf-8")]


def host(url):
    return url.split("/")[2].removeprefix("www.") if url and "//" in url else ""


def singles(pages):
    for name in PAGES:
        for row in lines(pages / name / "gold.jsonl"):
            if row.get("title") and row.get("text") and tuning(host(row["url"])):
                yield {"id": f"{name}:{row['id']}", "title": row["title"], "text": row["text"], "publisher": host(row["url"]),
                       "url": row["url"], "date": None, "language": row.get("language")}


def window(random_, docs, story, alone, number):
    groups = {}
    for doc in docs:
        groups.setdefault(story[doc["id"]], []).append(doc)
    kept = []
    for name in sorted(groups):
        group = sorted(groups[name], key=lambda doc: doc["id"])
        random_.shuffle(group)
        most = 1 if random_.random() < ALONE else CUT if number % 2 else len(group)
        kept += group[:most]
    dates = [doc["date"] for doc in docs if doc["date"]]
    bare = not any(doc["text"] for doc in docs)
    for page in random_.sample(alone, int(len(alone) * SHARE)):
        date = random_.choice(dates) if dates else None
        kept.append(page | {"date": date, "text": None if bare else page["text"], "publisher": page["publisher"]})
    random_.shuffle(kept)
    return kept


def small(random_, docs, story, alone):
    """A few stories and some pages, at most sixty articles in all."""
    most = random_.randint(3, 60)
    groups = {}
    for doc in docs:
        groups.setdefault(story[doc["id"]], []).append(doc)
    kept, names = [], sorted(groups)
    random_.shuffle(names)
    for name in names:
        group = sorted(groups[name], key=lambda doc: doc["id"])
        kept += random_.sample(group, min(len(group), random_.randint(1, CUT)))
        if len(kept) >= most:
            break
    bare = not any(doc["text"] for doc in docs)
    dates = [doc["date"] for doc in kept if doc["date"]]
    for page in random_.sample(alone, random_.randint(0, most)):
        kept.append(page | {"date": random_.choice(dates) if dates else None, "text": None if bare else page["text"]})
    random_.shuffle(kept)
    return kept


def abroad(docs, common, random_=None):
    """The same in letters and words that nothing is known of, with an ending each where a source of chance is given."""
    def inflected(word):
        bare = word.rstrip(".,:;'\"")
        if random_ is None or len(bare) < 4 or not bare.isalpha():
            return word
        return bare[: len(bare) - (len(bare) > 5)] + random_.choice(ENDINGS) + word[len(bare):]

    def spelled(text):
        words = (text or "").split()[:200]
        kept = (word.lower().translate(ABROAD) for word in words if word.lower().strip(".,:;'\"") not in common)
        return " ".join(map(inflected, kept)) or None

    return [doc | {"title": spelled(doc["title"]) or "", "text": spelled(doc["text"])} for doc in docs]


def commonest(background):
    """Words in more than 12 % of articles at large: everywhere the reader drops them."""
    with open(background, encoding="utf-8") as rows:
        total = int(next(rows).split()[1])
        return {word for count, *words in map(str.split, rows) for word in words if int(count) > 0.12 * total}


def save(out, name, docs, story):
    with open(out / f"{name}.jsonl", "w", encoding="utf-8") as file:
        file.writelines(json.dumps(doc, ensure_ascii=False) + "\n" for doc in docs)
    with open(out / f"{name}.gold.jsonl", "w", encoding="utf-8") as file:
        file.writelines(json.dumps({"id": doc["id"], "story_id": story.get(doc["id"], doc["id"])}) + "\n" for doc in docs)


def judged(stories, name, out):
    """A set of judged pairs: what pairs hang together with is in one part, named after its first id by the alphabet."""
    pairs = lines(stories / f"{name}.pairs.jsonl")
    parents = {}

    def root(one):
        while parents.get(one, one) != one:
            one = parents[one]
        return one

    for pair in pairs:
        a, b = root(pair["a"]), root(pair["b"])
        parents[max(a, b)] = min(a, b)
    save(out, name, lines(stories / f"{name}.jsonl"), {})
    with open(out / f"{name}.judged", "w", encoding="utf-8") as file:
        for pair in pairs:
            if tuning(root(pair["a"])):
                file.write(f"{pair['a']}\t{pair['b']}\t{int(pair['same'])}\t{root(pair['a'])}\n")


def near_misses(folder, out, window, checking, common=None):
    """Our own reports in fours, two of one event and two of another: all pairs of a four, named after its language and subject.
    Once all together, and in six windows with a single pair of each four, for who has nobody nearer is not of one event by that."""
    fours = []
    for path in sorted(folder.glob("*.txt")):
        for four in open(path, encoding="utf-8").read().split("# ")[1:]:
            subject, *lines = four.strip().split("\n")
            hours = hours_of(len(fours))
            reports = [report(path.stem, len(fours) * 4 + at, (at, hours[at]), line) for at, line in enumerate(lines)]
            same = [line[0] for line in lines]
            fours.append((f"{path.stem} {subject}", list(zip(reports, same))))
    near_turns(out, window, "", fours, checking)
    if common:
        near_turns(out, window, "i", list(inflected(fours, common)), checking)


def near_turns(out, window, kind, fours, checking):
    every = [(root, four, list(combinations(four, 2))) for root, four in fours]
    near_window(out, f"{window}.{kind}" if kind else window, every, checking)
    for turn in range(6):
        alone = [(root, pairs[(turn + at) % 6]) for at, (root, _, pairs) in enumerate(every)]
        near_window(out, f"{window}.{kind}{turn}", [(root, pair, [pair]) for root, pair in alone], checking)


def inflected(fours, common):
    """Those in English in words that nothing is known of, for a language whose words have endings."""
    for root, four in fours:
        if root.startswith("en "):
            docs = abroad([doc for doc, _ in four], common, random.Random(root))
            yield root, [(doc | {"language": "xx"}, one) for doc, (_, one) in zip(docs, four)]


def near_window(out, name, groups, checking):
    save(out, name, [doc for _, group, _ in groups for doc, _ in group], {})
    with open(out / f"{name}.judged", "w", encoding="utf-8") as file:
        for root, _, pairs in groups:
            for (a, one), (b, other) in pairs:
                if tuning(root, checking):
                    file.write(f"{a['id']}\t{b['id']}\t{int(one == other)}\t{root}\n")


def hours_of(four):
    """When the reports of a four came, each order as often as another: those of one event stand side by side in the files, and when
    they came must not tell."""
    left = [0, 1, 2, 3]
    return [left.pop(at) for at in (four // 6 % 4, four // 2 % 3, four % 2, 0)]


def report(language, number, place, line):
    at, hour = place
    title, _, lead = line[2:].partition(" | ")
    return {"id": f"{language}{number}", "title": title, "text": lead or None, "publisher": f"p{at}-{language}.example",
            "url": None, "date": f"2026-03-10T{9 + hour:02}:00:00Z", "language": language}


def main():
    stories, pages, background, near, out = map(Path, sys.argv[1:6])
    common = commonest(background)
    alone = list(singles(pages))
    for name in SETS:
        story = {row["id"]: row["story_id"] for row in lines(stories / f"{name}.gold.jsonl")}
        docs = [doc for doc in lines(stories / f"{name}.jsonl") if tuning(story.get(doc["id"], ""))]
        save(out, name, docs, story)
        save(out, f"{name}.c", abroad(docs, common), story)
        save(out, f"{name}.i", abroad(docs, common, random.Random(name)), story)
        for number in range(0 if name in BARE else TIMES):
            made = window(random.Random(f"{name}{number}"), docs, story, alone, number)
            save(out, f"{name}.{number}", made, story)
            save(out, f"{name}.c{number}", abroad(made, common), story)
            save(out, f"{name}.i{number}", abroad(made, common, random.Random(f"{name}{number}")), story)
        for number in range(SMALL):
            made = small(random.Random(f"small {name}{number}"), docs, story, alone)
            save(out, f"{name}.s{number}", made, story)
            save(out, f"{name}.sc{number}", abroad(made, common), story)
            save(out, f"{name}.si{number}", abroad(made, common, random.Random(f"{name}{number}")), story)
    for pairs in sorted(stories.glob("*.pairs.jsonl")):
        judged(stories, pairs.name.removesuffix(".pairs.jsonl"), out)
    near_misses(near, out, "near", 64)
    near_misses(near / "texts", out, "texts", 128, common)
    near_misses(near / "press", out, "press", 128, common)


main()
