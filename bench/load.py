"""How quick the pages of a record are when many ask at once.

usage: python bench/load.py RECORD [--users N] [--seconds S] [--pause SECONDS]
Every page is asked in two ways: the same address again and again (`known`), and addresses that nobody asked before (`new`). And by two
kinds of users: `reading` ones look at each page for about `--pause` seconds, as people do; `hasty` ones ask the next page as soon as they
have the last, which shows how much the server can do. Prints a line of JSON a page: number, 50th and 95th percentile in milliseconds,
and answers other than 200 apart. The server is started and ended here; it is asked when all that it lays down in the background is there.
"""

import argparse
import itertools
import json
import random
import re
import subprocess
import sys
import threading
import time
from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from http.client import HTTPConnection
from pathlib import Path
from urllib.parse import urlsplit
from urllib.request import urlopen


def pages(address: str) -> dict[str, list[str]]:
    """For each kind of page its addresses: the first is the known one, the others are new ones."""
    items = json.load(urlopen(f"{address}/explore.json?limit=200"))["data"]["items"]
    parties = sorted({p["code"] for i in items for p in i["actor"] + i["recipient"] if p["code"].isalpha() and len(p["code"]) == 3})
    ties = json.load(urlopen(f"{address}/network.json?window=8000"))["data"]["ties"]
    pairs = [(t["one"], t["two"]) for t in ties]
    told = set(pairs)
    silent = [pair for pair in itertools.combinations(parties, 2) if pair not in told and pair[::-1] not in told]
    for some in (pairs, silent):
        random.Random(1).shuffle(some)
    articles = list(dict.fromkeys(i["document_id"] for i in items))
    types = sorted({i["event_type"] for i in items})
    asked = [f"/explore?actor={a}&type={t}" for a in parties for t in types]
    random.Random(2).shuffle(asked)
    found = {
        "start": ["/"], "explore": ["/explore", *asked], "articles": ["/documents", *(f"/documents?reported={y}-{m:02}" for y in range(2004, 2024) for m in range(1, 13))],
        "reader": [f"/documents/{a}" for a in articles], "search": ["/search?q=actor:" + parties[0], *(f"/search?q=actor:{a}+act:{t}" for a in parties for t in types)],
        "pair": [f"/dyads/{a}/{b}" for a, b in pairs], "silent pair": [f"/dyads/{a}/{b}" for a, b in silent], "actor": [f"/actors/{a}" for a in parties], "network": ["/network"], "codebook": ["/codebook"], "quality": ["/quality"],
    }  # fmt: skip
    found |= {f"pair: {part}": [f"/dyads/{a}/{b}/{part}" for a, b in pairs] for part in ("standing", "promises", "ties", "press", "thirds")}
    events = json.load(urlopen(f"{address}/explore.json?level=event&limit=200"))
    found["event"] = [f"/events/{e['id']}" for e in events["data"]["items"]]
    return found


def has_events(address: str) -> bool:
    figures = json.load(urlopen(f"{address}/index.json"))["data"]["status"]
    return next(f["value"] for f in figures if f["name"] == "events").replace(",", "").isdigit()


@contextmanager
def started(record: Path) -> Iterator[str]:
    """The address of a server on the record, all of whose events are there."""
    code = "from comity.serve.cli import main; main()"
    command = [sys.executable, "-c", code, "serve", str(record), "--port", "0", "--no-model"]
    server = subprocess.Popen(command, stderr=subprocess.PIPE, text=True)
    assert server.stderr is not None
    try:
        address = next(m[0] for line in server.stderr if (m := re.search(r"http://\S+?(?=/ )", line)))
        while not has_events(address):
            time.sleep(2)
        yield address
    finally:
        server.terminate()


def user(
    address: str, todo: "itertools.count[int]", plan: list[tuple[str, str]], until: float, pause: float, times: dict[str, list[float]]
) -> None:
    """Ask one page of the plan after the other until the time is over."""
    chance = random.Random()
    time.sleep(pause * chance.random())
    connection = HTTPConnection(urlsplit(address).netloc, timeout=120)
    while time.time() < until:
        kind, path = plan[next(todo) % len(plan)]
        begin = time.perf_counter()
        connection.request("GET", path, headers={"accept": "text/html", "accept-encoding": "gzip"})
        answer = connection.getresponse()
        answer.read()
        times[kind if answer.status == 200 else f"{kind} {answer.status}"].append(1000 * (time.perf_counter() - begin))
        time.sleep(pause * chance.uniform(0.5, 1.5))


def measure(
    address: str, plan: list[tuple[str, str]], todo: "itertools.count[int]", users: int, seconds: float, pause: float
) -> dict[str, list[float]]:
    times: dict[str, list[float]] = defaultdict(list)
    until = time.time() + seconds
    threads = [threading.Thread(target=user, args=(address, todo, plan, until, pause, times)) for _ in range(users)]
    for t in threads:
        t.start()
    for t in threads:
        t.join()
    return times


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("record", type=Path)
    parser.add_argument("--users", type=int, default=20)
    parser.add_argument("--seconds", type=float, default=60)
    parser.add_argument("--pause", type=float, default=3.0)
    given = parser.parse_args()
    with started(given.record) as address:
        time.sleep(30)  # the claims are being laid down as texts
        found = pages(address)
        for path in (p[0] for p in found.values()):
            urlopen(address + path).read()
        known = [(kind, paths[0]) for kind, paths in found.items()]
        fresh = [
            (kind, p)
            for group in itertools.zip_longest(*([(k, p) for p in ps[1:]] for k, ps in found.items() if len(ps) > 1))
            for kind, p in filter(None, group)
        ]
        fresh_in_turn = itertools.count()
        runs = [(u, pause, *plan) for u, pause in (("reading", given.pause), ("hasty", 0.0)) for plan in (("known", known), ("new", fresh))]
        for users, pause, name, plan in runs:
            todo = fresh_in_turn if plan is fresh else itertools.count()
            for kind, times in sorted(measure(address, plan, todo, given.users, given.seconds, pause).items()):
                times.sort()
                shown = {
                    "users": users,
                    "asked": name,
                    "page": kind,
                    "n": len(times),
                    "p50": round(times[len(times) // 2]),
                    "p95": round(times[int(len(times) * 0.95)]),
                }
                sys.stdout.write(json.dumps(shown) + "\n")


if __name__ == "__main__":
    main()
