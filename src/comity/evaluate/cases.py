"""Labelled sentences: what must be read in them, and whether a coder's claims say so."""

import tomllib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from comity.core.actor import Participant
from comity.core.claim import Claim
from comity.errors import DataError

KEYS = frozenset({"type", "mode", "actor", "recipient", "status", "background", "date", "place", "speaker", "sectors", "polarity"})
SETS = frozenset({"actor", "recipient", "sectors"})


@dataclass(frozen=True, slots=True)
class Case:
    """One text with the claims wanted of it; `exact` means that no others may be made. Keys left out of a claim are free."""

    why: str
    text: str
    published: str | None
    claims: tuple[dict[str, object], ...]
    exact: bool


def load_cases(paths: Iterable[Path]) -> tuple[Case, ...]:
    """The cases of TOML files. Raises DataError with file, number of the case and what was expected."""
    found = []
    for path in paths:
        try:
            rows = tomllib.loads(path.read_text(encoding="utf-8")).get("case", [])
        except (OSError, tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
            raise DataError(f"{path}: cannot be read ({error}). Expected TOML with a list of [[case]].") from error
        for n, row in enumerate(rows, 1):
            unknown = {key for wanted in row.get("claims", ()) for key in wanted} - KEYS
            if "text" not in row or "claims" not in row or unknown:
                told = f"unknown key {sorted(unknown)[0]!r}" if unknown else "text or claims missing"
                raise DataError(f"{path}: case {n}: {told}; expected text, claims and in these {', '.join(sorted(KEYS))}.")
            found.append(Case(row.get("why", ""), row["text"], row.get("published"), tuple(row["claims"]), row.get("exact", False)))
    return tuple(found)


def missing(case: Case, claims: Sequence[Claim]) -> tuple[list[dict[str, object]], list[Claim]]:
    """The wanted claims that are not among the claims made, and the claims left over; each claim answers one wish."""
    left, absent = list(claims), []
    for wanted in case.claims:
        match = next((c for c in left if fits(c, wanted)), None)
        if match is None:
            absent.append(wanted)
        else:
            left.remove(match)
    return absent, left


def fits(claim: Claim, wanted: dict[str, object]) -> bool:
    """Whether a claim has everything that is asked of it."""
    date = claim.date
    said: dict[str, object] = {
        "type": claim.event_type,
        "mode": claim.mode,
        "actor": sorted({code(p) for p in claim.actor}),
        "recipient": sorted({code(p) for p in claim.recipient}),
        "status": claim.status,
        "polarity": claim.polarity,
        "background": claim.background,
        "date": [date.start or "", date.end or "", date.precision, date.basis],
        "place": (claim.place.country_code or "") if claim.place else "",
        "speaker": code(claim.attributed_to) if claim.attributed_to else "",
        "sectors": sorted({p.sector for p in claim.actor}),
    }
    return all(said[k] == (sorted(v) if k in SETS and isinstance(v, list) else v) for k, v in wanted.items())


def code(person: Participant) -> str:
    """A participant's code, for an organisation its id."""
    return person.id if person.code == "IGO" and person.id else person.code
