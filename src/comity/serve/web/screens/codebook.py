"""The living codebook: what each type, status, sector and reason means, with examples and how often the record has it."""

from collections.abc import Mapping
from functools import cache

from fastapi import Request

from comity.config import DATA
from comity.lexicon.tables import read_csv
from comity.serve.web.answers import View
from comity.serve.web.asking import AsOf
from comity.serve.web.shelf import Shelf
from comity.serve.web.words import ontology

EXAMPLES = 3


def codebook(request: Request, as_of: AsOf = None) -> View:
    """Types, modes, statuses, sectors, contexts and reasons, with examples and counts of this record."""
    shelf: Shelf = request.app.state.shelf
    at = shelf.record.query(as_of=as_of).as_of
    counts = shelf.kept(("counts", at), lambda: shelf.record.counts(at))
    known = ontology()
    modes: dict[str, list[tuple[str, str]]] = {}
    for (event_type, mode), summary in mode_summaries().items():
        modes.setdefault(event_type, []).append((mode, summary))
    types = [
        {"type": t.name, "quad": t.quad, "scale": t.scale, "summary": t.summary, "examples": examples()[t.name], "claims": counts["type"].get(t.name, 0),
         "modes": [{"mode": m, "summary": s, "claims": counts["mode"].get(f"{t.name}/{m}", 0)} for m, s in modes.get(t.name, ())]}
        for t in known.types.values()
    ]  # fmt: skip
    statuses = [{"status": s, "summary": summary, "claims": counts["status"].get(s, 0)} for s, summary in status_summaries().items()]
    lists = {"sectors": known.sectors, "contexts": known.contexts, "reasons": known.reasons}
    rows = [("type", t["type"], t["summary"], t["claims"]) for t in types] + [
        ("status", s["status"], s["summary"], s["claims"]) for s in statuses
    ]
    rows += [(kind[:-1], name, summary, None) for kind, names in lists.items() for name, summary in names.items()]
    return View(
        "Codebook", "codebook.html", {"types": types, "statuses": statuses, **{k: dict(v) for k, v in lists.items()}},
        ("kind", "name", "summary", "claims"), rows, {"types": types, "statuses": statuses, "lists": lists},
    )  # fmt: skip


@cache
def examples() -> Mapping[str, list[str]]:
    """Short sentences that the lexicon codes as each type, of different words."""
    found: dict[str, list[str]] = {name: [] for name in ontology().types}
    for file in sorted((DATA / "lang/en/triggers").glob("*.csv")):
        heads: set[str] = set()
        for row in read_csv(file, ("head", "type", "example")):
            there = found.get(row["type"])
            if there is not None and len(there) < EXAMPLES and row["head"] not in heads and row["example"]:
                heads.add(row["head"])
                there.append(row["example"])
    return found


@cache
def mode_summaries() -> Mapping[tuple[str, str], str]:
    """What each mode means."""
    return {(r["type"], r["mode"]): r["summary"] for r in read_csv(DATA / "ontology/modes.csv", ("type", "mode", "summary"))}


@cache
def status_summaries() -> Mapping[str, str]:
    """What each status means."""
    return {
        r["status"]: r["summary"] for r in read_csv(DATA / "ontology/status.csv", ("status", "default", "summary")) if r["default"] == "yes"
    }
