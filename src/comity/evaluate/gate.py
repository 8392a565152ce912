"""The gate before a change: what it gains and loses on labelled cases, against floors pinned to that very corpus."""

import hashlib
import json
from collections import Counter
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Protocol

from comity.core.claim import Claim
from comity.core.trace import Coding
from comity.errors import DataError
from comity.evaluate.cases import Case, code, missing


class Coder(Protocol):
    """Anything that codes one text."""

    def code(self, text: str, published: str | None = None) -> Coding:
        """The coding of a text."""
        ...


@dataclass(frozen=True, slots=True)
class Floors:
    """What was pinned: the corpus by its hash, how many cases were right and wanted claims found, and every claim made."""

    corpus: str
    cases: int
    right: int
    found: int
    claims: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Verdict:
    """A run beside the pinned one: claims gained and lost with their sentence, and which floors it falls below."""

    now: Floors
    gained: tuple[str, ...]
    lost: tuple[str, ...]
    broken: tuple[str, ...]


def measure(cases: Sequence[Case], coder: Coder) -> Floors:
    """Run a coder over all cases."""
    right = found = 0
    told: list[str] = []
    for case in cases:
        claims = coder.code(case.text, published=case.published).claims
        absent, left = missing(case, claims)
        found += len(case.claims) - len(absent)
        right += not absent and not (case.exact and left)
        told += [f"{case.text}  ::  {shown(claim)}" for claim in claims]
    return Floors(corpus_hash(cases), len(cases), right, found, tuple(told))


def corpus_hash(cases: Sequence[Case]) -> str:
    """A hash of every text and label, so that floors are never held against another corpus."""
    plain = json.dumps([asdict(c) for c in cases], sort_keys=True, ensure_ascii=False)
    return hashlib.sha256(plain.encode()).hexdigest()[:16]


def shown(claim: Claim) -> str:
    """A claim on a line: "ASSAULT/aerial ISR -> SYR [alleged]"."""
    sides = [" + ".join(code(p) for p in people) or "?" for people in (claim.actor, claim.recipient)]
    mode = f"/{claim.mode}" if claim.mode else ""
    return f"{claim.event_type}{mode} {sides[0]} -> {sides[1]} [{claim.status}]"


def compare(now: Floors, pinned: Floors) -> Verdict:
    """What changed. Raises DataError when the floors belong to another corpus."""
    if now.corpus != pinned.corpus:
        raise DataError(f"The floors belong to the corpus {pinned.corpus}, these cases are {now.corpus}. Pin them anew with --pin.")
    before, after = Counter(pinned.claims), Counter(now.claims)
    broken = [
        f"{name} {getattr(now, name)}, pinned {getattr(pinned, name)}"
        for name in ("right", "found")
        if getattr(now, name) < getattr(pinned, name)
    ]
    return Verdict(now, tuple((after - before).elements()), tuple((before - after).elements()), tuple(broken))


def load_floors(path: Path) -> Floors:
    """The pinned floors. Raises DataError when the file cannot be read."""
    try:
        data = json.loads(path.read_text(encoding="utf-8"))
        return Floors(data["corpus"], data["cases"], data["right"], data["found"], tuple(data["claims"]))
    except (OSError, ValueError, KeyError) as error:
        raise DataError(f"{path}: cannot be read as floors ({error!r}). Make it with --pin.") from error


def save_floors(path: Path, floors: Floors) -> None:
    path.write_text(json.dumps(asdict(floors), indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
