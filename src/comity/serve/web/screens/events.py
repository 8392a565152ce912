"""One event: every report of it by origin, how its status changed, on what its reports disagree."""

import json
from collections.abc import Mapping, Sequence
from hashlib import sha256
from typing import Annotated, Any

from fastapi import Path, Request

from comity.core.claim import Claim
from comity.core.event import Event, StatusStep
from comity.core.wire import as_plain
from comity.serve.table import STATUS_WORD
from comity.serve.web.answers import NotFoundError, View
from comity.serve.web.asking import AsOf
from comity.serve.web.screens.rows import CLAIM_COLUMNS, act_of, claim_row
from comity.serve.web.shelf import Shelf
from comity.serve.web.words import headline, name_of, publisher_of

Id = Annotated[str, Path(description="The id of an event, also one it had before late reports came.", max_length=64)]


def event(request: Request, id: Id, as_of: AsOf = None) -> View:
    """One act with every claim about it: who reported it first, who copied whom, what changed, what is disputed."""
    shelf: Shelf = request.app.state.shelf
    query = shelf.record.query(as_of=as_of)
    told = shelf.record.event(id, query.as_of)
    if told is None:
        working = "" if shelf.record.has_events() else " Events are still being worked out; try again in a while."
        raise NotFoundError(f"There is no event {id!r}" + (f" as of {as_of}." if as_of else ".") + working)
    rows = shelf.record.claims_by_id(told.claims, query.as_of)
    articles = sorted({r["document_id"] for r in rows})
    origins = shelf.record.origins_of(articles, query.as_of)
    cited = citation(told, shelf.record.runs_of(articles, query.as_of), shelf.record.version)
    return View(
        headline(told), "event.html", {"event": as_plain(told), "claims": [as_plain(act_of(r)[0]) for r in rows], "origins": dict(origins), "citation": cited},
        CLAIM_COLUMNS, map(claim_row, rows),
        {"event": told, "groups": grouped(rows, origins), "disputes": disputes(told, rows), "cited": cited, "ladder": ladder(told.history), "moved": told.id != id},
    )  # fmt: skip


def grouped(rows: Sequence[Mapping[str, Any]], origins: Mapping[str, str]) -> list[list[tuple[Claim, Mapping[str, Any]]]]:
    """Claims by the origin of their articles, the first published origin first, within it the original before its copies."""
    groups: dict[str, list[tuple[Claim, Mapping[str, Any]]]] = {}
    for row in rows:
        groups.setdefault(origins.get(row["document_id"], row["document_id"]), []).append(act_of(row))
    for root, claims in groups.items():
        claims.sort(key=lambda pair: (pair[1]["document_id"] != root, str(pair[1]["reported"])))
    return sorted(groups.values(), key=lambda claims: (str(claims[0][1]["reported"]), claims[0][0].id))


def ladder(history: Sequence[StatusStep]) -> list[tuple[str | None, list[str]]]:
    """How the status changed, by day: the reports of one day have no order worth telling, so each status of a day is told once, where it was told last."""
    days: dict[str | None, list[str]] = {}
    for step in history:
        told = days.setdefault(step.since and step.since[:10], [])
        if step.status in told:
            told.remove(step.status)
        told.append(step.status)
    return list(days.items())


def disputes(told: Event, rows: Sequence[Mapping[str, Any]]) -> list[tuple[str, list[tuple[str, list[tuple[str, str]]]]]]:
    """Each field on which reports disagree, with its values, and who gives each and in which claim."""
    by_id = {r["id"]: r for r in rows}
    return [
        (
            c.field,
            [
                (called(c.field, v.value), [(publisher_of(by_id[id]), address_of(by_id[id])) for id in v.claims if id in by_id])
                for v in c.variants
            ],
        )
        for c in told.contradictions
    ]


def address_of(row: Mapping[str, Any]) -> str:
    """Where the reader shows a claim."""
    return f"/documents/{row['document_id']}#claim-{row['id']}"


def citation(told: Event, runs: Sequence[Mapping[str, Any]], version: int) -> dict[str, Any]:
    """What a citation of an event needs to be checked: a hash of all that is said of it, the record's version, the runs that brought its articles."""
    whole = json.dumps(as_plain(told), sort_keys=True, ensure_ascii=False)
    return {"hash": sha256(whole.encode("utf-8", "replace")).hexdigest(), "version": version, "runs": [dict(r) for r in runs]}


def called(field: str, value: str) -> str:
    """A value that reports differ on as readers call it."""
    if field in ("actor", "recipient"):
        return ", ".join(name_of(code) for code in value.split(", ")) or "nobody named"
    return STATUS_WORD.get(value, value) if field == "status" else value
