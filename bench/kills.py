"""Kill an intake at random moments, restart it, and see whether anything was lost or doubled.

usage: python bench/kills.py FOLDER [KILLS] [SEED]
Each intake runs in a process of its own, forked from one that has loaded the engine, with blocks of three documents. Prints one line of
JSON; exit code 1 if the record differs from one made without a kill.
"""

import json
import os
import random
import signal
import sys
import time
from pathlib import Path

from comity import Document, Query, Record, Settings
from comity.pipeline import Engine, load_engine
from comity.record import intake

DOERS = ("France", "Iran", "Egypt", "Kenya", "Poland", "Brazil", "Turkey", "India", "Japan", "Chile")
ACTS = ("condemned the coup in Niger", "expelled the German ambassador", "urged Ethiopia to halt the dam", "praised the Indian government")


def documents() -> list[Document]:
    """40 short articles."""
    return [
        Document(f"{who} {act} on Monday.", "2023-07-31", url=f"http://example.org/{who}/{n}")
        for who in DOERS
        for n, act in enumerate(ACTS)
    ]


def add(path: Path, engine: Engine) -> None:
    record = Record(path)
    record.__dict__["_engine"] = engine
    record.add(documents())


def killed(path: Path, engine: Engine, after: float) -> bool:
    """Fork an intake and kill it after some seconds; whether it was still running."""
    child = os.fork()
    if child == 0:
        add(path, engine)
        os._exit(0)
    time.sleep(after)
    os.kill(child, signal.SIGKILL)
    _, status = os.waitpid(child, 0)
    return os.WIFSIGNALED(status)


def said(path: Path) -> list[tuple[object, ...]]:
    record = Record(path)
    assert all(len(set(ids)) == len(ids) for ids in [[c.document.id for c in record.codings()]])
    return sorted((r["id"], r["event_type"], r["document_id"]) for r in record.claims(Query(order="id")))


def main(folder: Path, kills: int, seed: int) -> int:
    intake.BLOCK = 3
    engine = load_engine(Settings(model=False))
    chance = random.Random(seed)
    start = time.perf_counter()
    child = os.fork()
    if child == 0:
        add(folder / "whole", engine)
        os._exit(0)
    os.waitpid(child, 0)
    whole = time.perf_counter() - start
    hit, rounds, made = 0, 0, 0
    while hit < kills:
        path = folder / f"killed-{made}"
        if killed(path, engine, chance.uniform(0, whole / 3)):
            hit += 1
        else:
            made += 1
        rounds += 1
    paths = [folder / f"killed-{n}" for n in range(made + 1)]
    for path in paths:
        if os.fork() == 0:
            add(path, engine)
            os._exit(0)
        os.wait()
    expected = said(folder / "whole")
    wrong = [path.name for path in paths if said(path) != expected]
    print(json.dumps({"kills": hit, "intakes": rounds, "records": len(paths), "claims": len(expected), "wrong": wrong}))
    return 1 if wrong or not expected else 0


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1]), int(sys.argv[2]) if len(sys.argv) > 2 else 50, int(sys.argv[3]) if len(sys.argv) > 3 else 0))
