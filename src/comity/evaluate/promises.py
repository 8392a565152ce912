"""Pairs of a promise and later reports of which somebody said what became of it, and how near the ledger comes to them."""

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from comity.coder import Coder
from comity.core.text import Document
from comity.errors import DataError
from comity.relate.accounts import accounts_in
from comity.relate.ledger import Entry, ledger
from comity.relate.promise_rules import PromiseRules

DECIDED = frozenset({"kept", "broken", "withdrawn"})


@dataclass(frozen=True, slots=True)
class Pair:
    """A promise, what was reported later, and the verdict of a reader on the day `today`."""

    id: str
    why: str
    promise: Document
    later: tuple[Document, ...]
    today: str
    actor: str
    event_type: str
    verdict: str


@dataclass(frozen=True, slots=True)
class Fared:
    """What the ledger made of the pairs: `found` have an entry for the promise, `right` of them the reader's verdict.

    `decided` are entries that a deed decides (kept, broken, withdrawn), `decided_right` those of them that the reader decided alike.
    `wrong` tells of each pair that differs: its id, the reader's verdict and ours (None where no entry was found).
    """

    pairs: int
    found: int
    right: int
    decided: int
    decided_right: int
    wrong: tuple[tuple[str, str, str | None], ...]


def load_pairs(path: Path) -> list[Pair]:
    """The pairs of a TOML file. Raises DataError."""
    try:
        told = tomllib.loads(path.read_text(encoding="utf-8"))["pair"]
        return [
            Pair(
                p["id"], p["why"], _document(p["promise"], p["id"], 0), tuple(_document(r, p["id"], n) for n, r in enumerate(p["later"], 1)),
                str(p["today"]), p["actor"], p["type"], p["verdict"],
            )
            for p in told
        ]  # fmt: skip
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError, KeyError, TypeError) as error:
        raise DataError(
            f"{path}: cannot be read ({type(error).__name__}: {error}). Expected [[pair]] with id, why, promise, later, today, actor, type, verdict."
        ) from error


def measure(pairs: Sequence[Pair], coder: Coder, rules: PromiseRules) -> Fared:
    """Code the reports of each pair, keep its ledger on the reader's day, and compare."""
    ours = [verdict_of(pair, coder, rules) for pair in pairs]
    both = list(zip(pairs, ours, strict=True))
    return Fared(
        len(pairs),
        sum(v is not None for v in ours),
        sum(v == p.verdict for p, v in both),
        sum(v in DECIDED for v in ours),
        sum(v in DECIDED and v == p.verdict for p, v in both),
        tuple((p.id, p.verdict, v) for p, v in both if v != p.verdict),
    )


def verdict_of(pair: Pair, coder: Coder, rules: PromiseRules) -> str | None:
    """The verdict of the entry that the promise gives for its actor and type; None where it gives none."""
    codings = [coder.code_document(d) for d in (pair.promise, *pair.later)]
    entries = ledger(accounts_in(codings), rules, pair.today).entries
    own = [e for e in entries if _is_own(e, pair) and any(s.document == pair.promise.id for s in e.said_in)]
    return own[0].verdict if own else None


def _is_own(entry: Entry, pair: Pair) -> bool:
    names = {n.casefold() for a in entry.actor for n in (a, a.rpartition(":")[2])}
    return entry.event_type == pair.event_type and pair.actor.casefold() in names


def _document(told: Mapping[str, object], id: str, number: int) -> Document:
    return Document(str(told["text"]), str(told["published"]), url=f"pair:{id}:{number}")
